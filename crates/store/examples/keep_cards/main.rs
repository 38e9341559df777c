//! Makes a record to be kept of the cards of a workshop: five are issued, two are entered, and the others are accounted for, twice. It
//! runs on 5, 19, 21 and 22 October 2026 by a clock of its own. `crates/verify/tests/records/2026-12-cards/make.sh` runs it; the folder
//! gets `data` and `keys`.
#![allow(clippy::unwrap_used, reason = "run by hand, by who can read the panic")]

#[allow(
    dead_code,
    unused_imports,
    unused_macros,
    reason = "a part of it is used here"
)]
#[path = "../../tests/it/support.rs"]
mod support;

#[allow(dead_code, reason = "a part of it is used here")]
#[path = "../keeping/mod.rs"]
mod keeping;

use keeping::asked::*;
use keeping::{Keeping, Kept};
use madang_fixtures::{INSTITUTION, card_receipts, workshop};
use madang_programme::people::Granted;
use support::*;

const OPENS: &str = "2026-10-20T05:00:00.000Z";
const CLOSES: &str = "2026-10-20T09:00:00.000Z";

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(20);
    let kept = keeping.on("2026-10-05").await;
    kept.begin().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-19").await;
    kept.print().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-21").await;
    let first = kept.enter().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-22").await;
    kept.account_anew(first).await;
    kept.0.close().await;
}

fn receipts() -> Vec<String> {
    card_receipts(ORIGIN, PROGRAMME, 5)
}

impl Kept {
    /// A programme with an institution, who holds a role, and a workshop.
    async fn begin(&self) {
        self.0.submit_all(programme(0)).await.unwrap();
        self.ask(official(), P.institution(INSTITUTION, "Interior"))
            .await;
        let everywhere = grant(ADMINISTRATOR, Granted::Administrator, false, None);
        self.ask(operator(), everywhere).await;
        for (holder, role) in [
            (OF_INTERIOR, Granted::Official),
            (HEARS, Granted::Facilitator),
        ] {
            let granted = grant(holder, role, true, Some(INSTITUTION));
            self.ask(administrator(), granted).await;
        }
        self.ask(of_interior(), P.announce("", workshop(OPENS, CLOSES)))
            .await;
    }

    async fn print(&self) {
        self.ask(hears(), P.issue_cards("1", &receipts())).await;
    }

    /// It was held; two cards are entered, and what became of the others is told as far as it is known.
    async fn enter(&self) -> u64 {
        let held = P.hold("1", "2026-10-20T05:05:00.000Z", "2026-10-20T08:50:00.000Z");
        self.ask(hears(), held).await;
        for (receipt, said) in [(1, "막차를 늦춰 주십시오."), (3, "정류장이 어둡습니다.")]
        {
            let card = P.on_card("1", &receipts(), &receipts()[receipt]);
            self.ask(hears(), P.receive(card, korean(said))).await;
        }
        self.ask(hears(), P.account_for_cards("1", None, [1, 0, 0]))
            .await
    }

    /// One was found that cannot be read, and one lay in the box unused.
    async fn account_anew(&self, first: u64) {
        self.ask(hears(), P.account_for_cards("1", Some(first), [1, 1, 1]))
            .await;
    }
}
