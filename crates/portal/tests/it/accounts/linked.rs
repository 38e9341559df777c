//! Every form is on a page that somebody who may use it comes to by links alone, from the home page, their own page, what was mailed
//! to them and what is printed on a slip. The forms are those of the portal's own list of addresses: a new one that no page leads to
//! is found here without being named.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use madang_fixtures::{Device, INSTITUTION, answered, cheapest_first, english, voice};
use madang_programme::Command;
use madang_programme::answers::Disposition;
use madang_programme::bodies::{AppointMember, BodyKind, MemberAppointed, MemberClass, Person};
use madang_programme::content::{ContentRestricted, Ground};
use madang_programme::people::Granted;
use madang_programme::votes::VoteScheduled;
use madang_record::Visibility;
use madang_record::time::{format_at, parse_at};
use scraper::{ElementRef, Html};

use super::proposing::{author, proposing};
use super::reached::holder;
use super::{Browser, KIM, LEE, MINUTE, ORIGIN, P, Yard, leads, say};
use crate::common;
use crate::sight::{all, words};

/// Forms of portals whose operator names a provider by which people sign in (`providing/` goes through them).
const ELSEWHERE: [&str; 2] = ["/account/provider", "/account/provider/remove"];

/// Of pages that are alike, how many are asked in all.
const MOST_ALIKE: usize = 10;

/// An address with something in its placeholders.
fn filled(pattern: &str) -> String {
    let steps = pattern.split('/');
    let steps = steps.map(|step| if step.starts_with('{') { "1" } else { step });
    format!("/en{}", steps.collect::<Vec<_>>().join("/"))
}

/// The addresses that take forms.
async fn forms(yard: &Yard, pages: &[&'static str]) -> BTreeSet<&'static str> {
    let mut forms = BTreeSet::new();
    for pattern in pages {
        let request = Request::post(filled(pattern)).body(Body::empty()).unwrap();
        let answer = yard.portal.request(request).await;
        if answer.status != StatusCode::METHOD_NOT_ALLOWED {
            forms.insert(*pattern);
        }
    }
    forms
}

/// The pattern of an address: of several the one that says most.
fn pattern_of(pages: &[&'static str], address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("/en")?;
    let fits = |pattern: &&&'static str| {
        let (mut own, mut of) = (path.split('/'), pattern.split('/'));
        loop {
            match (own.next(), of.next()) {
                (None, None) => return true,
                (Some(step), Some(wanted)) if wanted.starts_with('{') && !step.is_empty() => {}
                (Some(step), Some(wanted)) if step == wanted => {}
                _ => return false,
            }
        }
    };
    let fitting = pages.iter().filter(fits);
    let exact = |pattern: &&&str| {
        pattern
            .split('/')
            .filter(|step| !step.starts_with('{'))
            .count()
    };
    fitting.max_by_key(exact).copied()
}

/// Where the pages of a walk lead, and which forms stand on them.
struct Walk<'a> {
    yard: &'a Yard,
    pages: &'a [&'static str],
    found: BTreeSet<&'static str>,
}

