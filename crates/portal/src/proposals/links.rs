//! The addresses of proposals.

use madang_programme::subject::SubjectKind;

use crate::frame::entries::recorded_as;
use crate::frame::ui::{step, step_after};
use crate::frame::words::is_called;
use crate::needs::links as needs;
use crate::programmes::links::{api as programme_api, path};
use crate::voices::links as voices;

/// Pattern of a programme's proposals.
pub const OF_PROGRAMME: &str = "/programmes/{programme}/proposals";
/// Pattern of a proposal.
pub const ONE: &str = "/programmes/{programme}/proposals/{proposal}";
/// Pattern of one version of a proposal.
pub const VERSION: &str = "/programmes/{programme}/proposals/{proposal}/versions/{version}";

/// Pattern of a programme's newest proposals as a feed.
pub const FEED: &str = "/programmes/{programme}/proposals/feed.atom";

/// A programme's newest proposals as a feed.
pub fn feed(programme: &str) -> String {
    format!("{}/feed.atom", list(programme))
}

/// Where it is asked what is like what is being typed.
pub fn similar(programme: &str) -> String {
    format!("{}/similar/proposals", programme_api(programme))
}

/// A programme's proposals.
pub fn list(programme: &str) -> String {
    format!("{}/proposals", path(programme))
}

/// A programme's proposals in one group.
pub fn of_group(programme: &str, group: &str) -> String {
    format!("{}?group={}", list(programme), step(group))
}

/// A programme's proposals for one audience.
pub fn of_audience(programme: &str, audience: &str) -> String {
    format!("{}?audience={}", list(programme), step(audience))
}

/// A proposal's address without its language.
pub fn proposal(programme: &str, id: &str) -> String {
    format!("{}/{}", list(programme), step(id))
}

/// One version of a proposal, from 1.
pub fn version(programme: &str, id: &str, version: u64) -> String {
    format!("{}/versions/{version}", proposal(programme, id))
}

/// Pattern of the form for a new proposal.
pub const HAND_IN: &str = "/programmes/{programme}/propose";
/// Pattern of the form that opens a call.
pub const CALL: &str = "/programmes/{programme}/call";
/// Pattern of the page on which somebody takes part in a proposal.
pub const TAKE_PART: &str = "/programmes/{programme}/proposals/{proposal}/take-part";
/// Pattern of where it is endorsed.
pub const ENDORSE: &str = "/programmes/{programme}/proposals/{proposal}/endorse";
/// Pattern of where an endorsement is taken back.
pub const UNENDORSE: &str = "/programmes/{programme}/proposals/{proposal}/endorse/withdraw";
/// Pattern of where it is commented on.
pub const COMMENT: &str = "/programmes/{programme}/proposals/{proposal}/comments";
/// Pattern of the form that revises it.
pub const REVISE: &str = "/programmes/{programme}/proposals/{proposal}/revise";
/// Pattern of where its author takes it back.
pub const WITHDRAW: &str = "/programmes/{programme}/proposals/{proposal}/withdraw";
/// Pattern of where its author asks that its words be hidden, or shown again.
pub const WORDS: &str = "/programmes/{programme}/proposals/{proposal}/words";
/// Pattern of the form that merges others into it.
pub const MERGE: &str = "/programmes/{programme}/proposals/{proposal}/merge";
/// Pattern of the form that splits it.
pub const SPLIT: &str = "/programmes/{programme}/proposals/{proposal}/split";

/// The form for a new proposal; for a need where one is named.
pub fn hand_in(programme: &str, need: Option<&str>) -> String {
    let form = format!("{}/propose", path(programme));
    need.map_or(form.clone(), |need| format!("{form}?need={}", step(need)))
}

/// The form that opens a call.
pub fn call(programme: &str) -> String {
    format!("{}/call", path(programme))
}

/// The page on which somebody takes part in a proposal; in reply to a comment where one is named.
pub fn take_part(programme: &str, id: &str, reply: Option<u64>) -> String {
    let page = format!("{}/take-part", proposal(programme, id));
    reply.map_or(page.clone(), |to| format!("{page}?to={to}#comment"))
}

