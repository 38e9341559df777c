//! Setting a programme up: the list of what is to be done, and a form for each step.

use madang_programme::clock::{Calendar, Period, Weekday};
use madang_programme::programmes::Periods;
use maud::{Markup, html};

use crate::bodies::links as bodies;
use crate::frame::fields::{boxes, line_field, words_area, words_line};
use crate::frame::form::{Choice, Field, Sending, error_summary, select, sent_or_saved, text_area};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{Tone, badge, command, turned_away};
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::institutions::labels::plain_institution;
use crate::model::{InstitutionDetail, ProgrammeDetail};
use crate::programmes::filled::{
    ADDED, COMMITMENT, CURRENCY, DAYS, DESCRIPTION, Filled, HOLIDAYS, ID, MONTHS, NAME, PERIODS,
    REMOVED, SUMMARY, Step, TARGET, TITLE, WEEKEND, ZONE,
};
use crate::programmes::labels::{GROUP, period, plain_title, weekday};
use crate::programmes::links::{self, TAB, crumbs};
use crate::proposals::links as proposals;
use crate::votes::links as votes;

/// A programme that is being set up.
pub struct Set<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The calendar that it fixed, where it did.
    pub calendar: Option<&'a Calendar>,
    /// The periods that it fixed, where it did; and those that hold.
    pub periods: (bool, Periods),
    /// The rules that it fixed, each in words.
    pub rules: &'a [(String, Vec<String>)],
}

impl Set<'_> {
    fn id(&self) -> &str {
        &self.programme.summary.facts.id
    }

    /// How much of a step is done, in numbers; of what is done once, one or none.
    fn done(&self, step: Step) -> usize {
        let groups = &self.programme.groups;
        match step {
            Step::Programme => 1,
            Step::Groups => groups.len(),
            Step::Audiences => groups.iter().map(|group| group.audiences.len()).sum(),
            Step::Institutions => self.institutions.len(),
            Step::Periods => usize::from(self.periods.0),
            Step::Calendar => usize::from(self.calendar.is_some()),
            Step::Rule => self.rules.len(),
        }
    }
}

/// A period as a form has it: how many, and of what.
pub fn written(period: Period) -> (String, &'static str) {
    match period {
        Period::Days(days) => (days.to_string(), DAYS),
        Period::Months(months) => (months.to_string(), MONTHS),
    }
}

/// What a step is called.
pub fn name(ui: &Ui, step: Step) -> String {
    match step {
        Step::Programme => ui.t("programme-set-step-programme"),
        Step::Groups => ui.t("programme-set-step-groups"),
        Step::Audiences => ui.t("programme-set-step-audiences"),
        Step::Institutions => ui.t("programme-set-step-institutions"),
        Step::Periods => ui.t("programme-set-step-periods"),
        Step::Calendar => ui.t("programme-set-step-calendar"),
        Step::Rule => ui.t("programme-set-step-rule"),
    }
}

/// What a step is for.
fn lead(step: Step) -> &'static str {
    match step {
        Step::Programme => "programme-set-lead-programme",
        Step::Groups => "programme-set-lead-groups",
        Step::Audiences => "programme-set-lead-audiences",
        Step::Institutions => "programme-set-lead-institutions",
        Step::Periods => "programme-set-lead-periods",
        Step::Calendar => "programme-set-lead-calendar",
        Step::Rule => "programme-set-lead-rule",
    }
}

