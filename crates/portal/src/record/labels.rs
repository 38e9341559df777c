//! What the kinds of entries are called.

use madang_programme::content::Ground;
use madang_programme::{Relation, named};
use maud::{Markup, html};

use crate::frame::ui::Ui;

/// What an earlier entry is to one that rests on it; its name on the record where it is not known here.
pub fn relation(ui: &Ui, name: &str) -> String {
    let Some(relation) = Relation::named(name) else {
        return name.to_owned();
    };
    match relation {
        Relation::Entry => ui.t("record-relation-entry"),
        Relation::ActionPlan => ui.t("record-relation-action-plan"),
        Relation::Commitment => ui.t("record-relation-commitment"),
        Relation::Corrects => ui.t("record-relation-corrects"),
        Relation::Replaces => ui.t("record-relation-replaces"),
        Relation::Programme => ui.t("record-relation-programme"),
        Relation::Group => ui.t("record-relation-group"),
        Relation::Institution => ui.t("record-relation-institution"),
        Relation::Voice => ui.t("record-relation-voice"),
        Relation::Need => ui.t("record-relation-need"),
        Relation::Adds => ui.t("record-relation-adds"),
        Relation::Removes => ui.t("record-relation-removes"),
        Relation::Leaves => ui.t("record-relation-leaves"),
        Relation::Into => ui.t("record-relation-into"),
        Relation::From => ui.t("record-relation-from"),
        Relation::Answer => ui.t("record-relation-answer"),
        Relation::Cites => ui.t("record-relation-cites"),
        Relation::Body => ui.t("record-relation-body"),
        Relation::Member => ui.t("record-relation-member"),
        Relation::Proposal => ui.t("record-relation-proposal"),
        Relation::Rule => ui.t("record-relation-rule"),
        Relation::Role => ui.t("record-relation-role"),
        Relation::Vote => ui.t("record-relation-vote"),
    }
}

/// What an entry of a kind says happened; the kind itself where it is not known here.
pub fn kind(ui: &Ui, kind: &str) -> String {
    let name = kind.split('/').next().unwrap_or_default();
    // A feature may name its kinds among the words of its pages.
    let beside_pages = || ui.known(&format!("kind-{}", name.replace(['.', '_'], "-")));
    let said = named::kind(kind).map(|said| said.in_language(ui.lang));
    said.or_else(beside_pages)
        .unwrap_or_else(|| kind.to_owned())
}

/// What a content is called, with its name on the record; that alone where it is not known here.
pub fn content(ui: &Ui, name: &str) -> Markup {
    let known = named::content(name);
    html! { @if let Some(known) = known { (known.in_language(ui.lang)) " " } (identifier(name)) }
}

/// The same without markup.
pub fn plain_content(ui: &Ui, name: &str) -> String {
    named::content_beside(name).in_language(ui.lang)
}

/// What something is called on the record, for who reads that: small, beside its words.
pub fn identifier(name: &str) -> Markup {
    html! { code.id lang="en" { (name) } }
}

/// On which ground a content was hidden.
pub fn ground_word(ui: &Ui, ground: Ground) -> String {
    match ground {
        Ground::PersonalData => ui.t("content-ground-personal-data"),
        Ground::ErasureRequest => ui.t("content-ground-erasure-request"),
        Ground::Unlawful => ui.t("content-ground-unlawful"),
        Ground::Order => ui.t("content-ground-order"),
        Ground::Deliberation => ui.t("content-ground-deliberation"),
        Ground::HouseRules => ui.t("content-ground-house-rules"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madang_programme::Event;
    use madang_words::Language;

    #[test]
    fn every_kind_of_entry_and_content_has_a_name_in_both_languages() {
        for lang in Language::SPOKEN {
            let ui = Ui::new(lang, "/", Default::default());
            for known in Event::kinds() {
                assert_ne!(kind(&ui, known.name), known.name, "in {}", lang.tag());
                for rule in known.contents {
                    let name = plain_content(&ui, rule.name);
                    assert_ne!(name, rule.name, "in {}", lang.tag());
                }
            }
            assert_eq!(kind(&ui, "moon.landed/1"), "moon.landed/1");
            assert_eq!(plain_content(&ui, "cheese"), "cheese");
        }
    }
}
