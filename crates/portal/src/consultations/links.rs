//! The addresses of consultations.

use madang_programme::subject::SubjectKind;

use crate::frame::entries::recorded_as;
use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's consultations.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/consultations";
/// Pattern of them as a calendar.
pub const CALENDAR: &str = "/programmes/{programme}/consultations/calendar.ics";
/// Pattern of where one is announced.
pub const NEW: &str = "/programmes/{programme}/consultations/new";
/// Pattern of a consultation.
pub const ONE: &str = "/programmes/{programme}/consultations/{consultation}";
/// Pattern of one as a calendar.
pub const ONE_CALENDAR: &str = "/programmes/{programme}/consultations/{consultation}/calendar.ics";
/// Pattern of what officials and facilitators do with one.
pub const ACT: &str = "/programmes/{programme}/consultations/{consultation}/do/{way}";

/// Pattern of where somebody registers, and sees their own registration.
pub const REGISTER: &str = "/programmes/{programme}/consultations/{consultation}/register";
/// Pattern of where they cancel it.
pub const UNREGISTER: &str = "/programmes/{programme}/consultations/{consultation}/register/cancel";
/// Pattern of who registered, for whoever leads it.
pub const PEOPLE: &str = "/programmes/{programme}/consultations/{consultation}/people";
/// Pattern of where whoever leads it registers somebody.
pub const ENTER: &str = "/programmes/{programme}/consultations/{consultation}/people/new";
/// Pattern of where they cancel somebody's registration.
pub const STRIKE: &str = "/programmes/{programme}/consultations/{consultation}/people/cancel";
/// Pattern of the list that attendees sign.
pub const SIGN_IN_LIST: &str = "/programmes/{programme}/consultations/{consultation}/people/list";
/// Pattern of where attendees are checked in.
pub const CHECK_IN: &str = "/programmes/{programme}/consultations/{consultation}/check-in";

/// Pattern of the kit of a workshop: what is printed for it.
pub const KIT: &str = "/programmes/{programme}/consultations/{consultation}/kit";
/// Pattern of where its cards are entered.
pub const CARDS: &str = "/programmes/{programme}/consultations/{consultation}/cards";
/// Pattern of where those that nobody entered are accounted for.
pub const ACCOUNT: &str = "/programmes/{programme}/consultations/{consultation}/cards/account";
/// Pattern of the minutes of one.
pub const MINUTES: &str = "/programmes/{programme}/consultations/{consultation}/minutes";
/// Pattern of what is done with them.
pub const MINUTES_ACT: &str =
    "/programmes/{programme}/consultations/{consultation}/minutes/do/{act}";
/// Pattern of where a correction of them is settled.
pub const SETTLE: &str =
    "/programmes/{programme}/consultations/{consultation}/minutes/corrections/{entry}";

/// Pattern of what is done when one ends.
pub const ENDING: &str = "/programmes/{programme}/consultations/{consultation}/ending/{act}";

/// A programme's consultations.
pub fn list(programme: &str) -> String {
    format!("{}/consultations", path(programme))
}

/// They as a calendar.
pub fn calendar(programme: &str) -> String {
    format!("{}/calendar.ics", list(programme))
}

/// Where one is announced.
pub fn new(programme: &str) -> String {
    format!("{}/new", list(programme))
}

/// A consultation's address without its language.
pub fn one(programme: &str, id: &str) -> String {
    format!("{}/{}", list(programme), step(id))
}

/// It as a calendar.
pub fn one_calendar(programme: &str, id: &str) -> String {
    format!("{}/calendar.ics", one(programme, id))
}

/// Where somebody registers for it.
pub fn register(programme: &str, id: &str) -> String {
    format!("{}/register", one(programme, id))
}

/// Where they cancel that.
pub fn unregister(programme: &str, id: &str) -> String {
    format!("{}/cancel", register(programme, id))
}

/// Who registered.
pub fn people(programme: &str, id: &str) -> String {
    format!("{}/people", one(programme, id))
}

/// Where whoever leads it registers somebody.
pub fn enter(programme: &str, id: &str) -> String {
    format!("{}/new", people(programme, id))
}

/// Where they cancel somebody's registration.
pub fn strike(programme: &str, id: &str) -> String {
    format!("{}/cancel", people(programme, id))
}

/// The list that attendees sign.
pub fn sign_in_list(programme: &str, id: &str) -> String {
    format!("{}/list", people(programme, id))
}