/// The list of what is to be done; whoever grants roles here is led there.
pub fn tasks(ui: &Ui, set: &Set<'_>, administers: bool) -> Page {
    let summary = &set.programme.summary;
    let title = ui.t("programme-set-title-page");
    let content = html! {
        h1 { (title) " " span.of.words { (plain_title(ui, summary)) } }
        p.lead { (ui.t("programme-set-lead")) }
        ol.tasks {
            li {
                span { (name(ui, Step::Programme)) }
                (badge(Tone::Good, &ui.t("step-done")))
            }
            @for step in Step::LATER {
                @let done = set.done(step);
                li {
                    a href=(ui.href(&links::set_up(set.id(), step.name()))) { (name(ui, step)) }
                    @match (done, step) {
                        (0, _) => (badge(Tone::Plain, &ui.t("programme-set-to-do"))),
                        (_, Step::Periods | Step::Calendar) => (badge(Tone::Good, &ui.t("step-done"))),
                        (done, _) => (badge(Tone::Good, &ui.count("programme-set-so-many", done as u64))),
                    }
                }
            }
        }
        p.prose {
            (ui.t("programme-set-people"))
            @if administers { " " a href=(ui.href(ui.site.people)) { (ui.t("people-title")) } }
        }
        h2 #then { (ui.t("programme-set-then")) }
        p.prose { (ui.t("programme-set-then-call")) " " a href=(ui.href(&proposals::call(set.id()))) { (ui.t("proposal-form-open-call")) } }
        p.prose { (ui.t("programme-set-then-bodies")) " " a href=(ui.href(&bodies::office(set.id()))) { (ui.t("body-set-title")) } }
        p.prose { (ui.t("programme-set-then-votes")) " " a href=(ui.href(&votes::office(set.id()))) { (ui.t("vote-set-title")) } }
        p.prose { (ui.t("programme-set-then-console")) }
        (command(&format!("madang import ballots.csv --programme {id}", id = set.id())))
        p { a href=(ui.href(&links::path(set.id()))) { (ui.t("programme-set-see")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (title) }));
    Page {
        title: title_of(&[title, plain_title(ui, summary)]),
        description: ui.t("programme-set-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// The form of a programme that is begun.
pub fn new(
    ui: &Ui,
    commitments: &[Choice],
    sending: &Sending,
    filled: &Filled,
    errors: &[FieldError],
) -> Page {
    let title = ui.t("programme-set-new");
    let line =
        |field: Field, hint: Option<&str>| line_field(ui, errors, field, hint, filled.plain(field));
    let none = ui.t("programme-set-no-commitment");
    let fields = html! {
        (words_line(ui, errors, TITLE, &filled.words(TITLE)))
        (words_area(ui, errors, SUMMARY, &filled.words(SUMMARY)))
        (line(ID, Some("programme-set-id-hint")))
        (select(ui, errors, COMMITMENT, Some(&none), commitments, filled.plain(COMMITMENT)))
        (line(TARGET, Some("programme-set-target-hint")))
        (line(ZONE, Some("programme-set-zone-hint")))
        (line(CURRENCY, Some("programme-set-currency-hint")))
    };
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) }
        p.lead { (ui.t(lead(Step::Programme))) }
        (sent_or_saved(ui, &ui.href(links::NEW), sending, fields, &ui.t("programme-set-submit")))
    };
    Page {
        title,
        description: ui.t(lead(Step::Programme)),
        tab: Some(TAB),
        crumbs: vec![
            links::above(ui),
            here(html! { (ui.t("programme-set-new")) }),
        ],
        content,
    }
}

/// The form of a step, below what there is already, and what somebody else fixed meanwhile.
pub fn step(
    ui: &Ui,
    set: &Set<'_>,
    step: Step,
    (sending, filled, errors): (&Sending, &Filled, &[FieldError]),
    meanwhile: &Markup,
) -> Page {
    let form = html! {
        (meanwhile)
        @if step == Step::Audiences && set.programme.groups.is_empty() {
            p.notice { (ui.t("programme-set-groups-first")) }
        } @else {
            (sent_or_saved(ui, &ui.href(&links::set_up(set.id(), step.name())), sending, fields(ui, set, step, filled, errors), &ui.t("programme-set-submit")))
        }
    };
    page(ui, set, step, form, errors)
}

/// The page of a step with its form.
pub fn page(ui: &Ui, set: &Set<'_>, step: Step, form: Markup, errors: &[FieldError]) -> Page {
    let (summary, title) = (&set.programme.summary, name(ui, step));
    let content = html! {
        (error_summary(ui, errors))
        h1 { (title) " " span.of.words { (plain_title(ui, summary)) } }
        p.lead { (ui.t(lead(step))) }
        (there(ui, set, step))
        (form)
        p { a href=(ui.href(&links::set(set.id()))) { (ui.t("programme-set-back")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push((
        links::set(set.id()),
        html! { (ui.t("programme-set-title-page")) },
    ));
    above.push(here(html! { (title) }));
    Page {
        title: title_of(&[title, plain_title(ui, summary)]),
        description: ui.t(lead(step)),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// What there is already of a step.
fn there(ui: &Ui, set: &Set<'_>, step: Step) -> Markup {
    let groups = &set.programme.groups;
    html! {
        @match step {
            Step::Programme => {}
            Step::Groups => @if !groups.is_empty() { ul { @for group in groups { li.words { (ui.words(&group.facts.name)) } } } },
            Step::Audiences => @for group in groups {
                @if !group.audiences.is_empty() {
                    p.words { strong { (ui.words(&group.facts.name)) } }
                    ul { @for audience in &group.audiences { li.words { (ui.words(&audience.name)) } } }
                }
            },
            Step::Institutions => @if !set.institutions.is_empty() {
                ul { @for one in set.institutions { li.words { (plain_institution(ui, set.institutions, &one.facts.id)) } } }
            },
            Step::Periods => {
                @let (fixed, periods) = set.periods;
                @if !fixed { p { (ui.t("programme-set-usual")) } }
                dl.facts {
                    @for ((field, _), one) in PERIODS.iter().zip(each(&periods)) {
                        div { dt { (ui.t(field.label)) } dd { (period(ui, one)) } }
                    }
                }
            }
            Step::Calendar => @if let Some(calendar) = set.calendar { (days(ui, calendar)) },
            Step::Rule => @for (rule, words) in set.rules {
                details.more {
                    summary { code { (rule) } }
                    ul { @for sentence in words { li { (sentence) } } }
                }
            },
        }
    }
}

fn each(periods: &Periods) -> [Period; 5] {
    [
        periods.answer,
        periods.progress,
        periods.deliberation,
        periods.personal_data,
        periods.corrections,
    ]
}

fn days(ui: &Ui, calendar: &Calendar) -> Markup {
    let weekend: Vec<String> = calendar.weekend().map(|day| weekday(ui, day)).collect();
    let holidays: Vec<String> = calendar.holidays().map(|day| day.to_string()).collect();
    html! {
        p { (ui.t(WEEKEND.label)) ": " (weekend.join(", ")) }
        @if !holidays.is_empty() { p { (ui.t(HOLIDAYS.label)) ": " (holidays.join(", ")) } }
    }
}

fn fields(ui: &Ui, set: &Set<'_>, step: Step, filled: &Filled, errors: &[FieldError]) -> Markup {
    let line =
        |field: Field, hint: Option<&str>| line_field(ui, errors, field, hint, filled.plain(field));
    let area = |field: Field| text_area(ui, errors, field, filled.plain(field));
    let groups = set.programme.groups.iter();
    let groups: Vec<Choice> = groups
        .map(|group| (group.facts.id.clone(), ui.plain(&group.facts.name)))
        .collect();
    let id = || line(ID, Some("programme-set-id-hint"));
    html! {
        @match step {
            // The rule has a form of its own.
            Step::Programme | Step::Rule => {}
            Step::Groups => {
                (words_line(ui, errors, NAME, &filled.words(NAME)))
                (words_area(ui, errors, DESCRIPTION, &filled.words(DESCRIPTION)))
                (id())
            }
            Step::Audiences => {
                (select(ui, errors, GROUP, None, &groups, filled.plain(GROUP)))
                (words_line(ui, errors, NAME, &filled.words(NAME)))
                (id())
            }
            Step::Institutions => {
                (words_line(ui, errors, NAME, &filled.words(NAME)))
                (id())
            }
            Step::Periods => @for (number, unit) in PERIODS {
                div.pair {
                    (line(number, None))
                    (select(ui, errors, unit, None, &[
                        (DAYS.to_owned(), ui.t("programme-set-days")),
                        (MONTHS.to_owned(), ui.t("programme-set-months")),
                    ], filled.plain(unit)))
                }
            },
            Step::Calendar if set.calendar.is_some() => {
                (area(ADDED))
                (area(REMOVED))
            }
            Step::Calendar => {
                (boxes(ui, errors, WEEKEND, &Weekday::ALL.map(|day| (day.name().to_owned(), weekday(ui, day))), &filled.weekend))
                (area(HOLIDAYS))
                p.hint { (ui.t("programme-set-holidays-hint")) }
            }
        }
    }
}

/// What somebody reads who sets up no programmes.
pub fn not_yours(ui: &Ui, key: &str) -> Page {
    let title = ui.t("programme-set-not-yours-title");
    Page {
        title: title.clone(),
        description: ui.t(key),
        tab: None,
        crumbs: vec![],
        content: turned_away(ui, &title, &ui.t(key)),
    }
}
