//! What is wrong with a catalogue, for the test of each crate that has one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use fluent::FluentResource;

use crate::catalogue::key_of;
use crate::plurals::uncounted;
use crate::{Catalogue, Language};

/// What messages wrote once and write no more: translated too closely, or said of the wrong thing (in English a *body* is of people, and
/// what an entry commits to is its *content*). Single Korean words stand in the column *not* of the glossary (`docs/glossary.md`), which
/// `cargo xtask tidy` reads.
const GONE: [(Language, &[&str]); 2] = [
    (
        Language::Ko,
        &[
            "추첨로",
            "비용로",
            "값어치",
            "즈워티",
            "거두었",
            "균등한 몫",
            "점수표",
            "모든 답은 정확",
            "얻은 것은 누구나",
            "이 중 선정된 사람",
            "예산 비율",
            "표 비율",
            "각 주체를 빼고",
            "지지자들에게 마지막",
            "제 몫을 온전히",
            "아무 지지자들도",
            "결과가 나은",
            "표를 읽는 규칙",
            "어떤 투표지를 세었",
            "투표지를 셈",
            "고른 수가",
            "빼고 센",
            "누구나 알아챕니다",
            "거르기",
            "마지막 쪽보다 뒤",
            "투표의 경과",
            "답은 접수증",
            "나중 표기",
            "의욕 수준",
            "더 열렸는가",
            "별표 공약",
            "공약 문장에서 뽑",
            "지킨 협의",
            "위반",
            "나온 공개 값",
            "지지자들에게 남은 몫으로는",
        ],
    ),
    (
        Language::En,
        &[
            "body { $name }",
            "Body and salt",
            "Body erased",
            "Body public",
            "Body restricted",
            "Hash of the body",
            "Show body",
            "Which body",
            "bodies of one entry",
            "has no bodies",
            "open body",
            "public bodies",
            "restricted bodies",
            "text into a body",
        ],
    ),
];

/// A word that nobody knows without the ones behind it.
const EXPLAINED: (&str, &str) = ("솔트", "(무작위 값)");

/// Both forms of a particle, which no message is to write: `PARTICLE` chooses one.
const UNCHOSEN: [&str; 9] = [
    "을(를)", "를(을)", "이(가)", "은(는)", "는(은)", "과(와)", "와(과)", "(으)로", "(이)라",
];

/// Who asks for the messages of a catalogue.
pub struct Asked<'a> {
    /// The package's folder, `env!("CARGO_MANIFEST_DIR")`: with its `src` and `messages`.
    pub package: &'a str,
    /// What is called with a key, as `t` or `said!`; a macro gives all that its message asks for, as `name = value`. Where none is
    /// named, each text that begins like a key asks for one.
    pub by: &'a [&'a str],
    /// Message files that another catalogue of the package reads.
    pub elsewhere: &'a [&'a str],
    /// Keys that are put together where they are asked for.
    pub also: BTreeSet<String>,
}

impl Catalogue {
    /// All that is wrong with the messages: a file that cannot be read or is in no list, a key that stands twice or in one language
    /// alone or asks for other things there, or begins with another file's word, one that is asked for and is not there or is not
    /// given what it asks for, one that nobody asks for, a phrase that another took the place of, a particle in both its forms, an
    /// English plural after a number that may be one.
    /// Empty where all is well.
    ///
    /// # Errors
    /// Where the package's files cannot be read.
    pub fn faults(&self, asked: &Asked<'_>) -> io::Result<Vec<String>> {
        let mut faults = vec![];
        let korean = messages(self.texts(Language::Ko), &mut faults);
        let english = messages(self.texts(Language::En), &mut faults);
        for key in korean.keys().chain(english.keys()).collect::<BTreeSet<_>>() {
            match (korean.get(key), english.get(key)) {
                (Some(ko), Some(en)) if ko != en => {
                    faults.push(format!(
                        "{key} asks for {ko:?} in Korean, {en:?} in English"
                    ));
                }
                (Some(_), Some(_)) => {}
                _ => faults.push(format!("{key} is in one language alone")),
            }
        }
        faults.extend(uncounted(self.texts(Language::En)));
        for (language, phrases) in GONE {
            for gone in phrases {
                if self.texts(language).iter().any(|t| t.contains(gone)) {
                    faults.push(format!("{gone} is what messages wrote once"));
                }
            }
        }
        for line in self.texts(Language::Ko).iter().flat_map(|t| t.lines()) {
            let (word, behind) = EXPLAINED;
            if line
                .split(word)
                .skip(1)
                .any(|rest| !rest.starts_with(behind))
            {
                let key = key_of(line).unwrap_or(line);
                faults.push(format!("{key} writes {word} without {behind}"));
            }
            if let Some(pair) = UNCHOSEN.iter().find(|pair| line.contains(**pair)) {
                let key = key_of(line).unwrap_or(line);
                faults.push(format!("{key} writes {pair}, which PARTICLE chooses from"));
            }
        }
        let package = Path::new(asked.package);
        for language in Language::SPOKEN {
            self.check_files(asked, language, &mut faults)?;
        }
        let mut sources = vec![];
        read(&package.join("src"), &mut sources)?;
        asking(&sources, &english, asked, &mut faults);
        for key in english.keys() {
            let literal = format!("\"{key}\"");
            let is_used = sources.iter().any(|(_, text)| text.contains(&literal));
            if !is_used && !asked.also.contains(key) {
                faults.push(format!("nobody asks for {key}"));
            }
        }
        Ok(faults)
    }

