//! What is to be known of one kind of entry, in one place: [`Fact`]. The lists (kinds, contents, the role table) are made
//! from the facts that each feature names in its [`events!`].

use madang_words::{Said, quoted, serde_said};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::named;
use crate::place::Place;
use crate::role::{ActorRef, Role, Scope};
use crate::state::State;
use crate::things::{About, Change};
use crate::told::Told;
use crate::trust::{Cost, Rests};
use crate::violation::Violation;
use crate::words::said;

/// A rule is kept, or this is what would break it.
pub type Checked = Result<(), Violation>;

/// Who acts and when: what a rule sees of an entry besides its facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By<'a> {
    /// The actor: role and pseudonym.
    pub actor: ActorRef<'a>,
    /// The entry's time, UTC, as on the record: `2026-11-23T08:00:00.000Z`.
    pub at: &'a str,
    /// The entry's index.
    pub index: u64,
}

impl<'a> By<'a> {
    /// The entry's day, UTC: `2026-11-23`. Days and times of the record begin alike and are compared as text.
    pub fn day(&self) -> &'a str {
        self.at.get(..10).unwrap_or_default()
    }
}

/// The facts of one kind of entry, and everything that is to be known of the kind, in one `impl`. Nothing here has a default: whoever
/// adds a kind says all of it, and where a part is not for it, that it is nothing.
///
/// | asked by | what |
/// | --- | --- |
/// | everybody who reads or writes a record | [`KIND`](Fact::KIND), [`CONTENTS`](Fact::CONTENTS), [`place`](Fact::place), [`check`](Fact::check), [`change`](Fact::change) |
/// | who may | [`WHO`](Fact::WHO), [`SCOPE`](Fact::SCOPE) |
/// | commands, and the page of roles | [`ASKED`](Fact::ASKED) |
/// | what tells people at once | [`TOLD`](Fact::TOLD) |
/// | a verifier | [`RESTS`](Fact::RESTS), [`cost`](Fact::cost), [`room`](Fact::room), [`becomes`](Fact::becomes) |
/// | the trace | [`about`](Fact::about), [`links`](Fact::links) |
///
/// What is said of these in words stands with who says it: here is only which.
pub trait Fact: Serialize + DeserializeOwned {
    /// The kind on the record, with its version: `proposal.submitted/1`.
    const KIND: &'static str;
    /// The name of the command that asks for it: `submit_proposal`.
    const ASKED: &'static str;
    /// The roles that may cause it.
    const WHO: &'static [Role];
    /// For whom such a role is held.
    const SCOPE: Scope;
    /// The contents that its entry may or must carry.
    const CONTENTS: &'static [ContentRule];
    /// Who is told of it at once, and of what.
    const TOLD: &'static [Told];
    /// What its words rest on.
    const RESTS: Rests;

    /// Where it belongs in `state`.
    ///
    /// # Errors
    /// Where a thing that it rests on is not there.
    fn place(&self, state: &State) -> Result<Place, Violation>;

    /// Whether it may happen now.
    ///
    /// # Errors
    /// The first rule that it would break.
    fn check(&self, state: &State, by: &By<'_>) -> Checked;

    /// Changes the state, `check` having passed; `entry` is the index of its own entry, `state.last_at` its own time,
    /// `state.last_by` who caused it.
    ///
    /// # Errors
    /// Where something that it changes is not there: the state is then as it was. After [`Fact::check`] that does not happen;
    /// it is never passed over in silence.
    fn change(&self, state: &mut State, entry: u64) -> Checked;

    /// What it costs trust, `state` having taken it: [`State::last_by`] is who caused it. Of ballots, which are counted, nobody asks.
    fn cost(&self, state: &State) -> Option<Cost<'_>>;

    /// How many bytes of memory `state`, which has taken it, keeps of it beside its facts, which take `facts`. It is counted rather than
    /// asked of the system, so that one and the same record is read just as far on every machine; what a thing comes to was measured
    /// (`crates/verify/tests/it/things.rs`).
    fn room(&self, facts: usize, state: &State) -> usize;

    /// What becomes of it: what a receipt of it is answered by.
    fn becomes(&self) -> Becomes<'_>;

    /// What it is about, among the things that grow out of each other.
    fn about(&self) -> About<'_>;

    /// What it changes of how things hang together, `state` having taken it as entry `entry`.
    fn links(&self, state: &State, entry: u64) -> Vec<Change>;
}

/// [`Fact`] of whatever kind.
pub trait AnyFact {
    /// [`Fact::KIND`].
    fn kind(&self) -> &'static str;
    /// [`Fact::WHO`].
    fn who(&self) -> &'static [Role];
    /// [`Fact::SCOPE`].
    fn scope(&self) -> Scope;
    /// [`Fact::CONTENTS`].
    fn contents(&self) -> &'static [ContentRule];
    /// [`Fact::RESTS`].
    fn rests(&self) -> Rests;
    /// [`Fact::place`].
    ///
    /// # Errors
    /// As there.
    fn place(&self, state: &State) -> Result<Place, Violation>;
    /// [`Fact::check`].
    ///
    /// # Errors
    /// As there.
    fn check(&self, state: &State, by: &By<'_>) -> Checked;
    /// [`Fact::change`].
    ///
    /// # Errors
    /// As there.
    fn change(&self, state: &mut State, entry: u64) -> Checked;
    /// [`Fact::cost`].
    fn cost(&self, state: &State) -> Option<Cost<'_>>;
    /// [`Fact::room`].
    fn room(&self, facts: usize, state: &State) -> usize;
    /// [`Fact::becomes`].
    fn becomes(&self) -> Becomes<'_>;
    /// [`Fact::about`].
    fn about(&self) -> About<'_>;
    /// [`Fact::links`].
    fn links(&self, state: &State, entry: u64) -> Vec<Change>;
    /// The facts as they go on the record.
    ///
    /// # Errors
    /// Where a value has no JSON form, or is no object; there is no such fact.
    fn to_map(&self) -> Result<Map<String, Value>, serde_json::Error>;
}

impl<F: Fact> AnyFact for F {
    fn kind(&self) -> &'static str {
        F::KIND
    }

