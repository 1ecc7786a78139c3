//! Fails because an order may take longer than the pause.
//! Caught by: `every_order_is_carried_out`: "has not been carried out".

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
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}
