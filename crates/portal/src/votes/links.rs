//! The addresses of votes and selections.

use crate::frame::form::Field;
use crate::frame::ui::step;
use crate::programmes::links::{api as programme_api, path};

/// Pattern of the latest selection.
pub const SELECTION: &str = "/programmes/{programme}/selection";
/// Pattern of a vote.
pub const ONE: &str = "/programmes/{programme}/votes/{vote}";

/// Pattern of who took part.
pub const PARTICIPATION: &str = "/programmes/{programme}/participation";

/// Who took part in a programme.
pub fn participation(programme: &str) -> String {
    format!("{}/participation", path(programme))
}

/// The page of a programme's latest selection.
pub fn selection(programme: &str) -> String {
    format!("{}/selection", path(programme))
}

/// The page of a vote.
pub fn vote(programme: &str, vote: &str) -> String {
    format!("{}/votes/{}", path(programme), step(vote))
}

/// A vote in the API.
pub fn api(programme: &str, vote: &str) -> String {
    format!("{}/votes/{}", programme_api(programme), step(vote))
}

/// The outcome of a vote's selection in the API.
pub fn outcome_api(programme: &str, vote: &str) -> String {
    format!("{}/selection", api(programme, vote))
}

/// The rule that a vote was decided by, as a file for `madang select --rule-file`.
pub fn rule_api(programme: &str, vote: &str) -> String {
    format!("{}/rule.json", api(programme, vote))
}

/// The opened ballots of a vote as a file; `end` is one of [`BALLOT_FILES`].
pub fn ballots_api(programme: &str, vote: &str, end: &str) -> String {
    format!("{}/ballots{end}", api(programme, vote))
}

/// A table of a vote; `name` is `projects` or `scores`.
pub fn table_api(programme: &str, vote: &str, name: &str) -> String {
    format!("{}/{name}.csv", api(programme, vote))
}

/// The files of a vote's opened ballots: end of the address, format, what it holds.
pub const BALLOT_FILES: [(&str, &str, &str); 3] = [
    (".pb", "Pabulib", "data-ballots-pb"),
    (".csv", "CSV", "data-ballots-csv"),
    (".json", "JSON", "data-ballots-json"),
];

/// The place on a proposal's page where it is told why it fared as it did in a vote.
pub fn why_place(vote: &str) -> String {
    format!("why-{vote}")
}

/// Pattern of where whoever is on the roll casts their ballot.
pub const OWN: &str = "/programmes/{programme}/votes/{vote}/ballot";

/// The entry whose receipt is asked for.
pub const RECEIPT: Field = Field::for_programs("receipt");

/// Where whoever is on the roll casts their ballot.
pub fn own(programme: &str, of: &str) -> String {
    format!("{}/ballot", vote(programme, of))
}

/// The receipt of one's own ballot, with what it says.
pub fn own_receipt(programme: &str, of: &str, entry: u64) -> String {
    format!("{}?{}={entry}", own(programme, of), RECEIPT.name)
}

/// Pattern of where the roll of a vote is closed.
pub const ROLL: &str = "/programmes/{programme}/setup/votes/{vote}/roll";
/// Pattern of where somebody is helped to vote.
pub const ASSIST: &str = "/programmes/{programme}/setup/votes/{vote}/assist";
/// Pattern of where papers are keyed.
pub const PAPERS: &str = "/programmes/{programme}/setup/votes/{vote}/papers";

/// Where the roll of a vote is closed.
pub fn roll(programme: &str, vote: &str) -> String {
    format!("{}/{}/roll", office(programme), step(vote))
}

/// Where somebody is helped to vote.
pub fn assist(programme: &str, vote: &str) -> String {
    format!("{}/{}/assist", office(programme), step(vote))
}

/// Where papers are keyed.
pub fn papers(programme: &str, vote: &str) -> String {
    format!("{}/{}/papers", office(programme), step(vote))
}

/// Pattern of where officials see to the votes of a programme.
pub const OFFICE: &str = "/programmes/{programme}/setup/votes";
/// Pattern of the form that announces a vote.
pub const ANNOUNCE: &str = "/programmes/{programme}/setup/votes/announce";
/// Pattern of the form that opens a vote which was not announced.
pub const OPEN: &str = "/programmes/{programme}/setup/votes/open";
/// Pattern of what else is done with a vote.
pub const ACT: &str = "/programmes/{programme}/setup/votes/{vote}/{act}";

/// What an official does with a vote that is announced or open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// To announce it otherwise.
    Change,
    /// To take its announcement back.
    TakeBack,
    /// To open it.
    Open,
    /// To close it.
    Close,
    /// To open its ballots.
    Ballots,
    /// To compute and publish its selection; of one that is published, to compute it again.
    Select,
    /// To call it off.
    Cancel,
}

impl Act {
    const ALL: [Act; 7] = [
        Act::Change,
        Act::TakeBack,
        Act::Open,
        Act::Close,
        Act::Ballots,
        Act::Select,
        Act::Cancel,
    ];

    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Act::Change => "change",
            Act::TakeBack => "take-back",
            Act::Open => "open",
            Act::Close => "close",
            Act::Ballots => "ballots",
            Act::Select => "select",
            Act::Cancel => "cancel",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.name() == name)
    }
}

/// Where officials see to the votes of a programme.
pub fn office(programme: &str) -> String {
    format!("{}/setup/votes", path(programme))
}

/// The same, after something was recorded there.
pub fn office_done(programme: &str, entry: u64) -> String {
    format!("{}?done={entry}", office(programme))
}

/// The form that announces a vote.
pub fn announce(programme: &str) -> String {
    format!("{}/announce", office(programme))
}

/// The form that opens a vote which was not announced.
pub fn open(programme: &str) -> String {
    format!("{}/open", office(programme))
}

/// The form of what is done with a vote.
pub fn act(programme: &str, vote: &str, act: Act) -> String {
    format!("{}/{}/{}", office(programme), step(vote), act.name())
}
