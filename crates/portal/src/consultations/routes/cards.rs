//! Cards of workshops: the kit that is printed, cards that are entered, and those that are accounted for.

use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use madang_programme::consultations::{
    CODES, Cards, CardsAccounted, CardsIssued, MOST_CARDS, Standing,
};
use madang_programme::voices::code::Code;
use madang_programme::voices::{Channel, ReceiveVoice, VoiceReceived, VoiceText};
use madang_programme::{Actor, Command, Role};
use madang_record::hash::sha256;
use madang_words::Text;
use maud::{Markup, html};

use super::announce::actor;
use super::people::{At, LEADS, at};
use super::{acts, found, papers};
use crate::accounts::caller::{Caller, signed};
use crate::accounts::links::again;
use crate::consultations::cards::{
    self, ACCOUNTED, Accounting, BLANK, CODE, COUNT, EnteredNow, Entering, LOOKED, Printed, SEED,
    SERVED, TEXT,
};
use crate::consultations::page::{agenda, under};
use crate::consultations::{labels, links};
use crate::frame::act::{Places, Recorded, recorded};
use crate::frame::app::{Answer, Failure, Visit};
use crate::frame::fault::Fault;
use crate::frame::form::{Choice, Sending, error_summary};
use crate::frame::language::of_words;
use crate::frame::problem::Kind;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::model::ConsultationDetail;
use crate::programmes::routes::programme_of;
use crate::voices::routes::stands;

type Named = Path<(String, String)>;

/// Who issues cards and accounts for them.
const PRINTS: &[Role] = &[Role::Facilitator];

/// Where on the forms stands what the record calls by these names.
const PLACES: Places<'_> = &[
    ("count", COUNT),
    ("card", CODE),
    ("receipt", CODE),
    ("text", TEXT),
    ("group", SERVED),
    ("audience", SERVED),
    ("blank", BLANK),
];

/// Out of nothing that anybody knows.
fn new_seed(caller: &Caller) -> Result<String, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| caller.visit.fault(Fault::Internal))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The codes that are made of a seed: whoever sends the same form again gets the same cards.
fn codes(seed: &str, count: u32) -> Vec<Code> {
    let of = |place: u32| {
        let hash = sha256([seed, " ", &place.to_string()].concat().as_bytes());
        let mut bytes = [0; 20];
        bytes.copy_from_slice(&hash.as_bytes()[..20]);
        Code::of_random(bytes)
    };
    (0..count).map(of).collect()
}

impl At {
    /// Its cards.
    async fn cards(&self) -> Result<Cards, Failure> {
        let (programme, id) = (self.known.programme.as_str(), self.known.id.as_str());
        let visit = &self.caller.visit;
        let cards = visit.store.with_state(|state| {
            let known = state.consultation(programme, id);
            known.map(|known| known.cards.clone()).unwrap_or_default()
        });
        cards.await.map_err(|error| visit.store_failed(&error))
    }

    /// A page below that of the consultation.
    fn page(&self, title: &str, content: Markup, errors: &[FieldError]) -> Response<Body> {
        let ui = &self.caller.visit.ui;
        let of = (&self.programme, &self.known);
        let page = under(ui, of, (title, "consultation-kit-lead"), content);
        self.caller.form(errors, &page)
    }

    /// Whether cards can be issued now.
    fn prints(&self) -> bool {
        let now = self.caller.visit.store.now();
        let programme = Some(self.known.programme.as_str());
        let acting = self.caller.acting(Role::Facilitator, programme, None);
        let coming = now.as_str() < self.known.plan.opens_at.as_str();
        coming && !self.known.plan.is_written() && matches!(acting, Ok(Some(_)))
    }

