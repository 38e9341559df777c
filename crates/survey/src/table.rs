//! Tables of respondents: each column as small integers that stand for its different values, so that nothing that follows
//! touches a text.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::SurveyError;
use crate::encoding::delimiter;

pub use crate::encoding::text;

/// Codes that say why there is no answer: don't know, rather not say, not asked, left empty, unreadable, refused to the interviewer.
pub const MISSING_CODES: [&str; 6] = [".d", ".r", ".n", ".m", ".u", ".f"];

/// Whether a value stands for no answer: empty, R's `NA`, or one of [`MISSING_CODES`].
pub fn is_missing(value: &str) -> bool {
    value.is_empty() || value == "NA" || MISSING_CODES.contains(&value)
}

/// A column: `codes[row]` is the place of the row's value in `levels`, which stand in the order in which they were first met.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its different values.
    pub levels: Vec<String>,
    /// Which of them each row has.
    pub codes: Vec<u32>,
}

impl Column {
    /// A column of values.
    pub fn new<'a>(name: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let mut coder = Coder::default();
        let codes = values.into_iter().map(|value| coder.code(value)).collect();
        Self {
            name: name.to_owned(),
            levels: coder.levels(),
            codes,
        }
    }

    /// The value of a row as it stood in the file.
    pub fn value(&self, row: usize) -> &str {
        &self.levels[self.codes[row] as usize]
    }

    /// For each level whether it stands for no answer.
    pub fn missing_levels(&self) -> Vec<bool> {
        self.levels.iter().map(|level| is_missing(level)).collect()
    }

    /// Which rows have an answer.
    pub fn answered(&self) -> Vec<bool> {
        let missing = self.missing_levels();
        self.codes
            .iter()
            .map(|&code| !missing[code as usize])
            .collect()
    }

    /// The levels that are answers, each with its code, in order: as numbers where all are numbers, else as texts.
    pub fn sorted_levels(&self) -> Vec<(u32, &str)> {
        let levels = (0..).zip(self.levels.iter().map(String::as_str));
        let mut levels: Vec<(u32, &str)> = levels.filter(|(_, level)| !is_missing(level)).collect();
        let numbers: Option<Vec<f64>> = levels.iter().map(|(_, level)| number(level)).collect();
        match numbers {
            Some(_) => levels.sort_by(|(_, a), (_, b)| {
                let (a, b) = (number(a).unwrap_or(0.0), number(b).unwrap_or(0.0));
                a.total_cmp(&b)
            }),
            None => levels.sort_by_key(|(_, level)| *level),
        }
        levels
    }

    /// Several columns as one, its values joined by `|`: `F|19-29`. Where one is missing, so is the whole.
    pub fn joined(columns: &[&Column]) -> Self {
        let name: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let missing: Vec<Vec<bool>> = columns
            .iter()
            .map(|column| column.missing_levels())
            .collect();
        let rows = columns.first().map_or(0, |column| column.codes.len());
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut coder = Coder::default();
        let mut codes = Vec::with_capacity(rows);
        let mut key = Vec::new();
        for row in 0..rows {
            key.clear();
            key.extend(columns.iter().map(|column| column.codes[row]));
            let code = match known.get(&key) {
                Some(&code) => code,
                None => {
                    let mut lacking = missing.iter().zip(&key).zip(columns);
                    let lacking = lacking.find(|((missing, code), _)| missing[**code as usize]);
                    let text = match lacking {
                        Some((_, column)) => column.value(row).to_owned(),
                        None => columns
                            .iter()
                            .map(|column| column.value(row))
                            .collect::<Vec<_>>()
                            .join("|"),
                    };
                    let code = coder.code(&text);
                    known.insert(key.clone(), code);
                    code
                }
            };
            codes.push(code);
        }
        Self {
            name: name.join("|"),
            levels: coder.levels(),
            codes,
        }
    }
}

/// A finite number as people write it, with or without blanks around it.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    // `inf` and `nan` are names to a reader, not numbers.
    let starts = text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    let number: f64 = text.parse().ok().filter(|_| starts)?;
    number.is_finite().then_some(number)
}

