//! What a machine finds when it holds a record against the rules of openness: who asks, and at what time, is all that it hangs on.

use jiff::civil::Date;
use madang_words::Said;
use serde::{Serialize, Serializer};

use crate::clock::days_between;
use crate::words::said;

/// The checks, each named once.
macro_rules! checks {
    ($($(#[$says:meta])+ $check:ident),+ $(,)?) => {
        /// A rule of openness that a machine can hold against the record, by its number in the checklist.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check { $($(#[$says])+ $check),+ }

        impl Check {
            /// Every one.
            pub const ALL: [Check; [$(stringify!($check)),+].len()] = [$(Check::$check),+];

            /// Its number.
            pub fn id(self) -> &'static str {
                match self { $(Check::$check => stringify!($check)),+ }
            }
        }
    };
}

checks! {
    /// When a consultation opens, closes and is decided is told before.
    C01,
    /// A consultation is announced two weeks before it opens.
    C02,
    /// A consultation has a title, a period, an address and says what it is about.
    C03,
    /// Whoever cannot come where people meet takes part over the network.
    C04,
    /// What is asked is still open.
    C05,
    /// A consultation in writing takes what is written for two weeks.
    C06,
    /// Who may come is told, and by what they are invited.
    C07,
    /// The say that was promised is assessed afterwards.
    C08,
    /// What a consultation leaves is there: an agenda before it, then who was there and what came of it.
    C09,
    /// Minutes say the nine things that they are to say.
    C10,
    /// Minutes are approved two weeks after people met.
    C11,
    /// What was said in a consultation is summed up before anything is selected.
    C12,
    /// Every voice and every proposal is answered, with a reason.
    C13,
    /// They are answered in time.
    C14,
    /// What came of a consultation points to what was said.
    C15,
    /// The seats of a body are filled before it comes together first, and officials, designers and citizens work together in each phase of a
    /// design.
    C16,
    /// It is told who sits on bodies: officials, experts and designers, others with their consent.
    C17,
    /// Minutes tell who spoke by role, and by name with consent alone.
    C18,
    /// What was hidden is looked at again.
    C19,
    /// No personal data stand in public words.
    C20,
    /// Members of bodies whose scores count declare what they have to do with the proposals before the vote opens.
    C21,
    /// By which criteria is fixed before anybody scores, and everybody reads the scores.
    C22,
    /// A forum comes together twice a year, by rules that everybody can read.
    C24,
    /// On what was adopted progress is told until it is done.
    C32,
}

/// What it means that a check is broken for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// What was asked for was done, and late.
    DoneLate,
    /// What was done does not stand any more: the reason of an answer is gone.
    ReasonGone,
    /// Something was hidden for longer than was said.
    HiddenLong,
    /// What was promised was dropped.
    Dropped,
    /// It was told too late.
    ToldLate,
    /// Words that were to stand are gone.
    WordsGone,
    /// Whoever could not come had no other way to take part.
    NoTwin,
    /// What was asked was decided already.
    NotOpen,
    /// There was too little time.
    Short,
    /// No agenda stood before people met.
    NoAgenda,
    /// Nothing was summed up before it was needed.
    NoSummary,
    /// A phase was closed without those who were to work in it together.
    NotTogether,
    /// A body came together while seats were empty.
    SeatsEmpty,
    /// A member did not declare before the vote opened, or not in time what they found out.
    Undeclared,
}

impl Check {
    /// What it means where it is [`Status::Broken`], save for what [`Finding::broken`] knows better.
    fn broken(self) -> Broken {
        match self {
            Check::C13 => Broken::ReasonGone,
            Check::C19 => Broken::HiddenLong,
            Check::C01
            | Check::C07
            | Check::C08
            | Check::C09
            | Check::C11
            | Check::C14
            | Check::C15
            | Check::C17
            | Check::C18
            | Check::C20
            | Check::C22
            | Check::C24 => Broken::DoneLate,
            Check::C32 => Broken::Dropped,
            Check::C02 => Broken::ToldLate,
            Check::C03 | Check::C10 => Broken::WordsGone,
            Check::C04 => Broken::NoTwin,
            Check::C05 => Broken::NotOpen,
            Check::C06 => Broken::Short,
            Check::C12 => Broken::NoSummary,
            Check::C16 => Broken::SeatsEmpty,
            Check::C21 => Broken::Undeclared,
        }
    }

