//! What the rules of before allow and hides something: the code of a slip and the list of what costs trust name it.

use anyhow::{Context, Result};
use madang_programme::voices::code::Code;
use madang_record::{OpenBody, Salt};
use madang_verify::{Options, Report, Status};
use serde_json::{Value, json};

use super::hidden::{append, erase};
use super::support::{Kept, Published, hide, kept};
use super::work::with_openings;

pub const PROGRAMME: &str = "kr0018-flagships";
pub const OFFICIAL: &str = "official/demo";

/// A place in a programme, referring to entries.
pub fn place(programme: &str, subject: &str, refs: &[(&str, usize)]) -> Value {
    let refs = refs.iter();
    let refs: Vec<Value> = refs
        .map(|(rel, entry)| json!({ "entry": entry, "rel": rel }))
        .collect();
    json!({ "refs": refs, "space": programme, "subject": subject })
}

/// Adds an entry with a public content.
pub fn say(
    record: &mut Published,
    kind: &str,
    actor: &str,
    (mut place, facts): (Value, Value),
    (name, content): (&str, Value),
) -> Result<usize> {
    let index = record.entries.len();
    let body = OpenBody {
        entry: index as u64,
        name: name.to_owned(),
        salt: Salt::from_bytes([u8::try_from(index)?; 32]),
        content,
    };
    let hash = body.hash()?.to_string();
    place["bodies"] = json!([{ "hash": hash, "name": name, "visibility": "public" }]);
    append(record, kind, actor, place, facts)?;
    record.bodies.push(body);
    Ok(index)
}

pub fn english(text: &str) -> Value {
    json!({ "en": text })
}

/// A voice of a slip, by its number, in the programme of an entry, for the institution of another.
fn voice(
    kept: &mut Kept,
    programme: &str,
    (id, receipt): (&str, String),
    (of, institution): (usize, usize),
) -> Result<usize> {
    let refs = [("programme", of), ("institution", institution)];
    say(
        &mut kept.record,
        "voice.received/1",
        OFFICIAL,
        (
            place(programme, &format!("voice:{programme}/{id}"), &refs),
            json!({
                "channel": "card", "id": id, "institution": "interior", "programme": programme,
                "receipt": receipt,
            }),
        ),
        (
            "text",
            json!({ "text": english("The last bus leaves too early.") }),
        ),
    )
}

/// The kept record of a programme that listens, with a voice by a code in it, and one by the same code in another programme, which
/// comes before it.
fn with_code(code: &Code) -> Result<(Kept, usize)> {
    let mut kept = kept("2026-11-listening")?;
    let receipt = |programme: &str| code.receipt("example.org/madang", programme);
    let own = voice(&mut kept, PROGRAMME, ("13", receipt(PROGRAMME)), (2, 37))?;
    let facts = json!({ "commitment": "KR0018", "currency": "KRW", "example": true, "id": "aaa", "zone": "Asia/Seoul" });
    let title = json!({ "summary": english("Another"), "title": english("Another") });
    let another = say(
        &mut kept.record,
        "programme.created/1",
        OFFICIAL,
        (place("aaa", "programme:aaa", &[("commitment", 1)]), facts),
        ("text", title),
    )?;
    let facts = json!({ "id": "interior", "name": english("Interior"), "programme": "aaa" });
    let there = place("aaa", "institution:aaa/interior", &[("programme", another)]);
    let institution = append(
        &mut kept.record,
        "institution.named/1",
        OFFICIAL,
        there,
        facts,
    )?;
    voice(
        &mut kept,
        "aaa",
        ("1", receipt("aaa")),
        (another, institution),
    )?;
    Ok((kept, own))
}

fn asked(kept: &Kept, code: &Code) -> Result<Report> {
    let options = Options {
        code: Some(code.clone()),
        ..Options::default()
    };
    let report = kept.judged_with(&kept.record, options)?;
    assert_ne!(report.status, Status::Failed, "{:?}", report.failures);
    Ok(report)
}

