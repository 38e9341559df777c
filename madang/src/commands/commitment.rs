//! `madang commitment`: what is on record of a commitment, and putting it right.

use std::collections::BTreeSet;

use anyhow::Result;
use madang_programme::commitments::{CommitmentCorrected, CommitmentRecorded, CommitmentText};
use madang_programme::{Actor, Command, Violation};
use madang_store::Store;
use madang_store::model::CommitmentDetail;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::acting::{ActorArguments, act, open, words};
use crate::data::DataArguments;
use crate::mistakes;

/// Show a commitment as it stands, and put it right where it was recorded wrongly
///
/// Commitments come on the record from a file: `madang import commitments.json`.
#[derive(Debug, clap::Args)]
pub struct CommitmentCommand {
    #[command(subcommand)]
    action: CommitmentAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum CommitmentAction {
    /// Show a commitment as it stands, field by field
    Show {
        /// The commitment: KR0018
        #[arg(value_name = "COMMITMENT")]
        commitment: String,
    },
    /// Put a commitment right: what was recorded stays, and the correction stands beside it with its reason
    ///
    /// `madang commitment show` names the fields.
    Correct(Correction),
}

#[derive(Debug, clap::Args)]
struct Correction {
    /// The commitment: KR0018
    #[arg(value_name = "COMMITMENT")]
    commitment: String,
    /// A field as it is to be read: start_date=2014-07-01, words by language title.en="…", lists and what has parts as JSON;
    /// nothing after = takes it away; once for each
    #[arg(long = "set", value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
    /// What was wrong, and where the right words or values are found, in a language: en="…" or ko="…"; once for each language
    #[arg(long = "reason", value_name = "LANGUAGE=TEXT", required = true)]
    reasons: Vec<String>,
}

/// Fields of a commitment's facts that can be put right.
const VALUES: [&str; 12] = [
    "action_plan",
    "cycle",
    "number",
    "number_elsewhere",
    "status",
    "start_date",
    "end_date",
    "policy_areas",
    "policy_areas_source",
    "policy_areas_newer",
    "policy_areas_newer_source",
    "url",
];

/// Fields of its words.
const TEXTS: [&str; 14] = [
    "title",
    "title_elsewhere",
    "country_name_newer",
    "theme",
    "lead_institution",
    "responsible_institution",
    "supporting_institutions",
    "description",
    "description_corrected",
    "aims",
    "instruments",
    "targets",
    "service_groups",
    "attribution",
];

/// Those that are a number; whatever else looks like one is text.
const NUMBERS: [&str; 1] = ["cycle"];

impl CommitmentCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let who = self.actor.official()?;
        let (_, store) = open(data).await?;
        let told = match self.action {
            CommitmentAction::Show { commitment } => show(&store, &commitment).await,
            CommitmentAction::Correct(correction) => correct(&store, who, &correction).await,
        };
        store.close().await;
        told
    }
}

/// A commitment by field, as one may hold it against another.
struct Fields {
    values: Map<String, Value>,
    texts: Map<String, Value>,
}

impl Fields {
    fn of(values: &CommitmentRecorded, texts: &CommitmentText) -> Result<Fields> {
        Ok(Fields {
            values: map(values)?,
            texts: map(texts)?,
        })
    }

    fn all(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.values.iter().chain(&self.texts)
    }

    fn get(&self, field: &str) -> Option<&Value> {
        self.values.get(field).or_else(|| self.texts.get(field))
    }

    /// Sets one, as it was given at the console.
    fn set(&mut self, given: &str) -> Result<()> {
        let Some((name, value)) = given.split_once('=') else {
            refuse!("commitment-no-value", given = given);
        };
        let (field, part) = match name.split_once('.') {
            Some((field, part)) => (field, Some(part)),
            None => (name, None),
        };
        let fields = match field {
            field if VALUES.contains(&field) => &mut self.values,
            field if TEXTS.contains(&field) => &mut self.texts,
            _ => {
                let known = [&VALUES[..], &TEXTS].concat().join(", ");
                refuse!("commitment-no-field", field = field, known = known);
            }
        };
        let value = value.trim();
        match part {
            None if value.is_empty() => drop(fields.remove(field)),
            None => drop(fields.insert(field.to_owned(), read(field, value))),
            Some(part) => {
                let of = fields.entry(field).or_insert_with(|| Map::new().into());
                if let Value::Object(of) = of {
                    match value.is_empty() {
                        true => drop(of.remove(part)),
                        false => drop(of.insert(part.to_owned(), value.into())),
                    }
                }
                if *of == Value::Object(Map::new()) {
                    fields.remove(field);
                }
            }
        }
        if let Err(problem) = self.read() {
            let what = mistakes::in_one_line(&problem);
            refuse!("commitment-field-wrong", given = given, what = what);
        }
        Ok(())
    }

