//! Acts that programs ask for. What a form asks is sent as JSON and goes the form's own way: the same reading, rules, limits and words.
//! What the form's page would say is told as JSON: entries and receipts, or a problem that points to the fields.

use std::future::Future;

use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use madang_record::EntryRef;
use madang_words::Language;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::form_urlencoded;
use utoipa::{IntoResponses, ToSchema};

use crate::accounts::caller::Caller;
use crate::accounts::links::{ACCOUNT, SIGN_IN};
use crate::frame::act::{Mistakes, Recorded};
use crate::frame::api::BASE;
use crate::frame::app::{Answer, App};
use crate::frame::entries::{ReceiptView, entry, entry_api, receipt_for_all, recorded};
use crate::frame::fields::InBoth;
use crate::frame::form::{Field, KEY};
use crate::frame::language;
use crate::frame::problem::{Kind, Problem, Problems, asked};
use crate::frame::query::{FieldError, Query, WHOLE};
use crate::frame::sending::{SURE, SURE_OF_ALL};
use crate::frame::sent;
use crate::frame::warned;
use crate::frame::words::said;

/// A program that asks for an act.
pub struct Asking {
    app: App,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
    /// In whose name.
    pub caller: Caller,
}

impl FromRequest<App> for Asking {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Asking, Problem> {
        let (mut parts, body) = request.into_parts();
        if app.accounts.is_none() {
            return Err(Problem::new(Kind::NotFound, said!("account-api-none")));
        }
        let caller = <Caller as FromRequestParts<App>>::from_request_parts(&mut parts, app).await;
        let mut caller = caller.map_err(|_| unavailable())?;
        caller.visit.ui.lang = asked(&parts.headers);
        let headers = parts.headers.clone();
        let body = Bytes::from_request(Request::from_parts(parts, body), app).await;
        Ok(Asking {
            app: app.clone(),
            headers,
            body,
            caller,
        })
    }
}

fn unavailable() -> Problem {
    Problem::new(Kind::Unavailable, said!("problem-database"))
}

/// Words by language: in one of them at least.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WordsByLanguage {
    /// In Korean.
    #[serde(default)]
    ko: String,
    /// In English.
    #[serde(default)]
    en: String,
}

impl WordsByLanguage {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.ko.trim().is_empty() && self.en.trim().is_empty()
    }

    fn of(&self, language: Language) -> &str {
        match language.spoken() {
            Language::Ko => &self.ko,
            _ => &self.en,
        }
    }
}

/// The fields of a form, as they are filled from JSON.
pub struct Fields {
    language: Language,
    pairs: Vec<(String, String)>,
    words: Vec<String>,
}

impl Fields {
    /// One that says something, or chooses.
    pub fn put(&mut self, field: Field, value: &str) {
        self.pairs.push((field.name.to_owned(), value.to_owned()));
    }

    /// The same of a field that a page makes up itself.
    pub fn put_named(&mut self, name: String, value: String) {
        self.pairs.push((name, value));
    }

    /// The same where something is said.
    pub fn put_some(&mut self, field: Field, value: Option<&str>) {
        value.into_iter().for_each(|value| self.put(field, value));
    }

    /// Words that everybody can read.
    pub fn say(&mut self, field: Field, words: &str) {
        self.put(field, words);
        self.words.push(words.to_owned());
    }

    /// The same in the language of the answer, and in the other one.
    pub fn say_in_both(&mut self, fields: InBoth, words: &WordsByLanguage) {
        let (here, other) = (self.language, language::other(self.language));
        self.say(fields.here, words.of(here));
        self.say(fields.other, words.of(other));
    }
}

/// An act as a program asks for it.
pub trait Asks: DeserializeOwned {
    /// Fills the fields of its form.
    fn fill(&self, fields: &mut Fields);

    /// Where there are more things than its form has room for.
    fn too_many(&self) -> Option<&'static str> {
        None
    }

    /// Where in the JSON stands what the form calls by a name: a JSON pointer (RFC 6901) without its first slash; empty for the whole.
    fn pointer(field: &str) -> String {
        field.strip_suffix("-other").unwrap_or(field).to_owned()
    }
}

/// An entry that was recorded.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneEntry {
    /// Its index.
    entry: u64,
    /// What it is about: `voice:PROGRAMME/ID`, for instance.
    subject: String,
    /// Where it is found.
    links: DoneLinks,
    /// Its receipt, to be kept: it is checked by `madang verify ADDRESS --receipt FILE`.
    #[schema(value_type = ReceiptView)]
    receipt: Value,
}

