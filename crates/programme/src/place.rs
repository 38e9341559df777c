//! Where an event belongs: the programme it is in, the thing it is about, and the entries it rests on.

use madang_record::entry::Reference;

/// Where an event belongs. It follows from the event and the state, so that nobody can file an event elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The programme's identifier; empty for what concerns the whole record.
    pub space: String,
    /// The thing it is about: `proposal:kr0018-flagships/12`.
    pub subject: String,
    /// Earlier entries it rests on.
    pub refs: Vec<Reference>,
}

impl Place {
    /// What concerns the whole record.
    pub(crate) fn of_record(subject: impl Into<String>, refs: Vec<Reference>) -> Place {
        Place {
            space: String::new(),
            subject: subject.into(),
            refs,
        }
    }

    /// What is in a programme.
    pub(crate) fn of_programme(
        programme: &str,
        subject: impl Into<String>,
        refs: Vec<Reference>,
    ) -> Place {
        Place {
            space: programme.to_owned(),
            subject: subject.into(),
            refs,
        }
    }
}

/// A reference to an earlier entry and what it is to this one.
pub(crate) fn refer(rel: &str, entry: u64) -> Reference {
    Reference {
        rel: rel.to_owned(),
        entry,
    }
}
