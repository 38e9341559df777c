//! A receipt is answered with what became of the ballot.

use anyhow::{Context, Result};
use madang_record::hash::node_hash;
use madang_record::tree::{NodeReader, inclusion_proof};
use madang_record::{Hash, Receipt, ReceiptBody, SigningKey, TlogProof, leaf_hash};
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
pub fn receipt(kept: &Kept, index: usize) -> Result<String> {
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
        bodies: bodies_of(kept, index),
    };
    Ok(receipt.to_json()?)
}

/// What is open of an entry, as a receipt carries it.
fn bodies_of(kept: &Kept, index: usize) -> Vec<ReceiptBody> {
    let bodies = kept.record.bodies.iter();
    let of_entry = bodies.filter(|body| body.entry == index as u64);
    let carried = of_entry.map(|body| ReceiptBody {
        name: body.name.clone(),
        salt: body.salt,
        content: body.content.clone(),
    });
    carried.collect()
}

/// A changed record asked with a receipt of before.
pub fn asked(kept: &Kept, receipt: String) -> Result<Report> {
    let options = Options {
        receipt: Some(receipt),
        ..Options::default()
    };
    kept.judged_with(&kept.record, options)
}

/// Takes off all entries from `size` on.
pub fn cut(kept: &mut Kept, size: usize) {
    kept.record.entries.truncate(size);
    kept.record.bodies.retain(|body| body.entry < size as u64);
}

#[test]
fn nothing_was_counted_before_the_selection() -> Result<()> {
    let mut kept = kept("2026-11-whole")?;
    let selection = kept.record.first_of("selection.published/1")?;
    assert_eq!(
        kept.record.entry(selection)?["facts"]["vote"],
        "vote-weighted"
    );
    cut(&mut kept, selection);
    let mut seen = std::collections::BTreeSet::new();
    for index in kept.of_kind("ballot.cast/1")? {
        if kept.record.entry(index)?["facts"]["vote"] != "vote-weighted" {
            continue;
        }
        let (report, fate) = answered(&kept, index)?;
        let says = report.receipt.context("an answer")?.says.to_string();
        assert!(!says.contains(" was "), "{says}");
        match fate.context("a ballot")? {
            Fate::WillCount => {
                assert!(says.contains("nothing is counted yet"), "{says}");
                seen.insert("will count")
            }
            Fate::WillNotCount {
                because: NotCounted::UnknownProject,
            } => {
                assert!(says.contains("will not be counted"), "{says}");
                seen.insert("unknown project")
            }
            Fate::Replaced { .. } => seen.insert("replaced"),
            other => anyhow::bail!("{index}: {other:?}"),
        };
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
    Ok(())
}

#[test]
fn a_receipt_is_answered_although_its_ballot_was_hidden_since() -> Result<()> {
    // Under the rules of before all ballots are opened, under rules 4 those that count.
    for name in ["2026-11-whole", "2026-11-rules-4"] {
        let mut kept = kept(name)?;
        let ballots = kept.of_kind("ballot.cast/1")?;
        let mut ballot = None;
        for index in ballots.into_iter().rev() {
            if ballot.is_none() && answered(&kept, index)?.1 == Some(Fate::Counted) {
                ballot = Some(index);
            }
        }
        let ballot = ballot.context("a counted ballot")?;
        let receipt = receipt(&kept, ballot)?;
        let by = super::hidden::erase(&mut kept.record, ballot, "ballot")? as u64;
        let report = asked(&kept, receipt)?;
        assert_ne!(report.status, Status::Failed, "{:?}", report.failures);
        let answer = report.receipt.context("an answer")?;
        let fate: Fate = serde_json::from_value(answer.ballot.context("a ballot")?)?;
        assert_eq!(fate, Fate::Counted);
        let hidden = answer.hidden.context("what hides it")?;
        assert_eq!((hidden.by, hidden.erased), (by, true));
        let says = answer.says.to_string();
        for word in [
            "was counted",
            "official/console",
            "request for erasure",
            &by.to_string(),
        ] {
            assert!(says.contains(word), "{word}: {says}");
        }
        // Without what the receipt shows nobody can say.
        let bare = self::receipt(&kept, ballot)?;
        let answer = asked(&kept, bare)?.receipt.context("an answer")?;
        let fate: Fate = serde_json::from_value(answer.ballot.context("a ballot")?)?;
        assert_eq!(fate, Fate::Unknown);
    }
    Ok(())
}

#[test]
fn a_receipt_that_was_altered_says_nothing_against_the_record() -> Result<()> {
    let kept = kept("2026-11-whole")?;
    let ballot = kept.record.first_of("ballot.cast/1")?;
    let receipt = receipt(&kept, ballot)?;
    let own = asked(&kept, receipt.clone())?;
    assert_eq!(own.status, Status::VerifiedExcept, "{:?}", own.failures);
    let voter = kept.record.entry(ballot)?["facts"]["voter"].to_string();
    let voter = voter.trim_matches('"');
    let mut other: Receipt = Receipt::from_json(&receipt)?;
    other.bodies[0].content = json!({ "choices": ["1", "2"] });
    for altered in [receipt.replace(voter, &"0".repeat(32)), other.to_json()?] {
        assert_ne!(altered, receipt);
        let report = asked(&kept, altered)?;
        assert_eq!(
            report.status,
            Status::ReceiptRefused,
            "{:?}",
            report.failures
        );
        assert_eq!(report.status.exit_code(), 5);
        assert!(report.receipt.is_none());
        let text = report.text(Language::En);
        assert!(
            text.contains("it is not as the log handed it out"),
            "{text}"
        );
        assert!(!text.contains("FAILED") && text.contains("holds"), "{text}");
    }
    Ok(())
}

#[test]
fn a_receipt_under_another_key_is_another_log_s_unless_that_key_is_trusted() -> Result<()> {
    let whole = kept("2026-11-whole")?;
    let ballot = whole.record.first_of("ballot.cast/1")?;
    let origin = whole.key.verifying_key().name().to_owned();
    let other = Kept {
        record: whole.record.clone(),
        key: SigningKey::from_seed(&origin, [9; 32])?,
    };
    let receipt = receipt(&other, ballot)?;
    let report = asked(&whole, receipt.clone())?;
    assert_eq!(
        report.status,
        Status::ReceiptRefused,
        "{:?}",
        report.failures
    );
    let text = report.text(Language::En);
    assert!(text.contains("no key of this record signed it"), "{text}");
    // Whoever knows that key as the log's has another record before them.
    let options = Options {
        receipt: Some(receipt),
        keys: vec![other.key.verifying_key().clone()],
        ..Options::default()
    };
    let report = whole.judged_with(&whole.record, options)?;
    assert_eq!(report.status, Status::Failed);
    Ok(())
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
pub fn became(kept: &Kept, index: usize) -> Result<(EntryFate, String)> {
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