    /// Checks that each file of a language's folder is read, and has no key that begins with another's word.
    fn check_files(
        &self,
        asked: &Asked<'_>,
        language: Language,
        faults: &mut Vec<String>,
    ) -> io::Result<()> {
        let folder = Path::new(asked.package).join("messages");
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder.join(language.tag()))? {
            let path = entry?.path();
            let name = path.file_stem().and_then(|name| name.to_str());
            files.insert(
                name.unwrap_or_default().to_owned(),
                fs::read_to_string(&path)?,
            );
        }
        let texts = self.texts(language);
        files.retain(|name, text| {
            let is_read = texts.iter().any(|read| read.contains(text.as_str()));
            if !is_read && !asked.elsewhere.contains(&name.as_str()) {
                faults.push(format!("{}/{name}.ftl is in no list", language.tag()));
            }
            is_read
        });
        for (name, text) in &files {
            for key in text.lines().filter_map(key_of) {
                let begins = key.split('-').next().unwrap_or_default();
                let is = |name: &str| begins == name || begins == singular(name);
                if !is(name) && files.keys().any(|other| is(other)) {
                    faults.push(format!("{key} is not a key of {name}"));
                }
            }
        }
        Ok(())
    }
}

/// `votes` → `vote`, `bodies` → `body`, `data` → `data`.
fn singular(feature: &str) -> String {
    match (feature.strip_suffix("ies"), feature.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => feature.to_owned(),
    }
}

/// Keys with the names of what they ask for. A number to choose words by is not one: English tells one from many.
fn messages(texts: &[&str], faults: &mut Vec<String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for text in texts {
        if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
            faults.push(format!("{errors:?}"));
        }
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(begins) = key_of(line) {
                begins.clone_into(&mut key);
                if found.insert(key.clone(), BTreeSet::new()).is_some() {
                    faults.push(format!("{key} stands there twice"));
                }
            }
            for (at, _) in line.match_indices('$') {
                let rest = &line[at + 1..];
                let name = leading(rest);
                let chooses = rest[name.len()..].trim_start().starts_with("->");
                if !chooses && name != "count" {
                    let names = found.entry(key.clone()).or_default();
                    names.insert(name.to_owned());
                }
            }
        }
    }
    found
}

/// What of a name or a key a text begins with.
pub(crate) fn leading(text: &str) -> &str {
    let other = |c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_';
    &text[..text.find(other).unwrap_or(text.len())]
}

/// The sources of a folder without their comments and tests.
fn read(folder: &Path, found: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, found)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path)?;
            let own = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code = own.lines().filter(|l| !l.trim_start().starts_with("//"));
            found.push((
                path.display().to_string(),
                code.collect::<Vec<_>>().join("\n"),
            ));
        }
    }
    Ok(())
}

