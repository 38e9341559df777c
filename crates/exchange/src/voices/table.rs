//! A table of voices: one row each.

use madang_programme::Violation;
use madang_programme::log::RULES;
use madang_programme::voices::code::Code;
use madang_programme::voices::{
    Channel, SpokenOf, VoiceReceived, check_address, check_receipt, check_region,
};
use madang_selection::tabular::Fields;
use madang_words::{Said, check_strict_identifier, quoted};

use super::{Voice, Voices};
use crate::mistake::{Mistakes, Partly};
use crate::source::{At, Source};
use crate::table::Table;
use crate::words::{listed, said};

/// Columns of the portal's own table that a record makes itself: they are passed over.
const OF_THE_RECORD: [&str; 4] = ["standing", "month", "entry", "at"];

impl Voices {
    /// Whether a table is one of voices, by its columns.
    pub fn is_in(columns: &[String]) -> bool {
        let has = |name: &str| columns.iter().any(|column| column == name);
        let says = columns
            .iter()
            .any(|column| column == "text" || column.starts_with("text_"));
        has("channel") && says
    }

    /// Reads a table, one's own or the portal's: `channel`, `institution` and `text` (`text_ko`, `text_en`), and where they are
    /// known `id`, `group`, `audience`, `region`, `source`, of feedback `service` and `version`, and `code` (as it is printed on the slip) or `receipt`.
    ///
    /// # Errors
    /// A table that cannot be read at all; what is wrong in its rows is told beside those in which nothing is.
    pub fn read_table(source: &Source) -> Result<Partly<Voices>, Mistakes> {
        let mut table = Table::read(source)?;
        table.columns(
            &[
                "id",
                "channel",
                "institution",
                "group",
                "audience",
                "region",
                "code",
                "receipt",
                "source",
                "service",
                "version",
            ],
            &["text"],
            &OF_THE_RECORD,
        );
        let mut voices = Vec::with_capacity(table.rows.len());
        for row in std::mem::take(&mut table.rows) {
            let before = table.found();
            let channel = table.needed(&row, "channel").and_then(|name| {
                let names = listed(Channel::ALL.map(Channel::name));
                let none = || said!("mistake-none-of", text = quoted(&name), known = names);
                let known = Channel::named(&name).ok_or_else(none);
                table.read_as(&row, "channel", known)
            });
            let institution = table.needed(&row, "institution");
            let text = table.needed_words(&row, "text");
            let code = table.text(&row, "code");
            let code = code.and_then(|code| table.read_as(&row, "code", read_code(&code)));
            let (id, region) = (table.text(&row, "id"), table.text(&row, "region"));
            if let Some(id) = &id {
                table.held(&row, "id", check_strict_identifier("id", id));
            }
            if let Some(region) = &region {
                table.held(&row, "region", check_region(RULES, region));
            }
            let (receipt, origin) = (table.text(&row, "receipt"), table.text(&row, "source"));
            if let Some(receipt) = &receipt {
                table.held(&row, "receipt", check_receipt(receipt));
            }
            if let Some(origin) = &origin {
                table.held(&row, "source", check_address(RULES, "source", origin));
            }
            let service = spoken_of(&mut table, &row);
            let (Some(channel), Some(institution), Some(text)) = (channel, institution, text)
            else {
                continue;
            };
            if table.found() > before {
                continue;
            }
            let facts = VoiceReceived {
                programme: String::new(),
                id: id.unwrap_or_default(),
                channel,
                institution,
                group: table.text(&row, "group"),
                audience: table.text(&row, "audience"),
                region,
                consultation: None,
                service,
                receipt,
                card: None,
                source: origin,
            };
            let line = row.line;
            let places = table.places(&row);
            let value = Voice {
                facts,
                code,
                text,
                places,
            };
            voices.push(At { line, value });
        }
        Ok(table.finish(Voices { voices }))
    }
}

/// The service that a row is about, and the version of it.
fn spoken_of(table: &mut Table, row: &Fields) -> Option<SpokenOf> {
    let version = table.text(row, "version").and_then(|number| {
        let none = || said!("mistake-no-version", text = quoted(&number));
        let read = number.parse::<u32>().map_err(|_| none());
        table.read_as(row, "version", read)
    });
    // A version is one of a service.
    let service = match version {
        Some(_) => table.needed(row, "service"),
        None => table.text(row, "service"),
    };
    service.map(|id| SpokenOf { id, version })
}

/// The code of a slip; the column says which field it is.
fn read_code(code: &str) -> Result<Code, Said> {
    code.parse().map_err(|wrong| match wrong {
        Violation::Field { reason, .. } => reason,
        other => other.said(),
    })
}

#[cfg(test)]
mod tests {
    use madang_programme::Violation;
    use madang_programme::voices::code::Code;

    use super::*;
    use crate::voices::RowKeys;

    fn read(bytes: impl Into<Vec<u8>>) -> Result<Voices, Mistakes> {
        Voices::read_table(&Source::new("voices.csv", bytes.into())?)?.whole()
    }

    fn keys(voices: &Voices) -> Vec<String> {
        let keys = RowKeys::with_secret([3; 32]);
        let steps = voices.steps("p", "example.org/log", &keys);
        steps.into_iter().map(|step| step.key).collect()
    }

