//! Every rule, completion and breaking of ties that the engine knows, each as a small vote whose result was worked out by hand:
//! who lost reads on top of the page why, with the figures.

mod cases;
mod otherwise;
mod shares;
mod tied;
mod weighed;

use std::collections::BTreeSet;

use madang_fixtures::{Programme, english, pledge_draw};
use madang_programme::Command;
use madang_programme::bodies::{AppointMember, BodyKind, MemberAppointed, MemberClass, Person};
use madang_programme::votes::{Lot, OUTCOME, ScoresContent, ScoresSubmitted, SubmitScores};
use madang_record::entry::Visibility;
use madang_selection::{
    Completion, Decimal, Normalisation, Outcome, Phase, QuotaMode, Reason, Rule, TieStep, Ties,
    Utility,
};
use scraper::{ElementRef, Html};

use crate::common::{self, Portal, submit};
use crate::sight::{all, page, words};
use cases::{Case, cases};

/// Reasons and parts of rules that no vote on record can come to: a vote selects at least one, costs are above zero, and no
/// rule ends while something could still be had.
const NEVER_MET: [&str; 3] = ["no-seats", "outranked", "zero-cost"];

fn drawn() -> Lot {
    Lot::new("a secret", "3 8 21 22 30 41")
}

/// The vote of a case in a programme of its own, up to its close.
async fn vote(portal: &Portal, case: &Case) {
    let programme = Programme(case.name);
    let mut commands = vec![programme.create(), programme.group()];
    commands.push(programme.audience());
    for (id, cost, grouped) in case.proposals {
        let title = english(format!("Proposal {id}"));
        commands.push(match grouped {
            true => programme.propose_in_group(id, *cost, title),
            false => programme.propose(id, *cost, title),
        });
    }
    commands.push(programme.establish("panel", BodyKind::ExpertPanel, english("The Panel")));
    // The last of them hands in no sheet.
    for member in ["m1", "m2", "m3"] {
        commands.push(appointed(case.name, member));
    }
    let lot = case.rule.ties.lot().map(|_| pledge_draw(&drawn()));
    commands.push(programme.fix_rule("rule", case.rule.clone(), lot));
    commands.push(programme.open_vote("v", "rule", case.ballots.clone()));
    submit(&portal.store, commands).await;
    let points = case.has_points();
    let mut then: Vec<Command> = Vec::new();
    for (voter, (choices, given)) in (1..).zip(case.cast) {
        then.push(match points {
            true => programme.cast_points("v", voter, choices, given),
            false => programme.cast("v", voter, choices),
        });
    }
    if matches!(case.rule.rule, Rule::Scores(_)) {
        then.push(sheet(case.name, "m1", &[("a", 2), ("b", 4)]));
        then.push(sheet(case.name, "m2", &[("a", 1), ("b", 4)]));
    }
    then.push(programme.close("v"));
    submit(&portal.store, then).await;
}

fn appointed(programme: &str, member: &str) -> Command {
    let person = Person {
        post: english(format!("Expert {member}")),
        name: None,
        interests: None,
    };
    Command::from(AppointMember {
        facts: MemberAppointed {
            programme: programme.to_owned(),
            body: "panel".to_owned(),
            member: member.to_owned(),
            class: MemberClass::Expert,
        },
        person: Some((Box::new(person), Visibility::Public)),
    })
}

fn sheet(programme: &str, member: &str, scores: &[(&str, u64)]) -> Command {
    let scores = scores.iter();
    let scores = scores.map(|(id, score)| ((*id).to_owned(), Decimal::from(*score)));
    Command::from(SubmitScores {
        facts: ScoresSubmitted {
            programme: programme.to_owned(),
            vote: "v".to_owned(),
            body: "panel".to_owned(),
            member: member.to_owned(),
        },
        scores: ScoresContent {
            scores: scores.collect(),
        },
    })
}

/// A portal on which every case is decided.
async fn decided(cases: &[Case]) -> Portal {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    for case in cases {
        vote(&portal, case).await;
    }
    // The lots have been drawn.
    let portal = common::later(portal, 1).await;
    for case in cases {
        let lot = case.rule.ties.lot().map(|_| drawn());
        let opened = Programme(case.name).open_ballots("v", lot);
        submit(&portal.store, vec![opened]).await;
        common::publish(&portal.store, case.name, "v").await;
    }
    portal
}

async fn outcome(portal: &Portal, case: &Case) -> Outcome {
    let programme = portal.store.programme(case.name).await.expect("the store");
    let selection = programme.expect("it is there").votes[0].selection.clone();
    let entry = selection.expect("it is decided").published.entry;
    let entry = portal.store.entry(entry).await.expect("the store");
    let entry = entry.expect("it is there");
    let body = entry.open_body(OUTCOME).expect("it is public");
    serde_json::from_slice(body).expect("an outcome")
}

