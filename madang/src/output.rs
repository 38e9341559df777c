//! Files that the program writes because somebody named them: never over what it reads, and never half.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ArgMatches;

/// The option that names the file which remembers the last signed checkpoint.
pub const GUARD_OPTION: &str = "--guard";

/// How the arguments are called that name them.
const WRITTEN: [&str; 2] = ["guard", "security_log"];

/// How files of a data directory begin that nobody writes over: the log's keys, the database with its journals, the accounts, the
/// registrar's token, secrets of votes, the lock, and the guard file.
const KEPT: [&str; 8] = [
    "log.key",
    "madang.db",
    "madang.accounts.db",
    "lock",
    "registrar.token",
    "import.salt.",
    "voices.rows.",
    "lot.seed.",
];
const GUARD: &str = "checkpoint";
/// The folder of a data directory in which files stand that came with voices.
const ATTACHMENTS: &str = "attachments";

/// The files that are there and that arguments name, but for those that every command on a record writes.
pub fn others(called: &ArgMatches) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut of = Some(called);
    while let Some(called) = of {
        let ids = called.ids().map(clap::Id::as_str);
        for id in ids.filter(|id| !WRITTEN.contains(id)) {
            let values = called.try_get_raw(id).ok().flatten();
            let paths = values.into_iter().flatten().map(PathBuf::from);
            found.extend(paths.filter(|path| path.is_file()));
        }
        of = called.subcommand().map(|(_, called)| called);
    }
    found
}

/// Refuses outputs that are an input or each other, by whatever name (links lead to the same file), and those that are a key, a
/// database or another file that a record rests on.
///
/// # Errors
/// Names the two, or what the file is.
pub fn check(outputs: &[(&str, &Path)], inputs: &[&Path]) -> Result<()> {
    for (number, (option, output)) in outputs.iter().enumerate() {
        if let Some(kept) = kept(option, output) {
            refuse!(
                "files-kept",
                option = option,
                file = output.display(),
                kept = kept
            );
        }
        if let Some(input) = inputs.iter().find(|input| same(output, input)) {
            refuse!(
                "files-read-too",
                option = option,
                file = output.display(),
                input = input.display()
            );
        }
        let mut others = outputs[..number].iter();
        if let Some((other, path)) = others.find(|(_, other)| same(output, other)) {
            refuse!(
                "files-one-file",
                option = option,
                file = output.display(),
                other = other,
                same = path.display()
            );
        }
    }
    Ok(())
}

/// Refuses a folder for files that others are to read, where it is a data directory or in one, or the root of the file system, holds a
/// database or a key, or where its checkpoint would be the guard file of a record.
///
/// # Errors
/// Says which.
pub fn check_published(folder: &Path, guard: &Path) -> Result<()> {
    let place = folder.display();
    let whole = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    let whole = whole.unwrap_or_else(|_| folder.to_owned());
    let mut above = whole.ancestors().skip(1);
    let what = if is_data_directory(folder) {
        Some(t!("files-public-data", place = place))
    } else if let Some(data) = above.find(|folder| is_data_directory(folder)) {
        Some(t!(
            "files-public-within",
            place = place,
            data = data.display()
        ))
    } else if whole.parent().is_none() {
        Some(t!("files-public-root", place = place))
    } else if same(&folder.join(GUARD), guard) {
        Some(t!(
            "files-public-guard",
            place = place,
            guard = guard.display()
        ))
    } else {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut kept = files.filter_map(|file| Some((by_content(&file.path())?, file.path())));
        kept.next().map(|(kept, file)| {
            t!(
                "files-public-holds",
                place = place,
                file = file.display(),
                kept = kept
            )
        })
    };
    match what {
        Some(what) => refuse!("files-public", what = what),
        None => Ok(()),
    }
}

