//! Voices: what people said, through any channel, until each is answered.

mod card;
pub mod code;
mod code_renewed;
mod file;
mod received;
mod state;
mod supplement;
mod transferred;
mod withdrawn;

pub use card::{CardProof, card_root};
pub use code_renewed::VoiceCodeRenewed;
pub use file::{FileType, MOST_FILE, MOST_FILE_NAME, MOST_FILES, VoiceFile, file_name, files_of};
pub use received::{
    Channel, MOST_TEXT, ReceiveVoice, SpokenOf, VoiceReceived, VoiceText, VoiceWords,
    check_address, check_receipt, check_region,
};
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
    VoiceCodeRenewed,
    VoiceSupplementAsked,
    VoiceSupplemented,
    VoiceTransferred,
    VoiceWithdrawn,
}

impl Event {
    /// Whether its words may come with files.
    pub fn has_files(&self) -> bool {
        match self {
            Event::VoiceReceived(_) | Event::VoiceSupplemented(_) => true,
            Event::VoiceCodeRenewed(_)
            | Event::VoiceSupplementAsked(_)
            | Event::VoiceTransferred(_)
            | Event::VoiceWithdrawn(_) => false,
        }
    }
}
