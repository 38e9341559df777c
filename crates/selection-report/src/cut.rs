//! How close the cut was: what would have changed the result.

use madang_charts::{Bar, ChartText, bars, escape, figure, table};
use madang_selection::sensitivity::{Change, Margin, Sensitivity, SmallestChange, WeightChange};
use madang_selection::{BALLOTS, VoteType};

use crate::Findings;
use crate::numbers::{grouped, number};
use crate::plain::failed_words;

pub(super) fn section(report: &Findings<'_>) -> String {
    let Some(found) = report.sensitivity else {
        return String::new();
    };
    let title = report.say("cut-title");
    let mut out = format!("<section id=\"cut\"><h2>{title}</h2>");
    if let Some(smallest) = &found.smallest {
        out.push_str(&format!(
            "<p class=\"lead\">{}</p>",
            smallest_change(report, smallest)
        ));
    }
    out.push_str(&figure(
        &margin_chart(report, &found.margins),
        &report.say("report-numbers-table"),
        &margin_table(report, &title, &found.margins),
        found.margins.len(),
    ));
    let (runs, most) = (found.runs, found.bounds.most_runs);
    let note = report.say_with(
        "cut-verified",
        &[
            ("runs", runs.to_string().into()),
            ("most", most.to_string().into()),
        ],
    );
    out.push_str(&format!(
        "<p class=\"muted prose\">{note} {}",
        report.say("cut-dash-stands-change-does")
    ));
    if !found.complete {
        out.push(' ');
        out.push_str(&report.say("cut-question-mark-stands-runs"));
    }
    out.push_str("</p>");
    out.push_str(&failures(report, found));
    if !found.weights.is_empty() {
        out.push_str(&weight_table(report, &found.weights));
    }
    out.push_str(&how(report));
    out.push_str("</section>");
    out
}

/// Why a search could not be made.
fn failures(report: &Findings<'_>, found: &Sensitivity) -> String {
    let margins = found.margins.iter().filter_map(|margin| {
        let reason = failed_words(report.language, margin.failed.as_ref()?);
        Some((report.name(&margin.project), reason))
    });
    let weights = found.weights_failed.iter().map(|(voice, failed)| {
        let reason = failed_words(report.language, failed);
        (escape(&voice_name(report, voice)), reason)
    });
    let rows: String = margins
        .chain(weights)
        .map(|(name, reason)| format!("<li>{name}: {}</li>", escape(&reason)))
        .collect();
    if rows.is_empty() {
        return rows;
    }
    let title = report.say("cut-not-everything-could-tried");
    format!("<p class=\"prose\">{title}</p><ul class=\"prose\">{rows}</ul>")
}

/// Which ballots each kind of change touches, so that anyone can make it again.
fn how(report: &Findings<'_>) -> String {
    let kinds = [
        (VOTERS_TO_LOSE, "cut-how-removed-ballots"),
        (VOTERS_MORE, "cut-how-added-ballots"),
        (APPROVALS_MORE, "cut-how-added-approvals"),
    ];
    let rows: String = kinds
        .into_iter()
        .map(|(kind, how)| format!("<li>{}: {}</li>", report.say(kind), report.say(how)))
        .collect();
    let title = report.say("cut-which-ballots-change");
    format!("<details><summary>{title}</summary><ul class=\"prose\">{rows}</ul></details>")
}

const VOTERS_TO_LOSE: &str = "cut-voters-to-lose";
const VOTERS_MORE: &str = "cut-voters-more";
const APPROVALS_MORE: &str = "cut-approvals-more";

/// The name of a voice of a score rule.
fn voice_name(report: &Findings<'_>, voice: &str) -> String {
    match voice {
        BALLOTS => report.say("cut-ballots"),
        body => body.to_owned(),
    }
}

