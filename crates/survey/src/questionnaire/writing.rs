//! Writing XLSForms (<https://xlsform.org>): reading what was written gives the same questionnaire.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::model::{Choice, Item, Kind, Questionnaire, Words};
use crate::SurveyError;

/// How many units of UTF-16 a cell has room for.
const ROOM: usize = 32_767;

/// A column: its header and what it says of a row.
type Column<'a, T> = (String, Box<dyn Fn(&T) -> String + 'a>);

/// A questionnaire as an XLSForm, the same bytes for the same questionnaire. Columns in which nothing would stand are left out.
///
/// # Errors
/// [`SurveyError::NotWritten`] where a text has no room in a cell.
pub fn write_xlsform(form: &Questionnaire) -> Result<Vec<u8>, SurveyError> {
    let mut workbook = Workbook::new();
    let failed = |error: XlsxError| SurveyError::NotWritten {
        problem: error.to_string(),
    };
    // The time of writing would make other bytes of the same questionnaire.
    let created = ExcelDateTime::from_ymd(2016, 1, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let rows = rows(form);
    sheet(workbook.add_worksheet(), "survey", &columns(form), &rows)?;
    let choices: Vec<(&str, &Choice)> = form
        .lists
        .iter()
        .flat_map(|(list, choices)| choices.iter().map(move |choice| (list.as_str(), choice)))
        .collect();
    let columns = columns_of_choices(form);
    sheet(workbook.add_worksheet(), "choices", &columns, &choices)?;
    let settings: [Column<'_, ()>; 4] = [
        ("form_title".to_owned(), Box::new(|()| form.title.clone())),
        ("form_id".to_owned(), Box::new(|()| form.id.clone())),
        ("version".to_owned(), Box::new(|()| form.version.clone())),
        (
            "default_language".to_owned(),
            Box::new(|()| form.default_language.clone()),
        ),
    ];
    sheet(workbook.add_worksheet(), "settings", &settings, &[()])?;
    workbook.save_to_buffer().map_err(failed)
}

/// A row of the sheet of questions: an item, or the end of a group.
enum Row<'a> {
    Item(&'a Item),
    End,
}

fn rows(form: &Questionnaire) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, item) in form.items.iter().enumerate() {
        while open.last().copied() != item.group && open.pop().is_some() {
            rows.push(Row::End);
        }
        rows.push(Row::Item(item));
        if matches!(item.kind, Kind::Group { .. }) {
            open.push(at);
        }
    }
    rows.extend(open.iter().map(|_| Row::End));
    rows
}

fn columns(form: &Questionnaire) -> Vec<Column<'_, Row<'_>>> {
    let plain = |header: &str, of: fn(&Item) -> String| -> Column<'_, Row<'_>> {
        let said = move |row: &Row<'_>| match row {
            Row::Item(item) => of(item),
            Row::End => String::new(),
        };
        (header.to_owned(), Box::new(said))
    };
    let spoken = |header: &str, of: fn(&Item) -> &Words| {
        let columns = languages(form, form.items.iter().map(of)).into_iter();
        let columns = columns.map(|language| -> Column<'_, Row<'_>> {
            let header = header_in(header, &language);
            let said = move |row: &Row<'_>| match row {
                Row::Item(item) => of(item).get(&language).cloned().unwrap_or_default(),
                Row::End => String::new(),
            };
            (header, Box::new(said))
        });
        columns.collect::<Vec<_>>()
    };
    let typed = |row: &Row<'_>| match row {
        Row::End => "end_group".to_owned(),
        Row::Item(item) => match (&item.kind, item.kind.list()) {
            (Kind::Group { .. }, _) => "begin_group".to_owned(),
            (kind, Some(list)) => format!("{} {list}", kind.as_str()),
            (kind, None) => kind.as_str().to_owned(),
        },
    };
    let mut columns: Vec<Column<'_, Row<'_>>> = vec![("type".to_owned(), Box::new(typed))];
    columns.push(plain("name", |item| item.name.clone()));
    columns.extend(spoken("label", |item| &item.labels));
    columns.extend(spoken("hint", |item| &item.hints));
    columns.push(plain("relevant", |item| text(item.show_if.as_ref())));
    columns.push(plain("required", |item| yes(item.required)));
    columns.extend(spoken("required_message", |item| &item.required_messages));
    columns.push(plain("constraint", |item| text(item.constraint.as_ref())));
    columns.extend(spoken("constraint_message", |item| {
        &item.constraint_messages
    }));
    columns.push(plain("calculation", |item| text(item.calculation.as_ref())));
    columns.push(plain("choice_filter", |item| {
        text(item.choice_filter.as_ref())
    }));
    columns.push(plain("parameters", |item| item.parameters.clone()));
    columns.push(plain("default", |item| item.default.clone()));
    columns.push(plain("appearance", |item| item.appearance.clone()));
    columns.push(plain("read_only", |item| yes(item.read_only)));
    columns
}

