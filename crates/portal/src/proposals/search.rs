//! What a search finds besides words: the number of a proposal, the name of an audience or a group, a word nearly the
//! same.

use madang_words::Text;
use maud::{Markup, html};

use crate::frame::ui::Ui;
use crate::model::{ProgrammeDetail, ProposalDetail, ProposalFilter};
use crate::proposals::labels::proposal_title;
use crate::proposals::links;
use crate::proposals::number::bare;

/// What else a search may have meant.
#[derive(Default)]
pub struct Meant {
    /// The proposal of that number.
    pub proposal: Option<ProposalDetail>,
    /// An audience or a service group of that name.
    pub facet: Option<Facet>,
    /// The same search with the nearest words that there are.
    pub near: Option<String>,
}

/// An audience or a service group that is named like the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Whether it is an audience; a service group otherwise.
    pub is_audience: bool,
}

impl Facet {
    /// The filter that lists what is in it instead of searching.
    pub fn filter(&self, of: &ProposalFilter) -> ProposalFilter {
        let mut filter = ProposalFilter {
            search: String::new(),
            ..of.clone()
        };
        let place = if self.is_audience {
            &mut filter.audience
        } else {
            &mut filter.group
        };
        *place = Some(self.id.clone());
        filter
    }
}

/// The audience or group of the programme that is named like the search; of several the one with the shortest name.
pub fn facet(programme: &ProgrammeDetail, search: &str) -> Option<Facet> {
    let searched = bare(search);
    if searched.chars().count() < 2 {
        return None;
    }
    let audiences = programme.groups.iter().flat_map(|group| &group.audiences);
    let audiences = audiences.map(|audience| (true, &audience.id, &audience.name));
    let groups = programme
        .groups
        .iter()
        .map(|group| (false, &group.facts.id, &group.facts.name));
    let named = audiences
        .chain(groups)
        .filter_map(|(is_audience, id, name)| {
            let bare_names = name.0.values().map(|name| bare(name));
            let fitting = bare_names.filter(|name| name.contains(&searched));
            let length = fitting.map(|name| name.len()).min()?;
            let facet = Facet {
                id: id.clone(),
                name: name.clone(),
                is_audience,
            };
            Some((length, facet))
        });
    named
        .min_by_key(|(length, _)| *length)
        .map(|(_, facet)| facet)
}

/// What else there is, as links; `found` is whether the words themselves were found.
pub fn section(
    ui: &Ui,
    programme: &str,
    meant: &Meant,
    found: bool,
    href: impl Fn(&str) -> String,
) -> Markup {
    html! {
        @if let Some(proposal) = &meant.proposal {
            p.meant {
                (ui.tf("proposals-meant-number", &[("id", proposal.facts.id.as_str().into())])) " "
                a href=(ui.href(&links::proposal(programme, &proposal.facts.id))) { (proposal_title(ui, proposal)) }
            }
        }
        @if let Some(facet) = &meant.facet {
            @let name = ui.plain(&facet.name);
            @let address = if facet.is_audience { links::of_audience(programme, &facet.id) } else { links::of_group(programme, &facet.id) };
            p.meant {
                @if found {
                    a href=(ui.href(&address)) { (ui.tf("proposals-meant-facet", &[("name", name.into())])) }
                } @else {
                    (ui.tf("proposals-meant-only-facet", &[("name", name.into())]))
                }
            }
        }
        @if let Some(near) = &meant.near {
            p.meant { a href=(href(near)) { (ui.tf("filter-meant-near", &[("words", near.as_str().into())])) } }
        }
    }
}
