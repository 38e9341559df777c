//! `madang`: runs a public-service programme in the open. See `madang --help`.
//!
//! A library, so that the compiler begins with it as soon as the signatures of the crates below are known: a program waits for
//! their code.

#[macro_use]
mod terminal;
#[macro_use]
mod words;

mod addresses;
mod commands;
mod data;
mod descriptors;
mod giving;
mod help;
mod importing;
mod language;
mod logging;
mod mistakes;
mod output;
mod progress;
mod secrets;
mod selecting;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use data::DataArguments;

/// Madang (마당) runs a public-service programme in the open: every step is an entry in a public record, and anyone can
/// check that nothing was altered and compute every result again.
///
/// Begin with `madang demo`. Then check what it made: `madang export /tmp/record && madang verify /tmp/record`.
#[derive(Debug, Parser)]
#[command(
    name = "madang",
    version,
    about,
    long_about,
    propagate_version = true,
    max_term_width = 120
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

// One lives for the length of the program: a box for each would cost more than the room.
#[allow(clippy::large_enum_variant)]
#[derive(Debug, Subcommand)]
enum Command {
    Demo(commands::demo::DemoArguments),
    Serve(commands::serve::ServeCommand),
    Import(commands::import::ImportCommand),
    Select(Box<commands::select::SelectCommand>),
    Audit(Box<commands::audit::AuditCommand>),
    Compare(Box<commands::compare::CompareCommand>),
    Convert(Box<commands::convert::ConvertCommand>),
    Opinion(Box<commands::opinion::OpinionCommand>),
    Commitments(commands::commitments::CommitmentsCommand),
    Stars(commands::stars::StarsCommand),
    Match(commands::matching::MatchCommand),
    Rule(commands::rules::RuleCommand),
    Cover(commands::cover::CoverCommand),
    Catalogue(commands::catalogue::CatalogueCommand),
    Verify(commands::verify::VerifyArguments),
    Weigh(commands::survey::weigh::WeighCommand),
    Tabulate(Box<commands::survey::tabulate::TabulateCommand>),
    ResponseRates(commands::survey::response_rates::ResponseRatesCommand),
    Questionnaire(commands::survey::questionnaire::QuestionnaireCommand),
    Suppress(commands::survey::suppress::SuppressCommand),
    Risk(commands::survey::risk::RiskCommand),
    Trace(commands::trace::TraceArguments),
    Checks(commands::checks::ChecksArguments),
    Export(commands::export::ExportCommand),
    Rebuild(commands::rebuild::RebuildCommand),
    Key(commands::key::KeyCommand),
    Content(commands::content::ContentCommand),
    Commitment(commands::commitment::CommitmentCommand),
    Voice(commands::voice::VoiceCommand),
    Need(commands::need::NeedCommand),
    Answer(commands::answer::AnswerCommand),
    Calendar(commands::calendar::CalendarCommand),
    Vote(commands::vote::VoteCommand),
    Proposal(commands::proposal::ProposalCommand),
    Body(commands::body::BodyCommand),
    Log(commands::log::LogCommand),
    Admin(commands::admin::AdminCommand),
    Mail(commands::mail::MailCommand),
    Operator(commands::operator::OperatorCommand),
    Template(commands::template::TemplateCommand),
    New(commands::template::NewCommand),
    Formats(commands::formats::FormatsCommand),
}

