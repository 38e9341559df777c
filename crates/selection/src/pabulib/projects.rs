//! Rows of the PROJECTS section.

use std::collections::BTreeSet;

use super::error::{ParseError, ParseErrorKind, section_error};
use super::options::ReadOptions;
use super::records::Record;
use crate::builder::ProjectDraft;
use crate::decimal::Decimal;
use crate::spelling::stated;
use crate::warning::{WarningKind, Warnings};
use crate::wording::{Wording, wording};

/// The columns that mean something.
const KNOWN: [&str; 16] = [
    "project_id",
    "cost",
    "name",
    "group",
    "category",
    "categories",
    "beneficiaries",
    "target",
    "targets",
    "votes",
    "score",
    "selected",
    "voter_id",
    "vote",
    "points",
    "weight",
];

/// A header, in small letters where its column means something: whoever opens a file in a spreadsheet may write `Cost`.
pub(super) fn known(header: String) -> String {
    let mut known = KNOWN.into_iter();
    let name = known.find(|name| name.eq_ignore_ascii_case(&header));
    name.map_or(header, str::to_owned)
}

/// Checks that the headers have what a project needs, each once.
pub(super) fn check_headers(headers: &[String], line: u64) -> Result<(), ParseError> {
    for required in ["project_id", "cost"] {
        if !headers.iter().any(|header| header == required) {
            let kind = ParseErrorKind::unexpected(a_column(required), headers.join(";"));
            return Err(section_error(line, "PROJECTS", kind));
        }
    }
    unique_headers(headers, line, "PROJECTS")
}

/// Checks that no header stands twice.
/// A column that must be there.
pub(crate) fn a_column(name: &str) -> Wording {
    wording!("error-a-column", "a column `{name}`", name = name)
}

/// As many fields as the header has.
pub(crate) fn fields_of_header(wanted: usize) -> Wording {
    wording!(
        "error-fields-of-header",
        "{wanted} fields as in the header",
        wanted = wanted
    )
}

/// So many fields.
pub(crate) fn fields(found: usize) -> Wording {
    wording!("error-fields", "{found} fields", found = found)
}

/// How decimals are written.
pub(crate) fn a_point() -> Wording {
    wording!("error-a-point", "a point as decimal sign")
}

pub(super) fn unique_headers(
    headers: &[String],
    line: u64,
    section: &str,
) -> Result<(), ParseError> {
    let mut known = BTreeSet::new();
    for header in headers {
        if !known.insert(header) {
            let text = wording!(
                "error-column-twice-in-header",
                "the column `{header}` stands twice in the header",
                header = header
            );
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
    // What stands beyond the header is nothing where it is empty.
    if found == wanted || found > wanted && record.filled() <= wanted {
        return Ok(());
    }
    let error = || {
        let kind = ParseErrorKind::met(fields_of_header(wanted), fields(found));
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
        let parts = text.split(',').map(str::trim).filter_map(stated);
        parts.map(str::to_owned).collect()
    };
    for (index, header) in headers.iter().enumerate() {
        let text = record.text(index, header)?;
        match header.as_str() {
            "project_id" => {
                if text.is_empty() || text.contains(',') {
                    let kind = ParseErrorKind::unexpected(
                        wording!("error-id-without-comma", "an id without a comma"),
                        &text,
                    );
                    return Err(record.error(index, 0, header, kind));
                }
                draft.id.clone_from(&text);
            }
            "cost" => {
                draft.cost = Decimal::parse_fraction(&text).map_err(|reason| {
                    let reason = reason.wording();
                    let expected = wording!(
                        "error-a-cost",
                        "a cost such as 1500 or 1500.25 ({reason})",
                        reason = reason
                    );
                    record.error(
                        index,
                        0,
                        header,
                        ParseErrorKind::unexpected(expected, &text),
                    )
                })?;
                if text.contains(',') {
                    options.doubt(warnings, WarningKind::DecimalComma, || {
                        let kind = ParseErrorKind::unexpected(a_point(), &text);
                        record.error(index, 0, header, kind)
                    })?;
                }
            }
            "name" => draft.name = stated(&text).unwrap_or_default().to_owned(),
            "group" => draft.group = stated(&text).map(str::to_owned),
            "category" | "categories" => draft.categories = list(&text),
            "beneficiaries" | "target" | "targets" => draft.audiences = list(&text),
            _ => {}
        }
        draft.columns.push((header.clone(), text));
    }
    Ok(draft)
}
