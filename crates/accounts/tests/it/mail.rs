//! Mail to a real SMTP server: aiosmtpd, which keeps what it takes in a folder.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use madang_accounts::Accounts;
use madang_accounts::mail::{Fresh, Mail, MailServer, Trouble, Waiting, keep_sending};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};

use crate::support::{Fixture, HOUR, MINUTE, mail, on_both_databases};

const FROM: &str = "마당 <madang@example.go.kr>";

/// An SMTP server of a test's own.
pub struct Smtp {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

impl Smtp {
    pub async fn start() -> Smtp {
        Smtp::on(free_port(), tempfile::tempdir().unwrap()).await
    }

    async fn on(port: u16, folder: TempDir) -> Smtp {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        // Debian's own, which its package python3-aiosmtpd goes with.
        let child = Command::new("/usr/bin/python3")
            .args(["-m", "aiosmtpd", "-n", "-l"])
            .arg(format!("127.0.0.1:{port}"))
            .args(["-c", "smtp_server.Choosy"])
            .arg(folder.path().join("mail"))
            .env("PYTHONPATH", here)
            .stdout(Stdio::null())
            .spawn()
            .expect("python3 runs");
        let smtp = Smtp {
            child,
            port,
            folder,
        };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return smtp;
            }
            sleep(Duration::from_millis(50)).await;
        }
        panic!("aiosmtpd does not answer: install python3-aiosmtpd");
    }

    pub fn server(&self) -> MailServer {
        MailServer::new(&format!("smtp://127.0.0.1:{}", self.port), FROM).unwrap()
    }

    pub fn taken(&self) -> Vec<String> {
        let folder: PathBuf = self.folder.path().join("mail/new");
        let Ok(files) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        files
            .map(|file| String::from_utf8(std::fs::read(file.unwrap().path()).unwrap()).unwrap())
            .collect()
    }

    pub async fn wait_for(&self, count: usize) -> Vec<String> {
        let all = async {
            loop {
                let taken = self.taken();
                if taken.len() >= count {
                    return taken;
                }
                sleep(Duration::from_millis(20)).await;
            }
        };
        let all = timeout(Duration::from_secs(20), all).await;
        all.unwrap_or_else(|_| panic!("{count} mails: {:?}", self.taken()))
    }
}

/// Nothing that is quoted is ever hidden.
pub fn always() -> Fresh {
    Arc::new(|_| Box::pin(async { true }))
}

fn a_mail(accounts: &Accounts, to: &str) -> Mail {
    Mail {
        account: None,
        to: mail(to),
        subject: "마당에 들어오기 위한 주소\r\nBcc: lee@example.org".to_owned(),
        plain: "열린 마당으로 오십시오: https://madang.example.go.kr/ko/link?token=abc\n"
            .to_owned(),
        html: None,
        until: accounts.now() + 24 * HOUR,
        digest: None,
    }
}

