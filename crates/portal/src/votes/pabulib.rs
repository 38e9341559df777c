//! A vote as a Pabulib file, streamed.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt::Write as _;
use std::ops::Bound;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::Response;
use futures_util::stream::{self, Stream, StreamExt};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use madang_programme::votes::BallotType;
use madang_programme::votes::tally::CountedBallot;
use madang_words::{Language, Said, Text};

use crate::frame::app::App;
use crate::frame::csv::{file, first_words_in, main_unit};
use crate::frame::problem::{Problem, Problems};
use crate::frame::words::said;
use crate::model::{ProgrammeDetail, ProposalDetail, VoteDetail};
use crate::programmes::downloads::languages;
use crate::votes::counted::{Counted, counted};
use crate::votes::downloads::opened;
use crate::votes::tables_csv::candidates;

/// Ballots written at once.
const CHUNK: usize = 256;

/// The vote as a Pabulib file: its candidates and the ballots that count, as the vote's own rule says.
#[utoipa::path(
    get, path = "/programmes/{programme}/votes/{vote}/ballots.pb", operation_id = "getBallotsPabulib", tag = "votes",
    params(
        ("programme" = String, Path, description = "The programme's identifier."),
        ("vote" = String, Path, description = "The vote's identifier."),
    ),
    responses(
        (status = 200, description = "META, PROJECTS and VOTES, as pabulib.org/format has it: what selection programs read. Amounts are in the currency's main unit; voters are numbered, identical ballots standing together.", body = String, content_type = "text/plain"),
        Problems<404>,
        Problems<503>,
    )
)]
pub async fn ballots_pb(
    State(app): State<App>,
    Path((programme, vote)): Path<(String, String)>,
) -> Result<Response<Body>, Problem> {
    let file = ballots_pb_file(&app, &programme, &vote);
    app.ballots.held_in_api(file).await
}

/// The same without a turn of its own, for whoever has one.
pub async fn ballots_pb_file(
    app: &App,
    programme: &str,
    vote: &str,
) -> Result<Response<Body>, Problem> {
    let (detail, vote_detail, moment) = opened(app, programme, vote).await?;
    let candidates = candidates(app, programme, vote).await?;
    let costs = candidates
        .iter()
        .filter_map(|proposal| Some((proposal.facts.id.clone(), proposal.facts.cost?)))
        .collect();
    let counted = counted(app, &vote_detail, &moment, &costs).await?;
    let commitment = detail.summary.facts.commitment.as_deref();
    let country = app
        .store
        .with_state(|state| Some(state.commitment(commitment?).ok()?.country.clone()))
        .await?;
    // Pabulib wants a country, or this word; a programme of no country's commitment states none.
    let country = country.unwrap_or_else(|| "Worldwide".to_owned());
    let head = Head {
        programme: &detail,
        vote: &vote_detail,
        candidates: &candidates,
        costs: &costs,
        country: &country,
        ballots: counted.report.counted,
        counts: Counts::of(candidates.len(), &counted.ballots),
    };
    let head = head.write();
    // The tally names candidates by their place in the order of their identifiers.
    let ids = costs.into_keys().collect();
    let chunks = lines(ids, counted).map(|lines| Ok::<_, Infallible>(Bytes::from(lines)));
    let body = Body::from_stream(stream::once(async move { Ok(Bytes::from(head)) }).chain(chunks));
    Ok(file(
        &format!("{programme}-{vote}.pb"),
        "text/plain; charset=utf-8",
        body,
    ))
}

/// A line for each voter, some at once.
fn lines(ids: Vec<String>, counted: Arc<Counted>) -> impl Stream<Item = String> + Send {
    let begun = (ids, counted, None::<CountedBallot>, 0u64, 0u64);
    stream::unfold(
        begun,
        |(ids, counted, mut last, mut done, mut voter)| async move {
            // Behind the last ballot that is written in full; `done` of the next one are.
            let after = last.as_ref().map_or(Bound::Unbounded, Bound::Excluded);
            let mut text = String::new();
            let mut written = 0;
            for (ballot, weight) in counted.ballots.range((after, Bound::Unbounded)) {
                let line = line(&ids, ballot);
                while done < *weight && written < CHUNK {
                    voter += 1;
                    done += 1;
                    written += 1;
                    // Writing to a String cannot fail.
                    let _ = writeln!(text, "{voter};{line}");
                }
                if done < *weight {
                    break;
                }
                last = Some(ballot.clone());
                done = 0;
            }
            (!text.is_empty()).then_some((text, (ids, counted, last, done, voter)))
        },
    )
}

