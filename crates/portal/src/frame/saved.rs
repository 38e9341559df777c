//! What somebody is writing and saves for later: off the record, sealed, for nobody else, for thirty days. Any form that carries the
//! button can be saved; nothing else is asked of its handler than to read it by [`Sending`](crate::frame::form::Sending).

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode};
use madang_accounts::{AccountId, AccountsError, SAVED_LASTS, SavedForm};
use madang_record::time::format_at;
use madang_words::shortened;
use maud::{Markup, html};

use crate::frame::bounded::USUAL_FORM;
use crate::frame::draft::Drafts;
use crate::frame::form::{Field, KEY, RETURNED, carried};
use crate::frame::format::{ZONE, date_time};
use crate::frame::language;
use crate::frame::person;
use crate::frame::query::{self, Query};
use crate::frame::ui::Ui;

/// That it is to be kept, and not sent.
const SAVE: Field = Field::for_programs("save");

/// That a form can be saved: what was is done with once it is sent.
const SAVES: Field = Field::for_programs("saves");

/// What gives a form back that was saved.
const SAVED: Field = Field::for_programs("saved");

/// By which a form that was saved comes back.
const RETURNS: &str = "saved";

/// By which one comes back that is too long to be saved.
const LONG: &str = "long";

/// The button that saves a form, after the one that sends it.
pub fn button(ui: &Ui) -> Markup {
    html! {
        input type="hidden" name=(SAVES.name) value="1";
        button.button-plain type="submit" name=(SAVE.name) value="1" formnovalidate
            formenctype="application/x-www-form-urlencoded" { (ui.t("form-save")) }
    }
}

/// Which form is thrown away.
pub const PLACE: Field = Field::for_programs("place");

/// Letters of what was typed that are shown of a form.
const SHOWN: usize = 80;

/// Fields by whose words one knows a form again.
const TELLING: [&str; 5] = ["title", "text", "summary", "reason", "comment"];

/// The button that throws away what was saved of the form of this page.
pub fn throw_away_this(ui: &Ui) -> Markup {
    throw_away(ui, &place(&ui.path), "")
}

fn throw_away(ui: &Ui, place: &str, about: &str) -> Markup {
    html! {
        form method="post" action=(ui.href(ui.site.saved)) {
            (carried(PLACE, place))
            button.button-plain type="submit" {
                (ui.t("form-saved-drop"))
                @if !about.is_empty() { span.sr-only { ": " (about) } }
            }
        }
    }
}

/// Forms that somebody saved: where each is given back, until when it is kept, and the button that throws it away.
pub fn list(ui: &Ui, saved: &[SavedForm]) -> Markup {
    let day =
        |time: u64| format_at(time).map_or_else(String::new, |at| date_time(ui.lang, &at, ZONE));
    let given_back = place("");
    html! {
        @if saved.is_empty() {
            p.muted { (ui.t("form-saved-none")) }
        } @else {
            ul.steps-of #saved-forms {
                @for form in saved {
                    @let of = form.place.strip_suffix(&given_back).unwrap_or(&form.place);
                    @let words = told_by(&form.fields);
                    li {
                        p {
                            a href=(ui.href(&form.place)) { @if words.is_empty() { (of) } @else { span.words { (words) } } }
                            @if !words.is_empty() { " " span.muted { (of) } }
                            " · "
                            (ui.tf("form-saved-until", &[("since", day(form.saved).into()), ("until", day(form.saved.saturating_add(SAVED_LASTS)).into())]))
                        }
                        (throw_away(ui, &form.place, if words.is_empty() { of } else { &words }))
                    }
                }
            }
        }
    }
}

/// The first words that were typed into a form; empty where there are none.
fn told_by(fields: &str) -> String {
    let mut fields = Query::parse(fields);
    let words = TELLING.into_iter();
    let mut words = words.map(|name| fields.text(Field::for_programs(name)));
    let words = words.find(|words| !words.trim().is_empty());
    words.map_or_else(String::new, |words| shortened(&words, SHOWN))
}

/// Where a form that was saved is given back, and under what it is kept.
fn place(path: &str) -> String {
    format!("{path}?{}=1", SAVED.name)
}

/// Whether a form that comes back was saved, by what it carries.
pub fn is_kept(returned: &str) -> bool {
    returned == RETURNS
}

/// Whether a form that comes back was too long to be saved, by what it carries.
pub fn is_long(returned: &str) -> bool {
    returned == LONG
}

impl Drafts {
    async fn account(&self, request: &Parts) -> Result<Option<AccountId>, AccountsError> {
        let Some(token) = person::token(&request.headers) else {
            return Ok(None);
        };
        let session = self.accounts.session(&token).await?;
        Ok(session.map(|session| session.account))
    }

    /// Keeps a form that was sent to be saved, and leads to where it is given back. What nobody who is signed in sends goes its way.
    pub(super) async fn save(
        &self,
        path: &str,
        request: &Parts,
        body: &[u8],
    ) -> Result<Option<Response<Body>>, AccountsError> {
        let Ok(body) = std::str::from_utf8(body) else {
            return Ok(None);
        };
        let mut query = Query::parse(body);
        if query.text(SAVE).is_empty() || query.text(KEY).is_empty() {
            return Ok(None);
        }
        let Some(account) = self.account(request).await? else {
            return Ok(None);
        };
        if body.len() > USUAL_FORM {
            let body = format!("{body}&{}={LONG}", RETURNED.name);
            return self.shown_again(body, path, request).await.map(Some);
        }
        let kept = query.carried(&[SAVE.name, RETURNED.name]);
        let place = place(path);
        let fields = query::write(&kept);
        self.accounts.save_form(account, &place, &fields).await?;
        let language = language::split(request.uri.path()).map(|(language, _)| language);
        let language = language.map_or("", |language| language.tag());
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        let target = HeaderValue::from_str(&format!("/{language}{place}"));
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Ok(target) = target {
            headers.insert(LOCATION, target);
        }
        Ok(Some(response))
    }

    /// The page of a form as it was saved; `None` where it was not asked for, or nothing was.
    pub(super) async fn give_saved(
        &self,
        path: &str,
        request: &Parts,
    ) -> Result<Option<Response<Body>>, AccountsError> {
        let asked = Query::parse(request.uri.query().unwrap_or_default()).text(SAVED);
        if asked.is_empty() {
            return Ok(None);
        }
        let Some(account) = self.account(request).await? else {
            return Ok(None);
        };
        let kept = self.accounts.saved_form(account, &place(path)).await?;
        let Some(kept) = kept else {
            return Ok(None);
        };
        let body = format!("{}&{}={RETURNS}", kept.fields, RETURNED.name);
        self.shown_again(body, path, request).await.map(Some)
    }

    /// Forgets what was saved of a form that is done with: it leads to another page than those on which one signs in.
    pub(super) async fn done_with(
        &self,
        path: &str,
        request: &Parts,
        body: &[u8],
        to: Option<String>,
    ) -> Result<(), AccountsError> {
        let done = to.is_some_and(|to| to != self.sign_in && to != self.account);
        let carried = std::str::from_utf8(body).unwrap_or_default();
        if !done || Query::parse(carried).text(SAVES).is_empty() {
            return Ok(());
        }
        let Some(account) = self.account(request).await? else {
            return Ok(());
        };
        self.accounts.drop_form(account, &place(path)).await
    }
}
