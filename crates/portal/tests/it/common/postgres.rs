//! A PostgreSQL database of a test's own.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use sqlx::Connection as _;

/// The address of a cluster: the one that `MADANG_TEST_POSTGRES` names, else one that `scripts/postgres.sh` starts.
fn cluster() -> &'static str {
    static CLUSTER: OnceLock<String> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        if let Ok(url) = std::env::var("MADANG_TEST_POSTGRES") {
            return url;
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let started = Command::new(root.join("scripts/postgres.sh"))
            .arg("start")
            .arg(root.join("target/postgres"))
            .output()
            .expect("scripts/postgres.sh runs");
        let error = String::from_utf8_lossy(&started.stderr);
        assert!(
            started.status.success(),
            "the PostgreSQL tests need a cluster: {error}"
        );
        let address = String::from_utf8(started.stdout).expect("an address");
        address.trim().to_owned()
    })
}

/// Makes a database in the cluster and gives its address.
pub async fn new_database() -> String {
    let cluster = tokio::task::spawn_blocking(cluster)
        .await
        .expect("a cluster");
    let name = format!("portal_{}", uuid::Uuid::now_v7().simple());
    let mut connection = sqlx::PgConnection::connect(cluster)
        .await
        .expect("the cluster answers");
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE template0"));
    let made = sqlx::query(create).execute(&mut connection).await;
    made.expect("a database of the test's own");
    let (base, _) = cluster
        .rsplit_once('/')
        .expect("an address with a database");
    format!("{base}/{name}")
}
