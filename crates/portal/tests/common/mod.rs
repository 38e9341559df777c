//! A small store with something in every state, and a client for the portal over it.
#![allow(dead_code, clippy::expect_used, clippy::unwrap_used)]

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use madang_portal::{PortalOptions, router};
use madang_programme::event::commitment::{
    ActionPlanRecorded, CodedValue, CommitmentRecorded, CommitmentText, MilestoneRecorded,
    NamedEvent, NamedGroup, Note, NumberElsewhere, PlanProcess, ReviewRecorded, ReviewStage,
    ReviewText, Target, TitleElsewhere,
};
use madang_programme::event::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::event::organisation::{
    BodyEstablished, BodyKind, MemberAppointed, MemberClass, Person,
};
use madang_programme::event::programme::{
    AudienceDefined, GroupDefined, ProgrammeCreated, ProgrammeText,
};
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText, ProposalWithdrawn};
use madang_programme::event::selection::RuleFixed;
use madang_programme::event::vote::{
    BallotCast, BallotContent, BallotRule, BallotType, BallotsOpened, CloseVote, OpenVote,
    RepeatedVoter, UnknownProject,
};
use madang_programme::text::{Language, Text};
use madang_programme::{Actor, Command, Role};
use madang_record::entry::Visibility;
use madang_record::note::SigningKey;
use madang_selection::{Decimal, SelectionRule};
use madang_store::{OpenOptions, Store, Submission};
use tempfile::TempDir;
use tower::ServiceExt;

pub const TOKEN: &str = "a-token-for-the-tests-of-the-portal";
pub const FINISHED: &str = "kr0018-flagships";
pub const OPEN: &str = "open-vote";
pub const EMPTY: &str = "nothing-yet";
pub const VOTE: &str = "v1";

/// A portal over a store in a folder of its own.
pub struct Portal {
    pub store: Store,
    pub router: Router,
    _folder: TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the answer is text")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("a header in ASCII"))
    }
}

impl Portal {
    pub async fn request(&self, request: Request<Body>) -> Answer {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX)
            .await
            .expect("the body comes to its end")
            .to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.request(
            Request::get(address)
                .body(Body::empty())
                .expect("a request"),
        )
        .await
    }

    /// Follows redirects.
    pub async fn visit(&self, address: &str) -> Answer {
        let mut address = address.to_owned();
        for _ in 0..5 {
            let answer = self.get(&address).await;
            if !answer.status.is_redirection() || answer.status == StatusCode::NOT_MODIFIED {
                return answer;
            }
            address = answer.header("location").to_owned();
        }
        panic!("{address} leads in circles");
    }
}

/// A portal with nothing on record but the log's beginning.
pub async fn empty() -> Portal {
    let folder = TempDir::new().expect("a temporary folder");
    let key = SigningKey::from_seed("test.example/log", [7; 32]).expect("a key");
    let options = OpenOptions {
        url: format!("sqlite://{}", folder.path().join("madang.db").display()),
        origin: "test.example/log".to_owned(),
        signing_key: key,
        guard: None,
        accept_older_database: None,
    };
    let store = Store::open(options).await.expect("the store opens");
    portal(store, Some(TOKEN), folder)
}

/// A portal over a store that was opened for reading.
pub async fn read_only() -> Portal {
    let writable = empty().await;
    submit(&writable.store, commitments()).await;
    let url = format!(
        "sqlite://{}",
        writable._folder.path().join("madang.db").display()
    );
    writable.store.close().await;
    let store = Store::open_read_only(&url)
        .await
        .expect("the store opens for reading");
    portal(store, Some(TOKEN), writable._folder)
}

/// A portal that takes no ballots.
pub async fn without_token() -> Portal {
    let with = empty().await;
    portal(with.store, None, with._folder)
}

fn portal(store: Store, token: Option<&str>, folder: TempDir) -> Portal {
    let router = router(PortalOptions {
        store: store.clone(),
        registrar_token: token.map(str::to_owned),
        base_url: Some("https://madang.example.org".to_owned()),
    });
    Portal {
        store,
        router,
        _folder: folder,
    }
}

/// A portal over the example, with something in every state.
pub async fn example() -> Portal {
    let portal = empty().await;
    let store = &portal.store;
    submit(store, commitments()).await;
    submit(store, finished_programme()).await;
    ballots(store, FINISHED, 120).await;
    count(store, FINISHED).await;
    submit(store, open_programme()).await;
    ballots(store, OPEN, 3).await;
    submit(
        store,
        vec![Command::CreateProgramme(
            programme(EMPTY, "PLN", false),
            boxed_text("Nothing yet", "Just begun."),
        )],
    )
    .await;
    hide(store).await;
    portal
}

