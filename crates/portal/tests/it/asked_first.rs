//! Whose page is asked for is looked at first, whatever all the others take.

use madang_fixtures::{Programme, approval, english};
use madang_programme::Command;
use madang_selection::{Decimal, Rule, SelectionRule, Utility};

use crate::common::{self, EMPTY, VOTE, count, submit};
use crate::sight::{all, page, words};

/// So many proposals, of which the budget pays for a few.
const PROPOSALS: usize = 120;

/// So many voters, each of whom chooses five.
const VOTERS: usize = 300;

#[tokio::test]
async fn the_proposal_that_is_asked_for_is_looked_at_before_all_others() {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    submit(&portal.store, vec![common::example::nothing_yet("KRW")]).await;
    let of = Programme(EMPTY);
    let ids: Vec<String> = (0..PROPOSALS).map(|number| format!("p{number}")).collect();
    let proposals = ids.iter().zip(1_u64..);
    let mut commands: Vec<Command> = proposals
        .map(|(id, number)| of.propose(id, 1_000 + 7 * number, english(format!("Proposal {id}"))))
        .collect();
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
        .with_budget(Decimal::from(20_000u64));
    commands.push(of.fix_rule("rule", rule, None));
    commands.push(of.open_vote(VOTE, "rule", approval()));
    let cast = (0..VOTERS).map(|voter| {
        let chosen = (0..5).map(|place| ids[(voter * 7 + place * 31) % PROPOSALS].as_str());
        of.cast(VOTE, voter as u128 + 1, &chosen.collect::<Vec<_>>())
    });
    commands.extend(cast);
    submit(&portal.store, commands).await;
    count(&portal.store, EMPTY).await;
    let told = async |id: &str| {
        let document = page(&portal, &format!("/en/programmes/{EMPTY}/proposals/{id}")).await;
        let found = all(&document, &format!("#otherwise-{VOTE} + *"));
        words(found[0])
    };
    // The last that would be looked at: one that was selected first, or the furthest from being selected.
    let asked = "p119";
    let mut first = told(asked).await;
    for _ in 0..100 {
        if !first.contains("being worked out") {
            break;
        }
        first = told(asked).await;
    }
    assert!(
        first.contains("would have been") || first.contains("would not"),
        "{first}"
    );
    let other = told("p60").await;
    assert!(
        other.contains("being worked out"),
        "the others are looked at after it: {other}"
    );
}
