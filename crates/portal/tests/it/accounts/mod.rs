//! Accounts over HTTP. Here: a portal with accounts, and a browser that keeps its cookie.

mod acts;
mod answering;
mod asked;
mod attaching;
mod by_program;
mod closing;
mod convening;
mod desk;
mod drafts;
mod due_mail;
mod entering;
mod followed;
mod following;
mod grouping;
mod handing_on;
mod heard;
mod hiding;
mod importing;
mod linked;
mod many;
mod many_proposals;
mod meanwhile;
mod minuting;
mod noting;
mod own;
mod passkeys;
mod people;
mod proposing;
pub mod providing;
mod reached;
mod registering;
mod renewed;
mod representing;
mod restrained;
mod reviewing;
mod ruling;
mod saving;
mod scoring;
mod seating;
mod serving;
mod setting_up;
mod slip_again;
mod slip_found;
mod slips;
mod speaking;
mod suggesting;
mod supplementing;
mod talking;
mod told;
mod uniting;
mod unlost;
mod voting;
mod warned;

pub use linked::{Peopled, peopled};
pub use speaking::say;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_accounts::{AccountId, Accounts, MailAddress, Scope};
use madang_fixtures::{Device, INSTITUTION, Programme};
use madang_portal::{Operator, PortalOptions, Telling, router};
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::{Actor, Command, Role};
use madang_store::Submission;
use scraper::Html;
use serde_json::{Value, json};
use sqlx::Row as _;

use crate::common::{self, Answer, Database, Portal};
use crate::sight::all;

const ORIGIN: &str = "https://madang.example.org";
const KIM: &str = "kim@example.org";
const LEE: &str = "lee@example.org";
const PASSWORD: &str = "seven brown hens cross";
const MINUTE: u64 = 60_000;

/// The programme of [`Yard::listening`].
pub const LISTENING: &str = "p";

/// A portal with accounts, and a clock for them that stands until it is set.
pub struct Yard {
    pub portal: Portal,
    accounts: Accounts,
    telling: Telling,
    clock: Arc<AtomicU64>,
    folder: tempfile::TempDir,
}

/// A browser: one cookie, and what browsers say of where a form comes from.
#[derive(Clone, Default)]
struct Browser {
    cookie: Option<String>,
    draft: Option<String>,
    away: Option<String>,
    network: &'static str,
}

pub async fn yard() -> Yard {
    yard_in(Database::Sqlite).await
}

/// The same over a record in a database of that kind.
pub async fn yard_in(database: Database) -> Yard {
    let empty = common::empty_in(database).await;
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(AtomicU64::new(1_796_083_200_000));
    let url = format!("sqlite://{}/madang.db", folder.path().display());
    let now = Arc::clone(&clock);
    let accounts = Accounts::open(&url, Arc::new(move || now.load(Ordering::SeqCst)));
    let accounts = accounts.await.unwrap();
    let options = options(&empty, &accounts);
    let telling = Telling::new(&options).unwrap();
    Yard {
        portal: empty.behind(router(options)),
        accounts,
        telling,
        clock,
        folder,
    }
}

/// What a portal with these accounts is made with.
fn options(portal: &Portal, accounts: &Accounts) -> PortalOptions {
    PortalOptions {
        store: portal.store.clone(),
        registrar_token: None,
        base_url: Some(ORIGIN.to_owned()),
        operator: Operator::default(),
        accounts: Some(accounts.clone()),
        row_secrets: Some(Arc::new(|_| Some([5; 32]))),
    }
}

/// A portal with these accounts before it.
fn behind(portal: Portal, accounts: &Accounts) -> Portal {
    let router = router(options(&portal, accounts));
    portal.behind(router)
}

/// What a page of the portal sends to it.
fn of_own_page(address: &str, content_type: &str) -> axum::http::request::Builder {
    Request::post(address)
        .header("origin", ORIGIN)
        .header("host", "madang.example.org")
        .header("content-type", content_type)
        .header("sec-fetch-site", "same-origin")
}

