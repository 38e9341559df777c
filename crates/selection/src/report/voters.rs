//! Who is represented, where the money goes, and what the audits found.

use super::charts::{Bar, ChartText, bars, side_by_side};
use super::{Findings, Language, count, escape, figure, grouped, number, table};
use crate::audit::{Check, Evidence, Finding, GroupShare, Verdict, VoterColumn};
use crate::flow::{Flow, FlowBasis};
use crate::{ColumnLeftOut, MoneyFlows};

pub(super) fn representation(report: &Findings<'_>) -> String {
    let found = &report.audit.representation;
    let all = &found.all;
    let title = report.pick("Representation", "대표성");
    let mut out = format!("<section id=\"representation\"><h2>{title}</h2>");
    let share = |count: u64| count as f64 / all.voters.max(1) as f64 * 100.0;
    let voters = |number: u64| match report.language {
        Language::English => count(number, "voter", "voters"),
        Language::Korean => format!("{}명", grouped(&number.to_string())),
    };
    let items: Vec<Bar> = (0usize..)
        .zip(&all.by_number)
        .map(|(selected, number)| Bar {
            label: match report.language {
                Language::English => format!("{selected} selected"),
                Language::Korean => format!("{selected}개 선정"),
            },
            parts: vec![*number as f64],
            text: format!("{}, {:.1} %", voters(*number), share(*number)),
        })
        .collect();
    let rows: Vec<Vec<String>> = (0usize..)
        .zip(&all.by_number)
        .map(|(selected, count)| {
            let at_least: u64 = all.by_number[selected..].iter().sum();
            vec![
                selected.to_string(),
                grouped(&count.to_string()),
                format!("{:.1} %", share(*count)),
                format!("{:.1} %", share(at_least)),
            ]
        })
        .collect();
    let text = ChartText {
        title: report
            .pick(
                "Voters by how many of their projects were selected",
                "고른 사업 중 몇 개가 선정되었나",
            )
            .to_owned(),
        description: match report.language {
            Language::English => format!(
                "{} per cent of the voters have at least one selected project; the mean is {}.",
                all.percent, all.mean_number
            ),
            Language::Korean => format!(
                "투표자의 {} %는 하나 이상이 선정되었고, 평균은 {}개입니다.",
                all.percent, all.mean_number
            ),
        },
        parts: Vec::new(),
    };
    let head = [
        report.pick("Selected projects on the ballot", "선정된 사업 수"),
        report.pick("Voters", "투표자"),
        report.pick("Share", "비율"),
        report.pick("At least so many", "이 수 이상"),
    ];
    out.push_str(&format!("<h3>{}</h3>", text.title));
    let table_text = table(&text.title, &head, &[1, 2, 3], &rows);
    out.push_str(&figure(
        report.language,
        &bars(&text, &items, None),
        &table_text,
        rows.len(),
    ));
    for column in &found.voters {
        out.push_str(&voter_column(report, column));
    }
    out.push_str(&columns_left_out(report, &found.columns_left_out));
    out.push_str("</section>");
    out
}

/// Names the columns that have too many values to tell voters apart.
pub(super) fn columns_left_out(report: &Findings<'_>, left_out: &[ColumnLeftOut]) -> String {
    let sentences = left_out.iter().map(|left_out| {
        let (column, most) = (escape(&left_out.column), left_out.more_than);
        match report.language {
            Language::English => {
                format!("Voters are not told apart by {column}: it has more than {most} values.")
            }
            Language::Korean => {
                format!("{column} 항목은 값이 {most}개를 넘어 투표자를 나누지 않았습니다.")
            }
        }
    });
    let sentences: Vec<String> = sentences.collect();
    if sentences.is_empty() {
        return String::new();
    }
    format!("<p class=\"muted prose\">{}</p>", sentences.join(" "))
}

