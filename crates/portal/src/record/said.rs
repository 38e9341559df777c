//! What an entry says, in words: the page of an entry has them before its bytes.

use std::collections::BTreeMap;

use madang_programme::bodies::{self, MemberAppointed, MemberLeft, PERSON, Person};
use madang_programme::content::{self, Ground, OwnContentErased};
use madang_programme::contents::TEXT;
use madang_programme::log::OperatorNamed;
use madang_programme::needs::{self, NeedText};
use madang_programme::voices::{
    self, QUESTION, REASON, VoiceQuestion, VoiceTransferReason, VoiceWords,
};
use madang_programme::{Event, institutions, log, people, programmes};
use madang_record::EntryRef;
use madang_store::{Store, StoreError};
use madang_words::Text;
use maud::{Markup, html};

use crate::bodies::labels::{body_kind, member_class};
use crate::frame::actors::{granted, role_named};
use crate::frame::entries::entry_link;
use crate::frame::format::{ZONE, partial_date};
use crate::frame::ground::ground_word;
use crate::frame::parts::absent;
use crate::frame::ui::Ui;
use crate::model::{EntryDetail, ProgrammeDetail, ProposalDetail, read_body};
use crate::needs::labels::{Named, needs as needs_of, voices as voices_of};
use crate::record::answered::{of_amendment, of_answer, of_calendar, of_periods};
use crate::record::begun::{of_commitment, of_programme};
use crate::record::labels;
use crate::record::proposed::of_proposal;
use crate::record::voted::of_vote;
use crate::voices::labels::{channel, ground as transfer_ground};

/// A name and what stands there.
pub type Line = (String, Markup);

/// What an entry is read with.
pub struct Reading<'a> {
    /// The entry.
    pub detail: &'a EntryDetail,
    /// Its programme, where it is of one.
    pub programme: Option<&'a ProgrammeDetail>,
    /// Who it was that left, where it says that a member did.
    pub left: Option<&'a (MemberAppointed, Option<Person>)>,
    /// The sentences of the rule that it fixes, where it fixes one.
    pub rule: &'a [String],
    /// The proposals that it names, as far as they were looked up.
    pub proposals: &'a BTreeMap<String, ProposalDetail>,
}

impl Reading<'_> {
    /// The zone that times are told in.
    pub(super) fn zone(&self) -> &str {
        let zone = self.programme.map(|of| of.summary.facts.zone.as_str());
        zone.unwrap_or(ZONE)
    }

    /// An amount of its programme.
    pub(super) fn money(&self, ui: &Ui, amount: u64) -> Markup {
        let currency = self.programme.map(|of| of.summary.facts.currency.as_str());
        html! { (ui.money_spoken(amount, currency.unwrap_or_default())) }
    }
}

/// The lines of an entry; none of kinds of which the subject, the time and the actor say everything, or that have a page of
/// their own.
pub fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::Log(event) => match event {
            log::Event::DatabaseAccepted(facts) => {
                vec![(ui.t("record-said-reason"), html! { (facts.reason) })]
            }
            log::Event::OperatorNamed(facts) => of_operator(ui, facts),
            log::Event::LogCreated(facts) => log_begun(ui, &facts.origin, &facts.key),
            log::Event::LogBegun(facts) => {
                let mut lines = log_begun(ui, &facts.origin, &facts.key);
                lines.push(rules(ui, facts.rules));
                lines
            }
            log::Event::RulesAdopted(facts) => vec![rules(ui, facts.rules)],
            log::Event::KeyRotated(facts) => vec![
                key(ui, "record-said-key", &facts.key),
                key(ui, "record-said-key-before", &facts.replaces),
            ],
        },
        Event::Content(event) => of_content(ui, event),
        Event::Commitments(event) => of_commitment(ui, event, reading),
        Event::People(event) => of_people(ui, event),
        Event::Programmes(event) => match event {
            programmes::Event::GroupDefined(facts) => {
                let mut lines = vec![said(ui, "programme-group", &facts.name)];
                let description = facts.description.as_ref();
                lines.extend(description.map(|text| said(ui, "programme-group-description", text)));
                lines
            }
            programmes::Event::AudienceDefined(facts) => {
                vec![said(ui, "programme-audience", &facts.name)]
            }
            programmes::Event::CalendarFixed(facts) => of_calendar(ui, facts),
            programmes::Event::CalendarAmended(facts) => of_amendment(ui, facts),
            programmes::Event::PeriodsFixed(facts) => of_periods(ui, &facts.periods),
            programmes::Event::ProgrammeCreated(facts) => {
                of_programme(ui, &facts.clone().into(), reading)
            }
            programmes::Event::ProgrammeBegun(facts) => of_programme(ui, facts, reading),
        },
        Event::Institutions(institutions::Event::InstitutionNamed(facts)) => {
            vec![said(ui, "institution-name", &facts.name)]
        }
        Event::Bodies(event) => of_body(ui, event, reading),
        Event::Voices(event) => of_voice(ui, event, reading),
        Event::Needs(event) => of_need(ui, event, reading),
        Event::Proposals(event) => of_proposal(ui, event, reading),
        Event::Votes(event) => of_vote(ui, event, reading),
        Event::Answers(event) => of_answer(ui, event, reading),
    }
}

