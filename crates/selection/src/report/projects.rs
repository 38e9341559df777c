//! Every project: support, price, what it fell short by, where its supporters' money went.

use super::charts::{Bar, ChartText, bars};
use super::{
    Language, Report, count, escape, figure, grouped, grouped_down, grouped_up, number, table,
    terms,
};
use crate::outcome::{ProjectExplanation, Reason};
use crate::supporters::can_be_said;
use crate::{Decimal, Money};

/// Most projects drawn.
const MOST_BARS: usize = 20;

pub(super) fn section(report: &Report<'_>) -> String {
    let projects = &report.outcome.projects;
    let mut out = format!(
        "<section id=\"projects\"><h2>{}</h2>",
        report.found.pick("Projects", "사업별 설명")
    );
    out.push_str(&closest(report));
    let mut order: Vec<&ProjectExplanation> = projects.iter().collect();
    order.sort_by_key(|project| {
        (
            project.round.unwrap_or(usize::MAX),
            u64::MAX - project.votes,
            project.id.clone(),
        )
    });
    let rows: Vec<Vec<String>> = order.iter().map(|project| row(report, project)).collect();
    let head = [
        report.found.pick("Project", "사업"),
        report.found.pick("Outcome", "결과"),
        report.found.pick("Cost", "비용"),
        report.found.pick("Supporters", "지지자"),
        report.found.pick("Effective votes", "유효 표"),
        report.found.pick("Price per vote", "표당 비용"),
        report
            .found
            .pick("Out of reach after round", "감당할 수 없게 된 라운드"),
        report.found.pick("Short by", "부족액"),
        report
            .found
            .pick("Voters more to list it", "더 골라야 했던 투표자"),
    ];
    let caption = report.found.pick(
        "All projects: selected ones first, then by votes",
        "모든 사업(선정 순, 다음은 득표순)",
    );
    out.push_str(&table(caption, &head, &[2, 3, 4, 5, 6, 7, 8], &rows));
    out.push_str(&project_terms(report));
    let flows: String = order
        .iter()
        .filter(|project| !project.supporters_paid.is_empty())
        .map(|project| flow(report, project))
        .collect();
    if !flows.is_empty() {
        out.push_str(&format!(
            "<h3>{}</h3><p class=\"prose\">{}</p>{flows}",
            report.found.pick("Where the money of their supporters went", "지지자들의 돈이 간 곳"),
            report.found.pick(
                "For each project that was not selected: what its supporters paid for other projects they also voted for.",
                "선정되지 않은 사업마다, 그 지지자들이 함께 고른 다른 사업에 낸 돈입니다."
            )
        ));
    }
    out.push_str("</section>");
    out
}

fn row(report: &Report<'_>, project: &ProjectExplanation) -> Vec<String> {
    let fate = match (project.round, project.reason) {
        (Some(round), _) => format!(
            "<span class=\"badge good\">{} {round}</span>",
            report.found.pick("selected in round", "선정, 라운드")
        ),
        (None, reason) => {
            let words = reason.map_or("", |reason| in_words(report, reason));
            format!(
                "<span class=\"badge\">{}</span> {words}{}",
                report.found.pick("not selected", "미선정"),
                about(report, project)
            )
        }
    };
    let round = project
        .round
        .and_then(|round| report.outcome.rounds.get(round - 1));
    let effective = round.and_then(|round| round.payments.as_ref());
    let cell = |text: Option<&String>| text.map_or("–".to_owned(), |text| grouped(text));
    vec![
        report.found.name(&project.id),
        fate,
        grouped(&project.cost),
        grouped(&project.votes.to_string()),
        cell(effective.map(|payments| &payments.effective_votes)),
        cell(project.price_per_vote.as_ref()),
        match project.unaffordable_after {
            None => "–".to_owned(),
            Some(0) => report
                .found
                .pick("from the beginning", "처음부터")
                .to_owned(),
            Some(round) => round.to_string(),
        },
        short(project),
        more_supporters(report, project),
    ]
}

/// By how much it did not fit, which project ended the rule, for which groups it was kept out.
fn about(report: &Report<'_>, project: &ProjectExplanation) -> String {
    let mut words: Vec<String> = Vec::new();
    words.extend(project.stopped_by.as_ref().map(|id| {
        let name = report.found.name(id);
        match report.found.language {
            Language::English => format!("{name} did not fit"),
            Language::Korean => format!("{name}: 남은 예산을 넘음"),
        }
    }));
    words.extend(project.over_budget.as_ref().map(|over| {
        let over = grouped(over);
        match report.found.language {
            Language::English => format!("{over} too dear"),
            Language::Korean => format!("{over} 초과"),
        }
    }));
    words.extend(project.kept_for.iter().map(|group| escape(group)));
    if words.is_empty() {
        return String::new();
    }
    format!(": {}", words.join("; "))
}

