//! What ballots, parts of rules and reasons are called.

use madang_programme::votes::BallotType;

use maud::{Markup, html};

use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;

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
