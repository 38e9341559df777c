//! Every form is on a page that somebody who may use it comes to by links alone, from the home page, their own page, what was mailed
//! to them and what is printed on a slip. The forms are those of the portal's own list of addresses: a new one that no page leads to
//! is found here without being named.

use std::collections::BTreeSet;

use madang_accounts::{Identity, OnRoll, Scope};
use madang_fixtures::{
    Device, INSTITUTION, Programme, answered, approval, card_receipts, cheapest_first, english,
    in_days, minutes, registrant, voice, workshop,
};
use madang_programme::answers::Disposition;
use madang_programme::bodies::{AppointMember, BodyKind, MemberAppointed, MemberClass, Person};
use madang_programme::consultations::{Comes, Plan, Registration};
use madang_programme::content::{ContentRestricted, Ground};
use madang_programme::design::{DesignPhase, DesignProcess};
use madang_programme::people::Granted;
use madang_programme::votes::roll::leaf;
use madang_programme::votes::{RollClosed, RollSource, VoteScheduled};
use madang_programme::{Command, Role};
use madang_record::Visibility;
use madang_record::time::{format_at, parse_at};
use scraper::{ElementRef, Html};

use super::proposing::{author, proposing, submit, whole};
use super::providing::named;
use super::reached::holder;
use super::serving::decided;
use super::{Browser, KIM, LEE, MINUTE, ORIGIN, P, Yard, leads, say};
use crate::common;
use crate::sight::{all, words};
use crate::walked::{forms, pattern_of, through};

/// The root of a roll that people are put on.
const ROOT: &str = "0f0e0d0c0b0a09080706050403020100f0e0d0c0b0a090807060504030201000";

/// Forms of portals whose operator names a provider by which people sign in (`providing/` goes through them).
const ELSEWHERE: [&str; 2] = ["/account/provider", "/account/provider/remove"];

/// The forms that stand on a page, and what its script sends.
fn forms_on(html: &str) -> BTreeSet<&'static str> {
    let page = Html::parse_document(html);
    let is_sent = |form: &ElementRef<'_>| {
        let posts = form.attr("method") == Some("post");
        posts || !all_in(form, "[formmethod=post]").is_empty()
    };
    let sent = all(&page, "form[action]").into_iter().filter(is_sent);
    let sent = sent.filter_map(|form| form.attr("action").map(str::to_owned));
    let by_script = all(&page, "[data-begin]").into_iter().flat_map(|part| {
        let of = |name| part.attr(name).unwrap_or_default().to_owned();
        [of("data-begin"), of("data-finish")]
    });
    let addresses = sent.chain(by_script);
    addresses.filter_map(|at| pattern_of(&at)).collect()
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
    let yard = met(proposing().await).await;
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
    let at = |time: &str| format!("{}T{time}:00.000Z", in_days(21));
    let since = parse_at(&store.now()).unwrap() - 3_600_000;
    let announced = Plan {
        registration: Some(Registration {
            from: format_at(since).unwrap(),
            to: at("00:00"),
            capacity: Some(1),
        }),
        ..workshop(&at("05:00"), &at("09:00"))
    };
    let steps = vec![
        P.need("m", english("Papers")),
        P.change_need("n", &["1", "2"], &[]),
        answered(P.answer(voice("1"), Disposition::Adopted)),
        P.announce("1", announced),
        P.issue_cards("1", &card_receipts(store.origin(), P.0, 3)),
    ];
    common::submit(store, steps).await;
    common::submit(store, governed(&store.now())).await;
    served(&yard).await;
    balloting(&yard).await;
    super::scoring::scored(&yard, Programme("scored"), &[KIM]).await;
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

