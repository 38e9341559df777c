//! What an entry says, in words: by its feature, with what is to be read beside it.

use std::collections::BTreeMap;

use madang_programme::Event;
use madang_programme::bodies::{self, MemberAppointed, MemberLeft, PERSON, Person};
use madang_programme::votes::{SCORES, ScoresContent};
use madang_record::{Entry, EntryRef};
use madang_store::{Store, StoreError};

use crate::commitments::routes::corrected_by;
use crate::frame::app::{Failure, Visit};
use crate::frame::said::{Beside, Line, Reading};
use crate::frame::ui::Ui;
use crate::model::{EntryDetail, read_body};
use crate::proposals::routes::amended_by;
use crate::record::entry::Said;
use crate::votes::rule_words::selection_rule;
use crate::{
    answers, bodies as body_pages, commitments, consultations, content, design, institutions, log,
    needs, people, programmes, proposals, scoring, services, voices, votes,
};

/// What an entry says in words.
pub async fn said_of(visit: &Visit, detail: &EntryDetail, entry: &Entry) -> Result<Said, Failure> {
    let failed = |error| visit.store_failed(&error);
    let facts = serde_json::to_string(&entry.facts).unwrap_or_default();
    let Ok(event) = Event::parse(&entry.kind, &facts) else {
        return Ok(Said::default());
    };
    let programme = match entry.space.as_str() {
        "" => None,
        space => visit.store.programme(space).await.map_err(failed)?,
    };
    let (mut changes, mut left) = (None, None);
    let (mut scored, mut rule) = (BTreeMap::new(), Vec::new());
    match beside(&event) {
        Beside::Nothing => {}
        Beside::Proposal(programme, id) => {
            changes = amended_by(visit, programme, id, detail.index).await?;
        }
        Beside::Commitment(id) => changes = corrected_by(visit, id, detail.index).await?,
        Beside::Left(facts) => {
            let found = who_left(&visit.store, facts, detail.index).await;
            left = found.map_err(failed)?;
        }
        Beside::Scored(programme) => {
            let sheet = read_body::<ScoresContent>(detail, SCORES);
            let scores = sheet.map(|sheet| sheet.scores).unwrap_or_default();
            let ids = scores.keys().map(String::as_str).collect();
            let named = visit.store.proposals_named(programme, &ids).await;
            scored = named.map_err(failed)?;
        }
        Beside::Rule(facts) => {
            if let Some(programme) = &programme {
                rule = selection_rule(&visit.ui, programme, &facts.rule);
            }
        }
    }
    let reading = Reading {
        detail,
        rule: &rule,
        programme: programme.as_ref(),
        left: left.as_ref(),
        proposals: &scored,
    };
    Ok(Said {
        lines: lines(&visit.ui, &event, &reading),
        changes,
    })
}

/// The lines of an entry; none of kinds of which the subject, the time and the actor say everything, or that have a page of
/// their own.
fn lines(ui: &Ui, event: &Event, reading: &Reading<'_>) -> Vec<Line> {
    match event {
        Event::Log(event) => log::said::lines(ui, event),
        Event::Content(event) => content::said::lines(ui, event),
        Event::Commitments(event) => commitments::said::lines(ui, event, reading),
        Event::People(event) => people::said::lines(ui, event),
        Event::Programmes(event) => programmes::said::lines(ui, event, reading),
        Event::Institutions(event) => institutions::said::lines(ui, event),
        Event::Bodies(event) => body_pages::said::lines(ui, event, reading),
        Event::Voices(event) => voices::said::lines(ui, event, reading),
        Event::Needs(event) => needs::said::lines(ui, event, reading),
        Event::Consultations(event) => consultations::said::lines(ui, event, reading),
        Event::Proposals(event) => proposals::said::lines(ui, event, reading),
        Event::Votes(event) => votes::said::lines(ui, event, reading),
        Event::Scoring(event) => scoring::said::lines(ui, event, reading),
        Event::Answers(event) => answers::said::lines(ui, event, reading),
        Event::Services(event) => services::said::lines(ui, event, reading),
        Event::Design(event) => design::said::lines(ui, event, reading),
    }
}

