//! The checks of openness at a time, of a record from its files alone.

use anyhow::{Context, Result};
use madang_verify::{At, Openness, Options, Report, Standing, Status};
use madang_words::Language;
use serde_json::json;

use super::support::{Kept, kept};

const PROGRAMME: &str = "kr0018-flagships";

/// The kept record of a programme that listens, from 5 October to 27 November 2026.
fn listening() -> Result<Kept> {
    kept("2026-11-listening")
}

fn report(kept: &Kept, at: &str, options: Options) -> Result<Report> {
    let options = Options {
        at: Some(At::Time(at.to_owned())),
        ..options
    };
    kept.judged_with(&kept.record, options)
}

fn at(kept: &Kept, day: &str) -> Result<Openness> {
    let report = report(kept, &format!("{day}T09:00:00.000Z"), Options::default())?;
    assert_ne!(report.status, Status::Failed, "{:?}", report.failures);
    report.openness.context("what the checks found")
}

/// How a check stands: held, not yet due, overdue, broken.
fn of(found: &Openness, check: &str) -> [u64; 4] {
    let mut standings = found.checks.iter();
    let standing = standings.find(|one| one.check.id() == check);
    let Standing {
        held,
        not_yet_due,
        overdue,
        broken,
        ..
    } = standing.expect("it stands somehow");
    [*held, *not_yet_due, *overdue, *broken]
}

#[test]
fn each_check_is_asked_of_the_record_as_it_was_then() -> Result<()> {
    let kept = listening()?;
    for (day, entries, stands) in STANDS {
        let found = at(&kept, day)?;
        let is = ["C13", "C14", "C19", "C20", "C32"].map(|check| of(&found, check));
        assert_eq!((found.entries, is), (entries, stands), "{day}");
        // Two contents were public on the first day, and are hidden now.
        let left: Vec<String> = found.left.iter().map(ToString::to_string).collect();
        match left.as_slice() {
            [] => assert_ne!(day, STANDS[0].0),
            [one] => assert!(day == STANDS[0].0 && one.contains("of 2 contents"), "{one}"),
            more => panic!("{more:?}"),
        }
    }
    Ok(())
}

/// On a day how many entries there are, and how C13, C14, C19, C20 and C32 stand: held, not yet due, overdue, broken.
const STANDS: [(&str, u64, [[u64; 4]; 5]); 6] = [
    // Twelve voices and two proposals are to be answered by 5 November; in one that is public there is personal data.
    (
        "2026-10-05",
        27,
        [[0, 14, 0, 0], [0, 14, 0, 0], [0; 4], [0, 1, 0, 0], [0; 4]],
    ),
    // Two voices were taken back; what was hidden is to be looked at again later, one of it later than a deliberation may hide it.
    (
        "2026-10-12",
        65,
        [
            [0, 12, 0, 0],
            [0, 12, 0, 0],
            [1, 0, 0, 1],
            [0, 1, 0, 0],
            [0; 4],
        ],
    ),
    // Eight were answered in time, three of them with what is to be done.
    (
        "2026-11-04",
        73,
        [
            [8, 4, 0, 0],
            [8, 4, 0, 0],
            [1, 0, 0, 1],
            [0, 0, 1, 0],
            [0, 3, 0, 0],
        ],
    ),
    (
        "2026-11-06",
        73,
        [
            [8, 0, 4, 0],
            [8, 0, 4, 0],
            [1, 0, 0, 1],
            [0, 0, 1, 0],
            [0, 3, 0, 0],
        ],
    ),
    // One was answered late, and so it stays; of two other looks one is answered. The reason of one answer is erased, one promise was kept
    // and one dropped.
    (
        "2026-11-30",
        90,
        [
            [9, 1, 3, 1],
            [9, 1, 3, 1],
            [2, 0, 0, 1],
            [0, 0, 1, 0],
            [1, 2, 0, 1],
        ],
    ),
    (
        "2027-06-01",
        90,
        [
            [9, 0, 4, 1],
            [9, 0, 4, 1],
            [0, 0, 2, 1],
            [0, 0, 1, 0],
            [1, 0, 2, 1],
        ],
    ),
];

