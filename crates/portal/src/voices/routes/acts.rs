//! What whoever said something does with it, and what an official does.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get};
use madang_accounts::Scope;
use madang_programme::answers::{self, ReexaminationAsked, ReexaminationReason, Subject};
use madang_programme::content::{ContentErased, Ground};
use madang_programme::voices::{
    QUESTION as QUESTION_CONTENT, REASON as REASON_CONTENT, TransferGround, VoiceFile,
    VoiceQuestion, VoiceSupplementAsked, VoiceSupplemented, VoiceTransferReason, VoiceTransferred,
    VoiceWithdrawn, VoiceWords,
};
use madang_programme::{Actor, Command, Role};
use madang_store::SubmitError;
use madang_words::Text;

use super::files::{attached, chosen};
use super::receipt::possible;
use super::speak::enters;
use super::words::{ask_about_words, own_request, renew, with_code};
use crate::accounts::caller::{Caller, signed};
use crate::accounts::links::again;
use crate::frame::app::{Answer, App, Failure};
use crate::frame::fault::Fault;
use crate::frame::files::{self, FILES};
use crate::frame::form::{Field, Sending};
use crate::frame::problem::Kind;
use crate::frame::query::{Query, WHOLE};
use crate::institutions::labels::plain_institution;
use crate::model::VoiceDetail;
use crate::programmes::routes::programme_of;
use crate::voices::acts::{
    self, ACT, Act, Done, FROM, GROUND, Possible, QUESTION, REASON, Shown, TO, Typed, UNTIL, WORDS,
    own_words,
};
use crate::voices::labels::CODE;
use crate::voices::{links, typed};

/// The addresses.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![(links::ACTS, get(acts_page).post(act))]
}

/// The voice of an address.
async fn voice_of(caller: &Caller, programme: &str, id: &str) -> Result<VoiceDetail, Failure> {
    let voice = caller.visit.store.voice(programme, id).await;
    let voice = voice.map_err(|error| caller.visit.store_failed(&error))?;
    voice.ok_or_else(|| caller.visit.not_found())
}

/// In whose name whoever asks acts: as the one who said it, and as an official.
struct Acting {
    own: Option<Actor>,
    official: Option<Actor>,
    possible: Possible,
}

impl Acting {
    async fn read(
        caller: &Caller,
        voice: &VoiceDetail,
        official: Option<Actor>,
    ) -> Result<Acting, Failure> {
        let mut possible = possible(&caller.visit, voice).await?;
        let mut own = None;
        if let Some(signed) = &caller.signed {
            let scope = Scope::Programme(voice.facts.programme.clone());
            let name = caller.accounts.known_pseudonym(signed.account(), &scope);
            let name = name.await.map_err(|error| caller.failed(&error))?;
            own = name.and_then(|name| Actor::new(Role::Participant, &name).ok());
            own = own.filter(|own| own.to_string() == voice.actor);
        }
        if own.is_none() {
            possible.own.clear();
        }
        // Whoever is signed in asks for another look beside the answer itself, from the voice's page.
        possible.own.retain(|act| *act != Act::Reexamine);
        if let Some(own) = &own {
            let words = own_request(caller, own, voice).await?;
            possible
                .own
                .extend((!words.public.is_empty()).then_some(Act::Hide));
            possible
                .own
                .extend((!words.asked_for.is_empty()).then_some(Act::Show));
        }
        match official.as_ref().map(|acting| acting.role) {
            None => possible.official.clear(),
            // Whoever leads conversations enters what was said, and no more.
            Some(Role::Facilitator) => possible.official.retain(|act| *act == Act::Renew),
            Some(_) => {}
        }
        Ok(Acting {
            own,
            official,
            possible,
        })
    }
}

