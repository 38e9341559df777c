//! `madang template` and `madang new`: files to fill in, with what each line means.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use madang_words::Language;

use crate::{language, words};

/// Print a file to fill in, with what each line means
///
/// Redirect it, change it, and give it to `madang import`. `madang new` writes all of them into a folder.
#[derive(Debug, clap::Args)]
pub struct TemplateCommand {
    /// What the file is of
    #[arg(value_enum, value_name = "KIND")]
    kind: Kind,
    #[command(flatten)]
    spoken: SpokenArguments,
}

/// Begin a programme of your own: write all files to fill in, and the steps, into a new folder
#[derive(Debug, clap::Args)]
pub struct NewCommand {
    /// The folder; it must not hold files of these names yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    spoken: SpokenArguments,
}

#[derive(Debug, clap::Args)]
pub struct SpokenArguments {
    /// Language of what is explained; without it Korean where LC_ALL, LC_MESSAGES or LANG asks for it, else English
    #[arg(long, value_parser = language::spoken())]
    language: Option<Language>,
}

impl SpokenArguments {
    /// Whether Korean is asked for.
    pub fn korean(&self) -> bool {
        self.language.unwrap_or_else(words::language) == Language::Ko
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A programme with its groups and bodies
    Programme,
    /// Voices, as a table
    Voices,
    /// Answers to voices and proposals, as a table
    Answers,
    /// Proposals, as a table
    Proposals,
    /// Members of bodies, as a table
    Members,
    /// A vote to open: its rule and how ballots are read
    Vote,
    /// Ballots, as a table
    Ballots,
    /// Experts' scores, as a table
    Scores,
    /// A commitment of the Open Government Partnership
    Commitment,
}

/// A template in both languages.
macro_rules! template {
    ($korean:expr, $name:literal) => {
        match $korean {
            true => include_str!(concat!("../../templates/ko/", $name)),
            false => include_str!(concat!("../../templates/en/", $name)),
        }
    };
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Programme => "programme.json",
            Kind::Voices => "voices.csv",
            Kind::Answers => "answers.csv",
            Kind::Proposals => "proposals.csv",
            Kind::Members => "members.csv",
            Kind::Vote => "vote.json",
            Kind::Ballots => "ballots.csv",
            Kind::Scores => "scores.csv",
            Kind::Commitment => "commitment.json",
        }
    }

    fn text(self, korean: bool) -> &'static str {
        match self {
            Kind::Programme => template!(korean, "programme.json"),
            Kind::Voices => template!(korean, "voices.csv"),
            Kind::Answers => template!(korean, "answers.csv"),
            Kind::Proposals => template!(korean, "proposals.csv"),
            Kind::Members => template!(korean, "members.csv"),
            Kind::Vote => template!(korean, "vote.json"),
            Kind::Ballots => template!(korean, "ballots.csv"),
            Kind::Scores => template!(korean, "scores.csv"),
            Kind::Commitment => template!(korean, "commitment.json"),
        }
    }

    /// The file. Spreadsheets know a table in UTF-8 by the mark at its beginning.
    fn bytes(self, korean: bool) -> Vec<u8> {
        let mark: &[u8] = match self.name().ends_with(".csv") {
            true => "\u{feff}".as_bytes(),
            false => &[],
        };
        [mark, self.text(korean).as_bytes()].concat()
    }
}

impl TemplateCommand {
    pub fn run(self) -> Result<()> {
        let bytes = self.kind.bytes(self.spoken.korean());
        std::io::stdout().lock().write_all(&bytes)?;
        Ok(())
    }
}

impl NewCommand {
    pub fn run(self) -> Result<()> {
        let korean = self.spoken.korean();
        let mut files: Vec<(&str, Vec<u8>)> = Kind::value_variants()
            .iter()
            .map(|kind| (kind.name(), kind.bytes(korean)))
            .collect();
        files.push(("README.md", template!(korean, "README.md").into()));
        let there = |name: &&str| self.folder.join(name).exists();
        if let Some(name) = files.iter().map(|(name, _)| *name).find(there) {
            refuse!("template-there", file = self.folder.join(name));
        }
        fs::create_dir_all(&self.folder)
            .with_context(|| t!("files-cannot-make", folder = self.folder))?;
        for (name, bytes) in &files {
            write_new(&self.folder.join(name), bytes)?;
        }
        let (number, folder) = (files.len(), &self.folder);
        say!(
            "madang: {}",
            t!("template-wrote", number = number, folder = folder)
        );
        Ok(())
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let file = fs::File::create_new(path);
    let mut file = file.with_context(|| t!("files-cannot-write", file = path))?;
    file.write_all(bytes)
        .with_context(|| t!("files-cannot-write", file = path))
}
