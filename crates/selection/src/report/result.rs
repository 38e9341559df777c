//! What was selected, and how round by round.

use super::charts::{Bar, ChartText, bars, steps};
use super::{Language, Report, count, escape, figure, grouped, number, table, terms};
use crate::outcome::{Phase, Tie, TieStep};

pub(super) fn section(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let all = &report.found.audit.representation.all;
    let mut out = format!(
        "<section id=\"result\"><h2>{}</h2>",
        report.found.pick("Result", "결과")
    );
    let (selected, projects) = (outcome.selected.len(), outcome.projects.len());
    let (cost, budget) = (grouped(&outcome.total_cost), grouped(&outcome.budget));
    let (served, voters) = (
        grouped(&all.at_least_one.to_string()),
        grouped(&all.voters.to_string()),
    );
    let percent = &all.percent;
    let of = count(projects as u64, "project", "projects");
    let were = if selected == 1 { "was" } else { "were" };
    let seats = if budget == "1" {
        "1 seat".to_owned()
    } else {
        format!("{budget} seats")
    };
    // With seats instead of money, cost and budget would only repeat the number of projects.
    let spent = match (report.seats(), report.found.language) {
        (true, Language::English) => {
            format!("{selected} of {of} {were} selected for {seats}")
        }
        (true, Language::Korean) => {
            format!("{budget}석에 사업 {projects}개 중 {selected}개가 선정되었습니다")
        }
        (false, Language::English) => {
            format!("{selected} of {of} {were} selected for {cost} of {budget}")
        }
        (false, Language::Korean) => {
            format!(
                "사업 {projects}개 중 {selected}개가 선정되었습니다. 예산 {budget} 중 {cost} 사용"
            )
        }
    };
    let lead = match report.found.language {
        Language::English => format!(
            "{spent}; {served} of {} ({percent} %) {} at least one project they voted for.",
            count(all.voters, "voter", "voters"),
            if all.at_least_one == 1 { "has" } else { "have" },
        ),
        Language::Korean => format!(
            "{spent}. 투표자 {voters}명 중 {served}명({percent} %)은 고른 사업이 하나 이상 선정되었습니다."
        ),
    };
    out.push_str(&format!("<p class=\"lead\">{lead}</p><dl class=\"facts\">"));
    let mut facts = vec![(report.found.pick("Selected", "선정"), selected.to_string())];
    if report.seats() {
        facts.push((report.found.pick("Seats", "좌석"), budget));
        if let Some(cost) = &outcome.money_cost {
            let name = report.found.pick("Cost in money", "실제 비용");
            facts.push((name, grouped(cost)));
        }
    } else {
        facts.push((report.found.pick("Total cost", "총비용"), cost));
        facts.push((report.found.pick("Budget", "예산"), budget));
    }
    facts.push((report.found.pick("Voters", "투표자"), voters));
    facts.push((
        report.found.pick("Ties decided", "결정된 동률"),
        outcome.ties.len().to_string(),
    ));
    for (name, value) in facts {
        out.push_str(&format!("<div><dt>{name}</dt><dd>{value}</dd></div>"));
    }
    out.push_str("</dl>");
    let grouped_projects = outcome
        .projects
        .iter()
        .any(|project| project.group.is_some());
    let rows: Vec<Vec<String>> = outcome
        .rounds
        .iter()
        .map(|round| {
            let project = outcome
                .projects
                .iter()
                .find(|project| project.id == round.project);
            let mut row = vec![
                report.found.name(&round.project),
                round.round.to_string(),
                grouped(&round.cost),
                project.map_or(String::new(), |project| grouped(&project.votes.to_string())),
                phase(report, round.phase).to_owned(),
            ];
            if grouped_projects {
                let group = project.and_then(|project| project.group.as_deref());
                row.push(escape(group.unwrap_or("")));
            }
            row
        })
        .collect();
    let mut head = vec![
        report.found.pick("Project", "사업"),
        report.found.pick("Place", "순서"),
        report.found.pick("Cost", "비용"),
        report.found.pick("Votes", "표"),
        report.found.pick("Selected by", "선정 단계"),
    ];
    if grouped_projects {
        head.push(report.found.pick("Group", "서비스군"));
    }
    let caption = report
        .found
        .pick("Selected projects in order", "선정된 사업(선정 순)");
    out.push_str(&table(caption, &head, &[1, 2, 3], &rows));
    out.push_str("</section>");
    out
}

