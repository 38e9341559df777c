//! The list of a programme's needs: search, filter, order, pages.

use madang_words::shortened;
use maud::{Markup, html};

use crate::frame::form::{self, Choice, Field, PAGE, SEARCH, error_summary, search_field, select};
use crate::frame::layout::{Page, here, quoted, title_of};
use crate::frame::parts::{TabLink, example_notice, pager, tabs};
use crate::frame::query::{self, Query};
use crate::frame::ui::Ui;
use crate::model::{
    NeedDetail, NeedFilter, NeedOrder, NeedStanding, Page as ListPage, ProgrammeDetail, VoiceCounts,
};
use crate::needs::{labels, links};
use crate::programmes::labels::{GROUP, plain_group, plain_title};
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};

/// Needs on a page.
pub const PER_PAGE: u64 = 24;

/// The last page that can be asked for: beyond it, searching is the better way.
const LAST_PAGE: u64 = 400;

/// Only those that stand there.
pub const STANDING: Field = Field {
    name: "standing",
    label: "need-standing",
};
/// The order.
pub const ORDER: Field = Field {
    name: "order",
    label: "need-order",
};

/// How many needs there are of each group, by standing.
pub type Known = Vec<(NeedStanding, VoiceCounts)>;

/// What was asked of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The filter for the store.
    pub filter: NeedFilter,
    /// The page, from 1.
    pub page: u64,
}

/// Reads the fields that narrow and order a list.
pub fn narrowed(query: &mut Query, programme: &ProgrammeDetail) -> NeedFilter {
    let groups = programme.groups.iter().map(|group| group.facts.id.as_str());
    NeedFilter {
        search: query.search(SEARCH),
        group: query
            .one_of(GROUP, groups.map(|id| (id, id)))
            .map(str::to_owned),
        standing: query.one_of(
            STANDING,
            NeedStanding::ALL.map(|standing| (standing.name(), standing)),
        ),
        order: query
            .one_of(ORDER, NeedOrder::ALL.map(|order| (order.name(), order)))
            .unwrap_or_default(),
        ..NeedFilter::default()
    }
}

/// The query that asks for the same, with what else is asked.
pub fn written(
    filter: &NeedFilter,
    standing: Option<NeedStanding>,
    more: &[(&str, &str)],
) -> String {
    let order = match filter.order {
        NeedOrder::Voices => "",
        NeedOrder::Newest => filter.order.name(),
    };
    let mut pairs = vec![
        (SEARCH.name, filter.search.as_str()),
        (GROUP.name, filter.group.as_deref().unwrap_or_default()),
        (STANDING.name, standing.map_or("", NeedStanding::name)),
        (ORDER.name, order),
    ];
    pairs.extend(more);
    query::write(&pairs)
}

impl Asked {
    /// Reads the query. What cannot be read is noted in its errors and left at its default.
    pub fn read(query: &mut Query, programme: &ProgrammeDetail) -> Asked {
        let mut filter = narrowed(query, programme);
        let page = query.number(PAGE, 1..=LAST_PAGE, 1);
        (filter.offset, filter.limit) = ((page - 1) * PER_PAGE, PER_PAGE);
        Asked { filter, page }
    }

    fn query(&self, standing: Option<NeedStanding>, page: u64) -> String {
        let page = match page {
            1 => String::new(),
            page => page.to_string(),
        };
        written(&self.filter, standing, &[("page", &page)])
    }

    fn is_narrowed(&self) -> bool {
        let filter = &self.filter;
        !filter.search.is_empty() || filter.group.is_some() || filter.standing.is_some()
    }
}

/// What the page shows.
pub struct List<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// What was asked.
    pub asked: &'a Asked,
    /// What was wrong with it.
    pub errors: &'a [query::FieldError],
    /// The needs.
    pub found: &'a ListPage<NeedDetail>,
    /// How many there are in all.
    pub known: &'a Known,
    /// Whether whoever reads groups voices.
    pub groups: bool,
}

