//! What the checks of openness ask of bodies that score and have seats: C21 and C22.

use std::collections::BTreeSet;

use jiff::civil::Date;
use madang_selection::Rule;

use super::state::Panel;
use crate::bodies::{BodyState, Seated};
use crate::clock::{Period, days_between};
use crate::content::ContentState;
use crate::finding::{Check, Finding, Status};
use crate::place::Place;
use crate::programmes::Moment;
use crate::state::State;
use crate::subject::SubjectKind;
use crate::votes::{SCORES, VotePhase, VoteState};

/// How many days after they found out members declare it.
const DISCOVERED: Period = Period::Days(14);

/// How many days after a vote closed its scores can be read.
const SHOWN: Period = Period::Days(7);

/// A body that scores the candidates of a vote.
struct Scores<'a> {
    state: &'a State,
    moment: &'a Moment<'a>,
    vote: &'a str,
    /// The vote, once it opened.
    opened: Option<&'a VoteState>,
    body: (&'a str, &'a BodyState),
    panel: Option<&'a Panel>,
}

/// Finds what there is in a programme.
pub(crate) fn find(state: &State, moment: &Moment<'_>, found: &mut dyn FnMut(Finding)) {
    let Ok(bodies) = state.bodies(moment.programme) else {
        return;
    };
    let seats = bodies.iter().filter(|(_, body)| body.composed.is_some());
    let opened = state.votes(moment.programme).map(|(id, _)| id);
    let announced = state.schedules(moment.programme).map(|(id, _)| id);
    let votes: BTreeSet<&str> = opened.chain(announced).collect();
    for (id, body) in seats {
        for vote in &votes {
            let scores = Scores {
                state,
                moment,
                vote,
                opened: state.vote(moment.programme, vote).ok(),
                body: (id, body),
                panel: state.panel(moment.programme, vote, id),
            };
            scores.find(found);
        }
    }
}

impl Scores<'_> {
    fn find(&self, found: &mut dyn FnMut(Finding)) {
        let called_off = self
            .opened
            .is_some_and(|vote| matches!(vote.phase, VotePhase::Cancelled { .. }));
        let by_criteria = self.panel.is_some_and(|panel| panel.criteria.is_some());
        if called_off || !(by_criteria || self.is_weighed()) {
            return;
        }
        found(self.by_criteria());
        let today = self.moment.today.to_string();
        let day = self.opens().map(|day| day.to_string());
        let (id, body) = self.body;
        let members: Vec<&Seated> = match self.opened {
            Some(vote) => {
                let day = self.moment.day(&vote.opened_at).to_string();
                body.sat(vote.entry, &day).collect()
            }
            None => body.sitting(&today).collect(),
        };
        for member in members {
            let subject = format!("{id}/{}", member.member);
            let subject = SubjectKind::Member.of(self.moment.programme, &subject);
            found(self.declared(member, subject, day.clone()));
        }
    }

    /// Whether the rule of the vote gives the body a weight.
    fn is_weighed(&self) -> bool {
        let rule = self.opened.map(|vote| vote.rule.as_str());
        let rule = rule.and_then(|rule| self.state.rule(self.moment.programme, rule).ok());
        rule.is_some_and(|rule| match &rule.rule.rule {
            Rule::Scores(scores) => scores.bodies.get(self.body.0).is_some_and(|of| *of > 0),
            _ => false,
        })
    }

    /// The day on which the vote opened, or is to.
    fn opens(&self) -> Option<Date> {
        let announced = self.state.schedule(self.moment.programme, self.vote);
        let at = match (self.opened, announced) {
            (Some(vote), _) => vote.opened_at.as_str(),
            (None, announced) => announced?.opens_at.as_str(),
        };
        Some(self.moment.day(at))
    }

    fn finding(&self, check: Check, status: Status, subject: String) -> Finding {
        Finding {
            check,
            programme: self.moment.programme.to_owned(),
            subject,
            institution: None,
            duty: None,
            status,
            due: None,
            done: None,
            late: 0,
            by_waiver: false,
            entries: Vec::new(),
        }
    }

    /// Whether a member declared what they have to do with the proposals before the vote opened, and what they found out later in time.
    fn declared(&self, member: &Seated, subject: String, opens: Option<String>) -> Finding {
        let declared = self
            .panel
            .and_then(|panel| panel.declarations.get(&member.member));
        let declared = declared.map_or(&[][..], Vec::as_slice);
        let first = declared.first();
        let in_time = |entry: u64| self.opened.is_none_or(|vote| entry < vote.entry);
        let late = declared.iter().filter_map(|one| {
            let due = DISCOVERED.after(one.discovered.as_deref()?.parse().ok()?);
            Some(days_between(due, self.moment.day(&one.at))).filter(|late| *late > 0)
        });
        let found_late = late.max().unwrap_or_default();
        let status = match (first, self.opened) {
            (Some(first), _) if in_time(first.entry) && found_late == 0 => Status::Held,
            (Some(_), _) | (None, Some(_)) => Status::Broken,
            (None, None) => Status::NotYetDue,
        };
        let begun = match self.opened {
            Some(vote) => vote.entry,
            None => member.entry,
        };
        let done = first.map(|first| self.moment.day(&first.at));
        let opened = self.opens().zip(done);
        let late = opened.map_or(0, |(due, done)| days_between(due, done));
        Finding {
            due: opens,
            done: done.map(|day| day.to_string()),
            late: late.max(found_late),
            entries: [begun]
                .into_iter()
                .chain(declared.iter().map(|one| one.entry))
                .collect(),
            ..self.finding(Check::C21, status, subject)
        }
    }

    /// Whether criteria stand, which are never fixed after a sheet, and whether everybody can read the scores once the vote is over.
    fn by_criteria(&self) -> Finding {
        let subject = Place::vote(self.moment.programme, self.vote);
        let fixed = self.panel.and_then(|panel| panel.criteria.as_ref());
        let Some(fixed) = fixed else {
            let opened = self.opened.map(|vote| vote.entry);
            return Finding {
                entries: opened.into_iter().collect(),
                ..self.finding(Check::C22, Status::NotYetDue, subject)
            };
        };
        let held = Finding {
            entries: vec![fixed.entry],
            ..self.finding(Check::C22, Status::Held, subject)
        };
        let Some(vote) = self.opened.filter(|vote| vote.phase.opened().is_some()) else {
            return held;
        };
        let mut sheets = vote.sheets.iter();
        let hidden = sheets.any(|((body, _), entry)| {
            let now = self.state.content(*entry, SCORES);
            body == self.body.0
                && matches!(
                    now,
                    Some(ContentState::Restricted { .. } | ContentState::Erased { .. })
                )
        });
        if !hidden {
            return held;
        }
        let due = SHOWN.after(self.moment.day(&vote.closed_at));
        let late = days_between(due, self.moment.today);
        Finding {
            status: match late {
                0 => Status::NotYetDue,
                _ => Status::Overdue,
            },
            due: Some(due.to_string()),
            late,
            ..held
        }
    }
}
