//! One entry of the record: what it says, the proof that it is in the record, and its bodies.

use madang_record::entry::{Entry, Visibility};
use madang_record::{Checkpoint, TlogProof};
use maud::{Markup, html};

use crate::labels;
use crate::layout::{Page, Tab};
use crate::model::{BodyView, EntryDetail};
use crate::pages::record::{crumb, space};
use crate::parts::{Tone, badge, blank, command, entry_link, row};
use crate::ui::{Ui, step};

/// An entry with its proof.
pub struct EntryPage<'a> {
    /// The entry with its bodies.
    pub detail: &'a EntryDetail,
    /// What its bytes say.
    pub entry: &'a Entry,
    /// The proof that it is in the record.
    pub proof: &'a TlogProof,
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
        checkpoint,
    } = page;
    let index = ui.number(detail.index);
    let title = ui.tf(
        "entry-title",
        &[
            ("index", index.as_str().into()),
            ("what", labels::kind(ui, &entry.kind).into()),
        ],
    );
    let api = format!("/api/v1/record/entries/{}", detail.index);
    let base = ui
        .site
        .base_url
        .as_deref()
        .unwrap_or("http://127.0.0.1:8080");
    let content = html! {
        h1 { (title) }
        dl.facts {
            (row(ui, &ui.t("entry-index"), Some(html! { (index) })))
            (row(ui, &ui.t("entry-kind"), Some(html! { code { (entry.kind) } })))
            (row(ui, &ui.t("entry-time"), Some(ui.time(&entry.at, "UTC"))))
            (row(ui, &ui.t("entry-actor"), Some(html! { (entry.actor) })))
            (row(ui, &ui.t("entry-space"), Some(space(ui, &entry.space))))
            (row(ui, &ui.t("entry-subject"), Some(subject(ui, &entry.subject))))
            (row(ui, &ui.t("entry-refs"), (!entry.refs.is_empty()).then(|| html! {
                ul { @for reference in &entry.refs { li { code { (reference.rel) } ": " (entry_link(ui, reference.entry)) } } }
            })))
        }
        ul.buttons {
            li { a.button href={ (api) "/receipt" } download={ "receipt-" (detail.index) ".json" } { (ui.t("entry-receipt")) } }
            li { a.button.button-plain href=(api) { (ui.t("entry-json")) } }
        }
        h2 { (ui.t("entry-says")) }
        p.prose { (ui.t("entry-says-text")) }
        pre.code tabindex="0" { code lang="en" { (pretty(&detail.bytes)) } }
        h2 { (ui.t("entry-bodies")) }
        @if entry.bodies.is_empty() { p { (ui.t("entry-no-bodies")) } }
        @for body in &detail.bodies { (body_section(ui, entry, body)) }
        h2 { (ui.t("entry-proof")) }
        p.prose { (ui.tf("entry-proof-text", &[("size", ui.number(checkpoint.size).into())])) }
        dl.facts {
            (row(ui, &ui.t("entry-leaf"), Some(html! { span.hash { (detail.leaf) } })))
            (row(ui, &ui.t("entry-path"), (!proof.hashes.is_empty()).then(|| html! {
                ol { @for hash in &proof.hashes { li.hash { (hash) } } }
            })))
            (row(ui, &ui.t("checkpoint-root"), Some(html! { span.hash { (checkpoint.root) } })))
        }
        p.prose { (ui.t("entry-check")) }
        (command(&format!("curl -O -J {base}{api}/receipt\nmadang verify {base} --receipt receipt-{}.json", detail.index)))
    };
    Page {
        title,
        description: entry.subject.clone(),
        tab: Some(Tab::Record),
        crumbs: vec![crumb(ui)],
        content,
    }
}

/// Canonical JSON with line ends; as it is where it is not JSON.
fn pretty(bytes: &[u8]) -> String {
    serde_json::from_slice::<serde_json::Value>(bytes)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}

