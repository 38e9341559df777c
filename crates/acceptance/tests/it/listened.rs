//! What `madang demo` has of listening: on its record, and on its pages in Korean and English.

use std::net::SocketAddr;

use anyhow::Result;
use madang_acceptance::http;
use madang_acceptance::record::Published;

use crate::demo::count_of;

/// What can become of a voice, of an answer or of a proposal became of one of the example's each.
pub fn on_record(record: &Published) -> Result<()> {
    for (kind, count) in [
        ("voice.received/1", 28),
        ("voice.supplement_asked/1", 2),
        ("voice.supplemented/1", 1),
        ("voice.transferred/1", 1),
        ("voice.withdrawn/1", 1),
        ("content.restricted/1", 1),
        ("content.released/1", 1),
        ("expertise.asked/1", 1),
        ("reexamination.asked/1", 1),
        // Of the table, and of what people said themselves; two of them take another's place.
        ("answer.given/1", 24),
        ("answer.progress/1", 3),
        ("proposal.submitted/2", 5),
        ("proposal.revised/1", 1),
        ("proposal.merged/1", 1),
        ("proposal.split/1", 1),
        ("proposal.endorsed/1", 14),
        ("proposal.commented/1", 3),
    ] {
        assert_eq!(count_of(record, kind)?, count, "{kind}");
    }
    // On which ground words were hidden, by whom and until when stands there for good.
    let hidden = record.entry(record.first_of("content.restricted/1")?)?;
    assert_eq!(hidden["facts"]["ground"], "house_rules");
    assert_eq!(hidden["actor"], "official/demo-service-innovation");
    assert!(hidden["facts"]["review_by"].is_string(), "{hidden}");
    Ok(())
}

/// What pages of listening say in Korean and in English.
const LISTENING: [(&str, &str, &str); 18] = [
    (
        "voices/20",
        "기한이 멈추었던 7일",
        "7 days on which the clock stood still",
    ),
    (
        "voices/21",
        "까지 답변 기한이 멈춥니다",
        "The clock stands still until",
    ),
    (
        "voices/24",
        "다른 기관으로 넘김",
        "Transferred to another institution",
    ),
    ("voices/25", "답변할 것은 없습니다", "No answer is due."),
    ("voices/26", "예시 안내문.png", "예시 안내문.png"),
    (
        "voices/26",
        "기한이 멈추었던 4일",
        "4 days on which the clock stood still",
    ),
    (
        "voices/26",
        "네 가지는 주민센터에 이미 있습니다",
        "Four of the seven papers",
    ),
    ("voices/27", "재심사 요청", "Another look asked for"),
    (
        "voices/27",
        "찾아가서 하기로 했습니다",
        "After another look",
    ),
    (
        "voices/28",
        "일이 너무 느립니다",
        "The website shows the queue",
    ),
    ("voices/4", "늦어짐", "Delayed"),
    (
        "voices/11",
        "https://example.org/scholarships",
        "https://example.org/scholarships",
    ),
    ("proposals/65", "1판", "version 1"),
    (
        "proposals/66",
        "뒤를 이은 제안은",
        "It was merged, and goes on in",
    ),
    (
        "proposals/67",
        "나뉘었고, 뒤를 이은 제안은",
        "It was split, and goes on in its parts",
    ),
    ("answers", "지금 기한이 지난 것", "Overdue now"),
    ("openness", "C32", "C32"),
    (
        "votes/vote-1",
        "대표 서비스 50 선정 투표 (예시)",
        "Vote on the fifty flagship services (example)",
    ),
];

/// The pages of the demo's programme, served from an address, say what became of it all.
pub async fn on_pages(server: SocketAddr) -> Result<()> {
    for (page, korean, english) in LISTENING {
        for (language, says) in [("ko", korean), ("en", english)] {
            let address = format!("/{language}/programmes/kr0018-flagships/{page}");
            let shown = http::get(server, &address).await?.text();
            assert!(shown.contains(says), "{address}: {says}");
        }
    }
    Ok(())
}
