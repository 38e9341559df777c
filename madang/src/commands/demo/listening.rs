//! What the example listens to: voices, needs, answers and what people propose, each step once however often the demo is begun.

use anyhow::{Context, Result};
use jiff::civil::Date;
use madang_example::{
    ASKED_AGAIN, Act, EXPERTISE, HIDDEN, Listening, NOTICE, SUPPLEMENTED, notice,
};
use madang_exchange::Step;
use madang_programme::Violation;
use madang_programme::answers::Subject;
use madang_programme::clock::Period;
use madang_programme::days::day_in;
use madang_programme::voices::{FileType, VoiceFile};
use madang_record::{Salt, body_hash};
use madang_store::{Store, Submission, Terms};

use super::{Demo, PROGRAMME, say};
use crate::giving::{What, give};

/// What happens in the example before the day on which it is begun, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Past {
    /// People speak.
    Said,
    /// One voice goes to another institution, one is taken back, of one more is asked, one is hidden.
    FirstWeek,
    /// What was asked is added.
    SecondWeek,
    /// Most are answered, and the last are received.
    Answered,
    /// One person asks for another look.
    AskedAgain,
    /// They are answered again.
    AnsweredAgain,
}

/// When each happens, in days before the demo is begun. The first is longer ago than an answer may take.
pub(super) const PAST: [(u64, Past); 6] = [
    (40, Past::Said),
    (36, Past::FirstWeek),
    (32, Past::SecondWeek),
    (20, Past::Answered),
    (18, Past::AskedAgain),
    (6, Past::AnsweredAgain),
];

/// In how many days what the example adopts is planned, from its answers: four months.
const PLANNED: u16 = 120;

/// For how many days words are hidden before somebody looks at them again.
const HIDDEN_FOR: u16 = 90;

/// For how many days somebody can add to a voice.
const SUPPLEMENT: u16 = 6;

/// The day so many days after a time, as the example's programme counts days.
fn days_from(at: &str, days: u16) -> Result<String> {
    let day = day_in("Asia/Seoul", at)?;
    Ok(Period::Days(days).after(day).to_string())
}

/// What people do, as it is submitted.
fn submissions(acts: Vec<Act>) -> Vec<Submission> {
    let submission = |(actor, key, command): Act| Submission {
        actor,
        idempotency_key: Some(key),
        command,
        terms: Terms::default(),
    };
    acts.into_iter().map(submission).collect()
}

