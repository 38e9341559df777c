//! What is done with a page: elements that are found, and keys.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Browser;

/// Tab.
pub const TAB: char = '\u{E004}';
/// Enter.
pub const ENTER: char = '\u{E007}';

/// For how long a page is waited for that follows another.
const PATIENCE: Duration = Duration::from_secs(30);

/// An element of the page.
pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl Element<'_> {
    /// Clicks what leads to another page, a link or a button of a form, and waits until that page has taken the place
    /// of this one.
    ///
    /// # Errors
    /// Where it cannot be clicked, or leads nowhere.
    pub async fn click(&self) -> Result<()> {
        self.browser
            .post(&format!("element/{}/click", self.id), &json!({}))
            .await?;
        self.gone().await
    }

    /// Presses Enter in a field, which sends its form, and waits until the page that answers has taken the place of this
    /// one.
    ///
    /// # Errors
    /// Where it takes no keys, or nothing is sent.
    pub async fn enter(&self) -> Result<()> {
        self.type_text(&ENTER.to_string()).await?;
        self.gone().await
    }

    /// Waits until its page is no longer there. The driver answers a click or a key before the browser begins to leave:
    /// whoever looked for the next page at once saw the old one, on a slow machine.
    async fn gone(&self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            match self.browser.ask(&format!("element/{}/name", self.id)).await {
                Err(error) if is_of_a_page_that_went(&error) => return Ok(()),
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
        bail!("no page followed {}", self.browser.url().await?)
    }

    /// Types into it.
    ///
    /// # Errors
    /// Where it takes no text.
    pub async fn type_text(&self, text: &str) -> Result<()> {
        self.browser
            .post(
                &format!("element/{}/value", self.id),
                &json!({ "text": text }),
            )
            .await
            .map(drop)
    }

    /// The text that is seen in it.
    ///
    /// # Errors
    /// Where it is gone.
    pub async fn text(&self) -> Result<String> {
        let text = self
            .browser
            .ask(&format!("element/{}/text", self.id))
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }
}

/// Whether the driver says that an element belongs to a page before this one.
fn is_of_a_page_that_went(error: &anyhow::Error) -> bool {
    let error = error.to_string();
    ["stale element reference", "no such element"]
        .iter()
        .any(|code| error.contains(code))
}

impl Browser {
    /// Presses Enter where the focus is on what leads to another page, and waits until that page has taken the place of
    /// this one.
    ///
    /// # Errors
    /// Where no page follows.
    pub async fn enter(&self) -> Result<()> {
        let page = self.expect("html").await?;
        self.press(&ENTER.to_string()).await?;
        page.gone().await
    }

    /// Presses keys one after another; [`TAB`] and [`ENTER`] are two.
    ///
    /// # Errors
    /// Where the browser does not answer.
    pub async fn press(&self, keys: &str) -> Result<()> {
        let pressed =
            |key: char| ["keyDown", "keyUp"].map(|what| json!({ "type": what, "value": key }));
        let keys: Vec<Value> = keys.chars().flat_map(pressed).collect();
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": keys }] });
        self.post("actions", &actions).await.map(drop)
    }

    /// The first element that a CSS selector finds; `None` where there is none.
    ///
    /// # Errors
    /// Where the browser does not answer.
    pub async fn find(&self, selector: &str) -> Result<Option<Element<'_>>> {
        let found = self
            .post(
                "elements",
                &json!({ "using": "css selector", "value": selector }),
            )
            .await?;
        let first = found
            .as_array()
            .and_then(|all| all.first())
            .and_then(Value::as_object);
        let id = first
            .and_then(|element| element.values().next())
            .and_then(Value::as_str);
        Ok(id.map(|id| Element {
            browser: self,
            id: id.to_owned(),
        }))
    }

    /// The first element that a CSS selector finds.
    ///
    /// # Errors
    /// Where there is none.
    pub async fn expect(&self, selector: &str) -> Result<Element<'_>> {
        match self.find(selector).await? {
            Some(element) => Ok(element),
            None => bail!("{} has no {selector}", self.url().await?),
        }
    }
}
