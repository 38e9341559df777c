//! Rows of the files to fill in that nobody changed: what an example says nobody said, proposed or answered.

/// The tables whose rows are told by their sentences, in both languages.
const TABLES: [&str; 6] = [
    include_str!("../../templates/ko/voices.csv"),
    include_str!("../../templates/en/voices.csv"),
    include_str!("../../templates/ko/answers.csv"),
    include_str!("../../templates/en/answers.csv"),
    include_str!("../../templates/ko/proposals.csv"),
    include_str!("../../templates/en/proposals.csv"),
];

/// The programmes, of which the summary is an example.
const PROGRAMMES: [&str; 2] = [
    include_str!("../../templates/ko/programme.json"),
    include_str!("../../templates/en/programme.json"),
];

/// The lines of a table that hold a sentence of an example, however a spreadsheet wrote it.
pub(super) fn rows(text: &str) -> Vec<u64> {
    let examples = TABLES.iter().flat_map(|table| {
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        rows.flat_map(|row| row.split([',', '"'])).map(str::trim)
    });
    let sentences: Vec<&str> = examples.filter(|cell| is_sentence(cell)).collect();
    lines(text, &sentences)
}

/// The lines of a programme that hold the summary of the example.
pub(super) fn summaries(text: &str) -> Vec<u64> {
    let summaries = PROGRAMMES.iter().flat_map(|programme| {
        let (_, behind) = programme.split_once("\"summary\"").unwrap_or_default();
        let (summary, _) = behind.split_once('}').unwrap_or_default();
        summary.split('"')
    });
    let sentences: Vec<&str> = summaries.filter(|part| is_sentence(part)).collect();
    lines(text, &sentences)
}

/// Whether somebody else would hardly write the same: a whole sentence, and no name or word alone.
fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && text.chars().count() >= 12 && text.contains(' ')
}

fn lines(text: &str, sentences: &[&str]) -> Vec<u64> {
    let numbered = (1..).zip(text.lines());
    let holding = numbered.filter(|(_, line)| {
        let mut sentences = sentences.iter();
        !line.starts_with('#') && sentences.any(|sentence| line.contains(sentence))
    });
    holding.map(|(number, _)| number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_an_example_is_known_and_nothing_else_is() {
        for (table, known) in TABLES.iter().zip([2, 2, 2, 2, 3, 3]) {
            assert_eq!(rows(table).len(), known, "{table}");
        }
        for (programme, known) in PROGRAMMES.iter().zip([2, 1]) {
            assert_eq!(summaries(programme).len(), known, "{programme}");
        }
        let own = "channel,institution,text_ko\npetition,interior,막차가 너무 일찍 끊깁니다.\n";
        assert_eq!(rows(own), [0; 0]);
        assert_eq!(
            summaries("{ \"summary\": { \"ko\": \"우리 사업입니다.\" } }"),
            [0; 0]
        );
    }
}
