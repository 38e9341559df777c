//! `madang calendar`: by what the clocks of a programme run.

use anyhow::Result;
use madang_programme::Command;
use madang_programme::clock::{Period, Weekday};
use madang_programme::programmes::{CalendarAmended, CalendarFixed, NewPeriods, PeriodsFixed};

use super::acting::{ActorArguments, act, open};
use crate::data::DataArguments;

/// Fix by which calendar and within which periods a programme answers
#[derive(Debug, clap::Args)]
pub struct CalendarCommand {
    #[command(subcommand)]
    action: CalendarAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum CalendarAction {
    /// Say on which days nobody works, once; what would be due then is due on the next day on which somebody does
    Fix {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// Days of each week [default: saturday,sunday]
        #[arg(long, value_name = "DAYS", value_delimiter = ',', value_parser = weekday, default_values = ["saturday", "sunday"], hide_default_value = true)]
        weekend: Vec<Weekday>,
        /// Other days: 2026-12-25; once for each, or with commas
        #[arg(long = "holiday", value_name = "DATE", value_delimiter = ',')]
        holidays: Vec<String>,
    },
    /// Put days into the calendar or take them out; what is still due moves with it
    Amend {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// Days on which nobody works any more: 2027-03-01; once for each, or with commas
        #[arg(long = "add", value_name = "DATE", value_delimiter = ',')]
        added: Vec<String>,
        /// Days on which somebody works after all: 2027-03-01; once for each, or with commas
        #[arg(long = "remove", value_name = "DATE", value_delimiter = ',')]
        removed: Vec<String>,
    },
    /// Say how long things may take; it holds for what begins afterwards
    Periods {
        /// The programme
        #[arg(value_name = "PROGRAMME")]
        programme: String,
        /// Until a voice or a proposal is answered, in days or months: 14d, 1m
        #[arg(long, value_name = "PERIOD", value_parser = period)]
        answer: Option<Period>,
        /// Until progress on what was adopted is told again, in days or months: 183d, 6m
        #[arg(long, value_name = "PERIOD", value_parser = period)]
        progress: Option<Period>,
        /// Until what a deliberation hid is looked at again after its decision, in days or months: 7d
        #[arg(long, value_name = "PERIOD", value_parser = period)]
        deliberation: Option<Period>,
        /// Until personal data in public words are hidden, in days or months: 3d
        #[arg(long, value_name = "PERIOD", value_parser = period)]
        personal_data: Option<Period>,
        /// Until those who were there can ask no more for corrections of drafted minutes, in days or months: 5d
        #[arg(long, value_name = "PERIOD", value_parser = period)]
        corrections: Option<Period>,
    },
}

fn weekday(text: &str) -> Result<Weekday, String> {
    let names = Weekday::ALL.map(Weekday::name).join(", ");
    Weekday::named(text).ok_or_else(|| t!("answer-none-of", known = names))
}

fn period(text: &str) -> Result<Period, String> {
    let none = || t!("calendar-no-period", text = text);
    let (number, of): (&str, fn(u16) -> Period) = match text.strip_suffix('d') {
        Some(number) => (number, Period::Days),
        None => (text.strip_suffix('m').ok_or_else(none)?, Period::Months),
    };
    number.parse().map(of).map_err(|_| none())
}

impl CalendarCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let official = self.actor.official()?;
        let (command, done) = command(self.action);
        let (_, store) = open(data).await?;
        act(&store, official, vec![command], &done).await?;
        store.close().await;
        Ok(())
    }
}

/// Days in the order in which they stand on the record.
fn in_order(mut days: Vec<String>) -> Vec<String> {
    days.sort();
    days.dedup();
    days
}

/// What an action asks for, and what it came to in words.
fn command(action: CalendarAction) -> (Command, String) {
    match action {
        CalendarAction::Fix {
            programme,
            mut weekend,
            holidays,
        } => {
            let done = t!("calendar-fixed", programme = programme.as_str());
            weekend.sort();
            weekend.dedup();
            let facts = CalendarFixed {
                programme,
                weekend,
                holidays: in_order(holidays),
            };
            (Command::plain(facts), done)
        }
        CalendarAction::Amend {
            programme,
            added,
            removed,
        } => {
            let done = t!("calendar-amended", programme = programme.as_str());
            let facts = CalendarAmended {
                programme,
                added: in_order(added),
                removed: in_order(removed),
            };
            (Command::plain(facts), done)
        }
        CalendarAction::Periods {
            programme,
            answer,
            progress,
            deliberation,
            personal_data,
            corrections,
        } => {
            let done = t!("calendar-periods", programme = programme.as_str());
            let periods = NewPeriods {
                answer,
                progress,
                deliberation,
                personal_data,
                corrections,
            };
            (Command::plain(PeriodsFixed { programme, periods }), done)
        }
    }
}