    fn read(&self) -> Result<(CommitmentRecorded, CommitmentText)> {
        Ok((typed(&self.values)?, typed(&self.texts)?))
    }
}

fn map(fields: &impl Serialize) -> Result<Map<String, Value>> {
    match serde_json::to_value(fields)? {
        Value::Object(map) => Ok(map),
        _ => Ok(Map::new()),
    }
}

fn typed<T: DeserializeOwned>(fields: &Map<String, Value>) -> Result<T> {
    Ok(serde_json::from_value(Value::Object(fields.clone()))?)
}

/// A value as it was given: JSON where it has parts, else text.
fn read(field: &str, value: &str) -> Value {
    let whole = NUMBERS.contains(&field) || value.starts_with(['[', '{']);
    let read = whole.then(|| serde_json::from_str(value).ok()).flatten();
    read.unwrap_or_else(|| value.into())
}

/// A value in one line.
fn shown(value: Option<&Value>) -> String {
    match value {
        None => t!("commitment-blank"),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Object(parts)) if parts.values().all(Value::is_string) => {
            let parts = parts.iter().map(|(name, part)| format!("{name}={part}"));
            parts.collect::<Vec<_>>().join(" ")
        }
        Some(value) => value.to_string(),
    }
}

async fn found(store: &Store, id: &str) -> Result<CommitmentDetail> {
    match store.commitment(id).await? {
        Some(detail) => Ok(detail),
        None => Err(Violation::unknown("commitment", id).into()),
    }
}

/// The entry that says how a commitment is to be read.
fn stands(detail: &CommitmentDetail) -> u64 {
    let latest = detail.corrections.last();
    latest.map_or(detail.entry, |latest| latest.entry)
}

async fn show(store: &Store, id: &str) -> Result<()> {
    let detail = found(store, id).await?;
    let (values, texts) = detail.as_it_stands();
    let hidden = texts.is_none();
    let fields = Fields::of(values, &texts.cloned().unwrap_or_default())?;
    let entry = stands(&detail);
    say!("{}", t!("commitment-shown", commitment = id, entry = entry));
    for (field, value) in fields.all() {
        say!("{field}: {}", shown(Some(value)));
    }
    if hidden {
        say!("{}", t!("commitment-words-hidden"));
    }
    Ok(())
}

async fn correct(store: &Store, who: Actor, correction: &Correction) -> Result<()> {
    let id = correction.commitment.as_str();
    let reason = words("--reason", &correction.reasons)?;
    let detail = found(store, id).await?;
    let (values, texts) = detail.as_it_stands();
    let hidden = texts.is_none();
    let texts = texts.cloned().unwrap_or_default();
    let before = Fields::of(values, &texts)?;
    let mut after = Fields::of(values, &texts)?;
    for given in &correction.set {
        after.set(given)?;
    }
    // A correction says the whole commitment: it would take away words that cannot be read here.
    if hidden && after.texts == before.texts {
        refuse!("commitment-words-anew", commitment = id);
    }
    let fields = before.all().chain(after.all());
    let fields: BTreeSet<&String> = fields.map(|(field, _)| field).collect();
    let changed = fields.into_iter();
    let changed = changed.filter(|field| before.get(field) != after.get(field));
    let changed: Vec<&String> = changed.collect();
    if changed.is_empty() {
        refuse!("commitment-unchanged", commitment = id);
    }
    let (values, texts) = after.read()?;
    let facts = CommitmentCorrected {
        corrects: stands(&detail),
        reason,
        values,
    };
    let command = Command::worded(facts, texts);
    let done = t!("commitment-corrected", commitment = id);
    act(store, who, vec![command], &done).await?;
    for field in changed {
        let (before, after) = (shown(before.get(field)), shown(after.get(field)));
        let field = field.as_str();
        say!(
            "{}",
            t!(
                "commitment-change",
                field = field,
                before = before,
                after = after
            )
        );
    }
    Ok(())
}
