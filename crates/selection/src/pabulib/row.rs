//! One row of votes: its choices and points, in canonical order.

use memchr::memchr;

use super::error::{ParseError, ParseErrorKind};
use super::ids::{IdLookup, NONE};
use super::limits::BallotLimits;
use super::options::{Policy, ReadOptions};
use super::records::Record;
use super::votes::Columns;
use crate::ballots::{Intake, IntakeError};
use crate::decimal::{Decimal, MAX_DECIMALS};
use crate::election::{Project, VoteType};
use crate::spelling::{spelled, trimmed};
use crate::warning::{WarningKind, Warnings};
use crate::wording::{Wording, wording};

/// A ballot being read; reused from row to row.
#[derive(Default)]
pub(super) struct Scratch {
    pub(super) projects: Vec<u32>,
    pub(super) points: Vec<u32>,
    pub(super) decimals: Vec<Decimal>,
    pairs: Vec<(u32, u32)>,
}

/// A row of votes with what it is read by.
pub(super) struct Row<'a, 'p> {
    pub(super) record: &'a Record<'a>,
    pub(super) columns: &'a Columns,
    pub(super) ids: &'a IdLookup<'p>,
    pub(super) vote_type: VoteType,
}

impl Row<'_, '_> {
    /// Reads the choices of this row into `scratch`, in canonical order.
    pub(super) fn choices(
        &self,
        scratch: &mut Scratch,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        let Scratch {
            projects,
            points,
            decimals,
            ..
        } = scratch;
        projects.clear();
        points.clear();
        decimals.clear();
        let vote = self.record.bytes(self.columns.vote);
        self.ids_of(&vote, projects, options, warnings)?;
        if self.vote_type.has_points() {
            return self.read_points(projects.len(), decimals);
        }
        if self.vote_type == VoteType::Ordinal {
            self.check_ranking(projects.len())?;
        }
        projects.retain(|project| *project != NONE);
        if self.vote_type == VoteType::ChooseOne && projects.len() > 1 {
            let expected = wording!("error-one-project", "one project");
            return Err(self.error(0, expected, &String::from_utf8_lossy(&vote)));
        }
        let ordered = self.vote_type == VoteType::Ordinal;
        if !ordered {
            projects.sort_unstable();
        }
        let before = projects.len();
        if ordered {
            for index in (1..projects.len()).rev() {
                if projects[..index].contains(&projects[index]) {
                    projects.remove(index);
                }
            }
        } else {
            projects.dedup();
        }
        self.twice(before - projects.len(), options, warnings)
    }

    /// Splits the list of ids; an unknown one that may be left out becomes [`NONE`].
    fn ids_of(
        &self,
        vote: &[u8],
        projects: &mut Vec<u32>,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        if vote.trim_ascii().is_empty() {
            return Ok(());
        }
        let mut offset = 0;
        while offset <= vote.len() {
            let rest = &vote[offset..];
            if let Some((project, length)) = self.ids.find_first(rest) {
                projects.push(project);
                offset += length + 1;
                continue;
            }
            let part = &rest[..memchr(b',', rest).unwrap_or(rest.len())];
            let mut found = self.ids.find(part);
            if found.is_none() {
                // Blanks around it, or another spelling of the same letters.
                let text = String::from_utf8_lossy(part);
                let spelled = spelled(&text);
                if trimmed(&text).len() < text.len() {
                    warnings.add(WarningKind::BlankInList, || line(self.record.line));
                }
                // Nothing but blanks, or a comma after the last id, as spreadsheets leave it.
                if spelled.is_empty() && offset + part.len() == vote.len() {
                    warnings.add(WarningKind::BlankInList, || line(self.record.line));
                    return Ok(());
                }
                found = self.ids.find(spelled.as_bytes());
            }
            if found.is_none() {
                let id = String::from_utf8_lossy(part);
                let expected = wording!("error-id-of-project", "the id of a project");
                let error = self.error(offset, expected, &id);
                if options.strict || options.unknown_projects == Policy::Refuse {
                    return Err(error);
                }
                warnings.add(WarningKind::UnknownProject, || error.wording());
            }
            projects.push(found.unwrap_or(NONE));
            offset += part.len() + 1;
        }
        Ok(())
    }

    fn read_points(&self, wanted: usize, points: &mut Vec<Decimal>) -> Result<(), ParseError> {
        let Some(column) = self.columns.points else {
            return Ok(());
        };
        let bytes = self.record.bytes(column);
        let text = String::from_utf8_lossy(&bytes);
        // A comma after the last number, as after the last id.
        let text = text.trim_end();
        let text = text.strip_suffix(',').unwrap_or(text);
        if !trimmed(text).is_empty() {
            let mut offset = 0;
            for part in text.split(',') {
                points.push(Decimal::parse_fraction(part).map_err(|reason| {
                    let reason = reason.wording();
                    let expected = wording!(
                        "error-points-such-as",
                        "points such as 3 or 2.5 ({reason})",
                        reason = reason
                    );
                    self.points_error(offset, ParseErrorKind::unexpected(expected, part))
                })?);
                offset += part.len() + 1;
            }
        }
        if points.len() != wanted {
            let expected = wording!(
                "error-points-for",
                "points for {wanted} projects",
                wanted = wanted
            );
            let found = wording!("error-numbers", "{found} numbers", found = points.len());
            return Err(self.points_error(0, ParseErrorKind::met(expected, found)));
        }
        Ok(())
    }

