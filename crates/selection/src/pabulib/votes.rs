//! Rows of the VOTES section.

use std::io::BufRead;

use super::error::{ParseError, ParseErrorKind, section_error};
use super::ids::{IdLookup, VoterIds};
use super::limits::read_limits;
use super::options::{Policy, ReadOptions, Section};
use super::projects::a_column;
use super::projects::{check_length, known, unique_headers};
use super::records::{Record, Records};
use super::row::{Row, Scratch, capacity, line};
use crate::ballots::{Ballots, Intake};
use crate::election::{Project, VoteType};
use crate::rows::{TextColumn, VoterRows};
use crate::warning::{WarningKind, Warnings};
use crate::wording::wording;

/// Reads the rows of VOTES.
pub(super) struct VoteReader<'r, 'p, R> {
    records: &'r mut Records<R>,
    options: &'r ReadOptions,
    warnings: &'r mut Warnings,
    vote_type: VoteType,
    projects: &'p [Project],
    decimals: u32,
}

/// Where the columns stand that have a meaning.
pub(super) struct Columns {
    pub(super) headers: Vec<String>,
    pub(super) voter: usize,
    pub(super) vote: usize,
    pub(super) points: Option<usize>,
}

impl<'r, 'p, R: BufRead> VoteReader<'r, 'p, R> {
    pub(super) fn new(
        records: &'r mut Records<R>,
        options: &'r ReadOptions,
        warnings: &'r mut Warnings,
        vote_type: VoteType,
        projects: &'p [Project],
        decimals: u32,
    ) -> Self {
        Self {
            records,
            options,
            warnings,
            vote_type,
            projects,
            decimals,
        }
    }

    /// Reads all rows; gives the ballots, the kept rows and the number of rows.
    pub(super) fn read<'m>(
        self,
        meta: &dyn Fn(&str) -> Option<(&'m str, u64)>,
    ) -> Result<(Ballots, Option<VoterRows>, u64), ParseError> {
        let Self {
            records,
            options,
            warnings,
            vote_type,
            projects,
            decimals,
        } = self;
        let columns = read_header(records, vote_type)?;
        if columns.headers.iter().any(|header| header == "weight") {
            // In Pabulib's files each row is one voter: what this column means nobody has said.
            warnings.add(WarningKind::MeaningStated, || {
                wording!("error-text", "{text}", text = "VOTES: weight")
            });
        }
        let ids = IdLookup::new(projects);
        let limits = read_limits(meta, decimals)?;
        let has_points = vote_type.has_points();
        let ordered = vote_type == VoteType::Ordinal;
        let mut intake = Intake::new(has_points, ordered, options.keep_voters);
        let mut rows = options.keep_voters.then(|| VoterRows {
            headers: columns.headers.clone(),
            columns: vec![TextColumn::default(); columns.headers.len()],
            groups: Vec::new(),
            weights: Vec::new(),
        });
        let mut voters = VoterIds::default();
        let (mut scratch, mut count) = (Scratch::default(), 0u64);
        while let Some(record) = records.next()? {
            count += 1;
            if record.len() < columns.headers.len() && Section::of(&record).is_some() {
                let expected = wording!(
                    "error-a-vote",
                    "a vote: each section stands once, VOTES last"
                );
                let found = record.text(0, "section")?;
                let kind = ParseErrorKind::unexpected(expected, found);
                return Err(section_error(record.line, "section", kind));
            }
            check_length(&record, &columns.headers, "VOTES", options, warnings)?;
            check_voter(&record, columns.voter, &mut voters, options, warnings)?;
            let row = Row {
                record: &record,
                columns: &columns,
                ids: &ids,
                vote_type,
            };
            row.choices(&mut scratch, options, warnings)?;
            row.scale_points(&mut scratch, &mut intake, options, warnings)?;
            row.check_limits(&scratch, &limits, projects, options, warnings)?;
            if scratch.projects.is_empty() {
                warnings.add(WarningKind::EmptyBallot, || line(record.line));
            }
            let points: &[u32] = if has_points { &scratch.points } else { &[] };
            intake
                .add(&scratch.projects, points)
                .map_err(|error| record.error(columns.vote, 0, "vote", capacity(&error)))?;
            if let Some(rows) = &mut rows {
                keep_row(&record, &columns, has_points, rows)?;
            }
        }
        let (ballots, groups) = intake
            .finish(projects.len())
            .map_err(|error| section_error(records.line(), "VOTES", capacity(&error)))?;
        if let Some(rows) = &mut rows {
            rows.groups = groups.unwrap_or_default();
        }
        Ok((ballots, rows, count))
    }
}

/// Whether the row's voter has a row already, which the options may refuse.
fn check_voter(
    record: &Record<'_>,
    column: usize,
    voters: &mut VoterIds,
    options: &ReadOptions,
    warnings: &mut Warnings,
) -> Result<(), ParseError> {
    let voter = record.bytes(column);
    let repeats = match voter.is_ascii() {
        true => voters.repeats(voter.trim_ascii()),
        false => record.with_text(column, "voter_id", |id| {
            voters.repeats(crate::spelling::voter(id).as_bytes())
        })?,
    };
    if !repeats {
        return Ok(());
    }
    let error = || {
        let text = wording!(
            "error-voter-twice",
            "this voter id stands on an earlier row"
        );
        record.error(column, 0, "voter_id", ParseErrorKind::Contradiction(text))
    };
    if options.duplicate_voters == Policy::Refuse {
        return Err(error());
    }
    warnings.add(WarningKind::DuplicateVoter, || error().wording());
    Ok(())
}

/// Keeps what voters told about themselves; the choices are kept with the ballots.
fn keep_row(
    record: &Record<'_>,
    columns: &Columns,
    has_points: bool,
    rows: &mut VoterRows,
) -> Result<(), ParseError> {
    for (index, header) in columns.headers.iter().enumerate() {
        let column = &mut rows.columns[index];
        if index == columns.vote || (has_points && Some(index) == columns.points) {
            column.push("");
        } else {
            record.with_text(index, header, |text| column.push(text))?;
        }
    }
    Ok(())
}

pub(super) fn read_header<R: BufRead>(
    records: &mut Records<R>,
    vote_type: VoteType,
) -> Result<Columns, ParseError> {
    let line = records.line();
    let Some(record) = records.next()? else {
        let kind = ParseErrorKind::met(
            wording!("error-header-of-votes", "the header of VOTES"),
            wording!("error-end", "the end of the file"),
        );
        return Err(section_error(line, "VOTES", kind));
    };
    let headers = (0..record.filled())
        .map(|i| record.text(i, "header").map(known))
        .collect::<Result<Vec<_>, _>>()?;
    unique_headers(&headers, record.line, "VOTES")?;
    let find = |name: &str| headers.iter().position(|header| header == name);
    let require = |name: &str| {
        find(name).ok_or_else(|| {
            let kind = ParseErrorKind::unexpected(a_column(name), headers.join(";"));
            section_error(record.line, "VOTES", kind)
        })
    };
    let points = if vote_type.has_points() {
        Some(require("points")?)
    } else {
        find("points")
    };
    let (voter, vote) = (require("voter_id")?, require("vote")?);
    Ok(Columns {
        headers,
        voter,
        vote,
        points,
    })
}
