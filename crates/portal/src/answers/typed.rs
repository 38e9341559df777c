//! An answer as an official writes it in a form, before it is one.

use madang_programme::Violation;
use madang_programme::answers::{
    AnswerGiven, AnswerReason, ChangedThing, ChangedWhat, Criterion, Disposition, DispositionKind,
    Parts, Pointer, Subject,
};
use madang_words::Language;

use crate::frame::act::{Places, refused};
use crate::frame::fields::{InBoth, Words};
use crate::frame::form::Field;
use crate::frame::query::{MOST_EXACT, Query};
use crate::proposals::links::{Thing, thing_named};

pub use crate::answers::list::DISPOSITION;

/// In what it goes on.
pub const INTO: Field = Field::new("into", "answer-into");
/// The criteria that it does not meet.
pub const UNMET: Field = Field::new("unmet", "answer-unmet");
/// Whose task it is.
pub const WHOSE: Field = Field::new("whose", "answer-whose");
/// Where it is to be found.
pub const EXISTS: Field = Field::new("exists", "answer-exists-at");
/// The institution that decided.
pub const DECIDER: Field = Field::new("decider", "answer-institution");
/// Whether anything changed.
pub const CHANGE: Field = Field::new("change", "answer-changed");
/// By which day it is planned.
pub const PLANNED: Field = Field::new("planned", "answer-planned");

/// The entry of the newest words that are answered.
pub const SEEN: Field = Field::for_programs("words");

/// Why.
pub const REASON: InBoth = InBoth::new(
    ("reason", "answer-reason"),
    ("reason-other", "answer-reason-other"),
);
/// The post that decided.
pub const POST: InBoth = InBoth::new(("post", "answer-post"), ("post-other", "answer-post-other"));
/// What changed, in words.
pub const CHANGED_WORDS: InBoth = InBoth::new(
    ("changed", "answer-changed-words"),
    ("changed-other", "answer-changed-words-other"),
);

/// What changed and where it can be looked at: as many as a form has room for.
pub const ROWS: [(Field, Field); 6] = [
    (
        Field::new("what-1", "answer-changed-what"),
        Field::new("where-1", "answer-changed-where"),
    ),
    (
        Field::new("what-2", "answer-changed-what"),
        Field::new("where-2", "answer-changed-where"),
    ),
    (
        Field::new("what-3", "answer-changed-what"),
        Field::new("where-3", "answer-changed-where"),
    ),
    (
        Field::new("what-4", "answer-changed-what"),
        Field::new("where-4", "answer-changed-where"),
    ),
    (
        Field::new("what-5", "answer-changed-what"),
        Field::new("where-5", "answer-changed-where"),
    ),
    (
        Field::new("what-6", "answer-changed-what"),
        Field::new("where-6", "answer-changed-where"),
    ),
];

/// Something changed.
pub const SOMETHING: &str = "something";
/// Nothing did.
pub const NOTHING: &str = "nothing";

/// Where on the form stands what the record calls by these names.
pub const PLACES: Places<'_> = &[
    ("disposition", DISPOSITION),
    ("into", INTO),
    ("unmet", UNMET),
    ("whose", WHOSE),
    ("exists", EXISTS),
    ("decider", DECIDER),
    ("post", POST.here),
    ("reason", REASON.here),
    ("changed", CHANGE),
    ("planned_by", PLANNED),
];

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// What was decided.
    pub disposition: Option<DispositionKind>,
    /// In what it goes on.
    pub into: String,
    /// The criteria that it does not meet.
    pub unmet: Vec<String>,
    /// Whose task it is.
    pub whose: String,
    /// Where it is to be found.
    pub exists: String,
    /// The institution that decided.
    pub decider: String,
    /// The post.
    pub post: Words,
    /// Why.
    pub reason: Words,
    /// Whether anything changed: [`SOMETHING`], [`NOTHING`], or that nobody said yet.
    pub change: String,
    /// What changed, in words.
    pub changed_words: Words,
    /// The rows: what, and where.
    pub rows: Vec<(String, String)>,
    /// By which day it is planned.
    pub planned: String,
    /// The entry of the newest words that it answers, as its form showed them; `None` where that is not said.
    pub seen: Option<u64>,
}

/// A thing of this programme as people name it: `voice/12`, `의견 12`, `proposal/3`, or the address of its page.
pub fn read_subject(text: &str) -> Result<Subject, Violation> {
    match thing_named(text) {
        Some(Thing::Voice(id)) => Ok(Subject::Voice(id)),
        Some(Thing::Proposal(id)) => Ok(Subject::Proposal(id)),
        Some(Thing::Need(_)) | None => text.parse(),
    }
}

