//! Reads the sections in order.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;
use std::sync::OnceLock;

use super::error::{ParseError, ParseErrorKind, section_error};
use super::meta::check_against_meta;
use super::options::{Policy, ReadOptions, Section};
use super::projects::{a_point, known, read_project_row};
use super::records::{Record, Records};
use super::votes::VoteReader;
use crate::builder::{BuildError, ProjectDraft, scale_projects};
use crate::decimal::{Decimal, Money};
use crate::election::{Election, Project, VoteType};
use crate::warning::{WarningKind, Warnings};
use crate::wording::{Wording, wording};

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
#[derive(Default)]
struct Head {
    meta: Vec<(String, String, u64)>,
    drafts: Vec<ProjectDraft>,
    draft_lines: Vec<u64>,
    warnings: Warnings,
}

impl Head {
    /// The entry of META with this key, in capitals or not, and its line.
    fn value(&self, key: &str) -> Option<(&str, u64)> {
        let mut entries = self.meta.iter();
        let entry = entries.find(|(name, ..)| name.eq_ignore_ascii_case(key));
        entry.map(|(_, value, line)| (value.as_str(), *line))
    }

    fn vote_type(&self) -> Result<VoteType, ParseError> {
        let Some((word, line)) = self.value("vote_type") else {
            let kind = ParseErrorKind::unexpected(
                wording!("error-vote-type-entry", "a vote_type entry in META"),
                "",
            );
            return Err(section_error(0, "META", kind));
        };
        VoteType::from_word(word).ok_or_else(|| {
            let known = wording!(
                "error-vote-types",
                "approval, choose-1, cumulative, scoring or ordinal"
            );
            section_error(line, "vote_type", ParseErrorKind::unexpected(known, word))
        })
    }

    fn budget(&mut self, options: &ReadOptions) -> Result<Option<Decimal>, ParseError> {
        let Some((text, line)) = self.value("budget") else {
            return Ok(None);
        };
        let error = |kind| section_error(line, "budget", kind);
        let budget = Decimal::parse_fraction(text).map_err(|reason| {
            let reason = reason.wording();
            let expected = wording!(
                "error-an-amount",
                "an amount such as 150000 or 150000.50 ({reason})",
                reason = reason
            );
            error(ParseErrorKind::unexpected(expected, text))
        })?;
        if text.contains(',') {
            let comma = error(ParseErrorKind::unexpected(a_point(), text));
            options.doubt(&mut self.warnings, WarningKind::DecimalComma, || comma)?;
        }
        Ok(Some(budget))
    }

    /// Costs and budget on one scale, and the projects by id.
    fn scaled(
        &mut self,
        budget: Option<Decimal>,
    ) -> Result<(u32, Option<Money>, Vec<Project>), ParseError> {
        let drafts = std::mem::take(&mut self.drafts);
        let ids = drafts.iter().map(|draft| draft.id.clone());
        let lines: BTreeMap<String, u64> = ids.zip(self.draft_lines.drain(..)).collect();
        scale_projects(drafts, budget).map_err(|error| {
            let line = match &error {
                BuildError::BadProjectId { id } => lines.get(id).copied().unwrap_or(0),
                _ => 0,
            };
            let kind = ParseErrorKind::Contradiction(error.wording());
            section_error(line, "PROJECTS", kind)
        })
    }
}

