//! Reading XLSForms (<https://xlsform.org>), the part of them that a questionnaire by pages can keep.

use std::collections::BTreeMap;

use super::expressions::{Expression, ExpressionError};
use super::model::{Choice, Finding, Item, Kind, Place, Questionnaire, Rule, Words};
use super::names::{fault_of_choice, faults_of_names, is_choice};
use super::types::{Typed, of_type};
use super::workbook::{Sheet, cell, sheets};
use crate::SurveyError;

/// Columns of pictures, sounds and films.
const MEDIA: [&str; 6] = [
    "media",
    "image",
    "audio",
    "video",
    "big_image",
    "repeat_count",
];

/// Columns of the sheet of questions that are read. Those of media are refused where something stands in them.
const COLUMNS: [&str; 33] = [
    "type",
    "command",
    "name",
    "tag",
    "value",
    "label",
    "caption",
    "hint",
    "relevant",
    "relevance",
    "skip_logic",
    "required",
    "required_message",
    "requiredmsg",
    "constraint",
    "constraint_message",
    "constraining_message",
    "calculation",
    "calculate",
    "choice_filter",
    "parameters",
    "default",
    "appearance",
    "read_only",
    "readonly",
    "media",
    "image",
    "audio",
    "video",
    "big_image",
    "repeat_count",
    "save_to",
    "disabled",
];
/// Settings that are read.
const SETTINGS: [&str; 8] = [
    "form_title",
    "title",
    "set_form_title",
    "form_id",
    "set_form_id",
    "id_string",
    "version",
    "default_language",
];
/// Columns of choices with a meaning of their own.
const CHOICES: [&str; 7] = [
    "list_name",
    "list",
    "name",
    "value",
    "label",
    "caption",
    "missing",
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
        form.title = cell(
            cells,
            settings.column(&["form_title", "title", "set_form_title"]),
        )
        .to_owned();
        form.id = cell(
            cells,
            settings.column(&["form_id", "id_string", "set_form_id"]),
        )
        .to_owned();
        form.version = cell(cells, settings.column(&["version"])).to_owned();
        form.default_language = cell(cells, settings.column(&["default_language"])).to_owned();
        not_kept(settings, &SETTINGS, &mut findings);
    }
    let labels = survey.columns(&["label", "caption"]);
    form.languages = labels
        .iter()
        .map(|(_, language)| language.clone())
        .collect();
    if let Some(sheet) = named("choices").or_else(|| named("lists")) {
        form.lists = choices(sheet, &mut findings);
    }
    not_kept(survey, &COLUMNS, &mut findings);
    Items {
        sheet: survey,
        labels,
        hints: survey.columns(&["hint"]),
        constraint_messages: survey.columns(&["constraint_message", "constraining_message"]),
        required_messages: survey.columns(&["required_message", "requiredmsg"]),
        form: &mut form,
        findings: &mut findings,
        open: Vec::new(),
    }
    .read();
    Ok((form, findings))
}

/// Columns that say nothing to a questionnaire by pages, and would be lost where it is written again.
fn not_kept(sheet: &Sheet, known: &[&str], findings: &mut Vec<Finding>) {
    let others = sheet.others(known).into_iter().map(|header| {
        let place = Place::new(&sheet.name, 1, Some(header));
        Finding::new(Rule::NotKept, vec![header.to_owned()], place)
    });
    findings.extend(others);
}

fn choices(sheet: &Sheet, findings: &mut Vec<Finding>) -> BTreeMap<String, Vec<Choice>> {
    let list = sheet.column(&["list_name", "list"]);
    let name = sheet.column(&["name", "value"]);
    let missing = sheet.column(&["missing"]);
    let labels = sheet.columns(&["label", "caption"]);
    let others = sheet.others(&CHOICES);
    let media = sheet.columns(&MEDIA);
    let mut lists: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
    for (row, cells) in &sheet.rows {
        let (list, name) = (cell(cells, list), cell(cells, name));
        if list.is_empty() {
            continue;
        }
        let place = |column| Place::new(&sheet.name, *row, Some(column));
        if !is_choice(name) {
            let (rule, named) = fault_of_choice(list, name);
            findings.push(Finding::new(rule, vec![named], place("name")));
            continue;
        }
        if media
            .iter()
            .any(|(place, _)| !cell(cells, Some(*place)).is_empty())
        {
            let names = vec![name.to_owned()];
            let place = Place::new(&sheet.name, *row, None);
            findings.push(Finding::new(Rule::UnsupportedMedia, names, place));
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
            columns: others
                .iter()
                .map(|header| {
                    let place = sheet.header.iter().position(|own| own == header);
                    ((*header).to_owned(), cell(cells, place).to_owned())
                })
                .filter(|(_, cell)| !cell.is_empty())
                .collect(),
            row: *row,
        });
    }
    lists
}

