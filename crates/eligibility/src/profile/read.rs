//! Reading a profile from JSON. What is wrong is an error, and nothing of that profile is evaluated.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Member, Profile, Scope};
use crate::answers::{Answer, Answers};
use crate::day::Day;
use crate::facts::{Fact, Kind, Subject, Unit};
use crate::regions::Region;

/// The most persons of a household.
const MOST_PERSONS: i64 = 30;
/// The most years that somebody is old.
const OLDEST: i64 = 130;

/// One thing that is wrong with a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProfileError {
    /// Where: `people[0].birth_date`, `household.size`.
    pub place: String,
    /// What.
    pub problem: ProfileProblem,
}

/// What is wrong at a place of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileProblem {
    /// No such field.
    UnknownField,
    /// The value is not of the sort that the field holds; what it holds.
    WrongSort(&'static str),
    /// No such code; those that there are.
    UnknownCode(Vec<&'static str>),
    /// No such region.
    UnknownRegion,
    /// A day that does not exist.
    NoDay,
    /// A birth after the day that is asked about.
    Future,
    /// Older than anybody.
    TooOld,
    /// Less than nothing.
    Negative,
    /// Outside these, both included.
    Outside(i64, i64),
    /// More persons than a household has.
    TooManyMembers,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.problem)
    }
}

impl fmt::Display for ProfileProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProfileProblem::UnknownField => out.write_str("unknown field"),
            ProfileProblem::WrongSort(sort) => write!(out, "must be {sort}"),
            ProfileProblem::UnknownCode(codes) => {
                write!(out, "unknown code; there are {}", codes.join(", "))
            }
            ProfileProblem::UnknownRegion => {
                out.write_str("no region has this code of two or five digits")
            }
            ProfileProblem::NoDay => out.write_str("no day that exists; write YYYY-MM-DD"),
            ProfileProblem::Future => out.write_str("lies after the day that is asked about"),
            ProfileProblem::TooOld => write!(out, "more than {OLDEST} years ago"),
            ProfileProblem::Negative => out.write_str("must not be negative"),
            ProfileProblem::Outside(least, most) => write!(out, "must be {least} to {most}"),
            ProfileProblem::TooManyMembers => {
                write!(out, "a household has {MOST_PERSONS} persons at most")
            }
        }
    }
}

impl Serialize for ProfileError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Profile {
    /// Reads a profile: `{"day", "scope"?, "person"?, "household"?, "business"?, "id"?, "title"?}`. An absent key is not asked, and so is
    /// `null`; but `"business": null` says that there is none. What follows from what is said is filled in, and what contradicts itself is
    /// in [`Profile::warnings`].
    ///
    /// # Errors
    /// Every field that is wrong: unknown fields and codes, impossible or future birth dates, ages above 130, negative amounts, sizes outside
    /// 1 to 30.
    pub fn read(value: &Value) -> Result<Profile, Vec<ProfileError>> {
        let day = match value
            .get("day")
            .and_then(Value::as_str)
            .map(str::parse::<Day>)
        {
            Some(Ok(day)) => day,
            Some(Err(_)) => return Err(vec![error("day", ProfileProblem::NoDay)]),
            None => {
                return Err(vec![error(
                    "day",
                    ProfileProblem::WrongSort("a day, YYYY-MM-DD"),
                )]);
            }
        };
        Profile::read_facts(value, day, &["id", "title", "day", "scope"])
    }

    /// The same where the day is said beside the facts; `also` are keys that stand there for others.
    ///
    /// # Errors
    /// As [`Profile::read`].
    pub fn read_facts(
        value: &Value,
        day: Day,
        also: &[&str],
    ) -> Result<Profile, Vec<ProfileError>> {
        let mut reader = Reader {
            day,
            errors: Vec::new(),
        };
        let mut profile = Profile::empty(day);
        let Some(fields) = value.as_object() else {
            return Err(vec![error(
                "profile",
                ProfileProblem::WrongSort("an object"),
            )]);
        };
        for (key, value) in fields {
            match key.as_str() {
                "person" => reader.person(value, "people[0]", &mut profile.visitor, None),
                "household" => reader.household(value, &mut profile),
                "business" if value.is_null() => no_business(&mut profile.shared),
                "business" => reader.business(value, &mut profile.shared),
                "scope" if also.contains(&"scope") => match value.as_str() {
                    Some("self") => profile.scope = Scope::Own,
                    Some("household") => profile.scope = Scope::Household,
                    _ => reader.wrong(
                        "scope",
                        ProfileProblem::UnknownCode(vec!["self", "household"]),
                    ),
                },
                other if also.contains(&other) => {}
                other => reader.wrong(other, ProfileProblem::UnknownField),
            }
        }
        if reader.errors.is_empty() {
            Ok(profile.finished())
        } else {
            Err(reader.errors)
        }
    }

