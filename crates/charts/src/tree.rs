//! A way that branches, drawn downwards: each thing on lines of its own under what it comes from.

use std::fmt::Write as _;

use crate::words::{ChartText, NARROW, escape, lines};

/// Height of a line of words.
const LINE: f64 = 20.0;
/// Below a thing.
const GAP: f64 = 8.0;
/// How far a thing stands to the right of what it comes from; deeper ones stand as far as the deepest.
const INDENT: f64 = 18.0;
const DEEPEST: usize = 6;

/// A thing of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Branch {
    /// How many steps it is from the beginning: one more at most than the thing before it.
    pub depth: usize,
    /// How it hangs on the thing above, in small letters; empty where there is nothing to say.
    pub note: String,
    /// What it is.
    pub label: String,
}

impl Branch {
    /// A thing.
    pub fn new(depth: usize, note: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            depth,
            note: note.into(),
            label: label.into(),
        }
    }
}

/// The way as a drawing, in the order given: what hangs on a thing follows it.
pub fn tree(text: &ChartText, branches: &[Branch]) -> String {
    let (mut out, mut y) = (String::new(), 0.0);
    // Where the last thing of each depth stands.
    let mut above: Vec<f64> = Vec::new();
    for branch in branches {
        let depth = branch.depth.min(above.len());
        let left = |depth: usize| 7.0 + INDENT * depth.min(DEEPEST) as f64;
        let (x, centre) = (left(depth), y + 10.0);
        if let Some((parent, from)) = depth
            .checked_sub(1)
            .and_then(|up| Some((up, above.get(up)?)))
        {
            let (edge, from) = (left(parent), from + 6.0);
            let _ = write!(
                out,
                "<path class=\"way\" d=\"M{edge} {from}V{centre}H{}\"/>",
                x - 6.0
            );
        }
        let class = if depth == 0 { "first" } else { "second" };
        let _ = write!(
            out,
            "<circle class=\"{class}\" cx=\"{x}\" cy=\"{centre}\" r=\"5\"/>"
        );
        let room = NARROW - x - 12.0;
        for (class, words) in [(" class=\"small\"", &branch.note), ("", &branch.label)] {
            if words.is_empty() {
                continue;
            }
            for line in lines(words, room) {
                let (at, base) = (x + 12.0, y + 15.0);
                let line = escape(&line);
                let _ = write!(out, "<text{class} x=\"{at}\" y=\"{base}\">{line}</text>");
                y += LINE;
            }
        }
        y += GAP;
        above.truncate(depth);
        above.push(centre);
    }
    format!(
        "<svg class=\"chart\" role=\"img\" width=\"100%\" height=\"{:.0}\"><title>{}</title><desc>{}</desc>{out}</svg>",
        y.max(1.0),
        escape(&text.title),
        escape(&text.description),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_on_a_thing_stands_under_it_and_to_its_right() {
        let text = ChartText::new("Way", "Where it came from.");
        let branches = [
            Branch::new(0, "", "Need"),
            Branch::new(1, "groups", "Voice <1>"),
            Branch::new(1, "groups", "Voice 2"),
            Branch::new(2, "", "Deeper"),
            Branch::new(1, "", "Back"),
        ];
        let drawn = tree(&text, &branches);
        assert_eq!(drawn.matches("<circle").count(), 5);
        assert_eq!(
            drawn.matches("<path").count(),
            4,
            "all but the first hang on something"
        );
        assert!(drawn.contains("Voice &lt;1&gt;") && !drawn.contains("<1>"));
        // The deeper one hangs on the voice before it, the last on the need again.
        assert!(drawn.contains("d=\"M25 92V"), "{drawn}");
        assert_eq!(drawn.matches("d=\"M7 16V").count(), 3, "{drawn}");
    }

    #[test]
    fn depths_that_skip_and_long_words_stay_on_the_screen() {
        let text = ChartText::new("t", "d");
        let deep: Vec<Branch> = (0..20)
            .map(|depth| Branch::new(depth * 2, "", "가".repeat(60)))
            .collect();
        let drawn = tree(&text, &deep);
        let widest = 7.0 + INDENT * DEEPEST as f64;
        assert!(drawn.contains(&format!("cx=\"{widest}\"")), "{drawn}");
        assert!(!drawn.contains(&format!("cx=\"{}\"", widest + INDENT)));
    }
}
