//! Who was at a consultation is published: by name with their consent, else as numbers that give nobody away.

use std::collections::{BTreeMap, BTreeSet};

use madang_words::{Text, check_title, quoted};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::plan::named;
use super::suppression::{LEAST_MINIMUM, least_sum, order, suppress};
use crate::becomes::Becomes;
use crate::bodies::MemberClass;
use crate::command::{Ask, Asked, NewContent};
use crate::contents::{Content, ContentRule};
use crate::event::Event;
use crate::fact::{By, Checked, Fact};
use crate::place::{Place, Relation};
use crate::role::{Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// The content that names attendees.
pub const NAMED: &str = "named";

/// The most attendees of one consultation.
const MOST_ATTENDEES: u32 = 100_000;

/// The most attendees who are named.
const MOST_NAMED: usize = 1_000;

/// The most categories of a table.
const MOST_CELLS: usize = 40;

/// The greatest number under which cells are hidden.
const MOST_MINIMUM: u32 = 100;

/// The longest post and name, in characters.
const MOST_LINE: usize = 200;

named! {
    /// What attendees are counted by, who are not named.
    CountedBy,
    /// By the part of society that they come from.
    Sector = "sector",
    /// By province.
    Region = "region",
    /// By service group.
    Group = "group",
}

/// Categories that are told together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    /// The categories, in their order.
    pub cells: Vec<String>,
    /// How many were of any of them.
    pub sum: u32,
}

/// Attendees who are not named, by one category each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttendanceTable {
    /// What they are counted by.
    pub by: CountedBy,
    /// How many were of each category that is told alone.
    pub cells: BTreeMap<String, u32>,
    /// Those that are told together, where some were few.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<Together>,
}

/// Who was there. Attendees who are not named are only counted, by tables that are never crossed and hide small numbers
/// ([`super::suppression`]): how many of a few were of one sort stands nowhere on the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttendancePublished {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the attendance that this puts right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<u64>,
    /// How many were there.
    pub total: u32,
    /// How many of them the content `named` names.
    pub named: u32,
    /// The least number of people that is told alone.
    pub minimum: u32,
    /// Those who are not named, by what they are counted by, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<AttendanceTable>,
}

/// The content `named` of `attendance.published/1`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttendanceNamed {
    /// Officials and appointed members, and whoever else consents.
    pub people: Vec<Attendant>,
}

/// Somebody who is named as having been there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendant {
    /// What they were there as.
    pub class: MemberClass,
    /// Their post or occupation.
    pub post: Text,
    /// Their name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Content for AttendanceNamed {
    fn check(&self, _rules: u32) -> Checked {
        if !(1..=MOST_NAMED).contains(&self.people.len()) {
            let reason = said!("consultation-named-many", most = MOST_NAMED);
            return Err(Violation::field("people", reason));
        }
        for person in &self.people {
            person.post.check("post", MOST_LINE)?;
            if let Some(name) = &person.name {
                madang_words::check_not_blank("name", name, MOST_LINE)?;
                check_title("name", name)?;
            }
        }
        Ok(())
    }
}

/// Asks to publish who was there, by the true numbers, which are turned into what may be told of them and kept nowhere.
#[derive(Clone, Debug)]
pub struct AttendanceCounted {
    /// The programme.
    pub programme: String,
    /// The consultation.
    pub consultation: String,
    /// The entry of the attendance that this puts right.
    pub base: Option<u64>,
    /// How many were there.
    pub total: u32,
    /// Those who are named.
    pub people: Vec<Attendant>,
    /// The least number of people that is told alone.
    pub minimum: u32,
    /// The true numbers of those who are not named.
    pub tables: BTreeMap<CountedBy, BTreeMap<String, u32>>,
    /// 32 random bytes that are known to nobody else, by which it is decided what is told together.
    pub salt: [u8; 32],
}

