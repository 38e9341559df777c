//! How fast a record is verified, and in how much memory.
//!
//! ```text
//! cargo bench -p madang-verify --bench verify -- [ENTRIES] [open]
//! ```
//!
//! Writes a record of so many ballots (default 2,000,000) to a temporary directory and verifies it in a process of its
//! own: entries per second of processor time (so that a busy machine does not count) and of wall time, and the peak of
//! resident memory. With `open` the ballots are open and counted, and a selection is recomputed; else they are under seal.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command as Process;
use std::time::Instant;

use madang_programme::event::commitment::{CommitmentRecorded, CommitmentText};
use madang_programme::event::log::LogCreated;
use madang_programme::event::programme::{ProgrammeCreated, ProgrammeText};
use madang_programme::event::proposal::{ProposalSubmitted, ProposalText};
use madang_programme::event::selection::RuleFixed;
use madang_programme::event::vote::{
    BallotCast, BallotContent, BallotRule, BallotType, BallotsOpened, RepeatedVoter, UnknownProject,
};
use madang_programme::selection::compute;
use madang_programme::tally::OpenedBallot;
use madang_programme::text::{Language, Text};
use madang_programme::{Command, State};
use madang_record::tile::{body_path, encode_bundle, encode_tile};
use madang_record::{
    BodyCommitment, BundleId, Checkpoint, Entry, EntryRef, Frontier, Hash, OpenBody, Salt,
    SigningKey, TileId, body_hash, leaf_hash, to_canonical,
};
use madang_selection::{Decimal, Rule, SelectionRule, Utility};
use madang_verify::{Options, Source, Status, verify};

const ORIGIN: &str = "bench.example/log";
const PROJECTS: u64 = 50;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    if let [word, directory] = arguments.as_slice()
        && word == "check"
    {
        return check(directory);
    }
    let entries: u64 = arguments
        .first()
        .map_or(Ok(2_000_000), |text| text.parse())?;
    let open = arguments.iter().any(|word| word == "open");
    let directory = tempfile::tempdir()?;
    let started = Instant::now();
    let size = Log::write(directory.path(), entries, open)?;
    println!(
        "wrote {size} entries in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    let status = Process::new(std::env::current_exe()?)
        .arg("check")
        .arg(directory.path())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err("the check failed".into())
    }
}

fn check(directory: &str) -> Result<(), Failure> {
    let started = Instant::now();
    let report = verify(&Source::new(directory), &Options::default(), &mut |_, _| {});
    let wall = started.elapsed().as_secs_f64();
    if report.status != Status::Verified {
        return Err(format!("{:?}", report.failures).into());
    }
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    // Fields 14 and 15 of proc(5): user and system time in hundredths of a second.
    let ticks = |field: usize| fields.get(field).and_then(|text| text.parse::<f64>().ok());
    let cpu = (ticks(11).ok_or("no user time")? + ticks(12).ok_or("no system time")?) / 100.0;
    let memory = fs::read_to_string("/proc/self/status")?;
    let peak = memory
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap_or_default()
        .to_owned();
    let size = report.size as f64;
    println!(
        "verified {size} entries, {} open bodies, {} selections",
        report.open_bodies,
        report.selections.len()
    );
    println!(
        "processor time {cpu:.2} s: {:.0} entries/s and core",
        size / cpu
    );
    println!("wall time {wall:.2} s: {:.0} entries/s", size / wall);
    println!("peak memory {peak}");
    Ok(())
}

/// A record that is being written.
struct Log<'a> {
    directory: &'a Path,
    open: bool,
    state: State,
    frontier: Frontier,
    bundle: Vec<Vec<u8>>,
    bodies: Vec<u8>,
    levels: Vec<(u64, Vec<Hash>)>,
    last: Option<OpenBody>,
}

