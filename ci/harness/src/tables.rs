//! Tables that are found out, not typed.

use std::path::Path;
use std::thread;

use snapbox::assert::DEFAULT_ACTION_ENV;
use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

/// Compares a table with `tables/NAME.md`, which a page shows by `{{#table section/NAME}}`. The cells are Markdown.
///
/// The calling test is named in the file, so that the page can lead to it. It has to stand in `tests/tables.rs`, which
/// `cargo book bless` runs.
///
/// # Panics
///
/// When they differ, with the difference, and when a row has not as many cells as the head. With `SNAPSHOTS=overwrite` in
/// the environment the file is written instead.
pub fn table<'a>(name: &str, head: &[&str], rows: impl IntoIterator<Item = &'a [String]>) {
    let current = thread::current();
    // libtest runs a test on a thread of its name.
    let text = render(current.name().unwrap_or("a test"), head, rows);
    let file = Path::new("tables").join(name).with_extension("md");
    let recorded = Data::read_from(&file, Some(DataFormat::Text)).raw();
    Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .eq(text, recorded);
}

fn render<'a>(by: &str, head: &[&str], rows: impl IntoIterator<Item = &'a [String]>) -> String {
    let row = |cells: &mut dyn Iterator<Item = &str>| {
        cells.fold("|".to_owned(), |row, cell| {
            // The only character that a cell can't hold.
            row + " " + &cell.replace('|', "\\|") + " |"
        }) + "\n"
    };
    let mut text = format!("<!-- {by} -->\n");
    text += &row(&mut head.iter().copied());
    text += &row(&mut head.iter().map(|_| "---"));
    for cells in rows {
        assert_eq!(cells.len(), head.len(), "the cells of {cells:?}");
        text += &row(&mut cells.iter().map(String::as_str));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_who_has_written_it() {
        let rows = [["`a|b`".to_owned(), "1".to_owned()]];
        assert_eq!(
            render(
                "asks",
                &["What", "How many"],
                rows.iter().map(<[_; 2]>::as_slice)
            ),
            "<!-- asks -->\n| What | How many |\n| --- | --- |\n| `a\\|b` | 1 |\n"
        );
    }

    #[test]
    #[should_panic(expected = "the cells of")]
    fn a_row_has_as_many_cells_as_the_head() {
        render(
            "asks",
            &["What", "How many"],
            [["one".to_owned()].as_slice()],
        );
    }
}
