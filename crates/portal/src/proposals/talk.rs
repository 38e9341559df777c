//! What people say about a proposal: who stands behind which version of it, comments by threads; and what it goes on in.

use std::collections::BTreeMap;

use madang_programme::contents::TEXT;
use madang_programme::proposals::{REASON, Standing};
use madang_words::Text;
use maud::{Markup, html};

use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::hidden::hidden_words;
use crate::frame::parts::pager;
use crate::frame::ui::Ui;
use crate::model::{CommentDetail, Page as ListPage, ProposalDetail, Thread};
use crate::proposals::labels::{endorsed, endorsed_by_version, proposal_links};
use crate::proposals::links;

/// Threads on a page.
pub const PER_PAGE: u64 = 20;

/// The last page of threads that can be asked for.
pub const LAST_PAGE: u64 = 100_000;

/// How deep replies are moved in; deeper ones stand under each other.
const DEEPEST: usize = 3;

/// How a proposal is endorsed, and those that went on in it.
pub struct Behind {
    /// How many endorse each of its versions.
    pub own: BTreeMap<u32, u64>,
    /// The same of each proposal that went on in it, with the version of that which stands.
    pub sources: Vec<(String, u32, BTreeMap<u32, u64>)>,
}

/// Where a proposal stands that goes on under its own name no more.
pub struct GoesOn {
    /// How.
    pub standing: Standing,
    /// The entry that says so, and its time.
    pub by: (u64, String),
    /// Why; `None` where the words are hidden.
    pub reason: Option<Text>,
}

/// The notice that a proposal goes on in another, or in its parts; nothing of one that does not.
pub fn goes_on(ui: &Ui, programme: &str, zone: &str, goes_on: &GoesOn) -> Markup {
    let (key, into) = match &goes_on.standing {
        Standing::Merged(into) => ("proposal-goes-on-in", vec![into.clone()]),
        Standing::Split(into) => ("proposal-goes-on-in-parts", into.clone()),
        Standing::Submitted
        | Standing::Withdrawn
        | Standing::Candidate(_)
        | Standing::Selected(_)
        | Standing::NotSelected(_) => return html! {},
    };
    let (entry, at) = &goes_on.by;
    html! {
        div.notice {
            p { strong { (ui.t(key)) } " " (proposal_links(ui, programme, &into)) }
            @match &goes_on.reason {
                Some(reason) => p.words.lines { (ui.words(reason)) },
                None => (hidden_words(ui, *entry, REASON)),
            }
            p { (ui.time(at, zone)) " · " (entry_link(ui, *entry)) }
        }
    }
}

/// The section: how many stand behind it, by version. What went on in it has its own number, which is never added.
pub fn behind(ui: &Ui, proposal: &ProposalDetail, behind: &Behind) -> Markup {
    let (programme, id) = (&proposal.facts.programme, &proposal.facts.id);
    html! {
        h2 #endorsements { (ui.t("proposal-endorsements")) }
        p.prose { (endorsed_by_version(ui, &behind.own, proposal.version)) }
        @if behind.own.len() > 1 {
            ul {
                @for (version, number) in &behind.own {
                    li {
                        a href=(ui.href(&links::version(programme, id, (*version).into()))) { (ui.tf("proposal-version", &[("version", ui.number((*version).into()).into())])) }
                        ": " (endorsed(ui, *number))
                    }
                }
            }
        }
        @if !behind.sources.is_empty() {
            p.prose { (ui.t("proposal-endorsements-overlap")) }
            ul {
                @for (source, stands, versions) in &behind.sources {
                    li {
                        (proposal_links(ui, programme, std::slice::from_ref(source))) ": "
                        (endorsed_by_version(ui, versions, *stands))
                    }
                }
            }
        }
    }
}

/// The section of comments: a page of threads, the newest first.
pub fn comments(
    ui: &Ui,
    zone: &str,
    found: &ListPage<Thread>,
    page: u64,
    address: &str,
    reply: &dyn Fn(u64) -> Markup,
) -> Markup {
    let followed = page < LAST_PAGE && found.is_followed((page - 1) * PER_PAGE, PER_PAGE);
    let pages = found.total.div_ceil(PER_PAGE).min(LAST_PAGE);
    let href = |page: u64| match page {
        1 => format!("{}#comments", ui.href(address)),
        page => format!("{}?page={page}#comments", ui.href(address)),
    };
    html! {
        h2 #comments { (ui.t("proposal-comments")) }
        @if found.items.is_empty() {
            p.prose { (ui.t(if found.total > 0 { "proposal-comments-past-last" } else { "proposal-comments-none" })) }
            @if found.total > 0 { p { a href=(href(1)) { (ui.t("voices-first-page")) } } }
        } @else {
            p #page { (ui.count("proposal-threads", found.total)) }
            @for thread in &found.items { (one_thread(ui, zone, thread, reply)) }
            (pager(ui, page, followed, Some(pages), href))
        }
    }
}

/// A thread: each comment under the one that it replies to.
fn one_thread(ui: &Ui, zone: &str, thread: &Thread, reply: &dyn Fn(u64) -> Markup) -> Markup {
    let Some(root) = thread.first() else {
        return html! {};
    };
    html! { ul.thread { (with_replies(ui, zone, thread, root, 0, reply)) } }
}

fn with_replies(
    ui: &Ui,
    zone: &str,
    thread: &Thread,
    comment: &CommentDetail,
    depth: usize,
    reply: &dyn Fn(u64) -> Markup,
) -> Markup {
    // Below the deepest level everything that belongs there stands in the order in which it was said.
    let replies: Vec<&CommentDetail> = match depth {
        DEEPEST => below(thread, comment.entry),
        _ => replies_to(thread, comment.entry).collect(),
    };
    html! {
        li id={ "comment-" (comment.entry) } {
            (said(ui, zone, comment, reply))
            @if !replies.is_empty() {
                ul.thread {
                    @for one in replies {
                        @if depth < DEEPEST { (with_replies(ui, zone, thread, one, depth + 1, reply)) }
                        @else { li id={ "comment-" (one.entry) } { (said(ui, zone, one, reply)) } }
                    }
                }
            }
        }
    }
}

/// What one comment says, who said it and when.
fn said(ui: &Ui, zone: &str, comment: &CommentDetail, reply: &dyn Fn(u64) -> Markup) -> Markup {
    html! {
        p.muted { (actor(ui, &comment.actor)) " · " (ui.time(&comment.at, zone)) " · " (entry_link(ui, comment.entry)) }
        @match &comment.text {
            Some(text) => p.words.lines { (ui.words(text)) },
            None => (hidden_words(ui, comment.entry, TEXT)),
        }
        (reply(comment.entry))
    }
}

fn replies_to(thread: &Thread, entry: u64) -> impl Iterator<Item = &CommentDetail> {
    let of = move |comment: &&CommentDetail| comment.parent == Some(entry);
    thread.iter().filter(of)
}

/// Everything that replies to a comment, and to that.
fn below(thread: &Thread, entry: u64) -> Vec<&CommentDetail> {
    let mut found = vec![entry];
    let mut replies = Vec::new();
    // A reply comes after what it replies to.
    for comment in thread {
        if comment.parent.is_some_and(|parent| found.contains(&parent)) {
            found.push(comment.entry);
            replies.push(comment);
        }
    }
    replies
}
