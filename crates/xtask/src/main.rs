//! `cargo xtask`: what is done often in this repository.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use madang_xtask::new::NewKind;
use madang_xtask::{mutate, picture, repository, sbom, tidy};

const HELP: &str = "\
cargo xtask TASK

  tidy              holds the rules of the house against the sources (a test does the same)
  tidy --exceptions writes the list of today's exceptions anew; it may only shrink
  new kind FEATURE KIND COMMAND ENGLISH KOREAN
                    begins a kind of entry in each of its places; what only you can say is an error of the compiler
                    (new kind proposals proposal.merged merge_proposal 'Proposal merged' '제안 병합')
  picture           prints which crate imports which, and inside a crate which folder which
  picture --write   writes the picture of crates in docs/imports.md anew
  mutate            lists the guards that can be broken; mutate NAME… breaks these one at a time (mutate all: every one), runs the
                    test that stands for each, which must go red, and puts them back
  sbom [MESSAGES]   writes what the program is built of as CycloneDX to standard output; it fails where that is not what a build was
                    made of, whose --message-format=json stands in the file MESSAGES
  golden            writes the golden files anew (the OpenAPI document); read the difference before you commit it
  fonts             cuts the fonts to the letters of the interface; needs python3 and npm
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
        ["new", "kind", feature, kind, command, english, korean] => {
            let new = NewKind {
                feature,
                kind,
                command,
                english,
                korean,
            };
            for path in new.write(&root)? {
                println!("{}", path.display());
            }
            println!("`cargo check` names what is left to say; docs/adding.md has the steps");
        }
        ["new", ..] => bail!("expected: new kind FEATURE KIND COMMAND ENGLISH KOREAN\n\n{HELP}"),
        ["picture"] => print!("{}", picture::draw(&root)?),
        ["picture", "--write"] => picture::write(&root)?,
        ["mutate"] => {
            for mutation in mutate::ALL {
                println!(
                    "{:<16} {} -p {}",
                    mutation.name, mutation.test.2, mutation.test.0
                );
            }
        }
        ["mutate", names @ ..] => return mutated(names),
        ["sbom", built @ ..] if built.len() < 2 => {
            let document = sbom::document(&root)?;
            for file in built {
                let messages = std::fs::read_to_string(file);
                sbom::hold(
                    &document,
                    &messages.with_context(|| format!("cannot read {file}"))?,
                )?;
            }
            println!("{document:#}");
        }
        ["golden"] => golden()?,
        ["fonts"] => {
            let cut = root.join("crates/portal/assets/fonts/cut.sh");
            finished(Command::new("sh").arg(cut)).map(drop)?;
        }
        ["demo-data"] => demo_data()?,
        [] | ["help" | "--help" | "-h"] => print!("{HELP}"),
        other => bail!("there is no task {other:?}\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a command in the repository to its good end, and gives what it wrote.
fn finished(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.current_dir(repository()).output();
    let output =
        output.with_context(|| format!("cannot start {}", command.get_program().display()))?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        bail!("{}", String::from_utf8_lossy(&said));
    }
    Ok(output.stdout)
}

/// Breaks guards one at a time; it fails where a test stays green.
fn mutated(names: &[&str]) -> Result<ExitCode> {
    let unknown = |name: &&&str| {
        **name != "all" && !mutate::ALL.iter().any(|mutation| mutation.name == **name)
    };
    if let Some(name) = names.iter().find(unknown) {
        bail!("there is no guard {name:?}; `cargo xtask mutate` lists them");
    }
    let asked = mutate::ALL
        .iter()
        .filter(|mutation| names.contains(&"all") || names.contains(&mutation.name));
    let mut code = ExitCode::SUCCESS;
    for mutation in asked {
        let came = mutate::try_one(&repository(), mutation)?;
        println!("{:<16} {came:?}", mutation.name);
        if came != mutate::Came::Red {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

fn golden() -> Result<()> {
    let test = [
        "test",
        "--quiet",
        "-p",
        "madang-portal",
        "--test",
        "it",
        "openapi",
    ];
    finished(
        Command::new("cargo")
            .args(test)
            .env("MADANG_GOLDEN", "write"),
    )
    .map(drop)
}

fn demo_data() -> Result<()> {
    let example = [
        "run",
        "--quiet",
        "-p",
        "madang-example",
        "--example",
        "write_vote",
    ];
    let vote = finished(Command::new("cargo").args(example))?;
    let file = repository().join("examples/kr0018/vote.pb");
    std::fs::write(&file, vote).with_context(|| format!("cannot write {}", file.display()))
}
