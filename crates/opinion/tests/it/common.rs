//! What several tests ask for.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use madang_opinion::polis::files::{RulesFile, read_comments, read_rules, read_votes};
use madang_opinion::{Conversation, Matrix, Rules};
use serde_json::Value;

/// The folder of conversations, in the shared data: `MADANG_SHARED`, or `../shared` beside the workspace.
pub fn data() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("MADANG_SHARED").map_or(root.join("../shared"), PathBuf::from);
    let data = shared.join("data/opinion/dev");
    assert!(
        data.is_dir(),
        "the shared data are not at {}: set MADANG_SHARED to the folder that has data/opinion/dev",
        shared.display()
    );
    data
}

/// Every folder with a conversation.
pub fn folders() -> Vec<PathBuf> {
    let data = data();
    let mut folders = Vec::new();
    for place in [data.clone(), data.join("synthetic")] {
        let entries = fs::read_dir(&place).expect("the folder of data");
        folders.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    folders.retain(|folder| folder.join("expected-groups.json").exists());
    folders.sort();
    assert_eq!(folders.len(), 19, "{folders:?}");
    folders
}

pub fn name(folder: &Path) -> String {
    let name = folder.file_name().expect("a name");
    name.to_string_lossy().into_owned()
}

pub fn open(path: &Path) -> Option<BufReader<File>> {
    File::open(path).ok().map(BufReader::new)
}

pub fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a file of the data");
    serde_json::from_str(&text).expect("JSON")
}

/// A folder's conversation and its rules, as the command reads them.
pub fn read(folder: &Path) -> (Conversation, Rules) {
    let votes = open(&folder.join("votes.csv")).expect("votes");
    let votes = read_votes(votes).expect("columns");
    assert_eq!(votes.problems, []);
    let comments = open(&folder.join("comments.csv"))
        .map(|comments| read_comments(comments).expect("columns"));
    let rules = open(&folder.join("rules.json")).map_or_else(RulesFile::default, |rules| {
        read_rules(rules).expect("rules")
    });
    let statements = comments.as_ref().map(|comments| {
        let ids = comments.comments.iter().map(|comment| comment.id);
        ids.collect::<Vec<u32>>()
    });
    let conversation = votes.conversation(&name(folder), statements);
    (conversation, rules.rules(comments.as_ref()))
}

pub fn matrix(folder: &Path) -> Matrix {
    let (conversation, rules) = read(folder);
    conversation.matrix(&rules).expect("not too many")
}
