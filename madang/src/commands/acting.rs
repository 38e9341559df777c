//! Acts of an official from the command line: in the name of a post, one command, and what it came to.

use anyhow::Result;
use madang_programme::{Actor, Command, Role};
use madang_store::{Store, Submission};
use madang_words::{Language, Text};

use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::giving::acting_as;
use crate::logging::SECURITY;
use crate::mistakes;

/// In whose name an official acts.
#[derive(Debug, Clone, clap::Args)]
pub struct ActorArguments {
    /// The post that acts, as it stands on the record: small letters, digits and hyphens, such as innovation-division;
    /// never a person's name. A facilitator's begins with facilitator/, an administrator's with administrator/
    #[arg(long, value_name = "POST", env = "MADANG_ACTOR", value_parser = post, global = true, help_heading = "Record")]
    pub actor: Option<String>,
}

fn post(text: &str) -> Result<String, String> {
    acting_as(text).map_err(|error| mistakes::in_one_line(&error))?;
    Ok(text.strip_prefix("official/").unwrap_or(text).to_owned())
}

impl ActorArguments {
    /// The post, or the usual name where nobody says one.
    pub fn post(&self, usual: &str) -> String {
        self.actor.clone().unwrap_or_else(|| usual.to_owned())
    }

    /// The official at the console.
    ///
    /// # Errors
    /// A facilitator, who may not do this.
    pub fn official(&self) -> Result<Actor> {
        let actor = self.who()?;
        if actor.role != Role::Official {
            refuse!("import-official", actor = actor.to_string());
        }
        Ok(actor)
    }

    /// The official, facilitator or administrator at the console.
    ///
    /// # Errors
    /// None in practice: the post was read.
    pub fn who(&self) -> Result<Actor> {
        acting_as(&self.post("console"))
    }
}

/// Opens the record to act on it.
///
/// # Errors
/// As [`DataDirectory::store`].
pub async fn open(arguments: &DataArguments) -> Result<(DataDirectory, Store)> {
    let directory = DataDirectory::open(arguments)?;
    let store = directory.store(arguments, Accepted::default()).await?;
    Ok((directory, store))
}

/// Gives commands in one transaction, all or none, and says what they did.
///
/// # Errors
/// The first that is refused.
pub async fn act(store: &Store, actor: Actor, commands: Vec<Command>, done: &str) -> Result<()> {
    let submissions = commands.into_iter().map(|command| Submission {
        actor: actor.clone(),
        idempotency_key: None,
        command,
        terms: Default::default(),
    });
    let submissions: Vec<Submission> = submissions.collect();
    let asked: Vec<&str> = submissions.iter().map(|one| one.command.name()).collect();
    let asked = asked.join(", ");
    let committed = store.submit_all(submissions).await?;
    tracing::debug!(target: SECURITY, %actor, asked, done, "an act was recorded");
    let entries: Vec<String> = committed.iter().map(|one| one.index.to_string()).collect();
    say!(
        "madang: {}",
        t!(
            "acts-done",
            done = done,
            count = entries.len(),
            entries = entries.join(", "),
            actor = actor.to_string()
        )
    );
    Ok(())
}

/// A text in one or more languages, each given as `LANGUAGE=TEXT`.
///
/// # Errors
/// What names no language, or one that texts cannot be in.
pub fn words(option: &str, given: &[String]) -> Result<Text> {
    let mut text = Text::default();
    for one in given {
        let Some((tag, words)) = one.split_once('=') else {
            refuse!("acts-no-language", option = option, text = one);
        };
        let language = Language::from_tag(tag);
        if language == Language::Und && tag != "und" {
            refuse!("acts-other-language", tag = tag);
        }
        if text.0.insert(language, words.trim().to_owned()).is_some() {
            refuse!("acts-language-twice", option = option, tag = tag);
        }
    }
    Ok(text)
}
