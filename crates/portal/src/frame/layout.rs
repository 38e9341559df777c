//! The frame around every page: head, header with tabs, breadcrumbs, footer.

use madang_words::Language;
use maud::{DOCTYPE, Markup, html};

use crate::frame::assets;
use crate::frame::format::{self, ZONE};
use crate::frame::language;
use crate::frame::ui::{Ui, step};

/// A tab of the header: a feature's first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its address without language.
    pub path: &'static str,
    /// The key of its name.
    pub key: &'static str,
}

/// A step of the breadcrumbs: the page's address without language, and its name.
pub type Crumb = (String, Markup);

/// The last step: the page itself, where its title is too long for that.
pub fn here(name: Markup) -> Crumb {
    (String::new(), name)
}

/// A page, ready for its frame.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its title, for the browser's tab; the portal's name is added.
    pub title: String,
    /// One sentence about it, for search engines and previews.
    pub description: String,
    /// The tab it belongs to; the home page belongs to none.
    pub tab: Option<Tab>,
    /// The pages above it, without home; last [`here`], or the title stands for it.
    pub crumbs: Vec<Crumb>,
    /// Its content, with exactly one `h1`.
    pub content: Markup,
}

/// A page's title out of the parts that tell it from others; empty ones are left out.
pub fn title_of(parts: &[String]) -> String {
    let said = parts.iter().filter(|part| !part.is_empty());
    let said: Vec<&str> = said.map(String::as_str).collect();
    said.join(" · ")
}

/// What was searched for, as a part of a title; nothing where nothing was.
pub fn quoted(search: &str) -> String {
    match search {
        "" => String::new(),
        search => format!("“{search}”"),
    }
}

/// The whole document.
pub fn document(ui: &Ui, page: &Page) -> Markup {
    let site = ui.site_title();
    let title = format!("{} | {site}", page.title);
    html! {
        (DOCTYPE)
        html lang=(ui.lang.tag()) {
            head {
                meta charset="utf-8";
                title { (title) }
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content=(page.description);
                meta property="og:type" content="website";
                meta property="og:site_name" content=(site);
                meta property="og:title" content=(page.title);
                meta property="og:description" content=(page.description);
                meta property="og:url" content=(ui.absolute(&canonical(ui, ui.lang)));
                meta property="og:locale" content=(language::locale(ui.lang));
                meta property="og:image" content=(ui.absolute(&assets::preview_href()));
                meta property="og:image:width" content=(assets::PREVIEW_SIZE.0);
                meta property="og:image:height" content=(assets::PREVIEW_SIZE.1);
                meta property="og:image:alt" content=(site);
                meta name="twitter:card" content="summary_large_image";
                link rel="canonical" href=(ui.absolute(&canonical(ui, ui.lang)));
                link rel="stylesheet" href=(assets::style_href());
                link rel="icon" type="image/svg+xml" href=(assets::icon_href());
                @for lang in Language::SPOKEN {
                    link rel="alternate" hreflang=(lang.tag()) href=(ui.absolute(&canonical(ui, lang)));
                }
                link rel="alternate" hreflang="x-default" href=(ui.absolute(&ui.path));
                @if let Some(feed) = &ui.feed {
                    link rel="alternate" type="application/atom+xml" title=(ui.t("following-feed-of")) href=(ui.href(feed));
                }
                link rel="alternate" type="application/atom+xml" title=(ui.t("record-feed-title")) href=(ui.href(ui.site.feed));
            }
            body {
                a.skip href="#main" { (ui.t("skip-to-content")) }
                (header(ui, page, &site))
                (print_head(ui, &title))
                div.frame {
                    (breadcrumbs(ui, page))
                    @if let Some(reason) = &ui.read_only {
                        div.notice role="status" {
                            p { strong { (ui.t("read-only-title")) } " " (ui.t("read-only-text")) }
                            p { (reason.in_language(ui.lang)) }
                        }
                    }
                    main #main tabindex="-1" { (page.content) }
                }
                (footer(ui))
            }
        }
    }
}

/// What begins the line that stands on paper only; the guard leaves it out where it asks whether a page is the same.
pub const PRINT_HEAD: &str = "<p class=\"print-head\">";

/// What a page on paper must say of itself: title, address, when it was opened, and how far the record had come.
fn print_head(ui: &Ui, title: &str) -> Markup {
    let opened = format::date_time(ui.lang, &jiff::Timestamp::now().to_string(), ZONE);
    let mut said = vec![
        title.to_owned(),
        format!("{}{}", ui.site.base(), address(ui, ui.lang)),
        ui.tf("print-opened", &[("at", opened.into())]),
    ];
    if let Some(stands) = &ui.stands {
        let at = format::date_time(ui.lang, &stands.at, ZONE);
        let size = ui.number(stands.size);
        said.push(ui.tf(
            "print-record",
            &[
                ("origin", ui.site.origin.as_str().into()),
                ("size", size.into()),
                ("at", at.into()),
            ],
        ));
    }
    html! { p.print-head { (said.join(" · ")) } }
}

