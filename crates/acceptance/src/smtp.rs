//! A real SMTP server, Debian's aiosmtpd, and the mail that it took.

use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tempfile::TempDir;

use crate::program::free_address;

/// Reads all mail of a folder as a mail program does: recipient, subject and plain words, the newest last.
const READ: &str = "import sys, os, json, email, email.policy
folder = os.path.join(sys.argv[1], 'new')
files = [os.path.join(folder, name) for name in os.listdir(folder)] if os.path.isdir(folder) else []
read = lambda file: email.message_from_binary_file(open(file, 'rb'), policy=email.policy.default)
mails = map(read, sorted(files, key=lambda file: os.stat(file).st_mtime_ns))
print(json.dumps([[str(m['to']), str(m['subject']), m.get_body(('plain',)).get_content()] for m in mails]))";

/// An SMTP server; ended when dropped.
pub struct Smtp {
    child: Child,
    port: u16,
    folder: TempDir,
}

/// A mail that was taken.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its words.
    pub plain: String,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Smtp {
    /// Starts one on a free port.
    ///
    /// # Errors
    /// Where it does not start.
    pub async fn start() -> Result<Smtp> {
        let port = free_address()?.port();
        let folder = tempfile::tempdir()?;
        let child = Command::new("/usr/bin/python3")
            .args(["-m", "aiosmtpd", "-n", "-l"])
            .arg(format!("127.0.0.1:{port}"))
            .args(["-c", "aiosmtpd.handlers.Mailbox"])
            .arg(folder.path().join("mail"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start python3")?;
        let smtp = Smtp {
            child,
            port,
            folder,
        };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(smtp);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("aiosmtpd does not answer: apt-get install python3-aiosmtpd")
    }

    /// Its address, as `--mail-server` takes it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The mail that it took, the newest last.
    ///
    /// # Errors
    /// Where that cannot be read.
    pub fn letters(&self) -> Result<Vec<Letter>> {
        let output = Command::new("/usr/bin/python3")
            .args(["-c", READ])
            .arg(self.folder.path().join("mail"))
            .output()?;
        let read: Value = serde_json::from_slice(&output.stdout)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let letters = read.as_array().into_iter().flatten().map(|letter| Letter {
            to: text(&letter[0]),
            subject: text(&letter[1]),
            plain: text(&letter[2]),
        });
        Ok(letters.collect())
    }

    /// Waits for a mail to an address with `words` in it that none of `known` is, and gives the newest.
    ///
    /// # Errors
    /// Where none comes within half a minute.
    pub async fn wait_for(&self, to: &str, words: &str, known: &[Letter]) -> Result<Letter> {
        let fits = |letter: &Letter| {
            letter.to == to
                && letter.plain.contains(words)
                && !known.iter().any(|known| known.plain == letter.plain)
        };
        for _ in 0..150 {
            if let Some(letter) = self.letters()?.into_iter().rfind(fits) {
                return Ok(letter);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        bail!("no mail with {words:?} came to {to}: {:?}", self.letters()?)
    }
}
