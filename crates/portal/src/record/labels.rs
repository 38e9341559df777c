//! What the kinds of entries are called.

use madang_programme::{Event, Relation, named};

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
        Relation::Meets => ui.t("record-relation-meets"),
        Relation::DerivesFrom => ui.t("record-relation-derives-from"),
        Relation::RepliesTo => ui.t("record-relation-replies-to"),
        Relation::Adds => ui.t("record-relation-adds"),
        Relation::Removes => ui.t("record-relation-removes"),
        Relation::Leaves => ui.t("record-relation-leaves"),
        Relation::Into => ui.t("record-relation-into"),
        Relation::From => ui.t("record-relation-from"),
        Relation::Answer => ui.t("record-relation-answer"),
        Relation::Cites => ui.t("record-relation-cites"),
        Relation::Body => ui.t("record-relation-body"),
        Relation::Member => ui.t("record-relation-member"),
        Relation::Consultation => ui.t("record-relation-consultation"),
        Relation::Draft => ui.t("record-relation-draft"),
        Relation::Correction => ui.t("record-relation-correction"),
        Relation::Attends => ui.t("record-relation-attends"),
        Relation::Registration => ui.t("record-relation-registration"),
        Relation::Twin => ui.t("record-relation-twin"),
        Relation::Proposal => ui.t("record-relation-proposal"),
        Relation::Service => ui.t("record-relation-service"),
        Relation::Milestone => ui.t("record-relation-milestone"),
        Relation::Version => ui.t("record-relation-version"),
        Relation::Design => ui.t("record-relation-design"),
        Relation::Rule => ui.t("record-relation-rule"),
        Relation::Role => ui.t("record-relation-role"),
        Relation::Vote => ui.t("record-relation-vote"),
        Relation::Roll => ui.t("record-relation-roll"),
    }
}

/// What an entry of a kind says happened; the kind itself where it is not known here.
pub fn kind(ui: &Ui, kind: &str) -> String {
    let said = named::kind(kind).map(|said| said.in_language(ui.lang));
    said.unwrap_or_else(|| kind.to_owned())
}

/// The kinds of entries by what they are called, one for all versions of a kind.
pub fn kinds(ui: &Ui) -> Vec<(String, String)> {
    let mut kinds: Vec<(String, String)> = Vec::new();
    for known in Event::kinds() {
        let name = named::unversioned(known.name);
        if !kinds.iter().any(|(known, _)| known == name) {
            kinds.push((name.to_owned(), kind(ui, known.name)));
        }
    }
    kinds
}

/// What a filter may name: kinds without their version, and with it, so that an address that names one still leads to it.
pub fn kind_names() -> Vec<(&'static str, &'static str)> {
    let names = Event::kinds().flat_map(|kind| [kind.name, named::unversioned(kind.name)]);
    names.map(|name| (name, name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::labels::plain;
    use madang_words::Language;

    #[test]
    fn every_kind_of_entry_and_content_has_a_name_in_both_languages() {
        for lang in Language::SPOKEN {
            let ui = Ui::new(lang, "/", Default::default());
            for known in Event::kinds() {
                assert_ne!(kind(&ui, known.name), known.name, "in {}", lang.tag());
                for rule in known.contents {
                    let name = plain(&ui, rule.name);
                    assert_ne!(name, rule.name, "in {}", lang.tag());
                }
            }
            assert_eq!(kind(&ui, "moon.landed/1"), "moon.landed/1");
            assert_eq!(plain(&ui, "cheese"), "cheese");
        }
    }
}
