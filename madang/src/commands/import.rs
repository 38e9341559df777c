//! `madang import`: files onto the record.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use madang_programme::state::VotePhase;

use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::import::opening::{VoteOpening, open_under};
use crate::import::pseudonyms::Pseudonyms;
use crate::import::tables::TableFile;
use crate::import::vote::VoteFile;
use crate::import::{self, commitments, programme};

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
    Commitments(Box<madang_example::Commitments>),
    Programme(Box<madang_example::Programme>),
    Proposals(Vec<madang_example::Proposal>),
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
            println!("madang: imports {}", path.display());
            match file {
                Read::Commitments(file) => {
                    import::submit(&store, "commitments", commitments::submissions(&file)?).await?;
                }
                Read::Programme(file) => {
                    let submissions = programme::submissions(&file, &file.currency, false)?;
                    import::submit(&store, "programme", submissions).await?;
                }
                Read::Proposals(file) => {
                    let submissions = programme::proposals(self.programme()?, &file)?;
                    import::submit(&store, "proposals", submissions).await?;
                }
                Read::Opening(file) => {
                    let submissions = file.submissions(&directory, self.programme()?)?;
                    import::submit(&store, "vote", submissions).await?;
                }
                Read::Table(file) => {
                    let programme = self.programme()?;
                    self.check_open(&store, programme).await?;
                    let pseudonyms = Pseudonyms::of_vote(&directory, programme, &self.vote)?;
                    let submissions = file.submissions(programme, &self.vote, &pseudonyms)?;
                    import::submit(&store, file.what(), submissions).await?;
                }
                Read::Vote(file) => self.import_vote(&store, &directory, &file).await?,
            }
        }
        println!("madang: record has {} entries", store.size().await?);
        store.close().await;
        Ok(())
    }

    fn programme(&self) -> Result<&str> {
        self.programme
            .as_deref()
            .context("proposals and votes belong to a programme: name it with --programme")
    }

    /// Refuses ballots and scores for a vote that takes no more.
    async fn check_open(&self, store: &madang_store::Store, programme: &str) -> Result<()> {
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
        store: &madang_store::Store,
        directory: &DataDirectory,
        file: &VoteFile,
    ) -> Result<()> {
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
            import::submit(store, "candidates", file.proposals(programme)?).await?;
        }
        let rule = match &self.rule_file {
            Some(path) => import::read_json(path)?,
            None => file.rule(self.number)?,
        };
        let opening = open_under(programme, &self.vote, rule, None, file.ballot_rule()?)?;
        import::submit(store, "vote", opening).await?;
        let pseudonyms = Pseudonyms::of_vote(directory, programme, &self.vote)?;
        let ballots = file.ballots(programme, &self.vote, &pseudonyms)?;
        import::submit(store, "ballots", ballots).await
    }
}

fn read(path: &Path) -> Result<Read> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("csv") => Ok(Read::Table(TableFile::read(path)?)),
        Some("pb") => Ok(Read::Vote(Box::new(VoteFile::read(path)?))),
        Some("json") => {
            let value: serde_json::Value = import::read_json(path)?;
            // Read again into its type, so that an error names its line.
            if value.is_array() {
                Ok(Read::Proposals(import::read_json(path)?))
            } else if value.get("commitments").is_some() {
                Ok(Read::Commitments(Box::new(import::read_json(path)?)))
            } else if value.get("groups").is_some() {
                Ok(Read::Programme(Box::new(import::read_json(path)?)))
            } else if value.get("rule").is_some() {
                Ok(Read::Opening(Box::new(import::read_json(path)?)))
            } else {
                bail!(
                    "{}: neither a list of proposals, nor commitments (a member \"commitments\"), nor a programme (a member \"groups\"), nor a vote (a member \"rule\")",
                    path.display()
                )
            }
        }
        _ => bail!(
            "{}: only .json, .csv and .pb files can be imported",
            path.display()
        ),
    }
}