fn found<'a>(document: &'a Html, selector: &str, title: &str) -> ElementRef<'a> {
    let mut found = all(document, selector).into_iter();
    let found = found.find(|one| words(*one).contains(title));
    found.unwrap_or_else(|| panic!("{selector} of {title}"))
}

/// What a reason reads on a page, Korean and English.
fn reads(case: &Case, reason: Reason) -> [&'static str; 2] {
    match reason {
        // c is on every ranking, in the last place.
        Reason::NoSupport if case.ranks() => [
            "점수를 얻지 못했습니다. 아무도 고르지 않았거나, 점수가 없는 순위로만 골랐습니다.",
            "It got no points: nobody chose it, or only at places that give none.",
        ],
        Reason::NoSupport => ["고른 사람이 없습니다.", "Nobody chose it."],
        Reason::AboveBudget => [
            "비용이 전체 예산보다 큽니다.",
            "It costs more than the whole budget.",
        ],
        Reason::NoPot => [
            "이 제안의 서비스군에는 배정된 예산이 없습니다.",
            "its group has no part of it.",
        ],
        Reason::DoesNotFit => [
            "남은 예산에 들어가지 않았습니다.",
            "It did not fit into what was left of the budget.",
        ],
        Reason::TooLittleMoney => [
            "남은 몫을 모두 더해도 비용에 미치지 못했습니다.",
            "Its supporters could not pay for it",
        ],
        Reason::NumberReached => [
            "정해진 수가 찰 때까지 다른 제안들이 먼저 뽑혔습니다.",
            "Others came before it until the number of proposals was reached.",
        ],
        Reason::Stopped => [
            "차례가 오기 전에 선정이 끝났습니다.",
            "The selection ended before its turn",
        ],
        Reason::Reserved => [
            "다른 서비스군의 하한을 지키기 위해 뽑히지 않았습니다.",
            "another group could still have its lower bound.",
        ],
        Reason::BelowThreshold => [
            "규칙이 정한 최소 기준에 미치지 못했습니다.",
            "It stayed below the least that the rule asks for.",
        ],
        Reason::Quota => [
            "서비스군의 상한에 이르렀거나",
            "Its group had reached its upper bound",
        ],
        Reason::Comparison => [
            "마지막 비교에서 다른 결과가 채택되었습니다.",
            "The final comparison preferred the other outcome.",
        ],
        other => panic!("{other:?}: worked out for no case"),
    }
}

/// What pages do not say.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn told(&mut self, at: &str, part: &str, text: &str) {
        if !text.contains(part) {
            self.0.push(format!("{at}: {part:?} is not in {text:?}"));
        }
    }
}

/// A proposal as it stands on the list, in the table of the selection and on its page, in one language.
struct Seen<'a> {
    case: &'a Case,
    id: &'static str,
    spoken: usize,
    place: String,
    card: String,
    cells: String,
    own: Html,
}

impl Seen<'_> {
    /// Its votes, its group, and whom it stood equal with.
    fn check_standing(&self, faults: &mut Faults) {
        let Self { place, cells, .. } = self;
        let votes = self.case.votes(self.id);
        let counted = match (self.spoken, votes) {
            (0, _) => format!("{votes}표"),
            (_, 1) => "1 vote ".to_owned(),
            _ => format!("{votes} votes "),
        };
        faults.told(place, &counted, &self.card);
        faults.told(place, &format!("|{votes}|"), cells);
        let mut proposals = self.case.proposals.iter();
        if proposals.any(|(of, _, grouped)| *of == self.id && *grouped) {
            faults.told(place, "|General|", cells);
        }
        if let Some(tied) = self.tied() {
            for part in [&self.lead(), &self.card, cells] {
                faults.told(place, tied[self.spoken], part);
            }
        }
    }

    /// Its score, and the sheets that it comes from.
    fn check_scores(&self, faults: &mut Faults) {
        let Self { place, cells, .. } = self;
        for part in all(&self.own, "#scores tbody td") {
            faults.told(place, &format!("|{}|", words(part)), cells);
        }
        let Some(score) = self.score() else {
            return;
        };
        faults.told(place, score, &self.card);
        faults.told(place, &format!("|{score}|"), cells);
        faults.told(place, score, &words(all(&self.own, "main")[0]));
        let rows = all(&self.own, "#sheets tbody tr");
        assert_eq!(rows.len(), 2, "{place}");
        let given = if self.id == "a" {
            ["2", "1"]
        } else {
            ["4", "4"]
        };
        for (row, (member, given)) in rows.into_iter().zip(["m1", "m2"].into_iter().zip(given)) {
            let said = format!("Expert {member} The Panel {given} ");
            faults.told(place, &said, &words(row));
        }
    }

    /// Why it lost, where it did.
    fn check_loss(&self, faults: &mut Faults) {
        let Self { place, spoken, .. } = self;
        let lost = self.case.lost.iter().find(|(of, ..)| *of == self.id);
        let Some((_, reason, figures)) = lost else {
            return;
        };
        let first = all(&self.own, "main h2")[0];
        assert_eq!(first.attr("id"), Some("why"), "{place}");
        if self.score().is_some() {
            let last = ["마지막 선정", "the last one selected"][*spoken];
            faults.told(place, last, &self.cells);
        }
        let said = reads(self.case, *reason)[*spoken];
        let reasons = reasons(&self.own);
        match self.tied() {
            Some(_) => faults.told(place, said, &reasons),
            None => faults.told(place, said, &self.lead()),
        }
        faults.told(place, said, &self.card);
        let figures = figures[*spoken].iter().copied();
        for figure in figures.chain([self.case.standing(self.id, *spoken).as_str()]) {
            faults.told(place, figure, &reasons);
        }
    }

    fn tied(&self) -> Option<[&'static str; 2]> {
        let tied = self.case.tied.iter().find(|(of, _)| *of == self.id);
        tied.map(|(_, tied)| *tied)
    }

    fn score(&self) -> Option<&'static str> {
        let score = self.case.scores.iter().find(|(of, _)| *of == self.id);
        score.map(|(_, score)| *score)
    }

    fn lead(&self) -> String {
        words(all(&self.own, "#why + #why-v + p.lead")[0])
    }
}

