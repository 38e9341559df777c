//! Pages to read the API by: the OpenAPI document, laid out, a page a tag, so that none grows with what others gain.

use std::collections::BTreeMap;

use maud::{Markup, html};
use serde_json::Value;

use crate::accounts::links::PROGRAM;
use crate::data::links::{self, data_tabs};
use crate::frame::api::DOCUMENT;
use crate::frame::layout::Page;
use crate::frame::parts::{self, Tone, absent, badge, command, table};
use crate::frame::ui::Ui;
use crate::programmes::links as programmes;

/// What a reference to a schema begins with.
const SCHEMAS: &str = "#/components/schemas/";

/// An operation of the API: its address, its method and what the document says of it.
struct Operation<'a> {
    path: &'a str,
    method: &'a str,
    said: &'a Value,
}

impl<'a> Operation<'a> {
    /// Every one that the document has.
    fn all(document: &'a Value) -> impl Iterator<Item = Operation<'a>> {
        let paths = document["paths"].as_object().into_iter().flatten();
        paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            // Beside its methods an address may have a description.
            let methods = methods.filter(|(_, said)| said["responses"].is_object());
            methods.map(move |(method, said)| Operation { path, method, said })
        })
    }

    /// Its name in the document, which is its place on the page.
    fn id(&self) -> &'a str {
        self.said["operationId"].as_str().unwrap_or(self.path)
    }

    /// What it is about: a page has all that is about the same.
    fn tag(&self) -> &'a str {
        self.said["tags"][0].as_str().unwrap_or_default()
    }

    fn signature(&self) -> Markup {
        let tone = match self.method {
            "get" => Tone::Plain,
            _ => Tone::Active,
        };
        html! { (badge(tone, &self.method.to_uppercase())) " " code.hash { (self.path) } }
    }
}

/// The page for an OpenAPI document: what holds for all addresses, and a list of them.
pub fn view(ui: &Ui, document: &Value) -> Page {
    let base = ui.site.base();
    let mut by_tag: BTreeMap<&str, Vec<Operation<'_>>> = BTreeMap::new();
    for operation in Operation::all(document) {
        by_tag.entry(operation.tag()).or_default().push(operation);
    }
    let content = html! {
        h1 { (ui.t("data-api-title")) }
        p.lead { (ui.t("data-api-lead")) }
        (data_tabs(ui, links::API))
        p { a.button href=(DOCUMENT) { (ui.t("data-api-document")) } }
        h2 #rules { (ui.t("data-api-rules")) }
        ul.prose {
            li { (ui.t("data-api-rule-json")) }
            li { (ui.t("data-api-rule-money")) }
            li { (ui.t("data-api-rule-time")) }
            li { (ui.t("data-api-rule-texts")) }
            li { (ui.t("data-api-rule-paging")) }
            li { (ui.t("data-api-rule-errors")) }
            li { (ui.t("data-api-rule-ballots")) }
            li {
                (ui.t("data-api-rule-acts"))
                @if ui.site.account.is_some() { " " a href=(ui.href(PROGRAM)) { (ui.t("account-program-title")) } }
            }
        }
        (command(&format!("curl '{base}{}'", programmes::API)))
        h2 #addresses { (ui.t("data-api-addresses")) }
        @for (tag, operations) in &by_tag {
            h3 #(tag) { a href=(ui.href(&links::api_of(tag))) { code { (tag) } } }
            ul {
                @for operation in operations {
                    li { a href=(ui.href(&format!("{}#{}", links::api_of(tag), operation.id()))) { (operation.signature()) } }
                }
            }
        }
    };
    Page {
        title: ui.t("data-api-title"),
        description: ui.t("data-api-lead"),
        tab: Some(links::TAB),
        crumbs: vec![links::above(ui)],
        content,
    }
}

/// The page for what an OpenAPI document has of one tag, with every schema that this uses; `None` where there is none.
pub fn of_tag(ui: &Ui, document: &Value, tag: &str) -> Option<Page> {
    let operations: Vec<_> = Operation::all(document)
        .filter(|operation| operation.tag() == tag)
        .collect();
    if operations.is_empty() {
        return None;
    }
    let schemas = used(document, &operations);
    let title = format!("{} · {tag}", ui.t("data-api-title"));
    let content = html! {
        h1 { (ui.t("data-api-title")) " · " code { (tag) } }
        (parts::contents(ui, &["addresses", "schemas"].map(|id| (id, ui.t(&format!("data-api-{id}"))))))
        h2 #addresses { (ui.t("data-api-addresses")) }
        @for operation in &operations { (operation_section(ui, operation)) }
        h2 #schemas { (ui.t("data-api-schemas")) }
        @for (name, schema) in schemas { (schema_section(ui, name, schema)) }
    };
    Some(Page {
        description: title.clone(),
        title,
        tab: Some(links::TAB),
        crumbs: vec![links::above(ui), links::above_api(ui)],
        content,
    })
}

