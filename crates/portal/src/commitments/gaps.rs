//! The evidence that reviewers looked for and did not find, held against this record: what is still missing counts against whoever runs
//! a programme under the commitment.

use madang_programme::commitments::ReviewStage;
use madang_words::Text;
use maud::{Markup, html};

use crate::commitments::{labels, links};
use crate::frame::entries::entry_link;
use crate::frame::parts::{Tone, absent, badge, table};
use crate::frame::ui::Ui;
use crate::model::CommitmentDetail;

/// A thing on this record that shows what a reviewer looked for.
pub struct Shown {
    /// Its address without its language.
    pub address: String,
    /// What it is called.
    pub name: Markup,
    /// Its entry.
    pub entry: u64,
}

/// What there is on this record under a commitment.
#[derive(Default)]
pub struct OnRecord {
    /// Selections with what each ballot did: of programmes whose data are not made up.
    pub selections: Vec<Shown>,
    /// Whether a programme with made-up data runs under it.
    pub examples: bool,
}

/// The pieces of evidence that reviewers could not find, each once, with what shows it here.
pub struct Held<'a> {
    gaps: Vec<(&'a Text, &'a [Shown])>,
    examples: bool,
}

/// Holds what reviewers of a commitment could not find against the record. A piece that is worded as none that is known here counts as
/// missing: nobody is to be told that there is evidence where nobody looked.
pub fn held<'a>(detail: &'a CommitmentDetail, on_record: &'a OnRecord) -> Held<'a> {
    let staged = detail.reviews.iter();
    let staged = staged.filter(|review| review.facts.stage != ReviewStage::Other);
    let all = staged.filter_map(|review| review.text.as_ref());
    let mut gaps: Vec<(&Text, &[Shown])> = Vec::new();
    for gap in all.flat_map(|text| &text.evidence_gaps) {
        if gaps.iter().all(|(known, _)| *known != gap) {
            gaps.push((gap, shown(gap, on_record)));
        }
    }
    Held {
        gaps,
        examples: on_record.examples,
    }
}

/// What shows a piece of evidence.
fn shown<'a>(gap: &Text, on_record: &'a OnRecord) -> &'a [Shown] {
    match labels::is_use_of_input(gap) {
        true => &on_record.selections,
        false => &[],
    }
}

impl Held<'_> {
    /// Whether reviewers missed anything.
    pub fn is_empty(&self) -> bool {
        self.gaps.is_empty()
    }

    /// How many pieces there are, and how many of them are missing here as well.
    pub fn sentence(&self, ui: &Ui) -> String {
        let missing = self.gaps.iter().filter(|(_, shown)| shown.is_empty());
        let missing = missing.count() as u64;
        let args = [
            ("total", ui.number(self.gaps.len() as u64).into()),
            ("count", (missing as f64).into()),
            ("missing", ui.number(missing).into()),
        ];
        match missing {
            0 => ui.tf("commitment-gaps-none", &args),
            _ => ui.tf("commitment-gaps-missing", &args),
        }
    }

    /// Whether a piece is on this record, and where.
    pub fn answer(&self, ui: &Ui, gap: &Text) -> Markup {
        let shown = self.gaps.iter().find(|(known, _)| *known == gap);
        match shown {
            Some((_, shown)) if !shown.is_empty() => html! {
                (badge(Tone::Good, &ui.t("commitment-gap-there"))) " "
                @for (place, one) in shown.iter().enumerate() {
                    @if place > 0 { ", " }
                    a href=(ui.href(&one.address)) { (one.name) } " · " (entry_link(ui, one.entry))
                }
            },
            _ => badge(Tone::Bad, &ui.t("commitment-gap-missing")),
        }
    }

    /// That data which are made up are no evidence, where there are such.
    pub fn note(&self, ui: &Ui) -> Markup {
        html! { @if self.examples { (absent(ui, "commitment-gaps-examples")) } }
    }

    /// The section of the commitment's page; nothing where reviewers missed nothing.
    pub fn section(&self, ui: &Ui) -> Markup {
        if self.is_empty() {
            return html! {};
        }
        html! {
            h2 #evidence { (ui.t("commitment-gaps")) }
            p.prose { strong { (self.sentence(ui)) } " " (self.note(ui)) }
            p.prose { (ui.t("commitment-gaps-unbuilt")) }
            (table(
                ui,
                "evidence-gaps",
                &ui.t("commitment-gaps-caption"),
                html! {
                    th scope="col" { (ui.t("commitment-gap")) }
                    th scope="col" { (ui.t("commitment-gap-here")) }
                },
                html! {
                    @for (gap, _) in &self.gaps {
                        tr { th.key.words scope="row" { (ui.words(gap)) } td.key { (self.answer(ui, gap)) } }
                    }
                },
            ))
        }
    }

    /// The same in a sentence that leads there, for pages of programmes under the commitment.
    pub fn in_short(&self, ui: &Ui, commitment: &str) -> Option<Markup> {
        let address = format!("{}#evidence", ui.href(&links::commitment(commitment)));
        let said = || html! { a href=(address) { (self.sentence(ui)) } " " (self.note(ui)) };
        (!self.is_empty()).then(said)
    }
}
