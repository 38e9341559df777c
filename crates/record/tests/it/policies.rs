//! Policies: whose checkpoints are trusted, and how many witnesses must have cosigned.

use super::notes::{checkpoint, log_key};
use crate::support::bytes_for;
use madang_record::{
    CheckpointError, Note, NoteError, Policy, PolicyError, SigningKey, cosignature,
};

struct Witnesses(Vec<SigningKey>);

impl Witnesses {
    fn new(count: u64) -> Self {
        let key = |i| SigningKey::cosigner_from_seed(&format!("w{i}.example"), bytes_for("w", i));
        Self((0..count).map(|i| key(i).unwrap()).collect())
    }

    fn sign(&self, who: &[usize]) -> String {
        let mut note = Note::sign(&checkpoint().to_text().unwrap(), &[&log_key()]).unwrap();
        for &i in who {
            let line = cosignature::sign(&self.0[i], &note.text, 1_800_000_000 + i as u64).unwrap();
            note.signatures.push(line);
        }
        note.to_string()
    }

    fn policy(&self, rest: &str) -> String {
        let mut text = format!(
            "# test\nlog {} https://log.example\n",
            log_key().verifying_key()
        );
        for (i, key) in self.0.iter().enumerate() {
            text += &format!(
                "\twitness  w{i}\t{}   https://w{i}.example\t\n",
                key.verifying_key()
            );
        }
        text + rest
    }
}

#[test]
fn the_specification_s_two_level_quorum() {
    let witnesses = Witnesses::new(6);
    let text = witnesses.policy(
        "\ngroup X-witnesses 2 w0 w1 w2\ngroup Y-witnesses any w3 w4 w5\n\
         group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n",
    );
    let policy = Policy::parse(&text).unwrap();
    assert_eq!(policy.logs().len(), 1);
    assert_eq!(policy.witnesses().count(), 6);
    for signers in 0..64usize {
        let who: Vec<usize> = (0..6).filter(|i| signers >> i & 1 == 1).collect();
        let (x, y) = ((signers & 7).count_ones(), (signers >> 3).count_ones());
        let outcome = policy.check(&witnesses.sign(&who));
        assert_eq!(outcome.is_ok(), x >= 2 && y >= 1, "{who:?}: {outcome:?}");
        if let Ok(outcome) = outcome {
            assert_eq!(outcome.checkpoint, checkpoint());
            let names: Vec<String> = who.iter().map(|i| format!("w{i}")).collect();
            assert!(outcome.witnesses.keys().eq(&names));
            assert!(
                outcome
                    .witnesses
                    .values()
                    .all(|time| *time >= 1_800_000_000)
            );
        }
    }
    let error = policy.check(&witnesses.sign(&[0, 3])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the checkpoint lacks the quorum \"X-and-Y\": cosigned by w0, w3"
    );
}

#[test]
fn a_known_witness_s_signature_must_hold() {
    let witnesses = Witnesses::new(2);
    let policy = Policy::parse(&witnesses.policy("quorum w0\n")).unwrap();
    assert!(policy.check(&witnesses.sign(&[0])).is_ok());
    assert!(policy.check(&witnesses.sign(&[1])).is_err());
    let mut note = Note::parse(&witnesses.sign(&[0, 1])).unwrap();
    note.signatures[2].signature[7] ^= 1;
    let error = policy.check(&note.to_string()).unwrap_err();
    assert!(matches!(
        error,
        PolicyError::Checkpoint(CheckpointError::Note(NoteError::BadSignature { .. }))
    ));
    // Stripping the cosignature leaves the quorum unmet; so does a namesake with another key.
    note.signatures.truncate(1);
    assert!(matches!(
        policy.check(&note.to_string()),
        Err(PolicyError::QuorumUnmet { .. })
    ));
    let namesake = SigningKey::cosigner_from_seed("w0.example", [8; 32]).unwrap();
    note.signatures
        .push(cosignature::sign(&namesake, &note.text, 1).unwrap());
    assert!(matches!(
        policy.check(&note.to_string()),
        Err(PolicyError::QuorumUnmet { .. })
    ));
}

#[test]
fn a_policy_without_witnesses_or_logs() {
    let witnesses = Witnesses::new(1);
    let none = Policy::parse(&witnesses.policy("quorum none\n")).unwrap();
    assert!(none.check(&witnesses.sign(&[])).is_ok());
    let no_logs = Policy::parse("quorum none").unwrap();
    assert!(no_logs.check(&witnesses.sign(&[])).is_err());
    let keys = [log_key().verifying_key().clone()];
    assert!(no_logs.check_with_logs(&witnesses.sign(&[]), &keys).is_ok());
}

#[test]
fn a_policy_names_the_line_that_is_wrong() {
    let witnesses = Witnesses::new(3);
    let (log, w0) = (log_key(), witnesses.0[0].verifying_key());
    let log = log.verifying_key();
    for (rest, says) in [
        ("", "no quorum line"),
        ("quorum w9\n", "not defined above"),
        ("quorum g\ngroup g 1 w0\n", "not defined above"),
        ("quorum none\nquorum none\n", "has one"),
        ("group g 0 w0\nquorum g\n", "neither any, all nor a number"),
        (
            "group g 3 w0 w1\nquorum g\n",
            "neither any, all nor a number",
        ),
        (
            "group g 01 w0 w1\nquorum g\n",
            "neither any, all nor a number",
        ),
        ("group g all\nquorum g\n", "expected: group"),
        ("group g all w0 w0\nquorum g\n", "already a member"),
        (
            "group g all w0\ngroup h all w0\nquorum h\n",
            "already a member",
        ),
        ("group g all g\nquorum g\n", "not defined above"),
        ("group g all none\nquorum g\n", "not defined above"),
        ("group none all w0\nquorum none\n", "reserved"),
        ("group w1 all w0\nquorum w1\n", "defined twice"),
        ("witness none x\nquorum none\n", "not a verifier key"),
        ("witnes x y\n", "none of log, witness"),
        ("quorum none \u{c}\n", "control characters"),
        ("quorum none\r\n", "control characters"),
        ("quorum none extra\n", "expected: quorum"),
        (&format!("log {log}\nquorum none\n"), "listed twice"),
        (
            &format!("witness again {w0}\nquorum none\n"),
            "listed twice",
        ),
        (&format!("log {w0}\nquorum none\n"), "type 0x01"),
        (&format!("witness log {log}\nquorum none\n"), "type 0x04"),
    ] {
        let error = Policy::parse(&witnesses.policy(rest))
            .unwrap_err()
            .to_string();
        assert!(error.contains(says), "{rest:?}: {error}");
    }
    let error = Policy::parse("\n\n  x\n").unwrap_err().to_string();
    assert!(error.starts_with("line 3 of the policy"), "{error}");
}
