//! What institutions are called.

use maud::{Markup, html};

use crate::frame::ui::Ui;
use crate::model::InstitutionDetail;

/// An institution's newest name; its identifier where it has none.
pub fn institution(ui: &Ui, known: &[InstitutionDetail], id: &str) -> Markup {
    match find(known, id) {
        Some(found) => html! { span.words { (ui.words(&found.facts.name)) } },
        None => html! { (id) },
    }
}

/// The same without markup.
pub fn plain_institution(ui: &Ui, known: &[InstitutionDetail], id: &str) -> String {
    find(known, id).map_or_else(|| id.to_owned(), |found| ui.plain(&found.facts.name))
}

fn find<'a>(known: &'a [InstitutionDetail], id: &str) -> Option<&'a InstitutionDetail> {
    known.iter().find(|institution| institution.facts.id == id)
}
