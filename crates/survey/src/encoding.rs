//! Files as texts: their encoding, and what stands between their fields.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, UTF_16BE, UTF_16LE};

use crate::SurveyError;

/// What stands between the fields of a header outside quotes: a comma, if there is one.
pub(crate) fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.is_empty()).unwrap_or("");
    // What is inside quotes stands at the odd places.
    let outside: String = header.split('"').step_by(2).collect();
    let there = |delimiter: &u8| outside.contains(char::from(*delimiter));
    [b',', b'\t', b';'].into_iter().find(there).unwrap_or(b',')
}

/// The text of a file: UTF-8 with or without its mark, UTF-16 with its mark, else EUC-KR.
///
/// # Errors
/// [`SurveyError::Encoding`] where it is neither.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>, SurveyError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for (mark, encoding) in [(b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return match encoding.decode_without_bom_handling(rest) {
                (text, false) => Ok(text),
                _ => Err(SurveyError::Encoding { line: 1 }),
            };
        }
    }
    let wrong = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error.valid_up_to(),
    };
    let (text, malformed) = EUC_KR.decode_without_bom_handling(bytes);
    if malformed || bytes.contains(&0) {
        let lines = bytes[..wrong].iter().filter(|&&byte| byte == b'\n').count();
        return Err(SurveyError::Encoding {
            line: lines as u64 + 1,
        });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Table;

    #[test]
    fn euc_kr_is_read_and_what_is_neither_is_refused_with_its_line() {
        let (bytes, _, _) = EUC_KR.encode("id,지역\n1,서울\n2,부산\n");
        let table = Table::read(&bytes).expect("a table");
        assert_eq!(table.column("지역").expect("a column").value(1), "부산");
        let wrong = Table::read(b"id,x\n1,a\n2,\xFF\xFF\n").expect_err("no text");
        assert_eq!(wrong, SurveyError::Encoding { line: 3 });
    }

    #[test]
    fn fields_are_separated_by_what_the_header_has() {
        for text in [
            "\u{feff}id;a,b\n",
            "id,\"a;b\"\n1,2\n",
            "id\ta b\n1\t2,5\n",
            "id;a b\r\n1;2,5\r\n",
            "\nid\n1\n",
        ] {
            let table = Table::read(text.as_bytes());
            let columns = table.map(|table| table.columns().len());
            match text.contains("a,b") {
                true => assert_eq!(columns, Err(SurveyError::NoRows), "{text}"),
                false => assert_eq!(columns, Ok(1 + usize::from(text.contains('a'))), "{text}"),
            }
        }
        let utf_16: Vec<u8> = "\u{feff}번호,값\n1,둘\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let table = Table::read(&utf_16).expect("a table");
        assert_eq!(table.column("값").expect("a column").value(0), "둘");
    }
}
