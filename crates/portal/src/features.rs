//! The features of the portal, each named once. Nothing here is of use to a feature.

use std::sync::LazyLock;

use axum::Router;
use axum::routing::MethodRouter;
use utoipa_axum::router::OpenApiRouter;

use crate::frame::app::App;
use crate::frame::layout::Tab;
use crate::frame::options::PortalOptions;
use crate::frame::server::{self, Features};
use crate::frame::ui::FooterLink;
use crate::{
    about, accounts, answers, bodies, commitments, consultations, data, design, desk, following,
    home, imports, needs, openness, people, programmes, proposals, record, scoring, search,
    services, trace, voices, votes,
};

/// The portal over a store, as a router that any axum server runs.
pub fn router(options: PortalOptions) -> Router {
    server::router(
        options,
        Features {
            home: home::routes::home,
            pages: pages(),
            api: api(),
            files: record::tiles::routes()
                .merge(about::routes::files())
                .merge(home::sitemap::files())
                .merge(data::routes::files())
                .merge(voices::routes::files()),
            plain: PLAIN,
            uploads: UPLOADS,
            tabs: TABS,
            footer: FOOTER,
            feed: record::links::FEED,
            search: search::links::SEARCH,
            account: accounts::links::ACCOUNT,
            sign_in: accounts::links::SIGN_IN,
            people: people::links::PEOPLE,
            desk: desk::links::DESK,
            following: following::links::FOLLOWING,
            unfollow: following::links::END,
            said: voices::links::OWN,
            saved: accounts::links::SAVED,
        },
    )
}

/// The pages: address without its language, handler.
fn pages() -> Vec<(&'static str, MethodRouter<App>)> {
    [
        programmes::routes::routes(),
        bodies::routes::routes(),
        voices::routes::routes(),
        needs::routes::routes(),
        consultations::routes::routes(),
        proposals::routes::routes(),
        votes::routes::routes(),
        scoring::routes::routes(),
        answers::routes::routes(),
        services::routes::routes(),
        design::routes::routes(),
        imports::routes::routes(),
        openness::routes::routes(),
        commitments::routes::routes(),
        record::routes::routes(),
        trace::routes::routes(),
        data::routes::routes(),
        search::routes::routes(),
        about::routes::routes(),
        accounts::routes::routes(),
        people::routes::routes(),
        desk::routes::routes(),
        following::routes::routes(),
    ]
    .concat()
}

/// The addresses of the API, below its base.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(programmes::api::api())
        .merge(bodies::api::api())
        .merge(voices::api::api())
        .merge(needs::api::api())
        .merge(consultations::api::api())
        .merge(proposals::api::api())
        .merge(votes::api::api())
        .merge(scoring::api::api())
        .merge(answers::api::api())
        .merge(services::api::api())
        .merge(design::api::api())
        .merge(openness::api::api())
        .merge(commitments::api::api())
        .merge(record::api::api())
        .merge(trace::api::api())
        .merge(about::api::api())
}

/// Forms that may have files, without their language.
const UPLOADS: &[&str] = &[
    voices::links::SPEAK,
    voices::links::ENTER,
    voices::links::ACTS,
    voices::links::RECEIPT,
    imports::links::IMPORT,
    votes::links::ROLL,
];

/// The tabs of the header, in their order.
const TABS: &[Tab] = &[
    programmes::links::TAB,
    commitments::links::TAB,
    record::links::TAB,
    data::links::TAB,
];

/// Addresses for programs: of the record, and of what the portal says about itself.
const PLAIN: &[&[&str]] = &[
    record::links::FILES,
    about::links::FILES,
    home::links::FILES,
    data::links::FILES,
    voices::links::FILES,
];

/// The links of the footer, in their order.
const FOOTER: &[FooterLink] = &[
    search::links::SEARCH_LINK,
    record::links::FIND_LINK,
    voices::links::SLIP_LINK,
    record::links::VERIFY_LINK,
    data::links::API_LINK,
    record::links::FEED_LINK,
    record::links::CHECKPOINT_LINK,
    about::links::ABOUT_LINK,
];

static ADDRESSES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| pages().into_iter().map(|(address, _)| address).collect());

/// The addresses of the pages, without their language: for tests that ask every one of them.
#[doc(hidden)]
pub fn page_addresses() -> &'static [&'static str] {
    &ADDRESSES
}

/// Which of these a path without its language is of: of several the one that says most. For tests as well.
#[doc(hidden)]
pub fn page_address_of(path: &str) -> Option<&'static str> {
    let fits = |address: &&&'static str| {
        let (mut own, mut of) = (path.split('/'), address.split('/'));
        loop {
            match (own.next(), of.next()) {
                (None, None) => return true,
                (Some(step), Some(wanted)) if wanted.starts_with('{') && !step.is_empty() => {}
                (Some(step), Some(wanted)) if step == wanted => {}
                _ => return false,
            }
        }
    };
    let exact = |address: &&&str| {
        let steps = address.split('/');
        steps.filter(|step| !step.starts_with('{')).count()
    };
    ADDRESSES.iter().filter(fits).max_by_key(exact).copied()
}
