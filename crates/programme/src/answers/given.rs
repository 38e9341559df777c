//! An answer is given.

use madang_words::{Text, quoted, shown_length};
use serde::{Deserialize, Serialize};

use super::disposition::Disposition;
use super::links::links_of;
use super::state::{Dealt, Given};
use super::subject::{Pointer, Subject};
use crate::becomes::Becomes;
use crate::contents::{Content, ContentRule};
use crate::days::{check_within, day_in, day_of};
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Called, Change, read};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that holds why.
pub const REASON: &str = "reason";

/// The shortest reason, in characters that can be read: less is none.
pub const LEAST_REASON: usize = 20;

/// How many of them are letters or digits at least, from rules 6 on: marks are no reason.
const LEAST_LETTERS: usize = 10;

/// The longest, and the longest words about what changed.
pub const MOST_REASON: usize = 10_000;

/// The most days ahead for which anything can be planned, about five years: what is planned for later is never held to it.
const MOST_PLANNED_DAYS: i64 = 1_830;

/// The longest name of a post.
const MOST_POST: usize = 200;

/// The most things that one answer says changed.
const MOST_CHANGED: usize = 50;

/// A voice or a proposal was answered, in public, with reasons. Nothing that was answered before goes away: a later answer takes
/// the place of the newest, and says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerGiven {
    /// The programme.
    pub programme: String,
    /// What is answered.
    pub subject: Subject,
    /// What was decided.
    pub disposition: Disposition,
    /// The institution that decided; the post stands in the content `reason`.
    pub decider: String,
    /// What changed by it; empty where nothing did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<ChangedThing>,
    /// By which day, in the programme's zone, what was adopted is planned to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_by: Option<String>,
    /// The entry of the answer whose place it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<u64>,
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangedThing {
    /// Where it can be looked at.
    pub reference: Pointer,
    /// What it is.
    pub what: ChangedWhat,
}

/// What can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangedWhat {
    /// A plan.
    Plan,
    /// A service.
    Service,
    /// A law, an ordinance or a guideline.
    Rule,
    /// Money.
    Budget,
    /// What people are told.
    Information,
    /// Something else, which the words of the answer name.
    Other,
}

impl ChangedWhat {
    /// Every one.
    pub const ALL: [ChangedWhat; 6] = [
        ChangedWhat::Plan,
        ChangedWhat::Service,
        ChangedWhat::Rule,
        ChangedWhat::Budget,
        ChangedWhat::Information,
        ChangedWhat::Other,
    ];

    /// Its name on the record, in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            ChangedWhat::Plan => "plan",
            ChangedWhat::Service => "service",
            ChangedWhat::Rule => "rule",
            ChangedWhat::Budget => "budget",
            ChangedWhat::Information => "information",
            ChangedWhat::Other => "other",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<ChangedWhat> {
        ChangedWhat::ALL
            .into_iter()
            .find(|what| what.name() == name)
    }
}

/// The content `reason` of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerReason {
    /// Why, in at least [`LEAST_REASON`] characters.
    pub reason: Text,
    /// The post that decided, never a person's name.
    pub post: Text,
    /// What changed, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Text>,
}

impl Content for AnswerReason {
    fn check(&self, rules: u32) -> Checked {
        self.reason.check("reason", MOST_REASON)?;
        for text in self.reason.0.values() {
            let length = shown_length(text);
            if length < LEAST_REASON {
                return Err(Violation::field(
                    "reason",
                    said!("answer-reason-short", length = length, least = LEAST_REASON),
                ));
            }
            let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
            if rules > 5 && letters < LEAST_LETTERS {
                return Err(Violation::field(
                    "reason",
                    said!(
                        "answer-reason-letters",
                        letters = letters,
                        least = LEAST_LETTERS
                    ),
                ));
            }
        }
        self.post.check("post", MOST_POST)?;
        if let Some(changed) = &self.changed {
            changed.check("changed", MOST_REASON)?;
        }
        Ok(())
    }
}