fn columns_of_choices(form: &Questionnaire) -> Vec<Column<'_, (&str, &Choice)>> {
    let mut columns: Vec<Column<'_, (&str, &Choice)>> = vec![
        (
            "list_name".to_owned(),
            Box::new(|(list, _)| (*list).to_owned()),
        ),
        (
            "name".to_owned(),
            Box::new(|(_, choice)| choice.name.clone()),
        ),
    ];
    let choices = || form.lists.values().flatten();
    for language in languages(form, choices().map(|choice| &choice.labels)) {
        let header = header_in("label", &language);
        columns.push((
            header,
            Box::new(move |(_, choice)| choice.labels.get(&language).cloned().unwrap_or_default()),
        ));
    }
    columns.push((
        "missing".to_owned(),
        Box::new(|(_, choice)| choice.missing.clone().unwrap_or_default()),
    ));
    let others: BTreeSet<&String> = choices().flat_map(|choice| choice.columns.keys()).collect();
    for header in others {
        columns.push((
            header.clone(),
            Box::new(move |(_, choice)| choice.columns.get(header).cloned().unwrap_or_default()),
        ));
    }
    columns
}

/// The languages of a form in its order, then any others of these words.
fn languages<'a>(form: &Questionnaire, words: impl Iterator<Item = &'a Words>) -> Vec<String> {
    let mut languages = form.languages.clone();
    let more: BTreeSet<&String> = words.flat_map(Words::keys).collect();
    let more = more.into_iter().filter(|one| !form.languages.contains(one));
    languages.extend(more.cloned());
    languages
}

fn header_in(header: &str, language: &str) -> String {
    match language.is_empty() {
        true => header.to_owned(),
        false => format!("{header}::{language}"),
    }
}

fn text(expression: Option<&super::Expression>) -> String {
    expression.map(ToString::to_string).unwrap_or_default()
}

fn yes(truth: bool) -> String {
    if truth { "yes" } else { "" }.to_owned()
}

fn sheet<T>(
    sheet: &mut Worksheet,
    name: &str,
    columns: &[Column<'_, T>],
    rows: &[T],
) -> Result<(), SurveyError> {
    let failed = |error: XlsxError| SurveyError::NotWritten {
        problem: error.to_string(),
    };
    sheet.set_name(name).map_err(failed)?;
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    let mut place = 0_u16;
    for (number, (header, said)) in columns.iter().enumerate() {
        let cells: Vec<String> = rows.iter().map(said).collect();
        // The first two columns are what a sheet is known by.
        if number > 1 && cells.iter().all(String::is_empty) {
            continue;
        }
        sheet.write_string(0, place, header).map_err(failed)?;
        for (row, cell) in (1_u32..).zip(&cells) {
            if cell.encode_utf16().count() > ROOM {
                let problem = format!(
                    "sheet {name}, column {header}, row {}: a cell has room for {ROOM} letters",
                    row + 1
                );
                return Err(SurveyError::NotWritten { problem });
            }
            if !cell.is_empty() {
                sheet.write_string(row, place, cell).map_err(failed)?;
            }
        }
        place += 1;
    }
    Ok(())
}
