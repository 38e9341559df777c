//! Files in forms. A browser that shows a form again has forgotten the files that were chosen: so they are kept, sealed, from the
//! moment they come, and the form carries what opens them. Handlers see a form like any other, and so does what keeps forms whose
//! sender has to sign in first: what stands in the place of each file is the token of it, or why it was not taken.

mod chosen;
mod field;
mod table;

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, Method, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use madang_accounts::{Accounts, AccountsError, Counted, Limit, Token};
use madang_programme::voices::{FileType, MOST_FILE, MOST_FILES, file_name};
use madang_store::Store;
use multer::{Field as Part, Multipart};
use tokio::sync::Semaphore;
use url::form_urlencoded::Serializer;

use crate::frame::bounded::MAX_FORM;
use crate::frame::language;
use crate::frame::person::{self, Peer};
use crate::frame::stripped::stripped;
use chosen::{BYTES, DROPPED, REFUSED, keep_about};
use table::{MOST_TABLE, REFUSED_TABLE};

pub use chosen::{About, Chosen, FILES, KEPT, attached, chosen, sent};
pub use field::{described, files_field};
pub use table::{KEPT_TABLE, TABLE, Table, table, table_field, table_is_done};

/// The most bytes of a form with files that are read: more than it may have, so that whoever chose too long a file is told of that
/// file and loses nothing.
pub const MOST_BODY: usize = 48 << 20;

/// How long a form with files may take to come.
pub const LONGEST: Duration = Duration::from_secs(300);

/// So many such forms are read at once, each with one file in memory.
const AT_ONCE: usize = 8;

/// How long a form waits for its turn.
const WAIT: Duration = Duration::from_secs(20);

/// The most fields of a form.
const MOST_FIELDS: usize = 200;

/// What takes files out of forms.
pub struct Uploads {
    /// Where they are kept.
    pub store: Store,
    /// What counts who sends them.
    pub accounts: Accounts,
    /// The addresses of the forms, without their language.
    pub at: &'static [&'static str],
    /// Turns of reading one.
    pub turns: Arc<Semaphore>,
}

impl Uploads {
    /// Of the forms at some addresses.
    pub fn at(store: Store, accounts: Accounts, at: &'static [&'static str]) -> Uploads {
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Uploads {
            store,
            accounts,
            at,
            turns,
        }
    }
}

/// Whether a request is a form that may have files.
pub fn may_have(at: &[&str], request: &axum::http::Extensions, method: &Method) -> bool {
    let path = request.get::<MatchedPath>().map(MatchedPath::as_str);
    let path = path.and_then(language::split).map(|(_, path)| path);
    method == Method::POST && path.is_some_and(|path| at.contains(&path))
}

