//! The frame of the page: head, style, contents.

use madang_charts::{PARTS, STYLE as CHARTS, TOKENS, escape};

use crate::Report;

/// What the page has beside the palette, charts and tables.
const STYLE: &str = include_str!("report.css");

pub(super) fn page(report: &Report<'_>, body: &str) -> String {
    let language = report.found.language.tag();
    let heading = report.found.say("report-selection-report");
    let title = escape(report.title);
    let parts = [
        ("result", "report-result"),
        ("rounds", "rounds-title"),
        ("projects", "projects-title"),
        ("representation", "representation-title"),
        ("money", "money-title"),
        ("audits", "audits-title"),
        ("cut", "cut-title"),
        ("influence", "influence-title"),
        ("comparison", "comparison-title"),
        ("input", "input-title"),
    ];
    let links: String = parts
        .iter()
        .filter(|(id, _)| body.contains(&format!("<section id=\"{id}\"")))
        .map(|(id, title)| format!("<li><a href=\"#{id}\">{}</a></li>", report.found.say(title)))
        .collect();
    let contents = report.found.say("report-contents");
    let skip = report.found.say("report-skip-result");
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{title} · {heading}</title><style>{TOKENS}{PARTS}{STYLE}{}</style></head><body>\
         <a class=\"skip\" href=\"#result\">{skip}</a>\
         <header class=\"frame\"><p class=\"kind\">{heading}</p><h1>{title}</h1></header>\
         <nav class=\"frame\" aria-label=\"{contents}\"><ul class=\"contents\">{links}</ul></nav>\
         <main class=\"frame\">{body}</main></body></html>\n",
        CHARTS
    )
}
