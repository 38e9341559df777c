//! Files for downloading, and the fields of CSV files (RFC 4180).

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Response};
use futures_util::stream::{self, Stream, StreamExt};
use madang_store::{Store, StoreError};
use madang_words::{Language, Text};

/// A file to be saved under a name; what is not a letter, digit, `-`, `_` or `.` in it becomes `_`.
pub fn file(name: &str, content_type: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{safe}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}

/// A table to be saved under a name, to which `.csv` is added.
pub fn table(name: &str, lines: impl Into<Body>) -> Response<Body> {
    file(
        &format!("{name}.csv"),
        "text/csv; charset=utf-8",
        lines.into(),
    )
}

/// A field of a CSV file (RFC 4180).
pub fn csv(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) || text.trim() != text {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

/// A column of a table that can be downloaded.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name; of a column for each language, what stands before `_ko`.
    pub name: &'static str,
    /// The key of what it means.
    pub key: &'static str,
    /// Whether there is one for each language.
    pub by_language: bool,
}

/// A column.
pub const fn column(name: &'static str, key: &'static str) -> Column {
    Column {
        name,
        key,
        by_language: false,
    }
}

/// A column for each language.
pub const fn worded(name: &'static str, key: &'static str) -> Column {
    Column {
        name,
        key,
        by_language: true,
    }
}

/// The names of the columns, with one for each of these languages where a column has words.
pub fn names(columns: &[Column], languages: &[Language]) -> Vec<String> {
    let of = |column: &Column| -> Vec<String> {
        if !column.by_language {
            return vec![column.name.to_owned()];
        }
        let tag = |language: &Language| format!("{}_{}", column.name, language.tag());
        languages.iter().map(tag).collect()
    };
    columns.iter().flat_map(of).collect()
}

/// The first line of a table, behind a mark by which spreadsheets know the encoding.
pub fn head(columns: &[Column], languages: &[Language]) -> String {
    format!("\u{feff}{}\r\n", names(columns, languages).join(","))
}

/// A line of a table, of fields that are written already.
pub fn line(fields: &[String]) -> String {
    format!("{}\r\n", fields.join(","))
}

/// A read of what a programme has from an entry on, for [`from_the_first`].
pub fn of_programme<R, F>(
    store: &Store,
    programme: &str,
    read: R,
) -> impl Fn(u64) -> F + Send + 'static + use<R, F>
where
    R: Fn(Store, String, u64) -> F + Send + 'static,
{
    let (store, programme) = (store.clone(), programme.to_owned());
    move |from| read(store.clone(), programme.clone(), from)
}

/// What `read` gives from the first entry on, part after part, until it gives nothing; `entry` says which entry a thing is of.
pub fn from_the_first<T, F>(
    read: impl Fn(u64) -> F + Send + 'static,
    entry: impl Fn(&T) -> u64 + Send + 'static,
) -> impl Stream<Item = Result<Vec<T>, StoreError>> + Send
where
    T: Send + 'static,
    F: Future<Output = Result<Vec<T>, StoreError>> + Send,
{
    stream::try_unfold((read, entry, 0), |(read, entry, from)| async move {
        let part = read(from).await?;
        let Some(last) = part.last() else {
            return Ok(None);
        };
        let next = entry(last) + 1;
        Ok(Some((part, (read, entry, next))))
    })
}

/// A table that is written while it is read: its head, and a line of each thing.
pub fn written<T: Send + 'static>(
    head: String,
    parts: impl Stream<Item = Result<Vec<T>, StoreError>> + Send + 'static,
    write: impl Fn(&T) -> String + Send + 'static,
) -> Body {
    let lines = parts.map(move |part| part.map(|part| part.iter().map(&write).collect::<String>()));
    let head = stream::once(async move { Ok(head) });
    Body::from_stream(head.chain(lines).map(|text| text.map(Bytes::from)))
}

/// A number that may be missing.
pub fn number(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A text in each of these languages.
pub fn words(text: Option<&Text>, languages: &[Language]) -> Vec<String> {
    languages
        .iter()
        .map(|language| csv_words(words_in(text, *language)))
        .collect()
}

/// A text in the first of these languages that it has, as a field.
pub fn first_words(text: Option<&Text>, languages: &[Language]) -> String {
    csv_words(first_words_in(text, languages))
}

/// The words of a text in the first of these languages that it has, or in any.
pub fn first_words_in<'a>(text: Option<&'a Text>, languages: &[Language]) -> &'a str {
    let mut known = languages.iter().map(|language| words_in(text, *language));
    let found = known.find(|words| !words.is_empty());
    let any = || {
        let any = text.and_then(|text| text.0.values().next());
        any.map_or("", String::as_str)
    };
    found.unwrap_or_else(any)
}

/// A text in each of these languages, and behind them what it says where it is in none of them: whoever speaks speaks as they like.
pub fn all_words(text: Option<&Text>, languages: &[Language]) -> Vec<String> {
    let mut fields = words(text, languages);
    let said = text.iter().flat_map(|text| &text.0);
    let mut others = said.filter(|(language, _)| !languages.contains(language));
    let other = others.next().map_or("", |(_, words)| words.as_str());
    fields.push(csv_words(other));
    fields
}

/// The words of a text in a language.
pub fn words_in(text: Option<&Text>, language: Language) -> &str {
    text.and_then(|text| text.0.get(&language))
        .map_or("", String::as_str)
}

/// Words that people wrote, for a spreadsheet: none of them may become a formula there.
pub fn csv_words(words: &str) -> String {
    csv(&guarded(words))
}

/// The same before it is put among others in one field: what names a thing does so in every table alike, and whatever reads such a
/// table takes the apostrophe away.
pub use madang_exchange::guarded;

/// An amount of the smallest unit in the currency's main unit.
pub use madang_words::money::in_main_unit as main_unit;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_in_the_main_unit_to_the_last_figure() {
        assert_eq!(main_unit(123_456, "PLN"), "1234.56");
        assert_eq!(main_unit(5, "PLN"), "0.05");
        assert_eq!(main_unit(1_250, "PLN"), "12.5");
        assert_eq!(main_unit(54_000_000_000, "KRW"), "54000000000");
        assert_eq!(main_unit(u64::MAX, "KRW"), u64::MAX.to_string());
    }

    #[test]
    fn words_in_a_language_without_a_column_stand_in_the_last_one() {
        let languages = [Language::Ko, Language::En];
        let mut text = Text::new(Language::Pl, "=autobus");
        assert_eq!(all_words(Some(&text), &languages), ["", "", "'=autobus"]);
        text.0.insert(Language::Ko, "버스".to_owned());
        assert_eq!(
            all_words(Some(&text), &languages),
            ["버스", "", "'=autobus"]
        );
        assert_eq!(all_words(None, &languages), ["", "", ""]);
    }

    #[test]
    fn no_words_become_a_formula() {
        assert_eq!(csv_words("=1+1"), "'=1+1");
        assert_eq!(csv_words("＝SUM(A1)"), "'＝SUM(A1)");
        assert_eq!(csv_words("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}
