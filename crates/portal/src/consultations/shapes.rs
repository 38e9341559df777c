//! What the API says about consultations. These shapes are the API's own: the tables and the record may change without them.

use madang_programme::consultations::{
    AgendaPublished, AttendancePublished, CardAccount, Cards, OutcomeText,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::consultations::ending::shapes::Ending;
use crate::consultations::minutes::shapes::{MinutesCorrection, MinutesWhole};
use crate::frame::shapes::{Texts, optional, texts, value};
use crate::model::{ConsultationDetail, ConsultationPapers, Moment};

/// A consultation as it is announced now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Consultation {
    /// Identifier, unique in the programme.
    pub id: String,
    /// The programme.
    pub programme: String,
    /// What it is called; absent where the words are restricted or erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Texts>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Texts>,
    /// `meeting`, `workshop`, `hearing`, `forum` or `online` (in writing).
    #[serde(rename = "type")]
    pub kind: String,
    /// `in_person`, `online` or `hybrid`.
    pub mode: String,
    /// It begins then, UTC.
    pub opens_at: String,
    /// It ends then, UTC.
    pub closes_at: String,
    /// The place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Texts>,
    /// The address on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The consultation for those who cannot come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub twin: Option<String>,
    /// What is asked.
    pub question: Texts,
    /// What is still open.
    pub options: Vec<Texts>,
    /// When it is decided, UTC; absent where nothing is decided by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision_at: Option<String>,
    /// The say that is promised: `inform`, `consult`, `involve`, `collaborate` or `empower`.
    pub promised: String,
    /// `open` or `invited`.
    pub invitation: String,
    /// By what people are invited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<Texts>,
    /// When people register; absent where nobody does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<RegistrationWindow>,
    /// The institution that convenes it.
    pub institution: String,
    /// The office that answers questions.
    pub contact: Texts,
    /// `announced`, `held` or `cancelled`.
    pub standing: String,
    /// How often it was announced otherwise.
    pub changes: u64,
    /// The entry that announced it first.
    pub entry: u64,
    /// The entry of what is announced now.
    pub announced: u64,
    /// When that was, UTC.
    pub at: String,
}

impl From<&ConsultationDetail> for Consultation {
    fn from(one: &ConsultationDetail) -> Consultation {
        let (plan, text) = (&one.plan, one.text.as_ref());
        Consultation {
            id: one.id.clone(),
            programme: one.programme.clone(),
            title: optional(text.map(|text| &text.title)),
            description: optional(text.map(|text| &text.description)),
            kind: plan.kind.name().to_owned(),
            mode: plan.mode.name().to_owned(),
            opens_at: plan.opens_at.clone(),
            closes_at: plan.closes_at.clone(),
            place: optional(plan.place.as_ref()),
            url: plan.url.clone(),
            twin: plan.twin.clone(),
            question: texts(&plan.question),
            options: plan.options.iter().map(texts).collect(),
            decision_at: plan.decision_at.clone(),
            promised: plan.promised.name().to_owned(),
            invitation: plan.invitation.name().to_owned(),
            criterion: optional(plan.criterion.as_ref()),
            registration: plan.registration.as_ref().map(|window| RegistrationWindow {
                from: window.from.clone(),
                to: window.to.clone(),
                capacity: window.capacity,
            }),
            institution: plan.institution.clone(),
            contact: texts(&plan.contact),
            standing: one.standing.name().to_owned(),
            changes: one.changes,
            entry: one.entry,
            announced: one.announced,
            at: one.at.clone(),
        }
    }
}

/// An entry with what it says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Paper {
    /// The entry.
    pub entry: u64,
    /// Its time, UTC.
    pub at: String,
    /// Its facts, as on the record.
    #[schema(value_type = Object)]
    pub facts: Option<Value>,
    /// Its words, where it has any and they may be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Texts>,
}

fn paper<T: Serialize>(moment: &Moment, facts: &T) -> Paper {
    Paper {
        entry: moment.entry,
        at: moment.at.clone(),
        facts: value(Some(facts)),
        text: None,
    }
}