#[test]
fn a_code_tells_of_the_voice_of_each_programme_and_of_what_is_hidden() -> Result<()> {
    let code = Code::of_random([7; 20]);
    let (mut kept, own) = with_code(&code)?;
    let answered = json!({
        "decider": "interior", "programme": PROGRAMME, "subject": { "voice": "13" },
        "disposition": { "not_adopted": { "creative": false, "effective": true, "feasible": true, "lasting": true, "scope": true } },
    });
    let refs = [("voice", own), ("institution", 37)];
    let there = place(PROGRAMME, &format!("voice:{PROGRAMME}/13"), &refs);
    let reason = json!({ "post": english("Director"), "reason": english("There is no money for more buses.") });
    let answer = say(
        &mut kept.record,
        "answer.given/1",
        OFFICIAL,
        (there, answered),
        ("reason", reason),
    )?;
    let says = |kept: &Kept| -> Result<Vec<(String, Vec<String>)>> {
        let found = asked(kept, &code)?.code.into_iter();
        let says = found.map(|one| {
            let says = one.says.iter().map(ToString::to_string);
            (one.programme, says.collect())
        });
        Ok(says.collect())
    };
    let all = says(&kept)?;
    let [(aaa, waits), (programme, told)] = &all[..] else {
        anyhow::bail!("two voices");
    };
    assert_eq!((aaa.as_str(), programme.as_str()), ("aaa", PROGRAMME));
    assert!(waits[0].contains("waits"), "{waits:?}");
    assert_eq!(told.len(), 2, "{told:?}");
    // Nothing but the fact that it was answered is left.
    hide(&mut kept.record, own, "text");
    append(
        &mut kept.record,
        "content.restricted/1",
        OFFICIAL,
        json!({ "subject": format!("content:{own}/text"), "refs": [{ "entry": own, "rel": "entry" }] }),
        json!({ "entry": own, "ground": "order", "name": "text", "review_by": "2027-03-01", "roles": ["official"] }),
    )?;
    erase(&mut kept.record, answer, "reason")?;
    let all = says(&kept)?;
    let told = &all[1].1;
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(
        told[2].contains("is hidden") && told[2].contains("order"),
        "{told:?}"
    );
    assert!(told[3].contains("is gone"), "{told:?}");
    Ok(())
}

/// What is told of a record among what costs trust.
pub fn costs(kept: &Kept) -> Result<Vec<(String, String)>> {
    let report = kept.judged(&kept.record)?;
    assert_ne!(report.status, Status::Failed, "{:?}", report.failures);
    let costs = report.costs.into_iter();
    Ok(costs
        .map(|cost| (cost.entries, cost.what.to_string()))
        .collect())
}

fn handed_in(kept: &mut Kept, actor: &str, id: &str) -> Result<usize> {
    say(
        &mut kept.record,
        "proposal.submitted/2",
        actor,
        (
            place(
                PROGRAMME,
                &format!("proposal:{PROGRAMME}/{id}"),
                &[("programme", 2)],
            ),
            json!({ "by": "participant", "group": "general", "id": id, "programme": PROGRAMME }),
        ),
        ("text", json!({ "title": english("A night bus") })),
    )
}

#[test]
fn what_is_done_to_what_others_said_is_told() -> Result<()> {
    let mut kept = kept("2026-11-listening")?;
    let mine = handed_in(&mut kept, "participant/hong-010-1234-5678", "mine")?;
    let umbrella = handed_in(&mut kept, "participant/z", "umbrella")?;
    let values = json!({ "audiences": ["families"], "cost": 5, "group": "general", "id": "mine", "programme": PROGRAMME });
    let amended = say(
        &mut kept.record,
        "proposal.amended/1",
        OFFICIAL,
        (
            place(
                PROGRAMME,
                &format!("proposal:{PROGRAMME}/mine"),
                &[("corrects", mine), ("programme", 2)],
            ),
            json!({ "amends": mine, "reason": english("A slip."), "values": values }),
        ),
        ("text", json!({ "title": english("Other words") })),
    )?;
    say(
        &mut kept.record,
        "proposal.merged/1",
        OFFICIAL,
        (
            place(
                PROGRAMME,
                &format!("proposal:{PROGRAMME}/umbrella"),
                &[("proposal", umbrella), ("from", mine)],
            ),
            json!({ "from": ["mine"], "into": "umbrella", "programme": PROGRAMME }),
        ),
        ("reason", json!({ "reason": english("They are alike.") })),
    )?;
    let withdrawn = append(
        &mut kept.record,
        "proposal.withdrawn/1",
        "participant/z",
        place(
            PROGRAMME,
            &format!("proposal:{PROGRAMME}/umbrella"),
            &[("proposal", umbrella)],
        ),
        json!({ "id": "umbrella", "programme": PROGRAMME }),
    )?;
    let told = costs(&kept)?;
    for (entries, words) in [
        (mine.to_string(), "a pseudonym"),
        (amended.to_string(), "rest on the official"),
        (withdrawn.to_string(), "in which others went on"),
        // Of the kept record: what was added, and what was asked for, in the place of others; and periods that got longer.
        ("39, 76".to_owned(), "in the place of whoever said it"),
        ("14, 87".to_owned(), "a period longer"),
    ] {
        let found = told.iter().find(|(_, what)| what.contains(words));
        let found = found.with_context(|| format!("{words}: {told:#?}"))?;
        assert_eq!(found.0, entries, "{words}");
    }
    Ok(())
}

