//! Makes a record to be kept of who moderates a programme, and of slips that were lost: words that facilitators and an institution's
//! official hid, showed again and erased, what whoever proposed something had hidden themselves, a voice that an administrator
//! brought in, and two codes in the place of ones that were lost. It runs on 5 and 12 October 2026 by a clock of its own.
//! `crates/verify/tests/records/2026-11-moderating/make.sh` runs it; the folder gets `data` and `keys`.
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
use madang_fixtures::INSTITUTION;
use madang_programme::Command;
use madang_programme::content::{ContentErased, ContentReleased, ContentRestricted, Ground};
use madang_programme::contents::TEXT;
use madang_programme::people::Granted;
use madang_programme::voices::code::Code;
use madang_programme::voices::{Channel, VoiceCodeRenewed};
use support::*;

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(12);
    let kept = keeping.on("2026-10-05").await;
    kept.begin().await;
    kept.speak().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-12").await;
    kept.moderate().await;
    kept.renew().await;
    kept.0.close().await;
}

fn renewed(voice: &str, code: u8) -> Command {
    let code = Code::of_random([code; 20]);
    Command::plain(VoiceCodeRenewed {
        programme: PROGRAMME.to_owned(),
        voice: voice.to_owned(),
        receipt: code.receipt(ORIGIN, PROGRAMME),
    })
}

fn shown(entry: u64) -> Command {
    let name = TEXT.to_owned();
    Command::plain(ContentReleased { entry, name })
}

impl Kept {
    /// A programme with institutions, and who holds a role.
    async fn begin(&self) {
        self.0.submit_all(programme(0)).await.unwrap();
        for (id, name) in [(INSTITUTION, "Interior"), (TRANSPORT, "Transport")] {
            self.ask(official(), P.institution(id, name)).await;
        }
        let everywhere = grant(ADMINISTRATOR, Granted::Administrator, false, None);
        self.ask(operator(), everywhere).await;
        for (holder, role, institution) in [
            (OF_INTERIOR, Granted::Official, Some(INSTITUTION)),
            (HEARS, Granted::Facilitator, None),
        ] {
            let granted = grant(holder, role, true, institution);
            self.ask(administrator(), granted).await;
        }
    }

    /// Voices of participants and by slips, one that was published before, a need and a proposal.
    async fn speak(&self) {
        for (who, facts, words) in [
            (
                participant(KIM),
                came(Channel::Portal, 1),
                "밤 버스가 없습니다.",
            ),
            (
                participant(LEE),
                came(Channel::Portal, 2),
                "쓸데없는 말입니다.",
            ),
            (hears(), came(Channel::Paper, 3), "정류장이 어둡습니다."),
            (hears(), came(Channel::Phone, 4), "노선도가 작습니다."),
            (
                administrator(),
                came(Channel::Petition, 5),
                "승강기를 놓아 주십시오.",
            ),
        ] {
            self.ask(who, P.receive(facts, korean(words))).await;
        }
        let title = korean("02-123-4567 로 알려 주십시오.");
        self.ask(hears(), need("", true, title, None)).await;
        self.ask(official(), P.call("2026-10-05", "2026-10-16"))
            .await;
        let own = P.hand_in(P.own_proposal(""), "A night bus");
        self.ask(participant(KIM), own).await;
    }

    async fn moderate(&self) {
        let hide = |entry, ground| restrict(entry, TEXT, ground, "2027-03-01");
        let (first, rude) = (self.voice("1").await, self.voice("2").await);
        let need = self
            .0
            .with_state(|state| state.need(PROGRAMME, "1").unwrap().entry);
        let need = need.await.unwrap();
        self.ask(hears(), hide(need, Ground::PersonalData)).await;
        self.ask(hears(), hide(rude, Ground::HouseRules)).await;
        self.ask(of_interior(), shown(rude)).await;
        let erased = Command::plain(ContentErased {
            entry: rude,
            name: TEXT.to_owned(),
            ground: Ground::Unlawful,
        });
        self.ask(of_interior(), erased).await;
        let at = "2026-10-12T00:30:00.000Z";
        let own = |entry| Command::plain(ContentRestricted::at_request(entry, TEXT, at).unwrap());
        let proposal = self
            .0
            .with_state(|state| state.proposal(PROGRAMME, "1").unwrap().entry);
        let proposal = proposal.await.unwrap();
        self.ask(participant(KIM), own(first)).await;
        self.ask(participant(KIM), shown(first)).await;
        self.ask(participant(KIM), own(proposal)).await;
    }

    /// Two slips are lost, one of them twice.
    async fn renew(&self) {
        self.ask(of_interior(), renewed("3", 6)).await;
        self.ask(hears(), renewed("4", 7)).await;
        self.ask(hears(), renewed("4", 8)).await;
    }
}
