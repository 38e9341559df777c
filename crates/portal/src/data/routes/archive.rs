//! All downloads in one archive, with a dictionary of their columns.

use axum::BoxError;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use futures_util::StreamExt;
use futures_util::stream::{self, Stream};
use madang_words::Language;

use crate::answers::downloads::{ANSWERS, answers_csv_file};
use crate::commitments::downloads::{self as commitments, COMMITMENTS, REVIEWS};
use crate::frame::app::App;
use crate::frame::csv::{Column, csv, file};
use crate::frame::plain::refusal;
use crate::frame::problem::Problem;
use crate::frame::words::{message, said};
use crate::frame::zip::{self, File};
use crate::model::ProgrammeDetail;
use crate::needs::downloads::{NEEDS, needs_csv_file};
use crate::programmes::downloads::{self as programmes, MEMBERS};
use crate::proposals::downloads::{self as proposals, PROPOSALS};
use crate::proposals::talk_csv::{
    COMMENTS, ENDORSEMENTS, comments_csv_file, endorsements_csv_file,
};
use crate::voices::downloads::{VOICES, voices_csv_file};
use crate::votes::ballots_csv::{BALLOTS, ballots_csv_file};
use crate::votes::downloads::ballots_json_file;
use crate::votes::pabulib::ballots_pb_file;
use crate::votes::tables_csv::{PROJECTS, SCORE_COLUMNS, projects_csv, scores_csv};

/// Every table, by the end of its file's name, with its columns.
pub const TABLES: [(&str, &[Column]); 12] = [
    ("voices.csv", VOICES),
    ("needs.csv", NEEDS),
    ("answers.csv", ANSWERS),
    ("proposals.csv", PROPOSALS),
    ("comments.csv", COMMENTS),
    ("endorsements.csv", ENDORSEMENTS),
    ("members.csv", MEMBERS),
    ("projects.csv", PROJECTS),
    ("ballots.csv", BALLOTS),
    ("scores.csv", SCORE_COLUMNS),
    ("commitments.csv", COMMITMENTS),
    ("reviews.csv", REVIEWS),
];

/// What each column of each table means, as a table.
fn dictionary() -> String {
    let mut text = String::from("\u{feff}file,column,meaning_ko,meaning_en\r\n");
    for (name, columns) in TABLES {
        for column in columns {
            let end = if column.by_language {
                "_ko, _en …"
            } else {
                ""
            };
            let [ko, en] = Language::SPOKEN.map(|lang| csv(&message(lang, column.key, &[])));
            let column = csv(&format!("{}{end}", column.name));
            text.push_str(&format!("{name},{column},{ko},{en}\r\n"));
        }
    }
    text
}

/// A file of the archive that is not read yet.
enum Part {
    Voices(String),
    Needs(String),
    Answers(String),
    Proposals(String),
    Comments(String),
    Endorsements(String),
    Members(String),
    Projects(String, String),
    Ballots(String, String),
    BallotsJson(String, String),
    Pabulib(String, String),
    Scores(String, String),
    Commitments(String),
    Reviews(String),
}

impl Part {
    fn path(&self) -> String {
        match self {
            Part::Voices(id) => format!("programmes/{id}/voices.csv"),
            Part::Needs(id) => format!("programmes/{id}/needs.csv"),
            Part::Answers(id) => format!("programmes/{id}/answers.csv"),
            Part::Proposals(id) => format!("programmes/{id}/proposals.csv"),
            Part::Comments(id) => format!("programmes/{id}/comments.csv"),
            Part::Endorsements(id) => format!("programmes/{id}/endorsements.csv"),
            Part::Members(id) => format!("programmes/{id}/members.csv"),
            Part::Projects(id, vote) => format!("programmes/{id}/{vote}/projects.csv"),
            Part::Ballots(id, vote) => format!("programmes/{id}/{vote}/ballots.csv"),
            Part::BallotsJson(id, vote) => format!("programmes/{id}/{vote}/ballots.json"),
            Part::Pabulib(id, vote) => format!("programmes/{id}/{vote}/ballots.pb"),
            Part::Scores(id, vote) => format!("programmes/{id}/{vote}/scores.csv"),
            Part::Commitments(country) => format!("countries/{country}/commitments.csv"),
            Part::Reviews(country) => format!("countries/{country}/reviews.csv"),
        }
    }

