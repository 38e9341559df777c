//! A questionnaire as JSON, in the format `madang-questionnaire/1`: what an editor keeps, and what a version's hash is taken of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::expressions::{Expression, ExpressionError};
use super::model::{Choice, Finding, Item, Kind, Place, Questionnaire, Rule, Words};
use super::names::{fault_of_choice, faults_of_names, is_choice};
use crate::SurveyError;

/// The format, and its version.
const FORMAT: &str = "madang-questionnaire/1";
/// How deep groups may stand in each other.
const DEEPEST: usize = 32;
/// The greatest document that is read.
const BYTES: usize = 16 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    version: String,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    default_language: String,
    items: Vec<Entry>,
    #[serde(default)]
    lists: BTreeMap<String, Vec<ChoiceEntry>>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Entry {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<String>,
    #[serde(skip_serializing_if = "Words::is_empty")]
    label: Words,
    #[serde(skip_serializing_if = "Words::is_empty")]
    hint: Words,
    #[serde(skip_serializing_if = "String::is_empty")]
    relevant: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "Words::is_empty")]
    required_message: Words,
    #[serde(skip_serializing_if = "String::is_empty")]
    constraint: String,
    #[serde(skip_serializing_if = "Words::is_empty")]
    constraint_message: Words,
    #[serde(skip_serializing_if = "String::is_empty")]
    calculation: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    choice_filter: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    parameters: String,
    #[serde(rename = "default", skip_serializing_if = "String::is_empty")]
    value: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    appearance: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    read_only: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceEntry {
    name: String,
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    label: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    missing: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    columns: BTreeMap<String, String>,
}

/// A questionnaire as JSON: the same bytes for the same questionnaire.
///
/// # Errors
/// [`SurveyError::NotWritten`] with what the writer says.
pub fn write_document(form: &Questionnaire) -> Result<String, SurveyError> {
    let document = Document {
        format: FORMAT.to_owned(),
        title: form.title.clone(),
        id: form.id.clone(),
        version: form.version.clone(),
        languages: form.languages.clone(),
        default_language: form.default_language.clone(),
        items: entries(form, None),
        lists: form
            .lists
            .iter()
            .map(|(list, choices)| (list.clone(), choices.iter().map(choice_entry).collect()))
            .collect(),
    };
    let text = serde_json::to_string_pretty(&document);
    text.map(|text| text + "\n")
        .map_err(|error| SurveyError::NotWritten {
            problem: error.to_string(),
        })
}

fn entries(form: &Questionnaire, group: Option<usize>) -> Vec<Entry> {
    let items = form.items.iter().enumerate();
    let own = items.filter(|(_, item)| item.group == group);
    own.map(|(at, item)| {
        let text = |expression: &Option<Expression>| {
            expression
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        };
        Entry {
            name: item.name.clone(),
            kind: item.kind.as_str().to_owned(),
            list: item.kind.list().map(str::to_owned),
            label: item.labels.clone(),
            hint: item.hints.clone(),
            relevant: text(&item.show_if),
            required: item.required,
            required_message: item.required_messages.clone(),
            constraint: text(&item.constraint),
            constraint_message: item.constraint_messages.clone(),
            calculation: text(&item.calculation),
            choice_filter: text(&item.choice_filter),
            parameters: item.parameters.clone(),
            value: item.default.clone(),
            appearance: item.appearance.clone(),
            read_only: item.read_only,
            items: match item.kind {
                Kind::Group { .. } => entries(form, Some(at)),
                _ => vec![],
            },
        }
    })
    .collect()
}

fn choice_entry(choice: &Choice) -> ChoiceEntry {
    ChoiceEntry {
        name: choice.name.clone(),
        label: choice.labels.clone(),
        missing: choice.missing.clone(),
        columns: choice.columns.clone(),
    }
}

