//! The Korean words that the glossary says not to write stand in no message and on no Korean page: its column *not* is the one list of
//! them, and what one of those words rightly says elsewhere is told here.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::rules::Finding;
use super::workspace::ending;

const GLOSSARY: &str = "docs/glossary.md";

/// Where a word of the column is right: in these phrases; without any, wherever it stands, as the word for another thing.
const SENSES: &[(&str, &[&str])] = &[
    // Software.
    (
        "프로그램",
        &[
            "프로그램용",
            "이 프로그램",
            "검증 프로그램",
            "검증하는 프로그램",
            "관리 프로그램",
            "마당 프로그램",
            "선정 프로그램",
            "오픈소스 프로그램",
            "읽기 프로그램",
            "표 계산 프로그램",
            "만들지 않은 프로그램",
            "더 새로운 프로그램",
            "새 프로그램을",
            "다른 프로그램이",
            "다른 프로그램의 공식",
            "프로그램이 스스로",
            "감추는 프로그램",
            "프로그램이 만들어집니다",
            "다른 버전의 프로그램",
            "프로그램으로",
            "프로그램은 토큰을",
            "프로그램 주소 아래",
            "프로그램, 투표, 규칙",
            "프로그램의 소스",
            "about-software = 프로그램",
            "account-program-device = 프로그램",
            "운영하는 프로그램",
            "다음 명령이 프로그램",
            "내보낼 프로그램",
            "프로그램을 이루는",
            "프로그램: `demo`",
            "프로그램 전체의 시험",
            "프로그램(`cargo",
        ],
    ),
    // What a commitment promises.
    ("약속", &[]),
    (
        "심사",
        &["재심사", "심사단", "심사 기준", "심사 점수", "심사자"],
    ),
    // "By audience": the word with its ending.
    (
        "대상별",
        &[
            "need-by-audience = 대상별",
            "이용 대상별",
            "services-group-target = 대상별",
        ],
    ),
    // In a vote.
    ("후보", &[]),
    // Of software and of formats.
    ("버전", &[]),
    // Whoever chose a proposal.
    ("지지", &[]),
    ("공감", &["공감대"]),
    // Money itself.
    ("돈", &[]),
    // Of a need, by somebody who speaks.
    ("의견", &[]),
    ("패스", &["패스키"]),
    // Polis' own word.
    ("합의", &["대표 진술, 합의,", "= 합의, "]),
    (
        "로그",
        &[
            "프로그램",
            "로그인",
            "보안 로그",
            "운영자의 로그",
            "기록 로그",
            "로그 조각",
            "복제본마다 있는 로그",
        ],
    ),
    // Of an account.
    ("비밀번호", &[]),
    // What stands, as against what took its place.
    ("유효", &[]),
    ("무효", &[]),
    ("답", &[]),
    ("안내", &[]),
    ("지금", &[]),
    ("다음", &[]),
];

/// The findings: a word in a message or on a page, and a sense that nobody needs.
///
/// # Errors
/// A file that cannot be read.
pub fn all(repository: &Path) -> Result<Vec<Finding>> {
    let read = |path: &Path| {
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    // A house without a glossary has no words to keep to: the small ones that the rules are tried on.
    if !repository.join(GLOSSARY).exists() {
        return Ok(Vec::new());
    }
    let glossary = read(&repository.join(GLOSSARY))?;
    let mut texts = Vec::new();
    for folder in ["crates", "docs", "madang"] {
        for path in ending(&["ftl", "md"], &repository.join(folder))? {
            let name = path
                .strip_prefix(repository)?
                .to_string_lossy()
                .into_owned();
            if name.contains("/ko/") || name.ends_with(".ko.md") {
                texts.push((name, read(&path)?));
            }
        }
    }
    let first = "README.ko.md";
    texts.push((first.to_owned(), read(&repository.join(first))?));
    Ok(found(&glossary, SENSES, &texts))
}

/// The Korean words of the column *not* that are not themselves the word for another thing, in the order of the glossary.
fn gone(glossary: &str) -> Vec<String> {
    let rows = glossary.lines().filter_map(|line| line.strip_prefix('|'));
    let rows: Vec<Vec<&str>> = rows.map(|row| row.split('|').collect()).collect();
    let words = |cell: &str| -> Vec<String> {
        let mut outside = String::new();
        let mut depth = 0_usize;
        for c in cell.chars() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                c if depth == 0 => outside.push(c),
                _ => {}
            }
        }
        let parts = outside.split([',', '/', '·']).map(str::trim);
        parts
            .filter(|word| word.chars().any(|c| ('가'..='힣').contains(&c)))
            .map(str::to_owned)
            .collect()
    };
    let column = |at: usize| {
        let cells = rows.iter().filter_map(move |row| row.get(at));
        cells.flat_map(|cell| words(cell)).collect::<Vec<String>>()
    };
    let right: BTreeSet<String> = column(0).into_iter().collect();
    let mut gone = column(3);
    gone.retain(|word| !right.contains(word));
    gone
}

