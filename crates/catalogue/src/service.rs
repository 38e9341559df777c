//! A service as a catalogue knows it.

use madang_eligibility::Day;
use madang_eligibility::gov24::{self, DeadlineKind, Group};
use madang_words::Text;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A service: who provides it, for whom it is, what one gets, how, where and until when to apply.
///
/// As JSON it is a record of a catalogue's file. What a source did not say is left out there, but for the fields that every record has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Service {
    /// Its identifier: a text, whose leading noughts count.
    pub id: String,
    /// What it is called.
    pub name: Text,
    /// What it is for, in a sentence.
    #[serde(default, skip_serializing_if = "is_silent")]
    pub summary: Text,
    /// Who provides it.
    #[serde(default)]
    pub provider: Provider,
    /// The group of KR0018.
    #[serde(default)]
    pub group: Option<Group>,
    /// For whom inside the group: `child`, `pupil`, `pregnant` …
    #[serde(default)]
    pub audiences: Vec<String>,
    /// Who may ask for it: 개인, 가구, 소상공인, 법인/시설/단체.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<String>,
    /// The field of life: one of the ten of 정부24.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// In what form one gets it: 현금, 현물, 이용권 …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// What one gets.
    #[serde(default, skip_serializing_if = "is_silent")]
    pub benefit: Text,
    /// Who gets it, in words.
    #[serde(default, skip_serializing_if = "is_silent")]
    pub eligibility_text: Text,
    /// How it is chosen among those who ask.
    #[serde(default, skip_serializing_if = "is_silent")]
    pub criteria: Text,
    /// The least and the greatest age in completed years; both are in.
    #[serde(default)]
    pub age: [Option<u32>; 2],
    /// How and where one applies.
    #[serde(default, skip_serializing_if = "is_silent")]
    pub apply: Text,
    /// A page on which one applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apply_url: Option<String>,
    /// A page about it: http or https.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Until when.
    #[serde(default)]
    pub deadline: Deadline,
    /// What one brings.
    #[serde(default)]
    pub documents: Vec<String>,
    /// What the office fetches itself, and nobody is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents_fetched: Vec<String>,
    /// What shows who one is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents_identity: Vec<String>,
    /// What it costs.
    #[serde(default)]
    pub cost: Vec<Cost>,
    /// Whom to ask.
    #[serde(default, skip_serializing_if = "Contact::is_empty")]
    pub contact: Contact,
    /// Where it is for: a code of two or five digits, or `KR`; none where that is not known.
    #[serde(default)]
    pub region: Option<String>,
    /// The languages in which it is given, by their tags.
    #[serde(default)]
    pub languages: Vec<String>,
    /// The laws, rules and ordinances that it rests on.
    #[serde(default)]
    pub legal_basis: Vec<String>,
    /// Which version this is: the day from which its rule holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When its source was changed last, as the source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// When its source was made, as the source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<String>,
    /// Whether it is given at present.
    #[serde(default)]
    pub status: Status,
    /// What an HSDS file said of it beyond these fields, kept as it came so that it is written again.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub hsds: Map<String, Value>,
}

pub(crate) fn is_silent(text: &Text) -> bool {
    text.0.values().all(String::is_empty)
}

/// Who provides a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provider {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// What sort of agency: 중앙행정기관, 광역시도, 시군구 …
    #[serde(default)]
    pub kind: String,
    /// Its code, where the source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
}

/// Whom to ask. Numbers of agencies alone: no mobile telephone, no mail of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Contact {
    /// Where one applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// Telephone numbers, with what they are called where that is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
}

impl Contact {
    fn is_empty(&self) -> bool {
        self.office.is_none() && self.phones.is_empty()
    }
}

/// What a service costs whoever gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Cost {
    /// In whole units of the currency; 0 is free.
    pub amount: u64,
    /// The currency by ISO 4217.
    pub currency: String,
}

impl Cost {
    /// An amount in a currency.
    #[must_use]
    pub fn new(amount: u64, currency: impl Into<String>) -> Cost {
        Cost {
            amount,
            currency: currency.into(),
        }
    }
}

/// Until when one can apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Deadline {
    /// What sort.
    pub kind: DeadlineKind,
    /// As the source says it.
    #[serde(default)]
    pub text: String,
    /// First and last days; a day until which has no first.
    #[serde(default)]
    pub periods: Vec<(Option<Day>, Day)>,
}

impl Default for Deadline {
    fn default() -> Deadline {
        Deadline::read("")
    }
}

impl Deadline {
    /// What the text of 신청기한 says.
    #[must_use]
    pub fn read(text: &str) -> Deadline {
        let read = gov24::Deadline::read(text);
        Deadline {
            kind: read.kind,
            text: text.trim().to_owned(),
            periods: read.periods,
        }
    }
}

/// Whether a service is given at present, as HSDS has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is given.
    #[default]
    Active,
    /// It is not given now.
    Inactive,
    /// It is no more.
    Defunct,
    /// It is closed for a time.
    #[serde(rename = "temporarily closed")]
    TemporarilyClosed,
}

impl Status {
    /// All of them, with how files write them.
    pub const ALL: [(Status, &'static str); 4] = [
        (Status::Active, "active"),
        (Status::Inactive, "inactive"),
        (Status::Defunct, "defunct"),
        (Status::TemporarilyClosed, "temporarily closed"),
    ];

    /// As files write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        let found = Status::ALL.iter().find(|(status, _)| *status == self);
        found.map_or("active", |(_, word)| word)
    }

    /// The status of a word; `None` for a word that is none.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Status> {
        let found = Status::ALL.iter().find(|(_, known)| *known == word);
        found.map(|(status, _)| *status)
    }
}
