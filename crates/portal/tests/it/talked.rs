//! The tables of what is said about proposals and of who stands behind them: what ended and what is hidden is in them as in the
//! others, and nothing that was erased or restricted.

use axum::http::StatusCode;
use madang_fixtures::{Programme, english};
use madang_programme::content::{ContentErased, ContentRestricted, Ground};
use madang_programme::proposals::EndorsementWithdrawn;
use madang_programme::{Actor, Command, Role};
use madang_store::Submission;

use crate::common::{self, EMPTY, FINISHED, Portal, actor, submit};
use crate::data::{lines, table, unpacked};

const P: Programme<'_> = Programme(EMPTY);

async fn say(portal: &Portal, name: &str, command: Command) -> u64 {
    let said = Submission {
        actor: Actor::new(Role::Participant, name).expect("a name"),
        idempotency_key: None,
        command,
        terms: Default::default(),
    };
    let receipt = portal.store.submit(said).await.expect("it is recorded");
    receipt.proof.index
}

async fn two_proposals() -> Portal {
    let portal = common::empty().await;
    submit(&portal.store, common::example::commitments()).await;
    let begun = common::example::nothing_yet("KRW");
    let proposed = ["1", "2"].map(|id| P.propose(id, 1_000, english(id)));
    let commands = std::iter::once(begun).chain(proposed);
    submit(&portal.store, commands.collect()).await;
    portal
}

fn api(programme: &str, name: &str) -> String {
    format!("/api/v1/programmes/{programme}/{name}.csv")
}

#[tokio::test]
async fn comments_are_a_table_without_what_is_hidden() {
    let portal = two_proposals().await;
    let first = say(&portal, "kim", P.comment("1", None, "=1+1, \"so\"")).await;
    let reply = say(
        &portal,
        "lee",
        P.comment("1", Some(first), "restricted words"),
    )
    .await;
    let other = say(&portal, "kim", P.comment("2", None, "erased words")).await;
    submit(&portal.store, vec![P.withdraw("2")]).await;
    let before = lines(&table(&portal, &api(EMPTY, "comments")).await);
    let place = |name: &str| before[0].iter().position(|own| own == name).expect(name);
    let (of, parent, text) = (place("project_id"), place("parent"), place("text_en"));
    assert_eq!(before[1][text], "'=1+1, \"so\"");
    let told: Vec<_> = before[1..]
        .iter()
        .map(|row| (&*row[of], &*row[parent]))
        .collect();
    let first_entry = first.to_string();
    assert_eq!(told, [("1", ""), ("1", &first_entry), ("2", "")]);
    assert_eq!(before[3][place("actor")], "participant/kim");
    assert_eq!(before[3][place("entry")], other.to_string());

    let hidden = ContentRestricted {
        entry: reply,
        name: "text".to_owned(),
        ground: Ground::HouseRules,
        roles: vec!["official".to_owned()],
        review_by: common::review_by(&portal.store),
    };
    let done = portal.store.restrict(actor(Role::Official), hidden).await;
    done.expect("the words are restricted");
    let erased = ContentErased {
        entry: other,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    let done = portal.store.erase(actor(Role::Official), erased).await;
    done.expect("the words are erased");
    let after = table(&portal, &api(EMPTY, "comments")).await;
    assert_eq!(lines(&after).len(), 4);
    let archive = unpacked(&portal.get("/data.zip").await.body);
    let path = format!("programmes/{EMPTY}/comments.csv");
    assert_eq!(archive[&path], after.as_bytes());
    for bytes in archive.values() {
        let text = String::from_utf8_lossy(bytes);
        for words in ["restricted words", "erased words"] {
            assert!(!text.contains(words), "{text}");
        }
    }
}

#[tokio::test]
async fn endorsements_are_a_table_without_names_and_say_which_stand() {
    let portal = two_proposals().await;
    let first = say(&portal, "kim-of-one", P.endorse("1", 1)).await;
    say(&portal, "lee-of-one", P.endorse("1", 1)).await;
    let taken_back = Command::plain(EndorsementWithdrawn {
        programme: EMPTY.to_owned(),
        proposal: "1".to_owned(),
        version: 1,
    });
    say(&portal, "kim-of-one", taken_back).await;
    let again = say(&portal, "kim-of-one", P.endorse("1", 1)).await;
    let text = table(&portal, &api(EMPTY, "endorsements")).await;
    assert!(!text.contains("of-one"), "{text}");
    let rows = lines(&text);
    assert_eq!(rows[0].join(","), "project_id,version,stands,entry,at");
    let told: Vec<String> = rows[1..].iter().map(|row| row[..3].join(" ")).collect();
    assert_eq!(told, ["1 1 0", "1 1 1", "1 1 1"]);
    assert_eq!(rows[1][3], first.to_string());
    assert_eq!(rows[3][3], again.to_string());
}

#[tokio::test]
async fn where_nobody_said_anything_there_is_a_head() {
    let portal = common::example().await;
    for name in ["comments", "endorsements"] {
        assert_eq!(lines(&table(&portal, &api(FINISHED, name)).await).len(), 1);
        let none = portal.get(&api("none", name)).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
    }
}