/// Holds every place that asks for a message against what there is.
fn asking(
    sources: &[(String, String)],
    known: &BTreeMap<String, BTreeSet<String>>,
    asked: &Asked<'_>,
    faults: &mut Vec<String>,
) {
    let prefixes: BTreeSet<&str> = known
        .keys()
        .filter_map(|key| key.split('-').next())
        .collect();
    let is_key = |text: &str| {
        let prefix = text.split_once('-').map(|(prefix, _)| prefix);
        prefix.is_some_and(|prefix| prefixes.contains(prefix))
    };
    for (file, text) in sources {
        if asked.by.is_empty() {
            for (at, _) in text.match_indices('"') {
                let key = leading(&text[at + 1..]);
                let is_whole = text[at + 1 + key.len()..].starts_with('"');
                if is_whole && is_key(key) && !known.contains_key(key) {
                    faults.push(format!("{file} asks for {key}"));
                }
            }
        }
        for call in asked.by {
            let opening = format!("{call}(");
            for (at, _) in text.match_indices(&opening) {
                // Other names end in the same letters.
                let is_other = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                let rest = text[at + opening.len()..].trim_start();
                let Some(rest) = rest.strip_prefix('"').filter(|_| !is_other) else {
                    continue;
                };
                let key = leading(rest);
                let is_macro = call.ends_with('!');
                match known.get(key) {
                    Some(names) if is_macro => {
                        let given = arguments(&rest[key.len() + 1..]);
                        let missing = names.iter().filter(|n| !given.contains(n.as_str()));
                        faults.extend(missing.map(|n| format!("{file}: {key} wants {n}")));
                    }
                    None if is_macro || is_key(key) => {
                        faults.push(format!("{file} asks for {key}"));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The names in `, a = …, b = …)` up to the bracket that closes the call.
fn arguments(call: &str) -> BTreeSet<&str> {
    let (mut depth, mut quoted, mut end) = (1, false, call.len());
    let mut before = ' ';
    for (at, c) in call.char_indices() {
        match c {
            '"' if before != '\\' && before != '\'' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            end = at;
            break;
        }
        before = c;
    }
    let parts = call[..end].split(',');
    let names = parts.filter_map(|part| part.trim_start().split_once(" = "));
    names.map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package of two files of messages and one of source.
    fn package(name: &str, ko: [&str; 2], en: [&str; 2], source: &str) -> std::path::PathBuf {
        let root = std::env::temp_dir().join(format!("madang-words-{}-{name}", std::process::id()));
        for (language, [votes, bodies]) in [("ko", ko), ("en", en)] {
            let folder = root.join("messages").join(language);
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(folder.join("votes.ftl"), votes).expect("a file");
            fs::write(folder.join("bodies.ftl"), bodies).expect("a file");
        }
        fs::create_dir_all(root.join("src/votes")).expect("a folder");
        fs::write(root.join("src/votes/mod.rs"), source).expect("a file");
        root
    }

    fn told(catalogue: &Catalogue, root: &Path, by: &[&str]) -> Vec<String> {
        let asked = Asked {
            package: root.to_str().expect("a path"),
            by,
            elsewhere: &[],
            also: BTreeSet::from(["body-made-up".to_owned()]),
        };
        let faults = catalogue.faults(&asked).expect("files that can be read");
        fs::remove_dir_all(root).expect("gone again");
        let short = |fault: String| fault.replace(&format!("{}/", root.display()), "");
        faults.into_iter().map(short).collect()
    }

    #[test]
    fn a_whole_catalogue_has_no_faults() {
        const KO: [&str; 2] = ["vote-many = { $number }명, { $id }", "body-made-up = 기구"];
        const EN: [&str; 2] = [
            "vote-many = { $count ->\n    [1] one\n   *[other] { $number }\n} of { $id }",
            "body-made-up = body",
        ];
        static WORDS: Catalogue = Catalogue::new(&KO, &EN);
        let source =
            "fn f() { said!(\n \"vote-many\", number = g(\"a, b)\"), id = 3); format!(\"vote\") }";
        for (name, by) in [("macro", &["said!"][..]), ("texts", &[])] {
            let root = package(name, KO, EN, source);
            assert_eq!(told(&WORDS, &root, by), [""; 0]);
        }
    }

    #[test]
    fn each_fault_is_told() {
        const KO: [&str; 2] = [
            "vote-a = 값어치 { $id }을(를) 솔트\nvote-b = 표 솔트(무작위 값)\nvote-b = 표",
            "vote-of-another = 기구\nbody-alone = 기구",
        ];
        const EN: [&str; 2] = [
            "vote-a = voter { $name }\nvote-b = Body erased",
            "vote-of-another = body",
        ];
        static WORDS: Catalogue = Catalogue::new(&KO, &EN);
        let source = "fn f() { said!(\"vote-a\", id = name); said!(\"vote-none\") }\n\
            #[cfg(test)]\nmod tests { fn g() { said!(\"vote-b\") } }";
        let root = package("faults", KO, EN, source);
        fs::write(root.join("messages/ko/log.ftl"), "log-x = 기록").expect("a file");
        assert_eq!(
            told(&WORDS, &root, &["said!"]),
            [
                "vote-b stands there twice",
                "body-alone is in one language alone",
                "vote-a asks for {\"id\"} in Korean, {\"name\"} in English",
                "값어치 is what messages wrote once",
                "Body erased is what messages wrote once",
                "vote-a writes 솔트 without (무작위 값)",
                "vote-a writes 을(를), which PARTICLE chooses from",
                "ko/log.ftl is in no list",
                "vote-of-another is not a key of bodies",
                "vote-of-another is not a key of bodies",
                "src/votes/mod.rs: vote-a wants name",
                "src/votes/mod.rs asks for vote-none",
                "nobody asks for vote-b",
                "nobody asks for vote-of-another",
            ]
        );
    }
}
