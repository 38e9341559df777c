//! One need: what is needed, who asked for it, what it grew out of and what became of it.

use madang_programme::contents::TEXT;
use madang_programme::subject::SubjectKind;
use madang_words::shortened;
use maud::{Markup, html};

use crate::following::links::follow;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::form::{PAGE, error_summary};
use crate::frame::hidden::hidden_words;
use crate::frame::layout::{Crumb, Page, here, title_of};
use crate::frame::parts::{self, absent, example_notice, pager, row};
use crate::frame::query::{FieldError, Query};
use crate::frame::ui::Ui;
use crate::model::{
    InstitutionDetail, NeedDetail, NeedStanding, NeedStep, Page as ListPage, ProgrammeDetail,
    VoiceDetail,
};
use crate::needs::chart::{Counted, section};
use crate::needs::labels::{self, Named};
use crate::needs::links::Way;
use crate::needs::{links, steps};
use crate::programmes::labels::{group_name, plain_title};
use crate::programmes::links::{TAB, crumbs};
use crate::proposals::links as proposals;
use crate::trace::links::trace_link;
use crate::voices::labels::{badges as voice_badges, name as voice_name};
use crate::voices::links::voice as voice_link;

/// Voices on a page.
pub const PER_PAGE: u64 = 24;

/// The last page of voices that can be asked for.
const LAST_PAGE: u64 = 100_000;

