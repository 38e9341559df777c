//! Makes a record to be kept of how a programme listens: who holds a role, by which calendar and periods its clocks run, institutions,
//! voices that came in every way, needs that were split and merged, and answers with what became of them. It runs from 5 October to 27
//! November 2026 by a clock of its own. `crates/verify/tests/records/2026-11-listening/make.sh` runs it; the folder gets `data` and
//! `keys`.
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
use madang_fixtures::{AUDIENCE, GROUP, INSTITUTION, voice};
use madang_programme::Command;
use madang_programme::answers::{
    AnswerGiven, ChangedThing, ChangedWhat, Criteria, Criterion, Disposition, ExpertiseAsked,
    Pointer, ProgressStep, REASON as WHY, Subject,
};
use madang_programme::clock::{Period, Weekday};
use madang_programme::content::{ContentErased, ContentReleased, Ground};
use madang_programme::contents::TEXT;
use madang_programme::needs::NeedsMerged;
use madang_programme::people::Granted;
use madang_programme::programmes::{CalendarFixed, NewPeriods};
use madang_programme::voices::{Channel, TransferGround, VoiceReceived};
use support::*;

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(9);
    let day = async |day| keeping.on(day).await;
    let kept = day("2026-10-05").await;
    kept.begin().await;
    kept.hear().await;
    kept.0.close().await;
    let kept = day("2026-10-08").await;
    kept.ask_transfer_take_back().await;
    kept.0.close().await;
    let kept = day("2026-10-12").await;
    kept.supplement_and_hide().await;
    kept.group().await;
    kept.0.close().await;
    let kept = day("2026-11-03").await;
    let given = kept.answer().await;
    kept.0.close().await;
    let kept = day("2026-11-10").await;
    let again = kept.go_on(&given).await;
    kept.0.close().await;
    let kept = day("2026-11-27").await;
    kept.end(&given, again).await;
    kept.0.close().await;
}

/// The entries of the answers that were given first.
struct Given {
    first: u64,
    second: u64,
    fourth: u64,
    eighth: u64,
    proposal: u64,
}

impl Kept {
    /// A programme with two proposals and two institutions, who holds a role in it, its calendar and its periods.
    async fn begin(&self) {
        self.0.submit_all(programme(2)).await.unwrap();
        for (id, name) in [(INSTITUTION, "Interior"), (TRANSPORT, "Transport")] {
            self.ask(official(), P.institution(id, name)).await;
        }
        let everywhere = grant(ADMINISTRATOR, Granted::Administrator, false, None);
        self.ask(operator(), everywhere).await;
        for (holder, role, institution) in [
            (OF_TRANSPORT, Granted::Official, Some(TRANSPORT)),
            (OF_INTERIOR, Granted::Official, Some(INSTITUTION)),
            (HEARS, Granted::Facilitator, None),
        ] {
            let granted = grant(holder, role, true, institution);
            self.ask(administrator(), granted).await;
        }
        let calendar = Command::plain(CalendarFixed {
            programme: PROGRAMME.to_owned(),
            weekend: vec![Weekday::Saturday, Weekday::Sunday],
            holidays: names(&["2026-10-09", "2026-12-25"]),
        });
        self.ask(official(), calendar).await;
        let fixed = periods(NewPeriods {
            answer: Some(Period::Months(1)),
            personal_data: Some(Period::Days(5)),
            ..NewPeriods::default()
        });
        self.ask(official(), fixed).await;
    }

    /// Twelve voices, in every way in which one comes.
    async fn hear(&self) {
        let petition = VoiceReceived {
            group: Some(GROUP.to_owned()),
            audience: Some(AUDIENCE.to_owned()),
            region: Some("KR-11".to_owned()),
            source: Some("https://www.example.org/petitions/12".to_owned()),
            ..came(Channel::Petition, 1)
        };
        let phone = VoiceReceived {
            group: Some(GROUP.to_owned()),
            region: Some("KR-26".to_owned()),
            ..came(Channel::Phone, 4)
        };
        let article = VoiceReceived {
            source: Some("https://www.example.org/news/2026/10/04".to_owned()),
            ..came(Channel::Media, 6)
        };
        for (actor, facts, words) in [
            (of_interior(), petition, "막차를 한 시간 늦춰 주십시오."),
            (
                participant(KIM),
                came(Channel::Portal, 2),
                "정류장이 어둡습니다.",
            ),
            (hears(), came(Channel::Card, 3), "유모차를 싣기 어렵습니다."),
            (of_interior(), phone, "안내가 영어로도 나오면 좋겠습니다."),
            (
                hears(),
                came(Channel::Paper, 5),
                "노선도를 크게 만들어 주십시오.",
            ),
            (of_interior(), article, "새벽 노선이 끊겼습니다."),
            (
                participant(LEE),
                came(Channel::Portal, 7),
                "요금이 비쌉니다.",
            ),
            (
                hears(),
                came(Channel::Consultation, 8),
                "환승 시간이 너무 짧습니다.",
            ),
            (
                participant(PARK),
                came(Channel::Survey, 9),
                "park@example.org 로 알려 주십시오.",
            ),
            (
                participant(PARK),
                came(Channel::Portal, 10),
                "010-1234-5678 로 전화해 주십시오.",
            ),
            (
                participant(LEE),
                came(Channel::Portal, 11),
                "lee@example.org 로 답해 주십시오.",
            ),
            (
                participant(LEE),
                came(Channel::ServiceFeedback, 12),
                "앱이 자주 멈춥니다.",
            ),
        ] {
            self.ask(actor, P.receive(facts, korean(words))).await;
        }
    }

