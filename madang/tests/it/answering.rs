//! Answers from files and at the console: all or none, with what becomes of them shown before, and none that overwrites another.

use madang_fixtures::in_days;

use crate::own::{Own, PROGRAMME};

const VOICES: &str = "channel,institution,text_ko\n\
    petition,interior,막차가 너무 일찍 떠납니다\n\
    media,interior,복지급여를 신청할 때마다 같은 서류를 냅니다\n";

const HEADER: &str =
    "subject,disposition,decider,reason_ko,post_ko,unmet,exists,planned_by,changed,supersedes\n";

fn act(own: &Own, line: &str) -> String {
    own.act(&line.split(' ').collect::<Vec<_>>())
}

fn refused(own: &Own, line: &str, says: &str) -> String {
    own.refused(&line.split(' ').collect::<Vec<_>>(), &[says])
}

fn spoken() -> Own {
    let own = Own::voting();
    let file = own.file("voices.csv", VOICES.as_bytes());
    act(&own, &format!("import {file} --programme {PROGRAMME}"));
    own
}

/// The entry that the last line says was recorded.
fn entry(said: &str) -> String {
    let digits = said
        .rsplit_once("entry ")
        .map(|(_, rest)| rest)
        .unwrap_or(said);
    let end = digits.find(|c: char| !c.is_ascii_digit());
    digits[..end.unwrap_or(digits.len())].to_owned()
}

#[test]
fn answers_of_a_file_are_shown_before_and_released_together() {
    let own = spoken();
    let planned = in_days(120);
    let before = own.record().entries.len();
    let wrong = own.file(
        "wrong.csv",
        format!(
            "{HEADER}voice/1,adopted,interior,노선을 다시 짜서 막차를 늦추기로 정했습니다.,교통과장,,,{planned},,\n\
             voice/2,adopted,interior,서류를 한 번만 내도 되게 하기로 했습니다.,민원과장,,,,,\n"
        )
        .as_bytes(),
    );
    let import = |file: &str| format!("import {file} --programme {PROGRAMME}");
    let said = refused(&own, &import(&wrong), "nothing was recorded");
    assert!(
        said.contains("line 3, column H \"planned_by\" (planned day): the answer to \"voice/2\": planned day is missing"),
        "{said}"
    );
    assert_eq!(own.record().entries.len(), before);
    let good = own.file(
        "answers.csv",
        format!(
            "{HEADER}voice/1,adopted,interior,노선을 다시 짜서 막차를 늦추기로 정했습니다.,교통과장,,,{planned},plan=https://example.org/plan,\n\
             voice/2,not_adopted,interior,같은 서류를 다시 받지 않도록 이미 바꾸는 중입니다.,민원과장,creative,,,,\n"
        )
        .as_bytes(),
    );
    let said = act(&own, &format!("{} --dry-run", import(&good)));
    assert!(
        said.contains("the answers decide: adopted 1, not_adopted 1"),
        "{said}"
    );
    assert_eq!(own.record().entries.len(), before, "only tried");
    act(&own, &import(&good));
    let said = act(&own, &import(&good));
    assert!(
        said.contains("0 entries recorded, 2 on record already"),
        "{said}"
    );
    let record = own.record();
    let given: Vec<_> = (before..record.entries.len())
        .map(|index| record.entry(index).expect("an entry"))
        .filter(|entry| entry["kind"] == "answer.given/1")
        .collect();
    assert_eq!(given.len(), 2);
    assert_eq!(given[0]["facts"]["subject"]["voice"], "1");
    // Reason and post stand in the contents alone.
    assert!(!given[0].to_string().contains("과장"));
}