/// The choices of a ballot with their points.
fn line(ids: &[String], (choices, points): &CountedBallot) -> String {
    let names = choices.iter().filter_map(|index| ids.get(*index as usize));
    let mut line = pb(&names.map(String::as_str).collect::<Vec<_>>().join(","));
    if let Some(points) = points {
        let points: Vec<_> = points.iter().map(u64::to_string).collect();
        // Writing to a String cannot fail.
        let _ = write!(line, ";{}", points.join(","));
    }
    line
}

fn has_points(vote: &VoteDetail) -> bool {
    matches!(
        vote.facts.ballots.ballot_type,
        BallotType::Cumulative | BallotType::Scoring
    )
}

/// What the ballots come to, by the place of a candidate in the order of identifiers.
struct Counts {
    votes: Vec<u64>,
    points: Vec<u64>,
    /// The most points that stand on one ballot.
    most_points: u64,
}

impl Counts {
    fn of(candidates: usize, counted: &BTreeMap<CountedBallot, u64>) -> Self {
        let mut counts = Self {
            votes: vec![0; candidates],
            points: vec![0; candidates],
            most_points: 0,
        };
        for ((choices, points), weight) in counted {
            for (place, index) in choices.iter().enumerate() {
                let given = points.as_ref().and_then(|points| points.get(place));
                if let Some(votes) = counts.votes.get_mut(*index as usize) {
                    *votes += weight;
                    counts.points[*index as usize] += given.unwrap_or(&0) * weight;
                }
            }
            let sum = points.iter().flatten().sum();
            counts.most_points = counts.most_points.max(sum);
        }
        counts
    }
}

/// Everything up to the ballots.
struct Head<'a> {
    programme: &'a ProgrammeDetail,
    vote: &'a VoteDetail,
    candidates: &'a [ProposalDetail],
    /// What each costs.
    costs: &'a BTreeMap<String, u64>,
    /// ISO code of the country whose commitment it is, or `Worldwide`.
    country: &'a str,
    /// How many ballots count.
    ballots: u64,
    counts: Counts,
}

