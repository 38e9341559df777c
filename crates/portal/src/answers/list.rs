//! A programme's answers: how much was answered, how fast, by whom, what is late, and every answer that stands.

use madang_programme::answers::{DispositionKind, Figures, Tally};
use madang_words::shortened;
use maud::{Markup, html};

use crate::answers::{labels, links};
use crate::frame::form::{self, Choice, Field, PAGE, SEARCH, error_summary, search_field, select};
use crate::frame::format::{self, partial_date};
use crate::frame::layout::{Page, here, quoted, title_of};
use crate::frame::parts::{Tone, badge, example_notice, pager, row, table};
use crate::frame::query::{self, Query};
use crate::frame::ui::Ui;
use crate::institutions::labels::{institution, plain_institution};
use crate::model::{
    AnswerDetail, AnswerFilter, InstitutionDetail, Page as ListPage, ProgrammeDetail,
};
use crate::openness::links as openness;
use crate::programmes::labels::plain_title;
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};

/// Answers on a page.
pub const PER_PAGE: u64 = 24;

/// The last page that can be asked for: beyond it, searching is the better way.
const LAST_PAGE: u64 = 400;

/// What is late, by name: more are only counted.
const MOST_OVERDUE: usize = 50;

/// Only those that decided so.
pub const DISPOSITION: Field = Field {
    name: "disposition",
    label: "answer-disposition",
};
/// Only those of this institution.
pub const INSTITUTION: Field = Field {
    name: "institution",
    label: "answer-institution",
};

/// Reads the fields that narrow a list.
pub fn narrowed(query: &mut Query, institutions: &[InstitutionDetail]) -> AnswerFilter {
    let all = DispositionKind::ALL.map(|kind| (kind.name(), kind));
    let ids = institutions.iter().map(|one| &one.facts.id);
    AnswerFilter {
        search: query.search(SEARCH),
        disposition: query.one_of(DISPOSITION, all),
        institution: query
            .one_of(INSTITUTION, ids.map(|id| (id.as_str(), id)))
            .cloned(),
        ..AnswerFilter::default()
    }
}

/// The query that asks for the same, with what else is asked.
pub fn written(filter: &AnswerFilter, more: &[(&str, &str)]) -> String {
    let disposition = filter.disposition.map_or("", DispositionKind::name);
    let institution = filter.institution.as_deref().unwrap_or_default();
    let mut pairs = vec![
        ("q", filter.search.as_str()),
        (DISPOSITION.name, disposition),
        (INSTITUTION.name, institution),
    ];
    pairs.extend(more);
    query::write(&pairs)
}

/// Reads the query: the filter with its page, and which page that is.
pub fn read(query: &mut Query, institutions: &[InstitutionDetail]) -> (AnswerFilter, u64) {
    let mut filter = narrowed(query, institutions);
    let page = query.number(PAGE, 1..=LAST_PAGE, 1);
    (filter.offset, filter.limit) = ((page - 1) * PER_PAGE, PER_PAGE);
    (filter, page)
}

/// What the page shows.
pub struct List<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// What its answers come to.
    pub figures: &'a Figures,
    /// What was asked.
    pub filter: &'a AnswerFilter,
    /// The page that was asked for.
    pub page: u64,
    /// What was wrong with it.
    pub errors: &'a [query::FieldError],
    /// The answers.
    pub found: &'a ListPage<AnswerDetail>,
}

