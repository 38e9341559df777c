//! Who took part in a programme: whose proposals, how many ballots, which members of which bodies; and what came of it.

use madang_programme::proposals::ProposerKind;
use madang_programme::votes::tally::TallyReport;
use maud::{Markup, html};

use crate::bodies::labels::{body_kind, composition, former};
use crate::frame::format::share;
use crate::frame::layout::{Page, here};
use crate::frame::parts::{absent, example_notice, table};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposersCount, VoteDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};
use crate::proposals::labels::proposer_kind;
use crate::voices::links as voices;
use crate::votes::labels::{Announced, vote_name};
use crate::votes::links;
use crate::votes::who;

/// The page.
pub fn view(
    ui: &Ui,
    programme: &ProgrammeDetail,
    announced: &Announced,
    proposers: &[ProposersCount],
    spoken: &Markup,
) -> Page {
    let summary = &programme.summary;
    let title = ui.t("vote-participation-title");
    let content = html! {
        h1 { (title) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        (programme_tabs(ui, summary, Section::Below))
        p.lead { (ui.t("vote-participation-lead")) }
        h2 #voices { (ui.t("voices-title")) }
        @if summary.voices == 0 { p.empty { (ui.t("voices-none-yet")) } } @else {
            p.prose { (ui.count("vote-participation-voices", summary.voices)) " " a href=(ui.href(&voices::list(&summary.facts.id))) { (ui.t("voices-title")) } }
            (spoken)
        }
        h2 #proposers { (ui.t("vote-participation-proposers")) }
        @if proposers.is_empty() { p.empty { (ui.t("vote-participation-no-proposals")) } } @else { (by_proposer(ui, proposers)) }
        h2 #ballots { (ui.t("vote-participation-ballots")) }
        @if programme.votes.is_empty() { p.empty { (ui.t("programme-no-votes")) } } @else { (ballots(ui, programme, announced)) }
        h2 #bodies { (ui.t("programme-bodies")) }
        @if programme.bodies.is_empty() { p.empty { (ui.t("programme-no-bodies")) } } @else { (bodies(ui, programme)) }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (title) }));
    Page {
        title: ui.tf(
            "vote-selection-page-title",
            &[
                ("title", title.into()),
                ("programme", plain_title(ui, summary).into()),
            ],
        ),
        description: ui.t("vote-participation-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// How many proposals each kind of proposer handed in, and how many of them were withdrawn, or selected.
fn by_proposer(ui: &Ui, proposers: &[ProposersCount]) -> Markup {
    let all: u64 = proposers.iter().map(|of| of.selected).sum();
    let line = |name: String, proposals: u64, selected: u64, withdrawn: u64| {
        html! {
            tr {
                th.key scope="row" { (name) }
                td.number { (ui.number(proposals)) }
                td.number { (ui.number(selected)) }
                td.number { @if all > 0 { (share(selected, all)) "%" } }
                td.number { (ui.number(withdrawn)) }
            }
        }
    };
    let proposals = proposers.iter().map(|of| of.proposals).sum();
    let withdrawn = proposers.iter().map(|of| of.withdrawn).sum();
    html! {
        (table(
            ui,
            "proposals-by-proposer",
            &ui.t("vote-participation-proposers-caption"),
            html! {
                th scope="col" { (ui.t("proposal-proposer-kind")) }
                th.number scope="col" { (ui.t("proposals")) }
                th.number scope="col" { (ui.t("vote-selected")) }
                th.number scope="col" { (ui.t("vote-participation-of-selected")) }
                th.number scope="col" { (ui.t("proposal-state-withdrawn")) }
            },
            html! {
                @for of in proposers { (line(kind(ui, of.kind), of.proposals, of.selected, of.withdrawn)) }
                (line(ui.t("vote-participation-all"), proposals, all, withdrawn))
            },
        ))
        p.muted { (ui.t("vote-participation-proposers-text")) }
    }
}

fn kind(ui: &Ui, kind: Option<ProposerKind>) -> String {
    match kind {
        Some(kind) => proposer_kind(ui, kind),
        None => ui.t("vote-participation-kind-not-stated"),
    }
}

/// How many ballots each vote had, and how many of them counted.
fn ballots(ui: &Ui, programme: &ProgrammeDetail, announced: &Announced) -> Markup {
    let id = &programme.summary.facts.id;
    table(
        ui,
        "ballots-of-votes",
        &ui.t("vote-participation-ballots-caption"),
        html! {
            th scope="col" { (ui.t("vote")) }
            th.number scope="col" { (ui.t("vote-tally-cast")) }
            th.number scope="col" { (ui.t("vote-tally-counted")) }
            th.number scope="col" { (ui.t("vote-tally-repeated")) }
            th.number scope="col" { (ui.t("vote-participation-invalid")) }
            th.number scope="col" { (ui.t("vote-tally-excluded")) }
            th.number scope="col" { (ui.t("vote-candidates")) }
            th.number scope="col" { (ui.t("vote-selected")) }
        },
        html! {
            @for vote in &programme.votes {
                tr {
                    th.key scope="row" {
                        a href=(ui.href(&links::vote(id, &vote.facts.id))) { (vote_name(ui, announced, &vote.facts.id)) }
                        @if vote.cancelled.is_some() { p.muted { (ui.t("vote-participation-cancelled")) } }
                    }
                    td.number { (ui.number(vote.ballots)) }
                    @match &vote.selection {
                        Some(selection) => (counted(ui, &selection.facts.tally)),
                        None => @for _ in 0..4 { td.number { (undecided(ui, vote)) } },
                    }
                    td.number { (ui.number(vote.facts.candidates.into())) }
                    td.number {
                        @match &vote.selection {
                            Some(selection) => (ui.number(selection.facts.selected.len() as u64)),
                            None => (undecided(ui, vote)),
                        }
                    }
                }
            }
        },
    )
}

/// What became of the ballots of a vote: counted, replaced by another of the same voter, invalid, taken out.
fn counted(ui: &Ui, tally: &TallyReport) -> Markup {
    let invalid = tally
        .cast
        .saturating_sub(tally.counted)
        .saturating_sub(tally.repeated)
        .saturating_sub(tally.excluded);
    let numbers = [tally.counted, tally.repeated, invalid, tally.excluded];
    html! { @for number in numbers { td.number { (ui.number(number)) } } }
}

/// Why a vote has no number: it is not counted yet, or never will be.
fn undecided(ui: &Ui, vote: &VoteDetail) -> Markup {
    let key = match vote.cancelled {
        Some(_) => "not-applicable",
        None => "none-yet",
    };
    absent(ui, key)
}

/// The bodies with their members by class, and their weight in the latest vote that was not called off.
fn bodies(ui: &Ui, programme: &ProgrammeDetail) -> Markup {
    let mut votes = programme.votes.iter().rev();
    let vote = votes.find(|vote| vote.cancelled.is_none());
    let rule = vote.and_then(|vote| rule_of(programme, vote));
    let weights = rule
        .map(|rule| who::weights(programme, rule))
        .unwrap_or_default();
    let share = |id: &str| who::share(&weights, id);
    // Only where its scores count does it matter who of a body gave any.
    let counts = |id: &str| {
        weights
            .iter()
            .any(|(voice, weight)| voice == id && *weight > 0)
    };
    let handed_in = |id: &str| {
        let vote = vote.filter(|_| counts(id))?;
        who::handed_in(ui, programme, vote, id)
    };
    let zone = &programme.summary.facts.zone;
    let table = table(
        ui,
        "members-of-bodies",
        &ui.t("vote-participation-bodies-caption"),
        html! {
            th scope="col" { (ui.t("vote-participation-body")) }
            th scope="col" { (ui.t("vote-participation-kind")) }
            th scope="col" { (ui.t("vote-participation-members")) }
            th.number scope="col" { (ui.t("vote-participation-weight")) }
        },
        html! {
            @for body in &programme.bodies {
                tr {
                    th.key.words scope="row" { (ui.words(&body.facts.name)) }
                    td { (body_kind(ui, body.facts.kind)) }
                    td {
                        (composition(ui, &body.members))
                        @if let Some(handed_in) = handed_in(&body.facts.id) { p.muted { (handed_in) } }
                    }
                    td.number { @match share(&body.facts.id) { Some(share) => { (share) "%" }, None => (absent(ui, "none-yet")) } }
                }
            }
        },
    );
    html! {
        (table)
        @for body in programme.bodies.iter().filter(|body| !body.former.is_empty()) {
            h3.words id={ "body-" (body.facts.id) } { (ui.words(&body.facts.name)) }
            (former(ui, zone, body))
        }
    }
}

fn rule_of<'a>(
    programme: &'a ProgrammeDetail,
    vote: &VoteDetail,
) -> Option<&'a madang_programme::votes::engine::SelectionRule> {
    let mut rules = programme.rules.iter();
    let rule = rules.find(|rule| rule.facts.id == vote.facts.rule)?;
    Some(&rule.facts.rule)
}
