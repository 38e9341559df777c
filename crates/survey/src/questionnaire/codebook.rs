//! The codebook of a questionnaire as CSV: a line for each value that has words, and for each other variable.

use super::model::{Questionnaire, Words};
use super::variables::{Variable, variables};
use crate::SurveyError;

/// The codebook of the data that a questionnaire makes: variable, type, when it is asked, what an answer must hold, the words of the question in each
/// language, and value, missing code and words of each choice. A cell that a spreadsheet would compute begins with an apostrophe.
///
/// # Errors
/// [`SurveyError::NotWritten`] with what the writer says.
pub fn write_codebook(form: &Questionnaire) -> Result<String, SurveyError> {
    let failed = |problem: String| SurveyError::NotWritten { problem };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let in_language = |name: &str, language: &String| match language.is_empty() {
        true => name.to_owned(),
        false => format!("{name}::{language}"),
    };
    let mut header: Vec<String> = ["variable", "type", "asked", "required", "constraint"]
        .map(str::to_owned)
        .to_vec();
    header.extend(
        form.languages
            .iter()
            .map(|one| in_language("question", one)),
    );
    header.extend(["value", "missing"].map(str::to_owned));
    header.extend(form.languages.iter().map(|one| in_language("label", one)));
    let mut write = |cells: Vec<String>| {
        let cells = cells.iter().map(|cell| guarded(cell));
        writer
            .write_record(cells)
            .map_err(|error| failed(error.to_string()))
    };
    write(header)?;
    for variable in variables(form) {
        let about = about(form, &variable);
        let said = |words: Option<&Words>| {
            let of = |language: &String| words.and_then(|words| words.get(language)).cloned();
            form.languages
                .iter()
                .map(|language| of(language).unwrap_or_default())
                .collect::<Vec<String>>()
        };
        if variable.codes.is_empty() {
            let empty = vec![String::new(); form.languages.len() + 2];
            write([about.clone(), empty].concat())?;
        }
        for code in &variable.codes {
            let value = vec![
                code.value.clone(),
                code.missing.unwrap_or_default().to_owned(),
            ];
            write([about.clone(), value, said(code.labels)].concat())?;
        }
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

/// What a line says of its variable, whatever its value.
fn about(form: &Questionnaire, variable: &Variable<'_>) -> Vec<String> {
    let item = &form.items[variable.item];
    let text = |expression: Option<&super::Expression>| {
        expression.map(ToString::to_string).unwrap_or_default()
    };
    let groups = form.groups(variable.item).map(|group| &form.items[group]);
    let conditions = groups.chain([item]).filter_map(|item| {
        item.show_if
            .as_ref()
            .map(|condition| format!("({condition})"))
    });
    let mut cells = vec![
        variable.name.clone(),
        item.kind.as_str().to_owned(),
        conditions.collect::<Vec<_>>().join(" and "),
        if item.required { "yes" } else { "" }.to_owned(),
        text(item.constraint.as_ref()),
    ];
    cells.extend(
        form.languages
            .iter()
            .map(|language| variable.labels.get(language).cloned().unwrap_or_default()),
    );
    cells
}

/// A cell that no spreadsheet takes for a formula. Missing codes begin with a point, and stay.
fn guarded(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