pub fn actor(role: Role) -> Actor {
    Actor::new(role, "test").expect("a pseudonym")
}

/// Records commands, each by a role that may.
pub async fn submit(store: &Store, commands: Vec<Command>) {
    let role = |command: &Command| match command.name() {
        "cast_ballot" => Role::Registrar,
        _ => Role::Official,
    };
    let submissions = commands.into_iter().map(|command| Submission {
        actor: actor(role(&command)),
        idempotency_key: None,
        command,
    });
    store
        .submit_all(submissions.collect())
        .await
        .expect("the commands are recorded");
}

fn text(map: &BTreeMap<String, String>) -> Text {
    Text(
        map.iter()
            .map(|(tag, words)| (Language::from_tag(tag), words.clone()))
            .collect(),
    )
}

fn texts(maps: &[BTreeMap<String, String>]) -> Vec<Text> {
    maps.iter().map(text).collect()
}

fn english(words: &str) -> Text {
    Text::new(Language::En, words)
}

fn boxed_text(title: &str, summary: &str) -> Box<ProgrammeText> {
    Box::new(ProgrammeText {
        title: english(title),
        summary: english(summary),
    })
}

fn commitments() -> Vec<Command> {
    let file = madang_example::commitments();
    let mut commands = Vec::new();
    for plan in &file.action_plans {
        commands.push(Command::RecordActionPlan(ActionPlanRecorded {
            id: plan.id.clone(),
            country: plan.country.clone(),
            number: plan.number,
            cycle: plan.cycle,
            title: text(&plan.title),
            process: file
                .process
                .iter()
                .find(|process| process.action_plan == plan.id)
                .map(|p| PlanProcess {
                    steps_followed: p.steps_followed,
                    steps_of: p.steps_of,
                    regular_forum: p.regular_forum,
                    self_assessment_published: p.self_assessment_published,
                    two_week_comment_period: p.two_week_comment_period,
                    source: p.source.clone(),
                }),
        }));
    }
    for c in &file.commitments {
        let facts = CommitmentRecorded {
            id: c.id.clone(),
            country: c.country.clone(),
            action_plan: c.action_plan.clone(),
            cycle: Some(c.cycle),
            number: c.number.clone(),
            number_elsewhere: c.number_elsewhere.as_ref().map(|n| NumberElsewhere {
                number: n.number.clone(),
                source: n.source.clone(),
            }),
            policy_areas_source: c.policy_areas_source.clone(),
            policy_areas_newer_source: c.policy_areas_newer_source.clone(),
            status: c.status.clone(),
            start_date: c.start_date.clone(),
            end_date: c.end_date.clone(),
            policy_areas: c.policy_areas.clone(),
            policy_areas_newer: c.policy_areas_newer.clone(),
            url: Some(c.url.clone()),
        };
        let target = |t: &madang_example::Target| Target {
            what: text(&t.what),
            value: t.value,
            by: t.by,
        };
        let words = CommitmentText {
            title: c.title.as_ref().map(text),
            title_elsewhere: c.title_elsewhere.as_ref().map(|t| TitleElsewhere {
                title: text(&t.title),
                source: t.source.clone(),
            }),
            country_name_newer: c.country_name_newer.as_ref().map(text),
            service_groups: c
                .service_groups
                .iter()
                .map(|g| NamedGroup {
                    group: text(&g.group),
                    examples: texts(&g.examples),
                })
                .collect(),
            theme: c.theme.as_ref().map(text),
            lead_institution: c.lead_institution.as_ref().map(text),
            responsible_institution: c.responsible_institution.as_ref().map(text),
            supporting_institutions: c.supporting_institutions.as_ref().map(text),
            description: c.description_as_published.as_ref().map(text),
            description_corrected: c.description_corrected.as_ref().map(text),
            aims: texts(&c.aims),
            instruments: texts(&c.instruments),
            targets: c.targets.iter().map(target).collect(),
            attribution: Some(file.attribution.clone()),
        };
        commands.push(Command::RecordCommitment(facts, Box::new(words)));
    }
    for m in &file.milestones {
        commands.push(Command::RecordMilestone(MilestoneRecorded {
            commitment: m.commitment.clone(),
            code: m.code.clone(),
            title: text(&m.title),
            due: m.due,
            start_date: m.start_date.clone(),
            end_date: m.end_date.clone(),
            derived_by_reviewer: m.derived_by_reviewer,
        }));
    }
    commands.extend(
        file.reviews
            .iter()
            .filter(|review| review.commitment == "KR0018")
            .map(review),
    );
    commands
}

