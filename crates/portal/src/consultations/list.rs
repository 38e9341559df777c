//! The list of a programme's consultations.

use maud::{Markup, html};

use crate::consultations::{labels, links};
use crate::frame::form::{Field, PAGE, error_summary};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{TabLink, example_notice, pager, tabs};
use crate::frame::query::{self, FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, ConsultationWhen, Page as ListPage, ProgrammeDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};

/// Consultations on a page.
pub const PER_PAGE: u64 = 24;

/// The last page that can be asked for.
const LAST_PAGE: u64 = 400;

/// Which of them.
pub const WHEN: Field = Field {
    name: "when",
    label: "consultation-when",
};

/// What was asked of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which of them.
    pub when: ConsultationWhen,
    /// The page, from 1.
    pub page: u64,
}

impl Asked {
    /// Reads the query. What cannot be read is noted in its errors and left at its default.
    pub fn read(query: &mut Query) -> Asked {
        Asked {
            when: when(query),
            page: query.number(PAGE, 1..=LAST_PAGE, 1),
        }
    }
}

/// Which of them are asked for.
pub fn when(query: &mut Query) -> ConsultationWhen {
    let all = ConsultationWhen::ALL.map(|when| (when.name(), when));
    query.one_of(WHEN, all).unwrap_or_default()
}

/// What the page shows.
pub struct List<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// What was asked.
    pub asked: Asked,
    /// What was wrong with it.
    pub errors: &'a [FieldError],
    /// The consultations.
    pub found: &'a ListPage<ConsultationDetail>,
    /// The time, UTC.
    pub now: &'a str,
    /// Whether whoever reads announces consultations.
    pub announces: bool,
}

/// The page.
pub fn view(ui: &Ui, list: &List<'_>) -> Page {
    let summary = &list.programme.summary;
    let id = &summary.facts.id;
    let Asked { when, page } = list.asked;
    let base = ui.href(&links::list(id));
    let href = |when: ConsultationWhen, page: u64| {
        let when = match when {
            ConsultationWhen::Coming => "",
            ConsultationWhen::Past | ConsultationWhen::All => when.name(),
        };
        let page = match page {
            1 => String::new(),
            page => page.to_string(),
        };
        match query::write(&[(WHEN.name, when), (PAGE.name, &page)]) {
            query if query.is_empty() => base.clone(),
            query => format!("{base}?{query}"),
        }
    };
    let offset = (page - 1) * PER_PAGE;
    let followed = page < LAST_PAGE && list.found.is_followed(offset, PER_PAGE);
    let pages = list.found.total.div_ceil(PER_PAGE).min(LAST_PAGE);
    let links = ConsultationWhen::ALL.map(|other| TabLink {
        href: href(other, 1),
        name: labels::when(ui, other),
        here: other == when,
    });
    let content = html! {
        (error_summary(ui, list.errors))
        h1 { (ui.t("consultations-title")) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        (programme_tabs(ui, summary, Section::Consultations))
        p.lead { (ui.t("consultations-lead")) }
        @if list.announces { p { a.button.button-plain href=(ui.href(&links::new(id))) { (ui.t("consultation-new")) } } }
        div #when { (tabs(&ui.t("consultation-when"), &links)) }
        p #page role="status" { (ui.count("consultations-found", list.found.total)) }
        @if list.found.items.is_empty() {
            div.empty { p { (ui.t("consultations-none")) } }
        } @else {
            ul.cards { @for one in &list.found.items { li.card { (card(ui, list, one)) } } }
            (pager(ui, page, followed, Some(pages), |page| href(when, page)))
        }
        p.muted { a href=(ui.href(&links::calendar(id))) { (ui.t("consultations-calendar")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (ui.t("consultations-title")) }));
    let mut title = Vec::new();
    if page > 1 {
        title.push(ui.tf("pager-place-open", &[("page", ui.number(page).into())]));
    }
    if when != ConsultationWhen::Coming {
        title.push(labels::when(ui, when));
    }
    let programme = plain_title(ui, summary);
    title.push(ui.tf(
        "consultations-page-title",
        &[("programme", programme.into())],
    ));
    Page {
        title: title_of(&title),
        description: ui.t("consultations-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

fn card(ui: &Ui, list: &List<'_>, one: &ConsultationDetail) -> Markup {
    let zone = &list.programme.summary.facts.zone;
    html! {
        (labels::badges(ui, one, list.now))
        h2 id={ "consultation-" (one.id) } { a href=(ui.href(&links::one(&one.programme, &one.id))) { (labels::title(ui, one)) } }
        @if one.text.is_none() { p.muted { (ui.t("words-hidden")) } }
        p.words { (ui.words(&one.plan.question)) }
        div.card-foot { span { (labels::times(ui, &one.plan, zone)) } }
    }
}