impl Browser {
    async fn send(
        &mut self,
        yard: &Yard,
        request: axum::http::request::Builder,
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = request.header(
            "user-agent",
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
        );
        for cookie in [&self.cookie, &self.draft, &self.away]
            .into_iter()
            .flatten()
        {
            request = request.header("cookie", cookie);
        }
        let mut request = request.body(body.into()).unwrap();
        if !self.network.is_empty() {
            let peer = self.network.parse().unwrap();
            let peer = madang_portal::Peer(peer);
            request.extensions_mut().insert(peer);
        }
        let answer = yard.portal.request(request).await;
        for set in answer.headers.get_all("set-cookie") {
            let set = set.to_str().unwrap();
            for promised in ["__Host-", "Secure", "HttpOnly", "SameSite=Lax", "Path=/;"] {
                assert!(set.contains(promised), "{set}");
            }
            let pair = set.split(';').next().unwrap();
            let kept = (!set.contains("Max-Age=0")).then(|| pair.to_owned());
            match pair.split('=').next() {
                Some("__Host-draft") => self.draft = kept,
                Some("__Host-away") => self.away = kept,
                _ => self.cookie = kept,
            }
        }
        assert_eq!(answer.header("cache-control"), "no-store");
        answer
    }

    async fn get(&mut self, yard: &Yard, address: &str) -> Answer {
        self.send(yard, Request::get(address), String::new()).await
    }

    async fn post(&mut self, yard: &Yard, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form(fields);
        let request = of_own_page(address, "application/x-www-form-urlencoded");
        let request = request.header("content-length", body.len());
        self.send(yard, request, body).await
    }

    /// Follows the newest link that was mailed to an address, and presses the button.
    async fn follow(&mut self, yard: &Yard, address: &str) -> Answer {
        let token = yard.token(address).await;
        let link = format!("/ko/account/link?token={token}");
        let page = self.get(yard, &link).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains(&token));
        self.post(yard, "/ko/account/link", &[("token", &token)])
            .await
    }

    /// Sends what a script sends.
    async fn tell(&mut self, yard: &Yard, address: &str, body: &Value) -> Answer {
        let request = of_own_page(address, "application/json");
        self.send(yard, request, body.to_string()).await
    }

    /// Adds a device's passkey as the page's script does; gives where that leads.
    async fn add(&mut self, yard: &Yard, device: &mut Device) -> String {
        let asked = self
            .tell(yard, "/en/account/passkeys/begin", &json!({"again": true}))
            .await
            .json();
        if let Some(to) = asked["to"].as_str() {
            return to.to_owned();
        }
        let credential = device.create(&asked["options"]);
        let body = json!({"token": asked["token"], "credential": credential});
        let answer = self.tell(yard, "/en/account/passkeys/add", &body).await;
        answer.json()["to"].as_str().unwrap_or_default().to_owned()
    }

    /// Signs in by a device's passkey as the page's script does; `asked` is what it asks with.
    async fn show(&mut self, yard: &Yard, asked: &Value, device: &mut Device) -> Answer {
        let answer = self.tell(yard, "/en/account/sign-in/begin", asked).await;
        if answer.status != StatusCode::OK {
            return answer;
        }
        let begun = answer.json();
        let credential = device.get(&begun["options"]);
        let body =
            json!({"token": begun["token"], "credential": credential, "next": asked["next"]});
        self.tell(yard, "/en/account/sign-in/passkey", &body).await
    }

    async fn registered(yard: &Yard, address: &str) -> Browser {
        let mut browser = Browser::default();
        let form = [("address", address)];
        browser.post(yard, "/ko/account/register", &form).await;
        let answer = browser.follow(yard, address).await;
        assert_eq!(leads(&answer), "/ko/account");
        browser
    }
}

/// Somebody who holds a role and has shown their passkey.
async fn with_role(yard: &Yard, address: &str, role: Option<(Granted, Option<&str>)>) -> Browser {
    let mut browser = Browser::registered(yard, address).await;
    if let Some((role, programme)) = role {
        yard.grant(address, role, programme).await;
    }
    let seed = address.bytes().next().unwrap();
    let mut device = Device::new(ORIGIN, seed);
    assert_eq!(browser.add(yard, &mut device).await, "/en/account");
    browser
}

/// The programme in which something is said.
const P: Programme<'static> = Programme("p");

/// A portal with a programme that listens.
pub async fn listening() -> Yard {
    let yard = yard().await;
    let mut commands = P.begun();
    commands.push(P.institution(INSTITUTION, "Interior"));
    commands.push(P.institution("transport", "Transport"));
    common::submit(&yard.portal.store, commands).await;
    yard
}

fn form(fields: &[(&str, &str)]) -> String {
    let plain = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    let value = |value: &str| value.bytes().map(plain).collect::<String>();
    let pairs = fields
        .iter()
        .map(|(name, text)| format!("{name}={}", value(text)));
    pairs.collect::<Vec<_>>().join("&")
}

