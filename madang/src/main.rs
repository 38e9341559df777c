//! `madang`: runs a public-service programme in the open. See `madang --help`.

mod commands;
mod data;
mod import;
mod progress;
mod selecting;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

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
    #[command(flatten)]
    data: DataArguments,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(commands::demo::DemoArguments),
    Serve(commands::serve::ServeCommand),
    Import(commands::import::ImportCommand),
    Select(Box<commands::select::SelectCommand>),
    Verify(commands::verify::VerifyArguments),
    Export(commands::export::ExportCommand),
    Rebuild(commands::rebuild::RebuildCommand),
    Key(commands::key::KeyCommand),
}

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("MADANG_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("madang: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(Arguments { data, command }: Arguments) -> Result<ExitCode> {
    // Verifying needs no runtime and no data directory.
    if let Command::Verify(arguments) = command {
        return arguments.run();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match command {
            Command::Demo(arguments) => arguments.run(&data).await,
            Command::Serve(command) => command.run(&data).await,
            Command::Import(command) => command.run(&data).await,
            Command::Select(command) => command.run(&data).await,
            Command::Export(command) => command.run(&data).await,
            Command::Rebuild(command) => command.run(&data).await,
            Command::Key(command) => command.run(&data).await,
            Command::Verify(_) => Ok(()),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}