fn phase<'t>(report: &Report<'t>, phase: Phase) -> &'t str {
    match phase {
        Phase::ZeroCost => report.found.pick("costs nothing", "비용 없음"),
        Phase::EqualShares => report.found.pick("equal shares", "균등 몫"),
        Phase::BoundedOverspending => report.found.pick(
            "equal shares, bounded overspending",
            "균등 몫, 초과 지출 제한",
        ),
        Phase::Greedy => report.found.pick("greedy", "다득표순"),
        Phase::Phragmen => report.found.pick("Phragmén", "프라그멘"),
        Phase::ProportionalApproval => report.found.pick("proportional approval", "비례 승인"),
        Phase::Scores => report.found.pick("scores", "평가 점수"),
        Phase::UtilitarianCompletion => report.found.pick("completion by votes", "득표순 보충"),
        Phase::PhragmenCompletion => report.found.pick("completion, Phragmén", "프라그멘 보충"),
        Phase::Reserve => report
            .found
            .pick("reserved for its group", "서비스군 하한 배정"),
    }
}

/// Most rounds drawn as bars.
const MOST_BARS: usize = 30;

pub(super) fn rounds(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    if outcome.rounds.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<section id=\"rounds\"><h2>{}</h2>",
        report.found.pick("Rounds", "라운드")
    );
    let left = outcome.rounds.last().map_or("", |round| &round.budget_left);
    let after = outcome.rounds.iter().map(|round| &round.budget_left);
    let values: Vec<f64> = std::iter::once(&outcome.budget)
        .chain(after)
        .map(|amount| number(amount))
        .collect();
    let text = ChartText {
        title: report.left_title().to_owned(),
        description: match report.found.language {
            Language::English => format!(
                "The budget falls from {} to {} over {}.",
                grouped(&outcome.budget),
                grouped(left),
                count(outcome.rounds.len() as u64, "round", "rounds")
            ),
            Language::Korean => format!(
                "{}라운드 동안 남은 예산의 변화: {} → {}.",
                outcome.rounds.len(),
                grouped(&outcome.budget),
                grouped(left)
            ),
        },
        parts: Vec::new(),
    };
    let last = outcome.rounds.len().to_string();
    let budget_text = grouped(&outcome.budget);
    let chart = steps(
        &text,
        &values,
        [
            report.found.pick("round", "라운드"),
            &budget_text,
            "0",
            &last,
        ],
    );
    out.push_str(&format!("<h3>{}</h3>", text.title));
    let paid = outcome.rounds.iter().any(|round| round.payments.is_some());
    let rows: Vec<Vec<String>> = outcome
        .rounds
        .iter()
        .map(|round| {
            let mut row = vec![
                format!("{}. {}", round.round, report.found.name(&round.project)),
                grouped(&round.cost),
                exactly(&round.budget_left),
                round.value.clone(),
            ];
            if paid {
                let payments = round.payments.as_ref();
                let cell = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
                row.extend([
                    cell(payments.map(|p| grouped(&p.largest))),
                    cell(payments.map(|p| grouped(&p.effective_votes))),
                    cell(payments.map(|p| grouped(&p.in_full.to_string()))),
                    cell(payments.map(|p| grouped(&p.in_part.to_string()))),
                    cell(payments.map(|p| grouped(&p.nothing.to_string()))),
                ]);
            }
            row.push(round.runner_up.as_ref().map_or("–".to_owned(), |next| {
                format!(
                    "{} <span class=\"muted\">{}</span>",
                    report.found.name(&next.project),
                    next.value
                )
            }));
            row
        })
        .collect();
    let mut head = vec![
        report.found.pick("Round", "라운드"),
        report.found.pick("Cost", "비용"),
        report.found.pick("Budget left", "남은 예산"),
        report.found.pick("Value compared", "비교값"),
    ];
    if paid {
        head.extend([
            report.found.pick("Largest payment", "최대 부담액"),
            report.found.pick("Effective votes", "유효 표"),
            report.found.pick("Paid in full", "전액 부담"),
            report.found.pick("Paid in part", "일부 부담"),
            report.found.pick("Paid nothing", "부담 없음"),
        ]);
    }
    head.push(report.found.pick("Next best", "다음 순위"));
    let numeric: Vec<usize> = (1..head.len() - 1).collect();
    let caption = report.found.pick(
        "Every round: price, payers, next best",
        "라운드별 가격, 부담자, 다음 순위",
    );
    out.push_str(&figure(
        report.found.language,
        &chart,
        &table(caption, &head, &numeric, &rows),
        rows.len(),
    ));
    out.push_str(&round_terms(report, paid));
    if paid {
        out.push_str(&payers(report));
    }
    out.push_str("</section>");
    out
}

