//! Letters of charts: as large on a small phone and on paper as beside a chart, none of them cut off or written over another.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use madang_acceptance::program::{run, wieliczka};
use madang_acceptance::webdriver::Browser;
use serde_json::{Value, json};

use super::Portal;
use super::addresses::worth_looking_at;

/// The least height of letters in a chart, in CSS pixels: what is small print beside it. On paper that is nine points and more.
const LEAST: f64 = 13.0;

/// How wide a page is in CSS pixels on a small phone, and on a sheet of A4 within a centimetre.
const PHONE: u32 = 320;
const PAPER: u32 = 718;

/// What is wrong with the letters of charts, and how many there are: with everything unfolded, once the fonts are there.
const LETTERS: &str = "const done = arguments[arguments.length - 1];
document.querySelectorAll('details').forEach(details => details.open = true);
document.fonts.ready.then(() => {
    const wrong = [];
    let letters = 0;
    const room = document.documentElement.clientWidth;
    for (const chart of document.querySelectorAll('svg.chart, .chart')) {
        const own = [...chart.querySelectorAll('text, span')].filter(part => part.textContent.trim());
        const boxes = own.map(part => part.getBoundingClientRect());
        const frame = chart.getBoundingClientRect();
        own.forEach((part, at) => {
            const scale = part.getScreenCTM ? Math.min(Math.abs(part.getScreenCTM().a), Math.abs(part.getScreenCTM().d)) : 1;
            const size = parseFloat(getComputedStyle(part).fontSize) * scale;
            const box = boxes[at];
            const say = what => wrong.push(`${what}: ${part.textContent.trim()}`);
            if (!box.width) return;
            letters += 1;
            if (size < LEAST) say(`${size} pixels high`);
            if (box.left < -1 || box.right > room + 1) say(`from ${box.left} to ${box.right} of ${room}`);
            if (box.bottom > frame.bottom + 3) say(`${box.bottom - frame.bottom} pixels below its chart`);
            const over = boxes.findIndex((other, place) => place > at && other.width && Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
                && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 6);
            if (over > -1) say(`over ${own[over].textContent.trim()}`);
        });
    }
    done([letters, wrong]);
});";

/// How many letters the charts of the page have, each in both media; those that are wrong go to `wrong`.
async fn letters(browser: &Browser, page: &str, wrong: &mut Vec<String>) -> Result<u64> {
    let script = LETTERS.replace("LEAST", &LEAST.to_string());
    let mut seen = 0;
    for (media, width) in [("screen", PHONE), ("print", PAPER)] {
        browser.show_as(media).await?;
        browser.set_size(width, 900).await?;
        let found = browser.run_async(&script).await?;
        let number = found[0]
            .as_u64()
            .with_context(|| format!("{page}: {found}"))?;
        ensure!(
            seen == 0 || seen == number,
            "{page}: {seen} texts on the screen, {number} on paper"
        );
        seen = number;
        let lines = found[1].as_array().into_iter().flatten();
        wrong.extend(lines.map(|line| format!("{page} ({media}): {line}")));
    }
    browser.show_as("screen").await?;
    Ok(seen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_of_charts_are_read_on_a_phone_and_on_paper() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    let mut wrong = Vec::new();
    for language in ["ko", "en"] {
        let addresses = portal.addresses(language).await?;
        let mut with_charts = 0;
        for page in worth_looking_at(&addresses, language) {
            browser.goto(&portal.url(&page)).await?;
            // Most pages have none.
            let charts = browser
                .run("return document.querySelectorAll('.chart').length")
                .await?;
            if charts != 0 {
                ensure!(
                    letters(&browser, &page, &mut wrong).await? > 0,
                    "{page} has no words in its charts"
                );
                with_charts += 1;
            }
        }
        ensure!(
            with_charts > 3,
            "{with_charts} pages in {language} have charts"
        );
    }
    assert_none(&wrong);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_of_a_report_are_read_on_a_phone_and_on_paper() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let report = folder.path().join("report.html");
    let browser = Browser::start().await?;
    let mut wrong = Vec::new();
    for language in ["ko", "en"] {
        write_report(&report, language)?;
        let page = format!("file://{}", report.display());
        browser.goto(&page).await?;
        let number = letters(&browser, &page, &mut wrong).await?;
        ensure!(number > 50, "{number} texts in the charts of the report");
    }
    assert_none(&wrong);
    Ok(())
}

/// Nothing is wrong; else the first of it.
fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(25)].join("\n")
    );
}

fn write_report(report: &Path, language: &str) -> Result<()> {
    let vote = wieliczka()?;
    let arguments = [
        "--rule",
        "equal-shares",
        "--completion",
        "utilitarian",
        "--language",
        language,
        "--html",
    ];
    let command = [Path::new("select"), vote.as_path()]
        .into_iter()
        .chain(arguments.map(Path::new));
    run(command.chain([report]))?.expect(0)?;
    Ok(())
}

/// What the test finds is there to be found: small letters, letters beside the page and letters over others.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_that_cannot_be_read_are_found() -> Result<()> {
    let browser = Browser::start().await?;
    let page = "<svg class='chart' viewBox='0 0 600 60' width='300'><text y='20' font-size='14'>small</text></svg>\
        <svg class='chart' width='300' height='40'><text x='280' y='20'>far beside the page</text></svg>\
        <svg class='chart' width='300' height='40'><text y='20'>one</text><text y='22'>other</text></svg>\
        <svg class='chart' width='300' height='10'><text y='40'>below</text></svg>";
    browser.goto(&format!("data:text/html,{page}")).await?;
    browser.set_size(PHONE, 900).await?;
    let script = LETTERS.replace("LEAST", &LEAST.to_string());
    let found = browser.run_async(&script).await?;
    let lines: Vec<&str> = found[1]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (what, of) in [
        ("pixels high", "small"),
        ("of 320", "far beside"),
        ("over other", "one"),
        ("below its chart", "below"),
    ] {
        assert!(
            lines
                .iter()
                .any(|line| line.contains(what) && line.contains(of)),
            "{what}: {lines:?}"
        );
    }
    assert_eq!(lines.len(), 4, "{}", json!(lines));
    Ok(())
}
