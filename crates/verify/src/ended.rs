//! Which later entry ended one of which the state keeps nothing then: an endorsement, a member's seat, a role.

use madang_programme::Event;
use madang_programme::becomes::{Becomes, Ended as Ends};

/// The entry of a receipt, and the first that ended it of those that the state knows nothing of any more.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    own: Option<(Event, String)>,
    by: Option<u64>,
}

impl Ended {
    /// Takes the entry `index`, where the entry `of` is asked after.
    pub(crate) fn meet(&mut self, of: u64, index: u64, (event, actor): (&Event, &str)) {
        match &self.own {
            _ if index == of => self.own = Some((event.clone(), actor.to_owned())),
            Some((own, by)) if self.by.is_none() && ends((of, own, by), event, actor) => {
                self.by = Some(index);
            }
            Some(_) | None => {}
        }
    }

    /// The entry that ended it.
    pub(crate) fn by(&self) -> Option<u64> {
        self.by
    }
}

/// Whether a later entry of `actor` ends the entry `of`, which is `own` and by somebody. Of everything else the state tells what became
/// of it.
fn ends((of, own, by): (u64, &Event, &str), later: &Event, actor: &str) -> bool {
    let Becomes::Ends(ended) = later.fact().becomes() else {
        return false;
    };
    let own = own.fact().becomes();
    match ended {
        Ends::Role(granted) => granted == of,
        Ends::Member(left) => matches!(own, Becomes::Member(seat) if seat == left),
        Ends::Endorsement(programme, proposal) => {
            by == actor
                && matches!(own, Becomes::Endorsement(own)
                    if (own.programme.as_str(), own.proposal.as_str()) == (programme, proposal))
        }
    }
}
