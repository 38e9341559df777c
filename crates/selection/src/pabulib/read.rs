//! Reads the sections in order.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::sync::OnceLock;

use super::error::{ParseError, ParseErrorKind, section_error};
use super::meta::check_against_meta;
use super::options::{Policy, ReadOptions, Section};
use super::projects::read_project_row;
use super::records::{Record, Records};
use super::votes::VoteReader;
use crate::builder::{BuildError, ProjectDraft, scale_projects};
use crate::decimal::Decimal;
use crate::election::{Election, VoteType};
use crate::warning::{WarningKind, Warnings};

/// Reads an election from Pabulib text.
///
/// ```
/// use madang_selection::pabulib::{ReadOptions, read};
/// let text = "META\nkey;value\nbudget;100\nvote_type;approval\n\
///             PROJECTS\nproject_id;cost\na;60\nb;50\n\
///             VOTES\nvoter_id;vote\n1;a,b\n2;b\n";
/// let election = read(text.as_bytes(), &ReadOptions::strict())?;
/// assert_eq!(election.votes(), [1, 2]);
/// # Ok::<(), madang_selection::pabulib::ParseError>(())
/// ```
///
/// # Errors
/// The first thing that cannot be accepted, with its line, column and field.
pub fn read(reader: impl BufRead, options: &ReadOptions) -> Result<Election, ParseError> {
    let strict = ReadOptions {
        unknown_projects: Policy::Refuse,
        duplicate_voters: Policy::Refuse,
        ..options.clone()
    };
    let options = if options.strict { &strict } else { options };
    read_sections(reader, options).map_err(|mut error| {
        error.source_name.clone_from(&options.source_name);
        error
    })
}

/// Everything up to the VOTES section.
struct Head {
    meta: Vec<(String, String, u64)>,
    drafts: Vec<ProjectDraft>,
    draft_lines: Vec<u64>,
    warnings: Warnings,
}

fn read_sections(reader: impl BufRead, options: &ReadOptions) -> Result<Election, ParseError> {
    let mut records = Records::new(reader);
    let mut head = Head {
        meta: Vec::new(),
        drafts: Vec::new(),
        draft_lines: Vec::new(),
        warnings: Warnings::default(),
    };
    let has_votes = read_head(&mut records, &mut head, options)?;
    let Head {
        meta,
        drafts,
        draft_lines,
        mut warnings,
    } = head;
    let value = |key: &str| meta.iter().find(|(name, ..)| name == key);
    let vote_type = match value("vote_type") {
        Some((_, word, line)) => VoteType::from_word(word).ok_or_else(|| {
            let known = "approval, choose-1, cumulative, scoring or ordinal";
            section_error(*line, "vote_type", ParseErrorKind::unexpected(known, word))
        })?,
        None => {
            let kind = ParseErrorKind::unexpected("a vote_type entry in META", "");
            return Err(section_error(0, "META", kind));
        }
    };
    let budget = value("budget")
        .map(|(_, text, line)| {
            let error = |kind| section_error(*line, "budget", kind);
            let budget = Decimal::parse_fraction(text).map_err(|reason| {
                let expected = format!("an amount such as 150000 or 150000.50 ({reason})");
                error(ParseErrorKind::unexpected(expected, text))
            })?;
            if text.contains(',') {
                options.doubt(&mut warnings, WarningKind::DecimalComma, || {
                    error(ParseErrorKind::unexpected("a point as decimal sign", text))
                })?;
            }
            Ok(budget)
        })
        .transpose()?;
    let lines: std::collections::BTreeMap<String, u64> = drafts
        .iter()
        .map(|draft| draft.id.clone())
        .zip(draft_lines)
        .collect();
    let (decimals, budget, projects) = scale_projects(drafts, budget).map_err(|error| {
        let line = match &error {
            BuildError::BadProjectId { id } => lines.get(id).copied().unwrap_or(0),
            _ => 0,
        };
        section_error(
            line,
            "PROJECTS",
            ParseErrorKind::Contradiction(error.to_string()),
        )
    })?;
    let lookup = |key: &str| value(key).map(|(_, text, line)| (text.as_str(), *line));
    let (ballots, voters, rows) = if has_votes {
        VoteReader::new(
            &mut records,
            options,
            &mut warnings,
            vote_type,
            &projects,
            decimals,
        )
        .read(&lookup)?
    } else {
        let expected = ParseErrorKind::unexpected("a VOTES section", "the end of the file");
        return Err(section_error(records.line(), "VOTES", expected));
    };
    let meta = meta
        .into_iter()
        .map(|(key, value, _)| (key, value))
        .collect();
    let mut election = Election {
        meta,
        vote_type,
        decimals,
        budget,
        number: None,
        projects,
        ballots: ballots.into(),
        score_sheets: Vec::new(),
        voters,
        warnings,
        group_column: None,
        digest: OnceLock::new(),
    };
    check_against_meta(&mut election, rows, options)?;
    Ok(election)
}