    /// Puts the points read on the common scale, widening it when a number has more decimals than
    /// any before, and settles the pairs of projects and points.
    pub(super) fn scale_points(
        &self,
        scratch: &mut Scratch,
        intake: &mut Intake,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        if !self.vote_type.has_points() {
            return Ok(());
        }
        let Scratch {
            projects,
            points,
            decimals,
            pairs,
        } = scratch;
        let too_large = || {
            let expected = wording!(
                "error-points-most",
                "points of at most 4294967295 in units of the finest decimal in the file"
            );
            let found = wording!("error-larger", "larger ones");
            self.points_error(0, ParseErrorKind::met(expected, found))
        };
        let finest = decimals.iter().map(Decimal::decimals).max().unwrap_or(0);
        let widened = intake
            .widen_points(finest)
            .map_err(|error| self.points_capacity(&error))?;
        if !widened {
            return Err(too_large());
        }
        pairs.clear();
        for (project, value) in projects.iter().zip(decimals.iter()) {
            let scaled = value.scaled(intake.points_decimals());
            pairs.push((
                *project,
                scaled
                    .and_then(|v| u32::try_from(v).ok())
                    .ok_or_else(too_large)?,
            ));
        }
        self.settle_pairs(pairs, options, warnings)?;
        projects.clear();
        points.clear();
        projects.extend(pairs.iter().map(|(project, _)| *project));
        points.extend(pairs.iter().map(|(_, points)| *points));
        Ok(())
    }

    fn points_capacity(&self, error: &IntakeError) -> ParseError {
        let column = self.columns.points.unwrap_or(usize::MAX);
        self.record.error(column, 0, "points", capacity(error))
    }

    fn points_error(&self, offset: usize, kind: ParseErrorKind) -> ParseError {
        self.record.error(
            self.columns.points.unwrap_or(usize::MAX),
            offset,
            "points",
            kind,
        )
    }

    /// Leaves out unknown projects and zero points, keeps the last of repeated projects, sorts.
    fn settle_pairs(
        &self,
        pairs: &mut Vec<(u32, u32)>,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        pairs.retain(|(project, _)| *project != NONE);
        let listed = pairs.len();
        pairs.reverse();
        pairs.sort_by_key(|(project, _)| *project);
        pairs.dedup_by_key(|(project, _)| *project);
        self.twice(listed - pairs.len(), options, warnings)?;
        let listed = pairs.len();
        pairs.retain(|(_, points)| *points > 0);
        for _ in pairs.len()..listed {
            warnings.add(WarningKind::ZeroPoints, || line(self.record.line));
        }
        Ok(())
    }

    fn twice(
        &self,
        repeated: usize,
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        for _ in 0..repeated {
            options.doubt(warnings, WarningKind::ProjectTwiceOnBallot, || {
                self.vote_error(
                    wording!("error-each-once", "each project once"),
                    wording!("error-project-repeated", "a project twice"),
                )
            })?;
        }
        Ok(())
    }

    /// A ranking whose points are not strictly falling has ties, which the order cannot express.
    fn check_ranking(&self, wanted: usize) -> Result<(), ParseError> {
        let mut points = Vec::new();
        if self
            .columns
            .points
            .is_none_or(|c| self.record.bytes(c).trim_ascii().is_empty())
        {
            return Ok(());
        }
        self.read_points(wanted, &mut points)?;
        let units = |value: &Decimal| value.scaled(MAX_DECIMALS);
        match points
            .windows(2)
            .position(|pair| units(&pair[0]) <= units(&pair[1]))
        {
            None => Ok(()),
            Some(at) => {
                let expected = wording!(
                    "error-ranking",
                    "a ranking without ties: points strictly falling from first to last"
                );
                let found = wording!(
                    "error-not-in-order",
                    "places {first} and {second} not in order",
                    first = at + 1,
                    second = at + 2
                );
                Err(self.points_error(0, ParseErrorKind::met(expected, found)))
            }
        }
    }

    /// Counts, or refuses, the limits that META states and the ballot breaks.
    pub(super) fn check_limits(
        &self,
        ballot: &Scratch,
        limits: &BallotLimits,
        projects: &[Project],
        options: &ReadOptions,
        warnings: &mut Warnings,
    ) -> Result<(), ParseError> {
        for limit in limits.broken(&ballot.projects, &ballot.decimals, projects) {
            options.doubt(warnings, WarningKind::BallotBreaksLimit, || {
                self.vote_error(
                    wording!("error-within", "a ballot within {limit}", limit = limit),
                    wording!("error-beyond", "one that is not"),
                )
            })?;
        }
        Ok(())
    }

    fn error(&self, offset: usize, expected: Wording, found: &str) -> ParseError {
        let kind = ParseErrorKind::unexpected(expected, found);
        self.record.error(self.columns.vote, offset, "vote", kind)
    }

    fn vote_error(&self, expected: Wording, found: Wording) -> ParseError {
        let kind = ParseErrorKind::met(expected, found);
        self.record.error(self.columns.vote, 0, "vote", kind)
    }
}

/// Where a warning was met.
pub(super) fn line(number: u64) -> Wording {
    wording!("error-line", "line {number}", number = number)
}

/// What is wrong when so many ballots cannot be taken in.
pub(super) fn capacity(error: &IntakeError) -> ParseErrorKind {
    ParseErrorKind::Contradiction(wording!(
        "error-at-vote",
        "at vote {number}: {reason}",
        number = error.ballot + 1,
        reason = error.error.wording()
    ))
}
