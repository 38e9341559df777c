//! The form of a selection rule, and what it comes to before it is fixed.

use madang_programme::votes::LotPledge;
use maud::{Markup, html};

use crate::frame::fields::{line_field, radios, words_line};
use crate::frame::form::{Choice, Field, Sending, select};
use crate::frame::query::FieldError;
use crate::frame::steps::{look, released};
use crate::frame::ui::Ui;
use crate::model::ProgrammeDetail;
use crate::programmes::choices::{
    BREAKS, COMPLETIONS, Choices, FILLS, FITS, MODES, SCALES, WORTHS,
};
use crate::programmes::filled::ID;
use crate::programmes::rule::{
    AFTER, BALLOTS, BOUNDS, BUDGET, COMPARED, COMPLETION, FIT, LOT_ASCENDING, LOT_HOURS, LOT_LEAST,
    LOT_MOST, LOT_NUMBERS, LOT_SEED, LOT_VALUE, METHOD, Method, NUMBER, OVER_ALL, PERCENT,
    PLACES_WORTH, QUOTAS, RAISE, SCALE, SEATS, THRESHOLD, TICKED, TIES, TOP, Typed, UTILITY,
    WEIGHTS, WHOLE_SHARES, bound, weight,
};

/// What a method does, in a sentence.
fn method(ui: &Ui, method: Method) -> String {
    match method {
        Method::EqualShares => ui.t("vote-rule-equal-shares"),
        Method::BoundedOverspending => ui.t("vote-rule-bounded-overspending"),
        Method::Phragmen => ui.t("vote-rule-phragmen"),
        Method::Votes => ui.t("vote-rule-greedy"),
        Method::VotesPerCost => ui.t("vote-rule-greedy-votes-per-cost"),
        Method::ProportionalApproval => ui.t("vote-rule-proportional-approval"),
        Method::Scores => ui.t("programme-rule-scores"),
    }
}

/// What the form shows.
pub struct Shown<'a> {
    /// The programme, with its bodies and groups.
    pub programme: &'a ProgrammeDetail,
    /// What was typed.
    pub typed: &'a Typed,
    /// What is wrong with it.
    pub errors: &'a [FieldError],
}

impl Shown<'_> {
    fn line(&self, ui: &Ui, field: Field, hint: Option<&str>) -> Markup {
        line_field(ui, self.errors, field, hint, self.typed.plain(field))
    }

    fn choose<T>(&self, ui: &Ui, none: Option<&str>, choices: &Choices<T>) -> Markup {
        let field = choices.field;
        let none = none.map(|key| ui.t(key));
        let chosen = self.typed.plain(field);
        select(
            ui,
            self.errors,
            field,
            none.as_deref(),
            &said(ui, choices),
            chosen,
        )
    }

    /// One box.
    fn tick(&self, ui: &Ui, field: Field) -> Markup {
        html! {
            label.choice for=(field.name) {
                input id=(field.name) type="checkbox" name=(field.name) value=(TICKED) checked[!self.typed.plain(field).is_empty()];
                span { (ui.t(field.label)) }
            }
        }
    }

    /// A field whose name is made of what it is about.
    fn number(&self, name: &str, label: &Markup) -> Markup {
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name=(name) type="text" inputmode="decimal" value=(self.typed.named(name)) autocomplete="off";
            }
        }
    }

    fn wrong(&self, ui: &Ui, field: Field) -> Markup {
        let own = self.errors.iter().filter(|error| error.field == field);
        html! { @for error in own { p.field-error { (error.on_page(ui.lang)) } } }
    }

    fn touched(&self, fields: &[Field]) -> bool {
        let wrong = |field: &Field| self.errors.iter().any(|error| error.field == *field);
        // What stands there from the beginning opens nothing.
        let given = |field: &Field| self.typed.given(*field) && *field != UTILITY;
        fields.iter().any(|field| wrong(field) || given(field))
    }
}

/// The choices of a field, each with its words.
fn said<T>(ui: &Ui, choices: &Choices<T>) -> Vec<Choice> {
    let all = choices.all.iter();
    all.map(|(name, _, key)| ((*name).to_owned(), ui.t(key)))
        .collect()
}

