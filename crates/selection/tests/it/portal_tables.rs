//! The tables that the portal publishes are input like any other.

use madang_selection::pabulib::{Policy, ReadOptions};
use madang_selection::tabular::{
    CsvOptions, read_csv, read_score_sheets_csv, read_votes_csv, write_csv_ballots,
    write_csv_projects,
};
use madang_selection::{Decimal, Election, VoteType, WarningKind};

const PROPOSALS: &str = "\u{feff}id,state,rank,group,audiences,cost,currency,vote,entry,at,title_ko,summary_ko,title_en,summary_en\r\n\
    park,selected,1,green,children|everyone,60.5,PLN,v1,7,2026-11-28T10:00:00.000Z,공원,,A park,\"Trees, benches\"\r\n\
    bench,not_selected,,,,40,PLN,v1,8,2026-11-28T10:00:00.000Z,,,A bench,\r\n";

fn options() -> CsvOptions {
    CsvOptions {
        budget: Some(Decimal::from(100)),
        source_names: ["p.csv".to_owned(), "b.csv".to_owned()],
        ..CsvOptions::default()
    }
}

fn election(ballots: &str) -> Election {
    read_csv(PROPOSALS, ballots, &options()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_row_for_each_choice_is_a_ballot_for_each_entry() {
    let ballots = "entry,voter,place,project,points\r\n9,0a,1,park,\r\n9,0a,2,bench,\r\n10,0b,,,\r\n11,0c,1,bench,\r\n";
    let found = election(ballots);
    assert_eq!(found.vote_type(), VoteType::Approval);
    assert_eq!(found.ballots().total_weight(), 3);
    assert_eq!(found.votes(), [2, 1]);
    assert_eq!(found.warnings().count(WarningKind::EmptyBallot), 1);
    let voters = found.voters().expect("rows").column("voter_id");
    assert_eq!(voters.expect("voters").get(2), "0c");
    let park = &found.projects()[1];
    assert_eq!(park.name, "공원");
    assert_eq!(park.group.as_deref(), Some("green"));
    assert_eq!(park.audiences, ["children", "everyone"]);
    assert_eq!(found.projects()[0].name, "A bench");
    // The same as with a row for each ballot, and as it is written again.
    let plain = election("voter_id,vote\n0a,park|bench\n0b,\n0c,bench\n");
    assert_eq!(found.input_digest(), plain.input_digest());
    let mut written = Vec::new();
    write_csv_ballots(&found, &mut written).expect("memory takes it");
    let written = String::from_utf8(written).expect("text");
    assert_eq!(election(&written).input_digest(), plain.input_digest());
}

/// Old records have identifiers that a spreadsheet would take for formulas: the portal writes them guarded, in every table alike.
#[test]
fn identifiers_that_are_guarded_against_spreadsheets_still_join() {
    let projects = "project_id,cost,name\n'=1+1,50,One\n2,60,Two\n'@3,40,Three\n";
    let ballots = "voter_id,vote,entry\na,'=1+1|2,7\nb,2|'=1+1,8\nc,'@3,9\n";
    let found = read_csv(projects, ballots, &options()).expect("an election");
    let ids: Vec<&str> = found
        .projects()
        .iter()
        .map(|project| &*project.id)
        .collect();
    let votes = |id: &str| {
        let place = ids.iter().position(|own| *own == id);
        found.votes()[place.unwrap_or_else(|| panic!("{id}: {ids:?}"))]
    };
    // They come back as the record has them.
    assert_eq!([votes("=1+1"), votes("2"), votes("@3")], [2, 2, 1]);
    assert_eq!(found.warnings().count(WarningKind::UnknownProject), 0);
    let scores = "body,expert,project_id,score\npanel,m1,'=1+1,3\n";
    let sheets = read_score_sheets_csv(scores, "scores.csv").expect("score sheets");
    assert_eq!(sheets.len(), 1);
}

/// Old records have identifiers with a bar, which parts choices elsewhere: nobody's ballot counts for others than it names.
#[test]
fn a_bar_in_an_identifier_parts_no_choices() {
    let projects = "project_id,cost\na|b,50\na,60\nb,40\n";
    let votes = |ballots: &str| {
        let found = read_csv(projects, ballots, &options()).expect(ballots);
        let places = ["a|b", "a", "b"].map(|id| {
            let mut own = found.projects().iter();
            own.position(|project| &*project.id == id).expect(id)
        });
        places.map(|place| found.votes()[place])
    };
    // As the portal writes it, of such a vote, and with a row for each choice.
    assert_eq!(
        votes("voter_id,vote\n1,\"a|b,a\"\n2,\"b,a\"\n3,a|b\n"),
        [2, 2, 1]
    );
    let rows = "voter,place,project\n1,1,a|b\n1,2,a\n2,1,b\n";
    assert_eq!(votes(rows), [1, 1, 1]);
    let refused = read_csv(projects, "voter_id,vote\n1,a|b\n2,b|a\n", &options());
    let refused = refused.expect_err("two projects or one").to_string();
    assert!(
        refused.contains("line 3, column B \"vote\"") && refused.contains("hold bars here"),
        "{refused}"
    );
    let comma = "project_id,cost\n\"a,b\",50\n";
    let refused = read_csv(comma, "voter_id,vote\n1,a\n", &options());
    let refused = refused.expect_err("a comma").to_string();
    assert!(refused.contains("an id without a comma"), "{refused}");
    // Ballots by themselves say where a bar parted them.
    let read = read_votes_csv("voter_id,vote\n1,a|b\n2,\"a,b\"\n", "b.csv").expect("a table");
    assert_eq!(read.parted, [2]);
    let read = read_votes_csv(rows, "b.csv").expect("a table");
    assert!(read.parted.is_empty());
    assert_eq!(read.votes[0].choices, ["a|b", "a"]);
}

/// Whoever sends a file must not get a formula into the spreadsheet of whoever converts it.
#[test]
fn tables_that_are_written_hold_no_formula_and_come_back() {
    let file = "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;name;@column\n=1+1;60;=HYPERLINK(A1);+x\n\
        -2;40;-0.5;'=y\nVOTES\nvoter_id;vote;age\n@a;=1+1,-2;=2\nb;-2;-3\n";
    let options_of_file = ReadOptions::default().with_keep_voters(true);
    let read = madang_selection::pabulib::read(file.as_bytes(), &options_of_file).expect("a file");
    let (mut projects, mut ballots) = (Vec::new(), Vec::new());
    write_csv_projects(&read, &mut projects).expect("memory takes it");
    write_csv_ballots(&read, &mut ballots).expect("memory takes it");
    let [projects, ballots] =
        [projects, ballots].map(|bytes| String::from_utf8(bytes).expect("text"));
    let expected = "project_id,cost,name,'@column\n'=1+1,60,'=HYPERLINK(A1),'+x\n-2,40,-0.5,''=y\n";
    assert_eq!(projects, expected);
    assert_eq!(
        ballots,
        "voter_id,vote,age\n'@a,\"'-2,'=1+1\",'=2\nb,-2,-3\n"
    );
    let again = read_csv(&projects, &ballots, &options()).expect("the same");
    let told = |election: &Election| {
        let projects = election.projects().iter();
        let projects: Vec<_> = projects
            .map(|own| (own.id.clone(), own.columns.clone()))
            .collect();
        let voters = election.voters().expect("rows");
        let voters = ["voter_id", "age"].map(|name| {
            let column = voters.column(name).expect("a column");
            [column.get(0).to_owned(), column.get(1).to_owned()]
        });
        (projects, voters, election.votes().to_vec())
    };
    assert_eq!(told(&again), told(&read));
}

#[test]
fn places_order_a_ranking_and_points_go_with_their_project() {
    let rows = "entry,voter,place,project,points\n9,0a,2,park,3\n10,0b,1,park,1\n9,0a,1,bench,5\n";
    let ranking = CsvOptions {
        vote_type: Some(VoteType::Ordinal),
        ..options()
    };
    let ranked = read_csv(PROPOSALS, rows, &ranking).expect("a ranking");
    let wide = "voter_id,vote\n0a,bench|park\n0b,park\n";
    let wide = read_csv(PROPOSALS, wide, &ranking).expect("a ranking");
    assert_eq!(ranked.input_digest(), wide.input_digest());
    let scored = election(rows);
    assert_eq!(scored.vote_type(), VoteType::Scoring);
    assert_eq!(scored.points(), [5, 4]);
    for (rows, words) in [
        (
            "voter,place,project\n1,x,park\n",
            "line 2, column B \"place\"",
        ),
        (
            "voter,place,project\n1,1,park\n1,1,bench\n",
            "line 3, column B \"place\": expected each place",
        ),
        (
            "voter,project,points\n1,park,3\n1,bench,\n",
            "points for each of 2 projects",
        ),
        (
            "entry,voter,project\n1,0a,park\n2,0a,park\n",
            "`0a` stands on an earlier ballot",
        ),
    ] {
        let error = read_csv(PROPOSALS, rows, &options()).expect_err(words);
        assert!(error.to_string().contains(words), "{error}");
    }
    let both = CsvOptions {
        reading: ReadOptions::default().with_duplicate_voters(Policy::Accept),
        ..options()
    };
    let twice = "entry,voter,project\n1,0a,park\n2,0a,park\n";
    let twice = read_csv(PROPOSALS, twice, &both).expect("both count");
    assert_eq!(twice.votes(), [0, 2]);
}

#[test]
fn ballots_to_import_may_have_a_row_for_each_choice() {
    let rows = "entry,voter,place,project,points\n9,0a,2,park,\n9,0a,1,bench,\n10,0b,,,\n";
    let read = read_votes_csv(rows, "b.csv").expect("ballots");
    assert!(read.faults.is_empty(), "{:?}", read.faults);
    let votes: Vec<_> = read
        .votes
        .into_iter()
        .map(|vote| (vote.line, vote.voter, vote.choices, vote.points))
        .collect();
    let list = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        votes,
        [
            (2, "0a".to_owned(), list(&["bench", "park"]), None),
            (4, "0b".to_owned(), list(&[]), None)
        ]
    );
}

#[test]
fn all_that_is_wrong_in_ballots_is_told_and_the_others_are_read() {
    let told = |rows: &str| {
        let read = read_votes_csv(rows, "b.csv").expect("a table");
        let lines: Vec<u64> = read.votes.iter().map(|vote| vote.line).collect();
        let faults = read.faults.iter().map(ToString::to_string);
        (lines, faults.collect::<Vec<String>>())
    };
    let (lines, faults) = told("voter_id,vote,points\n1,a,2\n,a,1\n2,a|b,1\n3,a\n ,a|b,\n4,b,1\n");
    assert_eq!(lines, [2, 7]);
    assert_eq!(
        faults,
        [
            "b.csv: line 5, row: expected 3 fields as in the header, found 2 fields",
            "b.csv: line 3, column A \"voter_id\": expected the id of a voter, found nothing",
            "b.csv: line 4, column C \"points\": expected points for each of 2 projects, found `1`",
            "b.csv: line 6, column A \"voter_id\": expected the id of a voter, found ` `",
            "b.csv: line 6, column C \"points\": expected points for each of 2 projects, found nothing",
        ]
    );
    let (lines, faults) = told("voter,place,project\n1,first,a\n1,2,b\n2,1,a\n2,1,b\n3,1,a\n");
    assert_eq!(lines, [2, 6]);
    assert_eq!(
        faults,
        [
            "b.csv: line 2, column B \"place\": expected a place: 1, 2, …, found `first`",
            "b.csv: line 5, column B \"place\": expected each place of a ballot once, found `1`",
        ]
    );
}

#[test]
fn all_that_is_wrong_in_scores_is_told_and_too_much_is_counted() {
    let mut sheets =
        "body,expert,project,score\np,A,park,high\np,,park,1\np,A,bench,\"1,5\"\n".to_owned();
    let error = read_score_sheets_csv(&sheets, "s.csv").expect_err("faults");
    let told: Vec<(u64, &str)> = error
        .all()
        .iter()
        .map(|own| (own.line, own.field.as_str()))
        .collect();
    assert_eq!(told, [(2, "score"), (3, "expert"), (4, "score")]);
    for _ in 0..30 {
        sheets.push_str("p,A,park,none\n");
    }
    let error = read_score_sheets_csv(&sheets, "s.csv")
        .expect_err("faults")
        .to_string();
    assert_eq!(error.lines().count(), 21);
    assert!(error.ends_with("\nand 13 more"), "{error}");
}

#[test]
fn scores_are_a_table_of_their_own() {
    let mut found = election("entry,voter,place,project,points\n9,0a,1,park,\n");
    let sheets = "entry,body,expert,project,score\n12,panel,m1,park,4.5\n12,panel,m1,bench,3\n";
    let sheets = read_score_sheets_csv(sheets, "s.csv").expect("sheets");
    found.set_score_sheets(sheets).expect("known projects");
    assert_eq!(found.score_sheets()[0].scores.len(), 2);
}

#[test]
fn a_ballot_of_several_voters_is_none_on_the_record() {
    let rows = "voter_id,vote,weight\na,park,1\nb,park,\nc,park,3\n";
    let read = read_votes_csv(rows, "b.csv").expect("a table");
    assert_eq!(read.votes.len(), 2);
    let [fault] = read.faults.as_slice() else {
        panic!("{:?}", read.faults);
    };
    let said = fault.to_string();
    assert!(said.contains("line 4") && said.contains("weight"), "{said}");
}
