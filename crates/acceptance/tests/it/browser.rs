//! Every page in a real browser: accessible (axe-core), in both languages, light and dark, wide and narrow, by keyboard
//! alone and without JavaScript.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use hyper::StatusCode;
use madang_acceptance::data::Data;
use madang_acceptance::http::Connection;
use madang_acceptance::program::Server;
use madang_acceptance::webdriver::{Browser, ENTER, TAB};
use serde_json::Value;
use tempfile::TempDir;

/// axe-core 4.14.1, see `assets/axe-core/README.md`.
const AXE: &str = include_str!("../../assets/axe-core/axe.min.js");

/// Pages of one shape (`/programmes/{}/proposals/{}`) that are looked at; the first and the last of them.
const OF_A_SHAPE: usize = 2;

/// Pages of one shape that are followed for their links.
const FOLLOWED: usize = 8;

struct Portal {
    _folder: TempDir,
    server: Server,
}

impl Portal {
    /// The demo, served.
    async fn start() -> Result<Portal> {
        let folder = tempfile::tempdir()?;
        let data = Data::new(folder.path().join("data"), None);
        data.demo(None)?;
        let server = data.serve().await?;
        Ok(Portal {
            _folder: folder,
            server,
        })
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.url())
    }

    /// Every address that the pages of a language lead to, by following every link; a link that leads nowhere fails.
    async fn addresses(&self, language: &str) -> Result<BTreeSet<String>> {
        let mut connection = Connection::open(self.server.address).await?;
        let start = format!("/{language}/");
        let mut seen = BTreeSet::from([start.clone()]);
        let mut waiting = vec![(start, String::new())];
        let mut pages = BTreeSet::new();
        while let Some((address, from)) = waiting.pop() {
            let response = connection.get(&address, &[]).await?;
            let status = response.status;
            if status.is_redirection() {
                continue;
            }
            assert_eq!(
                status,
                StatusCode::OK,
                "{address}, linked from {from}: {}",
                response.text()
            );
            if !response
                .header("content-type")
                .is_some_and(|kind| kind.starts_with("text/html"))
            {
                continue;
            }
            let text = response.text();
            pages.insert(address.clone());
            for link in links(&text) {
                let path = link.split(['?', '#']).next().unwrap_or_default();
                let own = path.starts_with(&format!("/{language}/"));
                // Pages of one shape have the same parts: some of them lead to all there is.
                let of_this_shape = seen
                    .iter()
                    .filter(|seen| shape(seen) == shape(path))
                    .count();
                if own && of_this_shape < FOLLOWED && seen.insert(path.to_owned()) {
                    waiting.push((path.to_owned(), address.clone()));
                }
            }
        }
        Ok(pages)
    }
}

/// The addresses on this portal that a page links to.
fn links(html: &str) -> Vec<String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| link.starts_with('/') && !link.starts_with("//"))
        .map(|link| link.replace("&amp;", "&"))
        .collect()
}

/// `/en/programmes/kr0018/proposals/7` → `/programmes/{}/proposals/{}`.
fn shape(address: &str) -> String {
    let parts: Vec<&str> = address.trim_matches('/').split('/').skip(1).collect();
    let shaped = parts.iter().enumerate().map(|(at, part)| {
        let fixed = at % 2 == 0
            || matches!(
                (parts[0], *part),
                ("record", "entries" | "checkpoint" | "verify") | ("data", _)
            );
        if fixed { *part } else { "{}" }
    });
    shaped.fold(String::new(), |shape, part| format!("{shape}/{part}"))
}

/// The first and the last address of each shape, and pages that no plain link leads to.
fn worth_looking_at(addresses: &BTreeSet<String>, language: &str) -> Vec<String> {
    let mut shapes: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for address in addresses {
        shapes.entry(shape(address)).or_default().push(address);
    }
    let mut chosen: Vec<String> = Vec::new();
    let mut lists = Vec::new();
    for (shape, addresses) in shapes {
        let step = (addresses.len() - 1).max(1) / (OF_A_SHAPE - 1).max(1);
        chosen.extend(
            addresses
                .iter()
                .step_by(step.max(1))
                .take(OF_A_SHAPE)
                .map(|address| (*address).clone()),
        );
        if shape.ends_with("/proposals") {
            lists.extend(addresses.first().map(|address| (*address).clone()));
        }
    }
    for list in lists {
        chosen.push(format!("{list}?q=%EC%84%9C%EB%B9%84%EC%8A%A4"));
        chosen.push(format!("{list}?q=nothing-has-this-word"));
        chosen.push(format!("{list}?page=2"));
    }
    chosen.push(format!("/{language}/record?page=2"));
    chosen.push(format!("/{language}/there-is-no-such-page"));
    chosen
}

/// What axe-core finds wrong on the page, one line each.
async fn violations(browser: &Browser) -> Result<Vec<String>> {
    if browser.run("return typeof axe").await? == "undefined" {
        browser.run(&format!("{AXE}; return typeof axe")).await?;
    }
    let result = browser
        .run_async(
            "const done = arguments[arguments.length - 1];
             axe.run(document, { resultTypes: ['violations'] })
                .then(result => done(result.violations), error => done(String(error)));",
        )
        .await?;
    let Some(found) = result.as_array() else {
        bail!("axe-core did not run: {result}")
    };
    Ok(found
        .iter()
        .flat_map(|violation| {
            let id = violation["id"].as_str().unwrap_or_default().to_owned();
            let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
            nodes
                .into_iter()
                .map(move |node| format!("{id}: {} {}", node["html"], node["failureSummary"]))
        })
        .collect())
}