/// Gives each different value a number. The texts stand in the map alone until all rows are read: identifiers are as many as rows.
#[derive(Default)]
struct Coder {
    known: HashMap<Box<str>, u32>,
}

impl Coder {
    fn code(&mut self, value: &str) -> u32 {
        if let Some(&code) = self.known.get(value) {
            return code;
        }
        let code = self.known.len() as u32;
        self.known.insert(value.into(), code);
        code
    }

    /// The values in the order in which they were first met.
    fn levels(self) -> Vec<String> {
        let mut levels = vec![String::new(); self.known.len()];
        for (value, code) in self.known {
            levels[code as usize] = value.into();
        }
        levels
    }
}

/// A table with its header; each row is a respondent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Table {
    columns: Vec<Column>,
    lines: Vec<u32>,
}

impl Table {
    /// Reads CSV: a header, then a row a line, with commas between, or with what the header has in their place: tabs or semicolons. UTF-8 with or
    /// without its mark, UTF-16 with its mark, else EUC-KR (code page 949).
    ///
    /// # Errors
    /// [`SurveyError::Encoding`], [`SurveyError::Fields`], [`SurveyError::ColumnTwice`], [`SurveyError::NoRows`].
    pub fn read(bytes: &[u8]) -> Result<Self, SurveyError> {
        let text = text(bytes)?;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(delimiter(&text))
            .from_reader(text.as_bytes());
        let names: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_owned()).collect(),
            Err(_) => return Err(SurveyError::NoRows),
        };
        for (place, name) in names.iter().enumerate() {
            // Spreadsheets leave columns without a name behind, and nobody can ask for one.
            if !name.is_empty() && names[..place].contains(name) {
                return Err(SurveyError::ColumnTwice { name: name.clone() });
            }
        }
        let mut coders: Vec<Coder> = names.iter().map(|_| Coder::default()).collect();
        let mut codes: Vec<Vec<u32>> = vec![Vec::new(); names.len()];
        let mut lines = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            let line = reader.position().line();
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(_) => return Err(SurveyError::Encoding { line }),
            }
            let line = record.position().map_or(line, csv::Position::line);
            if record.len() != names.len() {
                let (fields, expected) = (record.len() as u64, names.len() as u64);
                return Err(SurveyError::Fields {
                    line,
                    fields,
                    expected,
                });
            }
            lines.push(u32::try_from(line).unwrap_or(u32::MAX));
            for ((field, coder), codes) in record.iter().zip(&mut coders).zip(&mut codes) {
                codes.push(coder.code(field.trim()));
            }
        }
        if lines.is_empty() {
            return Err(SurveyError::NoRows);
        }
        let columns = names.into_iter().zip(coders).zip(codes);
        let columns = columns.map(|((name, coder), codes)| Column {
            name,
            levels: coder.levels(),
            codes,
        });
        Ok(Self {
            columns: columns.collect(),
            lines,
        })
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// The line of the file on which a row begins.
    pub fn line(&self, row: usize) -> u64 {
        self.lines[row].into()
    }

    /// All columns, in the order of the file.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// A column by its name.
    ///
    /// # Errors
    /// [`SurveyError::NoColumn`], with the columns that are there.
    pub fn column(&self, name: &str) -> Result<&Column, SurveyError> {
        let found = self.columns.iter().find(|column| column.name == name);
        found.ok_or_else(|| {
            let there: Vec<&str> = self
                .columns
                .iter()
                .map(|column| column.name.as_str())
                .collect();
            SurveyError::NoColumn {
                name: name.to_owned(),
                there: there.join(", "),
            }
        })
    }

    /// A column by its name, or several joined (`sex|age`).
    ///
    /// # Errors
    /// [`SurveyError::NoColumn`].
    pub fn column_or_joined(&self, name: &str) -> Result<Cow<'_, Column>, SurveyError> {
        let single = self.column(name);
        if single.is_ok() || !name.contains('|') {
            return single.map(Cow::Borrowed);
        }
        let parts: Vec<&Column> = name
            .split('|')
            .map(|part| self.column(part))
            .collect::<Result<_, _>>()?;
        Ok(Cow::Owned(Column::joined(&parts)))
    }

    /// The numbers of a column; `None` where there is no answer.
    ///
    /// # Errors
    /// [`SurveyError::NoNumber`] with the first line that has none.
    pub fn numbers(&self, column: &Column) -> Result<Vec<Option<f64>>, SurveyError> {
        let levels: Vec<Result<Option<f64>, ()>> = column
            .levels
            .iter()
            .map(|level| match number(level) {
                Some(number) => Ok(Some(number)),
                None if is_missing(level) => Ok(None),
                None => Err(()),
            })
            .collect();
        let numbers = column.codes.iter().enumerate();
        numbers
            .map(|(row, &code)| {
                levels[code as usize].map_err(|()| SurveyError::NoNumber {
                    line: self.line(row),
                    column: column.name.clone(),
                    value: column.value(row).to_owned(),
                })
            })
            .collect()
    }

    /// Weights: a number above zero in every row.
    ///
    /// # Errors
    /// [`SurveyError::Weight`], [`SurveyError::Missing`], [`SurveyError::NoNumber`], each with its line.
    pub fn weights(&self, column: &Column) -> Result<Vec<f64>, SurveyError> {
        let numbers = self.required(column)?;
        if let Some(row) = numbers.iter().position(|&weight| weight <= 0.0) {
            return Err(SurveyError::Weight {
                line: self.line(row),
                column: column.name.clone(),
                value: column.value(row).to_owned(),
            });
        }
        Ok(numbers)
    }

    /// A number in every row.
    ///
    /// # Errors
    /// [`SurveyError::Missing`], [`SurveyError::NoNumber`].
    pub fn required(&self, column: &Column) -> Result<Vec<f64>, SurveyError> {
        let numbers = self.numbers(column)?;
        self.complete(column)?;
        Ok(numbers.into_iter().flatten().collect())
    }

    /// Refuses a column in which a value is missing.
    ///
    /// # Errors
    /// [`SurveyError::Missing`] with its line.
    pub fn complete(&self, column: &Column) -> Result<(), SurveyError> {
        let missing = column.missing_levels();
        match column.codes.iter().position(|&code| missing[code as usize]) {
            Some(row) => Err(SurveyError::Missing {
                line: self.line(row),
                column: column.name.clone(),
                value: column.value(row).to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// Refuses a column of identifiers in which one stands twice or is missing.
    ///
    /// # Errors
    /// [`SurveyError::IdTwice`], [`SurveyError::Missing`].
    pub fn identifiers(&self, column: &Column) -> Result<(), SurveyError> {
        let mut first: Vec<Option<usize>> = vec![None; column.levels.len()];
        for (row, &code) in column.codes.iter().enumerate() {
            let value = column.value(row);
            if value.is_empty() {
                return Err(SurveyError::Missing {
                    line: self.line(row),
                    column: column.name.clone(),
                    value: String::new(),
                });
            }
            if let Some(first) = first[code as usize].replace(row) {
                return Err(SurveyError::IdTwice {
                    line: self.line(row),
                    column: column.name.clone(),
                    value: value.to_owned(),
                    first: self.line(first),
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let table = Table::read(b"id,w\n1,2.5\n2,-1\n2,\n4,NaN\n").expect("a table");
        let column = table.column("w").expect("a column");
        let error = table.weights(column).expect_err("no weights").to_string();
        assert!(error.contains("line 5") && error.contains("NaN"), "{error}");
        let error = table.identifiers(table.column("id").expect("a column"));
        assert!(matches!(
            error,
            Err(SurveyError::IdTwice {
                line: 4,
                first: 3,
                ..
            })
        ));
        let error = Table::read(b"a,b\n1\n").expect_err("a field is lacking");
        assert_eq!(
            error,
            SurveyError::Fields {
                line: 2,
                fields: 1,
                expected: 2
            }
        );
        let table = Table::read(b"id,w,,\n1,2,,\n").expect("columns without names");
        assert_eq!(table.columns().len(), 4);
        for text in ["nan", "inf", "infinity", "", "1,5", "١"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
