//! One proposal: what it would do, what it costs, what happened to it and why.

use madang_programme::contents::TEXT;
use madang_programme::proposals::{Derivation, DerivedFrom};
use madang_programme::subject::SubjectKind;
use maud::{Markup, html};

use crate::following::links::follow;
use crate::frame::entries::entry_link;
use crate::frame::hidden::hidden_words;
use crate::frame::layout::{Crumb, Page, here, title_of};
use crate::frame::parts::{absent, example_notice, row};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalState};
use crate::programmes::labels::{group_name, plain_title};
use crate::programmes::links::{TAB, crumbs};
use crate::proposals::labels::{badges, cost, proposal_state, proposal_title, proposer_kind};
use crate::proposals::read::Taking;
use crate::proposals::{links, next};
use crate::trace::links::trace_link;
use crate::votes::labels::{Announced, Past, fared, plain_vote_name, vote_name};
use crate::votes::links as votes;

/// What stands on the page besides the proposal, where there is such a thing.
pub struct Sections {
    /// The entry of the words that stand.
    pub reads: u64,
    /// Why it fared as it did, once a selection is published.
    pub why: Option<Markup>,
    /// What it read before.
    pub amendments: Option<Markup>,
    /// Who recorded that it was withdrawn.
    pub withdrawn: Option<Markup>,
    /// What became of it.
    pub answer: Markup,
    /// That it goes on in another, or in its parts.
    pub goes_on: Option<Markup>,
    /// The needs that it is to meet.
    pub needs: Option<Markup>,
    /// Whose it is, where its kind says that.
    pub by: Option<Markup>,
    /// Who stands behind it, and what is said about it.
    pub talk: Markup,
    /// What whoever reads can do about it by their role.
    pub office: Markup,
    /// When its programme takes proposals.
    pub taking: Taking,
}