impl Command {
    /// What the command is told of the record, for one that works on it.
    fn data(&self) -> Option<DataArguments> {
        match self {
            Command::Demo(command) => Some(command.data.clone()),
            Command::Serve(command) => Some(command.data.clone()),
            Command::Import(command) => Some(command.data.clone()),
            Command::Select(command) => Some(command.data.clone()),
            Command::Export(command) => Some(command.data.clone()),
            Command::Rebuild(command) => Some(command.data.clone()),
            Command::Key(command) => Some(command.data.clone()),
            Command::Content(command) => Some(command.data.clone()),
            Command::Commitment(command) => Some(command.data.clone()),
            Command::Voice(command) => Some(command.data.clone()),
            Command::Need(command) => Some(command.data.clone()),
            Command::Answer(command) => Some(command.data.clone()),
            Command::Calendar(command) => Some(command.data.clone()),
            Command::Vote(command) => Some(command.data.clone()),
            Command::Proposal(command) => Some(command.data.clone()),
            Command::Body(command) => Some(command.data.clone()),
            Command::Log(command) => Some(command.data.clone()),
            Command::Operator(command) => Some(command.data.clone()),
            Command::Admin(command) => Some(command.data.clone()),
            Command::Mail(_)
            | Command::Audit(_)
            | Command::Compare(_)
            | Command::Convert(_)
            | Command::Opinion(_)
            | Command::Commitments(_)
            | Command::Stars(_)
            | Command::Match(_)
            | Command::Rule(_)
            | Command::Cover(_)
            | Command::Catalogue(_)
            | Command::Verify(_)
            | Command::Weigh(_)
            | Command::Tabulate(_)
            | Command::ResponseRates(_)
            | Command::Questionnaire(_)
            | Command::Suppress(_)
            | Command::Risk(_)
            | Command::Trace(_)
            | Command::Checks(_)
            | Command::Template(_)
            | Command::New(_)
            | Command::Formats(_) => None,
        }
    }
}

