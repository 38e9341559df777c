//! PostgreSQL clusters of one's own: to be killed, to lie on a disk whose power is cut.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::program::{free_address, repository};

/// A cluster on loopback; stopped when dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    /// Its first process, whose file cannot be read once the disk has no power.
    process: AtomicU32,
}

impl Cluster {
    /// Makes a cluster in `folder` with `scripts/postgres.sh` and starts it. `settings` are lines of its
    /// `postgresql.conf`.
    ///
    /// # Errors
    /// Where PostgreSQL is not installed or does not start.
    pub fn new(folder: &Path, settings: &[&str]) -> Result<Cluster> {
        fs::create_dir_all(folder)?;
        let folder = fs::canonicalize(folder)?;
        if is_root() {
            // PostgreSQL's own user must reach it through folders that were made for one user only.
            for above in folder
                .ancestors()
                .skip(1)
                .take_while(|above| above.starts_with(std::env::temp_dir()))
            {
                let mode = fs::metadata(above)?.permissions().mode();
                fs::set_permissions(above, fs::Permissions::from_mode(mode | 0o011))?;
            }
        }
        let address = start_script(&folder)?;
        let port = address
            .rsplit_once(':')
            .and_then(|(_, rest)| rest.split('/').next()?.parse().ok());
        let port = port.with_context(|| format!("{address:?} names no port"))?;
        let cluster = Cluster {
            folder,
            port,
            process: AtomicU32::new(0),
        };
        cluster.note_process()?;
        if !settings.is_empty() {
            let file = cluster.folder.join("data/postgresql.conf");
            fs::write(
                &file,
                fs::read_to_string(&file)? + &settings.join("\n") + "\n",
            )?;
            cluster.stop()?;
            cluster.start()?;
        }
        Ok(cluster)
    }

    /// The cluster that a copy of the disk holds, started after what happened to the original.
    ///
    /// # Errors
    /// Where it does not start.
    pub fn recovered(folder: &Path) -> Result<Cluster> {
        let data = folder.join("data");
        let pid = data.join("postmaster.pid");
        if pid.exists() {
            fs::remove_file(pid)?;
        }
        let cluster = Cluster {
            folder: folder.to_owned(),
            port: free_address()?.port(),
            process: AtomicU32::new(0),
        };
        cluster.start()?;
        Ok(cluster)
    }

    /// Starts it and waits until it takes connections.
    ///
    /// # Errors
    /// With the end of its log, where it does not start.
    pub fn start(&self) -> Result<()> {
        let log = self.folder.join("log");
        let options = format!("-p {}", self.port);
        let text = log.to_str().context("a path that is not UTF-8")?;
        let data = self.folder.join("data");
        run(
            &[
                "pg_ctl", "start", "-w", "-s", "-t", "60", "-o", &options, "-l", text, "-D",
            ],
            &data,
        )
        .with_context(|| fs::read_to_string(&log).unwrap_or_default())?;
        self.note_process()
    }

    fn note_process(&self) -> Result<()> {
        let file = fs::read_to_string(self.folder.join("data/postmaster.pid"))?;
        let process = file
            .lines()
            .next()
            .and_then(|line| line.trim().parse().ok());
        self.process.store(
            process.context("postmaster.pid names no process")?,
            Ordering::Relaxed,
        );
        Ok(())
    }

