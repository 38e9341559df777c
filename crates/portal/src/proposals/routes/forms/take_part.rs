//! The page on which somebody takes part in a proposal: endorses it, comments on it, takes back what they speak for.

use axum::extract::Path;
use madang_accounts::Limit;
use madang_programme::proposals::{
    CommentText, MOST_COMMENT, ProposalCommented, ProposalTakenBack, ProposalWithdrawn,
    WithdrawalText,
};
use madang_programme::{Actor, Command, Role, State};
use madang_store::OwnWords;
use madang_words::Text;
use maud::{Markup, html};

use super::{
    hidden, of_endorsement, of_programme, proposal_of, speaker, speaker_or_participant,
    under_proposal,
};
use crate::accounts::caller::{Caller, Signed, signed};
use crate::frame::app::{Answer, Failure};
use crate::frame::entries::{entry_link, receipts, recorded as recorded_just_now};
use crate::frame::form::{self, Field, Sending, error_summary};
use crate::frame::language::of_words;
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, MOST_EXACT, Query};
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalState};
use crate::programmes::routes::programme_of;
use crate::proposals::links;
use crate::proposals::routes::stands;

/// What is said.
pub const TEXT: Field = Field {
    name: "text",
    label: "proposal-comment",
};
/// Why it is taken back.
pub const REASON: Field = Field {
    name: "reason",
    label: "proposal-form-reason",
};
const REASON_OF_OFFICE: Field = Field {
    name: "reason",
    label: "proposal-form-why",
};
/// As whom it is said, where there is a choice.
pub const SPEAKS: Field = Field {
    name: "as",
    label: "proposal-form-as",
};
/// The comment to which it replies.
pub const TO: Field = Field::for_programs("to");
/// The version that is endorsed.
pub const VERSION: Field = Field::for_programs("version");

/// The longest reason of who takes a proposal back, in characters.
const MOST_REASON: usize = 2_000;

/// What the page shows.
pub(super) struct Shown {
    programme: ProgrammeDetail,
    proposal: ProposalDetail,
    /// As whom whoever looks speaks for it.
    speaker: Option<Actor>,
    /// As whom they can comment on it by their role.
    official: Option<Actor>,
    /// The version that they endorse.
    endorsed: Option<u32>,
    /// What they can ask of their own words.
    words: OwnWords,
}

/// What was typed into one of the forms, and what stands where it was sent to.
#[derive(Default)]
pub struct Typed {
    comment: Option<(Sending, String)>,
    withdrawal: Option<(Sending, String)>,
    /// As whom it is said.
    speaks: String,
    /// The comment to which it replies.
    to: Option<u64>,
    /// What was recorded just now.
    done: Vec<u64>,
}

pub(super) async fn shown(
    caller: &Caller,
    who: &Signed,
    (programme, id): (&str, &str),
) -> Result<Shown, Failure> {
    let detail = programme_of(&caller.visit, programme).await?;
    let proposal = proposal_of(caller, programme, id).await?;
    let scope = of_endorsement(programme, id);
    let name = caller.accounts.known_pseudonym(who.account(), &scope).await;
    let name = name.map_err(|error| caller.failed(&error))?;
    let endorsed = caller.visit.store.with_state(|state: &State| {
        let endorsement = state.endorsement(programme, id, &name?);
        endorsement.map(|endorsement| endorsement.version)
    });
    Ok(Shown {
        speaker: speaker(caller, who, &proposal).await?,
        official: as_official(caller, programme),
        words: hidden::own(caller, who, (programme, id)).await?,
        programme: detail,
        proposal,
        endorsed: endorsed
            .await
            .map_err(|error| caller.visit.store_failed(&error))?,
    })
}

/// As whom somebody comments who holds a role for that.
fn as_official(caller: &Caller, programme: &str) -> Option<Actor> {
    let official = caller.acting(Role::Official, Some(programme), None);
    official.ok().flatten()
}

/// The page.
pub async fn page(caller: Caller, Path((programme, id)): Path<(String, String)>) -> Answer {
    let who = signed!(caller.whole());
    let shown = shown(&caller, who, (&programme, &id)).await?;
    let mut query = Query::parse(&caller.visit.ui.query);
    let typed = Typed {
        to: query.optional_number(TO, 0..=MOST_EXACT),
        done: recorded_just_now(&mut query),
        ..Typed::default()
    };
    Ok(answer(&caller, &shown, &typed, &query.errors))
}

