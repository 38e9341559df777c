//! The form of a ballot: what is chosen so far with its sum, and the candidates, searched and by group, a page at a time.

use std::collections::BTreeMap;

use madang_programme::votes::{BallotType, RepeatedVoter};
use maud::{Markup, html};

use crate::frame::entries::receipts;
use crate::frame::form::{Field, SEARCH, Sending, error_summary, search_field, select};
use crate::frame::layout::{Page, here, title_of};
use crate::frame::parts::{pager_buttons, row};
use crate::frame::query::FieldError;
use crate::frame::steps::STEP;
use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail};
use crate::programmes::labels::plain_title;
use crate::programmes::links::{TAB, crumbs};
use crate::proposals::labels::proposal_title;
use crate::proposals::links::proposal;
use crate::votes::casting::mine::{CHOOSE, DROP, MINE, Mine, gives_points, place_of, points_of};
use crate::votes::casting::{Paper, done};
use crate::votes::labels::{plain_group, planned_time};
use crate::votes::links;
use crate::votes::rule_words::ballot_rule;

/// The service group whose candidates are listed.
pub const GROUP: Field = Field::new("group", "programme-group");

/// The page of candidates.
pub const AT: Field = Field::for_programs("page");

/// To look at the list again, with what was chosen and searched for.
pub const LOOK: &str = "look";
/// To look at the whole ballot before it is cast.
pub const REVIEW: &str = "review";
/// To cast it.
pub const CAST: &str = "cast";

/// Whose ballot it is, and where it is sent.
pub struct For<'a> {
    /// The programme.
    pub programme: &'a ProgrammeDetail,
    /// The vote.
    pub vote: &'a str,
    /// What the vote is called.
    pub name: &'a str,
    /// Where the form is sent.
    pub action: &'a str,
    /// Whether it is that of somebody else, who stands before an official.
    pub assisted: bool,
}

/// What of the list is shown.
pub struct Listed<'a> {
    /// Words that are searched for.
    pub search: &'a str,
    /// The service group.
    pub group: &'a str,
    /// The page, from 1.
    pub page: u64,
    /// Whether another follows.
    pub followed: bool,
    /// How many there are.
    pub total: u64,
    /// The candidates of the page.
    pub candidates: &'a [ProposalDetail],
}

/// What the page shows.
pub struct Form<'a> {
    /// Whose and where.
    pub of: &'a For<'a>,
    /// The vote.
    pub paper: &'a Paper,
    /// What is chosen.
    pub mine: &'a Mine,
    /// The chosen, for their titles.
    pub named: &'a BTreeMap<String, ProposalDetail>,
    /// The list.
    pub listed: &'a Listed<'a>,
    /// What the form carries.
    pub sending: &'a Sending,
    /// What was cast just now.
    pub done: &'a [u64],
    /// What goes along unseen beside: who is meant, where it is not whoever asks.
    pub along: &'a Markup,
    /// What is wrong.
    pub errors: &'a [FieldError],
}

/// A page of casting a ballot.
pub fn frame(ui: &Ui, of: &For<'_>, title: &str, content: Markup) -> Page {
    let programme = of.programme;
    let mut above = crumbs(ui, &programme.summary);
    let vote = links::vote(&programme.summary.facts.id, of.vote);
    above.push((vote, html! { (of.name) }));
    above.push(here(html! { (title) }));
    Page {
        title: title_of(&[title.to_owned(), plain_title(ui, &programme.summary)]),
        description: ui.t("voting-own-lead"),
        tab: Some(TAB),
        crumbs: above,
        content: html! {
            h1 { (title) " " span.of.words { (of.name) } }
            (content)
        },
    }
}

/// The page that says why somebody cannot vote here.
pub fn cannot(ui: &Ui, of: &For<'_>, key: &str) -> Page {
    let content = html! {
        p.lead { (ui.t(key)) }
        p { a href=(ui.href(&links::vote(&of.programme.summary.facts.id, of.vote))) { (of.name) } }
    };
    frame(ui, of, &ui.t("voting-own-title"), content)
}

