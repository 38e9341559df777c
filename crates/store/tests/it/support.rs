//! What the tests and benches share: a database of their own, a store on it, commands to submit.

use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::OnceLock;

pub use madang_fixtures::english as text;
use madang_fixtures::{Programme, approval};
use madang_programme::bodies::{AppointMember, BodyEstablished, MemberLeft, Person};
use madang_programme::votes::selection::Computed;
use madang_programme::votes::{BallotRule, RuleFixed, UnknownProject};
use madang_programme::{Actor, Command, Role};
use madang_record::{SigningKey, Visibility};
use madang_store::{OpenOptions, Store, StoreError, Submission};
use madang_words::Text;
use serde_json::json;
use sqlx::Connection as _;
use tempfile::TempDir;

pub const ORIGIN: &str = "example.org/madang";
pub const PROGRAMME: &str = "kr0018-flagships";
pub const VOTE: &str = "v1";

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A database of a test's own.
pub struct Fixture {
    pub kind: Kind,
    pub url: String,
    pub dir: TempDir,
    pub key: SigningKey,
    pub guard: bool,
}

/// Runs every test of a list against both databases.
macro_rules! on_both_databases {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { super::$test(crate::support::Fixture::new(crate::support::Kind::Sqlite).await).await; })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { super::$test(crate::support::Fixture::new(crate::support::Kind::Postgres).await).await; })+
        }
    };
}
pub(crate) use on_both_databases;

/// Runs `scripts/postgres.sh` and gives what it says.
pub fn postgres(command: &str, folder: &Path) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap();
    let output = Process::new(root.join("scripts/postgres.sh"))
        .arg(command)
        .arg(folder)
        .output()
        .expect("scripts/postgres.sh runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "the PostgreSQL tests need a cluster: {error}"
    );
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The address of a cluster: the one that MADANG_TEST_POSTGRES names, else one that the script starts.
pub fn cluster() -> &'static str {
    static CLUSTER: OnceLock<String> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        if let Ok(url) = std::env::var("MADANG_TEST_POSTGRES") {
            return url;
        }
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"),
            PathBuf::from,
        );
        postgres("start", &target.join("postgres"))
    })
}

/// Makes a database in the cluster and gives its address.
pub async fn new_postgres_database() -> String {
    let cluster = tokio::task::spawn_blocking(cluster).await.unwrap();
    new_database_in(cluster).await
}

/// Makes a database in a cluster and gives its address.
pub async fn new_database_in(cluster: &str) -> String {
    let mut random = [0; 8];
    getrandom::fill(&mut random).unwrap();
    let name = format!("test_{:016x}", u64::from_be_bytes(random));
    let mut connection = sqlx::PgConnection::connect(cluster)
        .await
        .expect("the cluster answers");
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE template0"));
    sqlx::query(create)
        .execute(&mut connection)
        .await
        .expect("a database of the test's own");
    connection.close().await.unwrap();
    let (base, _) = cluster.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

impl Fixture {
    pub async fn new(kind: Kind) -> Fixture {
        let dir = tempfile::tempdir().unwrap();
        let url = match kind {
            Kind::Sqlite => format!("sqlite://{}", dir.path().join("madang.db").display()),
            Kind::Postgres => new_postgres_database().await,
        };
        Fixture::at(kind, url, dir)
    }

    /// A database that is at this address.
    pub fn at(kind: Kind, url: String, dir: TempDir) -> Fixture {
        let key = SigningKey::from_seed(ORIGIN, [7; 32]).unwrap();
        Fixture {
            kind,
            url,
            dir,
            key,
            guard: true,
        }
    }

    pub fn file(&self) -> PathBuf {
        self.dir.path().join("madang.db")
    }

    pub fn guard_file(&self) -> PathBuf {
        self.dir.path().join("guard")
    }

    pub fn options(&self) -> OpenOptions {
        OpenOptions {
            url: self.url.clone(),
            origin: ORIGIN.to_owned(),
            signing_key: self.key.clone(),
            guard: self.guard.then(|| self.guard_file()),
            accept_older_database: None,
            accept_clock: None,
        }
    }

    pub async fn try_open(&self) -> Result<Store, StoreError> {
        Store::open(self.options()).await
    }

    pub async fn open(&self) -> Store {
        self.try_open().await.expect("the store opens")
    }

    /// A store with a programme whose vote is open.
    pub async fn voting(&self) -> Store {
        let store = self.open().await;
        store.submit_all(programme(3)).await.unwrap();
        store.submit_all(vote()).await.unwrap();
        store
    }

    /// Runs one statement past the store.
    pub async fn execute(&self, statement: &str) -> Result<u64, sqlx::Error> {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        match self.kind {
            Kind::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(&self.url).await?;
                let done = sqlx::query(statement)
                    .execute(&mut connection)
                    .await?
                    .rows_affected();
                connection.close().await?;
                Ok(done)
            }
            Kind::Postgres => {
                let mut connection = sqlx::PgConnection::connect(&self.url).await?;
                let done = sqlx::query(statement)
                    .execute(&mut connection)
                    .await?
                    .rows_affected();
                connection.close().await?;
                Ok(done)
            }
        }
    }

    /// A number that a query gives, past the store.
    pub async fn number(&self, query: &str) -> i64 {
        let query = sqlx::AssertSqlSafe(query.to_owned());
        match self.kind {
            Kind::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(query)
                    .fetch_one(&mut connection)
                    .await
                    .unwrap()
            }
            Kind::Postgres => {
                let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
                sqlx::query_scalar(query)
                    .fetch_one(&mut connection)
                    .await
                    .unwrap()
            }
        }
    }
}