pub(super) fn answer(
    caller: &Caller,
    shown: &Shown,
    typed: &Typed,
    errors: &[FieldError],
) -> axum::http::Response<axum::body::Body> {
    let ui = &caller.visit.ui;
    let (programme, id) = (&shown.proposal.facts.programme, &shown.proposal.facts.id);
    let open = stands(&shown.proposal);
    let content = html! {
        (error_summary(ui, errors))
        @if !typed.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), &typed.done)) }
        @if !open { p.notice { (ui.t("proposal-form-over")) } }
        (endorsement(caller, shown, open))
        @if open { (comment_form(caller, (programme, id), shown.official.is_some(), typed, errors)) }
        @if shown.speaker.is_some() && open { (own(caller, shown, typed, errors)) }
        (hidden::form(ui, (programme, id), &shown.words))
    };
    let title = ui.t("proposal-take-part");
    let page = under_proposal(ui, &shown.programme, &shown.proposal, &title, content);
    caller.form(errors, &page)
}

fn endorsement(caller: &Caller, shown: &Shown, open: bool) -> Markup {
    let ui = &caller.visit.ui;
    let (programme, id) = (&shown.proposal.facts.programme, &shown.proposal.facts.id);
    let (what, version) = match shown.endorsed {
        Some(version) => ("endorse/withdraw", version),
        None => ("endorse", shown.proposal.version),
    };
    let number = [("version", ui.number(version.into()).into())];
    let fields = html! { input type="hidden" name=(VERSION.name) value=(version); };
    let action = ui.href(&links::act(programme, id, what));
    let send = |key: &str| {
        form::sent(
            &action,
            false,
            &Sending::new(None),
            fields,
            &ui.tf(key, &number),
        )
    };
    html! {
        h2 #endorse { (ui.t("proposal-endorsements")) }
        @match shown.endorsed {
            Some(_) => {
                p.prose { (ui.tf("proposal-form-endorsed", &number)) }
                (send("proposal-form-unendorse"))
            }
            None => @if shown.speaker.is_some() { p.prose { (ui.t("proposal-form-endorse-own")) } }
            @else if open {
                p.prose { (ui.t("proposal-form-endorse-text")) }
                (send("proposal-form-endorse"))
            }
        }
    }
}

fn comment_form(
    caller: &Caller,
    (programme, id): (&str, &str),
    official: bool,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let ui = &caller.visit.ui;
    let new = (Sending::new(None), String::new());
    let (sending, text) = typed.comment.as_ref().unwrap_or(&new);
    let as_official = [(
        Role::Official.name().to_owned(),
        ui.t("proposal-form-as-official"),
    )];
    let oneself = ui.t("proposal-form-as-oneself");
    let fields = html! {
        @if official { (form::select(ui, errors, SPEAKS, Some(&oneself), &as_official, &typed.speaks)) }
        @if let Some(to) = typed.to {
            input type="hidden" name=(TO.name) value=(to);
            p { (ui.t("proposal-replies-to")) " " (entry_link(ui, to)) }
        }
        (form::text_area(ui, errors, TEXT, text))
    };
    let action = ui.href(&links::act(programme, id, "comments"));
    html! {
        h2 #comment { (ui.t("proposal-form-comment")) }
        p.prose { (ui.t("proposal-form-comment-text")) }
        (form::sent(&action, false, sending, fields, &ui.t("proposal-form-comment-send")))
    }
}

fn own(caller: &Caller, shown: &Shown, typed: &Typed, errors: &[FieldError]) -> Markup {
    let ui = &caller.visit.ui;
    let (programme, id) = (&shown.proposal.facts.programme, &shown.proposal.facts.id);
    let revisable = matches!(
        shown.proposal.state,
        ProposalState::Submitted | ProposalState::NotSelected
    );
    let new = (Sending::new(None), String::new());
    let (sending, reason) = typed.withdrawal.as_ref().unwrap_or(&new);
    let action = ui.href(&links::act(programme, id, "withdraw"));
    let fields = form::text_area(ui, errors, reason_of(shown.speaker.as_ref()), reason);
    html! {
        h2 #own { (ui.t("proposal-form-own")) }
        @if revisable { p { a href=(ui.href(&links::act(programme, id, "revise"))) { (ui.t("proposal-form-revise")) } } }
        @if shown.proposal.state == ProposalState::Submitted {
            details open[typed.withdrawal.is_some()] {
                summary { (ui.t("proposal-form-withdraw")) }
                p.prose { (ui.t("proposal-form-withdraw-text")) }
                (form::sent(&action, false, sending, fields, &ui.t("proposal-form-withdraw-send")))
            }
        }
    }
}

/// The field for why it is taken back: an official says it.
fn reason_of(speaker: Option<&Actor>) -> Field {
    match speaker.is_some_and(is_official) {
        true => REASON_OF_OFFICE,
        false => REASON,
    }
}

fn is_official(actor: &Actor) -> bool {
    actor.role == Role::Official
}

/// Something that somebody does on the page.
pub struct Act {
    /// Under which name; nobody, where something forbids it that is noted already.
    pub actor: Option<Actor>,
    /// What the form carries.
    pub sending: Sending,
    /// What is asked.
    pub command: Command,
}

