//! The rows of the VOTES section, kept so that a file can be written back in full and outcomes can
//! be broken down by what voters told about themselves.

/// Texts of one column, back to back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextColumn {
    bytes: String,
    ends: Vec<u64>,
}

impl TextColumn {
    /// Number of texts.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text in row `row`.
    pub fn get(&self, row: usize) -> &str {
        let start = if row == 0 {
            0
        } else {
            self.ends[row - 1] as usize
        };
        &self.bytes[start..self.ends[row] as usize]
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
    }
}

/// One row per voter, in the order of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoterRows {
    /// Names of all columns in the order of the source, `voter_id`, `vote` and `points` included.
    pub headers: Vec<String>,
    /// Texts by header; the columns `vote` and `points` are empty here and follow from the ballots.
    pub columns: Vec<TextColumn>,
    /// For each row the distinct ballot it cast.
    pub groups: Vec<u32>,
}

impl VoterRows {
    /// The column called `header`.
    pub fn column(&self, header: &str) -> Option<&TextColumn> {
        let index = self.headers.iter().position(|name| name == header)?;
        self.columns.get(index)
    }
}
