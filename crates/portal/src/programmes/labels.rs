//! What programmes, their groups and their stages are called.

use madang_programme::clock::{Period, Weekday};
use maud::{Markup, html};

use crate::frame::form::Field;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::stepper;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProgrammeSummary, Stage};
use crate::programmes::links::{TAB, crumbs, set};

/// Only this service group.
pub const GROUP: Field = Field {
    name: "group",
    label: "programme-group",
};

/// Only this audience.
pub const AUDIENCE: Field = Field {
    name: "audience",
    label: "programme-audience",
};

/// A stage as a step.
pub fn stage(ui: &Ui, stage: Stage) -> String {
    match stage {
        Stage::Proposals => ui.t("programme-stage-proposals"),
        Stage::Vote => ui.t("programme-stage-vote"),
        Stage::Counting => ui.t("programme-stage-counting"),
        Stage::Selection => ui.t("programme-stage-selection"),
    }
}

/// A stage as what is going on now.
pub fn stage_now(ui: &Ui, stage: Stage) -> String {
    match stage {
        Stage::Proposals => ui.t("programme-stage-now-proposals"),
        Stage::Vote => ui.t("programme-stage-now-vote"),
        Stage::Counting => ui.t("programme-stage-now-counting"),
        Stage::Selection => ui.t("programme-stage-now-selection"),
    }
}

/// The names of the stages in order.
fn stage_steps(ui: &Ui) -> [String; 4] {
    [
        Stage::Proposals,
        Stage::Vote,
        Stage::Counting,
        Stage::Selection,
    ]
    .map(|each| stage(ui, each))
}

/// Which step is now; past the last one when the selection is published.
fn stage_place(stage: Stage) -> usize {
    match stage {
        Stage::Proposals => 0,
        Stage::Vote => 1,
        Stage::Counting => 2,
        Stage::Selection => 4,
    }
}

/// The steps of a programme, with those that are now: a call for proposals may be on again behind a selection.
pub fn stages(ui: &Ui, summary: &ProgrammeSummary) -> Markup {
    let place = stage_place(summary.stage);
    let call = summary.call_open.then_some(0);
    let now: Vec<usize> = call.into_iter().chain([place]).collect();
    stepper(ui, &stage_steps(ui), &now, place)
}

/// A programme's title: its words, or its identifier where they are hidden.
pub fn title(ui: &Ui, summary: &ProgrammeSummary) -> Markup {
    match &summary.text {
        Some(text) => html! { span.words { (ui.words(&text.title)) } },
        None => html! { (summary.facts.id) },
    }
}

/// The same without markup.
pub fn plain_title(ui: &Ui, summary: &ProgrammeSummary) -> String {
    summary
        .text
        .as_ref()
        .map_or_else(|| summary.facts.id.clone(), |text| ui.plain(&text.title))
}

/// A group's name in a programme.
pub fn group_name(ui: &Ui, programme: &ProgrammeDetail, id: &str) -> Markup {
    let group = programme.groups.iter().find(|group| group.facts.id == id);
    group.map_or_else(
        || html! { (id) },
        |group| html! { span.words { (ui.words(&group.facts.name)) } },
    )
}

/// A group's name without markup.
pub fn plain_group(ui: &Ui, programme: &ProgrammeDetail, id: &str) -> String {
    let mut groups = programme.groups.iter();
    let found = groups.find(|group| group.facts.id == id);
    found.map_or_else(|| id.to_owned(), |group| ui.plain(&group.facts.name))
}

/// A day of the week.
pub fn weekday(ui: &Ui, day: Weekday) -> String {
    match day {
        Weekday::Monday => ui.t("programme-monday"),
        Weekday::Tuesday => ui.t("programme-tuesday"),
        Weekday::Wednesday => ui.t("programme-wednesday"),
        Weekday::Thursday => ui.t("programme-thursday"),
        Weekday::Friday => ui.t("programme-friday"),
        Weekday::Saturday => ui.t("programme-saturday"),
        Weekday::Sunday => ui.t("programme-sunday"),
    }
}

/// How long something may take.
pub fn period(ui: &Ui, period: Period) -> String {
    match period {
        Period::Days(days) => ui.count("programme-count-days", days.into()),
        Period::Months(months) => ui.count("programme-count-months", months.into()),
    }
}

/// A page of what officials do, below the one where a programme is set up. `lead` is the key of what it is for.
pub fn below(
    ui: &Ui,
    programme: &ProgrammeDetail,
    title: &str,
    lead: &str,
    content: Markup,
) -> Page {
    let summary = &programme.summary;
    let mut above = crumbs(ui, summary);
    let set_up = html! { (ui.t("programme-set-title-page")) };
    above.push((set(&summary.facts.id), set_up));
    above.push(here(html! { (title) }));
    Page {
        title: title_of(&[title.to_owned(), plain_title(ui, summary)]),
        description: ui.t(lead),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}