async fn acts_page(
    caller: Caller,
    Path((programme, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer {
    if caller.signed.is_none() {
        return Ok(caller.to(&again(&links::acts(&programme, &id))));
    }
    let official = signed!(enters(&caller, &programme));
    let voice = voice_of(&caller, &programme, &id).await?;
    let acting = Acting::read(&caller, &voice, official).await?;
    let mut query = Query::parse(raw.as_deref().unwrap_or_default());
    let done = Done::read(&mut query);
    let sending = Sending::new(None);
    show(
        &caller,
        &voice,
        &acting.possible,
        (done.as_ref(), &Typed::default(), &sending),
        &Query::default(),
    )
    .await
}

async fn show(
    caller: &Caller,
    voice: &VoiceDetail,
    possible: &Possible,
    (done, typed, sending): (Option<&Done>, &Typed, &Sending),
    query: &Query,
) -> Answer {
    let programme = &voice.facts.programme;
    let detail = programme_of(&caller.visit, programme).await?;
    let institutions = caller.visit.store.institutions(programme).await;
    let institutions = institutions.map_err(|error| caller.visit.store_failed(&error))?;
    let shown = Shown {
        programme: &detail,
        institutions: &institutions,
        voice: &voice.facts.id,
        institution: &voice.institution,
        possible,
        done,
        takes_files: caller.visit.store.takes_attachments(),
    };
    let typed = with_code(caller, typed)?;
    let page = acts::view(&caller.visit.ui, &shown, &typed, sending, &query.errors);
    Ok(caller.form(&query.errors, &page))
}

pub(super) async fn act(
    caller: Caller,
    Path((programme, id)): Path<(String, String)>,
    body: String,
) -> Answer {
    let official = signed!(enters(&caller, &programme));
    let voice = voice_of(&caller, &programme, &id).await?;
    let acting = Acting::read(&caller, &voice, official).await?;
    let mut query = Query::parse(&body);
    let mut sending = Sending::read(&mut query, None);
    let mut typed = Typed {
        act: query.text(ACT),
        until: query.text(UNTIL),
        to: query.text(TO),
        from: query.text(FROM),
        ground: query.text(GROUND),
        code: query.text(CODE),
        files: chosen(&caller, &mut query).await?,
        ..Typed::default()
    };
    let field = words_of(Act::named(&typed.act));
    typed.words = query.prose(field);
    let possible = &acting.possible;
    // Whose act it is does not hang on whether it is possible now.
    let asked = Act::named(&typed.act);
    let (actor, acts) = match asked.filter(|act| act.is_of_officials()) {
        Some(act) => {
            let whole = |acting: &Actor| acting.role == Role::Official || act == Act::Renew;
            (acting.official.filter(whole), &possible.official)
        }
        None => (acting.own, &possible.own),
    };
    let Some(actor) = actor else {
        let none = Possible::default();
        let page = show(&caller, &voice, &none, (None, &typed, &sending), &query);
        let mut response = page.await?;
        *response.status_mut() = StatusCode::FORBIDDEN;
        return Ok(response);
    };
    let doing = Doing {
        caller: &caller,
        voice: &voice,
        answer: possible.answer,
        acts,
        actor,
    };
    if asked == Some(Act::Renew) && possible.official.contains(&Act::Renew) {
        if let Some(slip) = renew(&doing, &typed.code, &sending, &mut query).await? {
            return Ok(slip);
        }
        return show(&caller, &voice, possible, (None, &typed, &sending), &query).await;
    }
    match carry_out(doing, &typed, &mut sending, &mut query).await? {
        Some(done) => Ok(caller.to(&done.on(&links::acts(&programme, &id)))),
        None => show(&caller, &voice, possible, (None, &typed, &sending), &query).await,
    }
}

/// The field of an act's words.
fn words_of(act: Option<Act>) -> Field {
    match act {
        Some(Act::Ask) => QUESTION,
        Some(Act::Transfer) => REASON,
        Some(
            Act::Supplement
            | Act::Withdraw
            | Act::Reexamine
            | Act::Erase
            | Act::Hide
            | Act::Show
            | Act::Renew,
        )
        | None => WORDS,
    }
}

/// Somebody who does something with a voice.
pub struct Doing<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// The voice.
    pub voice: &'a VoiceDetail,
    /// The answer that stands.
    pub answer: Option<u64>,
    /// What can be done.
    pub acts: &'a [Act],
    /// In whose name.
    pub actor: Actor,
}

/// Notes that somebody else handed the voice on since the form was shown by which it is to be handed on; gives whether they did.
async fn handed_on(doing: &Doing<'_>, typed: &Typed, query: &mut Query) -> Result<bool, Failure> {
    let (visit, voice) = (&doing.caller.visit, doing.voice);
    let asked = Act::named(&typed.act) == Some(Act::Transfer);
    if !asked || typed.from.is_empty() || typed.from == voice.institution {
        return Ok(false);
    }
    let institutions = visit.store.institutions(&voice.facts.programme).await;
    let institutions = institutions.map_err(|error| visit.store_failed(&error))?;
    let name = plain_institution(&visit.ui, &institutions, &voice.institution);
    let field = match doing.acts.contains(&Act::Transfer) {
        true => TO,
        false => ACT,
    };
    query.errors.clear();
    query.refuse_as(Kind::Stale, (field, "voice-act-handed-on"), name);
    Ok(true)
}

/// Does it, where nothing is wrong with what was typed; gives what was done. What is wrong is noted.
pub async fn carry_out(
    doing: Doing<'_>,
    typed: &Typed,
    sending: &mut Sending,
    query: &mut Query,
) -> Result<Option<Done>, Failure> {
    let store = &doing.caller.visit.store;
    let again = store.recorded_under(&doing.actor, &sending.key).await;
    let again = again.map_err(|error| doing.caller.visit.store_failed(&error))?;
    let erases = Act::named(&typed.act) == Some(Act::Erase);
    if erases && !doing.acts.contains(&Act::Erase) && query.errors.is_empty() {
        // Nothing is left of it.
        let (act, entries) = (Act::Erase, Vec::new());
        return Ok(Some(Done { act, entries }));
    }
    if again.is_none() && handed_on(&doing, typed, query).await? {
        return Ok(None);
    }
    // What was done is possible no more, and done when it is sent again.
    let possible = |act: &Act| doing.acts.contains(act) || again.is_some();
    let Some(act) = Act::named(&typed.act).filter(possible) else {
        query.refuse_as(Kind::OutOfTurn, (ACT, "voice-act-impossible"), "");
        return Ok(None);
    };
    if act.needs_words() && typed.words.is_empty() {
        query.refuse(words_of(Some(act)), "voice-act-empty", "", "");
    }
    if act == Act::Ask && typed.until.is_empty() {
        query.refuse(UNTIL, "error-empty", "", "");
    }
    if act != Act::Supplement && !typed.files.is_empty() {
        query.refuse(FILES, "voice-act-files-alone", "", "");
    }
    if act.needs_words() && query.errors.is_empty() {
        sending.warn(&doing.caller.visit.ui, query, &typed.words);
    }
    if !query.errors.is_empty() {
        return Ok(None);
    }
    let Some(attached) = attached(store, &typed.files, &sending.key, query).await else {
        return Ok(None);
    };
    let Some(command) = command(&doing, act, (typed, &attached), query) else {
        return match act {
            Act::Hide | Act::Show => ask_about_words(doing, act, query).await,
            _ => erase(doing, query).await,
        };
    };
    if !query.errors.is_empty() {
        return Ok(None);
    }
    let Doing { caller, actor, .. } = doing;
    let words = words_of(Some(act));
    let places = [
        ("until", UNTIL),
        ("to", TO),
        ("question", words),
        ("reason", words),
        ("text", words),
    ];
    let recorded = caller.record_at((actor, &*sending), command, &places, query);
    let recorded = recorded.await?;
    if recorded.is_some() {
        let store = &caller.visit.store;
        files::sent(store, &typed.files, &attached, &sending.key).await;
    }
    Ok(recorded.map(|receipt| Done {
        act,
        entries: vec![receipt.proof.index],
    }))
}

/// What an act asks to be recorded; `None` for what is about contents, which is more than that.
fn command(
    doing: &Doing<'_>,
    act: Act,
    (typed, files): (&Typed, &[VoiceFile]),
    query: &mut Query,
) -> Option<Command> {
    let facts = &doing.voice.facts;
    let (programme, voice) = (facts.programme.clone(), facts.id.clone());
    let words = || -> Text {
        let said = typed::Typed {
            text: typed.words.clone(),
            ..typed::Typed::default()
        };
        said.words(doing.caller.visit.ui.lang)
    };
    Some(match act {
        Act::Supplement => {
            let facts = VoiceSupplemented { programme, voice };
            let words = VoiceWords {
                files: files.to_vec(),
                text: words(),
            };
            Command::worded(facts, words)
        }
        Act::Withdraw => Command::plain(VoiceWithdrawn { programme, voice }),
        Act::Reexamine => {
            let facts = ReexaminationAsked {
                programme,
                subject: Subject::Voice(voice),
                answer: doing.answer.unwrap_or_default(),
            };
            let reason = ReexaminationReason { reason: words() };
            Command::said(answers::REASON, facts, reason)
        }
        Act::Ask => {
            let facts = VoiceSupplementAsked {
                programme,
                voice,
                until: typed.until.clone(),
            };
            let question = VoiceQuestion { question: words() };
            Command::said(QUESTION_CONTENT, facts, question)
        }
        Act::Transfer => {
            let ground = TransferGround::named(&typed.ground);
            if ground.is_none() {
                query.refuse(GROUND, "voice-speak-choose", "", "");
            }
            let facts = VoiceTransferred {
                programme,
                voice,
                to: typed.to.clone(),
                ground: ground.unwrap_or(TransferGround::Mistake),
            };
            let reason = VoiceTransferReason { reason: words() };
            Command::said(REASON_CONTENT, facts, reason)
        }
        Act::Erase | Act::Hide | Act::Show | Act::Renew => return None,
    })
}

/// Erases what somebody said, what they added to it, and with what words they asked for another look. The server does it for them: on the record it stands as their request.
async fn erase(doing: Doing<'_>, query: &mut Query) -> Result<Option<Done>, Failure> {
    let Doing { caller, voice, .. } = doing;
    let store = &caller.visit.store;
    let (programme, id) = (&voice.facts.programme, &voice.facts.id);
    let own = store.with_state(|state| own_words(state, programme, id));
    let own = own
        .await
        .map_err(|error| caller.visit.store_failed(&error))?;
    let server = Actor::new(Role::Operator, "server");
    let server = server.map_err(|_| caller.visit.fault(Fault::Unavailable))?;
    let mut entries = Vec::new();
    for (entry, name) in own {
        let facts = ContentErased {
            entry,
            name: name.to_owned(),
            ground: Ground::ErasureRequest,
        };
        match store.erase(server.clone(), facts).await {
            Ok(erased) => {
                entries.push(erased.receipt.proof.index);
                for remains in erased.remains {
                    tracing::info!(target: "security", %remains, "words were erased");
                }
            }
            Err(error @ SubmitError::Refused(_)) => {
                let why = error.said().in_language(caller.visit.ui.lang);
                query.refuse(WHOLE, "form-refused", "", why);
                return Ok(None);
            }
            Err(error) => {
                tracing::error!(%error, "words could not be erased");
                return Err(caller.visit.fault(Fault::Unavailable));
            }
        }
    }
    Ok(Some(Done {
        act: Act::Erase,
        entries,
    }))
}
