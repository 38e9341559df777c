//! Where a form shows, while somebody types, what is there already that is like it. It has no words of its own, and is empty without script:
//! the next step of the form shows the same to everybody.

use maud::{Markup, html};

use crate::frame::assets;
use crate::frame::form::Field;
use crate::frame::ui::Ui;

/// What is asked for what.
pub struct Similar<'a> {
    /// The fields whose words it is like.
    pub of: &'a [Field],
    /// Where it is asked, in the API.
    pub asked: String,
    /// Which of its fields has the words that are shown, by language.
    pub words: &'a str,
    /// The page under which each of them has its own, without its language.
    pub pages: String,
    /// The key of what stands above them.
    pub title: &'a str,
}

impl Similar<'_> {
    /// The place, with the script that fills it.
    pub fn place(&self, ui: &Ui) -> Markup {
        let of: Vec<&str> = self.of.iter().map(|field| field.name).collect();
        html! {
            div.similar aria-live="polite" data-similar=(self.asked) data-of=(of.join(" ")) data-words=(self.words)
                data-page=(ui.href(&self.pages)) data-title=(ui.t(self.title)) {}
            script src=(assets::similar_href()) defer {}
        }
    }
}