/// The same after a workshop was held, of which minutes are drafted, and a correction is asked for.
async fn met(yard: Yard) -> Yard {
    let at = |time: &str| format!("{}T{time}:00.000Z", in_days(8));
    let past = workshop(&at("05:00"), &at("09:00"));
    common::submit(&yard.portal.store, vec![P.announce("met", past)]).await;
    let yard = yard.later(24 * 9).await;
    let (began, ended) = (at("05:05"), at("08:50"));
    let lead = (Role::Facilitator, "demo");
    let comes = Comes::WalkIn(registrant(31), None);
    submit(&yard, lead, P.check_in("met", comes)).await;
    submit(&yard, lead, P.hold("met", &began, &ended)).await;
    let draft = P.draft_minutes("met", None, minutes(&began, &ended));
    submit(&yard, lead, draft).await;
    let drafted = yard.portal.store.with_state(|state| {
        let known = state.consultation(P.0, "met").unwrap();
        known.minutes.draft().unwrap()
    });
    let drafted = drafted.await.unwrap();
    submit(&yard, lead, P.ask_correction("met", drafted, 31)).await;
    yard
}

/// Another programme, in which two proposals are selected and one is developed, with a milestone that is to be reached.
async fn served(yard: &Yard) {
    let of = Programme("served");
    // The commitment is there.
    let mut begun = of.begun().split_off(1);
    begun.push(of.institution(INSTITUTION, "Interior"));
    begun.push(of.propose("1", 1_000, english("A night bus")));
    begun.push(of.propose("2", 1_000, english("Bright stops")));
    let store = &yard.portal.store;
    common::submit(store, begun).await;
    decided(yard, of, "1").await;
    let mut steps = vec![
        of.start_service("1", "1"),
        of.set_milestone("1", 1, &in_days(40)),
    ];
    // Of one design a phase is open, and of another it can begin.
    steps.extend(of.task_force());
    steps.push(of.fix_process("1", DesignProcess::Kr5, None));
    steps.push(of.start_phase("1", DesignPhase::Understand));
    steps.push(of.fix_process("2", DesignProcess::Dd4, Some("1")));
    common::submit(store, steps).await;
}

/// Another programme, whose vote is open and has a roll.
async fn balloting(yard: &Yard) {
    let of = Programme("balloting");
    let mut begun = of.begun().split_off(1);
    begun.push(of.propose("1", 1_000, english("A night bus")));
    begun.push(of.propose("2", 1_000, english("Bright stops")));
    begun.push(of.fix_rule("rule", cheapest_first(500), None));
    begun.push(Command::plain(RollClosed {
        programme: of.0.to_owned(),
        vote: "vote".to_owned(),
        size: 1,
        root: ROOT.to_owned(),
        source: RollSource::Accounts,
        replaces: None,
    }));
    begun.push(of.open_vote("vote", "rule", approval()));
    common::submit(&yard.portal.store, begun).await;
}

