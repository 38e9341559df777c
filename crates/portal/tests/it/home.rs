//! The home page.

use crate::common::{self, FINISHED, OPEN};
use crate::sight::{all, page, words};

#[tokio::test]
async fn home_says_what_this_is_and_where_each_programme_stands() {
    let portal = common::example().await;
    let home = page(&portal, "/ko/").await;
    assert_eq!(all(&home, ".cards .card").len(), 3);
    let text = words(all(&home, "main")[0]);
    for expected in [
        "맞춤형 서비스 대표사업 50",
        "선정 완료",
        "투표 중",
        "제안 받는 중",
        "예시",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
    let home = page(&portal, "/en/").await;
    assert!(words(all(&home, "main")[0]).contains("Vote open"));
}

/// Whoever comes is led to speak, to what became of something, and to check it.
#[tokio::test]
async fn home_leads_to_speaking_finding_and_checking() {
    let portal = common::example().await;
    for language in ["ko", "en"] {
        let home = page(&portal, &format!("/{language}/")).await;
        let main = all(&home, "main")[0];
        let links = all(&home, "main a");
        let links: Vec<&str> = links.iter().filter_map(|link| link.attr("href")).collect();
        let under = |path: &str| format!("/{language}{path}");
        for path in [
            // No account is to be had here: what was said is shown.
            format!("/programmes/{FINISHED}/voices"),
            "/record/find".to_owned(),
            "/record/verify".to_owned(),
            "/data".to_owned(),
        ] {
            assert!(links.contains(&under(&path).as_str()), "{path}: {links:?}");
        }
        // Nobody answers in this one.
        let deaf = under(&format!("/programmes/{OPEN}/voices"));
        assert!(!links.contains(&deaf.as_str()), "{links:?}");
        let form = all(&home, "main form")[0].value();
        assert_eq!(form.attr("action"), Some(under("/search").as_str()));
        let text = words(main);
        let said = match language {
            "ko" => [
                "의견과 답변, 필요, 안건과 참석 현황을 갖춘 협의, 제안, 투표와 선정, 이행 과제와 버전을 갖춘 서비스",
                "말하기",
                "확인하기",
            ],
            _ => [
                "voices and answers, needs, consultations with their agenda and who was there, proposals, votes and selection, services with their milestones and versions",
                "Speak",
                "Check",
            ],
        };
        for said in said {
            assert!(text.contains(said), "{said}: {text}");
        }
    }
}
