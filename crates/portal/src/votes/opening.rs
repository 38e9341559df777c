//! A vote that is opened, as an official writes it in a form: its rule, how its ballots are read, and how finely they tell the time.

use madang_programme::votes::{BallotRule, BallotType, OpenVote, RepeatedVoter, UnknownProject};
use madang_words::{Language, Text};
use maud::{Markup, html};

use crate::frame::act::Places;
use crate::frame::fields::{Words, line_field, radios, smallest_unit, words_line};
use crate::frame::form::{Choice, Field, select};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::proposals::links::proposal;
use crate::votes::labels::ballot_type;
use crate::votes::planned::{ID, TITLE};
use crate::votes::rule_words::{ballot_rule, selection_rule};

/// The rule that it is counted by.
pub const RULE: Field = Field::new("rule", "vote-set-rule");
/// What a ballot says.
pub const TYPE: Field = Field::new("type", "vote-set-type");
/// The fewest choices.
pub const LEAST: Field = Field::new("least", "vote-set-least");
/// The most choices.
pub const MOST: Field = Field::new("most", "vote-set-most");
/// What the choices may cost together.
pub const COST: Field = Field::new("cost", "vote-set-cost");
/// The most points.
pub const POINTS: Field = Field::new("points", "vote-set-points");
/// What becomes of a ballot with an unknown project.
pub const UNKNOWN: Field = Field::new("unknown", "vote-set-unknown");
/// What becomes of a voter's second ballot.
pub const REPEATED: Field = Field::new("repeated", "vote-set-repeated");
/// How finely ballots tell the time.
pub const GRAIN: Field = Field::new("grain", "vote-set-grain");

/// Where on the form stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("id", ID),
    ("title", TITLE.here),
    ("rule", RULE),
    ("ballots.min_choices", LEAST),
    ("ballots.max_cost", COST),
    ("ballots.max_points", POINTS),
    ("grain_minutes", GRAIN),
];

const TYPES: [(&str, BallotType); 4] = [
    ("approval", BallotType::Approval),
    ("cumulative", BallotType::Cumulative),
    ("scoring", BallotType::Scoring),
    ("ordinal", BallotType::Ordinal),
];

const UNKNOWNS: [(&str, UnknownProject, &str); 2] = [
    (
        "discard",
        UnknownProject::DiscardBallot,
        "vote-ballots-unknown-discard",
    ),
    (
        "drop",
        UnknownProject::DropChoice,
        "vote-ballots-unknown-drop",
    ),
];

const REPEATS: [(&str, RepeatedVoter, &str); 3] = [
    (
        "last",
        RepeatedVoter::CountLast,
        "vote-ballots-repeated-last",
    ),
    (
        "first",
        RepeatedVoter::CountFirst,
        "vote-ballots-repeated-first",
    ),
    (
        "none",
        RepeatedVoter::CountNone,
        "vote-ballots-repeated-none",
    ),
];

/// The most choices, points or minutes that can be written.
const MOST_NUMBER: u64 = 1_000_000;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The identifier, of a vote that was not announced.
    pub id: String,
    /// Its title.
    pub title: Words,
    plain: Vec<(Field, String)>,
}

impl Opening {
    /// What the form begins with: a set of proposals, of several ballots the last.
    pub fn usual() -> Opening {
        let usual = [
            (TYPE, "approval"),
            (UNKNOWN, "discard"),
            (REPEATED, "last"),
            (LEAST, "1"),
        ];
        let plain = usual.map(|(field, value)| (field, value.to_owned()));
        Opening {
            plain: plain.to_vec(),
            ..Opening::default()
        }
    }

    /// Reads the fields.
    pub fn read(query: &mut Query) -> Opening {
        let fields = [
            RULE, TYPE, LEAST, MOST, COST, POINTS, UNKNOWN, REPEATED, GRAIN,
        ];
        Opening {
            id: query.text(ID),
            title: Words::read(query, TITLE),
            plain: fields.map(|field| (field, query.text(field))).to_vec(),
        }
    }

    fn plain(&self, field: Field) -> &str {
        let found = self.plain.iter().find(|(known, _)| *known == field);
        found.map_or("", |(_, value)| value)
    }

    /// How ballots are read; what is wrong with that is noted.
    fn ballots(&self, query: &mut Query, currency: &str) -> Option<BallotRule> {
        let mut number = |field| {
            let number = query.optional_number(field, 0..=MOST_NUMBER);
            number.and_then(|number| u32::try_from(number).ok())
        };
        let (min_choices, max_choices) = (number(LEAST), number(MOST));
        let max_points = query.optional_number(POINTS, 1..=u64::from(u32::MAX));
        let max_cost = match self.plain(COST) {
            "" => None,
            typed => {
                let amount = smallest_unit(typed, currency);
                if amount.is_none() {
                    query.refuse(COST, "programme-set-no-amount", typed, "");
                }
                amount
            }
        };
        let ballot_type = query.chosen(TYPE, TYPES);
        let unknown = UNKNOWNS.map(|(name, value, _)| (name, value));
        let repeated = REPEATS.map(|(name, value, _)| (name, value));
        let unknown_project = query.chosen(UNKNOWN, unknown);
        let repeated_voter = query.chosen(REPEATED, repeated);
        Some(BallotRule {
            ballot_type: ballot_type?,
            min_choices,
            max_choices,
            max_cost,
            max_points,
            unknown_project: unknown_project?,
            repeated_voter: repeated_voter?,
        })
    }