/// Python's own mail reader is asked what a program of somebody else's reads.
pub fn read(message: &str) -> serde_json::Value {
    let script = "import sys, json, email, email.policy\n\
        m = email.message_from_string(sys.stdin.read(), policy=email.policy.default)\n\
        b = m.get_body(('plain',))\n\
        print(json.dumps({'headers': {k.lower(): str(v) for k, v in m.items()}, 'plain': b.get_content().replace(chr(13), '')}))";
    let mut child = Command::new("/usr/bin/python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), message.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).expect("what Python read")
}

async fn queued_mail_goes_out(fixture: Fixture) {
    let smtp = Smtp::start().await;
    let accounts = fixture.accounts.clone();
    for number in 0..8 {
        let to = format!("kim{number}@example.org");
        accounts.queue_mail(&a_mail(&accounts, &to)).await.unwrap();
    }
    let sender = tokio::spawn(keep_sending(fixture.again().await, smtp.server(), always()));
    let own = tokio::spawn(keep_sending(accounts.clone(), smtp.server(), always()));
    let taken = smtp.wait_for(8).await;
    let read = read(&taken[0]);
    let header = |name: &str| {
        read["headers"][name]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(header("from"), FROM);
    assert_eq!(
        header("subject"),
        "마당에 들어오기 위한 주소  Bcc: lee@example.org"
    );
    assert_eq!(header("bcc"), "", "{}", taken[0]);
    assert_eq!(header("auto-submitted"), "auto-generated");
    assert!(header("message-id").ends_with("@example.go.kr>"));
    assert!(!header("date").is_empty());
    assert_eq!(
        read["plain"],
        "열린 마당으로 오십시오: https://madang.example.go.kr/ko/link?token=abc\n"
    );
    let mut recipients: Vec<String> = taken
        .iter()
        .map(|one| self::read(one)["headers"]["to"].to_string())
        .collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!(recipients.len(), 8, "each once, though two take them");
    let empty = async {
        while accounts.mail_waiting().await.unwrap().count > 0 {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(10), empty).await.unwrap();
    assert_eq!(smtp.taken().len(), 8);
    sender.abort();
    own.abort();
}

async fn mail_waits_for_a_server_that_is_down_and_survives_a_restart(fixture: Fixture) {
    let port = free_port();
    let server = MailServer::new(&format!("smtp://127.0.0.1:{port}"), FROM).unwrap();
    let accounts = &fixture.accounts;
    let queued = a_mail(accounts, "kim@example.org");
    let trouble = server.send(&queued, None).await.unwrap_err();
    assert!(matches!(&trouble, Trouble::Server { .. }), "{trouble}");
    assert!(trouble.to_string().contains(&port.to_string()), "{trouble}");
    let made = accounts.now();
    accounts.queue_mail(&queued).await.unwrap();
    let sender = tokio::spawn(keep_sending(accounts.clone(), server, always()));
    let tried = async {
        loop {
            let waiting = accounts.mail_waiting().await.unwrap();
            if waiting.tries == 1 {
                return waiting;
            }
            sleep(Duration::from_millis(20)).await;
        }
    };
    let waiting = timeout(Duration::from_secs(20), tried).await.unwrap();
    let expected = Waiting {
        count: 1,
        oldest: Some(made),
        tries: 1,
    };
    assert_eq!(waiting, expected);
    sleep(Duration::from_millis(200)).await;
    sender.abort();
    accounts.close().await;

    let smtp = Smtp::on(port, tempfile::tempdir().unwrap()).await;
    let accounts = fixture.again().await;
    fixture.wait(2 * MINUTE);
    let sender = tokio::spawn(keep_sending(accounts.clone(), smtp.server(), always()));
    let taken = smtp.wait_for(1).await;
    assert_eq!(read(&taken[0])["headers"]["to"], "kim@example.org");
    sender.abort();
}

async fn what_is_refused_for_good_is_given_up_and_what_is_not_waits(fixture: Fixture) {
    let smtp = Smtp::start().await;
    let accounts = &fixture.accounts;
    let answer = async |to: &str| smtp.server().send(&a_mail(accounts, to), None).await;
    let refused = answer("never@example.org").await;
    assert!(matches!(refused, Err(Trouble::Refused(_))), "{refused:?}");
    let later = answer("later@example.org").await;
    assert!(matches!(later, Err(Trouble::Later(_))), "{later:?}");
    let late = Mail {
        until: accounts.now() - 1,
        ..a_mail(accounts, "late@example.org")
    };
    accounts.queue_mail(&late).await.unwrap();
    for to in ["never@example.org", "later@example.org", "kim@example.org"] {
        accounts.queue_mail(&a_mail(accounts, to)).await.unwrap();
    }
    let sender = tokio::spawn(keep_sending(accounts.clone(), smtp.server(), always()));
    let taken = smtp.wait_for(1).await;
    assert_eq!(read(&taken[0])["headers"]["to"], "kim@example.org");
    let settled = async {
        while accounts.mail_waiting().await.unwrap().count != 1 {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(10), settled).await.unwrap();
    assert_eq!(accounts.mail_waiting().await.unwrap().tries, 1);
    assert_eq!(smtp.taken().len(), 1);
    sender.abort();
}

on_both_databases!(
    queued_mail_goes_out,
    mail_waits_for_a_server_that_is_down_and_survives_a_restart,
    what_is_refused_for_good_is_given_up_and_what_is_not_waits,
);
