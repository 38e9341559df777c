//! English plurals after numbers that may be one, for the test of each crate that has a catalogue.

use crate::catalogue::key_of;
use crate::faults::leading;

/// English words in -s that follow something else than a number and are no plural: what a thing does or is.
const NO_PLURALS: [&str; 47] = [
    "adds",
    "amends",
    "announces",
    "as",
    "asks",
    "becomes",
    "begins",
    "belongs",
    "breaks",
    "carries",
    "comes",
    "counts",
    "differs",
    "does",
    "ends",
    "exists",
    "follows",
    "gives",
    "goes",
    "has",
    "holds",
    "is",
    "its",
    "keeps",
    "lacks",
    "leaves",
    "less",
    "lets",
    "lists",
    "looks",
    "means",
    "names",
    "needs",
    "puts",
    "remembers",
    "repeats",
    "rests",
    "says",
    "selects",
    "sits",
    "stands",
    "states",
    "takes",
    "this",
    "uses",
    "waits",
    "was",
];

/// A placeholder that stands for what a thing is called, and no number: `on { $kind } ballots`.
const NAME: &str = "kind";

/// Words that may stand between a number and what is counted.
const BETWEEN: [&str; 14] = [
    "counted",
    "different",
    "distinct",
    "equal",
    "further",
    "missing",
    "more",
    "new",
    "other",
    "possible",
    "published",
    "score",
    "selected",
    "whole",
];

/// English messages that write `{ $number } votes`, which is wrong of one, outside a choice by the number: `FORM` writes the word that goes
/// with it. Told by the word's ending, so that one that only looks like a plural goes into [`NO_PLURALS`].
pub(crate) fn uncounted(texts: &[&str]) -> Vec<String> {
    let mut faults = vec![];
    let (mut key, mut begun, mut by_number) = ("", false, false);
    for line in texts.iter().flat_map(|text| text.lines()) {
        let trimmed = line.trim_start();
        let variant = trimmed.trim_start_matches('*').strip_prefix('[');
        match (key_of(line), variant) {
            (Some(own), _) => (key, by_number) = (own, false),
            (None, Some(variant)) if begun => {
                by_number = variant.starts_with(|c: char| c.is_ascii_digit())
                    || variant.starts_with("one]");
            }
            (None, Some(_)) => {}
            (None, None) => by_number &= !trimmed.starts_with('}'),
        }
        begun = line.trim_end().ends_with("->");
        if line.starts_with('#') || (by_number && variant.is_some()) {
            continue;
        }
        for (at, _) in line.match_indices("{ $") {
            let name = leading(&line[at + 3..]);
            let after = line[at + 3 + name.len()..].strip_prefix(" } ");
            let words = after.into_iter().flat_map(|after| after.split(' '));
            let mut words = words.skip_while(|word| BETWEEN.contains(word));
            let plural = words
                .next()
                .map(|word| word.trim_end_matches(|c: char| !c.is_ascii_alphabetic()));
            let is_plural = |word: &str| {
                let letters = word.bytes().all(|byte| byte.is_ascii_lowercase());
                letters && (word.ends_with('s') || word == "people") && !NO_PLURALS.contains(&word)
            };
            if let Some(word) = plural.filter(|word| is_plural(word) && name != NAME) {
                faults.push(format!("{key} writes {name} {word}, also of one: use FORM"));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plural_after_a_number_that_may_be_one_is_told() {
        let told = |text: &'static str| uncounted(&[text]);
        for wrong in [
            "a = { $number } votes",
            "a = of { $number } new ballots.",
            "a = { $kind ->\n    [of] one\n   *[other] { $number } people\n}",
            "a = { $number ->\n    [one] a vote\n   *[other] { $number } votes\n} and { $more } seats",
        ] {
            assert_eq!(told(wrong).len(), 1, "{wrong}");
        }
        for right in [
            "a = { $number } { FORM($number, \"vote/votes\") }",
            "a = { $file } states no budget; { $id } is there",
            "a = { $number ->\n    [one] a vote\n   *[other] { $number } votes\n}",
            "a = { $number ->\n    [1] a vote\n   *[other] { $number } votes\n }, { $name } stands",
            "# { $number } votes",
        ] {
            assert_eq!(told(right), [""; 0], "{right}");
        }
    }
}
