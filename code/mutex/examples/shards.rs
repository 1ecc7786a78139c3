//! Eight locks for one map.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard};
use std::thread;

// ANCHOR: shards
#[derive(Default)]
struct Sharded {
    hasher: RandomState,
    shards: [Mutex<HashMap<String, u32>>; 8],
}

impl Sharded {
    /// The part of the map in which `key` is, if it is anywhere.
    fn shard(&self, key: &str) -> MutexGuard<'_, HashMap<String, u32>> {
        let place = self.hasher.hash_one(key) % 8;
        self.shards[usize::try_from(place).unwrap()].lock().unwrap()
    }

    fn add(&self, key: &str, count: u32) {
        *self.shard(key).entry(key.to_owned()).or_default() += count;
    }

    fn total(&self) -> u32 {
        // All of them, or the sum would be of no moment.
        let shards = self.shards.each_ref().map(|shard| shard.lock().unwrap());
        shards.iter().flat_map(|shard| shard.values()).sum()
    }
}
// ANCHOR_END: shards

fn main() {
    let fruit = Sharded::default();
    thread::scope(|s| {
        for kind in ["apples", "pears", "plums", "quinces"] {
            let fruit = &fruit;
            s.spawn(move || {
                for _ in 0..100 {
                    fruit.add(kind, 1);
                }
            });
        }
    });
    println!("{} in all", fruit.total());
}
