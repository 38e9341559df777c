//! What minutes say: nine things, always all of them.

use madang_words::{Text, check_not_blank, check_title};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::Event as Of;
use super::super::plan::{check_time, named};
use crate::bodies::MemberClass;
use crate::contents::Content;
use crate::days::{day_at, zone_of};
use crate::event::Event;
use crate::fact::Checked;
use crate::state::State;
use crate::violation::Violation;
use crate::words::said;

/// The content that holds minutes.
pub const MINUTES: &str = "minutes";

/// The most things of each sort.
pub const MOST_LINES: usize = 300;

/// The longest name, place and post, in characters.
const MOST_LINE: usize = 400;

/// The longest remark and decision, in characters.
const MOST_GIST: usize = 4_000;

/// The most votes of one sort.
const MOST_COUNTED: u32 = 1_000_000;

named! {
    /// One of the things that minutes say.
    MinutesPart,
    /// What the meeting is called.
    Name = "name",
    /// Who convened it.
    Host = "host",
    /// When and where it was.
    TimeAndPlace = "time_and_place",
    /// Who was there, and who watched.
    Attendees = "attendees",
    /// In which order it went.
    Order = "order",
    /// What was on the table.
    Items = "items",
    /// What was said.
    Remarks = "remarks",
    /// What was decided.
    Decisions = "decisions",
    /// What was voted on, and how.
    Votes = "votes",
}

/// The content `minutes`: the nine things that article 18 ② of the enforcement decree of the Public Records Management Act asks of
/// minutes. None of them is missing; that nobody watched, and that nothing was voted on, is said by an empty list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// What the meeting is called.
    pub name: Text,
    /// Who convened it.
    pub host: Text,
    /// When it began, UTC.
    pub began_at: String,
    /// When it ended, UTC.
    pub ended_at: String,
    /// Where it was.
    pub place: Text,
    /// Who was there, as far as they are told one by one.
    pub attendees: Vec<Present>,
    /// How many were there beside these.
    pub others: u32,
    /// Who watched; nobody, if empty.
    pub observers: Vec<Present>,
    /// In which order it went.
    pub order: Vec<Text>,
    /// What was on the table, in its order.
    pub items: Vec<Text>,
    /// What was said.
    pub remarks: Vec<Remark>,
    /// What was decided.
    pub decisions: Vec<Text>,
    /// What was voted on; nothing, if empty.
    pub votes: Vec<Counted>,
}

/// Somebody who was there, by what they were there as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Present {
    /// What they were there as.
    pub class: MemberClass,
    /// Their post or occupation.
    pub post: Text,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether they consent to being named: whoever is there as a citizen must.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
}

/// The gist of what somebody said, by what they were there as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// The number of the item it was about, from 1.
    pub item: u32,
    /// What whoever spoke was there as.
    pub role: Text,
    /// Their name, if they consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether they consent to being named.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
    /// What they said, in short.
    pub gist: Text,
}

/// A question that was voted on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// What was asked.
    pub question: Text,
    /// How many were for it.
    #[serde(rename = "for")]
    pub yes: u32,
    /// How many were against it.
    pub against: u32,
    /// How many abstained.
    pub abstain: u32,
}

fn check_name(name: Option<&String>, consent: bool, needs_consent: bool) -> Checked {
    let Some(name) = name else {
        // Nobody consents to what is not told.
        return match consent {
            false => Ok(()),
            true => Err(Violation::field("name", said!("minutes-consent-to-what"))),
        };
    };
    check_not_blank("name", name, MOST_LINE)?;
    check_title("name", name)?;
    match consent || !needs_consent {
        true => Ok(()),
        false => Err(Violation::field("name", said!("minutes-no-consent"))),
    }
}

fn check_many(field: &'static str, number: usize, least: usize) -> Checked {
    if (least..=MOST_LINES).contains(&number) {
        return Ok(());
    }
    let (least, most) = (least as u64, MOST_LINES as u64);
    let reason = said!("minutes-how-many", least = least, most = most);
    Err(Violation::field(field, reason))
}

