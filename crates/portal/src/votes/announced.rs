//! What is announced of votes to come, and what was announced before.

use std::cmp::Ordering;

use jiff::Timestamp;
use madang_programme::votes::VoteScheduled;
use maud::{Markup, html};

use crate::frame::entries::entry_link;
use crate::frame::ui::Ui;
use crate::model::{AnnouncementDetail, PastAnnouncement, ProgrammeDetail};
use crate::votes::labels::{Announced, planned_time};

/// When a vote that is announced will take ballots.
pub fn announced(
    ui: &Ui,
    programme: &ProgrammeDetail,
    announcement: &AnnouncementDetail,
) -> Markup {
    let (facts, zone) = (&announcement.facts, &programme.summary.facts.zone);
    html! {
        p.notice {
            strong.words { (ui.words(&facts.title)) } " "
            (ui.t("vote-announced")) " " (planned_time(ui, &facts.opens_at, zone)) " – " (planned_time(ui, &facts.closes_at, zone)) ". "
            @if announcement.over { (ui.t("vote-never-opened")) ". " }
            (entry_link(ui, announcement.entry))
        }
    }
}

/// What was announced and then changed or taken back, of all votes or of one, each with when, why, and what took its place; nothing
/// where nothing was.
pub fn announced_before(ui: &Ui, zone: &str, announced: &Announced, of: Option<&str>) -> Markup {
    let past = announced.past().iter();
    let past: Vec<_> = past
        .filter(|past| of.is_none_or(|vote| past.facts.vote == vote))
        .collect();
    html! {
        @if !past.is_empty() {
            h3 #announced-before { (ui.t("vote-announced-before")) }
            ul.prose { @for past in past { li { (once(ui, zone, announced, past)) } } }
        }
    }
}

/// That a vote's times were announced otherwise before, on top of its page; nothing where they were not.
pub fn was_changed(ui: &Ui, announced: &Announced, vote: &str) -> Markup {
    let past = announced.past_of(vote).last();
    let became = past.and_then(|past| Some(became(ui, past, announced.instead_of(past)?)));
    html! {
        @if let Some(became) = became {
            p.notice {
                (ui.t("vote-announcement-was-changed")) " " (became) " "
                a href="#announced-before" { (ui.t("vote-announcement-when-and-why")) }
            }
        }
    }
}

/// What became of the time to vote.
fn became(ui: &Ui, before: &PastAnnouncement, now: &VoteScheduled) -> String {
    let length = |announced: &VoteScheduled| {
        let times = [&announced.opens_at, &announced.closes_at];
        let [opens, closes] = times.map(|at| at.parse::<Timestamp>().ok());
        Some(closes?.duration_since(opens?))
    };
    let same = (&before.facts.opens_at, &before.facts.closes_at) == (&now.opens_at, &now.closes_at);
    ui.t(match length(now).cmp(&length(&before.facts)) {
        _ if same => "vote-announcement-title",
        Ordering::Less => "vote-announcement-shorter",
        Ordering::Equal => "vote-announcement-moved",
        Ordering::Greater => "vote-announcement-longer",
    })
}

fn once(ui: &Ui, zone: &str, announced: &Announced, past: &PastAnnouncement) -> Markup {
    let facts = &past.facts;
    let key = match past.taken_back {
        true => "vote-announcement-taken-back",
        false => "vote-announcement-changed",
    };
    html! {
        span.words { (ui.words(&facts.title)) } ": " (period(ui, facts, zone)) " (" (entry_link(ui, past.announced.entry)) "). "
        (ui.t(key)) " " (ui.time(&past.ended.at, zone)) " (" (entry_link(ui, past.ended.entry)) ")."
        @if let Some(now) = announced.instead_of(past) {
            " " (ui.t("vote-announcement-instead")) " " (period(ui, now, zone)) ". " (became(ui, past, now))
        }
        @match &past.reason {
            Some(reason) => { " " (ui.t("vote-cancelled-why")) " " span.words { (ui.words(reason)) } },
            None => { " " (ui.t("vote-announcement-no-reason")) },
        }
    }
}

fn period(ui: &Ui, announced: &VoteScheduled, zone: &str) -> Markup {
    html! { (ui.time(&announced.opens_at, zone)) " – " (ui.time(&announced.closes_at, zone)) }
}
