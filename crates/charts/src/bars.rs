//! Horizontal bars with their labels above them.

use std::fmt::Write as _;

use crate::words::{ChartText, NARROW, escape, lines, width};

/// Height of a line of words.
const LINE: f64 = 20.0;
/// Below an item.
const GAP: f64 = 12.0;
const CLASSES: [&str; 3] = ["first", "second", "third"];

/// One bar or one group of bars.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// Its parts; at most three are told apart. What is not a number or below zero counts as zero.
    pub parts: Vec<f64>,
    /// Value in words, beside the label.
    pub text: String,
}

impl Bar {
    /// A bar of `parts`.
    pub fn new(
        label: impl Into<String>,
        parts: impl IntoIterator<Item = f64>,
        text: impl Into<String>,
    ) -> Self {
        let drawn = |part: f64| if part.is_finite() { part.max(0.0) } else { 0.0 };
        Self {
            label: label.into(),
            parts: parts.into_iter().map(drawn).collect(),
            text: text.into(),
        }
    }
}

/// Horizontal bars; the parts of each are drawn one after the other. A bar of length `full` fills the width; without it the
/// longest does.
pub fn bars(text: &ChartText, items: &[Bar], full: Option<f64>) -> String {
    let sum = |bar: &Bar| bar.parts.iter().sum::<f64>();
    let longest = items.iter().map(sum).fold(0.0, f64::max);
    let mut drawing = Drawing::new(text);
    for item in items {
        drawing.labels(item);
        drawing.track(14.0);
        drawing.stack(&item.parts, full.unwrap_or(longest), 14.0);
        drawing.y += 14.0 + GAP;
    }
    drawing.finish(text)
}

/// Horizontal bars in pairs or triples below each other, all on one scale: to compare shares.
pub fn side_by_side(text: &ChartText, items: &[Bar]) -> String {
    let parts = items.iter().flat_map(|item| item.parts.iter().copied());
    let longest = parts.fold(0.0, f64::max);
    let mut drawing = Drawing::new(text);
    for item in items {
        drawing.labels(item);
        for (row, part) in item.parts.iter().enumerate() {
            drawing.bar(row, 0.0, percent(*part, longest), 11.0);
            drawing.y += 13.0;
        }
        drawing.y += GAP;
    }
    drawing.finish(text)
}

fn percent(part: f64, whole: f64) -> f64 {
    if whole > 0.0 {
        (part / whole * 100.0).clamp(0.0, 100.0)
    } else {
        0.0
    }
}

/// A chart that grows downwards.
struct Drawing {
    out: String,
    y: f64,
}

impl Drawing {
    /// Begins with the legend.
    fn new(text: &ChartText) -> Self {
        let mut drawing = Self {
            out: String::new(),
            y: 0.0,
        };
        for (index, name) in text.parts.iter().enumerate() {
            let (class, y) = (CLASSES[index.min(2)], drawing.y + 4.0);
            let _ = write!(
                drawing.out,
                "<rect class=\"{class}\" x=\"0\" y=\"{y}\" width=\"14\" height=\"14\" rx=\"3\"/>"
            );
            for line in lines(name, NARROW - 22.0) {
                drawing.words(&line, "x=\"22\"");
            }
        }
        if !text.parts.is_empty() {
            drawing.y += 8.0;
        }
        drawing
    }

    fn words(&mut self, line: &str, place: &str) {
        let y = self.y + 15.0;
        let _ = write!(self.out, "<text {place} y=\"{y}\">{}</text>", escape(line));
        self.y += LINE;
    }

    /// Label and value, on one line where both fit a narrow screen.
    fn labels(&mut self, item: &Bar) {
        const AT_END: &str = "class=\"small\" x=\"100%\" text-anchor=\"end\"";
        let label = lines(&item.label, NARROW);
        let last = label.last().map_or(0.0, |line| width(line));
        for line in &label {
            self.words(line, "x=\"0\"");
        }
        let values = lines(&item.text, NARROW);
        if values.len() == 1 && last + width(&item.text) + 12.0 <= NARROW {
            self.y -= LINE;
        }
        for line in values {
            self.words(&line, AT_END);
        }
        self.y += 1.0;
    }

