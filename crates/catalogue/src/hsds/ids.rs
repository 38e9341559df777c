//! Identifiers: HSDS wants a UUID for everything. Those of a catalogue are made of names (version 5 of RFC 9562, in the namespace of
//! URLs), so that the same service has the same identifiers in every file and on every machine.

use sha1::{Digest, Sha1};

/// The namespace of URLs: 6ba7b811-9dad-11d1-80b4-00c04fd430c8.
const URL: [u8; 16] = [
    0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
];

/// The UUID of `urn:madang:NAME`.
pub(super) fn of_name(name: &str) -> String {
    let digest = Sha1::new()
        .chain_update(URL)
        .chain_update("urn:madang:")
        .chain_update(name)
        .finalize();
    let mut hex = String::with_capacity(36);
    for (at, byte) in digest.iter().take(16).enumerate() {
        let byte = match at {
            6 => byte & 0x0f | 0x50,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(at, 4 | 6 | 8 | 10) {
            hex.push('-');
        }
        hex.push_str(&format!("{byte:02x}"));
    }
    hex
}

/// Whether a text is a UUID.
pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, character)| match at {
            8 | 13 | 18 | 23 => character == '-',
            _ => character.is_ascii_hexdigit(),
        })
}

/// The identifier of a service in HSDS: its own where that is a UUID, as one that came from HSDS has.
pub(super) fn of_service(id: &str) -> String {
    match is_uuid(id) {
        true => id.to_owned(),
        false => of_name(&format!("service:{id}")),
    }
}
