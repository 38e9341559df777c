//! Many values in one question: `IN ($1,$2,…)`.

use madang_database::Value;

/// The numbers of values that are asked for: one statement for each, so that the database prepares few.
const LENGTHS: [usize; 4] = [1, 16, 128, 1024];

/// The most values in one question.
pub(crate) const MOST: usize = LENGTHS[LENGTHS.len() - 1];

/// The placeholders of up to [`MOST`] values, numbered from `first` on, and the values for them: the last one stands in for those
/// that are missing.
pub(crate) fn listed(values: &[impl AsRef<[u8]>], first: usize) -> (String, Vec<Value>) {
    let length = LENGTHS.into_iter().find(|length| values.len() <= *length);
    let length = length.unwrap_or(values.len());
    let placeholders: Vec<String> = (first..first + length)
        .map(|number| format!("${number}"))
        .collect();
    let filler = values.last().into_iter().cycle();
    let values = values.iter().chain(filler).take(length);
    let values = values.map(|value| value.as_ref().into()).collect();
    (placeholders.join(","), values)
}
