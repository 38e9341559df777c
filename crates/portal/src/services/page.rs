//! One service: where it stands, its milestones over time, its versions with what people said that is behind them, and what was said of it.

use madang_charts::{escape, table};
use madang_programme::subject::SubjectKind;
use maud::{Markup, html};

use crate::following::links::follow;
use crate::frame::entries::{entry_link, receipts};
use crate::frame::format::partial_date;
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{example_notice, row};
use crate::frame::ui::Ui;
use crate::institutions::labels::institution;
use crate::model::{
    InstitutionDetail, Moment, ProgrammeDetail, ServiceDetail, ServiceMilestone, ServicePapers,
};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
use crate::services::links::{self, Way};
use crate::services::{chart, labels, versions};
use crate::trace::links::trace_link;
use crate::voices::labels::name as voice_name;
use crate::voices::links as voices;

/// What the page shows.
pub struct Shown<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// Its institutions.
    pub institutions: &'a [InstitutionDetail],
    /// The service.
    pub service: &'a ServiceDetail,
    /// The proposal that it is developed from, as a link.
    pub proposal: Markup,
    /// What happened to it.
    pub papers: &'a ServicePapers,
    /// The day in the programme's zone.
    pub today: &'a str,
    /// What whoever reads can do with it.
    pub ways: &'a [Way],
    /// What was recorded just now.
    pub done: &'a [u64],
    /// What the checks find about it now.
    pub openness: Markup,
}