/// The page.
pub fn view(ui: &Ui, list: &List<'_>) -> Page {
    let summary = &list.programme.summary;
    let base = links::list(&summary.facts.id);
    let href = |page: u64| {
        let page = match page {
            1 => String::new(),
            page => page.to_string(),
        };
        match written(list.filter, &[("page", &page)]).as_str() {
            "" => ui.href(&base),
            query => format!("{}?{query}", ui.href(&base)),
        }
    };
    let found = list.found;
    let pages = (!found.more_than_total).then(|| found.total.div_ceil(PER_PAGE).min(LAST_PAGE));
    let followed = list.page < LAST_PAGE && found.is_followed(list.filter.offset, PER_PAGE);
    let content = html! {
        (error_summary(ui, list.errors))
        h1 { (ui.t("answers-title")) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        (programme_tabs(ui, summary, Section::Answers))
        p.lead { (ui.t("answers-lead")) }
        (share(ui, &list.figures.all))
        (by_institution(ui, list))
        (overdue(ui, list))
        p { a href=(ui.href(&openness::of_programme(&summary.facts.id))) { (ui.t("openness-title")) } }
        h2 #answers { (ui.t("answers-all")) }
        (filter_form(ui, list, &ui.href(&base)))
        p #page role="status" {
            @if found.more_than_total { (ui.count("answers-found-more", found.total)) }
            @else { (ui.count("answers-found", found.total)) }
        }
        @if found.items.is_empty() {
            div.empty {
                p { (ui.t("answers-none")) }
                @if href(1) != ui.href(&base) || list.page > 1 { a href=(ui.href(&base)) { (ui.t("answers-show-all")) } }
            }
        } @else {
            ul.cards { @for answer in &found.items { li.card { (card(ui, list, answer)) } } }
            (pager(ui, list.page, followed, pages, href))
        }
        p.muted { a href=(ui.href(&links::feed(&summary.facts.id))) { (ui.t("answers-feed")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (ui.t("answers-title")) }));
    Page {
        title: title(ui, list),
        description: ui.t("answers-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// The title: what was searched for and which page it is come first, so that each page has its own.
fn title(ui: &Ui, list: &List<'_>) -> String {
    let mut parts = vec![quoted(&list.filter.search)];
    if list.page > 1 {
        let page = ui.number(list.page);
        parts.push(ui.tf("pager-place-open", &[("page", page.into())]));
    }
    let disposition = list.filter.disposition;
    parts.extend(disposition.map(|kind| labels::disposition(ui, kind)));
    let id = list.filter.institution.as_ref();
    parts.extend(id.map(|id| plain_institution(ui, list.institutions, id)));
    let programme = plain_title(ui, &list.programme.summary);
    parts.push(ui.tf("answers-page-title", &[("programme", programme.into())]));
    title_of(&parts)
}

/// How much was answered and how fast, in a few lines.
pub fn share(ui: &Ui, tally: &Tally) -> Markup {
    let percent = format::share(tally.answered, tally.all);
    let shown = [
        ("answered", ui.number(tally.answered).into()),
        ("all", ui.number(tally.all).into()),
        ("percent", percent.into()),
    ];
    html! {
        dl.facts {
            (row(ui, &ui.t("answers-share"), Some(html! {
                (ui.tf("answers-share-of", &shown))
                @if tally.settled > 0 { ". " (ui.count("answers-share-settled", tally.settled)) }
            })))
            (row(ui, &ui.t("answers-median"), Some(html! {
                (days(ui, tally.median))
                @if tally.median.is_some() { p.muted { (ui.t("answers-median-means")) } }
            })))
            (row(ui, &ui.t("answers-slowest"), Some(days(ui, tally.slowest))))
            (row(ui, &ui.t("answers-late"), Some(html! { (ui.number(tally.late)) })))
            (row(ui, &ui.t("answers-overdue"), Some(html! { (ui.number(tally.overdue)) })))
        }
    }
}

fn days(ui: &Ui, days: Option<u32>) -> Markup {
    match days {
        Some(days) => html! { (ui.count("programme-count-days", days.into())) },
        None => html! { (ui.t("answers-no-days")) },
    }
}

fn by_institution(ui: &Ui, list: &List<'_>) -> Markup {
    let rows = &list.figures.by_institution;
    if rows.is_empty() {
        return html! {};
    }
    table(
        ui,
        "by-institution",
        &ui.t("answers-by-institution"),
        html! {
            th scope="col" { (ui.t("answer-institution")) }
            th.number scope="col" { (ui.t("answers-said")) }
            th.number scope="col" { (ui.t("answers-answered")) }
            th.number scope="col" { (ui.t("answers-median")) }
            th.number scope="col" { (ui.t("answers-slowest")) }
            th.number scope="col" { (ui.t("answers-overdue")) }
        },
        html! {
            @for (id, tally) in rows {
                tr {
                    th.key.words scope="row" {
                        @match id { Some(id) => (institution(ui, list.institutions, id)), None => (ui.t("answers-no-institution")) }
                    }
                    td.number { (ui.number(tally.all)) }
                    td.number { (ui.number(tally.answered)) }
                    td.number { (days(ui, tally.median)) }
                    td.number { (days(ui, tally.slowest)) }
                    td.number { (ui.number(tally.overdue)) }
                }
            }
        },
    )
}

fn overdue(ui: &Ui, list: &List<'_>) -> Markup {
    let late = &list.figures.overdue;
    let programme = &list.programme.summary.facts.id;
    html! {
        h2 #overdue { (ui.t("answers-overdue-title")) }
        @if late.is_empty() { p.prose { (ui.t("answers-none-overdue")) } }
        @else {
            ul {
                @for one in late.iter().take(MOST_OVERDUE) {
                    li {
                        (labels::subject(ui, programme, &one.subject))
                        " · " (ui.tf("answers-overdue-one", &[
                            ("due", partial_date(ui.lang, &one.due).into()),
                            ("days", ui.count("programme-count-days", one.late.into()).into()),
                        ]))
                        @if let Some(id) = &one.institution { " · " (institution(ui, list.institutions, id)) }
                    }
                }
            }
            @if late.len() > MOST_OVERDUE { p.muted { (ui.count("answers-overdue-more", (late.len() - MOST_OVERDUE) as u64)) } }
        }
    }
}

fn filter_form(ui: &Ui, list: &List<'_>, action: &str) -> Markup {
    let all = ui.t("filter-all");
    let dispositions = DispositionKind::ALL.map(|kind| {
        let name = labels::disposition(ui, kind);
        (kind.name().to_owned(), name)
    });
    let institutions = list.institutions.iter().map(|one| {
        let id = &one.facts.id;
        (id.clone(), plain_institution(ui, list.institutions, id))
    });
    let institutions: Vec<Choice> = institutions.collect();
    let filter = list.filter;
    let disposition = filter.disposition.map_or("", DispositionKind::name);
    let institution = filter.institution.as_deref().unwrap_or_default();
    form::filter(
        ui,
        action,
        html! {
            (search_field(ui, list.errors, SEARCH, &filter.search))
            (select(ui, list.errors, DISPOSITION, Some(&all), &dispositions, disposition))
            (select(ui, list.errors, INSTITUTION, Some(&all), &institutions, institution))
        },
    )
}

fn card(ui: &Ui, list: &List<'_>, answer: &AnswerDetail) -> Markup {
    let facts = &answer.facts;
    let tone = match facts.disposition.is_adopted() {
        true => Tone::Good,
        false => Tone::Plain,
    };
    let zone = &list.programme.summary.facts.zone;
    html! {
        p.badges { (badge(tone, &labels::disposition(ui, facts.disposition.kind()))) }
        h3 id={ "answer-" (answer.entry) } { (labels::subject(ui, &facts.programme, &facts.subject)) }
        @match &answer.reason {
            Some(reason) => p.words lang=[ui.lang_of(&reason.reason)] { (shortened(&ui.plain(&reason.reason), 160)) },
            None => p.muted { (ui.t("words-hidden")) },
        }
        div.card-foot {
            span { (institution(ui, list.institutions, &facts.decider)) }
            span { (ui.time(&answer.at, zone)) }
        }
    }
}
