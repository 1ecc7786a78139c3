use std::pin::UnsafePinned;

fn main() {
    let _berth: Option<UnsafePinned<u32>> = None;
}
