//! Which encoding a file has: its mark, else UTF-8 where all of it is, else UTF-16 by its zeros, else what statistics of the whole file say, else what a
//! person says.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Unread;

/// The text of a file and the name of its encoding.
///
/// # Errors
/// Bytes that are not all of the encoding that was named, or of none that could be recognised.
pub(super) fn decode(bytes: &[u8], named: Option<&str>) -> Result<(String, &'static str), Unread> {
    if let Some(name) = named {
        let unknown = || Unread::UnknownEncoding(name.to_owned());
        let encoding = Encoding::for_label(name.trim().as_bytes()).ok_or_else(unknown)?;
        let text = decoded(encoding, bytes);
        return text.ok_or_else(|| Unread::NamedEncoding(encoding.name()));
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decoded(encoding, bytes).ok_or(Unread::Encoding);
    }
    let has_zeros = bytes.contains(&0);
    if !has_zeros && let Some(found) = decoded(UTF_8, bytes) {
        return Ok(found);
    }
    if has_zeros {
        return decoded(by_zeros(bytes), bytes).ok_or(Unread::Encoding);
    }
    if let Some(line) = broken(bytes) {
        return Err(Unread::Broken { line });
    }
    // A part of the file, cut in the middle of a character, is taken for another encoding.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Allow);
    decoded(guessed, bytes).ok_or(Unread::Encoding)
}

/// The text without its mark, if all bytes are of that encoding and none is a zero.
fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, &'static str)> {
    let (text, encoding, wrong) = encoding.decode(bytes);
    (!wrong && !text.contains('\0')).then(|| (text.into_owned(), encoding.name()))
}

/// The first line that is not UTF-8 in a text that is but for a few bytes: guessed to be of another encoding, all of it would be read wrongly. In texts of
/// other encodings two high bytes are seldom a letter of UTF-8.
fn broken(bytes: &[u8]) -> Option<u64> {
    let (mut letters, mut wrong, mut lines) = (0_u64, 0_u64, 1_u64);
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        letters += valid.chars().map(|c| u64::from(!c.is_ascii())).sum::<u64>();
        lines += valid
            .bytes()
            .map(|byte| u64::from(byte == b'\n'))
            .sum::<u64>();
        if !chunk.invalid().is_empty() {
            wrong += 1;
            first = first.or(Some(lines));
        }
    }
    first.filter(|_| letters > 4 * wrong)
}

/// Which byte of a pair is the high one: that which is zero more often, in labels of Latin letters.
fn by_zeros(bytes: &[u8]) -> &'static Encoding {
    let zeros = |first: usize| {
        bytes
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    if zeros(0) > zeros(1) {
        UTF_16BE
    } else {
        UTF_16LE
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{EUC_KR, WINDOWS_1252};

    use super::*;

    const TEXT: &str = "Country,Comm No\n대한민국,1b\n똠방각하 주민 쉼터를 새로 고치는 일,2\n";

    fn wide(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xfeff).into_iter();
        mark.chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_recognised() {
        let with_mark = format!("\u{feff}{TEXT}").into_bytes();
        let korean = EUC_KR.encode(TEXT).0.into_owned();
        for (bytes, name) in [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            (with_mark, "UTF-8"),
            (wide(TEXT, true, u16::to_le_bytes), "UTF-16LE"),
            (wide(TEXT, true, u16::to_be_bytes), "UTF-16BE"),
            (wide(TEXT, false, u16::to_le_bytes), "UTF-16LE"),
            (wide(TEXT, false, u16::to_be_bytes), "UTF-16BE"),
            (korean, "EUC-KR"),
        ] {
            let (text, encoding) = decode(&bytes, None).expect(name);
            assert_eq!((text.as_str(), encoding), (TEXT, name));
        }
        let latin = "Título,País\nTransparencia y participación,México\n".repeat(20);
        let bytes = WINDOWS_1252.encode(&latin).0;
        let (text, _) = decode(&bytes, None).expect("a text of one byte a letter");
        assert_eq!(text, latin);
    }

    #[test]
    fn a_text_that_is_utf_8_but_for_a_byte_is_not_guessed_at() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend(b"a,\xb0\n");
        assert_eq!(decode(&bytes, None), Err(Unread::Broken { line: 4 }));
        let read = decode(&bytes, Some("windows-1252")).expect("whoever names one has it");
        assert_eq!(read.1, "windows-1252");
    }

    #[test]
    fn a_person_decides_where_nothing_else_does() {
        let korean = EUC_KR.encode(TEXT).0;
        let named = decode(&korean, Some("euc-kr")).expect("it is");
        assert_eq!(named.0, TEXT);
        assert!(matches!(
            decode(&korean, Some("utf-8")),
            Err(Unread::NamedEncoding("UTF-8"))
        ));
        assert!(matches!(
            decode(&korean, Some("klingon")),
            Err(Unread::UnknownEncoding(_))
        ));
        let mut odd = wide(TEXT, true, u16::to_le_bytes);
        odd.pop();
        assert!(matches!(decode(&odd, None), Err(Unread::Encoding)));
        assert!(matches!(
            decode(b"a\0\0\0b\0\0\0", None),
            Err(Unread::Encoding)
        ));
    }
}
