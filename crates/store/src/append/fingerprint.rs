//! Idempotency keys: what makes two submissions the same.

use madang_programme::{Actor, Command};
use madang_record::hash::sha256;

/// The first half of a SHA-256 hash. Nobody but the actor itself gains from two keys or commands with the same one.
pub(super) type Fingerprint = [u8; 16];

/// In the place of a command of which a part was erased: from the hash of the whole, what is gone could be guessed. Its
/// key still leads to the entry, whatever comes with it.
pub(super) const FORGOTTEN: Fingerprint = [0; 16];

fn fingerprint(bytes: &[u8]) -> Fingerprint {
    let mut half = Fingerprint::default();
    half.copy_from_slice(&sha256(bytes).as_bytes()[..16]);
    half
}

/// Names an actor's key in the database, so that the key itself is not kept.
pub(super) fn of_key(actor: &Actor, key: &str) -> Fingerprint {
    fingerprint(format!("{actor}\n{key}").as_bytes())
}

/// Stands for what a command asks for, so that a key that comes with another command is noticed: its name and content
/// as canonical JSON.
pub(super) fn of_command(command: &Command) -> Fingerprint {
    // What has no canonical form cannot become an entry and is refused when its event is made.
    fingerprint(&command.content().unwrap_or_default())
}

/// The same as it was kept before names and contents were written canonically: databases of that time still know it.
pub(super) fn of_command_before(command: &Command) -> Fingerprint {
    fingerprint(&command.content_as_declared().unwrap_or_default())
}
