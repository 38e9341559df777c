//! A small store with something in every state, and a client for the portal over it.

pub mod example;
pub mod postgres;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use madang_fixtures::Programme;
use madang_portal::{Operator, PortalOptions, router};
use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::votes::SCORES;
use madang_programme::votes::selection::{OpenedSheet, compute};
use madang_programme::{Actor, Command, Role};
use madang_record::note::SigningKey;
use madang_store::{OpenOptions, Store, Submission};
use tempfile::TempDir;
use tower::ServiceExt;

use example::{commitments, finished_programme, nothing_yet, open_programme};

pub const TOKEN: &str = "a-token-for-the-tests-of-the-portal";

pub const FINISHED: &str = "kr0018-flagships";

pub const OPEN: &str = "open-vote";

pub const EMPTY: &str = "nothing-yet";

pub const VOTE: &str = "v1";

/// The folder of files in that of a portal.
pub const ATTACHMENTS: &str = "attachments";

/// A portal over a store in a folder of its own.
pub struct Portal {
    pub store: Store,
    pub router: Router,
    _folder: TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the answer is text")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("a header in ASCII"))
    }
}

impl Portal {
    pub async fn request(&self, request: Request<Body>) -> Answer {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX)
            .await
            .expect("the body comes to its end")
            .to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.request(
            Request::get(address)
                .body(Body::empty())
                .expect("a request"),
        )
        .await
    }

    /// A response of which nothing is read yet.
    pub async fn begin(&self, address: &str) -> axum::response::Response {
        let request = Request::get(address).body(Body::empty());
        let request = request.expect("a request");
        let router = self.router.clone();
        router.oneshot(request).await.expect("the router answers")
    }

    /// From the address for whoever runs the server.
    pub async fn admin(&self, address: &str) -> Answer {
        let portal = Portal {
            store: self.store.clone(),
            router: madang_portal::admin_router(self.store.clone()),
            _folder: TempDir::new().expect("a temporary folder"),
        };
        portal.get(address).await
    }

    /// Where its database is.
    pub fn folder(&self) -> &std::path::Path {
        self._folder.path()
    }

    /// The same store behind another router.
    pub fn behind(self, router: Router) -> Portal {
        Portal { router, ..self }
    }

    /// Another portal over the same store, which has looked at nothing yet.
    pub fn again(&self) -> Portal {
        let folder = TempDir::new().expect("a temporary folder");
        portal(self.store.clone(), Some(TOKEN), folder)
    }

    /// Follows redirects.
    pub async fn visit(&self, address: &str) -> Answer {
        let mut address = address.to_owned();
        for _ in 0..5 {
            let answer = self.get(&address).await;
            if !answer.status.is_redirection() || answer.status == StatusCode::NOT_MODIFIED {
                return answer;
            }
            address = answer.header("location").to_owned();
        }
        panic!("{address} leads in circles");
    }
}

/// Which database.
#[derive(Clone, Copy, Debug)]
pub enum Database {
    Sqlite,
    Postgres,
}

/// A portal with nothing on record but the log's beginning.
pub async fn empty() -> Portal {
    empty_in(Database::Sqlite).await
}

pub async fn empty_in(database: Database) -> Portal {
    let folder = TempDir::new().expect("a temporary folder");
    let url = match database {
        Database::Sqlite => format!("sqlite://{}", folder.path().join("madang.db").display()),
        Database::Postgres => postgres::new_database().await,
    };
    empty_at(url, folder).await
}

/// The same in the database of that address.
pub async fn empty_at(url: String, folder: TempDir) -> Portal {
    let key = SigningKey::from_seed("test.example/log", [7; 32]).expect("a key");
    let options = OpenOptions {
        url,
        origin: "test.example/log".to_owned(),
        signing_key: key,
        guard: None,
        accept_older_database: None,
        accept_clock: None,
    };
    let store = Store::open(options).await.expect("the store opens");
    let attachments = folder.path().join(ATTACHMENTS);
    let kept = store.keep_attachments_in(&attachments).await;
    kept.expect("a folder for files");
    portal(store, Some(TOKEN), folder)
}

