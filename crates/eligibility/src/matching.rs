//! One visitor against all services of a book.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::answers::{Answer, Answers, End, View, between, share};
use crate::book::{Book, Coded, Versioned};
use crate::circuit::{Atom, CONSTANTS, Run, Wire};
use crate::day::Day;
use crate::evaluate::{best, members};
use crate::facts::{Fact, Subject};
use crate::profile::{Contradiction, Profile, ProfileError, Scope};
use crate::rule::{Comparison, Condition, Quantity, Test};
use crate::truth::Truth;

/// An atom with its parameters resolved for a day.
#[derive(Debug)]
pub(crate) enum Ready<'a> {
    Truth(Fact, bool),
    Between(Fact, End, End),
    Share(Fact, Fact, u64, Comparison),
    OneOf(Fact, u32, bool),
    Other(&'a Condition),
    Bands(u8),
    SoftAge(i64, i64),
    Members(Quantity, Wire),
}

/// A book on a day: parameters are resolved, and rules in force are picked.
#[derive(Debug)]
#[non_exhaustive]
pub struct Matcher<'a> {
    pub(crate) book: &'a Book,
    /// The day.
    pub day: Day,
    pub(crate) atoms: Vec<Ready<'a>>,
    inner: Vec<Ready<'a>>,
    pub(crate) rules: BTreeMap<&'a str, &'a Versioned>,
    counts_members: bool,
    runs: Vec<Run>,
    ends: Vec<Wire>,
}

impl Book {
    /// The book on a day.
    #[must_use]
    pub fn on(&self, day: Day) -> Matcher<'_> {
        let atoms: Vec<Ready<'_>> = self
            .circuit
            .atoms
            .iter()
            .map(|atom| self.ready(atom, day))
            .collect();
        let inner = self
            .inner
            .atoms
            .iter()
            .map(|atom| self.ready(atom, day))
            .collect();
        let counts_members = atoms.iter().any(|atom| matches!(atom, Ready::Members(..)));
        let rules = self.in_force(day);
        let services = self.services.iter().map(|service| service.whole);
        let ends = services.chain(rules.values().map(|rule| rule.wire));
        Matcher {
            book: self,
            day,
            atoms,
            inner,
            counts_members,
            runs: self.circuit.runs(),
            ends: ends.collect(),
            rules,
        }
    }

    fn ready<'a>(&'a self, atom: &'a Atom, day: Day) -> Ready<'a> {
        let condition = match atom {
            Atom::Condition(condition) => condition,
            Atom::Bands(bits) => return Ready::Bands(*bits),
            Atom::SoftAge(from, to) => return Ready::SoftAge(*from, *to),
            Atom::Members(quantity, wire) => return Ready::Members(*quantity, *wire),
        };
        let fact = condition.fact;
        match (&condition.test, fact.size_fact()) {
            (Test::Is(wanted), _) => Ready::Truth(fact, *wanted),
            (Test::Between { lower, upper }, _) => {
                let end = |bound: &Option<crate::rule::Bound>| -> End {
                    let bound = bound.as_ref()?;
                    Some((self.parameters.number(&bound.value, day), bound.inclusive))
                };
                Ready::Between(fact, end(lower), end(upper))
            }
            (Test::Share(percent, comparison), Some(size)) => {
                Ready::Share(fact, size, *percent, *comparison)
            }
            (Test::OneOf(codes, within), _) => Ready::OneOf(
                fact,
                codes.iter().fold(0, |bits, code| bits | 1 << code),
                *within,
            ),
            _ => Ready::Other(condition),
        }
    }
}

/// What the household says to everybody in it.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub shared: &'a Answers,
    pub band: Option<u8>,
}