/// What a file is that nothing may be written over; `None` for any other.
fn kept(option: &str, path: &Path) -> Option<String> {
    if let Some(kept) = by_content(path) {
        return Some(kept);
    }
    let place = fs::canonicalize(path).unwrap_or_else(|_| resolved(path));
    let (folder, name) = (place.parent()?, place.file_name()?.to_str()?);
    // What a database has not written back yet stands beside it.
    let journal = ["-wal", "-shm", "-journal"].iter();
    let mut of = journal.filter_map(|end| name.strip_suffix(end));
    if of.any(|name| by_content(&folder.join(name)).is_some()) {
        return Some(t!("files-journal"));
    }
    let of_record = KEPT.iter().any(|kept| name.starts_with(kept))
        || name.starts_with(GUARD) && option != GUARD_OPTION;
    let came_with_voices = folder.ancestors().any(|folder| {
        folder.file_name().is_some_and(|name| name == ATTACHMENTS)
            && folder.parent().is_some_and(is_data_directory)
    });
    let of_directory = came_with_voices || of_record && is_data_directory(folder);
    of_directory.then(|| t!("files-of-directory"))
}

/// What a file is by its first bytes, where that is a key or a database.
fn by_content(path: &Path) -> Option<String> {
    // A pipe would wait for who writes into it.
    fs::metadata(path).ok().filter(|about| about.is_file())?;
    let mut first = Vec::new();
    File::open(path)
        .ok()?
        .take(16)
        .read_to_end(&mut first)
        .ok()?;
    if first.starts_with(b"SQLite format 3\0") {
        return Some(t!("files-database"));
    }
    first.starts_with(b"PRIVATE+KEY+").then(|| t!("files-key"))
}

fn is_data_directory(folder: &Path) -> bool {
    let there = |name: &&str| fs::symlink_metadata(folder.join(name)).is_ok();
    KEPT[..2].iter().any(there)
}

/// Whether two names lead to one file. Where a file is not there yet, its folder and name decide.
fn same(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) => {
            one.is_file() && (one.dev(), one.ino()) == (other.dev(), other.ino())
        }
        (Err(_), Err(_)) => resolved(one) == resolved(other),
        _ => false,
    }
}

