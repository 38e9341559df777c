//! The steps in which a programme is set up: what each asks for, and the one command that it leads to.

use std::collections::BTreeMap;

use madang_programme::clock::{Period, Weekday};
use madang_programme::institutions::InstitutionNamed;
use madang_programme::log::RULES;
use madang_programme::programmes::{
    AudienceDefined, CalendarAmended, CalendarFixed, GroupDefined, NewPeriods, PeriodsFixed,
    ProgrammeBegun, ProgrammeText, check_currency, check_zone,
};
use madang_programme::{Command, Violation};
use madang_words::{Language, check_slug};

use crate::frame::act::{Places, refused};
use crate::frame::fields::{InBoth, Words};
use crate::frame::form::Field;
use crate::frame::meanwhile::Value;
use crate::frame::query::Query;
use crate::programmes::labels::GROUP;

/// What something is called on the record and in addresses.
pub const ID: Field = Field::new("id", "programme-set-id");
/// The title of a programme.
pub const TITLE: InBoth = InBoth::new(
    ("title", "programme-set-title"),
    ("title-other", "programme-set-other"),
);
/// What it is.
pub const SUMMARY: InBoth = InBoth::new(
    ("summary", "programme-set-summary"),
    ("summary-other", "programme-set-other"),
);
/// A name.
pub const NAME: InBoth = InBoth::new(
    ("name", "programme-set-name"),
    ("name-other", "programme-set-other"),
);
/// Whom a group serves.
pub const DESCRIPTION: InBoth = InBoth::new(
    ("description", "programme-set-description"),
    ("description-other", "programme-set-other"),
);
/// The commitment that it carries out.
pub const COMMITMENT: Field = Field::new("commitment", "programme-commitment");
/// How many it is to choose.
pub const TARGET: Field = Field::new("target", "programme-target");
/// Its time zone.
pub const ZONE: Field = Field::new("zone", "programme-set-zone");
/// Its money.
pub const CURRENCY: Field = Field::new("currency", "programme-set-currency");
/// The days of each week on which nobody works.
pub const WEEKEND: Field = Field::new("weekend", "programme-set-weekend");
/// Other days, a line each.
pub const HOLIDAYS: Field = Field::new("holidays", "programme-set-holidays");
/// Days that are put into the calendar.
pub const ADDED: Field = Field::new("added", "programme-set-added");
/// Days that are taken out of it.
pub const REMOVED: Field = Field::new("removed", "programme-set-removed");
/// The periods: how many, and days or months.
pub const PERIODS: [(Field, Field); 5] = [
    (
        Field::new("answer", "programme-set-answer"),
        Field::new("answer-unit", "programme-set-unit"),
    ),
    (
        Field::new("progress", "programme-set-progress"),
        Field::new("progress-unit", "programme-set-unit"),
    ),
    (
        Field::new("deliberation", "programme-set-deliberation"),
        Field::new("deliberation-unit", "programme-set-unit"),
    ),
    (
        Field::new("personal_data", "programme-set-personal-data"),
        Field::new("personal_data-unit", "programme-set-unit"),
    ),
    (
        Field::new("corrections", "programme-set-corrections"),
        Field::new("corrections-unit", "programme-set-unit"),
    ),
];

/// How many a programme that is begun here can be to choose at most.
const MOST_TARGET: u64 = 100_000;

/// Days.
pub const DAYS: &str = "days";
/// Months.
pub const MONTHS: &str = "months";

/// A unit by its name in the form, and the period of so many.
type Unit = (&'static str, fn(u16) -> Period);

/// What periods are counted in.
const UNITS: [Unit; 2] = [(DAYS, Period::Days), (MONTHS, Period::Months)];

/// Where on these forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("id", ID),
    ("title", TITLE.here),
    ("summary", SUMMARY.here),
    ("name", NAME.here),
    ("description", DESCRIPTION.here),
    ("group", GROUP),
    ("commitment", COMMITMENT),
    ("zone", ZONE),
    ("currency", CURRENCY),
    ("target", TARGET),
    ("weekend", WEEKEND),
    ("holidays", HOLIDAYS),
    ("added", ADDED),
    ("removed", REMOVED),
    ("answer", PERIODS[0].0),
    ("progress", PERIODS[1].0),
    ("deliberation", PERIODS[2].0),
    ("personal_data", PERIODS[3].0),
    ("corrections", PERIODS[4].0),
];