impl AttendanceCounted {
    /// What may be told of the tables.
    fn told(&self, state: &State) -> Result<Vec<AttendanceTable>, Violation> {
        let known = state.consultation(&self.programme, &self.consultation)?;
        let named = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        let counted = self.total.saturating_sub(named);
        let mut tables = Vec::new();
        for (by, cells) in &self.tables {
            let sum: u64 = cells.values().map(|number| u64::from(*number)).sum();
            if sum != u64::from(counted) {
                return Err(Violation::field(
                    by.name(),
                    said!("consultation-table-sum", sum = sum, counted = counted),
                ));
            }
            let order = order(&self.salt, by.name(), cells);
            let none = BTreeSet::new();
            let before = known.hidden(*by).unwrap_or(&none);
            let told = suppress(cells, self.minimum, &order, before);
            tables.extend(told.map(|told| AttendanceTable {
                by: *by,
                cells: told.cells,
                together: told.together.map(|(cells, sum)| Together {
                    cells: cells.into_iter().collect(),
                    sum,
                }),
            }));
        }
        Ok(tables)
    }
}

impl Ask for AttendanceCounted {
    fn name(&self) -> &'static str {
        AttendancePublished::ASKED
    }

    fn content(&self) -> impl Serialize {
        (
            (&self.programme, &self.consultation, self.base),
            (self.total, self.minimum, &self.people),
            // The salt is another each time that the same is sent.
            &self.tables,
        )
    }

    fn draft(self, state: &State) -> Result<Asked, Violation> {
        let tables = self.told(state)?;
        let mut asked = Asked::from(AttendancePublished {
            programme: self.programme,
            consultation: self.consultation,
            base: self.base,
            total: self.total,
            named: u32::try_from(self.people.len()).unwrap_or(u32::MAX),
            minimum: self.minimum,
            tables,
        });
        if !self.people.is_empty() {
            let named = AttendanceNamed {
                people: self.people,
            };
            asked.contents.push(NewContent::public(NAMED, &named)?);
        }
        Ok(asked)
    }
}

/// Whether attendance tells of people who are named.
fn names_people(event: &Event) -> bool {
    matches!(event, Event::Consultations(super::Event::AttendancePublished(told)) if told.named > 0)
}

/// As many are named as the facts say.
fn as_many_as_told(event: &Event, _state: &State, content: &Value) -> Checked {
    let Event::Consultations(super::Event::AttendancePublished(told)) = event else {
        return Ok(());
    };
    let people = content["people"].as_array().map_or(0, Vec::len);
    if u32::try_from(people) == Ok(told.named) {
        return Ok(());
    }
    Err(Violation::field(
        "named",
        said!(
            "consultation-named-other",
            people = people,
            named = told.named
        ),
    ))
}

impl AttendancePublished {
    /// How many are only counted.
    pub fn counted(&self) -> u32 {
        self.total.saturating_sub(self.named)
    }

    /// Checks that a table gives nobody away, as far as what is published says.
    fn check_table(&self, state: &State, table: &AttendanceTable) -> Checked {
        let field = table.by.name();
        let hidden = table
            .together
            .as_ref()
            .map_or(&[][..], |together| &together.cells);
        if table.cells.len() + hidden.len() > MOST_CELLS {
            let reason = said!("consultation-table-cells", most = MOST_CELLS);
            return Err(Violation::field(field, reason));
        }
        for cell in table.cells.keys().chain(hidden) {
            state.check_identifier("cells", cell)?;
        }
        let open: u64 = table.cells.values().map(|number| u64::from(*number)).sum();
        let sum = open + u64::from(table.together.as_ref().map_or(0, |together| together.sum));
        if sum != u64::from(self.counted()) {
            let reason = said!(
                "consultation-table-sum",
                sum = sum,
                counted = self.counted()
            );
            return Err(Violation::field(field, reason));
        }
        let few = |number: &u32| (1..self.minimum).contains(number);
        if let Some((cell, _)) = table.cells.iter().find(|(_, number)| few(number)) {
            return Err(Violation::field(
                field,
                said!(
                    "consultation-table-few",
                    cell = quoted(cell),
                    minimum = self.minimum
                ),
            ));
        }
        let Some(together) = &table.together else {
            return Ok(());
        };
        let sorted = hidden.windows(2).all(|pair| pair[0] < pair[1]);
        let twice = hidden.iter().any(|cell| table.cells.contains_key(cell));
        let least = least_sum(self.minimum, hidden.len());
        if hidden.len() < 2 || !sorted || twice || u64::from(together.sum) < least {
            let reason = said!("consultation-table-together", least = least);
            return Err(Violation::field(field, reason));
        }
        Ok(())
    }
}

