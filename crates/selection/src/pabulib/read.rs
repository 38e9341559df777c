//! Reads the sections in order.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::sync::OnceLock;

use super::error::{ParseError, ParseErrorKind};
use super::projects::read_project_row;
use super::records::{Record, Records};
use super::votes::VoteReader;
use crate::builder::{BuildError, ProjectDraft, scale_projects};
use crate::decimal::Decimal;
use crate::election::{Election, VoteType};
use crate::warning::{WarningKind, Warnings};

/// What to do with something doubtful that may be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// Refuse the file with an error that says where.
    #[default]
    Refuse,
    /// Accept it, with the treatment that the warning names.
    Accept,
}

/// How to read a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// Strict reading refuses every warning for which [`WarningKind::refused_when_strict`] is true, whatever the policies
    /// below say.
    pub strict: bool,
    /// Keep each voter's row (id and columns). Without it only grouped ballots stay in memory.
    pub keep_voters: bool,
    /// Choices of projects that do not exist (accepted: the choice is left out and counted).
    pub unknown_projects: Policy,
    /// Voter ids that stand twice (accepted: both rows count).
    pub duplicate_voters: Policy,
    /// Name of the source for error messages.
    pub source_name: Option<String>,
}

impl Default for ReadOptions {
    /// Lenient, rows kept, unknown projects and duplicate voters refused.
    fn default() -> Self {
        Self {
            strict: false,
            keep_voters: true,
            unknown_projects: Policy::Refuse,
            duplicate_voters: Policy::Refuse,
            source_name: None,
        }
    }
}

impl ReadOptions {
    /// Refuses whatever is doubtful.
    pub fn strict() -> Self {
        Self {
            strict: true,
            ..Self::default()
        }
    }

    /// The same, strict or lenient.
    #[must_use]
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The same, keeping each voter's row or not.
    #[must_use]
    pub fn with_keep_voters(mut self, keep_voters: bool) -> Self {
        self.keep_voters = keep_voters;
        self
    }

    /// The same with this treatment of projects that do not exist.
    #[must_use]
    pub fn with_unknown_projects(mut self, policy: Policy) -> Self {
        self.unknown_projects = policy;
        self
    }

    /// The same with this treatment of voter ids that stand twice.
    #[must_use]
    pub fn with_duplicate_voters(mut self, policy: Policy) -> Self {
        self.duplicate_voters = policy;
        self
    }

    /// The same with this name of the source in error messages, or with none.
    #[must_use]
    pub fn with_source_name(mut self, name: impl Into<Option<String>>) -> Self {
        self.source_name = name.into();
        self
    }

    /// Lenient, and keeps only what a selection needs: for files larger than memory.
    pub fn for_selection() -> Self {
        Self {
            keep_voters: false,
            ..Self::default()
        }
    }

    /// Refuses what strict reading does not let pass, once everything is read.
    pub(crate) fn settle(&self, election: &Election) -> Result<(), ParseError> {
        let mut met = election.warnings.iter();
        match met.find(|(kind, _)| self.strict && kind.refused_when_strict()) {
            None => Ok(()),
            Some((_, met)) => {
                let place = met.examples.first().map_or("", String::as_str);
                let text = format!("{place}: {}; strict reading refuses this", met.treatment);
                let kind = ParseErrorKind::Contradiction(text);
                Err(section_error(0, "election", kind))
            }
        }
    }

    /// Counts a warning, or refuses with `error` when reading is strict.
    pub(super) fn doubt(
        &self,
        warnings: &mut Warnings,
        kind: WarningKind,
        error: impl FnOnce() -> ParseError,
    ) -> Result<(), ParseError> {
        if self.strict {
            return Err(error());
        }
        warnings.add(kind, || error().to_string());
        Ok(())
    }
}

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

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Meta,
    Projects,
    Votes,
}

impl Section {
    pub(super) fn of(record: &Record<'_>) -> Option<Self> {
        // Only a record with nothing beside the word opens a section: a voter may be called VOTES.
        if (1..record.len()).any(|index| !record.bytes(index).trim_ascii().is_empty()) {
            return None;
        }
        match record.bytes(0).trim_ascii() {
            word if word.eq_ignore_ascii_case(b"META") => Some(Self::Meta),
            word if word.eq_ignore_ascii_case(b"PROJECTS") => Some(Self::Projects),
            word if word.eq_ignore_ascii_case(b"VOTES") => Some(Self::Votes),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Meta => "META",
            Self::Projects => "PROJECTS",
            Self::Votes => "VOTES",
        }
    }
}

