#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod ballots;
mod listening;
mod neighbourhood;
mod pabulib;
mod proposing;

pub use ballots::{ExampleBallot, MAX_CHOICES, SHARES, ballots};
pub use listening::{
    ASKED_AGAIN, EXPERTISE, HIDDEN, Listening, NOTICE, SUPPLEMENTED, TRANSFERRED, WITHDRAWN, notice,
};
use madang_exchange::answers::Answers;
use madang_exchange::commitments::Commitments;
use madang_exchange::needs::{self, Needs};
use madang_exchange::programmes::Programme;
use madang_exchange::proposals::{Proposal, Proposals};
use madang_exchange::voices::{RowKeys, Voices};
use madang_exchange::{Mistakes, Source, Step};
use madang_programme::answers::{AnswerProgress, Pointer, ProgressStep, ProgressText, Subject};
use madang_programme::voices::{Channel, QUESTION, VoiceQuestion, VoiceSupplementAsked};
use madang_programme::{Command, Role};
use madang_words::{Language, Text};
pub use neighbourhood::{
    LOT_VALUE, SmallVote, neighbourhood, neighbourhood_proposals, neighbourhood_votes, time_went_by,
};
pub use pabulib::to_pabulib;
pub use proposing::{Act, conversation, later_conversation, split};

/// The seed of the example vote in the repository.
pub const SEED: u64 = 2014;

/// How many voters the example vote has.
pub const VOTERS: usize = 12_000;

/// The budget of the example vote, in won: enough for fifty of the projects under Equal Shares with add-one completion.
pub const BUDGET: u64 = 48_000_000_000;

/// A sensible step, in won, for completing Equal Shares by raising each voter's endowment: one four-hundredth of
/// `BUDGET / VOTERS`. It takes 263 runs to the outcome; steps of one won would take millions.
pub const ENDOWMENT_STEP: u64 = 10_000;

/// The facts of KR0018 and of the commitments listed beside it.
pub fn commitments() -> Commitments {
    let text = include_str!("../../../examples/kr0018/commitments.json");
    embedded("commitments.json", text, Commitments::read)
}

/// The example programme.
pub fn programme() -> Programme {
    let text = include_str!("../../../examples/kr0018/programme.json");
    embedded("programme.json", text, Programme::read)
}

/// The title of the example vote.
pub fn vote_title() -> Text {
    let mut title = Text::new(Language::Ko, "대표 서비스 50 선정 투표 (예시)");
    let english = "Vote on the fifty flagship services (example)";
    title.0.insert(Language::En, english.to_owned());
    title
}

/// The projects proposed to the example programme, as the steps of an import need them.
pub fn proposals_file() -> Proposals {
    let text = include_str!("../../../examples/kr0018/proposals.json");
    embedded("proposals.json", text, Proposals::read)
}

/// The projects proposed to the example programme.
pub fn proposals() -> Vec<Proposal> {
    let file = proposals_file().proposals.into_iter();
    file.map(|proposal| proposal.value).collect()
}

/// The steps that receive what people say to the example programme, in a programme of a log. Nobody said it.
pub fn voices(programme: &str, origin: &str) -> Vec<Step> {
    let text = include_str!("../../../examples/kr0018/voices.csv");
    let voices = embedded("voices.csv", text, |source| {
        Voices::read_table(source)?.whole()
    });
    // Each has a number of its own: no row is known by its words.
    let mut steps = voices.steps(programme, origin, &RowKeys::with_secret([0; 32]));
    let spoken = steps.iter_mut().filter(|step| is_spoken(step));
    spoken.for_each(|step| step.role = Role::Participant);
    steps
}

/// Whether a step of [`voices`] receives what somebody says on the portal themselves.
fn is_spoken(step: &Step) -> bool {
    let content = step.command.content().unwrap_or_default();
    let portal = format!("\"channel\":\"{}\"", Channel::Portal.name());
    String::from_utf8_lossy(&content).contains(&portal)
}

/// Whether a step of [`voices`] receives one of the last, which come when the others are answered.
pub fn is_late(step: &Step) -> bool {
    let late = ["20", "21", "22"];
    let makes = step.makes.as_ref();
    makes.is_some_and(|(_, id)| late.contains(&id.as_str()))
}

/// The step that asks whoever said the first of the last voices for more until a day: the clock of its answer stands still.
pub fn supplement(programme: &str, until: &str) -> Option<Step> {
    let base = needs(programme).into_iter().next()?;
    let mut question = Text::new(
        Language::Ko,
        "안내문의 어느 부분이 가장 어려우셨습니까? (예시)",
    );
    let english = "Which part of the notice was the hardest? (example)";
    question.0.insert(Language::En, english.to_owned());
    let facts = VoiceSupplementAsked {
        programme: programme.to_owned(),
        voice: "20".to_owned(),
        until: until.to_owned(),
    };
    Some(Step {
        key: format!("voice/{programme}/20/supplement"),
        makes: None,
        command: Command::said(QUESTION, facts, VoiceQuestion { question }),
        ..base
    })
}

