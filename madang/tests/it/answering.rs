//! Answers from files and at the console: all or none, with what becomes of them shown before, and none that overwrites another.

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
    let before = own.record().entries.len();
    let wrong = own.file(
        "wrong.csv",
        format!(
            "{HEADER}voice/1,adopted,interior,노선을 다시 짜서 막차를 늦추기로 정했습니다.,교통과장,,,2031-03-31,,\n\
             voice/2,adopted,interior,서류를 한 번만 내도 되게 하기로 했습니다.,민원과장,,,,,\n"
        )
        .as_bytes(),
    );
    let import = |file: &str| format!("import {file} --programme {PROGRAMME}");
    let said = refused(&own, &import(&wrong), "nothing was recorded");
    assert!(
        said.contains("line 3, the answer to \"voice/2\": planned_by is missing"),
        "{said}"
    );
    assert_eq!(own.record().entries.len(), before);
    let good = own.file(
        "answers.csv",
        format!(
            "{HEADER}voice/1,adopted,interior,노선을 다시 짜서 막차를 늦추기로 정했습니다.,교통과장,,,2031-03-31,plan=https://example.org/plan,\n\
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
    refused(&own, &give("--disposition merged"), "into is missing");
    refused(
        &own,
        &give("--disposition adopted --unmet scope"),
        "does not go with adopted",
    );
    refused(
        &own,
        &give("--disposition adopted"),
        "planned_by is missing",
    );
    let adopted = give("--disposition adopted --planned-by 2031-03-31");
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
    act(&own, &progress("--step delayed --planned-by 2031-06-30"));
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
}

#[test]
fn a_calendar_is_fixed_at_the_console() {
    let own = spoken();
    let calendar = |rest: &str| format!("calendar {rest}");
    refused(
        &own,
        &calendar(&format!("amend {PROGRAMME} --add 2031-01-01")),
        "no calendar was fixed",
    );
    act(
        &own,
        &calendar(&format!("fix {PROGRAMME} --holiday 2031-01-01,2030-12-25")),
    );
    act(
        &own,
        &calendar(&format!("amend {PROGRAMME} --remove 2030-12-25")),
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