impl AnswerGiven {
    /// Checks that it takes the place of the newest answer, and of no other.
    fn check_newest(&self, state: &State) -> Checked {
        let newest = state.answer(&self.programme, &self.subject);
        match (newest, self.supersedes) {
            (None, None) => Ok(()),
            (Some(newest), Some(named)) if newest.entry == named => Ok(()),
            (Some(newest), None) => Err(Violation::field(
                "supersedes",
                said!("answer-given-already", newest = newest.entry),
            )),
            (Some(newest), Some(named)) => Err(Violation::field(
                "supersedes",
                said!("answer-stale", named = named, newest = newest.entry),
            )),
            (None, Some(named)) => Err(Violation::field(
                "supersedes",
                said!("answer-none-yet", named = named),
            )),
        }
    }

    fn check_disposition(&self, state: &State, by: &By<'_>) -> Checked {
        match &self.disposition {
            Disposition::Adopted | Disposition::AdoptedInPart => Ok(()),
            Disposition::Merged { into } => self.check_merged(state, into),
            Disposition::NotAdopted(criteria) => match criteria.unmet().next() {
                Some(_) => Ok(()),
                None => Err(Violation::field(
                    "disposition",
                    said!("answer-all-criteria-met"),
                )),
            },
            Disposition::OutOfScope { whose } => {
                state.institution(&self.programme, whose)?;
                if *whose == self.decider {
                    let reason = said!("answer-own-scope", whose = quoted(whose));
                    return Err(Violation::field("disposition", reason));
                }
                Ok(())
            }
            Disposition::AlreadyExists { reference } => {
                reference.check_shows("disposition", state, &self.programme, &self.subject, by)
            }
        }
    }

    /// Checks that what it is merged into is there, and goes on in nothing else: nothing comes back to itself, and whoever follows it
    /// arrives at once.
    fn check_merged(&self, state: &State, into: &Subject) -> Checked {
        into.check_stands(state, &self.programme)?;
        let goes_on = state.answer(&self.programme, into);
        let reason = match goes_on.map(|answer| &answer.disposition) {
            _ if *into == self.subject => {
                said!("answer-merged-in-a-circle", id = quoted(into.id()))
            }
            Some(Disposition::Merged { into: other }) if *other == self.subject => {
                said!("answer-merged-in-a-circle", id = quoted(into.id()))
            }
            Some(Disposition::Merged { into: other }) => said!(
                "answer-merged-goes-on",
                id = quoted(into.id()),
                other = quoted(other.id())
            ),
            _ => return Ok(()),
        };
        Err(Violation::field("disposition", reason))
    }

    fn check_planned(&self, state: &State, by: &By<'_>) -> Checked {
        let wrong = |reason| Err(Violation::field("planned_by", reason));
        match (&self.planned_by, self.disposition.is_adopted()) {
            (None, false) => Ok(()),
            (None, true) => wrong(said!("answer-planned-missing")),
            (Some(_), false) => wrong(said!("answer-planned-needless")),
            (Some(day), true) => {
                check_planned(state, &self.programme, day, by)?;
                self.check_no_delay(state, day, by)
            }
        }
    }

    /// Checks that it puts off nothing that was planned before: progress does, with its reason.
    fn check_no_delay(&self, state: &State, day: &str, by: &By<'_>) -> Checked {
        let dealt = state.dealt(&self.programme, &self.subject);
        let newest = dealt.and_then(Dealt::newest);
        let mut planned = newest.and_then(Given::planned);
        if state.rules() > 5 && planned.is_none() {
            // To take back what was adopted and adopt it again puts off nothing. A day that is over cannot be planned for again: that
            // it passed stands with the checks of openness.
            let today = day_in(&state.programme(&self.programme)?.zone, by.at)?.to_string();
            planned = dealt.and_then(Dealt::planned);
            planned = planned.filter(|planned| *planned >= today.as_str());
        }
        match planned.filter(|planned| *planned < day) {
            Some(planned) => Err(Violation::field(
                "planned_by",
                said!("answer-planned-later", planned = planned),
            )),
            None => Ok(()),
        }
    }
}

/// Checks a day by which something is planned: it is not past, and not further ahead than anybody plans.
pub(super) fn check_planned(state: &State, programme: &str, day: &str, by: &By<'_>) -> Checked {
    let today = day_in(&state.programme(programme)?.zone, by.at)?;
    check_within(
        "planned_by",
        today,
        day_of("planned_by", day)?,
        MOST_PLANNED_DAYS,
    )
}

