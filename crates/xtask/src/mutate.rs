//! Guards that are broken on purpose, one at a time: the test that stands for each must go red, or it stands for nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// A line that guards something, what it is broken by, and the test that must notice.
#[derive(Clone, Copy, Debug)]
pub struct Mutation {
    /// What it is called.
    pub name: &'static str,
    /// The file.
    pub file: &'static str,
    /// What stands there, once.
    pub guard: &'static str,
    /// What is put in its place.
    pub broken: &'static str,
    /// The test: package, target (`--lib` or the name of an integration test), filter.
    pub test: (&'static str, &'static str, &'static str),
}

/// What became of breaking a guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// The test went red: it guards.
    Red,
    /// The test stayed green: nothing guards.
    Green,
    /// What was put in its place does not compile.
    Unbuilt,
}

/// All of them.
pub const ALL: &[Mutation] = &[
    Mutation {
        name: "trial-once",
        file: "crates/programme/src/votes/trial.rs",
        guard: "if self.was_tried(&opened.programme, &key) {",
        broken: "if self.was_tried(&opened.programme, &key) && key == sha256(b\"\") {",
        test: ("madang-verify", "it", "work::a_rule_is_tried_once"),
    },
    Mutation {
        name: "work-bounded",
        file: "crates/selection/src/work.rs",
        guard: "None => Err(SelectError::AllowanceSpent),",
        broken: "None => Ok(()),",
        test: ("madang-verify", "it", "work::"),
    },
    Mutation {
        name: "waits-bounded",
        file: "crates/verify/src/source/http.rs",
        guard: "if after > self.patience.all_waits {",
        broken: "if after > self.patience.all_waits * 99 {",
        test: ("madang-verify", "--lib", "waits_are_bounded"),
    },
    Mutation {
        name: "ballot-spelling",
        file: "crates/verify/src/recompute/votes/spool.rs",
        guard: "if written != bytes {",
        broken: "if written.is_empty() {",
        test: ("madang-verify", "it", "ballots::a_ballot_in_a_second"),
    },
    Mutation {
        name: "passed-over",
        file: "crates/verify/src/recompute/votes/published.rs",
        guard: "if entries.count() == 0 {",
        broken: "if entries.count() < 9 {",
        test: ("madang-verify", "it", "ballots::a_ballot_that_the_count"),
    },
    Mutation {
        name: "contents-fit",
        file: "crates/verify/src/pass/bundle.rs",
        guard: "if body.hash() == commitment.hash {",
        broken: "if body.hash() == commitment.hash || index > 0 {",
        test: ("madang-verify", "it", "hostile::a_content_that_is_altered"),
    },
    Mutation {
        name: "held-ballots",
        file: "crates/programme/src/content/state.rs",
        guard: "if self.rules() > 1\n",
        broken: "if self.rules() > 99\n",
        test: ("madang-programme", "it", "excluded::a_ballot_of_a_vote"),
    },
    Mutation {
        name: "roles",
        file: "crates/programme/src/role.rs",
        guard: "if allowed.contains(&role) {",
        broken: "if !allowed.is_empty() {",
        test: ("madang-programme", "it", "roles::"),
    },
    Mutation {
        name: "seal-holds",
        file: "crates/store/src/projection/contents.rs",
        guard: "if !state.is_unsealed(until) => Shown::Sealed(until),",
        broken: "if became.is_none() && !state.is_unsealed(until) => Shown::Sealed(until),",
        test: ("madang-store", "--lib", "a_seal_holds"),
    },
    Mutation {
        name: "guard-missing",
        file: "crates/store/src/doubt.rs",
        guard: "Remembered::Missing if size == 0 => return Ok(None),",
        broken: "Remembered::Missing if size < 999_999 => return Ok(None),",
        test: ("madang-store", "it", "guard::sqlite::a_missing_or_damaged"),
    },
    Mutation {
        name: "clock-behind",
        file: "crates/store/src/clock.rs",
        guard: "if now.saturating_add(behind) < last {",
        broken: "if now.saturating_add(behind) < last && last == 1 {",
        test: ("madang-store", "it", "clock::sqlite::"),
    },
    Mutation {
        name: "files-bounded",
        file: "crates/exchange/src/source.rs",
        guard: "if bytes.len() as u64 <= most {",
        broken: "if bytes.len() as u64 <= most + 1 {",
        test: ("madang-exchange", "--lib", "what_has_no_end"),
    },
    Mutation {
        name: "export-links",
        file: "madang/src/commands/export.rs",
        guard: "is_ok_and(|about| about.is_symlink())",
        broken: "is_ok_and(|about| about.is_symlink() && about.is_dir())",
        test: ("madang", "it", "outputs::an_export_follows_no_link"),
    },
    Mutation {
        name: "acts-logged",
        file: "crates/store/src/acts.rs",
        guard: "if let Err(error) = answer {",
        broken: "if let (Err(error), true) = (answer, self.asked.is_empty()) {",
        test: ("madang", "it", "outputs::refused_acts"),
    },
    Mutation {
        name: "secret-open",
        file: "madang/src/data/secret.rs",
        guard: "if mode & 0o077 != 0 {",
        broken: "if mode & 0o077 == 0o077 {",
        test: ("madang", "it", "outputs::refused_acts"),
    },
    Mutation {
        name: "drain-ends",
        file: "crates/portal/src/frame/listen.rs",
        guard: "tokio::time::timeout(limits.drain, ended)",
        broken: "tokio::time::timeout(limits.drain * 999, ended)",
        test: ("madang-portal", "--lib", "stopping_has_an_end"),
    },
    Mutation {
        name: "remembered-first",
        file: "crates/store/src/append/answer.rs",
        guard: "let remembered = shared.remember(How::Newest).await;",
        broken: "let (remembered, _): (Result<(), Said>, _) = (Ok(()), How::Newest);",
        test: (
            "madang-store",
            "it",
            "guard::sqlite::a_receipt_is_remembered",
        ),
    },
    Mutation {
        name: "receipt-whole",
        file: "crates/verify/src/promises.rs",
        guard: "let damage = receipt.and_then(|of| of.verify(std::slice::from_ref(signer)).err());",
        broken: "let damage = receipt.and_then(|of| of.verify(std::slice::from_ref(signer)).err());\n        let damage = damage.filter(|_| false);",
        test: (
            "madang-verify",
            "it",
            "receipts::a_receipt_that_was_altered",
        ),
    },
    Mutation {
        name: "receipt-signed",
        file: "crates/verify/src/promises.rs",
        guard: "Checkpoint::open(&self.note, only).is_ok()",
        broken: "Checkpoint::open(&self.note, only).is_ok() || self.receipt.is_some()",
        test: (
            "madang-verify",
            "it",
            "receipts::a_receipt_under_another_key",
        ),
    },
    Mutation {
        name: "receipt-forked",
        file: "crates/portal/src/record/receipt.rs",
        guard: "_ if !whole && in_force && kept =>",
        broken: "_ if !whole && in_force =>",
        test: ("madang-portal", "it", "find::an_altered_receipt"),
    },
    Mutation {
        name: "exclusion-once",
        file: "crates/programme/src/votes/excluded.rs",
        guard: "if let Some(ContentState::Erased { by, .. }) = state.content(self.entry, &self.name) {",
        broken: "if let (Some(ContentState::Erased { by, .. }), 0) =\n            (state.content(self.entry, &self.name), self.entry)\n        {",
        test: ("madang-programme", "it", "excluded::what_is_taken_out"),
    },
    Mutation {
        name: "ballot-grain",
        file: "crates/programme/src/place.rs",
        guard: "if self.begin(now) != now {",
        broken: "if self.begin(now) > now {",
        test: ("madang-programme", "it", "rules_4::a_ballot_tells_the_hour"),
    },
    Mutation {
        name: "imports-shuffled",
        file: "madang/src/giving.rs",
        guard: "placed.sort_unstable_by_key(|(place, _)| *place);",
        broken: "placed.sort_by_key(|(_, step)| step.line);",
        test: ("madang", "--lib", "ballots_come_in_an_order"),
    },
    Mutation {
        name: "taken-out-key",
        file: "crates/store/src/append/batch.rs",
        guard: "self.keys.take_out(hides.entry, index),",
        broken: "self.keys.take_out(hides.entry + 999_999, index),",
        test: ("madang-store", "it", "content::sqlite::an_erased_ballot"),
    },
    Mutation {
        name: "second-ballot",
        file: "crates/store/src/append/standing.rs",
        guard: "let entry = *self.0.get(voter)?;",
        broken: "let entry = *self.0.get(voter).filter(|entry| **entry == 0)?;",
        test: ("madang-store", "it", "voters::sqlite::of_two_ballots"),
    },
    Mutation {
        name: "withdrawn-why",
        file: "crates/programme/src/proposals/withdrawn.rs",
        guard: "if state.rules() < 5 ||",
        broken: "if state.rules() < 99 ||",
        test: ("madang-programme", "it", "rules::from_rules_5"),
    },
    Mutation {
        name: "announced-once",
        file: "crates/programme/src/votes/scheduled.rs",
        guard: "Some(stands) if state.rules() > 5 =>",
        broken: "Some(stands) if state.rules() > 99 =>",
        test: ("madang-programme", "it", "rules_6::what_is_announced"),
    },
    Mutation {
        name: "erased-known",
        file: "crates/programme/src/voices/received.rs",
        guard: "self.facts.id.clone_from(&known.id);",
        broken: "known.id.clone_into(&mut String::new());",
        test: ("madang-store", "it", "voice_keys::sqlite::who_asks_again"),
    },
    Mutation {
        name: "withdrawn-told",
        file: "crates/programme/src/proposals/withdrawn.rs",
        guard: "let by_official = state.was_by(Role::Official);",
        broken: "let by_official = state.was_by(Role::Facilitator);",
        test: (
            "madang-verify",
            "--lib",
            "proposals_that_officials_took_back",
        ),
    },
    Mutation {
        name: "roles-held",
        file: "crates/programme/src/people/state.rs",
        guard: "if held.is_none() && !is_account(pseudonym) {",
        broken: "if held.is_none() {",
        test: ("madang-programme", "it", "people::nobody_acts"),
    },
    Mutation {
        name: "lot-hours",
        file: "crates/programme/src/votes/lot.rs",
        guard: "let hours = pledge.hours_after_close.unwrap_or(0);",
        broken: "let hours = pledge.hours_after_close.unwrap_or(0).min(0);",
        test: ("madang-programme", "it", "rules_4::a_lot_s_value"),
    },
    Mutation {
        name: "export-older",
        file: "madang/src/commands/export.rs",
        guard: "if grown.is_err() {",
        broken: "if grown.is_err() && published.size == 0 {",
        test: ("madang", "it", "own::an_export_never_puts"),
    },
    Mutation {
        name: "born-owes",
        file: "crates/programme/src/replay.rs",
        guard: "let owes = (!personal).then_some(entry.at);",
        broken: "let owes = (personal && !personal).then_some(entry.at);",
        test: ("madang-programme", "it", "owed::what_began"),
    },
    Mutation {
        name: "writer-held-up",
        file: "crates/database/src/open.rs",
        guard: "(\"lock_timeout\", busy.as_str()),",
        broken: "(\"lock_timeout\", \"0\"),",
        test: ("madang-portal", "it", "held_up::"),
    },
];

