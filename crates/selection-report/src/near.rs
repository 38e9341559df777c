//! How near those came that were not selected.

use madang_charts::{Bar, ChartText, bars, figure, table};
use madang_selection::{Outcome, Phase, ProjectExplanation, Reason, SelectionRule, Utility};

use crate::Findings;
use crate::numbers::{grouped, number};

/// Most projects drawn.
const MOST_BARS: usize = 20;

/// How near one came: what it had, and what it would have needed.
struct Near<'o> {
    project: &'o ProjectExplanation,
    had: &'o str,
    needed: &'o str,
    share: f64,
}

/// The section for a page of one's own; nothing without an outcome, or where the rule gives no measure.
pub(super) fn section(found: &Findings<'_>) -> String {
    let chart = found.outcome.map(|outcome| closest(found, outcome, None));
    match chart.filter(|chart| !chart.is_empty()) {
        Some(chart) => format!(
            "<section id=\"near\">{}</section>",
            chart.replace("h3>", "h2>")
        ),
        None if found.outcome.is_some_and(lacks_a_measure) => format!(
            "<section id=\"near\"><h2>{}</h2><p class=\"prose\">{}</p></section>",
            found.say("projects-how-near-others-came"),
            found.say("projects-near-no-measure")
        ),
        None => String::new(),
    }
}

/// Whether somebody lost that was chosen, by a rule whose numbers change with each project that it takes: what one had in the end
/// says nothing of how near it came.
fn lacks_a_measure(outcome: &Outcome) -> bool {
    let by_order = |phase| matches!(phase, Phase::Phragmen | Phase::ProportionalApproval);
    let lost = |project: &ProjectExplanation| {
        project.round.is_none() && project.reason != Some(Reason::NoSupport)
    };
    outcome.rounds.iter().any(|round| by_order(round.phase)) && outcome.projects.iter().any(lost)
}

/// By what a rule tells how near one came.
#[derive(Clone, Copy, PartialEq)]
enum Measure {
    /// The money that its supporters had left, held against its cost.
    Money,
    /// Its score, held against that of the last one selected by score.
    Score,
    /// Its votes, held against those of the last one selected in their order.
    Votes,
    /// The same of its points.
    Points,
    /// The same of its votes or points for each unit of cost. The numbers themselves are too small to be read.
    PerCost,
}

impl Measure {
    /// Keys of the description and of the columns: share, what it had, what it needed.
    fn keys(self) -> [&'static str; 4] {
        match self {
            Measure::Money => [
                "projects-projects-came-closest-share",
                "projects-share-cost",
                "projects-money-behind",
                "report-cost",
            ],
            Measure::Score => [
                "projects-near-by-score",
                "projects-share-score",
                "projects-score",
                "projects-score-of-last",
            ],
            Measure::Votes => [
                "projects-near-by-votes",
                "projects-share-score",
                "projects-votes",
                "projects-votes-of-last",
            ],
            Measure::Points => [
                "projects-near-by-points",
                "projects-share-score",
                "projects-points",
                "projects-points-of-last",
            ],
            Measure::PerCost => [
                "projects-near-by-per-cost",
                "projects-share-score",
                "report-supporters",
                "report-cost",
            ],
        }
    }

    fn shown(self, found: &Findings<'_>, amount: &str) -> String {
        match self {
            Measure::Money => found.money_down(amount),
            Measure::Score => score(amount),
            Measure::Votes | Measure::Points => grouped(whole(amount)),
            Measure::PerCost => String::new(),
        }
    }

    /// What one had, and would have needed, as the table shows it.
    fn columns(self, found: &Findings<'_>, near: &Near<'_>) -> [String; 2] {
        match self {
            Measure::PerCost => [
                grouped(&near.project.votes.to_string()),
                found.money(&near.project.cost),
            ],
            _ => [self.shown(found, near.had), self.shown(found, near.needed)],
        }
    }

    /// What a rule that goes through projects in order puts them in order by.
    fn of_greedy(rule: &SelectionRule) -> Measure {
        match (&rule.utility, rule.unit_costs) {
            (Utility::Cost {}, _) | (Utility::Cardinality {}, true) => Measure::Votes,
            (Utility::PointsTimesCost {}, _)
            | (Utility::Points {} | Utility::Borda { .. }, true) => Measure::Points,
            (Utility::Cardinality {} | Utility::Points {} | Utility::Borda { .. }, false) => {
                Measure::PerCost
            }
        }
    }
}

/// How many supporters more a project needed, in words.
type More<'m> = &'m dyn Fn(&ProjectExplanation) -> String;

