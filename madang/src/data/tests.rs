//! Keys and secrets under races, stops half-way and wrong directories, on both databases.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use madang_acceptance::postgres::test_database;
use tempfile::TempDir;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::*;

/// How many runs race.
const RUNS: usize = 200;

/// A data directory of a test's own.
struct Place {
    folder: TempDir,
    arguments: DataArguments,
}

impl Place {
    fn new(database: Option<String>) -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let arguments = DataArguments {
            data: folder.path().join("data"),
            database,
            origin: Some("example.org/madang".to_owned()),
            guard: None,
            security_log: None,
            attachments: None,
            accept_clock: None,
        };
        Place { folder, arguments }
    }

    fn elsewhere(&self, name: &str) -> DataArguments {
        DataArguments {
            data: self.folder.path().join(name),
            ..self.arguments.clone()
        }
    }

    fn directory(&self) -> DataDirectory {
        DataDirectory::create(&self.arguments).expect("the directory")
    }

    /// Opens and closes the store, which begins the record where there is none.
    async fn start(&self) -> Result<()> {
        start(&self.arguments).await
    }

    /// Names of files in the directory that have to do with keys.
    fn key_files(&self) -> BTreeSet<String> {
        key_files(&self.arguments.data)
    }
}

fn key_files(directory: &Path) -> BTreeSet<String> {
    let files = fs::read_dir(directory).expect("a directory");
    files
        .map(|file| {
            file.expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.starts_with("log.key"))
        .collect()
}

async fn start(arguments: &DataArguments) -> Result<()> {
    let store = DataDirectory::create(arguments)?
        .store(arguments, Accepted::default())
        .await?;
    assert_eq!(store.read_only_reason(), None);
    store.close().await;
    Ok(())
}

async fn racing_rotations_lose_no_key(database: Option<String>) {
    let place = Place::new(database);
    place.start().await.expect("the record begins");
    let first = place.directory().key().expect("a key").expect("a key");
    let mut keys = BTreeSet::from([first.verifying_key().to_string()]);
    let mut running = JoinSet::new();
    for _ in 0..RUNS {
        let arguments = place.arguments.clone();
        running.spawn(async move {
            DataDirectory::open(&arguments)?
                .rotate_key(&arguments)
                .await
        });
    }
    while let Some(done) = running.join_next().await {
        match done.expect("no panic").expect("it rotates") {
            Rotated::Now { key, .. } => assert!(keys.insert(key.to_string()), "{key} twice"),
            Rotated::Finished { key } => panic!("{key} was left half-way"),
        }
    }
    let here: BTreeSet<String> = place
        .key_files()
        .iter()
        .map(|name| secret::read_text(&place.directory().file(name)))
        .map(|text| text.expect("it is read").expect("it is there"))
        .map(|text| SigningKey::parse_skey(&text).expect("a key"))
        .map(|key| key.verifying_key().to_string())
        .collect();
    assert_eq!(here, keys, "every key that was ever in force is kept");
    assert!(!place.key_files().contains("log.key.next"));
    place.start().await.expect("log.key is the key in force");
}

async fn racing_starts_make_one_key(database: Option<String>) {
    let place = Place::new(database);
    // As many at once as PostgreSQL has connections for.
    let turns = Arc::new(Semaphore::new(12));
    let mut running = JoinSet::new();
    for _ in 0..RUNS {
        let (arguments, turns) = (place.arguments.clone(), Arc::clone(&turns));
        running.spawn(async move {
            let _turn = turns.acquire().await?;
            let directory = DataDirectory::create(&arguments)?;
            let store = directory.store(&arguments, Accepted::default()).await?;
            assert_eq!(store.read_only_reason(), None);
            let token = directory.registrar_token()?;
            store.close().await;
            let key = directory.key()?.context("there is a key")?;
            anyhow::Ok((key.verifying_key().to_string(), token))
        });
    }
    let mut found = BTreeSet::new();
    while let Some(done) = running.join_next().await {
        found.insert(done.expect("no panic").expect("it starts"));
    }
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(place.key_files(), BTreeSet::from(["log.key".to_owned()]));
    place.start().await.expect("and again");
}

async fn a_rotation_that_stopped_half_way_is_finished(database: Option<String>) {
    let place = Place::new(database);
    place.start().await.expect("the record begins");
    for again in [false, true] {
        // As a stop between the record's commit and the renaming leaves it.
        let directory = place.directory();
        let old = directory.key().expect("a key").expect("a key");
        let next = SigningKey::from_seed("example.org/madang", [40 + u8::from(again); 32]);
        let next = next.expect("a key");
        let text = format!("{}\n", next.to_skey());
        assert!(secret::create(&directory.file("log.key.next"), text.as_bytes()).expect("written"));
        let store = directory
            .store(&place.arguments, Accepted::default())
            .await
            .expect("a prepared key does not matter");
        let operator = madang_programme::Actor::new(madang_programme::Role::Operator, "console");
        let rotated = store.rotate_key(operator.expect("an actor"), next.clone());
        rotated.await.expect("it is on record");
        store.close().await;
        if again {
            let done = directory
                .rotate_key(&place.arguments)
                .await
                .expect("it goes on");
            assert!(matches!(done, Rotated::Finished { key } if key == *next.verifying_key()));
        } else {
            place.start().await.expect("the start finishes it");
        }
        let key = directory.key().expect("a key").expect("a key");
        assert_eq!(key.verifying_key(), next.verifying_key());
        let files = place.key_files();
        assert!(!files.contains("log.key.next"), "{files:?}");
        let kept = files.iter().any(|name| {
            let kept = secret::read_text(&directory.file(name)).expect("it is read");
            kept.is_some_and(|kept| kept == old.to_skey())
        });
        assert!(kept, "the key before is kept: {files:?}");
    }
    place.start().await.expect("it goes on");
}

async fn what_a_killed_rotation_left_is_cleared(database: Option<String>) {
    let place = Place::new(database);
    place.start().await.expect("the record begins");
    let directory = place.directory();
    let left = directory.file(".tmpKilled");
    for rotates in [false, true] {
        fs::write(&left, "PRIVATE+KEY+half").expect("a file");
        if rotates {
            let done = directory.rotate_key(&place.arguments).await;
            assert!(matches!(done, Ok(Rotated::Now { .. })), "{done:?}");
        } else {
            place.start().await.expect("it starts");
        }
        assert!(!left.exists(), "rotates: {rotates}");
    }
}

async fn a_rotation_goes_on_from_a_prepared_key(database: Option<String>) {
    let place = Place::new(database);
    place.start().await.expect("the record begins");
    let next = SigningKey::from_seed("example.org/madang", [50; 32]).expect("a key");
    let directory = place.directory();
    let text = format!("{}\n", next.to_skey());
    secret::create(&directory.file("log.key.next"), text.as_bytes()).expect("written");
    place.start().await.expect("it is not in force");
    assert!(directory.file("log.key.next").exists(), "it stays prepared");
    let done = directory
        .rotate_key(&place.arguments)
        .await
        .expect("it rotates");
    assert!(matches!(done, Rotated::Now { key, .. } if key == *next.verifying_key()));
}

async fn no_key_is_made_for_a_record_that_is_there(database: Option<String>) {
    let place = Place::new(database.clone());
    place.start().await.expect("the record begins");
    let directory = place.directory();
    let (key, away) = (directory.file("log.key"), place.folder.path().join("key"));
    let database = match &database {
        Some(url) => url.clone(),
        None => sqlite_address(&directory.file(DATABASE)),
    };
    // Another data directory, without a key, that names this database.
    let elsewhere = DataArguments {
        database: Some(database),
        ..place.elsewhere("elsewhere")
    };
    let error = format!("{:#}", start(&elsewhere).await.expect_err("it has no key"));
    let missing = fs::canonicalize(&elsewhere.data)
        .expect("it is there")
        .join("log.key");
    assert!(
        error.contains(&format!("{} is not there", missing.display())),
        "{error}"
    );
    assert!(key_files(&elsewhere.data).is_empty());
    // One with another key.
    fs::rename(&key, &away).expect("moved");
    let other = SigningKey::from_seed("example.org/madang", [60; 32]).expect("a key");
    secret::create(&key, other.to_skey().as_bytes()).expect("written");
    let error = format!("{:#}", place.start().await.expect_err("another key"));
    assert!(
        error.contains(&format!("{} holds the key", key.display())),
        "{error}"
    );
    assert_eq!(
        secret::read_text(&key).expect("read"),
        Some(other.to_skey())
    );
    fs::remove_file(&key).expect("removed");
    // None.
    let error = format!("{:#}", place.start().await.expect_err("no key"));
    for words in [
        "log.key is not there",
        "log.key.next is not there",
        "No key was made",
    ] {
        assert!(error.contains(words), "{error}");
    }
    let error = directory
        .rotate_key(&place.arguments)
        .await
        .expect_err("no key");
    assert!(
        format!("{error:#}").contains("log.key is not there"),
        "{error:#}"
    );
    assert!(place.key_files().is_empty());
    // A link to a secret that is not mounted yet.
    let mounted = place.folder.path().join("mount");
    std::os::unix::fs::symlink(mounted.join("log.key"), &key).expect("a link");
    let error = format!("{:#}", place.start().await.expect_err("not mounted"));
    assert!(error.contains("mount the secret"), "{error}");
    fs::create_dir(&mounted).expect("a folder");
    fs::rename(&away, mounted.join("log.key")).expect("mounted");
    place.start().await.expect("the link was left as it was");
    let error = directory
        .rotate_key(&place.arguments)
        .await
        .expect_err("a link");
    assert!(format!("{error:#}").contains("is a link to"), "{error:#}");
    assert!(!directory.file("log.key.next").exists());
}

macro_rules! on_both_databases {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { super::$test(None).await; })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                let database = super::test_database(concat!("keys_", stringify!($test)));
                super::$test(Some(database.expect("a database"))).await;
            })+
        }
    };
}

