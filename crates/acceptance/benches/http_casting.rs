//! Ballots of people on a roll through the whole program over HTTP on loopback, as they cast them in the form, each with its receipt; and the page of the form
//! with a thousand candidates.
//!
//!     cargo bench -p madang-acceptance --bench http_casting -- [SECONDS] [IN_FLIGHT]
//!
//! Promised: 256 people at once, SQLite ≥ 1,500/s, PostgreSQL ≥ 1,000/s; the page p50 ≤ 15 ms and 60 KB at most as it is sent. Each of the people has an
//! account of their own and casts twenty ballots at most, as the limit has it. Client and server share the machine.

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
use madang_acceptance::timing::shares;
use madang_accounts::{
    Accounts, Identity, Link, MailAddress, OnRoll, Proof, Provider, ProviderSettings, Purpose,
    Scope, system_clock,
};
use madang_fixtures::{Programme, approval, cheapest_first, english};
use madang_programme::Command;
use madang_programme::votes::roll::{leaf, root};
use madang_programme::votes::{RollClosed, RollSource};

/// What somebody may cast in an hour.
const EACH: u64 = 20;

/// Most ballots of a second that people are made for.
const FASTEST: u64 = 2_500;

/// Candidates.
const CANDIDATES: u64 = 1_000;

/// How often the page is asked for.
const PAGES: u64 = 200;

/// The most bytes of the page as it is sent.
const MOST_BYTES: usize = 60 << 10;

const VOTE: &str = "casting";
const ISSUER: &str = "https://id.example.org";
const P: Programme<'static> = Programme(PROGRAMME);

fn main() -> Result<()> {
    loads_on_both(10, measure)
}

async fn measure(name: &str, data: &Data, seconds: Duration, in_flight: usize) -> Result<()> {
    data.open_programme().await?;
    let number = (seconds.as_secs() * FASTEST / EACH).max(in_flight as u64);
    let people = Arc::new(people(data, number).await?);
    let smtp = Smtp::start().await?;
    let mail = smtp.url();
    let arguments = ["--mail-server", &mail, "--mail-from", "m@example.org"];
    let (server, base) = data.serve_by_name(&arguments).await?;
    page(
        name,
        &mut Connection::open(server.address).await?,
        &people[0],
    )
    .await?;
    let (next, base) = (Arc::new(AtomicU64::new(0)), Arc::new(base));
    let since = Instant::now();
    let mut voters = tokio::task::JoinSet::new();
    for _ in 0..in_flight {
        let (people, next, base) = (Arc::clone(&people), Arc::clone(&next), Arc::clone(&base));
        let address = server.address;
        voters.spawn(async move {
            let mut connection = Connection::open(address).await?;
            let mut took = Vec::new();
            while since.elapsed() < seconds {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(cookie) = people.get((number % people.len() as u64) as usize) else {
                    break;
                };
                if number >= EACH * people.len() as u64 {
                    break;
                }
                took.push(cast(&mut connection, &base, cookie, number).await?);
            }
            anyhow::Ok(took)
        });
    }
    let mut took = Vec::new();
    while let Some(cast) = voters.join_next().await {
        took.extend(cast??);
    }
    let elapsed = since.elapsed().as_secs_f64();
    println!(
        "{name}, {in_flight} at once: {:.0} ballots/s over {elapsed:.1} s; {}",
        took.len() as f64 / elapsed,
        shares(took)
    );
    let verified = run(["verify", &server.url()])?.expect(0)?;
    println!(
        "{name}: {}",
        verified.stdout.lines().next().unwrap_or_default()
    );
    server.stop()
}