    /// Computes ages and what follows, and finds what contradicts itself.
    #[must_use]
    pub fn finished(mut self) -> Profile {
        self.warnings = self.contradictions();
        self.visitor.complete(self.day);
        for member in &mut self.members {
            member.answers.complete(self.day);
        }
        self.shared.complete(self.day);
        self.derive();
        self
    }
}

fn error(place: &str, problem: ProfileProblem) -> ProfileError {
    ProfileError {
        place: place.to_owned(),
        problem,
    }
}

/// Whoever has no business is in no state of one, and is no organisation.
pub(crate) fn no_business(shared: &mut Answers) {
    for fact in [Fact::State, Fact::OrgType] {
        shared.set(fact, fact.choice("none").map(Answer::Choice));
    }
}

struct Reader {
    day: Day,
    errors: Vec<ProfileError>,
}

impl Reader {
    fn wrong(&mut self, place: &str, problem: ProfileProblem) {
        self.errors.push(error(place, problem));
    }

    fn object<'a>(&mut self, value: &'a Value, place: &str) -> Option<&'a Map<String, Value>> {
        if value.is_null() {
            return None;
        }
        let fields = value.as_object();
        if fields.is_none() {
            self.wrong(place, ProfileProblem::WrongSort("an object"));
        }
        fields
    }

    fn person(
        &mut self,
        value: &Value,
        place: &str,
        answers: &mut Answers,
        mut relation: Option<&mut Option<String>>,
    ) {
        for (key, value) in self.object(value, place).into_iter().flatten() {
            if key == "relation"
                && let Some(relation) = relation.as_deref_mut()
            {
                match value {
                    Value::String(text) => *relation = Some(text.clone()),
                    Value::Null => {}
                    _ => self.wrong(
                        &format!("{place}.relation"),
                        ProfileProblem::WrongSort("a text"),
                    ),
                }
                continue;
            }
            self.fact(Subject::Person, key, value, place, answers);
        }
    }

    fn household(&mut self, value: &Value, profile: &mut Profile) {
        for (key, value) in self.object(value, "household").into_iter().flatten() {
            match (key.as_str(), value) {
                (_, Value::Null)
                    if matches!(key.as_str(), "members" | "members_complete" | "income_band") => {}
                ("members", Value::Array(members)) => {
                    if members.len() as i64 >= MOST_PERSONS {
                        self.wrong("household.members", ProfileProblem::TooManyMembers);
                        continue;
                    }
                    for (number, value) in (1..).zip(members) {
                        let mut member = Member::default();
                        let place = format!("people[{number}]");
                        self.person(
                            value,
                            &place,
                            &mut member.answers,
                            Some(&mut member.relation),
                        );
                        profile.members.push(member);
                    }
                }
                ("members", _) => {
                    self.wrong("household.members", ProfileProblem::WrongSort("a list"))
                }
                ("members_complete", Value::Bool(complete)) => profile.members_complete = *complete,
                ("members_complete", _) => {
                    self.wrong(
                        "household.members_complete",
                        ProfileProblem::WrongSort("true or false"),
                    );
                }
                ("income_band", value) => match value.as_i64() {
                    Some(band @ 1..=5) => profile.stated_band = Some(band as u8),
                    Some(_) => self.wrong("household.income_band", ProfileProblem::Outside(1, 5)),
                    None => self.wrong(
                        "household.income_band",
                        ProfileProblem::WrongSort("a whole number"),
                    ),
                },
                _ => self.fact(
                    Subject::Household,
                    key,
                    value,
                    "household",
                    &mut profile.shared,
                ),
            }
        }
    }

    fn business(&mut self, value: &Value, shared: &mut Answers) {
        for (key, value) in self.object(value, "business").into_iter().flatten() {
            self.fact(Subject::Business, key, value, "business", shared);
        }
    }

    fn fact(
        &mut self,
        subject: Subject,
        key: &str,
        value: &Value,
        place: &str,
        answers: &mut Answers,
    ) {
        let place = format!("{place}.{key}");
        let Some(fact) = Fact::of_id(subject, key) else {
            return self.wrong(&place, ProfileProblem::UnknownField);
        };
        if value.is_null() {
            return;
        }
        match of_json(fact, value).and_then(|answer| check(fact, answer, self.day)) {
            Ok(answer) => answers.set(fact, Some(answer)),
            Err(problem) => self.wrong(&place, problem),
        }
    }
}