/// The nearest of those that were not selected: by the money that their supporters had left, or else by the score. `more`
/// says how many supporters more they needed.
pub(super) fn closest(found: &Findings<'_>, outcome: &Outcome, more: Option<More<'_>>) -> String {
    let by_order = || {
        (
            by_value(outcome, Phase::Greedy),
            Measure::of_greedy(&outcome.rule),
        )
    };
    let (mut near, measure) = match by_money(outcome) {
        near if !near.is_empty() => (near, Measure::Money),
        _ => match by_value(outcome, Phase::Scores) {
            near if !near.is_empty() => (near, Measure::Score),
            _ => by_order(),
        },
    };
    if near.is_empty() {
        return String::new();
    }
    near.sort_by(|a, b| {
        b.share
            .total_cmp(&a.share)
            .then(a.project.id.cmp(&b.project.id))
    });
    near.truncate(MOST_BARS);
    let bar = |near: &Near<'_>| {
        let name = found.plain_name(&near.project.id, 40);
        let share = near.share.clamp(0.0, 100.0);
        Bar::new(name, [share], percent_down(near.share))
    };
    let items: Vec<Bar> = near.iter().map(bar).collect();
    let text = ChartText::new(
        found.say("projects-how-near-others-came"),
        found.say(measure.keys()[0]),
    );
    let chart = bars(&text, &items, Some(100.0));
    format!(
        "<h3>{}</h3><p class=\"prose\">{}</p>{}",
        text.title,
        text.description,
        figure(
            &chart,
            &found.say("report-numbers-table"),
            &numbers(found, &text.title, &near, measure, more),
            near.len()
        )
    )
}

/// The chart's numbers as a table.
fn numbers(
    found: &Findings<'_>,
    title: &str,
    near: &[Near<'_>],
    measure: Measure,
    more: Option<More<'_>>,
) -> String {
    let row = |near: &Near<'_>| {
        let [had, needed] = measure.columns(found, near);
        let mut row = vec![
            found.name(&near.project.id),
            percent_down(near.share),
            had,
            needed,
        ];
        let short = near.project.short_by.as_deref();
        let short = short.filter(|_| measure == Measure::Money);
        row.extend(short.map(|short| found.money_up(short)));
        row.extend(more.map(|more| more(near.project)));
        row
    };
    let rows: Vec<Vec<String>> = near.iter().map(row).collect();
    let [_, share, had, needed] = measure.keys();
    let mut head = vec!["report-project", share, had, needed];
    if measure == Measure::Money {
        head.push("projects-short");
    }
    head.extend(more.map(|_| "projects-voters-more"));
    let head: Vec<String> = head.into_iter().map(|key| found.say(key)).collect();
    let numeric: Vec<usize> = (1..head.len()).collect();
    table(title, &head, &numeric, &rows)
}

/// Of these alone it can be said how near their money came; others had enough.
fn by_money(outcome: &Outcome) -> Vec<Near<'_>> {
    let lost = outcome
        .projects
        .iter()
        .filter(|project| project.round.is_none());
    lost.filter_map(|project| {
        project.short_by.as_ref()?;
        of(project, project.money_behind.as_ref()?, &project.cost)
    })
    .collect()
}

/// By the number that the rule compares, held against the last one that was selected by that part of it.
fn by_value(outcome: &Outcome, phase: Phase) -> Vec<Near<'_>> {
    let Some(last) = outcome.rounds.iter().rfind(|round| round.phase == phase) else {
        return Vec::new();
    };
    let lost = outcome
        .projects
        .iter()
        .filter(|project| project.round.is_none());
    // One that had as much was kept out by the budget or a bound: by its number it did not come near, it was there. But for one
    // that lost a tie for the last place.
    let tied = |near: &Near<'_>| {
        let reason = near.project.reason;
        matches!(reason, Some(Reason::NumberReached | Reason::Outranked))
    };
    lost.filter_map(|project| of(project, project.value.as_ref()?, &last.value))
        .filter(|near| near.share < 100.0 || tied(near))
        .collect()
}

fn of<'o>(project: &'o ProjectExplanation, had: &'o str, needed: &'o str) -> Option<Near<'o>> {
    let whole = number(needed);
    let share = number(had) / whole * 100.0;
    (whole > 0.0).then_some(Near {
        project,
        had,
        needed,
        share,
    })
}

/// A share that is below the whole, never shown as the whole.
fn percent_down(share: f64) -> String {
    format!("{:.1}%", (share * 10.0).floor() / 10.0)
}

/// The whole part of a number.
fn whole(text: &str) -> &str {
    text.split_once('.').map_or(text, |(whole, _)| whole)
}

/// A score to four places.
fn score(text: &str) -> String {
    match text.split_once('.') {
        Some((whole, places)) => format!("{whole}.{}", places.chars().take(4).collect::<String>()),
        None => text.to_owned(),
    }
}
