//! The list of a programme's proposals: search, filter, order, pages.

use madang_words::shortened;
use maud::{Markup, html};

use crate::frame::form::{self, Choice, Field, PAGE, SEARCH, error_summary, search_field, select};
use crate::frame::layout::{Page, here, quoted, title_of};
use crate::frame::parts::{TabLink, example_notice, pager, tabs};
use crate::frame::query::{self, Query};
use crate::frame::ui::Ui;
use crate::imports::links as imports;
use crate::model::{
    Page as ListPage, ProgrammeDetail, ProposalDetail, ProposalFilter, ProposalOrder,
    ProposalState, Stage,
};
use crate::programmes::labels::{AUDIENCE, GROUP, plain_title, stages};
use crate::programmes::links::{Section, TAB, crumbs, programme_tabs};
use crate::proposals::fared::AllFared;
use crate::proposals::labels::{self, ORDERS, STATE, proposal_title};
use crate::proposals::links;
use crate::proposals::search::{self, Meant};
use crate::voices::labels::{ANSWER, answer_name, only_unanswered, unanswered, unanswered_field};
use crate::votes::labels::plain_group;

/// Proposals on a page.
pub const PER_PAGE: u64 = 24;

/// The last page that can be asked for: beyond it, searching is the better way.
const LAST_PAGE: u64 = 400;

/// In which order.
pub const ORDER: Field = Field {
    name: "order",
    label: "filter-order",
};

/// The order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// One that is kept.
    Kept(ProposalOrder),
    /// Most votes first.
    Votes,
    /// As they were selected.
    Selection,
}

/// The orders that a list of proposals may have: name in addresses, order. Those by the vote are there when it is decided.
fn orders(fared: bool) -> Vec<(&'static str, Order)> {
    let kept = ORDERS
        .iter()
        .map(|(name, order)| (*name, Order::Kept(*order)));
    let by_vote = [("selection", Order::Selection), ("votes", Order::Votes)];
    let by_vote = by_vote.into_iter().filter(|_| fared);
    kept.chain(by_vote).collect()
}

/// What was asked of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The filter for the store.
    pub filter: ProposalFilter,
    /// The order.
    pub order: Order,
    /// The page, from 1.
    pub page: u64,
}

impl Asked {
    /// Reads the query against the programme's own groups and audiences. What cannot be read is noted in the query's
    /// errors and left at its default. `fared` says whether there are orders by the vote.
    pub fn read(query: &mut Query, programme: &ProgrammeDetail, fared: bool) -> Asked {
        let groups = programme.groups.iter().map(|group| group.facts.id.as_str());
        let audiences = programme
            .groups
            .iter()
            .flat_map(|group| &group.audiences)
            .map(|a| a.id.as_str());
        let page = query.number(PAGE, 1..=LAST_PAGE, 1);
        let order = query.one_of(ORDER, orders(fared));
        let search = query.search(SEARCH);
        let order = order.unwrap_or(Order::Kept(ProposalOrder::usual(&search)));
        let filter = ProposalFilter {
            search,
            group: query
                .one_of(GROUP, groups.map(|id| (id, id)))
                .map(str::to_owned),
            audience: query
                .one_of(AUDIENCE, audiences.map(|id| (id, id)))
                .map(str::to_owned),
            state: query.one_of(STATE, ProposalState::ALL.map(|state| (state.name(), state))),
            unanswered: only_unanswered(query),
            order: match order {
                Order::Kept(order) => order,
                Order::Votes | Order::Selection => ProposalOrder::default(),
            },
            offset: (page - 1) * PER_PAGE,
            limit: PER_PAGE,
        };
        Asked {
            filter,
            order,
            page,
        }
    }

    /// The query string that asks the same, with another state and page.
    fn query(&self, state: Option<ProposalState>, page: u64) -> String {
        self.query_for(&self.filter.search, state, page)
    }