/// Where attendees are checked in.
pub fn check_in(programme: &str, id: &str) -> String {
    format!("{}/check-in", one(programme, id))
}

/// The kit of a workshop.
pub fn kit(programme: &str, id: &str) -> String {
    format!("{}/kit", one(programme, id))
}

/// Where its cards are entered.
pub fn cards(programme: &str, id: &str) -> String {
    format!("{}/cards", one(programme, id))
}

/// Where those that nobody entered are accounted for.
pub fn account(programme: &str, id: &str) -> String {
    format!("{}/account", cards(programme, id))
}

/// What is done when it ends.
pub fn ending(programme: &str, id: &str, act: EndingAct) -> String {
    format!("{}/ending/{}", one(programme, id), act.name())
}

/// Its minutes.
pub fn minutes(programme: &str, id: &str) -> String {
    format!("{}/minutes", one(programme, id))
}

/// Where something is done with them.
pub fn minutes_act(programme: &str, id: &str, act: MinutesAct) -> String {
    format!("{}/do/{}", minutes(programme, id), act.name())
}

/// Where a correction of them is settled, by its entry.
pub fn settle(programme: &str, id: &str, correction: u64) -> String {
    format!("{}/corrections/{correction}", minutes(programme, id))
}

/// Where a page says what was recorded just now.
pub fn recorded_at(page: &str, entries: &[u64]) -> String {
    format!("{page}?{}", recorded_as(entries))
}

/// Programme and consultation of which the record writes so: `consultation:kr0018/3`.
pub fn of_subject(subject: &str) -> Option<(&str, &str)> {
    SubjectKind::Consultation.split(subject)
}

/// It with the receipt of what was done with it just now.
pub fn done(programme: &str, id: &str, entry: u64) -> String {
    format!("{}?{}", one(programme, id), recorded_as(&[entry]))
}

/// A programme's consultations in the API.
pub fn api(programme: &str) -> String {
    format!("{}/consultations", programme_api(programme))
}

/// Something that officials and facilitators do with a consultation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To announce it otherwise.
    Change,
    /// To call it off.
    Cancel,
    /// To publish its agenda.
    Agenda,
    /// To say that it was held.
    Held,
    /// To publish who was there.
    Attendance,
    /// To record what came of it.
    Outcome,
    /// To publish a summary of it.
    Summary,
}

impl Way {
    /// Every one.
    pub const ALL: [Way; 7] = [
        Way::Change,
        Way::Cancel,
        Way::Agenda,
        Way::Held,
        Way::Attendance,
        Way::Outcome,
        Way::Summary,
    ];

    fn name(self) -> &'static str {
        match self {
            Way::Change => "change",
            Way::Cancel => "cancel",
            Way::Agenda => "agenda",
            Way::Held => "held",
            Way::Attendance => "attendance",
            Way::Outcome => "outcome",
            Way::Summary => "summary",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// Where something is done with a consultation.
pub fn act(programme: &str, id: &str, way: Way) -> String {
    format!("{}/do/{}", one(programme, id), way.name())
}

/// Something that is done with minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinutesAct {
    /// To draft them.
    Draft,
    /// To ask for a correction of the draft.
    Ask,
    /// To approve them.
    Approve,
    /// To put approved ones right.
    Correct,
}

impl MinutesAct {
    /// Every one.
    pub const ALL: [MinutesAct; 4] = [
        MinutesAct::Draft,
        MinutesAct::Ask,
        MinutesAct::Approve,
        MinutesAct::Correct,
    ];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            MinutesAct::Draft => "draft",
            MinutesAct::Ask => "ask",
            MinutesAct::Approve => "approve",
            MinutesAct::Correct => "correct",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<MinutesAct> {
        MinutesAct::ALL.into_iter().find(|act| act.name() == name)
    }
}

/// Something that is done when a consultation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndingAct {
    /// To close it.
    Close,
    /// To waive something that it owes.
    Waive,
    /// To assess the say that people had.
    Assess,
}

impl EndingAct {
    /// Every one.
    pub const ALL: [EndingAct; 3] = [EndingAct::Close, EndingAct::Waive, EndingAct::Assess];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            EndingAct::Close => "close",
            EndingAct::Waive => "waive",
            EndingAct::Assess => "assess",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<EndingAct> {
        EndingAct::ALL.into_iter().find(|act| act.name() == name)
    }
}
