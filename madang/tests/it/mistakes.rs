//! All that is wrong in a row is told with its line and column, and what is good beside it.

use crate::own::{Own, PROGRAMME};

/// What a trial run that finds mistakes says: on standard output what is good, on standard error what is not.
fn tried(own: &Own, file: &str) -> (String, String) {
    let (data, of) = (own.path("data"), PROGRAMME);
    let arguments = [
        "import",
        file,
        "--programme",
        of,
        "--dry-run",
        "--data",
        &data,
    ];
    let (code, out, errors) = own.run(&arguments);
    assert_eq!(code, Some(1), "{out}{errors}");
    (out, errors)
}

fn has_all(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{part:?} is not in: {said}");
    }
}

#[test]
fn a_trial_run_tells_what_is_good_beside_the_mistakes() {
    let own = Own::voting();
    let ballots = own.file("mixed.csv", b"voter_id,vote\na,1\nb,\"1,2,3\"\nc,9\nd,2\n");
    let (good, wrong) = tried(&own, &ballots);
    has_all(
        &wrong,
        &[
            "mixed.csv: line 3",
            "mixed.csv: line 4",
            "nothing was recorded",
        ],
    );
    has_all(
        &good,
        &[
            "what is good in these files:",
            "4 entries would be recorded",
            "mistakes in lines 3, 4",
            "4 ballots of 4 voters: 2 can count, 2 cannot",
        ],
    );
    // A row that cannot even be read takes nothing from the others.
    let ballots = own.file("torn.csv", b"voter_id,vote\na,1\n,2\nc,1,2,3\nd,2\n");
    let (good, wrong) = tried(&own, &ballots);
    has_all(&wrong, &["torn.csv: line 3", "torn.csv: line 4"]);
    has_all(
        &good,
        &[
            "2 ballots of 2 voters: 2 can count, 0 cannot",
            "mistakes in lines 3, 4",
        ],
    );
    let korean = own.in_locale(
        "ko_KR.UTF-8",
        &["import", &ballots, "--programme", PROGRAMME, "--dry-run"],
    );
    has_all(
        &korean,
        &["이 파일들에서 문제없는 것:", "3, 4행에 잘못이 있습니다"],
    );
    // Without a trial nothing is told of what would have been good: nothing of it is taken.
    let own_words = own.refused(&["import", &ballots, "--programme", PROGRAMME], &["line 3"]);
    assert!(!own_words.contains("what is good"), "{own_words}");
}

#[test]
fn every_mistake_of_a_row_is_told_with_its_place() {
    let own = Own::voting();
    let voices = own.file(
        "v.csv",
        b"id,channel,institution,group,audience,region,source,text_en\n\
          a b,pigeon,,general,everyone,Seoul,ftp://x,\n\
          2,petition,nobody,nowhere,noone,KR-11,https://example.org/2,A bus\n",
    );
    let (good, wrong) = tried(&own, &voices);
    has_all(
        &wrong,
        &[
            "v.csv: line 2, column A \"id\" (identifier):",
            "v.csv: line 2, column B \"channel\": \"pigeon\"",
            "v.csv: line 2, column C \"institution\": nothing stands here",
            "v.csv: line 2, column F \"region\": \"Seoul\"",
            "v.csv: line 2, column G \"source\":",
            "v.csv: line 2, column H \"text_en\" (text):",
            "v.csv: line 3, column C \"institution\": voice \"2\": there is no institution \"nobody\"",
            "v.csv: line 3, column D \"group\" (service group): voice \"2\": there is no group \"nowhere\"",
            "v.csv: line 3, column E \"audience\": voice \"2\": there is no audience \"noone\"",
        ],
    );
    assert_eq!(wrong.lines().count(), 10, "{wrong}");
    has_all(
        &good,
        &["0 entries would be recorded", "mistakes in lines 2, 3"],
    );
    let proposals = own.file(
        "p.csv",
        b"id,title_en,cost,group,audiences,proposer_kind\n7,,much,nowhere,,alien\n8,Eight,5,nowhere,noone,citizen\n",
    );
    let (_, wrong) = tried(&own, &proposals);
    has_all(
        &wrong,
        &[
            "line 2, column B \"title_en\" (title):",
            "line 2, column C \"cost\":",
            "line 2, column F \"proposer_kind\" (kind of proposer): \"alien\"",
            "line 3, column D \"group\" (service group): proposal \"8\": there is no group \"nowhere\"",
            "line 3, column E \"audiences\": proposal \"8\": there is no audience \"noone\"",
        ],
    );
    let members = own.file("m.csv", b"body,member,class,post_en\n,A B,doctor,\n");
    let (_, wrong) = tried(&own, &members);
    has_all(
        &wrong,
        &[
            "line 2, column A \"body\":",
            "line 2, column B \"member\":",
            "line 2, column C \"class\":",
            "line 2, column D \"post_en\" (post):",
        ],
    );
    let points = own.file("b.csv", b"voter_id,vote,points\na,1|2,half|x\n");
    let (_, wrong) = tried(&own, &points);
    has_all(
        &wrong,
        &[
            "column C \"points\": \"half\"",
            "column C \"points\": \"x\"",
        ],
    );
}

#[test]
fn a_mistake_of_scores_has_its_line_and_its_field() {
    let own = Own::voting();
    let scores = own.file(
        "scores.csv",
        b"body,expert,project_id,score\n,,,high\nno-panel,member-1,1,7\nexpert-panel,member-1,77,7\nexpert-panel,member-1,1,7\nexpert-panel,member-1,78,7\nexpert-panel,nobody,1,7\nexpert-panel,member-1,1,8\n",
    );
    let (good, wrong) = tried(&own, &scores);
    has_all(
        &wrong,
        &[
            "scores.csv: line 2, column A \"body\":",
            "scores.csv: line 2, column B \"expert\":",
            "scores.csv: line 2, column C \"project_id\" (number of the proposal):",
            "scores.csv: line 2, column D \"score\":",
            "scores.csv: line 3, column A \"body\":",
            "scores.csv: line 4, column C \"project_id\"",
            "scores.csv: line 6, column C \"project_id\"",
            "scores.csv: line 7, column B \"expert\":",
            "scores.csv: line 8, column C \"project_id\" (number of the proposal):",
        ],
    );
    has_all(&good, &["mistakes in lines 2, 3, 4, 6, 7, 8"]);
}