#[test]
fn what_is_late_is_told_in_both_languages_and_what_is_not_asked_too() -> Result<()> {
    let kept = listening()?;
    for (day, lines) in [
        (
            "2026-10-05",
            [
                (
                    "C19 (What was hidden is looked at again) in kr0018-flagships: nothing to ask",
                    "kr0018-flagships의 C19(가린 것을 다시 본다): 물을 것이 없음",
                ),
                (
                    "C32 (Progress on what was adopted is told until it is done) in kr0018-flagships: nothing to ask",
                    "kr0018-flagships의 C32(채택한 것은 마칠 때까지 진행을 알린다): 물을 것이 없음",
                ),
                ("the checks of openness at ", "의 공개성 점검"),
            ],
        ),
        (
            "2026-11-30",
            [
                (
                    "C14, voice:kr0018-flagships/9: due by 2026-11-05, done 5 days late",
                    "C14, voice:kr0018-flagships/9: 2026-11-05까지였고 5일 늦게 했습니다",
                ),
                (
                    "C20, voice:kr0018-flagships/11: due by 2026-10-12",
                    "C20, voice:kr0018-flagships/11: 2026-10-12까지였고",
                ),
                (
                    "C32, voice:kr0018-flagships/8: adopted and planned by ",
                    "C32, voice:kr0018-flagships/8: 채택하여 ",
                ),
            ],
        ),
    ] {
        let report = report(&kept, &format!("{day}T09:00:00.000Z"), Options::default())?;
        let (english, korean) = (report.text(Language::En), report.text(Language::Ko));
        for (in_english, in_korean) in lines {
            assert!(english.contains(in_english), "{in_english}: {english}");
            assert!(korean.contains(in_korean), "{in_korean}: {korean}");
        }
        let told = |text: &str, word: &str| {
            let lines = text
                .lines()
                .filter(|line| line.trim_start().starts_with(word));
            lines.count()
        };
        assert_eq!(
            told(&english, "open "),
            told(&korean, "공개성 "),
            "{english}{korean}"
        );
        assert!(
            told(&english, "open ") > 5,
            "a line for each check: {english}"
        );
    }
    Ok(())
}

#[test]
fn before_there_was_a_programme_nothing_is_asked_and_that_is_said() -> Result<()> {
    let kept = listening()?;
    let report = report(&kept, "2026-10-01T00:00:00.000Z", Options::default())?;
    let found = report.openness.as_ref().context("it is said")?;
    assert_eq!((found.entries, found.checks.len()), (0, 0));
    let text = report.text(Language::En);
    assert!(text.contains("there was no programme"), "{text}");
    Ok(())
}

/// However much it takes, what is not read is said, with how to get it.
#[test]
fn what_is_not_read_is_said_with_how_to_get_it() -> Result<()> {
    let kept = listening()?;
    let late = "2027-06-01T00:00:00.000Z";
    let few = Options {
        kept: Some(4_000),
        ..Options::default()
    };
    let report_of_few = report(&kept, late, few)?;
    assert_eq!(report_of_few.status, Status::Incomplete);
    let found = report_of_few.openness.as_ref().context("it is said")?;
    assert!(found.checks.is_empty() && found.findings.is_empty());
    assert_eq!(found.left.len(), 1);
    for (language, says) in [
        (
            Language::En,
            ["not asked: ", "verify --patient keeps all of them"],
        ),
        (
            Language::Ko,
            ["묻지 못했습니다", "verify --patient는 모두 담고"],
        ),
    ] {
        let text = report_of_few.text(language);
        for says in says {
            assert!(text.contains(says), "{says}: {text}");
        }
    }
    // What was to be asked stood before the place where reading ended.
    let few = Options {
        kept: Some(4_000),
        ..Options::default()
    };
    let early = report(&kept, "2026-10-05T00:30:02.000Z", few)?;
    let found = early.openness.context("it is asked")?;
    assert!(found.left.is_empty(), "{:?}", found.left);
    assert_eq!(
        found.checks.len(),
        madang_programme::finding::Check::ALL.len()
    );
    // A time that is none is said to be none.
    let wrong = report(&kept, "yesterday", Options::default())?;
    let found = wrong.openness.context("it is said")?;
    assert_eq!(found.left.len(), 1, "{:?}", found.left);
    Ok(())
}

