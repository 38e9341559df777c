//! Where an event belongs: the programme it is in, the thing it is about, and the entries it rests on.

use std::fmt;

use madang_record::EntryRef;
use madang_record::time::parse_at;
use madang_words::moment::exact;

use crate::violation::Violation;
use crate::words::said;

/// Where an event belongs. It follows from the event and the state, so that nobody can file an event elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The programme's identifier; empty for what concerns the whole record.
    pub space: String,
    /// The thing it is about: `proposal:kr0018-flagships/12`.
    pub subject: String,
    /// Earlier entries it rests on.
    pub refs: Vec<Reference>,
    /// The subject whose event breaks the seals of its sealed contents, where that is not its own.
    pub until: Option<String>,
    /// How finely its entry tells the time, where that is coarser than the record's milliseconds: see [`Grain`].
    pub grain: Option<Grain>,
}

/// A time that is told no finer than in spans of so many minutes, beginning with midnight, UTC. An entry of this grain carries the
/// time at which its span began, which may be earlier than that of the entries before it, and an identifier without a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grain {
    minutes: u32,
}

impl Grain {
    /// One hour.
    pub const HOUR: Grain = Grain { minutes: 60 };

    const DAY: u32 = 24 * 60;

    /// The finest, in minutes: less would hide nobody.
    const FINEST: u32 = 10;

    /// Of so many minutes, 10 at least; `None` where no whole number of such spans makes a day.
    pub fn of_minutes(minutes: u32) -> Option<Grain> {
        let fits = minutes >= Grain::FINEST && Grain::DAY.is_multiple_of(minutes);
        fits.then_some(Grain { minutes })
    }

    /// Its length in minutes.
    pub fn minutes(self) -> u32 {
        self.minutes
    }

    /// Its length in milliseconds.
    pub fn unix_ms(self) -> u64 {
        u64::from(self.minutes) * 60_000
    }

    /// When the span began that a moment lies in; both in milliseconds since the Unix epoch.
    pub fn begin(self, unix_ms: u64) -> u64 {
        unix_ms - unix_ms % self.unix_ms()
    }

    /// Checks the time of an entry that follows one of `last_at`: it is the beginning of a span, and not of one that had passed.
    pub(crate) fn check(self, at: &str, last_at: &str) -> Result<(), Violation> {
        let (Some(now), last) = (parse_at(at), parse_at(last_at).unwrap_or(0)) else {
            return Err(Violation::field("at", said!("kernel-no-time")));
        };
        if self.begin(now) != now {
            let minutes = self.minutes;
            return Err(Violation::field(
                "at",
                said!("kernel-time-grain", at = exact(at), minutes = minutes),
            ));
        }
        if now < self.begin(last) {
            return Err(Violation::field(
                "at",
                said!(
                    "kernel-time-later-span",
                    at = exact(at),
                    before = exact(last_at)
                ),
            ));
        }
        Ok(())
    }
}

impl Place {
    /// What concerns the whole record.
    pub(crate) fn of_record(subject: impl Into<String>, refs: Vec<Reference>) -> Place {
        Place {
            space: String::new(),
            subject: subject.into(),
            refs,
            until: None,
            grain: None,
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
            until: None,
            grain: None,
        }
    }

    /// The same, its time told in a grain.
    pub(crate) fn in_grain(self, grain: Option<Grain>) -> Place {
        Place { grain, ..self }
    }

    /// The subject until whose event its sealed contents are sealed.
    pub fn sealed_until(&self) -> &str {
        self.until.as_ref().unwrap_or(&self.subject)
    }
}

/// An earlier entry that an entry rests on, and what it is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// What it is.
    pub relation: Relation,
    /// The earlier entry.
    pub entry: u64,
}

impl From<Reference> for madang_record::Reference {
    fn from(reference: Reference) -> madang_record::Reference {
        madang_record::Reference {
            rel: reference.relation.name().to_owned(),
            entry: reference.entry,
        }
    }
}

/// Makes [`Relation`] with its names on the record.
macro_rules! relations {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What an earlier entry is to the one that rests on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Relation {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Relation {
            /// Every relation there is.
            pub const ALL: &'static [Relation] = &[$(Relation::$variant),+];

            /// Its name on the record.
            pub fn name(self) -> &'static str {
                match self { $(Relation::$variant => $name,)+ }
            }
        }
    };
}

relations! {
    /// The entry whose content this is about.
    Entry = "entry",
    /// The action plan that it belongs to.
    ActionPlan = "action_plan",
    /// The commitment that it serves.
    Commitment = "commitment",
    /// The entry that it puts right.
    Corrects = "corrects",
    /// The entry whose place it takes.
    Replaces = "replaces",
    /// The grant of the role that it is about.
    Role = "role",
    /// The programme that it is a part of.
    Programme = "programme",
    /// The service group that it belongs to.
    Group = "group",
    /// The institution that answers, or is to answer.
    Institution = "institution",
    /// The voice that it is about.
    Voice = "voice",
    /// The need that it is about.
    Need = "need",
    /// The need that a proposal is to meet.
    Meets = "meets",
    /// The proposal that another was written after.
    DerivesFrom = "derives_from",
    /// The comment that it replies to.
    RepliesTo = "replies_to",
    /// The voice that a need groups from there on.
    Adds = "adds",
    /// The voice that a need groups no more.
    Removes = "removes",
    /// The voice that no part of a need groups that was split.
    Leaves = "leaves",
    /// What it goes on in.
    Into = "into",
    /// What goes on in it.
    From = "from",
    /// The answer that it is about.
    Answer = "answer",
    /// What it points to: what changed, what is there already, what shows that something was done.
    Cites = "cites",
    /// The body that it is about.
    Body = "body",
    /// The member who acts.
    Member = "member",
    /// The consultation that it is about.
    Consultation = "consultation",
    /// The consultation to which somebody comes, or wants to.
    Attends = "attends",
    /// The registration that it is about.
    Registration = "registration",
    /// The draft of minutes that it is about.
    Draft = "draft",
    /// The correction of minutes that it is about.
    Correction = "correction",
    /// The consultation for those who cannot come to this one.
    Twin = "twin",
    /// The proposal that it is about.
    Proposal = "proposal",
    /// The service that it is about.
    Service = "service",
    /// The milestone of a service that it is about.
    Milestone = "milestone",
    /// The version of a service that it is about.
    Version = "version",
    /// The design whose phases, outputs or sessions it is about.
    Design = "design",
    /// The rule that it goes by.
    Rule = "rule",
    /// The vote that it belongs to.
    Vote = "vote",
    /// The roll of those who may vote in it.
    Roll = "roll",
}

impl Relation {
    /// The relation of a name on the record.
    pub fn named(name: &str) -> Option<Relation> {
        Relation::ALL
            .iter()
            .copied()
            .find(|relation| relation.name() == name)
    }

    /// To an entry.
    pub(crate) fn to(self, entry: u64) -> Reference {
        Reference {
            relation: self,
            entry,
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What an entry that was applied rests on: (from, relation, to), from being its own index.
pub fn references<'a>(
    index: u64,
    entry: &'a EntryRef<'a>,
) -> impl Iterator<Item = (u64, Relation, u64)> + 'a {
    // An entry with another relation is not applied.
    let relation = |rel: &str| Relation::named(rel);
    let refs = entry.refs.iter();
    refs.filter_map(move |is| relation(is.rel).map(|relation| (index, relation, is.entry)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_found_by_their_names() {
        for relation in Relation::ALL {
            assert_eq!(Relation::named(relation.name()), Some(*relation));
        }
        assert_eq!(Relation::named("cousin"), None);
    }
}
