//! What the models share: types whose misuse a model sees.
#![allow(dead_code, reason = "no test uses all of it")]

use std::rc;

use platform::cell::UnsafeCell;

/// A `Cell` whose accesses the model sees. It is `Send` and not `Sync`, like any cell.
pub(crate) struct Cell(UnsafeCell<u32>);

impl Cell {
    pub(crate) fn new(value: u32) -> Self {
        Self(UnsafeCell::new(value))
    }

    pub(crate) fn get(&self) -> u32 {
        // SAFETY: a cell isn't `Sync`: nobody else uses it meanwhile.
        self.0.with(|value| unsafe { *value })
    }

    pub(crate) fn set(&self, value: u32) {
        // SAFETY: as in `get`, and no reference to the value is ever given out.
        self.0.with_mut(|place| unsafe { *place = value });
    }
}

/// An `Rc` whose count the model sees. It is neither `Send` nor `Sync`, like any `Rc`.
pub(crate) struct Rc {
    count: rc::Rc<Cell>,
}

impl Rc {
    pub(crate) fn new() -> Self {
        Self {
            count: rc::Rc::new(Cell::new(1)),
        }
    }
}

impl Clone for Rc {
    fn clone(&self) -> Self {
        self.count.set(self.count.get() + 1);
        Self {
            count: rc::Rc::clone(&self.count),
        }
    }
}

impl Drop for Rc {
    fn drop(&mut self) {
        self.count.set(self.count.get() - 1);
    }
}
