//! The addresses of the record, and where its subjects are shown.

use madang_programme::log::OPERATOR;
use madang_programme::subject::{SubjectKind, SubjectRef};
use maud::{Markup, html};

use crate::about::links::ABOUT;
use crate::commitments::links as commitments;
use crate::consultations::links as consultations;
use crate::design::links as design;
use crate::frame::entries::{RECORD, entry, entry_api};
use crate::frame::layout::{Crumb, Tab};
use crate::frame::parts::{TabLink, tabs};
use crate::frame::ui::{FooterLink, Ui, step};
use crate::needs::links as needs;
use crate::programmes::links as programmes;
use crate::proposals::links as proposals;
use crate::services::links as services;
use crate::voices::links as voices;
use crate::votes::links as votes;

/// Pattern of the list of entries.
pub const ALL: &str = RECORD;
/// Pattern of an entry.
pub const ONE: &str = "/record/entries/{index}";

/// The record's tab.
pub const TAB: Tab = Tab {
    path: ALL,
    key: "record-nav",
};

/// The page of the checkpoint.
pub const CHECKPOINT: &str = "/record/checkpoint";

/// How to verify the record.
pub const VERIFY: &str = "/record/verify";

/// Find my vote.
pub use crate::frame::entries::FIND;

/// What became of the ballot of an entry.
pub fn find_entry(index: u64) -> String {
    format!("{FIND}?entry={index}")
}

/// Who may record what.
pub const ROLES: &str = "/record/roles";

/// The feed.
pub const FEED: &str = "/record/feed.atom";

/// The feed of what happens to a voice.
pub const OF_VOICE: &str = "/programmes/{programme}/voices/{voice}/feed.atom";

/// The feed of what happens to a need.
pub const OF_NEED: &str = "/programmes/{programme}/needs/{need}/feed.atom";

/// The feed of what happens to a proposal.
pub const OF_PROPOSAL: &str = "/programmes/{programme}/proposals/{proposal}/feed.atom";

/// The feed of what happens to a service.
pub const OF_SERVICE: &str = "/programmes/{programme}/services/{service}/feed.atom";
/// Pattern of the feed of a design.
pub const OF_DESIGN: &str = "/programmes/{programme}/design/{design}/feed.atom";

/// The feed of what was done in a programme, or of the whole record, without its language.
pub fn feed(programme: Option<&str>) -> String {
    match programme {
        Some(programme) => format!("{FEED}?programme={}", step(programme)),
        None => FEED.to_owned(),
    }
}

/// The signed checkpoint itself.
pub const CHECKPOINT_FILE: &str = "/checkpoint";

/// The key that checks it.
pub const KEY_FILE: &str = "/log.vkey";

/// All files of the record in one.
pub const ARCHIVE: &str = "/record.zip";

/// Hashes, as C2SP tlog-tiles writes it.
pub const TILE_PATTERN: &str = "/tile/<L>/<N>[.p/<W>]";

/// Entries, as C2SP tlog-tiles writes it.
pub const ENTRIES_PATTERN: &str = "/tile/entries/<N>[.p/<W>]";

/// Pattern of hashes and entries.
pub const TILES: &str = "/tile/{*path}";

/// Pattern of public contents.
pub const BODIES: &str = "/body/{*path}";

/// Public contents of 256 entries.
pub const BODY_PATTERN: &str = "/body/<N>";

/// Where programs read the record: what ends in a slash stands for all addresses below it.
pub const FILES: &[&str] = &["/tile/", "/body/", CHECKPOINT_FILE, KEY_FILE, ARCHIVE];

/// The footer's links.
pub const VERIFY_LINK: FooterLink = FooterLink {
    path: VERIFY,
    in_language: true,
    key: "record-verify-nav",
};
/// Find my vote in the footer.
pub const FIND_LINK: FooterLink = FooterLink {
    path: FIND,
    in_language: true,
    key: "record-find-title",
};
/// The feed in the footer.
pub const FEED_LINK: FooterLink = FooterLink {
    path: FEED,
    in_language: true,
    key: "record-feed-title",
};
/// The checkpoint in the footer.
pub const CHECKPOINT_LINK: FooterLink = FooterLink {
    path: CHECKPOINT_FILE,
    in_language: false,
    key: "record-checkpoint-nav",
};

/// An entry's receipt.
pub fn receipt_api(index: u64) -> String {
    format!("{}/receipt", entry_api(index))
}

/// The breadcrumb of the pages under the record.
pub fn crumb(ui: &Ui) -> Crumb {
    (TAB.path.to_owned(), html! { (ui.t(TAB.key)) })
}

/// The tabs of the record.
pub fn record_tabs(ui: &Ui, here: &str) -> Markup {
    let link = |key: &str, path: &str| TabLink {
        href: ui.href(path),
        name: ui.t(key),
        here: path == here,
    };
    tabs(
        &ui.t("record-tabs"),
        &[
            link("record-entries", TAB.path),
            link("record-find", FIND),
            link("record-verify", VERIFY),
            link("record-checkpoint", CHECKPOINT),
            link("record-roles", ROLES),
        ],
    )
}