fn log_begun(ui: &Ui, origin: &str, own_key: &str) -> Vec<Line> {
    let origin = html! { code lang="en" { (origin) } };
    vec![
        (ui.t("record-said-origin"), origin),
        key(ui, "record-said-key", own_key),
    ]
}

fn key(ui: &Ui, name: &str, key: &str) -> Line {
    (ui.t(name), html! { span.hash { (key) } })
}

/// By which rules the record is held from here on.
fn rules(ui: &Ui, rules: u32) -> Line {
    let number = ui.number(rules.into());
    (ui.t("record-said-rules"), html! { (number) })
}

fn of_operator(ui: &Ui, facts: &OperatorNamed) -> Vec<Line> {
    let mut lines = vec![said(ui, "record-said-operator", &facts.name)];
    if let Some(licence) = &facts.licence {
        lines.push(said(ui, "record-said-licence", &licence.name));
    }
    lines
}

fn of_people(ui: &Ui, event: &people::Event) -> Vec<Line> {
    match event {
        people::Event::RoleGranted(facts) => {
            let role = granted(ui, facts.role);
            let mut lines = vec![(ui.t("people-role"), html! { (role) })];
            let mut named = |key: &str, name: &Option<String>| {
                let name = name.as_ref();
                lines.extend(name.map(|name| (ui.t(key), html! { code { (name) } })));
            };
            named("people-programme", &facts.programme);
            named("people-institution", &facts.institution);
            lines
        }
        people::Event::RoleEnded(facts) => {
            let grant = entry_link(ui, facts.granted);
            vec![(ui.t("people-granted-by"), grant)]
        }
    }
}

/// Words of the entry under what they are called.
pub(super) fn said(ui: &Ui, key: &str, text: &Text) -> Line {
    (ui.t(key), html! { span.words { (ui.words(text)) } })
}

fn of_content(ui: &Ui, event: &content::Event) -> Vec<Line> {
    match event {
        content::Event::ContentRestricted(facts) => {
            let roles = facts.roles.iter().map(|role| role_named(ui, role));
            let roles: Vec<String> = roles.collect();
            vec![
                which(ui, facts.entry, &facts.name),
                ground(ui, facts.ground),
                (ui.t("content-readers"), html! { (roles.join(", ")) }),
                (
                    ui.t("content-review-by"),
                    html! { (partial_date(ui.lang, &facts.review_by)) },
                ),
            ]
        }
        content::Event::ContentReleased(facts) => vec![which(ui, facts.entry, &facts.name)],
        content::Event::ContentErased(facts) => vec![
            which(ui, facts.entry, &facts.name),
            ground(ui, facts.ground),
        ],
        content::Event::OwnContentErased(facts) => vec![
            which(ui, facts.entry, &facts.name),
            ground(ui, OwnContentErased::GROUND),
        ],
    }
}

/// The content that an entry is about.
pub(super) fn which(ui: &Ui, entry: u64, name: &str) -> Line {
    let which = html! { (entry_link(ui, entry)) " · " (labels::content(ui, name)) };
    (ui.t("content-which"), which)
}

/// On which ground.
pub(super) fn ground(ui: &Ui, ground: Ground) -> Line {
    let words = ground_word(ui, ground);
    (ui.t("content-ground"), html! { (words) })
}

fn of_body(ui: &Ui, event: &bodies::Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        bodies::Event::BodyEstablished(facts) => vec![
            said(ui, "body-name", &facts.name),
            (ui.t("body-kind"), html! { (body_kind(ui, facts.kind)) }),
            said(ui, "body-mandate", &facts.mandate),
        ],
        bodies::Event::MemberAppointed(facts) => {
            let person = read_body(reading.detail, PERSON);
            member(ui, facts, person.as_ref())
        }
        bodies::Event::MemberLeft(_) => match reading.left {
            Some((facts, person)) => member(ui, facts, person.as_ref()),
            None => vec![],
        },
    }
}

/// A member: post and class, and name and interests where they are public.
fn member(ui: &Ui, facts: &MemberAppointed, person: Option<&Person>) -> Vec<Line> {
    let class = html! { (member_class(ui, facts.class)) };
    let mut lines = vec![(ui.t("body-member-class"), class)];
    let Some(person) = person else {
        lines.push((
            ui.t("body-member-post"),
            absent(ui, "body-member-not-public"),
        ));
        return lines;
    };
    lines.push(said(ui, "body-member-post", &person.post));
    lines.extend(
        person
            .name
            .as_ref()
            .map(|name| (ui.t("body-member-name"), html! { (name) })),
    );
    let interests = person.interests.as_ref();
    lines.extend(interests.map(|text| said(ui, "body-member-declared", text)));
    lines
}

