//! Fails because a thread that has not ended yet is left alone, and on a quiet machine most have ended.
//! Caught by: `every_order_is_carried_out`: "has not been carried out".

use threads::{JoinHandle, spawn};

use crate::support::{Sender, channel};

/// A thread that lifts what it is ordered to.
pub struct Crane {
    /// `None` only while the crane is dropped, and so is `thread`.
    orders: Option<Sender<u32>>,
    thread: Option<JoinHandle<()>>,
}

impl Crane {
    /// Starts it. `lift` carries out an order.
    pub fn start<L>(mut lift: L) -> Self
    where
        L: FnMut(u32) + Send + 'static,
    {
        let (orders, received) = channel();
        let thread = spawn(move || {
            for load in received {
                lift(load);
            }
        });
        Self {
            orders: Some(orders),
            thread: Some(thread),
        }
    }

    /// Gives an order, and doesn't wait until it is carried out.
    pub fn order(&self, load: u32) {
        if let Some(orders) = &self.orders {
            orders.send(load);
        }
    }
}

impl Drop for Crane {
    fn drop(&mut self) {
        drop(self.orders.take());
        if let Some(thread) = self.thread.take()
            && thread.is_finished()
        {
            let _ = thread.join();
        }
    }
}
