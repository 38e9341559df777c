//! What whoever said something asks to be hidden and shown again, and the slip that takes the place of one that was lost.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use madang_programme::answers::Subject;
use madang_programme::voices::VoiceCodeRenewed;
use madang_programme::voices::code::Code;
use madang_programme::{Actor, Command};
use madang_store::OwnWords;

use super::acts::Doing;
use super::speak::{new_code, stands};
use crate::accounts::caller::Caller;
use crate::frame::app::Failure;
use crate::frame::form::Sending;
use crate::frame::query::{Query, WHOLE};
use crate::model::VoiceDetail;
use crate::programmes::routes::programme_of;
use crate::voices::acts::{self, Act, Typed};
use crate::voices::slip::{self, Slip};
use crate::voices::speak::Done;

/// What somebody can ask of the words of their voice.
pub async fn own_request(
    caller: &Caller,
    own: &Actor,
    voice: &VoiceDetail,
) -> Result<OwnWords, Failure> {
    let subject = Subject::Voice(voice.facts.id.clone());
    let words = caller
        .visit
        .store
        .own_words(own, &voice.facts.programme, &subject);
    words
        .await
        .map_err(|error| caller.visit.store_failed(&error))
}

/// Hides what somebody said, or shows it again.
pub async fn ask_about_words(
    doing: Doing<'_>,
    act: Act,
    query: &mut Query,
) -> Result<Option<acts::Done>, Failure> {
    let Doing { caller, actor, .. } = doing;
    let words = own_request(caller, &actor, doing.voice).await?;
    let store = &caller.visit.store;
    let done = match act {
        Act::Hide => store.hide_own(&actor, &words.public).await,
        _ => store.show_own(&actor, &words.asked_for).await,
    };
    let done = caller.noted(done, query)?;
    Ok(done.map(|entries| acts::Done { act, entries }))
}

/// What was typed, with a code for the slip that may be handed out: the one that the form carried, where it is one.
pub fn with_code(caller: &Caller, typed: &Typed) -> Result<Typed, Failure> {
    let code = match typed.code.parse::<Code>() {
        Ok(code) => code,
        Err(_) => new_code(caller)?,
    };
    Ok(Typed {
        code: code.to_string(),
        ..typed.clone()
    })
}

/// Hands out another slip with the code that its form carried, so that it is the same when it is sent again; the page that is printed, or
/// nothing where something refuses it.
pub async fn renew(
    doing: &Doing<'_>,
    code: &str,
    sending: &Sending,
    query: &mut Query,
) -> Result<Option<Response<Body>>, Failure> {
    let (caller, facts) = (doing.caller, &doing.voice.facts);
    let Ok(code) = code.parse::<Code>() else {
        query.refuse(WHOLE, "error-key", "", "");
        return Ok(None);
    };
    let receipt = code.receipt(caller.visit.store.origin(), &facts.programme);
    let command = Command::plain(VoiceCodeRenewed {
        programme: facts.programme.clone(),
        voice: facts.id.clone(),
        receipt: receipt.clone(),
    });
    let recorded = caller.record(doing.actor.clone(), sending, command, query);
    let Some(proof) = recorded.await? else {
        return Ok(None);
    };
    let programme = programme_of(&caller.visit, &facts.programme).await?;
    let slip = Slip {
        programme: &programme,
        code: &code.to_string(),
        receipt: &receipt,
        done: Done {
            voice: &facts.id,
            entry: doing.voice.entry,
            size: stands(&proof).size,
            receipt: "",
        },
        salt: None,
    };
    let page = slip::view(&caller.visit.ui, &slip);
    Ok(Some(caller.page(StatusCode::OK, &page)))
}