fn voter_column(report: &Findings<'_>, column: &VoterColumn) -> String {
    let unknown = report.pick("not stated", "응답 없음");
    let name = |value: &str| {
        if value.is_empty() {
            unknown.to_owned()
        } else {
            value.to_owned()
        }
    };
    let items: Vec<Bar> = column
        .values
        .iter()
        .map(|(value, counts)| Bar {
            label: name(value),
            parts: vec![number(&counts.percent)],
            text: format!("{} %", counts.percent),
        })
        .collect();
    let rows: Vec<Vec<String>> = column
        .values
        .iter()
        .map(|(value, counts)| {
            vec![
                escape(&name(value)),
                grouped(&counts.voters.to_string()),
                grouped(&counts.at_least_one.to_string()),
                format!("{} %", counts.percent),
                counts.mean_number.clone(),
            ]
        })
        .collect();
    let title = match report.language {
        Language::English => format!("By {}", column.column),
        Language::Korean => format!("{}별", column.column),
    };
    let text = ChartText {
        title: title.clone(),
        description: report
            .pick(
                "Share of voters with at least one selected project.",
                "하나 이상이 선정된 투표자의 비율입니다.",
            )
            .to_owned(),
        parts: Vec::new(),
    };
    let head = [
        column.column.as_str(),
        report.pick("Voters", "투표자"),
        report.pick("With at least one", "하나 이상"),
        report.pick("Share", "비율"),
        report.pick("Mean", "평균"),
    ];
    let own = table(&title, &head, &[1, 2, 3, 4], &rows);
    format!(
        "<h3>{}</h3>{}",
        escape(&title),
        figure(
            report.language,
            &bars(&text, &items, Some(100.0)),
            &own,
            rows.len()
        )
    )
}

/// `paid` is what voters paid under the rule, where it takes money from them and that is known.
pub(super) fn money(report: &Findings<'_>, paid: &[MoneyFlows]) -> String {
    let found = &report.audit.representation;
    let kinds = [
        (report.pick("By service group", "서비스군별"), &found.groups),
        (report.pick("By audience", "대상별"), &found.audiences),
        (report.pick("By category", "분야별"), &found.categories),
    ];
    if kinds.iter().all(|(_, shares)| shares.is_empty()) {
        return String::new();
    }
    let title = report.pick("Where the money goes", "예산의 흐름");
    let mut out = format!("<section id=\"money\"><h2>{title}</h2>");
    for (title, shares) in kinds {
        if !shares.is_empty() {
            out.push_str(&group_shares(report, title, shares));
        }
    }
    for column in &found.voters {
        let paid = paid.iter().find(|paid| paid.column == column.column);
        let (groups, audiences, basis) = match paid {
            Some(paid) => (&paid.to_groups, &paid.to_audiences, paid.basis),
            None => (&column.flows, &column.audience_flows, column.basis),
        };
        let kinds = [
            (groups, "service groups", "서비스군", "Service group"),
            (audiences, "audiences", "대상", "Audience"),
        ];
        for (flows, plural, korean, singular) in kinds {
            if !flows.is_empty() {
                let title = match report.language {
                    Language::English => format!("From voters by {} to {plural}", column.column),
                    Language::Korean => format!("{}별 투표자에서 {korean}으로", column.column),
                };
                let to = report.pick(singular, korean);
                out.push_str(&flow_table(
                    report,
                    &title,
                    [&column.column, to],
                    flows,
                    basis,
                ));
            }
        }
    }
    out.push_str("</section>");
    out
}

fn flow_table(
    report: &Findings<'_>,
    title: &str,
    [from, to]: [&str; 2],
    flows: &[Flow],
    basis: FlowBasis,
) -> String {
    let rows: Vec<Vec<String>> = flows
        .iter()
        .map(|flow| vec![escape(&flow.from), escape(&flow.to), grouped(&flow.money)])
        .collect();
    let words = match basis {
        FlowBasis::EqualDivision => report.pick(
            "Each selected project's cost is divided equally among its supporters.",
            "선정된 사업의 비용을 지지자 수로 똑같이 나눈 값입니다.",
        ),
        FlowBasis::Payments => report.pick(
            "What these voters paid under the rule.",
            "규칙에 따라 이 투표자들이 실제로 낸 돈입니다.",
        ),
        FlowBasis::PaymentsAndEqualDivision => report.pick(
            "What these voters paid under the rule; the cost of what a completion selected is divided equally among its supporters.",
            "규칙에 따라 이 투표자들이 실제로 낸 돈이며, 보충으로 선정된 사업의 비용은 지지자 수로 똑같이 나누었습니다.",
        ),
    };
    format!(
        "<h3>{}</h3><p class=\"prose muted\">{words}</p>{}",
        escape(title),
        table(
            title,
            &[from, to, report.pick("Money", "금액")],
            &[2],
            &rows
        )
    )
}

