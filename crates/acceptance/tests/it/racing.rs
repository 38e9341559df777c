//! What begins at the same moment on one record: each does its work or is told of the other's, and nothing is lost, whichever is first.
//!
//! Each kind of race is tried on both databases. `MADANG_RACES=200` says how many runs there are of each kind; without it there are
//! as many as a test of every day has time for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use madang_acceptance::data::{Data, PROGRAMME, TOKEN, VOTE};
use madang_acceptance::http::post;
use madang_acceptance::load::{Load, join};
use madang_acceptance::postgres::{drop_database, test_database};
use madang_acceptance::program::{Finished, repository};
use madang_acceptance::record::{Published, check};
use madang_record::note::Note;
use madang_record::{Checkpoint, Receipt};
use madang_verify::{Options, Status};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What begins together.
const TOGETHER: usize = 4;
/// Runs of each kind where nobody asks for more.
const RUNS: usize = 12;

/// Each kind of race, on both databases.
macro_rules! races {
    ($($kind:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $kind() -> anyhow::Result<()> {
                super::raced(stringify!($kind), false, super::$kind).await
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $kind() -> anyhow::Result<()> {
                super::raced(stringify!($kind), true, super::$kind).await
            })*
        }
    };
}

races!(
    first_commands_make_one_record,
    rotations_lose_no_key,
    imports_of_one_file_record_it_once,
    imports_of_different_files_lose_none,
    ballots_over_http_are_each_recorded_once,
    exports_while_ballots_come_are_whole,
    selections_of_one_vote_publish_one,
);

/// Runs a kind of race and says how many runs there were, for whoever asks with `--nocapture`.
async fn raced(
    kind: &str,
    postgres: bool,
    race: impl AsyncFnOnce(&Track) -> Result<()>,
) -> Result<()> {
    let runs = match std::env::var("MADANG_RACES") {
        Ok(runs) => runs.parse().context("MADANG_RACES is a whole number")?,
        Err(_) => RUNS,
    };
    let track = Track {
        folder: tempfile::tempdir()?,
        postgres,
        rounds: usize::div_ceil(runs, TOGETHER),
    };
    let since = Instant::now();
    race(&track).await?;
    println!(
        "{kind}, {}: {} runs, {TOGETHER} at once, nothing lost; {:.0?}",
        if postgres { "PostgreSQL" } else { "SQLite" },
        track.rounds * TOGETHER,
        since.elapsed()
    );
    Ok(())
}

/// Where a kind of race is run.
struct Track {
    folder: TempDir,
    postgres: bool,
    rounds: usize,
}

/// A record of a race; its database goes with it.
struct Ground {
    data: Data,
    database: Option<String>,
}

impl Drop for Ground {
    fn drop(&mut self) {
        // What is left of it costs room, and nothing else.
        let _ = self.database.as_deref().map(drop_database);
    }
}

impl Track {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn ground(&self, name: &str) -> Result<Ground> {
        let database = self.postgres.then(|| test_database("racing")).transpose()?;
        Ok(Ground {
            data: Data::new(self.path(name), database.clone()),
            database,
        })
    }

    /// Proposals in a file, by their identifiers.
    fn proposals(&self, name: &str, ids: &[String]) -> Result<String> {
        let rows: String = ids
            .iter()
            .map(|id| format!("{id},Project {id},700\n"))
            .collect();
        let file = self.path(name);
        std::fs::write(&file, format!("id,title_en,cost\n{rows}"))?;
        Ok(file.to_string_lossy().into_owned())
    }

    /// The record of `data`, which must be sound.
    fn published(&self, data: &Data, name: &str) -> Result<Published> {
        let export = data.export(&self.path(name))?;
        sound(&export)
    }
}

/// Reads a record that verifies.
fn sound(export: &Path) -> Result<Published> {
    let report = check(export, &Options::default());
    ensure!(
        matches!(report.status, Status::Verified | Status::VerifiedExcept),
        "{:?} {:?}",
        report.failures,
        report.unchecked
    );
    Published::read(export)
}

/// The facts of the entries of a kind, whatever its version, with their places.
fn of_kind(record: &Published, kind: &str) -> Result<Vec<(u64, Value)>> {
    let mut found = vec![];
    for index in 0..record.entries.len() {
        let mut entry = record.entry(index)?;
        let is = entry["kind"].as_str().and_then(|is| is.split_once('/'));
        if is.is_some_and(|(is, _)| is == kind) {
            found.push((index as u64, entry["facts"].take()));
        }
    }
    Ok(found)
}

/// Values of a field of such facts, each of which stands on the record once.
fn each_once(record: &Published, kind: &str, field: &str) -> Result<BTreeSet<String>> {
    let mut values = BTreeSet::new();
    for (index, facts) in of_kind(record, kind)? {
        let value = facts[field].as_str().context("a text")?.to_owned();
        ensure!(
            values.insert(value),
            "entry {index} is there twice: {facts}"
        );
    }
    Ok(values)
}