fn of_json(fact: Fact, value: &Value) -> Result<Answer, ProfileProblem> {
    let sort = |sort| Err(ProfileProblem::WrongSort(sort));
    match (fact.kind(), value) {
        (Kind::Truth, Value::Bool(holds)) => Ok(Answer::Truth(*holds)),
        (Kind::Truth, _) => sort("true or false"),
        (Kind::Number(_), value) => value
            .as_i64()
            .map(Answer::Number)
            .map_or_else(|| sort("a whole number"), Ok),
        (Kind::Set, Value::Array(items)) => {
            let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
            let set: Option<BTreeSet<String>> = texts.collect();
            set.map(Answer::Set)
                .map_or_else(|| sort("a list of texts"), Ok)
        }
        (Kind::Set, _) => sort("a list of texts"),
        (_, Value::String(text)) => of_text(fact, text),
        (Kind::Date, _) => sort("a day, YYYY-MM-DD"),
        (Kind::Region, _) => sort("the code of a region, as a text"),
        (Kind::Choice(_) | Kind::Completed(_), _) => sort("a code, as a text"),
    }
}

/// A fact from the text of a cell or of JSON: days, codes, regions, numbers and 0 or 1.
pub(crate) fn of_text(fact: Fact, text: &str) -> Result<Answer, ProfileProblem> {
    match fact.kind() {
        Kind::Date => text
            .parse()
            .map(|day: Day| Answer::Number(day.number()))
            .map_err(|_| ProfileProblem::NoDay),
        Kind::Choice(choices) => {
            let at = choices.iter().position(|(code, _)| *code == text);
            let codes = || choices.iter().map(|(code, _)| *code).collect();
            at.map(|at| Answer::Choice(at as u8))
                .ok_or_else(|| ProfileProblem::UnknownCode(codes()))
        }
        Kind::Region => Region::of_code(text)
            .map(Answer::Region)
            .ok_or(ProfileProblem::UnknownRegion),
        Kind::Truth => match text {
            "1" => Ok(Answer::Truth(true)),
            "0" => Ok(Answer::Truth(false)),
            _ => Err(ProfileProblem::WrongSort("0 or 1")),
        },
        Kind::Number(_) => {
            let plain = text
                .strip_prefix('-')
                .unwrap_or(text)
                .bytes()
                .all(|byte| byte.is_ascii_digit());
            let number = text.parse().ok().filter(|_| plain);
            number
                .map(Answer::Number)
                .ok_or(ProfileProblem::WrongSort("a whole number"))
        }
        Kind::Completed(_) | Kind::Set => Err(ProfileProblem::WrongSort("left out")),
    }
}

/// Refuses what cannot be.
pub(crate) fn check(fact: Fact, answer: Answer, day: Day) -> Result<Answer, ProfileProblem> {
    let Answer::Number(number) = answer else {
        return Ok(answer);
    };
    match fact {
        Fact::BirthDate if number > day.number() => return Err(ProfileProblem::Future),
        Fact::BirthDate => {
            let born = Day::of_number(number).ok_or(ProfileProblem::NoDay)?;
            if born.years_until(day) > OLDEST {
                return Err(ProfileProblem::TooOld);
            }
        }
        Fact::Size | Fact::ParentsSize if !(1..=MOST_PERSONS).contains(&number) => {
            return Err(ProfileProblem::Outside(1, MOST_PERSONS));
        }
        _ if number < 0 && fact.unit() != Some(Unit::Date) => return Err(ProfileProblem::Negative),
        _ => {}
    }
    Ok(Answer::Number(number))
}
