//! What the API says about answers.

use madang_programme::answers::{self, Disposition, Pointer, Subject};
use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::shapes::{List, Texts, optional};
use crate::model;

/// A voice or a proposal that was answered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Answered {
    /// `voice` or `proposal`.
    pub kind: String,
    /// Its identifier.
    pub id: String,
}

impl From<&Subject> for Answered {
    fn from(subject: &Subject) -> Answered {
        Answered {
            kind: subject.kind().to_owned(),
            id: subject.id().to_owned(),
        }
    }
}

/// Where something can be looked at: one of both is there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reference {
    /// An entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    /// A web address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl From<&Pointer> for Reference {
    fn from(pointer: &Pointer) -> Reference {
        match pointer {
            Pointer::Entry(entry) => Reference {
                entry: Some(*entry),
                address: None,
            },
            Pointer::Address(address) => Reference {
                entry: None,
                address: Some(address.clone()),
            },
        }
    }
}

/// Something that changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Changed {
    /// `plan`, `service`, `rule`, `budget`, `information` or `other`.
    pub what: String,
    /// Where it can be looked at.
    pub reference: Reference,
}

/// An answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Answer {
    /// What is answered.
    pub subject: Answered,
    /// `adopted`, `adopted_in_part`, `merged`, `not_adopted`, `out_of_scope` or `already_exists`.
    pub disposition: String,
    /// What it goes on in, where it was merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub into: Option<Answered>,
    /// The criteria that it does not meet, where it was not adopted: of `feasible`, `creative`, `effective`, `scope`, `lasting`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<String>,
    /// The institution whose task it is, where it is out of scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whose: Option<String>,
    /// Where it is to be found, where it is there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exists: Option<Reference>,
    /// The institution that decided.
    pub decider: String,
    /// The post that decided; absent where the reason is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<Texts>,
    /// Why; absent where it is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Texts>,
    /// What changed, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_changed: Option<Texts>,
    /// What changed.
    pub changed: Vec<Changed>,
    /// By which day it is planned, as the answer said, where it was adopted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned_by: Option<String>,
    /// The entry of the answer whose place it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<u64>,
    /// Its entry.
    pub entry: u64,
    /// When it was given, UTC.
    pub at: String,
}

impl From<&model::AnswerDetail> for Answer {
    fn from(answer: &model::AnswerDetail) -> Answer {
        let facts = &answer.facts;
        let words = answer.reason.as_ref();
        let changed = facts.changed.iter().map(|changed| Changed {
            what: changed.what.name().to_owned(),
            reference: Reference::from(&changed.reference),
        });
        let mut shape = Answer {
            subject: Answered::from(&facts.subject),
            disposition: facts.disposition.kind().name().to_owned(),
            into: None,
            unmet: Vec::new(),
            whose: None,
            exists: None,
            decider: facts.decider.clone(),
            post: optional(words.map(|words| &words.post)),
            reason: optional(words.map(|words| &words.reason)),
            what_changed: optional(words.and_then(|words| words.changed.as_ref())),
            changed: changed.collect(),
            planned_by: facts.planned_by.clone(),
            supersedes: facts.supersedes,
            entry: answer.entry,
            at: answer.at.clone(),
        };
        match &facts.disposition {
            Disposition::Adopted | Disposition::AdoptedInPart => {}
            Disposition::Merged { into } => shape.into = Some(Answered::from(into)),
            Disposition::NotAdopted(criteria) => {
                let unmet = criteria.unmet();
                shape.unmet = unmet.map(|unmet| unmet.name().to_owned()).collect();
            }
            Disposition::OutOfScope { whose } => shape.whose = Some(whose.clone()),
            Disposition::AlreadyExists { reference } => {
                shape.exists = Some(Reference::from(reference));
            }
        }
        shape
    }
}

/// How some of what was said was answered.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerTally {
    /// How many there are, without those that were taken back.
    pub all: u64,
    /// How many of them are answered.
    pub answered: u64,
    /// How many were answered after they were due.
    pub late: u64,
    /// How many are not answered and should have been.
    pub overdue: u64,
    /// Days that half of the first answers did not take longer than.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<u32>,
    /// Days that the slowest of them took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slowest_days: Option<u32>,
}

impl From<&answers::Tally> for AnswerTally {
    fn from(tally: &answers::Tally) -> AnswerTally {
        AnswerTally {
            all: tally.all,
            answered: tally.answered,
            late: tally.late,
            overdue: tally.overdue,
            median_days: tally.median,
            slowest_days: tally.slowest,
        }
    }
}

/// The same of one institution.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfInstitution {
    /// The institution; absent for what no institution was named for yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
    /// Its numbers.
    #[serde(flatten)]
    pub tally: AnswerTally,
}

/// Something that is late.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Overdue {
    /// What.
    pub subject: Answered,
    /// The institution that is to answer, where one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
    /// By which day it was due.
    pub due: String,
    /// Days since then.
    pub late: u32,
}

/// Overdue answers that are listed; more are only counted.
const MOST_OVERDUE: usize = 1_000;

/// A programme's answers with what they come to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Answers {
    /// A page of the answers that stand, the newest first.
    #[serde(flatten)]
    pub list: List<Answer>,
    /// Of everything.
    pub everything: AnswerTally,
    /// Of voices.
    pub voices: AnswerTally,
    /// Of proposals.
    pub proposals: AnswerTally,
    /// By institution.
    pub by_institution: Vec<OfInstitution>,
    /// What is late, the longest first; at most 1,000.
    pub overdue: Vec<Overdue>,
}

impl Answers {
    /// A page with the figures.
    pub fn of(list: List<Answer>, figures: &answers::Figures) -> Answers {
        let by_institution = figures.by_institution.iter();
        let by_institution = by_institution.map(|(institution, tally)| OfInstitution {
            institution: institution.clone(),
            tally: AnswerTally::from(tally),
        });
        let overdue = figures.overdue.iter().take(MOST_OVERDUE);
        let overdue = overdue.map(|late| Overdue {
            subject: Answered::from(&late.subject),
            institution: late.institution.clone(),
            due: late.due.clone(),
            late: late.late,
        });
        Answers {
            list,
            everything: AnswerTally::from(&figures.all),
            voices: AnswerTally::from(&figures.voices),
            proposals: AnswerTally::from(&figures.proposals),
            by_institution: by_institution.collect(),
            overdue: overdue.collect(),
        }
    }
}
