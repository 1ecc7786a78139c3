struct Ticket(u32);

impl !Send for Ticket {}

fn main() {
    println!("{}", Ticket(7).0);
}
