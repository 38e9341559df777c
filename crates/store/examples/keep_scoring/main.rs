//! Makes a record to be kept of bodies with seats that score: a panel is set up and its members appointed, one of them a citizen who is not
//! named; criteria, declared interests, a recusal; a vote in which they score under seal, one twice; what is selected, and a forum. It runs
//! on 2, 9 and 16 November 2026 by a clock of its own. `crates/verify/tests/records/2026-12-scoring/make.sh` runs it; the folder gets `data`
//! and `keys`.
#![allow(clippy::unwrap_used, reason = "run by hand, by who can read the panic")]

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "a part of it is used here"
)]
#[path = "../../tests/it/support.rs"]
mod support;

#[allow(dead_code, reason = "a part of it is used here")]
#[path = "../keeping/mod.rs"]
mod keeping;

use std::collections::BTreeMap;

use keeping::asked::*;
use keeping::{Keeping, Kept};
use madang_fixtures::approval;
use madang_programme::Command;
use madang_programme::bodies::{
    BodyComposed, BodyKind, MemberClass, MemberLeft, MemberSeated, Person, SeatMember,
};
use madang_programme::people::Granted;
use madang_programme::scoring::{
    CriteriaFixed, CriteriaScores, Criterion, DeclareInterest, InterestDeclared, InterestDetails,
    RecusalDecided, RecusalKind, RecusalReason, SheetSubmitted, SubmitSheet,
};
use madang_programme::votes::engine::{
    Decimal, Normalisation, Rule, ScoreRule, SelectionRule, Utility,
};
use madang_programme::votes::{ScoresSubmitted, VoteScheduled};
use support::*;

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(19);
    let kept = keeping.on("2026-11-02").await;
    kept.begin().await;
    kept.0.close().await;
    let kept = keeping.on("2026-11-09").await;
    kept.score().await;
    kept.0.close().await;
    let kept = keeping.on("2026-11-16").await;
    kept.decide().await;
    kept.0.close().await;
}

/// The members: the first is in the chair, the last a citizen.
const MEMBERS: [&str; 4] = [
    "0a1b2c3d4e5f60718293a4b5c6d7e8f1",
    "0a1b2c3d4e5f60718293a4b5c6d7e8f2",
    "0a1b2c3d4e5f60718293a4b5c6d7e8f3",
    "0a1b2c3d4e5f60718293a4b5c6d7e8f4",
];

fn declared(member: &str, proposals: &[&str], discovered: Option<&str>) -> Command {
    let facts = InterestDeclared {
        programme: PROGRAMME.to_owned(),
        body: "panel".to_owned(),
        vote: VOTE.to_owned(),
        member: member.to_owned(),
        proposals: names(proposals),
        discovered: discovered.map(str::to_owned),
    };
    let details = (!proposals.is_empty()).then(|| InterestDetails {
        details: korean("제안한 기관의 자문을 맡고 있습니다."),
    });
    DeclareInterest { facts, details }.into()
}

fn sheet(member: &str, all: &[(&str, u32, u32)]) -> Command {
    let scores = all.iter().map(|(id, of_use, cost)| {
        let by = [("use".to_owned(), *of_use), ("cost".to_owned(), *cost)];
        ((*id).to_owned(), BTreeMap::from(by))
    });
    let facts = SheetSubmitted(ScoresSubmitted {
        programme: PROGRAMME.to_owned(),
        vote: VOTE.to_owned(),
        body: "panel".to_owned(),
        member: member.to_owned(),
    });
    let scores = CriteriaScores {
        scores: scores.collect(),
    };
    SubmitSheet { facts, scores }.into()
}

fn criteria() -> Command {
    let criterion = |id: &str, name, weight, scale| Criterion {
        id: id.to_owned(),
        name,
        weight,
        scale,
    };
    Command::plain(CriteriaFixed {
        programme: PROGRAMME.to_owned(),
        body: "panel".to_owned(),
        vote: VOTE.to_owned(),
        criteria: vec![
            criterion(
                "use",
                both("많은 사람에게 쓸모", "Use for many people"),
                3,
                10,
            ),
            criterion("cost", both("비용", "Cost"), 1, 4),
        ],
        min_panel: 3,
    })
}

