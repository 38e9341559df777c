//! The clock of what is due: so many days or months after the day that began it, days on which nobody works passed over and
//! pauses put on top. Everything here is a day of the programme's zone; what is due by a day is due by its end.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    /// Its name on the record and in files.
    pub fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "monday",
            Weekday::Tuesday => "tuesday",
            Weekday::Wednesday => "wednesday",
            Weekday::Thursday => "thursday",
            Weekday::Friday => "friday",
            Weekday::Saturday => "saturday",
            Weekday::Sunday => "sunday",
        }
    }

    /// The day of that name.
    pub fn named(name: &str) -> Option<Weekday> {
        Weekday::ALL.into_iter().find(|day| day.name() == name)
    }

    /// That of a date.
    pub fn of(date: Date) -> Weekday {
        let place = date.weekday().to_monday_zero_offset();
        let place = usize::try_from(place).unwrap_or_default();
        Weekday::ALL.get(place).copied().unwrap_or(Weekday::Monday)
    }
}

/// On which days nobody works, as it was known to one entry. One without any has every day count.
///
/// What is said of a day holds where it was said before the day was over: nobody makes a day in the past one on which nobody worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Days of the week, Monday first; never all seven.
    weekend: [bool; 7],
    /// The first day that it says anything of.
    since: Date,
    /// What was said of other days, by which entries: the first says that nobody works, each later one the contrary of the one before.
    days: Arc<BTreeMap<Date, Vec<u64>>>,
    /// How often that was, of all days.
    mentions: usize,
    /// What entries from this one on say is not known yet; `None` where everything is.
    known_to: Option<u64>,
}

impl Calendar {
    /// The most days on end on which nobody works.
    pub const MOST_REST: usize = 14;

    /// One that an entry fixes on the day `since`.
    pub fn fixed(weekend: &[Weekday], holidays: &BTreeSet<Date>, since: Date, entry: u64) -> Self {
        let mut days = [false; 7];
        for day in weekend {
            days[*day as usize] = true;
        }
        let mentions = holidays.len();
        let holidays = holidays.iter().map(|day| (*day, vec![entry]));
        Calendar {
            weekend: days,
            since,
            days: Arc::new(holidays.collect()),
            mentions,
            known_to: None,
        }
    }

    /// Takes that days change: nobody works any more on those on which somebody did, and the other way round.
    pub fn amend(&mut self, changed: impl Iterator<Item = Date>, entry: u64) {
        let days = Arc::make_mut(&mut self.days);
        for day in changed {
            days.entry(day).or_default().push(entry);
            self.mentions += 1;
        }
    }

    /// As the entry `entry` found it.
    #[must_use]
    pub fn before(&self, entry: u64) -> Calendar {
        Calendar {
            known_to: Some(entry),
            ..self.clone()
        }
    }

    /// Of how many days something was said.
    pub fn named(&self) -> usize {
        self.days.len()
    }

    /// How often something was said of a day.
    pub fn mentions(&self) -> usize {
        self.mentions
    }

    /// Where what was said of its days is kept: another place once it was copied.
    #[cfg(test)]
    pub(crate) fn kept_at(&self) -> *const BTreeMap<Date, Vec<u64>> {
        Arc::as_ptr(&self.days)
    }

    /// The days of the week on which nobody works.
    pub fn weekend(&self) -> impl Iterator<Item = Weekday> {
        let all = Weekday::ALL.into_iter();
        all.filter(|day| self.weekend[*day as usize])
    }

    /// The other days on which nobody works, in their order.
    pub fn holidays(&self) -> impl Iterator<Item = Date> {
        let named = self.days.keys().copied();
        named.filter(|day| self.is_holiday(*day))
    }

    /// Whether it names a day on which nobody works.
    pub fn is_holiday(&self, day: Date) -> bool {
        let said = self.days.get(&day).map_or(&[][..], Vec::as_slice);
        let known = |entry: &u64| self.known_to.is_none_or(|to| *entry < to);
        said.partition_point(known) % 2 == 1
    }

