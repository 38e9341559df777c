//! What invented people say to the example programme on the portal, and what becomes of it in the weeks that follow. Nobody said any
//! of it, and nobody decided it.

use madang_programme::answers::{
    self, AnswerGiven, AnswerReason, Criteria, Criterion, Disposition, ExpertiseAsked, Pointer,
    ReexaminationAsked, ReexaminationReason, Subject,
};
use madang_programme::content::{ContentReleased, ContentRestricted, Ground};
use madang_programme::voices::{
    Channel, QUESTION, REASON as TRANSFER_REASON, ReceiveVoice, TransferGround, VoiceFile,
    VoiceQuestion, VoiceReceived, VoiceSupplementAsked, VoiceSupplemented, VoiceText,
    VoiceTransferReason, VoiceTransferred, VoiceWithdrawn, VoiceWords,
};
use madang_programme::{Actor, Command, Role};

use crate::proposing::{Act, both, invented};

/// The voice that goes to another institution.
pub const TRANSFERRED: &str = "24";

/// The voice that is taken back.
pub const WITHDRAWN: &str = "25";

/// The voice with a picture, of which more is asked, and which is added to.
pub const SUPPLEMENTED: &str = "26";

/// The voice whose answer is looked at again.
pub const ASKED_AGAIN: &str = "27";

/// The voice whose words are hidden, and shown again once somebody looked at them.
pub const HIDDEN: &str = "28";

/// The voice about which an expert is asked; it is one of the table.
pub const EXPERTISE: &str = "21";

/// The picture that comes with a voice: a notice that no office ever hung up.
pub fn notice() -> &'static [u8] {
    include_bytes!("../../../examples/kr0018/notice.png")
}

/// What the picture is called.
pub const NOTICE: &str = "예시 안내문.png";

/// What people say themselves, and what becomes of it, in a programme and under the post that answers there.
#[derive(Clone, Copy, Debug)]
pub struct Listening<'a> {
    /// The programme.
    pub programme: &'a str,
    /// The post of the officials.
    pub post: &'a str,
}

/// The page that two of the answers lead to; there is none.
fn nowhere(page: &str) -> Pointer {
    Pointer::Address(format!("https://example.org/{page}"))
}

