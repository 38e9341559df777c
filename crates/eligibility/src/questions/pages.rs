//! The thirteen pages of the finder, in the order of a fixed form.

use crate::answers::Answer;
use crate::facts::Fact;

/// The version of the pages and of their weights.
pub const PAGES_VERSION: &str = "2026-11";

/// A page: one thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page {
    /// Its name.
    pub id: &'static str,
    /// The facts that it settles.
    pub facts: Vec<Fact>,
    /// What may be answered, by classes.
    pub classes: Vec<Class>,
}

/// A class of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Class {
    /// How common it is, in thousandths of the population. Rounded from published statistics of Korea (resident registration, census,
    /// household surveys); they order questions and decide nothing.
    pub weight: u32,
    /// What is known then.
    pub changes: Vec<Change>,
}

/// What an answer makes known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A fact.
    Fact(Fact, Answer),
    /// The band of income, 1 to 5.
    Band(u8),
    /// A birth so many years before the day.
    Born(i64),
}

/// Everybody by the age they have, a class for each span of years.
fn by_age() -> Vec<Class> {
    let ages = [
        (2, 24),
        (5, 12),
        (8, 35),
        (13, 45),
        (17, 36),
        (22, 75),
        (30, 122),
        (42, 218),
        (57, 240),
        (67, 100),
        (78, 93),
    ];
    let births = ages.into_iter().map(|(years, weight)| Class {
        weight,
        changes: vec![Change::Born(years)],
    });
    births.collect()
}

/// Everybody by the band of the median income that their household is in.
fn by_income() -> Vec<Class> {
    let bands = [(1, 200), (2, 130), (3, 170), (4, 370), (5, 130)];
    let bands = bands.into_iter().map(|(band, weight)| Class {
        weight,
        changes: vec![Change::Band(band)],
    });
    bands.collect()
}

/// The pages of the finder.
#[must_use]
pub fn pages() -> Vec<Page> {
    let income = vec![Fact::Income, Fact::Size];
    vec![
        Page {
            id: "birth_date",
            facts: vec![Fact::BirthDate, Fact::Age, Fact::AgeMonths, Fact::YearAge],
            classes: by_age(),
        },
        choice("sex", Fact::Sex, &[("male", 498), ("female", 502)]),
        Page {
            id: "income",
            facts: income,
            classes: by_income(),
        },
        choice(
            "school",
            Fact::School,
            &[
                ("primary", 50),
                ("middle", 26),
                ("high", 25),
                ("university", 55),
                ("none", 844),
            ],
        ),
        list("work", &[(Fact::Employed, 420), (Fact::JobSeeker, 20)]),
        list(
            "health_and_status",
            &[(Fact::Disabled, 51), (Fact::Veteran, 16), (Fact::Ill, 60)],
        ),
        list(
            "new_child",
            &[
                (Fact::Pregnant, 5),
                (Fact::BirthOrAdoption, 6),
                (Fact::Infertility, 5),
            ],
        ),
        list(
            "land_and_sea",
            &[
                (Fact::Farmer, 40),
                (Fact::Fisher, 2),
                (Fact::LivestockFarmer, 3),
                (Fact::Forester, 4),
            ],
        ),
        list(
            "household",
            &[
                (Fact::Multicultural, 22),
                (Fact::NkDefector, 1),
                (Fact::SingleParent, 65),
                (Fact::NewResident, 30),
                (Fact::ExtendedFamily, 30),
            ],
        ),
        people(),
        truth("own_home", Fact::NoHome, 440),
        business(),
        choice(
            "trade",
            Fact::Trade,
            &[
                ("food", 150),
                ("manufacturing", 110),
                ("construction", 80),
                ("transport", 90),
                ("mining", 1),
                ("agriculture", 30),
                ("ict", 30),
                ("other", 509),
            ],
        ),
    ]
}