    /// The same with another search.
    fn query_for(&self, search: &str, state: Option<ProposalState>, page: u64) -> String {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        query::write(&[
            ("q", search),
            ("group", self.filter.group.as_deref().unwrap_or_default()),
            (
                "audience",
                self.filter.audience.as_deref().unwrap_or_default(),
            ),
            ("state", state.map_or("", ProposalState::name)),
            (ANSWER.name, answer_name(self.filter.unanswered)),
            ("order", self.order_name()),
            ("page", &page),
        ])
    }

    /// The order's name in addresses; empty where it is the usual one.
    fn order_name(&self) -> &'static str {
        if self.order == Order::Kept(ProposalOrder::usual(&self.filter.search)) {
            return "";
        }
        let mut known = orders(true).into_iter();
        known
            .find(|(_, order)| *order == self.order)
            .map_or("", |(name, _)| name)
    }

    /// Whether it asks for less than all of a state.
    pub fn narrows(&self) -> bool {
        let filter = &self.filter;
        let served = filter.group.is_some() || filter.audience.is_some();
        !filter.search.is_empty() || served || filter.unanswered
    }

    fn is_narrowed(&self) -> bool {
        self.narrows() || self.filter.state.is_some()
    }
}

/// What the page shows.
pub struct List<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// What was asked.
    pub asked: &'a Asked,
    /// What was wrong with it.
    pub errors: &'a [query::FieldError],
    /// The proposals.
    pub found: &'a ListPage<ProposalDetail>,
    /// How many of those asked for there are in each state, and whether there are more.
    pub counts: &'a [(ProposalState, u64, bool)],
    /// How they fared, once a vote is decided.
    pub fared: &'a AllFared,
    /// Whether they can be put in the order of that.
    pub orders_by_vote: bool,
    /// What else the search may have meant.
    pub meant: &'a Meant,
    /// Whether whoever reads calls for proposals.
    pub calls: bool,
}

/// The page.
pub fn view(ui: &Ui, list: &List<'_>) -> Page {
    let summary = &list.programme.summary;
    let base = links::list(&summary.facts.id);
    let href = |query: String| {
        if query.is_empty() {
            ui.href(&base)
        } else {
            format!("{}?{query}", ui.href(&base))
        }
    };
    let page = list.asked.page;
    let pages =
        (!list.found.more_than_total).then(|| list.found.total.div_ceil(PER_PAGE).min(LAST_PAGE));
    let followed = page < LAST_PAGE && list.found.is_followed(list.asked.filter.offset, PER_PAGE);
    // The search is the number of a proposal, which is shown: that its words are nowhere is no answer.
    let met = list.meant.proposal.is_some() && list.found.total == 0;
    let content = html! {
        (error_summary(ui, list.errors))
        h1 { (ui.t("proposals-title")) " " span.of.words { (plain_title(ui, summary)) } }
        @if summary.facts.example { (example_notice(ui)) }
        // Where everything is done the steps say nothing any more.
        @if summary.stage != Stage::Selection { (stages(ui, summary)) }
        (programme_tabs(ui, summary, Section::Proposals))
        @if list.calls {
            p { a.button.button-plain href=(ui.href(&links::call(&summary.facts.id))) { (ui.t("proposal-form-open-call")) } }
            p { a href=(ui.href(&imports::import(&summary.facts.id))) { (ui.t("imports-link")) } }
        }
        (filter_form(ui, list, &ui.href(&base)))
        (state_tabs(ui, list, &href))
        (search::section(ui, &summary.facts.id, list.meant, !list.asked.filter.search.is_empty() && list.found.total > 0, |near| {
            href(list.asked.query_for(near, list.asked.filter.state, 1))
        }))
        div.parts {
            p #page role="status" {
                @if met { (ui.t("proposals-found-number")) }
                @else if list.found.more_than_total { (ui.count("proposals-found-more", list.found.total)) }
                @else { (ui.count("proposals-found", list.found.total)) }
            }
            @if ui.site.account.is_some() {
                a href=(ui.href(&links::hand_in(&summary.facts.id, None))) rel="nofollow" { (ui.t("proposal-form-title")) }
            }
        }
        @if met {
            p { a href=(ui.href(&base)) { (ui.t("proposals-show-all")) } }
        } @else if list.found.items.is_empty() {
            div.empty {
                @if list.found.total > 0 {
                    p { (ui.t("proposals-past-last")) }
                    a href=(href(list.asked.query(list.asked.filter.state, 1))) { (ui.t("proposals-first-page")) }
                } @else {
                    p { (ui.t("proposals-none")) }
                    @if list.asked.is_narrowed() { a href=(ui.href(&base)) { (ui.t("proposals-show-all")) } }
                }
            }
        } @else {
            ul.cards { @for proposal in &list.found.items { li.card { (card(ui, list, proposal)) } } }
            (pager(ui, page, followed, pages, |page| href(list.asked.query(list.asked.filter.state, page))))
        }
        p.muted { a href=(ui.href(&links::feed(&summary.facts.id))) { (ui.t("proposals-feed")) } }
    };
    let mut above = crumbs(ui, summary);
    above.push(here(html! { (ui.t("proposals-title")) }));
    Page {
        title: title(ui, list),
        description: match met {
            true => ui.t("proposals-found-number"),
            false => ui.count("proposals-found", list.found.total),
        },
        tab: Some(TAB),
        crumbs: above,
        content,
    }
}

