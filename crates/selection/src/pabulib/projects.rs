//! Rows of the PROJECTS section.

use super::error::{ParseError, ParseErrorKind};
use super::read::{ReadOptions, section_error};
use super::records::Record;
use crate::builder::ProjectDraft;
use crate::decimal::Decimal;
use crate::warning::{WarningKind, Warnings};

/// Checks that the headers have what a project needs, each once.
pub(super) fn check_headers(headers: &[String], line: u64) -> Result<(), ParseError> {
    for required in ["project_id", "cost"] {
        if !headers.iter().any(|header| header == required) {
            let kind =
                ParseErrorKind::unexpected(format!("a column `{required}`"), headers.join(";"));
            return Err(section_error(line, "PROJECTS", kind));
        }
    }
    unique_headers(headers, line, "PROJECTS")
}

/// Checks that no header stands twice.
pub(super) fn unique_headers(
    headers: &[String],
    line: u64,
    section: &str,
) -> Result<(), ParseError> {
    for (index, header) in headers.iter().enumerate() {
        if headers[..index].contains(header) {
            let text = format!("the column `{header}` stands twice in the header");
            return Err(section_error(
                line,
                section,
                ParseErrorKind::Contradiction(text),
            ));
        }
    }
    Ok(())
}

/// Checks the number of fields against the header; fewer may be accepted, more never.
pub(super) fn check_length(
    record: &Record<'_>,
    headers: &[String],
    section: &str,
    options: &ReadOptions,
    warnings: &mut Warnings,
) -> Result<(), ParseError> {
    let (found, wanted) = (record.len(), headers.len());
    if found == wanted {
        return Ok(());
    }
    let error = || {
        let expected = format!("{wanted} fields as in the header");
        let kind = ParseErrorKind::unexpected(expected, format!("{found} fields"));
        record.error(wanted.min(found), 0, section, kind)
    };
    if found > wanted {
        return Err(error());
    }
    options.doubt(warnings, WarningKind::MissingFields, error)
}

/// Reads one project.
pub(super) fn read_project_row(
    record: &Record<'_>,
    headers: &[String],
    options: &ReadOptions,
    warnings: &mut Warnings,
) -> Result<ProjectDraft, ParseError> {
    check_length(record, headers, "PROJECTS", options, warnings)?;
    let mut draft = ProjectDraft::default();
    let list = |text: &str| -> Vec<String> {
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    for (index, header) in headers.iter().enumerate() {
        let text = record.text(index, header)?;
        match header.as_str() {
            "project_id" => {
                if text.is_empty() || text.contains(',') {
                    let kind = ParseErrorKind::unexpected("an id without a comma", &text);
                    return Err(record.error(index, 0, header, kind));
                }
                draft.id.clone_from(&text);
            }
            "cost" => {
                draft.cost = amount(&text).map_err(|reason| {
                    let expected = format!("a cost such as 1500 or 1500.25 ({reason})");
                    record.error(
                        index,
                        0,
                        header,
                        ParseErrorKind::unexpected(expected, &text),
                    )
                })?;
                if text.contains(',') {
                    options.doubt(warnings, WarningKind::DecimalComma, || {
                        let kind = ParseErrorKind::unexpected("a point as decimal sign", &text);
                        record.error(index, 0, header, kind)
                    })?;
                }
            }
            "name" => draft.name.clone_from(&text),
            "group" => draft.group = Some(text.clone()).filter(|group| !group.is_empty()),
            "category" | "categories" => draft.categories = list(&text),
            "beneficiaries" | "target" | "targets" => draft.audiences = list(&text),
            _ => {}
        }
        draft.columns.push((header.clone(), text));
    }
    Ok(draft)
}

/// Reads an amount of money. A comma is the decimal sign, but refused before three digits at the end,
/// where it may as well separate thousands.
pub(crate) fn amount(text: &str) -> Result<Decimal, String> {
    let after = text.rsplit_once(',').map(|(_, after)| after);
    if after
        .is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err(
            "a comma before three digits may be a decimal sign or separate thousands: write \
             neither, or a point as decimal sign"
                .to_owned(),
        );
    }
    Decimal::parse(text).map_err(|reason| reason.to_string())
}
