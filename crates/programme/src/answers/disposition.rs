//! What was decided.

use serde::{Deserialize, Serialize};

use super::subject::{Pointer, Subject};
use crate::violation::Violation;
use crate::words::said;

/// What became of a voice or a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Disposition {
    /// It will be done.
    Adopted,
    /// A part of it will be done.
    AdoptedInPart,
    /// It goes on in another.
    Merged {
        /// In which.
        into: Subject,
    },
    /// It will not be done; which criteria it meets.
    NotAdopted(Criteria),
    /// It is the task of another.
    OutOfScope {
        /// The institution whose task it is.
        whose: String,
    },
    /// It is there already.
    AlreadyExists {
        /// Where to look at it.
        reference: Pointer,
    },
}

/// [`Disposition`] without what belongs to it: for lists and filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DispositionKind {
    /// [`Disposition::Adopted`].
    Adopted,
    /// [`Disposition::AdoptedInPart`].
    AdoptedInPart,
    /// [`Disposition::Merged`].
    Merged,
    /// [`Disposition::NotAdopted`].
    NotAdopted,
    /// [`Disposition::OutOfScope`].
    OutOfScope,
    /// [`Disposition::AlreadyExists`].
    AlreadyExists,
}

impl DispositionKind {
    /// Every one.
    pub const ALL: [DispositionKind; 6] = [
        DispositionKind::Adopted,
        DispositionKind::AdoptedInPart,
        DispositionKind::Merged,
        DispositionKind::NotAdopted,
        DispositionKind::OutOfScope,
        DispositionKind::AlreadyExists,
    ];

    /// Its name on the record, in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            DispositionKind::Adopted => "adopted",
            DispositionKind::AdoptedInPart => "adopted_in_part",
            DispositionKind::Merged => "merged",
            DispositionKind::NotAdopted => "not_adopted",
            DispositionKind::OutOfScope => "out_of_scope",
            DispositionKind::AlreadyExists => "already_exists",
        }
    }

    /// Whether something is to be done, at least in part.
    pub fn is_adopted(self) -> bool {
        match self {
            DispositionKind::Adopted | DispositionKind::AdoptedInPart => true,
            DispositionKind::Merged
            | DispositionKind::NotAdopted
            | DispositionKind::OutOfScope
            | DispositionKind::AlreadyExists => false,
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<DispositionKind> {
        DispositionKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

impl Disposition {
    /// Which it is.
    pub fn kind(&self) -> DispositionKind {
        match self {
            Disposition::Adopted => DispositionKind::Adopted,
            Disposition::AdoptedInPart => DispositionKind::AdoptedInPart,
            Disposition::Merged { .. } => DispositionKind::Merged,
            Disposition::NotAdopted(_) => DispositionKind::NotAdopted,
            Disposition::OutOfScope { .. } => DispositionKind::OutOfScope,
            Disposition::AlreadyExists { .. } => DispositionKind::AlreadyExists,
        }
    }

    /// Whether something is to be done, at least in part.
    pub fn is_adopted(&self) -> bool {
        self.kind().is_adopted()
    }
}

/// Which of the criteria for citizens' proposals something meets (국민 제안 규정 8①).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    /// It can be done.
    pub feasible: bool,
    /// It is new.
    pub creative: bool,
    /// It saves or improves something.
    pub effective: bool,
    /// It reaches far enough.
    pub scope: bool,
    /// It lasts.
    pub lasting: bool,
}

/// One of the criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// It can be done.
    Feasible,
    /// It is new.
    Creative,
    /// It saves or improves something.
    Effective,
    /// It reaches far enough.
    Scope,
    /// It lasts.
    Lasting,
}

impl Criterion {
    /// Every one, in the order of the decree.
    pub const ALL: [Criterion; 5] = [
        Criterion::Feasible,
        Criterion::Creative,
        Criterion::Effective,
        Criterion::Scope,
        Criterion::Lasting,
    ];

    /// Its name on the record, in files and in the API.
    pub fn name(self) -> &'static str {
        match self {
            Criterion::Feasible => "feasible",
            Criterion::Creative => "creative",
            Criterion::Effective => "effective",
            Criterion::Scope => "scope",
            Criterion::Lasting => "lasting",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Criterion> {
        Criterion::ALL
            .into_iter()
            .find(|criterion| criterion.name() == name)
    }
}

impl Criteria {
    /// All but those that are not met.
    pub fn all_but(unmet: &[Criterion]) -> Criteria {
        let met = |criterion| !unmet.contains(&criterion);
        Criteria {
            feasible: met(Criterion::Feasible),
            creative: met(Criterion::Creative),
            effective: met(Criterion::Effective),
            scope: met(Criterion::Scope),
            lasting: met(Criterion::Lasting),
        }
    }

    /// Each with whether it is met.
    pub fn each(self) -> [(Criterion, bool); 5] {
        [
            (Criterion::Feasible, self.feasible),
            (Criterion::Creative, self.creative),
            (Criterion::Effective, self.effective),
            (Criterion::Scope, self.scope),
            (Criterion::Lasting, self.lasting),
        ]
    }

    /// Those that are not met.
    pub fn unmet(self) -> impl Iterator<Item = Criterion> {
        let each = self.each().into_iter();
        each.filter_map(|(criterion, met)| (!met).then_some(criterion))
    }
}

/// What belongs to a disposition, as a form, a command or a table has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// In what it goes on, where it is merged.
    pub into: Option<Subject>,
    /// Which criteria it does not meet, where it is not adopted.
    pub unmet: Vec<Criterion>,
    /// The institution whose task it is, where it is out of scope.
    pub whose: Option<String>,
    /// Where it is to be found, where it is there already.
    pub exists: Option<Pointer>,
}

impl Parts {
    /// The disposition of a kind with what belongs to it.
    ///
    /// # Errors
    /// Names what is missing, or belongs to another.
    pub fn of(self, kind: DispositionKind) -> Result<Disposition, Violation> {
        let Parts {
            into,
            unmet,
            whose,
            exists,
        } = self;
        let given = [
            ("into", into.is_some(), DispositionKind::Merged),
            ("unmet", !unmet.is_empty(), DispositionKind::NotAdopted),
            ("whose", whose.is_some(), DispositionKind::OutOfScope),
            ("exists", exists.is_some(), DispositionKind::AlreadyExists),
        ];
        if let Some((field, ..)) = given
            .into_iter()
            .find(|(_, given, of)| *given && *of != kind)
        {
            let kind = kind.name();
            return Err(Violation::field(
                field,
                said!("answer-part-needless", kind = kind),
            ));
        }
        let missing =
            |field| Violation::field(field, said!("answer-part-missing", kind = kind.name()));
        Ok(match kind {
            DispositionKind::Adopted => Disposition::Adopted,
            DispositionKind::AdoptedInPart => Disposition::AdoptedInPart,
            DispositionKind::Merged => Disposition::Merged {
                into: into.ok_or_else(|| missing("into"))?,
            },
            DispositionKind::NotAdopted if unmet.is_empty() => return Err(missing("unmet")),
            DispositionKind::NotAdopted => Disposition::NotAdopted(Criteria::all_but(&unmet)),
            DispositionKind::OutOfScope => Disposition::OutOfScope {
                whose: whose.ok_or_else(|| missing("whose"))?,
            },
            DispositionKind::AlreadyExists => Disposition::AlreadyExists {
                reference: exists.ok_or_else(|| missing("exists"))?,
            },
        })
    }
}
