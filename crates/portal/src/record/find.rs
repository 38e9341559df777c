//! *Find my vote*: a receipt, or the number on it, answered with what became of it.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use madang_programme::votes::{BALLOT, BallotContent};
use madang_record::Receipt;
use madang_store::{Store, StoreError};
use maud::{Markup, html};
use multer::{Constraints, Multipart, SizeLimit};

use crate::frame::entries::entry_link;
use crate::frame::form::{self, Field, Sending, error_summary};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{Tone, badge, command};
use crate::frame::query::Query;
use crate::frame::ui::Ui;
use crate::model::EntryDetail;
use crate::record::ballot::{self, Ballot};
use crate::record::labels;
use crate::record::links::{self, crumb, record_tabs};
use crate::record::receipt::{Held, Judged, Refused, judge};
use crate::trace::links::{has_trace, trace_link};

/// The number of an entry.
const ENTRY: Field = Field {
    name: "entry",
    label: "record-find-number",
};

/// A receipt's text.
const RECEIPT: Field = Field {
    name: "receipt",
    label: "record-find-paste",
};

/// A receipt's file.
const FILE: Field = Field {
    name: "file",
    label: "record-find-file",
};

/// What a form is that has no file.
const PLAIN: &str = "application/x-www-form-urlencoded";

/// The longest receipt, in bytes: the body of a request holds no more.
const MOST: u64 = 60 * 1024;

/// What is found about what was asked.
pub enum Answer {
    /// Nothing was asked, or nothing that can be answered.
    None,
    /// A ballot.
    Ballot(Box<Ballot>),
    /// Another entry, which stands on record.
    Entry {
        /// Its index.
        index: u64,
        /// Its kind.
        kind: String,
        /// Whether a receipt was brought for it.
        receipt: bool,
        /// Whether it has a trace.
        traced: bool,
    },
    /// A receipt of this log that the record does not keep.
    Broken {
        /// Where its entry should stand.
        index: u64,
        /// How many entries its checkpoint covers.
        size: u64,
        /// The key of the sentence that says in what.
        text: &'static str,
    },
}

/// What was asked, and the answer.
pub struct Asked {
    /// The fields and what is wrong with them.
    pub query: Query,
    /// The number asked for.
    pub number: Option<u64>,
    /// The text pasted: it comes back where something is wrong with it.
    pub pasted: String,
    /// What the form carries beside its fields.
    pub sending: Sending,
    /// What was found.
    pub answer: Answer,
}

/// Answers a question by number.
///
/// # Errors
/// What the store says.
pub async fn by_number(store: &Store, text: &str) -> Result<Asked, StoreError> {
    let size = store.size().await?;
    let mut query = Query::parse(text);
    let number = query.optional_number(ENTRY, 0..=size.saturating_sub(1));
    let detail = match number {
        Some(number) => store.entry(number).await?,
        None => None,
    };
    let answer = match detail {
        Some(detail) => answer(store, &detail, None).await?,
        None => Answer::None,
    };
    Ok(Asked {
        query,
        number,
        pasted: String::new(),
        sending: Sending::new(None),
        answer,
    })
}

/// Answers a receipt that was pasted or uploaded.
///
/// # Errors
/// What the store says.
pub async fn by_receipt(store: &Store, request: Request) -> Result<Asked, StoreError> {
    let mut asked = Asked {
        query: Query::default(),
        number: None,
        pasted: String::new(),
        sending: Sending::new(None),
        answer: Answer::None,
    };
    let Some((field, text)) = given(request, &mut asked).await else {
        return Ok(asked);
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    // Who has only the number may have put it here.
    if !text.is_empty() && text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return by_number(store, &format!("{}={text}", ENTRY.name)).await;
    }
    match judge(store, text).await? {
        Ok(Judged {
            receipt,
            checkpoint,
            held,
        }) => {
            let (index, size) = (receipt.proof.index, checkpoint.size);
            asked.pasted.clear();
            let broken = |text| Answer::Broken { index, size, text };
            asked.answer = match held {
                Held::Stands(detail) => answer(store, &detail, Some(&receipt)).await?,
                Held::Lost => broken("record-find-lost-text"),
                Held::Changed => broken("record-find-changed-text"),
                Held::Rewritten => broken("record-find-rewritten-text"),
                Held::Forked => broken("record-find-forked-text"),
                Held::OtherKey => broken("record-find-other-key-text"),
            };
        }
        Err(refused) => {
            let (key, found) = match &refused {
                Refused::Unreadable => ("record-find-unreadable", ""),
                Refused::OtherLog { origin } => ("record-find-other-log", origin.as_str()),
                Refused::Altered => ("record-find-altered", ""),
            };
            asked.query.refuse(field, key, found, store.origin());
        }
    }
    Ok(asked)
}