    /// The kit: what is handed out and signed, and the form that prints cards.
    async fn kit(
        &self,
        (sending, seed, count): (&Sending, &str, Option<u64>),
        errors: &[FieldError],
    ) -> Answer {
        let visit = &self.caller.visit;
        let ui = &visit.ui;
        let (programme, id) = (self.known.programme.as_str(), self.known.id.as_str());
        let title = ui.t("consultation-kit");
        let cards = self.cards().await?;
        let agenda_of = papers(visit, &self.known).await?.agenda;
        let people = self.people().await?;
        let listed = people
            .iter()
            .filter(|one| one.standing == Standing::Confirmed);
        let content = html! {
            (error_summary(ui, errors))
            h1 { (title) " " span.of.words { (labels::title(ui, &self.known)) } }
            p.lead { (ui.t("consultation-kit-lead")) }
            section {
                h2 #cards { (ui.t("consultation-cards")) }
                @if cards.issued() > 0 { p { (cards::sum(ui, &cards)) } }
                @if self.prints() {
                    p.prose { (ui.t("consultation-cards-lead")) }
                    (cards::issue_form(ui, &self.known, (sending, seed, count), errors))
                } @else { p.notice { (ui.t("consultation-cards-not-now")) } }
                @if cards.issued() > 0 { p { a href=(ui.href(&links::cards(programme, id))) { (ui.t("consultation-card-enter")) } } }
            }
            p { a href=(ui.href(&links::sign_in_list(programme, id))) { (ui.t("consultation-sign-in-list")) } }
            section {
                h2 #agenda { (ui.t("consultation-agenda")) }
                @match &agenda_of {
                    Some((_, facts)) => (agenda(ui, facts)),
                    None => p.muted { (ui.t("consultation-no-agenda")) },
                }
            }
            section {
                h2 #names { (ui.t("consultation-name-cards")) }
                ul.name-cards { @for one in listed { li { (one.name(ui)) } } }
            }
        };
        Ok(self.page(&title, content, errors))
    }

    /// Whom a card can be about.
    fn served(&self) -> Vec<Choice> {
        let ui = &self.caller.visit.ui;
        let groups = self.programme.groups.iter();
        let groups = groups.map(|group| (group.facts.id.clone(), ui.plain(&group.facts.name)));
        groups.collect()
    }

    async fn entering(
        &self,
        (sending, typed): (&Sending, &Entering),
        last: Option<&EnteredNow<'_>>,
        errors: &[FieldError],
    ) -> Answer {
        let ui = &self.caller.visit.ui;
        let cards = self.cards().await?;
        let served = self.served();
        let of = (&self.known, &cards, &served[..]);
        let content = cards::enter(ui, of, (sending, typed), last, errors);
        Ok(self.page(&ui.t("consultation-card-enter"), content, errors))
    }

    async fn accounting(
        &self,
        (sending, typed): (&Sending, &Accounting),
        errors: &[FieldError],
    ) -> Answer {
        let ui = &self.caller.visit.ui;
        let cards = self.cards().await?;
        let of = (&self.known, &cards);
        let content = cards::account(ui, of, (sending, typed), errors);
        Ok(self.page(&ui.t("consultation-cards-account"), content, errors))
    }
}

/// The kit of a workshop.
pub async fn kit(caller: Caller, Path((programme, id)): Named) -> Answer {
    let at = at!(caller, (&programme, &id), links::kit);
    let seed = new_seed(&at.caller)?;
    let count = at.known.plan.registration.as_ref();
    let count = count.and_then(|window| window.capacity).map(u64::from);
    at.kit((&Sending::new(None), &seed, count), &[]).await
}

/// Cards are issued, and printed from the answer: their codes are nowhere else.
pub async fn issue(caller: Caller, Path((programme, id)): Named, body: String) -> Answer {
    let at = at!(caller, (&programme, &id), links::kit);
    let by = signed!(actor(&at.caller, PRINTS, &at.programme));
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let seed = query.text(SEED);
    let count = query.optional_number(COUNT, 1..=MOST_CARDS.into());
    if count.is_none() && query.errors.is_empty() {
        query.refuse(COUNT, "error-empty", "", "");
    }
    if seed.len() != 64 || !seed.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        query.refuse(WHOLE, "error-key", "", "");
    }
    let number = count.and_then(|count| u32::try_from(count).ok());
    if let Some(number) = number.filter(|_| query.errors.is_empty()) {
        let origin = at.caller.visit.store.origin();
        let cards = codes(&seed, number).into_iter().map(|code| Printed {
            receipt: code.receipt(origin, &programme),
            code: code.to_string(),
        });
        let cards: Vec<Printed> = cards.collect();
        let receipts = cards.iter().map(|card| card.receipt.clone()).collect();
        let (facts, list) = CardsIssued::of((&programme, &id), receipts);
        let command = Command::said(CODES, facts, list);
        let issued = at
            .caller
            .record_at((by, &sending), command, PLACES, &mut query);
        if let Some(receipt) = issued.await? {
            return Ok(sheets(&at, &cards, receipt.proof.index));
        }
    }
    let seed = match query.errors.iter().any(|error| error.field == WHOLE) {
        true => new_seed(&at.caller)?,
        false => seed,
    };
    at.kit((&sending, &seed, count), &query.errors).await
}

