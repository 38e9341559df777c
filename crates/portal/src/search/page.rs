//! What a search finds, by programme; and the commitments.

use madang_words::{Text, shortened};
use maud::{Markup, html};

use crate::answers::labels::{disposition, subject};
use crate::answers::links as of_answers;
use crate::commitments::links as commitments;
use crate::frame::form::{self, SEARCH, error_summary, search_field};
use crate::frame::layout::{Page, quoted, title_of};
use crate::frame::query::{self, Query};
use crate::frame::ui::Ui;
use crate::model::{
    AnswerDetail, CommitmentSummary, NeedDetail, Page as ListPage, ProgrammeSummary,
    ProposalDetail, VoiceDetail,
};
use crate::needs::labels::title as need_title;
use crate::needs::links as of_needs;
use crate::programmes::labels::title;
use crate::programmes::links::path;
use crate::proposals::labels::proposal_title;
use crate::proposals::links as proposals;
use crate::search::links;
use crate::voices::labels as voices;
use crate::voices::links as of_voices;

/// What was found in a programme.
pub struct InProgramme {
    /// The programme.
    pub programme: ProgrammeSummary,
    /// The first few proposals.
    pub proposals: ListPage<ProposalDetail>,
    /// What else of proposals the search may have meant.
    pub meant: Option<Markup>,
    /// The first few voices.
    pub voices: ListPage<VoiceDetail>,
    /// The first few needs.
    pub needs: ListPage<NeedDetail>,
    /// The first few answers that stand.
    pub answers: ListPage<AnswerDetail>,
    /// Institutions that are called so: identifier, name, and whether there are voices that they are to answer.
    pub institutions: Vec<(String, Text, bool)>,
    /// Bodies of people that are called so.
    pub bodies: Vec<(String, Text)>,
}

impl InProgramme {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        let meant = self.meant.is_none();
        let said = self.proposals.items.is_empty() && self.voices.items.is_empty();
        let done = self.needs.items.is_empty() && self.answers.items.is_empty();
        meant && said && done && self.institutions.is_empty() && self.bodies.is_empty()
    }
}

/// What was searched for, and what was found.
#[derive(Default)]
pub struct Found {
    /// The query, with what is wrong with it.
    pub query: Query,
    /// The words; empty where nothing was asked.
    pub search: String,
    /// What was found, by programme.
    pub programmes: Vec<InProgramme>,
    /// The first few commitments, and how many there are.
    pub commitments: (Vec<CommitmentSummary>, u64),
    /// The same search with the nearest words that there are, where nothing was found.
    pub near: Option<String>,
}

impl Found {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.programmes.is_empty() && self.commitments.0.is_empty()
    }
}

