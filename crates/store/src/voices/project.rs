//! From what happened to voices to their tables.

use madang_database::{Connection, Rows, Value, values};
use madang_programme::days::day_in;
use madang_programme::voices::{Event, VoiceReceived};
use madang_words::quoted;

use super::shapes::{VoiceFacet, VoiceStanding};
use super::tables::{VOICE, VOICE_COUNT};
use crate::error::StoreError;
use crate::projection::rows::{At, NewRows, Projected, Then, missing};
use crate::words::said;

/// The facet that counts all.
pub(super) const ALL: &str = "all";

pub(crate) fn project(event: &Event, at: &At<'_>, rows: &mut NewRows) -> Projected {
    match event {
        Event::VoiceReceived(e) => {
            received(e, at, rows)?;
            Ok(Then::Added)
        }
        // The state knows whose code is good.
        Event::VoiceCodeRenewed(_) => Ok(Then::Added),
        Event::VoiceSupplementAsked(_)
        | Event::VoiceSupplemented(_)
        | Event::VoiceTransferred(_)
        | Event::VoiceWithdrawn(_) => Ok(Then::Changes),
    }
}

pub(crate) async fn change(
    event: &Event,
    connection: &mut Connection<'_>,
) -> Result<(), StoreError> {
    match event {
        Event::VoiceReceived(_) | Event::VoiceCodeRenewed(_) => Ok(()),
        Event::VoiceSupplementAsked(e) => {
            let asked = Change::Asked(&e.until);
            moved(connection, &e.programme, &e.voice, asked).await
        }
        Event::VoiceSupplemented(e) => {
            let stands = Change::Stands(VoiceStanding::Waiting);
            moved(connection, &e.programme, &e.voice, stands).await
        }
        Event::VoiceTransferred(e) => {
            let goes = Change::GoesTo(&e.to);
            moved(connection, &e.programme, &e.voice, goes).await
        }
        Event::VoiceWithdrawn(e) => {
            let stands = Change::Stands(VoiceStanding::Withdrawn);
            moved(connection, &e.programme, &e.voice, stands).await
        }
    }
}

/// A voice is answered from here on.
pub(crate) async fn answered(
    connection: &mut Connection<'_>,
    programme: &str,
    id: &str,
) -> Result<(), StoreError> {
    let stands = Change::Stands(VoiceStanding::Answered);
    moved(connection, programme, id, stands).await
}

/// A row of the table of voices, as far as it is counted.
struct Counted {
    facets: [String; 6],
    state: String,
}

impl Counted {
    /// Adds its numbers to the table of counts, or takes them away.
    fn rows(&self, programme: &str, change: i64) -> Vec<Vec<Value>> {
        let all = std::iter::once((ALL, ""));
        let facets = VoiceFacet::ALL.into_iter().map(VoiceFacet::column);
        let facets = facets.zip(self.facets.iter().map(String::as_str));
        let row = |(facet, value): (&str, &str)| {
            let mut row = values![programme, facet, value, &self.state];
            row.push(Value::from(change));
            row
        };
        all.chain(facets).map(row).collect()
    }
}

fn received(e: &VoiceReceived, at: &At<'_>, rows: &mut NewRows) -> Result<(), StoreError> {
    let programme = at.state.programme(&e.programme).map_err(missing)?;
    let day = day_in(&programme.zone, &at.state.last_at).map_err(missing)?;
    let of = |value: &Option<String>| value.clone().unwrap_or_default();
    let counted = Counted {
        facets: [
            e.channel.name().to_owned(),
            of(&e.group),
            of(&e.audience),
            of(&e.region),
            day.strftime("%Y-%m").to_string(),
            e.institution.clone(),
        ],
        state: VoiceStanding::Waiting.name().to_owned(),
    };
    for row in counted.rows(&e.programme, 1) {
        rows.push(&VOICE_COUNT, row)?;
    }
    let mut row = values![at.index, &e.programme, &e.id];
    row.extend(counted.facets.iter().map(Value::from));
    row.extend(values![counted.state.as_str(), ""]);
    rows.push(&VOICE, row)
}

/// What changes of a voice.
enum Change<'a> {
    Stands(VoiceStanding),
    /// It was asked for more, until a day.
    Asked(&'a str),
    GoesTo(&'a str),
}

/// Changes a voice's row, and the counts that it is in.
async fn moved(
    connection: &mut Connection<'_>,
    programme: &str,
    id: &str,
    change: Change<'_>,
) -> Result<(), StoreError> {
    let columns = VoiceFacet::ALL.map(VoiceFacet::column).join(", ");
    let text = format!(
        "SELECT entry, state, until, {columns} FROM voice WHERE programme = $1 AND id = $2"
    );
    let row = connection.row(&text, values![programme, id]).await?;
    let row =
        row.ok_or_else(|| StoreError::damaged(said!("store-voice-missing", id = quoted(id))))?;
    let (entry, state, mut until) = (row.number(0)?, row.text(1)?, row.text(2)?);
    let mut facets: [String; 6] = Default::default();
    for (facet, column) in facets.iter_mut().zip(3..) {
        *facet = row.text(column)?;
    }
    let mut counted = Counted { facets, state };
    let mut rows = Rows::new(&VOICE_COUNT);
    for row in counted.rows(programme, -1) {
        rows.push(row)?;
    }
    // One row a key and statement.
    rows.write(connection).await?;
    match change {
        Change::Stands(standing) => {
            standing.name().clone_into(&mut counted.state);
            until.clear();
        }
        Change::Asked(day) => {
            VoiceStanding::Asked.name().clone_into(&mut counted.state);
            day.clone_into(&mut until);
        }
        Change::GoesTo(institution) => counted.facets[5] = institution.to_owned(),
    }
    for row in counted.rows(programme, 1) {
        rows.push(row)?;
    }
    rows.write(connection).await?;
    let text = "UPDATE voice SET state = $2, institution = $3, until = $4 WHERE entry = $1";
    let values = values![entry, &counted.state, &counted.facets[5], &until];
    connection.execute(text, values).await?;
    Ok(())
}