/// Where a file is to stand: links of its folder followed.
fn resolved(path: &Path) -> PathBuf {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// Writes a file beside its place and puts it there when it is whole. What is no file (`/dev/stdout`) is written to as it
/// is; a link goes on leading where it led.
///
/// # Errors
/// What the file system says, with the file's name.
pub fn write(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<&File>) -> io::Result<()>,
) -> Result<()> {
    let problem = || t!("files-cannot-write", file = path.display());
    let whole = |file: &File| -> io::Result<()> {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()
    };
    let there = fs::canonicalize(path);
    if there.as_ref().is_ok_and(|there| !there.is_file()) {
        let file = File::options().write(true).open(path);
        return whole(&file.with_context(problem)?).with_context(problem);
    }
    let place = there.unwrap_or_else(|_| resolved(path));
    let folder = place.parent().unwrap_or(Path::new("."));
    // A new file has what the system's mask leaves; one that is there keeps what it has.
    let kept = fs::metadata(&place).ok().map(|about| about.permissions());
    let temporary = tempfile::Builder::new()
        .permissions(fs::Permissions::from_mode(0o666))
        .tempfile_in(folder)
        .with_context(problem)?;
    whole(temporary.as_file()).with_context(problem)?;
    if let Some(permissions) = kept {
        let set = temporary.as_file().set_permissions(permissions);
        set.with_context(problem)?;
    }
    let persisted = temporary.persist(&place).map_err(|error| error.error);
    persisted.map(drop).with_context(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn an_output_is_no_input_by_whatever_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        fs::write(path("in.pb"), "ballots").expect("a file");
        symlink(path("in.pb"), path("link")).expect("a link");
        fs::hard_link(path("in.pb"), path("hard")).expect("a link");
        symlink(folder.path(), path("here")).expect("a link");
        let input = path("in.pb");
        for name in ["in.pb", "link", "hard", "here/in.pb", "./in.pb"] {
            let error = check(&[("--html", &path(name))], &[&input]).expect_err(name);
            assert!(error.to_string().contains("which is read"), "{error}");
        }
        let (new, again) = (path("new.csv"), path("here/new.csv"));
        assert!(check(&[("--html", &new)], &[&input]).is_ok());
        let error = check(&[("OUT", &new), ("--ballots-to", &again)], &[&input]);
        assert!(error.is_err_and(|error| error.to_string().contains("are one file")));
    }

    /// Every command that writes a file asks the same.
    #[test]
    fn what_a_record_rests_on_is_no_output() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        for data in ["data", "data/sub", "data/attachments", "elsewhere"] {
            fs::create_dir(path(data)).expect("a folder");
        }
        for (name, text) in [
            ("data/log.key", "x"),
            ("data/other.html", "x"),
            ("elsewhere/x.db", "SQLite format 3\0and more"),
            ("elsewhere/backup.key", "PRIVATE+KEY+name+00+key"),
            ("elsewhere/page.html", "x"),
        ] {
            fs::write(path(name), text).expect("a file");
        }
        symlink(path("elsewhere/x.db"), path("link.html")).expect("a link");
        symlink(path("data"), path("linked")).expect("a link");
        let refused = [
            ("data/log.key", "a file of a data directory"),
            ("data/log.key.next", "a file of a data directory"),
            ("data/madang.db", "a file of a data directory"),
            ("data/madang.db-wal", "a file of a data directory"),
            ("data/registrar.token", "a file of a data directory"),
            ("data/lot.seed.0123", "a file of a data directory"),
            ("data/import.salt.0123", "a file of a data directory"),
            ("data/checkpoint", "a file of a data directory"),
            ("data/madang.accounts.db", "a file of a data directory"),
            ("data/madang.accounts.db-wal", "a file of a data directory"),
            ("data/lock", "a file of a data directory"),
            ("data/attachments/00ff", "a file of a data directory"),
            ("data/attachments/new/00ff", "a file of a data directory"),
            ("linked/checkpoint", "a file of a data directory"),
            ("data/sub/../checkpoint", "a file of a data directory"),
            ("elsewhere/x.db", "a database"),
            ("elsewhere/x.db-wal", "part of a database"),
            ("link.html", "a database"),
            ("elsewhere/backup.key", "a key"),
        ];
        for (name, what) in refused {
            for option in ["--html", "OUT", "--security-log", GUARD_OPTION] {
                let result = check(&[(option, &path(name))], &[]);
                if option == GUARD_OPTION && name.ends_with("checkpoint") {
                    assert!(result.is_ok(), "it is the guard file: {result:?}");
                    continue;
                }
                let error = result.expect_err(name).to_string();
                assert!(error.contains(what) && error.contains(option), "{error}");
            }
        }
        for name in [
            "data/other.html",
            "data/new.html",
            "elsewhere/checkpoint",
            "elsewhere/page.html",
        ] {
            let result = check(&[("--html", &path(name))], &[]);
            assert!(result.is_ok(), "{name}: {result:?}");
        }
        let guard = path("guards");
        for (name, what) in [
            ("data", "is a data directory"),
            ("linked", "is a data directory"),
            ("data/record", "in the data directory"),
            ("data/not/there", "in the data directory"),
            ("linked/record", "in the data directory"),
            ("elsewhere", "holds"),
        ] {
            let error = check_published(&path(name), &guard).expect_err(name);
            assert!(error.to_string().contains(what), "{error}");
        }
        let error = check_published(Path::new("/"), &guard).expect_err("everything");
        assert!(error.to_string().contains("the root"), "{error}");
        fs::create_dir(path("public")).expect("a folder");
        let here = path("public/checkpoint");
        let error = check_published(&path("public"), &here).expect_err("the guard");
        assert!(error.to_string().contains("guard file"), "{error}");
        check_published(&path("public"), &guard).expect("no key is in it");
        check_published(&path("new"), &guard).expect("it is made");
    }

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.html");
        write(&path, |out| out.write_all(b"first")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("allowed");
        symlink(&path, folder.path().join("link")).expect("a link");
        let failed = write(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).expect("a file"), b"first");
        write(&folder.path().join("link"), |out| out.write_all(b"second")).expect("written");
        assert_eq!(fs::read(&path).expect("a file"), b"second");
        assert_eq!(fs::metadata(&path).expect("a file").mode() & 0o777, 0o640);
        let names = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 2, "nothing is left beside it");
        write(Path::new("/dev/null"), |out| out.write_all(b"gone")).expect("written");
    }
}
