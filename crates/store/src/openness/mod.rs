//! What the checks of openness need besides the state: what stands in public words, and the time.

use madang_database::values;
use madang_programme::openness::{Linted, Part, Work, work_in_order};
use madang_programme::people::Grant;
use madang_record::time::format_at;

use crate::Store;
use crate::error::StoreError;
use crate::kept::parse;
use crate::overview::shapes::ProgrammeSummary;

impl Store {
    /// The public contents of a programme in which personal data seem to stand.
    ///
    /// # Errors
    /// What the database says.
    pub async fn linted(&self, programme: &str) -> Result<Vec<Linted>, StoreError> {
        let mut lent = self.database().reader().await?;
        let text = "SELECT p.entry, p.name, e.bytes FROM personal p JOIN act a ON a.entry = p.entry \
                    JOIN entry e ON e.idx = p.entry WHERE a.space = $1 ORDER BY p.entry, p.name";
        let rows = lent.connection().rows(text, values![programme]).await?;
        let linted = rows.iter().map(|row| {
            let (entry, bytes) = (row.number(0)?, row.bytes(2)?);
            let parsed = parse(entry, &bytes)?;
            Ok(Linted {
                programme: programme.to_owned(),
                entry,
                name: row.text(1)?,
                subject: parsed.subject.to_owned(),
                at: parsed.at.to_owned(),
            })
        });
        linted.collect()
    }

    /// The time by the clock that entries get theirs from, UTC, as on the record.
    pub fn now(&self) -> String {
        format_at(self.shared.clock.now()).unwrap_or_default()
    }

    /// What is to be done in each programme in which somebody holds a role, in order, with their part in it: what falls due now and
    /// soon, as the checks of openness find it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn work_of(
        &self,
        roles: &[Grant],
    ) -> Result<Vec<(ProgrammeSummary, Vec<(Work, Part)>)>, StoreError> {
        let now = self.now();
        let mut found = Vec::new();
        for summary in self.programmes_of(roles).await? {
            let id = &summary.facts.id;
            let linted = self.linted(id).await?;
            let work = self.with_state(|state| state.work(id, &linted, &now));
            // A programme that is there has a zone and a time.
            let work = work.await?.unwrap_or_default().into_iter();
            let mut work: Vec<(Work, Part)> = work
                .filter_map(|work| work.part(roles).map(|part| (work, part)))
                .collect();
            work.sort_by(|(one, _), (other, _)| work_in_order(one).cmp(&work_in_order(other)));
            found.push((summary, work));
        }
        Ok(found)
    }

    /// The programmes in which somebody holds a role.
    ///
    /// # Errors
    /// What the database says.
    pub async fn programmes_of(
        &self,
        roles: &[Grant],
    ) -> Result<Vec<ProgrammeSummary>, StoreError> {
        let mut all = self.programmes().await?;
        all.retain(|summary| {
            roles.iter().any(|grant| {
                let there = grant.programme.as_deref();
                there.is_none_or(|there| there == summary.facts.id)
            })
        });
        Ok(all)
    }
}
