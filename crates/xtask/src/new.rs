//! A new kind of entry, begun in each of its places as `docs/adding.md` has them. What only a person can say is left as an
//! error of the compiler, so that nothing that was forgotten stays silent.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A kind of entry that is to be begun.
#[derive(Clone, Copy, Debug)]
pub struct NewKind<'a> {
    /// The feature's folder: `proposals`.
    pub feature: &'a str,
    /// The kind without its version: `proposal.merged`.
    pub kind: &'a str,
    /// The command that asks for it: `merge_proposal`.
    pub command: &'a str,
    /// What it is called in English.
    pub english: &'a str,
    /// What it is called in Korean.
    pub korean: &'a str,
}

impl NewKind<'_> {
    /// Writes what a kind begins with and gives the files that were written. Where something is in the way, nothing is.
    ///
    /// # Errors
    /// A name that is none, a feature that is not there, a kind that is there, a place that cannot be found.
    pub fn write(&self, repository: &Path) -> Result<Vec<PathBuf>> {
        let (_, happened) = self.names()?;
        let room = PathBuf::from("crates/programme/src").join(self.feature);
        let list = room.join("mod.rs");
        if !repository.join(&list).is_file() {
            bail!(
                "there is no feature {:?}: {} is missing",
                self.feature,
                list.display()
            );
        }
        let facts = format!("crates/programme/tests/facts/{}-1.json", self.kind);
        let projection = format!("crates/store/src/{}/project.rs", self.feature);
        let page = format!("crates/portal/src/{}/said.rs", self.feature);
        let made = [
            (room.join(format!("{happened}.rs")), self.source()),
            (PathBuf::from(facts), "{\"programme\":\"yard-2026\"}".into()),
        ];
        for (path, _) in &made {
            if repository.join(path).exists() {
                bail!("{} is there already", path.display());
            }
        }
        let read = |path: PathBuf| -> Result<(PathBuf, String)> {
            let whole = repository.join(&path);
            let text = fs::read_to_string(&whole);
            Ok((
                path,
                text.with_context(|| format!("cannot read {}", whole.display()))?,
            ))
        };
        let mut files = Vec::from(made);
        let (path, text) = read(list)?;
        files.push((path, self.listed(&text)?));
        let (path, text) = read(PathBuf::from(projection))?;
        files.push((path, self.projected(&text)?));
        let (path, text) = read(PathBuf::from(page))?;
        files.push((path, self.said(&text)?));
        for (language, words) in [("en", self.english), ("ko", self.korean)] {
            let messages = format!("crates/programme/messages/{language}/{}.ftl", self.feature);
            let (path, text) = read(PathBuf::from(messages))?;
            files.push((path, self.called(&text, words)));
        }
        for (path, text) in &files {
            let path = repository.join(path);
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(files.into_iter().map(|(path, _)| path).collect())
    }

    /// Subject and what happened to it.
    fn names(&self) -> Result<(&str, &str)> {
        let word = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_lowercase())
                && word.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        if !word(self.command) {
            bail!(
                "{:?} is no name of a command; expected one as merge_proposal",
                self.command
            );
        }
        match self.kind.split_once('.') {
            Some((subject, happened)) if word(subject) && word(happened) => Ok((subject, happened)),
            _ => bail!(
                "{:?} is no kind; expected subject and what happened to it, as proposal.merged",
                self.kind
            ),
        }
    }

    /// `proposal.merged` → `ProposalMerged`.
    fn type_name(&self) -> String {
        let words = self.kind.split(['.', '_']);
        words
            .map(|word| {
                let (first, rest) = word.split_at(1);
                first.to_ascii_uppercase() + rest
            })
            .collect()
    }

    fn source(&self) -> String {
        let (kind, command, name) = (self.kind, self.command, self.type_name());
        format!(
            r#"//! `{kind}/1`.

use serde::{{Deserialize, Serialize}};

use crate::becomes::Becomes;
use crate::contents::ContentRule;
use crate::fact::{{By, Checked, Fact}};
use crate::place::{{Place, Relation}};
use crate::role::{{Role, Scope}};
use crate::state::State;
use crate::things::{{About, Change}};
use crate::told::Told;
use crate::trust::{{Cost, Rests}};
use crate::violation::Violation;

/// The facts of `{kind}/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct {name} {{
    /// Programme.
    pub programme: String,
}}

impl Fact for {name} {{
    const KIND: &'static str = "{kind}/1";
    const ASKED: &'static str = "{command}";
    const WHO: &'static [Role] = compile_error!("{kind}: which roles may cause it? &[Role::Official]");
    const SCOPE: Scope =
        compile_error!("{kind}: may a role for one institution cause it? Scope::Whole, or where its check asks whose it is Scope::Institution");
    const CONTENTS: &'static [ContentRule] =
        compile_error!("{kind}: which contents does it carry, and how are they sealed, restricted, searched? &[]");
    const TOLD: &'static [Told] = compile_error!("{kind}: whom does it concern at once? &[]");
    const RESTS: Rests =
        compile_error!("{kind}: does anything else on the record say so too? Rests::OnItsWord, Rests::OnTheRecord");