/// The page of voices that is asked for.
pub fn asked(query: &mut Query) -> u64 {
    query.number(PAGE, 1..=LAST_PAGE, 1)
}

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The need.
    pub need: &'a NeedDetail,
    /// How many voices it groups by each value of a facet.
    pub counted: &'a Counted,
    /// A page of those voices.
    pub voices: &'a ListPage<VoiceDetail>,
    /// Which page that is.
    pub page: u64,
    /// What was wrong with what was asked.
    pub errors: &'a [FieldError],
    /// What happened to it.
    pub steps: &'a [NeedStep],
    /// The needs that the steps name.
    pub named: &'a Named,
    /// Whether whoever reads groups voices.
    pub groups: bool,
    /// The proposals that are to meet it.
    pub proposals: Option<&'a Markup>,
    /// What was done with it just now, by its entries.
    pub done: &'a [u64],
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let (need, summary) = (shown.need, &shown.programme.summary);
    let name = labels::number(ui, &need.facts.id);
    let words = need.text.as_ref().and_then(|text| text.summary.as_ref());
    let zone = &summary.facts.zone;
    let content = html! {
        (error_summary(ui, shown.errors))
        h1 { (labels::title(ui, need)) }
        (labels::badges(ui, shown.programme, need))
        @if !shown.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), shown.done)) }
        @if summary.facts.example { (example_notice(ui)) }
        @if need.text.is_none() { (hidden_words(ui, need.entry, TEXT)) }
        @if let Some(words) = words { p.lead.words.lines { (ui.words(words)) } }
        @match need.standing {
            NeedStanding::Live => {},
            NeedStanding::Split => p.notice { a href="#happened" { (ui.t("need-split-notice")) } },
            NeedStanding::Merged => p.notice { a href="#happened" { (ui.t("need-merged-notice")) } },
        }
        (contents(ui, shown))
        (facts(ui, shown))
        @if shown.groups && need.standing == NeedStanding::Live {
            ul.buttons {
                @for way in Way::ALL {
                    li { a.button.button-plain href=(ui.href(&links::act(&need.facts.programme, &need.facts.id, way))) { (labels::way(ui, way)) } }
                }
            }
        }
        @if need.voices > 0 {
            h2 #by { (ui.t("need-by")) }
            (section(ui, shown.programme, shown.institutions, shown.counted))
        }
        h2 #voices { (ui.t("need-voices")) }
        (voices(ui, shown))
        @if let Some(proposals) = shown.proposals {
            h2 #proposals { (ui.t("need-proposals")) }
            (proposals)
        }
        @if ui.site.account.is_some() && need.standing == NeedStanding::Live {
            @let form = proposals::hand_in(&need.facts.programme, Some(&need.facts.id));
            p { a href=(ui.href(&form)) rel="nofollow" { (ui.t("need-propose")) } }
        }
        h2 #happened { (ui.t("need-happened")) }
        (steps::list(ui, zone, need, shown.steps, shown.named))
        (trace_link(ui, need.entry))
        (follow(ui, &SubjectKind::Need.of(&summary.facts.id, &need.facts.id)))
    };
    let mut above: Vec<Crumb> = crumbs(ui, summary);
    above.push((
        links::list(&summary.facts.id),
        html! { (ui.t("needs-title")) },
    ));
    above.push(here(html! { (name) }));
    let page = (shown.page > 1).then(|| {
        ui.tf(
            "pager-place-open",
            &[("page", ui.number(shown.page).into())],
        )
    });
    let title = need.text.as_ref().map(|text| ui.plain(&text.title));
    let parts = [title, page, Some(name), Some(plain_title(ui, summary))];
    Page {
        title: title_of(&parts.into_iter().flatten().collect::<Vec<_>>()),
        description: words.map_or_else(String::new, |words| shortened(&ui.plain(words), 200)),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

fn contents(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let sections = [
        (shown.need.voices > 0, "by", "need-by"),
        (true, "voices", "need-voices"),
        (shown.proposals.is_some(), "proposals", "need-proposals"),
        (true, "happened", "need-happened"),
    ];
    let there = sections.into_iter().filter(|(there, ..)| *there);
    let there: Vec<_> = there.map(|(_, id, key)| (id, ui.t(key))).collect();
    parts::contents(ui, &there)
}

fn facts(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let (need, programme) = (shown.need, shown.programme);
    let group = need.facts.group.as_ref();
    let group = group.map(|group| group_name(ui, programme, group));
    let withdrawn = shown.voices.total.saturating_sub(need.voices);
    html! {
        dl.facts {
            (row(ui, &ui.t("need-voices"), Some(html! {
                (ui.count("voice-count", need.voices))
                @if withdrawn > 0 { " " span.muted { (ui.count("need-voices-withdrawn", withdrawn)) } }
            })))
            (row(ui, &ui.t("programme-group"), Some(group.unwrap_or_else(|| absent(ui, "need-no-group")))))
            (row(ui, &ui.t("need-step-defined"), Some(html! {
                (ui.time(&need.at, &programme.summary.facts.zone)) " · " (entry_link(ui, need.entry))
            })))
        }
    }
}

fn voices(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let (found, page) = (shown.voices, shown.page);
    let address = links::need(&shown.need.facts.programme, &shown.need.facts.id);
    let href = |page: u64| match page {
        1 => format!("{}#voices", ui.href(&address)),
        page => format!("{}?page={page}#voices", ui.href(&address)),
    };
    let zone = &shown.programme.summary.facts.zone;
    let followed = page < LAST_PAGE && found.is_followed((page - 1) * PER_PAGE, PER_PAGE);
    let pages = found.total.div_ceil(PER_PAGE).min(LAST_PAGE);
    html! {
        p #page { (ui.count("needs-voices-in-all", found.total)) }
        @if found.items.is_empty() {
            div.empty {
                p { (ui.t(if found.total > 0 { "voices-past-last" } else { "need-no-voices" })) }
                @if found.total > 0 { a href=(href(1)) { (ui.t("voices-first-page")) } }
            }
        }
        @else {
            ul.cards {
                @for voice in &found.items {
                    li.card {
                        (voice_badges(ui, shown.programme, voice))
                        h3 id={ "voice-" (voice.facts.id) } { a href=(ui.href(&voice_link(&voice.facts.programme, &voice.facts.id))) { (voice_name(ui, &voice.facts.id)) } }
                        @match &voice.text {
                            Some(text) => p.words lang=[ui.lang_of(&text.text)] { (shortened(&ui.plain(&text.text), 160)) },
                            None => p.muted { (ui.t("words-hidden")) },
                        }
                        div.card-foot { span { (ui.time(&voice.at, zone)) } }
                    }
                }
            }
            (pager(ui, page, followed, Some(pages), href))
        }
    }
}
