//! Similar voices, shown by the page's script while somebody types on a small phone: nothing runs that the page's policy forbids, and
//! what was typed stays.

use anyhow::{Context, Result, ensure};
use madang_acceptance::webdriver::Browser;

use super::Portal;

/// A programme with voices, and what one of them says.
const SAID: &str = "const done = arguments[arguments.length - 1];
    (async () => {
      const read = async (address) => (await fetch(address)).json();
      for (const programme of await read('/api/v1/programmes')) {
        const voices = await read(`/api/v1/programmes/${programme.id}/voices?limit=20`);
        const said = voices.items.find((voice) => voice.text?.ko);
        if (said) return [programme.id, said.text.ko, said.id];
      }
    })().then(done, () => done(null));";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn similar_voices_are_shown_while_somebody_types() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    browser.set_size(320, 700).await?;
    browser.goto(&portal.url("/ko/")).await?;
    let said = browser.run_async(SAID).await?;
    let of = |place: usize| said[place].as_str().context("the demo has voices");
    let (programme, words, id) = (of(0)?, of(1)?, of(2)?);
    let form = portal.url(&format!("/ko/programmes/{programme}/speak"));
    browser.goto(&form).await?;
    browser.expect("#text").await?.type_text(words).await?;
    let link = format!("/ko/programmes/{programme}/voices/{id}");
    let shown = format!("document.querySelector('[data-similar] a[href=\"{link}\"]')");
    browser.wait_for(&shown).await?;
    let fits =
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    ensure!(
        browser.run(fits).await? == true,
        "nothing is cut off at 320 pixels"
    );
    let typed = browser
        .run("return document.getElementById('text').value")
        .await?;
    ensure!(typed == words, "{typed}");
    let console = browser.console().await?;
    ensure!(console.is_empty(), "{console:?}");
    Ok(())
}