/// The page.
pub fn view(ui: &Ui, found: &Found) -> Page {
    let asked = !found.search.is_empty() && found.query.errors.is_empty();
    let content = html! {
        (error_summary(ui, &found.query.errors))
        h1 { (ui.t("search-title")) }
        p.lead { (ui.t("search-lead")) }
        (form::filter(ui, &ui.href(links::SEARCH), search_field(ui, &found.query.errors, SEARCH, &found.search)))
        @if asked {
            @if found.is_empty() { p.empty role="status" { (ui.t("search-nothing")) } }
            @if let Some(near) = &found.near {
                p.meant {
                    a href={ (ui.href(links::SEARCH)) "?" (query::write(&[(SEARCH.name, near)])) } {
                        (ui.tf("filter-meant-near", &[("words", near.as_str().into())]))
                    }
                }
            }
            @for found_there in &found.programmes { (in_programme(ui, &found.search, found_there)) }
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

/// A link to all that a list finds.
fn all(ui: &Ui, list: &str, search: &str, keys: [&str; 2], total: u64, more: bool) -> Markup {
    let query = query::write(&[(SEARCH.name, search)]);
    html! {
        p { a href={ (ui.href(list)) "?" (query) } { (ui.count(keys[usize::from(more)], total)) } }
    }
}

fn in_programme(ui: &Ui, search: &str, found: &InProgramme) -> Markup {
    let id = &found.programme.facts.id;
    let (proposals, voices) = (&found.proposals, &found.voices);
    html! {
        h2 id={ "programme-" (id) } { (title(ui, &found.programme)) }
        @if let Some(meant) = &found.meant { (meant) }
        @if !proposals.items.is_empty() {
            h3 id={ "proposals-" (id) } { (ui.t("proposals")) }
            ul.prose {
                @for proposal in &proposals.items {
                    li { a href=(ui.href(&proposals::proposal(id, &proposal.facts.id))) { (proposal_title(ui, proposal)) } }
                }
            }
            (all(ui, &proposals::list(id), search, ["search-all", "search-all-more"], proposals.total, proposals.more_than_total))
        }
        @if !voices.items.is_empty() {
            h3 id={ "voices-" (id) } { (ui.t("voices-title")) }
            ul.prose { @for voice in &voices.items { li { (voice_item(ui, voice)) } } }
            (all(ui, &of_voices::list(id), search, ["search-voices", "search-voices-more"], voices.total, voices.more_than_total))
        }
        (needs_and_answers(ui, search, found))
        @if !found.institutions.is_empty() {
            h3 id={ "institutions-" (id) } { (ui.t("search-institutions")) }
            ul.prose {
                @for (institution, name, asked) in &found.institutions {
                    @let address = if *asked { of_voices::of_institution(id, institution) } else { of_voices::list(id) };
                    li { a href=(ui.href(&address)) { span.words { (ui.words(name)) } } }
                }
            }
        }
        @if !found.bodies.is_empty() {
            h3 id={ "bodies-" (id) } { (ui.t("search-bodies")) }
            ul.prose {
                @for (body, name) in &found.bodies {
                    li { a href={ (ui.href(&path(id))) "#body-" (body) } { span.words { (ui.words(name)) } } }
                }
            }
        }
    }
}

fn needs_and_answers(ui: &Ui, search: &str, found: &InProgramme) -> Markup {
    let id = &found.programme.facts.id;
    let (needs, answers) = (&found.needs, &found.answers);
    html! {
        @if !needs.items.is_empty() {
            h3 id={ "needs-" (id) } { (ui.t("needs-title")) }
            ul.prose {
                @for need in &needs.items {
                    li { a href=(ui.href(&of_needs::need(id, &need.facts.id))) { (need_title(ui, need)) } }
                }
            }
            (all(ui, &of_needs::list(id), search, ["search-needs", "search-needs-more"], needs.total, needs.more_than_total))
        }
        @if !answers.items.is_empty() {
            h3 id={ "answers-" (id) } { (ui.t("answers-title")) }
            ul.prose { @for answer in &answers.items { li { (answer_item(ui, answer)) } } }
            (all(ui, &of_answers::list(id), search, ["search-answers", "search-answers-more"], answers.total, answers.more_than_total))
        }
    }
}

fn answer_item(ui: &Ui, answer: &AnswerDetail) -> Markup {
    let facts = &answer.facts;
    html! {
        (subject(ui, &facts.programme, &facts.subject)) " · " (disposition(ui, facts.disposition.kind()))
        @if let Some(why) = &answer.reason {
            ": " span.words lang=[ui.lang_of(&why.reason)] { (shortened(&ui.plain(&why.reason), 110)) }
        }
    }
}

fn voice_item(ui: &Ui, voice: &VoiceDetail) -> Markup {
    html! {
        a href=(ui.href(&of_voices::voice(&voice.facts.programme, &voice.facts.id))) { (voices::name(ui, &voice.facts.id)) }
        @if let Some(text) = &voice.text {
            ": " span.words lang=[ui.lang_of(&text.text)] { (shortened(&ui.plain(&text.text), 110)) }
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
