//! Accounts over HTTP. Here: a portal with accounts, and a browser that keeps its cookie.

mod entering;
mod own;
mod passkeys;
mod people;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_accounts::{AccountId, Accounts, MailAddress, Scope};
use madang_fixtures::Device;
use madang_portal::{Operator, PortalOptions, router};
use madang_programme::people::{Granted, RoleGranted};
use madang_programme::{Actor, Command, Role};
use madang_store::Submission;
use serde_json::{Value, json};
use sqlx::Row as _;

use crate::common::{self, Answer, Portal};

const ORIGIN: &str = "https://madang.example.org";
const KIM: &str = "kim@example.org";
const LEE: &str = "lee@example.org";
const PASSWORD: &str = "seven brown hens cross";
const MINUTE: u64 = 60_000;

/// A portal with accounts, and a clock for them that stands until it is set.
pub struct Yard {
    pub portal: Portal,
    accounts: Accounts,
    clock: Arc<AtomicU64>,
    folder: tempfile::TempDir,
}

/// A browser: one cookie, and what browsers say of where a form comes from.
#[derive(Clone, Default)]
struct Browser {
    cookie: Option<String>,
    network: &'static str,
}

pub async fn yard() -> Yard {
    let empty = common::empty().await;
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(AtomicU64::new(1_796_083_200_000));
    let url = format!("sqlite://{}/madang.db", folder.path().display());
    let now = Arc::clone(&clock);
    let accounts = Accounts::open(&url, Arc::new(move || now.load(Ordering::SeqCst)));
    let accounts = accounts.await.unwrap();
    let router = router(PortalOptions {
        store: empty.store.clone(),
        registrar_token: None,
        base_url: Some(ORIGIN.to_owned()),
        operator: Operator::default(),
        accounts: Some(accounts.clone()),
    });
    Yard {
        portal: empty.behind(router),
        accounts,
        clock,
        folder,
    }
}

impl Browser {
    async fn send(
        &mut self,
        yard: &Yard,
        request: axum::http::request::Builder,
        body: String,
    ) -> Answer {
        let mut request = request.header(
            "user-agent",
            "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
        );
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        if !self.network.is_empty() {
            let peer = self.network.parse().unwrap();
            let peer = madang_portal::Peer(peer);
            request.extensions_mut().insert(peer);
        }
        let answer = yard.portal.request(request).await;
        let set = answer.header("set-cookie");
        if set.starts_with("__Host-madang=") {
            for promised in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/;"] {
                assert!(set.contains(promised), "{set}");
            }
            let pair = set.split(';').next().unwrap();
            self.cookie = (!set.contains("Max-Age=0")).then(|| pair.to_owned());
        }
        assert_eq!(answer.header("cache-control"), "no-store");
        answer
    }

    async fn get(&mut self, yard: &Yard, address: &str) -> Answer {
        self.send(yard, Request::get(address), String::new()).await
    }

    async fn post(&mut self, yard: &Yard, address: &str, fields: &[(&str, &str)]) -> Answer {
        let request = Request::post(address)
            .header("origin", ORIGIN)
            .header("host", "madang.example.org")
            .header("sec-fetch-site", "same-origin");
        self.send(yard, request, form(fields)).await
    }

    /// Follows the newest link that was mailed to an address, and presses the button.
    async fn follow(&mut self, yard: &Yard, address: &str) -> Answer {
        let token = yard.token(address).await;
        let page = self
            .get(yard, &format!("/ko/account/link?token={token}"))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains(&token));
        self.post(yard, "/ko/account/link", &[("token", &token)])
            .await
    }

    /// Sends what a script sends.
    async fn tell(&mut self, yard: &Yard, address: &str, body: &Value) -> Answer {
        let request = Request::post(address)
            .header("origin", ORIGIN)
            .header("host", "madang.example.org")
            .header("content-type", "application/json")
            .header("sec-fetch-site", "same-origin");
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
        browser
            .post(yard, "/ko/account/register", &[("address", address)])
            .await;
        let answer = browser.follow(yard, address).await;
        assert_eq!(leads(&answer), "/ko/account");
        browser
    }
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

/// Where an answer leads.
fn leads(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location")
}

impl Yard {
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
        let name = self
            .accounts
            .pseudonym(account, &Scope::Roles)
            .await
            .unwrap();
        format!("account-{name}")
    }

    /// Grants a role on the record, as an administrator at the console.
    async fn grant(&self, address: &str, role: Granted, programme: Option<&str>) -> u64 {
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
                institution: None,
            }),
        };
        self.portal.store.submit(granted).await.unwrap();
        let held = self.portal.store.size().await.unwrap();
        held - 1
    }

    /// The mail that waits for an address, the newest last: subject and words.
    async fn mail(&self, address: &str) -> Vec<(String, String)> {
        let url = format!(
            "sqlite://{}/madang.accounts.db",
            self.folder.path().display()
        );
        let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
        let text = "SELECT subject, plain FROM mail WHERE recipient = $1 ORDER BY made";
        let rows = sqlx::query(text).bind(address);
        let rows = rows.fetch_all(&pool).await.unwrap();
        pool.close().await;
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
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
