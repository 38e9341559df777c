//! `madang import`: files onto the record.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use madang_exchange::Source;
use madang_exchange::commitments::Commitments;
use madang_exchange::programmes::Programme;
use madang_exchange::proposals::Proposals;
use madang_exchange::votes::{Pseudonyms, TableFile, VoteFile, VoteOpening, open_under};
use madang_programme::votes::VotePhase;
use madang_store::Store;

use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::giving::{IMPORT, give, say_renamed};
use crate::secrets::Secret;

/// Put commitments, a programme, proposals, a vote, ballots or experts' scores from files on the record
///
/// Files are told apart by what they hold:
///   .json  commitments, a programme, or proposals, like the files under examples/kr0018;
///          or a vote to open: {"vote": "vote-1", "rule": {…}, "ballots": {…}}, like examples/kr0018/weighted/vote.json
///   .csv   ballots (voter_id, vote, and points where voters give points)
///          or experts' scores (body, expert, project_id, score) for the open vote that --vote names
///   .pb    Pabulib: projects and ballots; opens a vote and casts them
///
/// Every file is read and checked whole before anything is recorded. Importing a file again records nothing twice.
/// Ballots and scores stay under seal until `madang select --programme … --vote …`.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ImportCommand {
    /// Files, in the order in which they build on each other
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Programme that proposals and votes belong to
    #[arg(long, value_name = "ID")]
    programme: Option<String>,
    /// The vote that ballots and scores are for, and that a .pb file becomes
    #[arg(long, value_name = "ID", default_value = "vote-1")]
    vote: String,
    /// Selection rule of a vote from a .pb file, as JSON; without it equal shares as Wieliczka used it in 2023
    #[arg(long, value_name = "FILE")]
    rule_file: Option<PathBuf>,
    /// Most projects that the vote may select, besides its budget
    #[arg(long, value_name = "COUNT", conflicts_with = "rule_file")]
    number: Option<u32>,
}

/// A file that was read.
enum Read {
    Commitments(Box<Commitments>),
    Programme(Box<Programme>),
    Proposals(Proposals),
    Vote(Box<VoteFile>),
    Opening(Box<VoteOpening>),
    Table(TableFile),
}

