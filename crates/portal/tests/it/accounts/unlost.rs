//! Whatever becomes of a form, what was typed into it is not lost: asked of every form with words that somebody comes to, without any
//! of them being named.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use scraper::{ElementRef, Html};

use super::{of_own_page, peopled};
use crate::common::{Answer, Portal};
use crate::sight::all;
use crate::walked::{pattern_of, through};

/// What is typed.
const WORDS: &str = "기다리는 버스가 오지 않습니다";

/// A form as it is sent when nobody changes anything in it but one field.
struct Written {
    action: String,
    fields: Vec<(String, String)>,
    /// The field that somebody writes into.
    words: String,
    /// The entry that the form was written against, where it names one.
    base: bool,
}

fn all_in<'a>(of: &ElementRef<'a>, which: &str) -> Vec<ElementRef<'a>> {
    let which = scraper::Selector::parse(which).unwrap();
    of.select(&which).collect()
}

fn attribute(of: &ElementRef<'_>, name: &str) -> String {
    of.attr(name).unwrap_or_default().to_owned()
}

/// The forms of a page that are recorded once, and have room for words.
fn written_on(html: &str) -> Vec<Written> {
    let page = Html::parse_document(html);
    let forms = all(&page, "main form[method=post]").into_iter();
    let forms = forms.filter(|form| !all_in(form, "[name=key]").is_empty());
    let written = forms.filter_map(|form| {
        let words = all_in(&form, "textarea[name]").first().copied();
        let words = attribute(&words?, "name");
        let mut fields = Vec::new();
        for input in all_in(&form, "input[name]") {
            let boxed = ["checkbox", "radio"].contains(&input.attr("type").unwrap_or_default());
            let is_file = input.attr("type") == Some("file");
            if !is_file && (!boxed || input.attr("checked").is_some()) {
                fields.push((attribute(&input, "name"), attribute(&input, "value")));
            }
        }
        for select in all_in(&form, "select[name]") {
            let chosen = all_in(&select, "option[selected]").first().copied();
            let chosen = chosen.or_else(|| all_in(&select, "option").first().copied());
            let value = chosen.map(|option| attribute(&option, "value"));
            fields.push((attribute(&select, "name"), value.unwrap_or_default()));
        }
        for area in all_in(&form, "textarea[name]") {
            fields.push((attribute(&area, "name"), area.text().collect()));
        }
        // What the first button sends.
        if let Some(button) = all_in(&form, "button[name]").first() {
            let name = attribute(button, "name");
            if name != "save" {
                fields.push((name, attribute(button, "value")));
            }
        }
        let base = all_in(&form, "input[name=base]").len() == 1;
        Some(Written {
            action: attribute(&form, "action"),
            fields,
            words,
            base,
        })
    });
    written.collect()
}

