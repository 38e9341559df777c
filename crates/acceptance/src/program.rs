//! The real `madang` program: where it is, how it is run and served.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http;

/// How long a server may take to answer after its start.
const START: Duration = Duration::from_secs(60);

/// The repository's root.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap_or(Path::new("."))
        .to_owned()
}

/// The folder with real data beside the repository: `MADANG_SHARED`, or `../shared`.
///
/// # Errors
/// Where it is not there.
pub fn shared() -> Result<PathBuf> {
    let path = match std::env::var_os("MADANG_SHARED") {
        Some(path) => PathBuf::from(path),
        None => repository().join("../shared"),
    };
    if !path.join("data/pb/dev").is_dir() {
        bail!(
            "{} holds no data/pb/dev; MADANG_SHARED names the folder with the real votes",
            path.display()
        );
    }
    Ok(path)
}

/// Wieliczka's Green Budget 2023: 6,586 voters, 64 projects, a real Equal Shares election.
///
/// # Errors
/// Where the folder with real data is not there.
pub fn wieliczka() -> Result<PathBuf> {
    Ok(shared()?.join("data/pb/dev/Poland_Wieliczka_2023_Green_Budget.pb"))
}

/// The program: what `MADANG_BINARY` names, or built by Cargo in the profile of the running test.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| match std::env::var_os("MADANG_BINARY") {
        Some(path) => PathBuf::from(path),
        None => match build() {
            Ok(path) => path,
            Err(error) => panic!("the madang program could not be built: {error:#}"),
        },
    })
}

fn build() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test
        .ancestors()
        .nth(2)
        .context("the test stands in no target folder")?;
    let profile = match folder.file_name().and_then(OsStr::to_str) {
        Some("release") => "release",
        _ => "dev",
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "build",
            "--quiet",
            "--package",
            "madang",
            "--profile",
            profile,
        ])
        .current_dir(repository())
        .status()?;
    if !status.success() {
        bail!("cargo build ended with {status}");
    }
    Ok(folder.join("madang"))
}

/// A command of the program, in no particular folder and without the environment's own settings.
pub fn madang<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(arguments: I) -> Command {
    let mut command = Command::new(binary());
    command
        .args(arguments)
        // Tests read what is said in English.
        .env("LC_ALL", "C")
        .env_remove("MADANG_DATA")
        .env_remove("MADANG_DATABASE")
        .stdin(Stdio::null());
    command
}

/// The most memory that a running process ever had, in kilobytes of 1,024 bytes, as Linux counts it; 0 where it has ended.
pub fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"));
    let status = status.unwrap_or_default();
    let peak = status.lines().find_map(|line| {
        let peak = line.strip_prefix("VmHWM:")?;
        peak.trim().strip_suffix(" kB")?.parse().ok()
    });
    peak.unwrap_or_default()
}

/// What a finished command said.
#[derive(Debug)]
pub struct Finished {
    /// Its exit code; `None` where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Finished {
    /// Both outputs, for a message.
    pub fn text(&self) -> String {
        format!(
            "exit code {:?}\n--- stdout\n{}\n--- stderr\n{}",
            self.code, self.stdout, self.stderr
        )
    }

    /// The same, if the exit code is `code`.
    ///
    /// # Errors
    /// With both outputs, where it is another.
    pub fn expect(self, code: i32) -> Result<Finished> {
        if self.code == Some(code) {
            Ok(self)
        } else {
            bail!("exit code {code} was expected\n{}", self.text())
        }
    }
}

impl From<Output> for Finished {
    fn from(output: Output) -> Finished {
        Finished {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Runs the program to its end.
///
/// # Errors
/// Where it cannot be started.
pub fn run<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(arguments: I) -> Result<Finished> {
    Ok(madang(arguments)
        .output()
        .with_context(|| format!("cannot start {}", binary().display()))?
        .into())
}

/// A loopback address with a port that is free now, and that no other test of this program was given.
///
/// # Errors
/// Where there is none.
pub fn free_address() -> Result<SocketAddr> {
    static GIVEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
        if given.insert(address.port()) {
            return Ok(address);
        }
    }
}

/// A running `madang serve` (or `demo`); killed when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    log: PathBuf,
}

impl Server {
    /// Starts `command`, which must not say `--listen` yet, and waits until it answers. Its output goes to `log`.
    ///
    /// # Errors
    /// Where it ends, or does not answer in time; with its output.
    pub async fn start(command: Command, log: &Path) -> Result<Server> {
        Server::start_at(free_address()?, command, log).await
    }

    /// The same at an address.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub async fn start_at(address: SocketAddr, mut command: Command, log: &Path) -> Result<Server> {
        let output = File::options().create(true).append(true).open(log)?;
        let child = command
            .args(["--listen", &address.to_string()])
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("cannot start {}", binary().display()))?;
        let mut server = Server {
            child,
            address,
            log: log.to_owned(),
        };
        let since = Instant::now();
        loop {
            if http::get(address, "/healthz").await.is_ok() {
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended with {status}\n{}", server.output());
            }
            if since.elapsed() > START {
                bail!(
                    "the server did not answer within {START:?}\n{}",
                    server.output()
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What it has said so far.
    pub fn output(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `http://address`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends it at once, as `kill -9` does, and waits until it is gone.
    ///
    /// # Errors
    /// Where it cannot be ended.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop, as a service manager does, and waits.
    ///
    /// # Errors
    /// Where it does not stop within half a minute, or not with exit code 0.
    pub fn stop(mut self) -> Result<()> {
        let id = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &id]).status()?;
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                if status.success() {
                    return Ok(());
                }
                bail!(
                    "the server ended with {status} when it was asked to stop\n{}",
                    self.output()
                );
            }
            if since.elapsed() > Duration::from_secs(30) {
                bail!(
                    "the server did not stop when it was asked to\n{}",
                    self.output()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; there is nobody to tell.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