/// The schemas that operations use, and those that these use.
fn used<'a>(document: &'a Value, operations: &[Operation<'_>]) -> BTreeMap<&'a str, &'a Value> {
    let all = &document["components"]["schemas"];
    let mut found = BTreeMap::new();
    let mut left: Vec<&Value> = operations.iter().map(|operation| operation.said).collect();
    while let Some(said) = left.pop() {
        match said {
            Value::Object(members) => left.extend(members.values()),
            Value::Array(items) => left.extend(items),
            Value::String(text) => {
                let known = all.as_object().and_then(|all| {
                    let name = text.strip_prefix(SCHEMAS)?;
                    all.get_key_value(name)
                });
                if let Some((name, schema)) = known
                    && found.insert(name.as_str(), schema).is_none()
                {
                    left.push(schema);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    found
}

fn operation_section(ui: &Ui, of: &Operation<'_>) -> Markup {
    let (id, operation) = (of.id(), of.said);
    let none = vec![];
    let parameters = operation["parameters"].as_array().unwrap_or(&none);
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let empty = serde_json::Map::new();
    let responses = operation["responses"].as_object().unwrap_or(&empty);
    html! {
        h3 #(id) { (of.signature()) }
        @for text in ["summary", "description"] {
            @if let Some(text) = operation[text].as_str() { p.prose lang="en" { (text) } }
        }
        @if !parameters.is_empty() {
            (table(
                ui,
                &format!("{id}-parameters"),
                &ui.t("data-api-parameters"),
                html! {
                    th scope="col" { (ui.t("data-api-name")) } th scope="col" { (ui.t("data-api-in")) } th scope="col" { (ui.t("data-api-type")) }
                    th scope="col" { (ui.t("data-api-meaning")) }
                },
                html! {
                    @for parameter in parameters {
                        tr {
                            th scope="row" { code { (text(&parameter["name"])) } @if parameter["required"] == true { " " (ui.t("data-api-required")) } }
                            td lang="en" { (text(&parameter["in"])) }
                            td { (type_of(&parameter["schema"])) }
                            td.key lang="en" { (text(&parameter["description"])) }
                        }
                    }
                },
            ))
        }
        @if !body.is_null() { p { (ui.t("data-api-body")) " " (type_of(body)) } }
        (table(
            ui,
            &format!("{id}-responses"),
            &ui.t("data-api-responses"),
            html! { th scope="col" { (ui.t("data-api-status")) } th scope="col" { (ui.t("data-api-meaning")) } th scope="col" { (ui.t("data-api-type")) } },
            html! {
                @for (status, response) in responses {
                    tr {
                        th scope="row" { (status) }
                        td.key lang="en" { (text(&response["description"])) }
                        td { (response_types(ui, response)) }
                    }
                }
            },
        ))
    }
}

fn response_types(ui: &Ui, response: &Value) -> Markup {
    let content = response["content"].as_object();
    html! {
        @match content {
            Some(types) => @for (media, content) in types { code { (media) } " " (type_of(&content["schema"])) " " },
            None => (absent(ui, "data-api-no-content")),
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A schema's type in a few letters, with a link where it has a name.
fn type_of(schema: &Value) -> Markup {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|reference| reference.rsplit('/').next())
    {
        return html! { a href={ "#schema-" (name) } { code { (name) } } };
    }
    if let Some(choices) = schema["oneOf"]
        .as_array()
        .or_else(|| schema["anyOf"].as_array())
    {
        return html! { @for (place, choice) in choices.iter().enumerate() { @if place > 0 { " | " } (type_of(choice)) } };
    }
    if let Some(values) = schema["enum"].as_array() {
        return html! { @for (place, value) in values.iter().enumerate() { @if place > 0 { " | " } code { (value) } } };
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => vec!["any"],
    };
    html! {
        @for (place, name) in types.iter().enumerate() {
            @if place > 0 { " | " }
            code { (name) }
            @if *name == "array" { " <" (type_of(&schema["items"])) ">" }
            @if *name == "object" && schema["additionalProperties"].is_object() { " <" (type_of(&schema["additionalProperties"])) ">" }
        }
    }
}

fn schema_section(ui: &Ui, name: &str, schema: &Value) -> Markup {
    let empty = serde_json::Map::new();
    let properties = schema["properties"].as_object().unwrap_or(&empty);
    let required = |property: &str| {
        schema["required"]
            .as_array()
            .is_some_and(|names| names.iter().any(|name| name == property))
    };
    html! {
        h3 id={ "schema-" (name) } { code { (name) } }
        @if let Some(text) = schema["description"].as_str() { p.prose lang="en" { (text) } }
        @if properties.is_empty() {
            p { (type_of(schema)) }
        } @else {
            (table(
                ui,
                &format!("schema-{name}-fields"),
                &ui.tf("data-api-fields", &[("name", name.into())]),
                html! { th scope="col" { (ui.t("data-api-name")) } th scope="col" { (ui.t("data-api-type")) } th scope="col" { (ui.t("data-api-meaning")) } },
                html! {
                    @for (property, schema) in properties {
                        tr {
                            th scope="row" { code { (property) } @if required(property) { " " (ui.t("data-api-required")) } }
                            td { (type_of(schema)) }
                            td.key lang="en" { (text(&schema["description"])) }
                        }
                    }
                },
            ))
        }
    }
}
