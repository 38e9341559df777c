//! A workshop of the example programme, and the same question in writing for those who cannot come. Nobody met, and nobody wrote.

use std::collections::BTreeMap;

use madang_programme::bodies::MemberClass;
use madang_programme::consultations::suppression::USUAL_MINIMUM;
use madang_programme::consultations::{
    AgendaItem, AgendaPublished, AnnounceConsultation, AttendanceCounted, Attendant,
    ConsultationAnnounced, ConsultationHeld, ConsultationText, ConsultationType, CountedBy,
    Influence, Invitation, Mode, OutcomeRecorded, OutcomeText, Plan, PointsTo, SummaryPublished,
};
use madang_programme::{Actor, Command, Role};
use madang_words::Text;

use crate::proposing::{Act, both};

/// The consultation in writing.
pub const WRITTEN: &str = "1";

/// The workshop.
pub const WORKSHOP: &str = "2";

/// From when to when something goes on, UTC as entries write it.
pub type Times = (String, String);

/// What is announced, held and told of the two, in a programme and under the post that convenes them; a facilitator of their own tells what was.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<'a> {
    /// The programme.
    pub programme: &'a str,
    /// The post of the officials.
    pub post: &'a str,
}

impl Meeting<'_> {
    fn official(&self, what: &str, command: Command) -> Act {
        self.asks(Role::Official, self.post, what, command)
    }

    fn facilitator(&self, what: &str, command: Command) -> Act {
        self.asks(
            Role::Facilitator,
            "demo-workshop-facilitator",
            what,
            command,
        )
    }

    fn asks(&self, role: Role, post: &str, what: &str, command: Command) -> Act {
        let actor = Actor {
            role,
            pseudonym: post.to_owned(),
        };
        let key = format!("meeting/{}/{what}", self.programme);
        (actor, key, command)
    }

    fn announced(&self, id: &str, plan: Plan, title: Text, description: Text) -> Command {
        let facts = ConsultationAnnounced {
            programme: self.programme.to_owned(),
            id: id.to_owned(),
            plan,
        };
        let text = ConsultationText { title, description };
        AnnounceConsultation { facts, text }.into()
    }

    /// Both are announced: one in writing, and a workshop whose counterpart it is.
    pub fn announcements(&self, written: Times, workshop: Times) -> Vec<Act> {
        let in_writing = self.announced(
            WRITTEN,
            plan(ConsultationType::Online, Mode::Online, written),
            both(
                "서류를 한 번만 내려면: 글로 하는 의견수렴 (예시)",
                "Handing papers in once: in writing (example)",
            ),
            both(
                "워크숍에 오지 못하는 분도 같은 질문에 글로 답할 수 있습니다. 무엇을 두 번 내셨는지, 무엇이 아직 정해지지 않았는지 함께 봅니다. (예시)",
                "Whoever cannot come to the workshop answers the same question in writing: what you handed in twice, and what is still open. (example)",
            ),
        );
        let place = Some(both(
            "예시동 주민센터 3층 회의실 (승강기 있음) (예시)",
            "Example-dong community centre, third floor, with a lift (example)",
        ));
        let in_person = Plan {
            place,
            twin: Some(WRITTEN.to_owned()),
            ..plan(ConsultationType::Workshop, Mode::InPerson, workshop)
        };
        let in_person = self.announced(
            WORKSHOP,
            in_person,
            both(
                "서류를 한 번만 내려면: 워크숍 (예시)",
                "Handing papers in once: a workshop (example)",
            ),
            both(
                "네 모둠으로 나누어, 이사와 복지 신청에서 두 번 내는 서류를 찾고 줄일 방법을 고릅니다. (예시)",
                "In four groups we look for papers that are handed in twice when one moves or applies for a benefit, and how to drop them. (example)",
            ),
        );
        vec![
            self.official("written", in_writing),
            self.official("workshop", in_person),
        ]
    }

    /// What the workshop is to deal with.
    pub fn agenda(&self) -> Vec<Act> {
        let item = |no, minutes, title, role| AgendaItem {
            no,
            title,
            minutes,
            role,
        };
        let facilitator = both("진행자 (예시)", "The facilitator (example)");
        let items = vec![
            item(
                1,
                20,
                both(
                    "지금까지 들은 이야기 (예시)",
                    "What was said so far (example)",
                ),
                both(
                    "민원제도과장 (예시)",
                    "Director of Civil Services (example)",
                ),
            ),
            item(
                2,
                90,
                both(
                    "모둠 토의: 두 번 내는 서류 (예시)",
                    "In groups: papers that are handed in twice (example)",
                ),
                facilitator.clone(),
            ),
            item(
                3,
                40,
                both("모둠 발표와 정리 (예시)", "What the groups found (example)"),
                facilitator,
            ),
        ];
        let agenda = Command::plain(AgendaPublished {
            programme: self.programme.to_owned(),
            consultation: WORKSHOP.to_owned(),
            base: None,
            items,
        });
        vec![self.official("agenda", agenda)]
    }

    /// The workshop was held between two times; who was there, and what came of it.
    pub fn held(&self, (began_at, ended_at): Times) -> Vec<Act> {
        let held = Command::plain(ConsultationHeld {
            programme: self.programme.to_owned(),
            consultation: WORKSHOP.to_owned(),
            began_at,
            ended_at,
        });
        let first = both(
            "이사할 때 알리는 주소는 한 번만 내도록 부처끼리 넘기는 방안을 먼저 만들기로 했습니다. (예시)",
            "First to be made: an address that is told once goes from ministry to ministry. (example)",
        );
        let second = both(
            "농어촌에서는 가까운 우체국에서 서류를 떼는 방안을 시험해 보기로 했습니다. (예시)",
            "In the countryside, papers are to be had from the next post office, as a trial. (example)",
        );
        vec![
            self.facilitator("held", held),
            self.facilitator("attendance", self.attendance().into()),
            self.facilitator("outcome/1", self.outcome(1, &["1", "10"], first)),
            self.facilitator("outcome/2", self.outcome(2, &["3"], second)),
        ]
    }

    fn attendance(&self) -> AttendanceCounted {
        let there = |class, korean, english| Attendant {
            class,
            post: both(korean, english),
            name: None,
        };
        let cells = |of: &[(&str, u32)]| -> BTreeMap<String, u32> {
            of.iter()
                .map(|(name, number)| ((*name).to_owned(), *number))
                .collect()
        };
        let people = vec![
            there(
                MemberClass::Official,
                "민원제도과장 (예시)",
                "Director of Civil Services (example)",
            ),
            there(
                MemberClass::Expert,
                "행정학 교수 (예시)",
                "Professor of public administration (example)",
            ),
        ];
        let tables = BTreeMap::from([
            (
                CountedBy::Group,
                cells(&[
                    ("general", 12),
                    ("target", 10),
                    ("vulnerable", 7),
                    ("business", 0),
                ]),
            ),
            (
                CountedBy::Sector,
                cells(&[("citizen", 17), ("civil-society", 8), ("business", 4)]),
            ),
        ]);
        AttendanceCounted {
            programme: self.programme.to_owned(),
            consultation: WORKSHOP.to_owned(),
            base: None,
            total: 31,
            people,
            minimum: USUAL_MINIMUM,
            tables,
            // No secret: nobody was there.
            salt: [0x6d; 32],
        }
    }

    fn outcome(&self, no: u32, needs: &[&str], text: Text) -> Command {
        let need = |id: &&str| PointsTo::Need((*id).to_owned());
        let facts = OutcomeRecorded {
            programme: self.programme.to_owned(),
            consultation: WORKSHOP.to_owned(),
            no,
            points_to: needs.iter().map(need).collect(),
        };
        Command::worded(facts, OutcomeText { text })
    }

    /// Both are summed up.
    pub fn summary(&self) -> Vec<Act> {
        let text = both(
            "가장 많이 나온 이야기는 같은 주소와 같은 가족 사항을 여러 기관에 다시 낸다는 것이었습니다. 기관이 서로 확인하는 방안을 고른 모둠이 넷 가운데 셋이었고, 한 모둠은 본인이 무엇이 넘어갔는지 보는 화면을 먼저 만들자고 했습니다. (예시)",
            "Most often people said that they hand in the same address and the same family papers to several agencies. Three of four groups chose that agencies ask each other; one wanted first a page on which people see what was passed on. (example)",
        );
        let facts = SummaryPublished {
            programme: self.programme.to_owned(),
            consultations: vec![WRITTEN.to_owned(), WORKSHOP.to_owned()],
        };
        let summary = Command::worded(facts, OutcomeText { text });
        vec![self.official("summary", summary)]
    }
}

/// What both have in common.
fn plan(kind: ConsultationType, mode: Mode, (opens_at, closes_at): Times) -> Plan {
    Plan {
        kind,
        mode,
        opens_at,
        closes_at,
        place: None,
        url: None,
        twin: None,
        question: both(
            "어떤 서류를 한 번만 내게 할까요? (예시)",
            "Which papers should be handed in only once? (example)",
        ),
        options: vec![
            both(
                "이사할 때의 서류부터 (예시)",
                "Those of moving first (example)",
            ),
            both(
                "복지 급여를 신청할 때의 서류부터 (예시)",
                "Those of benefits first (example)",
            ),
        ],
        decision_at: None,
        promised: Influence::Involve,
        invitation: Invitation::Open,
        criterion: None,
        registration: None,
        body: None,
        institution: "interior".to_owned(),
        contact: both(
            "민원제도과, 02-000-0000 (예시)",
            "Civil Services, 02-000-0000 (example)",
        ),
    }
}
