//! Workbooks made for a test, from rows of texts.

use rust_xlsxwriter::Workbook;

/// A sheet: its name and its rows, cells apart by `|`.
pub type Sheet<'a> = (&'a str, &'a [&'a str]);

/// The bytes of a workbook of these sheets.
pub fn workbook(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, cells) in (0_u32..).zip(*rows) {
            for (column, cell) in (0_u16..).zip(cells.split('|')) {
                if !cell.is_empty() {
                    sheet.write_string(row, column, cell).expect("a cell");
                }
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// The header of questions in `form`.
pub const QUESTIONS: &str =
    "type|name|label|relevant|required|constraint|calculation|choice_filter|parameters|hint";

/// A form with these rows under [`QUESTIONS`], and a list `yn` of yes, no and dk.
pub fn form(rows: &[&str]) -> Vec<u8> {
    let survey: Vec<&str> = [QUESTIONS]
        .into_iter()
        .chain(rows.iter().copied())
        .collect();
    let choices = [
        "list_name|name|label",
        "yn|yes|Yes",
        "yn|no|No",
        "yn|dk|Don't know",
    ];
    workbook(&[("survey", &survey), ("choices", &choices)])
}