/// A file that is put back as it was when this is dropped.
struct Broken {
    path: PathBuf,
    text: String,
}

impl Broken {
    fn new(repository: &Path, mutation: &Mutation) -> Result<Broken> {
        let text = guarded(repository, mutation)?;
        let broken = text.replacen(mutation.guard, mutation.broken, 1);
        let path = repository.join(mutation.file);
        let file = Broken { path, text };
        fs::write(&file.path, broken).with_context(|| format!("cannot write {}", mutation.file))?;
        Ok(file)
    }
}

/// The text of a file in which a guard stands once.
fn guarded(repository: &Path, mutation: &Mutation) -> Result<String> {
    let path = repository.join(mutation.file);
    let text = fs::read_to_string(&path);
    let text = text.with_context(|| format!("cannot read {}", path.display()))?;
    let found = text.matches(mutation.guard).count();
    if found != 1 {
        bail!(
            "{}: {:?} stands {found} times in {}; it must stand there once",
            mutation.name,
            mutation.guard,
            mutation.file
        );
    }
    Ok(text)
}

impl Drop for Broken {
    fn drop(&mut self) {
        if let Err(error) = fs::write(&self.path, &self.text) {
            eprintln!(
                "{} is still broken ({error}): git checkout it",
                self.path.display()
            );
        }
    }
}

