//! Why words cannot be read, where they would stand: who hid or erased them, on which ground, and when that is looked at again. A page
//! reads it for the entries whose words it shows, once; wherever one of them has none to show, it is said the same way.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use madang_programme::State;
use madang_programme::content::{ContentState, Ground};
use madang_record::Entry;
use madang_store::StoreError;
use maud::{Markup, html};

use crate::frame::actors::actor;
use crate::frame::app::Visit;
use crate::frame::entries::entry_link;
use crate::frame::format::partial_date;
use crate::frame::ground::ground_word;
use crate::frame::ui::Ui;

/// The contents that pages show the words of.
const NAMES: [&str; 4] = ["text", "reason", "question", "named"];

/// What became of a content, and who did it.
#[derive(Clone, Debug)]
struct Why {
    state: ContentState,
    actor: Option<String>,
}

/// What a page knows of contents that cannot be read, by their entry and name.
#[derive(Clone, Debug, Default)]
pub struct Hidden(Arc<Mutex<BTreeMap<(u64, String), Why>>>);

impl Visit {
    /// Reads why the words of these entries cannot be read, of those that cannot, for the page that is made.
    ///
    /// # Errors
    /// What the store says.
    pub async fn tell_hidden(
        &self,
        entries: impl IntoIterator<Item = u64>,
    ) -> Result<(), StoreError> {
        let entries = entries.into_iter();
        let contents = entries.flat_map(|entry| NAMES.map(|name| (entry, name.to_owned())));
        self.tell_hidden_contents(contents.collect()).await
    }

    /// The same of contents by their entry and name.
    ///
    /// # Errors
    /// What the store says.
    pub async fn tell_hidden_contents(
        &self,
        contents: Vec<(u64, String)>,
    ) -> Result<(), StoreError> {
        let found = self.store.with_state(|state: &State| {
            let marked = contents.iter().filter_map(|(entry, name)| {
                let state = state.content(*entry, name)?;
                Some(((*entry, name.clone()), state.clone()))
            });
            marked.collect::<Vec<_>>()
        });
        for (of, state) in found.await? {
            let by = self.store.entry(state.by()).await?;
            let by = by.and_then(|by| Entry::from_bytes(&by.bytes).ok());
            let actor = by.map(|by| by.actor.to_string());
            let mut known = self
                .ui
                .hidden
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            known.insert(of, Why { state, actor });
        }
        Ok(())
    }
}

/// That the words of an entry cannot be read: by whom, by which entry, on which ground, and when that is looked at again.
pub fn hidden_words(ui: &Ui, entry: u64, name: &str) -> Markup {
    let known = ui.hidden.0.lock().unwrap_or_else(PoisonError::into_inner);
    let mut known = known.iter();
    let why = known.find(|((of, named), _)| *of == entry && *named == name);
    let why = why.map(|(_, why)| why);
    let ground = |key: &str, ground: Ground| {
        let ground = [("ground", ground_word(ui, ground).into())];
        ui.tf(key, &ground)
    };
    let by = |why: &Why, by: u64| {
        html! {
            @if let Some(who) = &why.actor { (ui.tf("words-decided-by", &[("actor", actor(ui, who).into())])) " " }
            (entry_link(ui, by))
        }
    };
    html! {
        p.notice {
            @match why.map(|why| (why, &why.state)) {
                Some((why, ContentState::Restricted { by: entry, ground: on, review_by, .. })) => {
                    (ground("words-restricted", *on)) " "
                    (ui.tf("words-review", &[("day", partial_date(ui.lang, review_by).into())])) " "
                    (by(why, *entry))
                },
                Some((why, ContentState::Erased { by: entry, ground: on })) => {
                    (ground("words-erased", *on)) " " (by(why, *entry))
                },
                Some((_, ContentState::Released { .. })) | None => (ui.t("words-hidden")),
            }
        }
    }
}
