//! Tables and lists that are found out, not typed.

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
    compare(name, &render(head, rows));
}

/// The same for a list of points, each a line of Markdown, where the cells of a table would be too narrow.
///
/// # Panics
///
/// When they differ, with the difference, and when a point is more than a line.
pub fn bullets(name: &str, points: impl IntoIterator<Item = String>) {
    compare(name, &bulleted(points));
}

/// With its calling test named above it.
fn compare(name: &str, text: &str) {
    let current = thread::current();
    // libtest runs a test on a thread of its name.
    let by = current.name().unwrap_or("a test");
    let text = format!("<!-- {by} -->\n{text}");
    let file = Path::new("tables").join(name).with_extension("md");
    let recorded = Data::read_from(&file, Some(DataFormat::Text)).raw();
    Assert::new()
        .action_env(DEFAULT_ACTION_ENV)
        .eq(text, recorded);
}

fn bulleted(points: impl IntoIterator<Item = String>) -> String {
    points.into_iter().fold(String::new(), |text, point| {
        assert!(!point.contains('\n'), "more than a line: {point}");
        text + "- " + &point + "\n"
    })
}

fn render<'a>(head: &[&str], rows: impl IntoIterator<Item = &'a [String]>) -> String {
    let row = |cells: &mut dyn Iterator<Item = &str>| {
        cells.fold("|".to_owned(), |row, cell| {
            // The only character that a cell can't hold.
            row + " " + &cell.replace('|', "\\|") + " |"
        }) + "\n"
    };
    let mut text = row(&mut head.iter().copied());
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
    fn a_cell_may_hold_a_bar() {
        let rows = [["`a|b`".to_owned(), "1".to_owned()]];
        assert_eq!(
            render(&["What", "How many"], rows.iter().map(<[_; 2]>::as_slice)),
            "| What | How many |\n| --- | --- |\n| `a\\|b` | 1 |\n"
        );
    }

    #[test]
    #[should_panic(expected = "the cells of")]
    fn a_row_has_as_many_cells_as_the_head() {
        render(&["What", "How many"], [["one".to_owned()].as_slice()]);
    }

    #[test]
    fn a_list_has_a_line_for_each_point() {
        assert_eq!(bulleted(["a".to_owned(), "`b`".to_owned()]), "- a\n- `b`\n");
    }

    #[test]
    #[should_panic(expected = "more than a line")]
    fn a_point_is_a_line() {
        bulleted(["a\nb".to_owned()]);
    }
}
