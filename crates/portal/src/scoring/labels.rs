//! What is said of how bodies score.

use madang_programme::scoring::{Fixed, RecusalKind, Scored};

use crate::frame::format::share;
use crate::frame::ui::Ui;

/// How a member came not to score a proposal.
pub fn recusal(ui: &Ui, kind: RecusalKind) -> String {
    match kind {
        RecusalKind::Excluded => ui.t("scoring-excluded"),
        RecusalKind::Challenged => ui.t("scoring-challenged"),
        RecusalKind::SelfExcluded => ui.t("scoring-self-excluded"),
    }
}

/// By how many of how many members a proposal was scored: “4 of 5; 1 recused”.
pub fn by_how_many(ui: &Ui, scored: &Scored, members: u64) -> String {
    let named = [
        ("scored", ui.number(scored.scored.into()).into()),
        ("members", ui.number(members).into()),
        ("recused", ui.number(scored.recused.into()).into()),
    ];
    match scored.recused {
        0 => ui.tf("scoring-of-members", &named),
        _ => ui.tf("scoring-of-members-recused", &named),
    }
}

/// The mean that a proposal has, in per cent of the highest; `None` where nobody scored it.
pub fn mean(fixed: &Fixed, scored: &Scored) -> Option<String> {
    let all = fixed.top().checked_mul(scored.scored.into())?;
    (all > 0).then(|| share(scored.sum, all))
}
