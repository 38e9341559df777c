//! The 48 condition codes of a service as they are marked.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::rows::{FileError, Remark, Row, identifier, rows, shown};

/// The codes that are marked `Y` or not.
pub(super) const CODES: [&str; 46] = [
    "JA0101", "JA0102", "JA0201", "JA0202", "JA0203", "JA0204", "JA0205", "JA0301", "JA0302",
    "JA0303", "JA0313", "JA0314", "JA0315", "JA0316", "JA0317", "JA0318", "JA0319", "JA0320",
    "JA0322", "JA0326", "JA0327", "JA0328", "JA0329", "JA0330", "JA0401", "JA0402", "JA0403",
    "JA0404", "JA0410", "JA0411", "JA0412", "JA0413", "JA0414", "JA1101", "JA1102", "JA1103",
    "JA1201", "JA1202", "JA1299", "JA2101", "JA2102", "JA2103", "JA2201", "JA2202", "JA2203",
    "JA2299",
];

/// Codes that only v1 and v2 had: 영유아 to 노년, sub-types of farmers, kinds of veterans, illness and work of the household.
const DROPPED: [&str; 25] = [
    "JA0103", "JA0104", "JA0105", "JA0106", "JA0107", "JA0108", "JA0109", "JA0304", "JA0305",
    "JA0306", "JA0307", "JA0308", "JA0309", "JA0310", "JA0311", "JA0312", "JA0321", "JA0323",
    "JA0324", "JA0325", "JA0405", "JA0406", "JA0407", "JA0408", "JA0409",
];

/// The group of a service in KR0018.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// For vulnerable people.
    Vulnerable,
    /// For people at a stage of life.
    Target,
    /// For businesses and organisations.
    Business,
    /// For everybody.
    General,
}

/// What is marked of one service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Marks {
    /// The identifier of the service.
    pub service: String,
    /// The name of the service, where the row has it.
    pub name: Option<String>,
    /// The least age in years; 0 is open.
    pub from: i64,
    /// The greatest age in years; 120 or more is open.
    pub to: i64,
    bits: u64,
}

impl Marks {
    /// Whether a code is marked.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        let at = CODES.iter().position(|known| *known == code);
        at.is_some_and(|at| self.bits >> at & 1 == 1)
    }

    /// The marked codes that begin so.
    pub(super) fn beginning<'a>(
        &'a self,
        start: &'a str,
    ) -> impl Iterator<Item = &'static str> + 'a {
        let marked = CODES
            .iter()
            .enumerate()
            .filter(|(at, _)| self.bits >> at & 1 == 1);
        marked
            .map(|(_, code)| *code)
            .filter(move |code| code.starts_with(start))
    }

    pub(super) fn any(&self, start: &str) -> bool {
        self.beginning(start).next().is_some()
    }

    /// Whether anything restricts the ages.
    #[must_use]
    pub fn restricts_age(&self) -> bool {
        self.from > 0 || self.to < 120
    }

    /// Whether there is a branch for persons: a mark of sex, income, traits or household.
    #[must_use]
    pub fn is_for_persons(&self) -> bool {
        ["JA01", "JA02", "JA03", "JA04"]
            .iter()
            .any(|start| self.any(start))
    }

    /// The groups of KR0018 that the service belongs to, the first that counts first; general where nothing restricts it.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let has = |codes: &[&str]| codes.iter().any(|code| self.has(code));
        let free = |start: &str, nobody: &str| !self.any(start) || self.has(nobody);
        let bands: Vec<&str> = self.beginning("JA02").collect();
        let poor = !bands.is_empty()
            && bands
                .iter()
                .all(|band| matches!(*band, "JA0201" | "JA0202"));
        let traits = !free("JA03", "JA0322");
        let household = !free("JA04", "JA0410");
        let vulnerable = poor
            || traits && has(&["JA0328", "JA0330", "JA0313", "JA0314", "JA0315", "JA0316"])
            || household && has(&["JA0401", "JA0402", "JA0403"]);
        let target = self.from >= 60
            || traits
                && has(&[
                    "JA0301", "JA0302", "JA0303", "JA0317", "JA0318", "JA0319", "JA0320", "JA0327",
                ]);
        let business = self.any("JA1") || self.any("JA2");
        let all = [
            (vulnerable, Group::Vulnerable),
            (target, Group::Target),
            (business, Group::Business),
        ];
        let mut groups: Vec<Group> = all
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, group)| group)
            .collect();
        if groups.is_empty() {
            groups.push(Group::General);
        }
        groups
    }
}