    /// Whether somebody works on a day.
    pub fn works(&self, day: Date) -> bool {
        day < self.since || !(self.weekend[Weekday::of(day) as usize] || self.is_holiday(day))
    }

    /// Whether a day stands among more than [`Calendar::MOST_REST`] on end on which nobody works, once some were put in and others
    /// taken out: nothing is copied for it.
    pub fn rests_too_long(
        &self,
        day: Date,
        (added, removed): (&BTreeSet<Date>, &BTreeSet<Date>),
    ) -> bool {
        let named =
            |day: &Date| added.contains(day) || (self.is_holiday(*day) && !removed.contains(day));
        let of_week = |day: &Date| self.weekend[Weekday::of(*day) as usize];
        let rests = |day: &Date| *day >= self.since && (of_week(day) || named(day));
        let most = Self::MOST_REST + 1;
        let before = std::iter::successors(Some(day), |day| day.yesterday().ok());
        let after = std::iter::successors(day.tomorrow().ok(), |day| day.tomorrow().ok());
        let before = before.take_while(rests).take(most).count();
        before > 0 && before + after.take_while(rests).take(most).count() >= most
    }

    /// The day itself where somebody works on it, else the next on which somebody does.
    pub fn next_working(&self, day: Date) -> Date {
        let mut next = day;
        while !self.works(next) {
            match next.tomorrow() {
                Ok(tomorrow) => next = tomorrow,
                Err(_) => return next,
            }
        }
        next
    }
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// So many days: until the end of the day that many days after.
    Days(u16),
    /// So many months: until the end of the same day of the month, or of that month's last.
    Months(u16),
}

impl Period {
    /// The day that many days or months after another.
    pub fn after(self, day: Date) -> Date {
        let later = match self {
            Period::Days(days) => day.checked_add(i64::from(days).days()),
            Period::Months(months) => day.checked_add(i64::from(months).months()),
        };
        later.unwrap_or(Date::MAX)
    }
}

/// Days on which a clock stands still: those after `from`, up to `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pause {
    /// The day on which it was stopped; it still counts.
    pub from: Date,
    /// The last day on which it stands still.
    pub to: Date,
}

/// Until when something is due, with how that came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The day that began it.
    pub from: Date,
    /// How long it may take.
    pub period: Period,
    /// Where that ends.
    pub end: Date,
    /// Days on which the clock stood still.
    pub paused: u32,
    /// Where it ends with them.
    pub then: Date,
    /// The next day on which somebody works, by whose end it is due.
    pub due: Date,
}

impl Sum {
    /// By how many days a day is too late; 0 for one in time.
    pub fn late(&self, day: Date) -> u32 {
        days_between(self.due, day)
    }
}

/// How many days a later day is after an earlier one; 0 where it is not later.
pub fn days_between(earlier: Date, later: Date) -> u32 {
    let days = earlier.until(later).map(|span| span.get_days());
    u32::try_from(days.unwrap_or_default()).unwrap_or_default()
}