    fn place(&self, state: &State) -> Result<Place, Violation> {{
        compile_error!("{kind}: where does it belong, and which entries does it refer to?")
    }}

    fn check(&self, state: &State, by: &By<'_>) -> Checked {{
        compile_error!("{kind}: when may it happen, who exactly may do it, which shape have its fields?")
    }}

    fn change(&self, state: &mut State, entry: u64) -> Checked {{
        compile_error!("{kind}: what follows from it? A method of the feature's state.rs changes it")
    }}

    fn cost(&self, state: &State) -> Option<Cost<'_>> {{
        compile_error!("{kind}: what does it cost trust, although the rules allow it? None")
    }}

    fn room(&self, facts: usize, state: &State) -> usize {{
        compile_error!("{kind}: how many bytes does the state keep of it beside its facts? Measure in crates/verify/tests/it/things.rs")
    }}

    fn becomes(&self) -> Becomes<'_> {{
        compile_error!("{kind}: what becomes of it, and which other does it end? Becomes::Nothing")
    }}

    fn about(&self) -> About<'_> {{
        compile_error!("{kind}: is it about a voice, a need, a proposal, an answer? About::Nothing")
    }}

    fn links(&self, state: &State, entry: u64) -> Vec<Change> {{
        compile_error!("{kind}: what grows out of what by it? vec![]")
    }}
}}
"#
        )
    }

    /// The feature's `mod.rs` with the kind in it.
    fn listed(&self, text: &str) -> Result<String> {
        let (_, happened) = self.names()?;
        let name = self.type_name();
        let lines: Vec<&str> = text.lines().collect();
        let module =
            sorted(&lines, &["mod ", "pub mod "], happened).context("mod.rs declares no module")?;
        let handed_on = sorted(&lines, &["pub use ", "pub(crate) use "], happened)
            .context("mod.rs hands nothing on")?;
        let mut new: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        new.insert(handed_on, format!("pub use {happened}::{name};"));
        new.insert(module, format!("mod {happened};"));
        let mut text = new.join("\n") + "\n";
        let list = text.find("events! {").context("mod.rs has no events!")?;
        let end = list + text[list..].find('}').context("events! does not end")?;
        let last = text[..end].trim_end().trim_end_matches(',').len();
        let added = match text[list..end].contains('\n') {
            true => format!(",\n    {name},\n"),
            false => format!(", {name} "),
        };
        text.replace_range(last..end, &added);
        Ok(text)
    }

    /// The feature's `project.rs` with an arm for the kind.
    fn projected(&self, text: &str) -> Result<String> {
        let head = "match event {\n";
        let at = text.find(head).context("project.rs matches no event")? + head.len();
        let (kind, name) = (self.kind, self.type_name());
        let arm = format!(
            "        Event::{name}(e) => compile_error!(\"{kind}: which rows follow from it?\"),\n"
        );
        Ok(format!("{}{arm}{}", &text[..at], &text[at..]))
    }

    /// The feature's `said.rs` with an arm for the kind in what is read and in what is said.
    fn said(&self, text: &str) -> Result<String> {
        let (kind, name) = (self.kind, self.type_name());
        let mut text = text.to_owned();
        for (function, asks) in [
            ("pub fn lines(", "what does its entry say in words? vec![]"),
            (
                "pub fn beside(",
                "what is to be read first? Beside::Nothing",
            ),
        ] {
            let begins = text.find(function);
            let begins = begins.with_context(|| format!("said.rs has no {function}"))?;
            let head = "match event {\n";
            let at = text[begins..].find(head);
            let at = begins + at.context("said.rs matches no event")? + head.len();
            let arm =
                format!("        Event::{name}(facts) => compile_error!(\"{kind}: {asks}\"),\n");
            text.insert_str(at, &arm);
        }
        Ok(text)
    }

    /// A file of messages with what the kind is called, below the kinds that are there.
    fn called(&self, text: &str, words: &str) -> String {
        let key = self.kind.replace(['.', '_'], "-");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let is_kind =
            |line: &String| line.starts_with("kind-") && !line.starts_with("kind-of-content-");
        let last = lines.iter().rposition(is_kind);
        let at = last.map_or(lines.len(), |last| last + 1);
        lines.insert(at, format!("kind-{key} = {words}"));
        lines.join("\n") + "\n"
    }
}

/// Before which line a declaration of `name` belongs, among those that begin with one of `heads` and stand in order.
fn sorted(lines: &[&str], heads: &[&str], name: &str) -> Option<usize> {
    let declared = |line: &str| {
        let rest = heads.iter().find_map(|head| line.strip_prefix(head))?;
        Some(rest.split([':', ';']).next()?.to_owned())
    };
    let later = |line: &&str| declared(line).is_some_and(|other| other.as_str() > name);
    let last = lines.iter().rposition(|line| declared(line).is_some())?;
    let end = lines[last..].iter().position(|line| line.contains(';'))?;
    Some(lines.iter().position(later).unwrap_or(last + end + 1))
}
