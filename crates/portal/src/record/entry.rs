//! One entry of the record: what it says, the proof that it is in the record, and its contents.

use madang_programme::subject::SubjectKind;
use madang_record::entry::{Entry, Visibility};
use madang_record::{Checkpoint, TlogProof};
use maud::{Markup, html};

use crate::content::labels::{content, identifier, plain};
use crate::frame::actors::{actor, role_named};
use crate::frame::entries::{entry_api, entry_link};
use crate::frame::format::ZONE;
use crate::frame::hidden::hidden_words;
use crate::frame::layout::Page;
use crate::frame::parts::{self, Tone, badge, command, row};
use crate::frame::said::Line;
use crate::frame::ui::Ui;
use crate::model::{BodyView, EntryDetail};
use crate::record::ballot::{self, Ballot};
use crate::record::hiding::{self, Ways};
use crate::record::labels;
use crate::record::links::{self, crumb, subject};
use crate::record::names::Names;
use crate::trace::links::{has_trace, trace_link};

/// An entry with its proof.
pub struct EntryPage<'a> {
    /// The entry with its bodies.
    pub detail: &'a EntryDetail,
    /// What its bytes say.
    pub entry: &'a Entry,
    /// The proof that it is in the record.
    pub proof: &'a TlogProof,
    /// What became of it, where it is a ballot.
    pub ballot: Option<&'a Ballot>,
    /// What it says in words.
    pub said: &'a Said,
    /// What it is about, and its programme.
    pub names: &'a Names,
    /// What whoever reads can do about each of its bodies.
    pub ways: &'a [Ways],
    /// The checkpoint of the proof.
    pub checkpoint: &'a Checkpoint,
}

/// What an entry says in words.
#[derive(Default)]
pub struct Said {
    /// Names with what stands there.
    pub lines: Vec<Line>,
    /// What it changed, the old beside the new.
    pub changes: Option<Markup>,
}

impl Said {
    fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.changes.is_none()
    }
}

/// The longest body that is shown on the page; longer ones are for downloading.
const MOST_SHOWN: usize = 20_000;

