//! The frame of the page: head, style, contents.

use super::{Report, charts, escape};

/// Tokens and parts, in the spirit of the portal's own style.
const STYLE: &str = include_str!("report.css");

pub(super) fn page(report: &Report<'_>, body: &str) -> String {
    let language = report.found.language.tag();
    let heading = report.found.pick("Selection report", "선정 보고서");
    let title = escape(report.title);
    let parts = [
        ("result", "Result", "결과"),
        ("rounds", "Rounds", "라운드"),
        ("projects", "Projects", "사업별 설명"),
        ("representation", "Representation", "대표성"),
        ("money", "Where the money goes", "예산의 흐름"),
        ("audits", "Audits", "공정성 검증"),
        ("cut", "Around the cut", "당락선 주변"),
        ("influence", "Influence", "영향력"),
        ("comparison", "Other rules", "다른 규칙"),
        ("input", "Ties, rule and input", "동률·규칙·입력"),
    ];
    let links: String = parts
        .iter()
        .filter(|(id, ..)| body.contains(&format!("<section id=\"{id}\"")))
        .map(|(id, english, korean)| {
            format!(
                "<li><a href=\"#{id}\">{}</a></li>",
                report.found.pick(english, korean)
            )
        })
        .collect();
    let contents = report.found.pick("Contents", "차례");
    let skip = report.found.pick("Skip to the result", "결과로 바로 가기");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{title} · {heading}</title><style>{STYLE}{}</style></head><body>\
         <a class=\"skip\" href=\"#result\">{skip}</a>\
         <header class=\"frame\"><p class=\"kind\">{heading}</p><h1>{title}</h1></header>\
         <nav class=\"frame\" aria-label=\"{contents}\"><ul class=\"contents\">{links}</ul></nav>\
         <main class=\"frame\">{body}</main></body></html>\n",
        charts::STYLE
    )
}