/// Looks up that each guard stands where it is said to, once, and that its test is there: nothing is run.
///
/// # Errors
/// One that does not.
pub fn check(repository: &Path) -> Result<()> {
    for mutation in ALL {
        guarded(repository, mutation)?;
        let (package, target, filter) = mutation.test;
        if !is_there(repository, mutation.test)? {
            bail!(
                "{}: no test of {package} ({target}) answers to {filter}",
                mutation.name
            );
        }
    }
    Ok(())
}

/// Whether a file of a package has a test that a filter finds: its module by the file's name, the function by its beginning. Which
/// database a test runs on stands in no file.
fn is_there(repository: &Path, (package, target, filter): (&str, &str, &str)) -> Result<bool> {
    let folder = match package.strip_prefix("madang-") {
        Some(name) => repository.join("crates").join(name),
        None => repository.join(package),
    };
    let folder = match target {
        "--lib" => folder.join("src"),
        name => folder.join("tests").join(name),
    };
    let steps: Vec<&str> = filter.split("::").collect();
    let (function, modules) = steps.split_last().unwrap_or((&"", &[]));
    let mut modules = modules.iter();
    let module = modules.find(|step| !["sqlite", "postgres", "tests"].contains(step));
    let named = |path: &Path| {
        module.is_none_or(|module| {
            path.iter()
                .any(|part| Path::new(part).file_stem() == Some(module.as_ref()))
        })
    };
    for path in sources(&folder)?.iter().filter(|path| named(path)) {
        let text = fs::read_to_string(path);
        let text = text.with_context(|| format!("cannot read {}", path.display()))?;
        let mut functions = text.split("fn ").skip(1);
        if functions.any(|after| after.starts_with(function)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The source files below a folder.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()));
    for entry in entries? {
        let path = entry?.path();
        match path.extension() {
            _ if path.is_dir() => found.extend(sources(&path)?),
            Some(kind) if kind == "rs" => found.push(path),
            Some(_) | None => {}
        }
    }
    Ok(found)
}

