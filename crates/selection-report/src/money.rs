//! Where the money goes.

use madang_charts::{Bar, ChartText, escape, figure, side_by_side, table};
use madang_selection::audit::GroupShare;
use madang_selection::{Flow, FlowBasis, MoneyFlows};

use crate::Findings;
use crate::numbers::{anchor, grouped, number, percent};

/// `paid` is what voters paid under the rule, where it takes money from them and that is known.
pub(super) fn section(report: &Findings<'_>, paid: &[MoneyFlows]) -> String {
    let found = &report.audit.representation;
    let kinds = [
        (
            "spent-on-groups",
            report.say("money-by-group"),
            &found.groups,
        ),
        (
            "spent-on-audiences",
            report.say("money-by-audience"),
            &found.audiences,
        ),
        (
            "spent-on-categories",
            report.say("money-by-category"),
            &found.categories,
        ),
    ];
    if kinds.iter().all(|(.., shares)| shares.is_empty()) {
        return String::new();
    }
    let title = report.say("money-title");
    let mut out = format!("<section id=\"money\"><h2>{title}</h2>");
    for (id, title, shares) in kinds {
        if !shares.is_empty() {
            out.push_str(&group_shares(report, id, &title, shares));
        }
    }
    for column in &found.voters {
        let paid = paid.iter().find(|paid| paid.column == column.column);
        let (groups, audiences, basis) = match paid {
            Some(paid) => (&paid.to_groups, &paid.to_audiences, paid.basis),
            None => (&column.flows, &column.audience_flows, column.basis),
        };
        let kinds = [
            (groups, "money-flow-to-groups", "money-service-group-one"),
            (audiences, "money-flow-to-audiences", "money-audience-one"),
        ];
        for (flows, title, to) in kinds {
            if !flows.is_empty() {
                let column = column.column.as_str();
                let id = format!("{title}-{}", anchor(column));
                let (title, to) = (
                    report.say_with(title, &[("column", column.into())]),
                    report.say(to),
                );
                out.push_str(&flow_table(
                    report,
                    [&id, &title],
                    [column, &to],
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
    [id, title]: [&str; 2],
    [from, to]: [&str; 2],
    flows: &[Flow],
    basis: FlowBasis,
) -> String {
    let rows: Vec<Vec<String>> = flows
        .iter()
        .map(|flow| {
            vec![
                escape(&flow.from),
                escape(&flow.to),
                report.money(&flow.money),
            ]
        })
        .collect();
    let words = report.say(&format!("money-basis-{}", basis.kind()));
    format!(
        "<h3 id=\"{id}\">{}</h3><p class=\"prose muted\">{words}</p>{}",
        escape(title),
        table(title, &[from, to, &report.say("money-money")], &[2], &rows)
    )
}

fn group_shares(report: &Findings<'_>, id: &str, title: &str, shares: &[GroupShare]) -> String {
    let items: Vec<Bar> = shares
        .iter()
        .map(|share| {
            Bar::new(
                share.name.clone(),
                [number(&share.money_percent), number(&share.choice_percent)],
                format!(
                    "{} · {}",
                    percent(&share.money_percent),
                    percent(&share.choice_percent)
                ),
            )
        })
        .collect();
    let rows: Vec<Vec<String>> = shares
        .iter()
        .map(|share| {
            vec![
                escape(&share.name),
                format!("{} / {}", share.selected, share.projects),
                report.money(&share.money),
                percent(&share.money_percent),
                percent(&share.choice_percent),
                grouped(&share.supporters.to_string()),
                grouped(&share.supporters_served.to_string()),
            ]
        })
        .collect();
    let text = ChartText::new(
        title.to_owned(),
        report.say("money-share-money-spent-beside"),
    )
    .with_parts([
        report.say("money-part-money"),
        report.say("money-part-votes"),
    ]);
    let head = [
        title.to_owned(),
        report.say("report-selected"),
        report.say("money-money"),
        report.say("money-share"),
        report.say("money-share-votes"),
        report.say("report-supporters"),
        report.say("money-these-served"),
    ];
    let own = table(title, &head, &[1, 2, 3, 4, 5, 6], &rows);
    format!(
        "<h3 id=\"{id}\">{}</h3>{}",
        escape(title),
        figure(
            &side_by_side(&text, &items),
            &report.say("report-numbers-table"),
            &own,
            rows.len()
        )
    )
}
