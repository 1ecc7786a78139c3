//! Asks the compiler which atomics a target has.

use std::process::{Command, Stdio};

fn main() {
    println!("{:30}   8  16  32  64 128", "");
    for target in [
        "x86_64-unknown-linux-gnu",
        "aarch64-apple-darwin",
        "i686-unknown-linux-gnu",
        "wasm32-unknown-unknown",
        "powerpc-unknown-linux-gnu",
        "riscv32imac-unknown-none-elf",
        "riscv32i-unknown-none-elf",
        "thumbv6m-none-eabi",
    ] {
        let output = Command::new("rustc")
            .args(["--print", "cfg", "--target", target])
            .stdin(Stdio::null())
            .output()
            .expect("rustc runs");
        let settings = String::from_utf8(output.stdout).unwrap();
        print!("{target:30}");
        for bits in ["8", "16", "32", "64", "128"] {
            let has = format!("target_has_atomic=\"{bits}\"");
            let has = settings.lines().any(|line| line == has);
            print!(" {:>3}", if has { "yes" } else { "-" });
        }
        println!();
    }
}
