//! Every page, looked at: light and dark, wide and narrow, with axe-core.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use madang_acceptance::webdriver::Browser;
use serde_json::{Value, json};

use super::Portal;
use super::addresses::worth_looking_at;

/// axe-core 4.14.1, see `assets/axe-core/README.md`.
pub(super) const AXE: &str = include_str!("../../../assets/axe-core/axe.min.js");

/// The widths that a page is looked at in: a desk and a small phone.
const WIDTHS: [u32; 2] = [1280, 320];

/// The most bytes of a first visit, compressed: the page and all that it loads.
const MOST_WEIGHT: u64 = 60_000;

/// How many bytes a page and all that it loads were on their way, asked once its fonts are there. Whether a browser had them already
/// plays no part.
const WEIGHT: &str = "const done = arguments[arguments.length - 1];
const loaded = () => ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type));
document.fonts.ready.then(() => done(loaded().reduce((sum, entry) => sum + entry.encodedBodySize, 0)));";

/// What is asked of a page in one colour scheme.
const STATE: &str = "return {
    language: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    rules: [...document.styleSheets].reduce((sum, sheet) => sum + sheet.cssRules.length, 0),
    background: getComputedStyle(document.body).backgroundColor,
    images: [...document.images].every(image => image.complete && image.naturalWidth > 0),
}";

/// Where everything stands, and how large its letters are: all that a page shows but for colours. Asked once its fonts are there.
const LAYOUT: &str = "const done = arguments[arguments.length - 1];
document.fonts.ready.then(() => done([...document.querySelectorAll('body *')].map(element => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return [element.tagName, box.x, box.y, box.width, box.height, style.fontSize, style.fontWeight, style.visibility, style.textDecorationLine].join();
}).join(' ')));";

/// The tables that are wider than the page has room for, with everything unfolded: a column of them would be cut.
const CUT: &str = "const folded = [...document.querySelectorAll('details:not([open])')];
folded.forEach(details => details.open = true);
const boxes = [...document.querySelectorAll('.table-box, .findings .scroll')];
const cut = boxes.filter(box => box.scrollWidth > box.clientWidth + 1);
const named = cut.map(box => `${box.querySelector('table').id}: ${box.scrollWidth} of ${box.clientWidth} pixels`);
folded.forEach(details => details.open = false);
return named;";

/// The rules that a run of axe-core asks.
#[derive(Clone, Copy)]
pub(super) enum Rules {
    All,
    /// Those that see colours.
    Colour,
}

/// What axe-core finds wrong on the page, one line each.
pub(super) async fn violations(browser: &Browser, rules: Rules) -> Result<Vec<String>> {
    let mut options = json!({ "resultTypes": ["violations"] });
    if let Rules::Colour = rules {
        // Of the rules tagged `cat.color` those that are asked unless somebody asks for more.
        let values = ["color-contrast", "link-in-text-block"];
        options["runOnly"] = json!({ "type": "rule", "values": values });
    }
    let result = browser
        .run_async(&format!(
            "const done = arguments[arguments.length - 1];
             axe.run(document, {options}).then(result => done(result.violations), error => done(String(error)));"
        ))
        .await?;
    let Some(found) = result.as_array() else {
        bail!("axe-core did not run: {result}")
    };
    let lines = found.iter().flat_map(|violation| {
        let id = violation["id"].as_str().unwrap_or_default().to_owned();
        let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
        let line = move |node: Value| format!("{id}: {} {}", node["html"], node["failureSummary"]);
        nodes.into_iter().map(line)
    });
    Ok(lines.collect())
}

/// What was seen on the pages of a language.
struct Seen<'a> {
    browser: &'a Browser,
    language: &'a str,
    backgrounds: BTreeSet<(&'static str, String)>,
    wrong: Vec<String>,
}

