//! The field for files, with those that are kept already.

use madang_programme::voices::{FileType, MOST_FILE, MOST_FILES};
use maud::{Markup, html};

use super::chosen::{About, Chosen, DROPPED, FILES, KEPT};
use crate::frame::form::{carried, labelled};
use crate::frame::format::file_size;
use crate::frame::query::FieldError;
use crate::frame::ui::Ui;

/// Which files a browser offers to choose from.
const ACCEPTED: &str = ".pdf,.png,.jpg,.jpeg,.webp,application/pdf,image/png,image/jpeg,image/webp";

/// What a file is, for people.
fn type_name(kind: FileType) -> &'static str {
    match kind {
        FileType::Pdf => "PDF",
        FileType::Png => "PNG",
        FileType::Jpeg => "JPEG",
        FileType::Webp => "WebP",
    }
}

/// A file in words: its name, what it is and how long.
pub fn described(name: &str, kind: FileType, bytes: u64) -> Markup {
    html! {
        bdi.words { (name) } " " span.muted { "(" (type_name(kind)) ", " (file_size(bytes)) ")" }
    }
}

impl About {
    /// The same of a file that is kept.
    pub fn described(&self) -> Markup {
        described(&self.name, self.kind, self.bytes)
    }
}

/// The field for files. A browser forgets which were chosen when a form comes back: those that are kept stand before it.
pub fn files_field(ui: &Ui, errors: &[FieldError], chosen: &[Chosen]) -> Markup {
    let limits = [
        ("files", (MOST_FILES as u64).into()),
        ("most", ((MOST_FILE >> 20) as u64).into()),
    ];
    let hint = html! {
        p.muted id="files-hint" { (ui.tf("form-files-hint", &limits)) }
    };
    html! {
        @if !chosen.is_empty() {
            fieldset.boxes id="files-kept" {
                legend { (ui.t("form-files-kept")) }
                p.muted { (ui.t("form-files-kept-text")) }
                @for (place, file) in chosen.iter().enumerate() {
                    (carried(KEPT, &file.token.text()))
                    p { (file.about.described()) }
                    div {
                        input id={ "dropped-" (place) } type="checkbox" name=(DROPPED.name) value=(file.token.text());
                        " " label for={ "dropped-" (place) } { (ui.tf("form-files-drop", &[("name", file.about.name.as_str().into())])) }
                    }
                }
            }
        }
        (labelled(ui, errors, FILES, true, |wrong| html! {
            (hint)
            input id=(FILES.name) name=(FILES.name) type="file" multiple accept=(ACCEPTED)
                aria-invalid=[wrong.invalid()] aria-describedby=(wrong.and("files-hint"));
        }))
    }
}
