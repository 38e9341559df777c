//! Figures as they are typed: one a line, `waiting time in minutes: 34 → 12`.

use madang_programme::design::DesignFigure;
use madang_words::{Language, Text};

use crate::frame::language::of_words;

/// Reads a line; `None` where it says no number of anything.
fn line(typed: &str, page: Language) -> Option<DesignFigure> {
    let (what, numbers) = typed.rsplit_once(':')?;
    let (before, value) = match numbers.split_once('→').or_else(|| numbers.split_once('>')) {
        Some((before, value)) => (Some(before.trim()), value.trim()),
        None => (None, numbers.trim()),
    };
    let number = |text: &str| text.replace(',', "");
    if value.is_empty() || before.is_some_and(str::is_empty) {
        return None;
    }
    Some(DesignFigure {
        what: Text::written(&[(of_words(what, page), what.trim())])?,
        before: before.map(number),
        value: number(value),
    })
}

/// Reads what was typed; the first line that says nothing comes back.
pub fn read(typed: &str, page: Language) -> Result<Vec<DesignFigure>, String> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|typed| line(typed, page).ok_or_else(|| typed.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_people_write_them() {
        let typed = "Waiting time, in minutes: 34 → 12.5\n\n이용자: 1,200\nTrips: 3 > 4";
        let read_back = read(typed, Language::En).expect("figures");
        let numbers = read_back
            .iter()
            .map(|one| (one.before.as_deref(), one.value.as_str()));
        let numbers: Vec<_> = numbers.collect();
        assert_eq!(
            numbers,
            [(Some("34"), "12.5"), (None, "1200"), (Some("3"), "4")]
        );
        assert_eq!(
            read_back[1].what,
            Text::new(Language::Ko, "이용자"),
            "each in the language that it is in"
        );
        for bad in ["Waiting time", "Waiting time:", "Waiting time: > 3", ": 3"] {
            assert_eq!(read(bad, Language::En), Err(bad.to_owned()), "{bad}");
        }
    }
}