    /// What it asks, in words.
    pub fn said(self) -> Said {
        match self {
            Check::C01 => said!("openness-c01"),
            Check::C02 => said!("openness-c02"),
            Check::C03 => said!("openness-c03"),
            Check::C04 => said!("openness-c04"),
            Check::C05 => said!("openness-c05"),
            Check::C06 => said!("openness-c06"),
            Check::C07 => said!("openness-c07"),
            Check::C08 => said!("openness-c08"),
            Check::C09 => said!("openness-c09"),
            Check::C10 => said!("openness-c10"),
            Check::C11 => said!("openness-c11"),
            Check::C12 => said!("openness-c12"),
            Check::C13 => said!("openness-c13"),
            Check::C14 => said!("openness-c14"),
            Check::C15 => said!("openness-c15"),
            Check::C16 => said!("openness-c16"),
            Check::C17 => said!("openness-c17"),
            Check::C18 => said!("openness-c18"),
            Check::C19 => said!("openness-c19"),
            Check::C20 => said!("openness-c20"),
            Check::C21 => said!("openness-c21"),
            Check::C22 => said!("openness-c22"),
            Check::C24 => said!("openness-c24"),
            Check::C32 => said!("openness-c32"),
        }
    }

    /// The one of that number.
    pub fn named(id: &str) -> Option<Check> {
        Check::ALL.into_iter().find(|check| check.id() == id)
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// How it stands, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Done in time.
    Held,
    /// There is time left, or nothing that it could be asked of.
    NotYetDue,
    /// Late, and it can still be done.
    Overdue,
    /// It can no more be done, or was done late.
    Broken,
}

impl Status {
    /// Every one, the best first.
    pub const ALL: [Status; 4] = [
        Status::Held,
        Status::NotYetDue,
        Status::Overdue,
        Status::Broken,
    ];

    /// Its name in reports and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Status::Held => "held",
            Status::NotYetDue => "not_yet_due",
            Status::Overdue => "overdue",
            Status::Broken => "broken",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// What of several things one check asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// The agenda of a consultation.
    Agenda,
    /// Who was there.
    Attendance,
    /// Its minutes.
    Minutes,
    /// What came of it.
    Outcomes,
    /// What became of its cards.
    Cards,
    /// That those worked together who are to.
    Together,
    /// That it is closed.
    Closing,
}

impl Duty {
    /// Its name in reports and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Duty::Agenda => "agenda",
            Duty::Attendance => "attendance",
            Duty::Minutes => "minutes",
            Duty::Outcomes => "outcomes",
            Duty::Cards => "cards",
            Duty::Together => "together",
            Duty::Closing => "closing",
        }
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// By which check.
    pub check: Check,
    /// In which programme.
    pub programme: String,
    /// About what, as the record names it: `voice:kr0018-flagships/12`.
    pub subject: String,
    /// The institution whose task it is, by identifier, where one is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
    /// What of it, where the check asks for several things.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duty: Option<Duty>,
    /// Whether it is held because a duty was waived in time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_waiver: bool,
    /// How it stands.
    pub status: Status,
    /// By which day it was or is due, in the programme's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// On which day it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// By how many days it was or is late.
    pub late: u32,
    /// The entry that began it, and that by which it was done.
    pub entries: Vec<u64>,
}

impl Finding {
    /// What it means where it is [`Status::Broken`].
    pub fn broken(&self) -> Broken {
        match self.duty {
            Some(Duty::Agenda) if self.done.is_none() => Broken::NoAgenda,
            Some(Duty::Cards) => Broken::DoneLate,
            Some(Duty::Together) => Broken::NotTogether,
            Some(
                Duty::Agenda | Duty::Attendance | Duty::Minutes | Duty::Outcomes | Duty::Closing,
            )
            | None => self.check.broken(),
        }
    }

    /// Whether it is that something was hidden from the beginning, and no entry says on which ground and until when: what an entry hides
    /// is found with that entry.
    pub fn lacks_ground(&self) -> bool {
        self.check == Check::C19 && self.entries.len() < 2
    }

    /// Where something is due by a day, and was done on one or is to be. Done late it is broken for good.
    pub(crate) fn by_day(
        (check, programme): (Check, &str),
        subject: String,
        (due, done, today): (Date, Option<Date>, Date),
        entries: Vec<u64>,
    ) -> Finding {
        let late = days_between(due, done.unwrap_or(today));
        let status = match (done, late) {
            (Some(_), 0) => Status::Held,
            (Some(_), _) => Status::Broken,
            (None, 0) => Status::NotYetDue,
            (None, _) => Status::Overdue,
        };
        Finding {
            check,
            programme: programme.to_owned(),
            subject,
            institution: None,
            duty: None,
            by_waiver: false,
            status,
            due: Some(due.to_string()),
            done: done.map(|day| day.to_string()),
            late,
            entries,
        }
    }
}
