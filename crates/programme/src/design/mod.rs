//! Design: the phases in which a task force takes something from understanding to delivery, what came of each, and with whom.

pub(crate) mod openness;
mod output_added;
mod phase;
mod phase_closed;
mod phase_started;
mod process_fixed;
mod session_held;
mod state;

pub use output_added::{DesignFigure, DesignOutputAdded, MOST_CITES, MOST_FIGURES, OutputText};
pub use phase::{DesignPhase, DesignProcess, OutputKind, one_of};
pub use phase_closed::{DesignPhaseClosed, DesignVerdict, MOST_ROUNDS, REASON, VerdictReason};
pub use phase_started::DesignPhaseStarted;
pub use process_fixed::{DesignProcessFixed, DesignText, FixProcess};
pub use session_held::{DesignSessionHeld, NEEDED as NEEDED_CLASSES, SessionText};
pub(crate) use state::Designs;
pub use state::{DesignClosed, DesignNext, DesignRound, DesignState};

use crate::fact::events;

events! { Design, "design":
    DesignProcessFixed,
    DesignPhaseStarted,
    DesignOutputAdded,
    DesignSessionHeld,
    DesignPhaseClosed,
}

impl Event {
    /// The programme, and the design that it happened to.
    pub fn design(&self) -> (&str, &str) {
        match self {
            Event::DesignProcessFixed(facts) => (&facts.programme, &facts.id),
            Event::DesignPhaseStarted(facts) => (&facts.programme, &facts.design),
            Event::DesignOutputAdded(facts) => (&facts.programme, &facts.design),
            Event::DesignSessionHeld(facts) => (&facts.programme, &facts.design),
            Event::DesignPhaseClosed(facts) => (&facts.programme, &facts.design),
        }
    }
}