    fn who(&self) -> &'static [Role] {
        F::WHO
    }

    fn scope(&self) -> Scope {
        F::SCOPE
    }

    fn contents(&self) -> &'static [ContentRule] {
        F::CONTENTS
    }

    fn rests(&self) -> Rests {
        F::RESTS
    }

    fn place(&self, state: &State) -> Result<Place, Violation> {
        Fact::place(self, state)
    }

    fn check(&self, state: &State, by: &By<'_>) -> Checked {
        Fact::check(self, state, by)
    }

    fn change(&self, state: &mut State, entry: u64) -> Checked {
        Fact::change(self, state, entry)
    }

    fn cost(&self, state: &State) -> Option<Cost<'_>> {
        Fact::cost(self, state)
    }

    fn room(&self, facts: usize, state: &State) -> usize {
        Fact::room(self, facts, state)
    }

    fn becomes(&self) -> Becomes<'_> {
        Fact::becomes(self)
    }

    fn about(&self) -> About<'_> {
        Fact::about(self)
    }

    fn links(&self, state: &State, entry: u64) -> Vec<Change> {
        Fact::links(self, state, entry)
    }

    fn to_map(&self) -> Result<Map<String, Value>, serde_json::Error> {
        match serde_json::to_value(self)? {
            Value::Object(map) => Ok(map),
            other => Err(serde::ser::Error::custom(format!(
                "facts are not an object: {other}"
            ))),
        }
    }
}

/// An entry's kind or facts could not be read.
#[derive(Debug, Error)]
pub enum EventError {
    /// A kind that this version does not know: to skip it would be to verify less than is there.
    #[error("{}", self.said())]
    UnknownKind(String),
    /// The facts do not fit the kind.
    #[error("{}", self.said())]
    Facts {
        /// The kind.
        kind: &'static str,
        /// What serde found, with its place.
        source: serde_json::Error,
    },
}

impl EventError {
    /// It as a sentence.
    pub fn said(&self) -> Said {
        match self {
            EventError::UnknownKind(kind) => said!("kernel-kind-unknown", kind = quoted(kind)),
            EventError::Facts { kind, source } => {
                let kind = named::kind_beside(kind);
                said!("kernel-facts", kind = kind, reason = serde_said(source))
            }
        }
    }
}

/// The facts of a feature: makes its `Event`, which is what happened in it.
macro_rules! events {
    ($feature:ident, $folder:literal: $($fact:ident),+ $(,)?) => {
        /// What happened: the facts of one entry of this feature.
        // One event lives for the length of one entry: a box for each would cost more than the room.
        #[allow(clippy::large_enum_variant)]
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $(#[doc = concat!("[`", stringify!($fact), "`]")] $fact($fact),)+
        }

        impl Event {
            /// The kinds of this feature.
            pub const KINDS: &'static [$crate::kind::Kind] =
                &[$($crate::kind::Kind::of::<$fact>($folder)),+];

            /// The facts, of whatever kind.
            pub fn fact(&self) -> &dyn $crate::fact::AnyFact {
                match self { $(Event::$fact(facts) => facts,)+ }
            }

            /// Reads the facts of an entry; `None` for a kind of another feature.
            pub(crate) fn parse(
                kind: &str,
                facts: &str,
            ) -> Option<Result<Event, $crate::fact::EventError>> {
                match kind {
                    $(<$fact as $crate::fact::Fact>::KIND => Some(
                        serde_json::from_str(facts).map(Event::$fact).map_err(|source| {
                            let kind = <$fact as $crate::fact::Fact>::KIND;
                            $crate::fact::EventError::Facts { kind, source }
                        }),
                    ),)+
                    _ => None,
                }
            }
        }

        $(impl From<$fact> for $crate::Event {
            fn from(facts: $fact) -> $crate::Event {
                $crate::Event::$feature(Event::$fact(facts))
            }
        })+
    };
}