/// Runs commands at once and gives what came of each.
fn run_at_once(
    data: &Data,
    commands: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<Finished>> {
    let start = |arguments| -> Result<Child> {
        let mut command = data.command::<Vec<String>, _>(arguments);
        let output = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok(output.spawn()?)
    };
    let racing: Vec<Child> = commands.into_iter().map(start).collect::<Result<_>>()?;
    let ended = racing.into_iter().map(Child::wait_with_output);
    ended.map(|output| Ok(Finished::from(output?))).collect()
}

/// Runs commands at once; each must end well.
fn race(data: &Data, commands: impl IntoIterator<Item = Vec<String>>) -> Result<()> {
    let ended = run_at_once(data, commands)?;
    ended
        .into_iter()
        .try_for_each(|one| one.expect(0).map(drop))
}

/// The same command so often.
fn alike(arguments: &[&str]) -> Vec<Vec<String>> {
    let arguments = arguments.iter().map(|one| (*one).to_owned()).collect();
    vec![arguments; TOGETHER]
}

async fn first_commands_make_one_record(track: &Track) -> Result<()> {
    let file = repository().join("examples/kr0018/commitments.json");
    let import = alike(&["import", &file.to_string_lossy()]);
    for round in 0..track.rounds {
        let ground = track.ground(&format!("data-{round}"))?;
        race(&ground.data, import.clone())?;
        let record = track.published(&ground.data, &format!("export-{round}"))?;
        assert_eq!(of_kind(&record, "log.created")?.len(), 1);
        let commitments = each_once(&record, "commitment.recorded", "id")?;
        assert!(commitments.contains("KR0018"), "{commitments:?}");
    }
    Ok(())
}

async fn rotations_lose_no_key(track: &Track) -> Result<()> {
    let ground = track.ground("data")?;
    let data = &ground.data;
    data.open_vote().await?;
    for _ in 0..track.rounds {
        race(data, alike(&["key", "rotate"]))?;
    }
    // The key in force is at hand: the record goes on under it.
    let cancel = ["vote", "cancel", PROGRAMME, VOTE, "--reason", "en=A test"];
    data.run(cancel)?.expect(0)?;
    let record = track.published(data, "export")?;
    let rotated = each_once(&record, "log.key_rotated", "key")?;
    assert_eq!(rotated.len(), TOGETHER * track.rounds);
    Ok(())
}

async fn imports_of_one_file_record_it_once(track: &Track) -> Result<()> {
    let ground = track.ground("data")?;
    ground.data.open_programme().await?;
    let mut all = BTreeSet::new();
    for round in 0..track.rounds {
        let ids: Vec<String> = (0..5).map(|row| format!("{round}-{row}")).collect();
        let file = track.proposals(&format!("{round}.csv"), &ids)?;
        let import = alike(&["import", &file, "--programme", PROGRAMME]);
        race(&ground.data, import)?;
        all.extend(ids);
    }
    let record = track.published(&ground.data, "export")?;
    assert_eq!(each_once(&record, "proposal.submitted", "id")?, all);
    Ok(())
}

async fn imports_of_different_files_lose_none(track: &Track) -> Result<()> {
    let ground = track.ground("data")?;
    ground.data.open_programme().await?;
    let mut all = BTreeSet::new();
    for round in 0..track.rounds {
        let mut imports = vec![];
        for one in 0..TOGETHER {
            let ids: Vec<String> = (0..3).map(|row| format!("{round}-{one}-{row}")).collect();
            let file = track.proposals(&format!("{round}-{one}.csv"), &ids)?;
            let import = ["import", &file, "--programme", PROGRAMME];
            imports.push(import.map(str::to_owned).to_vec());
            all.extend(ids);
        }
        race(&ground.data, imports)?;
    }
    let record = track.published(&ground.data, "export")?;
    assert_eq!(each_once(&record, "proposal.submitted", "id")?, all);
    Ok(())
}

/// Two servers on one record; of four requests at once two are one ballot sent twice, and one is its voter's second.
async fn ballots_over_http_are_each_recorded_once(track: &Track) -> Result<()> {
    let ground = track.ground("data")?;
    ground.data.open_vote().await?;
    let servers = [ground.data.serve().await?, ground.data.serve().await?];
    let path = format!("/api/v1/programmes/{PROGRAMME}/votes/{VOTE}/ballots");
    let cast = async |server: usize, key: String, voter: u128, choice: &str| -> Result<u64> {
        let authorization = format!("Bearer {TOKEN}");
        let headers = [
            ("authorization", authorization.as_str()),
            ("idempotency-key", &key),
        ];
        let ballot = json!({ "voter": format!("{voter:032x}"), "choices": [choice] });
        let answer = post(servers[server].address, &path, &headers, &ballot).await?;
        ensure!(answer.status == 201, "{} {}", answer.status, answer.text());
        Ok(Receipt::from_json(&answer.text())?.proof.index)
    };
    let mut acknowledged = BTreeMap::new();
    for round in 0..track.rounds {
        let (one, other) = (2 * round as u128 + 1, 2 * round as u128 + 2);
        let key = |name: &str| format!("{round}-{name}");
        let (first, sent_again, of_another, second) = tokio::try_join!(
            cast(0, key("first"), one, "p1"),
            cast(1, key("first"), one, "p1"),
            cast(0, key("other"), other, "p2"),
            cast(1, key("second"), one, "p3"),
        )?;
        assert_eq!(first, sent_again, "one key makes one entry");
        for (entry, voter) in [(first, one), (of_another, other), (second, one)] {
            let twice = acknowledged.insert(entry, format!("{voter:032x}"));
            assert_eq!(
                twice, None,
                "entry {entry} was acknowledged for two ballots"
            );
        }
    }
    let record = track.published(&ground.data, "export")?;
    let mut recorded = BTreeMap::new();
    for (entry, facts) in of_kind(&record, "ballot.cast")? {
        recorded.insert(
            entry,
            facts["voter"].as_str().context("a voter")?.to_owned(),
        );
    }
    assert_eq!(recorded, acknowledged);
    Ok(())
}

async fn exports_while_ballots_come_are_whole(track: &Track) -> Result<()> {
    let ground = track.ground("data")?;
    ground.data.open_vote().await?;
    let server = ground.data.serve().await?;
    let load = Load::new(TOKEN, "racing");
    let in_one = track.path("in-one").to_string_lossy().into_owned();
    let mut before_it = 0;
    for round in 1..=track.rounds {
        let workers = load.start(server.address, 8, round as u64 * 80);
        load.reach((round as u64 - 1) * 80 + 5).await?;
        let before = load.acknowledged().await;
        // Two into one directory, which is there from the second round on, and the others each into its own.
        let own = |one| track.path(&format!("{round}-{one}"));
        let folders = [in_one.clone(), in_one.clone()].into_iter();
        let folders =
            folders.chain((2..TOGETHER).map(|one| own(one).to_string_lossy().into_owned()));
        let folders: Vec<String> = folders.collect();
        // Whatever is read of it meanwhile, its size never falls.
        let done = AtomicBool::new(false);
        before_it = std::thread::scope(|scope| {
            let watching = scope.spawn(|| never_falls(Path::new(&in_one), before_it, &done));
            let exported = race(
                &ground.data,
                folders
                    .iter()
                    .map(|folder| vec!["export".to_owned(), folder.clone()]),
            );
            done.store(true, Ordering::Relaxed);
            let seen = watching.join().map_err(|_| anyhow!("the reader ended"))?;
            exported.and(seen)
        })?;
        for folder in &folders[1..] {
            let record = sound(Path::new(folder))?;
            let ballots = of_kind(&record, "ballot.cast")?;
            let ballots: BTreeMap<u64, Value> = ballots.into_iter().collect();
            for ballot in &before {
                let facts = ballots
                    .get(&ballot.index)
                    .context("a ballot that was acknowledged")?;
                assert_eq!(facts["voter"], load.voter(ballot.number).as_str());
            }
        }
        join(workers).await?;
    }
    Ok(())
}

/// Reads the checkpoint of a directory until all is done; gives its last size, which no earlier one was above.
fn never_falls(folder: &Path, mut seen: u64, done: &AtomicBool) -> Result<u64> {
    loop {
        // Asked before the file is read: what was written last is read, too.
        let last = done.load(Ordering::Relaxed);
        if let Ok(note) = std::fs::read_to_string(folder.join("checkpoint")) {
            let size = Checkpoint::parse(&Note::parse(&note)?.text)?.size;
            ensure!(seen <= size, "{size} entries were put over {seen}");
            seen = size;
        }
        if last {
            return Ok(seen);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

async fn selections_of_one_vote_publish_one(track: &Track) -> Result<()> {
    for round in 0..track.rounds {
        let ground = track.ground(&format!("data-{round}"))?;
        ground.data.open_vote_with(9).await?;
        let select = ["select", "--programme", PROGRAMME, "--vote", VOTE, "--yes"];
        let ended = run_at_once(&ground.data, alike(&select))?;
        let done = ended.iter().filter(|one| one.code == Some(0)).count();
        ensure!(done > 0, "nobody published it: {ended:?}");
        // Whoever comes to a step that another has taken meanwhile is told so, or finds the selection published.
        for one in ended.iter().filter(|one| one.code != Some(0)) {
            let told = one.code == Some(1)
                && ["already", ", once"]
                    .iter()
                    .any(|words| one.stderr.contains(words));
            ensure!(told, "{}", one.text());
        }
        let record = track.published(&ground.data, &format!("export-{round}"))?;
        for kind in ["vote.closed", "ballots.opened", "selection.published"] {
            assert_eq!(of_kind(&record, kind)?.len(), 1, "{kind}");
        }
        let (_, selected) = &of_kind(&record, "selection.published")?[0];
        assert_eq!(selected["tally"]["cast"], 9, "{selected}");
    }
    Ok(())
}