/// The program, from its arguments to its exit status.
pub fn main() -> ExitCode {
    let called = help::spoken(Arguments::command()).try_get_matches();
    let called = called.and_then(|called| {
        let arguments = Arguments::from_arg_matches(&called)?;
        Ok((arguments, output::others(&called)))
    });
    let (arguments, others) = match called {
        Ok(called) => called,
        Err(error) => {
            // A wrong call is an error like any other (1); 2 means that something could not be decided.
            let wrong = error.use_stderr();
            let printed = help::print(&error);
            let left = |problem: &io::Error| problem.kind() == io::ErrorKind::BrokenPipe;
            return if wrong || printed.as_ref().is_err_and(|problem| !left(problem)) {
                ExitCode::FAILURE
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let data = arguments.command.data();
    let security_log = data.as_ref().and_then(|data| data.security_log.as_deref());
    let outputs = data.as_ref().map(DataArguments::outputs);
    // Whatever else names a file that is there: no command's input is written over, by any option that all commands have.
    let others: Vec<&Path> = others.iter().map(PathBuf::as_path).collect();
    let checked = output::check(&outputs.unwrap_or_default(), &others);
    let logging = checked.and_then(|()| logging::begin(security_log));
    match logging.and_then(|()| run(arguments.command, data.as_ref())) {
        Ok(code) => code,
        Err(error) => {
            for line in mistakes::lines(&error) {
                note!("madang: {line}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Whether a command on files failed only because whoever reads its output has left.
fn reader_left(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = match cause.downcast_ref::<io::Error>() {
            Some(problem) => Some(problem.kind()),
            None => cause
                .downcast_ref::<serde_json::Error>()
                .and_then(serde_json::Error::io_error_kind),
        };
        kind == Some(io::ErrorKind::BrokenPipe)
    })
}

/// What works on plain files needs no runtime and no data directory; everything else works on the data directory.
fn run(command: Command, data: Option<&DataArguments>) -> Result<ExitCode> {
    match (command, data) {
        (Command::Verify(arguments), _) => on_files(arguments.run()),
        (Command::Trace(arguments), _) => on_files(arguments.run()),
        (Command::Checks(arguments), _) => on_files(arguments.run()),
        (Command::Audit(command), _) => on_files(command.run()),
        (Command::Compare(command), _) => on_files(done(command.run())),
        (Command::Convert(command), _) => on_files(done(command.run())),
        (Command::Opinion(command), _) => on_files(command.run()),
        (Command::Commitments(command), _) => on_files(done(command.run())),
        (Command::Stars(command), _) => on_files(done(command.run())),
        (Command::Weigh(command), _) => on_files(done(command.run())),
        (Command::Tabulate(command), _) => on_files(done(command.run())),
        (Command::ResponseRates(command), _) => on_files(done(command.run())),
        (Command::Questionnaire(command), _) => on_files(command.run()),
        (Command::Suppress(command), _) => on_files(done(command.run())),
        (Command::Risk(command), _) => on_files(done(command.run())),
        (Command::Match(command), _) => on_files(command.run()),
        (Command::Rule(command), _) => on_files(command.run()),
        (Command::Cover(command), _) => on_files(command.run()),
        (Command::Catalogue(command), _) => on_files(done(command.run())),
        (Command::Template(command), _) => on_files(done(command.run())),
        (Command::New(command), _) => on_files(done(command.run())),
        (Command::Formats(command), _) => on_files(done(command.run())),
        (Command::Mail(command), _) => on_data(command.run()),
        (Command::Select(command), _) if command.file.is_some() => {
            on_files(done(command.run_file()))
        }
        (Command::Select(command), Some(data)) => act("select", command.run(data)),
        (Command::Demo(command), Some(data)) => on_data(command.run(data)),
        (Command::Serve(command), Some(data)) => on_data(command.run(data)),
        (Command::Import(command), Some(data)) => act("import", command.run(data)),
        (Command::Export(command), Some(data)) => on_data(command.run(data)),
        (Command::Rebuild(command), Some(data)) => on_data(command.run(data)),
        (Command::Key(command), Some(data)) => act("key", command.run(data)),
        (Command::Content(command), Some(data)) => act("content", command.run(data)),
        (Command::Commitment(command), Some(data)) => act("commitment", command.run(data)),
        (Command::Voice(command), Some(data)) => act("voice", command.run(data)),
        (Command::Need(command), Some(data)) => act("need", command.run(data)),
        (Command::Answer(command), Some(data)) => act("answer", command.run(data)),
        (Command::Calendar(command), Some(data)) => act("calendar", command.run(data)),
        (Command::Vote(command), Some(data)) => act("vote", command.run(data)),
        (Command::Proposal(command), Some(data)) => act("proposal", command.run(data)),
        (Command::Body(command), Some(data)) => act("body", command.run(data)),
        (Command::Log(command), Some(data)) => act("log", command.run(data)),
        (Command::Operator(command), Some(data)) => act("operator", command.run(data)),
        (Command::Admin(command), Some(data)) => act("admin", command.run(data)),
        (_, None) => refuse!("data-no-record"),
    }
}

fn done(result: Result<()>) -> Result<ExitCode> {
    result.map(|()| ExitCode::SUCCESS)
}

/// How long work on other threads may take to end when a command is done.
const LEAVING: Duration = Duration::from_secs(1);

fn on_data(command: impl Future<Output = Result<()>>) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let result = runtime.block_on(command);
    // Computing that nobody waits for any more does not keep the process.
    runtime.shutdown_timeout(LEAVING);
    done(result)
}

/// A command that acts on the record: where it comes to nothing, the security log says so. What a rule refuses stands there with
/// who asked as well.
fn act(command: &str, run: impl Future<Output = Result<()>>) -> Result<ExitCode> {
    let result = on_data(run);
    if let Err(error) = &result {
        let error = mistakes::in_one_line(error);
        tracing::debug!(target: logging::SECURITY, command, error, "a command on the record was refused");
    }
    result
}

fn on_files(result: Result<ExitCode>) -> Result<ExitCode> {
    match result {
        // As `head` leaves after ten lines: nothing is wrong.
        Err(error) if reader_left(&error) => Ok(ExitCode::SUCCESS),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{LEAVING, on_data};

    #[test]
    fn computing_that_nobody_waits_for_does_not_keep_the_process() {
        let begun = Instant::now();
        let computes = || std::thread::sleep(Duration::from_secs(60));
        let done = on_data(async move {
            tokio::task::spawn_blocking(computes);
            tokio::time::sleep(Duration::from_millis(50)).await;
            Ok(())
        });
        assert!(done.is_ok());
        assert!(begun.elapsed() < LEAVING * 20, "{:?}", begun.elapsed());
    }
}