/// The title: what was searched for and which page it is come first, so that each page has its own.
fn title(ui: &Ui, list: &List<'_>) -> String {
    let filter = &list.asked.filter;
    let page = match list.asked.page {
        1 => String::new(),
        page => ui.tf("pager-place-open", &[("page", ui.number(page).into())]),
    };
    let mut audiences = list.programme.groups.iter().flat_map(|g| &g.audiences);
    let audience = filter.audience.as_ref().map(|id| {
        let known = audiences.find(|audience| audience.id == *id);
        known.map_or_else(|| id.clone(), |audience| ui.plain(&audience.name))
    });
    let group = filter.group.as_ref();
    let order = match list.asked.order_name() {
        "" => String::new(),
        _ => order_words(ui, list.asked.order),
    };
    let programme = plain_title(ui, &list.programme.summary);
    title_of(&[
        quoted(&filter.search),
        page,
        filter
            .state
            .map(|state| labels::proposal_state(ui, state))
            .unwrap_or_default(),
        group
            .map(|id| plain_group(ui, list.programme, id))
            .unwrap_or_default(),
        audience.unwrap_or_default(),
        match filter.unanswered {
            true => unanswered(ui),
            false => String::new(),
        },
        order,
        ui.tf("proposals-page-title", &[("programme", programme.into())]),
    ])
}

fn card(ui: &Ui, list: &List<'_>, proposal: &ProposalDetail) -> Markup {
    let currency = &list.programme.summary.facts.currency;
    let fared = list.fared.get(&proposal.facts.id);
    let number = ui.tf(
        "proposal-number",
        &[("id", proposal.facts.id.as_str().into())],
    );
    html! {
        (labels::badges(ui, list.programme, proposal, fared.is_some()))
        h2.words id={ "proposal-" (proposal.facts.id) } { a href=(ui.href(&links::proposal(&proposal.facts.programme, &proposal.facts.id))) { (proposal_title(ui, proposal)) } }
        @if let Some(summary) = proposal.text.as_ref().and_then(|text| text.summary.as_ref()) {
            p.words lang=[ui.lang_of(summary)] { (shortened(&ui.plain(summary), 110)) }
        }
        @if let Some(rank) = proposal.rank { p.outcome { (ui.count("proposal-rank", rank.into())) } }
        @if let Some(why) = fared.and_then(|fared| fared.why.as_ref()) { p.outcome {
            (why)
            @if let Some(cost) = fared.and_then(|fared| fared.cost).filter(|cost| Some(*cost) != proposal.facts.cost) {
                " " (ui.tf("proposal-cost-then", &[("amount", ui.money(cost, currency).into())]))
            }
        } }
        div.card-foot {
            span { (labels::cost(ui, currency, proposal.facts.cost)) }
            span {
                @if let Some(fared) = fared {
                    (ui.count("proposal-votes", fared.votes)) " · "
                    @if let Some(score) = &fared.score { (ui.tf("proposal-score", &[("score", score.as_str().into())])) " · " }
                }
                (number)
            }
        }
    }
}