fn worded<T: Serialize>(moment: &Moment, facts: &T, text: Option<&OutcomeText>) -> Paper {
    Paper {
        text: optional(text.map(|text| &text.text)),
        ..paper(moment, facts)
    }
}

/// How many registered for a consultation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Registered {
    /// How many have a place.
    pub confirmed: u64,
    /// How many wait for one.
    pub waiting: u64,
    /// How many were checked in.
    pub came: u64,
}

/// When people register.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegistrationWindow {
    /// From this time on, UTC.
    pub from: String,
    /// Before this time, UTC.
    pub to: String,
    /// For how many there is room; absent where for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

/// What became of the cards of a workshop: those issued are those entered, those accounted for and those missing.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CardsOfWorkshop {
    /// How many were issued before it.
    pub issued: u64,
    /// How many were entered.
    pub entered: u64,
    /// How many nobody wrote on.
    pub blank: u64,
    /// How many cannot be read.
    pub unreadable: u64,
    /// How many were not printed, or not handed out.
    pub unprinted: u64,
    /// How many are missing.
    pub missing: u64,
}

impl CardsOfWorkshop {
    /// Of what the record has of them; `None` where none were issued.
    pub fn of(cards: &Cards) -> Option<CardsOfWorkshop> {
        let account = cards.accounted;
        let part = |part: fn(CardAccount) -> u32| account.map_or(0, part).into();
        (cards.issued() > 0).then(|| CardsOfWorkshop {
            issued: cards.issued(),
            entered: cards.entered,
            blank: part(|one| one.blank),
            unreadable: part(|one| one.unreadable),
            unprinted: part(|one| one.unprinted),
            missing: cards.missing(),
        })
    }
}

/// A consultation with what was published of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConsultationWhole {
    /// As in a list.
    #[serde(flatten)]
    pub consultation: Consultation,
    /// The agenda that stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agenda: Option<Paper>,
    /// That it was held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Paper>,
    /// Who was there, as it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendance: Option<Paper>,
    /// How it ends.
    pub ending: Ending,
    /// The minutes that stand; absent until they are approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<MinutesWhole>,
    /// The corrections of the minutes that those who were there asked for.
    pub corrections: Vec<MinutesCorrection>,
    /// What came of it, in order.
    pub outcomes: Vec<Paper>,
    /// The newest summary that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Paper>,
    /// The entry that called it off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancelled: Option<u64>,
    /// Entries of announcements, agendas, attendances and summaries that stand no more.
    pub earlier: Vec<u64>,
    /// How many voices were heard in it.
    pub voices: u64,
    /// How many registered, where people do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registered: Option<Registered>,
    /// What became of its cards, where any were issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cards: Option<CardsOfWorkshop>,
}

impl ConsultationWhole {
    /// One with what was published of it.
    pub fn of(one: &ConsultationDetail, papers: &ConsultationPapers) -> ConsultationWhole {
        let agenda = papers.agenda.as_ref();
        let attendance = papers.attendance.as_ref();
        ConsultationWhole {
            consultation: one.into(),
            agenda: agenda.map(|(moment, facts)| paper::<AgendaPublished>(moment, facts)),
            held: papers
                .held
                .as_ref()
                .map(|(moment, facts)| paper(moment, facts)),
            attendance: attendance
                .map(|(moment, facts, _)| paper::<AttendancePublished>(moment, facts)),
            ending: (&papers.ending).into(),
            minutes: MinutesWhole::of(&papers.minutes),
            corrections: papers.minutes.corrections.iter().map(Into::into).collect(),
            outcomes: papers
                .outcomes
                .iter()
                .map(|(moment, facts, text)| worded(moment, facts, text.as_ref()))
                .collect(),
            summary: papers
                .summary
                .as_ref()
                .map(|(moment, facts, text)| worded(moment, facts, text.as_ref())),
            cancelled: papers.cancelled.as_ref().map(|(moment, _)| moment.entry),
            earlier: papers.earlier.iter().map(|moment| moment.entry).collect(),
            voices: papers.voices,
            registered: None,
            cards: None,
        }
    }
}