/// Reads `madang-questionnaire/1`. What is wrong with single items is found, and the rest is read all the same; where it stands is the number of
/// the item in `items` or of the choice in `lists`, from 1.
///
/// # Errors
/// [`SurveyError::Document`] for what is no such document.
pub fn read_document(bytes: &[u8]) -> Result<(Questionnaire, Vec<Finding>), SurveyError> {
    let wrong = |problem: String| SurveyError::Document { problem };
    if bytes.len() > BYTES {
        return Err(wrong(format!("it has more than {} MiB", BYTES >> 20)));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let document: Document =
        serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
    if document.format != FORMAT {
        return Err(wrong(format!("its format is `{}`", document.format)));
    }
    let mut reading = Reading {
        form: Questionnaire {
            title: document.title,
            id: document.id,
            version: document.version,
            default_language: document.default_language,
            languages: document.languages,
            ..Questionnaire::default()
        },
        findings: Vec::new(),
    };
    for (list, choices) in document.lists {
        reading.list(list, choices);
    }
    reading.items(document.items, None, 0)?;
    Ok((reading.form, reading.findings))
}

struct Reading {
    form: Questionnaire,
    findings: Vec<Finding>,
}

impl Reading {
    fn list(&mut self, list: String, choices: Vec<ChoiceEntry>) {
        let mut known: Vec<Choice> = Vec::new();
        for (row, choice) in (1_u32..).zip(choices) {
            let place = Place::new("lists", row, Some("name"));
            if !is_choice(&choice.name) {
                let (rule, named) = fault_of_choice(&list, &choice.name);
                self.findings.push(Finding::new(rule, vec![named], place));
            } else if known.iter().any(|own| own.name == choice.name) {
                let names = vec![choice.name];
                self.findings
                    .push(Finding::new(Rule::DuplicateChoice, names, place));
            } else {
                known.push(Choice {
                    name: choice.name,
                    labels: choice.label,
                    missing: choice.missing,
                    columns: choice.columns,
                    row,
                });
            }
        }
        self.form.lists.insert(list, known);
    }

    fn items(
        &mut self,
        entries: Vec<Entry>,
        group: Option<usize>,
        depth: usize,
    ) -> Result<(), SurveyError> {
        if depth > DEEPEST {
            let problem = format!("groups stand in each other more than {DEEPEST} deep");
            return Err(SurveyError::Document { problem });
        }
        for entry in entries {
            let place = self.form.items.len();
            let row = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let Some(kind) = Kind::of(&entry.kind, entry.list.as_deref(), &entry.appearance) else {
                let place = Place::new("items", row, Some("type"));
                let names = vec![entry.kind];
                self.findings
                    .push(Finding::new(Rule::UnknownType, names, place));
                continue;
            };
            let holds = matches!(kind, Kind::Group { .. });
            let item = Item {
                group,
                labels: entry.label,
                hints: entry.hint,
                show_if: self.expression(&entry.relevant, "relevant", row),
                constraint: self.expression(&entry.constraint, "constraint", row),
                constraint_messages: entry.constraint_message,
                calculation: self.expression(&entry.calculation, "calculation", row),
                choice_filter: self.expression(&entry.choice_filter, "choice_filter", row),
                required: entry.required,
                required_messages: entry.required_message,
                read_only: entry.read_only,
                parameters: entry.parameters,
                default: entry.value,
                appearance: entry.appearance,
                row,
                ..Item::new(&entry.name, kind)
            };
            let at = |column: &str| Place::new("items", row, Some(column));
            self.findings
                .extend(faults_of_names(&self.form, &item, &entry.kind, &at));
            self.form.items.push(item);
            if holds {
                self.items(entry.items, Some(place), depth + 1)?;
            } else if !entry.items.is_empty() {
                let problem = format!("`{}` is no group, and holds items", entry.name);
                return Err(SurveyError::Document { problem });
            }
        }
        Ok(())
    }

    fn expression(&mut self, text: &str, column: &str, row: u32) -> Option<Expression> {
        if text.trim().is_empty() {
            return None;
        }
        let (rule, name) = match Expression::read(text, column == "choice_filter") {
            Ok(expression) => return Some(expression),
            Err(ExpressionError::Function(name)) => (Rule::UnknownFunction, name),
            Err(ExpressionError::Malformed(text)) => (Rule::MalformedExpression, text),
        };
        let place = Place::new("items", row, Some(column));
        self.findings.push(Finding::new(rule, vec![name], place));
        None
    }
}