impl Typed {
    /// Where on the form stands what the record calls by these names: what belongs to the decision that was taken has a field of its own.
    pub fn places(&self) -> Vec<(&'static str, Field)> {
        let own = match self.disposition {
            Some(DispositionKind::Merged) => INTO,
            Some(DispositionKind::NotAdopted) => UNMET,
            Some(DispositionKind::OutOfScope) => WHOSE,
            Some(DispositionKind::AlreadyExists) => EXISTS,
            Some(DispositionKind::Adopted | DispositionKind::AdoptedInPart) | None => DISPOSITION,
        };
        let first = [("disposition", own)].into_iter();
        first.chain(PLACES.iter().copied()).collect()
    }

    /// What was written at length.
    pub fn written(&self) -> Vec<(Field, &str)> {
        let words = [
            (REASON, &self.reason),
            (POST, &self.post),
            (CHANGED_WORDS, &self.changed_words),
        ];
        let each = words.into_iter().flat_map(|(fields, words)| {
            [
                (fields.here, words.here.as_str()),
                (fields.other, words.other.as_str()),
            ]
        });
        each.collect()
    }

    /// Reads the fields.
    pub fn read(query: &mut Query) -> Typed {
        let kinds = DispositionKind::ALL.map(|kind| (kind.name(), kind));
        let unmet = query.all(UNMET.name).map(str::to_owned).collect();
        let rows = ROWS.iter().map(|(what, at)| {
            let what = query.text(*what);
            (what, query.text(*at))
        });
        let rows = rows.collect();
        Typed {
            rows,
            unmet,
            disposition: query.one_of(DISPOSITION, kinds),
            into: query.text(INTO),
            whose: query.text(WHOSE),
            exists: query.text(EXISTS),
            decider: query.text(DECIDER),
            post: Words::read(query, POST),
            reason: Words::read(query, REASON),
            change: query.text(CHANGE),
            changed_words: Words::read(query, CHANGED_WORDS),
            planned: query.text(PLANNED),
            seen: query.optional_number(SEEN, 0..=MOST_EXACT),
        }
    }

    /// An answer that stands, to be written anew: in a form in `lang`.
    pub fn of(facts: &AnswerGiven, reason: Option<&AnswerReason>, lang: Language) -> Typed {
        let mut typed = Typed {
            disposition: Some(facts.disposition.kind()),
            decider: facts.decider.clone(),
            post: Words::of(reason.map(|reason| &reason.post), lang),
            reason: Words::of(reason.map(|reason| &reason.reason), lang),
            changed_words: Words::of(reason.and_then(|reason| reason.changed.as_ref()), lang),
            planned: facts.planned_by.clone().unwrap_or_default(),
            ..Typed::default()
        };
        match &facts.disposition {
            Disposition::Adopted | Disposition::AdoptedInPart => {}
            Disposition::Merged { into } => typed.into = format!("{}/{}", into.kind(), into.id()),
            Disposition::NotAdopted(criteria) => {
                let unmet = criteria
                    .unmet()
                    .map(|criterion| criterion.name().to_owned());
                typed.unmet = unmet.collect();
            }
            Disposition::OutOfScope { whose } => typed.whose.clone_from(whose),
            Disposition::AlreadyExists { reference } => typed.exists = written(reference),
        }
        let rows = facts.changed.iter();
        let rows = rows.map(|thing| (thing.what.name().to_owned(), written(&thing.reference)));
        typed.rows = rows.collect();
        let nothing = typed.rows.is_empty() && typed.changed_words == Words::default();
        typed.change = if nothing { NOTHING } else { SOMETHING }.to_owned();
        typed
    }

    /// The row of that place.
    pub fn row(&self, place: usize) -> (&str, &str) {
        let row = self.rows.get(place);
        row.map_or(("", ""), |(what, at)| (what.as_str(), at.as_str()))
    }

    /// What belongs to the disposition that was chosen; what was typed for another one is left out.
    fn parts(&self, query: &mut Query, kind: DispositionKind) -> Option<Parts> {
        let mut parts = Parts::default();
        match kind {
            DispositionKind::Adopted | DispositionKind::AdoptedInPart => {}
            DispositionKind::Merged if self.into.is_empty() => {}
            DispositionKind::Merged => match read_subject(&self.into) {
                Ok(into) => parts.into = Some(into),
                Err(_) => {
                    query.refuse(INTO, "answer-into-form", &self.into, "");
                    return None;
                }
            },
            DispositionKind::NotAdopted => {
                let unmet = self.unmet.iter();
                parts.unmet = unmet.filter_map(|name| Criterion::named(name)).collect();
            }
            DispositionKind::OutOfScope => {
                parts.whose = Some(self.whose.clone()).filter(|whose| !whose.is_empty());
            }
            DispositionKind::AlreadyExists => {
                let exists = Some(&self.exists).filter(|exists| !exists.is_empty());
                parts.exists = exists.map(|exists| Pointer::read(exists));
            }
        }
        Some(parts)
    }

