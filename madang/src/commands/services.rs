//! What the commands about services read: the conditions of a catalogue, its list, reviewed rules and their parameters; and what is said of
//! mistakes in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_eligibility::gov24::{ConditionFile, FileError, Remark, ServiceList};
use madang_eligibility::{
    Book, BookBuilder, Contradiction, Day, NoValue, Parameters, ProfileProblem, Rule, RuleError,
    parse,
};
use madang_exchange::Source;

use crate::words;

/// A catalogue of services and their rules, as plain files.
#[derive(Debug, clap::Args)]
pub struct CatalogueArguments {
    /// supportConditions of 정부24 (gov24/v3): a row a line
    #[arg(long, value_name = "CONDITIONS")]
    conditions: PathBuf,
    /// serviceList of 정부24: who provides each service, and so where it is for
    #[arg(long, value_name = "SERVICELIST")]
    services: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleArguments,
}

/// Reviewed rules and what they name.
#[derive(Debug, clap::Args)]
pub struct RuleArguments {
    /// A directory of reviewed rules, *.rule; the same rule in two languages counts once
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Amounts that rules name, with their periods; without it parameters.txt in the directory of rules
    #[arg(long, value_name = "FILE")]
    parameters: Option<PathBuf>,
}

/// What was read.
pub struct Catalogue {
    pub book: Book,
    rules: Vec<Rule>,
    pub parameters: Parameters,
    pub conditions: ConditionFile,
    pub list: ServiceList,
}

impl Catalogue {
    /// The rule of a service that is in force on a day.
    pub fn rule(&self, service: &str, day: Day) -> Option<&Rule> {
        let of = |rule: &&Rule| rule.service.as_deref() == Some(service) && rule.in_force(day);
        self.rules.iter().find(of)
    }

    /// Tells which rules are not known on these days whatever anybody answers, because an amount that they name has no value then.
    pub fn tell_without_value(&self, days: &BTreeSet<Day>) {
        let of = |day: &Day| {
            let rules = self.rules.iter().map(|rule| {
                let id = rule.service.clone().unwrap_or_default();
                let missing = rule.without_value(&self.parameters, *day);
                missing
                    .into_iter()
                    .map(move |what| (*day, id.clone(), what))
            });
            rules.flatten().collect::<Vec<_>>()
        };
        // A rule that stands in both languages says it once.
        let missing: BTreeSet<(Day, String, NoValue)> = days.iter().flat_map(of).collect();
        for (day, id, what) in missing {
            let day = day.to_string();
            note!(
                "{}",
                match what {
                    NoValue::Parameter(name) => {
                        t!("services-no-value", id = id, name = name, day = day)
                    }
                    _ => t!("services-no-median", id = id, day = day),
                }
            );
        }
    }

    /// The name of a service, where one of the files has it.
    pub fn name(&self, id: &str) -> String {
        let listed = self.list.get(id).map(|listed| listed.name.clone());
        let marked = || {
            let marks = self.conditions.services.iter();
            let mut marks = marks.filter(|marks| marks.service == id);
            marks.next().and_then(|marks| marks.name.clone())
        };
        let ruled = || {
            let mut rules = self.rules.iter();
            let rule = rules.find(|rule| rule.service.as_deref() == Some(id))?;
            rule.name.clone()
        };
        listed.or_else(marked).or_else(ruled).unwrap_or_default()
    }
}

impl CatalogueArguments {
    /// Reads everything that was named.
    pub fn read(&self) -> Result<Catalogue> {
        let list = match &self.services {
            Some(path) => ServiceList::read(&text(path)?).map_err(|error| refused(path, &error))?,
            None => ServiceList::default(),
        };
        let path = &self.conditions;
        let conditions =
            ConditionFile::read(&text(path)?).map_err(|error| refused(path, &error))?;
        remarks(path, &conditions.remarks);
        if let Some(path) = &self.services {
            remarks(path, &list.remarks);
        }
        let parameters = self.rules.parameters()?;
        let mut builder = BookBuilder::new(parameters.clone());
        for marks in &conditions.services {
            let listed = list.get(&marks.service);
            builder.service(marks, listed.and_then(|listed| listed.region));
        }
        let mut rules = Vec::new();
        for (path, rule) in self.rules.read(&parameters)? {
            regardless(
                &path.display().to_string(),
                rule.holds_regardless(&parameters),
            );
            if let Err(mut error) = builder.rule(&rule) {
                error.line = period_line(&text(&path)?);
                return Err(mistaken(&path, &[error]));
            }
            rules.push(rule);
        }
        Ok(Catalogue {
            book: builder.finish(),
            rules,
            parameters,
            conditions,
            list,
        })
    }
}

/// Warns of a rule that holds for everybody, or for nobody, whatever anybody answers.
pub fn regardless(place: &str, holds: Option<bool>) {
    match holds {
        Some(true) => note!("{}", t!("services-always", place = place)),
        Some(false) => note!("{}", t!("services-never", place = place)),
        None => {}
    }
}

/// The line that says when a rule is in force; the first where none does.
fn period_line(rule: &str) -> usize {
    let is_period = |line: &str| line.starts_with("시행 ") || line.starts_with("in force ");
    let place = rule.lines().position(|line| is_period(line.trim_start()));
    place.map_or(1, |place| place + 1)
}

impl RuleArguments {
    /// Whether a directory of rules was named.
    pub fn names_rules(&self) -> bool {
        self.rules.is_some()
    }