/// The page.
pub fn view(ui: &Ui, form: &Form<'_>) -> Page {
    let (of, paper) = (form.of, form.paper);
    let facts = &of.programme.summary.facts;
    let title = match of.assisted {
        true => ui.t("voting-assist-title"),
        false => ui.t("voting-own-title"),
    };
    let content = html! {
        (error_summary(ui, form.errors))
        @if !form.done.is_empty() {
            @if of.assisted { (receipts(ui, &ui.t("voting-own-done"), form.done)) }
            @else { (done::section(ui, (&facts.id, of.vote), form.done)) }
        }
        @if let Some(closes) = &paper.closes_at { p.lead { (ui.t("vote-until")) " " (planned_time(ui, closes, &facts.zone)) } }
        @if !of.assisted { (before(ui, paper)) }
        form.stacked method="post" action=(ui.href(of.action)) {
            (form.sending.fields())
            (form.along)
            (form.mine.carried())
            (mine(ui, form))
            (list(ui, form))
        }
        details {
            summary { (ui.t("vote-ballot-rule")) }
            ul { @for sentence in ballot_rule(ui, &paper.ballots, &facts.currency) { li { (sentence) } } }
        }
    };
    frame(ui, of, &title, content)
}

/// What whoever votes is to know before they do.
fn before(ui: &Ui, paper: &Paper) -> Markup {
    let again = match paper.ballots.repeated_voter {
        RepeatedVoter::CountLast => "voting-own-again",
        RepeatedVoter::CountFirst | RepeatedVoter::CountNone => "voting-own-once",
    };
    html! {
        ul.prose {
            li { (ui.t(again)) }
            li { (ui.t("voting-own-receipt-proves")) }
            li { (ui.t("voting-own-operator-reads")) }
        }
    }
}

/// How much is chosen and what remains.
pub fn sums(ui: &Ui, paper: &Paper, mine: &Mine, currency: &str) -> Markup {
    let (rule, number) = (&paper.ballots, mine.choices.len() as u64);
    let cost = paper.cost();
    let left = |most: u64, used: u64| most.saturating_sub(used);
    let of_number = rule.max_choices.map(u64::from);
    html! {
        dl.facts {
            (row(ui, &ui.t("voting-own-chosen"), Some(html! {
                (ui.number(number))
                @if let Some(most) = of_number { " · " (ui.tf("voting-own-left", &[("left", ui.number(left(most, number)).into())])) }
            })))
            (row(ui, &ui.t("voting-own-cost"), Some(html! {
                (ui.money(cost, currency))
                @if let Some(most) = rule.max_cost {
                    " · "
                    @if cost > most { strong { (ui.tf("voting-own-over", &[("over", ui.money(cost - most, currency).into())])) } }
                    @else { (ui.tf("voting-own-left", &[("left", ui.money(most - cost, currency).into())])) }
                }
            })))
            @if gives_points(rule.ballot_type) {
                @let points = mine.points();
                (row(ui, &ui.t("voting-own-points"), Some(html! {
                    (ui.number(points))
                    @if let Some(most) = rule.max_points {
                        " · "
                        @if points > most { strong { (ui.tf("voting-own-over", &[("over", ui.number(points - most).into())])) } }
                        @else { (ui.tf("voting-own-left", &[("left", ui.number(most - points).into())])) }
                    }
                })))
            }
        }
    }
}

/// A candidate by its title.
pub fn title_of_choice(ui: &Ui, named: &BTreeMap<String, ProposalDetail>, id: &str) -> Markup {
    html! {
        @match named.get(id) {
            Some(one) => (proposal_title(ui, one)),
            None => (ui.tf("proposal-number", &[("id", id.into())])),
        }
    }
}

