//! What entries about scores of bodies say, in words.

use madang_programme::scoring::{
    CriteriaFixed, CriteriaScores, Event, InterestDeclared, RecusalReason,
};
use madang_programme::votes::SCORES;
use maud::{Markup, html};

use crate::bodies::labels::member_name;
use crate::frame::parts::absent;
use crate::frame::said::{Beside, Line, Reading, words};
use crate::frame::ui::Ui;
use crate::model::read_body;
use crate::proposals::labels::proposal_links;
use crate::scoring::labels;

/// The lines of an entry.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::CriteriaFixed(facts) => criteria(ui, facts),
        Event::InterestDeclared(facts) => declared(ui, facts, reading),
        Event::RecusalDecided(facts) => {
            let reason = read_body::<RecusalReason>(reading.detail, "reason");
            let proposal = std::slice::from_ref(&facts.proposal);
            vec![
                member(ui, reading, (&facts.body, &facts.member)),
                (
                    ui.t("proposal"),
                    proposal_links(ui, &facts.programme, proposal),
                ),
                (
                    ui.t("scoring-recusal-kind"),
                    html! { (labels::recusal(ui, facts.kind)) },
                ),
                words(ui, "scoring-reason", reason.map(|reason| reason.reason)),
            ]
        }
        Event::SheetSubmitted(facts) => {
            let sheet = read_body::<CriteriaScores>(reading.detail, SCORES);
            let own = member(ui, reading, (&facts.0.body, &facts.0.member));
            vec![
                own,
                (
                    ui.t("scoring-scores"),
                    scores(ui, &facts.0.programme, sheet),
                ),
            ]
        }
    }
}

/// What is to be read first.
pub fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::CriteriaFixed(_)
        | Event::InterestDeclared(_)
        | Event::RecusalDecided(_)
        | Event::SheetSubmitted(_) => Beside::Nothing,
    }
}

fn member(ui: &Ui, reading: &Reading<'_>, (body, member): (&str, &str)) -> Line {
    let name = match reading.programme {
        Some(programme) => member_name(ui, programme, body, member),
        None => html! { (member) },
    };
    (ui.t("scoring-member"), name)
}

fn criteria(ui: &Ui, facts: &CriteriaFixed) -> Vec<Line> {
    let all = html! {
        ul {
            @for one in &facts.criteria {
                li {
                    span.words { (ui.words(&one.name)) } " · "
                    (ui.tf("scoring-criterion-says", &[("weight", ui.number(one.weight.into()).into()), ("scale", ui.number(one.scale.into()).into())]))
                }
            }
        }
    };
    vec![
        (ui.t("scoring-criteria"), all),
        (
            ui.t("scoring-min-panel"),
            html! { (ui.number(facts.min_panel.into())) },
        ),
    ]
}

fn declared(ui: &Ui, facts: &InterestDeclared, reading: &Reading<'_>) -> Vec<Line> {
    let proposals = match facts.proposals.is_empty() {
        true => html! { (ui.t("scoring-none")) },
        false => proposal_links(ui, &facts.programme, &facts.proposals),
    };
    vec![
        member(ui, reading, (&facts.body, &facts.member)),
        (ui.t("scoring-interests"), proposals),
    ]
}

/// What a sheet gives, once it is open.
fn scores(ui: &Ui, programme: &str, sheet: Option<CriteriaScores>) -> Markup {
    let Some(sheet) = sheet else {
        return absent(ui, "vote-sealed");
    };
    html! {
        ul {
            @for (id, by) in &sheet.scores {
                li {
                    (proposal_links(ui, programme, std::slice::from_ref(id))) ": "
                    @for (place, (criterion, score)) in by.iter().enumerate() { @if place > 0 { ", " } (criterion) " " (ui.number((*score).into())) }
                }
            }
        }
    }
}
