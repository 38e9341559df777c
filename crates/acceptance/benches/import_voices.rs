//! A table of 100,000 voices brought in: by the console, and by an official on the page, who looks at it as a whole first. Seconds, and
//! the most memory that the program ever had.
//!
//!     cargo bench -p madang-acceptance --bench import_voices -- [ROWS]
//!
//! Every row is accepted. The page takes 100,000 rows at most, and answers within five minutes; what it answers is read as a person
//! would, so that nothing is counted that was not recorded. Client and server share the machine.

use std::fmt::Write as _;
use std::process::Stdio;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use hyper::Method;
use madang_acceptance::both::{give, on_both};
use madang_acceptance::data::{Data, PROGRAMME};
use madang_acceptance::http::{Connection, Response};
use madang_acceptance::program::{Finished, peak_memory};
use madang_acceptance::smtp::Smtp;
use madang_accounts::{Accounts, Link, MailAddress, Proof, Purpose, Scope, system_clock};
use madang_fixtures::{Device, INSTITUTION, Programme};
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::{Actor, Command, Role};
use madang_store::Submission;
use serde_json::{Value, json};

const REGIONS: [&str; 5] = ["KR-11", "KR-26", "KR-41", "KR-46", "KR-50"];

/// How long the page may take.
const LONGEST: Duration = Duration::from_secs(300);

fn main() -> Result<()> {
    on_both(measure)
}

/// A table of so many rows, no two alike.
fn table(of: &str, rows: usize) -> Result<String> {
    let mut table = "channel,institution,region,text\n".to_owned();
    for number in 0..rows {
        let region = REGIONS[number % REGIONS.len()];
        writeln!(
            table,
            "petition,{INSTITUTION},{region},\"{of} {number}: 막차가 너무 일찍 끊깁니다, 늦게 끝나는 사람은 걸어서 집에 갑니다\""
        )?;
    }
    Ok(table)
}

fn tell(what: &str, rows: usize, took: Duration, memory: u64) {
    let seconds = took.as_secs_f64();
    println!(
        "{what}: {rows} rows in {seconds:.1} s, {:.0} a second; at most {:.0} MB",
        rows as f64 / seconds,
        memory as f64 / 1000.0 * 1.024
    );
}

async fn measure(
    name: &str,
    data: &Data,
    rows: usize,
    settle: &dyn Fn() -> Result<()>,
) -> Result<()> {
    data.open_programme().await?;
    let store = data.store().await?;
    let institution = Programme(PROGRAMME).institution(INSTITUTION, "Interior");
    give(&store, [institution].into_iter()).await?;
    let before = store.size().await?;
    store.close().await;
    by_console(name, data, rows)?;
    settle()?;
    let cookie = official(data).await?;
    by_page(name, data, rows, cookie).await?;
    let store = data.store().await?;
    // The role that was granted between is one more.
    let added = store.size().await? - before - 1;
    store.close().await;
    ensure!(added == 2 * rows as u64, "{added} entries were added");
    Ok(())
}

fn by_console(name: &str, data: &Data, rows: usize) -> Result<()> {
    let file = data.file("voices.csv");
    std::fs::write(&file, table("console", rows)?)?;
    let mut command = data.command(["import", "--programme", PROGRAMME]);
    command.arg(&file);
    let since = Instant::now();
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let process = child.id();
    let (ended, told) = channel();
    let watching = std::thread::spawn(move || {
        let mut memory = 0;
        while told.recv_timeout(Duration::from_millis(5)) == Err(RecvTimeoutError::Timeout) {
            memory = peak_memory(process).max(memory);
        }
        memory
    });
    let finished = Finished::from(child.wait_with_output()?);
    let took = since.elapsed();
    // Whoever watches may have nothing to wait for any more.
    let _ = ended.send(());
    let memory = watching.join();
    let memory = memory.map_err(|_| anyhow::anyhow!("whoever watched the memory panicked"))?;
    finished.expect(0)?;
    tell(&format!("{name}, by the console"), rows, took, memory);
    Ok(())
}

