//! A header and a value in one allocation, the header right before the value.
//!
//! ```text
//!   the allocation begins         the pointer that is kept
//!   v                             v
//!   | padding, if the value      | header | value …        |
//!   | has a greater alignment    |
//! ```
//!
//! The header is found from the value's address alone: no size, no alignment and no vtable is asked. And
//! the pointer that is kept is the pointer to the value, so that dereferencing, `into_raw` and `from_raw`
//! compute nothing.
//!
//! Every pointer that these functions return may be used for the whole allocation.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::cell::UnsafeCell;
use std::ffi::{CStr, OsStr};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::path::Path;
use std::ptr::{self, NonNull};

/// The layout of the whole allocation, and how far into it the value begins.
fn layout<H>(value: Layout) -> (Layout, usize) {
    // If the value's alignment is the greater, it begins further on than the header's end. Still the header fits right before
    // it: what is a multiple of the value's alignment is one of the header's, and the header's size is, too.
    let whole = Layout::new::<H>().extend(value);
    whole.expect("the value is too large to be counted")
}

/// Allocates, writes the header, and leaves the value to the caller.
fn allocate<H>(header: H, value: Layout) -> NonNull<u8> {
    const { assert!(size_of::<H>() != 0, "the layout would be empty") }
    let (layout, offset) = layout::<H>(value);
    // SAFETY: the layout has the header's size at least, which isn't zero.
    let block = unsafe { alloc(layout) };
    let Some(block) = NonNull::new(block) else {
        handle_alloc_error(layout)
    };
    // SAFETY: the value begins within the allocation, or at its end.
    let value = unsafe { block.add(offset) };
    // SAFETY: `layout` left room for a header right before the value.
    let place = unsafe { header_of::<H, u8>(value) };
    // SAFETY: as above, and it is aligned.
    unsafe { place.write(header) };
    value
}

/// The header of a value.
///
/// # Safety
///
/// `value` points to the value of an allocation with such a header.
#[inline]
pub(crate) const unsafe fn header_of<H, T: ?Sized>(value: NonNull<T>) -> NonNull<H> {
    // SAFETY: a header stands right before the value (caller).
    unsafe { value.cast::<H>().sub(1) }
}

/// Drops the header and frees the allocation. What is in the value is gone already, or never was there.
///
/// # Safety
///
/// `value` came from this module, with such a header and, if it is unsized, with the value's own metadata.
/// Nobody uses the allocation any more.
pub(crate) unsafe fn free<H, T: ?Sized>(value: NonNull<T>) {
    // SAFETY: the memory is there, and nothing is read through this. The Reference lists a reference to an invalid
    // value as undefined. That one to an `UnsafeCell` whose contents aren't looked at is fine, with the compiler and
    // with Miri, is relied on here: stable Rust has no `Layout::for_value_raw`.
    let memory = unsafe { &*(value.as_ptr() as *const UnsafeCell<T>) };
    let (layout, offset) = layout::<H>(Layout::for_value(memory));
    // SAFETY: the header stands there.
    let header = unsafe { header_of::<H, T>(value) };
    // SAFETY: nobody uses it after this. On an operating system counters have no destructor. In a model it is a
    // write, with which a use that comes too late is seen to race.
    unsafe { header.drop_in_place() };
    // SAFETY: the value began `offset` into the allocation.
    let block = unsafe { value.cast::<u8>().sub(offset) };
    // SAFETY: `allocate` made it with the same layout, which follows from the value's.
    unsafe { dealloc(block.as_ptr(), layout) }
}

/// Room for a value.
pub(crate) fn uninit<H, T>(header: H) -> NonNull<MaybeUninit<T>> {
    allocate(header, Layout::new::<T>()).cast()
}

/// Room for `length` values.
pub(crate) fn uninit_slice<H, T>(header: H, length: usize) -> NonNull<[MaybeUninit<T>]> {
    let values = Layout::array::<T>(length).expect("the values are too large to be counted");
    NonNull::slice_from_raw_parts(allocate(header, values).cast(), length)
}

/// A value.
#[inline]
pub(crate) fn new<H, T>(header: H, value: T) -> NonNull<T> {
    let place = uninit::<H, T>(header).cast::<T>();
    // SAFETY: there is room for a `T`.
    unsafe { place.write(value) };
    place
}

