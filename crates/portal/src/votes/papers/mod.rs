//! Papers as they are keyed: what is written for one, and the page of a place.

use madang_accounts::KeyedPaper;
use madang_programme::votes::{BallotContent, BallotType};
use maud::{Markup, html};

use crate::frame::fields::known_field;
use crate::frame::fields::line_field;
use crate::frame::form::{Field, Sending};
use crate::frame::parts::table;
use crate::frame::query::FieldError;
use crate::frame::steps::{RELEASE, STEP};
use crate::frame::ui::Ui;
use crate::votes::casting::mine::gives_points;

/// Where people voted.
pub const PLACE: Field = Field::new("place", "voting-paper-place");
/// The number that is written on the paper.
pub const NUMBER: Field = Field::new("number", "voting-paper-number");
/// What is chosen on it.
pub const SAYS: Field = Field::new("says", "voting-paper-says");

/// The longest name of a place, in characters.
pub const MOST_PLACE: usize = 100;

/// The largest number of a paper, and the most papers of a place that are brought in at once.
pub const MOST_PAPERS: u64 = 10_000;

/// What is written of a paper in its one spelling: `12 7`, with points `12:3 7:5`; nothing for one without a choice. `None` for what cannot be read.
/// Where the order says nothing, it is left aside.
pub fn spelled(typed: &str, ballot_type: BallotType) -> Option<String> {
    let parts = typed.split([' ', ',', ';', '\t']);
    let mut choices = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let (id, points) = match (part.split_once(':'), gives_points(ballot_type)) {
            (Some((id, points)), true) => (id, Some(points.parse::<u64>().ok()?)),
            (None, false) => (part, None),
            (Some(_), false) | (None, true) => return None,
        };
        choices.push((id, points));
    }
    if ballot_type != BallotType::Ordinal {
        choices.sort_unstable();
    }
    let written = choices.into_iter().map(|(id, points)| match points {
        Some(points) => [id, ":", &points.to_string()].concat(),
        None => id.to_owned(),
    });
    Some(written.collect::<Vec<_>>().join(" "))
}

/// The ballot of what is spelled so; `None` for a paper without a choice.
pub fn ballot(spelled: &str, ballot_type: BallotType) -> Option<BallotContent> {
    let mut ballot = BallotContent {
        choices: Vec::new(),
        points: gives_points(ballot_type).then(Vec::new),
    };
    for part in spelled.split(' ').filter(|part| !part.is_empty()) {
        let (id, points) = part.split_once(':').unwrap_or((part, "0"));
        ballot.choices.push(id.to_owned());
        if let Some(all) = &mut ballot.points {
            all.push(points.parse().unwrap_or_default());
        }
    }
    (!ballot.choices.is_empty()).then_some(ballot)
}

/// What the page shows.
pub struct Shown<'a> {
    /// Where the form is sent.
    pub action: &'a str,
    /// The places of which papers are keyed.
    pub places: &'a [String],
    /// The place.
    pub place: &'a str,
    /// What was typed of the next paper.
    pub typed: (&'a str, &'a str),
    /// Whether ballots give points.
    pub points: bool,
    /// The papers of the place.
    pub papers: &'a [KeyedPaper],
    /// What became of what was keyed just now, by its message.
    pub says: Option<&'static str>,
    /// What the form carries.
    pub sending: &'a Sending,
    /// What is wrong.
    pub errors: &'a [FieldError],
}

/// The form, and the papers of its place.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let places = shown.places.iter();
    let known: Vec<_> = places.map(|one| (one.clone(), one.clone())).collect();
    let hint = match shown.points {
        true => "voting-paper-says-points",
        false => "voting-paper-says-hint",
    };
    let settled = shown.papers.iter().all(KeyedPaper::settled);
    html! {
        @if let Some(says) = shown.says { p.notice role="status" { (ui.t(says)) } }
        form.stacked method="post" action=(ui.href(shown.action)) {
            (shown.sending.fields())
            (known_field(ui, shown.errors, PLACE, &known, shown.place, MOST_PLACE))
            (line_field(ui, shown.errors, NUMBER, None, shown.typed.0))
            (line_field(ui, shown.errors, SAYS, Some(hint), shown.typed.1))
            div.buttons { button type="submit" { (ui.t("voting-paper-key")) } }
            @if !shown.papers.is_empty() {
                (papers(ui, shown.papers))
                @if settled {
                    p.prose { (ui.t("voting-paper-for-good")) }
                    div.buttons { button type="submit" name=(STEP.name) value=(RELEASE) { (ui.count("voting-paper-release", shown.papers.len() as u64)) } }
                } @else { p.muted { (ui.t("voting-paper-not-settled")) } }
            }
        }
    }
}

/// The papers with how each stands: what others wrote is shown only where two people wrote something else.
fn papers(ui: &Ui, papers: &[KeyedPaper]) -> Markup {
    let stands = |paper: &KeyedPaper| match (paper.settled(), paper.differs(), paper.own) {
        (true, ..) => "voting-paper-same",
        (_, true, _) => "voting-paper-differ",
        (_, _, true) => "voting-paper-waits",
        (..) => "voting-paper-yours",
    };
    let written = |says: &str| match says.is_empty() {
        true => ui.t("voting-paper-blank-one"),
        false => says.to_owned(),
    };
    table(
        ui,
        "papers",
        &ui.t("voting-paper-caption"),
        html! {
            th.number scope="col" { (ui.t("voting-paper-number")) }
            th scope="col" { (ui.t("vote-set-stage")) }
            th scope="col" { (ui.t("voting-paper-written")) }
        },
        html! {
            @for paper in papers {
                tr {
                    th.number scope="row" { (ui.number(paper.number)) }
                    td { (ui.t(stands(paper))) }
                    td {
                        @if let Some(second) = paper.second.as_ref().filter(|_| paper.differs()) {
                            (written(&paper.first)) " ≠ " (written(second))
                        } @else if paper.settled() { (written(&paper.first)) }
                    }
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_has_one_spelling_and_gives_its_ballot() {
        let spell = |typed: &str, of| spelled(typed, of);
        let approval = spell("7, 12;3", BallotType::Approval);
        assert_eq!(approval.as_deref(), Some("12 3 7"));
        let ranking = spell(" 7 12  3 ", BallotType::Ordinal);
        assert_eq!(ranking.as_deref(), Some("7 12 3"));
        let points = spell("7:2 12:5", BallotType::Cumulative);
        assert_eq!(points.as_deref(), Some("12:5 7:2"));
        for (typed, of) in [
            ("7:2", BallotType::Approval),
            ("7", BallotType::Cumulative),
            ("7:x", BallotType::Scoring),
        ] {
            assert_eq!(spell(typed, of), None, "{typed}");
        }
        assert_eq!(spell(" ", BallotType::Approval).as_deref(), Some(""));
        assert_eq!(ballot("", BallotType::Approval), None);
        let ballot = ballot("12:5 7:2", BallotType::Cumulative).expect("a ballot");
        assert_eq!(ballot.choices, ["12", "7"]);
        assert_eq!(ballot.points, Some(vec![5, 2]));
    }
}
