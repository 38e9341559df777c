//! What the tests share: accounts on a database of their own, with a clock that stands until it is set.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use madang_accounts::{AccountId, Accounts, Link, MailAddress, Purpose};
use sqlx::Connection as _;
use tempfile::TempDir;

pub const MINUTE: u64 = 60_000;
pub const HOUR: u64 = 60 * MINUTE;
pub const DAY: u64 = 24 * HOUR;

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
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

/// Accounts of a test's own.
pub struct Fixture {
    pub accounts: Accounts,
    pub url: String,
    pub kind: Kind,
    pub folder: TempDir,
    clock: Arc<AtomicU64>,
}

fn cluster() -> &'static str {
    static CLUSTER: OnceLock<String> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        if let Ok(url) = std::env::var("MADANG_TEST_POSTGRES") {
            return url;
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let output = Command::new(root.join("scripts/postgres.sh"))
            .arg("start")
            .arg(root.join("target/postgres"))
            .output()
            .expect("scripts/postgres.sh runs");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "the PostgreSQL tests need a cluster: {error}"
        );
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    })
}

async fn new_database() -> String {
    let cluster = tokio::task::spawn_blocking(cluster).await.unwrap();
    let mut random = [0; 8];
    getrandom::fill(&mut random).unwrap();
    let name = format!("accounts_{:016x}", u64::from_be_bytes(random));
    let mut connection = sqlx::PgConnection::connect(cluster).await.unwrap();
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE template0"));
    sqlx::query(create).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let (base, _) = cluster.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}

impl Fixture {
    pub async fn new(kind: Kind) -> Fixture {
        let folder = tempfile::tempdir().unwrap();
        let url = match kind {
            Kind::Sqlite => format!("sqlite://{}/madang.db", folder.path().display()),
            Kind::Postgres => new_database().await,
        };
        // 2026-12-01, 09:00 in Seoul.
        let clock = Arc::new(AtomicU64::new(1_796_083_200_000));
        let accounts = open(&url, &clock).await;
        Fixture {
            accounts,
            url,
            kind,
            folder,
            clock,
        }
    }

    /// The same accounts as another process has them.
    pub async fn again(&self) -> Accounts {
        open(&self.url, &self.clock).await
    }

    /// Who is counted, as the database keeps it.
    pub async fn counted(&self) -> Vec<Vec<u8>> {
        let text = "SELECT who FROM counter ORDER BY who";
        match self.kind {
            Kind::Sqlite => {
                let place = self.folder.path().join("madang.accounts.db");
                let place = format!("sqlite://{}", place.display());
                let mut connection = sqlx::SqliteConnection::connect(&place).await.unwrap();
                sqlx::query_scalar(text)
                    .fetch_all(&mut connection)
                    .await
                    .unwrap()
            }
            Kind::Postgres => {
                let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
                let text = "SELECT who FROM accounts.counter ORDER BY who";
                sqlx::query_scalar(text)
                    .fetch_all(&mut connection)
                    .await
                    .unwrap()
            }
        }
    }

    /// The first column of what a query gives, as the database keeps it.
    pub async fn texts(&self, text: &'static str) -> Vec<String> {
        match self.kind {
            Kind::Sqlite => {
                let url = self.url.replace("madang.db", "madang.accounts.db");
                let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
                let query = sqlx::query_scalar(text);
                query.fetch_all(&mut connection).await.unwrap()
            }
            Kind::Postgres => {
                let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
                let path = sqlx::query("SET search_path = accounts");
                path.execute(&mut connection).await.unwrap();
                let query = sqlx::query_scalar(text);
                query.fetch_all(&mut connection).await.unwrap()
            }
        }
    }

    /// Changes what the database keeps, behind the accounts' back.
    pub async fn change(&self, text: &'static str) {
        match self.kind {
            Kind::Sqlite => {
                let url = self.url.replace("madang.db", "madang.accounts.db");
                let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
                sqlx::query(text).execute(&mut connection).await.unwrap();
            }
            Kind::Postgres => {
                let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
                let path = sqlx::query("SET search_path = accounts");
                path.execute(&mut connection).await.unwrap();
                sqlx::query(text).execute(&mut connection).await.unwrap();
            }
        }
    }

    pub fn wait(&self, milliseconds: u64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let text = format!("SELECT count(*) FROM {table}");
        match self.kind {
            Kind::Sqlite => {
                let url = self.url.replace("madang.db", "madang.accounts.db");
                let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
                let query = sqlx::query_scalar(sqlx::AssertSqlSafe(text));
                query.fetch_one(&mut connection).await.unwrap()
            }
            Kind::Postgres => {
                let mut connection = sqlx::PgConnection::connect(&self.url).await.unwrap();
                let text = text.replace(table, &format!("accounts.{table}"));
                let query = sqlx::query_scalar(sqlx::AssertSqlSafe(text));
                query.fetch_one(&mut connection).await.unwrap()
            }
        }
    }

    /// Somebody with an account.
    pub async fn somebody(&self, address: &str) -> AccountId {
        let link = Link {
            purpose: Purpose::Register,
            address: mail(address),
            account: None,
        };
        let token = self.accounts.make_link(&link).await.unwrap();
        let made = self.accounts.use_link(&token, "ko").await.unwrap();
        made.expect("a link that was just made")
    }
}

async fn open(url: &str, clock: &Arc<AtomicU64>) -> Accounts {
    let clock = Arc::clone(clock);
    Accounts::open(url, Arc::new(move || clock.load(Ordering::SeqCst)))
        .await
        .expect("accounts")
}

pub fn mail(address: &str) -> MailAddress {
    MailAddress::parse(address).expect("an address")
}
