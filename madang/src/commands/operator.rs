//! `madang operator`: who runs the record, as the record says it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use madang_exchange::Source;
use madang_portal::{Licence, Operator, Running};
use madang_programme::{Actor, Role};
use madang_words::Text;

use super::acting::{ActorArguments, act, open, words};
use crate::data::DataArguments;
use crate::words::language;

/// Say on the record who runs it: name, contact, policies, the licence of the data
///
/// It stands on every page of the portal, in security.txt and in the API. The newest statement counts; those before stay on the
/// record. What may have to go one day (e-mail address, telephone number, where weaknesses are reported) is in the statement's content
/// `contact`, which can be erased: `madang content erase ENTRY contact`.
#[derive(Debug, clap::Args)]
pub struct OperatorCommand {
    #[command(subcommand)]
    action: OperatorAction,
    #[command(flatten)]
    actor: ActorArguments,
    #[command(flatten)]
    pub data: DataArguments,
}

#[derive(Debug, clap::Subcommand)]
enum OperatorAction {
    /// Print what the record says, as a file for `madang operator set`
    Show,
    /// Say it, from a file, or put single things right
    ///
    /// A file says everything anew. Without one what stands on the record is kept but for what the options say; `--without` takes
    /// things out.
    Set(Box<SetArguments>),
}

#[derive(Debug, clap::Args)]
struct SetArguments {
    /// What the operator says of themselves, JSON: the file of `serve --operator`
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Name of the office by language: ko="…" or en="…"; once for each language
    #[arg(id = "operator-name", long = "name", value_name = "LANGUAGE=TEXT")]
    name: Vec<String>,
    /// The sentence that says whose official site it is, by language
    #[arg(long, value_name = "LANGUAGE=TEXT")]
    official: Vec<String>,
    /// Where questions go: an e-mail address of the office
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// A telephone number of the office
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Where weaknesses are reported: an e-mail address or a page
    #[arg(long, value_name = "ADDRESS")]
    security: Option<String>,
    /// A page with other ways to get in touch
    #[arg(long, value_name = "URL")]
    contact: Option<String>,
    /// The privacy policy
    #[arg(long, value_name = "URL")]
    privacy: Option<String>,
    /// The accessibility statement
    #[arg(long, value_name = "URL")]
    accessibility: Option<String>,
    /// Name of the licence of the data, by language
    #[arg(long, value_name = "LANGUAGE=TEXT")]
    licence: Vec<String>,
    /// The text of that licence
    #[arg(long, value_name = "URL")]
    licence_url: Option<String>,
    /// Where the source of the program can be had
    #[arg(long, value_name = "URL")]
    source: Option<String>,
    /// Where the log's key is published besides the portal
    #[arg(long, value_name = "URL")]
    key_published: Option<String>,
    /// What is no longer said
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_enum)]
    without: Vec<Said>,
}

/// What an operator may leave unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Said {
    Official,
    Posts,
    Email,
    Phone,
    Security,
    Contact,
    Privacy,
    Accessibility,
    Licence,
    Source,
    KeyPublished,
}

impl SetArguments {
    /// What is to be said, beginning from `stands` where no file is given.
    fn said(&self, stands: Operator) -> Result<Operator> {
        let mut said = match &self.file {
            Some(file) => read(file)?,
            None => stands,
        };
        for (option, given, text) in [
            ("--name", &self.name, &mut said.name),
            ("--official", &self.official, &mut said.official),
        ] {
            if !given.is_empty() {
                *text = Some(words(option, given)?);
            }
        }
        for (given, address) in [
            (&self.email, &mut said.email),
            (&self.phone, &mut said.phone),
            (&self.security, &mut said.security),
            (&self.contact, &mut said.contact),
            (&self.privacy, &mut said.privacy),
            (&self.accessibility, &mut said.accessibility),
            (&self.source, &mut said.source),
            (&self.key_published, &mut said.key_published),
        ] {
            if given.is_some() {
                address.clone_from(given);
            }
        }
        if !self.licence.is_empty() {
            let name = words("--licence", &self.licence)?;
            said.licence = Some(Licence { name, url: None });
        }
        if self.licence_url.is_some() {
            let licence = said.licence.as_mut();
            licence
                .with_context(|| t!("acts-operator-licence"))?
                .url
                .clone_from(&self.licence_url);
        }
        for what in &self.without {
            leave_out(&mut said, *what);
        }
        if said.name == Some(Text::default()) || said.name.is_none() {
            refuse!("acts-operator-nameless");
        }
        said.check()?;
        Ok(said)
    }
}