/// What somebody did about a proposal, by its entries: on the page on which they take part.
pub fn done(programme: &str, id: &str, entries: &[u64]) -> String {
    let page = take_part(programme, id, None);
    format!("{page}?{}", recorded_as(entries))
}

/// An address of something that is done about a proposal: `endorse`, `revise`.
pub fn act(programme: &str, id: &str, what: &str) -> String {
    format!("{}/{what}", proposal(programme, id))
}

/// A programme's proposals in the API.
pub fn api(programme: &str) -> String {
    format!("{}/proposals", programme_api(programme))
}

/// The comments on a proposal in the API.
pub fn comments_api(programme: &str, id: &str) -> String {
    format!("{}/{}/comments", api(programme), step(id))
}

/// A programme's proposals as CSV.
pub fn csv(programme: &str) -> String {
    format!("{}/proposals.csv", programme_api(programme))
}

/// What is said about its proposals, as a table.
pub fn comments_csv(programme: &str) -> String {
    format!("{}/comments.csv", programme_api(programme))
}

/// Who stands behind its proposals, as a table.
pub fn endorsements_csv(programme: &str) -> String {
    format!("{}/endorsements.csv", programme_api(programme))
}

/// The proposal whose page somebody copied the address of, where it is one.
pub fn named(address: &str) -> Option<String> {
    step_after(address, "/proposals/")
}

/// A voice, a need or a proposal, by its identifier in its programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A voice.
    Voice(String),
    /// A need.
    Need(String),
    /// A proposal.
    Proposal(String),
}

impl Thing {
    /// What the record names it by: its sort, and its identifier.
    pub fn parts(&self) -> (SubjectKind, &str) {
        match self {
            Thing::Voice(id) => (SubjectKind::Voice, id),
            Thing::Need(id) => (SubjectKind::Need, id),
            Thing::Proposal(id) => (SubjectKind::Proposal, id),
        }
    }
}

/// The thing that somebody names as they have it at hand: by the address of its page, or by what it is and its identifier, as pages in any
/// language call it or as the record does (`의견 3`, `Voice 3`, `voice/3`).
pub fn thing_named(written: &str) -> Option<Thing> {
    type Kind = (
        SubjectKind,
        &'static str,
        fn(&str) -> Option<String>,
        fn(String) -> Thing,
    );
    const KINDS: [Kind; 3] = [
        (
            SubjectKind::Voice,
            "record-relation-voice",
            voices::named,
            Thing::Voice,
        ),
        (
            SubjectKind::Need,
            "record-relation-need",
            needs::named,
            Thing::Need,
        ),
        (
            SubjectKind::Proposal,
            "record-relation-proposal",
            named,
            Thing::Proposal,
        ),
    ];
    let written = written.trim();
    let of_page = |(_, _, named, of): Kind| named(written).map(of);
    if let Some(found) = KINDS.into_iter().find_map(of_page) {
        return Some(found);
    }
    let (what, id) = written.split_once(['/', ' '])?;
    let id = id.trim();
    if id.is_empty() || id.contains(['/', ':', ' ']) {
        return None;
    }
    let is = |(kind, key, ..): &Kind| kind.name() == what || is_called(key, what);
    let (.., of) = KINDS.into_iter().find(is)?;
    Some(of(id.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_named_by_its_page_or_as_pages_and_the_record_call_it() {
        let three = Some(Thing::Voice("3".to_owned()));
        for written in [
            "voice/3",
            "voice 3",
            "Voice 3",
            " 의견 3 ",
            "https://example.org/ko/programmes/p/voices/3?x=1#answer",
        ] {
            assert_eq!(thing_named(written), three, "{written}");
        }
        assert_eq!(
            thing_named("필요 rest"),
            Some(Thing::Need("rest".to_owned()))
        );
        assert_eq!(thing_named("제안 7"), Some(Thing::Proposal("7".to_owned())));
        for written in [
            "",
            "3",
            "voice",
            "voice/",
            "ballot 3",
            "voice 3 4",
            "voice:p/3",
        ] {
            assert_eq!(thing_named(written), None, "{written}");
        }
    }
}