/// The programme of these tests.
pub const P: Programme<'static> = Programme(PROGRAMME);

pub fn official() -> Actor {
    Actor::new(Role::Official, "demo").unwrap()
}

pub fn registrar() -> Actor {
    Actor::new(Role::Registrar, "import").unwrap()
}

pub fn operator() -> Actor {
    Actor::new(Role::Operator, "console").unwrap()
}

pub fn by(actor: Actor, command: Command) -> Submission {
    Submission {
        actor,
        idempotency_key: None,
        command,
        terms: Default::default(),
    }
}

pub fn keyed(key: impl Into<String>, submission: Submission) -> Submission {
    Submission {
        idempotency_key: Some(key.into()),
        ..submission
    }
}

pub fn proposal(id: &str, cost: u64, title: Text) -> Submission {
    by(official(), P.propose_in_group(id, cost, title))
}

/// A commitment, a programme under it with a group, and some proposals.
pub fn programme(proposals: u64) -> Vec<Submission> {
    let begun = P.begun().into_iter();
    let mut all: Vec<_> = begun.map(|command| by(official(), command)).collect();
    for number in 1..=proposals {
        all.push(proposal(
            &number.to_string(),
            number * 1000,
            text(format!("Proposal number {number}")),
        ));
    }
    all
}

/// A selection rule and a vote under it.
pub fn vote() -> Vec<Submission> {
    let rule: RuleFixed = serde_json::from_value(json!({
        "programme": PROGRAMME,
        "id": "rule",
        "rule": {"rule": {"kind": "equal-shares"}, "utility": {"kind": "cost"}, "ties": {"kind": "cost-votes"},
                 "budget": "100000"},
    }))
    .unwrap();
    let ballots = BallotRule {
        unknown_project: UnknownProject::DiscardBallot,
        ..approval()
    };
    vec![
        by(official(), Command::plain(rule)),
        by(official(), P.open_vote(VOTE, "rule", ballots)),
    ]
}

/// A ballot of the voter with that number.
pub fn ballot(voter: u64) -> Submission {
    by(registrar(), P.cast(VOTE, mix(voter), &["1", "2"]))
}

/// Spreads numbers, so that voters do not come in order.
pub fn mix(voter: u64) -> u128 {
    u128::from(voter.wrapping_mul(0x9e37_79b9_7f4a_7c15)) << 64 | u128::from(voter)
}

pub fn close_vote() -> Submission {
    by(official(), P.close(VOTE))
}

pub fn open_ballots() -> Submission {
    by(official(), P.open_ballots(VOTE, None))
}

/// The selection that follows from the opened ballots of the vote.
pub async fn computed(store: &Store) -> Computed {
    let ballots = store.opened_ballots(PROGRAMME, VOTE).collect().await;
    let state = store.with_state(Clone::clone).await.unwrap();
    madang_fixtures::compute(&state, PROGRAMME, VOTE, ballots.unwrap())
}

/// A panel: one member is public, one restricted from the beginning, one has left.
pub fn panel() -> Vec<Submission> {
    let body: BodyEstablished = serde_json::from_value(json!({
        "programme": PROGRAMME, "id": "panel", "type": "expert_panel",
        "name": {"en": "Panel"}, "mandate": {"en": "Scores proposals"},
    }))
    .unwrap();
    let restricted = Visibility::Restricted {
        roles: vec!["official".to_owned()],
    };
    let left = MemberLeft {
        programme: PROGRAMME.to_owned(),
        body: "panel".to_owned(),
        member: "c".to_owned(),
    };
    vec![
        by(official(), Command::plain(body)),
        appoint("a", Some(Visibility::Public)),
        appoint("b", Some(restricted)),
        appoint("c", None),
        by(official(), Command::plain(left)),
    ]
}

/// Who sits on it.
pub fn professor() -> Person {
    Person {
        post: text("Professor"),
        name: None,
        interests: None,
    }
}

fn appoint(member: &str, visibility: Option<Visibility>) -> Submission {
    let facts =
        json!({"programme": PROGRAMME, "body": "panel", "member": member, "class": "expert"});
    let appoint = AppointMember {
        facts: serde_json::from_value(facts).unwrap(),
        person: visibility.map(|visibility| (Box::new(professor()), visibility)),
    };
    by(official(), appoint.into())
}