fn of_voice(ui: &Ui, event: &voices::Event, reading: &Reading<'_>) -> Vec<Line> {
    let words = |key: &str, text: Option<Text>| match text {
        Some(text) => said(ui, key, &text),
        None => (ui.t(key), absent(ui, "words-hidden")),
    };
    match event {
        voices::Event::VoiceReceived(facts) => {
            let text = read_body::<VoiceWords>(reading.detail, TEXT);
            let channel = html! { (channel(ui, facts.channel)) };
            vec![
                words("voice-said", text.map(|text| text.text)),
                (ui.t("voice-channel"), channel),
            ]
        }
        voices::Event::VoiceSupplementAsked(facts) => {
            let asked = read_body::<VoiceQuestion>(reading.detail, QUESTION);
            let until = html! { (partial_date(ui.lang, &facts.until)) };
            vec![
                words("voice-question", asked.map(|asked| asked.question)),
                (ui.t("voice-until"), until),
            ]
        }
        voices::Event::VoiceSupplemented(_) => {
            let text = read_body::<VoiceWords>(reading.detail, TEXT);
            vec![words("voice-said", text.map(|text| text.text))]
        }
        voices::Event::VoiceTransferred(facts) => {
            let reason = read_body::<VoiceTransferReason>(reading.detail, REASON);
            vec![
                words("record-said-reason", reason.map(|reason| reason.reason)),
                (
                    ui.t("voice-ground"),
                    html! { (transfer_ground(ui, facts.ground)) },
                ),
            ]
        }
        voices::Event::VoiceWithdrawn(_) => vec![(
            ui.t("record-said-follows"),
            html! { (ui.t("voice-step-withdrawn-text")) },
        )],
    }
}

fn of_need(ui: &Ui, event: &needs::Event, reading: &Reading<'_>) -> Vec<Line> {
    let entry = reading.detail.index;
    let voices = |key: &str, programme: &str, ids: &[String]| {
        let line = || (ui.t(key), voices_of(ui, programme, entry, ids));
        (!ids.is_empty()).then(line)
    };
    // By number: their titles stand on their own pages.
    let others = |key: &str, programme: &str, ids: &[String]| {
        (ui.t(key), needs_of(ui, programme, &Named::new(), ids))
    };
    match event {
        needs::Event::NeedDefined(_) => {
            let text = read_body::<NeedText>(reading.detail, TEXT);
            match text {
                None => vec![(ui.t("need-title"), absent(ui, "words-hidden"))],
                Some(text) => {
                    let summary = text.summary.as_ref();
                    let summary = summary.map(|text| said(ui, "need-summary", text));
                    let title = said(ui, "need-title", &text.title);
                    [title].into_iter().chain(summary).collect()
                }
            }
        }
        needs::Event::NeedVoicesChanged(facts) => {
            let added = voices("need-step-added", &facts.programme, &facts.add);
            let removed = voices("need-step-removed", &facts.programme, &facts.remove);
            added.into_iter().chain(removed).collect()
        }
        needs::Event::NeedSplit(facts) => {
            let into = others("need-step-split", &facts.programme, &facts.into);
            let left = voices("need-step-left", &facts.programme, &facts.left);
            [into].into_iter().chain(left).collect()
        }
        needs::Event::NeedsMerged(facts) => {
            vec![others("need-step-took", &facts.programme, &facts.from)]
        }
    }
}

/// Entries that refer to a body that are looked through for a member's appointment.
const MOST_READ: u64 = 1_000;

/// Who it was that left a body by an entry: the appointment that the entry ended.
///
/// # Errors
/// What the store says.
pub async fn who_left(
    store: &Store,
    left: &MemberLeft,
    entry: u64,
) -> Result<Option<(MemberAppointed, Option<Person>)>, StoreError> {
    let body = store
        .with_state(|state| {
            let body = state.body(&left.programme, &left.body);
            body.ok().map(|body| body.entry)
        })
        .await?;
    let Some(body) = body else {
        return Ok(None);
    };
    let mut found = None;
    for reference in store.references_to(body, None, MOST_READ).await? {
        if reference.entry >= entry {
            break;
        }
        let Some(detail) = store.entry(reference.entry).await? else {
            continue;
        };
        let event = EntryRef::parse(&detail.bytes)
            .ok()
            .and_then(|entry| Event::parse(entry.kind, entry.facts).ok());
        if let Some(Event::Bodies(bodies::Event::MemberAppointed(facts))) = event
            && facts.member == left.member
        {
            found = Some((facts, read_body(&detail, PERSON)));
        }
    }
    Ok(found)
}