fn check_present(field: &'static str, people: &[Present]) -> Checked {
    check_many(field, people.len(), 0)?;
    people.iter().try_for_each(|one| {
        one.post.check("post", MOST_LINE)?;
        let named_by_post = one.class != MemberClass::Citizen;
        check_name(one.name.as_ref(), one.consent, !named_by_post)
    })
}

fn check_texts(field: &'static str, texts: &[Text], most: usize) -> Checked {
    check_many(field, texts.len(), 1)?;
    texts
        .iter()
        .try_for_each(|text| Ok(text.check(field, most)?))
}

impl Content for Minutes {
    fn check(&self, _rules: u32) -> Checked {
        for (field, text) in [
            ("name", &self.name),
            ("host", &self.host),
            ("place", &self.place),
        ] {
            text.check(field, MOST_LINE)?;
        }
        check_time("began_at", &self.began_at)?;
        check_time("ended_at", &self.ended_at)?;
        check_present("attendees", &self.attendees)?;
        if self.attendees.is_empty() && self.others == 0 {
            return Err(Violation::field("attendees", said!("minutes-nobody-there")));
        }
        if self.others > MOST_COUNTED {
            let reason = said!("minutes-counted", most = MOST_COUNTED);
            return Err(Violation::field("others", reason));
        }
        check_present("observers", &self.observers)?;
        check_texts("order", &self.order, MOST_LINE)?;
        check_texts("items", &self.items, MOST_LINE)?;
        check_many("remarks", self.remarks.len(), 1)?;
        for remark in &self.remarks {
            let items = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
            if !(1..=items).contains(&remark.item) {
                let reason = said!("minutes-remark-item", most = items);
                return Err(Violation::field("remarks", reason));
            }
            remark.role.check("role", MOST_LINE)?;
            check_name(remark.name.as_ref(), remark.consent, true)?;
            remark.gist.check("gist", MOST_GIST)?;
        }
        check_texts("decisions", &self.decisions, MOST_GIST)?;
        check_many("votes", self.votes.len(), 0)?;
        for vote in &self.votes {
            vote.question.check("question", MOST_LINE)?;
            if [vote.yes, vote.against, vote.abstain]
                .iter()
                .any(|counted| *counted > MOST_COUNTED)
            {
                let reason = said!("minutes-counted", most = MOST_COUNTED);
                return Err(Violation::field("votes", reason));
            }
        }
        Ok(())
    }
}

/// Holds the times of minutes against those for which their consultation was announced: they are of that meeting, and of no other.
pub(super) fn of_that_meeting(event: &Event, state: &State, content: &Value) -> Checked {
    let Event::Consultations(event) = event else {
        return Ok(());
    };
    let (programme, id) = match event {
        Of::MinutesDrafted(facts) => (&facts.programme, &facts.consultation),
        Of::MinutesApproved(facts) => (&facts.programme, &facts.consultation),
        Of::MinutesCorrected(facts) => (&facts.programme, &facts.consultation),
        _ => return Ok(()),
    };
    let plan = &state.consultation(programme, id)?.plan;
    let place = state.programme(programme)?;
    let time = |field: &'static str| content[field].as_str().unwrap_or_default();
    let (begins, ends) = (time("began_at"), time("ended_at"));
    if ends <= begins {
        return Err(Violation::field(
            "ended_at",
            said!(
                "consultation-ends-first",
                ends = place.local(ends),
                begins = place.local(begins)
            ),
        ));
    }
    let zone = zone_of(&place.zone)?;
    let (first, last) = (
        day_at(&zone, &plan.opens_at)?,
        day_at(&zone, &plan.closes_at)?,
    );
    if (first..=last).contains(&day_at(&zone, begins)?) {
        return Ok(());
    }
    Err(Violation::field(
        "began_at",
        said!(
            "consultation-held-elsewhen",
            opens = place.local(&plan.opens_at),
            closes = place.local(&plan.closes_at)
        ),
    ))
}
