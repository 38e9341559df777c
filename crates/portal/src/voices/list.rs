//! The list of a programme's voices: search, filters, pages.

use madang_words::shortened;
use maud::{Markup, html};

use crate::frame::contact;
use crate::frame::form::{self, Choice, Field, PAGE, SEARCH, error_summary, search_field, select};
use crate::frame::layout::{Page, here, quoted, title_of};
use crate::frame::parts::{TabLink, example_notice, pager, tabs};
use crate::frame::query::{self, Query};
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{
    InstitutionDetail, Page as ListPage, ProgrammeDetail, VoiceCounts, VoiceDetail, VoiceFacet,
    VoiceFilter, VoiceStanding,
};
use crate::programmes::labels::{AUDIENCE, GROUP, plain_title};
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};
use crate::voices::labels::{ANSWER, answer_name};
use crate::voices::{labels, links};

/// Voices on a page.
pub const PER_PAGE: u64 = 24;

/// The last page that can be asked for: beyond it, searching is the better way.
const LAST_PAGE: u64 = 400;

/// How they came.
pub const CHANNEL: Field = Field {
    name: "channel",
    label: "voice-channel",
};
/// Only from this province.
pub const REGION: Field = Field {
    name: "region",
    label: "voice-region",
};
/// Only received in this month.
pub const MONTH: Field = Field {
    name: "month",
    label: "voice-month",
};
/// Only those that this institution is to answer.
pub const INSTITUTION: Field = Field {
    name: "institution",
    label: "voice-institution",
};
/// Only those that stand there.
pub const STANDING: Field = Field {
    name: "standing",
    label: "voice-standing",
};

/// What a list can be filtered by: the field of each facet.
pub const FACETS: [(VoiceFacet, Field); 6] = [
    (VoiceFacet::Channel, CHANNEL),
    (VoiceFacet::Group, GROUP),
    (VoiceFacet::Audience, AUDIENCE),
    (VoiceFacet::Region, REGION),
    (VoiceFacet::Month, MONTH),
    (VoiceFacet::Institution, INSTITUTION),
];

/// The values that there are of each facet, in the order of [`FACETS`].
pub type Known = Vec<VoiceCounts>;

/// What was asked of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The filter for the store.
    pub filter: VoiceFilter,
    /// The page, from 1.
    pub page: u64,
}

/// Reads the fields that narrow a list, against the values that voices of the programme have.
pub fn narrowed(query: &mut Query, known: &Known) -> VoiceFilter {
    let mut filter = VoiceFilter {
        search: query.search(SEARCH),
        ..VoiceFilter::default()
    };
    for ((facet, field), values) in FACETS.into_iter().zip(known) {
        let values = values.iter().filter(|(value, _)| !value.is_empty());
        let found = query.one_of(field, values.map(|(value, _)| (value.as_str(), value)));
        if let Some(value) = found {
            filter.facets.push((facet, value.clone()));
        }
    }
    let all = VoiceStanding::ALL.map(|standing| (standing.name(), standing));
    filter.standing = query.one_of(STANDING, all);
    filter
}

/// Reads whether only those are asked for that nobody answered. What stands otherwise is none of them.
pub fn unanswered(query: &mut Query, filter: &mut VoiceFilter) {
    filter.unanswered = labels::only_unanswered(query);
    let standing = filter.standing;
    let other = matches!(
        standing,
        Some(VoiceStanding::Answered | VoiceStanding::Withdrawn)
    );
    filter.standing = standing.filter(|_| !(filter.unanswered && other));
}

/// The query that asks for the same, with what else is asked.
pub fn written(
    filter: &VoiceFilter,
    standing: Option<VoiceStanding>,
    more: &[(&str, &str)],
) -> String {
    let mut pairs = vec![("q", filter.search.as_str())];
    for (facet, field) in FACETS {
        let mut chosen = filter.facets.iter();
        if let Some((_, value)) = chosen.find(|(of, _)| *of == facet) {
            pairs.push((field.name, value));
        }
    }
    pairs.push((STANDING.name, standing.map_or("", VoiceStanding::name)));
    pairs.extend(more);
    query::write(&pairs)
}