/// An error about a whole section or the whole file.
pub(super) fn section_error(line: u64, field: &str, kind: ParseErrorKind) -> ParseError {
    ParseError {
        source_name: None,
        line,
        column: 0,
        field: field.to_owned(),
        kind,
    }
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
            let budget = Decimal::parse(text).map_err(|reason| {
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
            let names = (0..record.len()).map(|i| record.text(i, "header"));
            headers = names.collect::<Result<_, _>>()?;
            if section == Section::Projects {
                super::projects::check_headers(&headers, record.line)?;
                continue;
            }
            // A file whose META opens without its `key;value` line must not lose its first entry.
            if headers
                .first()
                .is_some_and(|name| name.eq_ignore_ascii_case("key"))
            {
                continue;
            }
            let found = headers.first().cloned().unwrap_or_default();
            let kind = ParseErrorKind::unexpected("the header `key;value`", found);
            return Err(section_error(record.line, "META", kind));
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
    for index in 1..record.len() {
        parts.push(record.text(index, key)?);
    }
    Ok(parts.join(";"))
}

/// The metadata entry that says how many votes or points a project must have.
const THRESHOLD: &str = "min_project_score_threshold";
/// How metadata entries begin that state budgets for groups (`budget_per_category`, `budget_per_neighborhood`).
const POTS: &str = "budget_per_";

/// Compares what META and the projects' own columns state with what the rows say.
fn check_against_meta(
    election: &mut Election,
    rows: u64,
    options: &ReadOptions,
) -> Result<(), ParseError> {
    let mut warnings = std::mem::take(&mut election.warnings);
    let mut contradict = |field: &str, stated: &str, counted: String, hint: &str| {
        options.doubt(&mut warnings, WarningKind::MetaContradictsRows, || {
            let text = format!("`{stated}` is stated but the rows give {counted}{hint}");
            section_error(0, field, ParseErrorKind::Contradiction(text))
        })
    };
    let projects = election.projects.len() as u64;
    for (key, counted) in [("num_projects", projects), ("num_votes", rows)] {
        if let Some(stated) = election.meta_value(key) {
            let number = stated.parse::<u64>().ok();
            let hint = if number > Some(counted) {
                " (is the file cut off?)"
            } else {
                ""
            };
            if number != Some(counted) {
                contradict(key, stated, counted.to_string(), hint)?;
            }
        }
    }
    let votes = election.votes();
    let points = election.points();
    for (index, project) in election.projects.iter().enumerate() {
        let field = |column: &str| format!("{column} of project `{}`", project.id);
        if let Some(stated) = project.column("votes").filter(|text| !text.is_empty())
            && Decimal::parse(stated).ok() != Some(Decimal::from(votes[index]))
        {
            contradict(&field("votes"), stated, votes[index].to_string(), "")?;
        }
        if let Some(stated) = project.column("score").filter(|text| !text.is_empty())
            && election.vote_type.has_points()
        {
            let counted = Decimal::new(points[index], election.ballots.points_decimals()).ok();
            if Decimal::parse(stated).ok() != counted {
                let text = counted.map_or("too many".to_owned(), |points| points.to_string());
                contradict(&field("score"), stated, text, "")?;
            }
        }
    }
    election.warnings = warnings;
    note_absences(election);
    options.settle(election)
}

/// Notes what is missing, and what the metadata state that only a rule can apply.
pub(crate) fn note_absences(election: &mut Election) {
    let warnings = &mut election.warnings;
    if election.projects.is_empty() {
        warnings.add(WarningKind::NoProjects, || "PROJECTS".to_owned());
    }
    if election.ballots.total_weight() == 0 {
        warnings.add(WarningKind::NoVoters, || "VOTES".to_owned());
    }
    if election.budget.is_none() && election.number.is_none() {
        warnings.add(WarningKind::NoBudget, || "META".to_owned());
    }
    for (key, value) in election.meta.iter().filter(|(_, value)| !value.is_empty()) {
        let kind = match key.as_str() {
            THRESHOLD => WarningKind::ThresholdStated,
            key if key.starts_with(POTS) => WarningKind::PotsStated,
            _ => continue,
        };
        warnings.add(kind, || format!("{key}: `{value}`"));
    }
}
