//! Help in Korean. The definitions of commands and arguments are the source's; here their texts are put over them, by the path of the
//! command and the name of the argument, from `messages/ko/help.ftl`.

use std::io::Write;

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, Command, Error};
use madang_words::Language;

use crate::words;

/// What clap itself says, in whatever it renders.
const OF_CLAP: [(&str, &str); 14] = [
    ("Usage:", "사용법:"),
    ("Arguments:", "인자:"),
    ("Options:", "옵션:"),
    ("Commands:", "명령:"),
    ("Possible values:", "가능한 값:"),
    ("[possible values:", "[가능한 값:"),
    ("[default:", "[기본값:"),
    ("[env:", "[환경 변수:"),
    (
        "Print help (see more with '--help')",
        "도움말 (자세히는 '--help')",
    ),
    (
        "Print help (see a summary with '-h')",
        "도움말 (짧게는 '-h')",
    ),
    (
        "Print this message or the help of the given subcommand(s)",
        "이 도움말이나 명령의 도움말",
    ),
    ("Print help", "도움말"),
    ("Print version", "판 번호"),
    ("[aliases:", "[다른 이름:"),
];

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
        long = Some(format!("{above}\n\n가능한 값:\n{}", listed.join("\n")));
        short = format!("{short} [가능한 값: {}]", names.join(", "));
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
        return error.print();
    }
    match headline(error) {
        Some(headline) => {
            let mut out = std::io::stderr().lock();
            let headline = madang_words::escaped(&headline);
            writeln!(out, "오류: {headline}\n\n자세한 것은 '--help'를 보십시오.")
        }
        None if error.use_stderr() => {
            let text = in_korean(&error.render().to_string());
            write!(std::io::stderr().lock(), "{text}")
        }
        None => write!(
            std::io::stdout().lock(),
            "{}",
            in_korean(&error.render().to_string())
        ),
    }
}

fn in_korean(text: &str) -> String {
    let mut text = text.to_owned();
    for (english, korean) in OF_CLAP {
        text = text.replace(english, korean);
    }
    text
}

/// What is wrong with a call; `None` for help and for what is rare.
fn headline(error: &Error) -> Option<String> {
    let context = |kind: ContextKind| error.get(kind).map(ToString::to_string);
    let argument = || context(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("없는 옵션이나 인자입니다: {}", argument()?),
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand)?;
            format!("없는 명령입니다: {name}")
        }
        ErrorKind::MissingRequiredArgument => format!("빠진 것이 있습니다: {}", argument()?),
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            Some(other) => format!("{}와(과) {other}은(는) 함께 쓸 수 없습니다", argument()?),
            None => format!("{}은(는) 다른 옵션과 함께 쓸 수 없습니다", argument()?),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue).unwrap_or_default();
            let valid = context(ContextKind::ValidValue);
            let valid = valid.map_or_else(String::new, |valid| format!(" (가능한 값: {valid})"));
            let why = std::error::Error::source(error);
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            match value.is_empty() {
                true => format!("{}에 값이 없습니다{valid}", argument()?),
                false => format!(
                    "{}의 값으로 \"{value}\"을(를) 쓸 수 없습니다{valid}{why}",
                    argument()?
                ),
            }
        }
        _ => return None,
    })
}

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
        let known: BTreeSet<String> = include_str!("../messages/ko/help.ftl")
            .lines()
            .filter(|line| line.starts_with("help-"))
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect();
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
            "동등한 몫",
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