fn group_shares(report: &Findings<'_>, title: &str, shares: &[GroupShare]) -> String {
    let items: Vec<Bar> = shares
        .iter()
        .map(|share| Bar {
            label: share.name.clone(),
            parts: vec![number(&share.money_percent), number(&share.choice_percent)],
            text: format!("{} % · {} %", share.money_percent, share.choice_percent),
        })
        .collect();
    let rows: Vec<Vec<String>> = shares
        .iter()
        .map(|share| {
            vec![
                escape(&share.name),
                format!("{} / {}", share.selected, share.projects),
                grouped(&share.money),
                format!("{} %", share.money_percent),
                format!("{} %", share.choice_percent),
                grouped(&share.supporters.to_string()),
                grouped(&share.supporters_served.to_string()),
            ]
        })
        .collect();
    let text = ChartText {
        title: title.to_owned(),
        description: report
            .pick(
                "Share of the money spent beside the share of all votes.",
                "쓰인 예산의 비율과 전체 표의 비율을 나란히 보여 줍니다.",
            )
            .to_owned(),
        parts: vec![
            report.pick("share of the money", "예산 비율").to_owned(),
            report.pick("share of the votes", "표 비율").to_owned(),
        ],
    };
    let head = [
        title,
        report.pick("Selected", "선정"),
        report.pick("Money", "금액"),
        report.pick("Share", "예산 비율"),
        report.pick("Share of votes", "표 비율"),
        report.pick("Supporters", "지지자"),
        report.pick("Of these served", "이 중 선정된 사람"),
    ];
    let own = table(title, &head, &[1, 2, 3, 4, 5, 6], &rows);
    format!(
        "<h3>{}</h3>{}",
        escape(title),
        figure(
            report.language,
            &side_by_side(&text, &items),
            &own,
            rows.len()
        )
    )
}

pub(super) fn audits(report: &Findings<'_>) -> String {
    let title = report.pick("Audits", "공정성 검증");
    let mut out = format!(
        "<section id=\"audits\"><h2>{title}</h2><p class=\"prose\">{}</p>",
        report.pick(
            "Is any group of voters left without what its share of the budget could pay for? Each answer is exact.",
            "예산의 제 몫으로 감당할 수 있는 사업을 얻지 못한 투표자 집단이 있는지 검사합니다. 모든 답은 정확합니다."
        )
    );
    for finding in &report.audit.findings {
        out.push_str(&audit_finding(report, finding));
    }
    out.push_str("</section>");
    out
}

fn audit_finding(report: &Findings<'_>, finding: &Finding) -> String {
    let badge = verdict(report, finding.verdict);
    let name = match finding.check {
        Check::WithinLimits => report.pick("Within budget and number", "예산과 개수 한도"),
        Check::Jr => report.pick("Justified representation (JR)", "정당한 대표(JR)"),
        Check::Ejr => report.pick(
            "Extended justified representation (EJR)",
            "확장된 정당한 대표(EJR)",
        ),
        Check::EjrPlus => "EJR+",
        Check::EjrPlusCost => report.pick(
            "EJR+ up to one project, by cost",
            "EJR+(한 사업 차이, 비용 기준)",
        ),
        Check::EjrPlusCardinality => report.pick(
            "EJR+ up to one project, by number",
            "EJR+(한 사업 차이, 개수 기준)",
        ),
        Check::Priceability => report.pick("Priceability", "가격 정당성"),
    };
    let definition = match report.language {
        Language::English => finding.check.definition(),
        Language::Korean => finding.check.definition_in_korean(),
    };
    let note = finding.note.map_or(String::new(), |note| {
        let text = report.pick(note.in_english(), note.in_korean());
        format!("<p>{}</p>", escape(text))
    });
    format!(
        "<article class=\"finding\"><h3>{name} {badge}</h3><p>{}</p>{note}<p class=\"muted\">{}</p></article>",
        evidence(report, &finding.evidence),
        escape(definition)
    )
}

pub(super) fn verdict(report: &Findings<'_>, verdict: Verdict) -> String {
    let (class, word) = match verdict {
        Verdict::Holds => ("good", report.pick("holds", "충족")),
        Verdict::Violated => ("bad", report.pick("violated", "위반")),
        Verdict::Undecided => ("notice", report.pick("undecided", "미결정")),
    };
    format!("<span class=\"badge {class}\">{word}</span>")
}

