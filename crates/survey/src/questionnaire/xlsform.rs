//! Reading XLSForms (<https://xlsform.org>), the part of them that a questionnaire by pages can keep.

use std::collections::BTreeMap;

use super::expressions::{Expression, ExpressionError};
use super::model::{Choice, Finding, Item, Kind, Place, Questionnaire, Rule};
use super::workbook::{Sheet, cell, sheets};
use crate::SurveyError;

/// Types that forms know and a questionnaire by pages does not take.
const UNSUPPORTED: [&str; 38] = [
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
];
/// Columns of pictures, sounds and films.
const MEDIA: [&str; 6] = [
    "media",
    "image",
    "audio",
    "video",
    "big_image",
    "repeat_count",
];

/// Reads an XLSForm. What is wrong with single rows is found, and the rest is read all the same, so that one look names everything.
///
/// # Errors
/// [`SurveyError::Workbook`] for what is no workbook, [`SurveyError::NoSheet`] without a sheet `survey`.
pub fn read(bytes: &[u8]) -> Result<(Questionnaire, Vec<Finding>), SurveyError> {
    let (sheets, mut findings) = sheets(bytes)?;
    let named = |name: &str| {
        sheets
            .iter()
            .find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name))
    };
    let survey = named("survey").ok_or_else(|| SurveyError::NoSheet {
        sheet: "survey".to_owned(),
    })?;
    for name in ["external_choices", "entities"] {
        if let Some(sheet) = named(name).filter(|sheet| !sheet.rows.is_empty()) {
            findings.push(Finding::new(
                Rule::UnsupportedSheet,
                vec![name.to_owned()],
                Place::new(&sheet.name, 1, None),
            ));
        }
    }
    let mut form = Questionnaire::default();
    if let Some(settings) = named("settings")
        && let Some((_, cells)) = settings.rows.first()
    {
        form.title = cell(cells, settings.column(&["form_title", "title"])).to_owned();
        form.id = cell(cells, settings.column(&["form_id", "id_string"])).to_owned();
    }
    let labels = survey.columns(&["label", "caption"]);
    form.languages = labels
        .iter()
        .map(|(_, language)| language.clone())
        .collect();
    if let Some(sheet) = named("choices").or_else(|| named("lists")) {
        form.lists = choices(sheet, &mut findings);
    }
    Items {
        sheet: survey,
        labels,
        form: &mut form,
        findings: &mut findings,
        open: Vec::new(),
    }
    .read();
    Ok((form, findings))
}

fn choices(sheet: &Sheet, findings: &mut Vec<Finding>) -> BTreeMap<String, Vec<Choice>> {
    let list = sheet.column(&["list_name", "list"]);
    let name = sheet.column(&["name", "value"]);
    let missing = sheet.column(&["missing"]);
    let labels = sheet.columns(&["label", "caption"]);
    let mut lists: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
    for (row, cells) in &sheet.rows {
        let (list, name) = (cell(cells, list), cell(cells, name));
        if list.is_empty() {
            continue;
        }
        let place = |column| Place::new(&sheet.name, *row, Some(column));
        if name.is_empty() || name.contains(char::is_whitespace) {
            findings.push(Finding::new(
                Rule::MissingChoice,
                vec![list.to_owned()],
                place("name"),
            ));
            continue;
        }
        let known = lists.entry(list.to_owned()).or_default();
        if known.iter().any(|choice| choice.name == name) {
            findings.push(Finding::new(
                Rule::DuplicateChoice,
                vec![name.to_owned()],
                place("name"),
            ));
            continue;
        }
        let missing = cell(cells, missing);
        known.push(Choice {
            name: name.to_owned(),
            labels: words(cells, &labels),
            missing: (!missing.is_empty()).then(|| missing.to_owned()),
            columns: sheet
                .header
                .iter()
                .cloned()
                .zip(cells.iter().cloned())
                .collect(),
            row: *row,
        });
    }
    lists
}

fn words(cells: &[String], labels: &[(usize, String)]) -> BTreeMap<String, String> {
    let words = labels
        .iter()
        .map(|(place, language)| (language.clone(), cell(cells, Some(*place)).to_owned()));
    words.filter(|(_, words)| !words.is_empty()).collect()
}

struct Items<'a> {
    sheet: &'a Sheet,
    labels: Vec<(usize, String)>,
    form: &'a mut Questionnaire,
    findings: &'a mut Vec<Finding>,
    /// Groups that have not ended, and repeats as `None`.
    open: Vec<Option<usize>>,
}

/// What a type says.
enum Typed {
    Item(Kind),
    BeginGroup,
    BeginRepeat,
    EndGroup,
    EndRepeat,
    Unsupported,
    Unknown,
}

