//! Saying something, and entering what somebody else said.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get};
use madang_accounts::{Limit, Scope};
use madang_programme::contents::TEXT as TEXT_CONTENT;
use madang_programme::voices::code::Code;
use madang_programme::voices::{Channel, ReceiveVoice, SpokenOf, VoiceReceived, VoiceText};
use madang_programme::{Actor, Role};
use madang_record::{EntryRef, Receipt};

use super::files::{attached, chosen};
use crate::accounts::caller::{Caller, Signed, signed};
use crate::accounts::links::again;
use crate::frame::act::Recorded;
use crate::frame::app::{Answer, App, Failure};
use crate::frame::entries::checkpoint_of;
use crate::frame::fault::Fault;
use crate::frame::files;
use crate::frame::form::Sending;
use crate::frame::query::{Query, WHOLE};
use crate::model::{InstitutionDetail, ProgrammeDetail, ServiceDetail};
use crate::programmes::routes::programme_of;
use crate::voices::slip::Slip;
use crate::voices::speak::{self, Done, Place, check};
use crate::voices::typed::{SERVICE, Step, TEXT, Typed};
use crate::voices::{links, slip};

/// Services that somebody can choose to speak of.
const MOST_SERVICES: u64 = 100;

/// The addresses.
pub fn routes() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        (links::SPEAK, get(speak_page).post(say)),
        (links::ENTER, get(enter_page).post(enter)),
    ]
}

/// A programme with its institutions.
struct Listening {
    programme: ProgrammeDetail,
    institutions: Vec<InstitutionDetail>,
    services: Vec<ServiceDetail>,
}

impl Listening {
    async fn read(caller: &Caller, programme: &str) -> Result<Listening, Failure> {
        let detail = programme_of(&caller.visit, programme).await?;
        let institutions = caller.visit.store.institutions(programme).await;
        let institutions = institutions.map_err(|error| caller.visit.store_failed(&error))?;
        let services = caller.visit.store.services(programme, (0, MOST_SERVICES));
        let services = services.await;
        let services = services.map_err(|error| caller.visit.store_failed(&error))?;
        Ok(Listening {
            programme: detail,
            institutions,
            services: services.items,
        })
    }

    fn place<'a>(&'a self, caller: &'a Caller, for_another: bool) -> Place<'a> {
        let id = self.programme.summary.facts.id.as_str();
        let entering = enters(caller, id).ok().flatten();
        let own = entering.as_ref().filter(|_| for_another);
        Place {
            programme: &self.programme,
            institutions: &self.institutions,
            services: &self.services,
            for_another,
            signed: caller.signed.is_some(),
            own: own.and_then(|actor| caller.office_of(actor.role, id)),
            may_enter: entering.is_some(),
            takes_files: caller.visit.store.takes_attachments(),
        }
    }
}

/// In whose name somebody enters what another said: an official, or whoever leads conversations.
pub fn enters(caller: &Caller, programme: &str) -> Result<Option<Actor>, Box<Response<Body>>> {
    match caller.acting(Role::Official, Some(programme), None)? {
        Some(official) => Ok(Some(official)),
        None => caller.acting(Role::Facilitator, Some(programme), None),
    }
}

/// Whoever comes can begin; who they are is asked when they go on, and what they typed is kept.
async fn speak_page(caller: Caller, Path(programme): Path<String>) -> Answer {
    let listening = Listening::read(&caller, &programme).await?;
    let place = listening.place(&caller, false);
    let mut asked = Query::parse(&caller.visit.ui.query);
    let typed = Typed {
        service: asked.text(SERVICE),
        ..Typed::default()
    };
    let query = Query::default();
    Ok(write(&caller, &place, &typed, &Sending::new(None), &query))
}

pub(super) async fn say(caller: Caller, Path(programme): Path<String>, body: String) -> Answer {
    let signed = signed!(caller.whole());
    let listening = Listening::read(&caller, &programme).await?;
    let place = listening.place(&caller, false);
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let (typed, step) = Typed::read(&mut query);
    let typed = Typed {
        channel: String::new(),
        source: String::new(),
        code: String::new(),
        files: chosen(&caller, &mut query).await?,
        ..typed
    };
    check(&caller.visit.ui, &place, &typed, &mut query);
    if step == Step::Write || !query.errors.is_empty() {
        return Ok(write(&caller, &place, &typed, &sending, &query));
    }
    match step {
        Step::Write | Step::Look => look(&caller, signed, &place, &typed, &sending, query).await,
        Step::Send => send(&caller, signed, &place, &typed, &sending, query).await,
    }
}