/// The features: makes the crate's `Event`.
macro_rules! features {
    ($($feature:ident => $folder:ident),+ $(,)?) => {
        /// What happened: the facts of one entry.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            $(#[doc = concat!("Of [`", stringify!($folder), "`](crate::", stringify!($folder), ").")]
            $feature($crate::$folder::Event),)+
        }

        impl Event {
            /// The kinds there are, by feature.
            pub const FEATURES: &'static [&'static [$crate::kind::Kind]] =
                &[$($crate::$folder::Event::KINDS),+];

            /// The facts, of whatever kind.
            pub fn fact(&self) -> &dyn $crate::fact::AnyFact {
                match self { $(Event::$feature(event) => event.fact(),)+ }
            }

            /// Reads the facts of an entry of a kind.
            ///
            /// # Errors
            /// A kind that is not known, or facts that do not fit it: a missing, unknown or mistyped field.
            pub fn parse(kind: &str, facts: &str) -> Result<Event, $crate::fact::EventError> {
                $(if let Some(read) = $crate::$folder::Event::parse(kind, facts) {
                    return read.map(Event::$feature);
                })+
                Err($crate::fact::EventError::UnknownKind(kind.to_owned()))
            }
        }
    };
}

pub(crate) use {events, features};

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::log::LogCreated;

    /// Facts with a rule on who acts, one on the time and one on the index.
    #[derive(Serialize, Deserialize)]
    struct NoteSigned {
        signer: String,
        not_before: String,
        index: u64,
    }

    impl Fact for NoteSigned {
        const KIND: &'static str = "note.signed/1";
        const ASKED: &'static str = "sign_note";
        const WHO: &'static [Role] = &[Role::Official];
        const SCOPE: Scope = Scope::Whole;
        const CONTENTS: &'static [ContentRule] = &[];
        const TOLD: &'static [Told] = &[];
        const RESTS: Rests = Rests::OnItsWord;

        fn place(&self, _state: &State) -> Result<Place, Violation> {
            Ok(Place::of_record("note", vec![]))
        }

        fn check(&self, _state: &State, by: &By<'_>) -> Checked {
            if by.actor.pseudonym != self.signer {
                return Err(Violation::unreadable("signer", "is not who acts"));
            }
            if by.day() < self.not_before.as_str() {
                let early = said!("kernel-unreadable", reason = "it is too early");
                return Err(Violation::out_of_turn(early));
            }
            if by.index != self.index {
                return Err(Violation::unreadable(
                    "index",
                    "is not where the entry stands",
                ));
            }
            Ok(())
        }

        fn change(&self, _state: &mut State, _entry: u64) -> Checked {
            Ok(())
        }

        fn cost(&self, _state: &State) -> Option<Cost<'_>> {
            None
        }

        fn room(&self, _facts: usize, _state: &State) -> usize {
            0
        }

        fn becomes(&self) -> Becomes<'_> {
            Becomes::Nothing
        }

        fn about(&self) -> About<'_> {
            About::Nothing
        }

        fn links(&self, _state: &State, _entry: u64) -> Vec<Change> {
            vec![]
        }
    }

    #[test]
    fn rules_see_who_acts_when_and_where() {
        let mut state = State::default();
        let log = LogCreated {
            origin: "example.org/log".to_owned(),
            key: "key".to_owned(),
        };
        Fact::change(&log, &mut state, 0).expect("a record begins");
        let note = NoteSigned {
            signer: "kim".to_owned(),
            not_before: "2026-11-24".to_owned(),
            index: 7,
        };
        let may = |role, pseudonym, at, index| {
            let by = By {
                actor: ActorRef { role, pseudonym },
                at,
                index,
            };
            state
                .may(&note, &by)
                .map_err(|violation| violation.to_string())
        };
        let (early, late) = ("2026-11-23T23:59:59.999Z", "2026-11-24T00:00:00.000Z");
        assert_eq!(may(Role::Official, "kim", late, 7), Ok(()));
        for (role, pseudonym, at, index, reason) in [
            (
                Role::Registrar,
                "kim",
                late,
                7,
                "the role registrar may not",
            ),
            (Role::Official, "lee", late, 7, "signer is not who acts"),
            (Role::Official, "kim", early, 7, "it is too early"),
            (Role::Official, "kim", late, 8, "index is not where"),
        ] {
            let refused = may(role, pseudonym, at, index).expect_err(reason);
            assert!(refused.contains(reason), "{refused}");
        }
    }
}