/// What the forms of a page carry unseen.
fn carried(answer: &Answer) -> Vec<(String, String)> {
    let page = Html::parse_document(&answer.text());
    let hidden = all(&page, "main form input[type=hidden]").into_iter();
    let pair = |input: scraper::ElementRef<'_>| {
        let of = |name| input.attr(name).unwrap_or_default().to_owned();
        (of("name"), of("value"))
    };
    hidden.map(pair).collect()
}

/// Where an answer leads.
fn leads(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location")
}

impl Yard {
    /// The same portal with a programme that listens, in which two institutions answer.
    pub async fn listening(self) -> Yard {
        let programme = Programme(LISTENING);
        let mut commands = programme.begun();
        commands.push(programme.institution(INSTITUTION, "Ministry of the Interior"));
        commands.push(programme.institution("transport", "Ministry of Transport"));
        common::submit(&self.portal.store, commands).await;
        self
    }

    async fn size(&self) -> u64 {
        self.portal.store.size().await.unwrap()
    }

    /// The same so many hours later, by the clock of the record.
    async fn later(self, hours: u64) -> Yard {
        let portal = common::later(self.portal, hours).await;
        let portal = behind(portal, &self.accounts);
        let telling = Telling::new(&options(&portal, &self.accounts)).unwrap();
        Yard {
            portal,
            telling,
            ..self
        }
    }

    fn wait(&self, milliseconds: u64) {
        self.clock.fetch_add(milliseconds, Ordering::SeqCst);
    }

    /// The account of an address.
    async fn account(&self, address: &str) -> AccountId {
        let address = MailAddress::parse(address).unwrap();
        self.accounts.account_of(&address).await.unwrap().unwrap()
    }

    /// The name under which the account of an address holds roles.
    async fn holder(&self, address: &str) -> String {
        let account = self.account(address).await;
        let name = self.accounts.pseudonym(account, &Scope::Roles).await;
        format!("account-{}", name.unwrap())
    }

    /// Grants a role on the record, as an administrator at the console.
    async fn grant(&self, address: &str, role: Granted, programme: Option<&str>) -> u64 {
        self.grant_for(address, role, programme, None).await
    }

    /// The same for an institution of the programme.
    async fn grant_for(
        &self,
        address: &str,
        role: Granted,
        programme: Option<&str>,
        institution: Option<&str>,
    ) -> u64 {
        let granted = Submission {
            actor: Actor::new(
                match role {
                    Granted::Administrator => Role::Operator,
                    Granted::Official | Granted::Facilitator | Granted::Reviewer => {
                        Role::Administrator
                    }
                },
                "console",
            )
            .unwrap(),
            idempotency_key: None,
            terms: Default::default(),
            command: Command::plain(RoleGranted {
                holder: self.holder(address).await,
                role,
                programme: programme.map(str::to_owned),
                institution: institution.map(str::to_owned),
            }),
        };
        self.portal.store.submit(granted).await.unwrap();
        self.portal.store.size().await.unwrap() - 1
    }

    /// The accounts' own database.
    async fn pool(&self) -> sqlx::SqlitePool {
        let folder = self.folder.path().display();
        let url = format!("sqlite://{folder}/madang.accounts.db");
        sqlx::SqlitePool::connect(&url).await.unwrap()
    }

    /// The mail that waits for an address, the newest last: subject and words.
    async fn mail(&self, address: &str) -> Vec<(String, String)> {
        let pool = self.pool().await;
        let text = "SELECT subject, plain FROM mail WHERE recipient = $1 ORDER BY made";
        let rows = sqlx::query(text).bind(address);
        let rows = rows.fetch_all(&pool).await.unwrap();
        pool.close().await;
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }

    /// The newest mail to an address whose subject begins so, as HTML.
    async fn mail_html(&self, address: &str, begins: &str) -> String {
        let pool = self.pool().await;
        let text = "SELECT html FROM mail WHERE recipient = $1 AND substr(subject, 1, length($2)) = $2 \
                    ORDER BY made DESC LIMIT 1";
        let row = sqlx::query(text).bind(address).bind(begins);
        let row = row.fetch_one(&pool).await.unwrap();
        pool.close().await;
        row.get::<Option<String>, _>(0).unwrap_or_default()
    }

    /// The token of the newest link that was mailed to an address.
    async fn token(&self, address: &str) -> String {
        for (_, plain) in self.mail(address).await.iter().rev() {
            if let Some((_, rest)) = plain.split_once("/account/link?token=") {
                let token: String = rest.chars().take(43).collect();
                let parsed = madang_accounts::Token::parse(&token).unwrap();
                if self.accounts.look_at_link(&parsed).await.unwrap().is_some() {
                    return token;
                }
            }
        }
        panic!("no link was mailed to {address} that works");
    }
}
