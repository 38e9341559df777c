//! What would have changed the result: votes at the cut, each voice, other rules.

use std::collections::BTreeSet;

use super::charts::{Bar, ChartText, bars};
use super::voters::{columns_left_out, verdict};
use super::{Findings, Language, Report, count, escape, figure, grouped, number, table};
use crate::audit::Check;
use crate::compare::NamedRule;
use crate::election::VoteType;
use crate::influence::Voice;
use crate::rule::BALLOTS;
use crate::sensitivity::{Change, ChangeKind, Margin, Sensitivity, SmallestChange, WeightChange};

pub(super) fn sensitivity(report: &Findings<'_>) -> String {
    let Some(found) = report.sensitivity else {
        return String::new();
    };
    let title = report.pick("Around the cut", "당락선 주변");
    let mut out = format!("<section id=\"cut\"><h2>{title}</h2>");
    if let Some(smallest) = &found.smallest {
        out.push_str(&format!(
            "<p class=\"lead\">{}</p>",
            smallest_change(report, smallest)
        ));
    }
    out.push_str(&figure(
        report.language,
        &margin_chart(report, &found.margins),
        &margin_table(report, title, &found.margins),
        found.margins.len(),
    ));
    let (runs, most) = (found.runs, found.bounds.most_runs);
    let note = match report.language {
        Language::English => format!(
            "Each number was verified by running the rule with it and with one less: {runs} runs, at most {most}. Smaller changes may exist where the rule is not monotone."
        ),
        Language::Korean => format!(
            "각 수는 그 수와 하나 적은 수로 규칙을 다시 돌려 확인했습니다(실행 {runs}회, 한도 {most}회). 규칙이 단조롭지 않은 곳에는 더 작은 변화가 있을 수 있습니다."
        ),
    };
    out.push_str(&format!(
        "<p class=\"muted prose\">{note} {}",
        report.pick(
            "A dash stands where a change does not apply.",
            "줄표는 해당 없는 변화입니다."
        )
    ));
    if !found.complete {
        out.push(' ');
        out.push_str(report.pick(
            "A question mark stands where the runs ended before a change was found.",
            "물음표는 변화를 찾기 전에 실행 한도에 이른 곳입니다.",
        ));
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
        let reason = margin.failed.as_ref()?;
        Some((report.name(&margin.project), reason))
    });
    let weights = found.weights_failed.iter();
    let weights = weights.map(|(voice, reason)| (escape(voice_name(report, voice)), reason));
    let rows: String = margins
        .chain(weights)
        .map(|(name, reason)| format!("<li>{name}: {}</li>", escape(reason)))
        .collect();
    if rows.is_empty() {
        return rows;
    }
    let title = report.pick(
        "Not everything could be tried; with some changes the rule cannot be applied:",
        "모두 시험하지는 못했습니다. 다음 변화에는 규칙을 적용할 수 없습니다.",
    );
    format!("<p class=\"prose\">{title}</p><ul class=\"prose\">{rows}</ul>")
}

/// Which ballots each kind of change touches, so that anyone can make it again.
fn how(report: &Findings<'_>) -> String {
    let columns = [
        (ChangeKind::RemovedBallots, VOTERS_TO_LOSE),
        (ChangeKind::AddedBallots, VOTERS_MORE),
        (ChangeKind::AddedApprovals, APPROVALS_MORE),
    ];
    let rows: String = columns
        .into_iter()
        .map(|(kind, (english, korean))| {
            format!(
                "<li>{}: {}</li>",
                report.pick(english, korean),
                report.pick(kind.how(), kind.how_in_korean())
            )
        })
        .collect();
    let title = report.pick("Which ballots change", "어떤 투표가 바뀌는가");
    format!("<details><summary>{title}</summary><ul class=\"prose\">{rows}</ul></details>")
}

const VOTERS_TO_LOSE: (&str, &str) = ("Voters to lose", "빠지면 탈락");
const VOTERS_MORE: (&str, &str) = ("Voters more", "더 필요한 투표자");
const APPROVALS_MORE: (&str, &str) = ("Approvals more", "더 필요한 승인");

/// The name of a voice of a score rule.
fn voice_name<'v>(report: &Findings<'_>, voice: &'v str) -> &'v str {
    match voice {
        BALLOTS => report.pick("ballots", "투표"),
        body => body,
    }
}