impl Matcher<'_> {
    /// The value of an atom for a person, but for those that count persons.
    pub(crate) fn atom(&self, atom: &Ready<'_>, person: &Answers, around: Around<'_>) -> Truth {
        let view = View {
            person,
            shared: around.shared,
        };
        match atom {
            Ready::Truth(fact, wanted) => view
                .of(*fact)
                .truth(*fact)
                .map(|holds| holds == *wanted)
                .into(),
            Ready::Between(fact, lower, upper) => {
                between(view.of(*fact).number(*fact), *lower, *upper)
            }
            Ready::Share(fact, size, percent, comparison) => {
                let answers = view.of(*fact);
                share(
                    answers.number(*fact),
                    answers.number(*size),
                    *percent,
                    *comparison,
                    self.day.year(),
                )
            }
            Ready::OneOf(fact, bits, within) => view
                .of(*fact)
                .choice(*fact)
                .map(|choice| (bits >> choice & 1 == 1) == *within)
                .into(),
            Ready::Other(condition) => match (&condition.test, view.get(condition.fact)) {
                (Test::Within(region), Some(Answer::Region(home))) => home.lives_in(*region),
                (Test::Meets(items, any), Some(Answer::Set(set))) => {
                    Truth::from(items.iter().any(|item| set.contains(item)) == *any)
                }
                _ => Truth::Unknown,
            },
            Ready::Bands(bits) => around.band.map(|band| bits >> (band - 1) & 1 == 1).into(),
            Ready::SoftAge(from, to) => match person.number(Fact::Age) {
                Some(age) if (*from..=*to).contains(&age) => Truth::True,
                _ => Truth::Unknown,
            },
            Ready::Members(..) => Truth::Unknown,
        }
    }

    /// The values of all wires for one person of a profile.
    #[must_use]
    pub(crate) fn values(&self, person: &Answers, profile: &Profile) -> Vec<u8> {
        let mut values = self.book.circuit.start();
        self.fill(person, profile, &mut values);
        values
    }

    /// The same into a buffer that has a place for each wire.
    pub(crate) fn fill(&self, person: &Answers, profile: &Profile, values: &mut [u8]) {
        let around = Around {
            shared: &profile.shared,
            band: profile.income_band(),
        };
        for (place, atom) in values[CONSTANTS..].iter_mut().zip(&self.atoms) {
            *place = self.atom(atom, person, around) as u8;
        }
        if self.counts_members {
            self.count_members(profile, around, values);
        }
        self.book.circuit.run_by(&self.runs, values);
    }

    fn count_members(&self, profile: &Profile, around: Around<'_>, values: &mut [u8]) {
        let people: Vec<Vec<u8>> = profile
            .people()
            .map(|person| {
                let mut values = self.book.inner.start();
                for (place, atom) in values[CONSTANTS..].iter_mut().zip(&self.inner) {
                    *place = self.atom(atom, person, around) as u8;
                }
                self.book.inner.run(&mut values);
                values
            })
            .collect();
        let more = profile.not_described();
        for (place, atom) in values[CONSTANTS..].iter_mut().zip(&self.atoms) {
            if let Ready::Members(quantity, wire) = atom {
                let each: Vec<Truth> = people
                    .iter()
                    .map(|values| Truth::of_index(usize::from(values[wire.0 as usize])))
                    .collect();
                *place = members(*quantity, &each, more) as u8;
            }
        }
    }

    /// How many services and rules in force are settled for the visitor alone: true or false, by Kleene.
    #[must_use]
    pub fn settled(&self, profile: &Profile) -> usize {
        let values = self.values(&profile.visitor, profile);
        let settled = |wire: &Wire| values[wire.0 as usize] != Truth::Unknown as u8;
        self.ends.iter().filter(|wire| settled(wire)).count()
    }

    /// Where the values of services and of rules in force are.
    pub(crate) fn ends(&self) -> impl Iterator<Item = Wire> + '_ {
        self.ends.iter().copied()
    }

    /// How many services and rules in force there are.
    #[must_use]
    pub fn end_count(&self) -> usize {
        self.ends.len()
    }

    /// The visitor, and in the scope of a household everybody in it, against all services.
    #[must_use]
    pub fn matched(&self, profile: &Profile) -> Matched {
        let people: Vec<Vec<u8>> = match profile.scope {
            Scope::Own => vec![self.values(&profile.visitor, profile)],
            Scope::Household => profile
                .people()
                .map(|person| self.values(person, profile))
                .collect(),
        };
        let open = profile.scope == Scope::Household && profile.not_described() != Some(0);
        let other = open.then(|| self.values(&Answers::default(), profile));
        let asked = Asked { people, other };
        let services = self
            .book
            .services
            .iter()
            .map(|service| (service.id.clone(), asked.service(service)));
        let rules = self
            .rules
            .iter()
            .map(|(id, rule)| ((*id).to_owned(), asked.rule(rule)));
        let mut matched = Matched {
            warnings: profile.warnings.clone(),
            ..Matched::default()
        };
        matched.services = services.collect();
        matched.rules = rules.collect();
        for service in matched.services.values() {
            matched.counts.add(service.value);
        }
        matched
    }
}

/// The values of everybody in scope.
struct Asked {
    people: Vec<Vec<u8>>,
    /// Those of one who is not described, where there is any.
    other: Option<Vec<u8>>,
}

impl Asked {
    /// The best value of a wire, and who reaches it.
    fn best(&self, wire: Wire) -> (Truth, Vec<usize>) {
        let at = |values: &Vec<u8>| Truth::of_index(usize::from(values[wire.0 as usize]));
        let values: Vec<Truth> = self.people.iter().map(at).collect();
        best(&values, self.other.as_ref().map(at))
    }

