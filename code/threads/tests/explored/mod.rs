//! The programs of which every order is explored.

use harness::{Exploration, Explored, Step, step};

/// What `main` prints in `nobody_waits`.
pub(crate) const CLOSED: &str = "The harbour closes for the night.";

/// The lines of a pilot who is called that.
fn pilot(name: &str) -> [Step<()>; 2] {
    [
        step(r#"println!("{id:?} leaves the quay.");"#).prints(format!("{name} leaves the quay.")),
        step(r#"println!("{id:?} is back at the quay.");"#)
            .prints(format!("{name} is back at the quay.")),
    ]
}

/// Every order of `nobody_waits`, by how many lines it prints.
pub(crate) fn nobody_waits() -> Explored {
    Exploration::of("nobody_waits", ())
        .lane(
            "main",
            [
                step("thread::spawn(pilot);").starts(1),
                step("thread::spawn(pilot);").starts(2),
                step(r#"println!("The harbour closes for the night.");"#).prints(CLOSED),
                step("}")
                    .does(|()| "main returns, and the process ends")
                    .ends_the_process(),
            ],
        )
        .lane("pilot 1", pilot("pilot 1"))
        .lane("pilot 2", pilot("pilot 2"))
        .explore(|end| match end.output.lines().count() {
            1 => "one line".to_owned(),
            lines => format!("{lines} lines"),
        })
}