/// The same, one fact a page, as forms ask them: what the pages are measured against. Who lives alone follows from how many live at home.
#[must_use]
pub fn single_facts() -> Vec<Page> {
    let split = |page: Page| {
        let told = |change: &Change| matches!(change, Change::Fact(..));
        if !page
            .classes
            .iter()
            .flat_map(|class| &class.changes)
            .all(told)
        {
            return vec![page];
        }
        let facts = page.facts.iter().filter(|fact| **fact != Fact::OnePerson);
        facts.map(|fact| single_fact(&page, *fact)).collect()
    };
    pages().into_iter().flat_map(split).collect()
}

fn single_fact(page: &Page, fact: Fact) -> Page {
    let mut classes: Vec<Class> = Vec::new();
    for class in &page.classes {
        let of_fact = |change: &&Change| matches!(change, Change::Fact(of, _) if *of == fact);
        let changes: Vec<Change> = class.changes.iter().filter(of_fact).cloned().collect();
        match classes.iter_mut().find(|other| other.changes == changes) {
            Some(same) => same.weight += class.weight,
            None => classes.push(Class {
                weight: class.weight,
                changes,
            }),
        }
    }
    Page {
        id: fact.id(),
        facts: vec![fact],
        classes,
    }
}

fn code(fact: Fact, word: &str) -> Option<Change> {
    Some(Change::Fact(fact, Answer::Choice(fact.choice(word)?)))
}

/// One of the codes of a fact.
fn choice(id: &'static str, fact: Fact, of: &[(&str, u32)]) -> Page {
    let classes = of.iter().map(|(word, weight)| Class {
        weight: *weight,
        changes: code(fact, word).into_iter().collect(),
    });
    Page {
        id,
        facts: vec![fact],
        classes: classes.collect(),
    }
}

fn truth(id: &'static str, fact: Fact, yes: u32) -> Page {
    let class = |holds, weight| Class {
        weight,
        changes: vec![Change::Fact(fact, Answer::Truth(holds))],
    };
    Page {
        id,
        facts: vec![fact],
        classes: vec![class(true, yes), class(false, 1000 - yes)],
    }
}

/// A check list: "none of these" answers every fact in it, and so does each of its marks.
fn list(id: &'static str, of: &[(Fact, u32)]) -> Page {
    let facts: Vec<Fact> = of.iter().map(|(fact, _)| *fact).collect();
    let marked = |one: Option<Fact>| {
        let changes = facts
            .iter()
            .map(|fact| Change::Fact(*fact, Answer::Truth(Some(*fact) == one)));
        changes.collect::<Vec<_>>()
    };
    let some: u32 = of.iter().map(|(_, weight)| weight).sum();
    let mut classes = vec![Class {
        weight: 1000_u32.saturating_sub(some),
        changes: marked(None),
    }];
    classes.extend(of.iter().map(|(fact, weight)| Class {
        weight: *weight,
        changes: marked(Some(*fact)),
    }));
    Page { id, facts, classes }
}

/// How many live at home, and whether there are many children.
fn people() -> Page {
    let sizes = [
        (1, false, 355),
        (2, false, 288),
        (3, false, 190),
        (4, false, 110),
        (4, true, 20),
        (5, true, 37),
    ];
    let classes = sizes.into_iter().map(|(size, many, weight)| Class {
        weight,
        changes: vec![
            Change::Fact(Fact::Size, Answer::Number(size)),
            Change::Fact(Fact::OnePerson, Answer::Truth(size == 1)),
            Change::Fact(Fact::MultiChild, Answer::Truth(many)),
        ],
    });
    Page {
        id: "people_at_home",
        facts: vec![Fact::Size, Fact::OnePerson, Fact::MultiChild],
        classes: classes.collect(),
    }
}

/// No business, one in a state, or an organisation.
fn business() -> Page {
    let kinds = [
        ("none", "none", 820),
        ("founder", "none", 10),
        ("operating", "none", 120),
        ("closing", "none", 10),
        ("none", "sme", 30),
        ("none", "welfare_facility", 4),
        ("none", "institution", 6),
    ];
    let classes = kinds.into_iter().map(|(state, kind, weight)| Class {
        weight,
        changes: [code(Fact::State, state), code(Fact::OrgType, kind)]
            .into_iter()
            .flatten()
            .collect(),
    });
    Page {
        id: "business",
        facts: vec![Fact::State, Fact::OrgType],
        classes: classes.collect(),
    }
}