    async fn ask_transfer_take_back(&self) {
        self.ask(of_interior(), ask_more("2", "2026-10-14")).await;
        self.ask(of_interior(), ask_more("4", "2026-10-15")).await;
        self.ask(participant(LEE), take_back("7")).await;
        self.ask(hears(), take_back("5")).await;
        for (voice, to, ground) in [
            ("6", TRANSPORT, TransferGround::Mistake),
            ("8", TRANSPORT, TransferGround::Competence),
            ("12", TRANSPORT, TransferGround::Reorganisation),
        ] {
            self.ask(of_interior(), transfer(voice, to, ground)).await;
        }
        let amended = [
            amend(&["2026-11-02"], &[]),
            amend(&[], &["2026-10-09"]),
            amend(&["2027-01-01"], &["2026-11-02"]),
        ];
        for command in amended {
            self.ask(official(), command).await;
        }
        let renamed = P.institution(INSTITUTION, "Interior and Safety");
        self.ask(official(), renamed).await;
    }

    /// What people added, and what of their words was hidden since.
    async fn supplement_and_hide(&self) {
        let added = add_more("2", "시청 앞 정류장입니다.");
        self.ask(participant(KIM), added).await;
        let added = add_more("4", "중앙역과 그 앞 정류장입니다.");
        let added = self.ask(of_interior(), added).await;
        let ninth = self.voice("9").await;
        let hidden = restrict(ninth, TEXT, Ground::PersonalData, "2027-03-01");
        self.ask(official(), hidden).await;
        let hidden = restrict(added, TEXT, Ground::Deliberation, "2026-10-19");
        self.ask(official(), hidden).await;
        let erased = ContentErased {
            entry: self.voice("10").await,
            name: TEXT.to_owned(),
            ground: Ground::PersonalData,
        };
        self.0.erase(official(), erased).await.unwrap();
        let expert = Command::plain(ExpertiseAsked {
            programme: PROGRAMME.to_owned(),
            subject: voice("1"),
            until: "2026-10-30".to_owned(),
        });
        self.ask(of_interior(), expert).await;
    }

    /// Needs: one is split with a voice that none of its parts has, one without; two are merged.
    async fn group(&self) {
        let summary = both(
            "늦은 밤에도 집에 갈 수 있어야 합니다.",
            "People must get home late at night too.",
        );
        let late = both("늦은 버스", "Late buses");
        let made = [
            need("a", true, late, Some(summary)),
            need("b", true, korean("막차"), None),
            need("c", false, korean("타고 내리기"), None),
            need("d", false, korean("새벽 노선"), None),
            need("e", false, korean("환승"), None),
            need("f", false, korean("이어지는 노선"), None),
            need("g", false, korean("연락"), None),
            need("h", false, korean("답을 듣기"), None),
            need("i", false, korean("전화"), None),
            P.change_need("a", &["1", "2", "3", "4"], &[]),
            P.change_need("b", &["1", "2"], &[]),
            P.change_need("c", &["3"], &[]),
            P.change_need("d", &["6"], &[]),
            P.change_need("e", &["8"], &[]),
            P.change_need("g", &["11"], &[]),
            P.change_need("h", &["11"], &[]),
            split("a", &["b", "c"], &["4"]),
            split("g", &["h", "i"], &[]),
            Command::plain(NeedsMerged {
                programme: PROGRAMME.to_owned(),
                from: names(&["d", "e"]),
                into: "f".to_owned(),
            }),
            P.change_need("b", &["12"], &["2"]),
            P.change_need("c", &[], &["3"]),
        ];
        for command in made {
            self.ask(hears(), command).await;
        }
    }

