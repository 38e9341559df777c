//! What was announced of votes and then changed or taken back: told with the times of before and after, and with why.

use std::collections::BTreeMap;

use madang_programme::State;
use madang_programme::votes::{VoteRescheduled, VoteScheduled, VoteUnscheduled};
use madang_record::time::parse_at;
use madang_words::Said;

use crate::said::said;

/// What stands announced, by programme and vote, with the entry that announced it.
#[derive(Debug, Default)]
pub(crate) struct Announcements(BTreeMap<(String, String), (u64, Times)>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Times {
    opens: String,
    closes: String,
}

impl Times {
    fn of(announced: &VoteScheduled) -> Times {
        Times {
            opens: announced.opens_at.clone(),
            closes: announced.closes_at.clone(),
        }
    }

    fn length(&self) -> Option<u64> {
        parse_at(&self.closes)?.checked_sub(parse_at(&self.opens)?)
    }

    /// What became of the time to vote.
    fn became(&self, now: &Times) -> Said {
        said(match now.length().cmp(&self.length()) {
            _ if self == now => "verify-announced-title",
            std::cmp::Ordering::Less => "verify-announced-shorter",
            std::cmp::Ordering::Equal => "verify-announced-moved",
            std::cmp::Ordering::Greater => "verify-announced-longer",
        })
    }
}

impl Announcements {
    /// Takes an announcement that `state` has applied: what it costs, where another stood.
    pub(crate) fn made(
        &mut self,
        index: u64,
        facts: &VoteScheduled,
        state: &State,
    ) -> Option<Said> {
        self.instead(index, facts, state, "verify-cost-announced-again")
    }

    /// The same of one that says that it takes the place of another, and why.
    pub(crate) fn changed(
        &mut self,
        index: u64,
        facts: &VoteRescheduled,
        state: &State,
    ) -> Option<Said> {
        let now = facts.clone().into();
        let what = self.instead(index, &now, state, "verify-cost-rescheduled")?;
        Some(what.with("reason", &facts.reason))
    }

    /// The same of one that takes it back.
    pub(crate) fn ended(&mut self, facts: &VoteUnscheduled, state: &State) -> Option<Said> {
        let key = (facts.programme.clone(), facts.vote.clone());
        let (before, times) = self.0.remove(&key)?;
        let what = said("verify-cost-unscheduled").text("vote", &facts.vote);
        let what = said_before(what, (before, &times), state, &facts.programme);
        Some(what.with("reason", &facts.reason))
    }

    fn instead(
        &mut self,
        index: u64,
        announced: &VoteScheduled,
        state: &State,
        key: &'static str,
    ) -> Option<Said> {
        let now = Times::of(announced);
        let (programme, vote) = (&announced.programme, &announced.vote);
        let of = (programme.clone(), vote.clone());
        let (before, times) = self.0.insert(of, (index, now.clone()))?;
        let what = said_before(
            said(key).text("vote", vote),
            (before, &times),
            state,
            programme,
        )
        .text("opens", local(state, programme, &now.opens))
        .text("closes", local(state, programme, &now.closes))
        .said("became", times.became(&now));
        Some(what)
    }
}

/// What it costs that a vote opened, as `state` has taken it: later than it was announced for, or never announced where others of its
/// programme were.
pub(crate) fn opened(programme: &str, vote: &str, state: &State) -> Option<Said> {
    let opened = state.vote(programme, vote).ok()?;
    let Some(schedule) = &opened.schedule else {
        let mut standing = state.schedules(programme);
        let others = standing.next().is_some() || state.past_schedules(programme).next().is_some();
        return others.then(|| said("verify-cost-never-announced").text("vote", vote));
    };
    let from = parse_at(&schedule.opens_at)?;
    let late = parse_at(&state.last_at)?.checked_sub(from)?;
    let whole = parse_at(&schedule.closes_at)?.checked_sub(from)?;
    // It is opened by hand: a little later is no less time to vote.
    if late < HOUR.min(whole / 10) {
        return None;
    }
    Some(
        said("verify-cost-opened-late")
            .text("vote", vote)
            .text("opens", local(state, programme, &schedule.opens_at))
            .text("closes", local(state, programme, &schedule.closes_at))
            .number("before", schedule.entry)
            .said("late", span(late)),
    )
}

/// What was announced of votes, and would be over by the end of the record, and never opened: by the entry that announced it.
pub(crate) fn never_opened(state: &State) -> Vec<(u64, Said)> {
    let programmes = state.programme_ids();
    let all = programmes.flat_map(|programme| {
        let standing = state.schedules(programme);
        let over = standing.filter(move |(vote, schedule)| {
            schedule.closes_at <= state.last_at && state.vote(programme, vote).is_err()
        });
        over.map(move |(vote, schedule)| {
            let what = said("verify-cost-never-opened")
                .text("vote", vote)
                .text("opens", local(state, programme, &schedule.opens_at))
                .text("closes", local(state, programme, &schedule.closes_at));
            (schedule.entry, what)
        })
    });
    all.collect()
}

/// An hour in milliseconds.
const HOUR: u64 = 3_600_000;

/// How long that is, in whole minutes, hours or days.
fn span(milliseconds: u64) -> Said {
    let (key, unit) = match milliseconds / HOUR {
        ..2 => ("verify-span-minutes", HOUR / 60),
        2..48 => ("verify-span-hours", HOUR),
        48.. => ("verify-span-days", 24 * HOUR),
    };
    said(key).number("number", milliseconds / unit)
}

fn said_before(what: Said, (entry, times): (u64, &Times), state: &State, programme: &str) -> Said {
    what.number("before", entry)
        .text("opened", local(state, programme, &times.opens))
        .text("closed", local(state, programme, &times.closes))
}

/// A time in the programme's zone, which it names.
fn local(state: &State, programme: &str, at: &str) -> String {
    let programme = state.programme(programme);
    programme.map_or_else(|_| at.to_owned(), |programme| programme.local(at))
}

#[cfg(test)]
mod tests {
    use madang_words::{Language, Text};

    use super::*;

    fn reason() -> Text {
        let mut reason = Text::new(Language::Ko, "강당이\n찼습니다");
        reason
            .0
            .insert(Language::En, "The hall is taken".to_owned());
        reason
    }

    fn scheduled(opens: &str, closes: &str) -> VoteScheduled {
        let (programme, vote) = ("p".to_owned(), "v".to_owned());
        VoteScheduled {
            programme,
            vote,
            title: Text::new(Language::En, "Spring"),
            opens_at: opens.to_owned(),
            closes_at: closes.to_owned(),
        }
    }

    fn rescheduled(opens: &str, closes: &str) -> VoteRescheduled {
        let (programme, vote) = ("p".to_owned(), "v".to_owned());
        VoteRescheduled {
            programme,
            vote,
            announcement: 3,
            title: Text::new(Language::En, "Spring"),
            opens_at: opens.to_owned(),
            closes_at: closes.to_owned(),
            reason: reason(),
        }
    }

    const FIRST: [&str; 2] = ["2026-12-01T00:00:00.000Z", "2026-12-08T00:00:00.000Z"];

    #[test]
    fn what_was_changed_is_told_with_both_times_and_why() {
        let state = State::default();
        let mut announced = Announcements::default();
        let first = scheduled(FIRST[0], FIRST[1]);
        assert_eq!(announced.made(3, &first, &state), None);
        let changed = rescheduled(FIRST[0], "2026-12-03T00:00:00.000Z");
        let told = announced.changed(5, &changed, &state).expect("a cost");
        for (language, parts) in [
            (Language::Ko, ["짧아졌습니다", "강당이 찼습니다"]),
            (Language::En, ["shorter", "The hall is taken"]),
        ] {
            let told = told.in_language(language);
            let times = [FIRST[0], FIRST[1], "2026-12-03T00:00:00.000Z", "3"];
            for part in parts.into_iter().chain(times) {
                assert!(told.contains(part), "{part}: {told}");
            }
        }
        // Announced again without a word of why, for as long.
        let again = scheduled("2026-12-02T00:00:00.000Z", "2026-12-04T00:00:00.000Z");
        let told = announced.made(6, &again, &state).expect("a cost");
        let told = told.to_string();
        assert!(told.contains("without saying why"), "{told}");
        assert!(told.contains("as long as before"), "{told}");
        let longer = rescheduled("2026-12-02T00:00:00.000Z", "2026-12-09T00:00:00.000Z");
        let told = announced.changed(7, &longer, &state).expect("a cost");
        assert!(told.to_string().contains("longer"), "{told}");
        let ended = VoteUnscheduled {
            programme: "p".to_owned(),
            vote: "v".to_owned(),
            announcement: 7,
            reason: reason(),
        };
        let told = announced.ended(&ended, &state).expect("a cost");
        let told = told.to_string();
        assert!(told.contains("2026-12-09") && told.contains("The hall is taken"));
        assert_eq!(announced.made(9, &first, &state), None, "nothing stood");
    }
}