/// The text that was given, with the field it came in; what is wrong with it is noted.
async fn given(request: Request, asked: &mut Asked) -> Option<(Field, String)> {
    let content_type = request.headers().get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or_default().to_owned();
    let given = match multer::parse_boundary(&content_type) {
        Ok(boundary) => fields(request.into_body(), boundary).await,
        // A form that was written by hand, which has no file.
        Err(_) if content_type.starts_with(PLAIN) => plain_fields(request.into_body()).await,
        Err(_) => {
            asked.query.refuse(RECEIPT, "record-find-nothing", "", "");
            return None;
        }
    };
    match given {
        Ok((pasted, file, others)) => {
            asked.query.add(others);
            asked.sending = Sending::read(&mut asked.query, None);
            asked.pasted = String::from_utf8_lossy(&pasted).into_owned();
            let (field, bytes) = match (pasted.trim_ascii().is_empty(), file.is_empty()) {
                (false, false) => {
                    asked.query.refuse(FILE, "record-find-both", "", "");
                    return None;
                }
                (true, true) => {
                    asked.query.refuse(RECEIPT, "record-find-nothing", "", "");
                    return None;
                }
                (false, true) => (RECEIPT, pasted),
                (true, false) => (FILE, file),
            };
            let Ok(text) = String::from_utf8(bytes) else {
                asked.query.refuse(field, "record-find-unreadable", "", "");
                return None;
            };
            Some((field, text))
        }
        Err(error) => {
            // What is cut off by the limit on bodies comes as an error of the stream.
            let long = matches!(
                error,
                multer::Error::FieldSizeExceeded { .. }
                    | multer::Error::StreamSizeExceeded { .. }
                    | multer::Error::StreamReadFailed(_)
            );
            let key = if long {
                "record-find-long"
            } else {
                "record-find-nothing"
            };
            let most = (MOST / 1024).to_string();
            asked.query.refuse(RECEIPT, key, "", most);
            None
        }
    }
}

/// The text and the file of the form, and whatever else it carries.
type Fields = (Vec<u8>, Vec<u8>, Vec<(String, String)>);

/// The same of a form that is sent as the address of a page is written.
async fn plain_fields(body: Body) -> Result<Fields, multer::Error> {
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let bytes = to_bytes(body, most).await;
    let bytes = bytes.map_err(|error| multer::Error::StreamReadFailed(error.into()))?;
    let fields = Query::parse(&String::from_utf8_lossy(&bytes)).into_fields();
    let (pasted, others): (Vec<_>, Vec<_>) = fields
        .into_iter()
        .partition(|(name, _)| name == RECEIPT.name);
    let pasted = pasted
        .into_iter()
        .next_back()
        .map(|(_, text)| text.into_bytes());
    Ok((pasted.unwrap_or_default(), Vec::new(), others))
}

async fn fields(body: Body, boundary: String) -> Result<Fields, multer::Error> {
    let limits = SizeLimit::new().whole_stream(MOST + 4096).per_field(MOST);
    let constraints = Constraints::new().size_limit(limits);
    let stream = body.into_data_stream();
    let mut parts = Multipart::with_constraints(stream, boundary, constraints);
    let (mut pasted, mut file, mut others) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await? {
        let name = part.name().map(str::to_owned);
        let bytes = part.bytes().await?.to_vec();
        match name.as_deref() {
            Some(name) if name == RECEIPT.name => pasted = bytes,
            Some(name) if name == FILE.name => file = bytes,
            Some(name) => others.push((
                name.to_owned(),
                String::from_utf8_lossy(&bytes).into_owned(),
            )),
            None => {}
        }
    }
    Ok((pasted, file, others))
}

