//! Durable receipts of voices through the whole program over HTTP on loopback, as people send them from the form, and the home
//! page meanwhile.
//!
//!     cargo bench -p madang-acceptance --bench http_voices -- [SECONDS] [IN_FLIGHT]
//!
//! Promised: 256 people at once, SQLite ≥ 1,500/s, PostgreSQL ≥ 1,000/s; p99 of the home page ≤ 50 ms. Each of the people has an
//! account of their own and says ten things at most, as the limits have it. Client and server share the machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use hyper::{Method, StatusCode};
use madang_acceptance::both::{give, loads_on_both};
use madang_acceptance::data::{Data, PROGRAMME};
use madang_acceptance::http::Connection;
use madang_acceptance::program::run;
use madang_acceptance::smtp::Smtp;
use madang_acceptance::timing::{Reader, shares};
use madang_accounts::{Accounts, Link, MailAddress, Proof, Purpose, system_clock};
use madang_fixtures::{INSTITUTION, Programme};

/// What somebody may say in an hour.
const EACH: u64 = 10;

/// Most voices of a second that people are made for.
const FASTEST: u64 = 2_500;

fn main() -> Result<()> {
    loads_on_both(10, measure)
}

async fn measure(name: &str, data: &Data, seconds: Duration, in_flight: usize) -> Result<()> {
    data.open_programme().await?;
    let store = data.store().await?;
    let institution = Programme(PROGRAMME).institution(INSTITUTION, "Interior");
    give(&store, [institution].into_iter()).await?;
    store.close().await;
    let people = Arc::new(people(data, seconds.as_secs() * FASTEST / EACH).await?);
    let smtp = Smtp::start().await?;
    let mail = smtp.url();
    let arguments = ["--mail-server", &mail, "--mail-from", "m@example.org"];
    let (server, base) = data.serve_by_name(&arguments).await?;
    let reader = Reader::start(server.address);
    let (next, base) = (Arc::new(AtomicU64::new(0)), Arc::new(base));
    let since = Instant::now();
    let mut speakers = tokio::task::JoinSet::new();
    for _ in 0..in_flight {
        let (people, next, base) = (Arc::clone(&people), Arc::clone(&next), Arc::clone(&base));
        let address = server.address;
        speakers.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut took = Vec::new();
            while since.elapsed() < seconds {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(cookie) = people.get((number / EACH) as usize) else {
                    break;
                };
                took.push(say(&mut connection, &base, cookie, number).await?);
            }
            anyhow::Ok(took)
        });
    }
    let mut took = Vec::new();
    while let Some(said) = speakers.join_next().await {
        took.extend(said??);
    }
    let elapsed = since.elapsed().as_secs_f64();
    let read = reader.stop()?;
    println!(
        "{name}, {in_flight} at once: {:.0} voices/s over {elapsed:.1} s; {}",
        took.len() as f64 / elapsed,
        shares(took)
    );
    println!("{name}: home page meanwhile {}", shares(read));
    let verified = run(["verify", &server.url()])?.expect(0)?;
    println!(
        "{name}: {}",
        verified.stdout.lines().next().unwrap_or_default()
    );
    server.stop()
}

/// So many people who have signed in: the cookie of each.
async fn people(data: &Data, number: u64) -> Result<Vec<String>> {
    let accounts = Accounts::open(&data.database_url()?, system_clock()).await?;
    let mut people = Vec::new();
    for number in 0..number {
        let address = format!("person-{number}@example.org");
        let link = Link {
            purpose: Purpose::Register,
            address: MailAddress::parse(&address).context("an address")?,
            account: None,
        };
        let token = accounts.make_link(&link).await?;
        let account = accounts.use_link(&token, "ko").await?;
        let account = account.context("a link that was just made")?;
        let session = accounts.begin_session(account, Proof::Link, "bench", None);
        people.push(format!("__Host-madang={}", session.await?.text()));
    }
    accounts.close().await;
    Ok(people)
}

/// Sends a voice from the form, and gives how long its receipt took.
async fn say(
    connection: &mut Connection,
    base: &str,
    cookie: &str,
    number: u64,
) -> Result<Duration> {
    let path = format!("/ko/programmes/{PROGRAMME}/speak");
    let headers = [
        ("cookie", cookie),
        ("origin", base),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let body = format!(
        "step=send&institution={INSTITUTION}&key=voice-{number}&text=%EB%B2%84%EC%8A%A4%EA%B0%80+%EB%93%9C%EB%AD%85%EB%8B%88%EB%8B%A4+{number}"
    );
    let since = Instant::now();
    let response = connection.send(Method::POST, &path, &headers, body).await?;
    let took = since.elapsed();
    let text = response.text();
    ensure!(
        response.status == StatusCode::OK && text.contains("checkpoint"),
        "voice {number}: {} {text}",
        response.status
    );
    Ok(took)
}
