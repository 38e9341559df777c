//! JSON as people write it into files: with comments, and with letters in parts and line breaks as their system has them.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// The text without comments and with its strings spelled as on the record; `None` where it is so already.
pub(crate) fn plain(text: &str) -> Option<String> {
    let bare = text.contains("//").then(|| without_comments(text));
    let spelled = spelled(bare.as_deref().unwrap_or(text));
    spelled.or(bare)
}

/// The same with each string in it composed (Unicode's form C), and with line breaks of one kind; `None` where they are.
fn spelled(text: &str) -> Option<String> {
    let (mut plain, mut done) = (String::new(), 0);
    let mut rest = 0;
    while let Some(start) = text[rest..].find('"').map(|at| rest + at) {
        let Some(end) = string_end(text, start) else {
            break;
        };
        rest = end;
        let written = &text[start..end];
        // Most strings hold nothing that could be spelled otherwise.
        if written.is_ascii() && !written.contains('\\') {
            continue;
        }
        let Ok(said) = serde_json::from_str::<String>(written) else {
            continue;
        };
        let lines = said.replace("\r\n", "\n").replace('\r', "\n");
        let composed: String = lines.nfc().collect();
        if composed != said {
            plain.push_str(&text[done..start]);
            plain.push_str(&Value::from(composed).to_string());
            done = end;
        }
    }
    (done > 0).then(|| plain + &text[done..])
}

/// Where the string that begins at a place ends, behind its quotation mark.
fn string_end(text: &str, start: usize) -> Option<usize> {
    let mut escaped = false;
    let inside = text.get(start + 1..)?.bytes().enumerate();
    for (at, byte) in inside {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(start + at + 2),
            _ => {}
        }
    }
    None
}

/// The text with each comment blanked out, byte for byte.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if !quoted && rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            plain.extend(std::iter::repeat_n(' ', end));
            rest = &rest[end..];
            continue;
        }
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        plain.push(character);
        rest = &rest[character.len_utf8()..];
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_parts_and_lines_of_windows_are_spelled_as_on_the_record() {
        let parts: String = "쉼터".nfd().collect();
        let escaped: String = parts
            .encode_utf16()
            .map(|unit| format!("\\u{unit:04x}"))
            .collect();
        let read = |text: &str| -> Vec<String> {
            let plain = plain(text);
            serde_json::from_str(plain.as_deref().unwrap_or(text)).expect("a list")
        };
        for written in [&parts, &escaped] {
            let text =
                format!("[\"a\", // \"{parts}\"\n \"{written} \\\"x\\\"\", \"b\\r\\nc\\rd\"]");
            assert_eq!(read(&text), ["a", "쉼터 \"x\"", "b\nc\nd"]);
        }
        for plain_already in [
            "[\"쉼터\", \"a\\nb\", \"\\u0041\"]",
            "{}",
            "[\"open",
            "\"\\",
        ] {
            assert_eq!(plain(plain_already), None, "{plain_already}");
        }
    }
}