fn smallest_change(report: &Findings<'_>, smallest: &SmallestChange) -> String {
    report.say_with(
        &format!("cut-smallest-{}", smallest.kind.kind()),
        &[
            ("count", smallest.voters.into()),
            ("voters", grouped(&smallest.voters.to_string()).into()),
            ("project", report.name(&smallest.project).into()),
        ],
    )
}

/// The fewest voters whose leaving or coming would have changed each project's fate.
fn margin_chart(report: &Findings<'_>, margins: &[Margin]) -> String {
    let voters = |change: &Option<Change>| change.as_ref().map(|change| number(&change.amount));
    let items: Vec<Bar> = margins
        .iter()
        .map(|margin| {
            let fewer = voters(&margin.removed_ballots);
            let more = [&margin.added_ballots, &margin.added_approvals];
            let more = more.into_iter().filter_map(voters).reduce(f64::min);
            let text = match (fewer, more) {
                (Some(fewer), _) => format!("−{fewer}"),
                (None, Some(more)) => format!("+{more}"),
                (None, None) if margin.cut_short => "?".to_owned(),
                (None, None) => "–".to_owned(),
            };
            Bar::new(
                format!(
                    "{}. {}",
                    margin.place,
                    report.plain_name(&margin.project, 40)
                ),
                [fewer.unwrap_or(0.0), more.unwrap_or(0.0)],
                text,
            )
        })
        .collect();
    let text = ChartText::new(
        report.say("cut-voters-decide"),
        report.say("cut-project-around-cut-fewest"),
    )
    .with_parts([report.say("cut-part-lose"), report.say("cut-part-more")]);
    bars(&text, &items, None)
}

fn margin_table(report: &Findings<'_>, title: &str, margins: &[Margin]) -> String {
    let approvals = report.vote_type == Some(VoteType::Approval);
    // With scores and a number of projects, or where each counts as one seat, no cost plays a part.
    let costs = margins
        .iter()
        .any(|margin| margin.cost_cut.is_some() || margin.cut_short);
    let mut rows: Vec<Vec<String>> = margins
        .iter()
        .map(|margin| {
            let (class, fate) = if margin.selected {
                ("badge good", report.say("cut-selected"))
            } else {
                ("badge", report.say("report-not-selected"))
            };
            let cell = |change: &Option<Change>, asked: bool| match change {
                Some(change) => grouped(&change.amount),
                None if !asked => "–".to_owned(),
                None if margin.cut_short => "?".to_owned(),
                None => report.say("report-none-found"),
            };
            let lost = !margin.selected;
            vec![
                format!("{}. {}", margin.place, report.name(&margin.project)),
                format!("<span class=\"{class}\">{fate}</span>"),
                cell(&margin.removed_ballots, margin.selected),
                cell(&margin.added_ballots, lost),
                cell(&margin.added_approvals, lost && approvals),
                cell(&margin.cost_cut, lost && costs),
            ]
        })
        .collect();
    let mut head = vec![
        report.say("cut-place"),
        report.say("report-result"),
        report.say(VOTERS_TO_LOSE),
        report.say(VOTERS_MORE),
        report.say(APPROVALS_MORE),
        report.say("cut-cheaper"),
    ];
    if !costs {
        head.pop();
        rows.iter_mut().for_each(|row| row.truncate(head.len()));
    }
    table(title, &head, &[2, 3, 4, 5][..head.len() - 2], &rows)
}

fn weight_table(report: &Findings<'_>, weights: &[WeightChange]) -> String {
    let rows: Vec<Vec<String>> = weights
        .iter()
        .map(|change| {
            vec![
                escape(&voice_name(report, &change.voice)),
                change.from.to_string(),
                change.to.to_string(),
                report.names(&change.gained),
                report.names(&change.lost),
            ]
        })
        .collect();
    let caption = report.say("cut-nearest-weights-change-set");
    let head = [
        report.say("cut-voice"),
        report.say("cut-weight"),
        report.say("cut-other-weight"),
        report.say("report-selected-then"),
        report.say("report-not-selected-then"),
    ];
    table(caption, &head, &[1, 2], &rows)
}