impl Head<'_> {
    fn write(&self) -> String {
        let mut out = String::from("META\nkey;value\n");
        for (key, value) in self.meta() {
            if !value.is_empty() {
                // Writing to a String cannot fail.
                let _ = writeln!(out, "{key};{}", pb(&value));
            }
        }
        self.push_projects(&mut out);
        out.push_str("VOTES\nvoter_id;vote");
        out.push_str(if has_points(self.vote) {
            ";points\n"
        } else {
            "\n"
        });
        out
    }

    /// The metadata in the order that Pabulib asks for; an empty value is left out.
    fn meta(&self) -> Vec<(&'static str, String)> {
        let facts = &self.programme.summary.facts;
        let ballots = &self.vote.facts.ballots;
        let text = self.programme.summary.text.as_ref();
        let languages = languages(self.programme);
        let count = |number: Option<u64>| number.map_or_else(String::new, |n| n.to_string());
        // Nobody can list more than there are.
        let length = |choices: Option<u64>| {
            let candidates = self.candidates.len() as u64;
            count(choices.map(|choices| choices.min(candidates)))
        };
        let day = |at: &str| day(at, &facts.zone);
        let closed = self.vote.closed.as_ref();
        let (budget, note) = self.budget();
        let max_points = ballots.max_points.or_else(|| {
            // Where points are given out of a sum, Pabulib wants it stated.
            let summed = ballots.ballot_type == BallotType::Cumulative;
            summed.then_some(self.counts.most_points)
        });
        vec![
            (
                "description",
                text.map(|text| plain(&text.title, &languages))
                    .unwrap_or_default(),
            ),
            ("country", self.country.to_owned()),
            ("unit", facts.id.clone()),
            ("instance", self.vote.facts.id.clone()),
            ("num_projects", self.candidates.len().to_string()),
            ("num_votes", self.ballots.to_string()),
            ("budget", budget),
            ("vote_type", vote_type(ballots.ballot_type).to_owned()),
            // Pabulib's names leave out what decides here: ties, steps, limits.
            ("rule", "unknown".to_owned()),
            ("date_begin", day(&self.vote.opened.at)),
            (
                "date_end",
                closed.map_or_else(String::new, |moment| day(&moment.at)),
            ),
            ("min_length", length(ballots.min_choices.map(u64::from))),
            ("max_length", length(ballots.max_choices.map(u64::from))),
            (
                "max_sum_cost",
                ballots
                    .max_cost
                    .map_or_else(String::new, |n| main_unit(n, &facts.currency)),
            ),
            ("max_sum_points", count(max_points)),
            ("currency", facts.currency.clone()),
            ("comment", note),
        ]
    }

    /// The budget, and what is to be known about the rule. Where the rule counts places and no money, the budget is what so many
    /// projects can cost at most, which keeps none of them out.
    fn budget(&self) -> (String, String) {
        let currency = &self.programme.summary.facts.currency;
        let named = &self.vote.facts.rule;
        let mut rules = self.programme.rules.iter();
        let rule = rules.find(|rule| rule.facts.id == *named);
        let rule = rule.map(|rule| &rule.facts.rule);
        let number = rule.and_then(|rule| rule.number);
        let stated = rule.and_then(|rule| rule.budget.as_ref()?.to_string().parse().ok());
        if let (None, Some(number)) = (stated, number) {
            let mut costs: Vec<u64> = self.costs.values().copied().collect();
            costs.sort_unstable_by(|a, b| b.cmp(a));
            let most = costs.iter().take(number as usize);
            let most = most.fold(0u64, |sum, cost| sum.saturating_add(*cost));
            let note = said!(
                "vote-pabulib-places",
                rule = named.as_str(),
                number = number
            );
            return (main_unit(most, currency), in_each_language(&note));
        }
        let note = match number {
            Some(number) => said!(
                "vote-pabulib-at-most",
                rule = named.as_str(),
                number = number
            ),
            None => said!("vote-pabulib-rule", rule = named.as_str()),
        };
        let budget = stated.map_or_else(String::new, |budget| main_unit(budget, currency));
        (budget, in_each_language(&note))
    }

    fn push_projects(&self, out: &mut String) {
        let currency = &self.programme.summary.facts.currency;
        let languages = languages(self.programme);
        let (points, selected) = (has_points(self.vote), self.vote.selection.is_some());
        let mut header = vec!["project_id", "cost", "votes"];
        header.extend(points.then_some("score"));
        header.extend(["name", "category", "beneficiaries"]);
        header.extend(selected.then_some("selected"));
        let _ = writeln!(out, "PROJECTS\n{}", header.join(";"));
        let chosen = self.vote.selection.as_ref();
        let chosen: BTreeSet<&String> = chosen
            .iter()
            .flat_map(|selection| &selection.facts.selected)
            .collect();
        let places: BTreeMap<&str, (usize, u64)> = (0..)
            .zip(self.costs)
            .map(|(place, (id, cost))| (id.as_str(), (place, *cost)))
            .collect();
        for proposal in self.candidates {
            let (place, cost) = places[proposal.facts.id.as_str()];
            let name = proposal
                .text
                .as_ref()
                .map(|text| plain(&text.title, &languages));
            // A title may be hidden; Pabulib wants a name.
            let name = name.filter(|name| !name.is_empty());
            let name = name.unwrap_or_else(|| proposal.facts.id.clone());
            let mut fields = vec![
                pb(&proposal.facts.id),
                main_unit(cost, currency),
                self.counts.votes[place].to_string(),
            ];
            fields.extend(points.then(|| self.counts.points[place].to_string()));
            fields.extend([
                pb(&name),
                pb(proposal.facts.group.as_deref().unwrap_or_default()),
                pb(&proposal.facts.audiences.join(",")),
            ]);
            let chosen = chosen.contains(&proposal.facts.id);
            fields.extend(selected.then(|| u8::from(chosen).to_string()));
            let _ = writeln!(out, "{}", fields.join(";"));
        }
    }
}

/// A note: the file is the same for every reader, whatever they read.
fn in_each_language(note: &Said) -> String {
    let (english, korean) = (
        note.in_language(Language::En),
        note.in_language(Language::Ko),
    );
    format!("#1: {english} / {korean}")
}

/// A kind of ballot as Pabulib names it.
fn vote_type(ballot_type: BallotType) -> &'static str {
    match ballot_type {
        BallotType::Approval => "approval",
        BallotType::Cumulative => "cumulative",
        BallotType::Scoring => "scoring",
        BallotType::Ordinal => "ordinal",
    }
}

/// The day of a time of the record in a zone, as Pabulib writes dates.
fn day(at: &str, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    at.parse::<Timestamp>().map_or_else(
        |_| String::new(),
        |time| time.to_zoned(zone).strftime("%d.%m.%Y").to_string(),
    )
}

/// A text in the first of the programme's languages that it has, on one line.
fn plain(text: &Text, languages: &[Language]) -> String {
    let words = first_words_in(Some(text), languages);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A field of a Pabulib file.
fn pb(text: &str) -> String {
    if text.contains([';', '"', '\n', '\r']) || text.trim() != text {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}