impl Walk<'_> {
    /// Goes through every page that somebody comes to from some addresses, as whoever has the cookie.
    async fn through(&mut self, browser: &Browser, from: &[&str]) {
        let mut left: Vec<String> = from.iter().map(|address| (*address).to_owned()).collect();
        let mut seen: BTreeSet<String> = left.iter().cloned().collect();
        let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
        while let Some(address) = left.pop() {
            let mut request = Request::get(&address);
            if let Some(cookie) = &browser.cookie {
                request = request.header("cookie", cookie);
            }
            let request = request.body(Body::empty()).unwrap();
            let answer = self.yard.portal.request(request).await;
            // Of the links that were mailed some are used, and some too old. What is shown to others is refused here, and counts not.
            let may_be_gone =
                from.contains(&address.as_str()) || answer.status == StatusCode::FORBIDDEN;
            assert!(
                answer.status == StatusCode::OK || answer.status.is_redirection() || may_be_gone,
                "{address}: {}",
                answer.status
            );
            let is_page = answer.status == StatusCode::OK
                && answer.header("content-type").starts_with("text/html");
            if !is_page {
                continue;
            }
            let page = Html::parse_document(&answer.text());
            self.note(&page);
            for link in all(&page, "a[href]") {
                let href = link.attr("href").unwrap_or_default();
                let href = href.split('#').next().unwrap_or_default();
                let Some(pattern) = pattern_of(self.pages, href) else {
                    continue;
                };
                let asked = alike.entry(pattern).or_default();
                if *asked < MOST_ALIKE && seen.insert(href.to_owned()) {
                    *asked += 1;
                    left.push(href.to_owned());
                }
            }
        }
    }

    /// Notes the forms of a page, and what its script sends.
    fn note(&mut self, page: &Html) {
        let is_sent = |form: &ElementRef<'_>| {
            let posts = form.attr("method") == Some("post");
            posts || !all_in(form, "[formmethod=post]").is_empty()
        };
        let sent = all(page, "form[action]").into_iter().filter(is_sent);
        let sent = sent.filter_map(|form| form.attr("action").map(str::to_owned));
        let by_script = all(page, "[data-begin]").into_iter().flat_map(|part| {
            let of = |name| part.attr(name).unwrap_or_default().to_owned();
            [of("data-begin"), of("data-finish")]
        });
        for address in sent.chain(by_script) {
            self.found.extend(pattern_of(self.pages, &address));
        }
    }
}

fn all_in<'a>(of: &ElementRef<'a>, which: &str) -> Vec<ElementRef<'a>> {
    let which = scraper::Selector::parse(which).unwrap();
    of.select(&which).collect()
}

/// The addresses that were mailed to somebody, in English.
async fn mailed(yard: &Yard, address: &str) -> Vec<String> {
    let mails = yard.mail(address).await.into_iter();
    let words = mails.flat_map(|(_, plain)| {
        let words = plain.split_whitespace().map(str::to_owned);
        words.collect::<Vec<_>>()
    });
    let own = words.filter_map(|word| word.strip_prefix(ORIGIN).map(str::to_owned));
    own.map(|path| path.replace("/ko/", "/en/")).collect()
}

/// A programme in which there is something of everything that a form is about, some of it hidden until a day that comes soon.
async fn filled_record() -> (Yard, Browser) {
    let yard = proposing().await;
    let kim = author(&yard).await;
    let mut entries = Vec::new();
    for words in [
        "막차가 너무 일찍 떠납니다",
        "서류를 두 번 냅니다",
        "가려질 말입니다",
    ] {
        entries.push(say(&yard, KIM, words).await);
    }
    let store = &yard.portal.store;
    let steps = vec![
        P.need("m", english("Papers")),
        P.change_need("n", &["1", "2"], &[]),
        answered(P.answer(voice("1"), Disposition::Adopted)),
    ];
    common::submit(store, steps).await;
    common::submit(store, governed(&store.now())).await;
    let today: jiff::civil::Date = store.now()[..10].parse().unwrap();
    let restricted = ContentRestricted {
        entry: entries[2],
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: today.saturating_add(jiff::ToSpan::days(3)).to_string(),
    };
    common::submit(store, vec![Command::plain(restricted)]).await;
    (yard, kim)
}

/// A body with a member, and a vote that is announced.
fn governed(now: &str) -> Vec<Command> {
    let now = parse_at(now).unwrap();
    let at = |hours: u64| format_at(now + hours * 3_600_000).unwrap();
    let person = Person {
        post: english("Budget expert"),
        name: None,
        interests: None,
    };
    let member = AppointMember {
        facts: MemberAppointed {
            programme: P.0.to_owned(),
            body: "panel".to_owned(),
            member: "member-a".to_owned(),
            class: MemberClass::Expert,
        },
        person: Some((Box::new(person), Visibility::Public)),
    };
    let vote = VoteScheduled {
        programme: P.0.to_owned(),
        vote: "vote".to_owned(),
        title: english("The vote"),
        opens_at: at(2),
        closes_at: at(48),
    };
    vec![
        P.establish("panel", BodyKind::ExpertPanel, english("Panel")),
        member.into(),
        P.fix_rule("rule", cheapest_first(500), None),
        Command::plain(vote),
    ]
}

