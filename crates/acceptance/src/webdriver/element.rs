//! What is done with a page: elements that are found, and keys.

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Browser;

/// Tab.
pub const TAB: char = '\u{E004}';
/// Enter.
pub const ENTER: char = '\u{E007}';

/// An element of the page.
pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl Element<'_> {
    /// Clicks it and waits until the page that follows is loaded.
    ///
    /// # Errors
    /// Where it cannot be clicked.
    pub async fn click(&self) -> Result<()> {
        self.browser
            .post(&format!("element/{}/click", self.id), &json!({}))
            .await
            .map(drop)
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

impl Browser {
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