/// The page.
pub fn view(ui: &Ui, shown: &Shown<'_>) -> Page {
    let (summary, one) = (&shown.programme.summary, shown.service);
    let zone = &summary.facts.zone;
    let description = one.text.as_ref().and_then(|text| text.description.as_ref());
    let content = html! {
        h1 { (labels::title(ui, one)) " " span.of.words { (plain_title(ui, summary)) } }
        @if !shown.done.is_empty() { (receipts(ui, &ui.t("form-recorded"), shown.done)) }
        @if summary.facts.example { (example_notice(ui)) }
        (labels::badges(ui, one, shown.today))
        (answer(ui, shown, zone))
        (ways(ui, shown))
        @if one.text.is_none() { p.muted { (ui.t("words-hidden")) } }
        @if let Some(description) = description { p.words.lines { (ui.words(description)) } }
        dl.facts {
            (row(ui, &ui.t("service-proposal"), Some(html! { (shown.proposal) })))
            (row(ui, &ui.t("service-lead"), Some(institution(ui, shown.institutions, &one.lead))))
            (row(ui, &ui.t("service-started"), Some(html! { (ui.time(&one.at, zone)) " · " (entry_link(ui, one.entry)) })))
        }
        h2 #milestones { (ui.t("service-milestones")) }
        (milestones(ui, shown, zone))
        h2 #versions { (ui.t("service-versions")) }
        (versions::section(ui, &one.programme, &shown.papers.versions, zone))
        h2 #feedback { (ui.t("service-feedback")) }
        (feedback(ui, shown))
        (shown.openness)
        (trace_link(ui, one.entry))
        (follow(ui, &SubjectKind::Service.of(&one.programme, &one.id)))
    };
    let mut above = crumbs(ui, summary);
    let list = links::list(&summary.facts.id);
    above.push((list, html! { (ui.t("services-title")) }));
    above.push(here(labels::title(ui, one)));
    Page {
        title: title_of(&[labels::plain_title(ui, one), plain_title(ui, summary)]),
        description: description.map_or_else(|| ui.t("services-lead"), |text| ui.plain(text)),
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

fn when(ui: &Ui, moment: &Moment, zone: &str) -> Markup {
    html! { (ui.time(&moment.at, zone)) " · " (entry_link(ui, moment.entry)) }
}

/// Where it stands, what it is to reach next, and what slipped.
fn answer(ui: &Ui, shown: &Shown<'_>, zone: &str) -> Markup {
    let papers = shown.papers;
    let open = papers.milestones.iter().filter(|one| one.reached.is_none());
    let next = open.min_by(|one, other| one.due.cmp(&other.due));
    let slips: usize = papers.milestones.iter().map(|one| one.moves.len()).sum();
    let newest = papers.versions.last();
    html! {
        @if let Some((moment, reason)) = &papers.retired {
            div.notice {
                p { strong { (ui.t("service-stands-retired")) } " " (when(ui, moment, zone)) }
                @match reason {
                    Some(reason) => p.words.lines { (ui.words(&reason.reason)) },
                    None => p.muted { (ui.t("words-hidden")) },
                }
            }
        } @else {
            @match newest {
                Some(newest) => p.lead {
                    (ui.tf("service-runs-since", &[("version", labels::version(ui, newest.n.into()).into())])) " " (ui.time(&newest.moment.at, zone))
                },
                None => p.lead { (ui.t("service-runs-not-yet")) },
            }
            @match next {
                Some(next) => p {
                    (ui.t("service-next")) " "
                    strong.words { (chart::milestone_name(ui, next)) } " · "
                    (ui.tf("service-due-by", &[("due", partial_date(ui.lang, &next.due).into())]))
                    @if next.due.as_str() < shown.today { " · " strong { (ui.t("service-late")) } }
                },
                None if papers.milestones.is_empty() => p.muted { (ui.t("service-no-milestones")) },
                None => p { (ui.t("service-all-reached")) },
            }
        }
        @if slips > 0 { p { (ui.count("service-slips", slips as u64)) } }
    }
}

fn ways(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let one = shown.service;
    html! {
        @if !shown.ways.is_empty() {
            ul.buttons {
                @for way in shown.ways {
                    li { a.button.button-plain href=(ui.href(&links::act(&one.programme, &one.id, *way))) { (labels::way(ui, *way)) } }
                }
            }
        }
    }
}

/// The milestones drawn over time, with their table, and why they were moved.
fn milestones(ui: &Ui, shown: &Shown<'_>, zone: &str) -> Markup {
    let milestones = &shown.papers.milestones;
    if milestones.is_empty() {
        return html! { p.muted { (ui.t("service-no-milestones")) } };
    }
    let head = [
        ui.t("service-milestone"),
        ui.t("service-evidence-kind"),
        ui.t("service-first-due"),
        ui.t("service-due"),
        ui.t("service-reached"),
    ];
    let day = |day: &str| escape(&partial_date(ui.lang, day));
    let rows = milestones.iter().map(|one| {
        let first = one.moves.first().map_or(&one.due, |moved| &moved.old);
        let reached = match &one.reached {
            Some((moment, evidence)) => html! {
                (ui.time(&moment.at, zone)) ": " (labels::shown_by(ui, evidence)) " · " (entry_link(ui, moment.entry))
            },
            None if one.due.as_str() < shown.today => html! { (ui.t("service-late")) },
            None => html! { (ui.t("service-not-yet")) },
        };
        vec![
            html! { (chart::milestone_name(ui, one)) " · " (entry_link(ui, one.set.entry)) }.into_string(),
            escape(&labels::evidence(ui, one.evidence)),
            day(first),
            day(&one.due),
            reached.into_string(),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let numbers = table(ui.t("service-milestones-caption"), &head, &[], &rows);
    html! {
        (chart::timeline(ui, shown.service, milestones, zone, &numbers))
        (moves(ui, milestones, zone))
    }
}

/// Each time that a milestone was moved, with the reason: the days before stay to be read.
fn moves(ui: &Ui, milestones: &[ServiceMilestone], zone: &str) -> Markup {
    let moved = milestones.iter().filter(|one| !one.moves.is_empty());
    let moved: Vec<&ServiceMilestone> = moved.collect();
    html! {
        @if !moved.is_empty() {
            h3 #moved { (ui.t("service-moved")) }
            ul {
                @for one in moved {
                    @for step in &one.moves {
                        li {
                            strong.words { (chart::milestone_name(ui, one)) } ": "
                            (ui.tf("service-moved-from-to", &[("old", partial_date(ui.lang, &step.old).into()), ("new", partial_date(ui.lang, &step.new).into())]))
                            " " span.muted { (when(ui, &step.moment, zone)) }
                            @match &step.reason {
                                Some(reason) => p.words.lines { (ui.words(&reason.reason)) },
                                None => p.muted { (ui.t("words-hidden")) },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What was said of it, and the way to say something.
fn feedback(ui: &Ui, shown: &Shown<'_>) -> Markup {
    let (papers, one) = (shown.papers, shown.service);
    html! {
        p.prose { (ui.t("service-feedback-lead")) }
        @if ui.site.account.is_some() {
            p { a.button href=(ui.href(&voices::speak_of(&one.programme, &one.id))) { (ui.t("service-feedback-say")) } }
        }
        p { (ui.count("service-feedback-count", papers.voices)) }
        @if !papers.newest.is_empty() {
            ul {
                @for voice in &papers.newest {
                    li { a href=(ui.href(&voices::voice(&one.programme, voice))) { (voice_name(ui, voice)) } }
                }
            }
        }
    }
}
