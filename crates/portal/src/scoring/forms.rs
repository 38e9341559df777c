//! What members of a body write in forms: what they have to do with the proposals, and their scores.

use std::collections::BTreeMap;

use madang_programme::scoring::{
    CriteriaScores, DeclareInterest, Fixed, InterestDeclared, InterestDetails, SheetSubmitted,
    SubmitSheet,
};
use madang_programme::votes::ScoresSubmitted;
use madang_words::{Language, Text};
use maud::{Markup, html};

use crate::frame::act::Places;
use crate::frame::fields::{boxes, day_field, radios};
use crate::frame::form::{Choice, Field, optional_prose};
use crate::frame::language::of_words;
use crate::frame::parts::table;
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::frame::ui::Ui;
use crate::scoring::links::Of;
use crate::scoring::read::Scoring;

/// Whether there is anything to declare.
pub const ANY: Field = Field::new("any", "scoring-any");
/// The proposals with which the member has to do.
pub const PROPOSALS: Field = Field::new("proposals", "scoring-proposals");
/// What it is.
pub const DETAILS: Field = Field::new("details", "scoring-details");
/// The day on which they found out.
pub const DISCOVERED: Field = Field::new("discovered", "scoring-discovered");

/// Where on the form of interests stands what the record calls by these names.
pub const INTEREST_PLACES: Places<'_> = &[
    ("proposals", PROPOSALS),
    ("details", DETAILS),
    ("discovered", DISCOVERED),
];

/// What was typed of interests.
#[derive(Clone, Debug, Default)]
pub struct Interests {
    any: String,
    proposals: Vec<String>,
    details: String,
    discovered: String,
}

impl Interests {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Interests {
        Interests {
            any: query.text(ANY),
            proposals: query.ticked(PROPOSALS),
            details: query.prose(DETAILS),
            discovered: query.text(DISCOVERED),
        }
    }

    /// What is asked for a member; what is missing is noted.
    pub fn ask(
        &self,
        query: &mut Query,
        (of, member): (Of<'_>, &str),
        lang: Language,
    ) -> Option<DeclareInterest> {
        let any = query.chosen(ANY, [("none", false), ("some", true)])?;
        if any && self.proposals.is_empty() {
            query.refuse(PROPOSALS, "scoring-proposals-missing", "", "");
        }
        if !any && !self.proposals.is_empty() {
            query.refuse(ANY, "scoring-none-and-some", "", "");
        }
        if any && self.details.is_empty() {
            query.refuse(DETAILS, "error-empty", "", "");
        }
        let details = any.then(|| InterestDetails {
            details: Text::new(of_words(&self.details, lang), &self.details),
        });
        let discovered = Some(self.discovered.clone()).filter(|day| any && !day.is_empty());
        let facts = InterestDeclared {
            programme: of.programme.to_owned(),
            body: of.body.to_owned(),
            vote: of.vote.to_owned(),
            member: member.to_owned(),
            proposals: self.proposals.clone(),
            discovered,
        };
        let ask = DeclareInterest { facts, details };
        query.errors.is_empty().then_some(ask)
    }
}

/// The fields of interests; whoever declared before says when they found out.
pub fn interest_fields(
    ui: &Ui,
    of: &Scoring,
    (typed, again): (&Interests, bool),
    errors: &[FieldError],
) -> Markup {
    let any = [("none", "scoring-any-none"), ("some", "scoring-any-some")];
    let any = any.map(|(value, key)| (value.to_owned(), ui.t(key)));
    let all = of.candidates.iter();
    let all: Vec<Choice> = all
        .map(|id| (id.clone(), of.plain_candidate(ui, id)))
        .collect();
    html! {
        (radios(ui, errors, ANY, &any, &typed.any))
        (boxes(ui, errors, PROPOSALS, &all, &typed.proposals))
        (optional_prose(ui, errors, DETAILS, "scoring-details-hint", &typed.details))
        @if again || !typed.discovered.is_empty() { (day_field(ui, errors, DISCOVERED, Some("scoring-discovered-hint"), &typed.discovered)) }
    }
}

/// Scores as they were typed, by proposal and criterion.
#[derive(Clone, Debug, Default)]
pub struct Sheet(BTreeMap<(String, String), String>);

/// The name of the field of a score.
pub fn cell(proposal: &str, criterion: &str) -> String {
    ["score", proposal, criterion].join(":")
}

impl Sheet {
    /// A form that begins with what was handed in before.
    pub fn of(scores: &CriteriaScores) -> Sheet {
        let all = scores.scores.iter().flat_map(|(proposal, by)| {
            by.iter().map(move |(criterion, score)| {
                ((proposal.clone(), criterion.clone()), score.to_string())
            })
        });
        Sheet(all.collect())
    }