/// Somebody with two addresses, a passkey and something that they follow and endorse.
async fn settled(yard: &Yard) -> Browser {
    let mut lee = Browser {
        network: "192.0.2.250",
        ..Browser::registered(yard, LEE).await
    };
    for (address, fields) in [
        (
            "/en/account/following",
            [("subject", "voice:p/2"), ("key", "f")],
        ),
        (
            "/en/programmes/p/proposals/1/endorse",
            [("version", "1"), ("key", "e")],
        ),
    ] {
        leads(&lee.post(yard, address, &fields).await);
    }
    let second = "second@example.org";
    lee.post(yard, "/en/account/addresses", &[("address", second)])
        .await;
    lee.follow(yard, second).await;
    assert_eq!(
        lee.add(yard, &mut Device::new(ORIGIN, 3)).await,
        "/en/account"
    );
    lee
}

/// The address of a slip that an official printed.
async fn slip(yard: &Yard, official: &mut Browser) -> String {
    let enter = "/en/programmes/p/enter";
    let page = Html::parse_document(&official.get(yard, enter).await.text());
    let code = all(&page, "input[name=code]")[0].attr("value").unwrap();
    let fields = [
        ("key", code),
        ("code", code),
        ("channel", "phone"),
        ("text", "전화로 말합니다"),
        ("step", "send"),
    ];
    let page = official.post(yard, enter, &fields).await;
    let page = Html::parse_document(&page.text());
    let shown = words(all(&page, ".slip .address")[0]);
    let path = shown.strip_prefix(ORIGIN).unwrap();
    format!("/en{path}")
}

#[tokio::test]
async fn every_form_is_on_a_page_that_somebody_comes_to() {
    let (yard, mut kim) = filled_record().await;
    let pages = madang_portal::page_addresses();
    let forms = forms(&yard, &pages).await;
    assert!(forms.len() > 50, "{forms:?}");
    for known in ELSEWHERE {
        assert!(forms.contains(known), "{known} is no form any more");
    }
    let lee = settled(&yard).await;
    // What is followed is told by mail, with the way out of it; and somebody has a link that they did not use yet.
    let given = answered(P.answer_now(voice("2"), Disposition::Adopted));
    common::submit(&yard.portal.store, vec![given]).await;
    yard.wait(24 * 60 * MINUTE);
    assert!(yard.telling.once().await);
    let again = [("address", LEE)];
    let mut lost = Browser::default();
    lost.post(&yard, "/en/account/mail", &again).await;
    lost.follow(&yard, LEE).await;
    lost.post(&yard, "/en/account/mail", &again).await;
    // Whoever erases themselves has shown just now who they are.
    kim.post(&yard, "/en/account/mail", &[("address", KIM)])
        .await;
    kim.follow(&yard, KIM).await;
    let mailed = mailed(&yard, LEE).await;
    let mailed: Vec<&str> = mailed.iter().map(String::as_str).collect();
    let of_one = [Some("p"), Some(INSTITUTION)];
    let mut official = holder(&yard, "official", Granted::Official, [None, None]).await;
    let people = [
        holder(&yard, "answering", Granted::Official, of_one).await,
        holder(&yard, "whole", Granted::Official, [Some("p"), None]).await,
        holder(
            &yard,
            "facilitator",
            Granted::Facilitator,
            [Some("p"), None],
        )
        .await,
        holder(&yard, "manager", Granted::Administrator, [None, None]).await,
        holder(&yard, "reviewer", Granted::Reviewer, [None, None]).await,
    ];
    let slip = slip(&yard, &mut official).await;
    let mut walk = Walk {
        yard: &yard,
        pages: &pages,
        found: BTreeSet::new(),
    };
    let home = ["/en/", "/en/account"];
    let mut from = vec!["/en/", slip.as_str()];
    from.extend(&mailed);
    walk.through(&Browser::default(), &from).await;
    for browser in people.iter().chain([&kim, &lee, &lost, &official]) {
        walk.through(browser, &home).await;
    }
    leads(&lost.post(&yard, "/en/account/recovery", &[]).await);
    walk.through(&lost, &home).await;
    let found = &walk.found;
    let lonely = forms.iter().filter(|form| !found.contains(*form));
    let lonely: Vec<_> = lonely.filter(|form| !ELSEWHERE.contains(form)).collect();
    assert!(lonely.is_empty(), "no page leads to {lonely:?}");
}
