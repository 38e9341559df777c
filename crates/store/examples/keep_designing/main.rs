//! Makes a record to be kept of a design: a task force understands, goes back once, and discovers; another design is stopped. It runs
//! on 5, 12 and 26 October and 9 November 2026 by a clock of its own. `crates/verify/tests/records/2026-12-designing/make.sh` runs it;
//! the folder gets `data` and `keys`.
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
use madang_fixtures::{INSTITUTION, TOGETHER};
use madang_programme::answers::Pointer;
use madang_programme::consultations::PointsTo;
use madang_programme::design::{
    DesignOutputAdded, DesignPhase, DesignProcess, DesignVerdict, OutputKind,
};
use madang_programme::people::Granted;
use madang_programme::voices::Channel;
use support::*;

const UNDERSTAND: DesignPhase = DesignPhase::Understand;
const DISCOVER: DesignPhase = DesignPhase::Discover;

#[tokio::main]
async fn main() {
    let keeping = Keeping::begin(19);
    let kept = keeping.on("2026-10-05").await;
    kept.begin().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-12").await;
    kept.understand().await;
    kept.0.close().await;
    let kept = keeping.on("2026-10-26").await;
    kept.understand_better().await;
    kept.0.close().await;
    let kept = keeping.on("2026-11-09").await;
    kept.go_on().await;
    kept.0.close().await;
}

impl Kept {
    /// A programme with an institution, a task force, who holds a role, and what people said.
    async fn begin(&self) {
        self.0.submit_all(programme(2)).await.unwrap();
        self.ask(official(), P.institution(INSTITUTION, "Interior"))
            .await;
        let everywhere = grant(ADMINISTRATOR, Granted::Administrator, false, None);
        self.ask(operator(), everywhere).await;
        let granted = grant(OF_INTERIOR, Granted::Official, true, Some(INSTITUTION));
        self.ask(administrator(), granted).await;
        let leads = grant(HEARS, Granted::Facilitator, true, None);
        self.ask(administrator(), leads).await;
        for command in P.task_force() {
            self.ask(official(), command).await;
        }
        let said = P.receive(came(Channel::Portal, 1), korean("막차를 늦춰 주십시오."));
        self.ask(participant(KIM), said).await;
        self.ask(official(), need("", true, korean("막차"), None))
            .await;
    }

    /// The process is fixed, the first phase is begun, and goes back to its beginning.
    async fn understand(&self) {
        let fix = P.fix_process("", DesignProcess::Kr5, None);
        self.ask(of_interior(), fix).await;
        self.ask(of_interior(), P.start_phase("1", UNDERSTAND))
            .await;
        let study = P.output("1", 1, (UNDERSTAND, OutputKind::FieldStudy));
        let study = DesignOutputAdded {
            cites: vec![
                PointsTo::Voice("1".to_owned()),
                PointsTo::Need("1".to_owned()),
                PointsTo::Proposal("1".to_owned()),
            ],
            ..study
        };
        self.ask(hears(), P.add_output(study)).await;
        let held = P.hold_session("1", (1, UNDERSTAND), "2026-10-12", &TOGETHER[..2]);
        self.ask(hears(), held).await;
        let back = P.close_phase("1", UNDERSTAND, DesignVerdict::Back, Some(UNDERSTAND));
        self.ask(of_interior(), back).await;
    }

    /// Everybody is there this time, and a test and a pilot of what runs elsewhere are looked at.
    async fn understand_better(&self) {
        self.ask(of_interior(), P.start_phase("1", UNDERSTAND))
            .await;
        let map = DesignOutputAdded {
            shown_by: Pointer::Entry(1),
            ..P.output("1", 2, (UNDERSTAND, OutputKind::StakeholderMap))
        };
        self.ask(of_interior(), P.add_output(map)).await;
        for (no, kind) in [(3, OutputKind::PrototypeTest), (4, OutputKind::Pilot)] {
            let output = P.output("1", no, (UNDERSTAND, kind));
            self.ask(hears(), P.add_output(output)).await;
        }
        let held = P.hold_session("1", (2, UNDERSTAND), "2026-10-26", &TOGETHER);
        self.ask(hears(), held).await;
        let go = P.close_phase("1", UNDERSTAND, DesignVerdict::Go, None);
        self.ask(of_interior(), go).await;
    }

    /// The next phase is open; the design is stopped, and another begun by the double diamond.
    async fn go_on(&self) {
        self.ask(of_interior(), P.start_phase("1", DISCOVER)).await;
        let problem = DesignOutputAdded {
            cites: vec![PointsTo::Need("1".to_owned())],
            ..P.output("1", 5, (DISCOVER, OutputKind::ProblemStatement))
        };
        self.ask(hears(), P.add_output(problem)).await;
        let stop = P.close_phase("1", DISCOVER, DesignVerdict::Stop, None);
        self.ask(of_interior(), stop).await;
        let again = P.fix_process("again", DesignProcess::Dd4, None);
        self.ask(official(), again).await;
    }
}