impl Asked {
    /// Reads the query. What cannot be read is noted in its errors and left at its default.
    pub fn read(query: &mut Query, known: &Known) -> Asked {
        let mut filter = narrowed(query, known);
        unanswered(query, &mut filter);
        let page = query.number(PAGE, 1..=LAST_PAGE, 1);
        (filter.offset, filter.limit) = ((page - 1) * PER_PAGE, PER_PAGE);
        Asked { filter, page }
    }

    fn query(&self, standing: Option<VoiceStanding>, page: u64) -> String {
        let page = match page {
            1 => String::new(),
            page => page.to_string(),
        };
        let answer = answer_name(self.filter.unanswered);
        written(
            &self.filter,
            standing,
            &[(ANSWER.name, answer), ("page", &page)],
        )
    }

    fn is_narrowed(&self) -> bool {
        let filter = &self.filter;
        !filter.search.is_empty()
            || !filter.facets.is_empty()
            || filter.standing.is_some()
            || filter.unanswered
    }
}

/// What the page shows.
pub struct List<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// What was asked.
    pub asked: &'a Asked,
    /// What was wrong with it.
    pub errors: &'a [query::FieldError],
    /// The voices.
    pub found: &'a ListPage<VoiceDetail>,
    /// How many there are in all standing each way, whatever is asked.
    pub standings: &'a [(VoiceStanding, u64)],
    /// The same search with the nearest words that there are, where it finds nothing.
    pub near: Option<String>,
    /// The values of facets.
    pub known: &'a Known,
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
        h1 { (ui.t("voices-title")) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        (programme_tabs(ui, summary, Section::Voices))
        p.lead { (ui.t("voices-lead")) }
        @if ui.site.account.is_some() {
            (labels::speak_button(ui, &summary.facts.id))
            p { a href=(ui.href(links::SLIP)) { (ui.t("voice-slip-find")) } }
        } @else {
            p.notice { (ui.t("voices-not-here")) }
            @if let Some(ways) = contact::ways(ui) { (ways) }
        }
        (filter_form(ui, list, &ui.href(&base)))
        (standing_tabs(ui, list, &href))
        @if let Some(near) = &list.near {
            p.meant { a href=(href(query::write(&[(SEARCH.name, near)]))) { (ui.tf("filter-meant-near", &[("words", near.as_str().into())])) } }
        }
        p #page role="status" {
            @if list.found.more_than_total { (ui.count("voices-found-more", list.found.total)) }
            @else { (ui.count("voices-found", list.found.total)) }
        }
        @if list.found.items.is_empty() {
            div.empty {
                @if list.found.total > 0 {
                    p { (ui.t("voices-past-last")) }
                    a href=(href(list.asked.query(standing, 1))) { (ui.t("voices-first-page")) }
                } @else {
                    p { (ui.t(if list.asked.is_narrowed() { "voices-none" } else { "voices-none-yet" })) }
                    @if list.asked.is_narrowed() { a href=(ui.href(&base)) { (ui.t("voices-show-all")) } }
                }
            }
        } @else {
            ul.cards { @for voice in &list.found.items { li.card { (card(ui, list, voice)) } } }
            (pager(ui, page, followed, pages, |page| href(list.asked.query(standing, page))))
        }
        p.muted { a href=(ui.href(&links::feed(&summary.facts.id))) { (ui.t("voices-feed")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (ui.t("voices-title")) }));
    Page {
        title: title(ui, list),
        description: ui.count("voices-found", list.found.total),
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
    parts.extend(asked.filter.unanswered.then(|| labels::unanswered(ui)));
    for (facet, value) in &asked.filter.facets {
        parts.push(value_name(ui, list, *facet, value));
    }
    let programme = plain_title(ui, &list.programme.summary);
    parts.push(ui.tf("voices-page-title", &[("programme", programme.into())]));
    title_of(&parts)
}

fn value_name(ui: &Ui, list: &List<'_>, facet: VoiceFacet, value: &str) -> String {
    labels::facet_value(ui, list.programme, list.institutions, facet, value)
}

