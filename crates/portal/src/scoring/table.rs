//! Scores once they are open: what each proposal has from the body, by how many members, and from whom.

use madang_programme::scoring::{CriteriaScores, Fixed};
use maud::{Markup, html};

use crate::bodies::labels::member_name;
use crate::frame::parts::{Tone, badge, table};
use crate::frame::ui::Ui;
use crate::scoring::labels;
use crate::scoring::read::Scoring;

/// The scores, the highest mean first.
pub fn opened(ui: &Ui, of: &Scoring, fixed: &Fixed) -> Markup {
    let members = of.members.len() as u64;
    let sheets = || {
        of.sheets
            .iter()
            .map(|(member, sheet)| (member.as_str(), sheet))
    };
    let scored = of
        .candidates
        .iter()
        .map(|id| (id, of.panel.scored(id, sheets())));
    let mut scored: Vec<_> = scored.collect();
    // Means of fractions of one top are compared crosswise: exact.
    scored.sort_by(|(one, of_one), (other, of_other)| {
        let left = u128::from(of_other.sum) * u128::from(of_one.scored.max(1));
        let right = u128::from(of_one.sum) * u128::from(of_other.scored.max(1));
        left.cmp(&right).then_with(|| one.cmp(other))
    });
    html! {
        p { (ui.t("scoring-mean-says")) }
        (table(
            ui,
            "scores-table",
            &ui.t("scoring-scores-caption"),
            html! {
                th scope="col" { (ui.t("proposal")) }
                th.number scope="col" { (ui.t("scoring-mean")) }
                th scope="col" { (ui.t("scoring-by")) }
            },
            html! {
                @for (id, scored) in &scored {
                    tr {
                        th scope="row" { (of.candidate(ui, id)) }
                        td.number { @match labels::mean(fixed, scored) { Some(mean) => (mean), None => (ui.t("scoring-by-nobody")) } }
                        td {
                            span {
                                (labels::by_how_many(ui, scored, members))
                                @if scored.scored < fixed.min_panel { " " (badge(Tone::Active, &ui.count("scoring-too-few", fixed.min_panel.into()))) }
                            }
                        }
                    }
                }
            },
        ))
        @for member in &of.members {
            @if let Some(sheet) = of.sheets.get(&member.member) {
                details.more {
                    summary { (member_name(ui, &of.programme, &of.body.facts.id, &member.member)) }
                    (by_name(ui, of, fixed, (&member.member, sheet)))
                }
            }
        }
    }
}

/// What one member gave.
fn by_name(
    ui: &Ui,
    of: &Scoring,
    fixed: &Fixed,
    (member, sheet): (&str, &CriteriaScores),
) -> Markup {
    let id = ["sheet-", member].concat();
    let caption = ui.t("scoring-sheet-caption");
    table(
        ui,
        &id,
        &caption,
        html! {
            th scope="col" { (ui.t("proposal")) }
            @for one in &fixed.criteria { th.number.words scope="col" { (ui.plain(&one.name)) } }
        },
        html! {
            @for (id, scores) in &sheet.scores {
                tr {
                    th scope="row" {
                        (of.candidate(ui, id))
                        @if of.panel.is_blocked(member, id) { " · " (ui.t("scoring-counts-not")) }
                    }
                    @for one in &fixed.criteria {
                        td.number { @match scores.get(&one.id) { Some(score) => (ui.number((*score).into())), None => "" } }
                    }
                }
            }
        },
    )
}