/// An amount with all its decimals.
fn exactly(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, part)) => format!("{}.{part}", grouped(whole)),
        None => grouped(text),
    }
}

/// What the columns of the table of rounds mean.
fn round_terms(report: &Report<'_>, paid: bool) -> String {
    let mut phases: Vec<Phase> = Vec::new();
    for round in &report.outcome.rounds {
        if !phases.contains(&round.phase) {
            phases.push(round.phase);
        }
    }
    let pick = |english, korean| report.found.pick(english, korean);
    let compared: Vec<&str> = phases
        .into_iter()
        .map(|phase| match phase {
            Phase::ZeroCost => pick(
                "nothing where a project costs nothing",
                "비용이 없는 사업은 비교하지 않음",
            ),
            Phase::EqualShares => pick(
                "equal shares: the price its supporters pay per unit of utility, the smallest first",
                "균등 몫: 지지자들이 효용 한 단위에 내는 가격, 작은 것부터",
            ),
            Phase::BoundedOverspending => pick(
                "bounded overspending: that price divided by the part of the cost that supporters can pay, the smallest first",
                "초과 지출 제한: 그 가격을 지지자들이 감당하는 비용의 비율로 나눈 값, 작은 것부터",
            ),
            Phase::Greedy | Phase::UtilitarianCompletion => pick(
                "greedy and completion by votes: the utility of all supporters per unit of cost, the largest first (the votes where utility is the cost)",
                "다득표순과 득표순 보충: 비용 한 단위에 지지자 전체가 얻는 효용, 큰 것부터(효용이 비용이면 득표수)",
            ),
            Phase::Phragmen | Phase::PhragmenCompletion | Phase::Reserve => pick(
                "Phragmén and places kept for a group: what each supporter would carry of the costs afterwards, the smallest first",
                "프라그멘과 하한 배정: 선정 뒤 지지자 한 사람이 지게 되는 비용의 몫, 작은 것부터",
            ),
            Phase::ProportionalApproval => pick(
                "proportional approval: votes, each divided by one more than the selected projects on its ballot, the largest first",
                "비례 승인: 각 표를 그 표에서 이미 선정된 사업 수에 1을 더한 값으로 나눈 합, 큰 것부터",
            ),
            Phase::Scores => pick(
                "scores: the weighted mean of ballots and bodies, the largest first",
                "평가 점수: 투표와 평가단의 가중 평균, 큰 것부터",
            ),
        })
        .collect();
    let compared = format!(
        "{} {}",
        compared.join("; ") + ".",
        pick(
            "Money in it counts in the smallest unit.",
            "값에 든 금액의 단위는 가장 작은 화폐 단위입니다."
        )
    );
    let mut list = vec![(pick("Value compared", "비교값"), compared.as_str())];
    if paid {
        list.push((
            pick("Effective votes", "유효 표"),
            pick(
                "The cost divided by the largest payment: as many voters paying that much would pay for it alone.",
                "비용을 최대 부담액으로 나눈 값: 그만큼씩 내는 투표자 몇 명이면 비용을 모두 낼 수 있는지를 뜻합니다.",
            ),
        ));
    }
    list.push((
        "–",
        pick(
            "does not apply: nothing was paid, or there was no other project.",
            "해당 없음: 낸 돈이 없거나 다른 사업이 없었습니다.",
        ),
    ));
    terms(&list)
}

