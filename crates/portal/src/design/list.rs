//! The list of a programme's designs.

use madang_words::shortened;
use maud::{Markup, html};

use crate::design::{labels, links};
use crate::frame::form::{PAGE, error_summary};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{example_notice, pager};
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{DesignDetail, InstitutionDetail, Page as ListPage, ProgrammeDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};

/// Designs on a page.
pub const PER_PAGE: u64 = 50;

/// The last page that can be asked for.
pub const LAST_PAGE: u64 = 200;

/// What the page shows.
pub struct List<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The page, from 1.
    pub page: u64,
    /// What was wrong with what was asked.
    pub errors: &'a [FieldError],
    /// The designs.
    pub found: &'a ListPage<DesignDetail>,
    /// Whether whoever reads fixes processes.
    pub starts: bool,
}

/// The page.
pub fn view(ui: &Ui, list: &List<'_>) -> Page {
    let summary = &list.programme.summary;
    let id = &summary.facts.id;
    let base = ui.href(&links::list(id));
    let href = |page: u64| match page {
        1 => base.clone(),
        page => format!("{base}?{}={page}", PAGE.name),
    };
    let offset = (list.page - 1) * PER_PAGE;
    let followed = list.page < LAST_PAGE && list.found.is_followed(offset, PER_PAGE);
    let pages = list.found.total.div_ceil(PER_PAGE).min(LAST_PAGE);
    let content = html! {
        (error_summary(ui, list.errors))
        h1 { (ui.t("designs-title")) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        (programme_tabs(ui, summary, Section::Below))
        p.lead { (ui.t("designs-lead")) }
        @if list.starts { p { a.button.button-plain href=(ui.href(&links::new(id))) { (ui.t("design-new")) } } }
        p #page role="status" { (ui.count("designs-found", list.found.total)) }
        @if list.found.items.is_empty() {
            div.empty { p { (ui.t("designs-none")) } }
        } @else {
            ul.cards { @for one in &list.found.items { li.card { (card(ui, list, one)) } } }
            (pager(ui, list.page, followed, Some(pages), href))
        }
        p.muted { a href=(ui.href(&links::feed(id))) { (ui.t("designs-feed")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (ui.t("designs-title")) }));
    let mut title = Vec::new();
    if list.page > 1 {
        let page = ui.number(list.page).into();
        title.push(ui.tf("pager-place-open", &[("page", page)]));
    }
    title.push(ui.tf(
        "designs-page-title",
        &[("programme", plain_title(ui, summary).into())],
    ));
    Page {
        title: title_of(&title),
        description: ui.t("designs-lead"),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

fn card(ui: &Ui, list: &List<'_>, one: &DesignDetail) -> Markup {
    let description = one.text.as_ref().and_then(|text| text.description.as_ref());
    html! {
        (labels::badges(ui, one))
        h2 id={ "design-" (one.id) } { a href=(ui.href(&links::one(&one.programme, &one.id))) { (labels::title(ui, one)) } }
        @if one.text.is_none() { p.muted { (ui.t("words-hidden")) } }
        @if let Some(description) = description {
            p.words lang=[ui.lang_of(description)] { (shortened(&ui.plain(description), 200)) }
        }
        div.card-foot {
            span { (institution(ui, list.institutions, &one.lead)) }
            span { (ui.count("design-outputs-count", one.outputs)) }
            span { (ui.count("design-sessions-count", one.sessions)) }
        }
    }
}
