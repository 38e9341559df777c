//! The home page's address: `/`.

use crate::frame::app::{Answer, Visit};
use crate::home::page::{self, Home};
use crate::model::{EntryFilter, EntryRange};
use crate::programmes::list::{Level, programme_cards};
use crate::programmes::routes::with_what_goes_on;
use crate::record::list::{entry_table, folded};
use crate::record::names::Names;

/// Entries on the home page.
const LATEST: u64 = 8;

/// Programmes that are asked whether they listen; the others are among all of them.
const MOST_LISTENING: usize = 6;

/// Home: its address ends in a slash, so it is routed by itself.
pub async fn home(visit: Visit) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let programmes = visit.store.programmes().await.map_err(failed)?;
    let size = visit.store.size().await.map_err(failed)?;
    let range = EntryRange::Before(Some(size));
    let latest = visit
        .store
        .filtered_entries(range, LATEST, &EntryFilter::default())
        .await
        .map_err(failed)?;
    let names = Names::read(&visit.store, &latest.items)
        .await
        .map_err(failed)?;
    let ui = &visit.ui;
    let mut listening = Vec::new();
    for programme in programmes.iter().take(MOST_LISTENING) {
        let institutions = visit.store.institutions(&programme.facts.id).await;
        if !institutions.map_err(failed)?.is_empty() {
            listening.push(programme);
        }
    }
    let rows = folded(&latest.items, range, true);
    let home = Home {
        size,
        listening: &listening,
        programmes: programme_cards(
            ui,
            &with_what_goes_on(&visit, &programmes).await?,
            Level::Third,
        ),
        latest: (!rows.is_empty()).then(|| entry_table(ui, &ui.t("home-latest"), &rows, &names)),
    };
    Ok(visit.page(&page::view(ui, &home)))
}