    /// Reads the fields of the proposals that a member scores.
    pub fn read(query: &Query, of: &Scoring, fixed: &Fixed, member: &str) -> Sheet {
        let mut typed = BTreeMap::new();
        for proposal in scored_by(of, member) {
            for one in &fixed.criteria {
                let name = cell(proposal, &one.id);
                let written = query.all(&name).next().unwrap_or_default().trim();
                if !written.is_empty() {
                    typed.insert((proposal.clone(), one.id.clone()), written.to_owned());
                }
            }
        }
        Sheet(typed)
    }

    fn at(&self, proposal: &str, criterion: &str) -> &str {
        let key = (proposal.to_owned(), criterion.to_owned());
        self.0.get(&key).map_or("", String::as_str)
    }

    /// What is asked for a member; a row that is filled in partly, and what is no score, are noted.
    pub fn ask(
        &self,
        ui: &Ui,
        query: &mut Query,
        (of, fixed): (&Scoring, &Fixed),
        member: &str,
    ) -> Option<SubmitSheet> {
        let mut sheet = CriteriaScores::default();
        for proposal in scored_by(of, member) {
            let title = of.plain_candidate(ui, proposal);
            let mut scores = BTreeMap::new();
            for one in &fixed.criteria {
                let written = self.at(proposal, &one.id);
                match written.parse::<u32>() {
                    Ok(score) if score <= one.scale => {
                        scores.insert(one.id.clone(), score);
                    }
                    Ok(_) | Err(_) if written.is_empty() => {}
                    Ok(_) | Err(_) => {
                        query.refuse(WHOLE, "scoring-wrong-score", &title, one.scale.to_string());
                    }
                }
            }
            let typed = fixed.criteria.iter();
            let typed = typed.filter(|one| !self.at(proposal, &one.id).is_empty());
            match typed.count() {
                0 => {}
                all if all == fixed.criteria.len() => {
                    sheet.scores.insert(proposal.clone(), scores);
                }
                _ => query.refuse(WHOLE, "scoring-partly", &title, ""),
            }
        }
        if self.0.is_empty() {
            query.refuse(WHOLE, "scoring-nothing", "", "");
        }
        let of = of.of();
        let facts = SheetSubmitted(ScoresSubmitted {
            programme: of.programme.to_owned(),
            vote: of.vote.to_owned(),
            body: of.body.to_owned(),
            member: member.to_owned(),
        });
        let ask = SubmitSheet {
            facts,
            scores: sheet,
        };
        query.errors.is_empty().then_some(ask)
    }
}

/// The proposals that a member scores.
fn scored_by<'a>(of: &'a Scoring, member: &'a str) -> impl Iterator<Item = &'a String> {
    let all = of.candidates.iter();
    all.filter(move |id| !of.panel.is_blocked(member, id))
}

/// The table of scores: a field for each proposal and criterion, in the order in which they are read, so that the keyboard alone goes
/// through it.
pub fn sheet_fields(
    ui: &Ui,
    (of, fixed): (&Scoring, &Fixed),
    member: &str,
    typed: &Sheet,
) -> Markup {
    let blocked = of.candidates.iter();
    let blocked: Vec<&String> = blocked
        .filter(|id| of.panel.is_blocked(member, id))
        .collect();
    let field = |proposal: &str, title: &str, one: &madang_programme::scoring::Criterion| {
        let name = cell(proposal, &one.id);
        let says = [
            ("criterion", ui.plain(&one.name).into()),
            ("proposal", title.into()),
            ("most", ui.number(one.scale.into()).into()),
        ];
        html! {
            td.number {
                @let id = name.replace(':', "-");
                label.sr-only for=(id) { (ui.tf("scoring-field", &says)) }
                input type="number" inputmode="numeric" min="0" max=(one.scale) step="1" id=(id) name=(name) autocomplete="off"
                    value=(typed.at(proposal, &one.id));
            }
        }
    };
    html! {
        p { (ui.t("scoring-score-says")) }
        (table(
            ui,
            "score-form",
            &ui.t("scoring-score-caption"),
            html! {
                th scope="col" { (ui.t("proposal")) }
                @for one in &fixed.criteria {
                    th.number.words scope="col" { (ui.tf("scoring-criterion-most", &[("name", ui.plain(&one.name).into()), ("most", ui.number(one.scale.into()).into())])) }
                }
            },
            html! {
                @for id in scored_by(of, member) {
                    @let title = of.plain_candidate(ui, id);
                    tr {
                        th scope="row" { (of.candidate(ui, id)) }
                        @for one in &fixed.criteria { (field(id, &title, one)) }
                    }
                }
            },
        ))
        @if !blocked.is_empty() {
            p { (ui.t("scoring-blocked-say")) }
            ul { @for id in blocked { li { (of.candidate(ui, id)) } } }
        }
    }
}
