#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod audits;
mod comparison;
mod cut;
mod influence;
mod input;
mod money;
mod near;
mod numbers;
mod page;
mod plain;
mod projects;
mod representation;
mod result;
mod rounds;
mod words;

use std::collections::BTreeMap;

use madang_charts::escape;
use madang_selection::audit::Audit;
use madang_selection::compare::Comparison;
use madang_selection::influence::Influence;
use madang_selection::sensitivity::Sensitivity;
use madang_selection::{Election, Outcome, VoteType};
pub use madang_words::Language;

pub use crate::numbers::decimal;
use crate::numbers::{grouped, grouped_down, grouped_up, whole_up};
pub use crate::plain::{
    evidence_words, example_words, failure_words, note_words, phase_words, reason_words, tie_words,
    warning_words,
};
use crate::words::Argument;

/// The language (BCP 47) of a project's name by its id, where it is not the page's.
type LanguageOf<'r> = dyn Fn(&str) -> Option<&'static str> + 'r;

/// What was found about an outcome, and for whom it is said.
#[derive(Clone, Copy)]
pub struct Findings<'r> {
    audit: &'r Audit,
    influence: Option<&'r Influence>,
    sensitivity: Option<&'r Sensitivity>,
    vote_type: Option<VoteType>,
    names: Option<&'r BTreeMap<String, String>>,
    outcome: Option<&'r Outcome>,
    links: Option<&'r dyn Fn(&str) -> String>,
    languages: Option<&'r LanguageOf<'r>>,
    money: Option<&'r dyn Fn(&str) -> String>,
    language: Language,
    /// Whether amounts and names are said without markup.
    plain: bool,
}

impl<'r> Findings<'r> {
    /// The audit of an outcome, said in `language`: Korean, or else English.
    pub fn new(audit: &'r Audit, language: Language) -> Self {
        Self {
            audit,
            influence: None,
            sensitivity: None,
            vote_type: None,
            names: None,
            outcome: None,
            links: None,
            languages: None,
            money: None,
            language: language.spoken(),
            plain: false,
        }
    }

    /// The same with the selection without each voice.
    #[must_use]
    pub fn with_influence(mut self, influence: &'r Influence) -> Self {
        self.influence = Some(influence);
        self
    }

    /// The same with the projects around the cut of an election by ballots of that kind.
    #[must_use]
    pub fn with_sensitivity(mut self, sensitivity: &'r Sensitivity, ballots: VoteType) -> Self {
        self.sensitivity = Some(sensitivity);
        self.vote_type = Some(ballots);
        self
    }

    /// The same with names of projects by id, which stand before the id. [`names`] has those of an election.
    #[must_use]
    pub fn with_names(mut self, names: &'r BTreeMap<String, String>) -> Self {
        self.names = Some(names);
        self
    }

    /// The same with how near those came that were not selected, and with which properties the rule aims at.
    #[must_use]
    pub fn with_outcome(mut self, outcome: &'r Outcome) -> Self {
        self.outcome = Some(outcome);
        self
    }

    /// The same with each project's name leading to the address that this gives for its id, in the place of the id.
    #[must_use]
    pub fn with_links(mut self, link: &'r dyn Fn(&str) -> String) -> Self {
        self.links = Some(link);
        self
    }

    /// The same with the names that lead somewhere marked by the language (BCP 47) that this gives for the project's id, where
    /// it is not the page's.
    #[must_use]
    pub fn with_languages(mut self, language: &'r LanguageOf<'r>) -> Self {
        self.languages = Some(language);
        self
    }

    /// The same with the amounts of money in [`Findings::html`] said in this way: it takes a decimal and gives plain text. Without it thousands are set apart and hundredths rounded.
    #[must_use]
    pub fn with_money(mut self, say: &'r dyn Fn(&str) -> String) -> Self {
        self.money = Some(say);
        self
    }

    /// HTML sections for a page of one's own, which has the style of charts ([`madang_charts::STYLE`]): how near the others
    /// came, who is represented, where the money goes, how close the cut was, how far each voice moved the result, what the
    /// audits found; each where it was looked for.
    pub fn html(&self) -> String {
        [
            near::section(self),
            representation::section(self),
            money::section(self, &[]),
            cut::section(self),
            influence::section(self),
            audits::section(self),
        ]
        .concat()
    }

    fn say(&self, key: &str) -> String {
        words::message(self.language, key, &[])
    }

    fn say_with(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        words::message(self.language, key, arguments)
    }

