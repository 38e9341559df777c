//! Data directories for the tests, each its own.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use madang_fixtures::{
    INSTITUTION, Programme, approval, cheapest_first, english, record_commitment,
};
use madang_programme::votes::{BallotRule, UnknownProject};
use madang_programme::{Actor, Command as Ask, Role};
use madang_record::SigningKey;
use madang_store::{OpenOptions, Store, Submission};

use crate::program::{Finished, Server, free_address, madang};

/// The programme of [`Data::open_vote`].
pub const PROGRAMME: &str = "load";
/// What is asked of it.
const LOAD: Programme<'_> = Programme(PROGRAMME);
/// Its vote.
pub const VOTE: &str = "open";
/// Its projects.
pub const PROJECTS: [&str; 5] = ["p1", "p2", "p3", "p4", "p5"];
/// The token of its registrar.
pub const TOKEN: &str = "b7c2f0a94d1e4c86a3f55d0e9b1276c8b7c2f0a94d1e4c86a3f55d0e9b1276c8";
/// Its origin.
const ORIGIN: &str = "localhost/madang";

/// A data directory and its database.
#[derive(Clone, Debug)]
pub struct Data {
    folder: PathBuf,
    database: Option<String>,
    /// By how much the clock of commands is ahead, as libfaketime reads it.
    ahead: Option<&'static str>,
}

/// What makes a program believe another time (Debian: libfaketime).
const FAKETIME: &str = "faketime/libfaketime.so.1";

impl Data {
    /// Data in `folder`, which the program is to make; in the embedded database, or another.
    pub fn new(folder: impl Into<PathBuf>, database: Option<String>) -> Data {
        Data {
            folder: folder.into(),
            database,
            ahead: None,
        }
    }

    /// The same data so much later: `+2h`.
    pub fn later(&self, ahead: &'static str) -> Data {
        Data {
            ahead: Some(ahead),
            ..self.clone()
        }
    }