/// What is to be read before that.
fn beside(event: &Event) -> Beside<'_> {
    match event {
        Event::Log(event) => log::said::beside(event),
        Event::Content(event) => content::said::beside(event),
        Event::Commitments(event) => commitments::said::beside(event),
        Event::People(event) => people::said::beside(event),
        Event::Programmes(event) => programmes::said::beside(event),
        Event::Institutions(event) => institutions::said::beside(event),
        Event::Bodies(event) => body_pages::said::beside(event),
        Event::Voices(event) => voices::said::beside(event),
        Event::Needs(event) => needs::said::beside(event),
        Event::Consultations(event) => consultations::said::beside(event),
        Event::Proposals(event) => proposals::said::beside(event),
        Event::Votes(event) => votes::said::beside(event),
        Event::Scoring(event) => scoring::said::beside(event),
        Event::Answers(event) => answers::said::beside(event),
        Event::Services(event) => services::said::beside(event),
        Event::Design(event) => design::said::beside(event),
    }
}

/// Entries that refer to a body that are looked through for a member's appointment.
const MOST_READ: u64 = 1_000;

/// Who it was that left a body by an entry: the appointment that the entry ended.
async fn who_left(
    store: &Store,
    left: &MemberLeft,
    entry: u64,
) -> Result<Option<(MemberAppointed, Option<Person>)>, StoreError> {
    let body = store
        .with_state(|state| {
            let body = state.body(&left.programme, &left.body);
            body.ok().map(|body| body.entry)
        })
        .await?;
    let Some(body) = body else {
        return Ok(None);
    };
    let mut found = None;
    for reference in store.references_to(body, None, MOST_READ).await? {
        if reference.entry >= entry {
            break;
        }
        let Some(detail) = store.entry(reference.entry).await? else {
            continue;
        };
        let event = EntryRef::parse(&detail.bytes)
            .ok()
            .and_then(|entry| Event::parse(entry.kind, entry.facts).ok());
        let appointed = match event {
            Some(Event::Bodies(bodies::Event::MemberAppointed(facts))) => Some(facts),
            Some(Event::Bodies(bodies::Event::MemberSeated(facts))) => Some(facts.into()),
            _ => None,
        };
        if let Some(facts) = appointed.filter(|facts| facts.member == left.member) {
            found = Some((facts, read_body(&detail, PERSON)));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use madang_programme::Kind;
    use madang_record::{Hash, Salt};
    use madang_words::Language;

    use super::*;
    use crate::model::BodyView;

    /// What these say stands on their pages beside what was there before, on the ballot, or with their programme's proposals; who gave
    /// a place up or got one stands beside, for whoever may read that.
    const APART: [&str; 8] = [
        "ballot.cast/1",
        "body.member_left/1",
        "consultation.closed/1",
        "proposal.amended/1",
        "proposal.revised/1",
        "registration.cancelled/1",
        "registration.promoted/1",
        "scores.submitted/1",
    ];

    /// The entry of a kind as its canonical facts and contents say it (`facts/` of programme).
    fn detail(folder: &Path, file: &str, kind: &Kind) -> EntryDetail {
        let contents = kind.contents.iter().filter_map(|content| {
            let path = folder.join(format!("{file}.{}.json", content.name));
            Some(BodyView::Open {
                name: content.name.to_owned(),
                salt: Salt::from_bytes([0; 32]),
                content: fs::read(path).ok()?,
            })
        });
        EntryDetail {
            index: 1,
            bytes: Vec::new(),
            leaf: Hash::from_bytes([0; 32]),
            bodies: contents.collect(),
        }
    }

    #[test]
    fn an_entry_of_every_kind_says_in_words_what_it_is() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../programme/tests/facts");
        let mut silent = BTreeSet::new();
        for kind in Event::kinds() {
            let file = kind.name.replace('/', "-");
            let facts = fs::read_to_string(folder.join(format!("{file}.json")));
            let facts = facts.expect("the canonical facts of each kind");
            let event = Event::parse(kind.name, facts.trim()).expect("facts of that kind");
            let detail = detail(&folder, &file, kind);
            let reading = Reading {
                detail: &detail,
                rule: &[],
                programme: None,
                left: None,
                proposals: &BTreeMap::new(),
            };
            for language in Language::SPOKEN {
                let ui = Ui::new(language, "/", Default::default());
                let lines = lines(&ui, &event, &reading);
                if lines.is_empty() {
                    silent.insert(kind.name);
                }
                for (name, value) in lines {
                    let is_said = !name.is_empty() && !value.into_string().is_empty();
                    assert!(is_said, "{} in {language:?}: {name}", kind.name);
                }
            }
        }
        assert_eq!(silent, BTreeSet::from(APART));
    }
}
