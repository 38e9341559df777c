//! Mail addresses.

use std::fmt;

use lettre::message::Mailbox;
use unicode_normalization::UnicodeNormalization as _;

/// A mail address, in the one form in which it is kept: NFKC, without spaces around it, in small letters. Nobody has been
/// seen to give two people addresses that differ in capitals alone, and everybody types them as they like.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailAddress(String);

/// The longest address that mail knows, in bytes (RFC 5321, 4.5.3.1.3).
const MOST: usize = 254;

impl MailAddress {
    /// Reads an address as somebody typed it; `None` where it is none.
    pub fn parse(text: &str) -> Option<MailAddress> {
        let text: String = text.trim().nfkc().collect::<String>().to_lowercase();
        let plain = |c: char| !c.is_control() && !c.is_whitespace();
        if text.len() > MOST || !text.chars().all(plain) {
            return None;
        }
        let address: lettre::Address = text.parse().ok()?;
        // A name without a dot is a machine of the operator's own network.
        let (first, last) = address.domain().rsplit_once('.')?;
        (!first.is_empty() && !last.is_empty()).then_some(MailAddress(text))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn mailbox(&self) -> Result<Mailbox, lettre::address::AddressError> {
        Ok(Mailbox::new(None, self.0.parse()?))
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Logs are read by people who need not know whose address it is.
impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_address_however_it_is_typed() {
        let read = |text: &str| MailAddress::parse(text).map(|address| address.0);
        assert_eq!(
            read("  Kim@Example.ORG\n"),
            Some("kim@example.org".to_owned())
        );
        assert_eq!(read("ｋim@example.org"), Some("kim@example.org".to_owned()));
        for bad in [
            "",
            "kim",
            "kim@localhost",
            "kim@example.org, lee@example.org",
            "Kim <kim@example.org>",
            "kim@exam ple.org",
            "kim@example.org\r\nBcc: lee@example.org",
            "kim\0@example.org",
            &format!("{}@example.org", "k".repeat(250)),
        ] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
