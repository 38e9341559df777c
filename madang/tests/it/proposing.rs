//! Proposals with their needs from files and at the console: called for, handed in, revised, commented on, merged.

use crate::own::{Own, PROGRAMME};

fn act(own: &Own, line: &str) -> String {
    own.act(&line.split(' ').collect::<Vec<_>>())
}

fn refused(own: &Own, line: &str, says: &str) {
    own.refused(&line.split(' ').collect::<Vec<_>>(), &[says]);
}

/// A programme with the needs `n` and `m`.
fn needing() -> Own {
    let own = Own::voting();
    for need in ["n", "m"] {
        let define = format!("need define {PROGRAMME} --id {need} --title en=Home");
        act(&own, &define);
    }
    own
}

#[test]
fn a_table_names_the_needs_that_its_proposals_answer() {
    let own = needing();
    let p = PROGRAMME;
    let table = "id,title_ko,cost,group,proposer_kind,needs\n\
                 91,막차,1000,general,citizen,n|m\n92,서류,2000,general,,\n";
    let file = own.file("proposals.csv", table.as_bytes());
    let import = format!("import {file} --programme {p}");
    act(&own, &import);
    let said = act(&own, &import);
    assert!(said.contains("0 entries recorded"), "{said}");
    let record = own.record();
    let kinds = |kind: &str| {
        let of = |index: &usize| record.entry(*index).expect("an entry")["kind"] == kind;
        (0..record.entries.len()).filter(of).count()
    };
    assert_eq!(kinds("proposal.submitted/2"), 1);
    let wrong = "id,title_ko,cost,needs\n93,막차,1000,n\n";
    let wrong = own.file("wrong.csv", wrong.as_bytes());
    let import = format!("import {wrong} --programme {p}");
    refused(&own, &import, "not what kind of proposer");
    let unknown = "id,title_ko,cost,group,proposer_kind,needs\n93,막차,1000,general,citizen,z\n";
    let unknown = own.file("unknown.csv", unknown.as_bytes());
    let import = format!("import {unknown} --programme {p}");
    refused(&own, &import, "no need \"z\"");
}

#[test]
fn proposals_are_handed_in_revised_and_merged_at_the_console() {
    let own = needing();
    let p = PROGRAMME;
    for id in ["81", "82"] {
        let said = act(
            &own,
            &format!(
                "proposal submit {p} --id {id} --by citizen_group --title en=Buses --group general --need n"
            ),
        );
        assert!(
            said.contains(&format!("proposal {id} is handed in")),
            "{said}"
        );
    }
    refused(
        &own,
        &format!("proposal submit {p} --by nobody --title en=Buses"),
        "institution=ID",
    );
    refused(
        &own,
        &format!("proposal submit {p} --by body=none --title en=Buses --group general"),
        "no body",
    );
    refused(
        &own,
        &format!("proposal submit {p} --by citizen --title en=Buses --after 81=copied"),
        "merged, split, adapted",
    );
    let said = act(
        &own,
        &format!("proposal revise {p} 81 --title en=Trams --cost 5"),
    );
    assert!(said.contains("version 2 of proposal 81"), "{said}");
    act(&own, &format!("proposal comment {p} 81 --text en=Good"));
    let both =
        "--by citizen_group --title en=Both --group general --after 81=merged --after 82=merged";
    act(&own, &format!("proposal submit {p} --id 83 {both}"));
    refused(
        &own,
        &format!("proposal merge {p} 83 --into 83 --reason en=Same"),
        "nothing goes on in itself",
    );
    let said = act(
        &own,
        &format!("proposal merge {p} 81 82 --into 83 --reason en=Same"),
    );
    assert!(said.contains("81, 82 merged into proposal 83"), "{said}");
    refused(
        &own,
        &format!("proposal revise {p} 81 --title en=Late"),
        "merged or split",
    );
    refused(
        &own,
        &format!("proposal call {p} --from 2020-01-01 --to 2020-02-01"),
        "that day is past",
    );
}
