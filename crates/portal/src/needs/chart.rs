//! The voices of a need by number: bars, each chart with its table.

use std::cmp::Reverse;

use madang_charts::{Bar, ChartText, bars, escape, figure, table};
use maud::{Markup, PreEscaped, html};

use crate::frame::ui::Ui;
use crate::model::{InstitutionDetail, ProgrammeDetail, VoiceCounts, VoiceFacet};
use crate::voices::labels::facet_value;

/// How many voices a need has by each value of a facet.
pub type Counted = Vec<(VoiceFacet, VoiceCounts)>;

/// What a facet is called, above its chart.
fn facet(ui: &Ui, facet: VoiceFacet) -> String {
    match facet {
        VoiceFacet::Channel => ui.t("need-by-channel"),
        VoiceFacet::Group => ui.t("need-by-group"),
        VoiceFacet::Audience => ui.t("need-by-audience"),
        VoiceFacet::Region => ui.t("need-by-region"),
        VoiceFacet::Month => ui.t("need-by-month"),
        VoiceFacet::Institution => ui.t("need-by-institution"),
    }
}

/// Where the chart of a facet stands on the page.
fn id(facet: VoiceFacet) -> &'static str {
    match facet {
        VoiceFacet::Channel => "by-channel",
        VoiceFacet::Group => "by-group",
        VoiceFacet::Audience => "by-audience",
        VoiceFacet::Region => "by-region",
        VoiceFacet::Month => "by-month",
        VoiceFacet::Institution => "by-institution",
    }
}

/// The charts, one a facet, each with the numbers as a table.
pub fn section(
    ui: &Ui,
    programme: &ProgrammeDetail,
    institutions: &[InstitutionDetail],
    counted: &Counted,
) -> Markup {
    html! {
        div.columns {
            @for (by, counts) in counted {
                @if !counts.is_empty() {
                    section { (chart(ui, programme, institutions, *by, counts)) }
                }
            }
        }
    }
}

/// Months stand in their order, groups and audiences in that of their programme, all else by number.
fn in_order<'a>(
    programme: &ProgrammeDetail,
    by: VoiceFacet,
    counts: &'a VoiceCounts,
) -> Vec<(&'a String, u64)> {
    let mut counts: Vec<_> = counts
        .iter()
        .map(|(value, number)| (value, *number))
        .collect();
    let groups = programme.groups.iter();
    let known: Vec<&String> = match by {
        VoiceFacet::Month => return counts,
        VoiceFacet::Group => groups.map(|group| &group.facts.id).collect(),
        VoiceFacet::Audience => groups
            .flat_map(|group| &group.audiences)
            .map(|audience| &audience.id)
            .collect(),
        VoiceFacet::Channel | VoiceFacet::Region | VoiceFacet::Institution => Vec::new(),
    };
    let place = |value: &String| known.iter().position(|known| *known == value);
    counts.sort_by_key(|(value, number)| (place(value).unwrap_or(known.len()), Reverse(*number)));
    counts
}

fn chart(
    ui: &Ui,
    programme: &ProgrammeDetail,
    institutions: &[InstitutionDetail],
    by: VoiceFacet,
    counts: &VoiceCounts,
) -> Markup {
    let counts: Vec<(String, u64)> = in_order(programme, by, counts)
        .into_iter()
        .map(|(value, number)| (facet_value(ui, programme, institutions, by, value), number))
        .collect();
    let most = counts.iter().max_by_key(|(_, number)| *number).cloned();
    let all: u64 = counts.iter().map(|(_, number)| number).sum();
    let (name, number) = most.unwrap_or_default();
    let title = facet(ui, by);
    let description = ui.tf(
        "need-chart-text",
        &[
            ("name", name.into()),
            ("number", ui.number(number).into()),
            ("all", ui.number(all).into()),
        ],
    );
    let text = ChartText::new(title.clone(), description);
    // For drawing only.
    let bar = |(name, number): &(String, u64)| {
        Bar::new(name.clone(), [*number as f64], ui.number(*number))
    };
    let items: Vec<Bar> = counts.iter().map(bar).collect();
    let rows: Vec<Vec<String>> = counts
        .iter()
        .map(|(name, number)| vec![escape(name), ui.number(*number)])
        .collect();
    let head = [title.clone(), ui.t("need-chart-voices")];
    let caption = ui.tf("need-chart-caption", &[("by", title.clone().into())]);
    let numbers = table(&caption, &head, &[1], &rows);
    html! {
        h3 id=(id(by)) { (title) }
        (PreEscaped(figure(&bars(&text, &items, None), &ui.t("need-chart-table"), &numbers, 13)))
    }
}
