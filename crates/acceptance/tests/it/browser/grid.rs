//! How pages are laid out: what somebody came for stands on the first screen of a small phone, parts of a page end at one edge,
//! and no table has to be gone through by keyboard.

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use madang_acceptance::webdriver::{Browser, ENTER, TAB};
use serde_json::{Value, json};

use super::Portal;

const PROGRAMME: &str = "/ko/programmes/kr0018-flagships";

/// Pages of a programme, what they are about, and how far down a phone of 320 pixels that may begin: on the first screen, or
/// where there is something to fill in before, soon after.
const FIRST_SCREENS: [(&str, &str, i64); 4] = [
    ("/proposals/3", "#why ~ .lead", 640),
    ("/selection", "main .lead", 640),
    ("/proposals", ".cards .card", 760),
    ("", "main .lead", 640),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_screen_of_a_phone_says_what_somebody_came_for() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    browser.set_size(320, 640).await?;
    let promise = "/ko/commitments/KR0018".to_owned();
    let pages = FIRST_SCREENS.map(|(path, part, most)| (format!("{PROGRAMME}{path}"), part, most));
    let english = PROGRAMME.replace("/ko/", "/en/") + "/proposals";
    let more = [(promise, ".promise", 640), (english, ".cards .card", 820)];
    let pages = pages.into_iter().chain(more);
    for (address, part, most) in pages {
        browser.goto(&portal.url(&address)).await?;
        let top = browser
            .run(&format!(
                "return Math.round(document.querySelector('{part}').getBoundingClientRect().top)"
            ))
            .await?;
        let top = top.as_i64().with_context(|| format!("{address}: {part}"))?;
        assert!(top < most, "{address}: {part} begins at {top} pixels");
    }
    Ok(())
}

/// Puts an operator of a long name into the header; gives how high that is and how wide the page, before and after.
const NAMED: &str = "const height = () => [Math.round(document.querySelector('.site-header').getBoundingClientRect().height),
    document.documentElement.scrollWidth];
const own = document.querySelector('.site-operator');
if (own) own.remove();
const before = height();
const name = document.createElement('span');
name.className = 'site-operator words';
name.textContent = arguments[0];
document.querySelector('.site-who').append(name);
return [before, height()];";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_name_of_an_operator_makes_no_header_higher_and_no_phone_wider() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    let korean = "행정안전부 디지털정부혁신실 공공서비스혁신과 참여혁신팀";
    let english = "The Ministry of the Interior and Safety, Public Service Innovation Division";
    for (width, address, name) in [
        (320, "/ko/", korean),
        (320, "/en/", english),
        (1280, "/ko/", korean),
        (1280, "/en/", english),
    ] {
        browser.set_size(width, 640).await?;
        browser.goto(&portal.url(address)).await?;
        let script = NAMED.replace("arguments[0]", &Value::from(name).to_string());
        let found = browser.run(&script).await?;
        let of = |time: usize, what: usize| found[time][what].as_i64().unwrap_or_default();
        assert!(of(0, 0) > 0, "{found}");
        let more = of(1, 0) - of(0, 0);
        assert!((0..=8).contains(&more), "{width} {address}: {found}");
        assert_eq!(of(0, 1), of(1, 1), "{width} {address}: {found}");
    }
    Ok(())
}

/// The right edges of the parts that fill a page, with one part for each edge.
const EDGES: &str = "const edges = {};
for (const part of document.querySelectorAll('main > .table-box, main > .facts, main > .contents, main > .tabs, main > .figures, main > .stepper, main > .cards, main > .verdict, main > details')) {
    if (!part.offsetWidth) continue;
    const edge = Math.round(part.getBoundingClientRect().right);
    edges[edge] = edges[edge] || part.className || part.tagName;
}
return edges;";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_parts_of_a_page_end_at_one_edge() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    browser.set_size(1280, 900).await?;
    for address in [
        "/ko/",
        PROGRAMME,
        "/ko/programmes/kr0018-flagships/selection",
        "/ko/programmes/kr0018-flagships/proposals/3",
        "/ko/programmes/kr0018-flagships/participation",
        "/ko/commitments/KR0018",
        "/ko/countries/KR",
        "/ko/record",
        "/ko/record/entries/0",
        "/ko/data",
    ] {
        browser.goto(&portal.url(address)).await?;
        let edges = browser.run(EDGES).await?;
        let number = edges.as_object().map_or(0, serde_json::Map::len);
        assert_eq!(number, 1, "{address}: {edges}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_table_can_be_passed_by_keyboard() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    browser.set_size(1280, 900).await?;
    let page = portal.url(&format!("{PROGRAMME}/selection"));
    browser.goto(&page).await?;
    let links = browser
        .run("return document.querySelectorAll('#projects a').length")
        .await?;
    assert!(links.as_u64() > Some(50), "{links} links in the table");
    // To the table by the list of contents, then past it.
    browser
        .run("document.querySelector('.table-box:has(#projects)').focus()")
        .await?;
    browser.press(&TAB.to_string()).await?;
    let at = "const at = document.activeElement; const box = at.getBoundingClientRect();
        return [at.className, box.width > 1 && box.height > 1]";
    let found = browser.run(at).await?;
    assert_eq!(
        found,
        Value::from(vec![Value::from("pass"), Value::from(true)])
    );
    browser.press(&ENTER.to_string()).await?;
    browser
        .wait_for("location.hash === '#after-projects'")
        .await?;
    browser.press(&TAB.to_string()).await?;
    let inside = browser
        .run("return document.activeElement.closest('.table-box:has(#projects)') !== null")
        .await?;
    assert_eq!(inside, false, "the table is behind");
    Ok(())
}

/// How many pages a PDF file has, by the root of their tree.
fn pages(pdf: &[u8]) -> Option<u32> {
    let text = String::from_utf8_lossy(pdf);
    let (_, tree) = text.split_once("/Type /Pages")?;
    let (_, count) = tree.split_once("/Count ")?;
    count.split_whitespace().next()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_evidence_of_a_commitment_is_one_sheet_of_paper() -> Result<()> {
    let portal = Portal::start().await?;
    let browser = Browser::start().await?;
    for language in ["ko", "en"] {
        let sheet = format!("/{language}/commitments/KR0018/evidence");
        browser.goto(&portal.url(&sheet)).await?;
        let paper = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true });
        let printed = STANDARD.decode(browser.print(&paper).await?)?;
        assert_eq!(pages(&printed), Some(1), "{sheet}");
    }
    Ok(())
}