/// Reads META and PROJECTS; true when a VOTES section follows.
fn read_head<R: BufRead>(
    records: &mut Records<R>,
    head: &mut Head,
    options: &ReadOptions,
) -> Result<bool, ParseError> {
    let mut section: Option<Section> = None;
    let mut headers: Vec<String> = Vec::new();
    let mut wants_header = false;
    let mut ids = BTreeSet::new();
    let mut keys = BTreeSet::new();
    while let Some(record) = records.next()? {
        if let Some(next) = Section::of(&record).filter(|_| !wants_header) {
            if section >= Some(next) || (section.is_none() && next != Section::Meta) {
                let kind = ParseErrorKind::unexpected(
                    "the sections META, PROJECTS and VOTES, once each and in this order",
                    next.name(),
                );
                return Err(section_error(record.line, "section", kind));
            }
            if next == Section::Votes {
                if section != Some(Section::Projects) {
                    let kind = ParseErrorKind::unexpected("a PROJECTS section before VOTES", "");
                    return Err(section_error(record.line, "PROJECTS", kind));
                }
                return Ok(true);
            }
            section = Some(next);
            wants_header = true;
            continue;
        }
        let Some(section) = section else {
            let found = record.text(0, "section")?;
            let kind = ParseErrorKind::unexpected("META on the first line", found);
            return Err(section_error(record.line, "section", kind));
        };
        if wants_header {
            wants_header = false;
            let names = (0..record.filled()).map(|i| record.text(i, "header"));
            headers = names.collect::<Result<_, _>>()?;
            if section == Section::Projects {
                super::projects::check_headers(&headers, record.line)?;
                continue;
            }
            let opens = |name: &String| name.eq_ignore_ascii_case("key");
            if headers.first().is_some_and(opens) {
                continue;
            }
            // A file whose META opens without its `key;value` line, as older ones do, must not lose its first entry.
            let error = || {
                let found = headers.first().map_or("", String::as_str);
                let kind = ParseErrorKind::unexpected("the header `key;value`", found);
                section_error(record.line, "META", kind)
            };
            if record.len() < 2 {
                return Err(error());
            }
            options.doubt(&mut head.warnings, WarningKind::MetaWithoutHeader, error)?;
        }
        match section {
            Section::Meta => {
                let key = record.text(0, "key")?;
                let value = meta_value(&record, &key)?;
                if !keys.insert(key.clone()) {
                    options.doubt(&mut head.warnings, WarningKind::DuplicateMetaKey, || {
                        let text = format!("the key `{key}` stands twice");
                        record.error(0, 0, "key", ParseErrorKind::Contradiction(text))
                    })?;
                }
                head.meta.push((key, value, record.line));
            }
            Section::Projects => {
                let draft = read_project_row(&record, &headers, options, &mut head.warnings)?;
                if !ids.insert(draft.id.clone()) {
                    let text = format!("a second project has the id `{}`", draft.id);
                    let kind = ParseErrorKind::Contradiction(text);
                    return Err(record.error(0, 0, "project_id", kind));
                }
                head.drafts.push(draft);
                head.draft_lines.push(record.line);
            }
            Section::Votes => {}
        }
    }
    if section.is_none() {
        let kind = ParseErrorKind::unexpected("META on the first line", "");
        return Err(section_error(1, "section", kind));
    }
    Ok(false)
}

/// The value of a META row. Semicolons in a value that is not quoted split it; put it together.
fn meta_value(record: &Record<'_>, key: &str) -> Result<String, ParseError> {
    if record.len() < 2 {
        let kind = ParseErrorKind::unexpected("a key and a value with `;` between", key);
        return Err(record.error(0, 0, "key", kind));
    }
    let mut parts = Vec::with_capacity(record.len() - 1);
    for index in 1..record.filled().max(2) {
        parts.push(record.text(index, key)?);
    }
    Ok(parts.join(";"))
}