    /// A number of things.
    fn count(&self, key: &str, count: u64) -> String {
        let number = grouped(&count.to_string());
        self.say_with(key, &[("count", count.into()), ("number", number.into())])
    }

    /// A text as safe HTML, or as it is where there is no markup.
    fn safe(&self, text: &str) -> String {
        match self.plain {
            true => text.to_owned(),
            false => escape(text),
        }
    }

    /// An amount of money as safe HTML.
    fn money(&self, amount: &str) -> String {
        match self.money {
            Some(say) => self.safe(&say(&decimal(amount))),
            None => self.safe(&grouped(amount)),
        }
    }

    /// The same of what is there: never said to be more than it is.
    fn money_down(&self, amount: &str) -> String {
        match self.money {
            Some(say) => escape(&say(&decimal(amount))),
            None => self.safe(&grouped_down(amount)),
        }
    }

    /// The same of what is missing: never said to be less than it is.
    fn money_up(&self, amount: &str) -> String {
        match self.money {
            Some(say) => escape(&say(&whole_up(amount))),
            None => escape(&grouped_up(amount)),
        }
    }

    fn own_name(&self, id: &str) -> Option<&'r str> {
        let name = self.names?.get(id)?;
        (!name.is_empty()).then_some(name.as_str())
    }

    /// Name of a project, as safe HTML: with its link where it has one, else with its id.
    fn name(&self, id: &str) -> String {
        if let Some(link) = self.links {
            let name = escape(self.own_name(id).unwrap_or(id));
            let language = self.languages.and_then(|language| language(id));
            let language = language.map_or(String::new(), |tag| format!(" lang=\"{tag}\""));
            return format!("<a href=\"{}\"{language}>{name}</a>", escape(&link(id)));
        }
        match self.own_name(id) {
            _ if self.plain => id.to_owned(),
            Some(name) => format!("{} <span class=\"id\">{}</span>", escape(name), escape(id)),
            None => escape(id),
        }
    }

    /// Name of a project as plain text of at most `most` characters.
    fn plain_name(&self, id: &str, most: usize) -> String {
        let name = self.own_name(id).unwrap_or(id);
        let short: String = name.chars().take(most).collect();
        if short.len() < name.len() {
            format!("{short}…")
        } else {
            short
        }
    }

    /// Several names, separated.
    fn names(&self, ids: &[String]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.name(id)).collect();
        if names.is_empty() {
            "–".to_owned()
        } else {
            names.join("; ")
        }
    }
}

/// The names of an election's projects, by id; those without one are left out.
pub fn names(election: &Election) -> BTreeMap<String, String> {
    let projects = election.projects().iter();
    projects
        .filter(|project| !project.name.is_empty())
        .map(|project| (project.id.clone(), project.name.clone()))
        .collect()
}

/// What a report shows.
#[derive(Clone, Copy)]
pub struct Report<'r> {
    title: &'r str,
    election: &'r Election,
    outcome: &'r Outcome,
    found: Findings<'r>,
    comparison: Option<&'r Comparison>,
}

impl<'r> Report<'r> {
    /// The report of `outcome`, the election's outcome with its full trace, and of what was found about it. `title` is its heading,
    /// such as the name of the vote.
    pub fn new(
        title: &'r str,
        election: &'r Election,
        outcome: &'r Outcome,
        found: Findings<'r>,
    ) -> Self {
        Self {
            title,
            election,
            outcome,
            found,
            comparison: None,
        }
    }

    /// The same with other rules.
    #[must_use]
    pub fn with_comparison(mut self, comparison: &'r Comparison) -> Self {
        self.comparison = Some(comparison);
        self
    }

    /// True where every project counts as one seat and there is no money.
    fn seats(&self) -> bool {
        let rule = &self.outcome.rule;
        rule.unit_costs || (rule.budget.is_none() && self.election.budget().is_none())
    }

    /// What is left after each round.
    fn left_title(&self) -> String {
        self.found.say(match self.seats() {
            true => "rounds-left-seats",
            false => "rounds-left-budget",
        })
    }
}

/// Writes the report as a page of its own.
pub fn html(report: &Report<'_>) -> String {
    let mut body = String::new();
    body.push_str(&result::section(report));
    body.push_str(&rounds::section(report));
    body.push_str(&projects::section(report));
    body.push_str(&representation::section(&report.found));
    body.push_str(&money::section(&report.found, &report.outcome.money_flows));
    body.push_str(&audits::section(&report.found));
    body.push_str(&cut::section(&report.found));
    body.push_str(&influence::section(&report.found));
    body.push_str(&comparison::section(report));
    body.push_str(&input::section(report));
    page::page(report, &body)
}