impl Listening<'_> {
    fn key(&self, what: &str) -> String {
        format!("listening/{}/{what}", self.programme)
    }

    fn official(&self, what: &str, command: Command) -> Act {
        let actor = Actor {
            role: Role::Official,
            pseudonym: self.post.to_owned(),
        };
        (actor, self.key(what), command)
    }

    fn person(&self, name: &str, what: &str, command: Command) -> Act {
        (invented(name), self.key(what), command)
    }

    fn programme(&self) -> String {
        self.programme.to_owned()
    }

    fn spoken(
        &self,
        id: &str,
        (institution, group, audience, region): (&str, &str, &str, &str),
        (korean, english): (&str, &str),
        files: Vec<VoiceFile>,
    ) -> Act {
        let facts = VoiceReceived {
            programme: self.programme(),
            id: id.to_owned(),
            channel: Channel::Portal,
            institution: institution.to_owned(),
            group: Some(group.to_owned()),
            audience: Some(audience.to_owned()),
            region: Some(region.to_owned()),
            consultation: None,
            service: None,
            receipt: None,
            card: None,
            source: None,
        };
        let text = VoiceText {
            text: both(korean, english),
        };
        let command = ReceiveVoice { facts, text, files };
        self.person(id, id, command.into())
    }

    /// What five people say, one of them with the picture [`notice`].
    pub fn voices(&self, notice: VoiceFile) -> Vec<Act> {
        let everyone = ("interior", "general", "everyone");
        let of = |region| (everyone.0, everyone.1, everyone.2, region);
        vec![
            self.spoken(
                TRANSFERRED,
                of("KR-11"),
                (
                    "학교 급식에 들어간 알레르기 재료를 하루 전에 알려 주세요. (예시)",
                    "Tell us a day before which allergens are in the school meal. (example)",
                ),
                Vec::new(),
            ),
            self.spoken(
                WITHDRAWN,
                of("KR-44"),
                (
                    "주민센터가 토요일에도 여는지 누리집에 나오지 않습니다. (예시)",
                    "The website does not say whether the office is open on Saturdays. (example)",
                ),
                Vec::new(),
            ),
            self.spoken(
                SUPPLEMENTED,
                of("KR-26"),
                (
                    "창구 안내문에 붙임 서류가 일곱 가지나 됩니다. 줄여 주세요. 사진을 붙입니다. (예시)",
                    "The notice at the counter asks for seven papers. Make them fewer; a picture is attached. (example)",
                ),
                vec![notice],
            ),
            self.spoken(
                ASKED_AGAIN,
                ("welfare", "target", "elderly", "KR-47"),
                (
                    "어르신 교통 지원을 전화로도 신청하게 해 주세요. (예시)",
                    "Let older people apply for help with fares by telephone too. (example)",
                ),
                Vec::new(),
            ),
            self.spoken(
                HIDDEN,
                of("KR-41"),
                (
                    "예시동 주민센터는 일이 너무 느립니다. 답답하고 화가 납니다. (예시)",
                    "The Example-dong office is far too slow. It makes me angry. (example)",
                ),
                Vec::new(),
            ),
        ]
    }

    /// What is done in the first week: one voice goes to another institution, one is taken back, of one more is asked until a day, and
    /// the words of one, which stand in the entry `hidden`, are hidden until they are looked at again by a day.
    pub fn first_week(&self, until: &str, (hidden, review_by): (u64, &str)) -> Vec<Act> {
        let transferred = VoiceTransferred {
            programme: self.programme(),
            voice: TRANSFERRED.to_owned(),
            to: "education".to_owned(),
            ground: TransferGround::Competence,
        };
        let reason = both(
            "학교 급식은 교육 담당 부처의 일이어서 넘깁니다. 답변 기한은 그대로입니다. (예시)",
            "School meals are the task of the ministry for education; the answer is due when it was. (example)",
        );
        let withdrawn = VoiceWithdrawn {
            programme: self.programme(),
            voice: WITHDRAWN.to_owned(),
        };
        let asked = VoiceSupplementAsked {
            programme: self.programme(),
            voice: SUPPLEMENTED.to_owned(),
            until: until.to_owned(),
        };
        let question = both(
            "어느 민원의 안내문입니까? 민원 이름만 알려 주시면 됩니다. (예시)",
            "For which application is the notice? Its name is enough. (example)",
        );
        let hides = ContentRestricted {
            entry: hidden,
            name: "text".to_owned(),
            ground: Ground::HouseRules,
            roles: vec![Role::Official.name().to_owned()],
            review_by: review_by.to_owned(),
        };
        let transfer = Command::said(TRANSFER_REASON, transferred, VoiceTransferReason { reason });
        vec![
            self.official("24/transferred", transfer),
            self.person(WITHDRAWN, "25/withdrawn", Command::plain(withdrawn)),
            self.official(
                "26/asked",
                Command::said(QUESTION, asked, VoiceQuestion { question }),
            ),
            self.official("28/hidden", Command::plain(hides)),
        ]
    }

    /// What is done in the second: the person of whom more was asked adds it, and the words in the entry `hidden` are looked at again
    /// and shown to everybody. Anger is not against the rules.
    pub fn second_week(&self, hidden: u64) -> Vec<Act> {
        let facts = VoiceSupplemented {
            programme: self.programme(),
            voice: SUPPLEMENTED.to_owned(),
        };
        let words = VoiceWords {
            files: Vec::new(),
            text: both(
                "출산 지원금 신청 안내문입니다. 일곱 가지 가운데 네 가지는 주민센터에 이미 있습니다. (예시)",
                "It is for the birth grant. Four of the seven papers are at the office already. (example)",
            ),
        };
        let shows = ContentReleased {
            entry: hidden,
            name: "text".to_owned(),
        };
        vec![
            self.person(
                SUPPLEMENTED,
                "26/supplemented",
                Command::worded(facts, words),
            ),
            self.official("28/shown", Command::plain(shows)),
        ]
    }

    fn answer(
        &self,
        key: &str,
        facts: AnswerGiven,
        reason: (&str, &str),
        post: (&str, &str),
    ) -> Act {
        let reason = AnswerReason {
            reason: both(reason.0, reason.1),
            post: both(post.0, post.1),
            changed: None,
        };
        self.official(key, Command::said(answers::REASON, facts, reason))
    }

    fn decided(&self, id: &str, decider: &str, disposition: Disposition) -> AnswerGiven {
        AnswerGiven {
            programme: self.programme(),
            subject: Subject::Voice(id.to_owned()),
            disposition,
            decider: decider.to_owned(),
            changed: Vec::new(),
            planned_by: None,
            supersedes: None,
        }
    }

    /// The answers to those of these voices that stand; what is adopted is planned by a day.
    pub fn answers(&self, planned: &str) -> Vec<Act> {
        let exists = |page| Disposition::AlreadyExists {
            reference: nowhere(page),
        };
        let adopted = AnswerGiven {
            planned_by: Some(planned.to_owned()),
            ..self.decided(SUPPLEMENTED, "interior", Disposition::Adopted)
        };
        let refused = Disposition::NotAdopted(Criteria::all_but(&[Criterion::Feasible]));
        vec![
            self.answer(
                "24/answered",
                self.decided(TRANSFERRED, "education", exists("school-meals")),
                (
                    "식단표 누리집이 알레르기 재료를 하루 전에 보여 줍니다. 학교마다 주소를 알리기로 했습니다. (예시)",
                    "The menus on the website show allergens a day before; every school will be told the address. (example)",
                ),
                ("학교급식과장(예시)", "Director of School Meals (example)"),
            ),
            self.answer(
                "26/answered",
                adopted,
                (
                    "주민센터에 이미 있는 네 가지 서류는 다시 내지 않도록 안내문과 절차를 고칩니다. (예시)",
                    "Papers that the office has already will not be asked for again; notice and procedure are being changed. (example)",
                ),
                ("민원제도과장(예시)", "Director of Civil Services (example)"),
            ),
            self.answer(
                "27/answered",
                self.decided(ASKED_AGAIN, "welfare", refused),
                (
                    "전화로는 본인 확인을 할 방법이 없어 받아들이지 못합니다. (예시)",
                    "There is no way to tell on the telephone who applies, so it cannot be done. (example)",
                ),
                ("노인정책과장(예시)", "Director of Policy for Older People (example)"),
            ),
            self.answer(
                "28/answered",
                self.decided(HIDDEN, "interior", exists("queue")),
                (
                    "대기 순번과 걸리는 시간을 누리집에서 보여 주고, 창구를 하나 더 열었습니다. (예시)",
                    "The website shows the queue and how long it takes; one more counter is open. (example)",
                ),
                (
                    "생활민원과장(예시)",
                    "Director of Everyday Services (example)",
                ),
            ),
        ]
    }

    /// One person asks for another look at the answer in an entry.
    pub fn asks_again(&self, answer: u64) -> Vec<Act> {
        let facts = ReexaminationAsked {
            programme: self.programme(),
            subject: Subject::Voice(ASKED_AGAIN.to_owned()),
            answer,
        };
        let reason = both(
            "은행은 전화로도 본인을 확인합니다. 다시 살펴 주세요. (예시)",
            "Banks can tell on the telephone who calls. Please look again. (example)",
        );
        let command = Command::said(answers::REASON, facts, ReexaminationReason { reason });
        vec![self.person(ASKED_AGAIN, "27/asked-again", command)]
    }

    /// The answer after the other look, in the place of that in an entry.
    pub fn answers_again(&self, planned: &str, superseded: u64) -> Vec<Act> {
        let facts = AnswerGiven {
            planned_by: Some(planned.to_owned()),
            supersedes: Some(superseded),
            ..self.decided(ASKED_AGAIN, "welfare", Disposition::AdoptedInPart)
        };
        vec![self.answer(
            "27/answered-again",
            facts,
            (
                "다시 살펴, 신청 예약은 전화로 받고 본인 확인은 찾아가서 하기로 했습니다. (예시)",
                "After another look: the telephone takes the request, and somebody visits to see who applies. (example)",
            ),
            ("복지정책관(예시)", "Director-General of Welfare Policy (example)"),
        )]
    }

    /// An expert is asked about a voice until a day: the clock of its answer stands still.
    pub fn expertise(&self, until: &str) -> Vec<Act> {
        let facts = ExpertiseAsked {
            programme: self.programme(),
            subject: Subject::Voice(EXPERTISE.to_owned()),
            until: until.to_owned(),
        };
        vec![self.official("21/expertise", Command::plain(facts))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madang_programme::voices::FileType;

    #[test]
    fn the_picture_is_one_and_small() {
        assert_eq!(FileType::sniff(notice()), Some(FileType::Png));
        assert!(notice().len() < 8_192, "{} bytes", notice().len());
        let name = madang_programme::voices::file_name(NOTICE, FileType::Png);
        assert_eq!(name, NOTICE, "a name as the record takes it");
    }

    #[test]
    fn everything_says_in_both_languages_that_it_is_an_example() {
        let of = Listening {
            programme: "p",
            post: "post",
        };
        let acts = [
            of.second_week(1),
            of.answers("2027-01-01"),
            of.asks_again(1),
            of.answers_again("2027-01-01", 1),
        ];
        for (actor, key, command) in acts.concat() {
            // What shows words again has none of its own.
            if key.ends_with("/shown") {
                continue;
            }
            let content = command.content().expect("a command that has a form");
            let content = String::from_utf8(content).expect("JSON");
            assert!(
                content.contains("(예시)") && content.contains("(example)"),
                "{key}"
            );
            if actor.role == Role::Participant {
                assert!(actor.pseudonym.starts_with("invented-"), "{key}");
            }
        }
    }
}
