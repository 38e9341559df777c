//! A proposal that was withdrawn: who recorded that, and when. The record has no place for a reason.

use madang_programme::{Event, proposals};
use madang_record::EntryRef;
use madang_store::{Store, StoreError};
use maud::{Markup, html};

use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::ui::Ui;
use crate::model::ProposalDetail;

/// The act that withdrew a proposal.
pub struct Withdrawal {
    entry: u64,
    at: String,
    actor: String,
}

/// Entries that refer to a proposal that are looked through.
const MOST_READ: u64 = 100;

/// The act that withdrew a proposal; `None` where it was not withdrawn.
///
/// # Errors
/// What the store says.
pub async fn read(
    store: &Store,
    proposal: &ProposalDetail,
) -> Result<Option<Withdrawal>, StoreError> {
    let referring = store.references_to(proposal.entry, None, MOST_READ).await?;
    for reference in referring {
        let Some(detail) = store.entry(reference.entry).await? else {
            continue;
        };
        let Ok(entry) = EntryRef::parse(&detail.bytes) else {
            continue;
        };
        let event = Event::parse(entry.kind, entry.facts);
        if let Ok(Event::Proposals(proposals::Event::ProposalWithdrawn(_))) = event {
            return Ok(Some(Withdrawal {
                entry: detail.index,
                at: entry.at.to_owned(),
                actor: entry.actor.to_owned(),
            }));
        }
    }
    Ok(None)
}

/// Who recorded it, when and where.
pub fn words(ui: &Ui, zone: &str, withdrawal: &Withdrawal) -> Markup {
    let by = [("actor", actor(ui, &withdrawal.actor).into())];
    html! {
        p.prose {
            (ui.tf("proposal-withdrawn-by", &by)) " " (ui.time(&withdrawal.at, zone)) " · " (entry_link(ui, withdrawal.entry)) ". "
            (ui.t("proposal-withdrawn-no-reason"))
        }
    }
}
