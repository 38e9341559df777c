//! Signing in by a real OpenID Connect provider, in a real browser, on a phone of 320 pixels, with scripts and without.

use anyhow::{Result, ensure};
use madang_acceptance::openid::{OpenId, person};
use madang_acceptance::postgres::test_database;
use serde_json::json;

use super::pages::{Rules, violations};
use super::signing::{Person, Yard, in_both_languages};
use super::walk::tab_to;

/// A portal that is told of a provider: in Korean on SQLite, in English on PostgreSQL.
async fn yard(language: &str, test: &str, provider: &OpenId) -> Result<Yard> {
    let database = match language {
        "ko" => None,
        _ => Some(test_database(test)?),
    };
    Yard::start_with(database, &provider.arguments()).await
}

async fn provider(language: &str) -> Result<OpenId> {
    OpenId::start(&person("kim", &format!("kim.{language}@example.org"))).await
}

/// Answers the provider's page, which is no page of ours: as the person whom it knows.
async fn at_the_provider(kim: &Person<'_>, provider: &OpenId, button: &str) -> Result<()> {
    let origin = provider.issuer();
    let there = format!("location.origin === '{origin}' && document.querySelector('{button}')");
    kim.browser.wait_for(&there).await?;
    // Its style sheet was not fetched.
    kim.browser.console().await?;
    kim.browser.expect(button).await?.click().await
}

/// Somebody whose browser reaches this machine alone: the provider's page names a style sheet elsewhere.
async fn kim<'a>(yard: &'a Yard, language: &'static str) -> Result<Person<'a>> {
    let kim = Person::at(yard, language, "kim").await?;
    kim.browser.devtools("Network.enable", json!({})).await?;
    let blocked = json!({"urls": ["*://cdn.jsdelivr.net/*"]});
    kim.browser
        .devtools("Network.setBlockedURLs", blocked)
        .await?;
    Ok(kim)
}

const BUTTON: &str = "form[action$=\"/account/provider\"] button";
const AS_KIM: &str = "button[name=sub][value=kim]";

async fn somebody_signs_in_by_a_provider(language: &'static str) -> Result<()> {
    let provider = provider(language).await?;
    let yard = yard(language, "openid_signs_in", &provider).await?;
    let kim = kim(&yard, language).await?;
    kim.goto("/account/sign-in?next=/account/following").await?;
    kim.sees("/account/sign-in").await?;
    kim.presses("/account/provider").await?;
    at_the_provider(&kim, &provider, AS_KIM).await?;
    kim.sees("/account/following").await?;
    kim.goto("/account").await?;
    kim.sees("/account").await?;
    let text = kim.browser.expect("main").await?.text().await?;
    ensure!(
        text.contains(&kim.address),
        "the address that the provider confirms: {text}"
    );
    let mut console = kim.browser.console().await?;
    // What the provider's own page lacks is not ours.
    console.retain(|line| !line.contains(&provider.issuer()));
    ensure!(console.is_empty(), "{console:?}");

    // The page on the way, as somebody sees it whose browser does not go on by itself.
    kim.signs_out().await?;
    let page = "const done = arguments[arguments.length - 1];
        const form = document.querySelector('form[action$=\"/account/provider\"]');
        fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))}).then(answer => answer.text())
            .then(text => { document.documentElement.innerHTML = text; done(true); }, error => done(String(error)));";
    ensure!(kim.browser.run_async(page).await? == true);
    let found = violations(&kim.browser, Rules::All).await?;
    ensure!(found.is_empty(), "{found:#?}");
    tab_to(&kim.browser, "at.origin && at.origin !== location.origin").await?;
    kim.browser.enter().await?;
    at_the_provider(&kim, &provider, AS_KIM).await?;
    kim.sees("/account").await?;

    // Without scripts it is the same.
    kim.signs_out().await?;
    kim.browser.set_scripts(false).await?;
    kim.goto("/account/sign-in").await?;
    let button = kim.browser.expect(BUTTON).await?;
    button.click().await?;
    at_the_provider(&kim, &provider, AS_KIM).await?;
    kim.browser
        .wait_for("location.pathname.endsWith('/account')")
        .await?;
    let text = kim.browser.expect("main").await?.text().await?;
    ensure!(text.contains(&kim.address), "{text}");
    Ok(())
}

async fn a_portal_begins_and_says_that_its_provider_is_down(language: &'static str) -> Result<()> {
    let provider = provider(language).await?;
    let arguments = provider.arguments();
    drop(provider);
    let yard = Yard::start_with(None, &arguments).await?;
    let kim = Person::at(&yard, language, "kim").await?;
    kim.goto("/account/sign-in").await?;
    kim.presses("/account/provider").await?;
    kim.browser
        .wait_for("document.querySelector('.error-summary')")
        .await?;
    kim.browser.console().await?;
    kim.sees("/account/provider").await?;
    let text = kim.browser.expect("main").await?.text().await?;
    let told = match language {
        "ko" => "지금 보기 신분증 쪽에서 답이 없습니다",
        _ => "Example ID does not answer at the moment",
    };
    ensure!(text.contains(told), "{text}");
    ensure!(
        kim.has("[name=password]").await?,
        "the other ways are there"
    );
    kim.follows_mailed_link("/account/register").await
}

in_both_languages!(
    somebody_signs_in_by_a_provider,
    a_portal_begins_and_says_that_its_provider_is_down,
);
