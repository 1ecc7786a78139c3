//! What the types are, in both bodies.

use std::rc::Rc;

use platform::atomic::{AtomicBool, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};
use platform::cell::{ConstPtr, MutPtr, UnsafeCell};
use platform::model::Bounds;
use platform::thread;
use static_assertions::{assert_impl_all, assert_not_impl_any};

assert_impl_all!(AtomicBool: Send, Sync);
assert_impl_all!(AtomicU32: Send, Sync);
assert_impl_all!(AtomicU64: Send, Sync);
assert_impl_all!(AtomicUsize: Send, Sync);
// Whatever it points to: only the pointer is shared.
assert_impl_all!(AtomicPtr<Rc<()>>: Send, Sync);

// A cell goes where its contents may go, and is never shared as it is.
assert_impl_all!(UnsafeCell<u32>: Send);
assert_not_impl_any!(UnsafeCell<u32>: Sync);
assert_not_impl_any!(UnsafeCell<Rc<()>>: Send);
// Its pointers are raw pointers: a guard says itself where it may go.
assert_not_impl_any!(ConstPtr<u32>: Send, Sync);
assert_not_impl_any!(MutPtr<u32>: Send, Sync);

assert_impl_all!(thread::Options: Send, Sync, Clone, Default);
assert_impl_all!(Bounds: Send, Sync, Copy);

#[cfg(not(model))]
mod system {
    use super::*;
    use std::any::TypeId;
    use std::mem::{align_of, size_of};

    /// On an operating system the atomics are std's.
    #[test]
    fn atomics_are_stds() {
        assert_eq!(
            TypeId::of::<AtomicU32>(),
            TypeId::of::<std::sync::atomic::AtomicU32>()
        );
        assert_eq!(
            TypeId::of::<AtomicPtr<u8>>(),
            TypeId::of::<std::sync::atomic::AtomicPtr<u8>>()
        );
    }

    // On an operating system a constant can be made of what a cell does.
    const _: () = {
        let mut cell = UnsafeCell::new(1);
        *cell.exclusive() += 1;
        // SAFETY: nobody else has it.
        assert!(unsafe { cell.replace(5) } == 2);
        // SAFETY: as above.
        assert!(unsafe { cell.read() } == 5);
        let _address = cell.as_ptr();
        assert!(cell.into_inner() == 5);
    };

    /// On an operating system a cell is as large as what it holds.
    #[test]
    fn a_cell_is_as_large_as_its_contents() {
        assert_eq!(size_of::<UnsafeCell<u8>>(), size_of::<u8>());
        assert_eq!(size_of::<UnsafeCell<[u64; 3]>>(), size_of::<[u64; 3]>());
        assert_eq!(align_of::<UnsafeCell<u64>>(), align_of::<u64>());
    }
}
