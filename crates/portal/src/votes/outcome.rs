//! The outcome of a selection as the record holds it (content `outcome` of `selection.published/1`).

use madang_programme::votes::OUTCOME;
pub use madang_programme::votes::engine::{Outcome, ProjectExplanation, Round};

use crate::model::{EntryDetail, read_body};

/// The outcome in an entry; `None` where its content is not public or not of this shape.
pub fn of(entry: &EntryDetail) -> Option<Outcome> {
    read_body(entry, OUTCOME)
}

/// How a project fared.
pub fn project<'a>(outcome: &'a Outcome, id: &str) -> Option<&'a ProjectExplanation> {
    // They stand by ascending id; an older engine may have ordered them otherwise.
    outcome.projects.iter().find(|project| project.id == id)
}

/// The round in which a project was selected.
pub fn round<'a>(outcome: &'a Outcome, project: &ProjectExplanation) -> Option<&'a Round> {
    let number = project.round?;
    outcome.rounds.iter().find(|round| round.round == number)
}

/// What the rule compares of a project: of a selected one as it was when it was.
pub fn value<'a>(outcome: &'a Outcome, project: &'a ProjectExplanation) -> Option<&'a str> {
    match round(outcome, project) {
        Some(round) => Some(&round.value),
        None => project.value.as_deref(),
    }
}

/// Whether the rule weighs scores, so that each project has one.
pub fn has_scores(outcome: &Outcome) -> bool {
    outcome
        .projects
        .iter()
        .any(|project| !project.score_parts.is_empty())
}
