//! `madang mail` against a real SMTP server: aiosmtpd, which keeps what it takes in a folder.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::common::{fails, madang_in};

struct Smtp(Child);

impl Drop for Smtp {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

fn start(folder: &TempDir) -> (Smtp, u16) {
    let port = free_port();
    let mut server = Command::new("/usr/bin/python3");
    server
        .args(["-m", "aiosmtpd", "-n", "-l"])
        .arg(format!("127.0.0.1:{port}"))
        .args(["-c", "aiosmtpd.handlers.Mailbox"])
        .arg(folder.path().join("mail"))
        .stdout(Stdio::null());
    let server = Smtp(server.spawn().expect("python3 runs"));
    for _ in 0..200 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return (server, port);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("aiosmtpd does not answer: install python3-aiosmtpd");
}

#[test]
fn a_mail_is_sent_and_the_answer_said() {
    let folder = TempDir::new().expect("a folder");
    let (_server, port) = start(&folder);
    let url = format!("smtp://127.0.0.1:{port}");
    let from = "Madang <madang@example.go.kr>";
    let call = [
        "mail",
        "test",
        "Kim@Example.org",
        "--mail-server",
        &url,
        "--mail-from",
        from,
    ];
    let output = madang_in("ko_KR.UTF-8", &call, "");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(
        said.contains("kim@example.org에게 가는 메일을 받았습니다"),
        "{said}"
    );
    let mut files = std::fs::read_dir(folder.path().join("mail/new")).expect("a mailbox");
    let file = files.next().expect("a mail").expect("a file").path();
    let mail = std::fs::read_to_string(file).expect("text");
    assert!(mail.contains("To: kim@example.org"), "{mail}");
    assert!(
        mail.contains("From: Madang <madang@example.go.kr>"),
        "{mail}"
    );
    assert!(files.next().is_none());
}

#[test]
fn what_is_missing_or_wrong_is_said() {
    let test = |more: &[&str], words: &str| {
        fails(
            &[&["mail", "test", "kim@example.org"], more].concat(),
            1,
            words,
        );
    };
    let from = "Madang <madang@example.go.kr>";
    test(&[], "no mail server is named");
    test(
        &["--mail-server", "smtp://localhost"],
        "nobody is named who writes",
    );
    let clear = "smtp://user:secret@mail.example.go.kr";
    test(
        &["--mail-server", clear, "--mail-from", from],
        "in the clear",
    );
    test(
        &["--mail-server", "http://x", "--mail-from", from],
        "cannot be used",
    );
    test(
        &["--mail-server", "smtp://localhost", "--mail-from", "kim"],
        "is not a sender",
    );
    let port = free_port();
    let down = format!("smtp://127.0.0.1:{port}");
    test(
        &["--mail-server", &down, "--mail-from", from],
        &port.to_string(),
    );
    fails(&["mail", "test", "kim"], 1, "not a mail address");
}