    /// Asks to open a vote: `announced` has its identifier and title where it was announced. What is wrong or missing is noted.
    pub fn open(
        &self,
        query: &mut Query,
        programme: &ProgrammeDetail,
        announced: Option<(&str, &Text)>,
        lang: Language,
    ) -> Option<OpenVote> {
        let facts = &programme.summary.facts;
        let ballots = self.ballots(query, &facts.currency);
        let rules = programme.rules.iter().map(|rule| rule.facts.id.as_str());
        let rule = query.chosen(RULE, rules.map(|rule| (rule, rule)));
        let grain = query.optional_number(GRAIN, 1..=1440);
        let (id, title) = match announced {
            Some((id, title)) => (id.to_owned(), Some(title.clone())),
            None => (self.id.clone(), self.title.needed(query, TITLE, lang)),
        };
        Some(OpenVote {
            programme: facts.id.clone(),
            id,
            title: Some(title?),
            rule: rule?.to_owned(),
            ballots: ballots?,
            grain_minutes: grain.and_then(|grain| u32::try_from(grain).ok()),
        })
    }
}

/// The fields; `announced` says that the vote has its identifier and title already.
pub fn fields(
    ui: &Ui,
    programme: &ProgrammeDetail,
    typed: &Opening,
    announced: bool,
    errors: &[FieldError],
) -> Markup {
    let line = |field: Field, hint| line_field(ui, errors, field, hint, typed.plain(field));
    let rules = programme.rules.iter().rev();
    let rules: Vec<Choice> = rules
        .map(|rule| (rule.facts.id.clone(), rule.facts.id.clone()))
        .collect();
    let types = TYPES.map(|(name, value)| (name.to_owned(), ballot_type(ui, value)));
    let unknown = UNKNOWNS.map(|(name, _, key)| (name.to_owned(), ui.t(key)));
    let repeated = REPEATS.map(|(name, _, key)| (name.to_owned(), ui.t(key)));
    html! {
        @if !announced {
            (line_field(ui, errors, ID, Some("programme-set-id-hint"), &typed.id))
            (words_line(ui, errors, TITLE, &typed.title))
        }
        (select(ui, errors, RULE, None, &rules, typed.plain(RULE)))
        (radios(ui, errors, TYPE, &types, typed.plain(TYPE)))
        div.pair {
            (line(LEAST, Some("vote-set-open-end")))
            (line(MOST, Some("vote-set-open-end")))
        }
        div.pair {
            (line(COST, Some("vote-set-cost-hint")))
            (line(POINTS, Some("vote-set-points-hint")))
        }
        (radios(ui, errors, UNKNOWN, &unknown, typed.plain(UNKNOWN)))
        (radios(ui, errors, REPEATED, &repeated, typed.plain(REPEATED)))
        (line(GRAIN, Some("vote-set-grain-hint")))
    }
}

/// What the vote would be about, and by what rule.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// What is asked.
    pub open: &'a OpenVote,
    /// Until when it would take ballots, where that is announced.
    pub closes: Option<Markup>,
    /// The candidates: identifier, title, cost.
    pub candidates: &'a [(String, Option<Text>, u64)],
    /// How many of them are named.
    pub named: usize,
    /// The budget, and what all candidates cost together, where that is less.
    pub over: Option<(u64, u64)>,
}

/// The vote as it would open.
pub fn shown(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let facts = &shown.programme.summary.facts;
    let mut rules = shown.programme.rules.iter();
    let rule = rules.find(|rule| rule.facts.id == shown.open.rule);
    html! {
        @if let Some(title) = &shown.open.title { p { strong.words { (ui.words(title)) } } }
        @match &shown.closes {
            Some(closes) => p { (ui.t("vote-until")) " " (closes) },
            None => p { (ui.t("vote-set-no-end")) },
        }
        @if let Some((budget, all)) = shown.over {
            p.notice { (ui.tf("vote-set-over-all", &[("budget", ui.money(budget, &facts.currency).into()), ("all", ui.money(all, &facts.currency).into())])) }
        }
        h2 #candidates { (ui.count("vote-set-candidates", shown.candidates.len() as u64)) }
        ul {
            @for (id, title, cost) in shown.candidates.iter().take(shown.named) {
                li {
                    a href=(ui.href(&proposal(&facts.id, id))) {
                        @match title { Some(title) => span.words { (ui.words(title)) }, None => (ui.tf("proposal-number", &[("id", id.as_str().into())])) }
                    }
                    " · " (ui.money(*cost, &facts.currency))
                }
            }
        }
        @if let Some(more) = shown.candidates.len().checked_sub(shown.named).filter(|more| *more > 0) {
            p { (ui.count("vote-set-candidates-more", more as u64)) }
        }
        @if let Some(rule) = rule {
            h2 #rule { (ui.t("vote-rule-title")) }
            ul { @for sentence in selection_rule(ui, shown.programme, &rule.facts.rule) { li { (sentence) } } }
        }
        h2 #ballot-rule { (ui.t("vote-ballot-rule")) }
        ul {
            @for sentence in ballot_rule(ui, &shown.open.ballots, &facts.currency) { li { (sentence) } }
            li { (ui.tf("vote-secrecy", &[("minutes", u64::from(shown.open.grain_minutes.unwrap_or(60)).into())])) }
        }
    }
}