fn card(ui: &Ui, list: &List<'_>, voice: &VoiceDetail) -> Markup {
    let facts = &voice.facts;
    let zone = &list.programme.summary.facts.zone;
    html! {
        (labels::badges(ui, list.programme, voice))
        h2 id={ "voice-" (facts.id) } { a href=(ui.href(&links::voice(&facts.programme, &facts.id))) { (labels::name(ui, &facts.id)) } }
        @match &voice.text {
            Some(text) => p.words lang=[ui.lang_of(&text.text)] { (shortened(&ui.plain(&text.text), 160)) },
            None => p.muted { (ui.t("words-hidden")) },
        }
        div.card-foot {
            span { (institution(ui, list.institutions, &voice.institution)) }
            span { (ui.time(&voice.at, zone)) }
        }
    }
}

fn standing_tabs(ui: &Ui, list: &List<'_>, href: &impl Fn(String) -> String) -> Markup {
    let here = list.asked.filter.standing;
    // Numbers of all voices beside a list that is narrowed would say something else than it.
    let filter = &list.asked.filter;
    let plain = filter.search.is_empty() && filter.facets.is_empty() && !filter.unanswered;
    let named = |name: String, number: u64| match plain {
        true => format!("{name} {}", ui.number(number)),
        false => name,
    };
    let open = list.standings.iter();
    let open = open.filter(|(standing, _)| *standing != VoiceStanding::Withdrawn);
    let all = open.map(|(_, number)| number).sum();
    let mut links = vec![TabLink {
        href: href(list.asked.query(None, 1)),
        name: named(ui.t("voice-standing-all"), all),
        here: here.is_none(),
    }];
    for (standing, number) in list.standings {
        links.push(TabLink {
            href: href(list.asked.query(Some(*standing), 1)),
            name: named(labels::standing(ui, *standing), *number),
            here: here == Some(*standing),
        });
    }
    html! { div #standing { (tabs(&ui.t("voice-standing-tabs"), &links)) } }
}

fn filter_form(ui: &Ui, list: &List<'_>, action: &str) -> Markup {
    let filter = &list.asked.filter;
    let narrows = Narrows {
        programme: list.programme,
        institutions: list.institutions,
        known: list.known,
        filter,
        errors: list.errors,
    };
    form::filter(
        ui,
        action,
        html! {
            (narrows.fields(ui))
            (labels::unanswered_field(ui, list.errors, filter.unanswered))
            @if let Some(standing) = filter.standing { input type="hidden" name=(STANDING.name) value=(standing.name()); }
        },
    )
}

/// What narrows a list of voices, for the list and for whoever does something with many of them.
pub struct Narrows<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The values that there are of each facet.
    pub known: &'a Known,
    /// What was asked.
    pub filter: &'a VoiceFilter,
    /// What was wrong with it.
    pub errors: &'a [query::FieldError],
}

impl Narrows<'_> {
    /// The fields of a form that narrows the list.
    pub fn fields(&self, ui: &Ui) -> Markup {
        let all = ui.t("filter-all");
        let (filter, errors) = (self.filter, self.errors);
        let choices = |facet: VoiceFacet, values: &VoiceCounts| -> Vec<Choice> {
            let values = values.iter().filter(|(value, _)| !value.is_empty());
            let choice = |(value, number): &(String, u64)| {
                let name = labels::facet_value(ui, self.programme, self.institutions, facet, value);
                (value.clone(), format!("{name} ({})", ui.number(*number)))
            };
            values.map(choice).collect()
        };
        let chosen = |facet: VoiceFacet| {
            let mut chosen = filter.facets.iter();
            let found = chosen.find(|(of, _)| *of == facet);
            found.map_or("", |(_, value)| value.as_str())
        };
        let selects: Vec<Markup> = FACETS
            .iter()
            .zip(self.known)
            .map(|((facet, field), values)| (*facet, *field, choices(*facet, values)))
            .filter(|(.., choices)| !choices.is_empty())
            .map(|(facet, field, choices)| {
                select(ui, errors, field, Some(&all), &choices, chosen(facet))
            })
            .collect();
        html! {
            (search_field(ui, errors, SEARCH, &filter.search))
            @if !selects.is_empty() {
                (form::more(ui, !errors.is_empty() || !filter.facets.is_empty(), html! { @for select in &selects { (select) } }))
            }
        }
    }
}
