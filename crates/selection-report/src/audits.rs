//! What the audits found.

use madang_charts::escape;
use madang_selection::audit::{Check, Evidence, Finding, Note, PriceSystem, Verdict};
use madang_selection::{Rule, SelectionRule, Utility};

use crate::Findings;
use crate::numbers::grouped;
use crate::plain::note_words;

pub(super) fn section(report: &Findings<'_>) -> String {
    let title = report.say("audits-title");
    let mut out = format!(
        "<section id=\"audits\"><h2>{title}</h2><p class=\"prose\">{}</p>",
        report.say("audits-question")
    );
    for finding in &report.audit.findings {
        out.push_str(&audit_finding(report, finding));
    }
    out.push_str("</section>");
    out
}

fn audit_finding(report: &Findings<'_>, finding: &Finding) -> String {
    let check = finding.check.as_str();
    let aims = report
        .outcome
        .map(|outcome| aims_at(&outcome.rule, finding.check));
    let badge = match (finding.verdict, aims) {
        // What a rule does not aim at is no fault of it.
        (Verdict::Violated, Some(false)) => badge("", &report.say("audits-violated")),
        (found, _) => verdict(report, found),
    };
    let name = match finding.check {
        Check::WithinLimits => report.say("audits-within-budget-number"),
        Check::Jr => report.say("audits-justified-representation-jr"),
        Check::Ejr => report.say("audits-extended-justified-representation-ejr"),
        Check::EjrPlus => "EJR+".to_owned(),
        Check::EjrPlusCost => report.say("audits-ejrplus-up-one-project"),
        Check::EjrPlusCardinality => report.say("audits-ejrplus-up-one-project-number"),
        Check::Priceability => report.say("audits-priceability"),
    };
    let plain = report.say(&format!("audits-plain-{check}"));
    let aim = aims.filter(|_| finding.check != Check::WithinLimits);
    let aim = aim.map_or(String::new(), |aims| {
        report.say(if aims {
            "audits-aimed-at"
        } else {
            "audits-not-aimed-at"
        })
    });
    let note = finding.note.map_or(String::new(), |note| {
        format!("<p>{}</p>", escape(&note_text(report, note)))
    });
    let (theory, definition) = (
        report.say("audits-theory"),
        report.say(&format!("audits-definition-{check}")),
    );
    format!(
        "<article class=\"finding\"><h3 id=\"audit-{check}\">{name} {badge}</h3><p>{plain} {aim}</p><p>{}</p>{note}\
         <details><summary>{theory}<span class=\"sr-only\">: {name}</span></summary><p class=\"muted\">{}</p></details></article>",
        evidence(report, finding.check, &finding.evidence),
        escape(&definition)
    )
}

/// Whether a rule is made so that its outcomes have a property; of what it only happens to reach, not.
fn aims_at(rule: &SelectionRule, check: Check) -> bool {
    let by_number = matches!(rule.utility, Utility::Cardinality {});
    match (&rule.rule, check) {
        (_, Check::WithinLimits) => true,
        (Rule::EqualShares {}, Check::EjrPlusCost) => !by_number,
        (Rule::EqualShares {}, Check::EjrPlusCardinality) => by_number,
        (Rule::EqualShares {}, _) => true,
        (Rule::Phragmen { .. }, Check::Jr | Check::Priceability) => true,
        (Rule::ProportionalApproval {}, Check::Jr | Check::Ejr | Check::EjrPlus) => true,
        _ => false,
    }
}

fn badge(class: &str, word: &str) -> String {
    let class = format!("badge {class}");
    format!("<span class=\"{}\">{word}</span>", class.trim_end())
}

pub(super) fn verdict(report: &Findings<'_>, verdict: Verdict) -> String {
    let (class, word) = match verdict {
        Verdict::Holds => ("good", report.say("audits-holds")),
        Verdict::Violated => ("bad", report.say("audits-violated")),
        Verdict::Undecided => ("notice", report.say("audits-undecided")),
    };
    badge(class, &word)
}

/// What must be known to read a verdict.
pub(super) fn note_text(report: &Findings<'_>, note: Note) -> String {
    note_words(report.language, note)
}