fn leave_out(said: &mut Operator, what: Said) {
    match what {
        Said::Official => said.official = None,
        Said::Posts => said.posts.clear(),
        Said::Email => said.email = None,
        Said::Phone => said.phone = None,
        Said::Security => said.security = None,
        Said::Contact => said.contact = None,
        Said::Privacy => said.privacy = None,
        Said::Accessibility => said.accessibility = None,
        Said::Licence => said.licence = None,
        Said::Source => said.source = None,
        Said::KeyPublished => said.key_published = None,
    }
}

/// Reads a file in which an operator says who they are.
///
/// # Errors
/// What is wrong with it.
pub fn read(path: &Path) -> Result<Operator> {
    let source = Source::read_small(path)?;
    let operator = Operator::from_json(&source.lines());
    operator
        .map_err(|wrong| anyhow::Error::msg(wrong.in_language(language())))
        .with_context(|| t!("serve-operator", file = path.display()))
}

impl OperatorCommand {
    pub async fn run(self, data: &DataArguments) -> Result<()> {
        let (_, store) = open(data).await?;
        let stands = Running::on_record(&store).await?;
        match &self.action {
            OperatorAction::Show => match &stands {
                Some(running) => {
                    let said = serde_json::to_string_pretty(&running.operator)?;
                    for line in said.lines() {
                        say!("{line}");
                    }
                }
                None => note!("madang: {}", t!("acts-operator-unsaid")),
            },
            OperatorAction::Set(arguments) => {
                let before = stands
                    .as_ref()
                    .map(|stands| (stands.operator.clone(), stands.statement.clone()));
                let (operator, statement) = before.unwrap_or_default();
                let said = arguments.said(operator.clone())?;
                let replaces = statement.map(|statement| statement.entry);
                if replaces.is_some() && said == operator {
                    say!("madang: {}", t!("acts-operator-already"));
                } else {
                    let actor = Actor::new(Role::Operator, &self.actor.post("console"))?;
                    let asked = said.asked(replaces).into();
                    let done = t!("acts-operator");
                    act(&store, actor, vec![asked], &done).await?;
                    let reached =
                        |of: &Operator| (of.email.clone(), of.phone.clone(), of.security.clone());
                    if let Some(entry) = replaces
                        && reached(&operator) != reached(&said)
                        && reached(&operator) != reached(&Operator::default())
                    {
                        say!("madang: {}", t!("acts-operator-contact", entry = entry));
                    }
                }
            }
        }
        store.close().await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        set: SetArguments,
    }

    fn said(stands: &Operator, line: &[&str]) -> Result<Operator> {
        let line = [&["set"], line].concat();
        Line::parse_from(line).set.said(stands.clone())
    }

    #[test]
    fn an_operator_is_read_however_the_file_was_saved() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("operator.json");
        let text = "{\r\n \"name\": {\"ko\": \"행정안전부 열린정부과\"}\r\n}\r\n";
        let (cp949, _, _) = encoding_rs::EUC_KR.encode(text);
        let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
        let marked = format!("\u{feff}{text}");
        for bytes in [text.as_bytes(), marked.as_bytes(), &cp949, &wide] {
            std::fs::write(&path, bytes).expect("a file");
            let plain = Operator::from_json(text).expect("an operator");
            assert_eq!(read(&path).expect("an operator"), plain);
        }
    }

    #[test]
    fn single_things_are_put_right_and_what_is_wrong_is_named() {
        let none = Operator::default();
        let office = said(
            &none,
            &[
                "--name",
                "ko=열린정부과",
                "--email",
                "a@b.kr",
                "--licence",
                "en=CC BY 4.0",
            ],
        );
        let office = office.expect("an operator");
        let moved = said(
            &office,
            &[
                "--email",
                "c@d.kr",
                "--licence-url",
                "https://x.kr/l",
                "--phone",
                "02-1",
            ],
        );
        let moved = moved.expect("an operator");
        assert_eq!(moved.name, office.name);
        assert_eq!(moved.email.as_deref(), Some("c@d.kr"));
        let licence = moved.licence.as_ref().expect("a licence");
        assert_eq!(licence.url.as_deref(), Some("https://x.kr/l"));
        let less = said(&moved, &["--without", "phone,licence,email"]).expect("an operator");
        assert_eq!((less.phone, less.licence, less.email), (None, None, None));
        for (line, named) in [
            (&["--email", "a@b.kr"][..], "without a name"),
            (&["--name", "열린정부과"], "names no language"),
            (&["--name", "ko=과", "--email", "nobody"], "e-mail"),
            (&["--name", "ko=과", "--privacy", "x.kr"], "privacy"),
            (
                &["--name", "ko=과", "--licence-url", "https://x.kr"],
                "no name",
            ),
        ] {
            let error = said(&none, line).expect_err(named);
            assert!(format!("{error:#}").contains(named), "{error:#}");
        }
    }
}