/// What an entry is about, with a link to its page where it has one.
fn subject(ui: &Ui, subject: &str) -> Markup {
    let path = subject.split_once(':').and_then(|(what, id)| {
        let mut steps = id.splitn(2, '/').map(step);
        let first = steps.next()?;
        match (what, steps.next()) {
            ("programme", None) => Some(format!("/programmes/{first}")),
            ("commitment", None) | ("milestone" | "review", Some(_)) => {
                Some(format!("/commitments/{first}"))
            }
            ("group" | "audience" | "body" | "member", Some(_)) => {
                Some(format!("/programmes/{first}"))
            }
            ("proposal", Some(second)) => Some(format!("/programmes/{first}/proposals/{second}")),
            ("selection_rule", Some(_)) => Some(format!("/programmes/{first}/selection")),
            ("vote" | "selection", Some(second)) => {
                Some(format!("/programmes/{first}/votes/{second}"))
            }
            _ => None,
        }
    });
    html! {
        @match path {
            Some(path) => a href=(ui.href(&path)) { (subject) },
            None => (subject),
        }
    }
}

fn body_section(ui: &Ui, entry: &Entry, body: &BodyView) -> Markup {
    let name = body.name();
    let commitment = entry
        .bodies
        .iter()
        .find(|commitment| commitment.name == name);
    let by = |entry: u64| html! { " " (ui.t("body-decided-by")) " " (entry_link(ui, entry)) };
    html! {
        h3 { (ui.tf("body-name", &[("name", name.into())])) }
        @match body {
            BodyView::Open { salt, content, .. } => {
                p.badges { (badge(Tone::Good, &ui.t("body-open"))) }
                dl.facts {
                    (row(ui, &ui.t("body-salt"), Some(html! { span.hash { (salt.to_base64()) } })))
                    (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex())))
                }
                @if content.len() > MOST_SHOWN {
                    p { (ui.tf("body-long", &[("size", ui.number(content.len() as u64).into())])) }
                } @else {
                    pre.code tabindex="0" { code lang="en" { (pretty(content)) } }
                }
            }
            BodyView::Sealed { until, .. } => {
                p.badges { (badge(Tone::Active, &ui.t("body-sealed"))) }
                p { (ui.t("body-sealed-text")) " " (subject(ui, until)) }
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
            BodyView::Restricted { by: decided, .. } => {
                p.badges { (badge(Tone::Plain, &ui.t("body-restricted"))) }
                p {
                    (ui.t("body-restricted-text"))
                    @if let Some(entry) = decided { (by(*entry)) }
                    @if let Some(Visibility::Restricted { roles }) = commitment.map(|commitment| &commitment.visibility) {
                        " " (ui.t("body-roles")) " " (roles.join(", "))
                    }
                }
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
            BodyView::Erased { by: decided, .. } => {
                p.badges { (badge(Tone::Bad, &ui.t("body-erased"))) }
                p { (ui.t("body-erased-text")) (by(*decided)) }
                dl.facts { (hash_row(ui, commitment.map(|commitment| commitment.hash.to_hex()))) }
            }
        }
    }
}

fn hash_row(ui: &Ui, hash: Option<String>) -> Markup {
    html! {
        div { dt { (ui.t("body-hash")) } dd { @match hash { Some(hash) => span.hash { (hash) }, None => (blank(ui)) } } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Lang;

    #[test]
    fn subjects_lead_to_their_pages() {
        let ui = Ui::new(Lang::En, "/", Default::default());
        let of = |text: &str| subject(&ui, text).into_string();
        assert!(of("proposal:p/a b").contains(r#"href="/en/programmes/p/proposals/a%20b""#));
        assert!(of("vote:p/v").contains(r#"href="/en/programmes/p/votes/v""#));
        assert!(of("review:KR0018/R").contains(r#"href="/en/commitments/KR0018""#));
        assert_eq!(of("log"), "log");
        assert_eq!(of("content:3/text"), "content:3/text");
    }
}