pub(super) fn evidence(report: &Findings<'_>, check: Check, evidence: &Evidence) -> String {
    match evidence {
        Evidence::Totals { number, most } => report.say_with(
            match most {
                None => "audits-totals",
                Some(_) => "audits-totals-of",
            },
            &[
                ("count", (*number as u64).into()),
                ("number", number.to_string().into()),
                ("most", most.unwrap_or_default().to_string().into()),
                ("cost", report.money(&report.audit.total_cost).into()),
                ("budget", report.money(&report.audit.budget).into()),
            ],
        ),
        Evidence::Closest { groups } => match groups.first() {
            None => report.say("audits-closest-none"),
            Some(group) => report.say_with(
                "audits-closest",
                &[
                    ("count", group.voters.into()),
                    ("voters", grouped(&group.voters.to_string()).into()),
                    ("project", report.name(&group.project).into()),
                    ("money", report.money(&group.money).into()),
                    ("needed", report.money(&group.needed).into()),
                ],
            ),
        },
        Evidence::Deprived(group) => report.say_with(
            match group.satisfaction.as_str() {
                "0" => "audits-deprived-of-all",
                _ => "audits-deprived",
            },
            &[
                ("count", group.voters.into()),
                ("voters", grouped(&group.voters.to_string()).into()),
                ("projects", report.names(&group.projects).into()),
                ("money", report.money(&group.money).into()),
                ("needed", report.money(&group.needed).into()),
                (
                    "most",
                    satisfaction(report, check, &group.satisfaction).into(),
                ),
            ],
        ),
        Evidence::FollowsFrom { check } => {
            report.say_with("audits-follows-from", &[("check", check.as_str().into())])
        }
        Evidence::Exhausted { sets } => {
            report.say_with("audits-exhausted", &[("sets", sets.to_string().into())])
        }
        Evidence::Prices(found) => prices(report, found),
        Evidence::NoPrices(none) if !none.without_supporters.is_empty() => {
            let projects = report.names(&none.without_supporters);
            report.say_with("audits-nobody-pays", &[("projects", projects.into())])
        }
        Evidence::NoPrices(none) => {
            let ids: Vec<String> = none.weights.iter().map(|(id, _)| id.clone()).collect();
            report.say_with(
                "audits-no-prices",
                &[
                    ("projects", report.names(&ids).into()),
                    ("left", report.money(&none.weighted_left).into()),
                    ("cost", report.money(&none.weighted_cost).into()),
                ],
            )
        }
        Evidence::Bound { reason } => report.safe(&bound(report, reason)),
        // Evidence of a newer engine: the verdict stands above.
        _ => String::new(),
    }
}

/// Why nothing could be decided; the words of an engine that says otherwise are shown as they are.
fn bound(report: &Findings<'_>, english: &str) -> String {
    let of_sets = || {
        let rest = english.strip_prefix("sets of ")?;
        let (size, rest) = rest.split_once(" projects were still being gone through after ")?;
        let (ballots, _) = rest.split_once(' ')?;
        Some((size.to_owned(), ballots.to_owned()))
    };
    if let Some((size, ballots)) = of_sets() {
        let arguments = [("size", size.into()), ("ballots", ballots.into())];
        return report.say_with("audits-bound-sets", &arguments);
    }
    match english {
        "neither payments nor a counterexample in 400 flows: it is a close call" => {
            report.say("audits-bound-flows")
        }
        "more than 1500 projects are selected: too many for the exact flow" => {
            report.say("audits-bound-too-many")
        }
        "amounts times voters are above 10^35: too large for the exact flow" => {
            report.say("audits-bound-too-large")
        }
        "the flow took more than 200 million steps" => report.say("audits-bound-too-much"),
        other => other.to_owned(),
    }
}

/// With how much for each voter the outcome can be paid for.
fn prices(report: &Findings<'_>, prices: &PriceSystem) -> String {
    report.say_with(
        match prices.payments_left_out {
            Some(_) => "audits-prices-left-out",
            None => "audits-prices",
        },
        &[
            ("endowment", report.money_down(&prices.endowment).into()),
            (
                "how",
                report.safe(&found_by(report, &prices.found_by)).into(),
            ),
        ],
    )
}

/// What a check measures satisfaction in: what the selected projects of a voter cost, or how many they are.
fn satisfaction(report: &Findings<'_>, check: Check, amount: &str) -> String {
    match check {
        Check::EjrPlusCost => {
            report.say_with("audits-worth", &[("amount", report.money(amount).into())])
        }
        _ => report.say_with("audits-so-many", &[("number", grouped(amount).into())]),
    }
}

/// How payments were found; the words of an engine that found them otherwise are shown as they are.
fn found_by(report: &Findings<'_>, english: &str) -> String {
    match english {
        "the mean of maximum flows" => report.say("audits-found-by-flows"),
        "there are no voters" => report.say("audits-found-by-none"),
        of if of.starts_with("equal shares on the outcome") => report.say("audits-found-by-shares"),
        other => other.to_owned(),
    }
}