/// The page.
pub fn view(
    ui: &Ui,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    announced: &Announced,
    past: &[Past<'_>],
    sections: &Sections,
) -> Page {
    let facts = &proposal.facts;
    let summary = &programme.summary;
    let text = proposal.text.as_ref();
    let words = text.and_then(|text| text.summary.as_ref());
    let again = stands_again(programme, proposal, past);
    // Whoever reads why it lost asks at once what they can do; before that they ask what it is.
    let is_decided = !past.is_empty();
    let state = match again {
        true => ProposalState::Submitted,
        false => proposal.state,
    };
    let next = next::section(ui, programme, state, announced, &sections.taking);
    let content = html! {
        h1.words { (proposal_title(ui, proposal)) }
        (badges(ui, programme, proposal, !past.is_empty()))
        @if summary.facts.example { (example_notice(ui)) }
        @if let Some(goes_on) = &sections.goes_on { (goes_on) }
        @if let Some(why) = &sections.why {
            h2 #why { (ui.t("proposal-why")) }
            (why)
        }
        (sections.answer)
        @if is_decided { (next) }
        h2 #about { (ui.t("proposal-about")) }
        (about(ui, programme, proposal, sections))
        h2 #happened { (ui.t("proposal-happened")) }
        (happened(ui, proposal, announced, past, again))
        @if let Some(withdrawn) = &sections.withdrawn { (withdrawn) }
        (trace_link(ui, proposal.entry))
        (follow(ui, &SubjectKind::Proposal.of(&summary.facts.id, &facts.id)))
        @if let Some(amendments) = &sections.amendments { (amendments) }
        (sections.talk) (sections.office)
        @if !is_decided { (next) }
    };
    let mut above: Vec<Crumb> = crumbs(ui, summary);
    above.push((
        links::list(&summary.facts.id),
        html! { (ui.t("proposals-title")) },
    ));
    let number = [("id", facts.id.as_str().into())];
    above.push(here(html! { (ui.tf("proposal-number", &number)) }));
    Page {
        title: title_of(&[
            text.map_or_else(String::new, |t| ui.plain(&t.title)),
            ui.tf(
                match text {
                    Some(_) => "proposal-number",
                    None => "proposal-untitled",
                },
                &[("id", facts.id.as_str().into())],
            ),
            plain_title(ui, summary),
        ]),
        description: words.map_or_else(String::new, |words| ui.plain(words)),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// What it would do, for whom, for how much, and who proposed it.
fn about(
    ui: &Ui,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    sections: &Sections,
) -> Markup {
    let (facts, summary) = (&proposal.facts, &programme.summary);
    let text = proposal.text.as_ref();
    let words = text.and_then(|text| text.summary.as_ref());
    html! {
        @if text.is_none() { (hidden_words(ui, sections.reads, TEXT)) }
        @match words {
            Some(words) => p.lead.words { (ui.words(words)) },
            None => @if text.is_some() { p.muted { (ui.t("proposal-no-summary")) } },
        }
        dl.facts {
            (row(ui, &ui.t("proposal-cost"), Some(cost(ui, &summary.facts.currency, facts.cost))))
            (row(ui, &ui.t("programme-group"), facts.group.as_ref().map(|group| group_name(ui, programme, group)).or_else(|| Some(absent(ui, "proposal-not-stated")))))
            (row(ui, &ui.t("programme-audiences"), (!facts.audiences.is_empty()).then(|| audiences(ui, programme, &facts.audiences)).or_else(|| Some(absent(ui, "proposal-not-stated")))))
            (row(ui, &ui.t("proposal-proposer-kind"), facts.proposer.map(|kind| html! { (proposer_kind(ui, kind)) }).or_else(|| Some(absent(ui, "proposal-not-stated")))))
            (row(ui, &ui.t("proposal-proposer"), Some(sections.by.clone().unwrap_or_else(|| proposer(ui, proposal)))))
            @if let Some(needs) = &sections.needs { (row(ui, &ui.t("proposal-needs"), Some(needs.clone()))) }
            @if !facts.derived_from.is_empty() {
                (row(ui, &ui.t("proposal-derived-from"), Some(html! {
                    ul { @for from in &facts.derived_from { li { (derived(ui, &facts.programme, from)) } } }
                })))
            }
            (row(ui, &ui.t("proposal-id"), Some(html! { (facts.id) })))
            (row(ui, &ui.t("proposal-submitted"), Some(html! { (ui.time(&proposal.at, &summary.facts.zone)) " · " (entry_link(ui, proposal.entry)) })))
        }
    }
}

fn audiences(ui: &Ui, programme: &ProgrammeDetail, ids: &[String]) -> Markup {
    let all = || programme.groups.iter().flat_map(|group| &group.audiences);
    html! {
        ul.words {
            @for id in ids {
                li { @match all().find(|audience| audience.id == *id) { Some(audience) => (ui.words(&audience.name)), None => (id) } }
            }
        }
    }
}

/// A version of a proposal that this one was written after.
fn derived(ui: &Ui, programme: &str, from: &DerivedFrom) -> Markup {
    let version = u64::from(from.version);
    let how = match from.how {
        Derivation::Merged => ui.t("proposal-derived-merged"),
        Derivation::Split => ui.t("proposal-derived-split"),
        Derivation::Adapted => ui.t("proposal-derived-adapted"),
    };
    html! {
        a href=(ui.href(&links::version(programme, &from.proposal, version))) {
            (ui.tf("proposal-number", &[("id", from.proposal.as_str().into())])) ", "
            (ui.tf("proposal-version", &[("version", ui.number(version).into())]))
        }
        " – " (how)
    }
}

/// Who proposed it: by name, or that the name is kept back.
fn proposer(ui: &Ui, proposal: &ProposalDetail) -> Markup {
    match &proposal.text {
        Some(text) => match &text.proposer {
            Some(proposer) => html! { span.words { (ui.words(proposer)) } },
            None => absent(ui, "proposal-proposer-withheld"),
        },
        None => absent(ui, "proposal-proposer-hidden"),
    }
}

/// Whether it lost and a later vote was called off: it stands as before that, and can be amended or withdrawn.
fn stands_again(programme: &ProgrammeDetail, proposal: &ProposalDetail, past: &[Past<'_>]) -> bool {
    let lost = past.first().map(|last| last.vote.opened.entry);
    let lost = lost.filter(|_| proposal.state == ProposalState::NotSelected);
    let mut votes = programme.votes.iter();
    lost.is_some_and(|lost| votes.any(|vote| vote.opened.entry > lost && vote.cancelled.is_some()))
}

fn happened(
    ui: &Ui,
    proposal: &ProposalDetail,
    announced: &Announced,
    past: &[Past<'_>],
    again: bool,
) -> Markup {
    let (state, last) = (proposal.state, past.first());
    let words = match (proposal.state, last) {
        _ if again => ui.t("proposal-state-words-stands-again"),
        (ProposalState::Withdrawn, Some(last)) => {
            let vote = plain_vote_name(ui, announced, &last.vote.facts.id);
            ui.tf(
                "proposal-state-words-withdrawn-after",
                &[("vote", vote.into())],
            )
        }
        (state, _) => state_words(ui, state),
    };
    let link = |vote: &str| {
        html! { (ui.t("proposal-vote")) " " a href=(ui.href(&votes::vote(&proposal.facts.programme, vote))) { (vote_name(ui, announced, vote)) } }
    };
    let decided = |vote: &str| past.iter().any(|past| past.vote.facts.id == vote);
    let undecided = proposal.vote.as_ref().filter(|vote| !decided(vote));
    html! {
        p.prose { strong { (proposal_state(ui, state)) } " — " (words) }
        @if let Some(vote) = undecided { p { (link(vote)) } }
        @for past in past { p { (link(&past.vote.facts.id)) ": " (fared(ui, past)) } }
    }
}

fn state_words(ui: &Ui, state: ProposalState) -> String {
    match state {
        ProposalState::Submitted => ui.t("proposal-state-words-submitted"),
        ProposalState::Candidate => ui.t("proposal-state-words-candidate"),
        ProposalState::Selected => ui.t("proposal-state-words-selected"),
        ProposalState::NotSelected => ui.t("proposal-state-words-not-selected"),
        ProposalState::Withdrawn => ui.t("proposal-state-words-withdrawn"),
        ProposalState::Merged => ui.t("proposal-state-words-merged"),
        ProposalState::Split => ui.t("proposal-state-words-split"),
    }
}