/// A step of setting a programme up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The programme itself.
    Programme,
    /// Its service groups.
    Groups,
    /// The audiences inside them.
    Audiences,
    /// The institutions that answer.
    Institutions,
    /// How long things may take.
    Periods,
    /// On which days nobody works.
    Calendar,
    /// By what rule is chosen.
    Rule,
}

impl Step {
    /// Those that a programme which there is still has before it, in their order.
    pub const LATER: [Step; 6] = [
        Step::Groups,
        Step::Audiences,
        Step::Institutions,
        Step::Periods,
        Step::Calendar,
        Step::Rule,
    ];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Step::Programme => "programme",
            Step::Groups => "groups",
            Step::Audiences => "audiences",
            Step::Institutions => "institutions",
            Step::Periods => "periods",
            Step::Calendar => "calendar",
            Step::Rule => "rule",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Step> {
        Step::LATER.into_iter().find(|step| step.name() == name)
    }
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    plain: BTreeMap<&'static str, String>,
    words: BTreeMap<&'static str, Words>,
    /// The days of each week on which nobody works.
    pub weekend: Vec<String>,
}

impl Filled {
    /// Reads the fields of all steps: of each those that are there.
    pub fn read(query: &mut Query) -> Filled {
        let mut filled = Filled {
            weekend: query.all(WEEKEND.name).map(str::to_owned).collect(),
            ..Filled::default()
        };
        let known = |name: &String| Weekday::ALL.iter().any(|day| day.name() == name);
        if let Some(unknown) = filled.weekend.iter().find(|name| !known(name)) {
            let days = Weekday::ALL.map(|day| day.name()).join(", ");
            query.refuse(WEEKEND, "error-choice", unknown, days);
        }
        for field in [
            ID, GROUP, COMMITMENT, TARGET, ZONE, CURRENCY, HOLIDAYS, ADDED, REMOVED,
        ] {
            filled.plain.insert(field.name, query.text(field));
        }
        for (number, unit) in PERIODS {
            filled.plain.insert(number.name, query.text(number));
            let unit_name = query.one_of(unit, UNITS.map(|(name, _)| (name, name)));
            let unit_name = unit_name.unwrap_or_default().to_owned();
            filled.plain.insert(unit.name, unit_name);
        }
        for fields in [TITLE, SUMMARY, NAME, DESCRIPTION] {
            let words = Words::read(query, fields);
            filled.words.insert(fields.here.name, words);
        }
        filled
    }

    /// With what a form begins with.
    pub fn with(mut self, field: Field, value: impl Into<String>) -> Filled {
        self.plain.insert(field.name, value.into());
        self
    }

    /// What stands in a field.
    pub fn plain(&self, field: Field) -> &str {
        self.plain.get(field.name).map_or("", String::as_str)
    }

    /// What stands in fields of two languages.
    pub fn words(&self, fields: InBoth) -> Words {
        self.words
            .get(fields.here.name)
            .cloned()
            .unwrap_or_default()
    }

    fn some(&self, field: Field) -> Option<String> {
        Some(self.plain(field).to_owned()).filter(|text| !text.is_empty())
    }

    fn days(&self, field: Field) -> Vec<String> {
        let lines = self
            .plain(field)
            .split(|c: char| c.is_whitespace() || c == ',');
        let mut days: Vec<String> = lines
            .filter(|day| !day.is_empty())
            .map(str::to_owned)
            .collect();
        days.sort();
        days.dedup();
        days
    }