    fn track(&mut self, height: f64) {
        let y = self.y;
        let _ = write!(
            self.out,
            "<rect class=\"track\" x=\"0\" y=\"{y}\" width=\"100%\" height=\"{height}\" rx=\"3\"/>"
        );
    }

    fn bar(&mut self, part: usize, from: f64, length: f64, height: f64) {
        if length > 0.0 {
            let (class, y) = (CLASSES[part.min(2)], self.y);
            let _ = write!(
                self.out,
                "<rect class=\"{class}\" x=\"{from:.2}%\" y=\"{y}\" width=\"{length:.2}%\" height=\"{height}\" rx=\"2\"/>"
            );
        }
    }

    fn stack(&mut self, parts: &[f64], full: f64, height: f64) {
        let mut from = 0.0;
        for (index, part) in parts.iter().enumerate() {
            let length = percent(*part, full);
            self.bar(index, from, length, height);
            from += length;
        }
    }

    fn finish(self, text: &ChartText) -> String {
        format!(
            "<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"{:.0}\"><title>{}</title><desc>{}</desc>{}</svg>",
            self.y.max(1.0),
            escape(&text.title),
            escape(&text.description),
            self.out
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(label: &str, value: &str) -> String {
        let text = ChartText::new("Title", "What it says.").with_parts(["a".into(), "b".into()]);
        bars(&text, &[Bar::new(label, [30.0, 10.0], value)], Some(100.0))
    }

    #[test]
    fn lengths_are_shares_of_the_width() {
        let chart = drawn("Park", "40 %");
        assert!(chart.contains("x=\"0.00%\""));
        assert!(chart.contains("width=\"30.00%\""));
        assert!(chart.contains("x=\"30.00%\""));
        assert!(chart.contains("width=\"10.00%\""));
        assert!(!chart.contains("viewBox"), "words would be scaled");
        let pair = ChartText::new("t", "d");
        let chart = side_by_side(
            &pair,
            &[Bar::new("x", [2.0, 4.0], ""), Bar::new("y", [1.0], "")],
        );
        for share in ["width=\"50.00%\"", "width=\"100.00%\"", "width=\"25.00%\""] {
            assert!(chart.contains(share), "{share}: {chart}");
        }
    }

    #[test]
    fn what_is_no_length_is_drawn_as_none() {
        let text = ChartText::new("t", "d");
        let items = [
            Bar::new("x", [f64::NAN, -1.0, f64::INFINITY], ""),
            Bar::new("y", [], ""),
        ];
        let chart = bars(&text, &items, None);
        assert!(!chart.contains("NaN") && !chart.contains("inf"));
        assert_eq!(chart.matches("<rect").count(), 2, "tracks alone");
    }

    #[test]
    fn a_long_label_has_its_value_on_a_line_of_its_own() {
        let long = "우리 동네 침수 골목 배수구 정비와 안전한 통학로 만들기 사업";
        let (short_one, long_one) = (drawn("Park", "40 %"), drawn(long, "투표자 1,234명, 40.0 %"));
        let lines = |chart: &str| chart.matches("<text").count();
        assert_eq!((lines(&short_one), lines(&long_one)), (4, 5));
        let height = |chart: &str| -> f64 {
            let at = chart.find("height=\"").expect("a height") + 8;
            let text = &chart[at..];
            text[..text.find('"').expect("its end")]
                .parse()
                .expect("a number")
        };
        assert!(height(&long_one) >= height(&short_one) + 2.0 * LINE);
    }

    #[test]
    fn words_are_made_safe() {
        let text = ChartText::new("<t>", "a & b").with_parts(["\"p\"".into()]);
        let chart = bars(&text, &[Bar::new("<script>", [1.0], "'")], None);
        assert!(!chart.contains("<script>"));
        assert!(chart.contains("<title>&lt;t&gt;</title><desc>a &amp; b</desc>"));
    }
}
