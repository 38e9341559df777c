//! What invented participants propose to the example programme once its vote is under way, and what they say about it.

use std::ops::Range;

use madang_programme::proposals::{
    CallOpened, CommentText, Derivation, DerivedFrom, HandInProposal, MergeReason,
    ProposalCommented, ProposalEndorsed, ProposalHandedIn, ProposalRevised, ProposalSplit,
    ProposalText, ProposalsMerged, ProposedBy, ProposerKind, REASON,
};
use madang_programme::{Actor, Command, Role};
use madang_words::{Language, Text};

/// Something that somebody does: who, under which key it is done once, and what.
pub type Act = (Actor, String, Command);

/// The two proposals that participants hand in, of which one is merged into the other.
const PROPOSALS: [&str; 2] = ["65", "66"];

/// The proposal that is split, and the two that it goes on in.
const SPLIT: (&str, [&str; 2]) = ("67", ["68", "69"]);

pub(crate) fn both(korean: &str, english: &str) -> Text {
    let mut text = Text::new(Language::Ko, korean);
    text.0.insert(Language::En, english.to_owned());
    text
}

/// Nobody: names that nobody could take for a person's.
pub(crate) fn invented(name: &str) -> Actor {
    Actor {
        role: Role::Participant,
        pseudonym: format!("invented-{name}"),
    }
}

fn key(programme: &str, what: &str) -> String {
    format!("conversation/{programme}/{what}")
}

fn hand_in(programme: &str, id: &str, of: (&str, &str), text: ProposalText) -> Command {
    let (group, need) = of;
    let facts = ProposalHandedIn {
        programme: programme.to_owned(),
        id: id.to_owned(),
        cost: None,
        group: Some(group.to_owned()),
        audiences: Vec::new(),
        needs: vec![need.to_owned()],
        by: ProposedBy::Participant,
        derived_from: Vec::new(),
    };
    HandInProposal { facts, text }.into()
}

fn words(title: (&str, &str), summary: (&str, &str)) -> ProposalText {
    ProposalText {
        title: both(title.0, title.1),
        summary: Some(both(summary.0, summary.1)),
        proposer: None,
    }
}

/// Some endorse a version, each under a name of their own for this.
fn endorsed(programme: &str, id: &str, version: u32, numbers: Range<u32>) -> Vec<Act> {
    let one = |number: u32| {
        let command = Command::plain(ProposalEndorsed {
            programme: programme.to_owned(),
            proposal: id.to_owned(),
            version,
        });
        let by = invented(&format!("{id}-{number}"));
        (
            by,
            key(programme, &format!("{id}/endorsed/{number}")),
            command,
        )
    };
    numbers.map(one).collect()
}

fn comment(programme: &str, parent: Option<u64>, text: Text) -> Command {
    let facts = ProposalCommented {
        programme: programme.to_owned(),
        proposal: PROPOSALS[0].to_owned(),
        parent,
    };
    Command::worded(facts, CommentText { text })
}

/// A call from a day to another, two proposals for the needs 10 and 11 in it, a revision, endorsements, and the comment that begins
/// a thread, which comes last. Nobody said any of it.
pub fn conversation(programme: &str, post: &str, (from, to): (&str, &str)) -> Vec<Act> {
    let official = Actor {
        role: Role::Official,
        pseudonym: post.to_owned(),
    };
    let call = Command::plain(CallOpened {
        programme: programme.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    });
    let once = words(
        (
            "한 번 알린 주소를 모든 기관에 (예시)",
            "One address for every agency (example)",
        ),
        (
            "이사한 사람이 새 주소를 한 번만 알리면 모든 기관이 압니다.",
            "Whoever moves tells the new address once, and every agency knows.",
        ),
    );
    let revised = words(
        (
            "한 번 알린 주소를 모든 기관에 (예시)",
            "One address for every agency (example)",
        ),
        (
            "이사한 사람이 새 주소를 한 번만 알리면 사흘 안에 모든 기관이 압니다. 무엇이 누구에게 갔는지 본인이 봅니다.",
            "Whoever moves tells the new address once, and every agency knows within three days. They see what went to whom.",
        ),
    );
    let other = words(
        (
            "이사 서류를 한 창구에서 (예시)",
            "One counter for moving (example)",
        ),
        (
            "전입신고, 학교, 복지 서류를 한 창구에서 냅니다.",
            "Registration, school and benefit papers are handed in at one counter.",
        ),
    );
    let [first, second] = PROPOSALS;
    let revision = ProposalRevised {
        programme: programme.to_owned(),
        proposal: first.to_owned(),
        version: 2,
        base: 1,
        cost: Some(900_000_000),
    };
    let said = both(
        "가족이 함께 이사하면 한 번에 되나요?",
        "Does it work for a whole family at once?",
    );
    let mut acts = vec![
        (official, key(programme, "call"), call),
        (
            invented("a"),
            key(programme, first),
            hand_in(programme, first, ("general", "10"), once),
        ),
        (
            invented("b"),
            key(programme, second),
            hand_in(programme, second, ("general", "11"), other),
        ),
    ];
    acts.extend(endorsed(programme, first, 1, 1..6));
    acts.extend(endorsed(programme, second, 1, 1..4));
    acts.push((
        invented("a"),
        key(programme, "revised"),
        Command::worded(revision, revised),
    ));
    acts.extend(endorsed(programme, first, 2, 6..8));
    acts.push((
        invented("c"),
        key(programme, "comment"),
        comment(programme, None, said),
    ));
    acts
}

