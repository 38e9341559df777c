//! What happened to what somebody follows: by thing, the newest first, with the words as the public may read them now.

use std::collections::BTreeMap;

use madang_accounts::Due;
use madang_programme::content::{self, ContentState};
use madang_programme::{Event, Kind, Relation, State, log, people};
use madang_record::EntryRef;
use madang_store::{Store, StoreError};
use madang_words::Text;
use serde_json::Value;

use crate::following::subject::Subject;
use crate::frame::entries;
use crate::frame::format::{ZONE, date_time};
use crate::frame::ui::Ui;
use crate::model::{EntryDetail, EntryFilter, EntryRange, EntrySummary};
use crate::record::labels::kind;
use madang_words::shortened;

/// Things that one mail tells of; it says how many more there are.
const MOST_ITEMS: usize = 50;

/// Entries that are read at once.
const PAGE: u64 = 1000;

/// The longest piece of words, in characters.
const MOST_WORDS: usize = 400;

/// The kinds whose entries are about the record itself, not about what it is for.
const NOT_TOLD: [&[Kind]; 3] = [
    log::Event::KINDS,
    people::Event::KINDS,
    content::Event::KINDS,
];

/// What happened to one thing that somebody follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub name: String,
    /// Its page, without a language.
    pub path: String,
    /// What happened, the newest first.
    pub items: Vec<Item>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What.
    pub what: String,
    /// When, for the reader.
    pub at: String,
    /// Where it can be read, without a language.
    pub path: String,
    /// The words, as far as the public may read them.
    pub words: Vec<String>,
}

/// All that there is to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// By thing, the one that something happened to last first.
    pub groups: Vec<Group>,
    /// How much more happened.
    pub more: u64,
    /// The entries whose words it quotes.
    pub quotes: Vec<u64>,
}

/// Something that somebody follows, with its own entry, and the one that it is named in where the public may read all of that.
struct Thing {
    subject: Subject,
    text: String,
    since: u64,
    own: u64,
    named_in: Option<u64>,
}

impl Thing {
    /// Whether an entry is about it: also one by which it goes on in another, or another in it.
    fn concerns(&self, entry: &EntrySummary, goes_on: &[u64]) -> bool {
        let about = match self.subject.is_programme() {
            true => entry.space == self.subject.programme(),
            false => entry.subject == self.text || goes_on.contains(&self.own),
        };
        about && entry.index >= self.since
    }
}

/// Whether things go on in others by entries of a kind, which name them beside their own subject.
fn carries_on(kind: &str) -> bool {
    let mut known = Event::kinds().filter(|known| known.name == kind);
    known.any(|known| known.told.iter().any(|told| told.goes_on()))
}

/// What happened to what somebody follows from the entry that they were told of last to before the entry `size`.
///
/// # Errors
/// What the store says.
pub async fn read(ui: &Ui, store: &Store, due: &Due, size: u64) -> Result<Digest, StoreError> {
    let things = store.with_state(|state| things(state, due)).await?;
    let mut digest = Digest::default();
    if things.is_empty() {
        return Ok(digest);
    }
    let (found, more) = happened(store, &things, due.told, size).await?;
    digest.more = more;
    let mut groups: Vec<(u64, Group)> = Vec::new();
    for (thing, entries) in found {
        let (Some(thing), Some(newest)) = (things.get(thing), entries.first()) else {
            continue;
        };
        let newest = newest.index;
        // What is hidden in part is not quoted at all, so that whatever a mail quotes is open as a whole.
        let open = |state: &State| {
            let all = entries.iter().map(|entry| entry.index);
            all.filter(|entry| is_open(state, *entry))
                .collect::<Vec<u64>>()
        };
        let open = store.with_state(open).await?;
        let mut items = Vec::with_capacity(entries.len());
        for entry in &entries {
            let quoted = open.contains(&entry.index);
            items.push(item(ui, store, thing, entry, quoted).await?);
        }
        digest.quotes.extend(open);
        digest.quotes.extend(thing.named_in);
        groups.push((
            newest,
            Group {
                name: name(ui, store, thing).await?,
                path: thing.subject.path(),
                items,
            },
        ));
    }
    groups.sort_by_key(|(newest, _)| std::cmp::Reverse(*newest));
    digest.groups = groups.into_iter().map(|(_, group)| group).collect();
    digest.quotes.sort_unstable();
    digest.quotes.dedup();
    Ok(digest)
}

/// Whether no content of an entry is hidden or gone.
pub fn is_open(state: &State, entry: u64) -> bool {
    state.contents_of(entry).all(|became| match became {
        ContentState::Released { .. } => true,
        ContentState::Restricted { .. } | ContentState::Erased { .. } => false,
    })
}

/// What something is called, as far as that may be quoted.
async fn name(ui: &Ui, store: &Store, thing: &Thing) -> Result<String, StoreError> {
    match (thing.named_in, thing.subject.number(ui)) {
        (None, Some(number)) => Ok(number),
        (Some(_), _) | (None, None) => thing.subject.name(ui, store).await,
    }
}

/// What somebody follows, as far as it is there: single things before their programmes.
fn things(state: &State, due: &Due) -> Vec<Thing> {
    let all = due.followed.iter().filter_map(|followed| {
        let subject = Subject::parse(&followed.subject)?;
        let named_in = subject.named_in(state)?;
        let subject_entry = subject.entry(state)?;
        Some(Thing {
            subject,
            text: followed.subject.clone(),
            since: followed.since,
            own: subject_entry,
            named_in: Some(named_in).filter(|entry| is_open(state, *entry)),
        })
    });
    let mut all: Vec<Thing> = all.collect();
    all.sort_by_key(|thing| thing.subject.is_programme());
    all
}