impl Seen<'_> {
    /// Looks at a page; it is loaded once, and turns dark as it does when a visitor's evening comes.
    async fn look_at(&mut self, page: &str, url: &str) -> Result<()> {
        let missing = page.ends_with("there-is-no-such-page");
        self.browser.prefer_colour_scheme("light").await?;
        // Letters that come after the first layout leave the height of some lines as it was until the next: each layout that is
        // compared follows a change of width.
        self.browser.set_size(WIDTHS[1], 900).await?;
        self.browser.goto(url).await?;
        let weight = self.browser.run_async(WEIGHT).await?;
        self.claim(
            weight.as_u64().is_some_and(|weight| weight <= MOST_WEIGHT),
            || format!("{page} weighs {weight} bytes of {MOST_WEIGHT}"),
        );
        let mut light = Vec::new();
        self.hold_state(page, "light").await?;
        for width in WIDTHS {
            light.push(self.hold_width(page, "light", width, Rules::All).await?);
        }
        // What is not colour is the same in the dark, to the pixel: rules that see no colour need not be asked again.
        self.browser.prefer_colour_scheme("dark").await?;
        self.hold_state(page, "dark").await?;
        for (width, light) in WIDTHS.into_iter().zip(light) {
            let dark = self.hold_width(page, "dark", width, Rules::Colour).await?;
            self.claim(dark == light, || {
                let what = first_difference(&light, &dark);
                format!("{page} ({width}): another layout in the dark, {what}")
            });
        }
        let console = self.browser.console().await?;
        let console = console
            .into_iter()
            .filter(|line| !(missing && line.contains("404")));
        self.wrong
            .extend(console.map(|line| format!("{page}, console: {line}")));
        Ok(())
    }

    fn claim(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.wrong.push(what());
        }
    }

    /// The page is whole: language, title, one main heading, style sheet, images.
    async fn hold_state(&mut self, page: &str, scheme: &'static str) -> Result<()> {
        let state = self.browser.run(STATE).await?;
        self.backgrounds
            .insert((scheme, state["background"].to_string()));
        let titled = state["title"].as_str().is_some_and(|it| !it.is_empty());
        for (holds, what) in [
            (state["language"] == self.language, "language"),
            (titled, "title"),
            (state["headings"] == 1, "one main heading"),
            (
                state["rules"].as_u64() > Some(10),
                "the style sheet was not loaded",
            ),
            (state["images"] == true, "an image was not loaded"),
        ] {
            self.claim(holds, || format!("{page} ({scheme}): {what}: {state}"));
        }
        Ok(())
    }

    /// The page holds in a width; gives its layout there.
    async fn hold_width(
        &mut self,
        page: &str,
        scheme: &str,
        width: u32,
        rules: Rules,
    ) -> Result<Value> {
        self.browser.set_size(width, 900).await?;
        let scroll = self
            .browser
            .run("return document.documentElement.scrollWidth")
            .await?;
        self.claim(scroll.as_u64() <= Some(u64::from(width)), || {
            format!("{page} ({scheme}) scrolls sideways: {scroll} of {width} pixels")
        });
        let cut = self.browser.run(CUT).await?;
        for table in cut.as_array().into_iter().flatten() {
            self.claim(false, || {
                format!("{page} ({scheme}, {width}): cut: {table}")
            });
        }
        let found = violations(self.browser, rules).await?;
        let named = |violation| format!("{page} ({scheme}, {width}): {violation}");
        self.wrong.extend(found.into_iter().map(named));
        self.browser.run_async(LAYOUT).await
    }
}

/// The first element that stands otherwise in the dark.
fn first_difference(light: &Value, dark: &Value) -> String {
    let elements = |layout: &Value| -> Vec<String> {
        let layout = layout.as_str().unwrap_or_default();
        layout.split(' ').map(str::to_owned).collect()
    };
    let (light, dark) = (elements(light), elements(dark));
    let differs = light.iter().zip(&dark).find(|(light, dark)| light != dark);
    match differs {
        Some((light, dark)) => format!("{light} is {dark}"),
        None => format!("{} elements are {}", light.len(), dark.len()),
    }
}

async fn every_page_in(language: &str) -> Result<()> {
    let portal = Portal::start().await?;
    let addresses = portal.addresses(language).await?;
    let lonely = portal.lonely(&addresses).await?;
    assert!(lonely.is_empty(), "no link leads to {lonely:?}");
    let browser = Browser::start().await?;
    browser.on_every_page(AXE).await?;
    let mut seen = Seen {
        browser: &browser,
        language,
        backgrounds: BTreeSet::new(),
        wrong: Vec::new(),
    };
    for page in worth_looking_at(&addresses, language) {
        seen.look_at(&page, &portal.url(&page)).await?;
    }
    let wrong = seen.wrong;
    assert!(
        wrong.is_empty(),
        "{} things are wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(25)].join("\n")
    );
    assert_eq!(
        seen.backgrounds.len(),
        2,
        "one background for light and another for dark: {:?}",
        seen.backgrounds
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