    /// Ends every process of it at once and without a checkpoint, as a crash does. Needs no disk.
    ///
    /// # Errors
    /// Where it does not end.
    pub fn crash(&self) -> Result<()> {
        let process = self.process.swap(0, Ordering::Relaxed);
        if process == 0 {
            return Ok(());
        }
        // The signal for an immediate shutdown: the first process ends its children and goes, writing nothing.
        Command::new("kill")
            .args(["-QUIT", &process.to_string()])
            .status()?;
        for _ in 0..200 {
            if !Path::new("/proc").join(process.to_string()).exists() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("process {process} of PostgreSQL did not end within ten seconds")
    }

    /// Ends it cleanly.
    ///
    /// # Errors
    /// Where it was not running.
    pub fn stop(&self) -> Result<()> {
        run(
            &["pg_ctl", "stop", "-s", "-m", "fast", "-D"],
            &self.folder.join("data"),
        )?;
        self.process.store(0, Ordering::Relaxed);
        Ok(())
    }

    /// Makes a database and gives its address.
    ///
    /// # Errors
    /// Where it is there already.
    pub fn create_database(&self, name: &str) -> Result<String> {
        self.sql("postgres", &format!("CREATE DATABASE {name}"))?;
        Ok(self.url(name))
    }

    /// The address of one of its databases.
    pub fn url(&self, name: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// Runs statements through psql and gives what it prints, one row a line.
    ///
    /// # Errors
    /// Where a statement fails.
    pub fn sql(&self, database: &str, statements: &str) -> Result<String> {
        sql(&self.url(database), statements)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It may have crashed already; there is nobody to tell.
        let _ = self.crash();
    }
}

/// Runs statements on any server through psql and gives what it prints, one row a line.
///
/// # Errors
/// Where a statement fails.
pub fn sql(url: &str, statements: &str) -> Result<String> {
    let output = Command::new(program("psql")?)
        .args([
            "--no-psqlrc",
            "--tuples-only",
            "--no-align",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
        ])
        .args(["--command", statements, url])
        .output()?;
    if !output.status.success() {
        bail!(
            "{statements}: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A new database on the server that `MADANG_TEST_POSTGRES` names, else on one that `scripts/postgres.sh` starts under
/// `target/postgres`.
///
/// # Errors
/// Where the server does not start, or refuses.
pub fn test_database(name: &str) -> Result<String> {
    let server = match std::env::var("MADANG_TEST_POSTGRES") {
        Ok(server) => server,
        Err(_) => start_script(&repository().join("target/postgres"))?,
    };
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    let name = format!("{name}_{}_{number}", std::process::id());
    sql(&server, &format!("DROP DATABASE IF EXISTS {name}"))?;
    sql(&server, &format!("CREATE DATABASE {name}"))?;
    let (base, _) = server
        .rsplit_once('/')
        .with_context(|| format!("{server} names no database"))?;
    Ok(format!("{base}/{name}"))
}

/// Takes away a database that [`test_database`] made, whoever is still connected to it.
///
/// # Errors
/// Where the server refuses.
pub fn drop_database(url: &str) -> Result<()> {
    let (base, name) = url
        .rsplit_once('/')
        .with_context(|| format!("{url} names no database"))?;
    let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    sql(&format!("{base}/postgres"), &statement).map(drop)
}

/// Starts the cluster in a folder, making it where it is missing, and gives its address.
fn start_script(folder: &Path) -> Result<String> {
    let output = Command::new(repository().join("scripts/postgres.sh"))
        .arg("start")
        .arg(folder)
        .output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Where Debian keeps a program of PostgreSQL's newest version.
fn program(name: &str) -> Result<PathBuf> {
    let version = |path: &Path| {
        path.file_name()
            .and_then(|n| n.to_str())
            .and_then(|n| n.parse::<u32>().ok())
    };
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .context("PostgreSQL is not installed: apt-get install postgresql")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("bin").join(name).exists())
        .collect();
    versions.sort_by_key(|path| version(path));
    let newest = versions
        .pop()
        .with_context(|| format!("{name} is not installed: apt-get install postgresql"))?;
    Ok(newest.join("bin").join(name))
}

/// Runs a program of PostgreSQL on `data`, as the user postgres where we are root: PostgreSQL refuses to run as root.
fn run(arguments: &[&str], data: &Path) -> Result<()> {
    let (name, arguments) = arguments.split_first().context("no program")?;
    let program = program(name)?;
    let (first, rest): (PathBuf, &[&str]) = if is_root() {
        (PathBuf::from("runuser"), &["-u", "postgres", "--"])
    } else {
        (program.clone(), &[])
    };
    // Its output goes nowhere: the server it starts would keep a pipe open for ever.
    let mut command = Command::new(first);
    command.args(rest);
    if is_root() {
        command.arg(&program);
    }
    let said = tempfile::tempfile()?;
    let status = command
        .args(arguments)
        .arg(data)
        .current_dir("/")
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(said.try_clone()?)
        .status()?;
    if !status.success() {
        use std::io::{Read as _, Seek as _};
        let mut text = String::new();
        let mut said = said;
        said.rewind()?;
        said.read_to_string(&mut text)?;
        bail!("{name} ended with {status}: {}", text.trim());
    }
    Ok(())
}

/// Whether this is root: its own processes belong to user 0.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|metadata| metadata.uid() == 0)
}
