//! What entries are about, by the names that people gave: titles in the place of identifiers.

use std::collections::BTreeMap;

use madang_programme::log::OPERATOR;
use madang_programme::subject::{SubjectKind, SubjectRef};
use madang_store::{Store, StoreError};
use madang_words::Text;
use maud::{Markup, html};

use crate::consultations::labels::number as consultation_number;
use crate::frame::ui::Ui;
use crate::model::{CommitmentSummary, EntrySummary, ProgrammeDetail};
use crate::needs::labels::number as need_number;
use crate::record::links::subject_page;
use crate::voices::labels::name as voice_name;
use crate::votes::labels::{Announced, vote_number};

/// What one entry is about.
struct Name {
    of: Text,
    /// The vote of the programme `of`, where it is about one.
    vote: Option<NamedVote>,
    /// The post in the body `of`, where it is about a member whose post is public.
    post: Option<Text>,
}

/// A vote by what is known of it.
struct NamedVote {
    id: String,
    /// Its title, where it has one.
    title: Option<Text>,
    /// Its place among the programme's votes, once it opened.
    place: Option<usize>,
}

/// Names of what some entries are about, by subject.
#[derive(Default)]
pub struct Names(BTreeMap<String, Name>);

/// What was read for the names so far, so that nothing is asked twice.
#[derive(Default)]
struct Read {
    programmes: BTreeMap<String, Option<ProgrammeDetail>>,
    announced: BTreeMap<String, Announced>,
    commitments: Option<Vec<CommitmentSummary>>,
}

impl Names {
    /// Looks up the names of what these entries are about.
    ///
    /// # Errors
    /// What the store says.
    pub async fn read(store: &Store, entries: &[EntrySummary]) -> Result<Names, StoreError> {
        let subjects: Vec<&str> = entries.iter().map(|entry| entry.subject.as_str()).collect();
        Names::of(store, &subjects).await
    }

    /// Looks up the names of these subjects.
    ///
    /// # Errors
    /// What the store says.
    pub async fn of(store: &Store, subjects: &[&str]) -> Result<Names, StoreError> {
        let (mut names, mut read) = (Names::default(), Read::default());
        for subject in subjects.iter().copied() {
            if names.0.contains_key(subject) {
                continue;
            }
            if let Some(name) = name(store, &mut read, subject).await? {
                names.0.insert(subject.to_owned(), name);
            }
        }
        Ok(names)
    }

    /// What an entry is about, with a link to its page where it has one; the subject itself where it has no name.
    pub fn link(&self, ui: &Ui, subject: &str) -> Markup {
        let words = match self.0.get(subject) {
            Some(name) => {
                html! {
                    span.words {
                        (ui.words(&name.of))
                        @if let Some(post) = &name.post { ": " (ui.words(post)) }
                    }
                    @if let Some(vote) = &name.vote {
                        ": "
                        @match &vote.title { Some(title) => span.words { (ui.words(title)) }, None => (vote_number(ui, &vote.id, vote.place)) }
                    }
                }
            }
            None => html! { (unnamed(ui, subject)) },
        };
        html! {
            @match subject_page(subject) {
                Some(path) => a href=(ui.href(&path)) { (words) },
                None => (words),
            }
        }
    }

    /// The same without markup.
    pub fn plain(&self, ui: &Ui, subject: &str) -> String {
        match self.0.get(subject) {
            Some(name) => {
                let of = ui.plain(&name.of);
                match (&name.vote, &name.post) {
                    (Some(vote), _) => match &vote.title {
                        Some(title) => format!("{of}: {}", ui.plain(title)),
                        None => format!("{of}: {}", vote_number(ui, &vote.id, vote.place)),
                    },
                    (None, Some(post)) => format!("{of}: {}", ui.plain(post)),
                    (None, None) => of,
                }
            }
            None => unnamed(ui, subject),
        }
    }
}