/// The same portal so many hours later.
pub async fn later(before: Portal, hours: u64) -> Portal {
    before.store.close().await;
    let options = OpenOptions {
        url: format!(
            "sqlite://{}",
            before._folder.path().join("madang.db").display()
        ),
        origin: "test.example/log".to_owned(),
        signing_key: SigningKey::from_seed("test.example/log", [7; 32]).expect("a key"),
        guard: None,
        accept_older_database: None,
        accept_clock: None,
    };
    let now = madang_store::system_clock();
    let clock = std::sync::Arc::new(move || now() + hours * 3_600_000);
    let store = Store::open_with_clock(options, clock)
        .await
        .expect("the store opens");
    let attachments = before._folder.path().join(ATTACHMENTS);
    let kept = store.keep_attachments_in(&attachments).await;
    kept.expect("a folder for files");
    portal(store, Some(TOKEN), before._folder)
}

/// A portal over a store that was opened for reading.
pub async fn read_only() -> Portal {
    let writable = empty().await;
    submit(&writable.store, commitments()).await;
    let url = format!(
        "sqlite://{}",
        writable._folder.path().join("madang.db").display()
    );
    writable.store.close().await;
    let store = Store::open_read_only(&url)
        .await
        .expect("the store opens for reading");
    portal(store, Some(TOKEN), writable._folder)
}

/// A portal with nothing on record, run by somebody.
pub async fn run_by(operator: Operator) -> Portal {
    let with = empty().await;
    with_operator(with.store, Some(TOKEN), with._folder, operator)
}

/// A portal that takes no ballots.
pub async fn without_token() -> Portal {
    let with = empty().await;
    portal(with.store, None, with._folder)
}

fn portal(store: Store, token: Option<&str>, folder: TempDir) -> Portal {
    with_operator(store, token, folder, Operator::default())
}

/// What a portal over a record is made with, without accounts.
pub fn options(store: Store, token: Option<&str>) -> PortalOptions {
    PortalOptions {
        store,
        registrar_token: token.map(str::to_owned),
        base_url: Some("https://madang.example.org".to_owned()),
        operator: Operator::default(),
        accounts: None,
        row_secrets: None,
    }
}

fn with_operator(store: Store, token: Option<&str>, folder: TempDir, operator: Operator) -> Portal {
    let router = router(PortalOptions {
        operator,
        ..options(store.clone(), token)
    });
    Portal {
        store,
        router,
        _folder: folder,
    }
}

/// A portal over the example, with something in every state.
pub async fn example() -> Portal {
    example_in(Database::Sqlite).await
}

/// The same in a database of that kind.
pub async fn example_in(database: Database) -> Portal {
    let portal = empty_in(database).await;
    let store = &portal.store;
    submit(store, commitments()).await;
    submit(store, finished_programme()).await;
    ballots(store, FINISHED, 120).await;
    count(store, FINISHED).await;
    submit(store, open_programme()).await;
    ballots(store, OPEN, 3).await;
    submit(store, vec![nothing_yet("PLN")]).await;
    hide(store).await;
    portal
}

pub fn actor(role: Role) -> Actor {
    Actor::new(role, "test").expect("a pseudonym")
}

/// Records commands, each by a role that may.
pub async fn submit(store: &Store, commands: Vec<Command>) {
    let spoken = |command: &Command| {
        let content = command.content().expect("a content");
        String::from_utf8_lossy(&content).contains("\"channel\":\"portal\"")
    };
    let role = |command: &Command| match command.name() {
        "cast_ballot" => Role::Registrar,
        "issue_cards" => Role::Facilitator,
        "compose_body" | "seat_member" | "fix_criteria" => Role::Administrator,
        // What comes by the portal people say themselves.
        "receive_voice" if spoken(command) => Role::Participant,
        _ => Role::Official,
    };
    let submissions = commands.into_iter().map(|command| Submission {
        actor: actor(role(&command)),
        idempotency_key: None,
        command,
        terms: Default::default(),
    });
    store
        .submit_all(submissions.collect())
        .await
        .expect("the commands are recorded");
}

