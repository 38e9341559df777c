//! What the audits found.

use madang_charts::escape;
use madang_selection::Outcome;
use madang_selection::audit::{
    Check, Evidence, Finding, FoundBy, Note, PriceSystem, Undecided, Verdict,
};

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
    let aim = report.outcome.map(|outcome| aim(outcome, finding.check));
    let badge = match (finding.verdict, aim) {
        // What a rule does not aim at is no fault of it.
        (Verdict::Violated, Some(aim)) if aim != Aim::Reached => {
            badge("", &report.say("audits-violated"))
        }
        (found, _) => verdict(report, found),
    };
    let name = report.say(&format!("audits-name-{check}"));
    let plain = report.say(&format!("audits-plain-{check}"));
    let aim = aim.filter(|_| finding.check != Check::WithinLimits);
    let aim = aim.map_or(String::new(), |aim| report.say(aim.key()));
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

/// Whether an outcome is to have a property.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// Its rule is made so.
    Reached,
    /// Its rule is not.
    Not,
    /// Its rule is, but the final comparison put another outcome in the place of the rule's own.
    Replaced,
    /// Its rule is, but the bounds of groups come first.
    Bounded,
}

impl Aim {
    fn key(self) -> &'static str {
        match self {
            Aim::Reached => "audits-aimed-at",
            Aim::Not => "audits-not-aimed-at",
            Aim::Replaced => "audits-aim-replaced",
            Aim::Bounded => "audits-aim-bounded",
        }
    }
}

/// Whether an outcome is to have a property, by all of its rule.
fn aim(outcome: &Outcome, check: Check) -> Aim {
    let rule = &outcome.rule;
    let replaced = outcome.comparison.as_ref().is_some_and(|found| !found.kept);
    if !check.is_aim_of(rule) {
        Aim::Not
    } else if check == Check::WithinLimits {
        Aim::Reached
    } else if replaced {
        Aim::Replaced
    } else if rule.quotas.is_some() {
        Aim::Bounded
    } else {
        Aim::Reached
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
fn bound(report: &Findings<'_>, sentence: &str) -> String {
    match Undecided::of(sentence) {
        Some(Undecided::Sets { size, ballots }) => {
            let arguments = [
                ("size", size.to_string().into()),
                ("ballots", ballots.to_string().into()),
            ];
            report.say_with("audits-bound-sets", &arguments)
        }
        Some(Undecided::CloseCall) => report.say("audits-bound-flows"),
        Some(Undecided::TooMany) => report.say("audits-bound-too-many"),
        Some(Undecided::TooLarge) => report.say("audits-bound-too-large"),
        Some(Undecided::TooMuch) => report.say("audits-bound-too-much"),
        Some(_) | None => sentence.to_owned(),
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
    match check.is_by_cost() {
        true => report.say_with("audits-worth", &[("amount", report.money(amount).into())]),
        false => report.say_with("audits-so-many", &[("number", grouped(amount).into())]),
    }
}

/// How payments were found; the words of an engine that found them otherwise are shown as they are.
fn found_by(report: &Findings<'_>, sentence: &str) -> String {
    match FoundBy::of(sentence) {
        Some(FoundBy::Flows) => report.say("audits-found-by-flows"),
        Some(FoundBy::NoVoters) => report.say("audits-found-by-none"),
        Some(FoundBy::SharesByCost | FoundBy::SharesByNumber) => {
            report.say("audits-found-by-shares")
        }
        Some(_) | None => sentence.to_owned(),
    }
}