/// This page's address in a language, with its query.
fn address(ui: &Ui, lang: Language) -> String {
    let query = if ui.query.is_empty() {
        String::new()
    } else {
        format!("?{}", ui.query)
    };
    format!("/{}{}{query}", lang.tag(), ui.path)
}

/// The address that a page which stands under two is known by.
fn canonical(ui: &Ui, lang: Language) -> String {
    match &ui.canonical {
        Some(path) => format!("/{}{path}", lang.tag()),
        None => address(ui, lang),
    }
}

fn header(ui: &Ui, page: &Page, site: &str) -> Markup {
    let other = language::other(ui.lang);
    let back = if ui.query.is_empty() {
        ui.path.clone()
    } else {
        format!("{}?{}", ui.path, ui.query)
    };
    html! {
        header.site-header {
            @if let Some(official) = &ui.operator().official {
                div.official { div.frame { p.words { (ui.words(official)) } } }
            }
            div.frame {
                div.site-line {
                    div.site-who {
                        a.site-name href=(ui.href("/")) { (site) }
                        // Whose portal it is; at length at the foot of the page.
                        @if let Some(name) = &ui.operator().name { span.site-operator.words { (ui.words(name)) } }
                    }
                    @if let Some(account) = ui.site.account { a.own href=(ui.href(account)) { (ui.t("nav-account")) } }
                    a hreflang=(other.tag()) lang=(other.tag())
                        href={ "/language/" (other.tag()) "?page=" (step(&back)) } { (ui.t("other-language")) }
                }
                nav.site-nav aria-label=(ui.t("nav-label")) {
                    ul {
                        @for tab in ui.site.tabs {
                            @let here = page.tab == Some(*tab);
                            li {
                                a href=(ui.href(tab.path)) aria-current=[here.then_some(if ui.path == tab.path { "page" } else { "true" })] {
                                    (ui.t(tab.key))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn breadcrumbs(ui: &Ui, page: &Page) -> Markup {
    html! {
        @if page.tab.is_some() {
            nav.breadcrumbs aria-label=(ui.t("breadcrumbs-label")) {
                ol {
                    li { a href=(ui.href("/")) { (ui.t("nav-home")) } }
                    @for (path, name) in page.crumbs.iter().filter(|(path, _)| !path.is_empty()) {
                        li { a href=(ui.href(path)) { (name) } }
                    }
                    li.here aria-current="page" {
                        @match page.crumbs.last().filter(|(path, _)| path.is_empty()) {
                            Some((_, name)) => (name),
                            None => (page.title),
                        }
                    }
                }
            }
        }
    }
}

/// Who runs the site, where they say so.
fn operator(ui: &Ui) -> Markup {
    let operator = ui.operator();
    html! {
        @if let Some(name) = &operator.name {
            p.operator {
                strong.words { (ui.words(name)) }
                @if let Some(email) = &operator.email { " · " a href={ "mailto:" (email) } { (email) } }
                @if let Some(phone) = &operator.phone { " · " (phone) }
            }
        }
        @let feedback = operator.contact.clone().or_else(|| operator.email.as_ref().map(|email| format!("mailto:{email}")));
        @if feedback.is_some() || operator.privacy.is_some() || operator.accessibility.is_some() || operator.licence.is_some() {
            ul {
                @if let Some(feedback) = &feedback { li { a href=(feedback) rel="noopener" { (ui.t("footer-feedback")) } } }
                @if let Some(privacy) = &operator.privacy { li { a href=(privacy) rel="noopener" { strong { (ui.t("footer-privacy")) } } } }
                @if let Some(accessibility) = &operator.accessibility { li { a href=(accessibility) rel="noopener" { (ui.t("footer-accessibility")) } } }
                @if let Some(licence) = &operator.licence {
                    li {
                        (ui.t("footer-licence")) " "
                        @match &licence.url { Some(url) => a href=(url) rel="license noopener" { (ui.words(&licence.name)) }, None => (ui.words(&licence.name)) }
                    }
                }
            }
        }
    }
}

fn footer(ui: &Ui) -> Markup {
    html! {
        footer.site-footer {
            div.frame {
                (operator(ui))
                p { (ui.t("footer-promise")) }
                ul {
                    @for link in ui.site.footer {
                        li { a href=(if link.in_language { ui.href(link.path) } else { link.path.to_owned() }) { (ui.t(link.key)) } }
                    }
                }
                p.muted { (ui.tf("footer-software", &[("version", env!("CARGO_PKG_VERSION").into())])) }
            }
        }
    }
}
