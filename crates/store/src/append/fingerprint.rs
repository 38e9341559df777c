//! Idempotency keys: what makes two submissions the same.

use madang_programme::{Actor, Command};
use madang_record::hash::sha256;
use serde::Serialize;

/// The first half of a SHA-256 hash. Nobody but the actor itself gains from two keys or commands with the same one.
pub(super) type Fingerprint = [u8; 16];

/// In the place of a command of which a part was erased: from the hash of the whole, what is gone could be guessed. Its
/// key still leads to the entry, whatever comes with it.
pub(super) const FORGOTTEN: Fingerprint = [0; 16];

fn fingerprint(bytes: &[u8]) -> Fingerprint {
    let mut half = Fingerprint::default();
    half.copy_from_slice(&sha256(bytes).as_bytes()[..16]);
    half
}

/// Names an actor's key in the database, so that the key itself is not kept.
pub(super) fn of_key(actor: &Actor, key: &str) -> Fingerprint {
    fingerprint(format!("{actor}\n{key}").as_bytes())
}

/// Stands for what a command asks for, so that a key that comes with another command is noticed.
pub(super) fn of_command(command: &Command) -> Fingerprint {
    let bytes = match command {
        Command::CreateLog(facts) => json("create_log", facts),
        Command::RotateKey(facts) => json("rotate_key", facts),
        Command::AcceptDatabase(facts) => json("accept_database", facts),
        Command::RestrictContent(facts) => json("restrict_content", facts),
        Command::ReleaseContent(facts) => json("release_content", facts),
        Command::EraseContent(facts) => json("erase_content", facts),
        Command::RecordActionPlan(facts) => json("record_action_plan", facts),
        Command::RecordCommitment(facts, text) => json("record_commitment", (facts, text)),
        Command::RecordMilestone(facts) => json("record_milestone", facts),
        Command::RecordReview(facts, text) => json("record_review", (facts, text)),
        Command::CreateProgramme(facts, text) => json("create_programme", (facts, text)),
        Command::DefineGroup(facts) => json("define_group", facts),
        Command::DefineAudience(facts) => json("define_audience", facts),
        Command::EstablishBody(facts) => json("establish_body", facts),
        Command::AppointMember(facts, person) => {
            let person = person
                .as_ref()
                .map(|(person, visibility)| (person, format!("{visibility:?}")));
            json("appoint_member", (facts, person))
        }
        Command::DismissMember(facts) => json("dismiss_member", facts),
        Command::SubmitProposal(facts, text) => json("submit_proposal", (facts, text)),
        Command::WithdrawProposal(facts) => json("withdraw_proposal", facts),
        Command::FixRule(facts) => json("fix_rule", facts),
        Command::OpenVote {
            programme,
            id,
            rule,
            ballots,
        } => json("open_vote", (programme, id, rule, ballots)),
        Command::CastBallot(facts, ballot) => json("cast_ballot", (facts, ballot)),
        Command::SubmitScores(facts, scores) => json("submit_scores", (facts, scores)),
        Command::CloseVote { programme, vote } => json("close_vote", (programme, vote)),
        Command::OpenBallots(facts) => json("open_ballots", facts),
        Command::CancelVote(facts) => json("cancel_vote", facts),
        Command::PublishSelection(computed) => json(
            "publish_selection",
            (&computed.facts, &computed.outcome, &computed.analysis),
        ),
    };
    fingerprint(&bytes)
}

/// Every fact and text serialises; were one not to, its command would have the same hash as any other that does not,
/// and would be refused when its event is made.
fn json(name: &str, content: impl Serialize) -> Vec<u8> {
    serde_json::to_vec(&(name, content)).unwrap_or_default()
}
