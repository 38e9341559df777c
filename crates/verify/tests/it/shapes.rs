//! Contents of a shape that their kind does not have, signed by whoever holds the log's key.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use madang_verify::{Options, Status};

use super::signed::Liar;
use super::support::{check, kept, with_content};

#[test]
fn a_content_of_another_shape_fails_whatever_it_is_of() -> Result<()> {
    let mut tried = BTreeSet::new();
    for name in [
        "2026-11",
        "2026-11-whole",
        "2026-11-operator",
        "2026-11-taken-back",
        "2026-11-listening",
        "2026-11-proposing",
    ] {
        let liar = Liar::new(name)?;
        for (kind, index) in liar.chosen()? {
            let bodies = liar.kept.record.bodies.iter();
            let of_entry = bodies.filter(|body| body.entry == index as u64);
            for body in of_entry {
                let text = madang_record::to_canonical(&body.content)?;
                let text = String::from_utf8(text)?;
                let rest = text.strip_prefix('{').context("an object")?;
                for shape in [
                    "[]".to_owned(),
                    "null".to_owned(),
                    "{}".to_owned(),
                    "{\"anything\":1}".to_owned(),
                    // A member twice, a member too many, other spellings.
                    format!("{{\"a\":1,\"a\":1,{rest}"),
                    format!("{{\"a\":1,{rest}"),
                    format!("{{ {rest}"),
                    text.replacen("\":", "\": ", 1),
                ] {
                    let folder = super::support::workplace()?;
                    let mut record = kept(name)?;
                    // Some kinds may leave everything out.
                    if shape == "{}"
                        && [
                            "review.recorded/1",
                            "commitment.recorded/1",
                            "commitment.corrected/1",
                        ]
                        .contains(&&*kind)
                    {
                        continue;
                    }
                    let path = folder.path();
                    with_content(&mut record, index, &body.name, true, &shape, path)?;
                    let report = check(path, Options::default());
                    assert_eq!(
                        report.status,
                        Status::Failed,
                        "{kind} {}: {shape}",
                        body.name
                    );
                }
                tried.insert((kind.clone(), body.name.clone()));
            }
        }
    }
    let names: Vec<String> = tried
        .iter()
        .map(|(kind, name)| format!("{kind} {name}"))
        .collect();
    assert_eq!(names, TRIED);
    Ok(())
}

/// The contents of the kept records, by kind and name.
const TRIED: [&str; 26] = [
    "answer.given/1 reason",
    "answer.progress/1 text",
    "ballot.cast/1 ballot",
    "body.member_appointed/1 person",
    "commitment.corrected/1 text",
    "commitment.recorded/1 text",
    "log.operator_named/1 contact",
    "need.defined/1 text",
    "programme.created/1 text",
    "programme.created/2 text",
    "proposal.commented/1 text",
    "proposal.merged/1 reason",
    "proposal.revised/1 text",
    "proposal.split/1 reason",
    "proposal.submitted/1 text",
    "proposal.submitted/2 text",
    "proposal.withdrawn/2 text",
    "reexamination.asked/1 reason",
    "review.recorded/1 text",
    "scores.submitted/1 scores",
    "selection.published/1 analysis",
    "selection.published/1 outcome",
    "voice.received/1 text",
    "voice.supplement_asked/1 question",
    "voice.supplemented/1 text",
    "voice.transferred/1 reason",
];
