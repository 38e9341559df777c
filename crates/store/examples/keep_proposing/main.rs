//! Makes a record to be kept of how people propose and decide: calls, proposals of everybody who may hand one in, their versions,
//! who stands behind them and what is said about them, what went on in another, words that whoever said them had erased, and votes that
//! were announced, announced otherwise and taken back, each under its title. It runs from 5 October to 9 November 2026 by a clock of
//! its own. `crates/verify/tests/records/2026-11-proposing/make.sh` runs it; the folder gets `data` and `keys`.
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

use keeping::asked::*;
use keeping::{Keeping, Kept};
use madang_fixtures::{AUDIENCE, INSTITUTION, approval};
use madang_programme::bodies::BodyKind;
use madang_programme::content::{ContentReleased, Ground, OwnContentErased};
use madang_programme::contents::TEXT;
use madang_programme::people::Granted;
use madang_programme::proposals::{
    CommentText, Derivation, DerivedFrom, EndorsementWithdrawn, HandInProposal, MergeReason,
    ProposalCommented, ProposalHandedIn, ProposalRevised, ProposalSplit, ProposalText,
    ProposalsMerged, ProposedBy, ProposerKind, REASON,
};
use madang_programme::voices::Channel;
use madang_programme::votes::{OpenVote, VoteRescheduled, VoteScheduled, VoteUnscheduled};
use madang_programme::{Actor, Command};
use madang_words::Text;
use support::*;

const PANEL: &str = "panel";

/// When the vote takes ballots: as it was announced first, and as it was then.
const OPENS: &str = "2026-11-05T00:00:00.000Z";
const CLOSES: &str = "2026-11-06T00:00:00.000Z";
const CLOSES_LATER: &str = "2026-11-07T00:00:00.000Z";

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(11);
    let day = async |day| keeping.on(day).await;
    let kept = day("2026-10-05").await;
    kept.begin().await;
    kept.hand_in().await;
    kept.0.close().await;
    let kept = day("2026-10-08").await;
    kept.revise_and_endorse().await;
    kept.talk().await;
    kept.0.close().await;
    let kept = day("2026-10-20").await;
    kept.write_together_and_apart().await;
    kept.0.close().await;
    let kept = day("2026-11-02").await;
    kept.call_again().await;
    kept.announce().await;
    kept.0.close().await;
    let kept = day("2026-11-05").await;
    kept.vote().await;
    kept.0.close().await;
    let kept = day("2026-11-09").await;
    kept.decide().await;
    kept.vote_again().await;
    kept.0.close().await;
}

fn of_body() -> ProposedBy {
    ProposedBy::Body(PANEL.to_owned())
}

/// A proposal in the group, of which nothing is said but whose it is.
fn proposal(by: ProposedBy) -> ProposalHandedIn {
    ProposalHandedIn {
        by,
        ..P.own_proposal("")
    }
}

fn derived(proposal: &str, version: u32, how: Derivation) -> DerivedFrom {
    DerivedFrom {
        proposal: proposal.to_owned(),
        version,
        how,
    }
}

fn words(title: Text, summary: Option<Text>, proposer: Option<Text>) -> ProposalText {
    ProposalText {
        title,
        summary,
        proposer,
    }
}

fn hand_in(facts: ProposalHandedIn, text: ProposalText) -> Command {
    HandInProposal { facts, text }.into()
}

fn revise(id: &str, base: u32, cost: Option<u64>, text: ProposalText) -> Command {
    let facts = ProposalRevised {
        programme: PROGRAMME.to_owned(),
        proposal: id.to_owned(),
        version: base + 1,
        base,
        cost,
    };
    Command::worded(facts, text)
}

fn comment(proposal: &str, parent: Option<u64>, said: Text) -> Command {
    let facts = ProposalCommented {
        programme: PROGRAMME.to_owned(),
        proposal: proposal.to_owned(),
        parent,
    };
    Command::worded(facts, CommentText { text: said })
}

fn scheduled(vote: &str, title: Text) -> Command {
    Command::plain(VoteScheduled {
        programme: PROGRAMME.to_owned(),
        vote: vote.to_owned(),
        title,
        opens_at: OPENS.to_owned(),
        closes_at: CLOSES.to_owned(),
    })
}

fn open(vote: &str, title: Text, grain_minutes: Option<u32>) -> Command {
    let open = OpenVote {
        programme: PROGRAMME.to_owned(),
        id: vote.to_owned(),
        title: Some(title),
        rule: "rule".to_owned(),
        ballots: approval(),
        grain_minutes,
    };
    open.into()
}

fn spring() -> Text {
    both("봄 투표", "The spring vote")
}