/// Until when something is due that a day began. A pause counts from the day on which it was stopped, where time was left then;
/// what two pauses share counts once.
pub fn due(from: Date, period: Period, pauses: &[Pause], calendar: impl Borrow<Calendar>) -> Sum {
    let calendar = calendar.borrow();
    let end = period.after(from);
    let (mut then, mut paused) = (end, 0);
    let mut sorted = pauses.to_vec();
    sorted.sort_unstable();
    let mut stood_to = from;
    for pause in sorted {
        if pause.from > calendar.next_working(then) {
            break;
        }
        let begun = pause.from.max(stood_to);
        let days = days_between(begun, pause.to);
        if days > 0 {
            paused += days;
            // Stopped on a day that stood in for the end, it goes on from there.
            let later = then.max(begun).checked_add(i64::from(days).days());
            then = later.unwrap_or(Date::MAX);
            stood_to = pause.to;
        }
    }
    Sum {
        from,
        period,
        end,
        paused,
        then,
        due: calendar.next_working(then),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    /// Weekends, and the holidays of a Korean October.
    fn korean() -> Calendar {
        let holidays = ["2027-03-01", "2027-10-04", "2027-10-11", "2027-12-27"];
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        Calendar::fixed(&weekend, &holidays.map(day).into(), day("2027-01-01"), 1)
    }

    fn by(from: &str, period: Period, pauses: &[(&str, &str)], calendar: &Calendar) -> String {
        let pauses = pauses.iter().map(|(from, to)| Pause {
            from: day(from),
            to: day(to),
        });
        let pauses: Vec<Pause> = pauses.collect();
        due(day(from), period, &pauses, calendar).due.to_string()
    }

    #[test]
    fn days_end_with_the_day_so_many_days_after() {
        let none = Calendar::default();
        let days = |from, days| by(from, Period::Days(days), &[], &none);
        assert_eq!(days("2027-03-02", 7), "2027-03-09");
        assert_eq!(days("2027-12-31", 1), "2028-01-01");
        assert_eq!(days("2028-02-28", 1), "2028-02-29");
        assert_eq!(days("2027-03-02", 0), "2027-03-02");
    }

    #[test]
    fn a_month_ends_with_the_same_day_of_the_next_or_its_last() {
        let none = Calendar::default();
        let months = |from, months| by(from, Period::Months(months), &[], &none);
        assert_eq!(months("2027-03-02", 1), "2027-04-02");
        assert_eq!(months("2027-01-31", 1), "2027-02-28");
        assert_eq!(months("2028-01-31", 1), "2028-02-29");
        assert_eq!(months("2027-08-31", 1), "2027-09-30");
        assert_eq!(months("2027-11-30", 3), "2028-02-29");
        assert_eq!(months("2027-12-31", 1), "2028-01-31");
    }

    #[test]
    fn a_day_on_which_nobody_works_gives_way_to_the_next_on_which_somebody_does() {
        let korean = korean();
        let days = |from, days| by(from, Period::Days(days), &[], &korean);
        // A Saturday, then a Sunday and a holiday on Monday.
        assert_eq!(days("2027-10-01", 1), "2027-10-05");
        assert_eq!(days("2027-10-02", 6), "2027-10-08");
        assert_eq!(days("2027-10-02", 7), "2027-10-12");
        // Christmas of 2027 is a Saturday, and Monday stands in for it.
        assert_eq!(
            by("2027-11-25", Period::Months(1), &[], &korean),
            "2027-12-28"
        );
        // Only the end is moved: days within count, whoever works on them.
        assert_eq!(days("2027-10-01", 14), "2027-10-15");
    }

    #[test]
    fn a_day_that_was_over_is_never_one_on_which_nobody_worked() {
        let friday = day("2027-10-01");
        let late = Calendar::fixed(&[Weekday::Friday], &BTreeSet::from([friday]), friday, 1);
        assert!(!late.works(friday));
        let later = Calendar::fixed(
            &[Weekday::Friday],
            &BTreeSet::from([friday]),
            day("2027-10-02"),
            1,
        );
        assert!(later.works(friday) && !later.works(day("2027-10-08")));
    }

    #[test]
    fn nobody_rests_for_more_than_so_many_days() {
        let days = |to: i8| (1..=to).map(|of| jiff::civil::date(2027, 11, of)).collect();
        let all = [Weekday::Saturday, Weekday::Sunday];
        // 1 November 2027 is a Monday after a weekend: twelve days more, and the weekend after them, are fourteen and sixteen.
        let some = Calendar::fixed(&all, &days(11), day("2027-01-01"), 1);
        let none = (&BTreeSet::new(), &BTreeSet::new());
        assert!(!some.rests_too_long(day("2027-11-05"), none));
        let twelfth = BTreeSet::from([day("2027-11-12")]);
        assert!(some.rests_too_long(day("2027-11-05"), (&twelfth, none.1)));
        let more = Calendar::fixed(&all, &days(12), day("2027-01-01"), 1);
        let rests = |text| more.rests_too_long(day(text), none);
        assert!(rests("2027-11-05") && rests("2027-11-12") && !rests("2027-11-17"));
        assert!(!more.rests_too_long(day("2027-11-05"), (none.0, &twelfth)));
    }

    #[test]
    fn pauses_add_whole_days_before_the_end_is_moved() {
        let korean = korean();
        let month = |pauses: &[(&str, &str)]| by("2027-09-02", Period::Months(1), pauses, &korean);
        // 2 October is a Saturday before a holiday.
        assert_eq!(month(&[]), "2027-10-05");
        assert_eq!(month(&[("2027-09-10", "2027-09-12")]), "2027-10-05");
        assert_eq!(month(&[("2027-09-10", "2027-09-14")]), "2027-10-06");
        // Asked and answered on one day, it never stood still.
        assert_eq!(month(&[("2027-09-10", "2027-09-10")]), "2027-10-05");
        // Two that follow each other add up; of two at once each day counts once, in whatever order they are told.
        let apart = [("2027-09-10", "2027-09-14"), ("2027-09-20", "2027-09-22")];
        assert_eq!(month(&apart), "2027-10-08");
        let (one, other) = (("2027-09-10", "2027-09-14"), ("2027-09-12", "2027-09-17"));
        assert_eq!(month(&[one, other]), "2027-10-12");
        assert_eq!(month(&[other, one]), "2027-10-12");
        let within = ("2027-09-11", "2027-09-13");
        assert_eq!(month(&[one, within]), month(&[one]));
    }

    #[test]
    fn a_pause_after_the_end_gives_no_more_time() {
        let korean = korean();
        let month = |pauses: &[(&str, &str)]| by("2027-09-02", Period::Months(1), pauses, &korean);
        assert_eq!(month(&[("2027-10-06", "2027-10-13")]), "2027-10-05");
        // On the last day, which a holiday moved, there is still time: none is left when it goes on.
        assert_eq!(month(&[("2027-10-05", "2027-10-08")]), "2027-10-08");
        assert_eq!(month(&[("2027-10-05", "2027-10-09")]), "2027-10-12");
        // What the first pause adds is time in which the second may begin.
        let both = [("2027-10-05", "2027-10-12"), ("2027-10-08", "2027-10-15")];
        assert_eq!(month(&both), "2027-10-15");
    }

    #[test]
    fn the_sum_tells_each_part() {
        let pauses = [Pause {
            from: day("2027-09-10"),
            to: day("2027-09-13"),
        }];
        let sum = due(day("2027-09-29"), Period::Days(10), &[], korean());
        assert_eq!(
            (sum.end, sum.then, sum.due),
            (day("2027-10-09"), day("2027-10-09"), day("2027-10-12"))
        );
        assert_eq!(
            (
                sum.paused,
                sum.late(day("2027-10-12")),
                sum.late(day("2027-10-14"))
            ),
            (0, 0, 2)
        );
        let sum = due(day("2027-09-02"), Period::Days(14), &pauses, korean());
        assert_eq!(
            (sum.end, sum.paused, sum.then),
            (day("2027-09-16"), 3, day("2027-09-19"))
        );
        assert_eq!(sum.due, day("2027-09-20"));
    }

    #[test]
    fn the_end_of_time_is_no_loop() {
        let sum = due(Date::MAX, Period::Months(9), &[], korean());
        assert_eq!(sum.due, Date::MAX);
        assert_eq!(days_between(day("2027-03-02"), day("2027-03-01")), 0);
        assert_eq!(days_between(day("2027-01-31"), day("2027-03-02")), 30);
    }
}