fn review(review: &madang_example::Review) -> Command {
    let value = |v: &madang_example::CodedValue| CodedValue {
        field: v.field.clone(),
        milestone: v.milestone.clone(),
        value: v.value.clone(),
        code_list: v.code_list.clone(),
        source: v.source.clone(),
        fact: v.fact.as_ref().map(text),
    };
    let facts = ReviewRecorded {
        commitment: review.commitment.clone(),
        report: review.report.clone(),
        report_title: review.report_title.clone(),
        stage: match review.stage {
            madang_example::ReviewStage::Midterm => ReviewStage::Midterm,
            madang_example::ReviewStage::EndOfTerm => ReviewStage::EndOfTerm,
            madang_example::ReviewStage::Other => ReviewStage::Other,
        },
        values: review.values.iter().map(value).collect(),
    };
    let event = |e: &madang_example::Event| NamedEvent {
        date: e.date.clone(),
        what: text(&e.what),
        who: text(&e.who),
    };
    let note = |n: &madang_example::Note| Note {
        number: n.number,
        text: text(&n.text),
        url: n.url.clone(),
    };
    let words = ReviewText {
        findings: texts(&review.findings),
        evidence_gaps: texts(&review.evidence_gaps),
        recommendations: texts(&review.recommendations),
        events: review.events.iter().map(event).collect(),
        notes: review.notes.iter().map(note).collect(),
    };
    Command::RecordReview(facts, Box::new(words))
}

fn programme(id: &str, currency: &str, example: bool) -> ProgrammeCreated {
    ProgrammeCreated {
        id: id.to_owned(),
        commitment: "KR0018".to_owned(),
        target: example.then_some(50),
        zone: "Asia/Seoul".to_owned(),
        currency: currency.to_owned(),
        example,
    }
}

fn finished_programme() -> Vec<Command> {
    let file = madang_example::programme();
    let words = ProgrammeText {
        title: text(&file.title),
        summary: text(&file.summary),
    };
    let mut commands = vec![Command::CreateProgramme(
        programme(FINISHED, "KRW", true),
        Box::new(words),
    )];
    for group in &file.groups {
        commands.push(Command::DefineGroup(GroupDefined {
            programme: FINISHED.to_owned(),
            id: group.id.clone(),
            name: text(&group.name),
            description: Some(text(&group.description)),
        }));
        for audience in &group.audiences {
            commands.push(Command::DefineAudience(AudienceDefined {
                programme: FINISHED.to_owned(),
                group: group.id.clone(),
                id: audience.id.clone(),
                name: text(&audience.name),
            }));
        }
    }
    for (place, body) in file.bodies.iter().enumerate() {
        let kinds = [
            BodyKind::AdvisoryCommittee,
            BodyKind::ExpertPanel,
            BodyKind::TaskForce,
        ];
        commands.push(Command::EstablishBody(BodyEstablished {
            programme: FINISHED.to_owned(),
            id: body.id.clone(),
            kind: kinds[place % 3],
            name: text(&body.name),
            mandate: text(&body.mandate),
        }));
        for (place, member) in body.members.iter().enumerate() {
            let person = Person {
                post: text(&member.post),
                name: None,
                interests: Some(english("None declared.")),
            };
            let visibility = match place {
                0 => Visibility::Public,
                _ => Visibility::Restricted {
                    roles: vec!["official".to_owned()],
                },
            };
            commands.push(Command::AppointMember(
                MemberAppointed {
                    programme: FINISHED.to_owned(),
                    body: body.id.clone(),
                    member: member.id.clone(),
                    class: MemberClass::Citizen,
                },
                Some((Box::new(person), visibility)),
            ));
        }
    }
    for proposal in madang_example::proposals() {
        commands.push(Command::SubmitProposal(
            ProposalSubmitted {
                programme: FINISHED.to_owned(),
                id: proposal.id.clone(),
                cost: proposal.cost,
                group: Some(proposal.group.clone()),
                audiences: proposal.audiences.clone(),
            },
            Box::new(ProposalText {
                title: text(&proposal.title),
                summary: Some(text(&proposal.summary)),
                proposer: Some(text(&proposal.proposer.name)),
            }),
        ));
    }
    let gone = ProposalSubmitted {
        programme: FINISHED.to_owned(),
        id: "withdrawn".to_owned(),
        cost: 1,
        group: None,
        audiences: vec![],
    };
    let words = ProposalText {
        title: english("Taken back"),
        summary: None,
        proposer: None,
    };
    commands.push(Command::SubmitProposal(gone, Box::new(words)));
    let withdrawn = ProposalWithdrawn {
        programme: FINISHED.to_owned(),
        id: "withdrawn".to_owned(),
    };
    commands.push(Command::WithdrawProposal(withdrawn));
    commands.extend(vote(FINISHED, 20_000_000_000));
    commands
}