impl Kept {
    /// A programme with institutions, a panel, who holds a role, a voice, two needs and a call.
    async fn begin(&self) {
        self.0.submit_all(programme(0)).await.unwrap();
        for (id, name) in [(INSTITUTION, "Interior"), (TRANSPORT, "Transport")] {
            self.ask(official(), P.institution(id, name)).await;
        }
        let panel = P.establish(PANEL, BodyKind::ExpertPanel, both("전문가 패널", "Panel"));
        self.ask(official(), panel).await;
        let everywhere = grant(ADMINISTRATOR, Granted::Administrator, false, None);
        self.ask(operator(), everywhere).await;
        for (holder, role, institution) in [
            (OF_INTERIOR, Granted::Official, Some(INSTITUTION)),
            (HEARS, Granted::Facilitator, None),
        ] {
            let granted = grant(holder, role, true, institution);
            self.ask(administrator(), granted).await;
        }
        let voice = P.receive(came(Channel::Portal, 1), korean("제 이름은 이예시입니다."));
        self.ask(participant(LEE), voice).await;
        for title in [korean("막차"), both("환승", "Changing lines")] {
            self.ask(hears(), need("", true, title, None)).await;
        }
        self.ask(official(), P.call("2026-10-05", "2026-10-16"))
            .await;
    }

    /// Six proposals, by everybody who may hand one in.
    async fn hand_in(&self) {
        let own = || proposal(ProposedBy::Participant);
        let first = ProposalHandedIn {
            audiences: names(&[AUDIENCE]),
            needs: names(&["1"]),
            ..own()
        };
        let of_institution = ProposalHandedIn {
            cost: Some(30_000),
            ..proposal(ProposedBy::Institution(INSTITUTION.to_owned()))
        };
        let of_panel = ProposalHandedIn {
            cost: Some(40_000),
            needs: names(&["1", "2"]),
            ..proposal(of_body())
        };
        let of_group = proposal(ProposedBy::Other(ProposerKind::CitizenGroup));
        let dear = ProposalHandedIn {
            cost: Some(20_000),
            ..own()
        };
        let summary = both(
            "밤 열두 시 뒤에도 다닙니다.",
            "It also runs after midnight.",
        );
        let night = words(both("밤 버스", "A night bus"), Some(summary), None);
        let map = words(korean("큰 노선도"), None, None);
        let proposer = Some(korean("행정 부서"));
        let stop = words(korean("밝은 정류장"), None, proposer);
        let lift = words(korean("승강기"), None, None);
        let seats = words(korean("앉을 자리"), None, None);
        let secret = words(korean("park@example.org 로 알려 주십시오."), None, None);
        for (actor, facts, text) in [
            (participant(KIM), first, night),
            (participant(LEE), dear, map),
            (of_interior(), of_institution, stop),
            (official(), of_panel, lift),
            (official(), of_group, seats),
            (participant(PARK), own(), secret),
        ] {
            self.ask(actor, hand_in(facts, text)).await;
        }
    }

    async fn revise_and_endorse(&self) {
        self.ask(participant(PARK), P.endorse("1", 1)).await;
        self.ask(participant(LEE), P.endorse("1", 1)).await;
        let night = words(both("밤 버스와 새벽 버스", "Buses at night"), None, None);
        self.ask(participant(KIM), revise("1", 1, None, night.clone()))
            .await;
        self.ask(participant(KIM), revise("1", 2, Some(10_000), night))
            .await;
        let stop = words(korean("밝고 마른 정류장"), None, None);
        self.ask(of_interior(), revise("3", 1, Some(25_000), stop))
            .await;
        let withdrawn = EndorsementWithdrawn {
            programme: PROGRAMME.to_owned(),
            proposal: "1".to_owned(),
            version: 1,
        };
        self.ask(participant(LEE), Command::plain(withdrawn)).await;
        self.ask(participant(LEE), P.endorse("1", 3)).await;
        self.ask(participant(KIM), P.endorse("2", 1)).await;
    }

    /// What is said about proposals, and what of it is hidden, shown again and erased by whoever said it.
    async fn talk(&self) {
        let first = comment("1", None, korean("어느 노선입니까?"));
        let first = self.ask(participant(LEE), first).await;
        let answer = comment("1", Some(first), both("N61입니다.", "Line N61."));
        let answer = self.ask(participant(KIM), answer).await;
        let more = comment("1", Some(answer), korean("고맙습니다."));
        let more = self.ask(of_interior(), more).await;
        let rude = comment("2", None, korean("쓸데없는 말입니다."));
        let rude = self.ask(participant(PARK), rude).await;
        let named = comment("2", None, korean("010-1234-5678 로 전화해 주십시오."));
        let named = self.ask(participant(PARK), named).await;
        for entry in [rude, more] {
            let hidden = restrict(entry, TEXT, Ground::HouseRules, "2027-03-01");
            self.ask(official(), hidden).await;
        }
        let (entry, name) = (more, TEXT.to_owned());
        let shown = Command::plain(ContentReleased { entry, name });
        self.ask(official(), shown).await;
        let secret = self.proposal("6").await;
        for (who, entry) in [
            (participant(PARK), secret),
            (participant(PARK), named),
            (participant(LEE), self.voice("1").await),
        ] {
            self.erase_own(who, entry).await;
        }
        let back = P.take_back("6", "It said too much.");
        self.ask(participant(PARK), back).await;
    }

