//! The checks of a programme: how each stands, with its numbers, and what is late.

use std::collections::BTreeMap;

use madang_programme::finding::{Broken, Check, Finding, Status};
use madang_programme::openness::Numbers;
use madang_programme::subject::SubjectKind;
use maud::{Markup, html};

use crate::answers::labels::path_of_record;
use crate::bodies::links as bodies;
use crate::consultations::labels::number as consultation_number;
use crate::consultations::links as consultations;
use crate::design::links as design;
use crate::frame::entries::entry_link;
use crate::frame::format::partial_date;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{command, example_notice, table};
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{InstitutionDetail, ProgrammeDetail};
use crate::openness::labels;
use crate::openness::links::{COMMITMENT, of_programme, reviewed};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
use crate::services::links as services;

/// Findings that are shown of a check; more are only counted.
const MOST: usize = 50;

/// What was found of a check.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many stand each way.
    pub numbers: Numbers,
    /// What is overdue or broken, the worst first.
    pub late: Vec<Finding>,
}

/// What was found, by check.
pub type AllFound = BTreeMap<Check, Found>;

/// The page.
pub fn view(
    ui: &Ui,
    programme: &ProgrammeDetail,
    institutions: &[InstitutionDetail],
    found: &AllFound,
    now: &str,
) -> Page {
    let summary = &programme.summary;
    let zone = &summary.facts.zone;
    let content = html! {
        h1 { (ui.t("openness-title")) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        p.lead { (ui.t("openness-lead")) }
        p { (ui.t("openness-at")) " " (ui.time(now, zone)) }
        (numbers(ui, found))
        p.muted.prose { (ui.t("openness-numbers")) }
        @for (check, of) in found {
            @if !of.late.is_empty() {
                details.more {
                    summary { (check.id()) ": " (labels::check(ui, *check)) " (" (ui.number(of.late.len() as u64)) ")" }
                    ul { @for finding in of.late.iter().take(MOST) { li { (one(ui, institutions, finding)) } } }
                    @if of.late.len() > MOST { p.muted { (ui.count("openness-more", (of.late.len() - MOST) as u64)) } }
                }
            }
        }
        @if summary.facts.commitment.as_deref() == Some(COMMITMENT) {
            p { a href=(ui.href(&reviewed(&summary.facts.id))) { (ui.t("reviewed-title")) } }
        }
        p { (ui.t("openness-offline")) }
        (command(&format!("madang verify RECORD --at {now}")))
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (ui.t("openness-title")) }));
    Page {
        title: title_of(&[ui.t("openness-title"), plain_title(ui, summary)]),
        description: ui.t("openness-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// How each check stands, with its numbers.
fn numbers(ui: &Ui, found: &AllFound) -> Markup {
    table(
        ui,
        "checks",
        &ui.t("openness-caption"),
        html! {
            th scope="col" { (ui.t("openness-check")) }
            th scope="col" { (ui.t("openness-worst")) }
            th.number scope="col" { (ui.t("openness-held")) }
            th.number scope="col" { (ui.t("openness-not-yet-due")) }
            th.number scope="col" { (ui.t("openness-overdue")) }
            th.number scope="col" { (ui.t("openness-broken")) }
        },
        html! {
            @for (check, of) in found {
                tr {
                    th.key scope="row" { (check.id()) " " (labels::check(ui, *check)) }
                    td {
                        @if Status::ALL.iter().all(|status| of.numbers.of(*status) == 0) { (ui.t("openness-nothing")) }
                        @else { (labels::status(ui, of.numbers.worst())) }
                    }
                    @for status in Status::ALL { td.number { (ui.number(of.numbers.of(status))) } }
                }
            }
        },
    )
}

/// Address and name of a consultation as the record names it.
fn path_of_consultation(ui: &Ui, on_record: &str) -> Option<(String, String)> {
    let (programme, id) = SubjectKind::Consultation.split(on_record)?;
    let name = consultation_number(ui, id);
    Some((consultations::one(programme, id), name))
}

/// Address and name of a service as the record names it.
fn path_of_service(ui: &Ui, on_record: &str) -> Option<(String, String)> {
    let (programme, id) = SubjectKind::Service.split(on_record)?;
    let name = ui.tf("service-number", &[("id", id.to_owned().into())]);
    Some((services::one(programme, id), name))
}

/// Address and name of a design as the record names it.
fn path_of_design(ui: &Ui, on_record: &str) -> Option<(String, String)> {
    let (programme, id) = SubjectKind::Design.split(on_record)?;
    let name = ui.tf("design-number", &[("id", id.to_owned().into())]);
    Some((design::one(programme, id), name))
}

/// Address and name of a body as the record names it, or of that of a member.
fn path_of_body(ui: &Ui, on_record: &str) -> Option<(String, String)> {
    let body = SubjectKind::Body.split(on_record);
    let (programme, id) = body.or_else(|| SubjectKind::Member.split(on_record))?;
    let id = id.split('/').next()?;
    let name = ui.tf("body-called", &[("id", id.to_owned().into())]);
    Some((bodies::one(programme, id), name))
}

/// What the checks find about one thing, as a section of its page.
pub fn section(
    ui: &Ui,
    (programme, institutions): (&str, &[InstitutionDetail]),
    found: &[Finding],
) -> Markup {
    html! {
        @if !found.is_empty() {
            section {
                h2 #checks { (ui.t("openness-of-it")) }
                ul {
                    @for finding in found {
                        li {
                            (finding.check.id()) " " (labels::check(ui, finding.check))
                            @if let Some(duty) = finding.duty { " (" (labels::duty(ui, duty)) ")" }
                            ": "
                            @match finding.status {
                                Status::Held | Status::NotYetDue => {
                                    (labels::status(ui, finding.status))
                                    @if finding.by_waiver { " · " (ui.t("openness-by-waiver")) }
                                    @for entry in &finding.entries { " · " (entry_link(ui, *entry)) }
                                },
                                Status::Overdue | Status::Broken => (one(ui, institutions, finding)),
                            }
                        }
                    }
                }
                p.muted { a href=(ui.href(&of_programme(programme))) { (ui.t("openness-title")) } }
            }
        }
    }
}

fn one(ui: &Ui, institutions: &[InstitutionDetail], finding: &Finding) -> Markup {
    let due = finding.due.as_deref().unwrap_or_default();
    let named = [
        ("due", partial_date(ui.lang, due).into()),
        (
            "days",
            ui.count("programme-count-days", finding.late.into()).into(),
        ),
    ];
    let key = match finding.status {
        _ if finding.lacks_ground() => "openness-no-ground",
        Status::Broken => match finding.broken() {
            Broken::ToldLate => "openness-told-late",
            Broken::WordsGone => "openness-words-gone",
            Broken::NoTwin => "openness-no-twin",
            Broken::NotOpen => "openness-not-open",
            Broken::Short => "openness-short",
            Broken::NoAgenda => "openness-no-agenda",
            Broken::NoSummary => "openness-no-summary",
            Broken::NotTogether => "openness-not-together",
            Broken::Undeclared => "openness-undeclared",
            Broken::SeatsEmpty => "openness-seats-empty",
            Broken::ReasonGone => "openness-reason-gone",
            Broken::HiddenLong => "openness-hidden-long",
            Broken::Dropped => "openness-dropped",
            Broken::DoneLate => "openness-done-late",
        },
        Status::Overdue if finding.check == Check::C02 => "openness-told-late-yet",
        Status::Overdue if finding.check == Check::C05 => "openness-not-open",
        Status::Held | Status::NotYetDue | Status::Overdue => "openness-late",
    };
    html! {
        (labels::status(ui, finding.status)) " "
        @match path_of_record(ui, &finding.subject).or_else(|| path_of_consultation(ui, &finding.subject)).or_else(|| path_of_service(ui, &finding.subject)).or_else(|| path_of_design(ui, &finding.subject)).or_else(|| path_of_body(ui, &finding.subject)) {
            Some((path, name)) => a href=(ui.href(&path)) { (name) },
            None => code { (finding.subject) },
        }
        @if let Some(duty) = finding.duty { " · " (labels::duty(ui, duty)) }
        @if let Some(id) = &finding.institution { " · " (institution(ui, institutions, id)) }
        " · " (ui.tf(key, &named))
        @for entry in &finding.entries { " · " (entry_link(ui, *entry)) }
    }
}