/// Who paid for each of the first projects; the table of rounds has the same numbers for all.
fn payers(report: &Report<'_>) -> String {
    let paid = report
        .outcome
        .rounds
        .iter()
        .filter_map(|round| Some((round, round.payments.as_ref()?)));
    let items: Vec<Bar> = paid
        .take(MOST_BARS)
        .map(|(round, payments)| {
            let counts = [payments.in_full, payments.in_part, payments.nothing];
            Bar {
                label: format!(
                    "{}. {}",
                    round.round,
                    report.found.plain_name(&round.project, 36)
                ),
                parts: counts.iter().map(|count| *count as f64).collect(),
                text: counts.map(|count| grouped(&count.to_string())).join(" · "),
            }
        })
        .collect();
    let text = ChartText {
        title: report.found
            .pick("Supporters by what they paid", "지지자가 낸 몫(전액·일부·없음)")
            .to_owned(),
        description: report.found
            .pick(
                "For each project how many supporters paid the full price, all they had left, or nothing. The table of rounds above has the numbers.",
                "사업마다 전액을 낸 지지자, 남은 돈을 모두 낸 지지자, 내지 못한 지지자의 수. 같은 수가 위 라운드 표에 있습니다.",
            )
            .to_owned(),
        parts: vec![
            report.found.pick("paid in full", "전액 부담").to_owned(),
            report.found.pick("paid all they had left", "남은 돈을 모두 부담").to_owned(),
            report.found.pick("had nothing left", "남은 돈 없음").to_owned(),
        ],
    };
    format!(
        "<h3>{}</h3><figure>{}</figure>",
        text.title,
        bars(&text, &items, None)
    )
}

/// An exact fraction with its decimal beside it, where the two are not the same.
fn beside(exact: &str, decimal: &str) -> String {
    if exact == decimal {
        format!("<code>{}</code>", escape(exact))
    } else {
        format!("{} (<code>{}</code>)", grouped(decimal), escape(exact))
    }
}

/// The tied projects, with the number of those that are not listed.
fn tied(report: &Report<'_>, tie: &Tie) -> String {
    let names = report.found.names(&tie.projects);
    let more = tie.tied.saturating_sub(tie.projects.len());
    match (more, report.found.language) {
        (0, _) => names,
        (_, Language::English) => format!("{names}; and {more} more"),
        (_, Language::Korean) => format!("{names} 외 {more}개"),
    }
}

