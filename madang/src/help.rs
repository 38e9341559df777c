//! Help in Korean. The definitions of commands and arguments are the source's; here their texts are put over them, by the path of the
//! command and the name of the argument, from `messages/ko/help*.ftl`.

use std::io::Write;
use std::num::{IntErrorKind, ParseIntError};

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, Command, Error};
use madang_words::{Language, money};

use crate::{mistakes, words};

/// What clap itself says, in whatever it renders.
const OF_CLAP: [(&str, &str); 14] = [
    ("Usage:", "help-clap-usage"),
    ("Arguments:", "help-clap-arguments"),
    ("Options:", "help-clap-options"),
    ("Commands:", "help-clap-commands"),
    ("Possible values:", VALUES),
    ("[possible values:", VALUES_INLINE),
    ("[default:", "help-clap-default"),
    ("[env:", "help-clap-environment"),
    (
        "Print help (see more with '--help')",
        "help-clap-help-short",
    ),
    (
        "Print help (see a summary with '-h')",
        "help-clap-help-long",
    ),
    (
        "Print this message or the help of the given subcommand(s)",
        "help-clap-help-command",
    ),
    ("Print help", "help-clap-help"),
    ("Print version", "help-clap-version"),
    ("[aliases:", "help-clap-aliases"),
];

const VALUES: &str = "help-clap-values";
const VALUES_INLINE: &str = "help-clap-values-inline";

/// What clap says, in Korean.
fn of_clap(key: &str) -> String {
    words::help(key).unwrap_or_default()
}

/// The command with its texts in the language of this process.
pub fn spoken(command: Command) -> Command {
    match words::language() {
        Language::Ko => korean(command, ""),
        Language::En | Language::Pl | Language::Und => command,
    }
}

fn korean(mut command: Command, path: &str) -> Command {
    let subcommands: Vec<String> = command
        .get_subcommands()
        .map(|subcommand| subcommand.get_name().to_owned())
        .collect();
    for name in subcommands {
        let of = joined(path, &name);
        command = command.mut_subcommand(&name, |subcommand| korean(subcommand, &of));
    }
    let mut command = command.mut_args(|argument| of_argument(argument, path));
    if let Some(text) = words::help(&command_key(path)) {
        let (first, whole) = short_and_long(&text);
        command = command.about(first);
        if let Some(whole) = whole {
            command = command.long_about(whole);
        }
    }
    command
}

fn of_argument(argument: Arg, path: &str) -> Arg {
    let Some(text) = argument_text(path, argument.get_id().as_str()) else {
        return argument;
    };
    let (first, whole) = short_and_long(&text);
    let (mut short, mut long) = (first, whole);
    let mut argument = argument;
    let values = values(&argument, path);
    if values.iter().any(|(_, text)| text.is_some()) {
        let names: Vec<&str> = values.iter().map(|(value, _)| value.get_name()).collect();
        let listed: Vec<String> = values
            .iter()
            .map(|(value, text)| match text {
                Some(text) => format!("- {}: {text}", value.get_name()),
                None => format!("- {}", value.get_name()),
            })
            .collect();
        let above = long.unwrap_or_else(|| short.clone());
        let listed = listed.join("\n");
        long = Some(format!("{above}\n\n{}\n{listed}", of_clap(VALUES)));
        short = format!("{short} {} {}]", of_clap(VALUES_INLINE), names.join(", "));
        argument = argument.hide_possible_values(true);
    } else if !values.is_empty()
        && argument.get_action().takes_values()
        && !argument.is_hide_possible_values_set()
    {
        // What clap writes of them may be broken over two lines, and is not found again there.
        let names: Vec<&str> = values.iter().map(|(value, _)| value.get_name()).collect();
        let listed = format!("{} {}]", of_clap(VALUES_INLINE), names.join(", "));
        short = format!("{short} {listed}");
        long = long.map(|long| format!("{long}\n\n{listed}"));
        argument = argument.hide_possible_values(true);
    }
    if let Some(heading) = argument.get_help_heading()
        && let Some(text) = words::help(&heading_key(heading))
    {
        // Headings live as long as the program.
        argument = argument.help_heading(&*text.leak());
    }
    let argument = argument.help(short);
    match long {
        Some(long) => argument.long_help(long),
        None => argument,
    }
}

