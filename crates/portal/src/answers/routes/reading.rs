//! What whoever acts on a voice or a proposal has before them, and for whom they may act.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use madang_programme::answers::{AnswerGiven, AnswerReason, Subject};
use madang_programme::contents::TEXT;
use madang_programme::proposals::{ProposalState, ProposalText};
use madang_programme::voices::VoiceWords;
use madang_programme::{Actor, Role, State};
use madang_words::Text;
use maud::{Markup, html};

use crate::accounts::caller::Caller;
use crate::accounts::links::ACCOUNT;
use crate::answers::form::Of;
use crate::frame::app::Failure;
use crate::frame::entries::entry_link;
use crate::frame::form::{Field, yours};
use crate::frame::layout::Page;
use crate::institutions::labels::plain_institution;
use crate::model::{AnswerAct, AnswerStep, InstitutionDetail, ProgrammeDetail};
use crate::programmes::routes::programme_of;
use crate::proposals::amendments::meanwhile;
use crate::voices::links;

/// A voice or a proposal, read for whoever acts on it.
pub struct Read {
    /// The programme.
    pub programme: ProgrammeDetail,
    /// Its institutions.
    pub institutions: Vec<InstitutionDetail>,
    /// What it is.
    pub subject: Subject,
    /// Its entry.
    pub entry: u64,
    /// The entry of its newest words: a supplement, a version.
    pub newest: u64,
    /// Its title, where it has one.
    pub title: Option<Text>,
    /// Its words.
    pub words: Option<Text>,
    /// Whether its title and words are restricted, and shown for whose role may read them.
    pub restricted: bool,
    /// The institution that is to answer, where it names one.
    pub responsible: Option<String>,
    /// What the record has of the code of the slip of whoever said it, where they came with one.
    pub receipt: Option<String>,
    /// What was done about it, oldest first.
    pub steps: Vec<AnswerStep>,
}

/// The answer that stands: its entry, its time, its facts and words.
pub struct Standing<'a> {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: &'a str,
    /// The answer.
    pub facts: &'a AnswerGiven,
    /// Why; `None` where that is hidden.
    pub reason: Option<&'a AnswerReason>,
}

impl Read {
    /// The programme's identifier.
    pub fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    /// As a page shows it.
    pub fn of(&self) -> Of<'_> {
        Of {
            programme: &self.programme,
            institutions: &self.institutions,
            subject: &self.subject,
            title: self.title.as_ref(),
            words: self.words.as_ref(),
            restricted: self.restricted,
        }
    }

    /// Reads words that are restricted to roles of which whoever must answer holds one: nobody answers what they cannot read.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn read_restricted(
        &mut self,
        caller: &Caller,
        official: &Actor,
    ) -> Result<(), Failure> {
        if self.words.is_some() || self.title.is_some() {
            return Ok(());
        }
        let store = &caller.visit.store;
        let failed = |error| caller.visit.store_failed(&error);
        match &self.subject {
            Subject::Voice(_) => {
                let text = store.restricted::<VoiceWords>(self.entry, TEXT, official);
                self.words = text.await.map_err(failed)?.map(|text| text.text);
            }
            Subject::Proposal(id) => {
                let (programme, own) = (self.id(), self.entry);
                let reads = store.with_state(|state| {
                    let proposal = state.proposal(programme, id);
                    proposal.map_or(own, ProposalState::reads)
                });
                let reads = reads.await.map_err(failed)?;
                let text = store.restricted::<ProposalText>(reads, TEXT, official);
                if let Some(text) = text.await.map_err(failed)? {
                    (self.title, self.words) = (Some(text.title), text.summary);
                }
            }
        }
        self.restricted = self.words.is_some() || self.title.is_some();
        Ok(())
    }

    /// What was said anew since the words of an entry, which somebody had before them.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn reworded(&self, caller: &Caller, seen: u64) -> Result<Markup, Failure> {
        let (visit, ui) = (&caller.visit, &caller.visit.ui);
        let Subject::Proposal(id) = &self.subject else {
            let page = links::voice(self.id(), self.subject.id());
            return Ok(html! {
                section.meanwhile aria-labelledby="reworded" {
                    h2 #reworded { (ui.t("answer-reworded-title")) }
                    p.prose { (ui.t("answer-reworded-voice")) }
                    p { a href=(ui.href(&page)) { (ui.t("answer-reworded-see")) } " · " (entry_link(ui, self.newest)) }
                }
            });
        };
        let versions = visit.store.proposal_versions(self.id(), id).await;
        let versions = versions.map_err(|error| visit.store_failed(&error))?;
        let number = versions.iter().position(|one| one.entry == seen);
        let number = number.and_then(|number| u32::try_from(number + 1).ok());
        let seen = (number.unwrap_or_default(), "answer-reworded-proposal");
        let named = (self.id(), id.as_str());
        Ok(meanwhile(ui, &self.programme, named, &versions, seen))
    }

    /// Reads once more what was done about it.
    ///
    /// # Errors
    /// The page that says that the store does not answer.
    pub async fn read_again(&mut self, caller: &Caller) -> Result<(), Failure> {
        let steps = caller.visit.store.answer_steps(self.entry).await;
        self.steps = steps.map_err(|error| caller.visit.store_failed(&error))?;
        Ok(())
    }

    /// The answer that stands, where there is one.
    pub fn standing(&self) -> Option<Standing<'_>> {
        self.steps.iter().rev().find_map(|step| match &step.what {
            AnswerAct::Given { facts, reason } => Some(Standing {
                entry: step.entry,
                at: &step.at,
                facts,
                reason: reason.as_ref(),
            }),
            AnswerAct::Progress { .. }
            | AnswerAct::ReexaminationAsked { .. }
            | AnswerAct::ExpertiseAsked { .. } => None,
        })
    }
}

