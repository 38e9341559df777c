//! What a questionnaire holds, and what can be found wrong with one.

use std::collections::BTreeMap;

use serde::Serialize;

use super::expressions::Expression;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One choice of a list.
    Single {
        /// The list.
        list: String,
    },
    /// Any choices of a list.
    Multiple {
        /// The list.
        list: String,
    },
    /// The choices of a list in an order.
    Ranking {
        /// The list.
        list: String,
    },
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// A day.
    Date,
    /// Words.
    Text {
        /// Whether several lines are meant.
        long: bool,
    },
    /// Nothing: words to read.
    Statement,
    /// Nothing: computed from answers.
    Calculated,
    /// Nothing: holds other items.
    Group {
        /// Whether its questions share a list and are shown as a table.
        matrix: bool,
    },
}

impl Kind {
    /// The kind of that name in files, by its list and how it looks; `None` for a name that is none, or a list too many or too few.
    pub(super) fn of(name: &str, list: Option<&str>, appearance: &str) -> Option<Self> {
        let looks = |word: &str| appearance.split_whitespace().any(|own| own == word);
        let of_list = |kind: fn(String) -> Self| list.map(|list| kind(list.to_owned()));
        match name {
            "select_one" => return of_list(|list| Self::Single { list }),
            "select_multiple" => return of_list(|list| Self::Multiple { list }),
            "rank" => return of_list(|list| Self::Ranking { list }),
            _ => {}
        }
        let kind = match name {
            "integer" => Self::Integer,
            "decimal" => Self::Decimal,
            "date" => Self::Date,
            "text" => Self::Text {
                long: looks("multiline"),
            },
            "note" => Self::Statement,
            "calculate" => Self::Calculated,
            "group" => Self::Group {
                matrix: looks("table-list"),
            },
            _ => return None,
        };
        list.is_none().then_some(kind)
    }

    /// Its name in files.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Single { .. } => "select_one",
            Self::Multiple { .. } => "select_multiple",
            Self::Ranking { .. } => "rank",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Date => "date",
            Self::Text { .. } => "text",
            Self::Statement => "note",
            Self::Calculated => "calculate",
            Self::Group { .. } => "group",
        }
    }

    /// The list that answers come from.
    pub fn list(&self) -> Option<&str> {
        match self {
            Self::Single { list } | Self::Multiple { list } | Self::Ranking { list } => Some(list),
            _ => None,
        }
    }
}

/// A question, statement, calculation or group.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Item {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The place of the group that it is in.
    pub group: Option<usize>,
    /// Words by language; the language is empty where the form has one alone.
    pub labels: Words,
    /// Words that help to answer, or tell interviewers what to do.
    pub hints: Words,
    /// When it is shown; always without.
    pub show_if: Option<Expression>,
    /// What an answer must hold.
    pub constraint: Option<Expression>,
    /// What is said where it does not.
    pub constraint_messages: Words,
    /// What a calculation computes.
    pub calculation: Option<Expression>,
    /// Which choices are offered.
    pub choice_filter: Option<Expression>,
    /// Whether it must be answered.
    pub required: bool,
    /// What is said where it is not.
    pub required_messages: Words,
    /// Whether it is shown and not asked.
    pub read_only: bool,
    /// How choices are drawn and ranges go, as `randomize=true, seed=${seed}`.
    pub parameters: String,
    /// What stands there before anybody answers.
    pub default: String,
    /// How it looks, as `multiline`, `likert` or `table-list`.
    pub appearance: String,
    /// The row of its sheet, from 1; of a document its number.
    pub row: u32,
}

impl Item {
    /// An item of that kind with nothing else said of it.
    pub fn new(name: &str, kind: Kind) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            group: None,
            labels: Words::new(),
            hints: Words::new(),
            show_if: None,
            constraint: None,
            constraint_messages: Words::new(),
            calculation: None,
            choice_filter: None,
            required: false,
            required_messages: Words::new(),
            read_only: false,
            parameters: String::new(),
            default: String::new(),
            appearance: String::new(),
            row: 0,
        }
    }
}

/// Words by language.
pub type Words = BTreeMap<String, String>;

/// A choice of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// Its name, which is what is stored.
    pub name: String,
    /// Words by language.
    pub labels: Words,
    /// The code of a missing answer that it stands for, `d` or `r`.
    pub missing: Option<String>,
    /// Its other columns, which filters ask; those that are not empty.
    pub columns: BTreeMap<String, String>,
    /// The row of its sheet.
    pub row: u32,
}

