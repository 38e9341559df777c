//! The record's checkpoint, and how to verify the record.

use madang_record::Checkpoint;
use maud::{Markup, html};

use crate::frame::layout::Page;
use crate::frame::parts::{self, command, row, table};
use crate::frame::ui::Ui;
use crate::record::links::{self, crumb, record_tabs};

/// The page of the latest checkpoint: `note` as signed, `checkpoint` what it says, `key`
/// the verifier key in force.
pub fn checkpoint(ui: &Ui, note: &str, checkpoint: &Checkpoint, key: &str) -> Page {
    let content = html! {
        h1 { (ui.t("record-checkpoint-title")) }
        p.lead { (ui.t("record-checkpoint-lead")) }
        (record_tabs(ui, links::CHECKPOINT))
        dl.facts {
            (row(ui, &ui.t("record-checkpoint-origin"), Some(html! { span.hash { (checkpoint.origin) } })))
            (row(ui, &ui.t("record-checkpoint-size"), Some(html! { (ui.number(checkpoint.size)) })))
            (row(ui, &ui.t("record-checkpoint-root"), Some(html! { span.hash { (checkpoint.root) } })))
            (row(ui, &ui.t("record-checkpoint-key"), Some(html! { span.hash { (key) } " · " a href=(links::KEY_FILE) { (ui.t("record-checkpoint-key-file")) } })))
        }
        h2 #note { (ui.t("record-checkpoint-note")) }
        p.prose { (ui.t("record-checkpoint-note-text")) }
        pre.code tabindex="0" { code lang="en" { (note) } }
        p { a.button.button-plain href=(links::CHECKPOINT_FILE) { (ui.t("record-checkpoint-download")) } }
    };
    Page {
        title: ui.t("record-checkpoint-title"),
        description: ui.t("record-checkpoint-lead"),
        tab: Some(links::TAB),
        crumbs: vec![crumb(ui)],
        content,
    }
}

/// How the command ends: its exit code, and the key of what that means.
const EXITS: [(&str, &str); 6] = [
    ("0", "record-verify-exit-verified"),
    ("1", "record-verify-exit-failed"),
    ("2", "record-verify-exit-incomplete"),
    ("3", "record-verify-exit-except"),
    ("4", "record-verify-exit-unread"),
    ("5", "record-verify-exit-receipt"),
];

/// Where the program comes from, and what it may be used for.
fn program(ui: &Ui) -> Markup {
    let version = [("version", env!("CARGO_PKG_VERSION").into())];
    html! {
        h2 #program { (ui.t("record-verify-program")) }
        p.prose { (ui.t("record-verify-program-text")) }
        dl.facts {
            (row(ui, &ui.t("record-verify-version"), Some(html! { (ui.tf("record-verify-version-same", &version)) })))
            (row(ui, &ui.t("record-verify-licence"), Some(html! { span lang="en" { (env!("CARGO_PKG_LICENSE")) } " – " (ui.t("record-verify-licence-text")) })))
            (row(ui, &ui.t("record-verify-source"), Some(html! {
                @match &ui.operator().source {
                    Some(source) => a href=(source) rel="noopener" { (source) },
                    None => (ui.t("record-verify-source-ask")),
                }
            })))
        }
        p.prose { (ui.t("record-verify-build")) }
        (command("cargo build --release\n./target/release/madang --version"))
    }
}

/// The sections of the page, in their order.
const SECTIONS: [(&str, &str); 8] = [
    ("own-receipt", "record-verify-receipt"),
    ("program", "record-verify-program"),
    ("all", "record-verify-all"),
    ("key", "record-verify-key"),
    ("old", "record-verify-old"),
    ("offline", "record-verify-offline"),
    ("others", "record-verify-others"),
    ("checked", "record-verify-checked"),
];

