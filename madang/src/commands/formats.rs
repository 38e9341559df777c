//! `madang formats`: what the files that it reads may hold.

use anyhow::Result;

use super::template::SpokenArguments;

/// Say what the files that can be imported and selected from may hold
#[derive(Debug, clap::Args)]
#[command(long_about = include_str!("../../templates/en/formats.txt"))]
pub struct FormatsCommand {
    #[command(flatten)]
    spoken: SpokenArguments,
}

impl FormatsCommand {
    pub fn run(self) -> Result<()> {
        let text = match self.spoken.korean() {
            true => include_str!("../../templates/ko/formats.txt"),
            false => include_str!("../../templates/en/formats.txt"),
        };
        for line in text.lines() {
            say!("{line}");
        }
        Ok(())
    }
}