/// How many voters more would have had to list it, by a number that was verified or is exact; `–`
/// where nobody worked it out.
fn more_supporters(report: &Report<'_>, project: &ProjectExplanation) -> String {
    let margins = report.found.sensitivity.map(|found| &found.margins);
    let margin = margins.and_then(|margins| margins.iter().find(|m| m.project == project.id));
    let verified = margin.and_then(|margin| margin.added_approvals.as_ref());
    let number = match (verified, project.supporters_short) {
        (Some(change), _) => Some(change.amount.clone()),
        (None, exact) => exact.map(|number| number.to_string()),
    };
    if let Some(number) = number {
        return grouped(&number);
    }
    let cut_short = margin.is_some_and(|margin| margin.cut_short);
    let rule = &report.outcome.rule;
    let said = project.shares_short.is_some() && can_be_said(rule, report.found.election.vote_type);
    if said {
        report
            .found
            .pick("not enough voters", "투표자 부족")
            .to_owned()
    } else if margin.is_some() && !cut_short {
        report.found.pick("none found", "찾지 못함").to_owned()
    } else {
        "–".to_owned()
    }
}

/// What was missing, never shown as less than it is.
fn short(project: &ProjectExplanation) -> String {
    let text = project.short_by.as_deref();
    text.map_or("–".to_owned(), grouped_up)
}

fn in_words<'t>(report: &Report<'t>, reason: Reason) -> &'t str {
    match reason {
        Reason::NoSupport => report.found.pick("nobody supports it", "지지자가 없음"),
        Reason::AboveBudget => report
            .found
            .pick("costs more than the whole budget", "전체 예산보다 비쌈"),
        Reason::NoSeats => report
            .found
            .pick("the number to select is zero", "선정할 사업 수가 0"),
        Reason::NoPot => report
            .found
            .pick("its group has no pot", "서비스군에 배정된 예산 없음"),
        Reason::DoesNotFit => report
            .found
            .pick("did not fit what was left", "남은 예산을 넘음"),
        Reason::TooLittleMoney => report.found.pick(
            "its supporters could not pay for it",
            "지지자들의 남은 돈이 모자람",
        ),
        Reason::NumberReached => report.found.pick(
            "others came before it until the number was reached",
            "다른 사업이 앞서 정해진 개수에 이름",
        ),
        Reason::Stopped => report.found.pick(
            "the rule ended before its turn",
            "차례가 오기 전에 선정이 끝남",
        ),
        Reason::Reserved => report.found.pick(
            "kept out for the lower bound of a group",
            "다른 서비스군의 하한을 위해 제외됨",
        ),
        Reason::Outranked => report
            .found
            .pick("others came before it", "다른 사업이 앞섬"),
        Reason::BelowThreshold => report.found.pick("below the threshold", "기준 미달"),
        Reason::Quota => report.found.pick("bounds of its group", "서비스군 상·하한"),
        Reason::Comparison => report.found.pick("the final comparison", "최종 비교"),
    }
}

/// How near those that were not selected came, nearest first.
fn closest(report: &Report<'_>) -> String {
    let mut near: Vec<(f64, &ProjectExplanation)> = report
        .outcome
        .projects
        .iter()
        .filter_map(|project| {
            // Of these alone it can be said how near their money came; others had enough.
            project.short_by.as_ref()?;
            let behind = project.money_behind.as_deref().map(number)?;
            let cost = number(&project.cost);
            (cost > 0.0 && project.round.is_none()).then_some((behind / cost * 100.0, project))
        })
        .collect();
    if near.is_empty() {
        return String::new();
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.id.cmp(&b.1.id)));
    near.truncate(MOST_BARS);
    let items: Vec<Bar> = near
        .iter()
        .map(|(share, project)| Bar {
            label: report.found.plain_name(&project.id, 40),
            parts: vec![share.clamp(0.0, 100.0)],
            text: format!("{share:.1} %"),
        })
        .collect();
    let rows: Vec<Vec<String>> = near
        .iter()
        .map(|(share, project)| {
            vec![
                report.found.name(&project.id),
                format!("{share:.1} %"),
                project
                    .money_behind
                    .as_deref()
                    .map_or("–".to_owned(), grouped_down),
                grouped(&project.cost),
                short(project),
                more_supporters(report, project),
            ]
        })
        .collect();
    let text = ChartText {
        title: report.found
            .pick("How near the others came", "선정되지 않은 사업이 얼마나 가까웠나")
            .to_owned(),
        description: report.found
            .pick(
                "For the projects that came closest, the share of their cost that their supporters still had at the end.",
                "가장 가까웠던 사업들에 대해, 마지막에 지지자들에게 남은 돈이 비용의 몇 퍼센트였는지를 보여 줍니다.",
            )
            .to_owned(),
        parts: Vec::new(),
    };
    let head = [
        report.found.pick("Project", "사업"),
        report.found.pick("Share of cost", "비용 대비"),
        report.found.pick("Money behind it", "남은 돈"),
        report.found.pick("Cost", "비용"),
        report.found.pick("Short by", "부족액"),
        report
            .found
            .pick("Voters more to list it", "더 골라야 했던 투표자"),
    ];
    let table = table(&text.title, &head, &[1, 2, 3, 4, 5], &rows);
    let chart = bars(&text, &items, Some(100.0));
    format!(
        "<h3>{}</h3>{}",
        text.title,
        figure(report.found.language, &chart, &table, rows.len())
    )
}

