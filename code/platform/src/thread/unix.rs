//! `pthread_create` and what has to be right around it.

use std::ffi::{CStr, CString, c_int, c_void};
use std::io;
use std::mem::MaybeUninit;
use std::ptr;

use super::Options;

const DEFAULT_STACK_SIZE: usize = 2 * 1024 * 1024;

/// What the new thread is given.
struct Start {
    name: Option<CString>,
    main: Box<dyn FnOnce() + Send>,
}

pub(super) fn start(options: &Options, main: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    let name = options.name.as_deref().map(system_name).transpose()?;
    let mut attributes = Attributes::new()?;
    attributes.set_detached()?;
    attributes.set_stack_size(options.stack_size.unwrap_or(DEFAULT_STACK_SIZE))?;

    let start = Box::into_raw(Box::new(Start { name, main }));
    let mut thread = MaybeUninit::uninit();
    // SAFETY: `attributes` is initialised, and `entry` takes what `start` is.
    let code = unsafe {
        libc::pthread_create(
            thread.as_mut_ptr(),
            &raw const attributes.0,
            entry,
            start.cast(),
        )
    };
    check(code).inspect_err(|_| {
        // SAFETY: there is no thread, so the box is still ours.
        drop(unsafe { Box::from_raw(start) });
    })
}

/// A panic can't leave an `extern "C"` function: it aborts the process.
extern "C" fn entry(start: *mut c_void) -> *mut c_void {
    // SAFETY: `start` passed us the box, and nobody else has it.
    let start = unsafe { Box::from_raw(start.cast::<Start>()) };
    if let Some(name) = &start.name {
        set_name(name);
    }
    (start.main)();
    ptr::null_mut()
}

struct Attributes(libc::pthread_attr_t);

impl Attributes {
    fn new() -> io::Result<Self> {
        let mut attributes = MaybeUninit::uninit();
        // SAFETY: there is room for what is initialised.
        check(unsafe { libc::pthread_attr_init(attributes.as_mut_ptr()) })?;
        // SAFETY: it has been.
        Ok(Self(unsafe { attributes.assume_init() }))
    }

    fn set_detached(&mut self) -> io::Result<()> {
        let state = libc::PTHREAD_CREATE_DETACHED;
        // SAFETY: the attributes are initialised.
        check(unsafe { libc::pthread_attr_setdetachstate(&raw mut self.0, state) })
    }

    /// `size` is rounded up to whole pages, which some systems insist on, and to what a thread needs.
    fn set_stack_size(&mut self, size: usize) -> io::Result<()> {
        // SAFETY: asks for a number.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        let page = usize::try_from(page).map_err(|_| io::Error::last_os_error())?;
        let size = size
            .max(libc::PTHREAD_STACK_MIN)
            .checked_next_multiple_of(page)
            .ok_or(io::ErrorKind::InvalidInput)?;
        // SAFETY: the attributes are initialised.
        check(unsafe { libc::pthread_attr_setstacksize(&raw mut self.0, size) })
    }
}

impl Drop for Attributes {
    fn drop(&mut self) {
        // SAFETY: the attributes are initialised. A thread that was started with them keeps nothing
        // of them.
        unsafe { libc::pthread_attr_destroy(&raw mut self.0) };
    }
}

/// As much of `name` as the system takes. A NUL is refused wherever it stands.
fn system_name(name: &str) -> io::Result<CString> {
    const LONGEST: usize = if cfg!(target_os = "linux") { 15 } else { 63 };
    let mut bytes = CString::new(name)?.into_bytes();
    bytes.truncate(name.floor_char_boundary(LONGEST));
    Ok(CString::new(bytes)?)
}

// A name is a courtesy: where it can't be set the thread runs without.

#[cfg(target_os = "linux")]
fn set_name(name: &CStr) {
    // SAFETY: asks for a number.
    let me = unsafe { libc::pthread_self() };
    // SAFETY: `me` is running, and `name` ends with a NUL.
    unsafe { libc::pthread_setname_np(me, name.as_ptr()) };
}

#[cfg(target_vendor = "apple")]
fn set_name(name: &CStr) {
    // SAFETY: `name` ends with a NUL.
    unsafe { libc::pthread_setname_np(name.as_ptr()) };
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn set_name(_name: &CStr) {}

/// The pthread functions return their error instead of setting `errno`.
fn check(code: c_int) -> io::Result<()> {
    if code == 0 {
        Ok(())
    } else {
        Err(io::Error::from_raw_os_error(code))
    }
}