/// A code that nobody has, as it is printed.
pub fn new_code(caller: &Caller) -> Result<Code, Failure> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(|_| caller.visit.fault(Fault::Internal))?;
    Ok(Code::of_random(bytes))
}

async fn enter_page(caller: Caller, Path(programme): Path<String>) -> Answer {
    if caller.signed.is_none() {
        return Ok(caller.to(&again(&links::enter(&programme))));
    }
    let actor = signed!(enters(&caller, &programme));
    let listening = Listening::read(&caller, &programme).await?;
    let place = listening.place(&caller, true);
    if actor.is_none() {
        let page = speak::not_yours(&caller.visit.ui, &place);
        return Ok(caller.page(StatusCode::FORBIDDEN, &page));
    }
    let typed = Typed {
        code: new_code(&caller)?.to_string(),
        institution: place.own.unwrap_or_default().to_owned(),
        ..Typed::default()
    };
    let query = Query::default();
    Ok(write(&caller, &place, &typed, &Sending::new(None), &query))
}

/// Enters what somebody said who has no device, or no account. They get a slip with a code that is kept nowhere.
pub(super) async fn enter(caller: Caller, Path(programme): Path<String>, body: String) -> Answer {
    let signed = signed!(caller.whole());
    let actor = signed!(enters(&caller, &programme));
    let listening = Listening::read(&caller, &programme).await?;
    let place = listening.place(&caller, true);
    let Some(actor) = actor else {
        let page = speak::not_yours(&caller.visit.ui, &place);
        return Ok(caller.page(StatusCode::FORBIDDEN, &page));
    };
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let (mut typed, step) = Typed::read(&mut query);
    let channel = Channel::named(&typed.channel);
    let channel = channel.filter(|channel| speak::THROUGH.contains(channel));
    let code = match typed.code.parse::<Code>() {
        Ok(code) => code,
        Err(_) => {
            // Whoever signed a petition or was quoted stands nowhere to be handed a slip.
            if channel.is_some_and(Channel::needs_receipt) {
                query.refuse(WHOLE, "error-key", "", "");
            }
            new_code(&caller)?
        }
    };
    typed.code = code.to_string();
    typed.files = chosen(&caller, &mut query).await?;
    check(&caller.visit.ui, &place, &typed, &mut query);
    if step == Step::Write || !query.errors.is_empty() {
        return Ok(write(&caller, &place, &typed, &sending, &query));
    }
    if step == Step::Look {
        return look(&caller, signed, &place, &typed, &sending, query).await;
    }
    let receipt = code.receipt(caller.visit.store.origin(), &programme);
    let channel = channel.unwrap_or(Channel::Paper);
    let for_slip = channel.needs_receipt().then(|| receipt.clone());
    let asked = received(&caller, &place, &typed, channel, for_slip);
    let recorded = record(&caller, actor, &typed, &sending, asked, &mut query);
    let Some(proof) = recorded.await? else {
        return Ok(write(&caller, &place, &typed, &sending, &query));
    };
    if !channel.needs_receipt() {
        return Ok(said(&caller, &place, &proof));
    }
    let stands = stands(&proof);
    let salt = proof.bodies.iter().find(|body| body.name == TEXT_CONTENT);
    let slip = Slip {
        programme: &listening.programme,
        code: &typed.code,
        receipt: &receipt,
        done: Done {
            voice: &stands.voice,
            entry: proof.proof.index,
            size: stands.size,
            receipt: "",
        },
        salt: salt.map(|body| body.salt.to_base64()),
    };
    let page = slip::view(&caller.visit.ui, &slip);
    Ok(with_entry(caller.page(StatusCode::OK, &page), &proof))
}

fn write(
    caller: &Caller,
    place: &Place<'_>,
    typed: &Typed,
    sending: &Sending,
    query: &Query,
) -> Response<Body> {
    let page = speak::write(&caller.visit.ui, place, typed, sending, &query.errors);
    caller.form(&query.errors, &page)
}

/// Shows what was typed beside what others said.
async fn look(
    caller: &Caller,
    signed: &Signed,
    place: &Place<'_>,
    typed: &Typed,
    sending: &Sending,
    mut query: Query,
) -> Answer {
    let id = &place.programme.summary.facts.id;
    let counted = signed.account().counted_by();
    let within = [(Limit::Suggestions, vec![counted.as_str()])];
    let within = caller.within(&mut query, TEXT, &within).await;
    if !within.map_err(|error| caller.failed(&error))? {
        return Ok(write(caller, place, typed, sending, &query));
    }
    let scope = Scope::Programme(id.clone());
    let own = caller.known_participant(signed, &scope).await?;
    let own = own.map(|own| own.to_string());
    let store = &caller.visit.store;
    let similar = store.similar_voices(id, &typed.text, own.as_deref()).await;
    let similar = similar.map_err(|error| caller.visit.store_failed(&error))?;
    let page = speak::look(&caller.visit.ui, place, typed, sending, &similar);
    Ok(caller.page(StatusCode::OK, &page))
}