/// The page.
pub fn view(ui: &Ui, list: &List<'_>) -> Page {
    let summary = &list.programme.summary;
    let base = links::list(&summary.facts.id);
    let href = |query: String| match query.as_str() {
        "" => ui.href(&base),
        query => format!("{}?{query}", ui.href(&base)),
    };
    let page = list.asked.page;
    let standing = list.asked.filter.standing;
    let pages =
        (!list.found.more_than_total).then(|| list.found.total.div_ceil(PER_PAGE).min(LAST_PAGE));
    let followed = page < LAST_PAGE && list.found.is_followed(list.asked.filter.offset, PER_PAGE);
    let content = html! {
        (error_summary(ui, list.errors))
        h1 { (ui.t("needs-title")) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        (programme_tabs(ui, summary, Section::Needs))
        p.lead { (ui.t("needs-lead")) }
        @if list.groups { p { a.button.button-plain href=(ui.href(&links::new(&summary.facts.id))) { (ui.t("need-new")) } } }
        (filter_form(ui, list, &ui.href(&base)))
        (standing_tabs(ui, list, &href))
        p #page role="status" {
            @if list.found.more_than_total { (ui.count("needs-found-more", list.found.total)) }
            @else { (ui.count("needs-found", list.found.total)) }
        }
        @if list.found.items.is_empty() {
            div.empty {
                @if list.found.total > 0 {
                    p { (ui.t("needs-past-last")) }
                    a href=(href(list.asked.query(standing, 1))) { (ui.t("needs-first-page")) }
                } @else {
                    p { (ui.t(if list.asked.is_narrowed() { "needs-none" } else { "needs-none-yet" })) }
                    @if list.asked.is_narrowed() { a href=(ui.href(&base)) { (ui.t("needs-show-all")) } }
                }
            }
        } @else {
            ul.cards { @for need in &list.found.items { li.card { (card(ui, list, need)) } } }
            (pager(ui, page, followed, pages, |page| href(list.asked.query(standing, page))))
        }
        p.muted { a href=(ui.href(&links::feed(&summary.facts.id))) { (ui.t("needs-feed")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (ui.t("needs-title")) }));
    Page {
        title: title(ui, list),
        description: ui.count("needs-found", list.found.total),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// The title: what was searched for and which page it is come first, so that each page has its own.
fn title(ui: &Ui, list: &List<'_>) -> String {
    let asked = list.asked;
    let mut parts = vec![quoted(&asked.filter.search)];
    if asked.page > 1 {
        parts.push(ui.tf(
            "pager-place-open",
            &[("page", ui.number(asked.page).into())],
        ));
    }
    let standing = asked.filter.standing;
    parts.extend(standing.map(|standing| labels::standing(ui, standing)));
    let group = asked.filter.group.as_ref();
    parts.extend(group.map(|group| plain_group(ui, list.programme, group)));
    if asked.filter.order == NeedOrder::Newest {
        parts.push(labels::order(ui, NeedOrder::Newest));
    }
    let programme = plain_title(ui, &list.programme.summary);
    parts.push(ui.tf("needs-page-title", &[("programme", programme.into())]));
    title_of(&parts)
}

fn card(ui: &Ui, list: &List<'_>, need: &NeedDetail) -> Markup {
    let facts = &need.facts;
    let zone = &list.programme.summary.facts.zone;
    let summary = need.text.as_ref().and_then(|text| text.summary.as_ref());
    html! {
        (labels::badges(ui, list.programme, need))
        h2 id={ "need-" (facts.id) } { a href=(ui.href(&links::need(&facts.programme, &facts.id))) { (labels::title(ui, need)) } }
        @if need.text.is_none() { p.muted { (ui.t("words-hidden")) } }
        @if let Some(summary) = summary { p.words lang=[ui.lang_of(summary)] { (shortened(&ui.plain(summary), 160)) } }
        div.card-foot {
            span { (ui.count("voice-count", need.voices)) }
            span { (ui.time(&need.at, zone)) }
        }
    }
}

fn standing_tabs(ui: &Ui, list: &List<'_>, href: &impl Fn(String) -> String) -> Markup {
    let here = list.asked.filter.standing.unwrap_or(NeedStanding::Live);
    // Numbers of all needs beside a list that is narrowed would say something else than it.
    let plain = list.asked.filter.search.is_empty() && list.asked.filter.group.is_none();
    let links = list.known.iter().filter_map(|(standing, groups)| {
        let number: u64 = groups.iter().map(|(_, number)| number).sum();
        let shown = *standing == NeedStanding::Live || number > 0 || here == *standing;
        let asked = (*standing != NeedStanding::Live).then_some(*standing);
        let name = labels::standing(ui, *standing);
        shown.then(|| TabLink {
            href: href(list.asked.query(asked, 1)),
            name: match plain {
                true => format!("{name} {}", ui.number(number)),
                false => name,
            },
            here: here == *standing,
        })
    });
    let links: Vec<TabLink> = links.collect();
    html! { div #standing { (tabs(&ui.t("need-standing-tabs"), &links)) } }
}

fn filter_form(ui: &Ui, list: &List<'_>, action: &str) -> Markup {
    let (filter, errors) = (&list.asked.filter, list.errors);
    let all = ui.t("filter-all");
    let groups = list.programme.groups.iter();
    let groups: Vec<Choice> = groups
        .map(|group| (group.facts.id.clone(), ui.plain(&group.facts.name)))
        .collect();
    let orders = NeedOrder::ALL.map(|order| (order.name().to_owned(), labels::order(ui, order)));
    let chosen = filter.group.as_deref().unwrap_or_default();
    form::filter(
        ui,
        action,
        html! {
            (search_field(ui, errors, SEARCH, &filter.search))
            @if !groups.is_empty() { (select(ui, errors, GROUP, Some(&all), &groups, chosen)) }
            (select(ui, errors, ORDER, None, &orders, filter.order.name()))
            @if let Some(standing) = filter.standing { input type="hidden" name=(STANDING.name) value=(standing.name()); }
        },
    )
}
