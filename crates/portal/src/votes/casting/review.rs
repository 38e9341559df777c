//! The whole ballot, looked at before it is cast.

use maud::{Markup, html};

use crate::frame::form::error_summary;
use crate::frame::layout::Page;
use crate::frame::steps::STEP;
use crate::frame::ui::Ui;
use crate::votes::casting::mine::gives_points;
use crate::votes::casting::page::{CAST, Form, LOOK, frame, sums, title_of_choice};

/// The page.
pub fn view(ui: &Ui, form: &Form<'_>) -> Page {
    let facts = &form.of.programme.summary.facts;
    let content = html! {
        (error_summary(ui, form.errors))
        p.lead { (ui.t("voting-own-review-lead")) }
        (choices(ui, form))
        (sums(ui, form.paper, form.mine, &facts.currency))
        form method="post" action=(ui.href(form.of.action)) {
            (form.sending.fields())
            (form.along)
            (form.mine.carried())
            div.buttons {
                button type="submit" name=(STEP.name) value=(CAST) { (ui.t("voting-own-cast")) }
                button.button-plain type="submit" name=(STEP.name) value=(LOOK) { (ui.t("form-change")) }
            }
        }
    };
    frame(ui, form.of, &ui.t("voting-own-review"), content)
}

fn choices(ui: &Ui, form: &Form<'_>) -> Markup {
    let points = gives_points(form.paper.ballots.ballot_type);
    let currency = &form.of.programme.summary.facts.currency;
    html! {
        ol {
            @for ((id, given), cost) in form.mine.choices.iter().zip(&form.paper.costs) {
                li {
                    (title_of_choice(ui, form.named, id)) " · " (ui.money(*cost, currency))
                    @if points { " · " (ui.count("record-ballot-points", *given)) }
                }
            }
        }
    }
}
