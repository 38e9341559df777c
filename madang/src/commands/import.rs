//! `madang import`: files onto the record.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use madang_programme::Command;

use crate::data::{DataArguments, DataDirectory};
use crate::import::vote::VoteFile;
use crate::import::{self, commitments, programme};

/// Put commitments, a programme, proposals or a vote from files on the record
///
/// Files are told apart by what they hold: `.json` files like those under examples/kr0018 (commitments, programme,
/// proposals), and `.pb` files (Pabulib) with projects and ballots. Every file is read and checked whole before anything
/// is recorded. Importing a file again records nothing twice.
#[derive(Debug, clap::Args)]
pub struct ImportCommand {
    /// Files, in the order in which they build on each other
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Programme that proposals and votes belong to
    #[arg(long, value_name = "ID")]
    programme: Option<String>,
    /// Identifier of the vote that a .pb file becomes; it stays open until `madang select --programme … --vote …`
    #[arg(long, value_name = "ID", default_value = "vote-1")]
    vote: String,
    /// Most projects that the vote may select, besides its budget
    #[arg(long, value_name = "COUNT")]
    number: Option<u32>,
}

/// A file that was read.
enum Read {
    Commitments(Box<madang_example::Commitments>),
    Programme(Box<madang_example::Programme>),
    Proposals(Vec<madang_example::Proposal>),
    Vote(Box<VoteFile>),
}

impl ImportCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let files = self
            .files
            .iter()
            .map(|path| read(path))
            .collect::<Result<Vec<_>>>()?;
        let directory = DataDirectory::create(arguments)?;
        let store = directory.store(arguments, None).await?;
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

    async fn import_vote(
        &self,
        store: &madang_store::Store,
        directory: &DataDirectory,
        file: &VoteFile,
    ) -> Result<()> {
        let programme = self.programme()?;
        let (known, currency) = store
            .with_state(|state| {
                state
                    .programme(programme)
                    .map(|programme| (programme.proposals.len(), programme.currency.clone()))
            })
            .await??;
        if currency != file.currency {
            bail!(
                "the file's money is {}, the programme's {currency}",
                file.currency
            );
        }
        // A programme whose proposals are on the record already votes on those.
        if known == 0 {
            import::submit(store, "candidates", file.proposals(programme)?).await?;
        }
        let rule = format!("{}-rule", self.vote);
        import::submit(
            store,
            "selection rule",
            vec![file.fix_rule(programme, &rule, self.number)?],
        )
        .await?;
        let open = Command::OpenVote {
            programme: programme.to_owned(),
            id: self.vote.clone(),
            rule,
            ballots: file.ballot_rule()?,
        };
        let key = format!("vote/{programme}/{}", self.vote);
        import::submit(
            store,
            "vote",
            vec![import::once(&import::official()?, key, open)],
        )
        .await?;
        let salt_file =
            directory.file(&format!("{}.{programme}.{}", import::vote::SALT, self.vote));
        let salt = import::vote::salt(&salt_file)?;
        import::submit(
            store,
            "ballots",
            file.ballots(programme, &self.vote, &salt)?,
        )
        .await
    }
}

fn read(path: &Path) -> Result<Read> {
    match path.extension().and_then(|extension| extension.to_str()) {
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
            } else {
                bail!(
                    "{}: neither a list of proposals, nor commitments (a member \"commitments\"), nor a programme (a member \"groups\")",
                    path.display()
                )
            }
        }
        _ => bail!(
            "{}: only .json and .pb files can be imported",
            path.display()
        ),
    }
}