#[test]
fn what_the_checks_found_is_data_too() -> Result<()> {
    let kept = listening()?;
    let found = serde_json::to_value(at(&kept, "2026-11-30")?)?;
    let broken = found["findings"].as_array().context("findings")?.iter();
    let broken = broken.filter(|one| one["status"] == "broken");
    // Beside an answer whose reason is gone, and what is hidden for too long.
    let broken: Vec<_> = broken.filter(|one| one["check"] == "C14").collect();
    assert_eq!(
        broken,
        [&json!({
            "check": "C14",
            "programme": PROGRAMME,
            "subject": "voice:kr0018-flagships/9",
            "institution": broken[0]["institution"],
            "status": "broken",
            "due": "2026-11-05",
            "done": "2026-11-10",
            "late": 5,
            "entries": broken[0]["entries"],
        })]
    );
    // Whose task it is stands beside it, by its name in the report.
    let id = broken[0]["institution"]
        .as_str()
        .context("an institution")?;
    let report = report(&kept, "2026-11-30T09:00:00.000Z", Options::default())?;
    for (language, of) in [
        (Language::En, "; institution: "),
        (Language::Ko, ". 맡은 기관: "),
    ] {
        let name = &found["institutions"][PROGRAMME][id]["en"];
        let told = format!("{of}{}", name.as_str().context("its name")?);
        let text = report.text(language);
        let mut lines = text.lines();
        let line = lines.find(|line| line.contains("C14, voice:kr0018-flagships/9"));
        let line = line.context("a line")?;
        assert!(line.ends_with(&told), "{told}: {line}");
    }
    Ok(())
}

/// A day ends where the programme is, and what a copy cannot know is not told as a fact.
#[test]
fn a_day_ends_where_the_programme_is_and_after_the_copy_nothing_is_known() -> Result<()> {
    let kept = listening()?;
    let on = |day: &str| {
        let options = Options {
            at: Some(At::Day(day.parse()?)),
            ..Options::default()
        };
        kept.judged_with(&kept.record, options)
    };
    let report = on("2026-11-04")?;
    let found = report.openness.as_ref().context("it is asked")?;
    assert_eq!(found.at, "2026-11-04T14:59:59.999Z");
    assert_eq!((found.ends.as_ref(), found.entries), (None, 73));
    for (language, says) in [
        (Language::En, "the end of 2026-11-04 in Asia/Seoul"),
        (Language::Ko, "2026-11-04 하루가 끝날 때(Asia/Seoul"),
    ] {
        let text = report.text(language);
        assert!(text.contains(says), "{text}");
        assert!(
            !text.contains("this copy") && !text.contains("사본"),
            "{text}"
        );
    }
    let report = on("2027-06-01")?;
    let found = report.openness.as_ref().context("it is asked")?;
    let ends = found.ends.as_ref().context("it ends before")?;
    assert!(ends.starts_with("2026-11-27"), "{ends}");
    let english = report.text(Language::En);
    let korean = report.text(Language::Ko);
    for says in [
        "this copy ends at 2026-11-27",
        "4 overdue unless done since this copy ends",
        "not done when this copy ends; ",
        "overdue if nothing was done since",
    ] {
        assert!(english.contains(says), "{says}: {english}");
    }
    assert!(!english.contains("had by then"), "{english}");
    for says in ["이 사본은 2026-11-27", "그 뒤에도 하지 않았다면"] {
        assert!(korean.contains(says), "{says}: {korean}");
    }
    Ok(())
}