/// Records what somebody does, and leads back with its entry; what refuses it stands on the page with what was typed.
pub async fn recorded(
    caller: &Caller,
    who: &Signed,
    (programme, id): (&str, &str),
    act: Act,
    (mut query, typed): (Query, Typed),
) -> Answer {
    if let (Some(actor), true) = (act.actor, query.errors.is_empty()) {
        let sent = caller.record(actor, &act.sending, act.command, &mut query);
        if let Some(receipt) = sent.await? {
            let entry = receipt.proof.index;
            return Ok(caller.to(&links::done(programme, id, &[entry])));
        }
    }
    let shown = shown(caller, who, (programme, id)).await?;
    Ok(answer(caller, &shown, &typed, &query.errors))
}

/// What was typed, in the language that it seems to be in.
fn typed_in(caller: &Caller, words: &str) -> Text {
    Text::new(of_words(words, caller.visit.ui.lang), words)
}

/// Comments on it.
pub async fn comment(
    caller: Caller,
    Path((programme, id)): Path<(String, String)>,
    body: String,
) -> Answer {
    proposal_of(&caller, &programme, &id).await?;
    let who = signed!(caller.whole());
    let mut query = Query::parse(&body);
    let mut sending = Sending::read(&mut query, None);
    let (text, speaks) = (query.prose(TEXT), query.text(SPEAKS));
    let to = query.optional_number(TO, 0..=MOST_EXACT);
    if text.is_empty() {
        query.refuse(TEXT, "error-empty", "", "");
    } else if text.chars().count() > MOST_COMMENT {
        query.refuse(TEXT, "error-long", "", MOST_COMMENT.to_string());
    }
    let mut speaker = match speaks.as_str() {
        "" => Some(caller.participant(who, &of_programme(&programme)).await?),
        role if role == Role::Official.name() => as_official(&caller, &programme),
        _ => None,
    };
    if speaker.is_none() {
        query.refuse_as(Kind::Role, (SPEAKS, "proposal-form-not-yours"), "");
    }
    if query.errors.is_empty() {
        sending.warn(&caller.visit.ui, &mut query, &text);
    }
    let facts = ProposalCommented {
        programme: programme.clone(),
        proposal: id.clone(),
        parent: to,
    };
    let words = CommentText {
        text: typed_in(&caller, &text),
    };
    let command = Command::worded(facts, words);
    if let (Some(actor), true) = (speaker.clone(), query.errors.is_empty()) {
        let counted = who.account().counted_by();
        let limits = [(Limit::Comments, vec![counted.as_str()])];
        let (limits, once) = ((TEXT, limits.as_slice()), (&actor, &sending));
        let asked = ([("text", TEXT)].as_slice(), command.clone());
        if !caller.may_once(&mut query, limits, once, asked).await? {
            speaker = None;
        }
    }
    let act = Act {
        actor: speaker,
        sending: sending.clone(),
        command,
    };
    let typed = Typed {
        comment: Some((sending, text)),
        speaks,
        to,
        ..Typed::default()
    };
    recorded(&caller, who, (&programme, &id), act, (query, typed)).await
}

/// Takes back what somebody handed in, with their reason: an official always gives one.
pub async fn withdraw(
    caller: Caller,
    Path((programme, id)): Path<(String, String)>,
    body: String,
) -> Answer {
    let proposal = proposal_of(&caller, &programme, &id).await?;
    let who = signed!(caller.whole());
    let mut query = Query::parse(&body);
    let mut sending = Sending::read(&mut query, None);
    let reason = query.prose(REASON);
    let actor = speaker_or_participant(&caller, who, &proposal).await?;
    let field = reason_of(Some(&actor));
    if reason.is_empty() && is_official(&actor) {
        query.refuse(field, "error-empty", "", "");
    }
    if reason.chars().count() > MOST_REASON {
        query.refuse(field, "error-long", "", MOST_REASON.to_string());
    }
    if query.errors.is_empty() {
        sending.warn(&caller.visit.ui, &mut query, &reason);
    }
    let (of, own) = (programme.clone(), id.clone());
    let command = match reason.as_str() {
        "" => Command::plain(ProposalWithdrawn {
            programme: of,
            id: own,
        }),
        reason => {
            let facts = ProposalTakenBack {
                programme: of,
                id: own,
            };
            let reason = typed_in(&caller, reason);
            Command::worded(facts, WithdrawalText { reason })
        }
    };
    let act = Act {
        actor: Some(actor),
        sending: sending.clone(),
        command,
    };
    let typed = Typed {
        withdrawal: Some((sending, reason)),
        ..Typed::default()
    };
    recorded(&caller, who, (&programme, &id), act, (query, typed)).await
}
