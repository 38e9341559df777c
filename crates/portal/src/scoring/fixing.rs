//! What administrators and chairs write in forms: the criteria, and who does not score what.

use madang_programme::scoring::{
    CriteriaFixed, Criterion, RecusalDecided, RecusalKind, RecusalReason,
};
use madang_programme::{Command, bodies::Seated};
use madang_words::{Language, Text};
use maud::{Markup, html};

use crate::frame::act::Places;
use crate::frame::fields::{InBoth, Words, line_field, radios, words_area};
use crate::frame::form::{Choice, Field, select, text_area};
use crate::frame::language::of_words;
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::scoring::labels::recusal;
use crate::scoring::links::Of;
use crate::scoring::read::Scoring;

/// The criteria, one a line.
pub const CRITERIA: Field = Field::new("criteria", "scoring-criteria-lines");
/// How many score a proposal at least.
pub const MIN_PANEL: Field = Field::new("min-panel", "scoring-min-panel");
/// The member.
pub const MEMBER: Field = Field::new("member", "scoring-member");
/// The proposal.
pub const PROPOSAL: Field = Field::new("proposal", "proposal");
/// How it came to that.
pub const KIND: Field = Field::new("kind", "scoring-recusal-kind");
/// Why.
pub const REASON: InBoth = InBoth::new(
    ("reason", "scoring-reason"),
    ("reason-other", "programme-set-other"),
);

/// Where on the forms stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("criteria", CRITERIA),
    ("criteria.id", CRITERIA),
    ("criteria.name", CRITERIA),
    ("criteria.weight", CRITERIA),
    ("criteria.scale", CRITERIA),
    ("min_panel", MIN_PANEL),
    ("member", MEMBER),
    ("proposal", PROPOSAL),
    ("reason", REASON.here),
];

/// The most members that a form lets somebody ask for.
const MOST_PANEL: u64 = 1_000;

/// What was typed of criteria.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    lines: String,
    min_panel: String,
}

/// `How many it helps | 40 | 10`: what a criterion is called, its weight and its highest score.
fn criterion(line: &str, number: usize, lang: Language) -> Option<Criterion> {
    let mut parts = line.rsplitn(3, '|').map(str::trim);
    let scale = parts.next()?.parse().ok()?;
    let weight = parts.next()?.parse().ok()?;
    let name = parts.next().filter(|name| !name.is_empty())?;
    Some(Criterion {
        id: ["c", &number.to_string()].concat(),
        name: Text::new(of_words(name, lang), name),
        weight,
        scale,
    })
}

impl Criteria {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Criteria {
        Criteria {
            lines: query.prose(CRITERIA),
            min_panel: query.text(MIN_PANEL),
        }
    }

    /// What is asked; the first line that cannot be read is noted, and what is missing.
    pub fn ask(&self, query: &mut Query, of: Of<'_>, lang: Language) -> Option<Command> {
        let lines = self.lines.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.trim().is_empty());
        let mut criteria = Vec::new();
        for (place, line) in lines {
            match criterion(line, criteria.len() + 1, lang) {
                Some(one) => criteria.push(one),
                None => {
                    query.refuse(CRITERIA, "scoring-line", line, (place + 1).to_string());
                    break;
                }
            }
        }
        if self.lines.trim().is_empty() {
            query.refuse(CRITERIA, "error-empty", "", "");
        }
        if self.min_panel.is_empty() {
            query.refuse(MIN_PANEL, "error-empty", "", "");
        }
        let least = query.optional_number(MIN_PANEL, 1..=MOST_PANEL)?;
        let facts = CriteriaFixed {
            programme: of.programme.to_owned(),
            body: of.body.to_owned(),
            vote: of.vote.to_owned(),
            criteria,
            min_panel: u32::try_from(least).ok()?,
        };
        query.errors.is_empty().then(|| Command::plain(facts))
    }
}

/// The fields of criteria.
pub fn criteria_fields(ui: &Ui, typed: &Criteria, errors: &[FieldError]) -> Markup {
    html! {
        p.hint { (ui.t("scoring-criteria-hint")) }
        (text_area(ui, errors, CRITERIA, &typed.lines))
        (line_field(ui, errors, MIN_PANEL, Some("scoring-min-panel-hint"), &typed.min_panel))
    }
}

/// What was typed of somebody who does not score a proposal.
#[derive(Clone, Debug, Default)]
pub struct Recuse {
    member: String,
    proposal: String,
    kind: String,
    reason: Words,
}

impl Recuse {
    /// Reads the fields.
    pub fn read(query: &mut Query) -> Recuse {
        Recuse {
            member: query.text(MEMBER),
            proposal: query.text(PROPOSAL),
            kind: query.text(KIND),
            reason: Words::read(query, REASON),
        }
    }

    /// The words that everybody will read.
    pub fn written(&self) -> &Words {
        &self.reason
    }

    /// What is asked; what is missing is noted.
    pub fn ask(&self, query: &mut Query, of: Of<'_>, lang: Language) -> Option<Command> {
        for (field, typed) in [(MEMBER, &self.member), (PROPOSAL, &self.proposal)] {
            if typed.is_empty() {
                query.refuse(field, "error-choose", "", "");
            }
        }
        let kind = query.chosen(KIND, RecusalKind::ALL.map(|kind| (kind.name(), kind)));
        let reason = self.reason.needed(query, REASON, lang);
        let facts = RecusalDecided {
            programme: of.programme.to_owned(),
            body: of.body.to_owned(),
            vote: of.vote.to_owned(),
            member: self.member.clone(),
            proposal: self.proposal.clone(),
            kind: kind?,
        };
        let reason = RecusalReason { reason: reason? };
        query
            .errors
            .is_empty()
            .then(|| Command::said("reason", facts, reason))
    }
}

/// The fields of it; `called` is what a member is called.
pub fn recusal_fields(
    ui: &Ui,
    of: &Scoring,
    called: impl Fn(&Seated) -> String,
    (typed, errors): (&Recuse, &[FieldError]),
) -> Markup {
    let choose = ui.t("body-choose");
    let members = of.members.iter();
    let members: Vec<Choice> = members
        .map(|one| (one.member.clone(), called(one)))
        .collect();
    let proposals = of.candidates.iter();
    let proposals: Vec<Choice> = proposals
        .map(|id| (id.clone(), of.plain_candidate(ui, id)))
        .collect();
    let kinds = RecusalKind::ALL.map(|kind| (kind.name().to_owned(), recusal(ui, kind)));
    html! {
        (select(ui, errors, MEMBER, Some(&choose), &members, &typed.member))
        (select(ui, errors, PROPOSAL, Some(&choose), &proposals, &typed.proposal))
        (radios(ui, errors, KIND, &kinds, &typed.kind))
        (words_area(ui, errors, REASON, &typed.reason))
    }
}
