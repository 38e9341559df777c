//! What the page of a consultation says of its end: the say that was promised beside that which was found, what is waived, that it is
//! closed.

use madang_programme::consultations::{Influence, REASON};
use maud::{Markup, html};

use crate::consultations::ending::labels;
use crate::consultations::labels::promised;
use crate::frame::entries::entry_link;
use crate::frame::format::partial_date;
use crate::frame::hidden::hidden_words;
use crate::frame::parts::{Tone, badge, row};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, EndingPapers, Moment};

fn when(ui: &Ui, moment: &Moment, zone: &str) -> Markup {
    html! { (ui.time(&moment.at, zone)) " · " (entry_link(ui, moment.entry)) }
}

/// How far what was found is from what was promised.
fn gap(ui: &Ui, said: Influence, found: Influence) -> Markup {
    let place = |one: Influence| Influence::ALL.iter().position(|known| *known == one);
    let (said, found) = (place(said).unwrap_or(0), place(found).unwrap_or(0));
    let steps = said.abs_diff(found) as u64;
    match (found < said, steps) {
        (_, 0) => badge(Tone::Good, &ui.t("ending-as-promised")),
        (true, steps) => badge(Tone::Bad, &ui.count("ending-less", steps)),
        (false, steps) => badge(Tone::Good, &ui.count("ending-more", steps)),
    }
}

/// The section; nothing where nothing was said of an end yet.
pub fn section(ui: &Ui, one: &ConsultationDetail, papers: &EndingPapers, zone: &str) -> Markup {
    html! {
        @if let Some((moment, facts, reason)) = &papers.assessed {
            section {
                h2 #influence { (ui.t("ending-influence")) }
                dl.facts {
                    (row(ui, &ui.t("consultation-promised"), Some(html! { (promised(ui, one.plan.promised)) })))
                    (row(ui, &ui.t("ending-level"), Some(html! { (promised(ui, facts.level)) " " (gap(ui, one.plan.promised, facts.level)) })))
                    (row(ui, &ui.t("ending-evidence"), Some(html! {
                        @for (place, entry) in facts.evidence.iter().enumerate() { @if place > 0 { ", " } (entry_link(ui, *entry)) }
                    })))
                }
                @match reason {
                    Some(reason) => p.words.lines { (ui.words(&reason.reason)) },
                    None => (hidden_words(ui, moment.entry, REASON)),
                }
                p.muted { (when(ui, moment, zone)) }
            }
        }
        @if !papers.waivers.is_empty() {
            section {
                h2 #waivers { (ui.t("ending-waivers")) }
                ul {
                    @for (moment, facts, reason) in &papers.waivers {
                        li {
                            strong { (labels::part(ui, facts.part)) } " · " (labels::ground(ui, facts.ground)) " · "
                            (ui.tf("ending-waived-until", &[("until", partial_date(ui.lang, &facts.until).into())]))
                            @match reason {
                                Some(reason) => p.words.lines { (ui.words(&reason.reason)) },
                                None => (hidden_words(ui, moment.entry, REASON)),
                            }
                            p.muted { (when(ui, moment, zone)) }
                        }
                    }
                }
            }
        }
        @if let Some(moment) = &papers.closed {
            section {
                h2 #closed { (ui.t("ending-closed")) }
                p { (ui.t("ending-closed-means")) }
                p.muted { (when(ui, moment, zone)) }
            }
        }
    }
}