/// Where an entry is found, and what it is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneLinks {
    /// The entry in the API.
    entry: String,
    /// Its receipt.
    receipt: String,
    /// Its page.
    page: String,
    /// What it is about, in the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
}

/// What the words of an act seem to hold that is not meant for everybody. It is on record all the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct DoneWarning {
    /// What: `mail`, `phone` or `resident`.
    kind: String,
    /// The same for people, with what they can do.
    detail: String,
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct Done {
    /// The entry that holds it.
    #[serde(flatten)]
    first: DoneEntry,
    /// Others that were recorded with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<DoneEntry>,
    /// What its words seem to hold that is not meant for everybody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<DoneWarning>,
}

/// What keeps an act from being done, for the document of the API.
pub struct NotDone;

impl IntoResponses for NotDone {
    fn responses() -> std::collections::BTreeMap<
        String,
        utoipa::openapi::RefOr<utoipa::openapi::response::Response>,
    > {
        let mut all = Problems::<400>::responses();
        all.extend(Problems::<401>::responses());
        all.extend(Problems::<403>::responses());
        all.extend(Problems::<404>::responses());
        all.extend(Problems::<409>::responses());
        all.extend(Problems::<413>::responses());
        all.extend(Problems::<415>::responses());
        all.extend(Problems::<422>::responses());
        all.extend(Problems::<429>::responses());
        all.extend(Problems::<503>::responses());
        all.extend(Problems::<507>::responses());
        all
    }
}

impl Asking {
    /// What is asked, read.
    ///
    /// # Errors
    /// It is not JSON, or not of that shape.
    pub fn read<T: Asks>(self) -> Result<(Read<T>, Caller), Problem> {
        let key = sent::key(&self.headers)?;
        let asked: T = sent::json(&self.headers, self.body)?;
        if let Some(place) = asked.too_many() {
            let mut problem = Problem::new(Kind::Field, said!("problem-act-fields"));
            problem.errors = vec![(pointer(place), said!("problem-act-many"))];
            return Err(problem);
        }
        let read = Read {
            app: self.app,
            key,
            asked,
        };
        Ok((read, self.caller))
    }

    /// What is asked, where nothing is to be recorded.
    ///
    /// # Errors
    /// It is not JSON, or not of that shape.
    pub fn asks<T: DeserializeOwned>(self) -> Result<(T, Caller), Problem> {
        let asked = sent::json(&self.headers, self.body)?;
        Ok((asked, self.caller))
    }
}

/// An act that was read, before it is done.
pub struct Read<T> {
    app: App,
    key: String,
    /// What is asked.
    pub asked: T,
}

impl<T: Asks> Read<T> {
    /// Does it as its form does, to which `form` sends what is asked.
    ///
    /// # Errors
    /// Why it was not done.
    pub async fn by<F>(
        self,
        caller: Caller,
        form: impl FnOnce(Caller, String) -> F,
    ) -> Result<Response<Body>, Problem>
    where
        F: Future<Output = Answer>,
    {
        let language = caller.visit.ui.lang;
        let mut fields = Fields {
            language,
            pairs: Vec::new(),
            words: Vec::new(),
        };
        fields.put(KEY, &self.key);
        fields.put(SURE, SURE_OF_ALL);
        self.asked.fill(&mut fields);
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&fields.pairs)
            .finish();
        let answer = form(caller, body).await;
        let answer = answer.unwrap_or_else(IntoResponse::into_response);
        let entries = entries(&answer);
        if entries.is_empty() {
            return Err(not_done::<T>(&answer));
        }
        let done = Done::read(&self.app, &entries, &fields.words, language).await?;
        let json = serde_json::to_vec(&done).map_err(|_| unwritten(&entries))?;
        let mut response = Response::new(Body::from(json));
        *response.status_mut() = StatusCode::CREATED;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(value) = HeaderValue::from_str(&done.first.links.entry) {
            headers.insert(LOCATION, value);
        }
        Ok(response)
    }
}

/// What a form put on record: its page says it, or the address of the page that it leads to.
fn entries(answer: &Response<Body>) -> Vec<u64> {
    if let Some(Recorded(entries)) = answer.extensions().get() {
        return entries.clone();
    }
    let query = led_to(answer).and_then(|to| to.split_once('?'));
    let query = query.map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    recorded(&mut Query::parse(query))
}

fn led_to(answer: &Response<Body>) -> Option<&str> {
    answer.headers().get(LOCATION)?.to_str().ok()
}

/// Why a form put nothing on record.
fn not_done<T: Asks>(answer: &Response<Body>) -> Problem {
    if let Some(Mistakes(errors)) = answer.extensions().get() {
        return mistaken(errors, T::pointer);
    }
    turned_away(answer)
}

