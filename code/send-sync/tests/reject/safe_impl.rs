struct Place(*mut u32);

impl Send for Place {}

fn main() {
    Place(std::ptr::null_mut());
}
