//! From rules 7 on nothing is hidden in any title, nor in the post of a member.

use madang_programme::bodies::{AppointMember, BodyKind, MemberAppointed, MemberClass};
use madang_programme::commitments::{
    ActionPlanRecorded, MilestoneRecorded, ReviewRecorded, ReviewText,
};
use madang_programme::log::RulesAdopted;
use madang_programme::{Command, State};
use serde_json::json;

use crate::support::*;

const OFFICIAL: &str = "official/test";

/// A programme with a body, under rules 6 and under rules 7.
fn before_and_now() -> [State; 2] {
    [6, 7].map(|rules| {
        let mut state = prepared();
        let adopted = Command::plain(RulesAdopted { rules });
        give(&mut state, "operator/server", adopted).expect("adopted");
        let panel = P.establish("panel", BodyKind::ExpertPanel, english("Panel"));
        give(&mut state, OFFICIAL, panel).expect("a body");
        state
    })
}

fn titled(what: &str, title: &str) -> Command {
    let value = match what {
        "plan" => {
            json!({ "country": "KR", "cycle": 2011, "id": "KR-2", "number": 1, "title": { "en": title } })
        }
        "milestone" => json!({
            "code": "1.b.1", "commitment": "KR0018", "derived_by_reviewer": false, "title": { "ko": title },
        }),
        "report" => json!({
            "commitment": "KR0018", "report": "eot", "report_title": title, "stage": "end_of_term", "values": [],
        }),
        _ => json!({ "body": "panel", "class": "expert", "member": "a", "programme": "p" }),
    };
    match what {
        "plan" => Command::plain(serde_json::from_value::<ActionPlanRecorded>(value).expect(what)),
        "milestone" => {
            Command::plain(serde_json::from_value::<MilestoneRecorded>(value).expect(what))
        }
        "report" => {
            let review = serde_json::from_value::<ReviewRecorded>(value).expect(what);
            Command::worded(review, ReviewText::default())
        }
        _ => {
            let facts = serde_json::from_value::<MemberAppointed>(value).expect(what);
            assert_eq!(facts.class, MemberClass::Expert);
            Command::from(AppointMember::under_post(facts, english(title), None))
        }
    }
}

#[test]
fn nothing_is_hidden_in_any_title_or_post() {
    for what in ["plan", "milestone", "report", "post"] {
        for hidden in ["Step\u{200b}s", "Steps\u{3164}", "\u{2800}Steps"] {
            let [mut before, mut now] = before_and_now();
            give(&mut before, OFFICIAL, titled(what, hidden))
                .expect("as records of before have it");
            let refused = give(&mut now, OFFICIAL, titled(what, hidden)).expect_err(what);
            assert!(refused.contains("cannot be seen"), "{what}: {refused}");
        }
        let [_, mut now] = before_and_now();
        give(&mut now, OFFICIAL, titled(what, "단계 One")).expect(what);
    }
}
