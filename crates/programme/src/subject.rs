//! What entries are about, as the record names it: `proposal:kr0018-flagships/12`. Every word for a sort of thing stands here and nowhere
//! else; whoever asks what an entry is about asks by [`SubjectKind`], so that a new sort of thing is asked for by the compiler.

/// Makes [`SubjectKind`] with its words on the record.
macro_rules! subjects {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// A sort of thing that entries are about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SubjectKind {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl SubjectKind {
            /// Every sort there is.
            pub const ALL: &'static [SubjectKind] = &[$(SubjectKind::$variant),+];

            /// Its word on the record.
            pub const fn name(self) -> &'static str {
                match self { $(SubjectKind::$variant => $name,)+ }
            }
        }
    };
}

subjects! {
    /// An action plan, of the whole record.
    ActionPlan = "action_plan",
    /// A commitment, of the whole record.
    Commitment = "commitment",
    /// A milestone of a commitment.
    Milestone = "milestone",
    /// A review of a commitment.
    Review = "review",
    /// A person or post that holds a role, by actor.
    Role = "role",
    /// A programme.
    Programme = "programme",
    /// A service group of a programme.
    Group = "group",
    /// An audience of a programme.
    Audience = "audience",
    /// An institution of a programme.
    Institution = "institution",
    /// A body of a programme.
    Body = "body",
    /// A member, by programme, body and member.
    Member = "member",
    /// A voice of a programme.
    Voice = "voice",
    /// A need of a programme.
    Need = "need",
    /// A consultation of a programme.
    Consultation = "consultation",
    /// A call for proposals of a programme, by when it begins.
    Call = "call",
    /// A proposal of a programme.
    Proposal = "proposal",
    /// A selection rule of a programme.
    SelectionRule = "selection_rule",
    /// A vote of a programme.
    Vote = "vote",
    /// What a vote selected.
    Selection = "selection",
    /// A service of a programme.
    Service = "service",
    /// A design.
    Design = "design",
    /// A content, by its entry and its name.
    Content = "content",
}

impl SubjectKind {
    /// The sort of a word on the record.
    pub fn named(name: &str) -> Option<SubjectKind> {
        SubjectKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.name() == name)
    }

    /// The thing of this sort that has an identifier of its own: `programme:kr0018-flagships`.
    pub fn whole(self, id: &str) -> String {
        [self.name(), ":", id].concat()
    }

    /// The thing of this sort that is part of another, mostly of a programme: `voice:kr0018-flagships/12`.
    pub fn of(self, whole: &str, id: &str) -> String {
        // Met once for each ballot: joined rather than formatted.
        [self.name(), ":", whole, "/", id].concat()
    }

    /// What a subject of this sort is part of, and its identifier there; `None` for one of another sort.
    pub fn split(self, subject: &str) -> Option<(&str, &str)> {
        let rest = subject.strip_prefix(self.name())?.strip_prefix(':')?;
        rest.split_once('/')
    }
}

/// A thing that an entry is about, read from the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectRef<'a> {
    /// Its sort.
    pub kind: SubjectKind,
    /// What it is part of, mostly a programme; its own identifier where it is part of nothing.
    pub whole: &'a str,
    /// Its identifier in the whole, of a member `body/member`; empty where it is part of nothing.
    pub id: &'a str,
}

impl<'a> SubjectRef<'a> {
    /// Reads it; `None` for what is no thing (`log`, `operator`), or is of no sort that this version knows.
    pub fn parse(subject: &'a str) -> Option<SubjectRef<'a>> {
        let (name, rest) = subject.split_once(':')?;
        let (whole, id) = rest.split_once('/').unwrap_or((rest, ""));
        Some(SubjectRef {
            kind: SubjectKind::named(name)?,
            whole,
            id,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for kind in SubjectKind::ALL.iter().copied() {
            let read = |text: &str| {
                let read = SubjectRef::parse(text).expect(text);
                (read.kind, read.whole.to_owned(), read.id.to_owned())
            };
            let owned = |kind, whole: &str, id: &str| (kind, whole.to_owned(), id.to_owned());
            assert_eq!(read(&kind.whole("p")), owned(kind, "p", ""));
            assert_eq!(read(&kind.of("p", "a/b")), owned(kind, "p", "a/b"));
        }
        for nothing in ["log", "operator", "cousin:p/1", ""] {
            assert_eq!(SubjectRef::parse(nothing), None, "{nothing}");
        }
    }
}