    fn period(&self, query: &mut Query, (number, unit): (Field, Field)) -> Option<Period> {
        let many = query.optional_number(number, 1..=u64::from(u16::MAX))?;
        let many = u16::try_from(many).ok()?;
        if self.plain(unit).is_empty() && query.errors.iter().all(|error| error.field != unit) {
            query.refuse(unit, "error-choose", "", "");
        }
        let (_, of) = UNITS.iter().find(|(name, _)| *name == self.plain(unit))?;
        Some(of(many))
    }

    /// What stands in the fields of the periods.
    pub fn periods(&self) -> Vec<Value> {
        let fields = PERIODS.into_iter().flat_map(|(many, unit)| [many, unit]);
        fields
            .map(|field| (field, self.plain(field).to_owned()))
            .collect()
    }

    /// The words that everybody will read.
    pub fn written(&self) -> Vec<&Words> {
        self.words.values().collect()
    }

    /// The programme that is begun, with its words; what is missing is noted.
    pub fn begun(&self, query: &mut Query, lang: Language) -> Option<Command> {
        let title = self.needed(query, TITLE, lang);
        let summary = self.needed(query, SUMMARY, lang);
        let target = query.optional_number(TARGET, 1..=MOST_TARGET);
        // All that is wrong is told at once, as in a file.
        for held in [
            check_slug("id", self.plain(ID)).map_err(Violation::from),
            check_zone(RULES, self.plain(ZONE)),
            check_currency(self.plain(CURRENCY)),
        ] {
            if let Err(violation) = &held {
                refused(query, PLACES, violation, lang);
            }
        }
        let facts = ProgrammeBegun {
            id: self.plain(ID).to_owned(),
            commitment: self.some(COMMITMENT),
            target: target.and_then(|target| u32::try_from(target).ok()),
            zone: self.plain(ZONE).to_owned(),
            currency: self.plain(CURRENCY).to_owned(),
            example: false,
        };
        let text = ProgrammeText {
            title: title?,
            summary: summary?,
        };
        Some(Command::worded(facts, text))
    }

    fn needed(
        &self,
        query: &mut Query,
        fields: InBoth,
        lang: Language,
    ) -> Option<madang_words::Text> {
        let text = self.words(fields).text(lang);
        if text.is_none() {
            query.refuse(fields.here, "programme-set-needed", "", "");
        }
        text
    }

    /// What a step asks for in a programme; `fixed` says that it has a calendar. What is missing is noted. The rule has a form of its
    /// own.
    pub fn command(
        &self,
        query: &mut Query,
        (step, programme, fixed): (Step, &str, bool),
        lang: Language,
    ) -> Option<Command> {
        let (programme, id) = (programme.to_owned(), self.plain(ID).to_owned());
        Some(match step {
            Step::Programme => return self.begun(query, lang),
            Step::Groups => Command::plain(GroupDefined {
                programme,
                id,
                name: self.needed(query, NAME, lang)?,
                description: self.words(DESCRIPTION).text(lang),
            }),
            Step::Audiences => Command::plain(AudienceDefined {
                programme,
                group: self.plain(GROUP).to_owned(),
                id,
                name: self.needed(query, NAME, lang)?,
            }),
            Step::Institutions => Command::plain(InstitutionNamed {
                programme,
                id,
                name: self.needed(query, NAME, lang)?,
            }),
            Step::Periods => {
                let [answer, progress, deliberation, personal_data, corrections] =
                    PERIODS.map(|fields| self.period(query, fields));
                Command::plain(PeriodsFixed {
                    programme,
                    periods: NewPeriods {
                        answer,
                        progress,
                        deliberation,
                        personal_data,
                        corrections,
                    },
                })
            }
            Step::Calendar if fixed => Command::plain(CalendarAmended {
                programme,
                added: self.days(ADDED),
                removed: self.days(REMOVED),
            }),
            Step::Calendar => {
                let ticked = |day: &Weekday| self.weekend.iter().any(|name| name == day.name());
                Command::plain(CalendarFixed {
                    programme,
                    weekend: Weekday::ALL.into_iter().filter(ticked).collect(),
                    holidays: self.days(HOLIDAYS),
                })
            }
            Step::Rule => return None,
        })
    }
}