/// Makes somebody an official of the programme; gives the cookie by which they are signed in, without a passkey yet.
async fn official(data: &Data) -> Result<String> {
    let accounts = Accounts::open(&data.database_url()?, system_clock()).await?;
    let address = MailAddress::parse("official@example.org").context("an address")?;
    let link = Link {
        purpose: Purpose::Register,
        address,
        account: None,
    };
    let token = accounts.make_link(&link).await?;
    let account = accounts
        .use_link(&token, "ko")
        .await?
        .context("an account")?;
    let session = accounts.begin_session(account, Proof::Link, "bench", None);
    let cookie = format!("__Host-madang={}", session.await?.text());
    let name = accounts.pseudonym(account, &Scope::Roles).await?;
    accounts.close().await;
    let store = data.store().await?;
    let granted = Submission {
        actor: Actor::new(Role::Administrator, "console")?,
        idempotency_key: None,
        terms: Default::default(),
        command: Command::plain(RoleGranted {
            holder: format!("account-{name}"),
            role: Granted::Official,
            programme: Some(PROGRAMME.to_owned()),
            institution: None,
        }),
    };
    store.submit(granted).await?;
    store.close().await;
    Ok(cookie)
}

/// Somebody's browser.
struct Browser {
    connection: Connection,
    base: String,
    cookie: String,
}

impl Browser {
    async fn send(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Result<Response> {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("origin", &self.base),
            ("content-type", kind),
        ];
        let sent = self.connection.send(Method::POST, path, &headers, body);
        let response = sent.await?;
        let set = response.header("set-cookie").unwrap_or_default();
        if set.starts_with("__Host-madang=")
            && let Some(cookie) = set.split(';').next()
        {
            cookie.clone_into(&mut self.cookie);
        }
        Ok(response)
    }

    async fn tell(&mut self, path: &str, body: &Value) -> Result<Value> {
        let body = body.to_string().into_bytes();
        self.send(path, "application/json", body).await?.json()
    }
}

/// What a hidden field of a page says.
fn hidden(page: &str, name: &str) -> Result<String> {
    let found = page.split_once(&format!("name=\"{name}\" value=\""));
    let value = found.and_then(|(_, rest)| rest.split('"').next());
    Ok(value
        .with_context(|| format!("no {name}: {page}"))?
        .to_owned())
}

async fn by_page(name: &str, data: &Data, rows: usize, cookie: String) -> Result<()> {
    let smtp = Smtp::start().await?;
    let mail = smtp.url();
    let arguments = ["--mail-server", &mail, "--mail-from", "m@example.org"];
    let (server, base) = data.serve_by_name(&arguments).await?;
    let mut browser = Browser {
        connection: Connection::open(server.address).await?.waiting(LONGEST),
        cookie,
        base: base.clone(),
    };
    let mut device = Device::new(&base, 7);
    let begin = "/en/account/passkeys/begin";
    let asked = browser.tell(begin, &json!({ "again": true })).await?;
    let credential = device.create(&asked["options"]);
    let made = json!({ "token": asked["token"], "credential": credential });
    browser.tell("/en/account/passkeys/add", &made).await?;
    let form = format!("/en/programmes/{PROGRAMME}/import");
    let mut body = b"--edge\r\ncontent-disposition: form-data; name=\"key\"\r\n\r\nk\r\n--edge\r\n\
        content-disposition: form-data; name=\"table\"; filename=\"voices.csv\"\r\n\r\n"
        .to_vec();
    body.extend(table("page", rows)?.into_bytes());
    body.extend(b"\r\n--edge--\r\n");
    let since = Instant::now();
    let looked = browser
        .send(&form, "multipart/form-data; boundary=edge", body)
        .await?;
    let took = since.elapsed();
    let page = looked.text();
    ensure!(looked.status == 200, "{}: {page}", looked.status);
    let memory = peak_memory(server.id());
    tell(
        &format!("{name}, looked at on the page"),
        rows,
        took,
        memory,
    );
    let mut fields = url_of(&page, &["key", "kept-table", "table"])?;
    fields.push_str("&step=release");
    let since = Instant::now();
    let kind = "application/x-www-form-urlencoded";
    let done = browser.send(&form, kind, fields.into_bytes()).await?;
    let took = since.elapsed();
    ensure!(done.status == 200, "{}: {}", done.status, done.text());
    let memory = peak_memory(server.id());
    tell(
        &format!("{name}, recorded from the page"),
        rows,
        took,
        memory,
    );
    server.stop()
}

/// Hidden fields of a page as a form sends them: none of them needs more than a few signs to be escaped.
fn url_of(page: &str, names: &[&str]) -> Result<String> {
    let mut fields = Vec::new();
    for name in names {
        let value = hidden(page, name)?;
        ensure!(
            value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)),
            "{name}={value}"
        );
        fields.push(format!("{name}={value}"));
    }
    Ok(fields.join("&"))
}
