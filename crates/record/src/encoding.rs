//! Strict base64 (RFC 4648, section 4): one spelling for each value.
//!
//! Padding is required and the unused bits of the last digit must be zero. A lenient decoder accepts several
//! spellings of one signature, so that a flipped bit in a signed file can go unnoticed.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

/// The strict engine: standard alphabet, canonical padding, no trailing bits.
const STRICT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(true)
        .with_decode_allow_trailing_bits(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

/// The text is not base64 in its one canonical spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not base64 in its canonical spelling (standard alphabet, padded, unused bits zero)")]
pub struct Base64Error;

/// Encodes bytes as padded standard base64.
pub fn to_base64(bytes: &[u8]) -> String {
    STRICT.encode(bytes)
}

/// Decodes padded standard base64; refuses every spelling but the one [`to_base64`] gives.
///
/// # Errors
/// Any other spelling.
pub fn from_base64(text: &str) -> Result<Vec<u8>, Base64Error> {
    STRICT.decode(text).map_err(|_| Base64Error)
}

/// Decodes exactly 32 bytes of padded standard base64 (a hash, a salt, a seed).
///
/// # Errors
/// Any other spelling, and more or fewer bytes.
pub fn from_base64_32(text: &str) -> Result<[u8; 32], Base64Error> {
    let mut out = [0u8; 33];
    if text.len() != 44 {
        return Err(Base64Error);
    }
    match STRICT.decode_slice(text, &mut out) {
        Ok(32) => {
            let mut bytes = [0u8; 32];
            bytes.copy_from_slice(&out[..32]);
            Ok(bytes)
        }
        _ => Err(Base64Error),
    }
}

/// Reads an unsigned decimal number as the C2SP formats write it: digits only, no leading zero, below 2⁶³.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    let canonical = match bytes {
        [] => false,
        [b'0'] => true,
        [b'0', ..] => false,
        _ => bytes.iter().all(u8::is_ascii_digit),
    };
    if !canonical {
        return None;
    }
    text.parse::<u64>()
        .ok()
        .filter(|n| i64::try_from(*n).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_only() {
        assert_eq!(from_base64("AA==").unwrap(), [0]);
        for wrong in [
            "AB==", "AA", "AA=", "AA===", "A A==", "AA==\n", "AAB=", "-_==", "",
        ] {
            let decoded = from_base64(wrong);
            assert!(
                decoded.is_err() || wrong.is_empty(),
                "{wrong:?} gave {decoded:?}"
            );
        }
        let salt = [7u8; 32];
        assert_eq!(from_base64_32(&to_base64(&salt)), Ok(salt));
        assert_eq!(from_base64_32(&to_base64(&[7u8; 31])), Err(Base64Error));
        assert_eq!(from_base64_32(&to_base64(&[7u8; 33])), Err(Base64Error));
    }

    #[test]
    fn decimal_numbers_have_one_spelling() {
        assert_eq!(parse_decimal("0"), Some(0));
        assert_eq!(parse_decimal("9223372036854775807"), Some(i64::MAX as u64));
        for wrong in [
            "",
            "00",
            "01",
            "+1",
            "-1",
            " 1",
            "1 ",
            "1e3",
            "9223372036854775808",
            "１",
        ] {
            assert_eq!(parse_decimal(wrong), None, "{wrong:?}");
        }
    }
}
