//! Taking part on a phone of 320 pixels and by keyboard: somebody speaks and is answered, an official sets a programme up.

use anyhow::{Result, ensure};
use madang_acceptance::data::PROGRAMME;
use madang_fixtures::INSTITUTION;

use super::signing::{Person, Yard, in_both_languages};
use super::walk::tab_to;

/// What somebody says: in their own language, whatever the programme's words are in.
const SAID: [(&str, &str); 2] = [
    ("ko", "막차가 너무 일찍 끊깁니다. 밤에는 걸어서 갑니다."),
    ("en", "The last bus leaves too early. I walk home at night."),
];

/// Why it is answered so.
const REASON: [(&str, &str); 2] = [
    (
        "ko",
        "밤 버스는 다음 달부터 새벽 한 시까지 다닙니다. 시간표를 누리집에 올렸습니다.",
    ),
    (
        "en",
        "From next month night buses run until one. The timetable is on the website.",
    ),
];

fn in_language(words: [(&'static str, &'static str); 2], language: &str) -> &'static str {
    let found = words.into_iter().find(|(known, _)| *known == language);
    found.map_or("", |(_, words)| words)
}

impl Person<'_> {
    /// The page says so.
    async fn reads(&self, words: &str) -> Result<()> {
        let main = self.browser.expect("main").await?.text().await?;
        ensure!(main.contains(words), "{words}: {main}");
        Ok(())
    }

    /// Presses one of several that a form offers.
    async fn ticks(&self, field: &str, value: &str) -> Result<()> {
        let selector = format!("input[name={field}][value={value}]");
        self.browser.expect(&selector).await?;
        let tick = format!("document.querySelector('{selector}').click()");
        self.browser.run(&tick).await.map(drop)
    }

    /// Leaves a page by the link that leads to a path, reached by keyboard.
    async fn leaves_by(&self, path: &str) -> Result<()> {
        let leads = format!("at.tagName === 'A' && at.pathname.endsWith('{path}')");
        tab_to(&self.browser, &leads).await?;
        self.browser.enter().await
    }
}

/// Somebody speaks in three steps, and follows what becomes of it.
async fn speaks(kim: &Person<'_>, said: &str) -> Result<()> {
    let speak = format!("/programmes/{PROGRAMME}/speak");
    let voice = format!("/programmes/{PROGRAMME}/voices/1");
    kim.goto(&format!("/programmes/{PROGRAMME}/voices")).await?;
    kim.leaves_by(&speak).await?;
    kim.sees(&speak).await?;
    kim.types("text", said).await?;
    kim.chooses("region", "KR-46").await?;
    kim.presses(&speak).await?;
    kim.sees(&speak).await?;
    kim.reads(said).await?;
    ensure!(kim.has("button[name=step][value=send]").await?, "step 2");
    kim.presses(&speak).await?;
    kim.sees(&speak).await?;
    ensure!(kim.has("main a[download$='.json']").await?, "the receipt");
    kim.leaves_by(&voice).await?;
    kim.sees(&voice).await?;
    kim.reads(said).await?;
    kim.presses("/account/following").await?;
    kim.sees("/account/following").await?;
    ensure!(kim.has(&format!("#followed a[href$='{voice}']")).await?);
    kim.silent().await
}

/// An official writes an answer, keeps it for later, looks at it and releases it.
async fn answers(lee: &Person<'_>, said: &str, reason: &str) -> Result<()> {
    let form = format!("/programmes/{PROGRAMME}/answers/voice/1");
    lee.goto(&format!("/programmes/{PROGRAMME}/voices/1"))
        .await?;
    lee.leaves_by(&form).await?;
    lee.sees(&form).await?;
    lee.reads(said).await?;
    lee.ticks("disposition", "already_exists").await?;
    lee.types("exists", "https://example.org/night-buses")
        .await?;
    lee.types("reason", reason).await?;
    lee.types("post", "Example Director of Transport").await?;
    lee.ticks("change", "nothing").await?;
    tab_to(&lee.browser, "at.name === 'step' && at.value === 'save'").await?;
    lee.browser.enter().await?;
    lee.sees(&form).await?;
    // What was kept stands there again, and nobody else reads it.
    let kept = "return document.querySelector('[name=reason]').value";
    ensure!(lee.browser.run(kept).await? == reason, "what was kept");
    lee.presses(&form).await?;
    lee.sees(&form).await?;
    ensure!(lee.has(".preview").await?, "as everybody will read it");
    lee.reads(reason).await?;
    lee.presses(&form).await?;
    lee.sees(&format!("/programmes/{PROGRAMME}/answers/done"))
        .await?;
    lee.silent().await
}

