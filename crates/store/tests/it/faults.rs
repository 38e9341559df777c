//! Databases that were put back to an earlier time, and disks that are full.
use std::path::Path;
use std::process::Command as Process;

use crate::support::*;
use madang_programme::Command;
use madang_programme::log::DatabaseAccepted;
use madang_record::{Checkpoint, Entry};
use madang_store::{OpenOptions, Store, SubmitError};

on_both_databases!(
    an_older_database_is_read_only_until_a_person_accepts_it,
    another_branch_is_read_only,
    a_database_put_back_under_a_running_store_is_noticed,
    a_full_disk_refuses_and_goes_on_when_there_is_room,
);

/// A copy of the database at this moment; nobody may have it open.
async fn backup(fixture: &Fixture) -> String {
    match fixture.kind {
        Kind::Sqlite => {
            let copy = fixture.dir.path().join("backup.db");
            std::fs::copy(fixture.file(), &copy).unwrap();
            format!("sqlite://{}", copy.display())
        }
        Kind::Postgres => {
            use sqlx::Connection as _;
            let (base, name) = fixture.url.rsplit_once('/').unwrap();
            let mut connection = sqlx::PgConnection::connect(cluster()).await.unwrap();
            let text =
                sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}_backup TEMPLATE {name}"));
            sqlx::query(text).execute(&mut connection).await.unwrap();
            format!("{base}/{name}_backup")
        }
    }
}

async fn an_older_database_is_read_only_until_a_person_accepts_it(fixture: Fixture) {
    let store = fixture.voting().await;
    store.submit(ballot(1)).await.unwrap();
    let old_size = store.size().await.unwrap();
    store.close().await;
    let copy = backup(&fixture).await;
    let store = fixture.open().await;
    store
        .submit_all((2..50).map(ballot).collect())
        .await
        .unwrap();
    let (size, signed) = (
        store.size().await.unwrap(),
        store.checkpoint().await.unwrap(),
    );
    store.close().await;
    assert_eq!(
        std::fs::read_to_string(fixture.guard_file()).unwrap(),
        signed
    );

    let restored = OpenOptions {
        url: copy,
        ..fixture.options()
    };
    let store = Store::open(restored.clone()).await.unwrap();
    let reason = store.read_only_reason().unwrap();
    assert!(
        reason
            .to_string()
            .contains(&format!("has {old_size} entries, but {size} were signed")),
        "{reason}"
    );
    assert_eq!(
        store.submit(ballot(99)).await.unwrap_err(),
        SubmitError::ReadOnly(reason)
    );
    assert_eq!(store.size().await.unwrap(), old_size);
    assert_eq!(store.programmes().await.unwrap().len(), 1, "it can be read");
    store.close().await;
    assert_eq!(
        std::fs::read_to_string(fixture.guard_file()).unwrap(),
        signed,
        "the guard stays"
    );

    let accepted = OpenOptions {
        accept_older_database: Some("the newer disk burnt".to_owned()),
        ..restored.clone()
    };
    let store = Store::open(accepted).await.unwrap();
    assert_eq!(store.read_only_reason(), None);
    let entry = Entry::from_bytes(&store.entry(old_size).await.unwrap().unwrap().bytes).unwrap();
    let signed = Checkpoint::open(&signed, &[fixture.key.verifying_key().clone()]).unwrap();
    assert_eq!(entry.kind, "log.database_accepted/1");
    assert_eq!(entry.facts["reason"], "the newer disk burnt");
    assert_eq!(entry.facts["signed_size"], size);
    assert_eq!(entry.facts["signed_root"], signed.root.to_string());
    store.submit(ballot(99)).await.unwrap();
    store.close().await;
    // From here on it is the database.
    let store = Store::open(restored).await.unwrap();
    assert_eq!(store.read_only_reason(), None);
    // The newer database is now the one that does not fit.
    let store = fixture.open().await;
    assert!(
        store
            .read_only_reason()
            .unwrap()
            .to_string()
            .contains("another branch")
    );
}