impl Items<'_> {
    fn read(&mut self) {
        let sheet = self.sheet;
        let kind = sheet.column(&["type", "command"]);
        let name = sheet.column(&["name", "tag", "value"]);
        let media = sheet.columns(&MEDIA);
        for (row, cells) in &sheet.rows {
            let (typed, name) = (cell(cells, kind), cell(cells, name));
            if typed.is_empty() {
                continue;
            }
            if media
                .iter()
                .any(|(place, _)| !cell(cells, Some(*place)).is_empty())
            {
                self.find(Rule::UnsupportedMedia, name, *row, None);
            }
            match of_type(typed) {
                Typed::Unknown => self.find(Rule::UnknownType, typed, *row, Some("type")),
                Typed::Unsupported => self.find(
                    Rule::UnsupportedType,
                    if name.is_empty() { typed } else { name },
                    *row,
                    Some("type"),
                ),
                Typed::BeginRepeat => {
                    self.find(Rule::UnsupportedType, name, *row, Some("type"));
                    self.open.push(None);
                }
                Typed::EndGroup | Typed::EndRepeat => {
                    if self.open.pop().is_none() {
                        self.find(Rule::UnclosedGroup, name, *row, Some("type"));
                    }
                }
                Typed::BeginGroup => {
                    let appearance = cell(cells, sheet.column(&["appearance"]));
                    let matrix = appearance
                        .split_whitespace()
                        .any(|word| word == "table-list");
                    let place = self.form.items.len();
                    self.item(Kind::Group { matrix }, name, *row, cells);
                    self.open.push(Some(place));
                }
                Typed::Item(kind) => self.item(kind, name, *row, cells),
            }
        }
        while let Some(open) = self.open.pop() {
            if let Some(group) = open {
                let item = &self.form.items[group];
                let (name, row) = (item.name.clone(), item.row);
                self.find(Rule::UnclosedGroup, &name, row, Some("type"));
            }
        }
    }

    fn find(&mut self, rule: Rule, name: &str, row: u32, column: Option<&str>) {
        let names = if name.is_empty() {
            vec![]
        } else {
            vec![name.to_owned()]
        };
        self.findings.push(Finding::new(
            rule,
            names,
            Place::new(&self.sheet.name, row, column),
        ));
    }

    fn item(&mut self, kind: Kind, name: &str, row: u32, cells: &[String]) {
        if name.is_empty() {
            self.find(
                Rule::MissingName,
                cell(cells, self.sheet.column(&["type", "command"])),
                row,
                Some("name"),
            );
        } else if !is_name(name) {
            self.find(Rule::MalformedName, name, row, Some("name"));
        } else if self.form.place(name).is_some() {
            self.find(Rule::DuplicateName, name, row, Some("name"));
        }
        if let Some(list) = kind.list()
            && self.form.lists.get(list).is_none_or(Vec::is_empty)
        {
            let list = list.to_owned();
            self.find(Rule::MissingChoiceList, &list, row, Some("type"));
        }
        let kind = match kind {
            Kind::Text { .. } => {
                let appearance = cell(cells, self.sheet.column(&["appearance"]));
                Kind::Text {
                    long: appearance
                        .split_whitespace()
                        .any(|word| word == "multiline"),
                }
            }
            kind => kind,
        };
        let required =
            cell(cells, self.sheet.column(&["required", "bind::required"])).to_lowercase();
        let item = Item {
            name: name.to_owned(),
            kind,
            group: self.open.iter().rev().find_map(|open| *open),
            labels: words(cells, &self.labels),
            show_if: self.expression(cells, &["relevant", "relevance", "skip_logic"], row),
            constraint: self.expression(cells, &["constraint"], row),
            calculation: self.expression(cells, &["calculation", "calculate"], row),
            choice_filter: self.expression(cells, &["choice_filter"], row),
            required: ["yes", "true", "true()", "y", "1"].contains(&required.as_str()),
            row,
        };
        self.form.items.push(item);
    }

    fn expression(&mut self, cells: &[String], names: &[&str], row: u32) -> Option<Expression> {
        let text = cell(cells, self.sheet.column(names));
        if text.is_empty() {
            return None;
        }
        match Expression::read(text, names[0] == "choice_filter") {
            Ok(expression) => Some(expression),
            Err(ExpressionError::Function(name)) => {
                self.find(Rule::UnknownFunction, &name, row, Some(names[0]));
                None
            }
            Err(ExpressionError::Malformed(text)) => {
                self.find(Rule::MalformedExpression, &text, row, Some(names[0]));
                None
            }
        }
    }
}

/// A letter or an underscore, then letters, digits, `_`, `-` and `.`, as XForms have it.
fn is_name(name: &str) -> bool {
    let starts = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    starts
        && name
            .chars()
            .all(|next| next.is_alphanumeric() || "_-.".contains(next))
}

fn of_type(typed: &str) -> Typed {
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
        "begin repeat" => return Typed::BeginRepeat,
        "end repeat" => return Typed::EndRepeat,
        _ => {}
    }
    let simple = match lower.as_str() {
        "integer" | "int" => Some(Kind::Integer),
        "decimal" => Some(Kind::Decimal),
        "date" => Some(Kind::Date),
        "text" | "string" => Some(Kind::Text { long: false }),
        "note" => Some(Kind::Statement),
        "calculate" | "calculation" => Some(Kind::Calculated),
        _ => None,
    };
    if let Some(kind) = simple {
        return Typed::Item(kind);
    }
    let one = ["select_one", "select1", "select one from", "select one"];
    if let Some(list) = one.iter().find_map(|beginning| list(beginning)) {
        return Typed::Item(Kind::Single { list });
    }
    let many = [
        "select_multiple",
        "select all that apply from",
        "select multiple from",
        "select multiple",
    ];
    if let Some(list) = many.iter().find_map(|beginning| list(beginning)) {
        return Typed::Item(Kind::Multiple { list });
    }
    if let Some(list) = list("rank") {
        return Typed::Item(Kind::Ranking { list });
    }
    let other = lower.ends_with(" or_other") || lower.ends_with(" or specify other");
    let first = words
        .first()
        .map_or(String::new(), |word| word.to_lowercase());
    match other || UNSUPPORTED.contains(&lower.as_str()) || UNSUPPORTED.contains(&first.as_str()) {
        true => Typed::Unsupported,
        false => Typed::Unknown,
    }
}
