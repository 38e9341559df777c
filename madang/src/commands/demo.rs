//! `madang demo`: a working portal with a real commitment and a programme in it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_exchange::programmes::Programme;
use madang_exchange::votes::{Pseudonyms, VoteFile, open_under};
use madang_exchange::{Mistakes, Step};
use madang_portal::{Operator, Running};
use madang_programme::answers::Subject;
use madang_programme::clock::Period;
use madang_programme::days::day_in;
use madang_programme::votes::VotePhase;
use madang_programme::{Actor, Role};
use madang_store::{Rehearsal, Store, Submission, Terms};

use crate::commands::serve::{ServeArguments, serve};
use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::giving::{IMPORT, What, describe_ballots, give, rehearse, say_renamed};
use crate::importing::{self, Missing};
use crate::secrets::Secret;
use crate::selecting::{self, LotGiven};
use crate::words::language;

/// The vote of the demo.
const VOTE: &str = "vote-1";

/// The post that records the country's commitments; the portal has words for it.
const COMMITMENTS: &str = "demo-open-government";

/// The post that runs the programme.
const PROGRAMME: &str = "demo-service-innovation";

/// Set up a portal with commitment KR0018, a programme under it and a counted vote, then serve it
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
        let directory = DataDirectory::create(arguments)?;
        let store = directory.store(arguments, Accepted::default()).await?;
        say(t!("demo-directory", place = directory.path()));
        demo.set_up(&store, &directory).await?;
        say_who_runs_it(&store).await?;
        let size = store.size().await?;
        say(t!("demo-record", origin = store.origin(), size = size));
        if self.no_serve {
            store.close().await;
            return Ok(());
        }
        let accounts = self.serve.accounts(&directory).await?;
        let token = directory.registrar_token()?;
        serve(store, Some(token), accounts, &self.serve).await
    }
}

/// By which day what the example adopts is planned: four months after its answers.
fn planned(now: &str) -> Result<String> {
    let today = day_in("Asia/Seoul", now)?;
    Ok(Period::Days(120).after(today).to_string())
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

    /// What people say to the example programme, and what becomes of some of it.
    fn voices(&self, origin: &str) -> Vec<Step> {
        match self.example {
            true => madang_example::voices(&self.programme.id, origin),
            false => vec![],
        }
    }

    fn opening(&self) -> Vec<Step> {
        let number = self.programme.target.filter(|_| self.example);
        let ballots = self.vote.ballot_rule().clone();
        let rule = self.vote.rule(number);
        open_under(&self.programme.id, VOTE, rule, None, ballots, None)
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

    async fn set_up(&self, store: &Store, directory: &DataDirectory) -> Result<()> {
        let id = &self.programme.id;
        let phase = store
            .with_state(|state| state.vote(id, VOTE).ok().map(|vote| vote.phase))
            .await?;
        if let Some(VotePhase::Selected { .. }) = phase {
            say(t!("demo-already"));
            return Ok(());
        }
        self.programme(store).await?;
        let voices = self.voices(store.origin());
        if !voices.is_empty() {
            say(t!("demo-voices", number = voices.len()));
            give(store, What::Voices, PROGRAMME, voices).await?;
            let number = madang_example::needs_file().needs.len();
            say(t!("demo-needs", number = number));
            let needs = madang_example::needs(id);
            give(store, What::Needs, PROGRAMME, needs).await?;
        }
        self.candidates(store).await?;
        if self.example {
            self.answers(store).await?;
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

    /// Answers to most voices, then what is said later of some of them.
    async fn answers(&self, store: &Store) -> Result<()> {
        let id = &self.programme.id;
        // Begun on another day, it goes on as it was begun.
        let begun = store.with_state(|state| {
            let answer = state.answer(id, &Subject::Voice("1".to_owned()));
            answer.and_then(|answer| answer.planned_by.clone())
        });
        let planned = match begun.await? {
            Some(planned) => planned,
            None => planned(&store.now())?,
        };
        let first = madang_example::answers(id, &planned);
        say(t!("demo-answers", number = first.len()));
        give(store, What::Answers, PROGRAMME, first).await?;
        let later = store.with_state(|state| {
            let entry = |subject: &Subject| {
                let dealt = state.dealt(id, subject)?;
                dealt.answers.first().map(|answer| answer.entry)
            };
            madang_example::later_answers(id, &planned, entry)
        });
        give(store, What::Answers, PROGRAMME, later.await?).await?;
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
