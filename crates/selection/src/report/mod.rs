//! The report of a selection as one HTML file that opens from disk: no script, nothing fetched,
//! light and dark, for screen, print and screen readers. Every chart has its numbers in a table.

pub mod charts;
mod effect;
mod page;
mod projects;
mod result;
mod voters;

use crate::audit::Audit;
use crate::compare::Comparison;
use crate::election::Election;
use crate::influence::Influence;
use crate::outcome::Outcome;
use crate::sensitivity::Sensitivity;

/// Language of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Korean.
    Korean,
    /// English.
    English,
}

impl Language {
    /// The text in this language.
    pub(crate) fn pick<'t>(self, english: &'t str, korean: &'t str) -> &'t str {
        match self {
            Self::English => english,
            Self::Korean => korean,
        }
    }

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        self.pick("en", "ko")
    }
}

/// What was found about an outcome, and for whom it is said.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'r> {
    /// The election; for [`Findings::html`] one of projects alone will do.
    pub election: &'r Election,
    /// The audit of the outcome.
    pub audit: &'r Audit,
    /// The selection without each voice.
    pub influence: Option<&'r Influence>,
    /// The projects around the cut.
    pub sensitivity: Option<&'r Sensitivity>,
    /// Language of everything but names.
    pub language: Language,
}

/// What a report shows.
#[derive(Clone, Copy, Debug)]
pub struct Report<'r> {
    /// Heading, such as the name of the vote.
    pub title: &'r str,
    /// The election's outcome, with its full trace.
    pub outcome: &'r Outcome,
    /// What was found about it.
    pub found: Findings<'r>,
    /// Other rules.
    pub comparison: Option<&'r Comparison>,
}

impl Findings<'_> {
    /// HTML sections for a page of one's own, which has the style of the charts ([`charts::STYLE`]): who is
    /// represented, where the money goes, how close the cut was, how far each voice moved the result, what the audits
    /// found; each where it was looked for.
    pub fn html(&self) -> String {
        [
            voters::representation(self),
            voters::money(self, &[]),
            effect::sensitivity(self),
            effect::influence(self),
            voters::audits(self),
        ]
        .concat()
    }
}

/// Writes the report as a page of its own.
pub fn html(report: &Report<'_>) -> String {
    let mut body = String::new();
    body.push_str(&result::section(report));
    body.push_str(&result::rounds(report));
    body.push_str(&projects::section(report));
    body.push_str(&voters::representation(&report.found));
    body.push_str(&voters::money(&report.found, &report.outcome.money_flows));
    body.push_str(&voters::audits(&report.found));
    body.push_str(&effect::sensitivity(&report.found));
    body.push_str(&effect::influence(&report.found));
    body.push_str(&effect::comparison(report));
    body.push_str(&result::ties_and_input(report));
    page::page(report, &body)
}

/// Text made safe for HTML, attributes included.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// How decimals that are left out are rounded.
#[derive(Clone, Copy)]
enum Rounding {
    Nearest,
    Up,
    Down,
}

/// A decimal text with its thousands separated, rounded to the nearest hundredth: pictures and tables
/// do not need millionths, the data have them. Other text stays as it is.
pub(crate) fn grouped(text: &str) -> String {
    shown(text, Rounding::Nearest)
}

/// As [`grouped`], but rounded up: for what is missing.
pub(crate) fn grouped_up(text: &str) -> String {
    shown(text, Rounding::Up)
}

/// As [`grouped`], but rounded down: for what is there.
pub(crate) fn grouped_down(text: &str) -> String {
    shown(text, Rounding::Down)
}

fn shown(text: &str, rounding: Rounding) -> String {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) {
        return text.to_owned();
    }
    let Some((kept, rest)) = part
        .split_at_checked(2)
        .filter(|(_, rest)| !rest.is_empty())
    else {
        return match part {
            "" => thousands(whole),
            part => format!("{}.{part}", thousands(whole)),
        };
    };
    let up = match rounding {
        Rounding::Nearest => rest.starts_with(|digit: char| digit >= '5'),
        Rounding::Up => rest.bytes().any(|digit| digit != b'0'),
        Rounding::Down => false,
    };
    match format!("{whole}{kept}").parse::<u128>() {
        Ok(units) if up => {
            let units = units.saturating_add(1);
            format!(
                "{}.{:02}",
                thousands(&(units / 100).to_string()),
                units % 100
            )
        }
        _ => format!("{}.{kept}", thousands(whole)),
    }
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number of things in English: `1 voter`, `1,200 voters`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", grouped(&number.to_string()))
}

