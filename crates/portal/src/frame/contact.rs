//! How whoever runs the portal is reached.

use maud::{Markup, html};

use crate::frame::ui::Ui;

/// The ways that the operator said; `None` where none was said.
pub fn ways(ui: &Ui) -> Option<Markup> {
    let operator = ui.operator();
    let any = operator.email.is_some() || operator.phone.is_some() || operator.contact.is_some();
    any.then(|| {
        html! {
            @if let Some(email) = &operator.email { div { a href={ "mailto:" (email) } { (email) } } }
            @if let Some(phone) = &operator.phone { div { (phone) } }
            @if let Some(page) = &operator.contact { div { a href=(page) rel="noopener" { (page) } } }
        }
    })
}
