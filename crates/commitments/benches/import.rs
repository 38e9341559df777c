//! How long it takes to import 100,000 commitments of the current schema: at most 30 s. By hand: `cargo bench -p madang-commitments`.

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use madang_commitments::schema::{Field, Kind, Schema};
use madang_commitments::writing::{csv, json_lines};
use madang_commitments::{Options, read_commitments};

const COMMITMENTS: usize = 100_000;

fn main() {
    let text = made();
    println!("{COMMITMENTS} commitments, {} MiB", text.len() >> 20);
    let begun = Instant::now();
    let base = read_commitments(text.as_bytes(), Options::default()).expect("a file with a header");
    println!("read      {:>6} ms", begun.elapsed().as_millis());
    assert_eq!(base.commitments.len(), COMMITMENTS);
    let begun = Instant::now();
    let mut lines = Vec::new();
    json_lines(&mut lines, &base.commitments).expect("written");
    println!(
        "kept      {:>6} ms, {} MiB",
        begun.elapsed().as_millis(),
        lines.len() >> 20
    );
    let begun = Instant::now();
    let again = read_commitments(&lines, Options::default()).expect("it was written here");
    println!("read back {:>6} ms", begun.elapsed().as_millis());
    assert!(again.commitments == base.commitments);
    let begun = Instant::now();
    black_box(csv(&again.commitments, false).expect("written"));
    println!("as CSV    {:>6} ms", begun.elapsed().as_millis());
}

/// A file in which all cells are understood, but for dates that may be two days.
fn made() -> String {
    let columns = Schema::Current.columns();
    let labels: Vec<String> = columns
        .iter()
        .map(|column| format!("\"{}\"", column.label))
        .collect();
    let mut text = labels.join(",");
    text.push('\n');
    for number in 0..COMMITMENTS {
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            let written = match (column.field, column.kind) {
                (Some(Field::Id), _) => write!(text, "XX{number:06}"),
                (Some(Field::FullText), _) => write!(
                    text,
                    "\"{}\"",
                    "What is to be done, by whom and until when. ".repeat(20)
                ),
                (_, Kind::Text) => write!(text, "\"Words, number {}\"", number % 997),
                (_, Kind::Flag | Kind::Updated) => write!(text, "{}", number % 2),
                (_, Kind::Year) => write!(text, "{}", 2012 + number % 12),
                (_, Kind::Date) => write!(text, "{}/{}/2016", 1 + number % 12, 1 + number % 28),
                (_, Kind::Number { .. }) => write!(text, "1"),
                (
                    _,
                    Kind::Label(_) | Kind::NumberOf { .. } | Kind::Moved { .. } | Kind::Binding,
                ) => write!(text, "ND"),
            };
            written.expect("a text takes everything");
        }
        text.push('\n');
    }
    text
}
