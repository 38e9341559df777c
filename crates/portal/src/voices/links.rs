//! The addresses of voices.

use madang_programme::voices::VoiceFile;

use crate::frame::ui::{FooterLink, step, step_after};
use crate::programmes::links::{api as programme_api, path};

/// Pattern of a programme's voices.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/voices";
/// Pattern of a programme's newest voices as a feed.
pub const FEED: &str = "/programmes/{programme}/voices/feed.atom";
/// Pattern of a voice.
pub const ONE: &str = "/programmes/{programme}/voices/{voice}";

/// Pattern of where one says something.
pub const SPEAK: &str = "/programmes/{programme}/speak";
/// Pattern of where what somebody else said is entered.
pub const ENTER: &str = "/programmes/{programme}/enter";

/// Pattern of a file that came with a voice, by the voice's entry and the file's hash.
pub const ATTACHMENT: &str = "/attachment/{entry}/{hash}";
/// Addresses for programs.
pub const FILES: &[&str] = &["/attachment/"];

/// A file that came with the voice of an entry, at the root.
pub fn attachment(entry: u64, file: &VoiceFile) -> String {
    format!("/{}", file.path(entry))
}

/// Where whoever has a slip's code and not its address types it.
pub const SLIP: &str = "/receipt";
/// The same in the footer.
pub const SLIP_LINK: FooterLink = FooterLink {
    path: SLIP,
    in_language: true,
    key: "voice-slip-find",
};

/// Pattern of where whoever has a slip reads what became of what they said.
pub const RECEIPT: &str = "/receipt/{receipt}";
/// Pattern of what somebody can do with a voice: whoever said it, or an official.
pub const ACTS: &str = "/programmes/{programme}/voices/{voice}/acts";

/// Where somebody reads what they said themselves.
pub const OWN: &str = "/account/voices";

/// Where whoever has a slip reads what became of what they said, by what the record has of its code.
pub fn receipt(receipt: &str) -> String {
    format!("/receipt/{}", step(receipt))
}

/// What somebody can do with a voice.
pub fn acts(programme: &str, id: &str) -> String {
    format!("{}/acts", voice(programme, id))
}

/// Where one says something in a programme.
pub fn speak(programme: &str) -> String {
    format!("{}/speak", path(programme))
}

/// Where one says something of a service.
pub fn speak_of(programme: &str, service: &str) -> String {
    format!("{}?service={}", speak(programme), step(service))
}

/// Where what somebody else said is entered.
pub fn enter(programme: &str) -> String {
    format!("{}/enter", path(programme))
}

/// A programme's voices.
pub fn list(programme: &str) -> String {
    format!("{}/voices", path(programme))
}

/// The voices that an institution is to answer.
pub fn of_institution(programme: &str, institution: &str) -> String {
    format!("{}?institution={}", list(programme), step(institution))
}

/// A programme's newest voices as a feed.
pub fn feed(programme: &str) -> String {
    format!("{}/feed.atom", list(programme))
}

/// A voice's address without its language.
pub fn voice(programme: &str, id: &str) -> String {
    format!("{}/{}", list(programme), step(id))
}

/// Where it is asked what is like what is being typed.
pub fn similar(programme: &str) -> String {
    format!("{}/similar/voices", programme_api(programme))
}

/// A programme's voices in the API.
pub fn api(programme: &str) -> String {
    format!("{}/voices", programme_api(programme))
}

/// The same as CSV.
pub fn csv(programme: &str) -> String {
    format!("{}.csv", api(programme))
}

/// The voice whose page somebody copied the address of, where it is one.
pub fn named(address: &str) -> Option<String> {
    step_after(address, "/voices/")
}