impl Kept {
    /// A panel with its members, a forum, and a vote that is announced.
    async fn begin(&self) {
        self.0.submit_all(programme(4)).await.unwrap();
        let everywhere = grant(ADMINISTRATOR, Granted::Administrator, false, None);
        self.ask(operator(), everywhere).await;
        let panel = BodyComposed {
            seats: [(MemberClass::Expert, 3), (MemberClass::Citizen, 1)].into(),
            quorum: 3,
            ..P.body("panel", BodyKind::ExpertPanel)
        };
        self.ask(administrator(), P.compose(panel)).await;
        let forum = BodyComposed {
            meets_every: Some(90),
            ..P.body("forum", BodyKind::Forum)
        };
        self.ask(administrator(), P.compose(forum)).await;
        for member in &MEMBERS[..3] {
            let seated = MemberSeated {
                chair: *member == MEMBERS[0],
                until: Some("2027-11-01".to_owned()),
                ..P.expert("panel", member, "2026-11-02")
            };
            self.ask(administrator(), P.seat(seated)).await;
        }
        let citizen = MemberSeated {
            class: MemberClass::Citizen,
            sector: "citizen".to_owned(),
            ..P.expert("panel", MEMBERS[3], "2026-11-02")
        };
        let person = Person {
            post: korean("밤에 버스를 타는 시민"),
            name: None,
            interests: None,
        };
        let facts = citizen;
        self.ask(administrator(), SeatMember { facts, person }.into())
            .await;
        let scale = Normalisation::Scale {
            top: Decimal::from(10),
        };
        let weights = [("panel".to_owned(), 3)].into();
        let rule = SelectionRule::new(
            Rule::Scores(ScoreRule::new(2, weights, scale)),
            Utility::Cost {},
        );
        let rule = rule.with_budget(Decimal::from(5_000));
        self.ask(official(), P.fix_rule("scores", rule, None)).await;
        let announced = Command::plain(VoteScheduled {
            programme: PROGRAMME.to_owned(),
            vote: VOTE.to_owned(),
            title: both("공동 선정", "Chosen together"),
            opens_at: "2026-11-09T00:00:00.000Z".to_owned(),
            closes_at: "2026-11-16T00:00:00.000Z".to_owned(),
        });
        self.ask(official(), announced).await;
        self.ask(administrator(), criteria()).await;
        for member in MEMBERS {
            let own: &[&str] = if member == MEMBERS[1] { &["2"] } else { &[] };
            self.ask(participant(member), declared(member, own, None))
                .await;
        }
    }

    /// The vote opens, the chair decides that somebody does not score a proposal, and they score.
    async fn score(&self) {
        let title = both("공동 선정", "Chosen together");
        let open = P.open_vote_titled(VOTE, "scores", title, approval());
        self.ask(official(), open).await;
        let facts = RecusalDecided {
            programme: PROGRAMME.to_owned(),
            body: "panel".to_owned(),
            vote: VOTE.to_owned(),
            member: MEMBERS[3].to_owned(),
            proposal: "3".to_owned(),
            kind: RecusalKind::Challenged,
        };
        let reason = RecusalReason {
            reason: korean("제안한 단체에서 일합니다."),
        };
        let recused = Command::said("reason", facts, reason);
        self.ask(participant(MEMBERS[0]), recused).await;
        for step in [ballot(1), ballot(2)] {
            self.0.submit(step).await.unwrap();
        }
        let all: &[(&str, u32, u32)] = &[("1", 9, 3), ("3", 8, 2), ("4", 2, 1)];
        self.ask(participant(MEMBERS[0]), sheet(MEMBERS[0], &[("1", 1, 1)]))
            .await;
        for member in &MEMBERS[..3] {
            self.ask(participant(member), sheet(member, all)).await;
        }
        self.ask(
            participant(MEMBERS[3]),
            sheet(MEMBERS[3], &[("1", 7, 4), ("2", 9, 4)]),
        )
        .await;
    }

    /// A member finds something out, the vote is closed and counted, and another member leaves.
    async fn decide(&self) {
        let found = declared(MEMBERS[2], &["4"], Some("2026-11-13"));
        self.ask(participant(MEMBERS[2]), found).await;
        for step in [close_vote(), open_ballots()] {
            self.0.submit(step).await.unwrap();
        }
        let computed = self.0.recount(PROGRAMME, VOTE).await.unwrap();
        self.ask(official(), computed.into()).await;
        let left = MemberLeft {
            programme: PROGRAMME.to_owned(),
            body: "panel".to_owned(),
            member: MEMBERS[2].to_owned(),
        };
        self.ask(administrator(), Command::plain(left)).await;
    }
}
