//! Words of charts: made safe, and broken into lines.

/// The title and description of a chart: both are read out, the title is also shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChartText {
    /// Short title.
    pub title: String,
    /// What the chart says, in a sentence.
    pub description: String,
    /// Names of the parts, for the legend; empty for charts of one part.
    pub parts: Vec<String>,
}

impl ChartText {
    /// The words of a chart of one part.
    pub fn new(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            parts: Vec::new(),
        }
    }

    /// The same with names for the parts of each bar.
    #[must_use]
    pub fn with_parts(mut self, parts: impl IntoIterator<Item = String>) -> Self {
        self.parts = parts.into_iter().collect();
        self
    }
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

/// Width that is there on a screen of 320 pixels.
pub(crate) const NARROW: f64 = 280.0;

/// About how many pixels `text` takes at 14 pixels; rather too many than too few.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(character_width).sum()
}

fn character_width(character: char) -> f64 {
    match character {
        // Hangul, kana, Chinese characters and full-width forms fill a square.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{ffef}'
        | '\u{10000}'.. => 14.0,
        'A'..='Z' | 'm' | 'w' | '%' | '@' => 10.5,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '|' | '\'' | ' ' => 4.5,
        _ => 8.0,
    }
}

/// `text` in lines of at most `most` pixels, broken at spaces, and inside a word only where one alone is too long.
pub(crate) fn lines(text: &str, most: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let room = most - width(&line) - if line.is_empty() { 0.0 } else { width(" ") };
        if width(word) <= room {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for character in word.chars() {
            if width(&line) + character_width(character) > most {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
    }
    lines.push(line);
    lines
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
    fn lines_break_at_spaces_and_never_overflow() {
        assert_eq!(lines("a park", NARROW), ["a park"]);
        assert_eq!(lines("", NARROW), [""]);
        let korean = "우리 동네 침수 골목 배수구 정비와 안전한 통학로 만들기 사업";
        let broken = lines(korean, NARROW);
        assert_eq!(broken.len(), 2);
        assert_eq!(broken.join(" "), korean);
        let one_word = "가".repeat(50);
        assert_eq!(lines(&one_word, NARROW).concat(), one_word);
        for text in [
            korean,
            &one_word,
            "A very long label of many short words that goes on and on",
        ] {
            assert!(lines(text, NARROW).iter().all(|line| width(line) <= NARROW));
        }
    }
}
