//! What a pointer to a value passes on to the value, and what it can be made of: the same for `Arc` and `Rc`.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::error::Error;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::fmt;
use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io;
use std::mem::ManuallyDrop;
#[cfg(unix)]
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};
use std::path::{Path, PathBuf};
use std::pin::Pin;

use crate::block::{self, CloneToBlock as _};
use crate::{arc, rc};

macro_rules! passes_on {
    ($pointer:ident in $module:ident) => {
        impl<T: ?Sized> AsRef<T> for $module::$pointer<T> {
            fn as_ref(&self) -> &T {
                self
            }
        }

        impl<T: ?Sized> Borrow<T> for $module::$pointer<T> {
            fn borrow(&self) -> &T {
                self
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $module::$pointer<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $module::$pointer<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized> fmt::Pointer for $module::$pointer<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                Self::as_ptr(self).fmt(f)
            }
        }

        impl<T: ?Sized + Error> Error for $module::$pointer<T> {
            #[expect(deprecated, reason = "the value may have one of its own")]
            fn description(&self) -> &str {
                (**self).description()
            }

            #[expect(deprecated, reason = "the value may have one of its own")]
            fn cause(&self) -> Option<&dyn Error> {
                (**self).cause()
            }

            fn source(&self) -> Option<&(dyn Error + 'static)> {
                (**self).source()
            }
        }

        impl<T: ?Sized + PartialEq> PartialEq for $module::$pointer<T> {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                **self == **other
            }

            #[inline]
            #[expect(
                clippy::partialeq_ne_impl,
                reason = "the value may have one of its own"
            )]
            fn ne(&self, other: &Self) -> bool {
                **self != **other
            }
        }

        impl<T: ?Sized + Eq> Eq for $module::$pointer<T> {}

        impl<T: ?Sized + PartialOrd> PartialOrd for $module::$pointer<T> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                (**self).partial_cmp(&**other)
            }

            fn lt(&self, other: &Self) -> bool {
                **self < **other
            }

            fn le(&self, other: &Self) -> bool {
                **self <= **other
            }

            fn gt(&self, other: &Self) -> bool {
                **self > **other
            }

            fn ge(&self, other: &Self) -> bool {
                **self >= **other
            }
        }

        impl<T: ?Sized + Ord> Ord for $module::$pointer<T> {
            fn cmp(&self, other: &Self) -> Ordering {
                (**self).cmp(&**other)
            }
        }

        impl<T: ?Sized + Hash> Hash for $module::$pointer<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }
    };
}

#[cfg(unix)]
macro_rules! is_a_descriptor {
    ($pointer:ident in $module:ident) => {
        impl<T: ?Sized + AsFd> AsFd for $module::$pointer<T> {
            fn as_fd(&self) -> BorrowedFd<'_> {
                (**self).as_fd()
            }
        }

        impl<T: AsRawFd> AsRawFd for $module::$pointer<T> {
            fn as_raw_fd(&self) -> RawFd {
                (**self).as_raw_fd()
            }
        }
    };
}

