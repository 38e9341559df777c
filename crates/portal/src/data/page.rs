//! Downloads, formats and the API.

use maud::{Markup, html};

use crate::answers::links as answers;
use crate::commitments::labels::country as country_name;
use crate::commitments::links as commitments;
use crate::data::links::{self, data_tabs};
use crate::frame::format::ZONE;
use crate::frame::layout::Page;
use crate::frame::parts::{self, Tone, badge, command, table};
use crate::frame::ui::Ui;
use crate::model::{CountrySummary, ProgrammeDetail, VoteDetail};
use crate::needs::links as needs;
use crate::programmes::labels::{plain_title, title};
use crate::programmes::links as programme_links;
use crate::proposals::links as proposals;
use crate::record::links as record;
use crate::voices::links as voices;
use crate::votes::labels::{Announced, plain_vote_name};
use crate::votes::links::{BALLOT_FILES, ballots_api, table_api};

/// The page of downloads.
pub fn view(
    ui: &Ui,
    programmes: &[(ProgrammeDetail, Announced)],
    countries: &[CountrySummary],
) -> Page {
    let base = ui.site.base();
    let content = html! {
        h1 { (ui.t("data-title")) }
        p.lead { (ui.t("data-lead")) }
        (data_tabs(ui, links::TAB.path))
        (contents(ui, programmes, !countries.is_empty()))
        h2 #all { (ui.t("data-all")) }
        p.prose { (ui.t("data-all-text")) }
        p { a.button href=(links::ARCHIVE) download { (ui.t("data-all-download")) } }
        (parts::licence(ui))
        @if let Some(stands) = &ui.stands {
            p { (ui.t("data-updated")) " " (ui.time(&stands.at, ZONE)) " · " (ui.count("data-entries", stands.size)) }
        }
        h2 #record { (ui.t("data-record")) }
        p.prose { (ui.t("data-record-text")) }
        p { a.button.button-plain href=(record::ARCHIVE) download { (ui.t("record-verify-archive")) } }
        (command(&format!("madang verify {base}\ncurl {base}{}", record::CHECKPOINT_FILE)))
        @for (programme, announced) in programmes { (of_programme(ui, programme, announced)) }
        @if !countries.is_empty() { (of_countries(ui, countries)) }
        h2 #feeds { (ui.t("data-feed")) }
        p { (ui.t("data-feed-text")) }
        ul {
            li { a href=(ui.href(record::FEED)) { (ui.t("record-feed-title")) } }
            @for (programme, _) in programmes {
                li { a href=(ui.href(&record::feed(Some(&programme.summary.facts.id)))) { (title(ui, &programme.summary)) } }
            }
        }
    };
    Page {
        title: ui.t("data-title"),
        description: ui.t("data-lead"),
        tab: Some(links::TAB),
        crumbs: vec![],
        content,
    }
}

/// The sections of the page.
fn contents(ui: &Ui, programmes: &[(ProgrammeDetail, Announced)], countries: bool) -> Markup {
    let ids: Vec<String> = programmes
        .iter()
        .map(|(programme, _)| format!("programme-{}", programme.summary.facts.id))
        .collect();
    let mut sections = vec![("all", ui.t("data-all")), ("record", ui.t("data-record"))];
    for (id, (programme, _)) in ids.iter().zip(programmes) {
        sections.push((id.as_str(), plain_title(ui, &programme.summary)));
    }
    if countries {
        sections.push(("commitments", ui.t("data-commitments")));
    }
    sections.push(("feeds", ui.t("data-feed")));
    parts::contents(ui, &sections)
}

fn of_countries(ui: &Ui, countries: &[CountrySummary]) -> Markup {
    let rows = html! {
        @for country in countries {
            @let code = &country.country;
            @let name = [("country", country_name(ui, code).into())];
            (file_row(ui, &commitments::table_api(code, "commitments"), &ui.tf("data-commitments-of", &name), "CSV", "data-commitments-text"))
            (file_row(ui, &commitments::table_api(code, "reviews"), &ui.tf("data-reviews-of", &name), "CSV", "data-reviews-text"))
        }
    };
    html! {
        h2 #commitments { (ui.t("data-commitments")) }
        (file_table(ui, "files-commitments", &ui.t("data-commitments"), rows))
    }
}

fn of_programme(ui: &Ui, programme: &ProgrammeDetail, announced: &Announced) -> Markup {
    let facts = &programme.summary.facts;
    let id = &facts.id;
    let caption = ui.tf(
        "data-files",
        &[("programme", plain_title(ui, &programme.summary).into())],
    );
    html! {
        h2.words id={ "programme-" (id) } { (title(ui, &programme.summary)) }
        @if facts.example { p.badges { (badge(Tone::Plain, &ui.t("example-badge"))) } }
        (file_table(ui, &format!("files-{id}"), &caption, html! {
            (file_row(ui, &voices::csv(id), &ui.t("data-voices"), "CSV", "data-voices-text"))
            (file_row(ui, &needs::csv(id), &ui.t("data-needs"), "CSV", "data-needs-text"))
            (file_row(ui, &answers::csv(id), &ui.t("data-answers"), "CSV", "data-answers-text"))
            (file_row(ui, &proposals::csv(id), &ui.t("data-proposals"), "CSV", "data-proposals-text"))
            (file_row(ui, &proposals::api(id), &ui.t("data-proposals"), "JSON", "data-proposals-json"))
            (file_row(ui, &proposals::comments_csv(id), &ui.t("data-comments"), "CSV", "data-comments-text"))
            (file_row(ui, &proposals::endorsements_csv(id), &ui.t("data-endorsements"), "CSV", "data-endorsements-text"))
            (file_row(ui, &programme_links::members_csv(id), &ui.t("data-members"), "CSV", "data-members-text"))
            @for vote in &programme.votes { (of_vote(ui, id, vote, announced)) }
        }))
    }
}

fn of_vote(ui: &Ui, programme: &str, vote: &VoteDetail, announced: &Announced) -> Markup {
    let id = &vote.facts.id;
    let of = [("vote", plain_vote_name(ui, announced, id).into())];
    html! {
        (file_row(ui, &table_api(programme, id, "projects"), &ui.tf("data-projects", &of), "CSV", "data-projects-text"))
        @if vote.ballots_opened.is_some() {
            @for (end, format, key) in BALLOT_FILES {
                (file_row(ui, &ballots_api(programme, id, end), &ui.tf("data-ballots", &of), format, key))
            }
            (file_row(ui, &table_api(programme, id, "scores"), &ui.tf("data-scores", &of), "CSV", "data-scores-text"))
        } @else {
            tr {
                th.key scope="row" { (ui.tf("data-ballots", &of)) }
                td {}
                td { (ui.t("data-ballots-sealed")) }
            }
        }
    }
}

fn file_table(ui: &Ui, id: &str, caption: &str, rows: Markup) -> Markup {
    table(
        ui,
        id,
        caption,
        html! { th scope="col" { (ui.t("data-file")) } th scope="col" { (ui.t("data-format")) } th scope="col" { (ui.t("data-holds")) } },
        rows,
    )
}

fn file_row(ui: &Ui, href: &str, name: &str, format: &str, key: &str) -> Markup {
    html! {
        tr { th.key scope="row" { a href=(href) { (name) } } td { (format) } td { (ui.t(key)) } }
    }
}