/// How to verify the record, with the exact commands.
pub fn verify(ui: &Ui, key: &str) -> Page {
    let base = ui.site.base();
    let content = html! {
        h1 { (ui.t("record-verify-title")) }
        p.lead { (ui.t("record-verify-lead")) }
        (record_tabs(ui, links::VERIFY))
        (parts::contents(ui, &SECTIONS.map(|(id, key)| (id, ui.t(key)))))
        h2 #own-receipt { (ui.t("record-verify-receipt")) }
        p.prose { (ui.t("record-verify-receipt-text")) }
        p { a.button href=(ui.href(links::FIND)) { (ui.t("record-find-title")) } }
        (program(ui))
        h2 #all { (ui.t("record-verify-all")) }
        p.prose { (ui.t("record-verify-all-text")) }
        (command(&format!("madang verify {base}")))
        p { (ui.t("record-verify-exit")) }
        ul.prose {
            @for (code, key) in EXITS { li { strong { (code) } ": " (ui.t(key)) } }
        }
        p.prose { (ui.t("record-verify-with-receipt")) }
        (command(&format!("madang verify {base} --receipt receipt.json")))
        h2 #key { (ui.t("record-verify-key")) }
        p.prose { (ui.t("record-verify-key-text")) }
        @if let Some(elsewhere) = &ui.operator().key_published {
            p { (ui.t("record-verify-key-elsewhere")) " " a href=(elsewhere) rel="noopener" { (elsewhere) } }
        }
        (command(&format!("madang verify {base} --key '{key}'")))
        h2 #old { (ui.t("record-verify-old")) }
        p.prose { (ui.t("record-verify-old-text")) }
        (command(&format!("curl -o checkpoint-old {base}/checkpoint\nmadang verify {base} --old checkpoint-old")))
        h2 #offline { (ui.t("record-verify-offline")) }
        p.prose { (ui.t("record-verify-offline-text")) }
        p { a.button.button-plain href=(links::ARCHIVE) download { (ui.t("record-verify-archive")) } }
        (command("unzip record.zip -d record\nmadang verify record"))
        h2 #others { (ui.t("record-verify-others")) }
        p.prose { (ui.t("record-verify-others-text")) }
        (table(
            ui,
            "endpoints",
            &ui.t("record-verify-endpoints"),
            html! { th scope="col" { (ui.t("record-verify-address")) } th scope="col" { (ui.t("record-verify-holds")) } },
            html! {
                tr { th.key.hash scope="row" { a href=(links::CHECKPOINT_FILE) { (links::CHECKPOINT_FILE) } } td { (ui.t("record-verify-checkpoint")) } }
                tr { th.key.hash scope="row" { a href=(links::KEY_FILE) { (links::KEY_FILE) } } td { (ui.t("record-verify-vkey")) } }
                tr { th.key.hash scope="row" { (links::TILE_PATTERN) } td { (ui.t("record-verify-tile")) } }
                tr { th.key.hash scope="row" { (links::ENTRIES_PATTERN) } td { (ui.t("record-verify-entries")) } }
                tr { th.key.hash scope="row" { (links::BODY_PATTERN) } td { (ui.t("record-verify-body")) } }
            },
        ))
        dl.facts {
            (row(ui, &ui.t("record-checkpoint-origin"), Some(html! { span.hash { (ui.site.origin) } })))
            (row(ui, &ui.t("record-checkpoint-key"), Some(html! { span.hash { (key) } })))
        }
        h2 #checked { (ui.t("record-verify-checked")) }
        ul.prose {
            li { (ui.t("record-verify-checked-unaltered")) }
            li { (ui.t("record-verify-checked-replayed")) }
            li { (ui.t("record-verify-checked-recomputed")) }
            li { (ui.t("record-verify-checked-gaps")) }
        }
    };
    Page {
        title: ui.t("record-verify-title"),
        description: ui.t("record-verify-lead"),
        tab: Some(links::TAB),
        crumbs: vec![crumb(ui)],
        content,
    }
}