/// The page of what an entry is about, where it has one.
pub fn subject_page(subject: &str) -> Option<String> {
    if subject == OPERATOR {
        return Some(ABOUT.to_owned());
    }
    let SubjectRef { kind, whole, id } = SubjectRef::parse(subject)?;
    Some(match kind {
        SubjectKind::Programme
        | SubjectKind::Group
        | SubjectKind::Audience
        | SubjectKind::Institution
        | SubjectKind::Body
        | SubjectKind::Member => programmes::path(whole),
        SubjectKind::Commitment | SubjectKind::Milestone | SubjectKind::Review => {
            commitments::commitment(whole)
        }
        SubjectKind::Voice => voices::voice(whole, id),
        SubjectKind::Need => needs::need(whole, id),
        SubjectKind::Service => services::one(whole, id),
        SubjectKind::Design => design::one(whole, id),
        SubjectKind::Consultation => consultations::one(whole, id),
        SubjectKind::Call => proposals::list(whole),
        SubjectKind::Proposal => proposals::proposal(whole, id),
        SubjectKind::SelectionRule => votes::selection(whole),
        SubjectKind::Vote | SubjectKind::Selection => votes::vote(whole, id),
        SubjectKind::ActionPlan | SubjectKind::Role | SubjectKind::Content => return None,
    })
}

/// The feed of what happens to what an entry is about, without its language; `None` for what has none.
pub fn feed_of(subject: &str) -> Option<String> {
    let feed = match SubjectRef::parse(subject)?.kind {
        SubjectKind::Voice => OF_VOICE,
        SubjectKind::Need => OF_NEED,
        SubjectKind::Proposal => OF_PROPOSAL,
        SubjectKind::Service => OF_SERVICE,
        SubjectKind::Design => OF_DESIGN,
        SubjectKind::ActionPlan
        | SubjectKind::Commitment
        | SubjectKind::Milestone
        | SubjectKind::Review
        | SubjectKind::Role
        | SubjectKind::Programme
        | SubjectKind::Group
        | SubjectKind::Audience
        | SubjectKind::Institution
        | SubjectKind::Body
        | SubjectKind::Member
        | SubjectKind::Consultation
        | SubjectKind::Call
        | SubjectKind::SelectionRule
        | SubjectKind::Vote
        | SubjectKind::Selection
        | SubjectKind::Content => return None,
    };
    // The feed of a thing stands below its page.
    let (_, name) = feed.rsplit_once('/')?;
    Some(format!("{}/{name}", subject_page(subject)?))
}

/// What an entry is about, with a link to its page where it has one.
pub fn subject(ui: &Ui, subject: &str) -> Markup {
    html! {
        @match subject_page(subject) {
            Some(path) => a href=(ui.href(&path)) { (subject) },
            None => (subject),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madang_words::Language;

    #[test]
    fn subjects_lead_to_their_pages() {
        let ui = Ui::new(Language::En, "/", Default::default());
        let of = |text: &str| subject(&ui, text).into_string();
        assert!(of("proposal:p/a b").contains(r#"href="/en/programmes/p/proposals/a%20b""#));
        assert!(of("consultation:p/c").contains(r#"href="/en/programmes/p/consultations/c""#));
        assert!(of("vote:p/v").contains(r#"href="/en/programmes/p/votes/v""#));
        assert!(of("review:KR0018/R").contains(r#"href="/en/commitments/KR0018""#));
        assert_eq!(of("log"), "log");
        assert!(of("operator").contains(r#"href="/en/about""#));
        assert_eq!(of("content:3/text"), "content:3/text");
    }

    #[test]
    fn the_feed_of_a_thing_stands_below_its_page() {
        for (subject, feed) in [
            ("voice:p/1", Some("/programmes/p/voices/1/feed.atom")),
            ("need:p/a b", Some("/programmes/p/needs/a%20b/feed.atom")),
            ("proposal:p/1", Some("/programmes/p/proposals/1/feed.atom")),
            ("vote:p/v", None),
            ("log", None),
        ] {
            assert_eq!(feed_of(subject).as_deref(), feed, "{subject}");
        }
    }
}

/// Pattern of the page on which what is hidden of an entry is looked at again.
pub const REVIEW: &str = "/record/entries/{index}/review";

/// Where what is hidden of an entry is looked at again.
pub fn review(index: u64) -> String {
    format!("{}/review", entry(index))
}

/// Pattern of the forms by which a content is hidden or erased.
pub const HIDE: &str = "/record/entries/{index}/contents/{name}/{act}";

/// What is done about a content that must not be public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hiding {
    /// To restrict it to some roles.
    Restrict,
    /// To erase it for good.
    Erase,
}

impl Hiding {
    /// Every one.
    pub const ALL: [Hiding; 2] = [Hiding::Restrict, Hiding::Erase];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Hiding::Restrict => "restrict",
            Hiding::Erase => "erase",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Hiding> {
        Hiding::ALL.into_iter().find(|act| act.name() == name)
    }
}

/// The form of what is done about a content of an entry.
pub fn hide(index: u64, content: &str, act: Hiding) -> String {
    let (entry, name) = (entry(index), step(content));
    format!("{entry}/contents/{name}/{}", act.name())
}