    fn own(&self, wire: Wire) -> Truth {
        Truth::of_index(usize::from(self.people[0][wire.0 as usize]))
    }

    fn service(&self, service: &Coded) -> ServiceMatch {
        let reading = &service.reading;
        let person = reading
            .person
            .map(|(branch, groups)| (self.best(branch), groups.map(|group| self.own(group))));
        let sole = reading.sole.map(|wire| self.own(wire));
        let organisation = reading.organisation.map(|wire| self.own(wire));
        let region = self.own(reading.region);
        let branches = [
            person.as_ref().map(|((value, _), _)| *value),
            sole,
            organisation,
        ];
        // Nothing marked: nothing known.
        let any = branches
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(Truth::Unknown);
        let reach = person
            .as_ref()
            .filter(|((value, _), _)| *value != Truth::False);
        ServiceMatch {
            value: any.and(region),
            reach: reach
                .map(|((_, reach), _)| reach.clone())
                .unwrap_or_default(),
            person: person.as_ref().map(|((value, _), _)| *value),
            groups: person.map(|(_, groups)| groups),
            sole,
            organisation,
            region,
        }
    }

    fn rule(&self, rule: &Versioned) -> RuleMatch {
        let (value, reach) = match rule.subject {
            Subject::Person => self.best(rule.wire),
            _ => (self.own(rule.wire), vec![0]),
        };
        RuleMatch { value, reach }
    }
}

/// What the marks of a service say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceMatch {
    /// True is *may*, false *not by the government's marks*.
    pub value: Truth,
    /// The branch for persons: the best of everybody in scope.
    pub person: Option<Truth>,
    /// Its groups for the visitor: sex, age, income, traits, household.
    pub groups: Option<[Truth; 5]>,
    /// The branch for sole traders.
    pub sole: Option<Truth>,
    /// The branch for organisations.
    pub organisation: Option<Truth>,
    /// The region.
    pub region: Truth,
    /// The described persons who reach the value of the branch for persons: 0 is the visitor.
    pub reach: Vec<usize>,
}

/// As scripts read it: `may T--T TTTTT 0,1`.
impl std::fmt::Display for ServiceMatch {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = match self.value {
            Truth::True => "may",
            Truth::False => "not",
            Truth::Unknown => "unknown",
        };
        let letter = |value: Option<Truth>| value.map_or('-', Truth::letter);
        let parts = [self.person, self.sole, self.organisation, Some(self.region)].map(letter);
        let groups = match self.groups {
            Some(groups) => groups.map(Truth::letter),
            None => ['-'; 5],
        };
        write!(
            out,
            "{word} {} {}",
            parts.iter().collect::<String>(),
            groups.iter().collect::<String>()
        )?;
        if !matches!(self.reach.as_slice(), [] | [0]) {
            let reach: Vec<String> = self.reach.iter().map(ToString::to_string).collect();
            write!(out, " {}", reach.join(","))?;
        }
        Ok(())
    }
}

impl Serialize for ServiceMatch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a reviewed rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleMatch {
    /// The Kleene value: true is *entitled*.
    pub value: Truth,
    /// The described persons who reach it.
    pub reach: Vec<usize>,
}

impl Serialize for RuleMatch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self.value {
            Truth::True => "entitled",
            Truth::False => "not",
            Truth::Unknown => "unknown",
        })
    }
}

/// How many services there are of each verdict by the marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// May be for them.
    pub may: usize,
    /// Not, by the marks.
    pub not: usize,
    /// Not known.
    pub unknown: usize,
}

impl Counts {
    fn add(&mut self, value: Truth) {
        match value {
            Truth::True => self.may += 1,
            Truth::False => self.not += 1,
            Truth::Unknown => self.unknown += 1,
        }
    }
}

/// One profile against all services. A profile with errors has nothing else.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Matched {
    /// What is wrong with the profile.
    pub errors: Vec<ProfileError>,
    /// What contradicts itself in it.
    pub warnings: Vec<Contradiction>,
    /// What the marks say, by service.
    pub services: BTreeMap<String, ServiceMatch>,
    /// How many of each.
    pub counts: Counts,
    /// What reviewed rules in force say, by service.
    pub rules: BTreeMap<String, RuleMatch>,
}

impl Matched {
    /// Nothing but errors.
    #[must_use]
    pub fn refused(errors: Vec<ProfileError>) -> Matched {
        Matched {
            errors,
            ..Matched::default()
        }
    }
}