fn state_tabs(ui: &Ui, list: &List<'_>, href: &impl Fn(String) -> String) -> Markup {
    let of = |state: ProposalState| {
        let found = list.counts.iter().find(|(known, ..)| *known == state);
        found.map_or((0, false), |(_, count, more)| (*count, *more))
    };
    let all = ProposalState::ALL
        .into_iter()
        .filter(|state| *state != ProposalState::Withdrawn)
        .map(of)
        .fold((0, false), |(sum, any), (count, more)| {
            (sum + count, any || more)
        });
    let link = |state: Option<ProposalState>, name: String, (count, more): (u64, bool)| TabLink {
        href: href(list.asked.query(state, 1)),
        name: format!("{name} {}{}", ui.number(count), if more { "+" } else { "" }),
        here: list.asked.filter.state == state,
    };
    let mut links = vec![link(None, ui.t("proposal-state-all"), all)];
    for state in ProposalState::ALL {
        if of(state).0 > 0 || list.asked.filter.state == Some(state) {
            let name = labels::proposal_state(ui, state);
            links.push(link(Some(state), name, of(state)));
        }
    }
    html! { div.state-tabs { (tabs(&ui.t("proposal-state-tabs"), &links)) } }
}

fn filter_form(ui: &Ui, list: &List<'_>, action: &str) -> Markup {
    let filter = &list.asked.filter;
    let groups: Vec<Choice> = list
        .programme
        .groups
        .iter()
        .map(|g| (g.facts.id.clone(), ui.plain(&g.facts.name)))
        .collect();
    let audiences: Vec<Choice> = list
        .programme
        .groups
        .iter()
        .flat_map(|group| &group.audiences)
        .map(|audience| (audience.id.clone(), ui.plain(&audience.name)))
        .collect();
    // The usual one goes without a name: another search has another.
    let usual = Order::Kept(ProposalOrder::usual(&filter.search));
    let named = |(name, order)| match order == usual {
        true => (String::new(), order_words(ui, order)),
        false => (String::from(name), order_words(ui, order)),
    };
    let by_search = |order| order != Order::Kept(ProposalOrder::Relevance) || order == usual;
    let orders: Vec<Choice> = orders(list.orders_by_vote)
        .into_iter()
        .filter(|(_, order)| by_search(*order))
        .map(named)
        .collect();
    let order = list.asked.order_name();
    let states = ProposalState::ALL
        .map(|state| (state.name().to_owned(), labels::proposal_state(ui, state)));
    let state = filter.state.map_or("", ProposalState::name);
    let all = ui.t("filter-all");
    let errors = list.errors;
    let group = filter.group.as_deref().unwrap_or_default();
    let audience = filter.audience.as_deref().unwrap_or_default();
    form::filter(
        ui,
        action,
        html! {
            (search_field(ui, errors, SEARCH, &filter.search))
            (form::more(ui, !errors.is_empty() || filter.group.is_some() || filter.audience.is_some() || filter.unanswered || !list.asked.order_name().is_empty(), html! {
                @if !groups.is_empty() { (select(ui, errors, GROUP, Some(&all), &groups, group)) }
                @if !audiences.is_empty() { (select(ui, errors, AUDIENCE, Some(&all), &audiences, audience)) }
                (select(ui, errors, STATE, Some(&all), &states, state))
                (unanswered_field(ui, errors, filter.unanswered))
                (select(ui, errors, ORDER, None, &orders, order))
            }))
        },
    )
}

fn order_words(ui: &Ui, order: Order) -> String {
    match order {
        Order::Kept(order) => labels::order(ui, order),
        Order::Votes => ui.t("proposal-order-votes"),
        Order::Selection => ui.t("proposal-order-selection"),
    }
}
