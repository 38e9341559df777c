//! `cargo xtask`: what is done often in this repository.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use madang_xtask::{picture, repository, tidy};

const HELP: &str = "\
cargo xtask TASK

  tidy              holds the rules of the house against the sources (a test does the same)
  tidy --exceptions writes the list of today's exceptions anew; it may only shrink
  picture           prints which crate imports which, and inside a crate which folder which
  demo-data         writes examples/kr0018/vote.pb anew from the generator
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<ExitCode> {
    let root = repository();
    match arguments {
        ["tidy"] => {
            let wrong = tidy::check(&root)?;
            for line in &wrong {
                println!("{line}");
            }
            return Ok(match wrong.is_empty() {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            });
        }
        ["tidy", "--exceptions"] => tidy::write_exceptions(&root)?,
        ["picture"] => print!("{}", picture::draw(&root)?),
        ["demo-data"] => demo_data()?,
        [] | ["help" | "--help" | "-h"] => print!("{HELP}"),
        other => bail!("there is no task {other:?}\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}

fn demo_data() -> Result<()> {
    let mut made = Command::new("cargo");
    made.args([
        "run",
        "--quiet",
        "--package",
        "madang-example",
        "--example",
        "write_vote",
    ]);
    let output = made
        .current_dir(repository())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let file = repository().join("examples/kr0018/vote.pb");
    std::fs::write(&file, output.stdout).with_context(|| format!("cannot write {}", file.display()))
}