/// A proposal for two things at once, which some endorse, and what an official makes of it: a proposal for each, and why.
pub fn split(programme: &str, post: &str) -> Vec<Act> {
    let official = || Actor {
        role: Role::Official,
        pseudonym: post.to_owned(),
    };
    let (whole, parts) = SPLIT;
    let both_at_once = words(
        (
            "안전한 밤길과 어르신 안부 전화 (예시)",
            "Safe alleys and calls to older people (example)",
        ),
        (
            "어두운 골목에 등을 달고, 혼자 사는 어르신에게 이레에 두 번 전화합니다.",
            "Lamps for dark alleys, and two calls a week to older people who live alone.",
        ),
    );
    let asked = hand_in(programme, whole, ("general", "9"), both_at_once);
    let mut acts = vec![(invented("e"), key(programme, whole), asked)];
    acts.extend(endorsed(programme, whole, 1, 1..5));
    let of_parts = [
        (
            (
                "어두운 골목에 등 달기 (예시)",
                "Lamps for dark alleys (example)",
            ),
            (
                "밤에 지나는 사람이 많은 골목부터 등을 달고, 꺼지면 스스로 알립니다.",
                "The alleys that most people use at night come first; a lamp that fails reports itself.",
            ),
        ),
        (
            (
                "혼자 사는 어르신께 안부 전화 (예시)",
                "Calls to older people who live alone (example)",
            ),
            (
                "이레에 두 번 전화하고, 받지 않으면 가까운 주민센터가 찾아갑니다.",
                "Two calls a week; where nobody answers, the office nearby comes by.",
            ),
        ),
    ];
    for (id, (title, summary)) in parts.iter().zip(of_parts) {
        let text = ProposalText {
            proposer: Some(both("예시 주민 모임", "Example residents")),
            ..words(title, summary)
        };
        let facts = ProposalHandedIn {
            programme: programme.to_owned(),
            id: (*id).to_owned(),
            cost: None,
            group: Some("general".to_owned()),
            audiences: Vec::new(),
            needs: vec!["9".to_owned()],
            by: ProposedBy::Other(ProposerKind::CitizenGroup),
            derived_from: vec![DerivedFrom {
                proposal: whole.to_owned(),
                version: 1,
                how: Derivation::Split,
            }],
        };
        let command = HandInProposal { facts, text };
        acts.push((official(), key(programme, id), command.into()));
    }
    let facts = ProposalSplit {
        programme: programme.to_owned(),
        proposal: whole.to_owned(),
        into: parts.map(str::to_owned).to_vec(),
    };
    let reason = both(
        "두 일은 맡는 곳도 드는 돈도 달라 따로 살피는 편이 낫습니다. (예시)",
        "The two are done by different offices at different costs; each is looked at by itself. (example)",
    );
    let command = Command::said(REASON, facts, MergeReason { reason });
    acts.push((official(), key(programme, "split"), command));
    acts
}

/// What follows once the comment that begins the thread stands in an entry: two replies, and the merge of one proposal into the other.
pub fn later_conversation(programme: &str, post: &str, comment_entry: u64) -> Vec<Act> {
    let official = Actor {
        role: Role::Official,
        pseudonym: post.to_owned(),
    };
    let [first, second] = PROPOSALS;
    let merged = ProposalsMerged {
        programme: programme.to_owned(),
        from: vec![second.to_owned()],
        into: first.to_owned(),
    };
    let reason = both(
        "둘 다 이사한 사람이 같은 것을 여러 번 내지 않게 합니다. (예시)",
        "Both keep whoever moves from handing in the same thing twice. (example)",
    );
    let yes = both(
        "네, 한 사람이 가족의 것을 함께 알립니다.",
        "Yes, one person tells it for the family.",
    );
    let thanks = both(
        "좋습니다. 세입자도 되면 좋겠습니다.",
        "Good. Tenants should be able to as well.",
    );
    vec![
        (
            invented("a"),
            key(programme, "reply"),
            comment(programme, Some(comment_entry), yes),
        ),
        (
            invented("d"),
            key(programme, "reply-2"),
            comment(programme, Some(comment_entry), thanks),
        ),
        (
            official,
            key(programme, "merged"),
            Command::said(REASON, merged, MergeReason { reason }),
        ),
    ]
}
