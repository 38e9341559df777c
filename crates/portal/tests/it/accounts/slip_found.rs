//! The page for whoever has a slip's code and nothing else.

use axum::http::StatusCode;
use madang_programme::people::Granted;
use scraper::Html;

use super::slips::entered;
use super::{Browser, KIM, LISTENING, leads, with_role, yard};
use crate::sight::{all, check_page};

#[tokio::test]
async fn the_code_alone_leads_to_the_slip_however_it_is_typed() {
    let yard = yard().await.listening().await;
    let mut official = with_role(&yard, KIM, Some((Granted::Facilitator, Some("p")))).await;
    let slip = entered(&mut official, &yard, "전화로 말합니다").await;
    for lang in ["ko", "en"] {
        let address = format!("/{lang}/receipt");
        let page = yard.portal.get(&address).await.text();
        check_page(&address, &page);
        let page = Html::parse_document(&page);
        assert_eq!(all(&page, "main form input[name=code]").len(), 1);
        for from in [format!("/{lang}/"), format!("/{lang}/programmes/p/voices")] {
            let page = Html::parse_document(&yard.portal.get(&from).await.text());
            let link = format!("main a[href='{address}']");
            assert_eq!(all(&page, &link).len(), 1, "{from}");
        }
    }
    let wide: String = slip
        .code
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap())
        .collect();
    for code in [
        slip.code.clone(),
        slip.code.replace('-', "\t"),
        slip.code.replace('-', "\r\n"),
        wide,
    ] {
        let fields = [("code", code.as_str())];
        let answer = Browser::default().post(&yard, "/en/receipt", &fields).await;
        assert_eq!(leads(&answer), slip.address, "{code:?}");
    }
    // A code of no slip is told from what is no code; ten in an hour, right ones too.
    let unknown = madang_programme::voices::code::Code::of_random([7; 20]).to_string();
    for (code, why) in [
        (unknown.as_str(), "No voice here has this code"),
        ("", "a code has 21"),
        ("<script>", "which no code has"),
        ("ABC", "a code has 21"),
        ("ABC", "a code has 21"),
        ("ABC", "a code has 21"),
    ] {
        let fields = [("code", code)];
        let answer = Browser::default().post(&yard, "/en/receipt", &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{code}");
        check_page("/en/receipt", &answer.text());
        assert!(answer.text().contains(why), "{code}: {}", answer.text());
    }
    let fields = [("code", slip.code.as_str())];
    let over = Browser::default().post(&yard, "/en/receipt", &fields).await;
    assert_eq!(over.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn what_petitions_media_surveys_and_users_say_is_entered_with_its_source_and_no_slip() {
    let yard = yard().await.listening().await;
    let mut official = with_role(&yard, KIM, Some((Granted::Official, Some("p")))).await;
    let enter = "/en/programmes/p/enter";
    let form = official.get(&yard, enter).await.text();
    check_page(enter, &form);
    // The programme has no service that feedback could name.
    assert!(!form.contains("name=\"service\""), "{form}");
    let form = Html::parse_document(&form);
    let offered = all(&form, "select[name=channel] option").into_iter();
    let offered: Vec<_> = offered.filter_map(|one| one.attr("value")).collect();
    let channels = [
        "paper",
        "phone",
        "petition",
        "media",
        "survey",
        "service_feedback",
    ];
    assert_eq!(offered, channels);
    let code = all(&form, "input[name=code]")[0].attr("value").unwrap();
    let source = "https://petition.example.org/12";
    for (number, channel) in channels.into_iter().enumerate().skip(2) {
        let key = format!("k{number}");
        let fields = [
            ("key", key.as_str()),
            ("code", code),
            ("channel", channel),
            ("source", source),
            ("text", "막차가 일찍 끊깁니다"),
            ("step", "send"),
        ];
        let look = [&fields[..5], &[("step", "look")]].concat();
        let look = official.post(&yard, enter, &look).await.text();
        assert!(look.contains(source), "{look}");
        let answer = official.post(&yard, enter, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let page = Html::parse_document(&answer.text());
        assert!(
            all(&page, ".slip-code").is_empty(),
            "nobody is there to take it"
        );
        let id = (number - 1).to_string();
        let voice = yard.portal.store.voice(LISTENING, &id).await.unwrap();
        let voice = voice.unwrap();
        assert_eq!(voice.facts.channel.name(), channel);
        assert_eq!(voice.facts.source.as_deref(), Some(source));
        assert_eq!(voice.facts.receipt, None);
    }
    for wrong in [
        "petition.example.org",
        "https://kim:secret@example.org",
        "javascript:alert(1)",
    ] {
        let fields = [
            ("code", code),
            ("channel", "media"),
            ("source", wrong),
            ("text", "말"),
            ("step", "send"),
        ];
        let answer = official.post(&yard, enter, &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
        let page = Html::parse_document(&answer.text());
        assert_eq!(all(&page, ".error-summary a[href='#source']").len(), 1);
    }
}