    #[test]
    fn the_same_rows_have_the_same_keys_in_every_encoding() {
        let text = "channel,institution,region,text\npetition,interior,KR-11,\"막차가, 너무 \"\"일찍\"\" 끊깁니다\"\nmedia,interior,,버스\n";
        let (korean, _, lossy) = encoding_rs::EUC_KR.encode(text);
        assert!(!lossy);
        let plain = read(text).expect("UTF-8");
        let same = [
            read(format!("\u{feff}{text}")).expect("with its mark"),
            read(korean.into_owned()).expect("EUC-KR"),
            read(text.replace('\n', "\r\n")).expect("lines of Windows"),
        ];
        for other in same {
            assert_eq!(keys(&other), keys(&plain));
        }
        assert_eq!(plain.voices.len(), 2);
        assert_eq!(
            plain.voices[0].text.0.values().next().map(String::as_str),
            Some("막차가, 너무 \"일찍\" 끊깁니다")
        );
        // A secret of its own for each data directory, and no two rows alike.
        let other = RowKeys::with_secret([4; 32]);
        let others = plain.steps("p", "example.org/log", &other);
        assert_ne!(others[0].key, keys(&plain)[0]);
        assert_ne!(keys(&plain)[0], keys(&plain)[1]);
        // Of identical rows the first counts, in a file; who says the same in another wave is somebody else.
        let twice = read(format!(
            "{text}media,interior,,버스\nmedia,interior,KR-11,버스\n"
        ));
        let twice = twice.expect("a row twice");
        assert_eq!(twice.repeated(), [4]);
        assert_eq!(keys(&twice).len(), 3);
        assert_eq!(keys(&twice)[..2], keys(&plain));
        let parts: String = unicode_normalization::UnicodeNormalization::nfd(text).collect();
        assert_ne!(parts, text);
        let parts = read(parts).expect("letters in parts");
        assert_eq!(keys(&parts), keys(&plain), "as a Mac writes them");
        assert!(parts.repeated().is_empty());
        let wave = RowKeys::with_secret([3; 32]).in_wave(Some("2026-12".to_owned()));
        let wave = twice.steps("p", "example.org/log", &wave);
        assert!(wave.iter().all(|step| !keys(&twice).contains(&step.key)));
        assert!(wave.iter().all(|step| step.key_of_words));
    }

    #[test]
    fn mistakes_are_told_by_line_and_column() {
        let text = "channel,institution,code,text\npigeon,interior,,말\npaper,,AAAA,말\nmedia,interior,,\n";
        let mistakes = read(text).expect_err("mistakes").to_string();
        let lines: Vec<&str> = mistakes.lines().collect();
        assert!(
            lines[0].starts_with(
                "voices.csv: line 2, column A \"channel\": \"pigeon\" is none of portal"
            ),
            "{mistakes}"
        );
        assert!(
            lines[1].contains("line 3")
                && lines[1].contains("column B \"institution\": nothing stands here"),
            "{mistakes}"
        );
        assert!(
            lines[2].contains("line 3") && lines[2].contains("column C \"code\": has 4"),
            "{mistakes}"
        );
        assert!(
            lines[3].contains("line 4") && lines[3].contains("column D \"text\":"),
            "{mistakes}"
        );
        assert_eq!(lines.len(), 4);
        let unknown = read("channel,institution,text,mood\nmedia,a,b,c\n").expect_err("a column");
        assert!(
            unknown.to_string().contains("unknown column `mood`"),
            "{unknown}"
        );
        let ragged = read("channel,institution,text\nmedia,interior\n").expect_err("ragged");
        assert!(ragged.to_string().contains("line 2"), "{ragged}");
    }

    #[test]
    fn a_formula_is_words_and_a_code_becomes_its_receipt() -> Result<(), Violation> {
        let code = Code::of_random([9; 20]);
        let text = format!(
            "channel,institution,code,text\npaper,interior,{code},'=1+1\nmedia,interior,,=HYPERLINK(\"\"x\"\")\n"
        );
        let voices = read(text.replace("=HYPERLINK(\"\"x\"\")", "\"=HYPERLINK(\"\"x\"\")\""))
            .expect("a table");
        let said = |place: usize| voices.voices[place].text.0.values().next().cloned();
        assert_eq!(said(0).as_deref(), Some("=1+1"));
        assert_eq!(said(1).as_deref(), Some("=HYPERLINK(\"x\")"));
        let steps = voices.steps("p", "example.org/log", &RowKeys::with_secret([0; 32]));
        let content = steps[0].command.content()?;
        let content = String::from_utf8_lossy(&content).into_owned();
        assert!(
            content.contains(&code.receipt("example.org/log", "p")),
            "{content}"
        );
        assert!(
            !content.contains(&code.to_string()),
            "the code stands nowhere"
        );
        Ok(())
    }

    #[test]
    fn what_can_only_be_a_mistake_in_a_fact_is_refused() {
        let text = "channel,institution,region,source,text\n\
            media,a,KR-11,https://example.org/@kim,b\nmedia,a,ZZ-999,,b\nmedia,a,KR-ABC,,b\nmedia,a,KR-99,,b\nmedia,a,FR-75,,b\n\
            media,a,,https://kim:secret@example.org/x,b\nmedia,a,,http://kim@example.org,b\n";
        let wrong = read(text).expect_err("mistakes").to_string();
        let lines: Vec<&str> = wrong.lines().collect();
        assert_eq!(lines.len(), 5, "{wrong}");
        for (line, (number, says)) in lines.iter().zip([
            (3, "\"ZZ-999\" is no part of a country"),
            (4, "\"KR-ABC\" is no part"),
            (5, "\"KR-99\" is no part"),
            (7, "name or password"),
            (8, "name or password"),
        ]) {
            assert!(
                line.contains(&format!("line {number}")) && line.contains(says),
                "{line}"
            );
        }
    }

    #[test]
    fn what_seems_to_be_of_a_person_is_told() {
        let text = "channel,institution,text\nmedia,a,전화 010-1234-5678\nmedia,a,버스 12번\nmedia,a,jane@example.org 로\n";
        assert_eq!(read(text).expect("a table").personal(), [2, 4]);
    }
}
