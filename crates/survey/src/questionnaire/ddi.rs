//! A questionnaire as DDI Codebook 2.5 (<https://ddialliance.org>), the format of data archives.

use std::fmt::Write;

use super::model::{Kind, Questionnaire, Words};
use super::variables::{Variable, range, variables};
use crate::table::MISSING_CODES;

/// The codebook as XML of the namespace `ddi:codebook:2_5`, its elements in the order that the schema enforces.
pub fn write_ddi(form: &Questionnaire) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let language = form.languages.first().and_then(|first| code_of(first));
    out += "<codeBook xmlns=\"ddi:codebook:2_5\" version=\"2.5\"";
    out += &attribute("xml:lang", language);
    out += ">\n <stdyDscr>\n  <citation><titlStmt>";
    let title = if form.title.is_empty() {
        &form.id
    } else {
        &form.title
    };
    out += &element("titl", "", title);
    if !form.id.is_empty() {
        out += &element("IDNo", "", &form.id);
    }
    out += "</titlStmt>";
    if !form.version.is_empty() {
        let version = element("version", "", &form.version);
        let _ = write!(out, "<verStmt>{version}</verStmt>");
    }
    out += "</citation>\n </stdyDscr>\n <dataDscr>\n";
    let all = variables(form);
    groups(form, &all, &mut out);
    for (number, of) in all.iter().enumerate() {
        variable(form, of, number + 1, &mut out);
    }
    out += " </dataDscr>\n</codeBook>\n";
    out
}

/// Groups of questions, and of the columns that one question makes.
fn groups(form: &Questionnaire, all: &[Variable<'_>], out: &mut String) {
    for (at, item) in form.items.iter().enumerate() {
        let kind = match &item.kind {
            Kind::Group { matrix: true } => "grid",
            Kind::Group { matrix: false } => "section",
            Kind::Multiple { .. } => "multipleResp",
            Kind::Ranking { .. } => "other",
            _ => continue,
        };
        let inside = |of: usize| of == at || form.groups(of).any(|group| group == at);
        let members = (1..).zip(all).filter(|(_, one)| inside(one.item));
        let members: Vec<String> = members.map(|(number, _)| format!("V{number}")).collect();
        if members.is_empty() {
            continue;
        }
        let _ = writeln!(
            out,
            "  <varGrp ID=\"G{}\" type=\"{kind}\" name=\"{}\" var=\"{}\">{}</varGrp>",
            at + 1,
            escaped(&item.name),
            members.join(" "),
            spoken("labl", &item.labels)
        );
    }
}

fn variable(form: &Questionnaire, of: &Variable<'_>, number: usize, out: &mut String) {
    let item = &form.items[of.item];
    let (interval, decimals) = match item.kind {
        Kind::Integer => ("contin", Some("0")),
        Kind::Decimal => ("contin", None),
        _ => ("discrete", None),
    };
    let _ = write!(
        out,
        "  <var ID=\"V{number}\" name=\"{}\" intrvl=\"{interval}\"{}>",
        escaped(&of.name),
        attribute("dcml", decimals)
    );
    *out += &spoken("labl", &of.labels);
    if item.kind != Kind::Calculated && !(item.labels.is_empty() && item.hints.is_empty()) {
        let _ = write!(out, "<qstn seqNo=\"{}\">", of.item + 1);
        *out += &spoken("qstnLit", &item.labels);
        *out += &spoken("ivuInstr", &item.hints);
        *out += "</qstn>";
    }
    if let (Kind::Integer | Kind::Decimal, (least, greatest)) = (&item.kind, range(item))
        && (least.is_some() || greatest.is_some())
    {
        let end = |name, end: Option<f64>| attribute(name, end.map(|end| end.to_string()));
        let (least, greatest) = (end("min", least), end("max", greatest));
        let _ = write!(out, "<valrng><range{least}{greatest}/></valrng>");
    }
    if item.kind != Kind::Calculated {
        let codes = MISSING_CODES.map(|code| format!("<item VALUE=\"{code}\"/>"));
        let _ = write!(out, "<invalrng>{}</invalrng>", codes.concat());
    }
    let path = form.groups(of.item).chain([of.item]);
    for condition in path.filter_map(|at| form.items[at].show_if.as_ref()) {
        *out += &element("universe", "", &condition.to_string());
    }
    for code in &of.codes {
        let missing = match code.missing {
            Some("r") => " missing=\"Y\" missType=\"refused\"",
            Some(_) => " missing=\"Y\" missType=\"dontknow\"",
            None => " missing=\"N\"",
        };
        let _ = write!(
            out,
            "<catgry{missing}>{}",
            element("catValu", "", &code.value)
        );
        *out += &code
            .labels
            .map_or_else(String::new, |words| spoken("labl", words));
        *out += "</catgry>";
    }
    if let Some(calculation) = &item.calculation {
        let computed = element("drvcmd", "", &calculation.to_string());
        let _ = write!(out, "<derivation>{computed}</derivation>");
    }
    let format = match item.kind {
        Kind::Integer | Kind::Decimal | Kind::Multiple { .. } => "type=\"numeric\"",
        Kind::Date => "type=\"character\" category=\"date\"",
        _ => "type=\"character\"",
    };
    let _ = writeln!(out, "<varFormat {format} schema=\"other\"/></var>");
}

/// An element of each language.
fn spoken(name: &str, words: &Words) -> String {
    let one = |(language, text): (&String, &String)| {
        element(name, &attribute("xml:lang", code_of(language)), text)
    };
    words.iter().map(one).collect()
}

fn element(name: &str, attributes: &str, text: &str) -> String {
    format!("<{name}{attributes}>{}</{name}>", escaped(text))
}

fn attribute(name: &str, value: Option<impl AsRef<str>>) -> String {
    value.map_or_else(String::new, |value| {
        format!(" {name}=\"{}\"", escaped(value.as_ref()))
    })
}

/// Text of XML, without what XML cannot hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' | '\r' => out.push(letter),
            '\u{FFFE}' | '\u{FFFF}' => {}
            letter if letter < ' ' => {}
            letter => out.push(letter),
        }
    }
    out
}

/// The code of a language: `ko` of `한국어 (ko)`, or the whole where it is one.
fn code_of(language: &str) -> Option<&str> {
    let inside = language
        .rsplit_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    let code = inside.unwrap_or(language).trim();
    let mut parts = code.split('-');
    let first = parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let rest = parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    (first && rest).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_languages_and_texts_that_xml_can_hold() {
        for (language, code) in [
            ("한국어 (ko)", Some("ko")),
            ("English (en-GB)", Some("en-GB")),
            ("fr", Some("fr")),
            ("English", None),
            ("", None),
            ("x (<)", None),
        ] {
            assert_eq!(code_of(language), code, "{language}");
        }
        assert_eq!(
            escaped("a<b & \"c\"\u{0}\u{B}\n"),
            "a&lt;b &amp; &quot;c&quot;\n"
        );
    }
}