/// What happened to each of the things from the entry `from` to before the entry `size`, the newest first; and how much more did.
async fn happened(
    store: &Store,
    things: &[Thing],
    from: u64,
    size: u64,
) -> Result<(BTreeMap<usize, Vec<EntrySummary>>, u64), StoreError> {
    let untold = |kind: &&Kind| {
        let mut kinds = NOT_TOLD.into_iter().flatten();
        kinds.any(|other| other.name == kind.name)
    };
    let told: Vec<&str> = Event::kinds()
        .filter(|kind| !untold(kind))
        .map(|kind| kind.name)
        .collect();
    let mut programmes: Vec<&str> = things.iter().map(|one| one.subject.programme()).collect();
    programmes.sort_unstable();
    programmes.dedup();
    let filter = EntryFilter {
        space: match programmes.as_slice() {
            [only] => Some((*only).to_owned()),
            _ => None,
        },
        ..EntryFilter::default()
    };
    let mut found: BTreeMap<usize, Vec<EntrySummary>> = BTreeMap::new();
    let (mut taken, mut more, mut before) = (0, 0, size);
    while before > from {
        let range = EntryRange::Before(Some(before));
        let page = store.filtered_entries(range, PAGE, &filter).await?;
        let Some(last) = page.items.last() else {
            break;
        };
        before = last.index;
        let new = page.items.into_iter().filter(|entry| entry.index >= from);
        for entry in new.filter(|entry| told.contains(&entry.kind.as_str())) {
            let goes_on = match carries_on(&entry.kind) {
                true => goes_on(store, entry.index).await?,
                false => Vec::new(),
            };
            let thing = things.iter().position(|one| one.concerns(&entry, &goes_on));
            match thing {
                Some(_) if taken == MOST_ITEMS => more += 1,
                Some(thing) => {
                    taken += 1;
                    found.entry(thing).or_default().push(entry);
                }
                None => {}
            }
        }
    }
    Ok((found, more))
}

/// The entries of what goes on by an entry, and of what it goes on in.
async fn goes_on(store: &Store, entry: u64) -> Result<Vec<u64>, StoreError> {
    let detail = store.entry(entry).await?;
    let parsed = detail.as_ref().map(|detail| EntryRef::parse(&detail.bytes));
    let Some(Ok(parsed)) = parsed else {
        return Ok(Vec::new());
    };
    let named = [Relation::From, Relation::Into].map(Relation::name);
    let refs = parsed.refs.iter();
    let refs = refs.filter(|reference| named.contains(&reference.rel));
    Ok(refs.map(|reference| reference.entry).collect())
}

async fn item(
    ui: &Ui,
    store: &Store,
    thing: &Thing,
    entry: &EntrySummary,
    quoted: bool,
) -> Result<Item, StoreError> {
    let happened = kind(ui, &entry.kind);
    let about = Subject::parse(&entry.subject).filter(|_| entry.subject != thing.text);
    let number = about.as_ref().and_then(|about| about.number(ui));
    let what = match number {
        Some(number) => ui.tf(
            "following-what",
            &[("about", number.into()), ("what", happened.into())],
        ),
        None => happened,
    };
    let detail = match quoted {
        true => store.entry(entry.index).await?,
        false => None,
    };
    Ok(Item {
        what,
        at: date_time(ui.lang, &entry.at, ZONE),
        path: match about {
            Some(about) => about.path(),
            None if thing.subject.is_programme() => entries::entry(entry.index),
            None => thing.subject.path(),
        },
        words: detail.map_or_else(Vec::new, |detail| words(ui, &detail)),
    })
}

/// The words of an entry's contents that are public now, in the reader's language.
fn words(ui: &Ui, detail: &EntryDetail) -> Vec<String> {
    let names = detail
        .bodies
        .iter()
        .map(madang_store::model::BodyView::name);
    let contents = names.filter_map(|name| detail.open_body(name));
    let said = contents.filter_map(|content| serde_json::from_slice::<Value>(content).ok());
    said.flat_map(|said| texts(ui, &said)).collect()
}

/// The texts that stand in a content, a title first.
fn texts(ui: &Ui, content: &Value) -> Vec<String> {
    let Value::Object(fields) = content else {
        return Vec::new();
    };
    let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
    fields.sort_by_key(|(name, _)| *name != "title");
    let texts = fields
        .into_iter()
        .filter_map(|(_, value)| serde_json::from_value::<Text>(value.clone()).ok());
    let plain = texts.map(|text| shortened(&ui.plain(&text), MOST_WORDS));
    plain.filter(|text| !text.trim().is_empty()).collect()
}

/// The entry that another is about, where it hides, shows or erases a content of one; and whether it erases.
pub fn hides(bytes: &[u8]) -> Option<(u64, bool)> {
    let entry = EntryRef::parse(bytes).ok()?;
    match Event::parse(entry.kind, entry.facts).ok()? {
        Event::Content(event) => Some((event.about().0, event.erases().is_some())),
        Event::Votes(_)
        | Event::Log(_)
        | Event::Commitments(_)
        | Event::People(_)
        | Event::Programmes(_)
        | Event::Institutions(_)
        | Event::Bodies(_)
        | Event::Voices(_)
        | Event::Needs(_)
        | Event::Consultations(_)
        | Event::Proposals(_)
        | Event::Scoring(_)
        | Event::Answers(_)
        | Event::Services(_)
        | Event::Design(_) => None,
    }
}