/// A questionnaire.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Questionnaire {
    /// Title.
    pub title: String,
    /// Identifier.
    pub id: String,
    /// Version, as its makers count them.
    pub version: String,
    /// The language that is shown first.
    pub default_language: String,
    /// Languages of labels, in the order of the sheet.
    pub languages: Vec<String>,
    /// Items in their order; groups stand before what they hold.
    pub items: Vec<Item>,
    /// Choices by list.
    pub lists: BTreeMap<String, Vec<Choice>>,
}

impl Questionnaire {
    /// The groups that an item is in, the innermost first.
    pub fn groups(&self, item: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.items[item].group, |group| self.items[*group].group)
    }

    /// The place of an item by its name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.items.iter().position(|item| item.name == name)
    }
}

/// What a questionnaire breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The workbook carries macros.
    Macros,
    /// A type that no form knows.
    UnknownType,
    /// A type that is known and not taken.
    UnsupportedType,
    /// Pictures, sounds or films beside a question.
    UnsupportedMedia,
    /// A sheet that is not taken.
    UnsupportedSheet,
    /// A group that does not end, or ends without a beginning.
    UnclosedGroup,
    /// A question without a name.
    MissingName,
    /// A name that is none.
    MalformedName,
    /// Two items of one name.
    DuplicateName,
    /// A list without choices.
    MissingChoiceList,
    /// Two choices of one name in a list.
    DuplicateChoice,
    /// A choice without a name.
    MissingChoice,
    /// A cell whose formula has no value.
    FormulaWithoutValue,
    /// An expression that cannot be read.
    MalformedExpression,
    /// A function that is not taken.
    UnknownFunction,
    /// A reference to what is not there.
    UnknownName,
    /// References in a circle.
    Cycle,
    /// A reference to what is asked later.
    LaterQuestion,
    /// A question that nobody can reach.
    Unreachable,
    /// A required question that no answer satisfies.
    DeadEnd,
    /// An answer in the words of a question that may be asked without it.
    Piping,
    /// Words that are not there in one of the languages.
    MissingTranslation,
    /// A condition that could not be looked through.
    NotChecked,
    /// A column that is read over, and would not be written again.
    NotKept,
}

impl Rule {
    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Macros => "macros",
            Self::UnknownType => "unknown type",
            Self::UnsupportedType => "unsupported type",
            Self::UnsupportedMedia => "unsupported media",
            Self::UnsupportedSheet => "unsupported sheet",
            Self::UnclosedGroup => "unclosed group",
            Self::MissingName => "missing name",
            Self::MalformedName => "malformed name",
            Self::DuplicateName => "duplicate name",
            Self::MissingChoiceList => "missing choice list",
            Self::DuplicateChoice => "duplicate choice",
            Self::MissingChoice => "missing choice",
            Self::FormulaWithoutValue => "formula without value",
            Self::MalformedExpression => "malformed expression",
            Self::UnknownFunction => "unknown function",
            Self::UnknownName => "unknown name",
            Self::Cycle => "cycle",
            Self::LaterQuestion => "refers to a later question",
            Self::Unreachable => "unreachable",
            Self::DeadEnd => "dead end",
            Self::Piping => "piping without fallback",
            Self::MissingTranslation => "missing translation",
            Self::NotChecked => "not checked",
            Self::NotKept => "not kept",
        }
    }

    /// What follows for the questionnaire.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Unreachable | Self::DeadEnd | Self::Piping | Self::MissingTranslation => {
                Outcome::Warn
            }
            Self::NotChecked | Self::NotKept => Outcome::Import,
            _ => Outcome::Refuse,
        }
    }
}

impl Serialize for Rule {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What becomes of a questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Outcome {
    /// It can be fielded.
    Import,
    /// It can be, and somebody should look.
    Warn,
    /// It cannot.
    Refuse,
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column's header, where it is one cell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

impl Place {
    /// A row of a sheet, or a cell by its column's header.
    pub fn new(sheet: &str, row: u32, column: Option<&str>) -> Self {
        Self {
            sheet: sheet.to_owned(),
            row,
            column: column.map(str::to_owned),
        }
    }
}

/// Something that is wrong with a questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// What it breaks.
    pub rule: Rule,
    /// The items that are concerned, or what was not known.
    pub names: Vec<String>,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

impl Finding {
    /// A finding about these names at that place.
    pub fn new(rule: Rule, names: Vec<String>, place: Place) -> Self {
        Self { rule, names, place }
    }
}
