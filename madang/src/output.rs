//! Files that the program writes because somebody named them: never over what it reads, and never half.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Refuses outputs that are an input or each other, by whatever name: links lead to the same file.
///
/// # Errors
/// Names the two.
pub fn check(outputs: &[(&str, &Path)], inputs: &[&Path]) -> Result<()> {
    for (number, (option, output)) in outputs.iter().enumerate() {
        if let Some(input) = inputs.iter().find(|input| same(output, input)) {
            bail!(
                "{option} {} is {}, which is read: name another file, so that what is in it stays",
                output.display(),
                input.display()
            );
        }
        let mut others = outputs[..number].iter();
        if let Some((other, path)) = others.find(|(_, other)| same(output, other)) {
            bail!(
                "{option} {} and {other} {} are one file: name two",
                output.display(),
                path.display()
            );
        }
    }
    Ok(())
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
    let problem = || format!("cannot write {}", path.display());
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
