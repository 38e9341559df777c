//! Reading what is restricted, for those whose role may still read it.

use madang_database::values;
use madang_programme::content::ContentState;
use madang_programme::{Actor, State};
use madang_record::VisibilityRef;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::error::StoreError;
use crate::kept::parse;
use crate::record::stored::content;

impl Store {
    /// A content of an entry that is restricted to roles, where the reader's is one of them; `None` for every other. Who reads it stands in
    /// the log for security: that it was read is nobody's secret from those whom it concerns.
    ///
    /// # Errors
    /// What the database says.
    pub async fn restricted<T: DeserializeOwned>(
        &self,
        entry: u64,
        name: &str,
        reader: &Actor,
    ) -> Result<Option<T>, StoreError> {
        let role = reader.role.name();
        let became = self.with_state(|state: &State| match state.content(entry, name) {
            Some(ContentState::Restricted { roles, .. }) => {
                Some(roles.iter().any(|known| known == role))
            }
            Some(ContentState::Released { .. } | ContentState::Erased { .. }) => Some(false),
            None => None,
        });
        let became = became.await?;
        let mut lent = self.database().reader().await?;
        let text = "SELECT b.content, e.bytes FROM body b JOIN entry e ON e.idx = b.entry \
                    WHERE b.entry = $1 AND b.name = $2";
        let row = lent.connection().row(text, values![entry, name]).await?;
        let Some(row) = row.filter(|_| became != Some(false)) else {
            return Ok(None);
        };
        let bytes = row.bytes(1)?;
        // Restricted from the beginning, where nothing came of it since.
        let from_birth = || {
            let parsed = parse(entry, &bytes)?;
            let mut bodies = parsed.bodies.iter();
            let own = bodies.find(|body| body.name == name);
            Ok::<bool, StoreError>(own.is_some_and(|own| match &own.visibility {
                VisibilityRef::Restricted { roles } => roles.contains(&role),
                VisibilityRef::Public | VisibilityRef::Sealed { .. } => false,
            }))
        };
        let may = match became {
            Some(may) => may,
            None => from_birth()?,
        };
        if !may {
            return Ok(None);
        }
        tracing::info!(target: "security", %reader, entry, name, "a restricted content was read");
        Ok(Some(content(entry, name, &row.bytes(0)?)?))
    }
}
