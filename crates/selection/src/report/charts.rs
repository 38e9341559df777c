//! Charts as inline SVG, each with title and description for screen readers. Colours come from CSS
//! custom properties (`--text`, `--muted`, `--line`, `--accent`, `--shade`), so that the same chart
//! follows the theme of the page it stands on; [`STYLE`] has the classes.

use std::fmt::Write as _;

use super::escape;

/// CSS of the charts; needs the custom properties named above.
pub const STYLE: &str = "\
.chart{display:block;width:100%;max-width:44rem;height:auto}\
.chart text{font:14px var(--sans,sans-serif);fill:var(--text)}\
.chart .small{font-size:12px;fill:var(--muted)}\
@media (max-width:40rem){.chart text{font-size:18px}.chart .small{font-size:16px}}\
.chart .track{fill:var(--shade)}\
.chart .first{fill:var(--accent)}\
.chart .second{fill:var(--second,#9e6a00)}\
.chart .third{fill:var(--line)}\
.chart .axis{stroke:var(--line-strong,var(--line));stroke-width:1}\
.chart .step{fill:none;stroke:var(--accent);stroke-width:2.5}\
.chart .area{fill:var(--accent);opacity:.12}\
@media (forced-colors:active){.chart .first{fill:Highlight}.chart .second{fill:CanvasText}.chart .third{fill:GrayText}}";

/// Width of a chart in its own units.
const WIDTH: f64 = 600.0;
/// Height of the label and the bar of one item.
const ITEM: f64 = 42.0;

/// One bar or one group of bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// Parts drawn one after the other; at most three are told apart.
    pub parts: Vec<f64>,
    /// Value in words, beside the label.
    pub text: String,
}

/// The title and description of a chart; both are read out, the title is also shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartText {
    /// Short title.
    pub title: String,
    /// What the chart says, in a sentence.
    pub description: String,
    /// Names of the parts, for the legend; empty for charts of one part.
    pub parts: Vec<String>,
}

fn open(text: &ChartText, height: f64) -> String {
    format!(
        "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 {WIDTH} {height:.0}\"><title>{}</title><desc>{}</desc>",
        escape(&text.title),
        escape(&text.description)
    )
}

const CLASSES: [&str; 3] = ["first", "second", "third"];

/// The legend; gives its height.
fn legend(out: &mut String, text: &ChartText) -> f64 {
    if text.parts.is_empty() {
        return 0.0;
    }
    for (index, name) in text.parts.iter().enumerate() {
        let y = 4.0 + index as f64 * 22.0;
        let class = CLASSES[index.min(2)];
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"0\" y=\"{y}\" width=\"14\" height=\"14\" rx=\"3\"/><text x=\"22\" y=\"{}\">{}</text>",
            y + 12.0,
            escape(name)
        );
    }
    text.parts.len() as f64 * 22.0 + 8.0
}

/// Horizontal bars with their labels above them; the parts of each are stacked. A bar of length
/// `full` fills the width; without it the longest does.
pub fn bars(text: &ChartText, items: &[Bar], full: Option<f64>) -> String {
    let top = text.parts.len() as f64 * 22.0 + if text.parts.is_empty() { 0.0 } else { 8.0 };
    let mut out = open(text, top + items.len() as f64 * ITEM + 4.0);
    legend(&mut out, text);
    let sum = |bar: &Bar| bar.parts.iter().sum::<f64>();
    let most = full.unwrap_or_else(|| items.iter().map(sum).fold(0.0, f64::max));
    for (index, item) in items.iter().enumerate() {
        let y = top + index as f64 * ITEM;
        let _ = write!(
            out,
            "<text x=\"0\" y=\"{0:.0}\">{1}</text><text class=\"small\" x=\"{WIDTH}\" y=\"{0:.0}\" text-anchor=\"end\">{2}</text>\
             <rect class=\"track\" x=\"0\" y=\"{3:.0}\" width=\"{WIDTH}\" height=\"14\" rx=\"3\"/>",
            y + 15.0,
            escape(&item.label),
            escape(&item.text),
            y + 21.0
        );
        stack(&mut out, &item.parts, most, y + 21.0, 14.0);
    }
    out.push_str("</svg>");
    out
}

