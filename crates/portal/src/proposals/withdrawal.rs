//! A proposal that was withdrawn: who recorded that, when, and why. Records of before have no place for a reason.

use madang_programme::contents::TEXT;
use madang_programme::proposals::WithdrawalText;
use madang_programme::{Event, State, proposals};
use madang_record::EntryRef;
use madang_store::{Store, StoreError};
use madang_words::Text;
use maud::{Markup, html};

use crate::frame::actors::actor;
use crate::frame::entries::entry_link;
use crate::frame::ui::Ui;
use crate::model::{ProposalDetail, read_body};

/// The act that withdrew a proposal.
pub struct Withdrawal {
    entry: u64,
    at: String,
    actor: String,
    why: Why,
}

/// Why it was withdrawn.
enum Why {
    /// Its kind has no place for a reason.
    NoPlace,
    /// The reason is not public.
    Hidden,
    /// The reason.
    Said(Text),
}

/// The act that withdrew a proposal; `None` where it was not withdrawn.
///
/// # Errors
/// What the store says.
pub async fn read(
    store: &Store,
    proposal: &ProposalDetail,
) -> Result<Option<Withdrawal>, StoreError> {
    let (programme, id) = (&proposal.facts.programme, &proposal.facts.id);
    let by = store.with_state(|state: &State| {
        let proposal = state.proposal(programme, id).ok();
        proposal.and_then(|proposal| Some(proposal.left.as_ref()?.0))
    });
    let Some(by) = by.await? else {
        return Ok(None);
    };
    let Some(detail) = store.entry(by).await? else {
        return Ok(None);
    };
    let Ok(entry) = EntryRef::parse(&detail.bytes) else {
        return Ok(None);
    };
    let why = match Event::parse(entry.kind, entry.facts) {
        Ok(Event::Proposals(proposals::Event::ProposalWithdrawn(_))) => Why::NoPlace,
        Ok(Event::Proposals(proposals::Event::ProposalTakenBack(_))) => {
            let text = read_body::<WithdrawalText>(&detail, TEXT);
            text.map_or(Why::Hidden, |text| Why::Said(text.reason))
        }
        _ => return Ok(None),
    };
    Ok(Some(Withdrawal {
        entry: detail.index,
        at: entry.at.to_owned(),
        actor: entry.actor.to_owned(),
        why,
    }))
}

/// Who recorded it, when and where, and why.
pub fn words(ui: &Ui, zone: &str, withdrawal: &Withdrawal) -> Markup {
    let by = [("actor", actor(ui, &withdrawal.actor).into())];
    html! {
        p.prose {
            (ui.tf("proposal-withdrawn-by", &by)) " " (ui.time(&withdrawal.at, zone)) " · " (entry_link(ui, withdrawal.entry)) ". "
            @match &withdrawal.why {
                Why::NoPlace => (ui.t("proposal-withdrawn-no-reason")),
                Why::Hidden => (ui.t("proposal-withdrawn-reason-hidden")),
                Why::Said(reason) => { (ui.t("proposal-withdrawn-reason")) ": " span.words { (ui.words(reason)) } }
            }
        }
    }
}
