//! Voices: what people said, through any channel, until each is answered.

pub mod code;
mod received;
mod state;
mod supplement;
mod transferred;
mod withdrawn;

pub(crate) use received::check_address;
pub use received::{Channel, MOST_TEXT, ReceiveVoice, VoiceReceived, VoiceText};
pub(crate) use state::Voices;
pub use state::{Standing, Supplement, VoiceState};
pub use supplement::{
    MOST_SUPPLEMENT_DAYS, QUESTION, VoiceQuestion, VoiceSupplementAsked, VoiceSupplemented,
};
pub use transferred::{REASON, TransferGround, VoiceTransferReason, VoiceTransferred};
pub use withdrawn::VoiceWithdrawn;

use crate::fact::events;

events! { Voices, "voices":
    VoiceReceived,
    VoiceSupplementAsked,
    VoiceSupplemented,
    VoiceTransferred,
    VoiceWithdrawn,
}