fn smallest_change(report: &Findings<'_>, smallest: &SmallestChange) -> String {
    let (voters, name) = (
        grouped(&smallest.voters.to_string()),
        report.name(&smallest.project),
    );
    match (report.language, smallest.kind) {
        (Language::English, ChangeKind::AddedBallots) => {
            let more = count(
                smallest.voters,
                "more voter who lists",
                "more voters who list",
            );
            format!("The smallest change found: {more} only {name}.")
        }
        (Language::English, ChangeKind::AddedApprovals) => {
            let more = count(smallest.voters, "voter", "voters");
            format!("The smallest change found: {more} listing {name} as well.")
        }
        (Language::English, ChangeKind::RemovedBallots) => {
            let fewer = count(smallest.voters, "voter", "voters");
            format!("The smallest change found: {fewer} of {name} staying away.")
        }
        (Language::Korean, ChangeKind::AddedBallots) => {
            format!("결과를 바꾸는 가장 작은 변화: {name}만 고른 투표자 {voters}명이 더 있는 경우.")
        }
        (Language::Korean, ChangeKind::AddedApprovals) => {
            format!("결과를 바꾸는 가장 작은 변화: 투표자 {voters}명이 {name}도 고르는 경우.")
        }
        (Language::Korean, ChangeKind::RemovedBallots) => {
            format!("결과를 바꾸는 가장 작은 변화: {name}의 투표자 {voters}명이 빠지는 경우.")
        }
    }
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
            Bar {
                label: format!(
                    "{}. {}",
                    margin.place,
                    report.plain_name(&margin.project, 40)
                ),
                parts: vec![fewer.unwrap_or(0.0), more.unwrap_or(0.0)],
                text,
            }
        })
        .collect();
    let text = ChartText {
        title: report
            .pick("Voters that decide", "당락을 가르는 투표자 수")
            .to_owned(),
        description: report
            .pick(
                "For each project around the cut: the fewest voters found whose staying away would have lost it, or whose support would have won it.",
                "당락선 주변의 각 사업에 대해, 빠지면 탈락했을 투표자 수나 더 있으면 선정되었을 투표자 수 가운데 찾은 가장 작은 수입니다.",
            )
            .to_owned(),
        parts: vec![
            report.pick("selected: voters to lose", "선정: 빠지면 탈락").to_owned(),
            report
                .pick("not selected: voters more", "미선정: 더 필요한 투표자")
                .to_owned(),
        ],
    };
    bars(&text, &items, None)
}