impl Written {
    /// What the form is known by, whoever comes to it, and with which words beside it.
    fn name(&self) -> (Option<&'static str>, String, String) {
        let of = |name: &str| {
            let mut fields = self.fields.iter();
            let found = fields.find(|(of, _)| of == name);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        (pattern_of(&self.action), of("act"), self.words.clone())
    }

    /// The body, with `words` typed and the fields in `other` changed.
    fn body(&self, words: &str, other: &[(&str, &str)]) -> String {
        let changed = |name: &str| {
            let mut other = other.iter();
            other.find(|(of, _)| *of == name).map(|(_, value)| *value)
        };
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.fields {
            let value = match name == &self.words {
                true => words,
                false => changed(name).unwrap_or(value),
            };
            body.append_pair(name, value);
        }
        body.finish()
    }
}

/// Sends a form as a browser does.
async fn send(portal: &Portal, cookies: &[&str], action: &str, body: String) -> Answer {
    let request = of_own_page(action, "application/x-www-form-urlencoded");
    let mut request = request.header("content-length", body.len());
    for cookie in cookies {
        request = request.header("cookie", *cookie);
    }
    portal
        .request(request.body(Body::from(body)).unwrap())
        .await
}

async fn get(portal: &Portal, cookies: &[&str], address: &str) -> Answer {
    let mut request = Request::get(address);
    for cookie in cookies {
        request = request.header("cookie", *cookie);
    }
    portal.request(request.body(Body::empty()).unwrap()).await
}

/// The cookie by which a form comes back.
fn draft(answer: &Answer) -> Option<String> {
    let set = answer.headers.get_all("set-cookie").into_iter();
    let set = set.filter_map(|set| set.to_str().ok()?.split(';').next());
    let mut set = set.filter(|pair| pair.starts_with("__Host-draft="));
    set.next().map(str::to_owned)
}

/// What is pasted there is a receipt, which nobody wrote.
const PASTED: &str = "/record/find";

/// What a form that is sent loses of what was typed into it, and how often it was changed meanwhile or came back.
#[derive(Default)]
struct Found {
    lost: Vec<String>,
    stale: usize,
    came_back: usize,
}

impl Found {
    /// Notes what is not on the page that answers.
    fn hold(&mut self, holds: bool, what: &str) {
        if !holds {
            self.lost.push(what.to_owned());
        }
    }

    async fn look(&mut self, portal: &Portal, cookie: &str, form: &Written) {
        let (action, at) = (&form.action, format!("{:?}", form.name()));
        // Whoever pastes a book loses nothing of it.
        let far_too_much = WORDS.repeat(8_000);
        let answer = send(portal, &[cookie], action, form.body(&far_too_much, &[])).await;
        let whole = answer.text().contains(&far_too_much);
        self.hold(whole, &format!("long: {at}: {}", answer.status));
        // Somebody else changed the same meanwhile.
        if form.base {
            let old = form.body(WORDS, &[("base", "1")]);
            let answer = send(portal, &[cookie], action, old).await;
            let page = answer.text();
            let said = !all(&Html::parse_document(&page), ".error-summary").is_empty();
            let holds = said && page.contains(WORDS);
            self.hold(holds, &format!("stale: {at}: {}", answer.status));
            self.stale += 1;
        }
        // The session ended.
        let answer = send(portal, &[], action, form.body(WORDS, &[])).await;
        if answer.status == StatusCode::SEE_OTHER {
            let Some(draft) = draft(&answer) else {
                self.hold(false, &format!("not kept: {at}"));
                return;
            };
            let back = format!("{action}?returned=1");
            let page = get(portal, &[cookie, &draft], &back).await;
            let holds = page.text().contains(WORDS);
            self.hold(holds, &format!("came back: {at}: {}", page.status));
            self.came_back += 1;
        }
    }
}

#[tokio::test]
async fn what_is_typed_into_any_form_is_not_lost() {
    let peopled = peopled().await;
    let portal = &peopled.yard.portal;
    let (mut seen, mut found) = (BTreeSet::new(), Found::default());
    for (cookie, from) in peopled.walks("en") {
        let Some(cookie) = cookie else { continue };
        for met in through(portal, Some(cookie), &from).await {
            for form in written_on(&met.html) {
                if form.name().0 == Some(PASTED) || !seen.insert(form.name()) {
                    continue;
                }
                let before = portal.store.size().await.unwrap();
                found.look(portal, cookie, &form).await;
                let after = portal.store.size().await.unwrap();
                found.hold(after == before, &format!("recorded: {:?}", form.name()));
                peopled.yard.wait(super::MINUTE * 3);
            }
        }
    }
    assert!(found.lost.is_empty(), "{:#?}", found.lost);
    // Otherwise the walk would ask nothing.
    let asked = (seen.len(), found.stale, found.came_back);
    assert!(
        asked.0 >= 20 && asked.1 >= 3 && asked.2 >= 12,
        "{asked:?} {seen:?}"
    );
}