async fn answer(
    store: &Store,
    detail: &EntryDetail,
    receipt: Option<&Receipt>,
) -> Result<Answer, StoreError> {
    let own = receipt.and_then(|receipt| {
        let body = receipt.bodies.iter().find(|body| body.name == BALLOT)?;
        serde_json::from_value::<BallotContent>(body.content.clone()).ok()
    });
    if let Some(ballot) = ballot::read(store, detail, own).await? {
        return Ok(Answer::Ballot(Box::new(ballot)));
    }
    let entry = madang_record::EntryRef::parse(&detail.bytes);
    Ok(Answer::Entry {
        index: detail.index,
        traced: entry.as_ref().is_ok_and(|entry| has_trace(entry.subject)),
        kind: entry.map(|entry| entry.kind.to_owned()).unwrap_or_default(),
        receipt: receipt.is_some(),
    })
}

/// The page.
pub fn view(ui: &Ui, asked: &Asked) -> Page {
    let errors = &asked.query.errors;
    let content = html! {
        (error_summary(ui, errors))
        h1 { (ui.t("record-find-title")) }
        @match &asked.answer {
            Answer::None => p.lead { (ui.t("record-find-lead")) },
            answer => (answered(ui, answer)),
        }
        (record_tabs(ui, links::FIND))
        h2 #by-receipt { (ui.t("record-find-by-receipt")) }
        p.prose { (ui.t("record-find-by-receipt-text")) }
        @let fields = html! {
            (form::text_area(ui, errors, RECEIPT, &asked.pasted))
            (form::file_field(ui, errors, FILE, ".json,application/json"))
        };
        (form::sent(&ui.href(links::FIND), true, &asked.sending, fields, &ui.t("record-find-submit")))
        h2 #by-number { (ui.t("record-find-by-number")) }
        p.prose { (ui.t("record-find-by-number-text")) }
        form.stacked method="get" action=(ui.href(links::FIND)) {
            (form::number_field(ui, errors, ENTRY, asked.number))
            div { button type="submit" { (ui.t("record-find-submit")) } }
        }
        h2 #trust { (ui.t("record-find-trust")) }
        p.prose { (ui.t("record-find-trust-text")) }
        (command(&format!("madang verify {} --receipt receipt.json", ui.site.base())))
        p { a href=(ui.href(links::VERIFY)) { (ui.t("record-verify-title")) } }
    };
    Page {
        title: title_of(&[
            asked
                .number
                .map(|index| ui.tf("entry-name", &[("index", ui.number(index).into())]))
                .unwrap_or_default(),
            ui.t("record-find-title"),
        ]),
        description: ui.t("record-find-lead"),
        tab: Some(links::TAB),
        crumbs: vec![crumb(ui), here(html! { (ui.t("record-find-title")) })],
        content,
    }
}

fn answered(ui: &Ui, answer: &Answer) -> Markup {
    html! {
        @match answer {
            Answer::None => {}
            Answer::Ballot(ballot) => (ballot::section(ui, ballot)),
            Answer::Entry { index, kind, receipt, traced } => {
                div.verdict {
                    p.badges { (badge(Tone::Good, &ui.t("record-find-stands"))) }
                    p.lead {
                        @if *receipt { (ui.t("record-find-stands-text")) } @else { (ui.t("record-find-no-ballot")) }
                    }
                    p { (entry_link(ui, *index)) ": " (labels::kind(ui, kind)) }
                    @if *traced { (trace_link(ui, *index)) }
                }
            }
            Answer::Broken { index, size, text } => {
                div.verdict role="alert" {
                    p.badges { (badge(Tone::Bad, &ui.t("record-find-broken"))) }
                    p.lead {
                        (ui.tf(text, &[("index", ui.number(*index).into()), ("size", ui.number(*size).into())]))
                    }
                }
            }
        }
    }
}
