//! A service that grows out of what the small programme chose: its milestones, its first version, and what shows them. Nobody runs it.

use madang_programme::answers::Pointer;
use madang_programme::consultations::PointsTo;
use madang_programme::services::{
    EvidenceKind, MilestoneText, REASON, ServiceMilestoneMoved, ServiceMilestoneReached,
    ServiceMilestoneSet, ServiceReason, ServiceStarted, ServiceText, ServiceVersionReleased,
    StartService, VersionChange,
};
use madang_programme::{Actor, Command, Role};
use madang_words::Text;

use crate::proposing::{Act, both};

/// The service.
const SERVICE: &str = "1";

/// A service of a proposal that was selected, in a programme and under the post that leads it.
#[derive(Clone, Copy, Debug)]
pub struct Serving<'a> {
    /// The programme.
    pub programme: &'a str,
    /// The post of the officials.
    pub post: &'a str,
}

impl Serving<'_> {
    fn official(&self, what: &str, command: Command) -> Act {
        let actor = Actor {
            role: Role::Official,
            pseudonym: self.post.to_owned(),
        };
        let key = format!("serving/{}/{what}", self.programme);
        (actor, key, command)
    }

    /// It is started from a selected proposal of that title, with milestones due by two days.
    pub fn started(&self, proposal: &str, title: &Text, (first, second): (&str, &str)) -> Vec<Act> {
        let facts = ServiceStarted {
            programme: self.programme.to_owned(),
            id: SERVICE.to_owned(),
            proposal: proposal.to_owned(),
            lead: "district".to_owned(),
        };
        let description = both(
            "선정된 제안을 두 동네에서 먼저 시험합니다. (예시)",
            "What was selected is tried in two neighbourhoods first. (example)",
        );
        let text = ServiceText {
            title: title.clone(),
            description: Some(description),
        };
        let trial = both(
            "두 동네에서 시험 운영 시작 (예시)",
            "A trial runs in two neighbourhoods (example)",
        );
        let everywhere = both(
            "모든 동네에서 운영 (예시)",
            "It runs in every neighbourhood (example)",
        );
        vec![
            self.official("started", StartService { facts, text }.into()),
            self.official("milestone/1", self.milestone(1, first, trial)),
            self.official("milestone/2", self.milestone(2, second, everywhere)),
        ]
    }

    fn milestone(&self, no: u32, due: &str, title: Text) -> Command {
        let facts = ServiceMilestoneSet {
            programme: self.programme.to_owned(),
            service: SERVICE.to_owned(),
            no,
            due: due.to_owned(),
            evidence: EvidenceKind::Running,
        };
        Command::worded(facts, MilestoneText { title })
    }

    /// Its first version is there, which reaches the first milestone; the second is put off from a day to another, with the reason.
    pub fn released(&self, proposal: &str, (old, new): (&str, &str)) -> Vec<Act> {
        let rests = VersionChange {
            what: both(
                "제안한 대로 주민센터에서 바로 신청합니다. (예시)",
                "One applies at the community centre, as was proposed. (example)",
            ),
            cites: vec![PointsTo::Proposal(proposal.to_owned())],
            none_because: None,
        };
        let none = VersionChange {
            what: both(
                "문을 여는 시간을 저녁 8시까지 늘립니다. (예시)",
                "It is open until eight in the evening. (example)",
            ),
            cites: Vec::new(),
            none_because: Some(both(
                "시험 운영 인력의 근무 시간에 맞추었습니다. 의견에 따른 것은 아닙니다. (예시)",
                "The hours of those who run the trial decided it; nobody had asked for it. (example)",
            )),
        };
        let version = Command::plain(ServiceVersionReleased {
            programme: self.programme.to_owned(),
            service: SERVICE.to_owned(),
            n: 1,
            changes: vec![rests, none],
        });
        let reached = Command::plain(ServiceMilestoneReached {
            programme: self.programme.to_owned(),
            service: SERVICE.to_owned(),
            no: 1,
            evidence: vec![Pointer::Address(
                "https://example.org/neighbourhood-trial".to_owned(),
            )],
        });
        let facts = ServiceMilestoneMoved {
            programme: self.programme.to_owned(),
            service: SERVICE.to_owned(),
            no: 2,
            old: old.to_owned(),
            new: new.to_owned(),
        };
        let reason = both(
            "시험하는 두 동네에서 겨울까지 살펴본 뒤에 넓힙니다. (예시)",
            "It is watched through the winter in the two neighbourhoods first. (example)",
        );
        let moved = Command::said(REASON, facts, ServiceReason { reason });
        vec![
            self.official("version/1", version),
            self.official("reached/1", reached),
            self.official("moved/2", moved),
        ]
    }
}
