//! # End it, and wait
//!
//! A `Crane` has a thread that carries out orders. When it is dropped, its thread is to end: all orders that were
//! given have been carried out by then, and nothing of the thread is left. `start` and `order` are done. Write
//! `drop`, and change what it needs. The channel is the exercises' own: like std's, and the model checker knows it.

use threads::spawn;

use crate::support::{Sender, channel};

/// A thread that lifts what it is ordered to.
pub struct Crane {
    orders: Sender<u32>,
}

impl Crane {
    /// Starts it. `lift` carries out an order.
    pub fn start<L>(mut lift: L) -> Self
    where
        L: FnMut(u32) + Send + 'static,
    {
        let (orders, received) = channel();
        spawn(move || {
            for load in received {
                lift(load);
            }
        });
        Self { orders }
    }

    /// Gives an order, and doesn't wait until it is carried out.
    pub fn order(&self, load: u32) {
        self.orders.send(load);
    }
}

impl Drop for Crane {
    fn drop(&mut self) {
        todo!("have the thread end, and wait for it")
    }
}