/// The form.
pub fn form(ui: &Ui, shown: &Shown<'_>, action: &str, sending: &Sending) -> Markup {
    let methods = Method::ALL.map(|one| (one.name().to_owned(), method(ui, one)));
    let (errors, typed) = (shown.errors, shown.typed);
    html! {
        form.stacked method="post" action=(ui.href(action)) {
            (sending.fields())
            (radios(ui, errors, METHOD, &methods, typed.plain(METHOD)))
            div.pair {
                (shown.line(ui, BUDGET, Some("programme-set-budget-hint")))
                (shown.line(ui, NUMBER, Some("programme-rule-number-hint")))
            }
            (shown.tick(ui, SEATS))
            (radios(ui, errors, TIES, &said(ui, &BREAKS), typed.plain(TIES)))
            (part(ui, "programme-rule-part-lot", shown.touched(&[LOT_NUMBERS, LOT_HOURS, LOT_VALUE.here]), lot(ui, shown)))
            (part(ui, "programme-rule-part-rest", shown.touched(&[COMPLETION, RAISE, PERCENT, OVER_ALL, AFTER]), completion(ui, shown)))
            (part(ui, "programme-rule-part-counts", shown.touched(&[UTILITY, THRESHOLD, PLACES_WORTH, FIT]), counts(ui, shown)))
            @if !shown.programme.bodies.is_empty() {
                (part(ui, "programme-rule-part-scores", shown.touched(&[WEIGHTS, SCALE, TOP]), scores(ui, shown)))
            }
            @if !shown.programme.groups.is_empty() {
                (part(ui, "programme-rule-part-groups", shown.touched(&[QUOTAS]), groups(ui, shown)))
            }
            (shown.line(ui, ID, Some("programme-set-id-hint")))
            (look(ui, false))
        }
    }
}

/// A part that not every rule needs, folded while nothing stands in it.
fn part(ui: &Ui, title: &str, open: bool, fields: Markup) -> Markup {
    html! {
        details.more-fields open[open] {
            summary { (ui.t(title)) }
            div.more-grid { (fields) }
        }
    }
}

fn lot(ui: &Ui, shown: &Shown<'_>) -> Markup {
    html! {
        p.hint { (ui.t("programme-rule-lot-text")) }
        (words_line(ui, shown.errors, LOT_VALUE, &shown.typed.lot_value))
        (shown.line(ui, LOT_NUMBERS, None))
        (shown.line(ui, LOT_LEAST, None))
        (shown.line(ui, LOT_MOST, None))
        (shown.tick(ui, LOT_ASCENDING))
        (shown.line(ui, LOT_HOURS, None))
    }
}

fn completion(ui: &Ui, shown: &Shown<'_>) -> Markup {
    html! {
        (shown.choose(ui, Some("programme-rule-usual"), &COMPLETIONS))
        (shown.line(ui, RAISE, Some("programme-rule-raise-hint")))
        (shown.tick(ui, WHOLE_SHARES))
        (shown.line(ui, PERCENT, Some("programme-rule-percent-hint")))
        (shown.tick(ui, OVER_ALL))
        (shown.choose(ui, Some("programme-rule-usual"), &FILLS))
        (shown.tick(ui, COMPARED))
    }
}

fn counts(ui: &Ui, shown: &Shown<'_>) -> Markup {
    html! {
        (shown.choose(ui, None, &WORTHS))
        (shown.line(ui, PLACES_WORTH, Some("programme-rule-places-hint")))
        (shown.line(ui, THRESHOLD, Some("programme-rule-threshold-hint")))
        (shown.choose(ui, Some("programme-rule-usual"), &FITS))
    }
}

fn scores(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let bodies = shown.programme.bodies.iter();
    html! {
        fieldset id=(WEIGHTS.name) tabindex="-1" {
            legend { (ui.t(WEIGHTS.label)) }
            (shown.wrong(ui, WEIGHTS))
            (shown.number(&weight(BALLOTS), &html! { (ui.t("vote-voice-ballots")) }))
            @for body in bodies {
                (shown.number(&weight(&body.facts.id), &html! { span.words { (ui.words(&body.facts.name)) } }))
            }
        }
        (shown.choose(ui, Some("programme-rule-scale-highest"), &SCALES))
        (shown.line(ui, TOP, None))
    }
}

fn groups(ui: &Ui, shown: &Shown<'_>) -> Markup {
    html! {
        (shown.choose(ui, Some("programme-rule-none"), &MODES))
        @for group in &shown.programme.groups {
            fieldset {
                legend.words { (ui.words(&group.facts.name)) }
                @for (name, label) in BOUNDS {
                    (shown.number(&bound(name, &group.facts.id), &html! { (ui.t(label)) }))
                }
            }
        }
    }
}

/// What the rule comes to, before it is fixed.
pub fn preview(
    ui: &Ui,
    words: &[String],
    (lot, typed): (Option<&LotPledge>, &Typed),
    (action, sending, carried): (&str, &Sending, &[(&str, &str)]),
) -> Markup {
    html! {
        p.lead { (ui.t("programme-rule-look-lead")) }
        div.preview { ul { @for sentence in words { li { (sentence) } } } }
        @if let Some(lot) = lot {
            h2 { (ui.t("programme-rule-lot-seed")) }
            p.prose { (ui.t("programme-rule-lot-seed-text")) }
            pre.command tabindex="0" { code lang="en" { (typed.plain(LOT_SEED)) } }
            p.words { (ui.words(&lot.value)) }
            p.notice { (ui.t("programme-rule-lot-kept")) }
        }
        (released(ui, action, sending, carried, &ui.t("programme-rule-fix")))
    }
}