/// The page.
pub fn view(ui: &Ui, page: &EntryPage<'_>) -> Page {
    let EntryPage {
        detail,
        entry,
        ballot,
        said,
        ..
    } = page;
    let index = ui.number(detail.index);
    let title = ui.tf(
        "record-entry-title",
        &[
            ("index", index.as_str().into()),
            ("what", labels::kind(ui, &entry.kind).into()),
        ],
    );
    let content = html! {
        h1 { (title) }
        (contents(ui, page))
        @if let Some(ballot) = ballot {
            h2 #ballot { (ui.t("record-ballot")) }
            (ballot::section(ui, ballot))
        }
        @if !said.is_empty() {
            h2 #said { (ui.t("record-entry-what")) }
            @if let Some(changes) = &said.changes { (changes) }
            @if !said.lines.is_empty() {
                dl.facts { @for (name, value) in &said.lines { (row(ui, name, Some(html! { (value) }))) } }
            }
        }
        @if ballot.is_some() || !said.is_empty() { h2 #entry { (ui.t("record-entry-about")) } }
        (about(ui, page))
        h2 #bytes { (ui.t("record-entry-says")) }
        p.prose { (ui.t("record-entry-says-text")) }
        details {
            summary { (ui.t("record-entry-show")) }
            pre.code tabindex="0" { code lang="en" { (pretty(&detail.bytes)) } }
        }
        h2 #contents { (ui.t("record-entry-bodies")) }
        @if entry.bodies.is_empty() { p { (ui.t("record-entry-no-bodies")) } }
        @for body in &detail.bodies {
            (body_section(ui, (detail.index, entry), body))
            @for ways in page.ways.iter().filter(|ways| ways.name == body.name()) { (hiding::ways(ui, detail.index, ways)) }
        }
        h2 #proof { (ui.t("record-entry-proof")) }
        (proof_section(ui, page))
    };
    Page {
        title,
        description: entry.subject.clone(),
        tab: Some(links::TAB),
        crumbs: vec![crumb(ui)],
        content,
    }
}

/// When it was recorded, by whom, and what it is about.
fn about(ui: &Ui, page: &EntryPage<'_>) -> Markup {
    let EntryPage {
        detail,
        entry,
        names,
        ..
    } = page;
    let api = entry_api(detail.index);
    let receipt = links::receipt_api(detail.index);
    html! {
        dl.facts {
            (row(ui, &ui.t("record-entry-index"), Some(html! { (ui.number(detail.index)) })))
            (row(ui, &ui.t("record-entry-kind"), Some(html! { (labels::kind(ui, &entry.kind)) " " (identifier(&entry.kind)) })))
            (row(ui, &ui.t("record-entry-time"), Some(html! {
                @match page.ballot {
                    Some(ballot) => (ballot::cast_at(ui, ballot)),
                    None => (ui.time(&entry.at, ZONE)),
                }
                " · " (entry.at)
            })))
            (row(ui, &ui.t("record-entry-actor"), Some(html! { (actor(ui, &entry.actor)) " " code.muted lang="en" { (entry.actor) } })))
            (row(ui, &ui.t("record-entry-space"), Some(space(ui, names, &entry.space))))
            (row(ui, &ui.t("record-entry-subject"), Some(html! { (names.link(ui, &entry.subject)) " " code.muted lang="en" { (entry.subject) } })))
            @if !entry.refs.is_empty() {
                (row(ui, &ui.t("record-entry-refs"), Some(html! {
                    ul { @for reference in &entry.refs { li { (labels::relation(ui, &reference.rel)) ": " (entry_link(ui, reference.entry)) } } }
                })))
            }
        }
        @if has_trace(&entry.subject) { (trace_link(ui, detail.index)) }
        ul.buttons {
            li { a.button href=(receipt) download={ "receipt-" (detail.index) ".json" } { (ui.t("record-entry-receipt")) } }
            li { a.button.button-plain href=(api) { (ui.t("record-entry-json")) } }
        }
    }
}

/// The proof that it is in the record.
fn proof_section(ui: &Ui, page: &EntryPage<'_>) -> Markup {
    let EntryPage {
        detail,
        proof,
        checkpoint,
        ..
    } = page;
    let (base, receipt) = (ui.site.base(), links::receipt_api(detail.index));
    html! {
        p.prose { (ui.tf("record-entry-proof-text", &[("size", ui.number(checkpoint.size).into())])) }
        dl.facts {
            (row(ui, &ui.t("record-entry-leaf"), Some(html! { span.hash { (detail.leaf) } })))
            @if !proof.hashes.is_empty() {
                (row(ui, &ui.t("record-entry-path"), Some(html! {
                    ol { @for hash in &proof.hashes { li.hash { (hash) } } }
                })))
            }
            (row(ui, &ui.t("record-checkpoint-root"), Some(html! { span.hash { (checkpoint.root) } })))
        }
        p.prose { (ui.t("record-entry-check")) }
        (command(&format!("curl -O -J {base}{receipt}\nmadang verify {base} --receipt receipt-{}.json", detail.index)))
    }
}

/// The sections of the page.
fn contents(ui: &Ui, page: &EntryPage<'_>) -> Markup {
    let told = page.ballot.is_some() || !page.said.is_empty();
    let sections = [
        (page.ballot.is_some(), "ballot", "record-ballot"),
        (!page.said.is_empty(), "said", "record-entry-what"),
        (told, "entry", "record-entry-about"),
        (true, "bytes", "record-entry-says"),
        (true, "contents", "record-entry-bodies"),
        (true, "proof", "record-entry-proof"),
    ];
    let there = sections.into_iter().filter(|(there, ..)| *there);
    let there: Vec<_> = there.map(|(_, id, key)| (id, ui.t(key))).collect();
    parts::contents(ui, &there)
}

/// The programme that an entry is of, or that it concerns the record as a whole.
fn space(ui: &Ui, names: &Names, space: &str) -> Markup {
    match space {
        "" => html! { (ui.t("record-entry-whole")) },
        space => names.link(ui, &SubjectKind::Programme.whole(space)),
    }
}

/// Canonical JSON with line ends; as it is where it is not JSON.
fn pretty(bytes: &[u8]) -> String {
    serde_json::from_slice::<serde_json::Value>(bytes)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

fn body_section(ui: &Ui, (index, entry): (u64, &Entry), body: &BodyView) -> Markup {
    let name = body.name();
    let commitment = entry
        .bodies
        .iter()
        .find(|commitment| commitment.name == name);
    html! {
        h3 id={ "content-" (name) } { (content(ui, name)) }
        @match body {
            BodyView::Open { salt, content, .. } => {
                p.badges { (badge(Tone::Good, &ui.t("content-open"))) }
                dl.facts {
                    (row(ui, &ui.t("content-salt"), Some(html! { span.hash { (salt.to_base64()) } })))
                    (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex())))
                }
                @if content.len() > MOST_SHOWN {
                    p { (ui.tf("content-long", &[("size", ui.number(content.len() as u64).into())])) }
                } @else {
                    details {
                        summary { (ui.tf("content-show", &[("name", plain(ui, name).into())])) }
                        pre.code tabindex="0" { code lang="en" { (pretty(content)) } }
                    }
                }
            }
            BodyView::Sealed { until, .. } => {
                p.badges { (badge(Tone::Active, &ui.t("content-sealed"))) }
                p { (ui.t("content-sealed-text")) " " (subject(ui, until)) }
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
            BodyView::Restricted { by: decided, .. } => {
                p.badges { (badge(Tone::Plain, &ui.t("content-restricted"))) }
                p {
                    (ui.t("content-restricted-text"))
                    @if let Some(Visibility::Restricted { roles }) = commitment.map(|commitment| &commitment.visibility) {
                        " " (ui.t("content-roles")) " " (roles.iter().map(|role| role_named(ui, role)).collect::<Vec<_>>().join(", "))
                    }
                }
                @if decided.is_some() { (hidden_words(ui, index, name)) }
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
            BodyView::Kept { by: decided, .. } => {
                p.badges { (badge(Tone::Active, &ui.t("content-sealed"))) }
                p { (ui.t("content-kept-text")) " " (entry_link(ui, *decided)) }
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
            BodyView::Erased { .. } => {
                p.badges { (badge(Tone::Bad, &ui.t("content-erased"))) }
                p { (ui.t("content-erased-text")) }
                (hidden_words(ui, index, name))
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
        }
    }
}

fn hash_row(ui: &Ui, hash: Option<String>) -> Markup {
    html! {
        @if let Some(hash) = hash { (row(ui, &ui.t("content-hash"), Some(html! { span.hash { (hash) } }))) }
    }
}