/// The values of a slice, byte by byte.
///
/// # Safety
///
/// The values are `Copy`, or the caller forgets them: they now live here.
pub(crate) unsafe fn move_slice<H, T>(header: H, values: &[T]) -> NonNull<[T]> {
    let place = uninit_slice::<H, T>(header, values.len());
    let place = NonNull::slice_from_raw_parts(place.cast::<T>(), values.len());
    // SAFETY: both have room for so many values, and the new memory overlaps nothing.
    unsafe { ptr::copy_nonoverlapping(values.as_ptr(), place.cast().as_ptr(), values.len()) };
    place
}

/// What is in a vector.
pub(crate) fn move_vec<H, T>(header: H, mut values: Vec<T>) -> NonNull<[T]> {
    // SAFETY: the vector forgets them, on the next line.
    let moved = unsafe { move_slice(header, &values) };
    // SAFETY: none is left to be dropped.
    unsafe { values.set_len(0) };
    moved
}

/// A value of any type, byte by byte.
///
/// # Safety
///
/// The caller forgets the value: it now lives here.
pub(crate) unsafe fn move_value<H, T: ?Sized>(header: H, value: &T) -> NonNull<T> {
    let layout = Layout::for_value(value);
    let place = allocate(header, layout);
    let source = ptr::from_ref(value);
    // SAFETY: both have room for so many bytes, and the new memory overlaps nothing.
    unsafe { ptr::copy_nonoverlapping(source.cast::<u8>(), place.as_ptr(), layout.size()) };
    with_address_of(place, source.cast_mut())
}

/// What is in a box.
pub(crate) fn move_box<H, T: ?Sized>(header: H, value: Box<T>) -> NonNull<T> {
    // SAFETY: the box is freed and not dropped, on the next lines.
    let moved = unsafe { move_value(header, &*value) };
    let emptied = Box::into_raw(value) as *mut ManuallyDrop<T>;
    // SAFETY: the memory came from a box. The value has moved out of it, and `ManuallyDrop` won't drop it.
    drop(unsafe { Box::from_raw(emptied) });
    moved
}

/// What `make_mut` can clone: `Clone`, and what is unsized and made of it. (std's `CloneToUninit` isn't stable.)
pub trait CloneToBlock {
    /// A clone, in an allocation of its own.
    fn clone_to_block<H>(&self, header: H) -> NonNull<Self>;
}

impl<T: Clone> CloneToBlock for T {
    fn clone_to_block<H>(&self, header: H) -> NonNull<Self> {
        new(header, self.clone())
    }
}

impl<T: Clone> CloneToBlock for [T] {
    fn clone_to_block<H>(&self, header: H) -> NonNull<Self> {
        move_vec(header, self.to_vec())
    }
}

impl CloneToBlock for str {
    fn clone_to_block<H>(&self, header: H) -> NonNull<Self> {
        // SAFETY: bytes are `Copy`.
        let bytes = unsafe { move_slice(header, self.as_bytes()) };
        // SAFETY: it isn't null.
        unsafe { NonNull::new_unchecked(bytes.as_ptr() as *mut str) }
    }
}

/// What can be cloned into a box, and moves from there.
macro_rules! clone_by_way_of_a_box {
    ($($value:ty),*) => {
        $(
            impl CloneToBlock for $value {
                fn clone_to_block<H>(&self, header: H) -> NonNull<Self> {
                    move_box(header, Box::<Self>::from(self))
                }
            }
        )*
    };
}

clone_by_way_of_a_box!(CStr, OsStr, Path);

/// `pointer`, with its metadata, but to another place.
///
/// The language has no stable way to say so for a `T` that may be a trait object, and this relies on what
/// it doesn't promise: that a pointer begins with its address. Where one doesn't, this panics.
fn with_address_of<T: ?Sized>(place: NonNull<u8>, mut pointer: *mut T) -> NonNull<T> {
    const { assert!(size_of::<*mut T>() >= size_of::<*mut u8>()) }
    let first = (&raw mut pointer).cast::<*mut u8>();
    // SAFETY: a pointer has room for an address.
    let found = unsafe { first.read() };
    assert!(ptr::addr_eq(found, pointer));
    // SAFETY: as above.
    unsafe { first.write(place.as_ptr()) };
    assert!(ptr::addr_eq(pointer, place.as_ptr()));
    NonNull::new(pointer).expect("it is where `place` is")
}