    /// Whether a file of parameters was named.
    pub fn names_parameters(&self) -> bool {
        self.parameters.is_some()
    }

    /// The rules with their files, in the order of the files' names.
    pub fn read(&self, parameters: &Parameters) -> Result<Vec<(PathBuf, Rule)>> {
        let rules = self.files()?.into_iter().map(|path| {
            let read = parse(&text(&path)?, parameters);
            let rule = read.map_err(|errors| mistaken(&path, &errors))?;
            Ok((path, rule))
        });
        rules.collect()
    }

    /// The parameters that rules name.
    pub fn parameters(&self) -> Result<Parameters> {
        let beside = self
            .rules
            .as_ref()
            .map(|rules| rules.join("parameters.txt"));
        let beside = beside.filter(|path| path.is_file());
        let Some(path) = self.parameters.clone().or(beside) else {
            return Ok(Parameters::default());
        };
        Parameters::read(&text(&path)?).map_err(|errors| mistaken(&path, &errors))
    }

    fn files(&self) -> Result<Vec<PathBuf>> {
        let Some(folder) = &self.rules else {
            return Ok(Vec::new());
        };
        let unread = || t!("files-cannot-read", file = folder);
        let entries = fs::read_dir(folder).with_context(unread)?;
        let mut files = Vec::new();
        for entry in entries {
            let path = entry.with_context(unread)?.path();
            if path
                .extension()
                .is_some_and(|extension| extension == "rule")
            {
                files.push(path);
            }
        }
        files.sort();
        if files.is_empty() {
            refuse!("services-no-rules", folder = folder);
        }
        Ok(files)
    }
}

/// The text of a file, in whichever encoding.
pub fn text(path: &Path) -> Result<String> {
    if path.is_dir() {
        refuse!("services-directory", file = path);
    }
    Ok(Source::read(path)?.text().to_owned())
}

/// Why a file of 정부24 is not read.
fn refused(path: &Path, error: &FileError) -> anyhow::Error {
    anyhow::anyhow!("{}: {}", path.display(), unread(error))
}

/// The same without the file's name.
pub fn unread(error: &FileError) -> String {
    match error {
        FileError::Json { line, .. } => t!("services-file-json", line = *line),
        FileError::NoIdentifier { row } => t!("services-file-nameless", row = *row),
        FileError::Twice { row, id } => t!("services-file-twice", row = *row, id = id),
        FileError::OldVersion { row, code } => t!("services-file-old", row = *row, code = code),
        other => other.to_string(),
    }
}

/// How many fields that were not understood are told one by one.
const TOLD: usize = 20;

/// Tells of fields that were not understood.
fn remarks(path: &Path, remarks: &[Remark]) {
    let each = remarks.iter().map(|remark| {
        let Remark {
            row,
            service,
            field,
            value,
            ..
        } = remark;
        (path, *row, service.as_str(), field.as_str(), value.as_str())
    });
    not_understood(each);
}

/// Tells of fields that were not understood: the file, the row, the service, the field and its value.
pub fn not_understood<'a>(
    fields: impl ExactSizeIterator<Item = (&'a Path, usize, &'a str, &'a str, &'a str)>,
) {
    let more = fields.len().saturating_sub(TOLD);
    for (file, row, id, field, value) in fields.take(TOLD) {
        let told = t!(
            "services-remark",
            file = file,
            row = row,
            id = id,
            field = field,
            value = value
        );
        note!("{told}");
    }
    if more > 0 {
        note!("{}", t!("services-remarks-more", more = more));
    }
}

/// Tells every mistake of a rule or of parameters by its line, and ends with how many there are.
pub fn mistaken(path: &Path, errors: &[RuleError]) -> anyhow::Error {
    for error in errors {
        note!("{}", mistake(path, error));
    }
    anyhow::anyhow!(
        "{}",
        t!("services-mistakes", file = path, count = errors.len())
    )
}

fn mistake(path: &Path, error: &RuleError) -> String {
    let place = t!("services-place", file = path, line = error.line);
    let what = madang_catalogue::rule_mistake(error).in_language(words::language());
    format!("{place}: {}: {what}", error.code)
}

/// What is wrong at a place of a profile.
pub fn problem(problem: &ProfileProblem) -> String {
    match problem {
        ProfileProblem::UnknownField => t!("services-problem-field"),
        ProfileProblem::UnknownCode(codes) => {
            t!("services-problem-code", codes = codes.join(", "))
        }
        ProfileProblem::UnknownRegion => t!("services-problem-region"),
        ProfileProblem::NoDay => t!("services-problem-day"),
        ProfileProblem::Future => t!("services-problem-future"),
        ProfileProblem::TooOld => t!("services-problem-old"),
        ProfileProblem::Negative => t!("services-problem-negative"),
        ProfileProblem::Outside(least, most) => t!(
            "services-problem-outside",
            least = least.to_string(),
            most = most.to_string()
        ),
        ProfileProblem::TooManyMembers => t!("services-problem-members"),
        _ => t!("services-problem-sort"),
    }
}

/// What contradicts itself in a profile.
pub fn contradiction(contradiction: &Contradiction) -> String {
    match contradiction {
        Contradiction::MaleAndPregnant(person) => t!("services-doubt-pregnant", person = *person),
        Contradiction::EmployedAndJobSeeker(person) => t!("services-doubt-work", person = *person),
        Contradiction::SizeBelowPeople => t!("services-doubt-size"),
        Contradiction::OnePersonAndSize => t!("services-doubt-alone"),
        _ => t!("services-doubt-band"),
    }
}