    fn disposition(&self, query: &mut Query, lang: Language) -> Option<Disposition> {
        let Some(kind) = self.disposition else {
            if query.errors.iter().all(|error| error.field != DISPOSITION) {
                query.refuse(DISPOSITION, "answer-choose", "", "");
            }
            return None;
        };
        match self.parts(query, kind)?.of(kind) {
            Ok(disposition) => Some(disposition),
            Err(Violation::Field { field, .. }) => {
                let place = PLACES.iter().find(|(name, _)| *name == field);
                let field = place.map_or(DISPOSITION, |(_, field)| *field);
                query.refuse(field, "answer-needed", "", "");
                None
            }
            Err(other) => {
                refused(query, PLACES, &other, lang);
                None
            }
        }
    }

    /// The things that changed; what is half said is noted.
    fn changed(&self, query: &mut Query) -> Vec<ChangedThing> {
        let mut changed = Vec::new();
        for ((what_field, at_field), (what, at)) in ROWS.iter().zip(&self.rows) {
            match (ChangedWhat::named(what), at.is_empty()) {
                (_, true) if what.is_empty() => {}
                (_, true) => query.refuse(*at_field, "answer-needed", "", ""),
                (None, false) => query.refuse(*what_field, "answer-choose", "", ""),
                (Some(what), false) => changed.push(ChangedThing {
                    reference: Pointer::read(at),
                    what,
                }),
            }
        }
        changed
    }

    /// The answer to a subject that takes the place of `supersedes`; what is wrong is noted.
    pub fn answer(
        &self,
        query: &mut Query,
        programme: &str,
        subject: &Subject,
        supersedes: Option<u64>,
        lang: Language,
    ) -> Option<(AnswerGiven, AnswerReason)> {
        let disposition = self.disposition(query, lang);
        let reason = self.reason.text(lang);
        if reason.is_none() {
            query.refuse(REASON.here, "answer-needed", "", "");
        }
        let post = self.post.text(lang);
        if post.is_none() {
            query.refuse(POST.here, "answer-needed", "", "");
        }
        let changed = self.changed(query);
        let changed_words = self.changed_words.text(lang);
        let anything = !changed.is_empty() || changed_words.is_some();
        match self.change.as_str() {
            SOMETHING if anything => {}
            NOTHING if !anything => {}
            SOMETHING => query.refuse(CHANGE, "answer-changed-say-what", "", ""),
            NOTHING => query.refuse(CHANGE, "answer-changed-both", "", ""),
            _ => query.refuse(CHANGE, "answer-choose", "", ""),
        }
        let disposition = disposition?;
        let adopted = disposition.is_adopted();
        if adopted && self.planned.is_empty() {
            query.refuse(PLANNED, "answer-needed", "", "");
        }
        if !query.errors.is_empty() {
            return None;
        }
        let facts = AnswerGiven {
            programme: programme.to_owned(),
            subject: subject.clone(),
            disposition,
            decider: self.decider.clone(),
            changed,
            planned_by: Some(self.planned.clone()).filter(|_| adopted),
            supersedes,
        };
        let reason = AnswerReason {
            reason: reason?,
            post: post?,
            changed: changed_words,
        };
        Some((facts, reason))
    }
}

/// A pointer as it is typed.
pub fn written(pointer: &Pointer) -> String {
    match pointer {
        Pointer::Entry(entry) => entry.to_string(),
        Pointer::Address(address) => address.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_named_as_people_have_it_at_hand() {
        let voice = Subject::Voice("12".to_owned());
        for text in [
            "voice/12",
            "의견 12",
            "https://madang.example.org/ko/programmes/p/voices/12#answer",
            "/en/programmes/p/voices/12?x=1",
        ] {
            assert_eq!(read_subject(text).ok(), Some(voice.clone()), "{text}");
        }
        assert!(read_subject("/en/programmes/p/voices/").is_err());
        assert!(read_subject("12").is_err());
    }

    #[test]
    fn what_stands_comes_back_into_the_form() {
        let mut query = Query::parse(
            "disposition=not_adopted&unmet=feasible&unmet=scope&decider=interior&reason=x&post=y&change=something\
             &what-1=plan&where-1=12&into=voice/9",
        );
        let typed = Typed::read(&mut query);
        let subject = Subject::Voice("1".to_owned());
        let answer = typed.answer(&mut query, "p", &subject, Some(7), Language::En);
        let (facts, reason) = answer.unwrap_or_else(|| panic!("{:?}", query.errors));
        assert_eq!(facts.supersedes, Some(7));
        let Disposition::NotAdopted(criteria) = facts.disposition else {
            panic!("{:?}", facts.disposition);
        };
        assert_eq!(criteria.unmet().count(), 2);
        let again = Typed::of(&facts, Some(&reason), Language::En);
        assert_eq!((again.row(0), again.row(1)), (("plan", "12"), ("", "")));
        assert_eq!(again.reason.here, "x");
        assert_eq!(
            again.into, "",
            "what belongs to another decision is left out"
        );
    }
}
