//! The members of a programme's bodies as a table.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use madang_words::Language;

use crate::frame::app::App;
use crate::frame::csv::{Column, column, csv, csv_words, head, line, table, worded, words};
use crate::frame::problem::{Problem, Problems};
use crate::frame::shapes::name;
use crate::model::ProgrammeDetail;
use crate::programmes::api::programme_of;

/// The columns of the members.
pub const MEMBERS: &[Column] = &[
    column("body", "programme-column-body"),
    column("body_kind", "programme-column-body-kind"),
    worded("body_name", "programme-column-body-name"),
    column("member", "programme-column-member"),
    column("class", "programme-column-class"),
    worded("post", "programme-column-post"),
    column("name", "programme-column-name"),
    worded("interests", "programme-column-interests"),
    column("entry", "programme-column-entry"),
    column("from", "programme-column-from"),
    column("until", "programme-column-until"),
];

/// The languages of a programme: those that its title is in.
pub fn languages(programme: &ProgrammeDetail) -> Vec<Language> {
    let text = programme.summary.text.as_ref();
    let known: Vec<Language> = text
        .map(|text| text.title.0.keys().copied().collect())
        .unwrap_or_default();
    if known.is_empty() {
        return vec![Language::Ko, Language::En];
    }
    known
}

/// The same, and those of the interface: people speak in any of them.
pub fn spoken(programme: &ProgrammeDetail) -> Vec<Language> {
    let mut languages = languages(programme);
    let others = Language::SPOKEN.into_iter();
    let others: Vec<Language> = others.filter(|lang| !languages.contains(lang)).collect();
    languages.extend(others);
    languages
}

/// The members of a programme's bodies as CSV.
#[utoipa::path(
    get, path = "/programmes/{programme}/members.csv", operation_id = "getMembersCsv", tag = "programmes",
    params(("programme" = String, Path, description = "The programme's identifier.")),
    responses(
        (status = 200, description = "Every member, also those who left: body, class, post; name and interests where they are public; from and until when.", body = String, content_type = "text/csv"),
        Problems<404>,
    )
)]
pub async fn members_csv(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let programme = programme_of(&app, &id).await?;
    let languages = languages(&programme);
    let mut text = head(MEMBERS, &languages);
    for body in &programme.bodies {
        for member in body.members.iter().chain(&body.former) {
            let person = member.person.as_ref();
            let mut fields = vec![csv(&body.facts.id), name(&body.facts.kind)];
            fields.extend(words(Some(&body.facts.name), &languages));
            fields.extend([csv(&member.facts.member), name(&member.facts.class)]);
            fields.extend(words(person.map(|person| &person.post), &languages));
            let own = person.and_then(|person| person.name.as_deref());
            fields.push(csv_words(own.unwrap_or_default()));
            let interests = person.and_then(|person| person.interests.as_ref());
            fields.extend(words(interests, &languages));
            fields.push(member.entry.to_string());
            fields.push(member.at.clone());
            let left = member.left.as_ref();
            fields.push(left.map(|left| left.at.clone()).unwrap_or_default());
            text.push_str(&line(&fields));
        }
    }
    Ok(table(&format!("{id}-members"), text))
}
