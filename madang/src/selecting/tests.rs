//! A selection that was published is held against its ballots.

use madang_exchange::votes::{Opening, Pseudonyms, VoteFile, open_under};
use madang_programme::Role;
use madang_programme::votes::VoteCancelled;
use madang_words::{Language, Text};
use tempfile::TempDir;

use super::*;
use crate::data::{Accepted, DataArguments};
use crate::giving::{IMPORT, give};

const VOTE: &str = "vote-1";

/// Six voters: four for 1, three for 2, one for 3.
const FILE: &str = "META\nkey;value\nbudget;20\nvote_type;approval\ncurrency;KRW\nPROJECTS\nproject_id;cost\n1;10\n2;10\n3;15\n\
                    VOTES\nvoter_id;vote\na;1\nb;1,2\nc;1,2\nd;1\ne;2\nf;3\n";

/// A record with an open vote and its ballots.
struct Voting {
    store: Store,
    directory: DataDirectory,
    actor: Actor,
    programme: String,
    _folder: TempDir,
}

impl Voting {
    async fn begin() -> Voting {
        let folder = tempfile::tempdir().expect("a folder");
        let arguments = DataArguments {
            data: folder.path().join("data"),
            database: None,
            origin: Some("example.org/madang".to_owned()),
            guard: None,
            security_log: None,
            attachments: None,
            accept_clock: None,
        };
        let directory = DataDirectory::create(&arguments).expect("a directory");
        let store = directory.store(&arguments, Accepted::default()).await;
        let store = store.expect("a store");
        let file = VoteFile::read_bytes("six.pb", FILE.as_bytes()).expect("a vote");
        let programme = file.programme("six");
        let id = programme.id.clone();
        let opening = Opening {
            vote: VOTE,
            title: None,
            rule: file.rule(None),
            lot: None,
            ballots: file.ballot_rule().clone(),
            grain_minutes: None,
        };
        let opening = open_under(&id, opening);
        let ballots = file.ballots(&id, VOTE, &Pseudonyms::of_a_check());
        for steps in [
            programme.steps(false),
            file.proposals(&id),
            opening,
            ballots,
        ] {
            give(&store, crate::giving::What::Ballots, IMPORT, steps)
                .await
                .expect("taken");
        }
        Voting {
            store,
            directory,
            actor: Actor::new(Role::Official, "office").expect("a post"),
            programme: id,
            _folder: folder,
        }
    }

    async fn select(&self) -> Result<Option<Computed>> {
        let lot = LotGiven::default();
        let (store, directory) = (&self.store, &self.directory);
        publish(
            store,
            directory,
            &self.actor,
            &self.programme,
            VOTE,
            &lot,
            &|| (),
        )
        .await
    }

    async fn take(&self, command: Command) {
        let submission = Submission {
            actor: self.actor.clone(),
            idempotency_key: None,
            command,
            terms: Default::default(),
        };
        self.store.submit(submission).await.expect("taken");
    }

    /// Publishes what `lie` makes of the selection.
    async fn publish_lie(&self, lie: impl FnOnce(&mut Computed)) {
        let (programme, vote) = (self.programme.clone(), VOTE.to_owned());
        let close = CloseVote { programme, vote };
        self.take(close.into()).await;
        let facts = BallotsOpened {
            programme: self.programme.clone(),
            vote: VOTE.to_owned(),
            lot: None,
        };
        self.take(Command::plain(facts)).await;
        let computed = self.store.recount(&self.programme, VOTE).await;
        let mut computed = computed.expect("a selection");
        lie(&mut computed);
        self.take(computed.into()).await;
    }
}

#[tokio::test]
async fn a_selection_that_holds_is_said_again() {
    let voting = Voting::begin().await;
    let first = voting.select().await.expect("published").expect("no lot");
    assert_eq!(first.facts.selected, ["1", "2"]);
    let again = voting.select().await.expect("it holds").expect("no lot");
    assert_eq!(again, first);
}

#[tokio::test]
async fn whatever_a_published_selection_says_otherwise_is_named() {
    type Lie = fn(&mut Computed);
    let lies: [(&str, Lie); 6] = [
        (
            "selected proposals [selected[1]] is \"3\", computed again \"2\"",
            |of| {
                of.facts.selected = vec!["1".to_owned(), "3".to_owned()];
            },
        ),
        (
            "selected proposals [selected[1]] is nothing, computed again \"2\"",
            |of| {
                of.facts.selected = vec!["1".to_owned()];
            },
        ),
        ("total cost [total_cost] is 7, computed again 20", |of| {
            of.facts.total_cost = 7;
        }),
        (
            "ballots counted [tally.counted] is 5, computed again 6",
            |of| {
                of.facts.tally.counted = 5;
            },
        ),
        ("digest of the inputs [input_digest] is \"00\"", |of| {
            of.facts.input_digest = "00".to_owned();
        }),
        (
            "selected proposals [outcome.selected[0]] is \"2\", computed again \"1\"",
            |of| {
                of.outcome["selected"] = serde_json::json!(["2", "1"]);
            },
        ),
    ];
    for (says, lie) in lies {
        let voting = Voting::begin().await;
        voting.publish_lie(lie).await;
        let error = voting.select().await.expect_err(says).to_string();
        assert!(error.contains("is not the one that follows"), "{error}");
        assert!(error.contains(says), "{says:?} is not in: {error}");
    }
}

#[tokio::test]
async fn secrets_of_a_vote_that_ended_on_a_page_are_forgotten() {
    let voting = Voting::begin().await;
    let (directory, programme) = (&voting.directory, voting.programme.as_str());
    let kept = || {
        let secrets = [Secret::Pseudonyms, Secret::LotSeed];
        secrets.map(|secret| secret.file(directory, programme, VOTE).exists())
    };
    for secret in [Secret::Pseudonyms, Secret::LotSeed] {
        secret
            .read_or_make(directory, programme, VOTE)
            .expect("kept");
    }
    forget_of_ended(&voting.store, directory)
        .await
        .expect("looked at");
    assert_eq!(kept(), [true, true], "the vote is under way");
    let cancel = VoteCancelled {
        programme: programme.to_owned(),
        vote: VOTE.to_owned(),
        reason: Text::new(Language::En, "Its rule is wrong."),
    };
    voting.take(Command::plain(cancel)).await;
    forget_of_ended(&voting.store, directory)
        .await
        .expect("looked at");
    assert_eq!(kept(), [false, false]);
}
