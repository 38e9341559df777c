//! Trust policies (C2SP tlog-policy): which logs and how many witnesses a verifier asks for.

use std::collections::BTreeMap;

use crate::checkpoint::{Checkpoint, CheckpointError, OpenedCheckpoint};
use crate::note::{Algorithm, VerifyingKey};

/// The most lines of one kind a policy may have; the specification asks for at least 32.
const MAX_MEMBERS: usize = 1024;

/// Which checkpoints are to be trusted.
#[derive(Debug, Clone)]
pub struct Policy {
    logs: Vec<VerifyingKey>,
    witnesses: Vec<(String, VerifyingKey)>,
    groups: Vec<(String, Group)>,
    quorum: Option<Member>,
}

#[derive(Debug, Clone)]
struct Group {
    threshold: usize,
    members: Vec<Member>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// A checkpoint that meets a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyOutcome {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The witnesses of the policy that cosigned it, by their names in the policy, with the time of each cosignature
    /// in seconds since the Unix epoch.
    pub witnesses: BTreeMap<String, u64>,
}

/// Why a policy cannot be read, or a checkpoint does not meet it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// A line cannot be read.
    #[error("line {line} of the policy: {problem}")]
    Line {
        /// Line, from one.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// There is no `quorum` line.
    #[error("the policy has no quorum line; write \"quorum none\" to ask for no witnesses")]
    NoQuorum,
    /// The checkpoint itself is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Too few witnesses have cosigned.
    #[error("the checkpoint lacks the quorum {quorum:?}: cosigned by {found}")]
    QuorumUnmet {
        /// Name of the quorum in the policy.
        quorum: String,
        /// Names of the witnesses that did cosign, or "no witness".
        found: String,
    },
}

impl Policy {
    /// Reads a policy file.
    ///
    /// Octets of 0x80 and above are opaque in the specification and may stand in names, URLs and comments; they are
    /// kept as UTF-8 here, so a policy that is not UTF-8 is refused. URLs are read over.
    ///
    /// # Errors
    /// The line that cannot be read, or what it names that is not there.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        let mut reader = Reader::default();
        for (i, line) in text.split('\n').enumerate() {
            reader.line(line).map_err(|problem| PolicyError::Line {
                line: i + 1,
                problem,
            })?;
        }
        let quorum = reader.quorum.ok_or(PolicyError::NoQuorum)?;
        Ok(Self {
            logs: reader.logs,
            witnesses: reader.witnesses,
            groups: reader.groups,
            quorum,
        })
    }

    /// The logs' keys.
    pub fn logs(&self) -> &[VerifyingKey] {
        &self.logs
    }

    /// The witnesses: their names in the policy and their keys.
    pub fn witnesses(&self) -> impl Iterator<Item = (&str, &VerifyingKey)> {
        self.witnesses
            .iter()
            .map(|(name, key)| (name.as_str(), key))
    }

    /// Checks a signed checkpoint: signed by one of the policy's logs and cosigned by its quorum.
    ///
    /// # Errors
    /// A note without a good signature of one of the logs, or without the quorum.
    pub fn check(&self, note: &str) -> Result<PolicyOutcome, PolicyError> {
        self.check_with_logs(note, &[])
    }

    /// As [`Policy::check`], with further logs known from elsewhere (a policy need not list any).
    ///
    /// # Errors
    /// As [`Policy::check`].
    pub fn check_with_logs(
        &self,
        note: &str,
        logs: &[VerifyingKey],
    ) -> Result<PolicyOutcome, PolicyError> {
        let mut keys = [&self.logs, logs].concat();
        keys.extend(self.witnesses.iter().map(|(_, key)| key.clone()));
        let OpenedCheckpoint {
            checkpoint,
            signatures,
        } = Checkpoint::open_with_signatures(note, &keys)?;
        let cosigned: Vec<Option<u64>> = self
            .witnesses
            .iter()
            .map(|(_, key)| {
                signatures
                    .iter()
                    .filter(|s| s.name == key.name() && s.key_id == key.key_id())
                    .filter_map(|s| s.time)
                    .max()
            })
            .collect();
        let witnesses: BTreeMap<String, u64> = self
            .witnesses
            .iter()
            .zip(&cosigned)
            .filter_map(|((name, _), time)| Some((name.clone(), (*time)?)))
            .collect();
        match self.quorum {
            Some(quorum) if !self.met(quorum, &cosigned) => {
                let names: Vec<&str> = witnesses.keys().map(String::as_str).collect();
                let found = if names.is_empty() {
                    "no witness".to_owned()
                } else {
                    names.join(", ")
                };
                Err(PolicyError::QuorumUnmet {
                    quorum: self.name_of(quorum).to_owned(),
                    found,
                })
            }
            _ => Ok(PolicyOutcome {
                checkpoint,
                witnesses,
            }),
        }
    }

    fn name_of(&self, member: Member) -> &str {
        match member {
            Member::Witness(i) => &self.witnesses[i].0,
            Member::Group(i) => &self.groups[i].0,
        }
    }

    /// Groups refer to earlier lines only, so one pass in their order decides them all.
    fn met(&self, quorum: Member, cosigned: &[Option<u64>]) -> bool {
        let mut groups: Vec<bool> = Vec::with_capacity(self.groups.len());
        let holds = |member: &Member, groups: &[bool]| match *member {
            Member::Witness(i) => cosigned[i].is_some(),
            Member::Group(i) => groups[i],
        };
        for (_, group) in &self.groups {
            let count = group
                .members
                .iter()
                .filter(|member| holds(member, &groups))
                .count();
            groups.push(count >= group.threshold);
        }
        holds(&quorum, &groups)
    }
}