fn read_sections(reader: impl BufRead, options: &ReadOptions) -> Result<Election, ParseError> {
    let mut records = Records::new(reader);
    let (mut head, has_votes) = read_head(&mut records, options)?;
    let vote_type = head.vote_type()?;
    let budget = head.budget(options)?;
    let (decimals, budget, projects) = head.scaled(budget)?;
    if !has_votes {
        let expected = ParseErrorKind::met(
            wording!("error-votes-section", "a VOTES section"),
            wording!("error-end", "the end of the file"),
        );
        return Err(section_error(records.line(), "VOTES", expected));
    }
    let mut warnings = std::mem::take(&mut head.warnings);
    let (ballots, voters, rows) = VoteReader::new(
        &mut records,
        options,
        &mut warnings,
        vote_type,
        &projects,
        decimals,
    )
    .read(&|key: &str| head.value(key))?;
    let meta = head.meta.into_iter().map(|(key, value, _)| (key, value));
    let mut election = Election {
        meta: meta.collect(),
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

/// Reads META and PROJECTS, row by row.
#[derive(Default)]
struct HeadReader {
    head: Head,
    section: Option<Section>,
    headers: Vec<String>,
    wants_header: bool,
    ids: BTreeSet<String>,
    keys: BTreeSet<String>,
}

/// Reads META and PROJECTS; true when a VOTES section follows.
fn read_head<R: BufRead>(
    records: &mut Records<R>,
    options: &ReadOptions,
) -> Result<(Head, bool), ParseError> {
    let mut reader = HeadReader::default();
    while let Some(record) = records.next()? {
        if let Some(next) = Section::of(&record).filter(|_| !reader.wants_header) {
            reader.begin(next, record.line)?;
            if next == Section::Votes {
                return Ok((reader.head, true));
            }
            continue;
        }
        let Some(section) = reader.section else {
            let found = record.text(0, "section")?;
            // Excel states the separator on a line before everything.
            if record.line == 1 && record.filled() == 1 && found.eq_ignore_ascii_case("sep=") {
                continue;
            }
            let kind = ParseErrorKind::unexpected(meta_first(), found);
            return Err(section_error(record.line, "section", kind));
        };
        if std::mem::take(&mut reader.wants_header)
            && reader.is_header(&record, section, options)?
        {
            continue;
        }
        match section {
            Section::Meta => reader.read_meta(&record, options)?,
            Section::Projects => reader.read_project(&record, options)?,
            Section::Votes => {}
        }
    }
    if reader.section.is_none() {
        let kind = ParseErrorKind::unexpected(meta_first(), "");
        return Err(section_error(1, "section", kind));
    }
    Ok((reader.head, false))
}

impl HeadReader {
    /// Goes on to the section `next`, if it stands where it may.
    fn begin(&mut self, next: Section, line: u64) -> Result<(), ParseError> {
        if self.section >= Some(next) || (self.section.is_none() && next != Section::Meta) {
            let kind = ParseErrorKind::unexpected(
                wording!(
                    "error-sections",
                    "the sections META, PROJECTS and VOTES, once each and in this order"
                ),
                next.name(),
            );
            return Err(section_error(line, "section", kind));
        }
        if next == Section::Votes && self.section != Some(Section::Projects) {
            let kind = ParseErrorKind::unexpected(
                wording!("error-projects-first", "a PROJECTS section before VOTES"),
                "",
            );
            return Err(section_error(line, "PROJECTS", kind));
        }
        self.section = Some(next);
        self.wants_header = true;
        Ok(())
    }

    /// Takes the first row of a section as its header; false where META opens with an entry.
    fn is_header(
        &mut self,
        record: &Record<'_>,
        section: Section,
        options: &ReadOptions,
    ) -> Result<bool, ParseError> {
        let names = (0..record.filled()).map(|i| record.text(i, "header").map(known));
        self.headers = names.collect::<Result<_, _>>()?;
        if section == Section::Projects {
            super::projects::check_headers(&self.headers, record.line)?;
            return Ok(true);
        }
        let first = self.headers.first().map_or("", String::as_str);
        if first.eq_ignore_ascii_case("key") {
            return Ok(true);
        }
        // A file whose META opens without its `key;value` line, as older ones do, must not lose its first entry.
        let error = || {
            let kind = ParseErrorKind::unexpected(
                wording!("error-meta-header", "the header `key;value`"),
                first,
            );
            section_error(record.line, "META", kind)
        };
        if record.len() < 2 {
            return Err(error());
        }
        let warnings = &mut self.head.warnings;
        options.doubt(warnings, WarningKind::MetaWithoutHeader, error)?;
        Ok(false)
    }

    fn read_meta(&mut self, record: &Record<'_>, options: &ReadOptions) -> Result<(), ParseError> {
        let key = record.text(0, "key")?;
        let value = meta_value(record, &key)?;
        if !self.keys.insert(key.to_ascii_lowercase()) {
            let warnings = &mut self.head.warnings;
            options.doubt(warnings, WarningKind::DuplicateMetaKey, || {
                let text = wording!(
                    "error-key-twice",
                    "the key `{key}` stands twice",
                    key = &key
                );
                record.error(0, 0, "key", ParseErrorKind::Contradiction(text))
            })?;
        }
        self.head.meta.push((key, value, record.line));
        Ok(())
    }

    fn read_project(
        &mut self,
        record: &Record<'_>,
        options: &ReadOptions,
    ) -> Result<(), ParseError> {
        let warnings = &mut self.head.warnings;
        let draft = read_project_row(record, &self.headers, options, warnings)?;
        if !self.ids.insert(draft.id.clone()) {
            let text = wording!(
                "error-second-project",
                "a second project has the id `{id}`",
                id = &draft.id
            );
            let kind = ParseErrorKind::Contradiction(text);
            return Err(record.error(0, 0, "project_id", kind));
        }
        self.head.drafts.push(draft);
        self.head.draft_lines.push(record.line);
        Ok(())
    }
}

/// The value of a META row. Semicolons in a value that is not quoted split it; put it together.
fn meta_first() -> Wording {
    wording!("error-meta-first", "META on the first line")
}

fn meta_value(record: &Record<'_>, key: &str) -> Result<String, ParseError> {
    if record.len() < 2 {
        let kind = ParseErrorKind::unexpected(
            wording!("error-key-and-value", "a key and a value with `;` between"),
            key,
        );
        return Err(record.error(0, 0, "key", kind));
    }
    let mut parts = Vec::with_capacity(record.len() - 1);
    for index in 1..record.filled().max(2) {
        parts.push(record.text(index, key)?);
    }
    Ok(parts.join(";"))
}
