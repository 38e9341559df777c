//! An author revises a proposal: the next version, of which everybody sees what it changed.

use axum::extract::Path;
use axum::http::StatusCode;
use madang_accounts::Limit;
use madang_programme::Command;
use madang_programme::proposals::{ProposalRevised, ProposalText};
use madang_words::money;
use maud::{Markup, html};

use super::others::PLACES;
use super::words::{COST, SUMMARY, TITLE, amount, check_words, worded};
use super::{not_yours, proposal_of, speaker, speaker_or_participant, under_proposal};
use crate::accounts::caller::{Caller, signed};
use crate::frame::app::{Answer, Failure};
use crate::frame::fields::{Words, words_area, words_line};
use crate::frame::form::{self, Sending, error_summary};
use crate::frame::layout::Page;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::programmes::routes::programme_of;
use crate::proposals::amendments::meanwhile;
use crate::proposals::links;

struct Typed {
    title: Words,
    summary: Words,
    cost: String,
}

/// The form, with what stands.
pub async fn form(caller: Caller, Path((programme, id)): Path<(String, String)>) -> Answer {
    let detail = programme_of(&caller.visit, &programme).await?;
    let proposal = proposal_of(&caller, &programme, &id).await?;
    let who = signed!(caller.whole());
    let ui = &caller.visit.ui;
    if speaker(&caller, who, &proposal).await?.is_none() {
        return Ok(not_yours(&caller, &detail, &ui.t("proposal-form-revise")));
    }
    let text = proposal.text.as_ref();
    let summary = text.and_then(|text| text.summary.as_ref());
    let currency = &detail.summary.facts.currency;
    let cost = proposal.facts.cost;
    let typed = Typed {
        title: Words::of(text.map(|text| &text.title), ui.lang),
        summary: Words::of(summary, ui.lang),
        cost: cost.map_or_else(String::new, |cost| money::in_main_unit(cost, currency)),
    };
    let sending = Sending::new(Some(proposal.version.into()));
    let of = (&proposal, &html! {});
    let page = view(ui, &detail, of, &sending, &typed, &[]);
    Ok(caller.page(StatusCode::OK, &page))
}

/// Revises it.
pub async fn send(
    caller: Caller,
    Path((programme, id)): Path<(String, String)>,
    body: String,
) -> Answer {
    let detail = programme_of(&caller.visit, &programme).await?;
    let proposal = proposal_of(&caller, &programme, &id).await?;
    let who = signed!(caller.whole());
    let mut query = Query::parse(&body);
    let typed = Typed {
        title: Words::read(&mut query, TITLE),
        summary: Words::read(&mut query, SUMMARY),
        cost: query.text(COST),
    };
    // Sent again, it is the version that this form made.
    let seen = query.optional_number(form::BASE, 1..=u64::from(u32::MAX) - 1);
    let mut sending = Sending::read(&mut query, seen);
    let base = seen.and_then(|seen| u32::try_from(seen).ok());
    let base = base.unwrap_or(proposal.version);
    check_words(&mut query, &typed.title, &typed.summary);
    let cost = amount(
        &mut query,
        COST,
        &typed.cost,
        &detail.summary.facts.currency,
    );
    let words = ProposalText {
        proposer: proposal
            .text
            .as_ref()
            .and_then(|text| text.proposer.clone()),
        ..worded(&caller.visit.ui, &typed.title, &typed.summary)
    };
    if query.errors.is_empty() {
        sending.warn(&caller.visit.ui, &mut query, &words);
    }
    let counted = who.account().counted_by();
    let limits = [(Limit::Revisions, vec![counted.as_str()])];
    let actor = match query.errors.is_empty() {
        true => Some(speaker_or_participant(&caller, who, &proposal).await?),
        false => None,
    };
    if let Some(actor) = &actor {
        let facts = ProposalRevised {
            programme: programme.clone(),
            proposal: id.clone(),
            version: base.saturating_add(1),
            base,
            cost,
        };
        let command = Command::worded(facts, words);
        let (limits, once) = ((WHOLE, limits.as_slice()), (actor, &sending));
        let asked = (PLACES, command.clone());
        if caller.may_once(&mut query, limits, once, asked).await? {
            let once = (actor.clone(), &sending);
            let sent = caller.record_at(once, command, PLACES, &mut query);
            if let Some(receipt) = sent.await? {
                let entry = receipt.proof.index;
                return Ok(caller.to(&links::done(&programme, &id, &[entry])));
            }
        }
    }
    // Somebody may have passed by only just now: whoever was passed by sees what stands, and sends theirs on top of that.
    let proposal = proposal_of(&caller, &programme, &id).await?;
    let sending = Sending {
        base: Some(proposal.version.into()),
        ..sending
    };
    let ui = &caller.visit.ui;
    let theirs = theirs(&caller, &detail, &proposal, base).await?;
    let of = (&proposal, &theirs);
    let page = view(ui, &detail, of, &sending, &typed, &query.errors);
    Ok(caller.form(&query.errors, &page))
}

/// What was recorded since the version that a form was written on, where something was.
async fn theirs(
    caller: &Caller,
    programme: &ProgrammeDetail,
    proposal: &ProposalDetail,
    base: u32,
) -> Result<Markup, Failure> {
    if base >= proposal.version {
        return Ok(html! {});
    }
    let (visit, facts) = (&caller.visit, &proposal.facts);
    let versions = visit.store.proposal_versions(&facts.programme, &facts.id);
    let versions = versions.await.map_err(|error| visit.store_failed(&error))?;
    let of = (facts.programme.as_str(), facts.id.as_str());
    let seen = (base, "proposal-meanwhile-text");
    Ok(meanwhile(&visit.ui, programme, of, &versions, seen))
}

fn view(
    ui: &Ui,
    programme: &ProgrammeDetail,
    (proposal, theirs): (&ProposalDetail, &Markup),
    sending: &Sending,
    typed: &Typed,
    errors: &[FieldError],
) -> Page {
    let (of, id) = (&proposal.facts.programme, &proposal.facts.id);
    let currency = programme.summary.facts.currency.as_str();
    let fields = html! {
        (words_line(ui, errors, TITLE, &typed.title))
        (words_area(ui, errors, SUMMARY, &typed.summary))
        (form::text_field(ui, errors, COST, &typed.cost, 30))
        p.muted { (ui.tf("proposal-form-cost-help", &[("currency", currency.into())])) }
    };
    let action = ui.href(&links::act(of, id, "revise"));
    let number = [("version", ui.number(proposal.version.into()).into())];
    let content = html! {
        (error_summary(ui, errors))
        (theirs)
        p.prose { (ui.tf("proposal-form-revise-text", &number)) }
        (form::sent_or_saved(ui, &action, sending, fields, &ui.t("proposal-form-revise-send")))
    };
    let title = ui.t("proposal-form-revise");
    under_proposal(ui, programme, proposal, &title, content)
}