#[test]
fn an_answer_goes_its_way_at_the_console() {
    let own = spoken();
    let give = |rest: &str| {
        format!(
            "answer give {PROGRAMME} voice/1 --decider interior --post en=Director \
             --reason en=Because_the_timetable_is_made_anew {rest}"
        )
    };
    refused(&own, &give("--disposition liked"), "is none of adopted");
    refused(
        &own,
        &give("--disposition merged"),
        "what it goes into is missing",
    );
    refused(
        &own,
        &give("--disposition adopted --unmet scope"),
        "does not go with adopted",
    );
    refused(
        &own,
        &give("--disposition adopted"),
        "planned day is missing",
    );
    let planned = in_days(120);
    let adopted = give(&format!("--disposition adopted --planned-by {planned}"));
    refused(
        &own,
        &format!("{adopted} --actor facilitator/yard-talks"),
        "may not do",
    );
    let said = act(&own, &adopted);
    let answer = entry(&said);
    refused(&own, &adopted, &format!("was answered by entry {answer}"));
    refused(
        &own,
        &format!("voice withdraw {PROGRAMME} 1"),
        "was answered by entry",
    );
    let progress = |rest: &str| {
        format!("answer progress {PROGRAMME} voice/1 --answer {answer} --text en=Words {rest}")
    };
    refused(&own, &progress("--step dreamt"), "is none of started");
    refused(
        &own,
        &progress("--step done"),
        "at least one entry or address",
    );
    refused(
        &own,
        &progress("--step started --evidence 1"),
        "--evidence goes with",
    );
    refused(&own, &progress("--step delayed"), "--planned-by");
    let later = in_days(240);
    act(
        &own,
        &progress(&format!("--step delayed --planned-by {later}")),
    );
    act(
        &own,
        &progress("--step done --evidence https://example.org/done"),
    );
    refused(&own, &progress("--step started"), "nothing follows");
    let again = format!("answer reexamine {PROGRAMME} voice/1 --answer {answer} --reason en=Why");
    act(&own, &again);
    refused(&own, &again, "can be asked for once");
    let expert = format!("answer ask-expert {PROGRAMME} voice/2 --until 2099-01-01");
    refused(&own, &expert, "at most 21 days");
    trace_tells_the_answer(&own, &answer, &later);
}

/// On the exported record: from the voice to its answer with how far it is, and back.
fn trace_tells_the_answer(own: &Own, answer: &str, planned: &str) {
    own.record();
    let export = own.path("export");
    let (code, out, errors) = own.run(&["trace", &export, answer]);
    assert_eq!(code, Some(0), "{out}{errors}");
    let named = format!(
        "answer to voice:{PROGRAMME}/1 (adopted, planned by {planned}, done): \
         “Because_the_timetable_is_made_anew” (entry {answer})"
    );
    assert!(out.starts_with(&named), "{out}");
    assert!(
        out.contains(&format!("  answers voice:{PROGRAMME}/1: “")),
        "{out}"
    );
    let (_, json, _) = own.run(&["trace", &export, answer, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let voice = json["back"][0]["things"][0].to_string();
    let entry: u64 = answer.parse().expect("a number");
    let mut things = json["things"].as_array().expect("things").iter();
    let own_thing = things.find(|thing| thing["entry"] == entry);
    let progress = &own_thing.expect("the answer")["answer"]["progress"]["step"];
    assert_eq!(progress, "done");
    let (_, out, _) = own.run(&["trace", &export, &voice]);
    assert!(out.contains(&format!("  got the answer {named}")), "{out}");
}

#[test]
fn a_calendar_is_fixed_at_the_console() {
    let own = spoken();
    let calendar = |rest: &str| format!("calendar {rest}");
    let (early, late) = (in_days(60), in_days(90));
    refused(
        &own,
        &calendar(&format!("amend {PROGRAMME} --add {late}")),
        "no calendar was fixed",
    );
    act(
        &own,
        &calendar(&format!("fix {PROGRAMME} --holiday {late},{early}")),
    );
    act(
        &own,
        &calendar(&format!("amend {PROGRAMME} --remove {early}")),
    );
    refused(
        &own,
        &calendar(&format!("periods {PROGRAMME} --answer soon")),
        "is no period",
    );
    act(
        &own,
        &calendar(&format!("periods {PROGRAMME} --answer 14d --progress 3m")),
    );
}
