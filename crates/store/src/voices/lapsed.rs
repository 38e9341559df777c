//! Voices that were asked for more until a day that is over: none comes any more, so that they wait for their answer again. No entry says
//! so: the day does, in the programme's zone.

use madang_database::{Connection, Value, values};
use madang_programme::State;
use madang_programme::days::day_in;

use super::project::ALL;
use super::read::{condition, standing};
use super::shapes::{VoiceFilter, VoiceStanding};
use crate::Store;
use crate::error::StoreError;

impl Store {
    /// The day that it is in a programme; empty where there is no such one.
    pub(super) async fn today(&self, programme: &str) -> Result<String, StoreError> {
        let now = self.now();
        let today = |state: &State| {
            let zone = &state.programme(programme).ok()?.zone;
            day_in(zone, &now).ok().map(|day| day.to_string())
        };
        Ok(self.with_state(today).await?.unwrap_or_default())
    }

    /// How many voices a programme has standing each way; those without any are left out.
    ///
    /// # Errors
    /// What the database says.
    pub async fn voice_standings(
        &self,
        programme: &str,
    ) -> Result<Vec<(VoiceStanding, u64)>, StoreError> {
        let today = self.today(programme).await?;
        let mut lent = self.database().reader().await?;
        let connection = &mut lent.connection();
        let text = "SELECT state, voices FROM voice_count \
                    WHERE programme = $1 AND facet = $2 AND value = '' AND voices > 0";
        let rows = connection.rows(text, values![programme, ALL]).await?;
        let mut found = rows
            .iter()
            .map(|row| Ok((standing(&row.text(0)?)?, row.number(1)?)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        if found.iter().any(|(of, _)| *of == VoiceStanding::Asked) {
            let asked = VoiceFilter {
                standing: Some(VoiceStanding::Asked),
                ..VoiceFilter::default()
            };
            let lapsed = lapsed(connection, programme, &asked, &today).await?;
            moved(&mut found, lapsed);
        }
        found.sort_unstable();
        Ok(found)
    }
}

/// Counts so many of those that were asked among those that wait.
fn moved(found: &mut Vec<(VoiceStanding, u64)>, lapsed: u64) {
    for (of, number) in found.iter_mut() {
        match of {
            VoiceStanding::Asked => *number = number.saturating_sub(lapsed),
            VoiceStanding::Waiting => *number += lapsed,
            VoiceStanding::Answered | VoiceStanding::Withdrawn => {}
        }
    }
    if found.iter().all(|(of, _)| *of != VoiceStanding::Waiting) {
        found.push((VoiceStanding::Waiting, lapsed));
    }
    found.retain(|(_, number)| *number > 0);
}

/// How many voices wait again, of those that a filter's facets leave: where it asks for such as wait or were asked. There are few
/// that were asked: they are read.
pub(super) async fn lapsed(
    connection: &mut Connection<'_>,
    programme: &str,
    filter: &VoiceFilter,
    today: &str,
) -> Result<u64, StoreError> {
    match filter.standing {
        Some(VoiceStanding::Waiting | VoiceStanding::Asked) => {}
        Some(VoiceStanding::Answered | VoiceStanding::Withdrawn) | None => return Ok(0),
    }
    let mut values = values![programme, VoiceStanding::Asked.name(), today];
    let mut text =
        "SELECT count(*) FROM voice p WHERE p.programme = $1 AND p.state = $2 AND p.until < $3"
            .to_owned();
    for (facet, value) in &filter.facets {
        values.push(value.into());
        let of = condition(*facet, false).replace('$', &format!("${}", values.len()));
        text = format!("{text} AND {of}");
    }
    Ok(connection.number(&text, values).await?)
}

/// The condition of those that wait, or of those that were asked, where some wait again. Written so that the list's order leads: no
/// index has both.
pub(super) fn with_lapsed(standing: Option<VoiceStanding>, today: &str) -> (&'static str, Value) {
    match standing {
        Some(VoiceStanding::Asked) => ("p.state = 'asked' AND p.until >= $", today.into()),
        _ => (
            "p.state || '' IN ('waiting', 'asked') AND p.until < $",
            today.into(),
        ),
    }
}