/// Most payments listed of one project's supporters; the others are added up.
const MOST_FLOWS: usize = 10;

fn flow(report: &Report<'_>, project: &ProjectExplanation) -> String {
    let mut paid: Vec<(&String, &String)> = project.supporters_paid.iter().collect();
    paid.sort_by(|a, b| number(b.1).total_cmp(&number(a.1)).then(a.0.cmp(b.0)));
    let rest = paid.split_off(paid.len().min(MOST_FLOWS));
    let mut rows: Vec<Vec<String>> = paid
        .iter()
        .map(|(id, amount)| vec![report.found.name(id), grouped(amount)])
        .collect();
    if !rest.is_empty() {
        let others = match report.found.language {
            Language::English => count(rest.len() as u64, "other project", "other projects"),
            Language::Korean => format!("그 밖의 사업 {}개", rest.len()),
        };
        let amounts = rest.iter().map(|(_, amount)| amount.as_str());
        rows.push(vec![
            others,
            sum(amounts).map_or("–".to_owned(), |sum| grouped(&sum)),
        ]);
    }
    let head = [
        report.found.pick("Paid for", "대상 사업"),
        report.found.pick("Amount", "금액"),
    ];
    let caption = report.found.plain_name(&project.id, 60);
    format!(
        "<details><summary>{} <span class=\"id\">{}</span></summary>{}</details>",
        escape(&caption),
        escape(&project.id),
        table(&caption, &head, &[1], &rows)
    )
}

/// The sum of amounts as they are published; `None` where one is no amount.
fn sum<'t>(amounts: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut millionths = 0u128;
    for amount in amounts {
        let (numerator, denominator) = amount.parse::<Decimal>().ok()?.ratio();
        millionths = millionths.checked_add(numerator.checked_mul(1_000_000)? / denominator)?;
    }
    Some(Money(millionths).to_decimal_string(6))
}

/// What the columns of the table of projects mean.
fn project_terms(report: &Report<'_>) -> String {
    let pick = |english, korean| report.found.pick(english, korean);
    terms(&[
        (
            pick("Price per vote", "표당 비용"),
            pick(
                "The cost divided by the supporters: what each pays when all pay the same.",
                "비용을 지지자 수로 나눈 값: 모두 똑같이 낼 때 한 사람의 몫입니다.",
            ),
        ),
        (
            pick("Out of reach after round", "감당할 수 없게 된 라운드"),
            pick(
                "Equal shares: after this round its supporters had less left between them than it costs.",
                "균등 몫: 이 라운드 뒤 지지자들에게 남은 돈의 합이 비용보다 적어졌습니다.",
            ),
        ),
        (
            pick("Short by", "부족액"),
            pick(
                "Equal shares: what its supporters lacked at the end of this count. With other ballots the count could have ended elsewhere.",
                "균등 몫: 이번 집계가 끝났을 때 지지자들에게 모자랐던 금액입니다. 투표가 달랐다면 집계도 달리 끝났을 수 있습니다.",
            ),
        ),
        (
            pick("Voters more to list it", "더 골라야 했던 투표자"),
            pick(
                "Had so many of the voters who paid for nothing listed it as well, it would have been selected, with one less it would not; where the rule was run again around the cut, the number that was verified there. Not enough voters: there are not so many who paid for nothing.",
                "아무 사업에도 내지 않은 투표자 가운데 이만큼이 이 사업도 골랐다면 선정되었고, 한 명이라도 적으면 선정되지 않았습니다. 당락선 주변에서 규칙을 다시 돌린 경우에는 거기서 확인된 수입니다. 투표자 부족: 아무것도 내지 않은 투표자가 그만큼 없습니다.",
            ),
        ),
        (
            "–",
            pick(
                "does not apply, or nobody worked it out for this rule.",
                "해당 없음, 또는 이 규칙에서는 계산하지 않았습니다.",
            ),
        ),
    ])
}
