//! What a search finds, by programme; and the commitments.

use maud::{Markup, html};

use crate::commitments::links as commitments;
use crate::frame::form::{self, SEARCH, error_summary, search_field};
use crate::frame::layout::{Page, quoted, title_of};
use crate::frame::query::{self, Query};
use crate::frame::ui::Ui;
use crate::model::{CommitmentSummary, Page as ListPage, ProgrammeSummary, ProposalDetail};
use crate::programmes::labels::title;
use crate::proposals::labels::proposal_title;
use crate::proposals::links as proposals;
use crate::search::links;

/// What was searched for, and what was found.
#[derive(Default)]
pub struct Found {
    /// The query, with what is wrong with it.
    pub query: Query,
    /// The words; empty where nothing was asked.
    pub search: String,
    /// Proposals, by programme: the first few of each.
    pub proposals: Vec<(ProgrammeSummary, ListPage<ProposalDetail>)>,
    /// The first few commitments, and how many there are.
    pub commitments: (Vec<CommitmentSummary>, u64),
}

/// The page.
pub fn view(ui: &Ui, found: &Found) -> Page {
    let asked = !found.search.is_empty() && found.query.errors.is_empty();
    let nothing = found.proposals.is_empty() && found.commitments.0.is_empty();
    let content = html! {
        (error_summary(ui, &found.query.errors))
        h1 { (ui.t("search-title")) }
        p.lead { (ui.t("search-lead")) }
        (form::filter(ui, &ui.href(links::SEARCH), search_field(ui, &found.query.errors, SEARCH, &found.search)))
        @if asked {
            @if nothing { p.empty role="status" { (ui.t("search-nothing")) } }
            @for (programme, page) in &found.proposals { (in_programme(ui, &found.search, programme, page)) }
            @if !found.commitments.0.is_empty() { (in_commitments(ui, found)) }
        }
    };
    Page {
        title: title_of(&[quoted(&found.search), ui.t("search-title")]),
        description: ui.t("search-lead"),
        tab: None,
        crumbs: vec![],
        content,
    }
}

fn in_programme(
    ui: &Ui,
    search: &str,
    programme: &ProgrammeSummary,
    page: &ListPage<ProposalDetail>,
) -> Markup {
    let id = &programme.facts.id;
    let all = format!(
        "{}?{}",
        ui.href(&proposals::list(id)),
        query::write(&[(SEARCH.name, search)])
    );
    html! {
        h2 id={ "programme-" (id) } { (title(ui, programme)) }
        ul.prose {
            @for proposal in &page.items {
                li { a href=(ui.href(&proposals::proposal(id, &proposal.facts.id))) { (proposal_title(ui, proposal)) } }
            }
        }
        p {
            a href=(all) {
                @if page.more_than_total { (ui.count("search-all-more", page.total)) } @else { (ui.count("search-all", page.total)) }
            }
        }
    }
}

fn in_commitments(ui: &Ui, found: &Found) -> Markup {
    let (shown, number) = &found.commitments;
    html! {
        h2 #commitments { (ui.t("commitments-title")) }
        ul.prose {
            @for commitment in shown {
                li {
                    a href=(ui.href(&commitments::commitment(&commitment.facts.id))) {
                        @match &commitment.title {
                            Some(title) => span.words { (ui.words(title)) },
                            None => (commitment.facts.id),
                        }
                    }
                }
            }
        }
        @if *number > shown.len() as u64 { p.muted { (ui.count("search-commitments-more", number - shown.len() as u64)) } }
    }
}
