//! What commands would become, tried on a copy of the state. Nothing of it is recorded.

use madang_programme::log::{LogBegun, RULES};
use madang_programme::voices::VoiceReceived;
use madang_programme::{Actor, Command, Role, State};
use madang_record::note::SigningKey;
use madang_record::time::parse_at;

use super::Submission;
use super::keys::{Key, KnownKeys, known_keys};
use super::make::{Now, Random, make};
use crate::Store;
use crate::clock::system_clock;
use crate::error::{StoreError, SubmitError};
use crate::votes::voters::VotersOnRecord;
use crate::words::said;

/// What a command would become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rehearsed {
    /// A new entry.
    New,
    /// Nothing: an earlier command with the same idempotency key made this entry.
    Repeated(u64),
    /// Nothing: it would be refused.
    Refused(SubmitError),
}

/// Commands tried one after the other, each on what the ones before it would have made.
#[derive(Debug)]
pub struct Rehearsal {
    state: State,
    keys: KnownKeys,
    random: Random,
    now: Now,
    /// The record, where there is one, for the idempotency keys that it knows.
    store: Option<Store>,
}

impl Store {
    /// A rehearsal on the record as it stands now, by the clock by which it would be recorded.
    ///
    /// # Errors
    /// What the database says; a clock that is not believed, by which nothing would be recorded.
    pub async fn rehearsal(&self) -> Result<Rehearsal, StoreError> {
        let state = self.with_state(State::clone).await?;
        let clock = &self.shared.clock;
        clock.entry_at(parse_at(&state.last_at).unwrap_or(0));
        match clock.doubt() {
            Some(doubt) => Err(StoreError::Closed(said!(
                "store-nothing-recorded",
                reason = doubt
            ))),
            None => Ok(Rehearsal::on(state, clock.now(), Some(self.reader()))),
        }
    }
}

impl Rehearsal {
    fn on(state: State, unix_ms: u64, store: Option<Store>) -> Rehearsal {
        Rehearsal {
            state,
            keys: KnownKeys::default(),
            random: Random::default(),
            now: Now { unix_ms },
            store,
        }
    }

    /// A rehearsal on a record that begins with it.
    ///
    /// # Errors
    /// Where the system gives no randomness.
    pub async fn of_new_record() -> Result<Rehearsal, StoreError> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(StoreError::Random)?;
        let key = SigningKey::from_seed("rehearsal", seed)?;
        let facts = LogBegun {
            origin: key.name().to_owned(),
            key: key.verifying_key().to_string(),
            rules: RULES,
        };
        let actor = Actor::new(Role::Operator, "server")
            .map_err(|error| StoreError::damaged(error.said()))?;
        let mut rehearsal = Rehearsal::on(State::default(), system_clock()(), None);
        let begun = Submission {
            actor,
            idempotency_key: None,
            command: Command::plain(facts),
            terms: Default::default(),
        };
        match rehearsal.take(vec![begun]).await?.pop() {
            Some(Rehearsed::New) => Ok(rehearsal),
            other => Err(StoreError::mistaken(format!("no record begins: {other:?}"))),
        }
    }

    /// Goes on as if it were that time, where it is still to come: what is announced for then can be tried before. Gives whether it is.
    pub fn wait_until(&mut self, at: &str) -> bool {
        let later = parse_at(at).filter(|at| *at > self.now.unix_ms);
        if let Some(unix_ms) = later {
            self.now = Now { unix_ms };
        }
        later.is_some()
    }

    /// What the record would say after all that was taken so far.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// All voters who have a ballot on the record in a vote, as [`Store::voters_on_record`]. What was rehearsed is not among them.
    ///
    /// # Errors
    /// As there.
    pub async fn voters_on_record(
        &self,
        programme: &str,
        vote: &str,
    ) -> Result<VotersOnRecord, StoreError> {
        match &self.store {
            Some(store) => store.voters_on_record(programme, vote).await,
            None => Ok(VotersOnRecord::default()),
        }
    }

    /// The voices of a programme whose words were erased, as [`Store::erased_voices`].
    ///
    /// # Errors
    /// As there.
    pub async fn erased_voices(
        &self,
        programme: &str,
    ) -> Result<Vec<(u64, VoiceReceived)>, StoreError> {
        match &self.store {
            Some(store) => store.erased_voices(programme).await,
            None => Ok(Vec::new()),
        }
    }

    /// Tries commands in order. One that would be refused changes nothing, and the next is tried.
    ///
    /// # Errors
    /// What the database says.
    pub async fn take(
        &mut self,
        submissions: Vec<Submission>,
    ) -> Result<Vec<Rehearsed>, StoreError> {
        if let Some(store) = &self.store {
            let mut lent = store.database().reader().await?;
            let known = known_keys(&mut lent.connection(), submissions.iter()).await?;
            self.keys.learn(known);
        }
        let mut rehearsed = Vec::with_capacity(submissions.len());
        for submission in submissions {
            rehearsed.push(self.one(submission)?);
        }
        Ok(rehearsed)
    }

    fn one(&mut self, submission: Submission) -> Result<Rehearsed, StoreError> {
        let key = match self.keys.look_up(&self.state, &submission) {
            Ok(Key::Known(entry)) => return Ok(Rehearsed::Repeated(entry)),
            Ok(Key::New(key, command)) => Some((key, command)),
            Ok(Key::None) => None,
            Err(refused) => return Ok(Rehearsed::Refused(refused)),
        };
        let index = self.state.size;
        let of_words = submission.terms.key_of_words;
        match make(&mut self.random, &mut self.state, submission, self.now)? {
            Ok((new, _)) => {
                if let Some((key, command)) = key {
                    self.keys
                        .remember(key, &command, of_words, index, &new.bodies);
                }
                Ok(Rehearsed::New)
            }
            Err(violation) => Ok(Rehearsed::Refused(SubmitError::Refused(violation))),
        }
    }
}
