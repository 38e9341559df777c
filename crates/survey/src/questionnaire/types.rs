//! What the column `type` of an XLSForm says.

/// Types that forms know and a questionnaire by pages does not take.
const UNSUPPORTED: [&str; 53] = [
    "acknowledge",
    "audio",
    "audit",
    "background-audio",
    "background_audio",
    "barcode",
    "begin repeat",
    "csv-external",
    "datetime",
    "deviceid",
    "email",
    "end",
    "file",
    "geopoint",
    "geoshape",
    "geotrace",
    "hidden",
    "image",
    "imei",
    "odk:rank",
    "osm",
    "phonenumber",
    "photo",
    "range",
    "select_multiple_from_file",
    "select_one_external",
    "select_one_from_file",
    "simserial",
    "start",
    "start-geopoint",
    "subscriberid",
    "time",
    "today",
    "trigger",
    "username",
    "video",
    "xml-external",
    "loop",
    "background-geopoint",
    "cascading select",
    "cascading_select",
    "date time",
    "device id",
    "gps",
    "location",
    "percentage",
    "phone number",
    "sim id",
    "subscriber id",
    "select one external",
    "select one from file",
    "select multiple from file",
    "uri",
];
/// What a type says.
pub(super) enum Typed {
    /// The name of a kind, and its list.
    Item(&'static str, Option<String>),
    BeginGroup,
    BeginRepeat,
    EndGroup,
    EndRepeat,
    Unsupported,
    Unknown,
}

/// Reads a type, by its names of today and of before.
pub(super) fn of_type(typed: &str) -> Typed {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let joined = words.join(" ");
    let lower = joined.to_lowercase();
    let list = |beginning: &str| {
        let rest = lower.strip_prefix(beginning)?.strip_prefix(' ')?;
        // Names of lists keep their capitals.
        let list = &joined[joined.len() - rest.len()..];
        (!list.contains(' ')).then(|| list.to_owned())
    };
    match lower.replace('_', " ").as_str() {
        "begin group" => return Typed::BeginGroup,
        "end group" => return Typed::EndGroup,
        "begin repeat" | "begin lgroup" | "begin looped group" | "begin loop" => {
            return Typed::BeginRepeat;
        }
        "end repeat" | "end lgroup" | "end looped group" | "end loop" => return Typed::EndRepeat,
        spaced if spaced.starts_with("begin loop ") => return Typed::BeginRepeat,
        _ => {}
    }
    let simple = match plain(&lower) {
        "integer" | "int" => Some("integer"),
        "decimal" => Some("decimal"),
        "date" => Some("date"),
        "text" | "string" => Some("text"),
        "note" => Some("note"),
        "calculate" | "calculation" => Some("calculate"),
        _ => None,
    };
    if let Some(kind) = simple {
        return Typed::Item(kind, None);
    }
    let one = [
        "select_one",
        "select1",
        "select one from",
        "select one using",
        "select one",
        "add select one prompt using",
        "q select1",
    ];
    if let Some(list) = one.iter().find_map(|beginning| list(beginning)) {
        return Typed::Item("select_one", Some(list));
    }
    let many = [
        "select_multiple",
        "select all that apply from",
        "select all that apply",
        "select multiple from",
        "select multiple using",
        "select multiple",
        "add select multiple prompt using",
        "q select",
    ];
    if let Some(list) = many.iter().find_map(|beginning| list(beginning)) {
        return Typed::Item("select_multiple", Some(list));
    }
    if let Some(list) = list("rank") {
        return Typed::Item("rank", Some(list));
    }
    let other = lower.ends_with(" or_other") || lower.ends_with(" or specify other");
    let begins = |known: &&str| {
        let rest = plain(&lower).strip_prefix(*known);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
    };
    match other || UNSUPPORTED.iter().any(begins) {
        true => Typed::Unsupported,
        false => Typed::Unknown,
    }
}

/// A type without the words that the first forms had around it: `add text prompt`, `q text`, `get start time`.
fn plain(typed: &str) -> &str {
    let inside = |begins: &str, ends: &str| typed.strip_prefix(begins)?.strip_suffix(ends);
    let known = [
        ("add ", " prompt"),
        ("q ", ""),
        ("get ", " time"),
        ("get ", ""),
    ];
    let mut inside = known
        .iter()
        .filter_map(|(begins, ends)| inside(begins, ends));
    inside.next().unwrap_or(typed)
}
