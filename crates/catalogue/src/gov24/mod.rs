//! 정부24's list of public services as its interface gives it (odcloud `gov24/v3`): three operations, joined by 서비스ID.

mod audiences;
mod fields;
mod values;

use std::collections::{HashMap, HashSet};

use madang_eligibility::gov24::{ConditionFile, FileError, Marks, NamedRow, named_rows};
use serde::Serialize;

use crate::file::Catalogue;
use crate::problem::Problem;
use crate::remark::Remark;
use crate::service::Service;

/// An operation of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Operation {
    /// The list of services: who provides each.
    #[serde(rename = "serviceList")]
    List,
    /// Their texts.
    #[serde(rename = "serviceDetail")]
    Detail,
    /// Their condition codes.
    #[serde(rename = "supportConditions")]
    Conditions,
}

impl Operation {
    /// Its name in the interface.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Operation::List => "serviceList",
            Operation::Detail => "serviceDetail",
            Operation::Conditions => "supportConditions",
        }
    }

    /// The operation that a file is of, by its fields.
    fn of(rows: &[NamedRow]) -> Operation {
        let has = |is: fn(&str) -> bool| {
            rows.iter()
                .flat_map(|row| row.fields.keys())
                .any(|key| is(key))
        };
        if has(|key| key.starts_with("JA0") || key.starts_with("JA1") || key.starts_with("JA2")) {
            return Operation::Conditions;
        }
        match has(|key| fields::LIST_ALONE.contains(&key)) {
            true => Operation::List,
            false => Operation::Detail,
        }
    }
}

/// How many rows there were, and which services stand in one file only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Joined {
    /// Rows by operation, in the order of the files.
    pub rows: Vec<(Operation, usize)>,
    /// Listed services of which no conditions are known, where a file of conditions was read.
    pub without_conditions: Vec<String>,
    /// Services with conditions or texts that no list names: they are not taken in.
    pub not_listed: Vec<String>,
}

/// What was read of 정부24.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Gov24 {
    /// The services of the list, in its order.
    pub catalogue: Catalogue,
    /// What was not understood or not used, by file, row and field.
    pub remarks: Vec<Remark>,
    /// How the files were joined.
    pub joined: Joined,
}

/// The rows of all files, with the numbers of their files.
#[derive(Default)]
struct Found {
    lists: usize,
    list: Vec<(usize, NamedRow)>,
    details: Vec<(usize, NamedRow)>,
    conditions: Vec<(usize, NamedRow)>,
    /// What the rows of conditions mark, in their order.
    marks: Vec<Marks>,
    /// Identifiers by operation.
    seen: HashSet<(&'static str, String)>,
}

impl Gov24 {
    /// Reads files of the three operations, in whichever order: `serviceList` must be among them. Which operation a file is of is told by
    /// its fields. Each has one JSON object a line, a list of them, or pages with their `data`; an operation may come in several files, as
    /// its pages do.
    ///
    /// # Errors
    /// No list; and, with the number of the file, a line that is no JSON; a row without an identifier or with one that another row of its
    /// operation has; conditions of v1 or v2 of the interface, whose numbers mean other things. Nothing else is refused: a field that is not
    /// understood is a remark.
    pub fn read(files: &[&str]) -> Result<Gov24, Problem> {
        let mut gov24 = Gov24::default();
        let mut found = Found::default();
        for (file, text) in (1..).zip(files) {
            let read = gov24.file(file, text, &mut found);
            read.map_err(|problem| problem.in_file(file))?;
        }
        if found.lists == 0 {
            return Err(Problem::NoList);
        }
        let mut services: Vec<Service> = Vec::with_capacity(found.list.len());
        for (file, row) in &found.list {
            let mut reader = fields::Reader::new(*file, row, &mut gov24.remarks);
            let listed = reader.listed();
            services.push(listed.map_err(|problem| problem.in_file(*file))?);
        }
        let places: HashMap<String, usize> = services
            .iter()
            .enumerate()
            .map(|(at, service)| (service.id.clone(), at))
            .collect();
        for (file, row) in &found.details {
            match places.get(&row.id).and_then(|at| services.get_mut(*at)) {
                Some(service) => {
                    fields::Reader::new(*file, row, &mut gov24.remarks).detailed(service);
                }
                None => gov24.not_listed(*file, row),
            }
        }
        for ((file, row), marks) in found.conditions.iter().zip(&found.marks) {
            match places.get(&row.id).and_then(|at| services.get_mut(*at)) {
                Some(service) => audiences::apply(marks, service),
                None => gov24.not_listed(*file, row),
            }
        }
        if !found.conditions.is_empty() {
            let known = found.marks.iter().map(|marks| marks.service.as_str());
            let known: HashSet<&str> = known.collect();
            let without = services
                .iter()
                .filter(|service| !known.contains(service.id.as_str()));
            gov24.joined.without_conditions = without.map(|service| service.id.clone()).collect();
        }
        gov24.catalogue = Catalogue::new(services)?;
        Ok(gov24)
    }

    /// Takes the rows of a file.
    fn file(&mut self, file: usize, text: &str, found: &mut Found) -> Result<(), Problem> {
        let rows = named_rows(text)?;
        let operation = Operation::of(&rows);
        for row in &rows {
            if !found.seen.insert((operation.name(), row.id.clone())) {
                let (row, id) = (row.row, row.id.clone());
                return Err(FileError::Twice { row, id }.into());
            }
        }
        self.joined.rows.push((operation, rows.len()));
        let of = match operation {
            Operation::List => {
                found.lists += 1;
                &mut found.list
            }
            Operation::Detail => &mut found.details,
            Operation::Conditions => {
                let conditions = ConditionFile::read(text)?;
                let remarks = conditions.remarks.iter().map(|remark| {
                    let (row, service) = (remark.row, &remark.service);
                    let remark =
                        Remark::new(row, service, &remark.field, &remark.value, remark.what);
                    Remark { file, ..remark }
                });
                self.remarks.extend(remarks);
                found.marks.extend(conditions.services);
                &mut found.conditions
            }
        };
        of.extend(rows.into_iter().map(|row| (file, row)));
        Ok(())
    }

    fn not_listed(&mut self, file: usize, row: &NamedRow) {
        let what = "no list names the service: it is not taken in";
        self.remarks.push(Remark {
            file,
            ..Remark::new(row.row, &row.id, "서비스ID", &row.id, what)
        });
        if !self.joined.not_listed.contains(&row.id) {
            self.joined.not_listed.push(row.id.clone());
        }
    }
}