/// What words of a table mean.
pub(crate) fn terms(of: &[(&str, &str)]) -> String {
    let list = of
        .iter()
        .map(|(term, text)| format!("<dt>{}</dt><dd>{}</dd>", escape(term), escape(text)));
    format!(
        "<dl class=\"terms prose muted\">{}</dl>",
        list.collect::<String>()
    )
}

/// A number for drawing; what decides is never drawn from.
pub(crate) fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

/// A table: caption, header cells, rows of cells (already safe HTML). Columns named in `numeric` are
/// set to the right; the first cell of a row is its header.
pub(crate) fn table(
    caption: &str,
    head: &[&str],
    numeric: &[usize],
    rows: &[Vec<String>],
) -> String {
    let class = |column: usize| {
        if numeric.contains(&column) {
            " class=\"number\""
        } else {
            ""
        }
    };
    let mut out = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption><thead><tr>",
        escape(caption)
    );
    for (column, name) in head.iter().enumerate() {
        out.push_str(&format!(
            "<th scope=\"col\"{}>{}</th>",
            class(column),
            escape(name)
        ));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let tag = if column == 0 {
                "th scope=\"row\""
            } else {
                "td"
            };
            let end = if column == 0 { "th" } else { "td" };
            out.push_str(&format!("<{tag}{}>{cell}</{end}>", class(column)));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
    out
}

/// A chart with its table: open where it is short.
pub(crate) fn figure(language: Language, chart: &str, table: &str, rows: usize) -> String {
    let summary = language.pick("The numbers as a table", "표로 보기");
    let open = if rows <= 12 { " open" } else { "" };
    format!("<figure>{chart}<details{open}><summary>{summary}</summary>{table}</details></figure>")
}

impl Findings<'_> {
    /// Name of a project with its id, as safe HTML.
    pub(crate) fn name(&self, id: &str) -> String {
        let project = self
            .election
            .project_index(id)
            .map(|index| &self.election.projects[index]);
        match project
            .map(|project| project.name.as_str())
            .filter(|name| !name.is_empty())
        {
            Some(name) => format!("{} <span class=\"id\">{}</span>", escape(name), escape(id)),
            None => escape(id),
        }
    }

    /// Name of a project as plain text of at most `most` characters.
    pub(crate) fn plain_name(&self, id: &str, most: usize) -> String {
        let project = self
            .election
            .project_index(id)
            .map(|index| &self.election.projects[index]);
        let name = project.map_or("", |project| project.name.as_str());
        let name = if name.is_empty() { id } else { name };
        let short: String = name.chars().take(most).collect();
        if short.len() < name.len() {
            format!("{short}…")
        } else {
            short
        }
    }

    /// Several names, separated.
    pub(crate) fn names(&self, ids: &[String]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.name(id)).collect();
        if names.is_empty() {
            "–".to_owned()
        } else {
            names.join("; ")
        }
    }

    pub(crate) fn pick<'t>(&self, english: &'t str, korean: &'t str) -> &'t str {
        self.language.pick(english, korean)
    }
}

impl Report<'_> {
    /// True where every project counts as one seat and there is no money.
    pub(crate) fn seats(&self) -> bool {
        let rule = &self.outcome.rule;
        rule.unit_costs || (rule.budget.is_none() && self.found.election.budget.is_none())
    }

    /// What is left after each round.
    pub(crate) fn left_title(&self) -> &'static str {
        match (self.seats(), self.found.language) {
            (true, Language::English) => "Seats left after each round",
            (true, Language::Korean) => "라운드별 남은 좌석",
            (false, Language::English) => "Budget left after each round",
            (false, Language::Korean) => "라운드별 남은 예산",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_made_safe() {
        assert_eq!(
            escape("<a href=\"x\">'&"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;"
        );
    }

    #[test]
    fn numbers_of_things_have_their_word() {
        assert_eq!(count(1, "voter", "voters"), "1 voter");
        assert_eq!(count(0, "voter", "voters"), "0 voters");
        assert_eq!(count(1200, "voter", "voters"), "1,200 voters");
    }

    #[test]
    fn thousands_are_separated() {
        assert_eq!(grouped("1234567.8912"), "1,234,567.89");
        assert_eq!(grouped("416.666667"), "416.67");
        assert_eq!(grouped("999.995"), "1,000.00");
        assert_eq!(grouped_down("416.666667"), "416.66");
        assert_eq!(grouped("1.가나다라"), "1.가나다라");
        assert_eq!(grouped("999"), "999");
        assert_eq!(grouped("22/7"), "22/7");
        assert_eq!(grouped_up("1234.561"), "1,234.57");
        assert_eq!(grouped_up("999.991"), "1,000.00");
        assert_eq!(grouped_up("0.5"), "0.5");
        assert_eq!(grouped_up("7"), "7");
    }
}
