//! Somebody stands behind a proposal, or does so no more.

use axum::extract::Path;
use madang_accounts::Limit;
use madang_programme::proposals::{EndorsementWithdrawn, ProposalEndorsed};
use madang_programme::{Actor, Command};

use super::take_part::{Act, Typed, VERSION, recorded};
use super::{of_endorsement, proposal_of, speaker};
use crate::accounts::caller::{Caller, Signed, signed};
use crate::frame::app::{Answer, Failure};
use crate::frame::form::Sending;
use crate::frame::problem::Kind;
use crate::frame::query::{Query, WHOLE};
use crate::model::ProposalDetail;

type Named = Path<(String, String)>;

fn version(query: &mut Query) -> u32 {
    let version = query.number(VERSION, 1..=u64::from(u32::MAX), 1);
    version.try_into().unwrap_or(u32::MAX)
}

/// Endorses it.
pub async fn endorse(caller: Caller, Path(named): Named, body: String) -> Answer {
    endorsement_sent(caller, named, body, true).await
}

/// Takes an endorsement back.
pub async fn unendorse(caller: Caller, Path(named): Named, body: String) -> Answer {
    endorsement_sent(caller, named, body, false).await
}

async fn endorsement_sent(
    caller: Caller,
    (programme, id): (String, String),
    body: String,
    endorses: bool,
) -> Answer {
    let of = proposal_of(&caller, &programme, &id).await?;
    let who = signed!(caller.whole());
    let mut query = Query::parse(&body);
    let sending = Sending::read(&mut query, None);
    let version = version(&mut query);
    // The record cannot tell: they proposed it under another name.
    if endorses && speaker(&caller, who, &of).await?.is_some() {
        query.refuse_as(Kind::Role, (WHOLE, "proposal-form-endorse-own"), "");
    }
    let scope = of_endorsement(&programme, &id);
    let known = caller.known_participant(who, &scope).await?;
    let once = (known.as_ref(), &sending);
    let within = query.errors.is_empty() && within(&caller, who, &of, &mut query, once).await?;
    let actor = match within {
        true => Some(caller.participant(who, &scope).await?),
        false => None,
    };
    let (of, proposal) = (programme.clone(), id.clone());
    let command = match endorses {
        true => Command::plain(ProposalEndorsed {
            programme: of,
            proposal,
            version,
        }),
        false => Command::plain(EndorsementWithdrawn {
            programme: of,
            proposal,
            version,
        }),
    };
    let act = Act {
        actor,
        sending,
        command,
    };
    let asked = (query, Typed::default());
    recorded(&caller, who, (&programme, &id), act, asked).await
}

/// Counts an endorsement that is given or taken back; what is too much is noted.
async fn within(
    caller: &Caller,
    who: &Signed,
    proposal: &ProposalDetail,
    query: &mut Query,
    once: (Option<&Actor>, &Sending),
) -> Result<bool, Failure> {
    let (counted, entry) = (who.account().counted_by(), proposal.entry.to_string());
    let limits = [
        (Limit::Endorsements, vec![counted.as_str()]),
        (Limit::SameEndorsement, vec![counted.as_str(), &entry]),
    ];
    caller.within_once(query, WHOLE, &limits, once).await
}