on_both_databases!(
    racing_rotations_lose_no_key,
    racing_starts_make_one_key,
    a_rotation_that_stopped_half_way_is_finished,
    what_a_killed_rotation_left_is_cleared,
    a_rotation_goes_on_from_a_prepared_key,
    no_key_is_made_for_a_record_that_is_there,
);

#[tokio::test]
async fn a_directory_of_any_name_holds_its_own_database() {
    let place = Place::new(None);
    let plain = place.elsewhere("a b");
    start(&plain).await.expect("it starts");
    let mut names = vec!["a b".to_owned()];
    for name in [
        "a%20b",
        "a%2520b",
        "what?mode=memory",
        "50%",
        "c#",
        "한 마당",
        "x&y=z",
        "a\\b",
        "\"q\"",
    ] {
        let arguments = place.elsewhere(name);
        start(&arguments).await.expect(name);
        names.push(name.to_owned());
        let file = arguments.data.join(DATABASE);
        let about = fs::metadata(&file).expect(name);
        assert!(about.len() > 4096, "{name}: the database is in it");
        assert_eq!(about.permissions().mode() & 0o777, 0o600, "{name}");
        let about = fs::metadata(&arguments.data).expect(name);
        assert_eq!(about.permissions().mode() & 0o777, 0o700, "{name}");
        let here: BTreeSet<String> = fs::read_dir(place.folder.path())
            .expect("a folder")
            .map(|file| {
                file.expect("a file")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        assert_eq!(
            here,
            names.iter().cloned().collect(),
            "{name}: nothing beside it"
        );
    }
}

#[tokio::test]
async fn a_database_that_others_may_read_is_closed_to_them() {
    let place = Place::new(None);
    let arguments = place.elsewhere("open to all");
    start(&arguments).await.expect("it starts");
    let directory = DataDirectory::open(&arguments).expect("the directory");
    drop(directory.accounts().await.expect("the accounts"));
    // A database that is named may stand elsewhere.
    let elsewhere = place.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    let named = DataArguments {
        database: Some(sqlite_address(&elsewhere.join("named.db"))),
        ..place.elsewhere("with a name")
    };
    start(&named).await.expect("it starts");
    let of_named = ["named.db", "named.db-wal", "named.accounts.db"];
    let of_named = of_named.map(|name| elsewhere.join(name));
    fs::write(&of_named[2], "").expect("a file");
    let own = [
        "madang.db",
        "madang.db-wal",
        "madang.db-shm",
        "madang.accounts.db",
    ];
    let own = own.map(|name| arguments.data.join(name));
    assert!(own[3].exists() && of_named[0].exists());
    let files: Vec<_> = own.into_iter().chain(of_named).collect();
    for mode in [0o644, 0o640, 0o660, 0o604] {
        for file in files.iter().filter(|file| file.exists()) {
            fs::set_permissions(file, fs::Permissions::from_mode(mode)).expect("its mode");
        }
        start(&arguments).await.expect("it goes on");
        start(&named).await.expect("it goes on");
        let there = files.iter().filter(|file| file.exists());
        for file in there {
            let about = fs::metadata(file).expect("it is there");
            assert_eq!(
                about.permissions().mode() & 0o777,
                0o600,
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn a_database_elsewhere_must_say_whether_its_connection_is_encrypted() {
    for plain in [
        "postgres://madang@db/madang",
        "postgresql://db.example.kr/x?application_name=a",
    ] {
        assert!(may_be_plain(plain), "{plain}");
    }
    for said in [
        "postgres://madang@db/madang?sslmode=verify-full",
        "postgres://madang@db/madang?sslmode=disable",
        "postgres://madang@localhost/madang",
        "postgres://madang@127.0.0.1:5432/madang",
        "postgres:///madang?host=/run/postgresql",
        "sqlite:///var/lib/madang.db",
    ] {
        assert!(!may_be_plain(said), "{said}");
    }
}