async fn every_page_in(language: &str) -> Result<()> {
    let portal = Portal::start().await?;
    let addresses = portal.addresses(language).await?;
    let pages = worth_looking_at(&addresses, language);
    let shapes: BTreeSet<String> = addresses.iter().map(|address| shape(address)).collect();
    assert!(
        shapes.len() >= 12,
        "fewer pages than the portal has: {shapes:?}"
    );
    let browser = Browser::start().await?;
    let mut wrong = Vec::new();
    let mut backgrounds = BTreeSet::new();
    for page in &pages {
        let missing = page.ends_with("there-is-no-such-page");
        for scheme in ["light", "dark"] {
            browser.prefer_colour_scheme(scheme).await?;
            browser.set_size(1280, 900).await?;
            browser.goto(&portal.url(page)).await?;
            let state = browser
                .run(
                    "return {
                        language: document.documentElement.lang,
                        title: document.title,
                        headings: document.querySelectorAll('h1').length,
                        rules: [...document.styleSheets].reduce((sum, sheet) => sum + sheet.cssRules.length, 0),
                        background: getComputedStyle(document.body).backgroundColor,
                        images: [...document.images].every(image => image.complete && image.naturalWidth > 0),
                    }",
                )
                .await?;
            backgrounds.insert((scheme, state["background"].to_string()));
            let mut claim = |holds: bool, what: &str| {
                if !holds {
                    wrong.push(format!("{page} ({scheme}): {what}: {state}"));
                }
            };
            claim(state["language"] == language, "language");
            claim(
                state["title"]
                    .as_str()
                    .is_some_and(|title| !title.is_empty()),
                "title",
            );
            claim(state["headings"] == 1, "one main heading");
            claim(
                state["rules"].as_u64() > Some(10),
                "the style sheet was not loaded",
            );
            claim(state["images"] == true, "an image was not loaded");
            for width in [1280, 320] {
                browser.set_size(width, 900).await?;
                let scroll = browser
                    .run("return document.documentElement.scrollWidth")
                    .await?;
                if scroll.as_u64() > Some(u64::from(width)) {
                    wrong.push(format!(
                        "{page} ({scheme}) scrolls sideways: {scroll} of {width} pixels"
                    ));
                }
                let found = violations(&browser).await?;
                wrong.extend(
                    found
                        .into_iter()
                        .map(|violation| format!("{page} ({scheme}, {width}): {violation}")),
                );
            }
            let console = browser.console().await?;
            let console = console
                .into_iter()
                .filter(|line| !(missing && line.contains("404")));
            wrong.extend(console.map(|line| format!("{page} ({scheme}), console: {line}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} things are wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(25)].join("\n")
    );
    assert_eq!(
        backgrounds.len(),
        2,
        "one background for light and another for dark: {backgrounds:?}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_accessible_in_korean() -> Result<()> {
    every_page_in("ko").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_accessible_in_english() -> Result<()> {
    every_page_in("en").await
}

/// Presses Tab until the focus is on an element for which the expression over `at` holds; every stop must be seen.
async fn tab_to(browser: &Browser, condition: &str) -> Result<Value> {
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
        browser.press(&ENTER.to_string()).await?;
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
    browser.press(&ENTER.to_string()).await?;
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
async fn everything_works_without_scripts_and_the_language_can_be_changed() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    browser.set_scripts(false).await?;

    // The browser's language decides where nobody has chosen.
    for (wanted, language) in [
        ("ko-KR,ko;q=0.9,en;q=0.5", "ko"),
        ("en-GB,en;q=0.9", "en"),
        ("fr,ko;q=0.2", "ko"),
    ] {
        browser.prefer_languages(wanted).await?;
        browser.goto(&portal.url("/")).await?;
        assert!(
            browser.url().await?.ends_with(&format!("/{language}/")),
            "{wanted}: {}",
            browser.url().await?
        );
    }
    browser.prefer_languages("ko").await?;
    browser.goto(&portal.url("/")).await?;
    let korean = browser.title().await?;
    browser
        .expect("header a[hreflang=en]")
        .await?
        .click()
        .await?;
    assert!(
        browser.url().await?.contains("/en/"),
        "{}",
        browser.url().await?
    );
    assert_ne!(browser.title().await?, korean);
    // The choice is kept against the browser's own wish.
    browser.goto(&portal.url("/programmes")).await?;
    assert!(
        browser.url().await?.contains("/en/programmes"),
        "{}",
        browser.url().await?
    );

    browser
        .expect("main a[href*='/en/programmes/']")
        .await?
        .click()
        .await?;
    browser
        .expect("a[href$='/proposals']")
        .await?
        .click()
        .await?;
    let search = browser.expect("input[name=q]").await?;
    search.type_text("clinic").await?;
    search.type_text(&ENTER.to_string()).await?;
    assert!(
        browser.url().await?.contains("q=clinic"),
        "{}",
        browser.url().await?
    );
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
    browser
        .expect("main a[href*='/record/entries/']")
        .await?
        .click()
        .await?;
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
