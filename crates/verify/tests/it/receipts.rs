//! A receipt is answered with what became of the ballot.

use anyhow::{Context, Result};
use madang_record::hash::node_hash;
use madang_record::tree::{NodeReader, inclusion_proof};
use madang_record::{Hash, Receipt, TlogProof, leaf_hash};
use madang_verify::{EntryFate, Fate, NotCounted, Options, Report, Status};
use madang_words::Language;
use serde_json::json;

use super::support::{Kept, kept, workplace};

/// The perfect nodes of a tree, by level.
struct Nodes(Vec<Vec<Hash>>);

impl Nodes {
    fn of(entries: &[Vec<u8>]) -> Nodes {
        let mut levels = vec![
            entries
                .iter()
                .map(|entry| leaf_hash(entry))
                .collect::<Vec<_>>(),
        ];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            let pairs = below.chunks_exact(2);
            levels.push(pairs.map(|pair| node_hash(&pair[0], &pair[1])).collect());
        }
        Nodes(levels)
    }
}

impl NodeReader for Nodes {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0
            .get(usize::from(level))?
            .get(usize::try_from(index).ok()?)
            .copied()
    }
}

/// The receipt that the log would have given for an entry.
fn receipt(kept: &Kept, index: usize) -> Result<String> {
    let folder = workplace()?;
    kept.record.write(folder.path(), &kept.key)?;
    let size = kept.record.entries.len() as u64;
    let hashes = inclusion_proof(&Nodes::of(&kept.record.entries), index as u64, size)?;
    let receipt = Receipt {
        entry: String::from_utf8(kept.record.entries[index].clone())?,
        proof: TlogProof {
            extra: None,
            index: index as u64,
            hashes,
            checkpoint: std::fs::read_to_string(folder.path().join("checkpoint"))?,
        },
        bodies: vec![],
    };
    Ok(receipt.to_json()?)
}

fn answered(kept: &Kept, index: usize) -> Result<(Report, Option<Fate>)> {
    let options = Options {
        receipt: Some(receipt(kept, index)?),
        ..Options::default()
    };
    let report = kept.judged_with(&kept.record, options)?;
    let answer = report.receipt.clone().context("an answer")?;
    assert_eq!(answer.entry, index as u64);
    let ballot = answer.ballot.map(serde_json::from_value).transpose()?;
    Ok((report, ballot))
}

#[test]
fn a_ballot_is_counted_replaced_or_not_counted_and_the_report_says_so() -> Result<()> {
    let kept = kept("2026-11")?;
    let first = kept.first_ballot("vote-lot")?;
    // Five voters of this vote thought again: their first ballots come first.
    let (report, fate) = answered(&kept, first)?;
    let by = (first + 5) as u64;
    assert_eq!(fate, Some(Fate::Replaced { by }));
    for (language, word) in [
        (Language::En, "takes its place"),
        (Language::Ko, "대신합니다"),
    ] {
        let text = report.text(language);
        assert!(
            text.contains(word) && text.contains(&by.to_string()),
            "{text}"
        );
    }
    let (_, fate) = answered(&kept, first + 5)?;
    assert!(
        matches!(fate, Some(Fate::Counted | Fate::NotCounted { .. })),
        "{fate:?}"
    );

    let mut seen = std::collections::BTreeSet::new();
    for index in kept.first_ballot("vote-weighted")?..kept.first_ballot("vote-weighted")? + 40 {
        let (report, fate) = answered(&kept, index)?;
        assert_eq!(report.status, Status::Incomplete, "{:?}", report.failures);
        match fate.context("a ballot")? {
            Fate::Counted => seen.insert("counted"),
            Fate::NotCounted {
                because: NotCounted::UnknownProject,
            } => seen.insert("unknown project"),
            other => anyhow::bail!("{index}: {other:?}"),
        };
    }
    assert_eq!(seen.len(), 2, "{seen:?}");
    Ok(())
}

#[test]
fn a_ballot_of_a_vote_that_is_open_or_was_called_off_is_answered_too() -> Result<()> {
    let kept = kept("2026-11")?;
    let (_, fate) = answered(&kept, kept.first_ballot("vote-open")?)?;
    assert_eq!(fate, Some(Fate::NotOpenedYet));
    let cancelled = kept.record.first_of("vote.cancelled/1")? as u64;
    let (_, fate) = answered(&kept, kept.first_ballot("vote-cancelled")?)?;
    assert_eq!(fate, Some(Fate::VoteCancelled { by: cancelled }));
    let (report, fate) = answered(&kept, kept.record.first_of("programme.created/1")?)?;
    assert_eq!(fate, None);
    assert!(report.text(Language::En).contains("stands in the record"));
    Ok(())
}

