//! The small programme beside the example: one vote that a panel's scores decide, and one in which a lot decides a tie.

use madang_exchange::Source;
use madang_exchange::programmes::Programme;
use madang_exchange::proposals::Proposals;
use madang_exchange::votes::{TableFile, VoteOpening};

use madang_words::{Language, Text};

use super::embedded;

/// The small programme. Nobody proposed, scored or voted.
pub fn neighbourhood() -> Programme {
    let text = include_str!("../../../examples/kr0018/neighbourhood/programme.json");
    embedded("programme.json", text, Programme::read)
}

/// What is proposed to it.
pub fn neighbourhood_proposals() -> Proposals {
    let text = include_str!("../../../examples/kr0018/neighbourhood/proposals.json");
    embedded("proposals.json", text, Proposals::read)
}

/// The public value that the lot of its second vote is drawn from: invented, as everything here.
pub const LOT_VALUE: &str = "4 11 18 23 36 42";

/// Why a vote is held at another time than was announced, where setting it up was interrupted.
pub fn time_went_by() -> Text {
    let mut reason = Text::new(
        Language::Ko,
        "예시를 준비하다가 멈추어, 예고한 투표 시간이 지났습니다. (예시)",
    );
    let english =
        "Setting the example up was interrupted, and the announced time went by. (example)";
    reason.0.insert(Language::En, english.to_owned());
    reason
}

/// A vote of the small programme.
#[derive(Debug)]
pub struct SmallVote {
    /// Its rule, and how ballots are read.
    pub opening: VoteOpening,
    /// Its ballots, and its experts' scores where there are any.
    pub tables: Vec<TableFile>,
}

/// The votes of the small programme, one after the other.
pub fn neighbourhood_votes() -> [SmallVote; 2] {
    let panel = SmallVote {
        opening: opening(include_str!(
            "../../../examples/kr0018/neighbourhood/panel.json"
        )),
        tables: vec![
            table(include_str!(
                "../../../examples/kr0018/neighbourhood/panel-scores.csv"
            )),
            table(include_str!(
                "../../../examples/kr0018/neighbourhood/panel-ballots.csv"
            )),
        ],
    };
    let lot = SmallVote {
        opening: opening(include_str!(
            "../../../examples/kr0018/neighbourhood/lot.json"
        )),
        tables: vec![table(include_str!(
            "../../../examples/kr0018/neighbourhood/lot-ballots.csv"
        ))],
    };
    [panel, lot]
}

fn opening(text: &str) -> VoteOpening {
    embedded("vote.json", text, VoteOpening::read)
}

fn table(text: &str) -> TableFile {
    embedded("table.csv", text, |source: &Source| {
        TableFile::read(source)?.whole()
    })
}