/// Breaks one guard, runs its test, and puts the guard back.
///
/// # Errors
/// A guard that does not stand there once, a file that has changes which are not committed, a command that cannot be started.
pub fn try_one(repository: &Path, mutation: &Mutation) -> Result<Came> {
    let changed = Command::new("git")
        .args(["diff", "--quiet", "--", mutation.file])
        .current_dir(repository)
        .status()
        .context("cannot start git")?;
    if !changed.success() {
        bail!("commit {} first: it is changed and put back", mutation.file);
    }
    let _broken = Broken::new(repository, mutation)?;
    let (package, target, filter) = mutation.test;
    let mut arguments = vec!["test", "--quiet", "--package", package];
    match target {
        "--lib" => arguments.push(target),
        name => arguments.extend(["--test", name]),
    }
    // The program that whole tests drive is built from the broken source as well.
    if package == "madang" {
        let built = cargo(repository, &["build", "--quiet", "--package", package])?;
        if !built {
            return Ok(Came::Unbuilt);
        }
    }
    let build = [&arguments[..], &["--no-run"]].concat();
    if !cargo(repository, &build)? {
        return Ok(Came::Unbuilt);
    }
    let run = [&arguments[..], &["--", filter]].concat();
    Ok(match cargo(repository, &run)? {
        true => Came::Green,
        false => Came::Red,
    })
}

fn cargo(repository: &Path, arguments: &[&str]) -> Result<bool> {
    let output = Command::new("cargo")
        .args(arguments)
        .current_dir(repository)
        .output()
        .context("cannot start cargo")?;
    Ok(output.status.success())
}