fn words(cells: &[String], labels: &[(usize, String)]) -> Words {
    let words = labels
        .iter()
        .map(|(place, language)| (language.clone(), cell(cells, Some(*place)).to_owned()));
    words.filter(|(_, words)| !words.is_empty()).collect()
}

struct Items<'a> {
    sheet: &'a Sheet,
    labels: Vec<(usize, String)>,
    hints: Vec<(usize, String)>,
    constraint_messages: Vec<(usize, String)>,
    required_messages: Vec<(usize, String)>,
    form: &'a mut Questionnaire,
    findings: &'a mut Vec<Finding>,
    /// Groups that have not ended, and repeats as `None`.
    open: Vec<Option<usize>>,
}

impl Items<'_> {
    fn read(&mut self) {
        let sheet = self.sheet;
        let kind = sheet.column(&["type", "command"]);
        let name = sheet.column(&["name", "tag", "value"]);
        let disabled = sheet.column(&["disabled"]);
        let (media, entity) = (sheet.columns(&MEDIA), sheet.column(&["save_to"]));
        for (row, cells) in &sheet.rows {
            let (typed, name) = (cell(cells, kind), cell(cells, name));
            if !cell(cells, entity).is_empty() {
                self.find(Rule::UnsupportedType, name, *row, Some("save_to"));
            }
            if typed.is_empty() || yes(cell(cells, disabled)) {
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
                ended @ (Typed::EndGroup | Typed::EndRepeat) => match self.open.pop() {
                    None => self.find(Rule::UnclosedGroup, name, *row, Some("type")),
                    // The end of a repeat closes no group.
                    Some(Some(group)) if matches!(ended, Typed::EndRepeat) => {
                        let group = self.form.items[group].name.clone();
                        self.find(Rule::UnclosedGroup, &group, *row, Some("type"));
                    }
                    Some(_) => {}
                },
                Typed::BeginGroup => {
                    let place = self.form.items.len();
                    self.item("group", None, name, *row, cells);
                    self.open.push(Some(place));
                }
                Typed::Item(kind, list) => self.item(kind, list.as_deref(), name, *row, cells),
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

    fn item(&mut self, kind: &str, list: Option<&str>, name: &str, row: u32, cells: &[String]) {
        let sheet = self.sheet;
        let of = |names: &[&str]| cell(cells, sheet.column(names)).to_owned();
        let appearance = of(&["appearance"]);
        let Some(kind) = Kind::of(kind, list, &appearance) else {
            return self.find(Rule::UnknownType, name, row, Some("type"));
        };
        let item = Item {
            group: self.open.iter().rev().find_map(|open| *open),
            labels: words(cells, &self.labels),
            hints: words(cells, &self.hints),
            show_if: self.expression(cells, &["relevant", "relevance", "skip_logic"], row),
            constraint: self.expression(cells, &["constraint"], row),
            constraint_messages: words(cells, &self.constraint_messages),
            calculation: self.expression(cells, &["calculation", "calculate"], row),
            choice_filter: self.expression(cells, &["choice_filter"], row),
            required: self.truth(&of(&["required"]), name, row, "required"),
            required_messages: words(cells, &self.required_messages),
            read_only: self.truth(&of(&["read_only", "readonly"]), name, row, "read_only"),
            parameters: of(&["parameters"]),
            default: of(&["default"]),
            appearance,
            row,
            ..Item::new(name, kind)
        };
        let place = |column: &str| Place::new(&sheet.name, row, Some(column));
        let typed = cell(cells, sheet.column(&["type", "command"]));
        self.findings
            .extend(faults_of_names(self.form, &item, typed, &place));
        self.form.items.push(item);
    }

    /// A cell of yes or no. An expression in its place is named as not kept.
    fn truth(&mut self, cell: &str, name: &str, row: u32, column: &str) -> bool {
        let plain = ["", "no", "false", "false()", "n", "0"];
        if !yes(cell) && !plain.contains(&cell.to_lowercase().as_str()) {
            self.find(Rule::NotKept, name, row, Some(column));
        }
        yes(cell)
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

fn yes(text: &str) -> bool {
    ["yes", "true", "true()", "y", "1"].contains(&text.to_lowercase().as_str())
}
