//! `madang need`: what several voices ask for, grouped, split and merged.

use anyhow::Result;
use madang_programme::needs::{
    DefineNeed, MOST_NAMED, NeedDefined, NeedSplit, NeedText, NeedVoicesChanged, NeedsMerged,
};
use madang_programme::{Actor, Command, Violation};
use madang_store::Store;
use madang_store::model::{NEED_FACETS, NeedAct, NeedDetail, NeedFilter, NeedStanding, VoiceFacet};
use madang_words::Text;
use madang_words::moment::in_zone;

use super::acting::{ActorArguments, act, open, words};
use crate::data::DataArguments;
use crate::words::language;

/// Group voices by what they ask for: define a need, put voices in or take them out, split and merge; list and show needs
///
/// Many needs at once come from a table: `madang import needs.csv`.
#[derive(Debug, clap::Args)]
pub struct NeedCommand {
    #[command(subcommand)]
    action: NeedAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum NeedAction {
    /// Define a need, with the voices that it groups
    Define(Defined),
    /// Put voices into a need
    Add {
        #[command(flatten)]
        need: OfNeed,
        /// The voices
        #[arg(value_name = "VOICE", required = true)]
        voices: Vec<String>,
    },
    /// Take voices out of a need
    Remove {
        #[command(flatten)]
        need: OfNeed,
        /// The voices
        #[arg(value_name = "VOICE", required = true)]
        voices: Vec<String>,
    },
    /// Split a need into others, which group its voices already; it stays to be read and takes no voice any more
    ///
    /// Each of its voices stands in one of them at least, or is named with --left: none is lost in silence.
    Split {
        #[command(flatten)]
        need: OfNeed,
        /// A need that it goes on in; once for each, two at least
        #[arg(long, value_name = "NEED", required = true)]
        into: Vec<String>,
        /// A voice of the need that none of these groups; once for each
        #[arg(long, value_name = "VOICE")]
        left: Vec<String>,
    },
    /// Merge needs into another, which groups their voices from here on; they stay to be read and take no voice any more
    Merge {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// The needs
        #[arg(value_name = "NEED", required = true)]
        from: Vec<String>,
        /// The need that they go on in
        #[arg(long, value_name = "NEED")]
        into: String,
    },
    /// List the needs of a programme: the most voices first, those that were split or merged at the end
    List {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
    },
    /// Show a need: its words, its voices, and what became of it
    Show {
        #[command(flatten)]
        need: OfNeed,
    },
}

#[derive(Debug, clap::Args)]
struct Defined {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// Its identifier; the next number without one
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    id: String,
    /// What is needed in few words, in a language: en="…" or ko="…"; once for each language
    #[arg(long = "title", value_name = "LANGUAGE=TEXT", required = true)]
    titles: Vec<String>,
    /// The same at length, in a language; once for each language
    #[arg(long = "summary", value_name = "LANGUAGE=TEXT")]
    summaries: Vec<String>,
    /// The service group that it is about
    #[arg(long, value_name = "ID")]
    group: Option<String>,
    /// A voice that it groups; once for each
    #[arg(long = "voice", value_name = "VOICE")]
    voices: Vec<String>,
}

#[derive(Debug, clap::Args)]
struct OfNeed {
    /// The programme
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// The need
    #[arg(value_name = "NEED")]
    need: String,
}

impl NeedCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let who = self.actor.who()?;
        let (_, store) = open(data).await?;
        let told = match self.action {
            NeedAction::List { programme } => list(&store, &programme).await,
            NeedAction::Show { need } => show(&store, &need).await,
            NeedAction::Define(defined) => define(&store, who, defined).await,
            NeedAction::Add { need, voices } => {
                let number = voices.len();
                let done = t!("need-added", need = need.need.as_str(), number = number);
                act(&store, who, need.changes(&voices, true), &done).await
            }
            NeedAction::Remove { need, voices } => {
                let number = voices.len();
                let done = t!("need-removed", need = need.need.as_str(), number = number);
                act(&store, who, need.changes(&voices, false), &done).await
            }
            NeedAction::Split { need, into, left } => {
                let (id, parts) = (need.need.as_str(), into.join(", "));
                let done = t!("need-was-split", need = id, into = parts);
                let facts = NeedSplit {
                    programme: need.programme,
                    need: need.need,
                    into,
                    left,
                };
                act(&store, who, vec![Command::plain(facts)], &done).await
            }
            NeedAction::Merge {
                programme,
                from,
                into,
            } => {
                let (parts, id) = (from.join(", "), into.as_str());
                let done = t!("need-was-merged", from = parts, into = id);
                let facts = NeedsMerged {
                    programme,
                    from,
                    into,
                };
                act(&store, who, vec![Command::plain(facts)], &done).await
            }
        };
        store.close().await;
        told
    }
}

/// Defines a need; its voices are put in by the number that it gets, where it was given no identifier.
async fn define(store: &Store, who: Actor, mut defined: Defined) -> Result<()> {
    if defined.id.is_empty() {
        let next = store.with_state(|state| state.next_need(&defined.programme));
        defined.id = next.await??;
    }
    let done = t!("need-defined", need = defined.id.as_str());
    act(store, who, defined.commands()?, &done).await
}

