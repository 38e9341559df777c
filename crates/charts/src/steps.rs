//! A line that goes in steps.

use std::fmt::Write as _;

use crate::words::{ChartText, escape};

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 220.0;

/// A line that goes down (or up) in steps: a value after each of many rounds, from `first` on. `ends` are the words for the low and
/// the high end of the scale (the low one is the name of the rounds), and for the first and the last round.
///
/// Only the line is stretched to the width; the words are beside the picture, which its description speaks for.
pub fn steps(text: &ChartText, values: &[f64], ends: [&str; 4]) -> String {
    let [low, high, left, right] = ends.map(escape);
    let drawn = |value: f64| {
        if value.is_finite() {
            value.max(0.0)
        } else {
            0.0
        }
    };
    let values: Vec<f64> = values.iter().copied().map(drawn).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    let count = values.len().max(1) as f64;
    let (mut line, mut x) = (String::new(), 0.0);
    for value in &values {
        let height = if most > 0.0 {
            value / most * HEIGHT
        } else {
            0.0
        };
        let command = if line.is_empty() { 'M' } else { 'L' };
        x += WIDTH / count;
        let from = x - WIDTH / count;
        let _ = write!(line, "{command}{from:.2} {:.2}H{x:.2}", HEIGHT - height);
    }
    let area = if line.is_empty() {
        String::new()
    } else {
        format!(
            "<path class=\"area\" d=\"{line}V{HEIGHT}H0Z\"/><path class=\"step\" d=\"{line}\"/>"
        )
    };
    format!(
        "<div class=\"chart steps\"><div class=\"ends\" aria-hidden=\"true\"><span>{high}</span></div>\
         <svg role=\"img\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\"><title>{}</title><desc>{}</desc>\
         {area}<path class=\"axis\" d=\"M0 {HEIGHT}H{WIDTH}\"/></svg>\
         <div class=\"ends\" aria-hidden=\"true\"><span>{left}</span><span>{low}</span><span>{right}</span></div></div>",
        escape(&text.title),
        escape(&text.description),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_one_step() {
        let text = ChartText::new("Left", "It falls.");
        let chart = steps(&text, &[100.0, 50.0, 0.0], ["round", "100", "0", "2"]);
        assert!(
            chart.contains("M0.00 0.00H200.00L200.00 110.00H400.00L400.00 220.00H600.00"),
            "{chart}"
        );
        assert!(chart.contains("<span>0</span><span>round</span><span>2</span>"));
        let nothing = steps(&text, &[], ["", "", "", ""]);
        assert!(!nothing.contains("NaN") && !nothing.contains("d=\"V"));
        let zero = steps(&text, &[0.0, f64::NAN], ["", "", "", ""]);
        assert!(
            zero.contains("M0.00 220.00H300.00L300.00 220.00H600.00"),
            "{zero}"
        );
    }
}