macro_rules! is_made_of {
    ($pointer:ident in $module:ident) => {
        impl<T: Default> Default for $module::$pointer<T> {
            fn default() -> Self {
                Self::new(T::default())
            }
        }

        impl<T> Default for $module::$pointer<[T]> {
            fn default() -> Self {
                Self::from([])
            }
        }

        impl Default for $module::$pointer<str> {
            fn default() -> Self {
                Self::from("")
            }
        }

        impl Default for $module::$pointer<CStr> {
            fn default() -> Self {
                Self::from(c"")
            }
        }

        impl<T> Default for Pin<$module::$pointer<T>>
        where
            T: ?Sized,
            $module::$pointer<T>: Default,
        {
            fn default() -> Self {
                // SAFETY: nobody else has the value, and nobody moves it from now on: see `pin`.
                unsafe { Pin::new_unchecked($module::$pointer::default()) }
            }
        }

        impl<T> From<T> for $module::$pointer<T> {
            fn from(value: T) -> Self {
                Self::new(value)
            }
        }

        impl<T: ?Sized> From<Box<T>> for $module::$pointer<T> {
            fn from(value: Box<T>) -> Self {
                Self::adopt(block::move_box($module::Counts::one(), value))
            }
        }

        impl<T> From<Vec<T>> for $module::$pointer<[T]> {
            fn from(values: Vec<T>) -> Self {
                Self::adopt(block::move_vec($module::Counts::one(), values))
            }
        }

        impl<T, const N: usize> From<[T; N]> for $module::$pointer<[T]> {
            fn from(values: [T; N]) -> Self {
                let values = ManuallyDrop::new(values);
                // SAFETY: the array is not dropped.
                Self::adopt(unsafe { block::move_slice($module::Counts::one(), &*values) })
            }
        }

        impl<T: Clone> From<&[T]> for $module::$pointer<[T]> {
            fn from(values: &[T]) -> Self {
                values.to_vec().into()
            }
        }

        impl<T: Clone> From<&mut [T]> for $module::$pointer<[T]> {
            fn from(values: &mut [T]) -> Self {
                Self::from(&*values)
            }
        }

        impl<T> FromIterator<T> for $module::$pointer<[T]> {
            fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
                values.into_iter().collect::<Vec<T>>().into()
            }
        }

        impl From<&str> for $module::$pointer<str> {
            fn from(text: &str) -> Self {
                Self::adopt(text.clone_to_block($module::Counts::one()))
            }
        }

        impl From<&mut str> for $module::$pointer<str> {
            fn from(text: &mut str) -> Self {
                Self::from(&*text)
            }
        }

        impl From<String> for $module::$pointer<str> {
            fn from(text: String) -> Self {
                Self::from(&*text)
            }
        }

        impl<'a, B> From<Cow<'a, B>> for $module::$pointer<B>
        where
            B: ?Sized + ToOwned,
            Self: From<&'a B> + From<B::Owned>,
        {
            fn from(value: Cow<'a, B>) -> Self {
                match value {
                    Cow::Borrowed(value) => Self::from(value),
                    Cow::Owned(value) => Self::from(value),
                }
            }
        }

        impl From<$module::$pointer<str>> for $module::$pointer<[u8]> {
            fn from(text: $module::$pointer<str>) -> Self {
                let text = $module::$pointer::into_raw(text);
                // SAFETY: it came from `into_raw`, and a `str` is bytes.
                unsafe { Self::from_raw(text as *const [u8]) }
            }
        }

        impl<T, const N: usize> TryFrom<$module::$pointer<[T]>> for $module::$pointer<[T; N]> {
            type Error = $module::$pointer<[T]>;

            fn try_from(values: $module::$pointer<[T]>) -> Result<Self, Self::Error> {
                if values.len() == N {
                    let values = $module::$pointer::into_raw(values);
                    // SAFETY: it came from `into_raw`, and so many values are an array.
                    Ok(unsafe { Self::from_raw(values.cast()) })
                } else {
                    Err(values)
                }
            }
        }
    };
}

macro_rules! is_made_by_way_of_a_box {
    ($pointer:ident in $module:ident, $($borrowed:ty, $owned:ty;)*) => {
        $(
            impl From<&$borrowed> for $module::$pointer<$borrowed> {
                fn from(value: &$borrowed) -> Self {
                    Self::from(Box::<$borrowed>::from(value))
                }
            }

            impl From<&mut $borrowed> for $module::$pointer<$borrowed> {
                fn from(value: &mut $borrowed) -> Self {
                    Self::from(&*value)
                }
            }

            impl From<$owned> for $module::$pointer<$borrowed> {
                fn from(value: $owned) -> Self {
                    Self::from(Box::<$borrowed>::from(value))
                }
            }
        )*
    };
}

passes_on!(Arc in arc);
passes_on!(Rc in rc);
is_made_of!(Arc in arc);
is_made_of!(Rc in rc);
is_made_by_way_of_a_box!(Arc in arc, CStr, CString; OsStr, OsString; Path, PathBuf;);
is_made_by_way_of_a_box!(Rc in rc, CStr, CString; OsStr, OsString; Path, PathBuf;);
#[cfg(unix)]
is_a_descriptor!(Arc in arc);
#[cfg(unix)]
is_a_descriptor!(Rc in rc);

impl io::Read for arc::Arc<File> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&**self).read(buffer)
    }

    fn read_vectored(&mut self, buffers: &mut [io::IoSliceMut<'_>]) -> io::Result<usize> {
        (&**self).read_vectored(buffers)
    }

    fn read_to_end(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize> {
        (&**self).read_to_end(bytes)
    }

    fn read_to_string(&mut self, text: &mut String) -> io::Result<usize> {
        (&**self).read_to_string(text)
    }
}

impl io::Write for arc::Arc<File> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&**self).write(bytes)
    }

    fn write_vectored(&mut self, buffers: &[io::IoSlice<'_>]) -> io::Result<usize> {
        (&**self).write_vectored(buffers)
    }

    fn flush(&mut self) -> io::Result<()> {
        (&**self).flush()
    }
}

impl io::Seek for arc::Arc<File> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        (&**self).seek(to)
    }
}
