//! What programmes, their groups and their stages are called.

use madang_programme::clock::{Period, Weekday};
use maud::{Markup, html};

use crate::frame::form::Field;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProgrammeSummary, Stage};

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
pub fn stage_steps(ui: &Ui) -> [String; 4] {
    [
        Stage::Proposals,
        Stage::Vote,
        Stage::Counting,
        Stage::Selection,
    ]
    .map(|each| stage(ui, each))
}

/// Which step is now; past the last one when the selection is published.
pub fn stage_place(stage: Stage) -> usize {
    match stage {
        Stage::Proposals => 0,
        Stage::Vote => 1,
        Stage::Counting => 2,
        Stage::Selection => 4,
    }
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