/// Casts a ballot over HTTP, and gives the answer's status.
pub async fn cast(
    router: Router,
    programme: &str,
    vote: &str,
    token: &str,
    voter: &str,
) -> StatusCode {
    let address = format!("/api/v1/programmes/{programme}/votes/{vote}/ballots");
    let body = serde_json::json!({ "voter": voter, "choices": ["1"] }).to_string();
    let request = Request::post(address)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("idempotency-key", voter);
    let request = request.body(Body::from(body)).expect("a request");
    router
        .oneshot(request)
        .await
        .expect("the router answers")
        .status()
}

/// Casts ballots; but for the finished programme all are for proposal `1`.
pub async fn ballots(store: &Store, programme: &str, voters: usize) {
    let cast = |number: u64, choices: Vec<String>| {
        Programme(programme).cast(VOTE, u128::from(number), &choices)
    };
    let mut commands = Vec::new();
    if programme == FINISHED {
        for ballot in madang_example::ballots(7, voters) {
            commands.push(cast(ballot.voter, ballot.choices));
        }
        // One who votes again, one who names what is not there, one who names nothing.
        commands.push(cast(1, vec!["2".to_owned()]));
        commands.push(cast(
            9001,
            vec!["no-such-project".to_owned(), "3".to_owned()],
        ));
        commands.push(cast(9002, vec![]));
    } else {
        commands.extend((1..=voters as u64).map(|number| cast(number, vec!["1".to_owned()])));
    }
    submit(store, commands).await;
}

/// Closes, opens, computes and publishes.
pub async fn count(store: &Store, programme: &str) {
    let of = Programme(programme);
    submit(store, vec![of.close(VOTE)]).await;
    submit(store, vec![of.open_ballots(VOTE, None)]).await;
    publish(store, programme, VOTE).await;
}

/// Computes and publishes what the opened ballots of a vote select.
pub async fn publish(store: &Store, programme: &str, vote: &str) {
    let ballots = store.opened_ballots(programme, vote).collect().await;
    let ballots = ballots.expect("the ballots are open").into_iter();
    let ballots = ballots.map(Ok::<_, std::convert::Infallible>);
    let state = store.with_state(Clone::clone).await.expect("the state");
    let mut sheets = Vec::new();
    let on_record = &state.vote(programme, vote).expect("the vote").sheets;
    for ((body, member), entry) in on_record {
        let entry = store.entry(*entry).await.expect("the store answers");
        let entry = entry.expect("the sheet is there");
        let content = entry.open_body(SCORES).expect("it is open");
        sheets.push(OpenedSheet {
            body: body.clone(),
            member: member.clone(),
            content: serde_json::from_slice(content).expect("scores"),
        });
    }
    let computed = compute(&state, programme, vote, &sheets, ballots);
    let computed = computed.expect("the selection is computed");
    submit(store, vec![Command::from(computed)]).await;
}

/// Restricts the words of one proposal and erases those of another.
/// A day on which what is hidden now can be looked at again.
pub fn review_by(store: &Store) -> String {
    let today: jiff::civil::Date = store.now()[..10].parse().expect("a day");
    let day = today.saturating_add(jiff::ToSpan::days(300));
    day.to_string()
}

async fn hide(store: &Store) {
    let entry = |id: &'static str| async move {
        store
            .proposal(FINISHED, id)
            .await
            .expect("the store answers")
            .expect("the proposal is there")
            .entry
    };
    let restricted = ContentRestricted {
        entry: entry("5").await,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: review_by(store),
    };
    store
        .restrict(actor(Role::Official), restricted)
        .await
        .expect("the words are restricted");
    let erased = ContentErased {
        entry: entry("6").await,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    store
        .erase(actor(Role::Official), erased)
        .await
        .expect("the words are erased");
}