/// The cards that were issued by an entry just now, to be printed.
fn sheets(at: &At, cards: &[Printed], entry: u64) -> Response<Body> {
    let ui = &at.caller.visit.ui;
    let title = ui.t("consultation-cards");
    let content = html! {
        h1 { (title) " " span.of.words { (labels::title(ui, &at.known)) } }
        (crate::frame::entries::receipts(ui, &ui.t("form-recorded"), &[entry]))
        p.prose { (ui.t("consultation-cards-kept-nowhere")) }
        (cards::printed(ui, &at.known, cards))
    };
    let mut response = at.page(&title, content, &[]);
    response.extensions_mut().insert(Recorded(vec![entry]));
    response
}

/// The page on which cards are entered.
pub async fn enter(caller: Caller, Path((programme, id)): Named) -> Answer {
    let at = at!(caller, (&programme, &id), links::cards);
    let typed = Entering::default();
    at.entering((&Sending::new(None), &typed), None, &[]).await
}

/// A card is looked at, or entered.
pub async fn entered(caller: Caller, Path((programme, id)): Named, body: String) -> Answer {
    let at = at!(caller, (&programme, &id), links::cards);
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let looked = query.text(LOOKED);
    let mut typed = Entering {
        code: query.text(CODE),
        looked: false,
        text: query.prose(TEXT),
        served: query.text(SERVED),
    };
    let Some((receipt, card)) = card_of(&at, &typed.code, &sending, &mut query).await? else {
        return at.entering((&sending, &typed), None, &query.errors).await;
    };
    typed.looked = true;
    if typed.text.is_empty() {
        // Whoever just typed the code types the words next.
        if looked == typed.code {
            query.refuse(TEXT, "error-empty", "", "");
        }
        return at.entering((&sending, &typed), None, &query.errors).await;
    }
    let visit = &at.caller.visit;
    let similar = visit
        .store
        .similar_voices(&programme, &typed.text, None)
        .await;
    let similar = similar.map_err(|error| visit.store_failed(&error))?;
    let words = Text::new(of_words(&typed.text, visit.ui.lang), typed.text.clone());
    let asked = ReceiveVoice {
        facts: VoiceReceived {
            programme: programme.clone(),
            id: String::new(),
            channel: Channel::Card,
            institution: at.known.plan.institution.clone(),
            group: Some(typed.served.clone()).filter(|group| !group.is_empty()),
            audience: None,
            region: None,
            consultation: Some(id.clone()),
            service: None,
            receipt: Some(receipt),
            card: Some(card),
            source: None,
        },
        text: VoiceText { text: words },
        files: Vec::new(),
    };
    let mut sending = sending;
    sending.warn(&visit.ui, &mut query, &[typed.text.as_str()]);
    if !query.errors.is_empty() {
        return at.entering((&sending, &typed), None, &query.errors).await;
    }
    let by = (at.actor.clone(), &sending);
    let said = at.caller.record_at(by, asked.into(), PLACES, &mut query);
    let Some(proof) = said.await? else {
        return at.entering((&sending, &typed), None, &query.errors).await;
    };
    let stands = stands(&proof);
    let similar: Vec<_> = similar
        .into_iter()
        .filter(|one| one.facts.id != stands.voice)
        .collect();
    let last = EnteredNow {
        voice: &stands.voice,
        entry: proof.proof.index,
        similar: &similar,
    };
    let next = (&Sending::new(None), &Entering::default());
    let mut response = at.entering(next, Some(&last), &[]).await?;
    let entries = vec![proof.proof.index];
    response.extensions_mut().insert(Recorded(entries));
    Ok(response)
}