/// What a thing is called by its number, where it has one.
pub fn number(ui: &Ui, subject: SubjectRef<'_>) -> Option<String> {
    let id = subject.id;
    match subject.kind {
        SubjectKind::Voice => Some(voice_name(ui, id)),
        SubjectKind::Need => Some(need_number(ui, id)),
        SubjectKind::Proposal => Some(ui.tf("proposal-number", &[("id", id.into())])),
        SubjectKind::Consultation => Some(consultation_number(ui, id)),
        SubjectKind::ActionPlan
        | SubjectKind::Commitment
        | SubjectKind::Milestone
        | SubjectKind::Review
        | SubjectKind::Role
        | SubjectKind::Programme
        | SubjectKind::Group
        | SubjectKind::Audience
        | SubjectKind::Institution
        | SubjectKind::Body
        | SubjectKind::Member
        | SubjectKind::Call
        | SubjectKind::SelectionRule
        | SubjectKind::Vote
        | SubjectKind::Selection
        | SubjectKind::Service
        | SubjectKind::Design
        | SubjectKind::Content => None,
    }
}

/// A subject that nobody named, or whose words are hidden: the content of an entry by the entry, what there is one of and what has a
/// number by the word for it, all else as it stands on the record.
fn unnamed(ui: &Ui, subject: &str) -> String {
    let Some(of) = SubjectRef::parse(subject) else {
        return match subject {
            OPERATOR => ui.t("record-said-operator"),
            "log" => ui.t("record-subject-log"),
            other => other.to_owned(),
        };
    };
    let entry = Some(of.whole).filter(|_| of.kind == SubjectKind::Content);
    let content = entry
        .and_then(|index| index.parse::<u64>().ok())
        .map(|index| ui.tf("record-content-of", &[("index", ui.number(index).into())]));
    number(ui, of)
        .or(content)
        .unwrap_or_else(|| subject.to_owned())
}

async fn name(store: &Store, read: &mut Read, subject: &str) -> Result<Option<Name>, StoreError> {
    let Some(SubjectRef { kind, whole, id }) = SubjectRef::parse(subject) else {
        return Ok(None);
    };
    let (mut vote, mut member) = (None, None);
    let of = match kind {
        SubjectKind::Proposal => {
            let proposal = store.proposal(whole, id).await?;
            proposal.and_then(|proposal| Some(proposal.text?.title))
        }
        SubjectKind::Consultation => {
            let consultation = store.consultation(whole, id).await?;
            consultation.and_then(|consultation| Some(consultation.text?.title))
        }
        SubjectKind::Commitment | SubjectKind::Milestone | SubjectKind::Review => {
            commitment(store, read, whole).await?
        }
        SubjectKind::Programme | SubjectKind::SelectionRule | SubjectKind::Call => {
            programme(store, read, whole).await?.and_then(title)
        }
        SubjectKind::Vote | SubjectKind::Selection => {
            vote = Some(named_vote(store, read, whole, id).await?);
            programme(store, read, whole).await?.and_then(title)
        }
        SubjectKind::Voice => {
            let voice = store.voice(whole, id).await?;
            voice.and_then(|voice| Some(voice.text?.text.shortened(80)))
        }
        SubjectKind::Need => {
            let need = store.need(whole, id).await?;
            need.and_then(|need| Some(need.text?.title))
        }
        SubjectKind::Service => {
            let service = store.service(whole, id).await?;
            service.and_then(|service| Some(service.text?.title))
        }
        SubjectKind::Design => {
            let design = store.design(whole, id).await?;
            design.and_then(|design| Some(design.text?.title))
        }
        SubjectKind::Institution => {
            let known = store.institutions(whole).await?;
            let mut known = known.into_iter();
            let found = known.find(|institution| institution.facts.id == id);
            found.map(|institution| institution.facts.name)
        }
        SubjectKind::Group => {
            let detail = programme(store, read, whole).await?;
            detail.and_then(|detail| group(detail, id))
        }
        SubjectKind::Audience => {
            let detail = programme(store, read, whole).await?;
            detail.and_then(|detail| audience(detail, id))
        }
        SubjectKind::Body => {
            let detail = programme(store, read, whole).await?;
            detail.and_then(|detail| body(detail, id))
        }
        SubjectKind::Member => {
            let detail = programme(store, read, whole).await?;
            member = detail.and_then(|detail| post(detail, id));
            let of = id.split('/').next().unwrap_or_default();
            detail.and_then(|detail| body(detail, of))
        }
        SubjectKind::ActionPlan | SubjectKind::Role | SubjectKind::Content => None,
    };
    Ok(of.map(|of| Name {
        of,
        vote,
        post: member,
    }))
}