fn margin_table(report: &Findings<'_>, title: &str, margins: &[Margin]) -> String {
    let approvals = report.election.vote_type == VoteType::Approval;
    // With scores and a number of projects, or where each counts as one seat, no cost plays a part.
    let costs = margins
        .iter()
        .any(|margin| margin.cost_cut.is_some() || margin.cut_short);
    let mut rows: Vec<Vec<String>> = margins
        .iter()
        .map(|margin| {
            let (class, fate) = if margin.selected {
                ("badge good", report.pick("selected", "선정"))
            } else {
                ("badge", report.pick("not selected", "미선정"))
            };
            let cell = |change: &Option<Change>, asked: bool| match change {
                Some(change) => grouped(&change.amount),
                None if !asked => "–".to_owned(),
                None if margin.cut_short => "?".to_owned(),
                None => report.pick("none found", "찾지 못함").to_owned(),
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
    let pick = |(english, korean)| report.pick(english, korean);
    let mut head = vec![
        report.pick("Place", "순위"),
        report.pick("Result", "결과"),
        pick(VOTERS_TO_LOSE),
        pick(VOTERS_MORE),
        pick(APPROVALS_MORE),
        report.pick("Cheaper by", "비용 절감"),
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
                escape(voice_name(report, &change.voice)),
                change.from.to_string(),
                change.to.to_string(),
                report.names(&change.gained),
                report.names(&change.lost),
            ]
        })
        .collect();
    let caption = report.pick(
        "Nearest weights that change the set",
        "결과를 바꾸는 가장 가까운 가중치",
    );
    let head = [
        report.pick("Voice", "주체"),
        report.pick("Weight", "가중치"),
        report.pick("Other weight", "바꾼 가중치"),
        report.pick("Selected then", "추가 선정"),
        report.pick("Not selected then", "탈락"),
    ];
    table(caption, &head, &[1, 2], &rows)
}

fn voice(report: &Findings<'_>, voice: &Voice) -> String {
    match (report.language, voice) {
        (Language::English, Voice::Body { body }) => format!("without the body {body}"),
        (Language::Korean, Voice::Body { body }) => format!("{body} 제외"),
        (Language::English, Voice::Expert { body, expert }) => format!("without {expert} ({body})"),
        (Language::Korean, Voice::Expert { body, expert }) => format!("{expert}({body}) 제외"),
        (Language::English, Voice::Ballots) => "without the public".to_owned(),
        (Language::Korean, Voice::Ballots) => "시민 투표 제외".to_owned(),
        (Language::English, Voice::Voters { column, value }) => {
            format!("without voters with {column} {value}")
        }
        (Language::Korean, Voice::Voters { column, value }) => {
            format!("투표자({column}: {value}) 제외")
        }
        (Language::English, Voice::Projects { group }) => {
            format!("without the projects of {group}")
        }
        (Language::Korean, Voice::Projects { group }) => format!("{group} 사업 제외"),
    }
}

pub(super) fn influence(report: &Findings<'_>) -> String {
    let Some(found) = report.influence else {
        return String::new();
    };
    let left_out = columns_left_out(report, &found.columns_left_out);
    if found.without.is_empty() && left_out.is_empty() {
        return String::new();
    }
    let title = report.pick("Influence", "영향력");
    let items: Vec<Bar> = found
        .without
        .iter()
        .map(|without| Bar {
            label: voice(report, &without.voice),
            parts: vec![without.lost.len() as f64, without.gained.len() as f64],
            text: format!("−{} +{}", without.lost.len(), without.gained.len()),
        })
        .collect();
    let rows: Vec<Vec<String>> = found
        .without
        .iter()
        .map(|without| {
            let failed = without.failed.as_ref().map(|reason| escape(reason));
            vec![
                escape(&voice(report, &without.voice)),
                grouped(&without.left_out.to_string()),
                failed.unwrap_or_else(|| report.names(&without.lost)),
                report.names(&without.gained),
            ]
        })
        .collect();
    let text = ChartText {
        title: report.pick("Projects that change", "바뀌는 사업 수").to_owned(),
        description: report
            .pick(
                "For each voice: how many projects would not have been selected without it, and how many others would have been.",
                "각 주체가 없었다면 탈락했을 사업과 대신 선정되었을 사업의 수입니다.",
            )
            .to_owned(),
        parts: vec![
            report.pick("would not have been selected", "탈락했을 사업").to_owned(),
            report.pick("would have been selected instead", "대신 선정되었을 사업").to_owned(),
        ],
    };
    let head = [
        title,
        report.pick("Left out", "제외 수"),
        report.pick("Not selected then", "탈락"),
        report.pick("Selected then", "추가 선정"),
    ];
    let own = table(title, &head, &[1], &rows);
    format!(
        "<section id=\"influence\"><h2>{title}</h2><p class=\"prose\">{}</p>{}{left_out}</section>",
        report.pick(
            "The selection computed again without each voice.",
            "각 주체를 빼고 선정을 다시 계산한 결과입니다."
        ),
        figure(
            report.language,
            &bars(&text, &items, None),
            &own,
            rows.len()
        )
    )
}

/// The name of a compared rule; that of the report itself is marked.
fn row_name(report: &Report<'_>, rule: &NamedRule) -> String {
    let name = escape(&rule.name);
    if rule.own {
        let own = report.found.pick("this report", "이 보고서");
        return format!("<strong>{name}</strong> ({own})");
    }
    name
}

pub(super) fn comparison(report: &Report<'_>) -> String {
    let Some(found) = report.comparison else {
        return String::new();
    };
    let title = report.found.pick("Other rules", "다른 규칙");
    let items: Vec<Bar> = found
        .rules
        .iter()
        .filter_map(|rule| {
            let all = &rule.audit.as_ref()?.representation.all;
            Some(Bar {
                label: rule.named.name.clone(),
                parts: vec![number(&all.percent)],
                text: format!("{} %", all.percent),
            })
        })
        .collect();
    let own = &report.outcome.selected;
    let rows: Vec<Vec<String>> = found
        .rules
        .iter()
        .map(|rule| {
            let Some(audit) = &rule.audit else {
                let reason = rule.failed.as_deref().unwrap_or("");
                return vec![row_name(report, &rule.named), escape(reason)];
            };
            let common = rule.selected.iter().filter(|id| own.contains(id)).count();
            let word = |check| {
                rule.verdict(check)
                    .map_or("–".to_owned(), |v| verdict(&report.found, v))
            };
            vec![
                row_name(report, &rule.named),
                rule.selected.len().to_string(),
                common.to_string(),
                grouped(&audit.total_cost),
                format!("{} %", audit.representation.all.percent),
                word(Check::Jr),
                word(Check::EjrPlusCost),
                word(Check::EjrPlusCardinality),
            ]
        })
        .collect();
    let head = [
        report.found.pick("Rule", "규칙"),
        report.found.pick("Selected", "선정"),
        report.found.pick("In common", "공통"),
        report.found.pick("Cost", "비용"),
        report.found.pick("Voters served", "하나 이상"),
        "JR",
        report.found.pick("EJR+ cost", "EJR+ 비용"),
        report.found.pick("EJR+ number", "EJR+ 개수"),
    ];
    let text = ChartText {
        title: report
            .found
            .pick(
                "Voters with at least one project, by rule",
                "규칙별 하나 이상 선정된 투표자 비율",
            )
            .to_owned(),
        description: report
            .found
            .pick(
                "Share of the voters, in per cent.",
                "전체 투표자 중 비율(%)입니다.",
            )
            .to_owned(),
        parts: Vec::new(),
    };
    let own = table(title, &head, &[1, 2, 3, 4], &rows);
    let audits = found.rules.iter().filter_map(|rule| rule.audit.as_ref());
    let notes: BTreeSet<&str> = audits
        .flat_map(|audit| audit.findings.iter().filter_map(|finding| finding.note))
        .map(|note| report.found.pick(note.in_english(), note.in_korean()))
        .collect();
    let notes: String = notes
        .into_iter()
        .map(|note| format!("<p class=\"prose\">{}</p>", escape(note)))
        .collect();
    format!(
        "<section id=\"comparison\"><h2>{title}</h2>{notes}{}</section>",
        figure(
            report.found.language,
            &bars(&text, &items, Some(100.0)),
            &own,
            rows.len()
        )
    )
}