/// So many people on the roll of a vote that is open, with a thousand candidates: the cookie of each.
async fn people(data: &Data, number: u64) -> Result<Vec<String>> {
    let provider = Provider::new(ProviderSettings {
        issuer: ISSUER.to_owned(),
        client: "bench".to_owned(),
        secret: "a secret of the bench".to_owned(),
        hosts: vec![],
        korean: "보기 신분증".to_owned(),
        english: "Example ID".to_owned(),
    })?;
    let accounts = Accounts::open(&data.database_url()?, system_clock()).await?;
    let accounts = accounts.with_provider(Some(provider));
    let (mut people, mut made) = (Vec::new(), Vec::new());
    for number in 0..number {
        let address = format!("voter-{number}@example.org");
        let link = Link {
            purpose: Purpose::Register,
            address: MailAddress::parse(&address).context("an address")?,
            account: None,
        };
        let token = accounts.make_link(&link).await?;
        let account = accounts.use_link(&token, "ko").await?;
        let account = account.context("a link that was just made")?;
        let identity = Identity {
            issuer: ISSUER.to_owned(),
            subject: format!("person-{number}"),
            address: None,
        };
        accounts.add_identity(account, &identity).await?;
        let session = accounts.begin_session(account, Proof::Link, "bench", None);
        people.push(format!("__Host-madang={}", session.await?.text()));
        made.push(account);
    }
    let salt = accounts.roll_salt("bench").await?;
    let of_roll = accounts.verified().await?;
    let leaves: Vec<[u8; 32]> = of_roll.iter().filter_map(|one| leaf(&salt, one)).collect();
    let (root, scope) = (root(&leaves), Scope::Vote(format!("{PROGRAMME}/{VOTE}")));
    accounts.keep_roll((&root, &scope), &salt, &leaves).await?;
    // They came before: the server, which knows no provider, finds them there.
    for account in made {
        let stands = accounts.on_roll((&root, &scope), account, leaf).await?;
        ensure!(matches!(stands, OnRoll::Voter(_)), "nobody of the roll");
    }
    accounts.close().await;
    open(data, root, leaves.len() as u64).await?;
    Ok(people)
}

/// Opens the vote with that roll.
async fn open(data: &Data, root: String, size: u64) -> Result<()> {
    let proposed = (0..CANDIDATES).map(|number| {
        let title = english(format!("A night bus to district {number}"));
        P.propose(&format!("c{number}"), 1_000 + number, title)
    });
    let roll = Command::plain(RollClosed {
        programme: PROGRAMME.to_owned(),
        vote: VOTE.to_owned(),
        size,
        root,
        source: RollSource::Accounts,
        replaces: None,
    });
    let opening = [
        P.fix_rule("casting", cheapest_first(100_000), None),
        roll,
        P.open_vote(VOTE, "casting", approval()),
    ];
    let store = data.store().await?;
    give(&store, proposed.chain(opening)).await?;
    store.close().await;
    Ok(())
}

fn path() -> String {
    format!("/ko/programmes/{PROGRAMME}/votes/{VOTE}/ballot")
}

/// Asks for the page of the form, and says how long that takes and what it weighs as browsers ask for it.
async fn page(name: &str, connection: &mut Connection, cookie: &str) -> Result<()> {
    let headers = [("cookie", cookie), ("accept-encoding", "gzip")];
    let (mut took, mut bytes) = (Vec::new(), 0);
    for _ in 0..PAGES {
        let since = Instant::now();
        let response = connection
            .send(Method::GET, &path(), &headers, String::new())
            .await?;
        took.push(since.elapsed());
        ensure!(response.status == StatusCode::OK, "{}", response.text());
        bytes = bytes.max(response.body.len());
    }
    println!(
        "{name}: page of {CANDIDATES} candidates, {bytes} bytes; {}",
        shares(took)
    );
    ensure!(bytes <= MOST_BYTES, "the page has {bytes} bytes");
    Ok(())
}

/// Casts a ballot from the form, and gives how long its receipt took.
async fn cast(
    connection: &mut Connection,
    base: &str,
    cookie: &str,
    number: u64,
) -> Result<Duration> {
    let headers = [
        ("cookie", cookie),
        ("origin", base),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let choices: Vec<String> = (0..5)
        .map(|place| format!("mine=0+c{}", (number * 7 + place) % CANDIDATES))
        .collect();
    let body = format!("step=cast&key=ballot-{number}&{}", choices.join("&"));
    let since = Instant::now();
    let response = connection
        .send(Method::POST, &path(), &headers, body)
        .await?;
    let took = since.elapsed();
    ensure!(
        response.status == StatusCode::SEE_OTHER,
        "ballot {number}: {} {}",
        response.status,
        response.text()
    );
    Ok(took)
}
