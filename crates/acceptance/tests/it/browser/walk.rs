//! The main way through the portal by keyboard alone and without JavaScript; and what the answers forbid a browser.

use anyhow::{Context, Result, bail};
use madang_acceptance::http::Connection;
use madang_acceptance::webdriver::{Browser, ENTER, TAB};
use serde_json::Value;

use super::Portal;

/// Presses Tab until the focus is on an element for which the expression over `at` holds; every stop must be seen.
pub(super) async fn tab_to(browser: &Browser, condition: &str) -> Result<Value> {
    for _ in 0..120 {
        browser.press(&TAB.to_string()).await?;
        let stop = browser
            .run(&format!(
                "const at = document.activeElement; const style = getComputedStyle(at); const box = at.getBoundingClientRect();
                 return {{
                    found: Boolean({condition}),
                    name: at.tagName,
                    text: (at.textContent || at.name || '').trim(),
                    seen: at === document.body || (box.width > 0 && box.height > 0 && box.bottom > 0
                        && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none')),
                 }}"
            ))
            .await?;
        assert_eq!(
            stop["seen"],
            true,
            "the focus cannot be seen on {stop} of {}",
            browser.url().await?
        );
        if stop["found"] == true {
            return Ok(stop);
        }
    }
    bail!("Tab does not reach {condition} on {}", browser.url().await?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_way_can_be_walked_by_keyboard() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    browser.set_size(1280, 900).await?;
    browser.goto(&portal.url("/en/")).await?;

    // First the way past the navigation.
    tab_to(&browser, "at.getAttribute('href') === '#main'").await?;
    browser.press(&ENTER.to_string()).await?;
    browser
        .wait_for("document.activeElement.closest('main') !== null")
        .await?;

    let follow = async |condition: &str, then: &str| -> Result<()> {
        tab_to(&browser, condition).await?;
        browser.enter().await?;
        browser
            .wait_for(&format!("document.readyState === 'complete' && ({then})"))
            .await
    };
    follow(
        "at.pathname && /^\\/en\\/programmes\\/[^/]+$/.test(at.pathname)",
        "/^\\/en\\/programmes\\/[^/]+$/.test(location.pathname)",
    )
    .await?;
    follow(
        "at.pathname && at.pathname.endsWith('/proposals')",
        "location.pathname.endsWith('/proposals')",
    )
    .await?;
    let all = browser
        .run("return document.querySelectorAll('main a[href*=\"/proposals/\"]').length")
        .await?;
    tab_to(&browser, "at.matches('input[type=search], input[name=q]')").await?;
    browser.press("clinic").await?;
    browser.enter().await?;
    browser
        .wait_for("document.readyState === 'complete' && location.search.includes('clinic')")
        .await?;
    let found = browser
        .run("return document.querySelectorAll('main a[href*=\"/proposals/\"]').length")
        .await?;
    assert!(
        found.as_u64() < all.as_u64(),
        "searching narrows the list: {found} of {all}"
    );
    browser
        .goto(&portal.url(&url_path(&browser).await?))
        .await?;
    follow(
        "at.pathname && /\\/proposals\\/[^/]+$/.test(at.pathname)",
        "/\\/proposals\\/[^/]+$/.test(location.pathname)",
    )
    .await?;
    assert_eq!(
        browser
            .run("return document.querySelectorAll('h1').length")
            .await?,
        1
    );
    let console = browser.console().await?;
    assert!(console.is_empty(), "{console:?}");
    Ok(())
}

/// The path of the page without its query.
async fn url_path(browser: &Browser) -> Result<String> {
    let path = browser.run("return location.pathname").await?;
    Ok(path.as_str().context("a path")?.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_language_is_the_browsers_until_one_is_chosen_without_scripts() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    browser.set_scripts(false).await?;
    for (wanted, language) in [
        ("ko-KR,ko;q=0.9,en;q=0.5", "ko"),
        ("en-GB,en;q=0.9", "en"),
        ("fr,ko;q=0.2", "ko"),
    ] {
        browser.prefer_languages(wanted).await?;
        browser.goto(&portal.url("/")).await?;
        let url = browser.url().await?;
        assert!(url.ends_with(&format!("/{language}/")), "{wanted}: {url}");
    }
    browser.prefer_languages("ko").await?;
    browser.goto(&portal.url("/")).await?;
    let korean = browser.title().await?;
    let other = browser.expect("header a[hreflang=en]").await?;
    other.click().await?;
    let url = browser.url().await?;
    assert!(url.contains("/en/"), "{url}");
    assert_ne!(browser.title().await?, korean);
    // The choice is kept against the browser's own wish.
    browser.goto(&portal.url("/programmes")).await?;
    let url = browser.url().await?;
    assert!(url.contains("/en/programmes"), "{url}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_can_be_found_and_read_without_scripts() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    browser.set_scripts(false).await?;
    browser.goto(&portal.url("/en/programmes")).await?;
    for link in ["main a[href*='/en/programmes/']", "a[href$='/proposals']"] {
        browser.expect(link).await?.click().await?;
    }
    let search = browser.expect("input[name=q]").await?;
    search.type_text("clinic").await?;
    search.enter().await?;
    let url = browser.url().await?;
    assert!(url.contains("q=clinic"), "{url}");
    let first = browser.expect("main a[href*='/proposals/']").await?;
    first.click().await?;
    let text = browser.expect("main").await?.text().await?;
    assert!(text.len() > 100, "{text}");

    // The whole of the selection and the record can be read.
    let programme = browser.url().await?;
    let programme = programme.split("/proposals").next().context("an address")?;
    browser.goto(&format!("{programme}/selection")).await?;
    let selection = browser.expect("main").await?.text().await?;
    assert!(selection.len() > 500, "{selection}");
    browser.goto(&portal.url("/en/record")).await?;
    let entry = browser.expect("main a[href*='/record/entries/']").await?;
    entry.click().await?;
    let entry = browser.expect("main").await?.text().await?;
    assert!(entry.contains("/1"), "the kind of the entry: {entry}");
    let console = browser.console().await?;
    assert!(console.is_empty(), "{console:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_carry_a_strict_content_security_policy() -> Result<()> {
    let portal = Portal::start().await?;
    let mut connection = Connection::open(portal.server.address).await?;
    for path in [
        "/en/",
        "/ko/",
        "/en/record",
        "/en/data/api",
        "/en/there-is-no-such-page",
    ] {
        let response = connection.get(path, &[]).await?;
        let policy = response
            .header("content-security-policy")
            .with_context(|| format!("{path} has no policy"))?;
        for rule in [
            "default-src",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(rule), "{path}: {rule} is not in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(
            response.header("x-content-type-options"),
            Some("nosniff"),
            "{path}"
        );
        let html = response.text();
        assert!(
            !html.contains(" style=\"")
                && !html.contains("<script>")
                && !html.contains(" onclick="),
            "{path}: inline code"
        );
    }
    Ok(())
}