#[test]
fn words_of_candidates_that_were_hidden_before_the_count_are_told() -> Result<()> {
    let mut kept = with_openings(1, 1)?;
    let proposal = kept.record.first_of("proposal.submitted/1")?;
    let there = |proposal: usize| json!({ "subject": format!("content:{proposal}/text"), "refs": [{ "entry": proposal, "rel": "entry" }] });
    let hidden = json!({ "entry": proposal, "ground": "order", "name": "text", "review_by": "2027-03-01", "roles": ["official"] });
    let under_way_bodies = kept.record.bodies.clone();
    hide(&mut kept.record, proposal, "text");
    let told = |kept: &Kept| -> Result<Vec<String>> {
        let told = costs(kept)?.into_iter();
        let told = told.filter(|(_, what)| what.contains("words of candidates"));
        Ok(told.map(|(entries, _)| entries).collect())
    };
    let restrict = |kept: &mut Kept| {
        let actor = "official/console";
        append(
            &mut kept.record,
            "content.restricted/1",
            actor,
            there(proposal),
            hidden.clone(),
        )
    };
    // The vote was called off before, so that it changed nothing.
    let mut over = Kept {
        record: kept.record.clone(),
        key: kept.key.clone(),
    };
    restrict(&mut over)?;
    assert_eq!(told(&over)?, Vec::<String>::new());
    kept.record.entries.pop();
    let again = |kept: &Kept| Kept {
        record: kept.record.clone(),
        key: kept.key.clone(),
    };
    let under_way = again(&kept);
    let restricted = restrict(&mut kept)?;
    assert_eq!(told(&kept)?, [restricted.to_string()]);
    // Erased it cannot be read either.
    let mut erased = again(&under_way);
    let by = erase(&mut erased.record, proposal, "text")?;
    assert_eq!(told(&erased)?, [by.to_string()]);
    // Hidden before the vote opened, it is told where it still was so when ballots were cast.
    for shown in [false, true] {
        let mut early = again(&under_way);
        let opening = early.record.entries.pop().context("the opening")?;
        let restricted = restrict(&mut early)?;
        let actor = "official/console";
        if shown {
            let again = json!({ "entry": proposal, "name": "text" });
            append(
                &mut early.record,
                "content.released/1",
                actor,
                there(proposal),
                again,
            )?;
            let mut bodies = under_way_bodies.iter();
            let words = bodies.find(|body| body.entry == proposal as u64);
            early
                .record
                .bodies
                .push(words.context("the words")?.clone());
            early.record.bodies.sort_by_key(|body| body.entry);
        }
        let mut opening: Value = serde_json::from_slice(&opening)?;
        let (kind, facts) = (opening["kind"].take(), opening["facts"].take());
        let kind = kind.as_str().context("a kind")?;
        let place = json!({ "refs": opening["refs"], "space": opening["space"], "subject": opening["subject"] });
        append(&mut early.record, kind, actor, place, facts)?;
        let expected = match shown {
            true => vec![],
            false => vec![restricted.to_string()],
        };
        assert_eq!(told(&early)?, expected);
    }
    Ok(())
}