    /// Answers of every disposition, to voices and to proposals.
    async fn answer(&self) -> Given {
        let petition = self.voice("1").await;
        let changed = [
            (Pointer::Entry(petition), ChangedWhat::Plan),
            (
                Pointer::Address("https://www.example.org/plan".to_owned()),
                ChangedWhat::Budget,
            ),
        ];
        let adopted = AnswerGiven {
            changed: changed
                .map(|(reference, what)| ChangedThing { reference, what })
                .into(),
            ..P.answer(voice("1"), Disposition::Adopted)
        };
        let changed = both(
            "막차를 30분 늦춥니다.",
            "The last bus leaves half an hour later.",
        );
        let first = self
            .ask(of_interior(), answer(adopted, Some(changed)))
            .await;
        let unmet = Criteria::all_but(&[Criterion::Feasible, Criterion::Scope]);
        let refused = P.answer(voice("2"), Disposition::NotAdopted(unmet));
        let second = self.ask(of_interior(), answer(refused, None)).await;
        let merged = Disposition::Merged { into: voice("1") };
        let merged = P.answer(voice("3"), merged);
        self.ask(of_interior(), answer(merged, None)).await;
        let whose = TRANSPORT.to_owned();
        let elsewhere = P.answer(voice("4"), Disposition::OutOfScope { whose });
        let fourth = self.ask(of_interior(), answer(elsewhere, None)).await;
        let exists = |subject, reference| {
            let there = Disposition::AlreadyExists { reference };
            P.answer(subject, there)
        };
        let line = Pointer::Address("https://www.example.org/lines/n61".to_owned());
        let theirs = |facts| AnswerGiven {
            decider: TRANSPORT.to_owned(),
            ..facts
        };
        let there = theirs(exists(voice("6"), line));
        self.ask(of_transport(), answer(there, None)).await;
        let in_part = theirs(P.answer(voice("8"), Disposition::AdoptedInPart));
        let eighth = self.ask(of_transport(), answer(in_part, None)).await;
        let number = |id: &str| Subject::Proposal(id.to_owned());
        let there = exists(number("1"), Pointer::Entry(petition));
        self.ask(of_interior(), answer(there, None)).await;
        let adopted = P.answer(number("2"), Disposition::Adopted);
        let proposal = self.ask(of_interior(), answer(adopted, None)).await;
        Given {
            first,
            second,
            fourth,
            eighth,
            proposal,
        }
    }

    /// Other looks that were asked for, progress, and an answer that comes late. Gives the entry of the answer that stands to voice 2.
    async fn go_on(&self, given: &Given) -> u64 {
        let again = P.reexamine(voice("2"), given.second);
        let asked = self.ask(participant(KIM), again).await;
        let hidden = restrict(asked, WHY, Ground::HouseRules, "2027-02-01");
        self.ask(official(), hidden).await;
        let (entry, name) = (asked, WHY.to_owned());
        let shown = Command::plain(ContentReleased { entry, name });
        self.ask(official(), shown).await;
        let again = P.reexamine(voice("4"), given.fourth);
        let asked = self.ask(hears(), again).await;
        let hidden = restrict(asked, WHY, Ground::HouseRules, "2027-02-01");
        self.ask(official(), hidden).await;
        let step = P.progress(voice("1"), given.first, ProgressStep::Started);
        self.ask(of_interior(), step).await;
        let delayed = ProgressStep::Delayed {
            planned_by: "2027-06-30".to_owned(),
        };
        let delayed = P.progress(voice("8"), given.eighth, delayed);
        self.ask(of_transport(), delayed).await;
        let done = ProgressStep::Done {
            evidence: vec![
                Pointer::Entry(given.first),
                Pointer::Address("https://www.example.org/done".to_owned()),
            ],
        };
        let proposal = Subject::Proposal("2".to_owned());
        let done = P.progress(proposal, given.proposal, done);
        self.ask(of_interior(), done).await;
        let refused = Disposition::NotAdopted(Criteria::all_but(&[Criterion::Creative]));
        let late = P.answer(voice("9"), refused.clone());
        let late = self.ask(of_interior(), answer(late, None)).await;
        let erased = ContentErased {
            entry: late,
            name: WHY.to_owned(),
            ground: Ground::Order,
        };
        self.0.erase(official(), erased).await.unwrap();
        let stands = AnswerGiven {
            supersedes: Some(given.second),
            ..P.answer(voice("2"), refused)
        };
        self.ask(of_interior(), answer(stands, None)).await
    }

    /// What came to its end, and what holds from here on.
    async fn end(&self, given: &Given, again: u64) {
        let dropped = P.progress(voice("8"), given.eighth, ProgressStep::Dropped);
        self.ask(of_transport(), dropped).await;
        let adopted = AnswerGiven {
            supersedes: Some(again),
            ..P.answer(voice("2"), Disposition::Adopted)
        };
        self.ask(of_interior(), answer(adopted, None)).await;
        let expert = Command::plain(ExpertiseAsked {
            programme: PROGRAMME.to_owned(),
            subject: voice("12"),
            until: "2026-12-11".to_owned(),
        });
        self.ask(of_transport(), expert).await;
        let fixed = periods(NewPeriods {
            progress: Some(Period::Days(90)),
            deliberation: Some(Period::Days(10)),
            ..NewPeriods::default()
        });
        self.ask(official(), fixed).await;
        let granted = |holder: &'static str| async move {
            let entry = self
                .0
                .with_state(move |state| state.roles_of(holder)[0].entry);
            entry.await.unwrap()
        };
        let ended = end(HEARS, granted(HEARS).await);
        self.ask(administrator(), ended).await;
        let ended = end(ADMINISTRATOR, granted(ADMINISTRATOR).await);
        self.ask(operator(), ended).await;
    }
}