/// The needs that group what was said to the example programme.
pub fn needs_file() -> Needs {
    let text = include_str!("../../../examples/kr0018/needs.csv");
    embedded("needs.csv", text, |source| {
        Needs::read_table(source)?.whole()
    })
}

/// The steps that group what was said to the example programme: one need is split in two afterwards, of whose voices one is left,
/// and two are merged.
pub fn needs(programme: &str) -> Vec<Step> {
    let mut steps = needs_file().steps(programme);
    steps.push(needs::split(programme, "1", &["10", "11"], &["22"]));
    steps.push(needs::merged(programme, &["5", "6"], "12"));
    steps
}

/// The steps that answer most of what people said to the example programme; what is adopted is planned by the day `planned`.
/// Nobody decided it.
pub fn answers(programme: &str, planned: &str) -> Vec<Step> {
    let text = include_str!("../../../examples/kr0018/answers.csv");
    answers_of(&text.replace("{planned}", planned)).steps(programme)
}

/// What is said later of some of these answers, each by the entry of the answer that stands: another answer in the place of one, and
/// progress on what was adopted, of which one is late and now planned by the day `later`.
pub fn later_answers(
    programme: &str,
    (planned, later): (&str, &str),
    entry: impl Fn(&Subject) -> Option<u64>,
) -> Vec<Step> {
    let voice = |id: &str| Subject::Voice(id.to_owned());
    let mut steps = Vec::new();
    if let Some(superseded) = entry(&voice("9")) {
        let row = format!(
            "subject,disposition,decider,planned_by,supersedes,reason_ko,reason_en,post_ko,post_en\n\
             voice/9,adopted_in_part,industry,{planned},{superseded},\
             누리집을 새로 만들지는 않지만 세 곳의 공고를 한 목록으로 모으기로 다시 정했습니다. (예시),\
             No fourth site; but the calls of all three go into one list after all. (example),\
             기업지원과장(예시),Director of Business Support (example)\n"
        );
        steps.extend(answers_of(&row).steps(programme));
    }
    let told = [
        (
            "7",
            ProgressStep::Started,
            "지침의 초안을 기관들에 보냈습니다. (예시)",
            "The draft of the guideline is with the agencies. (example)",
        ),
        (
            "11",
            ProgressStep::Done {
                evidence: vec![Pointer::Address(
                    "https://example.org/scholarships".to_owned(),
                )],
            },
            "계산기를 열었습니다. (예시)",
            "The calculator is open. (example)",
        ),
        (
            "4",
            ProgressStep::Delayed {
                planned_by: later.to_owned(),
            },
            "글씨를 키운 화면을 어르신들과 시험하니 고칠 곳이 많아 두 달 늦어집니다. (예시)",
            "Older people tried the screens with large letters and found much to mend; it takes two months more. (example)",
        ),
    ];
    let base = answers(programme, planned).into_iter().next();
    for (id, step, korean, english) in told {
        let Some((base, answer)) = base.clone().zip(entry(&voice(id))) else {
            continue;
        };
        let mut text = Text::new(Language::Ko, korean);
        text.0.insert(Language::En, english.to_owned());
        let key = format!("answer/{programme}/voice/{id}/progress/{}", step.name());
        let facts = AnswerProgress {
            programme: programme.to_owned(),
            subject: voice(id),
            answer,
            step,
        };
        steps.push(Step {
            key,
            command: Command::worded(facts, ProgressText { text }),
            ..base
        });
    }
    steps
}

fn answers_of(text: &str) -> Answers {
    embedded("answers.csv", text, |source| {
        Answers::read_table(source)?.whole()
    })
}

/// What a project of the example costs, in won.
pub fn cost(project: &Proposal) -> u64 {
    project.cost.smallest("KRW").unwrap_or_default()
}

/// Who runs the example, JSON for `madang operator set`.
pub fn operator() -> &'static str {
    include_str!("../../../examples/kr0018/operator.json")
}

/// The example vote as a `.pb` file: the same bytes as `examples/kr0018/vote.pb`.
pub fn vote() -> String {
    to_pabulib(&proposals(), &ballots(SEED, VOTERS), BUDGET)
}

/// Reads a file that is part of the program; its tests keep it readable.
fn embedded<T>(name: &str, text: &str, read: impl Fn(&Source) -> Result<T, Mistakes>) -> T {
    Source::new(name, text.as_bytes().to_vec())
        .and_then(|source| read(&source))
        .expect("the files under examples/kr0018 fit their types")
}