/// The values that an argument may have, each with its text.
fn values(argument: &Arg, path: &str) -> Vec<(PossibleValue, Option<String>)> {
    let values = argument.get_possible_values().into_iter();
    let values = values.filter(|value| !value.is_hide_set());
    let id = argument.get_id().as_str();
    values
        .map(|value| {
            let keys = value_keys(path, id, value.get_name());
            let text = keys.iter().find_map(|key| words::help(key));
            (value, text)
        })
        .collect()
}

fn argument_text(path: &str, id: &str) -> Option<String> {
    let keys = argument_keys(path, id);
    keys.iter().find_map(|key| words::help(key))
}

/// The first paragraph of a text, and the whole where there is more.
fn short_and_long(text: &str) -> (String, Option<String>) {
    match text.split_once("\n\n") {
        Some((first, _)) => (first.to_owned(), Some(text.to_owned())),
        None => (text.to_owned(), None),
    }
}

fn joined(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        path => format!("{path}-{name}"),
    }
}

fn command_key(path: &str) -> String {
    match path {
        "" => "help-madang".to_owned(),
        path => format!("help-{path}"),
    }
}

/// Where the text of an argument may stand: under its command, else for all commands that have it.
fn argument_keys(path: &str, id: &str) -> [String; 2] {
    let id = id.replace('_', "-");
    [format!("help-{path}-arg-{id}"), format!("help-arg-{id}")]
}

fn value_keys(path: &str, id: &str, value: &str) -> [String; 2] {
    let id = id.replace('_', "-");
    [
        format!("help-{path}-value-{id}-{value}"),
        format!("help-value-{id}-{value}"),
    ]
}

/// A heading is known by its first word.
fn heading_key(heading: &str) -> String {
    let word = heading.split(' ').next().unwrap_or_default();
    format!("help-heading-{}", word.to_lowercase())
}

/// Prints a call that was not to be carried out: help that was asked for, or what is wrong with it.
///
/// # Errors
/// What the output says.
pub fn print(error: &Error) -> std::io::Result<()> {
    if words::language() != Language::Ko {
        return match error.use_stderr() {
            true => write!(std::io::stderr().lock(), "{}", rendered(error)),
            false => error.print(),
        };
    }
    match headline(error) {
        Some(headline) => {
            let mut out = std::io::stderr().lock();
            let headline = madang_words::escaped(&headline).to_string();
            let wrong = words::help_of("help-wrong", &[("what", headline)]);
            let more = words::help("help-wrong-more");
            writeln!(
                out,
                "{}\n\n{}",
                wrong.unwrap_or_default(),
                more.unwrap_or_default()
            )
        }
        None if error.use_stderr() => {
            let text = in_korean(&rendered(error));
            write!(std::io::stderr().lock(), "{text}")
        }
        None => write!(
            std::io::stdout().lock(),
            "{}",
            in_korean(&error.render().to_string())
        ),
    }
}

/// What clap says of a call, which repeats the call's own words: they act on no terminal.
fn rendered(error: &Error) -> String {
    let text = error.render().to_string();
    let lines = text.split('\n').map(madang_words::escaped);
    lines.collect::<Vec<_>>().join("\n")
}

fn in_korean(text: &str) -> String {
    let mut text = text.to_owned();
    for (english, key) in OF_CLAP {
        if let Some(korean) = words::help(key) {
            text = text.replace(english, &korean);
        }
    }
    text
}

/// What is wrong with a call; `None` for help and for what is rare.
fn headline(error: &Error) -> Option<String> {
    let context = |kind: ContextKind| error.get(kind).map(ToString::to_string);
    let argument = || context(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            words::help_of("help-wrong-unknown-argument", &[("argument", argument()?)])
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand)?;
            words::help_of("help-wrong-unknown-command", &[("name", name)])
        }
        ErrorKind::MissingRequiredArgument => {
            words::help_of("help-wrong-missing", &[("argument", argument()?)])
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            Some(other) => {
                let of = [("argument", argument()?), ("other", other)];
                words::help_of("help-wrong-conflict", &of)
            }
            None => words::help_of("help-wrong-conflict-any", &[("argument", argument()?)]),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue).unwrap_or_default();
            let valid = context(ContextKind::ValidValue);
            let valid =
                valid.and_then(|valid| words::help_of("help-wrong-valid", &[("valid", valid)]));
            let valid = valid.map_or_else(String::new, |valid| format!(" ({valid})"));
            let why = std::error::Error::source(error);
            let why = why.map_or_else(String::new, |why| format!(": {}", reason(why)));
            let key = match value.is_empty() {
                true => "help-wrong-no-value",
                false => "help-wrong-value",
            };
            let of = [
                ("argument", argument()?),
                ("value", value),
                ("valid", valid),
                ("why", why),
            ];
            words::help_of(key, &of)
        }
        _ => None,
    }
}

