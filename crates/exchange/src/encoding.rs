//! The encoding of a file: UTF-8, UTF-16 with its mark, or CP949, in which Korean spreadsheets save CSV.

use encoding_rs::{EUC_KR, UTF_16BE, UTF_16LE};

/// How a file was encoded, where it was not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Windows-949, which contains EUC-KR.
    Cp949,
    /// UTF-16, either way round.
    Utf16,
}

impl Encoding {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Cp949 => "CP949",
            Encoding::Utf16 => "UTF-16",
        }
    }
}

/// Ends a text file of CP/M and DOS, and of tools that still write as these did.
const END_OF_FILE: u8 = 0x1a;

/// The text of a file and, where it is not UTF-8, its encoding; `None` for bytes that are none of the three.
pub(crate) fn decode(mut bytes: Vec<u8>) -> Option<(String, Option<Encoding>)> {
    if bytes.last() == Some(&END_OF_FILE) {
        bytes.pop();
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Some((text, None)),
        Err(error) => error.into_bytes(),
    };
    let wide = match bytes.get(..2) {
        Some([0xff, 0xfe]) => Some(UTF_16LE),
        Some([0xfe, 0xff]) => Some(UTF_16BE),
        _ => None,
    };
    if let Some(wide) = wide {
        let text = wide.decode_without_bom_handling_and_without_replacement(&bytes[2..])?;
        return Some((text.into_owned(), Some(Encoding::Utf16)));
    }
    let text = EUC_KR.decode_without_bom_handling_and_without_replacement(&bytes)?;
    (has_old_pairs(&bytes) && is_hangul(&text)).then(|| (text.into_owned(), Some(Encoding::Cp949)))
}

/// Whether letters are mostly Korean ones. In pairs, the letters of a language of one byte a letter are as often Chinese or Greek ones.
fn is_hangul(text: &str) -> bool {
    let (mut hangul, mut other) = (0_usize, 0_usize);
    for letter in text
        .chars()
        .filter(|letter| !letter.is_ascii() && letter.is_alphabetic())
    {
        match letter {
            '가'..='힣' | 'ㄱ'..='ㆎ' => hangul += 1,
            _ => other += 1,
        }
    }
    other <= hangul
}

/// Whether pairs of bytes are those of Korean text: most of its syllables stand in the old part of CP949, where both bytes are high,
/// also where somebody likes the others (찦차, 펲시맨, 똠방각하). In Polish or French text of one byte a letter, a high byte is mostly
/// followed by a plain letter.
fn has_old_pairs(bytes: &[u8]) -> bool {
    let (mut old, mut other) = (0_usize, 0_usize);
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        if *byte < 0x80 {
            continue;
        }
        match rest.next() {
            Some(0xa1..) if *byte >= 0xa1 => old += 1,
            _ => other += 1,
        }
    }
    other * 2 <= old
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_spreadsheets_are_read_and_others_are_not_mistaken_for_them() {
        let (korean, _, _) =
            EUC_KR.encode("제안,비용\n골목 등불,100\n똠방각하 주민 쉼터를 새로 고치는 일,5\n");
        let read = decode(korean.into_owned()).expect("CP949");
        assert!(read.0.contains("골목 등불"), "{read:?}");
        assert!(read.0.contains("똠방각하"), "{read:?}");
        assert_eq!(read.1, Some(Encoding::Cp949));
        let rare = "1,찦차를 타고 온 펲시맨과 쑛다리 똠방각하\n";
        let read = decode(EUC_KR.encode(rare).0.into_owned()).expect("CP949");
        assert_eq!(read.0, rare);
        // "Zażółć gęślą jaźń" in Windows-1250.
        let polish =
            b"Za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1; \xb3awka, \xb3\xb9ka\n".to_vec();
        assert_eq!(decode(polish), None);
        // "Północ", "Żółty", "łódź", "Café", "Ångström" in Windows-1250 and -1252.
        let others: [&[u8]; 5] = [
            b"P\xf3\xb3noc\n",
            b"\xaf\xf3\xb3ty\n",
            b"\xb3\xf3d\x9f\n",
            b"Caf\xe9\n",
            b"\xc5ngstr\xf6m\n",
        ];
        for other in others {
            assert_eq!(decode(other.to_vec()), None, "{other:?}");
        }
        assert_eq!(decode(b"a\n\x1a".to_vec()), Some(("a\n".to_owned(), None)));
        let wide = "가나".encode_utf16().flat_map(u16::to_le_bytes);
        let wide = [0xff, 0xfe].into_iter().chain(wide).collect();
        assert_eq!(
            decode(wide),
            Some(("가나".to_owned(), Some(Encoding::Utf16)))
        );
        assert_eq!(decode("쉼터".into()), Some(("쉼터".to_owned(), None)));
        assert_eq!(decode(vec![b'a', 0xff]), None);
    }
}
