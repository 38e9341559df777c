//! The features, in the order of their dependence: one line each.

use serde_json::{Map, Value};

use crate::fact::features;
use crate::kind::Kind;

features! {
    Log => log,
    Content => content,
    Commitments => commitments,
    People => people,
    Programmes => programmes,
    Institutions => institutions,
    Bodies => bodies,
    Voices => voices,
    Needs => needs,
    Consultations => consultations,
    Proposals => proposals,
    Votes => votes,
    Scoring => scoring,
    Answers => answers,
    Services => services,
    Design => design,
}

impl Event {
    /// Every kind there is.
    pub fn kinds() -> impl Iterator<Item = &'static Kind> {
        Event::FEATURES.iter().copied().flatten()
    }

    /// The kind on the record, with its version: `proposal.submitted/1`.
    pub fn kind(&self) -> &'static str {
        self.fact().kind()
    }

    /// The facts as they go on the record.
    ///
    /// # Errors
    /// Where a value has no JSON form; none of the events here has such a value.
    pub fn facts(&self) -> Result<Map<String, Value>, serde_json::Error> {
        self.fact().to_map()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::fact::EventError;

    #[test]
    fn unknown_kinds_and_unknown_fields_are_refused() {
        let facts = r#"{"programme":"p","surplus":1,"vote":"v"}"#;
        assert!(matches!(
            Event::parse("vote.dreamt/1", facts),
            Err(EventError::UnknownKind(_))
        ));
        assert!(matches!(
            Event::parse("vote.closed/1", facts),
            Err(EventError::Facts { .. })
        ));
    }

    #[test]
    fn kinds_and_commands_have_names_of_their_own_and_somebody_to_cause_them() {
        let names: BTreeSet<_> = Event::kinds().map(|kind| kind.name).collect();
        let asked: BTreeSet<_> = Event::kinds().map(|kind| kind.asked).collect();
        assert_eq!(names.len(), Event::kinds().count());
        assert_eq!(asked.len(), Event::kinds().count());
        for kind in Event::kinds() {
            assert!(!kind.who.is_empty(), "{}", kind.name);
            let contents: BTreeSet<_> = kind.contents.iter().map(|rule| rule.name).collect();
            assert_eq!(contents.len(), kind.contents.len(), "{}", kind.name);
        }
    }
}