async fn another_branch_is_read_only(fixture: Fixture) {
    let store = fixture.voting().await;
    store.close().await;
    let copy = backup(&fixture).await;
    let store = fixture.open().await;
    store.submit(ballot(1)).await.unwrap();
    store.close().await;
    // The copy grows past the guard, unguarded: as long as what was signed, and longer, but not the same.
    let branch = Store::open(OpenOptions {
        url: copy.clone(),
        guard: None,
        ..fixture.options()
    })
    .await
    .unwrap();
    branch
        .submit_all((10..20).map(ballot).collect())
        .await
        .unwrap();
    branch.close().await;
    let store = Store::open(OpenOptions {
        url: copy,
        ..fixture.options()
    })
    .await
    .unwrap();
    let reason = store.read_only_reason().unwrap();
    assert!(
        reason
            .to_string()
            .contains("this is another branch of the record"),
        "{reason}"
    );
}

async fn a_database_put_back_under_a_running_store_is_noticed(fixture: Fixture) {
    let store = fixture.voting().await;
    store.submit(ballot(1)).await.unwrap();
    let size = store.size().await.unwrap();
    // As a failover to a replica that lags does it: the last entry and the head are gone.
    let drop_trigger = match fixture.kind {
        Kind::Sqlite => "DROP TRIGGER entry_is_never_deleted",
        Kind::Postgres => "DROP TRIGGER entry_never_changes ON entry",
    };
    let before = fixture.number("SELECT size FROM head").await;
    assert_eq!(before as u64, size);
    fixture.execute(drop_trigger).await.unwrap();
    fixture
        .execute(&format!("DELETE FROM entry WHERE idx = {}", size - 1))
        .await
        .unwrap();
    fixture
        .execute(&format!("UPDATE head SET size = {}", size - 1))
        .await
        .unwrap();
    match store.submit(ballot(2)).await {
        Err(SubmitError::ReadOnly(reason)) => {
            assert!(reason.to_string().contains("damaged"), "{reason}")
        }
        other => panic!("{other:?}"),
    }
    assert!(store.read_only_reason().is_some());
    assert!(matches!(
        store.submit(ballot(3)).await,
        Err(SubmitError::ReadOnly(_))
    ));
}

/// A file system of a few megabytes, where this machine lets us mount one.
struct Small<'a>(&'a Path);

impl Small<'_> {
    fn mount(path: &Path) -> Option<Small<'_>> {
        std::fs::create_dir_all(path).unwrap();
        let mounted = Process::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m,mode=0777", "tmpfs"])
            .arg(path)
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Small(path))
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        let _ = Process::new("umount").arg("-l").arg(self.0).status();
    }
}

async fn a_full_disk_refuses_and_goes_on_when_there_is_room(mut fixture: Fixture) {
    let folder = fixture.dir.path().join("small");
    let small = Small::mount(&folder);
    let ballast = folder.join("ballast");
    match (fixture.kind, &small) {
        (Kind::Sqlite, Some(_)) => {
            fixture.url = format!("sqlite://{}", folder.join("madang.db").display())
        }
        // Where nothing can be mounted the same error comes from SQLite's own limit, and there never is more room.
        (Kind::Sqlite, None) => fixture.url.push_str("?max_page_count=1000"),
        (Kind::Postgres, None) => return page_limit_stands_in(fixture).await,
        (Kind::Postgres, Some(_)) => {
            fixture.url = in_tablespace(&fixture, &folder).await;
        }
    }
    let store = fixture.voting().await;
    if fixture.kind == Kind::Postgres {
        // Only what grows stands on the small disk: a cluster whose own disk is full stops altogether.
        let (_, name) = fixture.url.rsplit_once('/').unwrap();
        for table in ["body", "ballot"] {
            fixture
                .execute(&format!("ALTER TABLE {table} SET TABLESPACE {name}"))
                .await
                .unwrap();
        }
    }
    if small.is_some() {
        std::fs::write(&ballast, vec![0; 2 << 20]).unwrap();
    }
    let (recorded, refused) = fill(&store).await;
    assert_eq!(refused, SubmitError::DiskFull);
    assert!(
        refused
            .to_string()
            .contains("nothing was recorded. Make room and try again")
    );
    assert!(store.failing().is_some(), "health says so");
    assert_eq!(store.size().await.unwrap(), recorded);
    assert_eq!(
        store.with_state(|state| state.size).await.unwrap(),
        recorded
    );
    assert_eq!(
        store.entries(0..u64::MAX).collect().await.unwrap().len() as u64,
        recorded
    );
    assert_eq!(
        store.read_only_reason(),
        None,
        "a full disk is not the record's fault"
    );
    if small.is_none() {
        return;
    }
    std::fs::remove_file(&ballast).unwrap();
    let receipt = store.submit(ballot(recorded)).await.unwrap();
    assert_eq!(receipt.proof.index, recorded);
    assert_eq!(store.failing(), None);
    store
        .submit_all((recorded + 1..recorded + 500).map(ballot).collect())
        .await
        .unwrap();
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
    store.close().await;
    let store = fixture.open().await;
    assert_eq!(store.size().await.unwrap(), recorded + 500);
    store.close().await;
    if fixture.kind == Kind::Postgres {
        let (_, name) = fixture.url.rsplit_once('/').unwrap();
        in_cluster([
            format!("DROP DATABASE {name}"),
            format!("DROP TABLESPACE {name}"),
        ])
        .await;
    }
}