fn stack(out: &mut String, parts: &[f64], most: f64, y: f64, height: f64) {
    let mut x = 0.0;
    for (index, part) in parts.iter().enumerate() {
        let width = if most > 0.0 { part / most * WIDTH } else { 0.0 };
        if width > 0.0 {
            let class = CLASSES[index.min(2)];
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{x:.2}\" y=\"{y:.0}\" width=\"{width:.2}\" height=\"{height:.0}\"/>"
            );
        }
        x += width;
    }
}

/// Horizontal bars in pairs or triples below each other, all on one scale: to compare shares.
pub fn side_by_side(text: &ChartText, items: &[Bar]) -> String {
    let count = text.parts.len().max(1) as f64;
    let height = 24.0 + count * 13.0 + 8.0;
    let top = text.parts.len() as f64 * 22.0 + 8.0;
    let mut out = open(text, top + items.len() as f64 * height);
    legend(&mut out, text);
    let most = items
        .iter()
        .flat_map(|item| item.parts.iter().copied())
        .fold(0.0, f64::max);
    for (index, item) in items.iter().enumerate() {
        let y = top + index as f64 * height;
        let _ = write!(
            out,
            "<text x=\"0\" y=\"{0:.0}\">{1}</text><text class=\"small\" x=\"{WIDTH}\" y=\"{0:.0}\" text-anchor=\"end\">{2}</text>",
            y + 15.0,
            escape(&item.label),
            escape(&item.text)
        );
        for (row, part) in item.parts.iter().enumerate() {
            let width = if most > 0.0 { part / most * WIDTH } else { 0.0 };
            let class = CLASSES[row.min(2)];
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"0\" y=\"{:.0}\" width=\"{width:.2}\" height=\"11\" rx=\"2\"/>",
                y + 22.0 + row as f64 * 13.0
            );
        }
    }
    out.push_str("</svg>");
    out
}

/// A line that goes down (or up) in steps: a value after each of many rounds, from `first` on.
/// `low` and `high` name the ends of the scale, `left` and `right` those of the rounds.
pub fn steps(text: &ChartText, values: &[f64], ends: [&str; 4]) -> String {
    const HEIGHT: f64 = 220.0;
    let [low, high, left, right] = ends;
    let most = values.iter().copied().fold(0.0, f64::max);
    let mut out = open(text, HEIGHT + 48.0);
    let count = values.len().max(1) as f64;
    let (mut line, mut x) = (String::new(), 0.0);
    for value in values {
        let y = 24.0 + HEIGHT
            - if most > 0.0 {
                value / most * HEIGHT
            } else {
                0.0
            };
        let command = if line.is_empty() { 'M' } else { 'L' };
        let _ = write!(line, "{command}{x:.2} {y:.2}");
        x += WIDTH / count;
        let _ = write!(line, "H{x:.2}");
    }
    let bottom = 24.0 + HEIGHT;
    let _ = write!(
        out,
        "<text class=\"small\" x=\"0\" y=\"14\">{}</text><path class=\"area\" d=\"{line}V{bottom}H0Z\"/>\
         <path class=\"step\" d=\"{line}\"/><line class=\"axis\" x1=\"0\" y1=\"{bottom}\" x2=\"{WIDTH}\" y2=\"{bottom}\"/>\
         <text class=\"small\" x=\"0\" y=\"{2}\">{1}</text><text class=\"small\" x=\"{WIDTH}\" y=\"{2}\" text-anchor=\"end\">{3}</text>\
         <text class=\"small\" x=\"{4}\" y=\"{2}\" text-anchor=\"middle\">{5}</text>",
        escape(high),
        escape(left),
        bottom + 18.0,
        escape(right),
        WIDTH / 2.0,
        escape(low)
    );
    out.push_str("</svg>");
    out
}