/// A rule with this budget, and a vote under it.
pub fn vote(programme: &str, budget: u64) -> [Command; 2] {
    let mut rule = SelectionRule::wieliczka_2023();
    rule.budget = Some(Decimal::from(budget));
    if let Some(madang_selection::Completion::AddOne { step, .. }) = rule.completion.first_mut() {
        *step = Decimal::from(budget / 2_000);
    }
    let fixed = RuleFixed {
        programme: programme.to_owned(),
        id: "rule-1".to_owned(),
        rule,
        lot: None,
    };
    let ballots = BallotRule {
        ballot_type: BallotType::Approval,
        min_choices: Some(1),
        max_choices: Some(8),
        max_cost: None,
        max_points: None,
        unknown_project: UnknownProject::DropChoice,
        repeated_voter: RepeatedVoter::CountLast,
    };
    let open = OpenVote {
        programme: programme.to_owned(),
        id: VOTE.to_owned(),
        rule: "rule-1".to_owned(),
        ballots,
    };
    [Command::FixRule(fixed), open.into()]
}

/// A programme with an open vote, whose words try to be markup and whose titles are Polish.
fn open_programme() -> Vec<Command> {
    let words = ProgrammeText {
        title: english("<script>alert('title')</script> & co"),
        summary: Text::new(Language::Pl, "Zielony budżet <b>miasta</b>"),
    };
    let mut commands = vec![Command::CreateProgramme(
        programme(OPEN, "PLN", false),
        Box::new(words),
    )];
    for (id, title, cost) in [
        ("1", "Zielony skwer", 123_456),
        ("가-1", "\"><img src=x onerror=alert(1)>", 5),
    ] {
        commands.push(Command::SubmitProposal(
            ProposalSubmitted {
                programme: OPEN.to_owned(),
                id: id.to_owned(),
                cost,
                group: None,
                audiences: vec![],
            },
            Box::new(ProposalText {
                title: Text::new(Language::Pl, title),
                summary: None,
                proposer: None,
            }),
        ));
    }
    commands.extend(vote(OPEN, 100_000));
    commands
}

pub fn voter(number: u64) -> String {
    format!("{number:032x}")
}

/// Casts ballots; but for the finished programme all are for proposal `1`.
pub async fn ballots(store: &Store, programme: &str, voters: usize) {
    let cast = |number: u64, choices: Vec<String>| {
        Command::CastBallot(
            BallotCast {
                programme: programme.to_owned(),
                vote: VOTE.to_owned(),
                voter: voter(number),
            },
            BallotContent {
                choices,
                points: None,
            },
        )
    };
    let mut commands = Vec::new();
    if programme == FINISHED {
        for ballot in madang_example::ballots(7, voters) {
            commands.push(cast(ballot.voter, ballot.choices));
        }
        // One who votes again, one who names what is not there, one who names nothing.
        commands.push(cast(1, vec!["2".to_owned()]));
        commands.push(cast(
            9001,
            vec!["no-such-project".to_owned(), "3".to_owned()],
        ));
        commands.push(cast(9002, vec![]));
    } else {
        commands.extend((1..=voters as u64).map(|number| cast(number, vec!["1".to_owned()])));
    }
    submit(store, commands).await;
}

/// Closes, opens, computes and publishes.
pub async fn count(store: &Store, programme: &str) {
    let (programme, vote) = (programme.to_owned(), VOTE.to_owned());
    submit(
        store,
        vec![
            CloseVote {
                programme: programme.clone(),
                vote: vote.clone(),
            }
            .into(),
        ],
    )
    .await;
    submit(
        store,
        vec![Command::OpenBallots(BallotsOpened {
            programme: programme.clone(),
            vote: vote.clone(),
            lot: None,
        })],
    )
    .await;
    let ballots = store
        .opened_ballots(&programme, &vote)
        .collect()
        .await
        .expect("the ballots are open");
    let state = store.with_state(Clone::clone).await.expect("the state");
    let ballots = ballots.into_iter().map(Ok::<_, std::convert::Infallible>);
    let computed = madang_programme::selection::compute(&state, &programme, &vote, &[], ballots)
        .expect("the selection is computed");
    submit(store, vec![Command::PublishSelection(computed)]).await;
}

/// Restricts the words of one proposal and erases those of another.
async fn hide(store: &Store) {
    let entry = |id: &'static str| async move {
        store
            .proposal(FINISHED, id)
            .await
            .expect("the store answers")
            .expect("the proposal is there")
            .entry
    };
    let restricted = ContentRestricted {
        entry: entry("5").await,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: "2030-01-01".to_owned(),
    };
    store
        .restrict(actor(Role::Official), restricted)
        .await
        .expect("the words are restricted");
    let erased = ContentErased {
        entry: entry("6").await,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    store
        .erase(actor(Role::Official), erased)
        .await
        .expect("the words are erased");
}
