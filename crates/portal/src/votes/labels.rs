//! What ballots, parts of rules and reasons are called.

use std::collections::BTreeMap;

use madang_programme::votes::BallotType;
use maud::{Markup, html};

use crate::frame::ui::Ui;
use crate::model::{AnnouncementDetail, ProgrammeDetail};

/// What a ballot says.
pub fn ballot_type(ui: &Ui, ballot_type: BallotType) -> String {
    match ballot_type {
        BallotType::Approval => ui.t("vote-ballot-approval"),
        BallotType::Cumulative => ui.t("vote-ballot-cumulative"),
        BallotType::Scoring => ui.t("vote-ballot-scoring"),
        BallotType::Ordinal => ui.t("vote-ballot-ordinal"),
    }
}

/// Whoever has a say in a selection: the ballots (`ballots`), or a body by its name.
pub fn voice(ui: &Ui, programme: &ProgrammeDetail, id: &str) -> Markup {
    let body = programme.bodies.iter().find(|body| body.facts.id == id);
    html! {
        @match body {
            Some(body) => span.words { (ui.words(&body.facts.name)) },
            None => @if id == "ballots" { (ui.t("vote-voice-ballots")) } @else { (id) },
        }
    }
}

/// What was announced of a programme's votes, by vote.
pub type Announced = BTreeMap<String, AnnouncementDetail>;

/// A vote by its title, or by its identifier where none was announced.
pub fn vote_name(ui: &Ui, announced: &Announced, id: &str) -> Markup {
    html! {
        @match announced.get(id) {
            Some(announcement) => span.words { (ui.words(&announcement.facts.title)) },
            None => (vote_number(ui, id)),
        }
    }
}

/// A vote that nobody gave a title, by its identifier: `vote-2` is the second.
pub fn vote_number(ui: &Ui, id: &str) -> String {
    let number = id.strip_prefix("vote-");
    let number = number.and_then(|number| number.parse::<u32>().ok());
    match number {
        Some(number) => ui.tf(
            "vote-numbered",
            &[("number", ui.number(number.into()).into())],
        ),
        None => ui.tf("vote-name", &[("id", id.into())]),
    }
}

/// A planned time, in the programme's zone and in UTC.
pub fn planned_time(ui: &Ui, at: &str, zone: &str) -> Markup {
    html! { (ui.time(at, zone)) span.utc { " · " (ui.utc(at, zone)) } }
}

/// The same without markup.
pub fn plain_vote_name(ui: &Ui, announced: &Announced, id: &str) -> String {
    match announced.get(id) {
        Some(announcement) => ui.plain(&announcement.facts.title),
        None => vote_number(ui, id),
    }
}

/// A service group, by its name where the programme knows it; without markup.
pub fn plain_group(ui: &Ui, programme: &ProgrammeDetail, id: &str) -> String {
    let group = programme.groups.iter().find(|group| group.facts.id == id);
    group.map_or_else(|| id.to_owned(), |group| ui.plain(&group.facts.name))
}

/// A body of people, by its name where the programme knows it; without markup.
pub fn plain_body(ui: &Ui, programme: &ProgrammeDetail, id: &str) -> String {
    let body = programme.bodies.iter().find(|body| body.facts.id == id);
    body.map_or_else(|| id.to_owned(), |body| ui.plain(&body.facts.name))
}