fn title(detail: &ProgrammeDetail) -> Option<Text> {
    Some(detail.summary.text.as_ref()?.title.clone())
}

/// The post of a member, `body/member`, where it is public.
fn post(detail: &ProgrammeDetail, id: &str) -> Option<Text> {
    let (body, member) = id.split_once('/')?;
    let body = detail.bodies.iter().find(|known| known.facts.id == body)?;
    let person = body.member(member)?.person.as_ref()?;
    Some(person.post.clone())
}

fn group(detail: &ProgrammeDetail, id: &str) -> Option<Text> {
    let mut groups = detail.groups.iter();
    let group = groups.find(|group| group.facts.id == id)?;
    Some(group.facts.name.clone())
}

fn audience(detail: &ProgrammeDetail, id: &str) -> Option<Text> {
    let mut audiences = detail.groups.iter().flat_map(|group| &group.audiences);
    let audience = audiences.find(|audience| audience.id == id)?;
    Some(audience.name.clone())
}

fn body(detail: &ProgrammeDetail, id: &str) -> Option<Text> {
    let mut bodies = detail.bodies.iter();
    let body = bodies.find(|body| body.facts.id == id)?;
    Some(body.facts.name.clone())
}

async fn programme<'r>(
    store: &Store,
    read: &'r mut Read,
    id: &str,
) -> Result<Option<&'r ProgrammeDetail>, StoreError> {
    if !read.programmes.contains_key(id) {
        let detail = store.programme(id).await?;
        read.programmes.insert(id.to_owned(), detail);
    }
    Ok(read.programmes.get(id).and_then(Option::as_ref))
}

/// A vote by its title and its place.
async fn named_vote(
    store: &Store,
    read: &mut Read,
    programme: &str,
    vote: &str,
) -> Result<NamedVote, StoreError> {
    if !read.announced.contains_key(programme) {
        let found = Announced::read(store, programme).await?;
        read.announced.insert(programme.to_owned(), found);
    }
    let found = read.announced.get(programme);
    let title = found.and_then(|announced| announced.title(vote));
    Ok(NamedVote {
        id: vote.to_owned(),
        title: title.cloned(),
        place: found.and_then(|announced| announced.place(vote)),
    })
}

async fn commitment(store: &Store, read: &mut Read, id: &str) -> Result<Option<Text>, StoreError> {
    let all = match &mut read.commitments {
        Some(all) => all,
        None => {
            let mut all = Vec::new();
            for country in store.countries().await? {
                all.extend(store.commitments(&country.country).await?);
            }
            read.commitments.insert(all)
        }
    };
    let mut found = all.iter();
    let found = found.find(|commitment| commitment.facts.id == id);
    Ok(found.and_then(|commitment| commitment.title.clone()))
}

#[cfg(test)]
mod tests {
    use madang_words::Language;

    use super::*;

    #[test]
    fn what_has_no_words_of_its_own_is_called_in_the_readers_language() {
        let said = |language, subject: &str| {
            let ui = Ui::new(language, "/", Default::default());
            Names::default().plain(&ui, subject)
        };
        for (subject, korean, english) in [
            ("operator", "운영 기관", "Operator"),
            ("log", "공개 기록", "The record"),
            ("voice:youth-2026/1", "의견 1", "Voice 1"),
            ("consultation:youth-2026/c1", "협의 c1", "Consultation c1"),
            ("content:3/text", "항목 3의 본문", "Content of entry 3"),
            ("vote:p/v", "vote:p/v", "vote:p/v"),
        ] {
            assert_eq!(said(Language::Ko, subject), korean);
            assert_eq!(said(Language::En, subject), english);
        }
    }
}