pub(super) fn ties_and_input(report: &Report<'_>) -> String {
    let outcome = report.outcome;
    let title = report.found.pick("Ties, rule and input", "동률·규칙·입력");
    let mut out = format!("<section id=\"input\"><h2>{title}</h2>");
    if outcome.ties.is_empty() {
        out.push_str(&format!(
            "<p>{}</p>",
            report.found.pick("There was no tie.", "동률은 없었습니다.")
        ));
    } else {
        let rows: Vec<Vec<String>> = outcome
            .ties
            .iter()
            .map(|tie| {
                let step = match tie.decided_by {
                    TieStep::LowestCost => report.found.pick("lowest cost", "낮은 비용"),
                    TieStep::MostVotes => report.found.pick("most votes", "많은 표"),
                    TieStep::Lot => report.found.pick("lot", "추첨"),
                    TieStep::Id => report.found.pick("id", "식별자"),
                };
                vec![tie.round.to_string(), tied(report, tie), step.to_owned()]
            })
            .collect();
        let head = [
            report.found.pick("Round", "라운드"),
            report.found.pick(
                "Tied projects, the first was taken",
                "동률 사업(첫째가 선정)",
            ),
            report.found.pick("Decided by", "결정 기준"),
        ];
        out.push_str(&table(report.found.pick("Ties", "동률"), &head, &[], &rows));
    }
    for (group, endowment) in outcome.endowments() {
        out.push_str(&format!(
            "<p>{}{}: {} → {} ({})</p>",
            report.found.pick("Endowment per voter", "투표자 1인당 몫"),
            group.map_or(String::new(), |group| format!(" ({})", escape(group))),
            beside(&endowment.first, &endowment.first_decimal),
            beside(&endowment.last, &endowment.last_decimal),
            match report.found.language {
                Language::English => count(endowment.raises, "raise", "raises"),
                Language::Korean => format!("{}회 인상", endowment.raises),
            }
        ));
    }
    if let Some(compared) = &outcome.comparison {
        out.push_str(&format!(
            "<p>{}: {} / {} – {}</p>",
            report.found.pick(
                "Final comparison, voters who prefer this outcome / greedy",
                "최종 비교: 이 결과 선호 / 다득표순 선호"
            ),
            grouped(&compared.prefer_own.to_string()),
            grouped(&compared.prefer_other.to_string()),
            if compared.kept {
                report.found.pick("kept", "유지")
            } else {
                report.found.pick("the other was taken", "다른 결과 채택")
            }
        ));
    }
    if !outcome.quotas.is_empty() {
        let rows: Vec<Vec<String>> = outcome
            .quotas
            .iter()
            .map(|quota| {
                let most = quota
                    .most_number
                    .map_or("–".to_owned(), |most| most.to_string());
                let met = if quota.met {
                    format!(
                        "<span class=\"badge good\">{}</span>",
                        report.found.pick("met", "충족")
                    )
                } else {
                    format!(
                        "<span class=\"badge bad\">{}</span>",
                        report.found.pick("not met", "미충족")
                    )
                };
                vec![
                    escape(&quota.group),
                    quota.number.to_string(),
                    quota.least_number.to_string(),
                    most,
                    grouped(&quota.cost),
                    met,
                ]
            })
            .collect();
        let head = [
            report.found.pick("Group", "서비스군"),
            report.found.pick("Selected", "선정"),
            report.found.pick("At least", "하한"),
            report.found.pick("At most", "상한"),
            report.found.pick("Cost", "비용"),
            "",
        ];
        let caption = report.found.pick("Bounds of groups", "서비스군별 상·하한");
        out.push_str(&table(caption, &head, &[1, 2, 3, 4], &rows));
    }
    let warnings: Vec<String> = outcome
        .warnings
        .iter()
        .map(|(_, met)| format!("<li>{} × {}</li>", met.count, escape(&met.treatment)))
        .collect();
    if !warnings.is_empty() {
        out.push_str(&format!(
            "<h3>{}</h3><ul>{}</ul>",
            report
                .found
                .pick("What was doubtful in the input", "입력에서 의심스러웠던 것"),
            warnings.concat()
        ));
    }
    let rule = serde_json::to_string_pretty(&outcome.rule).unwrap_or_default();
    out.push_str(&format!(
        "<h3>{}</h3><pre>{}</pre><p>{}: <code>{}</code></p></section>",
        report.found.pick("The rule, in full", "규칙 전문"),
        escape(&rule),
        report
            .found
            .pick("Digest of the input (SHA-256)", "입력 다이제스트(SHA-256)"),
        escape(&outcome.input_digest)
    ));
    out
}