/// Why a value was refused.
fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    let key = match error.downcast_ref().map(ParseIntError::kind) {
        Some(IntErrorKind::Empty | IntErrorKind::InvalidDigit) => "help-wrong-no-number",
        Some(_) => "help-wrong-number-large",
        None => {
            let text = mistakes::said(error);
            let range = text
                .split_once(" is not in ")
                .map(|(_, range)| in_words(range));
            let said =
                range.and_then(|range| words::help_of("help-wrong-range", &[("range", range)]));
            return said.unwrap_or(text);
        }
    };
    words::help(key).unwrap_or_default()
}

/// A range as people write it: `1..=10000` as `1–10,000`.
fn in_words(range: &str) -> String {
    match range.split_once("..=") {
        Some((least, most)) => format!("{}–{}", money::separated(least), money::separated(most)),
        None => range.to_owned(),
    }
}

/// Keys of what is said about a call that is wrong.
#[cfg(test)]
const WRONG: [&str; 13] = [
    "help-wrong-no-number",
    "help-wrong-number-large",
    "help-wrong-range",
    "help-wrong",
    "help-wrong-more",
    "help-wrong-unknown-argument",
    "help-wrong-unknown-command",
    "help-wrong-missing",
    "help-wrong-conflict",
    "help-wrong-conflict-any",
    "help-wrong-valid",
    "help-wrong-no-value",
    "help-wrong-value",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;

    /// Every key that the help of a command may ask for, with those of which one must be there.
    fn ask(command: &Command, path: &str, asked: &mut BTreeSet<String>, missing: &mut Vec<String>) {
        let mut one_of = |keys: &[String]| {
            let found = keys.iter().find(|key| words::help(key).is_some());
            match found {
                Some(key) => {
                    asked.insert(key.clone());
                }
                None => missing.push(keys[0].clone()),
            }
        };
        one_of(&[command_key(path)]);
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            one_of(&argument_keys(path, id));
            if let Some(heading) = argument.get_help_heading() {
                one_of(&[heading_key(heading)]);
            }
            for value in argument.get_possible_values() {
                if value.get_help().is_some() {
                    one_of(&value_keys(path, id, value.get_name()));
                }
            }
        }
        for subcommand in command.get_subcommands() {
            let of = joined(path, subcommand.get_name());
            ask(subcommand, &of, asked, missing);
        }
    }

    #[test]
    fn every_command_argument_and_value_has_a_korean_text_and_none_is_dead() {
        let (mut asked, mut missing) = (BTreeSet::new(), Vec::new());
        let command = crate::Arguments::command();
        ask(&command, "", &mut asked, &mut missing);
        assert_eq!(missing, [""; 0]);
        let of_clap = OF_CLAP.iter().map(|(_, key)| *key);
        for key in of_clap.chain(WRONG) {
            assert!(words::help(key).is_some(), "{key}");
            asked.insert(key.to_owned());
        }
        let known = words::help_keys();
        let dead: Vec<&String> = known.difference(&asked).collect();
        assert_eq!(dead, Vec::<&String>::new());
    }

    #[test]
    fn korean_help_has_no_english_of_the_program_left() {
        let mut command = korean(crate::Arguments::command(), "");
        command.build();
        let mut select = command.find_subcommand("select").expect("select").clone();
        let help = in_korean(&select.render_long_help().to_string());
        for words in [
            "사용법:",
            "옵션:",
            "기록:",
            "[환경 변수: MADANG_DATA",
            "균등 몫",
        ] {
            assert!(help.contains(words), "{words:?} is not in: {help}");
        }
        for words in [
            "Usage",
            "Options",
            "Print help",
            "Data directory",
            "possible",
        ] {
            assert!(!help.contains(words), "{words:?} is in: {help}");
        }
    }
}