/// The rows of a file of conditions, in their order, with what was not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConditionFile {
    /// What is marked, service by service.
    pub services: Vec<Marks>,
    /// What was not understood or not used.
    pub remarks: Vec<Remark>,
}

impl ConditionFile {
    /// Reads `supportConditions` of gov24/v3: a row a line, a list, or pages with their `data`.
    ///
    /// # Errors
    /// A line that is no JSON, a row without or with a repeated identifier, a file of v1 or v2. Nothing else is refused: a field that is not
    /// understood is a remark.
    pub fn read(text: &str) -> Result<ConditionFile, FileError> {
        let mut file = ConditionFile::default();
        let mut seen = HashSet::new();
        for (number, fields) in (1..).zip(rows(text)?) {
            let service = identifier(number, &fields)?;
            if let Some(code) = fields.keys().find(|key| DROPPED.contains(&key.as_str())) {
                return Err(FileError::OldVersion {
                    row: number,
                    code: code.clone(),
                });
            }
            if !seen.insert(service.clone()) {
                return Err(FileError::Twice {
                    row: number,
                    id: service,
                });
            }
            let marks = file.row(number, service, &fields);
            file.services.push(marks);
        }
        Ok(file)
    }

    fn row(&mut self, row: usize, service: String, fields: &Row) -> Marks {
        let mut marks = Marks {
            service,
            to: 120,
            ..Marks::default()
        };
        let mut remark = |marks: &Marks, field: &str, value: &Value, what| {
            let service = marks.service.clone();
            self.remarks.push(Remark {
                row,
                service,
                field: field.to_owned(),
                value: shown(value),
                what,
            });
        };
        for (field, value) in fields {
            match field.as_str() {
                "서비스ID" => {}
                "서비스명" => marks.name = value.as_str().map(str::to_owned),
                "JA0110" | "JA0111" => match age(value) {
                    Ok(None) => {}
                    Ok(Some(years)) if field == "JA0110" => marks.from = years,
                    Ok(Some(years)) => marks.to = years,
                    Err(()) => remark(&marks, field, value, "no age in years: taken as open"),
                },
                code => match (CODES.iter().position(|known| *known == code), marked(value)) {
                    (Some(at), Some(true)) => marks.bits |= 1 << at,
                    (Some(_), Some(false)) => {}
                    (Some(_), None) => remark(
                        &marks,
                        field,
                        value,
                        "neither marked nor not: taken as not marked",
                    ),
                    (None, _) => remark(&marks, field, value, "unknown field"),
                },
            }
        }
        if !marks.is_for_persons() && marks.restricts_age() {
            let ages = Value::String(format!("{}–{}", marks.from, marks.to));
            remark(
                &marks,
                "JA0110",
                &ages,
                "ages on a row for businesses only are not applied",
            );
        }
        marks
    }
}

/// `Y`, true, nothing; `None` for another value.
fn marked(value: &Value) -> Option<bool> {
    match value {
        Value::Null => Some(false),
        Value::Bool(marked) => Some(*marked),
        Value::String(text) => match text.trim() {
            "Y" | "y" => Some(true),
            "" | "N" | "n" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Years as a number or a text; nothing is open.
fn age(value: &Value) -> Result<Option<i64>, ()> {
    match value {
        Value::Null => Ok(None),
        Value::Number(number) => {
            let whole = number.as_i64().or_else(|| {
                number
                    .as_f64()
                    .filter(|years| years.fract() == 0.0)
                    .map(|years| years as i64)
            });
            whole.filter(|years| *years >= 0).map(Some).ok_or(())
        }
        Value::String(text) if text.trim().is_empty() => Ok(None),
        Value::String(text) => {
            let text = text.trim();
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| digits).map(Some).ok_or(())
        }
        _ => Err(()),
    }
}
