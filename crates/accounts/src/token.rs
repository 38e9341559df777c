//! Secrets that somebody holds and we only recognise.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::error::AccountsError;

/// A secret of 256 random bits: a session's, a link's. Only its SHA-256 is kept; with so many bits that tells nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// A new one.
    ///
    /// # Errors
    /// A system that gives no random numbers.
    pub fn random() -> Result<Token, AccountsError> {
        random().map(Token)
    }

    /// Reads one as [`Token::text`] gives it.
    pub fn parse(text: &str) -> Option<Token> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Token)
    }

    /// The token itself, 43 characters of `A–Z a–z 0–9 - _`: for its holder alone.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The one that the accounts keep for themselves, from its bytes.
    pub(crate) fn of_secret(secret: &[u8]) -> Option<Token> {
        secret.try_into().ok().map(Token)
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(secret)")
    }
}

/// So many random bytes.
pub(crate) fn random<const BYTES: usize>() -> Result<[u8; BYTES], AccountsError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(AccountsError::Random)?;
    Ok(bytes)
}

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of hexadecimal digits as [`hex`] writes them.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_shows_itself_to_nobody() {
        let token = Token::random().expect("random numbers");
        let text = token.text();
        assert_eq!(text.len(), 43);
        assert_eq!(Token::parse(&text), Some(token.clone()));
        assert!(!format!("{token:?}").contains(&text));
        assert_ne!(Token::random().expect("random numbers"), token);
        for bad in ["", "abc", &format!("{text}A"), &text[1..]] {
            assert_eq!(Token::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn hexadecimal_digits_read_back() {
        assert_eq!(unhex(&hex(&[0, 9, 255])), Some(vec![0, 9, 255]));
        for bad in ["0", "0g", "AB"] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }
}