impl Fact for AttendancePublished {
    const KIND: &'static str = "attendance.published/1";
    const ASKED: &'static str = "publish_attendance";
    const WHO: &'static [Role] = &[Role::Facilitator];
    const SCOPE: Scope = Scope::Institution { since: 6 };
    const CONTENTS: &'static [ContentRule] = &[ContentRule::of::<AttendanceNamed>(NAMED)
        .needed_where(names_people)
        .beside(as_many_as_told)];
    const TOLD: &'static [Told] = &[];
    const RESTS: Rests = Rests::OnItsWord;

    fn place(&self, state: &State) -> Result<Place, Violation> {
        let mut place = super::state::place(state, &self.programme, &self.consultation)?;
        place
            .refs
            .extend(self.base.map(|base| Relation::Corrects.to(base)));
        Ok(place)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        let known = state.consultation(&self.programme, &self.consultation)?;
        known.check_live(&self.consultation)?;
        state.check_acts_there(by, &self.programme, &known.plan.institution)?;
        if known.held.is_none() {
            return Err(Violation::out_of_turn(said!(
                "consultation-not-held",
                id = quoted(&self.consultation)
            )));
        }
        super::state::check_base(self.base, known.attendance())?;
        if self.total > MOST_ATTENDEES || self.named > self.total {
            let reason = said!("consultation-total", most = MOST_ATTENDEES);
            return Err(Violation::field("total", reason));
        }
        let came = known.registrations.came();
        if u64::from(self.total) < came {
            let reason = said!("consultation-total-came", came = came);
            return Err(Violation::field("total", reason));
        }
        if !(LEAST_MINIMUM..=MOST_MINIMUM).contains(&self.minimum) {
            return Err(Violation::field(
                "minimum",
                said!(
                    "consultation-minimum",
                    least = LEAST_MINIMUM,
                    most = MOST_MINIMUM
                ),
            ));
        }
        if self.counted() < self.minimum && !self.tables.is_empty() {
            return Err(Violation::field("tables", said!("consultation-tables-few")));
        }
        if self.tables.windows(2).any(|pair| pair[0].by >= pair[1].by) {
            return Err(Violation::field(
                "tables",
                said!("consultation-tables-order"),
            ));
        }
        for table in &self.tables {
            self.check_table(state, table)?;
            // What was hidden once would be told by the difference.
            let before = known.hidden(table.by).into_iter().flatten();
            let told = before.clone().find(|cell| {
                let together = table.together.as_ref();
                !together.is_some_and(|together| together.cells.contains(cell))
            });
            if let Some(cell) = told {
                return Err(Violation::field(
                    table.by.name(),
                    said!("consultation-table-hidden-before", cell = quoted(cell)),
                ));
            }
        }
        Ok(())
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        state.add_attendance(self, entry)
    }

    fn cost(&self, _state: &State) -> Option<Cost<'_>> {
        None
    }

    fn room(&self, facts: usize, _state: &State) -> usize {
        300 + 4 * facts
    }

    fn becomes(&self) -> Becomes<'_> {
        Becomes::Nothing
    }

    fn about(&self) -> About<'_> {
        About::Nothing
    }

    fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
        vec![]
    }
}
