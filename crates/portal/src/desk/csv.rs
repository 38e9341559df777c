//! What is to be done, as a table for spreadsheets.

use madang_programme::openness::Work;

use crate::desk::labels::task;
use crate::desk::page::{Asked, Seen};
use crate::frame::csv::{Column, column, csv_words, head, line};
use crate::frame::ui::Ui;

/// The columns.
const COLUMNS: [Column; 8] = [
    column("programme", "desk-programme"),
    column("task", "desk-task"),
    column("what", "desk-what"),
    column("subject", "desk-subject"),
    column("institution", "desk-institution"),
    column("due", "desk-due"),
    column("days_late", "desk-late-days"),
    column("entry", "desk-entry"),
];

/// The table of what a reader asked for.
pub fn table(ui: &Ui, seen: &Seen, asked: &Asked) -> String {
    let mut table = head(&COLUMNS, &[]);
    for (work, _) in seen.asked_for(asked) {
        table.push_str(&one(ui, work));
    }
    table
}

fn one(ui: &Ui, work: &Work) -> String {
    line(&[
        csv_words(&work.programme),
        work.task.name().to_owned(),
        csv_words(&task(ui, work.task)),
        csv_words(&work.subject),
        csv_words(work.institution.as_deref().unwrap_or_default()),
        work.due.clone(),
        work.late.to_string(),
        work.entry.to_string(),
    ])
}
