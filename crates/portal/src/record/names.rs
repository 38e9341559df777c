//! What entries are about, by the names that people gave: titles in the place of identifiers.

use std::collections::BTreeMap;

use madang_programme::log::OPERATOR;
use madang_store::{Store, StoreError};
use madang_words::Text;
use maud::{Markup, html};

use crate::frame::ui::Ui;
use crate::model::{CommitmentSummary, EntrySummary, ProgrammeDetail};
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

/// A subject that nobody named, or whose words are hidden: the content of an entry by the entry, what there is one of and what has a
/// number by the word for it, all else as it stands on the record.
fn unnamed(ui: &Ui, subject: &str) -> String {
    match subject.split_once(':') {
        None if subject == OPERATOR => return ui.t("record-said-operator"),
        None if subject == "log" => return ui.t("record-subject-log"),
        Some(("voice", id)) => {
            let id = id.split_once('/').map_or(id, |(_, id)| id);
            return voice_name(ui, id);
        }
        _ => {}
    }
    let content = subject.strip_prefix("content:");
    let index = content.and_then(|content| content.split('/').next()?.parse::<u64>().ok());
    match index {
        Some(index) => ui.tf("record-content-of", &[("index", ui.number(index).into())]),
        None => subject.to_owned(),
    }
}

async fn name(store: &Store, read: &mut Read, subject: &str) -> Result<Option<Name>, StoreError> {
    let Some((what, id)) = subject.split_once(':') else {
        return Ok(None);
    };
    let (first, rest) = id.split_once('/').unwrap_or((id, ""));
    let (mut vote, mut member) = (None, None);
    let of = match what {
        "proposal" => {
            let proposal = store.proposal(first, rest).await?;
            proposal.and_then(|proposal| Some(proposal.text?.title))
        }
        "commitment" | "milestone" | "review" => commitment(store, read, first).await?,
        "programme" | "selection_rule" | "call" => {
            programme(store, read, first).await?.and_then(title)
        }
        "vote" | "selection" => {
            vote = Some(named_vote(store, read, first, rest).await?);
            programme(store, read, first).await?.and_then(title)
        }
        "voice" => {
            let voice = store.voice(first, rest).await?;
            voice.and_then(|voice| Some(voice.text?.text.shortened(80)))
        }
        "need" => {
            let need = store.need(first, rest).await?;
            need.and_then(|need| Some(need.text?.title))
        }
        "institution" => {
            let known = store.institutions(first).await?;
            let mut known = known.into_iter();
            let found = known.find(|institution| institution.facts.id == rest);
            found.map(|institution| institution.facts.name)
        }
        "group" | "audience" | "body" | "member" => {
            let detail = programme(store, read, first).await?;
            member = detail.and_then(|detail| post(detail, rest));
            detail.and_then(|detail| part(detail, what, rest))
        }
        _ => None,
    };
    let post = member.filter(|_| what == "member");
    Ok(of.map(|of| Name { of, vote, post }))
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

/// A group, an audience or a body of a programme; a member by the body.
fn part(detail: &ProgrammeDetail, what: &str, id: &str) -> Option<Text> {
    match what {
        "group" => {
            let mut groups = detail.groups.iter();
            groups
                .find(|group| group.facts.id == id)
                .map(|group| group.facts.name.clone())
        }
        "audience" => {
            let mut audiences = detail.groups.iter().flat_map(|group| &group.audiences);
            audiences
                .find(|audience| audience.id == id)
                .map(|audience| audience.name.clone())
        }
        _ => {
            let body = id.split('/').next().unwrap_or_default();
            let mut bodies = detail.bodies.iter();
            bodies
                .find(|known| known.facts.id == body)
                .map(|known| known.facts.name.clone())
        }
    }
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
            ("content:3/text", "항목 3의 본문", "Content of entry 3"),
            ("vote:p/v", "vote:p/v", "vote:p/v"),
        ] {
            assert_eq!(said(Language::Ko, subject), korean);
            assert_eq!(said(Language::En, subject), english);
        }
    }
}
