//! What all completions of the missing facts share, which sets of them can settle a rule, and which still matter.

use std::collections::BTreeSet;

use super::domains::{Against, Domains};
use super::families::{Both, Family, families};
use super::ground::{Ground, Part, Variable, atoms_of, simplified};
use crate::facts::Kind;
use crate::parameters::Parameters;
use crate::profile::Profile;
use crate::rule::Rule;
use crate::truth::Truth;

/// The most assignments of facts that occur twice.
const MOST_ASSIGNMENTS: usize = 1 << 16;

/// What can be said of a rule and a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Insight {
    /// The Kleene value of the tree as it is written.
    pub value: Truth,
    /// The value that all completions of the missing facts share. It is the Kleene value where [`Insight::bounded`] or [`Insight::open`] is said.
    pub exact: Truth,
    /// Minimal sets of missing facts of which some answers make the value true, the smallest first.
    pub yes: Vec<Vec<Variable>>,
    /// The same for false.
    pub no: Vec<Vec<Variable>>,
    /// Missing facts on which the full answer still depends. Nothing else is to be asked.
    pub relevant: Vec<Variable>,
    /// Persons are counted of whom some are not described: the sets are not computed.
    pub open: bool,
    /// There was more to try than is tried: sets or the exact value are not complete.
    pub bounded: bool,
}

impl Rule {
    /// What can be said of this rule for the visitor of a profile; `None` where it is not in force on that day.
    #[must_use]
    pub fn insight(&self, profile: &Profile, parameters: &Parameters) -> Option<Insight> {
        self.in_force(profile.day)
            .then(|| insight(self, profile, parameters))
    }
}

fn insight(rule: &Rule, profile: &Profile, parameters: &Parameters) -> Insight {
    let ground = Ground::new(&rule.node, profile, parameters);
    let value = ground.value();
    let mut insight = Insight {
        value,
        exact: value,
        yes: Vec::new(),
        no: Vec::new(),
        relevant: Vec::new(),
        open: false,
        bounded: false,
    };
    if value.is_settled() {
        return insight;
    }
    if ground.open {
        insight.open = true;
        return insight;
    }
    let missing = |atom: &super::ground::Atom<'_>, variable: Variable| {
        let answers = profile
            .people()
            .nth(variable.person)
            .unwrap_or(&profile.visitor);
        let known = profile.view(answers).get(variable.fact).is_some();
        // A region that is too coarse to tell is missing.
        !known || variable.fact.kind() == Kind::Region && atom.value == Truth::Unknown
    };
    let space = Space::new(
        &ground,
        &Against {
            profile,
            parameters,
        },
        missing,
    );
    insight.bounded = space.domains.cut;
    if !space.fits() {
        insight.bounded = true;
        insight.relevant = space.all();
        return insight;
    }
    let Both { yes, no } = space.settling();
    insight.bounded |= yes.cut || no.cut;
    insight.yes = space.named(&yes);
    insight.no = space.named(&no);
    let reached = space.reached();
    insight.exact = match reached {
        [true, false, false] => Truth::False,
        [false, false, true] => Truth::True,
        _ => Truth::Unknown,
    };
    insight.relevant = space.relevant();
    insight
}

/// The tree that is left, with the variables that may take values.
pub(crate) struct Space {
    root: Part,
    pub domains: Domains,
    /// The variables that occur more than once: these are enumerated.
    shared: Vec<usize>,
}

/// A class of each variable, 0 for as it is known now.
type Classes = Vec<usize>;