async fn somebody_speaks_and_is_answered(language: &'static str) -> Result<()> {
    let (said, reason) = (in_language(SAID, language), in_language(REASON, language));
    let yard = Yard::listening().await?;
    let kim = Person::at(&yard, language, "kim").await?;
    kim.follows_mailed_link("/account/register").await?;
    speaks(&kim, said).await?;
    let lee = Person::at(&yard, language, "lee").await?;
    lee.becomes_official(&format!("{PROGRAMME}/{INSTITUTION}"))
        .await?;
    answers(&lee, said, reason).await?;
    let voice = format!("/programmes/{PROGRAMME}/voices/1");
    kim.goto(&voice).await?;
    kim.sees(&voice).await?;
    kim.reads(reason).await?;
    // It stands on the page of what they said themselves, too.
    kim.goto("/account/voices").await?;
    kim.sees("/account/voices").await?;
    ensure!(kim.has(&format!("main a[href$='{voice}']")).await?);
    kim.silent().await
}

const SETUP: &str = "/programmes/night-buses/setup";

async fn an_official_sets_a_programme_up(language: &'static str) -> Result<()> {
    let yard = Yard::start().await?;
    let kim = Person::at(&yard, language, "kim").await?;
    kim.becomes_official("").await?;
    kim.goto("/programmes").await?;
    kim.leaves_by("/programmes/new").await?;
    kim.sees("/programmes/new").await?;
    kim.types("title", "Night buses (example)").await?;
    kim.types("summary", "Buses that go at night, chosen together.")
        .await?;
    kim.types("id", "night-buses").await?;
    kim.presses("/programmes/new").await?;
    kim.sees(SETUP).await?;
    for (step, fields) in [
        ("groups", &[("name", "Everybody"), ("id", "general")][..]),
        ("audiences", &[("name", "Shift workers"), ("id", "shifts")]),
        (
            "institutions",
            &[("name", "Transport"), ("id", "transport")],
        ),
        ("periods", &[]),
        ("calendar", &[]),
        ("rule", &[("budget", "1,000,000"), ("id", "shares")]),
    ] {
        let path = format!("{SETUP}/{step}");
        kim.goto(SETUP).await?;
        kim.leaves_by(&path).await?;
        kim.sees(&path).await?;
        for (field, words) in fields {
            kim.types(field, words).await?;
        }
        kim.presses(&path).await?;
        if step == "rule" {
            // What a rule comes to is looked at in words first.
            kim.sees(&path).await?;
            kim.presses(&path).await?;
        }
        kim.browser
            .wait_for("document.readyState === 'complete' && document.querySelector('h1')")
            .await?;
        ensure!(!kim.has(".error-summary").await?, "{step}");
    }
    kim.goto(SETUP).await?;
    kim.sees(SETUP).await?;
    let to_do = in_language([("ko", "할 일"), ("en", "To do")], language);
    let tasks = kim.browser.expect("ol.tasks").await?.text().await?;
    ensure!(!tasks.contains(to_do), "{tasks}");
    let programme = "/programmes/night-buses";
    kim.leaves_by(programme).await?;
    kim.sees(programme).await?;
    kim.reads("Night buses (example)").await?;
    kim.silent().await
}

/// Whoever runs no scripts speaks all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts_somebody_speaks_and_keeps_a_receipt() -> Result<()> {
    let said = in_language(SAID, "ko");
    let yard = Yard::listening().await?;
    let kim = Person::at(&yard, "ko", "kim").await?;
    kim.registers_without_scripts().await?;
    kim.goto(&format!("/programmes/{PROGRAMME}/speak")).await?;
    let text = kim.browser.expect("[name=text]").await?;
    text.type_text(said).await?;
    kim.clicks("form[action$='/speak'] button[type=submit]")
        .await?;
    kim.reads(said).await?;
    kim.clicks("button[name=step][value=send]").await?;
    ensure!(kim.has("main a[download$='.json']").await?, "the receipt");
    kim.clicks("main a.button[href$='/voices/1']").await?;
    kim.reads(said).await?;
    kim.clicks("form[action$='/account/following'] button")
        .await?;
    ensure!(kim.has("#followed a[href$='/voices/1']").await?);
    kim.silent().await
}

in_both_languages!(
    somebody_speaks_and_is_answered,
    an_official_sets_a_programme_up,
);
