//! `rules.json`: which statements are not analysed, and from how many votes on people are placed.

use std::collections::BTreeMap;
use std::io::Read;

use serde::{Deserialize, Serialize};

use super::FileError;
use crate::conversation::Rules;

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct RulesFile {
    /// Statements that were not admitted or hidden; without it, `comments.csv` says which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moderated_out: Option<Vec<u32>>,
    /// Statements about the person who votes; without it, `comments.csv` says which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Vec<u32>>,
    /// The fewest agreements and disagreements with which somebody is placed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_votes: Option<u32>,
    /// Statements whose words were taken out of a published copy: of no consequence here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed_here: Vec<u32>,
    /// Names that mean nothing here.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_json::Value>,
}

impl RulesFile {
    /// The rules, what the file does not say taken from a file of comments.
    pub fn rules(&self, comments: Option<&super::Comments>) -> Rules {
        let of = |stated: &Option<Vec<u32>>, from: fn(&super::Comments) -> Vec<u32>| match stated {
            Some(stated) => stated.clone(),
            None => comments.map(from).unwrap_or_default(),
        };
        let moderated_out = of(&self.moderated_out, |comments| {
            comments.moderated_out().collect()
        });
        let meta = of(&self.meta, |comments| comments.meta().collect());
        let rules = Rules::default().without(moderated_out, meta);
        match self.min_votes {
            Some(min_votes) => rules.with_min_votes(min_votes),
            None => rules,
        }
    }
}

/// Reads the file.
///
/// # Errors
/// Where it cannot be read, or is no JSON of this shape.
pub fn read_rules(mut input: impl Read) -> Result<RulesFile, FileError> {
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).map_err(|error| FileError::Json {
        line: error.line(),
        column: error.column(),
        what: error.to_string(),
    })
}