/// What is chosen so far.
fn mine(ui: &Ui, form: &Form<'_>) -> Markup {
    let (paper, mine) = (form.paper, form.mine);
    let facts = &form.of.programme.summary.facts;
    let ballot_type = paper.ballots.ballot_type;
    html! {
        section aria-labelledby=(MINE.name) {
            h2 id=(MINE.name) tabindex="-1" { (ui.t("voting-own-mine")) }
            @if mine.choices.is_empty() {
                p.empty { (ui.t("voting-own-none")) }
            } @else {
                ol {
                    @for (place, ((id, points), cost)) in mine.choices.iter().zip(&paper.costs).enumerate() {
                        li {
                            (title_of_choice(ui, form.named, id)) " · " (ui.money(*cost, &facts.currency))
                            div {
                                @if ballot_type == BallotType::Ordinal { (number(ui, "voting-own-place", &place_of(id), &(place + 1).to_string())) " " }
                                @if gives_points(ballot_type) { (number(ui, "voting-own-points", &points_of(id), &points.to_string())) " " }
                                (tick(DROP, id, html! { (ui.t("voting-own-drop")) }))
                            }
                        }
                    }
                }
            }
            (sums(ui, paper, mine, &facts.currency))
            div.buttons {
                button.button-plain type="submit" name=(STEP.name) value=(LOOK) { (ui.t("voting-own-update")) }
                button type="submit" name=(STEP.name) value=(REVIEW) { (ui.t("voting-own-review")) }
            }
        }
    }
}

/// A small field for a number.
fn number(ui: &Ui, label: &str, name: &str, value: &str) -> Markup {
    html! {
        label for=(name) { (ui.t(label)) } " "
        input id=(name) name=(name) type="text" inputmode="numeric" size="5" autocomplete="off" value=(value);
    }
}

/// A box that is ticked for a candidate.
fn tick(field: Field, id: &str, words: Markup) -> Markup {
    let own = [field.name, id].join("-");
    html! {
        input id=(own) type="checkbox" name=(field.name) value=(id); " "
        label for=(own) { (words) }
    }
}

/// The candidates.
fn list(ui: &Ui, form: &Form<'_>) -> Markup {
    let (listed, programme) = (form.listed, form.of.programme);
    let facts = &programme.summary.facts;
    let groups = programme.groups.iter();
    let groups = groups.map(|group| (group.facts.id.clone(), ui.plain(&group.facts.name)));
    let groups: Vec<_> = groups.collect();
    html! {
        section aria-labelledby="candidates" {
            h2 #candidates { (ui.count("vote-set-candidates", listed.total)) }
            div.filter {
                (search_field(ui, form.errors, SEARCH, listed.search))
                @if !groups.is_empty() { (select(ui, form.errors, GROUP, Some(&ui.t("voting-own-all-groups")), &groups, listed.group)) }
                div { button type="submit" name=(STEP.name) value=(LOOK) { (ui.t("voting-own-search")) } }
            }
            @if listed.candidates.is_empty() { p.empty { (ui.t("voting-own-nothing-found")) } }
            ul id=(CHOOSE.name) {
                @for one in listed.candidates {
                    li { (candidate(ui, form, one, &facts.currency)) }
                }
            }
            div.buttons {
                button.button-plain type="submit" name=(STEP.name) value=(LOOK) { (ui.t("voting-own-add")) }
                button type="submit" name=(STEP.name) value=(REVIEW) { (ui.t("voting-own-review")) }
            }
            (pager_buttons(ui, AT.name, listed.page, listed.followed))
        }
    }
}

fn candidate(ui: &Ui, form: &Form<'_>, one: &ProposalDetail, currency: &str) -> Markup {
    let (programme, id) = (form.of.programme, one.facts.id.as_str());
    let points = gives_points(form.paper.ballots.ballot_type);
    let more = html! {
        " · " (ui.money(one.facts.cost.unwrap_or_default(), currency))
        @if let Some(group) = &one.facts.group { " · " (plain_group(ui, programme, group)) }
        " · " a href=(ui.href(&proposal(&programme.summary.facts.id, id))) { (ui.t("voting-own-read")) }
    };
    html! {
        @if form.mine.has(id) {
            strong { (ui.t("voting-own-is-chosen")) } " " (proposal_title(ui, one)) (more)
        } @else if points {
            @let name = points_of(id);
            input id=(name) name=(name) type="text" inputmode="numeric" size="5" autocomplete="off"; " "
            label for=(name) { (proposal_title(ui, one)) } (more)
        } @else {
            (tick(CHOOSE, id, proposal_title(ui, one))) (more)
        }
    }
}
