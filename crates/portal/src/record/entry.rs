//! One entry of the record: what it says, the proof that it is in the record, and its bodies.

use madang_record::entry::{Entry, Visibility};
use madang_record::{Checkpoint, TlogProof};
use maud::{Markup, html};

use crate::frame::entries::{entry_api, entry_link};
use crate::frame::format::ZONE;
use crate::frame::layout::Page;
use crate::frame::parts::{Tone, badge, blank, command, row};
use crate::frame::ui::Ui;
use crate::model::{BodyView, EntryDetail};
use crate::record::ballot::{self, Ballot};
use crate::record::labels;
use crate::record::links::{self, crumb, programme_subject, subject};
use crate::record::names::Names;

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
    /// What it is about, and its programme.
    pub names: &'a Names,
    /// The checkpoint of the proof.
    pub checkpoint: &'a Checkpoint,
}

/// The longest body that is shown on the page; longer ones are for downloading.
const MOST_SHOWN: usize = 20_000;

/// The page.
pub fn view(ui: &Ui, page: &EntryPage<'_>) -> Page {
    let EntryPage {
        detail,
        entry,
        proof,
        ballot,
        names,
        checkpoint,
    } = page;
    let index = ui.number(detail.index);
    let title = ui.tf(
        "record-entry-title",
        &[
            ("index", index.as_str().into()),
            ("what", labels::kind(ui, &entry.kind).into()),
        ],
    );
    let api = entry_api(detail.index);
    let receipt = links::receipt_api(detail.index);
    let base = ui.site.base();
    let content = html! {
        h1 { (title) }
        @if let Some(ballot) = ballot {
            h2 #ballot { (ui.t("record-ballot")) }
            (ballot::section(ui, ballot))
            h2 #entry { (ui.t("record-entry-about")) }
        }
        dl.facts {
            (row(ui, &ui.t("record-entry-index"), Some(html! { (index) })))
            (row(ui, &ui.t("record-entry-kind"), Some(html! { (labels::kind(ui, &entry.kind)) " " code lang="en" { (entry.kind) } })))
            (row(ui, &ui.t("record-entry-time"), Some(html! { (ui.time(&entry.at, ZONE)) " · " (entry.at) })))
            (row(ui, &ui.t("record-entry-actor"), Some(html! { (labels::actor(ui, &entry.actor)) " " code.muted lang="en" { (entry.actor) } })))
            (row(ui, &ui.t("record-entry-space"), Some(space(ui, names, &entry.space))))
            (row(ui, &ui.t("record-entry-subject"), Some(html! { (names.link(ui, &entry.subject)) " " code.muted lang="en" { (entry.subject) } })))
            (row(ui, &ui.t("record-entry-refs"), (!entry.refs.is_empty()).then(|| html! {
                ul { @for reference in &entry.refs { li { (labels::relation(ui, &reference.rel)) ": " (entry_link(ui, reference.entry)) } } }
            })))
        }
        ul.buttons {
            li { a.button href=(receipt) download={ "receipt-" (detail.index) ".json" } { (ui.t("record-entry-receipt")) } }
            li { a.button.button-plain href=(api) { (ui.t("record-entry-json")) } }
        }
        h2 { (ui.t("record-entry-says")) }
        p.prose { (ui.t("record-entry-says-text")) }
        pre.code tabindex="0" { code lang="en" { (pretty(&detail.bytes)) } }
        h2 { (ui.t("record-entry-bodies")) }
        @if entry.bodies.is_empty() { p { (ui.t("record-entry-no-bodies")) } }
        @for body in &detail.bodies { (body_section(ui, entry, body)) }
        h2 { (ui.t("record-entry-proof")) }
        p.prose { (ui.tf("record-entry-proof-text", &[("size", ui.number(checkpoint.size).into())])) }
        dl.facts {
            (row(ui, &ui.t("record-entry-leaf"), Some(html! { span.hash { (detail.leaf) } })))
            (row(ui, &ui.t("record-entry-path"), (!proof.hashes.is_empty()).then(|| html! {
                ol { @for hash in &proof.hashes { li.hash { (hash) } } }
            })))
            (row(ui, &ui.t("record-checkpoint-root"), Some(html! { span.hash { (checkpoint.root) } })))
        }
        p.prose { (ui.t("record-entry-check")) }
        (command(&format!("curl -O -J {base}{receipt}\nmadang verify {base} --receipt receipt-{}.json", detail.index)))
    };
    Page {
        title,
        description: entry.subject.clone(),
        tab: Some(links::TAB),
        crumbs: vec![crumb(ui)],
        content,
    }
}

/// The programme that an entry is of; a dash where it concerns the record as a whole.
fn space(ui: &Ui, names: &Names, space: &str) -> Markup {
    match space {
        "" => blank(ui),
        space => names.link(ui, &programme_subject(space)),
    }
}

/// Canonical JSON with line ends; as it is where it is not JSON.
fn pretty(bytes: &[u8]) -> String {
    serde_json::from_slice::<serde_json::Value>(bytes)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

fn body_section(ui: &Ui, entry: &Entry, body: &BodyView) -> Markup {
    let name = body.name();
    let commitment = entry
        .bodies
        .iter()
        .find(|commitment| commitment.name == name);
    let by = |entry: u64| html! { " " (ui.t("content-decided-by")) " " (entry_link(ui, entry)) };
    html! {
        h3 { (ui.tf("content-name", &[("name", name.into())])) }
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
                    pre.code tabindex="0" { code lang="en" { (pretty(content)) } }
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
                    @if let Some(entry) = decided { (by(*entry)) }
                    @if let Some(Visibility::Restricted { roles }) = commitment.map(|commitment| &commitment.visibility) {
                        " " (ui.t("content-roles")) " " (roles.iter().map(|role| labels::role_named(ui, role)).collect::<Vec<_>>().join(", "))
                    }
                }
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
            BodyView::Erased { by: decided, .. } => {
                p.badges { (badge(Tone::Bad, &ui.t("content-erased"))) }
                p { (ui.t("content-erased-text")) (by(*decided)) }
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
        }
    }
}

fn hash_row(ui: &Ui, hash: Option<String>) -> Markup {
    html! {
        div { dt { (ui.t("content-hash")) } dd { @match hash { Some(hash) => span.hash { (hash) }, None => (blank(ui)) } } }
    }
}
