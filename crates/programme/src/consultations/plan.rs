//! What is announced of a consultation: what it is, when and where, what it asks, and what may come of it.

use jiff::civil::Date;
use madang_record::time::parse_at;
use madang_words::{Text, quoted};
use serde::{Deserialize, Serialize};

use crate::clock::days_between;
use crate::days::{check_within, day_at, zone_of};
use crate::fact::{By, Checked};
use crate::state::State;
use crate::violation::Violation;
use crate::voices::check_address;
use crate::words::said;

/// The longest question, in characters.
pub const MOST_QUESTION: usize = 1_000;

/// The longest place, option, criterion or contact, in characters.
pub const MOST_LINE: usize = 400;

/// The most options that a question has.
pub const MOST_OPTIONS: usize = 20;

/// How many days before it opens it is announced at least: what is announced later is refused.
pub const LEAST_NOTICE: u32 = 7;

/// How many days ahead one can open, or end.
const MOST_AHEAD: i64 = 731;

/// The most people that can register.
const MOST_CAPACITY: u32 = 1_000_000;

/// Makes an enum of names on the record.
macro_rules! named {
    ($(#[doc = $doc:literal])+ $type:ident, $($(#[doc = $of:literal])+ $variant:ident = $name:literal,)+) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $type {
            $($(#[doc = $of])+ $variant,)+
        }

        impl $type {
            /// Every one.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// Its name on the record, in files and in the API.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)+ }
            }

            /// The one of that name.
            pub fn named(name: &str) -> Option<$type> {
                $type::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}
pub(super) use named;

named! {
    /// What a consultation is.
    ConsultationType,
    /// A meeting.
    Meeting = "meeting",
    /// A workshop.
    Workshop = "workshop",
    /// A hearing.
    Hearing = "hearing",
    /// A forum.
    Forum = "forum",
    /// One in writing: its question is its agenda, whoever writes takes part, and it is held when it closes.
    Online = "online",
}

named! {
    /// Where it takes place.
    Mode,
    /// In one place.
    InPerson = "in_person",
    /// Over the network.
    Online = "online",
    /// Both.
    Hybrid = "hybrid",
}

named! {
    /// Who may come.
    Invitation,
    /// Everybody.
    Open = "open",
    /// Those who are invited, by a criterion that is told.
    Invited = "invited",
}

named! {
    /// How far those who take part have a say, by the IAP2 spectrum of public participation.
    Influence,
    /// They are informed.
    Inform = "inform",
    /// They are asked.
    Consult = "consult",
    /// They work along.
    Involve = "involve",
    /// They decide along.
    Collaborate = "collaborate",
    /// They decide.
    Empower = "empower",
}

/// When somebody can register, and how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// From this time on, UTC.
    pub from: String,
    /// Before this time, UTC.
    pub to: String,
    /// For how many there is room; for everybody, if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

/// What is announced of a consultation. All times are UTC as entries write them: `2026-12-01T00:00:00.000Z`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: ConsultationType,
    /// Where it takes place.
    pub mode: Mode,
    /// It begins then, or takes what is written from then on.
    pub opens_at: String,
    /// It ends then.
    pub closes_at: String,
    /// The place, where people come together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// The address on the web, where it is somewhere else than on this portal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The consultation in which those take part in writing who cannot come, by identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twin: Option<String>,
    /// What is asked.
    pub question: Text,
    /// What is still open: what it may come to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Text>,
    /// When it is decided; without one, nothing is decided by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_at: Option<String>,
    /// How far those who take part have a say.
    pub promised: Influence,
    /// Who may come.
    pub invitation: Invitation,
    /// By what they are invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<Text>,
    /// When somebody can register; nobody need, if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<Registration>,
    /// The body that meets, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The institution that convenes it.
    pub institution: String,
    /// The office that answers questions about it.
    pub contact: Text,
}

impl Plan {
    /// Whether it is one in writing.
    pub fn is_written(&self) -> bool {
        self.kind == ConsultationType::Online
    }

    /// Checks what it says, by whoever announces it or changes it now.
    pub(super) fn check(
        &self,
        state: &State,
        (programme, id): (&str, &str),
        by: &By<'_>,
    ) -> Checked {
        state.institution(programme, &self.institution)?;
        state.check_acts_there(by, programme, &self.institution)?;
        self.check_times(state, programme, by)?;
        self.check_where(state, (programme, id))?;
        self.check_words(state)?;
        if let Some(body) = &self.body {
            state.body(programme, body)?;
        }
        Ok(())
    }

    fn check_times(&self, state: &State, programme: &str, by: &By<'_>) -> Checked {
        let place = state.programme(programme)?;
        let registration = self.registration.as_ref();
        for (field, time) in [
            ("opens_at", Some(&self.opens_at)),
            ("closes_at", Some(&self.closes_at)),
            ("decision_at", self.decision_at.as_ref()),
            ("from", registration.map(|registration| &registration.from)),
            ("to", registration.map(|registration| &registration.to)),
        ] {
            if let Some(time) = time {
                check_time(field, time)?;
            }
        }
        let zone = zone_of(&place.zone)?;
        let today = day_at(&zone, by.at)?;
        check_within(
            "opens_at",
            today,
            day_at(&zone, &self.opens_at)?,
            MOST_AHEAD,
        )?;
        check_within(
            "closes_at",
            today,
            day_at(&zone, &self.closes_at)?,
            MOST_AHEAD,
        )?;
        let after = |field: &'static str, later: &str, earlier: &str| match later > earlier {
            true => Ok(()),
            false => Err(Violation::field(
                field,
                said!(
                    "consultation-ends-first",
                    ends = place.local(later),
                    begins = place.local(earlier)
                ),
            )),
        };
        after("closes_at", &self.closes_at, &self.opens_at)?;
        if let Some(registration) = registration {
            after("to", &registration.to, &registration.from)?;
            after("closes_at", &self.closes_at, &registration.to)?;
            if !(1..=MOST_CAPACITY).contains(&registration.capacity.unwrap_or(1)) {
                let reason = said!("consultation-capacity", most = u64::from(MOST_CAPACITY));
                return Err(Violation::field("capacity", reason));
            }
        }
        Ok(())
    }

    fn check_where(&self, state: &State, (programme, id): (&str, &str)) -> Checked {
        if self.is_written() && self.mode != Mode::Online {
            return Err(Violation::field(
                "mode",
                said!("consultation-written-where"),
            ));
        }
        if self.mode != Mode::Online && self.place.is_none() {
            return Err(Violation::field("place", said!("consultation-no-place")));
        }
        if self.mode != Mode::InPerson && !self.is_written() && self.url.is_none() {
            return Err(Violation::field("url", said!("consultation-no-address")));
        }
        if let Some(url) = &self.url {
            check_address(state.rules(), "url", url)?;
        }
        if let Some(twin) = &self.twin {
            if twin == id {
                return Err(Violation::field("twin", said!("consultation-own-twin")));
            }
            let other = state.consultation(programme, twin)?;
            if other.plan.mode == Mode::InPerson && self.mode == Mode::InPerson {
                let reason = said!("consultation-twin-in-person", id = quoted(twin));
                return Err(Violation::field("twin", reason));
            }
        }
        Ok(())
    }

    fn check_words(&self, state: &State) -> Checked {
        state.check_title("question", &self.question, MOST_QUESTION)?;
        state.check_title("contact", &self.contact, MOST_LINE)?;
        if let Some(place) = &self.place {
            state.check_title("place", place, MOST_LINE)?;
        }
        if self.options.len() > MOST_OPTIONS {
            return Err(Violation::field(
                "options",
                said!("consultation-options-many", most = MOST_OPTIONS),
            ));
        }
        for (number, option) in self.options.iter().enumerate() {
            state.check_title("options", option, MOST_LINE)?;
            if self.options[..number].contains(option) {
                return Err(Violation::field(
                    "options",
                    said!("consultation-option-twice"),
                ));
            }
        }
        match (self.invitation, &self.criterion) {
            (Invitation::Open, None) => Ok(()),
            (Invitation::Open, Some(_)) => Err(Violation::field(
                "criterion",
                said!("consultation-criterion-open"),
            )),
            (Invitation::Invited, Some(criterion)) => {
                state.check_title("criterion", criterion, MOST_LINE)
            }
            (Invitation::Invited, None) => Err(Violation::field(
                "criterion",
                said!("consultation-criterion-missing"),
            )),
        }
    }

    /// Checks that it does not open so soon after it was announced so that nobody can know.
    pub(super) fn check_notice(&self, state: &State, programme: &str, by: &By<'_>) -> Checked {
        let days = self.notice(&state.programme(programme)?.zone, by.at)?;
        if days >= LEAST_NOTICE {
            return Ok(());
        }
        Err(Violation::field(
            "opens_at",
            said!("consultation-notice", days = days, least = LEAST_NOTICE),
        ))
    }

    /// How many days lie between a time and its opening.
    fn notice(&self, zone: &str, at: &str) -> Result<u32, Violation> {
        let zone = zone_of(zone)?;
        let day = |at: &str| -> Result<Date, Violation> { day_at(&zone, at) };
        Ok(days_between(day(at)?, day(&self.opens_at)?))
    }

    /// Whether whoever registered must know: it takes place at another time or elsewhere.
    pub(super) fn moves(&self, before: &Plan) -> bool {
        let when = |plan: &Plan| (plan.opens_at.clone(), plan.closes_at.clone());
        let place = |plan: &Plan| (plan.mode, plan.place.clone(), plan.url.clone());
        when(self) != when(before) || place(self) != place(before)
    }

    /// Whether whoever wants to come must be told anew, so long before as of a new one: what it asks is another, or it opens earlier.
    pub(super) fn asks_otherwise(&self, before: &Plan) -> bool {
        self.question != before.question
            || self.options != before.options
            || self.opens_at < before.opens_at
    }
}

/// Checks a time as it stands in facts.
pub(super) fn check_time(field: &'static str, time: &str) -> Checked {
    match parse_at(time) {
        Some(_) => Ok(()),
        None => Err(Violation::field(
            field,
            said!("consultation-time", time = quoted(time)),
        )),
    }
}
