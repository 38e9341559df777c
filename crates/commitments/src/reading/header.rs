//! The line that has the labels, wherever it stands: files begin with a line of column numbers, a title or a code book, or with the labels.

use csv::StringRecord;

use crate::schema::Schema;

/// Within how many lines of a file it is looked for.
pub(super) const WITHIN: usize = 20;

/// The labels without which a layout is not that, and how many of its labels are to be there.
const LEAST: [(Schema, &[&str], usize); 3] = [
    (Schema::Current, &["Country/Locality"], 8),
    (Schema::Base2016, &["Country", "Comm No"], 8),
    (Schema::StarVectors, &["potential_impact", "completion"], 5),
];

/// The place of the header among lines, and its layout; the line with most labels is it.
pub(super) fn find<'a>(lines: impl Iterator<Item = &'a StringRecord>) -> Option<(usize, Schema)> {
    let found = lines.take(WITHIN).enumerate().flat_map(|(place, cells)| {
        let labelled = move |(schema, needed, least): &(Schema, &[&str], usize)| {
            let has = |label: &str| {
                cells.iter().any(|cell| {
                    schema
                        .place(cell)
                        .is_some_and(|place| Some(place) == schema.place(label))
                })
            };
            let count = labels(cells, *schema);
            (count >= *least && needed.iter().all(|label| has(label)))
                .then_some((count, place, *schema))
        };
        LEAST.iter().filter_map(labelled).collect::<Vec<_>>()
    });
    // Of equally many the first: a second header repeats it.
    let best = found.min_by_key(|(count, place, _)| (std::cmp::Reverse(*count), *place));
    best.map(|(_, place, schema)| (place, schema))
}

/// How many cells are labels of a layout.
fn labels(cells: &StringRecord, schema: Schema) -> usize {
    cells
        .iter()
        .filter(|cell| schema.place(cell).is_some())
        .count()
}

/// Whether a line under the header is one more of them: labels again, or the numbers of columns.
pub(super) fn is_header_too(cells: &StringRecord, schema: Schema) -> bool {
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    if filled < 3 {
        return false;
    }
    let numbers = cells.iter().map(|cell| cell.trim().parse::<usize>().ok());
    let counted = |first: usize| {
        numbers
            .clone()
            .enumerate()
            .all(|(place, number)| number == Some(place + first))
    };
    2 * labels(cells, schema) > filled || counted(0) || counted(1)
}