/// What became of an entry that is no ballot, and the sentence that says so.
fn became(kept: &Kept, index: usize) -> Result<(EntryFate, String)> {
    let (report, ballot) = answered(kept, index)?;
    assert_eq!(ballot, None);
    let answer = report.receipt.context("an answer")?;
    Ok((
        answer.became.context("a fate")?.fate,
        answer.says.to_string(),
    ))
}

#[test]
fn a_sheet_and_a_proposal_are_answered_with_what_came_of_them() -> Result<()> {
    let kept = kept("2026-11")?;
    let selections = kept.of_kind("selection.published/1")?;
    let first = selections[0] as u64;
    let sheet = kept.record.first_of("scores.submitted/1")?;
    let (fate, said) = became(&kept, sheet)?;
    assert_eq!(fate, EntryFate::SheetCounted { by: first });
    assert!(said.contains("was counted"), "{said}");

    let facts = kept.record.entry(selections[0])?["facts"].clone();
    let mut came_to = std::collections::BTreeMap::new();
    for index in kept.of_kind("proposal.submitted/1")? {
        let entry = kept.record.entry(index)?;
        let id = &entry["facts"]["id"];
        let selected = facts["selected"].as_array().context("a list")?.contains(id);
        let (fate, said) = became(&kept, index)?;
        if selected {
            assert_eq!(fate, EntryFate::ProposalSelected { by: first }, "{id}");
        }
        let hidden = kept
            .record
            .bodies
            .iter()
            .all(|body| body.entry != index as u64);
        let told = said.contains("is gone") || said.contains("is hidden");
        assert_eq!(told, hidden, "{said}");
        assert!(!hidden || !said.contains("stands"), "{said}");
        let fate = format!("{fate:?}");
        let fate = fate.split(' ').next().unwrap_or_default().to_owned();
        *came_to.entry((fate, hidden)).or_insert(0) += 1;
    }
    let came_to: Vec<(&str, bool, u64)> = came_to
        .iter()
        .map(|((fate, hidden), number)| (fate.as_str(), *hidden, *number))
        .collect();
    assert_eq!(
        came_to,
        [
            ("ProposalInVote", false, 4),
            ("ProposalSelected", false, 18),
            ("ProposalSelected", true, 2)
        ]
    );
    Ok(())
}

#[test]
fn what_was_withdrawn_or_erased_does_not_stand() -> Result<()> {
    let mut kept = kept("2026-11-whole")?;
    let commitment = kept.record.first_of("commitment.recorded/1")?;
    super::hidden::erase(&mut kept.record, commitment, "text")?;
    let (fate, said) = became(&kept, commitment)?;
    assert_eq!(fate, EntryFate::Stands);
    assert!(
        said.contains("is gone") && !said.contains("stands"),
        "{said}"
    );
    // A proposal that came after the vote and was taken back.
    let known = kept.record.first_of("proposal.submitted/1")?;
    let entry = kept.record.entry(known)?;
    let mut facts = entry["facts"].clone();
    facts["id"] = json!("late");
    let programme = facts["programme"]
        .as_str()
        .context("a programme")?
        .to_owned();
    let subject = format!("proposal:{programme}/late");
    let index = super::hidden::append(
        &mut kept.record,
        "proposal.submitted/1",
        entry["actor"].as_str().context("an actor")?,
        json!({
            "subject": subject, "space": entry["space"], "refs": entry["refs"],
            "bodies": entry["bodies"],
        }),
        facts,
    )?;
    let mut bodies = kept.record.bodies.iter();
    let mut body = bodies
        .find(|body| body.entry == known as u64)
        .context("words")?
        .clone();
    body.entry = index as u64;
    kept.record.bodies.push(body);
    let (fate, said) = became(&kept, index)?;
    assert_eq!(fate, EntryFate::ProposalStands, "{said}");
    super::hidden::append(
        &mut kept.record,
        "proposal.withdrawn/1",
        "official/console",
        json!({
            "subject": subject, "space": entry["space"],
            "refs": [{ "entry": index, "rel": "proposal" }],
        }),
        json!({ "id": "late", "programme": programme }),
    )?;
    let (fate, said) = became(&kept, index)?;
    assert_eq!(fate, EntryFate::ProposalWithdrawn);
    assert!(
        said.contains("withdrawn") && !said.contains("stands"),
        "{said}"
    );
    Ok(())
}

#[test]
fn a_receipt_of_another_entry_is_no_answer() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let ballot = kept.record.first_of("ballot.cast/1")?;
    let mut other = kept.record.entry(ballot)?;
    other["facts"]["voter"] = json!("0".repeat(32));
    let mut forged = Kept {
        record: kept.record.clone(),
        key: kept.key.clone(),
    };
    forged.record.set_entry(ballot, &other)?;
    let options = Options {
        receipt: Some(receipt(&forged, ballot)?),
        ..Options::default()
    };
    let report = kept.judged_with(&kept.record, options)?;
    assert_eq!(report.status, Status::Failed);
    assert!(report.receipt.is_none());
    Ok(())
}