/// On the list, the page of the proposal and the table of the selection, in both languages.
async fn faults_of_pages(portal: &Portal, case: &Case) -> Vec<String> {
    let mut faults = Faults::default();
    for (spoken, language) in ["ko", "en"].into_iter().enumerate() {
        let of = format!("/{language}/programmes/{}", case.name);
        let list = page(portal, &format!("{of}/proposals")).await;
        let selection = page(portal, &format!("{of}/selection")).await;
        let top = words(all(&selection, "main p.lead + p.prose")[0]);
        for part in case.decided_by(spoken) {
            faults.told(&of, &part, &top);
        }
        let rule = words(all(&selection, "#rule ~ ol")[0]);
        for part in case.scored_by() {
            faults.told(&of, part[spoken], &rule);
        }
        for &(id, ..) in case.proposals {
            let title = format!("Proposal {id}");
            let row = found(&selection, "#projects tbody tr", &title);
            let cells: Vec<String> = row.child_elements().map(words).collect();
            let seen = Seen {
                case,
                id,
                spoken,
                place: format!("{} {language} {id}", case.name),
                card: words(found(&list, "main li", &title)),
                cells: format!("|{}|", cells.join("|")),
                own: page(portal, &format!("{of}/proposals/{id}")).await,
            };
            seen.check_standing(&mut faults);
            seen.check_scores(&mut faults);
            seen.check_loss(&mut faults);
        }
    }
    faults.0
}

/// What a page says between its title and what the proposal is about.
fn reasons(page: &Html) -> String {
    let after = all(page, "#why ~ *").into_iter();
    let until = after.take_while(|one| one.attr("id") != Some("about"));
    until.map(words).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn who_lost_under_any_rule_reads_why_on_top_with_the_figures() {
    let cases = cases();
    let portal = decided(&cases).await;
    let mut met = BTreeSet::new();
    let mut faults = Vec::new();
    for case in &cases {
        let outcome = outcome(&portal, case).await;
        if outcome.selected != case.selected {
            faults.push(format!("{}: {:?} is selected", case.name, outcome.selected));
        }
        for project in &outcome.projects {
            let lost = case.lost.iter().find(|(id, ..)| *id == project.id);
            let reason = lost.map(|(_, reason, _)| *reason);
            if project.reason != reason {
                let fared = format!("{}: {:?}", project.id, project.reason);
                faults.push(format!("{}: {fared} and not {reason:?}", case.name));
            }
        }
        let reasons = outcome.projects.iter().filter_map(|project| project.reason);
        met.extend(reasons.map(|reason| ("reason", reason.kind())));
        met.extend(
            outcome
                .rounds
                .iter()
                .map(|round| ("phase", round.phase.kind())),
        );
        met.extend(
            outcome
                .ties
                .iter()
                .map(|tie| ("step", tie.decided_by.kind())),
        );
        met.extend(case.kinds());
        faults.extend(faults_of_pages(&portal, case).await);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let known = [
        ("rule", Rule::KINDS),
        ("normalisation", Normalisation::KINDS),
        ("utility", Utility::KINDS),
        ("completion", Completion::KINDS),
        ("ties", Ties::KINDS),
        ("quotas", QuotaMode::KINDS),
        ("reason", Reason::KINDS),
        ("phase", Phase::KINDS),
        ("step", TieStep::KINDS),
    ];
    let known = known.into_iter();
    let known = known.flat_map(|(of, kinds)| kinds.iter().map(move |kind| (of, *kind)));
    let missing: Vec<_> = known
        .filter(|(of, kind)| !met.contains(&(*of, *kind)))
        .map(|(_, kind)| kind)
        .collect();
    assert_eq!(
        missing, NEVER_MET,
        "what the engine knows and no case shows"
    );
}