fn found(glossary: &str, senses: &[(&str, &[&str])], texts: &[(String, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let gone = gone(glossary);
    if gone.is_empty() {
        findings.push(Finding::new(
            "glossary",
            GLOSSARY,
            "has no column of Korean words not to write",
        ));
    }
    for (word, _) in senses {
        if !gone.iter().any(|one| one == word) {
            let why = "the glossary does not say not to write it";
            findings.push(Finding::new("glossary", format!("sense {word}"), why));
        }
    }
    let mut needed = BTreeSet::new();
    for word in &gone {
        let known = senses.iter().find(|(of, _)| of == word);
        let phrases = known.map_or(&[][..], |known| known.1);
        if known.is_some() && phrases.is_empty() {
            continue;
        }
        for (name, text) in texts {
            for (number, line) in text.lines().enumerate() {
                if line.starts_with('#') && name.ends_with(".ftl") {
                    continue;
                }
                let mut rest = line.to_owned();
                for phrase in phrases.iter().filter(|phrase| line.contains(**phrase)) {
                    needed.insert((word.as_str(), *phrase));
                    rest = rest.replace(phrase, "\u{0}");
                }
                if rest.contains(word.as_str()) {
                    let why = format!(
                        "line {}: the glossary has another word for it, or {word} has a sense to be told in tidy/glossary.rs",
                        number + 1
                    );
                    findings.push(Finding::new("glossary", format!("{name} {word}"), why));
                }
            }
        }
    }
    for (word, phrases) in senses {
        for phrase in phrases.iter() {
            if !needed.contains(&(*word, *phrase)) {
                let why = "nobody writes this phrase";
                findings.push(Finding::new("glossary", format!("sense {phrase}"), why));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_column_is_found_but_in_its_other_senses() {
        let glossary = "| Korean | English | what it is | not |\n| --- | --- | --- | --- |\n\
            | 사업 | programme | a run | 프로그램 |\n| 기구 | body | people | 본문, 기관 (who answers) |\n\
            | 본문 | content | of an entry | |\n| 완료 · 예정 | done · next | steps | 끝남 · 다음 |\n";
        assert_eq!(gone(glossary), ["프로그램", "기관", "끝남", "다음"]);
        let senses: &[(&str, &[&str])] = &[
            ("프로그램", &["검증 프로그램", "옛 프로그램"]),
            ("다음", &[]),
            ("낱말", &[]),
        ];
        let text = "# 프로그램\na = 검증 프로그램, 프로그램 전체\nb = 본문, 다음\nc = 끝남";
        let texts = [("a/ko/b.ftl".to_owned(), text.to_owned())];
        let found = found(glossary, senses, &texts);
        let found: Vec<&str> = found.iter().map(|finding| finding.what.as_str()).collect();
        assert_eq!(
            found,
            [
                "glossary sense 낱말",
                "glossary a/ko/b.ftl 프로그램",
                "glossary a/ko/b.ftl 끝남",
                "glossary sense 옛 프로그램",
            ]
        );
    }
}
