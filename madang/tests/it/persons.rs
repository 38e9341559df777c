//! What seems to be of a person, before it stands on the record.

use crate::own::Own;

#[test]
fn an_identifier_that_is_a_number_of_a_person_is_recorded_only_where_that_is_accepted() {
    let own = Own::new();
    own.templates();
    let programme = own.path("files/programme.json");
    let table = "id,title_en,cost\n홍길동-010-1234-5678,One,5\n900101-1234567,Two,5\nOGM-2026-11,Three,5\nkim@example.org,Four,5\n";
    let table = own.file("p.csv", table.as_bytes());
    let import = ["import", &programme, &table];
    let says = [
        "line 2, proposal \"홍길동-010-1234-5678\" holds a telephone number in its identifier",
        "line 3, proposal \"900101-1234567\" holds a resident registration number in its identifier",
        "line 5, proposal \"kim@example.org\" holds a mail address in its identifier",
    ];
    let refusing = [
        &says[..],
        &["nothing was recorded", "--accept personal-data"],
    ]
    .concat();
    for more in [&[][..], &["--dry-run"], &["--accept", "all"]] {
        let said = own.refused(&[&import[..], more].concat(), &refusing);
        assert!(!said.contains("line 4"), "{said}");
        assert!(!own.has_data(), "{more:?}");
    }
    // Whoever takes them is warned, and not again of what is there.
    let accepting = [&import[..], &["--accept", "personal-data"]].concat();
    let said = own.act(&accepting);
    assert!(says.iter().all(|words| said.contains(words)), "{said}");
    own.act(&import);
}

#[test]
fn words_that_seem_to_be_of_a_person_are_warned_of_whatever_they_are_of() {
    let own = Own::new();
    own.templates();
    let programme = own.path("files/programme.json");
    let table = "id,title_en,summary_en,cost\n1,One,Call 010-1234-5678,5\n2,Two,Words,5\n3,Write to kim@example.org,,5\n";
    let table = own.file("p.csv", table.as_bytes());
    let said = own.act(&["import", &programme, &table, "--dry-run"]);
    assert!(
        said.contains("the words of 2 lines (2, 4) seem to hold"),
        "{said}"
    );
}