/// Records ballots until there is no room: gives how many entries there are then, and how the next are refused.
async fn fill(store: &Store) -> (u64, SubmitError) {
    let mut recorded = store.size().await.unwrap();
    loop {
        let batch: Vec<_> = (recorded..recorded + 500).map(ballot).collect();
        match store.submit_all(batch).await {
            Ok(committed) => recorded += committed.len() as u64,
            Err(error) => return (recorded, error),
        }
        assert!(recorded < 200_000, "the disk never fills");
    }
}

async fn in_cluster(statements: [String; 2]) {
    use sqlx::Connection as _;
    let mut connection = sqlx::PgConnection::connect(cluster()).await.unwrap();
    for text in statements {
        let text = sqlx::AssertSqlSafe(text);
        sqlx::query(text).execute(&mut connection).await.unwrap();
    }
}

/// Makes another database with a tablespace in a folder, both of one name, and gives its address.
async fn in_tablespace(fixture: &Fixture, folder: &Path) -> String {
    for (program, how, of) in [
        ("chown", "postgres", folder),
        ("chmod", "755", fixture.dir.path()),
    ] {
        let status = Process::new(program).arg(how).arg(of).status().unwrap();
        assert!(status.success(), "{program} {how}");
    }
    let (base, name) = fixture.url.rsplit_once('/').unwrap();
    let name = format!("{name}_small");
    in_cluster([
        format!("CREATE TABLESPACE {name} LOCATION '{}'", folder.display()),
        format!("CREATE DATABASE {name}"),
    ])
    .await;
    format!("{base}/{name}")
}

/// PostgreSQL where nothing can be mounted: the error's own code, raised by a trigger.
async fn page_limit_stands_in(fixture: Fixture) {
    let store = fixture.voting().await;
    let size = store.size().await.unwrap();
    fixture
        .execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
        )
        .await
        .unwrap();
    fixture
        .execute("CREATE TRIGGER full_disk BEFORE INSERT ON body EXECUTE FUNCTION full_disk()")
        .await
        .unwrap();
    assert_eq!(
        store.submit(ballot(1)).await.unwrap_err(),
        SubmitError::DiskFull
    );
    fixture
        .execute("DROP TRIGGER full_disk ON body")
        .await
        .unwrap();
    assert_eq!(store.submit(ballot(1)).await.unwrap().proof.index, size);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_acceptance_that_was_not_asked_for_is_refused() {
    let fixture = Fixture::new(Kind::Sqlite).await;
    let store = fixture.open().await;
    let facts = DatabaseAccepted {
        signed_size: 9,
        signed_root: "00".repeat(32),
        database_size: 7,
        reason: "because".to_owned(),
    };
    let refused = store
        .submit(by(operator(), Command::plain(facts)))
        .await
        .unwrap_err();
    assert!(
        refused.to_string().contains("size of the database"),
        "{refused}"
    );
}