impl Defined {
    fn commands(self) -> Result<Vec<Command>> {
        let summary = match self.summaries.is_empty() {
            true => None,
            false => Some(words("--summary", &self.summaries)?),
        };
        let text = NeedText {
            title: words("--title", &self.titles)?,
            summary,
        };
        let of = OfNeed {
            programme: self.programme.clone(),
            need: self.id.clone(),
        };
        let facts = NeedDefined {
            programme: self.programme,
            id: self.id,
            group: self.group,
        };
        let mut all = vec![Command::from(DefineNeed { facts, text })];
        all.extend(of.changes(&self.voices, true));
        Ok(all)
    }
}

impl OfNeed {
    /// As many entries as it takes to put these voices in, or to take them out.
    fn changes(&self, voices: &[String], add: bool) -> Vec<Command> {
        let parts = voices.chunks(MOST_NAMED).map(|voices| {
            let (add, remove) = match add {
                true => (voices.to_vec(), Vec::new()),
                false => (Vec::new(), voices.to_vec()),
            };
            Command::plain(NeedVoicesChanged {
                programme: self.programme.clone(),
                need: self.need.clone(),
                add,
                remove,
            })
        });
        parts.collect()
    }
}

/// Needs that are read at once.
const AT_ONCE: u64 = 100;

async fn list(store: &Store, programme: &str) -> Result<()> {
    store
        .with_state(|state| state.programme(programme).map(drop))
        .await??;
    let mut any = false;
    for standing in NeedStanding::ALL {
        let mut filter = NeedFilter {
            standing: Some(standing),
            limit: AT_ONCE,
            ..NeedFilter::default()
        };
        loop {
            let page = store.needs(programme, &filter).await?;
            for need in &page.items {
                any = true;
                let (name, title) = (named(standing), title(need));
                let id = need.facts.id.as_str();
                say!(
                    "{}",
                    match standing {
                        NeedStanding::Live =>
                            t!("need-line", need = id, title = title, number = need.voices),
                        NeedStanding::Split | NeedStanding::Merged => t!(
                            "need-line-past",
                            need = id,
                            title = title,
                            standing = name,
                            number = need.voices
                        ),
                    }
                );
            }
            if !page.is_followed(filter.offset, AT_ONCE) {
                break;
            }
            filter.offset += AT_ONCE;
        }
    }
    if !any {
        say!("madang: {}", t!("need-none-yet"));
    }
    Ok(())
}

fn named(standing: NeedStanding) -> String {
    match standing {
        NeedStanding::Live => t!("need-standing-live"),
        NeedStanding::Split => t!("need-standing-split"),
        NeedStanding::Merged => t!("need-standing-merged"),
    }
}

fn title(need: &NeedDetail) -> String {
    match &need.text {
        Some(text) => spoken(&text.title),
        None => t!("need-words-hidden"),
    }
}

fn spoken(text: &Text) -> String {
    text.best(language())
        .map_or_else(String::new, |(_, words)| words.to_owned())
}

async fn show(store: &Store, of: &OfNeed) -> Result<()> {
    let (programme, id) = (of.programme.as_str(), of.need.as_str());
    let zone = store.with_state(|state| {
        state.need(programme, id)?;
        Ok::<_, Violation>(state.programme(programme)?.zone.clone())
    });
    let zone = zone.await??;
    let Some(need) = store.need(programme, id).await? else {
        return Ok(());
    };
    let line = t!(
        "need-shown",
        need = id,
        title = title(&need),
        standing = named(need.standing),
        number = need.voices
    );
    say!("{line}");
    if let Some(summary) = need.text.as_ref().and_then(|text| text.summary.as_ref()) {
        say!("{}", spoken(summary));
    }
    for facet in NEED_FACETS {
        let counts = store.need_counts(need.entry, facet).await?;
        let counts = counts.iter().map(|(value, number)| match value.as_str() {
            "" => format!("{} {number}", t!("need-not-stated")),
            value => format!("{value} {number}"),
        });
        let counts: Vec<String> = counts.collect();
        if !counts.is_empty() {
            say!(
                "{}",
                t!("need-counts", facet = by(facet), counts = counts.join(", "))
            );
        }
    }
    for step in store.need_steps(&need).await? {
        say!(
            "{}",
            t!(
                "need-step",
                entry = step.entry,
                at = in_zone(&step.at, &zone),
                what = done(&step.what),
                actor = step.actor.as_str()
            )
        );
    }
    Ok(())
}

fn by(facet: VoiceFacet) -> String {
    match facet {
        VoiceFacet::Channel => t!("need-by-channel"),
        VoiceFacet::Group => t!("need-by-group"),
        VoiceFacet::Audience => t!("need-by-audience"),
        VoiceFacet::Region => t!("need-by-region"),
        VoiceFacet::Month => t!("need-by-month"),
        VoiceFacet::Institution => t!("need-by-institution"),
    }
}

fn done(what: &NeedAct) -> String {
    match what {
        NeedAct::VoicesChanged { added, removed } => match (added.is_empty(), removed.is_empty()) {
            (false, true) => t!("need-step-added", voices = added.join(", ")),
            (true, _) => t!("need-step-removed", voices = removed.join(", ")),
            (false, false) => t!(
                "need-step-changed",
                added = added.join(", "),
                removed = removed.join(", ")
            ),
        },
        NeedAct::Split { into, left } => match left.is_empty() {
            true => t!("need-step-split", into = into.join(", ")),
            false => t!(
                "need-step-split-left",
                into = into.join(", "),
                left = left.join(", ")
            ),
        },
        NeedAct::PartOf { need } => t!("need-step-part-of", need = need.as_str()),
        NeedAct::Took { from } => t!("need-step-took", from = from.join(", ")),
        NeedAct::MergedInto { need } => t!("need-step-merged-into", need = need.as_str()),
    }
}
