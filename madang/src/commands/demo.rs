//! `madang demo`: a working portal with a real commitment and two programmes in it.

mod listening;
mod small;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_exchange::programmes::Programme;
use madang_exchange::votes::{Opening, Pseudonyms, VoteFile, open_under};
use madang_exchange::{Mistakes, Step};
use madang_portal::{Operator, Running};
use madang_programme::votes::VotePhase;
use madang_programme::{Actor, Role};
use madang_store::{Clock, Rehearsal, Store, Submission, Terms, system_clock};

use crate::commands::serve::{ServeArguments, serve};
use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::giving::{IMPORT, What, describe_ballots, give, rehearse, say_renamed};
use crate::importing::{self, Missing};
use crate::secrets::Secret;
use crate::selecting::{self, LotGiven};
use crate::words::language;
use listening::{PAST, Past};
use small::Small;

/// The vote of the demo.
const VOTE: &str = "vote-1";

/// The post that records the country's commitments; the portal has words for it.
const COMMITMENTS: &str = "demo-open-government";

/// The post that runs the programme.
const PROGRAMME: &str = "demo-service-innovation";

/// Set up a portal with commitment KR0018, two programmes under it and counted votes, then serve it
///
/// Needs nothing but this program. Run again on the same data directory it starts the portal and imports nothing twice.
#[derive(Debug, clap::Args)]
pub struct DemoArguments {
    /// A vote in Pabulib's .pb format to run as a programme of its own, instead of the example
    #[arg(long, value_name = "FILE")]
    vote: Option<PathBuf>,
    /// Run it although the record does not keep to all that the file states, such as limits of ballots and thresholds
    #[arg(long, requires = "vote", value_enum, value_name = "WHAT")]
    accept: Option<AcceptInDemo>,
    /// Only set up; do not serve
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    serve: ServeArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

/// What a demo takes although something is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum AcceptInDemo {
    /// A vote of which the record does not keep to all that its file states
    Meaning,
}

impl DemoArguments {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let demo = match &self.vote {
            Some(path) => Demo::of_file(path)?,
            None => Demo::example()?,
        };
        // A file that others wrote is tried whole before anything is made: one that is refused leaves no trace.
        if self.vote.is_some() {
            importing::say_doubts(&demo.name, &demo.vote.doubts());
            let not_kept = demo.vote.not_kept(false);
            importing::check_kept(&demo.name, &not_kept, self.accept.is_some())?;
            demo.rehearse().await?;
        }
        // Where it is to be served and cannot, nothing is begun.
        let listener = match self.no_serve {
            true => None,
            false => Some(self.serve.listener().await?),
        };
        // What was begun goes on at the time it is.
        let begins = !DataDirectory::has_record(arguments);
        let directory = DataDirectory::create(arguments)?;
        say(t!("demo-directory", place = directory.path()));
        let past = begins && demo.example;
        if past {
            demo.set_up_the_past(&directory, arguments).await?;
        }
        let store = directory.store(arguments, Accepted::default()).await?;
        demo.set_up(&store, &directory, past).await?;
        say_who_runs_it(&store).await?;
        let size = store.size().await?;
        say(t!("demo-record", origin = store.origin(), size = size));
        let Some(listener) = listener else {
            store.close().await;
            return Ok(());
        };
        let accounts = self.serve.accounts(&directory).await?;
        let token = directory.registrar_token()?;
        serve(listener, store, Some(token), accounts, &self.serve).await
    }
}

const MS_PER_DAY: u64 = 24 * 3_600_000;

/// The system's clock, so many days ago.
fn clock_of(days: u64) -> Clock {
    let clock = system_clock();
    std::sync::Arc::new(move || clock().saturating_sub(days * MS_PER_DAY))
}

/// Puts on the record who runs the demo, unless it says so already.
async fn say_who_runs_it(store: &Store) -> Result<()> {
    if Running::on_record(store).await?.is_some() {
        return Ok(());
    }
    say(t!("demo-operator"));
    let operator = Operator::from_json(madang_example::operator());
    let operator = operator
        .map_err(|wrong| anyhow::Error::msg(wrong.in_language(language())))
        .context("operator.json")?;
    let submission = Submission {
        actor: Actor::new(Role::Operator, "console")?,
        idempotency_key: None,
        command: operator.asked(None).into(),
        terms: Terms::default(),
    };
    store.submit(submission).await?;
    Ok(())
}

fn say(what: impl AsRef<str>) {
    say!("madang: {}", what.as_ref());
}

/// What is set up.
struct Demo {
    /// The name of the vote's file, for messages.
    name: String,
    programme: Programme,
    vote: VoteFile,
    /// Whether it is the invented example.
    example: bool,
}

impl Demo {
    fn example() -> Result<Demo> {
        let name = t!("demo-example");
        let vote = VoteFile::read_bytes(&name, madang_example::vote().as_bytes())?;
        Ok(Demo {
            name,
            programme: madang_example::programme(),
            vote,
            example: true,
        })
    }

    fn of_file(path: &Path) -> Result<Demo> {
        let vote = VoteFile::read(path)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        Ok(Demo {
            name: path.display().to_string(),
            programme: vote.programme(&stem),
            vote,
            example: false,
        })
    }

    fn proposals(&self) -> Result<Vec<Step>> {
        let id = &self.programme.id;
        Ok(match self.example {
            true => madang_example::proposals_file().steps(id, &self.programme.currency)?,
            false => self.vote.proposals(id),
        })
    }

    fn opening(&self) -> Vec<Step> {
        let number = self.programme.target.filter(|_| self.example);
        let ballots = self.vote.ballot_rule().clone();
        let rule = self.vote.rule(number);
        let opening = Opening {
            vote: VOTE,
            title: self.example.then(madang_example::vote_title),
            rule,
            lot: None,
            ballots,
            grain_minutes: None,
        };
        open_under(&self.programme.id, opening)
    }