/// Around every page: forms with files go on without them.
pub async fn around(
    State(uploads): State<Arc<Uploads>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let boundary = request.headers().get(CONTENT_TYPE);
    let boundary = boundary.and_then(|value| multer::parse_boundary(value.to_str().ok()?).ok());
    let here = may_have(uploads.at, request.extensions(), request.method());
    let Some(boundary) = boundary.filter(|_| here) else {
        return next.run(request).await;
    };
    let (mut parts, body) = request.into_parts();
    let peer = parts.extensions.get::<Peer>().copied();
    let network = person::network(peer, &parts.headers);
    let sender = person::token(&parts.headers);
    let turn = tokio::time::timeout(WAIT, uploads.turns.acquire()).await;
    let Ok(Ok(turn)) = turn else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let mut form = Form::default();
    let parts_of = Multipart::new(body.into_data_stream(), boundary);
    let from = (network.as_str(), sender.as_ref());
    match form.read(&uploads, from, parts_of).await {
        Ok(()) => {}
        Err(Unread::Long) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        // What came before it is not lost.
        Err(Unread::Broken) => form.refuse("broken", ""),
        Err(Unread::Accounts(error)) => {
            tracing::error!(%error, "the accounts failed");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    }
    drop(turn);
    let body = encoded(&form.fields);
    parts.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    next.run(Request::from_parts(parts, Body::from(body))).await
}

fn encoded(fields: &[(String, String)]) -> String {
    let mut encoded = Serializer::new(String::new());
    encoded.extend_pairs(fields);
    encoded.finish()
}

/// Why a form could not be read to its end.
enum Unread {
    /// It is longer than it may be.
    Long,
    /// It is no form, or was broken off.
    Broken,
    Accounts(AccountsError),
}

impl From<multer::Error> for Unread {
    fn from(error: multer::Error) -> Unread {
        match error {
            // What is cut off by the limit on bodies comes as an error of the stream.
            multer::Error::StreamReadFailed(error) if is_limit(&*error) => Unread::Long,
            _ => Unread::Broken,
        }
    }
}

fn is_limit(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut error = Some(error);
    while let Some(this) = error {
        if this.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        error = this.source();
    }
    false
}

/// The fields of a form, as it goes on.
#[derive(Default)]
struct Form {
    fields: Vec<(String, String)>,
    /// Bytes of the fields so far.
    bytes: usize,
}

impl Form {
    fn refuse(&mut self, why: &str, name: &str) {
        let name: String = name.chars().take(100).collect();
        self.fields
            .push((REFUSED.name.to_owned(), format!("{why}:{name}")));
    }

    /// Files that are kept so far.
    fn kept(&self) -> usize {
        let named = |wanted: crate::frame::form::Field| {
            let named = self
                .fields
                .iter()
                .filter(move |(name, _)| name == wanted.name);
            named.map(|(_, value)| value)
        };
        let dropped: Vec<&String> = named(DROPPED).collect();
        named(KEPT).filter(|kept| !dropped.contains(kept)).count()
    }

    async fn read(
        &mut self,
        uploads: &Uploads,
        (network, sender): (&str, Option<&Token>),
        mut parts: Multipart<'_>,
    ) -> Result<(), Unread> {
        while let Some(part) = parts.next_field().await? {
            let name = part.name().unwrap_or_default().to_owned();
            if self.fields.len() >= MOST_FIELDS {
                return Err(Unread::Broken);
            }
            if name == FILES.name {
                self.file(uploads, network, part).await?;
            } else if name == TABLE.name {
                self.table(uploads, (network, sender), part).await?;
            } else if name != REFUSED.name && name != REFUSED_TABLE.name {
                self.field(name, part).await?;
            }
        }
        match self.bytes > MAX_FORM {
            true => Err(Unread::Long),
            false => Ok(()),
        }
    }

    async fn field(&mut self, name: String, mut part: Part<'_>) -> Result<(), Unread> {
        let mut value = Vec::new();
        while let Some(piece) = part.chunk().await? {
            self.bytes += piece.len();
            match self.bytes > MAX_FORM {
                // Read to its end, and not kept.
                true => value = Vec::new(),
                false => value.extend_from_slice(&piece),
            }
        }
        let value = String::from_utf8(value).map_err(|_| Unread::Broken)?;
        self.fields.push((name, value));
        Ok(())
    }

    async fn file(
        &mut self,
        uploads: &Uploads,
        network: &str,
        mut part: Part<'_>,
    ) -> Result<(), Unread> {
        let given = part.file_name().unwrap_or_default().to_owned();
        let (mut bytes, mut length) = (Vec::new(), 0);
        while let Some(piece) = part.chunk().await? {
            length += piece.len();
            match length > MOST_FILE {
                // Read to its end, and not kept.
                true => bytes = Vec::new(),
                false => bytes.extend_from_slice(&piece),
            }
        }
        if given.is_empty() && length == 0 {
            // A browser says so that nothing was chosen.
            return Ok(());
        }
        let why = if length == 0 {
            Some("empty")
        } else if length > MOST_FILE {
            Some("long")
        } else if self.kept() >= MOST_FILES {
            Some("many")
        } else {
            None
        };
        if let Some(why) = why {
            self.refuse(why, &given);
            return Ok(());
        }
        let kept = uploads.keep(network, &given, bytes);
        match kept.await.map_err(Unread::Accounts)? {
            Ok(token) => self.fields.push((KEPT.name.to_owned(), token.text())),
            Err(why) => self.refuse(why, &given),
        }
        Ok(())
    }
}

impl Form {
    /// Keeps a table for whoever is signed in. A field of that name that is no file says what a kept one is called.
    async fn table(
        &mut self,
        uploads: &Uploads,
        (network, sender): (&str, Option<&Token>),
        mut part: Part<'_>,
    ) -> Result<(), Unread> {
        let Some(given) = part.file_name().map(str::to_owned) else {
            return self.field(TABLE.name.to_owned(), part).await;
        };
        let (mut bytes, mut length) = (Vec::new(), 0);
        while let Some(piece) = part.chunk().await? {
            length += piece.len();
            match length > MOST_TABLE {
                // Read to its end, and not kept.
                true => bytes = Vec::new(),
                false => bytes.extend_from_slice(&piece),
            }
        }
        if given.is_empty() && length == 0 {
            return Ok(());
        }
        let kept = match length {
            0 => Ok(Err("empty")),
            length if length > MOST_TABLE => Ok(Err("long")),
            _ => uploads.keep_table((network, sender), bytes).await,
        };
        match kept.map_err(Unread::Accounts)? {
            Ok(token) => {
                let name: String = given
                    .chars()
                    .filter(|c| !c.is_control())
                    .take(100)
                    .collect();
                self.fields.push((KEPT_TABLE.name.to_owned(), token.text()));
                self.fields.push((TABLE.name.to_owned(), name));
            }
            Err(why) => self
                .fields
                .push((REFUSED_TABLE.name.to_owned(), why.to_owned())),
        }
        Ok(())
    }
}

impl Uploads {
    /// Keeps a table of somebody who is signed in; gives what opens it, or why it is not taken.
    async fn keep_table(
        &self,
        (network, sender): (&str, Option<&Token>),
        bytes: Vec<u8>,
    ) -> Result<Result<Token, &'static str>, AccountsError> {
        if self.accounts.count(Limit::Files, &[network]).await? != Counted::Within {
            return Ok(Err("often"));
        }
        let session = match sender {
            Some(sender) => self.accounts.session(sender).await?,
            None => None,
        };
        let token = Token::random()?;
        if session.is_none() {
            // Whoever is not signed in is asked to, and chooses it again: what opens nothing is told as such.
            return Ok(Ok(token));
        }
        let sealed = token.seal(BYTES, &bytes)?;
        drop(bytes);
        Ok(
            match self.store.keep_waiting(Chosen::bytes(&token), sealed).await {
                Ok(true) => Ok(token),
                Ok(false) => Err("room"),
                Err(error) => {
                    tracing::error!(%error, "a table could not be kept");
                    Err("room")
                }
            },
        )
    }

    /// Keeps a file for whoever chose it; gives what opens it, or why it is not taken.
    async fn keep(
        &self,
        network: &str,
        given: &str,
        bytes: Vec<u8>,
    ) -> Result<Result<Token, &'static str>, AccountsError> {
        if self.accounts.count(Limit::Files, &[network]).await? != Counted::Within {
            return Ok(Err("often"));
        }
        let Some(kind) = FileType::sniff(&bytes) else {
            return Ok(Err("type"));
        };
        let Some(bytes) = stripped(kind, bytes) else {
            return Ok(Err("damaged"));
        };
        let about = About {
            name: file_name(given, kind),
            kind,
            bytes: bytes.len() as u64,
            sent: None,
        };
        let token = Token::random()?;
        let sealed = token.seal(BYTES, &bytes)?;
        drop(bytes);
        let kept = match self.store.keep_waiting(Chosen::bytes(&token), sealed).await {
            Ok(true) => keep_about(&self.store, &token, &about).await?,
            other => other,
        };
        Ok(match kept {
            Ok(true) => Ok(token),
            Ok(false) => Err("room"),
            Err(error) => {
                tracing::error!(%error, "a file could not be kept");
                Err("room")
            }
        })
    }
}
