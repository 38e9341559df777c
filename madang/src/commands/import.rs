//! `madang import`: files onto the record.

use std::path::PathBuf;

use anyhow::{Result, bail};
use madang_exchange::Source;
use madang_store::Rehearsal;

use super::acting::ActorArguments;
use crate::data::{Accepted, DataArguments, DataDirectory, is_of_a_trial};
use crate::giving::IMPORT;
use crate::importing::{self, Accept, File, Order};

/// Put commitments, a programme, voices, needs, proposals, a vote, ballots or experts' scores from files on the record
///
/// Files are told apart by what they hold:
///   .json  commitments, a programme, proposals, or a vote to open
///   .csv  voices, needs, proposals, members of bodies, ballots or experts' scores
///   .pb    Pabulib: projects and ballots; opens a vote and casts them
///
/// `madang template` writes one of each to fill in, `madang new` all of them for a programme of one's own, and
/// `madang formats` describes them.
///
/// Every file is read whole, and all of them are tried on a copy of the record, before anything is recorded: what would be
/// refused, and every ballot that would not count, is named with its line. Importing a file again records nothing twice.
/// Ballots and scores stay under seal until `madang select --programme … --vote …`.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct ImportCommand {
    /// Files, in the order in which they build on each other
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Try everything and say what would become of it; record nothing
    #[arg(long)]
    dry_run: bool,
    /// Record ballots although they do not count (they are counted as such), a vote although the record does not keep to all
    /// that its file states, voices although they may have been erased before, rows of a file to fill in that nobody changed, or
    /// identifiers that seem to hold numbers or addresses of persons
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    accept: Vec<Accept>,
    /// Programme that voices, proposals and votes belong to; the one in the files, where one is
    #[arg(long, value_name = "ID")]
    programme: Option<String>,
    /// The vote that ballots and scores are for, and that a .pb file becomes; without it the one that the files open, else the
    /// only one that is open, and vote-1 for a .pb file
    #[arg(long, value_name = "ID")]
    vote: Option<String>,
    /// Of which gathering the voices without `id` are, such as 2026-12: a row is known by its words, so that a
    /// file can be imported again, and of identical ones the first counts; what was said in the same words in another gathering is new
    #[arg(long, value_name = "NAME")]
    wave: Option<String>,
    /// Selection rule of a vote from a .pb file, as JSON, amounts in the currency's smallest unit; without it equal shares as Wieliczka used it in 2023
    #[arg(long, value_name = "FILE")]
    rule_file: Option<PathBuf>,
    /// Most projects that the vote may select, besides its budget
    #[arg(long, value_name = "COUNT", conflicts_with = "rule_file")]
    number: Option<u32>,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

impl ImportCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let files = importing::read_all(&self.files)?;
        let order = self.order(&files.read)?;
        let begins = !DataDirectory::has_record(arguments);
        let place = arguments.data.display().to_string();
        let may_begin = !files.unread.is_empty() || files.read.iter().any(File::begins_a_record);
        if begins && !may_begin {
            bail!("{}", t!("import-no-record", place = place.as_str()));
        }
        if begins {
            let mut rehearsal = Rehearsal::of_new_record().await?;
            let tried = importing::try_all(&files, &order, &mut rehearsal, None).await?;
            if self.dry_run {
                let origin = arguments.origin_to_begin();
                say!(
                    "madang: {}",
                    t!("import-would-begin", place = place, origin = origin)
                );
                say_trial(origin);
                tried.say(&files);
                return nothing_recorded();
            }
            let directory = DataDirectory::create(arguments)?;
            let store = directory.store(arguments, Accepted::default()).await?;
            let origin = store.origin();
            say!(
                "madang: {}",
                t!("import-begins", place = place, origin = origin)
            );
            say_trial(origin);
            importing::record(&files, &order, &tried, &store, &directory).await?;
            say!("madang: {}", t!("import-size", size = store.size().await?));
            store.close().await;
            return Ok(());
        }
        let directory = DataDirectory::open(arguments)?;
        let store = match self.dry_run {
            true => {
                let store = directory.read_only_store().await?;
                if let Some(reason) = &arguments.accept_clock {
                    store.accept_clock(reason);
                }
                store
            }
            false => directory.store(arguments, Accepted::default()).await?,
        };
        let mut rehearsal = store.rehearsal().await?;
        let tried = importing::try_all(&files, &order, &mut rehearsal, Some(&directory)).await?;
        drop(rehearsal);
        if self.dry_run {
            tried.say(&files);
            return nothing_recorded();
        }
        importing::record(&files, &order, &tried, &store, &directory).await?;
        say!("madang: {}", t!("import-size", size = store.size().await?));
        store.close().await;
        Ok(())
    }

    fn order(&self, files: &[File]) -> Result<Order> {
        let own = files.iter().find_map(File::programme).map(str::to_owned);
        let opened = files.iter().find_map(File::vote).map(str::to_owned);
        let rule = match &self.rule_file {
            Some(path) => Some(Source::read_small(path)?.json()?),
            None => None,
        };
        Ok(Order {
            programme: self.programme.clone().or(own),
            vote: self.vote.clone().or(opened),
            rule,
            number: self.number,
            post: self.actor.post(IMPORT),
            accept: Accept::faults(&self.accept),
            wave: self.wave.clone(),
            accept_erased: Accept::erased_voices(&self.accept),
            only_tried: self.dry_run,
            accept_meaning: Accept::meaning(&self.accept),
            accept_examples: Accept::examples(&self.accept),
            accept_persons: self.accept.contains(&Accept::PersonalData),
        })
    }
}

/// Says that a record has the name that nobody gave it, before others rely on it.
fn say_trial(origin: &str) {
    if is_of_a_trial(origin) {
        note!("madang: {}", t!("import-trial-name", origin = origin));
    }
}

fn nothing_recorded() -> Result<()> {
    say!("madang: {}", t!("import-dry-run"));
    Ok(())
}