impl Log<'_> {
    fn write(directory: &Path, ballots: u64, open: bool) -> Result<u64, Failure> {
        let key = SigningKey::from_seed(ORIGIN, [1; 32])?;
        let mut log = Log {
            directory,
            open,
            state: State::default(),
            frontier: Frontier::new(),
            bundle: vec![],
            bodies: vec![],
            levels: vec![],
            last: None,
        };
        log.prepare(&key)?;
        let mut opened = Vec::new();
        for number in 0..ballots {
            let choices =
                (0..5).map(|k| ((number * 7 + k * 11 + number / 97 * k) % PROJECTS).to_string());
            let content = BallotContent {
                choices: choices.collect(),
                points: None,
            };
            let voter = format!("{number:032x}");
            if open {
                opened.push(OpenedBallot {
                    entry: number,
                    voter: voter.clone(),
                    content: content.clone(),
                });
            }
            let facts = BallotCast {
                programme: "p".into(),
                vote: "v".into(),
                voter,
            };
            log.give("registrar/bench", Command::CastBallot(facts, content))?;
        }
        if open {
            log.give(
                "official/bench",
                Command::CloseVote {
                    programme: "p".into(),
                    vote: "v".into(),
                },
            )?;
            let facts = BallotsOpened {
                programme: "p".into(),
                vote: "v".into(),
            };
            log.give("official/bench", Command::OpenBallots(facts))?;
            let ballots = opened.into_iter().map(Ok::<_, std::convert::Infallible>);
            let computed = compute(&log.state, "p", "v", &[], ballots)?;
            log.give(
                "official/bench",
                Command::PublishSelection(computed.facts, computed.outcome),
            )?;
        }
        log.finish(&key)
    }

    fn prepare(&mut self, key: &SigningKey) -> Result<(), Failure> {
        let english = |text: &str| Text::new(Language::En, text);
        let created = LogCreated {
            origin: ORIGIN.into(),
            key: key.verifying_key().to_string(),
        };
        self.give("operator/bench", Command::CreateLog(created))?;
        let commitment = serde_json::from_value::<CommitmentRecorded>(
            serde_json::json!({"id": "KR0018", "country": "KR"}),
        )?;
        self.give(
            "official/bench",
            Command::RecordCommitment(commitment, Box::new(CommitmentText::default())),
        )?;
        let programme = ProgrammeCreated {
            id: "p".into(),
            commitment: "KR0018".into(),
            target: None,
            zone: "Asia/Seoul".into(),
            currency: "KRW".into(),
            example: true,
        };
        let words = ProgrammeText {
            title: english("Bench"),
            summary: english("Bench"),
        };
        self.give(
            "official/bench",
            Command::CreateProgramme(programme, Box::new(words)),
        )?;
        for id in 0..PROJECTS {
            let facts = ProposalSubmitted {
                programme: "p".into(),
                id: id.to_string(),
                cost: 100 + id,
                group: None,
                audiences: vec![],
            };
            let text = ProposalText {
                title: english("A service"),
                summary: None,
                proposer: None,
            };
            self.give(
                "official/bench",
                Command::SubmitProposal(facts, Box::new(text)),
            )?;
        }
        let rule = SelectionRule {
            budget: Some(Decimal::from(3_000)),
            ..SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
        };
        let fixed = RuleFixed {
            programme: "p".into(),
            id: "r".into(),
            rule,
        };
        self.give("official/bench", Command::FixRule(fixed))?;
        let ballots = BallotRule {
            ballot_type: BallotType::Approval,
            min_choices: None,
            max_choices: None,
            max_cost: None,
            max_points: None,
            unknown_project: UnknownProject::DiscardBallot,
            repeated_voter: RepeatedVoter::CountLast,
        };
        let open = Command::OpenVote {
            programme: "p".into(),
            id: "v".into(),
            rule: "r".into(),
            ballots,
        };
        self.give("official/bench", open)
    }

    fn give(&mut self, actor: &str, command: Command) -> Result<(), Failure> {
        let index = self.frontier.size();
        let draft = command.draft(&self.state)?;
        let salt = Salt::from_bytes(*leaf_hash(&index.to_be_bytes()).as_bytes());
        let mut bodies = vec![];
        for body in draft.bodies {
            let hash = body_hash(&salt, &to_canonical(&body.content)?);
            bodies.push(BodyCommitment {
                name: body.name.to_owned(),
                hash,
                visibility: body.visibility.clone(),
            });
            let public = matches!(body.visibility, madang_record::Visibility::Public);
            if self.open || public {
                let line = OpenBody {
                    entry: index,
                    name: body.name.to_owned(),
                    salt,
                    content: body.content,
                };
                writeln!(self.bodies, "{}", line.to_line()?)?;
                self.last = Some(line);
            }
        }
        let entry = Entry {
            kind: draft.event.kind().to_owned(),
            id: "01a2076e-dcb7-71ba-8198-5ac7b63c51a2".to_owned(),
            at: "2026-11-23T08:00:00.000Z".to_owned(),
            actor: actor.to_owned(),
            space: draft.place.space,
            subject: draft.place.subject,
            refs: draft.place.refs,
            facts: draft.event.facts()?,
            bodies,
        };
        let bytes = entry.to_bytes()?;
        self.state.apply(&EntryRef::parse(&bytes)?)?;
        let mut filled = vec![];
        let levels = &mut self.levels;
        self.frontier
            .append_with(leaf_hash(&bytes), |level, _, hash| {
                if level % 8 == 0 {
                    let tile = usize::from(level / 8);
                    if levels.len() <= tile {
                        levels.push((0, vec![]));
                    }
                    let (number, hashes) = &mut levels[tile];
                    hashes.push(*hash);
                    if hashes.len() == 256 {
                        filled.push((tile as u8, *number, std::mem::take(hashes)));
                        *number += 1;
                    }
                }
            });
        self.bundle.push(bytes);
        for (level, index, hashes) in filled {
            self.tile(level, index, &hashes)?;
        }
        if self.bundle.len() == 256 {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Failure> {
        let index = (self.frontier.size() - 1) / 256;
        let id = BundleId {
            index,
            width: self.bundle.len() as u16,
        };
        let bytes = encode_bundle(&std::mem::take(&mut self.bundle))?;
        self.file(&id.path(), &bytes)?;
        let bodies = std::mem::take(&mut self.bodies);
        if !bodies.is_empty() {
            self.file(&body_path(index), &bodies)?;
        }
        Ok(())
    }

    fn tile(&self, level: u8, index: u64, hashes: &[Hash]) -> Result<(), Failure> {
        let id = TileId {
            level,
            index,
            width: hashes.len() as u16,
        };
        self.file(&id.path(), &encode_tile(hashes))
    }

    fn finish(mut self, key: &SigningKey) -> Result<u64, Failure> {
        if !self.bundle.is_empty() {
            self.flush()?;
        }
        for (level, (index, hashes)) in std::mem::take(&mut self.levels).into_iter().enumerate() {
            if !hashes.is_empty() {
                self.tile(level as u8, index, &hashes)?;
            }
        }
        let size = self.frontier.size();
        let checkpoint = Checkpoint {
            origin: ORIGIN.into(),
            size,
            root: self.frontier.root(),
        };
        self.file("log.vkey", key.verifying_key().to_string().as_bytes())?;
        self.file("checkpoint", checkpoint.sign(key)?.as_bytes())?;
        Ok(size)
    }

    fn file(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let file = self.directory.join(path);
        fs::create_dir_all(file.parent().ok_or("no folder")?)?;
        let mut writer = BufWriter::new(File::create(file)?);
        writer.write_all(bytes)?;
        writer.flush()?;
        Ok(())
    }
}