fn evidence(report: &Findings<'_>, evidence: &Evidence) -> String {
    let korean = report.language == Language::Korean;
    match evidence {
        Evidence::Totals { number, most } => {
            let most = most.map_or(String::new(), |most| format!(" / {most}"));
            let unit = match (number, most.is_empty()) {
                (1, true) => report.pick("project", "개 사업"),
                _ => report.pick("projects", "개 사업"),
            };
            format!(
                "{number}{most} {unit}; {} / {}",
                grouped(&report.audit.total_cost),
                grouped(&report.audit.budget)
            )
        }
        Evidence::Closest { groups } => match groups.first() {
            None => report
                .pick(
                    "No other project has such supporters.",
                    "해당하는 집단이 없습니다.",
                )
                .to_owned(),
            Some(group) => {
                let (voters, project) = (
                    grouped(&group.voters.to_string()),
                    report.name(&group.project),
                );
                let (money, needed) = (grouped(&group.money), grouped(&group.needed));
                if korean {
                    format!(
                        "가장 가까운 집단: {project}의 지지자 {voters}명. 이들의 몫 {money}, 필요한 몫 {needed}."
                    )
                } else {
                    format!(
                        "Closest: {} of {project}. Their shares come to {money}; they would need {needed}.",
                        count(group.voters, "supporter", "supporters")
                    )
                }
            }
        },
        Evidence::Deprived(group) => {
            let (voters, projects) = (
                grouped(&group.voters.to_string()),
                report.names(&group.projects),
            );
            let (money, needed) = (grouped(&group.money), grouped(&group.needed));
            let most = grouped(&group.satisfaction);
            if korean {
                format!(
                    "투표자 {voters}명이 모두 고른 사업: {projects}. 이들의 몫 {money}, 필요한 몫 {needed}. 그러나 얻은 것은 누구나 {most} 이하입니다."
                )
            } else {
                format!(
                    "{} {projects}. Their shares come to {money} and they needed {needed}, but none of them has more than {most}.",
                    count(group.voters, "voter lists", "voters all list")
                )
            }
        }
        Evidence::FollowsFrom { check } => {
            format!(
                "{} {}",
                report.pick("It follows from", "다음에서 따라 나옵니다:"),
                check.as_str()
            )
        }
        Evidence::Exhausted { sets } => {
            format!(
                "{}: {sets}",
                report.pick("Sets of projects gone through", "검토한 사업 집합")
            )
        }
        Evidence::Prices(prices) => format!(
            "{} <code>{}</code> ({}){}",
            report.pick(
                "Payments exist, with an endowment per voter of",
                "지불 체계가 있습니다. 1인당 몫:"
            ),
            escape(&prices.endowment),
            escape(found_by(report, &prices.found_by)),
            match prices.payments_left_out {
                Some(_) => report.pick(
                    ". The payments are too many to be written out: only the audit made again confirms this.",
                    ". 지불 내역이 너무 많아 적지 않았으므로, 감사를 다시 돌려야만 확인할 수 있습니다."
                ),
                None => "",
            }
        ),
        Evidence::NoPrices(none) if !none.without_supporters.is_empty() => format!(
            "{} {}",
            report.pick("Nobody can pay for", "지지자가 없는 선정 사업:"),
            report.names(&none.without_supporters)
        ),
        Evidence::NoPrices(none) => {
            let ids: Vec<String> = none.weights.iter().map(|(id, _)| id.clone()).collect();
            let (left, cost) = (grouped(&none.weighted_left), grouped(&none.weighted_cost));
            let names = report.names(&ids);
            if korean {
                format!(
                    "어떻게 나누어 내더라도 {names}의 지지자에게 남는 돈(가중)은 최소 {left}: 비용 {cost}보다 많습니다."
                )
            } else {
                format!(
                    "However the selected projects are paid for, the supporters of {names} keep (weighted) at least {left}, more than the cost {cost}."
                )
            }
        }
        Evidence::Bound { reason } => escape(reason),
    }
}

/// How payments were found, in the report's language.
fn found_by<'t>(report: &Findings<'_>, english: &'t str) -> &'t str {
    let korean = match english {
        "the mean of maximum flows" => "최대 흐름들의 평균",
        "there are no voters" => "투표자 없음",
        _ => "선정 결과에 균등 몫 방식 적용",
    };
    report.language.pick(english, korean)
}
