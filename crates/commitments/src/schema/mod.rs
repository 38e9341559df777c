//! The layouts of OGP's files as data: which columns there are, what stands in each, and which field of a commitment it is.

mod kinds;
mod v2016;
mod v2024;
mod vectors;

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub use kinds::Kind;

/// A layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Schema {
    /// The base of 2016, in which the Explorer's open file still is: 98 columns.
    #[serde(rename = "ogp-2016")]
    Base2016,
    /// The current schema: 171 columns.
    #[serde(rename = "ogp-2024")]
    Current,
    /// What the stars are computed from, alone: country, plan, commitment, specificity, relevance, impact, completion.
    #[serde(rename = "star-vectors")]
    StarVectors,
}

/// What a column is of a commitment, whatever it is called in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "they are called what they are")]
pub enum Field {
    Id,
    Country,
    Plan,
    Number,
    Dummy,
    Year,
    EndYear,
    Theme,
    Title,
    ShortTitle,
    FullText,
    Start,
    End,
    Lead,
    Supporting,
    ReportProgress,
    ReportEnd,
    Compound,
    Cluster,
    Specificity,
    SpecificityNumber,
    Verifiable,
    Information,
    Participation,
    Accountability,
    Technology,
    Relevant,
    Impact,
    ImpactNumber,
    Potential,
    Progress,
    ProgressNumber,
    EndOfTerm,
    EndOfTermNumber,
    Change,
    ChangeNumber,
    EarlyResults,
    DidItOpen,
    DidItOpenNumber,
    DidItOpenInformation,
    DidItOpenParticipation,
    DidItOpenAccountability,
    Star2015,
    StarProgress,
    StarEnd,
    CarriedForward,
    Assessed,
    Binding,
}

/// A column of a layout.
#[derive(Debug)]
pub struct Column {
    /// Its label in the file.
    pub label: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// What it is of a commitment, where it is something that layouts share or that is computed with.
    pub field: Option<Field>,
}

impl Column {
    const fn new(label: &'static str, kind: Kind, field: Option<Field>) -> Column {
        Column { label, kind, field }
    }
}

impl Schema {
    /// All layouts.
    pub const ALL: [Schema; 3] = [Schema::Base2016, Schema::Current, Schema::StarVectors];

    /// Its name in files of this crate and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Schema::Base2016 => "ogp-2016",
            Schema::Current => "ogp-2024",
            Schema::StarVectors => "star-vectors",
        }
    }

    /// Its columns, in the order of its file.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Schema::Base2016 => &v2016::COLUMNS,
            Schema::Current => &v2024::COLUMNS,
            Schema::StarVectors => &vectors::COLUMNS,
        }
    }

    /// The places of its columns of policy areas, each 1 or 0. The vocabulary is the layout's own: 43 areas in 2016, 86 today.
    pub fn policy_areas(self) -> std::ops::Range<usize> {
        match self {
            Schema::Base2016 => 16..59,
            Schema::Current => 19..105,
            Schema::StarVectors => 0..0,
        }
    }

    /// The place of the column that a label names, without regard to case and blanks.
    pub fn place(self, label: &str) -> Option<usize> {
        self.index().labels.get(&bare(label)).copied()
    }

    /// The place of the column of a field.
    pub fn place_of(self, field: Field) -> Option<usize> {
        self.index().fields.get(&field).copied()
    }

    fn index(self) -> &'static Index {
        static INDEXES: [OnceLock<Index>; 3] = [const { OnceLock::new() }; 3];
        let [of_2016, current, vectors] = &INDEXES;
        let index = match self {
            Schema::Base2016 => of_2016,
            Schema::Current => current,
            Schema::StarVectors => vectors,
        };
        index.get_or_init(|| Index::of(self.columns()))
    }
}

struct Index {
    labels: HashMap<String, usize>,
    fields: HashMap<Field, usize>,
}

impl Index {
    fn of(columns: &[Column]) -> Index {
        let labels = columns.iter().enumerate();
        let fields = columns.iter().enumerate();
        let of_field = |(place, column): (usize, &Column)| Some((column.field?, place));
        Index {
            labels: labels
                .map(|(place, column)| (bare(column.label), place))
                .collect(),
            fields: fields.filter_map(of_field).collect(),
        }
    }
}

/// A label as labels are compared: small letters, one blank where there are several.
fn bare(label: &str) -> String {
    let words: Vec<&str> = label.trim_matches('\u{feff}').split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layouts_have_the_columns_of_their_files() {
        let lengths = Schema::ALL.map(|schema| schema.columns().len());
        assert_eq!(lengths, [98, 171, 17]);
        for schema in Schema::ALL {
            for (place, column) in schema.columns().iter().enumerate() {
                assert_eq!(schema.place(column.label), Some(place), "{}", column.label);
                let field = column.field.and_then(|field| schema.place_of(field));
                assert!(field.is_none_or(|found| found == place), "{}", column.label);
                if let Some(label) = column.kind.beside() {
                    let beside = schema
                        .place(label)
                        .map(|place| &schema.columns()[place].kind);
                    assert!(matches!(beside, Some(Kind::Label(_))), "{}", column.label);
                }
            }
        }
        let ends = |schema: Schema| {
            let areas = &schema.columns()[schema.policy_areas()];
            (areas.len(), areas[0].label, areas[areas.len() - 1].label)
        };
        assert_eq!(ends(Schema::Base2016), (43, "Anti-corruption", "OGP"));
        assert_eq!(
            ends(Schema::Current),
            (86, "Anti-Corruption and Integrity", "Money in Politics")
        );
        assert_eq!(
            Schema::Current.place(" completion (end  OF term)"),
            Some(127)
        );
    }
}