/// Why whoever asks is answered with another page than the one that they asked for.
pub fn turned_away(answer: &Response<Body>) -> Problem {
    if let Some(to) = led_to(answer) {
        let path = to.split('?').next().unwrap_or_default();
        let path = language::split(path).map_or(path, |(_, rest)| rest);
        return match path {
            SIGN_IN if !to.contains("again=1") => {
                Problem::new(Kind::SignIn, said!("account-api-sign-in"))
            }
            SIGN_IN | ACCOUNT => Problem::new(Kind::Passkey, said!("account-api-passkey")),
            _ => Problem::new(Kind::OutOfTurn, said!("account-api-over")),
        };
    }
    match answer.status() {
        StatusCode::FORBIDDEN => Problem::new(Kind::Role, said!("account-api-role")),
        StatusCode::NOT_FOUND => Problem::new(Kind::NotFound, said!("account-api-nothing")),
        StatusCode::SERVICE_UNAVAILABLE => unavailable(),
        status => {
            tracing::error!(%status, "a form answered a program with something unforeseen");
            Problem::new(Kind::Internal, said!("problem-internal"))
        }
    }
}

/// A place in the JSON, as a pointer to it.
fn pointer(place: &str) -> String {
    match place {
        "" => String::new(),
        place => format!("/{place}"),
    }
}

/// What was wrong with what was sent, each with where it stands.
fn mistaken(errors: &[FieldError], place: fn(&str) -> String) -> Problem {
    let kind = errors.iter().find_map(|error| error.kind);
    let kind = kind.unwrap_or(Kind::Field);
    let whole = errors.iter().find(|error| error.field == WHOLE);
    let detail = match (kind, whole) {
        (Kind::KeyReused, _) => said!("problem-key-used"),
        (_, Some(whole)) => whole.message(),
        (_, None) => said!("problem-act-fields"),
    };
    let mut problem = Problem::new(kind, detail);
    let of = |error: &FieldError| match (&error.named, error.field == WHOLE) {
        (Some(named), _) => pointer(&named.replace('.', "/")),
        (None, true) => String::new(),
        (None, false) => pointer(&place(error.field.name)),
    };
    let told = errors.iter().map(|error| (of(error), error.message()));
    problem.errors = told.collect();
    problem
}

fn unwritten(entries: &[u64]) -> Problem {
    let first = entries.first().copied().unwrap_or_default();
    tracing::error!(entry = first, "a receipt could not be written");
    let said = said!("account-api-no-receipt", entry = first);
    Problem::new(Kind::Receipt, said)
}

/// The address in the API of what an entry is about.
fn about(subject: &str) -> Option<String> {
    let (what, id) = subject.split_once(':')?;
    let (programme, id) = id.split_once('/')?;
    let list = match what {
        "voice" => "voices",
        "need" => "needs",
        "proposal" => "proposals",
        _ => return None,
    };
    Some(format!("{BASE}/programmes/{programme}/{list}/{id}"))
}

impl DoneEntry {
    async fn read(app: &App, index: u64, language: Language) -> Result<DoneEntry, Problem> {
        let receipt = receipt_for_all(&app.store, index).await?;
        let receipt = receipt.ok_or_else(|| unwritten(&[index]))?;
        let json = receipt.to_json().map_err(|_| unwritten(&[index]))?;
        let parsed = EntryRef::parse(receipt.entry.as_bytes());
        let subject = parsed.map_or("", |entry| entry.subject).to_owned();
        let api = entry_api(index);
        Ok(DoneEntry {
            entry: index,
            links: DoneLinks {
                receipt: format!("{api}/receipt"),
                entry: api,
                page: format!("/{}{}", language.spoken().tag(), entry(index)),
                about: about(&subject),
            },
            subject,
            receipt: serde_json::from_str(&json).map_err(|_| unwritten(&[index]))?,
        })
    }
}

impl Done {
    async fn read(
        app: &App,
        entries: &[u64],
        words: &[String],
        language: Language,
    ) -> Result<Done, Problem> {
        let first = entries.first().copied().unwrap_or_default();
        let mut also = Vec::new();
        for index in entries.iter().skip(1) {
            also.push(DoneEntry::read(app, *index, language).await?);
        }
        let found = warned::found(&words).into_iter();
        let warnings = found.map(|found| DoneWarning {
            kind: found.name().to_owned(),
            detail: said!("account-api-warned", found = said!(warned::key(found)))
                .in_language(language),
        });
        Ok(Done {
            first: DoneEntry::read(app, first, language).await?,
            also,
            warnings: warnings.collect(),
        })
    }
}