/// Collects the lines of a policy.
#[derive(Default)]
struct Reader {
    logs: Vec<VerifyingKey>,
    witnesses: Vec<(String, VerifyingKey)>,
    groups: Vec<(String, Group)>,
    names: BTreeMap<String, Member>,
    used: std::collections::BTreeSet<Member>,
    quorum: Option<Option<Member>>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.bytes().any(|b| (b < 0x20 && b != b'\t') || b == 0x7f) {
            return Err("control characters other than tabs cannot stand here".to_owned());
        }
        let items: Vec<&str> = line
            .split([' ', '\t'])
            .filter(|item| !item.is_empty())
            .collect();
        match items.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with('#') => Ok(()),
            ["log", key] | ["log", key, _] => self.log(key),
            ["witness", name, key] | ["witness", name, key, _] => self.witness(name, key),
            ["group", name, threshold, members @ ..] if !members.is_empty() => {
                self.group(name, threshold, members)
            }
            ["quorum", name] => self.quorum(name),
            ["log", ..] => Err("expected: log <vkey> [<url>]".to_owned()),
            ["witness", ..] => Err("expected: witness <name> <vkey> [<url>]".to_owned()),
            ["group", ..] => {
                Err("expected: group <name> <all, any or a number> <member> …".to_owned())
            }
            ["quorum", ..] => Err("expected: quorum <name>".to_owned()),
            [other, ..] => Err(format!(
                "{other:?} is none of log, witness, group and quorum"
            )),
        }
    }

    fn key(text: &str, algorithm: Algorithm) -> Result<VerifyingKey, String> {
        let key = VerifyingKey::parse(text).map_err(|error| error.to_string())?;
        if key.algorithm() == algorithm {
            return Ok(key);
        }
        Err(match algorithm {
            Algorithm::Ed25519 => "a log's key is of type 0x01 (Ed25519)".to_owned(),
            Algorithm::CosignatureV1 => {
                "a witness's key is of type 0x04 (cosignature/v1)".to_owned()
            }
        })
    }

    fn log(&mut self, key: &str) -> Result<(), String> {
        let key = Self::key(key, Algorithm::Ed25519)?;
        if self
            .logs
            .iter()
            .any(|log| log.public_bytes() == key.public_bytes())
        {
            return Err("this log's key is listed twice".to_owned());
        }
        self.logs.push(key);
        Ok(())
    }

    fn witness(&mut self, name: &str, key: &str) -> Result<(), String> {
        let key = Self::key(key, Algorithm::CosignatureV1)?;
        if self
            .witnesses
            .iter()
            .any(|(_, known)| known.public_bytes() == key.public_bytes())
        {
            return Err("this witness's key is listed twice".to_owned());
        }
        self.define(name, Member::Witness(self.witnesses.len()))?;
        self.witnesses.push((name.to_owned(), key));
        Ok(())
    }

    fn group(&mut self, name: &str, threshold: &str, members: &[&str]) -> Result<(), String> {
        let threshold = match threshold {
            "any" => 1,
            "all" => members.len(),
            number => number
                .parse::<usize>()
                .ok()
                .filter(|k| (1..=members.len()).contains(k) && k.to_string() == number)
                .ok_or_else(|| {
                    format!(
                        "{number:?} is neither any, all nor a number from 1 to {}",
                        members.len()
                    )
                })?,
        };
        let mut found = Vec::with_capacity(members.len());
        for member in members {
            let Some(&known) = self.names.get(*member) else {
                return Err(format!("{member:?} is not defined above this line"));
            };
            if !self.used.insert(known) {
                return Err(format!("{member:?} is already a member of a group"));
            }
            found.push(known);
        }
        self.define(name, Member::Group(self.groups.len()))?;
        self.groups.push((
            name.to_owned(),
            Group {
                threshold,
                members: found,
            },
        ));
        Ok(())
    }

    fn define(&mut self, name: &str, member: Member) -> Result<(), String> {
        if name == "none" {
            return Err("the name \"none\" is reserved".to_owned());
        }
        if self.names.len() >= MAX_MEMBERS {
            return Err(format!("more than {MAX_MEMBERS} witnesses and groups"));
        }
        match self.names.insert(name.to_owned(), member) {
            None => Ok(()),
            Some(_) => Err(format!("the name {name:?} is defined twice")),
        }
    }

    fn quorum(&mut self, name: &str) -> Result<(), String> {
        if self.quorum.is_some() {
            return Err("there is a quorum line above; a policy has one".to_owned());
        }
        self.quorum = Some(match (name, self.names.get(name)) {
            ("none", _) => None,
            (_, Some(&member)) => Some(member),
            (_, None) => return Err(format!("{name:?} is not defined above this line")),
        });
        Ok(())
    }
}