impl Demo {
    fn listening(&self) -> Listening<'_> {
        Listening {
            programme: &self.programme.id,
            post: PROGRAMME,
        }
    }

    /// What people say themselves in the example's past and what becomes of it, as far as it is not on record yet.
    pub(super) async fn live(&self, store: &Store, past: Past) -> Result<()> {
        let (id, of) = (self.programme.id.as_str(), self.listening());
        let subject = Subject::Voice(ASKED_AGAIN.to_owned());
        let answered = store.with_state(|state| {
            let dealt = state.dealt(id, &subject);
            let answers = dealt.map_or(&[][..], |dealt| &dealt.answers);
            answers
                .iter()
                .map(|answer| answer.entry)
                .collect::<Vec<_>>()
        });
        let acts = match (past, answered.await?.as_slice()) {
            (Past::Said, _) => {
                say(t!("demo-speak"));
                of.voices(keep_notice(store).await?)
            }
            (Past::FirstWeek, _) => {
                let begun = store.with_state(|state| {
                    let asked = state.voice(id, SUPPLEMENTED)?;
                    Ok::<_, Violation>(asked.supplement.is_some())
                });
                if begun.await?? {
                    return Ok(());
                }
                let hidden = self.hidden(store).await?;
                let now = store.now();
                let review_by = days_from(&now, HIDDEN_FOR)?;
                of.first_week(&days_from(&now, SUPPLEMENT)?, (hidden, &review_by))
            }
            (Past::SecondWeek, _) => of.second_week(self.hidden(store).await?),
            (Past::Answered, _) => of.answers(&self.planned(store).await?),
            (Past::AskedAgain, [first, ..]) => of.asks_again(*first),
            (Past::AnsweredAgain, [first, ..]) => {
                of.answers_again(&self.planned(store).await?, *first)
            }
            // Nothing was answered yet, so that nothing can be looked at again.
            (Past::AskedAgain | Past::AnsweredAgain, []) => Vec::new(),
        };
        store.submit_all(submissions(acts)).await?;
        Ok(())
    }

    /// The entry of the voice that is hidden for a while.
    async fn hidden(&self, store: &Store) -> Result<u64> {
        let id = self.programme.id.as_str();
        let entry = store.with_state(|state| state.voice(id, HIDDEN).map(|voice| voice.entry));
        Ok(entry.await??)
    }

    /// What people say to the example programme.
    pub(super) async fn voices(&self, store: &Store, which: impl Fn(&Step) -> bool) -> Result<()> {
        let voices = madang_example::voices(&self.programme.id, store.origin()).into_iter();
        let voices: Vec<Step> = voices.filter(which).collect();
        say(t!("demo-voices", number = voices.len()));
        give(store, What::Voices, PROGRAMME, voices).await?;
        Ok(())
    }

    /// The needs that group it.
    pub(super) async fn needs(&self, store: &Store) -> Result<()> {
        let number = madang_example::needs_file().needs.len();
        say(t!("demo-needs", number = number));
        let needs = madang_example::needs(&self.programme.id);
        give(store, What::Needs, PROGRAMME, needs).await?;
        Ok(())
    }

    /// Answers to most voices.
    pub(super) async fn answers(&self, store: &Store) -> Result<()> {
        let planned = self.planned(store).await?;
        let first = madang_example::answers(&self.programme.id, &planned);
        say(t!("demo-answers", number = first.len()));
        give(store, What::Answers, PROGRAMME, first).await?;
        Ok(())
    }

    /// By which day what is adopted is planned. Begun on another day, it goes on as it was begun.
    async fn planned(&self, store: &Store) -> Result<String> {
        let begun = store.with_state(|state| {
            let answer = state.answer(&self.programme.id, &Subject::Voice("1".to_owned()));
            answer.and_then(|answer| answer.planned_by.clone())
        });
        match begun.await? {
            Some(planned) => Ok(planned),
            None => days_from(&store.now(), PLANNED),
        }
    }

    /// What is said later of some answers, and what is asked of somebody before there is one.
    pub(super) async fn later(&self, store: &Store) -> Result<()> {
        let id = &self.programme.id;
        let planned = self.planned(store).await?;
        let late: Date = planned.parse()?;
        let late = Period::Days(60).after(late).to_string();
        let later = store.with_state(|state| {
            let entry = |subject: &Subject| {
                let dealt = state.dealt(id, subject)?;
                dealt.answers.first().map(|answer| answer.entry)
            };
            madang_example::later_answers(id, (&planned, &late), entry)
        });
        give(store, What::Answers, PROGRAMME, later.await?).await?;
        let asked = store.with_state(|state| {
            let voice = state.voice(id, "20").ok();
            voice.is_some_and(|voice| voice.supplement.is_some())
        });
        if !asked.await? {
            let until = days_from(&store.now(), 7)?;
            let asks = madang_example::supplement(id, &until).into_iter();
            give(store, What::Voices, PROGRAMME, asks.collect()).await?;
        }
        let subject = Subject::Voice(EXPERTISE.to_owned());
        let asked = store.with_state(|state| state.dealt(id, &subject).is_some());
        if !asked.await? {
            let until = days_from(&store.now(), 14)?;
            let acts = submissions(self.listening().expertise(&until));
            store.submit_all(acts).await?;
        }
        Ok(())
    }

    /// A call for more proposals, and what participants propose in it and say about it.
    pub(super) async fn conversation(&self, store: &Store) -> Result<()> {
        let id = &self.programme.id;
        say(t!("demo-conversation"));
        let now = store.now();
        // Begun on another day, it goes on as it was begun.
        let begun = store.with_state(|state| {
            let call = state.calls(id).first();
            call.map(|call| (call.from.clone(), call.to.clone()))
        });
        let (from, to) = match begun.await? {
            Some(days) => days,
            None => (days_from(&now, 0)?, days_from(&now, 28)?),
        };
        let first = madang_example::conversation(id, PROGRAMME, (&from, &to));
        let committed = store.submit_all(submissions(first)).await?;
        let comment = committed.last().with_context(|| t!("select-interrupted"))?;
        let later = madang_example::later_conversation(id, PROGRAMME, comment.index);
        store.submit_all(submissions(later)).await?;
        let split = madang_example::split(id, PROGRAMME);
        store.submit_all(submissions(split)).await?;
        Ok(())
    }
}

/// Keeps the picture that comes with a voice, and gives what the record says of it. Its salt is no secret: everybody has the picture.
async fn keep_notice(store: &Store) -> Result<VoiceFile> {
    let (salt, bytes) = (Salt::from_bytes([0x6d; 32]), notice());
    let hash = body_hash(&salt, bytes);
    store.keep_attachment(hash, bytes.to_vec()).await?;
    Ok(VoiceFile {
        name: NOTICE.to_owned(),
        kind: FileType::Png,
        bytes: bytes.len() as u64,
        salt,
        hash,
    })
}