impl ImportCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let files = self
            .files
            .iter()
            .map(|path| read(path))
            .collect::<Result<Vec<_>>>()?;
        let directory = DataDirectory::create(arguments)?;
        let store = directory.store(arguments, Accepted::default()).await?;
        for (path, file) in self.files.iter().zip(files) {
            say!("madang: imports {}", path.display());
            match file {
                Read::Commitments(file) => {
                    give(&store, "commitments", IMPORT, file.steps()).await?;
                }
                Read::Programme(file) => {
                    give(&store, "programme", IMPORT, file.steps(false)).await?;
                }
                Read::Proposals(file) => {
                    give(&store, "proposals", IMPORT, file.steps(self.programme()?)).await?;
                }
                Read::Opening(file) => self.open_vote(&store, &directory, *file).await?,
                Read::Table(file) => {
                    let programme = self.programme()?;
                    self.check_open(&store, programme).await?;
                    let pseudonyms = self.pseudonyms(&directory, programme)?;
                    let steps = file.steps(programme, &self.vote, &pseudonyms);
                    give(&store, file.what(), IMPORT, steps).await?;
                }
                Read::Vote(file) => self.import_vote(&store, &directory, &file).await?,
            }
        }
        say!("madang: record has {} entries", store.size().await?);
        store.close().await;
        Ok(())
    }

    fn programme(&self) -> Result<&str> {
        self.programme
            .as_deref()
            .context("proposals and votes belong to a programme: name it with --programme")
    }

    /// The pseudonyms of the vote's voters. Their salt is kept until the vote is counted, so that an import that was
    /// interrupted goes on with the same pseudonyms, and a voter who is in two files has one.
    fn pseudonyms(&self, directory: &DataDirectory, programme: &str) -> Result<Pseudonyms> {
        let salt = Secret::Pseudonyms.read_or_make(directory, programme, &self.vote)?;
        Ok(Pseudonyms::with_salt(salt))
    }

    async fn open_vote(
        &self,
        store: &Store,
        directory: &DataDirectory,
        file: VoteOpening,
    ) -> Result<()> {
        let programme = self.programme()?;
        let seed = match file.lot {
            None => None,
            Some(_) => {
                let seed = Secret::LotSeed.read_or_make(directory, programme, &file.vote)?;
                let kept = Secret::LotSeed.file(directory, programme, &file.vote);
                say!(
                    "madang: the seed of the lot is in {}; keep a copy: without it the ballots cannot be opened",
                    kept.display()
                );
                Some(seed)
            }
        };
        give(store, "vote", IMPORT, file.steps(programme, seed.as_ref())).await
    }

    /// Refuses ballots and scores for a vote that takes no more.
    async fn check_open(&self, store: &Store, programme: &str) -> Result<()> {
        let vote = &self.vote;
        let phase = store
            .with_state(|state| state.vote(programme, vote).map(|vote| vote.phase).ok())
            .await?;
        match phase {
            None | Some(VotePhase::Open) => Ok(()),
            Some(_) => bail!("vote {vote:?} is closed: it takes no more ballots and scores"),
        }
    }

    async fn import_vote(
        &self,
        store: &Store,
        directory: &DataDirectory,
        file: &VoteFile,
    ) -> Result<()> {
        say_renamed(file);
        let programme = self.programme()?;
        let (known, currency) = store
            .with_state(|state| {
                let known = state.proposals(programme)?.len();
                let currency = state.programme(programme)?.currency.clone();
                Ok::<_, madang_programme::Violation>((known, currency))
            })
            .await??;
        if currency != file.currency {
            bail!(
                "the file's money is {}, the programme's {currency}",
                file.currency
            );
        }
        self.check_open(store, programme).await?;
        // A programme whose proposals are on the record already votes on those.
        if known == 0 {
            give(store, "candidates", IMPORT, file.proposals(programme)).await?;
        }
        let rule = match &self.rule_file {
            Some(path) => Source::read(path)?.json()?,
            None => file.rule(self.number),
        };
        let ballots = file.ballot_rule().clone();
        let opening = open_under(programme, &self.vote, rule, None, ballots);
        give(store, "vote", IMPORT, opening).await?;
        let pseudonyms = self.pseudonyms(directory, programme)?;
        let ballots = file.ballots(programme, &self.vote, &pseudonyms);
        give(store, "ballots", IMPORT, ballots).await
    }
}

fn read(path: &Path) -> Result<Read> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Ok(Read::Table(TableFile::read(&Source::read(path)?)?)),
        Some("pb") => Ok(Read::Vote(Box::new(VoteFile::read(path)?))),
        Some("json") => read_json(&Source::read(path)?),
        _ => bail!(
            "{}: only .json, .csv and .pb files can be imported",
            path.display()
        ),
    }
}

fn read_json(source: &Source) -> Result<Read> {
    let value: serde_json::Value = source.json()?;
    // Read again into its type, so that a mistake is found at its place.
    if value.is_array() {
        Ok(Read::Proposals(Proposals::read(source)?))
    } else if value.get("commitments").is_some() {
        Ok(Read::Commitments(Box::new(Commitments::read(source)?)))
    } else if value.get("groups").is_some() {
        Ok(Read::Programme(Box::new(Programme::read(source)?)))
    } else if value.get("rule").is_some() {
        Ok(Read::Opening(Box::new(VoteOpening::read(source)?)))
    } else {
        bail!(
            "{}: neither a list of proposals, nor commitments (a member \"commitments\"), nor a programme (a member \"groups\"), nor a vote (a member \"rule\")",
            source.name()
        )
    }
}