    /// The file as its own address gives it.
    async fn answer(&self, app: &App) -> Result<Response<Body>, Problem> {
        let own = || State(app.clone());
        let vote = |id: &String, vote: &String| Path((id.clone(), vote.clone()));
        match self {
            Part::Voices(id) => voices_csv_file(app, id).await,
            Part::Needs(id) => needs_csv_file(app, id).await,
            Part::Answers(id) => answers_csv_file(app, id).await,
            Part::Proposals(id) => proposals::proposals_csv(own(), Path(id.clone())).await,
            Part::Comments(id) => comments_csv_file(app, id).await,
            Part::Endorsements(id) => endorsements_csv_file(app, id).await,
            Part::Members(id) => programmes::members_csv(own(), Path(id.clone())).await,
            Part::Projects(id, of) => projects_csv(own(), vote(id, of)).await,
            Part::Ballots(id, of) => ballots_csv_file(app, id, of).await,
            Part::BallotsJson(id, of) => ballots_json_file(app, id, of).await,
            Part::Pabulib(id, of) => ballots_pb_file(app, id, of).await,
            Part::Scores(id, of) => scores_csv(own(), vote(id, of)).await,
            Part::Commitments(of) => commitments::commitments_csv(own(), Path(of.clone())).await,
            Part::Reviews(of) => commitments::reviews_csv(own(), Path(of.clone())).await,
        }
    }

    async fn file(self, app: App) -> Result<File, BoxError> {
        let answer = self
            .answer(&app)
            .await
            .map_err(|problem| problem.detail.to_string())?;
        let pieces = answer.into_body().into_data_stream();
        Ok((
            self.path(),
            pieces.map(|piece| piece.map_err(BoxError::from)).boxed(),
        ))
    }
}

/// The files about a programme.
fn of_programme(programme: &ProgrammeDetail) -> Vec<Part> {
    let id = &programme.summary.facts.id;
    let make = [
        Part::Voices,
        Part::Needs,
        Part::Answers,
        Part::Proposals,
        Part::Comments,
        Part::Endorsements,
        Part::Members,
    ];
    let mut parts: Vec<Part> = make.map(|part| part(id.clone())).into();
    for vote in &programme.votes {
        let of = || (id.clone(), vote.facts.id.clone());
        let (programme, vote_id) = of();
        parts.push(Part::Projects(programme, vote_id));
        if vote.ballots_opened.is_some() {
            let make = [
                Part::Ballots,
                Part::BallotsJson,
                Part::Pabulib,
                Part::Scores,
            ];
            parts.extend(make.map(|part| {
                let (programme, vote) = of();
                part(programme, vote)
            }));
        }
    }
    parts
}

async fn parts(app: &App) -> Result<Vec<Part>, Problem> {
    let mut parts = Vec::new();
    for summary in app.store.programmes().await? {
        let programme = app.store.programme(&summary.facts.id).await?;
        parts.extend(programme.iter().flat_map(of_programme));
    }
    for country in app.store.countries().await? {
        parts.push(Part::Commitments(country.country.clone()));
        parts.push(Part::Reviews(country.country));
    }
    Ok(parts)
}

fn files(app: App, parts: Vec<Part>) -> impl Stream<Item = Result<File, BoxError>> + Send {
    let dictionary = zip::whole("columns.csv", dictionary());
    let read = stream::iter(parts).then(move |part| part.file(app.clone()));
    stream::iter([Ok(dictionary)]).chain(read)
}

/// `GET /data.zip`.
pub async fn archive(State(app): State<App>) -> Response<Body> {
    let turn = match app.archives.begin() {
        Ok(turn) => turn,
        Err(refusal) => return *refusal,
    };
    let begun = async {
        let at = app.store.with_state(|state| state.last_at.clone()).await?;
        Ok::<_, Problem>((parts(&app).await?, at))
    };
    match begun.await {
        Ok((parts, at)) => {
            let archive = zip::zip(turn, &at, files(app, parts));
            file("data.zip", "application/zip", archive)
        }
        Err(problem) => {
            let status = problem.status;
            let status = if status.is_server_error() {
                status
            } else {
                StatusCode::INTERNAL_SERVER_ERROR
            };
            refusal(status, &said!("problem-database"))
        }
    }
}