/// Records a voice of one's own. Whoever sends the same again gets the same receipt.
async fn send(
    caller: &Caller,
    signed: &Signed,
    place: &Place<'_>,
    typed: &Typed,
    sending: &Sending,
    mut query: Query,
) -> Answer {
    let id = place.programme.summary.facts.id.clone();
    let counted = signed.account().counted_by();
    let limits = [(Limit::Voices, vec![counted.as_str()])];
    let scope = Scope::Programme(id);
    let known = caller.known_participant(signed, &scope).await?;
    let once = (known.as_ref(), sending);
    let within = caller.within_once(&mut query, TEXT, &limits, once);
    if !within.await? {
        return Ok(write(caller, place, typed, sending, &query));
    }
    let actor = caller.participant(signed, &scope).await?;
    let channel = match place.spoken_of(typed) {
        Some(_) => Channel::ServiceFeedback,
        None => Channel::Portal,
    };
    let asked = received(caller, place, typed, channel, None);
    match record(caller, actor, typed, sending, asked, &mut query).await? {
        None => Ok(write(caller, place, typed, sending, &query)),
        Some(receipt) => Ok(said(caller, place, &receipt)),
    }
}

/// What came of it, with the receipt.
fn said(caller: &Caller, place: &Place<'_>, receipt: &Receipt) -> Response<Body> {
    let json = receipt.to_json().unwrap_or_default();
    let stands = stands(receipt);
    let done = Done {
        voice: &stands.voice,
        entry: receipt.proof.index,
        size: stands.size,
        receipt: &json,
    };
    let page = speak::done(&caller.visit.ui, place, &done);
    with_entry(caller.page(StatusCode::OK, &page), receipt)
}

/// Notes beside a page what was recorded.
fn with_entry(mut response: Response<Body>, receipt: &Receipt) -> Response<Body> {
    let entries = vec![receipt.proof.index];
    response.extensions_mut().insert(Recorded(entries));
    response
}

/// What is asked for of what was typed.
fn received(
    caller: &Caller,
    place: &Place<'_>,
    typed: &Typed,
    channel: Channel,
    receipt: Option<String>,
) -> ReceiveVoice {
    let (group, audience) = typed.served();
    // Of a service that runs people speak as it is now.
    let service = place.spoken_of(typed).map(|service| SpokenOf {
        id: service.id.clone(),
        version: u32::try_from(service.versions).ok().filter(|n| *n > 0),
    });
    let facts = VoiceReceived {
        programme: place.programme.summary.facts.id.clone(),
        id: String::new(),
        channel,
        institution: place.answers(typed),
        group,
        audience,
        region: Some(typed.region.clone()).filter(|region| !region.is_empty()),
        consultation: None,
        service,
        receipt,
        card: None,
        source: Some(typed.source.clone()).filter(|source| !source.is_empty()),
    };
    let text = VoiceText {
        text: typed.words(caller.visit.ui.lang),
    };
    ReceiveVoice {
        facts,
        text,
        files: Vec::new(),
    }
}

/// Records a voice with its files, which are beside the record before it speaks of them.
async fn record(
    caller: &Caller,
    actor: Actor,
    typed: &Typed,
    sending: &Sending,
    asked: ReceiveVoice,
    query: &mut Query,
) -> Result<Option<Receipt>, Failure> {
    let store = &caller.visit.store;
    let Some(attached) = attached(store, &typed.files, &sending.key, query).await else {
        return Ok(None);
    };
    let asked = ReceiveVoice {
        files: attached.clone(),
        ..asked
    };
    let recorded = caller.record(actor, sending, asked.into(), query).await?;
    if recorded.is_some() {
        files::sent(store, &typed.files, &attached, &sending.key).await;
    }
    Ok(recorded)
}

/// What a receipt says of the voice that it is for.
pub struct Stands {
    /// Its number.
    pub voice: String,
    /// Entries under the checkpoint.
    pub size: u64,
}

pub fn stands(receipt: &Receipt) -> Stands {
    let entry = EntryRef::parse(receipt.entry.as_bytes());
    let subject = entry.as_ref().map_or("", |entry| entry.subject);
    let voice = subject.split_once('/').map_or("", |(_, voice)| voice);
    let checkpoint = checkpoint_of(&receipt.proof.checkpoint);
    Stands {
        voice: voice.to_owned(),
        size: checkpoint.map_or(0, |checkpoint| checkpoint.size),
    }
}