/// Puts somebody on the roll, as if they had come with their identity at a provider that there was.
async fn on_the_roll(yard: &Yard, address: &str) {
    let issuer = "https://id.example.org";
    let accounts = yard.accounts.clone().with_provider(Some(named(issuer)));
    let account = yard.account(address).await;
    let identity = Identity {
        issuer: issuer.to_owned(),
        subject: "lee".to_owned(),
        address: None,
    };
    accounts.add_identity(account, &identity).await.unwrap();
    let vote = Scope::Vote("balloting/vote".to_owned());
    let salt = accounts.roll_salt("roll").await.unwrap();
    let leaves = [leaf(&salt, "lee").unwrap()];
    let kept = accounts.keep_roll((ROOT, &vote), &salt, &leaves);
    kept.await.unwrap();
    let stands = accounts.on_roll((ROOT, &vote), account, leaf).await;
    assert!(matches!(stands.unwrap(), OnRoll::Voter(_)));
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
        (
            "/en/programmes/p/consultations/1/register",
            [("name", "Lee"), ("contact", LEE)],
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
    on_the_roll(yard, LEE).await;
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

/// A portal with something of everything on its record, and those who come to its pages.
pub struct Peopled {
    pub yard: Yard,
    /// Whoever holds a role, and whoever holds none.
    people: Vec<Browser>,
    /// Somebody who does not have their passkey any more.
    lost: Browser,
    /// What was mailed to somebody, and what is printed on a slip.
    told: Vec<String>,
}

impl Peopled {
    /// Whether whoever has the cookie holds a role: all but the first two.
    pub fn holds_a_role(&self, cookie: Option<&str>) -> bool {
        let mut office = self.people[2..].iter();
        cookie.is_some() && office.any(|browser| browser.cookie.as_deref() == cookie)
    }

    /// Who goes through the pages of a language, by their cookie, and from where.
    pub fn walks(&self, language: &str) -> Vec<(Option<&str>, Vec<String>)> {
        let at = |address: &str| address.replacen("/en", &format!("/{language}"), 1);
        let mut told: Vec<String> = self.told.iter().map(|address| at(address)).collect();
        told.push(at("/en/"));
        let home = vec![at("/en/"), at("/en/account")];
        let people = self.people.iter().chain([&self.lost]);
        let people = people.map(|browser| (browser.cookie.as_deref(), home.clone()));
        [(None, told)].into_iter().chain(people).collect()
    }
}

pub async fn peopled() -> Peopled {
    let (yard, mut kim) = filled_record().await;
    let lee = settled(&yard).await;
    // A version that is not the newest any more.
    let mut revised = whole("Night buses on Fridays", "second");
    revised.push(("base", "1"));
    leads(
        &kim.post(&yard, "/en/programmes/p/proposals/1/revise", &revised)
            .await,
    );
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
    let mut told = mailed(&yard, LEE).await;
    let (one, all_of_it) = ([Some("p"), Some(INSTITUTION)], [Some("p"), None]);
    let mut official = holder(&yard, "official", Granted::Official, [None, None]).await;
    told.push(slip(&yard, &mut official).await);
    // Something is saved for later.
    let typed = [
        ("title", "Later buses"),
        ("key", "k"),
        ("saves", "1"),
        ("save", "1"),
    ];
    leads(
        &official
            .post(&yard, "/en/programmes/p/needs/new", &typed)
            .await,
    );
    let mut people = vec![kim, lee, official];
    for (name, role, of) in [
        ("answering", Granted::Official, one),
        ("whole", Granted::Official, all_of_it),
        ("facilitator", Granted::Facilitator, all_of_it),
        ("manager", Granted::Administrator, [None, None]),
        ("reviewer", Granted::Reviewer, [None, None]),
    ] {
        people.push(holder(&yard, name, role, of).await);
    }
    Peopled {
        yard,
        people,
        lost,
        told,
    }
}

#[tokio::test]
async fn every_form_is_on_a_page_that_somebody_comes_to() {
    let mut peopled = peopled().await;
    let portal = &peopled.yard.portal;
    let forms = forms(portal).await;
    for known in ELSEWHERE {
        assert!(forms.contains(known), "{known} is no form any more");
    }
    let mut found = BTreeSet::new();
    for (cookie, from) in peopled.walks("en") {
        for met in through(portal, cookie, &from).await {
            found.extend(forms_on(&met.html));
        }
    }
    let stopped = peopled
        .lost
        .post(&peopled.yard, "/en/account/recovery", &[])
        .await;
    leads(&stopped);
    let home = ["/en/account".to_owned()];
    for met in through(portal, peopled.lost.cookie.as_deref(), &home).await {
        found.extend(forms_on(&met.html));
    }
    let lonely = forms.difference(&found);
    let lonely: Vec<_> = lonely.filter(|form| !ELSEWHERE.contains(form)).collect();
    assert!(lonely.is_empty(), "no page leads to {lonely:?}");
    // A form that is on a page is answered: else whoever looks for forms has lost some, and asks nothing of them.
    let unanswered: Vec<_> = found.difference(&forms).collect();
    assert!(unanswered.is_empty(), "nobody answers {unanswered:?}");
}
