//! The home page's address: `/`.

use crate::frame::app::{Answer, Visit};
use crate::home::page;
use crate::programmes::list::{Level, programme_cards};
use crate::record::list::entry_table;

/// Home: its address ends in a slash, so it is routed by itself.
pub async fn home(visit: Visit) -> Answer {
    let failed = |error| visit.store_failed(&error);
    let programmes = visit.store.programmes().await.map_err(failed)?;
    let latest = visit
        .store
        .latest_entries(None, 8, None)
        .await
        .map_err(failed)?;
    let ui = &visit.ui;
    let cards = programme_cards(ui, &programmes, Level::Third);
    let entries =
        (!latest.items.is_empty()).then(|| entry_table(ui, &ui.t("home-latest"), &latest.items));
    Ok(visit.page(&page::view(ui, latest.total, cards, entries)))
}