    /// A command at the time of this data.
    ///
    /// # Panics
    /// Where a later time is asked for and libfaketime is not installed: the command would run at the present one.
    pub fn program<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&self, arguments: I) -> Command {
        let mut command = madang(arguments);
        if let Some(ahead) = self.ahead {
            let libraries = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
            let mut found = libraries.map(|folder| folder.path().join(FAKETIME));
            let found = found.find(|file| file.exists());
            let library = found.expect("libfaketime is installed: apt-get install libfaketime");
            command
                .env("LD_PRELOAD", library)
                .env("FAKETIME", ahead)
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        }
        command
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A command on this data.
    pub fn command<I: IntoIterator<Item = S>, S: Into<OsString>>(&self, arguments: I) -> Command {
        let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
        let mut command = self.program(arguments);
        command.arg("--data").arg(&self.folder);
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    /// Runs a command on this data to its end.
    ///
    /// # Errors
    /// Where it cannot be started.
    pub fn run<I: IntoIterator<Item = S>, S: Into<OsString>>(
        &self,
        arguments: I,
    ) -> Result<Finished> {
        Ok(self.command(arguments).output()?.into())
    }

    /// Runs `madang demo --no-serve`, with a vote of one's own where there is one.
    ///
    /// # Errors
    /// Where it does not end with exit code 0.
    pub fn demo(&self, vote: Option<&Path>) -> Result<Finished> {
        let mut command = self.command(["demo", "--no-serve"]);
        if let Some(vote) = vote {
            command.arg("--vote").arg(vote);
        }
        Finished::from(command.output()?).expect(0)
    }

    /// Starts `madang serve` on this data.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn serve(&self) -> Result<Server> {
        self.serve_with(&[]).await
    }

    /// Starts `madang serve` with more arguments.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn serve_with(&self, arguments: &[&str]) -> Result<Server> {
        let mut command = self.command(["serve"]);
        command.args(arguments);
        Server::start(command, &self.log()).await
    }

    /// Starts `madang serve` under the name `localhost`, as passkeys need one; gives its address, too.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn serve_by_name(&self, arguments: &[&str]) -> Result<(Server, String)> {
        let address = free_address()?;
        let base = format!("http://localhost:{}", address.port());
        let mut command = self.command(["serve", "--base-url", &base]);
        command.args(arguments);
        Ok((Server::start_at(address, command, &self.log()).await?, base))
    }

    /// Where a server on this data writes its output: beside the directory, which may be a disk that fails.
    pub fn log(&self) -> PathBuf {
        let name = format!(
            "madang-{}-{}.log",
            std::process::id(),
            sanitised(&self.folder)
        );
        std::env::temp_dir().join(name)
    }

    /// Exports the record to `to` and gives the path.
    ///
    /// # Errors
    /// Where the export fails.
    pub fn export(&self, to: &Path) -> Result<PathBuf> {
        let mut command = self.command(["export"]);
        Finished::from(command.arg(to).output()?).expect(0)?;
        Ok(to.to_owned())
    }

    /// Makes the directory with a key and the registrar's token, and opens a vote on five projects in it.
    ///
    /// # Errors
    /// Where the directory or the store cannot be made.
    pub async fn open_vote(&self) -> Result<()> {
        self.give(programme()).await
    }

    /// Makes the directory with a key and the registrar's token, and a programme without proposals.
    ///
    /// # Errors
    /// Where the directory or the store cannot be made.
    pub async fn open_programme(&self) -> Result<()> {
        self.give(programme().into_iter().take(2)).await
    }

    /// Makes the directory with a key and the registrar's token, and a programme whose institution listens.
    ///
    /// # Errors
    /// Where the directory or the store cannot be made.
    pub async fn open_listening(&self) -> Result<()> {
        let mut commands = LOAD.begun();
        commands.push(LOAD.institution(INSTITUTION, "Ministry of the Interior"));
        self.give(commands).await
    }

    async fn give(&self, commands: impl IntoIterator<Item = Ask>) -> Result<()> {
        let store = self.store().await?;
        let official = Actor::new(Role::Official, "test")?;
        for (number, command) in commands.into_iter().enumerate() {
            let idempotency_key = Some(format!("open-vote-{number}"));
            store
                .submit(Submission {
                    actor: official.clone(),
                    idempotency_key,
                    command,
                    terms: Default::default(),
                })
                .await?;
        }
        store.close().await;
        Ok(())
    }

    /// As [`Data::open_vote`], with `ballots` cast in it straight through the store.
    ///
    /// # Errors
    /// Where the store does not take them.
    pub async fn open_vote_with(&self, ballots: u64) -> Result<()> {
        self.open_vote().await?;
        let store = self.store().await?;
        let registrar = Actor::new(Role::Registrar, "test")?;
        let cast = |number: u64| {
            let choice = PROJECTS[number as usize % PROJECTS.len()];
            Submission {
                actor: registrar.clone(),
                idempotency_key: None,
                command: LOAD.cast(VOTE, u128::from(number), &[choice]),
                terms: Default::default(),
            }
        };
        for first in (0..ballots).step_by(10_000) {
            store
                .submit_all((first..ballots.min(first + 10_000)).map(cast).collect())
                .await?;
        }
        store.close().await;
        Ok(())
    }

    /// As [`Data::open_vote_with`], and the vote closed, opened, counted and its selection published.
    ///
    /// # Errors
    /// Where a step fails.
    pub async fn selected_vote_with(&self, ballots: u64) -> Result<()> {
        self.open_vote_with(ballots).await?;
        self.run(["select", "--programme", PROGRAMME, "--vote", VOTE])?
            .expect(0)
            .map(drop)
    }

    /// The key that signs this data's record.
    ///
    /// # Errors
    /// Where there is none yet.
    pub fn key(&self) -> Result<SigningKey> {
        Ok(SigningKey::parse_skey(
            fs::read_to_string(self.file("log.key"))?.trim(),
        )?)
    }

    /// The address of the database.
    ///
    /// # Errors
    /// A directory that is not there.
    pub fn database_url(&self) -> Result<String> {
        if let Some(url) = &self.database {
            return Ok(url.clone());
        }
        let file = fs::canonicalize(&self.folder)?.join("madang.db");
        let file = file.to_str().context("a path that is not UTF-8")?;
        Ok(format!("sqlite://{file}"))
    }

    /// Opens the store of this data, with a key of its own where there is none yet.
    ///
    /// # Errors
    /// Where it cannot be made or opened.
    pub async fn store(&self) -> Result<Store> {
        fs::create_dir_all(&self.folder)?;
        let key_file = self.file("log.key");
        let key = if key_file.exists() {
            self.key()?
        } else {
            let key = SigningKey::from_seed(ORIGIN, [7; 32])?;
            write_secret(&key_file, &key.to_skey())?;
            key
        };
        write_secret(&self.file("registrar.token"), TOKEN)?;
        let options = OpenOptions {
            url: self.database_url()?,
            origin: key.name().to_owned(),
            signing_key: key,
            guard: Some(self.file("checkpoint")),
            accept_older_database: None,
            accept_clock: None,
        };
        Ok(Store::open(options).await?)
    }
}

/// Writes a file that only its owner may read.
fn write_secret(file: &Path, text: &str) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    Ok(options.open(file)?.write_all(text.as_bytes())?)
}

fn sanitised(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// The commands that open the vote.
fn programme() -> Vec<Ask> {
    let mut commands = vec![record_commitment(), LOAD.create()];
    commands.extend(
        (1..).zip(PROJECTS).map(|(number, id)| {
            LOAD.propose(id, number * 100, english(format!("Project {number}")))
        }),
    );
    let ballots = BallotRule {
        min_choices: Some(1),
        unknown_project: UnknownProject::DiscardBallot,
        ..approval()
    };
    commands.push(LOAD.fix_rule("greedy", cheapest_first(500), None));
    commands.push(LOAD.open_vote(VOTE, "greedy", ballots));
    commands
}