    async fn rehearse(&self) -> Result<()> {
        let mut rehearsal = Rehearsal::of_new_record().await?;
        let pseudonyms = Pseudonyms::of_a_check();
        let ballots = self.vote.ballots(&self.programme.id, VOTE, &pseudonyms);
        let (mut mistakes, mut missing) = (Vec::new(), Missing::default());
        for steps in [
            self.programme.steps(self.example),
            self.proposals()?,
            self.opening(),
            ballots,
        ] {
            let (missing, wrong) = (&mut missing, &mut mistakes);
            rehearse(&mut rehearsal, &self.name, IMPORT, &steps, missing, wrong).await?;
            if !mistakes.is_empty() {
                break;
            }
        }
        Ok(Mistakes::none_of(mistakes, ())?)
    }

    /// Writes what the example has of days that are past, each under a clock of then, so that one can see what is overdue today.
    async fn set_up_the_past(
        &self,
        directory: &DataDirectory,
        arguments: &DataArguments,
    ) -> Result<()> {
        let longest = PAST.iter().map(|(days, _)| *days).max();
        say(t!("demo-past", days = longest.unwrap_or_default()));
        for (days, past) in PAST {
            // The votes of the small programme are over before the last of it.
            if past == Past::AnsweredAgain {
                Small::new(directory).set_up_the_past(arguments).await?;
            }
            let clock = clock_of(days);
            let store = directory.store_with_clock(arguments, Accepted::default(), clock);
            let store = store.await?;
            match past {
                Past::Said => {
                    self.programme(&store).await?;
                    self.voices(&store, |step| !madang_example::is_late(step))
                        .await?;
                }
                Past::Answered => {
                    self.voices(&store, madang_example::is_late).await?;
                    self.needs(&store).await?;
                    self.candidates(&store).await?;
                    self.answers(&store).await?;
                    Small::new(directory).begin(&store).await?;
                }
                Past::FirstWeek | Past::SecondWeek | Past::AskedAgain | Past::AnsweredAgain => {}
            }
            self.live(&store, past).await?;
            store.close().await;
        }
        Ok(())
    }

    /// Sets up what is not there yet; `past` where this run wrote what is of days that are past.
    async fn set_up(&self, store: &Store, directory: &DataDirectory, past: bool) -> Result<()> {
        let id = &self.programme.id;
        if self.example && !past {
            Small::new(directory).go_on(store).await?;
        }
        let phase = store
            .with_state(|state| state.vote(id, VOTE).ok().map(|vote| vote.phase))
            .await?;
        if let Some(VotePhase::Selected { .. }) = phase {
            say(t!("demo-already"));
            return Ok(());
        }
        if phase.is_none() {
            self.programme(store).await?;
            if self.example {
                self.voices(store, |_| true).await?;
                self.needs(store).await?;
            }
            self.candidates(store).await?;
        }
        if self.example {
            if !past {
                self.answers(store).await?;
                for (_, past) in PAST {
                    self.live(store, past).await?;
                }
            }
            self.later(store).await?;
            self.conversation(store).await?;
        }
        if matches!(phase, None | Some(VotePhase::Open)) {
            say(t!("demo-casts", voters = self.vote.voters()));
            let salt = Secret::Pseudonyms.read_or_make(directory, id, VOTE)?;
            let pseudonyms = Pseudonyms::with_salt(salt);
            let ballots = self.vote.ballots(id, VOTE, &pseudonyms);
            give(store, What::Ballots, IMPORT, ballots).await?;
        }
        self.select(store, directory).await
    }

    /// The commitment, the country's others, and the programme.
    async fn programme(&self, store: &Store) -> Result<()> {
        let source = madang_example::commitments();
        let number = source.commitments.len();
        say(t!("demo-commitments", number = number));
        give(store, What::Commitments, COMMITMENTS, source.steps()).await?;
        let file = &self.programme;
        match file.target.filter(|_| self.example) {
            Some(target) => say(t!(
                "demo-programme",
                programme = file.id,
                bodies = file.bodies.len(),
                target = target
            )),
            None => say(t!(
                "demo-programme-of-vote",
                programme = file.id,
                file = self.name
            )),
        }
        let steps = file.steps(self.example);
        give(store, What::Programme, PROGRAMME, steps).await?;
        Ok(())
    }

    /// The candidates, the rule and the opened vote.
    async fn candidates(&self, store: &Store) -> Result<()> {
        say(t!("demo-candidates", number = self.vote.projects()));
        say_renamed(self.vote.renamed().as_ref());
        give(store, What::Candidates, PROGRAMME, self.proposals()?).await?;
        say(t!("demo-rule"));
        let ballots = describe_ballots(self.vote.ballot_rule());
        say(t!("demo-opens", vote = VOTE, ballots = ballots));
        give(store, What::Vote, PROGRAMME, self.opening()).await?;
        Ok(())
    }

    async fn select(&self, store: &Store, directory: &DataDirectory) -> Result<()> {
        say(t!("demo-closes"));
        let official = Actor::new(Role::Official, PROGRAMME)?;
        let (id, lot) = (&self.programme.id, LotGiven::default());
        let computed = selecting::publish(store, directory, &official, id, VOTE, &lot, &|| ())
            .await?
            .with_context(|| t!("select-interrupted"))?;
        let tally = &computed.facts.tally;
        say(t!(
            "demo-selected",
            selected = computed.facts.selected.len(),
            candidates = self.vote.projects(),
            counted = tally.counted,
            not = tally.cast - tally.counted
        ));
        Ok(())
    }
}