impl Space {
    /// The space of the variables that `free` picks.
    pub fn new(
        ground: &Ground<'_>,
        against: &Against<'_>,
        free: impl Fn(&super::ground::Atom<'_>, Variable) -> bool,
    ) -> Space {
        // What is settled whatever the free ones are is folded away first, so that fewer occur twice.
        let tried = Domains::new(&ground.atoms, against, |_| true, &free);
        let value = |at: usize| (!tried.tables[at].varies()).then(|| ground.atoms[at].value);
        let root = simplified(&ground.root, &value);
        let mut left = BTreeSet::new();
        atoms_of(&root, &mut |at| {
            left.insert(at);
        });
        let domains = Domains::new(&ground.atoms, against, |at| left.contains(&at), &free);
        let mut times = vec![0; domains.variables.len()];
        atoms_of(&root, &mut |at| {
            for variable in &domains.tables[at].variables {
                times[*variable] += 1;
            }
        });
        let shared = (0..times.len()).filter(|at| times[*at] > 1).collect();
        Space {
            root,
            domains,
            shared,
        }
    }

    /// Whether there is little enough to try.
    pub fn fits(&self) -> bool {
        let counts = self.shared.iter().map(|at| self.domains.classes[*at] + 1);
        let product = counts.fold(1_usize, usize::saturating_mul);
        product <= MOST_ASSIGNMENTS && self.domains.variables.len() <= 64
    }

    fn all(&self) -> Vec<Variable> {
        sorted(self.domains.variables.clone())
    }

    /// Shows every assignment of these variables, each from `first` to its last class.
    fn each(&self, of: &[usize], first: usize, see: &mut impl FnMut(&mut Classes) -> bool) -> bool {
        let mut classes = vec![0; self.domains.variables.len()];
        for at in of {
            classes[*at] = first;
        }
        if first == 1 && of.iter().any(|at| self.domains.classes[*at] == 0) {
            return false;
        }
        loop {
            if see(&mut classes) {
                return true;
            }
            let Some(next) = of
                .iter()
                .find(|at| classes[**at] < self.domains.classes[**at])
            else {
                return false;
            };
            for at in of.iter().take_while(|at| *at != next) {
                classes[*at] = first;
            }
            classes[*next] += 1;
        }
    }

    /// The minimal sets of variables of which some values make the tree true, and false.
    pub fn settling(&self) -> Both {
        let mut found = Both {
            yes: Family::never(),
            no: Family::never(),
        };
        self.each(&self.shared, 0, &mut |classes| {
            let assigned = self.shared.iter().filter(|at| classes[**at] > 0);
            let assigned = Family::of(assigned.fold(0, |bits, at| bits | 1 << at));
            let both = families(&self.root, &|atom| self.atom(atom, classes));
            let add = |to: &mut Family, of: &Family| {
                if !of.sets.is_empty() {
                    *to = std::mem::take(to).or(&of.and(&assigned));
                }
            };
            add(&mut found.yes, &both.yes);
            add(&mut found.no, &both.no);
            false
        });
        found
    }

    /// Which variables of an atom that occur nowhere else settle it, where the shared ones have these classes.
    fn atom(&self, atom: usize, classes: &Classes) -> Both {
        let table = &self.domains.tables[atom];
        let own: Vec<usize> = table
            .variables
            .iter()
            .copied()
            .filter(|at| !self.shared.contains(at))
            .collect();
        let (mut yes, mut no) = (Family::never(), Family::never());
        for subset in 0..1_u32 << own.len() {
            let taken = (0..own.len())
                .filter(|at| subset >> at & 1 == 1)
                .map(|at| own[at]);
            let taken: Vec<usize> = taken.collect();
            let bits = taken.iter().fold(0, |bits, at| bits | 1_u64 << at);
            let (mut can, mut cannot) = (false, false);
            self.each(&taken, 1, &mut |tried| {
                let value = table.value(|at| {
                    if taken.contains(&at) {
                        tried[at]
                    } else {
                        classes[at]
                    }
                });
                can |= value == Truth::True;
                cannot |= value == Truth::False;
                can && cannot
            });
            if can {
                yes = yes.or(&Family::of(bits));
            }
            if cannot {
                no = no.or(&Family::of(bits));
            }
        }
        Both { yes, no }
    }

    /// Which of false, unknown and true complete answers reach.
    fn reached(&self) -> [bool; 3] {
        let mut reached = [false; 3];
        self.each(&self.shared, 1, &mut |classes| {
            let pairs = self.pairs(&self.root, classes, classes);
            for (at, reached) in reached.iter_mut().enumerate() {
                *reached |= pairs.has(at, at);
            }
            reached == [true; 3]
        });
        reached
    }

    /// The variables of which another value alone can make another complete answer.
    fn relevant(&self) -> Vec<Variable> {
        let matters = |variable: usize| {
            let others: Vec<usize> = self
                .shared
                .iter()
                .copied()
                .filter(|at| *at != variable)
                .collect();
            self.each(&others, 1, &mut |classes| {
                // Where two values differ, two that follow each other do.
                (1..self.domains.classes[variable]).any(|class| {
                    let mut one = classes.clone();
                    one[variable] = class;
                    let mut other = classes.clone();
                    other[variable] = class + 1;
                    self.pairs(&self.root, &one, &other).differ()
                })
            })
        };
        let numbers = (0..self.domains.variables.len()).filter(|at| matters(*at));
        sorted(numbers.map(|at| self.domains.variables[at]).collect())
    }

    /// The values that a part takes under one assignment and under another, over all values of the variables that have none in it.
    fn pairs(&self, part: &Part, one: &Classes, other: &Classes) -> Pairs {
        match part {
            Part::Constant(value) => Pairs::of(*value as usize, *value as usize),
            Part::Atom(atom) => {
                let table = &self.domains.tables[*atom];
                let open: Vec<usize> = table
                    .variables
                    .iter()
                    .copied()
                    .filter(|at| one[*at] == 0)
                    .collect();
                let mut pairs = Pairs::none();
                self.each(&open, 1, &mut |tried| {
                    let value = |of: &Classes| {
                        table.value(|at| {
                            if open.contains(&at) {
                                tried[at]
                            } else {
                                of[at]
                            }
                        }) as usize
                    };
                    pairs = pairs.or(Pairs::of(value(one), value(other)));
                    false
                });
                pairs
            }
            Part::Not(part) => self.pairs(part, one, other).not(),
            Part::All(parts) => parts.iter().fold(Pairs::of(2, 2), |all, part| {
                all.with(self.pairs(part, one, other), usize::min)
            }),
            Part::Any(parts) => parts.iter().fold(Pairs::of(0, 0), |any, part| {
                any.with(self.pairs(part, one, other), usize::max)
            }),
            Part::AtLeast(least, parts) => {
                // How many are true, and not known, under the one and under the other.
                let mut counts = BTreeSet::from([[0_usize; 4]]);
                for part in parts {
                    let pairs = self.pairs(part, one, other);
                    let mut next = BTreeSet::new();
                    for count in &counts {
                        for (a, b) in pairs.each() {
                            let [yes, open, other_yes, other_open] = *count;
                            let add = |yes: usize, open: usize, value: usize| {
                                (
                                    yes + usize::from(value == 2),
                                    open + usize::from(value == 1),
                                )
                            };
                            let (yes, open) = add(yes, open, a);
                            let (other_yes, other_open) = add(other_yes, other_open, b);
                            next.insert([yes, open, other_yes, other_open]);
                        }
                    }
                    counts = next;
                }
                let values = counts.iter().map(|[yes, open, other_yes, other_open]| {
                    let one = Truth::at_least(*least, *yes, *open);
                    Pairs::of(
                        one as usize,
                        Truth::at_least(*least, *other_yes, *other_open) as usize,
                    )
                });
                values.fold(Pairs::none(), Pairs::or)
            }
        }
    }

    /// Sets with their names, the smallest first.
    pub fn named(&self, family: &Family) -> Vec<Vec<Variable>> {
        let named = family.sets.iter().map(|set| {
            let numbers = (0..self.domains.variables.len()).filter(|at| set >> at & 1 == 1);
            sorted(numbers.map(|at| self.domains.variables[at]).collect())
        });
        let mut named: Vec<Vec<Variable>> = named.collect();
        named.sort_by_key(|set| {
            (
                set.len(),
                set.iter().map(Variable::path).collect::<Vec<_>>(),
            )
        });
        named
    }
}

fn sorted(mut variables: Vec<Variable>) -> Vec<Variable> {
    variables.sort_by_key(Variable::path);
    variables
}

/// Pairs of truth values, as nine bits.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Pairs(u16);

impl Pairs {
    fn none() -> Pairs {
        Pairs(0)
    }

    fn of(one: usize, other: usize) -> Pairs {
        Pairs(1 << (one * 3 + other))
    }

    fn has(self, one: usize, other: usize) -> bool {
        self.0 >> (one * 3 + other) & 1 == 1
    }

    fn or(self, more: Pairs) -> Pairs {
        Pairs(self.0 | more.0)
    }

    fn each(self) -> impl Iterator<Item = (usize, usize)> {
        (0..9)
            .filter(move |at| self.0 >> at & 1 == 1)
            .map(|at| (at / 3, at % 3))
    }

    fn with(self, more: Pairs, join: fn(usize, usize) -> usize) -> Pairs {
        let both = self.each().flat_map(|(a, b)| {
            more.each()
                .map(move |(c, d)| Pairs::of(join(a, c), join(b, d)))
        });
        both.fold(Pairs::none(), Pairs::or)
    }

    fn not(self) -> Pairs {
        let flipped = self
            .each()
            .map(|(one, other)| Pairs::of(2 - one, 2 - other));
        flipped.fold(Pairs::none(), Pairs::or)
    }

    fn differ(self) -> bool {
        self.each().any(|(one, other)| one != other)
    }
}