/// What the record has of a code that was typed, with what proves that its card was issued; what is wrong with it is noted.
async fn card_of(
    at: &At,
    typed: &str,
    sending: &Sending,
    query: &mut Query,
) -> Result<Option<(String, madang_programme::voices::CardProof)>, Failure> {
    let visit = &at.caller.visit;
    let failed = |error| visit.store_failed(&error);
    let (programme, id) = (at.known.programme.as_str(), at.known.id.as_str());
    if typed.is_empty() {
        query.refuse(CODE, "error-empty", "", "");
        return Ok(None);
    }
    let code = match typed.parse::<Code>() {
        Ok(code) => code,
        Err(violation) => {
            let why = violation.said().in_language(visit.ui.lang);
            query.refuse(CODE, "act-refused", "", why);
            return Ok(None);
        }
    };
    let receipt = code.receipt(visit.store.origin(), programme);
    let proof = visit.store.card_proof(programme, id, &receipt).await;
    let Some(proof) = proof.map_err(failed)? else {
        query.refuse(CODE, "consultation-card-unknown", "", "");
        return Ok(None);
    };
    let known = visit.store.with_state(|state| {
        let entry = state.voice_of_receipt(programme, Some(&receipt))?;
        let mut all = state.voices(programme);
        all.find(|(_, voice)| voice.entry == entry)
            .map(|(id, _)| id.to_owned())
    });
    let known = known.await.map_err(failed)?;
    // Whoever sends the same form again is answered as before.
    let again = visit.store.recorded_under(&at.actor, &sending.key).await;
    if let Some(voice) = known
        && again.map_err(failed)?.is_none()
    {
        query.refuse(CODE, "consultation-card-used", "", voice);
        return Ok(None);
    }
    Ok(Some((receipt, proof)))
}

/// The form that accounts for cards.
pub async fn account(caller: Caller, Path((programme, id)): Named) -> Answer {
    let at = at!(caller, (&programme, &id), links::account);
    signed!(actor(&at.caller, PRINTS, &at.programme));
    let accounted = at.cards().await?.accounted;
    let typed = match accounted {
        Some(one) => [one.blank, one.unreadable, one.unprinted].map(|n| Some(n.into())),
        None => [None; 3],
    };
    let sending = Sending::new(accounted.map(|one| one.entry));
    at.accounting((&sending, &typed), &[]).await
}

/// Cards are accounted for.
pub async fn accounted(caller: Caller, Path((programme, id)): Named, body: String) -> Answer {
    let at = at!(caller, (&programme, &id), links::account);
    let by: Actor = signed!(actor(&at.caller, PRINTS, &at.programme));
    let mut query = Query::parse(&body);
    let mut sending = Sending::sent(&mut query);
    let typed = ACCOUNTED.map(|field| query.optional_number(field, 0..=u64::from(u32::MAX)));
    let stands = at.cards().await?.accounted.map(|one| one.entry);
    let number = |of: Option<u64>| u32::try_from(of.unwrap_or_default()).unwrap_or(u32::MAX);
    let visit = &at.caller.visit;
    if query.errors.is_empty() {
        let command = Command::plain(CardsAccounted {
            programme: programme.clone(),
            consultation: id.clone(),
            base: sending.base,
            blank: number(typed[0]),
            unreadable: number(typed[1]),
            unprinted: number(typed[2]),
        });
        let asked = crate::frame::act::once(&by, &sending.key, command);
        if let Some(entry) = recorded(visit, &mut query, PLACES, asked).await {
            return Ok(at.caller.to(&links::done(&programme, &id, entry)));
        }
    }
    if sending.base != stands {
        query.errors.clear();
        query.refuse_as(Kind::Stale, (WHOLE, "error-base"), "");
        sending.base = stands;
    }
    at.accounting((&sending, &typed), &query.errors).await
}

/// What became of the cards of a consultation, with the ways of whoever leads it.
pub async fn shown(
    visit: &Visit,
    caller: Option<&Caller>,
    one: &ConsultationDetail,
) -> Result<Markup, Failure> {
    let (programme, id) = (one.programme.as_str(), one.id.as_str());
    let cards = visit.store.with_state(|state| {
        let known = state.consultation(programme, id);
        known.map(|known| known.cards.clone()).unwrap_or_default()
    });
    let cards = cards.await.map_err(|error| visit.store_failed(&error))?;
    let ui = &visit.ui;
    let leads = LEADS.iter().any(|role| acts(caller, *role, programme));
    let prints = acts(caller, Role::Facilitator, programme);
    let ways = html! {
        @if leads {
            ul.buttons {
                li { a.button.button-plain href=(ui.href(&links::cards(programme, id))) { (ui.t("consultation-card-enter")) } }
                @if prints { li { a.button.button-plain href=(ui.href(&links::account(programme, id))) { (ui.t("consultation-cards-account")) } } }
            }
        }
    };
    Ok(cards::section(ui, &cards, ways))
}