/// The entry of the newest words of something that began with `entry`: of its supplement, of its newest version.
pub fn newest_words(state: &State, programme: &str, subject: &Subject, entry: u64) -> u64 {
    match subject {
        Subject::Voice(id) => {
            let voice = state.voice(programme, id).ok();
            let added = voice.and_then(|voice| voice.supplement.as_ref()?.given);
            added.unwrap_or(entry)
        }
        Subject::Proposal(id) => {
            let proposal = state.proposal(programme, id);
            proposal.map_or(entry, ProposalState::reads)
        }
    }
}

/// Reads a voice or a proposal of a programme.
///
/// # Errors
/// The page that says that there is none, or what the store says.
pub async fn read(
    caller: &Caller,
    (programme, kind, id): (&str, &str, &str),
) -> Result<Read, Failure> {
    let visit = &caller.visit;
    let subject = Subject::of(kind, id).ok_or_else(|| visit.not_found())?;
    let detail = programme_of(visit, programme).await?;
    let failed = |error| visit.store_failed(&error);
    let institutions = visit.store.institutions(programme).await.map_err(failed)?;
    let (entry, title, words, responsible, receipt) = match &subject {
        Subject::Voice(id) => {
            let voice = visit.store.voice(programme, id).await.map_err(failed)?;
            let voice = voice.ok_or_else(|| visit.not_found())?;
            let words = voice.text.map(|text| text.text);
            let receipt = voice.facts.receipt;
            (voice.entry, None, words, Some(voice.institution), receipt)
        }
        Subject::Proposal(id) => {
            let proposal = visit.store.proposal(programme, id).await.map_err(failed)?;
            let proposal = proposal.ok_or_else(|| visit.not_found())?;
            let (title, words) = match proposal.text {
                Some(text) => (Some(text.title), text.summary),
                None => (None, None),
            };
            (proposal.entry, title, words, None, None)
        }
    };
    let steps = visit.store.answer_steps(entry).await.map_err(failed)?;
    let store = &visit.store;
    let newest = store.with_state(|state| newest_words(state, programme, &subject, entry));
    let newest = newest.await.map_err(failed)?;
    Ok(Read {
        newest,
        programme: detail,
        institutions,
        subject,
        entry,
        title,
        words,
        restricted: false,
        responsible,
        receipt,
        steps,
    })
}

/// An official who may answer.
pub struct Official {
    /// In whose name.
    pub actor: Actor,
    /// The institutions that they decide for here.
    pub deciders: Vec<String>,
}

/// The official who asks, as far as they may decide about something that `responsible` is to answer; or the page that says why
/// they may not, or where they sign in.
pub fn official(
    caller: &Caller,
    programme: &str,
    institutions: &[InstitutionDetail],
    responsible: Option<&str>,
) -> Result<Official, Box<Response<Body>>> {
    let actor = caller.acting(Role::Official, Some(programme), None)?;
    let own = caller.acts_for(programme).into_iter();
    let there = own.filter(|id| institutions.iter().any(|one| one.facts.id == *id));
    let deciders = there.filter(|id| responsible.is_none_or(|responsible| responsible == *id));
    let deciders: Vec<String> = deciders.map(str::to_owned).collect();
    match actor {
        Some(actor) if !deciders.is_empty() => Ok(Official { actor, deciders }),
        Some(_) | None => Err(Box::new(not_yours(caller, institutions, responsible))),
    }
}

/// What somebody reads who may not do it.
pub fn not_yours(
    caller: &Caller,
    institutions: &[InstitutionDetail],
    responsible: Option<&str>,
) -> Response<Body> {
    not_yours_any_more(caller, institutions, responsible, &[])
}

/// The same of somebody who had begun it, with what they typed.
pub fn not_yours_any_more(
    caller: &Caller,
    institutions: &[InstitutionDetail],
    responsible: Option<&str>,
    typed: &[(Field, &str)],
) -> Response<Body> {
    let ui = &caller.visit.ui;
    let text = match responsible {
        Some(id) => {
            let name = plain_institution(ui, institutions, id);
            ui.tf("answer-not-yours-of", &[("institution", name.into())])
        }
        None => ui.t("answer-not-yours"),
    };
    let title = ui.t("answer-not-yours-title");
    let page = Page {
        title: title.clone(),
        description: text.clone(),
        tab: None,
        crumbs: vec![],
        content: html! {
            h1 { (title) }
            p.lead { (text) }
            (yours(ui, typed))
            p { a href=(ui.href(ACCOUNT)) { (ui.t("nav-account")) } }
        },
    };
    caller.page(StatusCode::FORBIDDEN, &page)
}
