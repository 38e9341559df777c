//! What META states, held against what the rows say.

use super::error::{ParseError, ParseErrorKind, section_error};
use super::options::ReadOptions;
use crate::decimal::Decimal;
use crate::election::{Election, VoteType};
use crate::spelling::stated;
use crate::warning::WarningKind;
use crate::wording::{Wording, wording};

/// The metadata entry that says how many votes or points a project must have.
const THRESHOLD: &str = "min_project_score_threshold";
/// How metadata entries begin that state budgets for groups (`budget_per_category`, `budget_per_neighborhood`).
const POTS: &str = "budget_per_";

/// The metadata entry that gives a score to every project that a ballot does not list.
const SCORE: &str = "default_score";
/// The metadata entry that says how the points of a ballot become its scores.
const SCORING: &str = "scoring_fn";
/// What stands there where a ranking gives more points to whatever stands earlier in it.
const BORDA: &str = "Borda";
/// What stands in metadata entries that limit ballots by a column of the projects (`max_length_per_category`).
const BY_COLUMN: &str = "_per_";

/// What is the same in every language.
fn in_file(text: &str) -> Wording {
    wording!("error-text", "{text}", text = text)
}

/// A number that was counted.
fn so_many(number: impl ToString) -> Wording {
    wording!("error-number", "{number}", number = number.to_string())
}

/// Compares what META and the projects' own columns state with what the rows say.
pub(super) fn check_against_meta(
    election: &mut Election,
    rows: u64,
    options: &ReadOptions,
) -> Result<(), ParseError> {
    let mut warnings = std::mem::take(&mut election.warnings);
    let mut contradict = |field: &str, stated: &str, counted: Wording, cut_off: bool| {
        options.doubt(&mut warnings, WarningKind::MetaContradictsRows, || {
            let text = match cut_off {
                true => wording!(
                    "error-stated-cut-off",
                    "`{stated}` is stated but the rows give {counted} (is the file cut off?)",
                    stated = stated,
                    counted = counted
                ),
                false => wording!(
                    "error-stated",
                    "`{stated}` is stated but the rows give {counted}",
                    stated = stated,
                    counted = counted
                ),
            };
            section_error(0, field, ParseErrorKind::Contradiction(text))
        })
    };
    let projects = election.projects.len() as u64;
    for (key, counted) in [("num_projects", projects), ("num_votes", rows)] {
        if let Some(stated) = election.meta_value(key) {
            let number = stated.parse::<u64>().ok();
            if number != Some(counted) {
                contradict(key, stated, so_many(counted), number > Some(counted))?;
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
            contradict(&field("votes"), stated, so_many(votes[index]), false)?;
        }
        if let Some(stated) = project.column("score").filter(|text| !text.is_empty())
            && election.vote_type.has_points()
        {
            let counted = Decimal::new(points[index], election.ballots.points_decimals()).ok();
            if Decimal::parse(stated).ok() != counted {
                let text = counted.map_or_else(|| wording!("error-too-many", "too many"), so_many);
                contradict(&field("score"), stated, text, false)?;
            }
        }
    }
    election.warnings = warnings;
    note_absences(election);
    options.settle(election)
}

fn is_borda(scoring: &str) -> bool {
    scoring.eq_ignore_ascii_case(BORDA)
}

/// Whether the metadata say that a ranking gives its projects points by their places, as the rules that go by these do.
pub fn scores_by_places(election: &Election) -> bool {
    election.vote_type == VoteType::Ordinal && election.meta_stated(SCORING).is_some_and(is_borda)
}

/// Notes what is missing, and what the metadata state that only a rule can apply.
pub(crate) fn note_absences(election: &mut Election) {
    let warnings = &mut election.warnings;
    if election.projects.is_empty() {
        warnings.add(WarningKind::NoProjects, || in_file("PROJECTS"));
    }
    if election.ballots.total_weight() == 0 {
        warnings.add(WarningKind::NoVoters, || in_file("VOTES"));
    }
    if election.budget.is_none() && election.number.is_none() {
        warnings.add(WarningKind::NoBudget, || in_file("META"));
    }
    for (key, value) in election.meta.iter().filter(|(_, value)| !value.is_empty()) {
        let kind = match key.to_ascii_lowercase().as_str() {
            _ if stated(value).is_none() => continue,
            THRESHOLD => WarningKind::ThresholdStated,
            key if key.starts_with(POTS) => WarningKind::PotsStated,
            SCORE if Decimal::parse_fraction(value) != Ok(Decimal::ZERO) => {
                WarningKind::MeaningStated
            }
            // A rule can go by the places of a ranking.
            SCORING if election.vote_type == VoteType::Ordinal && is_borda(value) => continue,
            SCORING => WarningKind::MeaningStated,
            key if key.contains(BY_COLUMN) => WarningKind::MeaningStated,
            _ => continue,
        };
        warnings.add(kind, || {
            wording!(
                "error-key-value",
                "{key}: `{value}`",
                key = key,
                value = value
            )
        });
    }
}