/// An answer is called by its reason.
const CALLED: Called = Called::by(REASON, |content| {
    Some(read::<AnswerReason>(content)?.reason)
});

impl AnswerGiven {
    /// Whether it takes the place of an answer that adopted what is not adopted any more; `state` has taken it.
    fn takes_back(&self, state: &State) -> bool {
        let dealt = state.dealt(&self.programme, &self.subject);
        let answers = dealt.into_iter().flat_map(|dealt| dealt.answers.iter());
        let before = answers.rev().nth(1);
        before.is_some_and(|before| before.disposition.is_adopted())
            && !self.disposition.is_adopted()
    }
}

impl Fact for AnswerGiven {
    const KIND: &'static str = "answer.given/1";
    const ASKED: &'static str = "give_answer";
    const WHO: &'static [Role] = &[Role::Official];
    const SCOPE: Scope = Scope::Institution { since: 1 };
    const CONTENTS: &'static [ContentRule] =
        &[ContentRule::of::<AnswerReason>(REASON).public().searched()];
    const TOLD: &'static [Told] = &[Told::Answered];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let programme = &self.programme;
        let mut refs = vec![
            self.subject.reference(state, programme)?,
            Relation::Institution.to(state.institution(programme, &self.decider)?),
        ];
        refs.extend(self.supersedes.map(|entry| Relation::Replaces.to(entry)));
        match &self.disposition {
            Disposition::Merged { into } => {
                refs.push(Relation::Into.to(into.entry(state, programme)?));
            }
            Disposition::OutOfScope { whose } => {
                refs.push(Relation::Institution.to(state.institution(programme, whose)?));
            }
            Disposition::AlreadyExists { reference } => refs.extend(reference.reference()),
            Disposition::Adopted | Disposition::AdoptedInPart | Disposition::NotAdopted(_) => {}
        }
        let changed = self.changed.iter();
        refs.extend(changed.filter_map(|changed| changed.reference.reference()));
        Ok(Place::of_programme(
            programme,
            self.subject.on_record(programme),
            refs,
        ))
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let programme = &self.programme;
        self.subject.check_stands(state, programme)?;
        state.institution(programme, &self.decider)?;
        if let Some(responsible) = self.subject.responsible(state, programme)?
            && responsible != self.decider
        {
            return Err(Violation::field(
                "decider",
                said!(
                    "answer-not-responsible",
                    decider = quoted(&self.decider),
                    responsible = quoted(responsible)
                ),
            ));
        }
        state.check_acts_for(by, programme, &self.decider)?;
        self.check_newest(state)?;
        self.check_disposition(state, by)?;
        self.check_planned(state, by)?;
        if self.changed.len() > MOST_CHANGED {
            return Err(Violation::field(
                "changed",
                said!("answer-too-many", most = MOST_CHANGED),
            ));
        }
        let mut changed = self.changed.iter();
        changed.try_for_each(|changed| changed.reference.check("changed", state, by))
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        let into = |disposition: &Disposition| match disposition {
            Disposition::Merged { into } => Some(into.clone()),
            _ => None,
        };
        let before = state.answer(&self.programme, &self.subject);
        let before = before.and_then(|before| into(&before.disposition));
        for (into, more) in [(before, false), (into(&self.disposition), true)] {
            match into {
                Some(Subject::Voice(id)) => state.go_on_in_voice(&self.programme, &id, more)?,
                Some(Subject::Proposal(id)) => {
                    state.go_on_in_proposal(&self.programme, &id, more)?;
                }
                None => {}
            }
        }
        match &self.subject {
            Subject::Voice(id) => state.answer_voice(&self.programme, id, entry)?,
            Subject::Proposal(id) => {
                let by = self.disposition.is_adopted().then_some(entry);
                state.adopt_proposal(&self.programme, id, by)?;
            }
        }
        state.add_answer(self, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        self.takes_back(state).then_some(Cost::PromiseTakenBack)
    }

    fn room(&self, _facts: usize, _state: &State) -> usize {
        280
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Answer(self)
    }

    fn about(&self) -> About<'_> {
        About::Begins(Some(CALLED))
    }

    fn links(&self, state: &State, entry: u64) -> Vec<Change> {
        links_of(self, state, entry)
    }
}