    async fn erase_own(&self, who: Actor, entry: u64) {
        let name = TEXT.to_owned();
        let erased = Command::plain(OwnContentErased { entry, name });
        self.ask(who, erased).await;
    }

    /// The entry of a proposal.
    async fn proposal(&self, id: &str) -> u64 {
        let entry = self
            .0
            .with_state(|state| state.proposal(PROGRAMME, id).unwrap().entry);
        entry.await.unwrap()
    }

    /// After the call: two proposals go on in one that was written after both, one in its parts.
    async fn write_together_and_apart(&self) {
        let together = ProposalHandedIn {
            cost: Some(35_000),
            derived_from: vec![
                derived("2", 1, Derivation::Merged),
                derived("5", 1, Derivation::Merged),
            ],
            ..proposal(of_body())
        };
        let part = |cost| ProposalHandedIn {
            cost: Some(cost),
            needs: names(&["2"]),
            derived_from: vec![derived("4", 1, Derivation::Split)],
            ..proposal(ProposedBy::Other(ProposerKind::CitizenGroup))
        };
        for (facts, title) in [
            (together, "큰 노선도가 있는 자리"),
            (part(15_000), "승강기 한 대"),
            (part(18_000), "승강기 두 대"),
        ] {
            let text = words(korean(title), None, None);
            self.ask(official(), hand_in(facts, text)).await;
        }
        let merged = ProposalsMerged {
            programme: PROGRAMME.to_owned(),
            from: names(&["2", "5"]),
            into: "7".to_owned(),
        };
        let reason = both("같은 자리를 말합니다.", "They are about one place.");
        let merged = Command::said(REASON, merged, MergeReason { reason });
        self.ask(hears(), merged).await;
        let split = ProposalSplit {
            programme: PROGRAMME.to_owned(),
            proposal: "4".to_owned(),
            into: names(&["8", "9"]),
        };
        let reason = korean("따로 지을 수 있습니다.");
        let split = Command::said(REASON, split, MergeReason { reason });
        self.ask(official(), split).await;
    }

    async fn call_again(&self) {
        self.ask(official(), P.call("2026-11-02", "2026-11-04"))
            .await;
        let after = ProposalHandedIn {
            cost: Some(12_000),
            derived_from: vec![derived("1", 2, Derivation::Adapted)],
            ..proposal(ProposedBy::Participant)
        };
        let text = words(korean("새벽 버스"), None, None);
        self.ask(participant(LEE), hand_in(after, text)).await;
    }

    /// One vote is announced, and then otherwise; another is announced, and that is taken back.
    async fn announce(&self) {
        let [rule, _] = <[_; 2]>::try_from(vote()).unwrap();
        self.0.submit(rule).await.unwrap();
        let first = self.ask(official(), scheduled(VOTE, spring())).await;
        let changed = VoteRescheduled {
            programme: PROGRAMME.to_owned(),
            vote: VOTE.to_owned(),
            announcement: first,
            title: spring(),
            opens_at: OPENS.to_owned(),
            closes_at: CLOSES_LATER.to_owned(),
            reason: both("투표소가 하루 더 엽니다.", "It is open a day longer."),
        };
        self.ask(official(), Command::plain(changed)).await;
        let second = self
            .ask(official(), scheduled("v2", korean("딴 투표")))
            .await;
        let ended = VoteUnscheduled {
            programme: PROGRAMME.to_owned(),
            vote: "v2".to_owned(),
            announcement: second,
            reason: korean("한 번이면 됩니다."),
        };
        self.ask(official(), Command::plain(ended)).await;
    }

    async fn vote(&self) {
        self.ask(official(), open(VOTE, spring(), None)).await;
        for (voter, choices) in [
            (1, &["1", "3"][..]),
            (2, &["3", "7", "nowhere"]),
            (3, &["8"]),
            (1, &["1", "9"]),
            (4, &["1", "7"]),
        ] {
            let cast = P.cast(VOTE, mix(voter), choices);
            self.ask(registrar(), cast).await;
        }
    }

    async fn decide(&self) {
        for step in [close_vote(), open_ballots()] {
            self.0.submit(step).await.unwrap();
        }
        let selection = computed(&self.0).await;
        self.ask(official(), selection.into()).await;
    }

    /// What was not selected is voted on again under another title, and that is called off.
    async fn vote_again(&self) {
        let title = korean("다시 하는 투표");
        self.ask(official(), open("v3", title, Some(30))).await;
        let cast = P.cast("v3", mix(1), &["3"]);
        self.ask(registrar(), cast).await;
        self.ask(official(), P.cancel("v3", "Nobody came.")).await;
    }
}
