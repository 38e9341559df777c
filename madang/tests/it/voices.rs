//! Voices from files and at the console: each once, none half, and none by whoever enters it.

use encoding_rs::EUC_KR;

use crate::own::{Own, PROGRAMME};

const TABLE: &str = "channel,institution,region,text_ko\n\
    petition,interior,KR-11,막차가 너무 일찍 떠납니다\n\
    media,interior,,복지급여를 신청할 때마다 같은 서류를 냅니다\n\
    petition,interior,KR-11,막차가 너무 일찍 떠납니다\n";

fn act(own: &Own, line: &str) -> String {
    own.act(&line.split(' ').collect::<Vec<_>>())
}

fn refused(own: &Own, line: &str, says: &str) -> String {
    own.refused(&line.split(' ').collect::<Vec<_>>(), &[says])
}

fn import(file: &str) -> String {
    format!("import {file} --programme {PROGRAMME}")
}

#[test]
fn a_file_is_recorded_once_in_whatever_encoding() {
    let own = Own::voting();
    let plain = own.file("voices.csv", TABLE.as_bytes());
    let said = act(&own, &import(&plain));
    assert!(
        said.contains("2 entries recorded, 1 on record already"),
        "{said}"
    );
    for (name, bytes) in [
        ("mark.csv", [b"\xef\xbb\xbf", TABLE.as_bytes()].concat()),
        ("korean.csv", EUC_KR.encode(TABLE).0.into_owned()),
        ("windows.csv", TABLE.replace('\n', "\r\n").into_bytes()),
    ] {
        let file = own.file(name, &bytes);
        let said = act(&own, &import(&file));
        assert!(
            said.contains("0 entries recorded, 3 on record already"),
            "{name}: {said}"
        );
    }
    let record = own.record();
    let voices: Vec<_> = (0..record.entries.len())
        .map(|index| record.entry(index).expect("an entry"))
        .filter(|entry| entry["kind"] == "voice.received/1")
        .collect();
    assert_eq!(voices.len(), 2);
    assert_eq!(voices[0]["facts"]["id"], "1");
    assert_eq!(voices[0]["actor"], "official/import");
    assert_eq!(voices[0]["facts"].get("author"), None);
    // What was said stands in the contents alone.
    assert!(!voices[0].to_string().contains("막차"));
}

#[test]
fn nothing_is_half_imported_and_every_mistake_is_told() {
    let own = Own::voting();
    let before = own.record().entries.len();
    let wrong = own.file(
        "wrong.csv",
        b"channel,institution,group,text_en\n\
          petition,interior,,Good\n\
          petition,nobody,,Which one\n\
          petition,interior,none,Which group\n\
          phone,interior,,No slip\n",
    );
    let said = refused(&own, &import(&wrong), "nothing was recorded");
    for line in [
        "line 3, the voice in line 3: there is no institution \"nobody\"",
        "line 4, the voice in line 4: there is no group \"none\"",
        "line 5, the voice in line 5: receipt is missing",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let ragged = own.file(
        "ragged.csv",
        b"channel,institution,text_en\nmedia,interior\n",
    );
    refused(&own, &import(&ragged), "line 2");
    assert_eq!(own.record().entries.len(), before);
    let personal = own.file(
        "personal.csv",
        "channel,institution,text_ko\nmedia,interior,010-1234-5678로 전화 주세요\n".as_bytes(),
    );
    let said = act(&own, &format!("{} --dry-run", import(&personal)));
    assert!(
        said.contains("1 voice seems to hold") && said.contains("line 2"),
        "{said}"
    );
    assert_eq!(own.record().entries.len(), before);
}

#[test]
fn a_voice_comes_by_telephone_and_goes_its_way() {
    let own = Own::voting();
    let codes = act(&own, "voice codes 2");
    let codes: Vec<&str> = codes.lines().collect();
    assert!(codes.len() == 2 && codes[0] != codes[1], "{codes:?}");
    let receive =
        format!("voice receive {PROGRAMME} --institution interior --channel phone --text ko=막차");
    refused(&own, &receive, "receipt is missing");
    let with_code = format!("{receive} --code {}", codes[0]);
    let said = act(&own, &format!("{with_code} --actor facilitator/yard-talks"));
    assert!(said.contains("facilitator/yard-talks"), "{said}");
    refused(&own, &with_code, "one code is for one voice");
    let mistyped = codes[1].replace(|c: char| c.is_ascii_digit(), "Z");
    if mistyped != codes[1] {
        refused(&own, &format!("{receive} --code {mistyped}"), "code");
    }
    refused(
        &own,
        &format!("{receive} --actor participant/abc"),
        "does not act at the console",
    );
    let transfer =
        format!("voice transfer {PROGRAMME} 1 --to nobody --ground competence --reason en=Theirs");
    refused(&own, &transfer, "no institution \"nobody\"");
    let ask = format!("voice ask-supplement {PROGRAMME} 1 --until 2031-01-01 --question en=Where");
    refused(&own, &ask, "at most 7 days");
    refused(
        &own,
        &format!("{ask} --actor facilitator/yard-talks"),
        "may not do",
    );
    refused(
        &own,
        &format!("voice supplement {PROGRAMME} 1 --text en=There"),
        "nothing was asked",
    );
    act(&own, &format!("voice withdraw {PROGRAMME} 1"));
    refused(
        &own,
        &format!("voice withdraw {PROGRAMME} 1"),
        "was withdrawn by entry",
    );
    // What an official alone may do, no facilitator can.
    let withdraw =
        format!("proposal withdraw {PROGRAMME} 3 --reason en=Why --actor facilitator/yard-talks");
    refused(&own, &withdraw, "this is an official");
}
