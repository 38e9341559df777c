//! What somebody is writing is saved for later: given back to them alone, found on the desk, and gone once it is sent.

use axum::http::StatusCode;
use madang_programme::people::Granted;
use scraper::Html;

use super::{Browser, KIM, LEE, MINUTE, leads, with_role, yard};
use crate::sight::{all, check_page};

const NEW: &str = "/en/programmes/p/needs/new";
const SAVED: &str = "/en/programmes/p/needs/new?saved=1";
const DAY: u64 = 24 * 60 * MINUTE;

fn value(page: &str, name: &str) -> Option<String> {
    let page = Html::parse_document(page);
    let field = all(&page, &format!("main form [name='{name}']"));
    field.first()?.attr("value").map(str::to_owned)
}

#[tokio::test]
async fn a_form_is_saved_given_back_to_its_writer_and_gone_once_it_is_sent() {
    let yard = yard().await.listening().await;
    let official = Some((Granted::Official, Some("p")));
    let mut kim = with_role(&yard, KIM, official).await;
    let mut lee = with_role(&yard, LEE, official).await;
    let written = [("title", "<b>Night & day"), ("key", "k"), ("saves", "1")];
    let form = kim.post(&yard, NEW, &[("step", "pick")]).await.text();
    check_page(NEW, &form);
    assert_eq!(value(&form, "save").as_deref(), Some("1"));
    let before = yard.size().await;
    let save = [&written[..], &[("save", "1")]].concat();
    let answer = kim.post(&yard, NEW, &save).await;
    assert_eq!(leads(&answer), SAVED);
    assert_eq!(yard.size().await, before, "nothing stands on record");
    for (language, says) in [
        ("en", "It is saved for later"),
        ("ko", "나중을 위해 저장했습니다"),
    ] {
        let address = SAVED.replace("/en/", &format!("/{language}/"));
        let page = kim.get(&yard, &address).await;
        assert_eq!(page.status, StatusCode::OK);
        check_page(&address, &page.text());
        assert!(page.text().contains(says), "{}", page.text());
        assert_eq!(
            value(&page.text(), "title").as_deref(),
            Some("<b>Night & day")
        );
    }
    let desk = Html::parse_document(&kim.get(&yard, "/en/desk").await.text());
    assert_eq!(all(&desk, &format!("a[href='{SAVED}']")).len(), 1);
    // Nobody else gets it, signed in or not.
    for browser in [&mut lee, &mut Browser::default()] {
        let page = browser.get(&yard, SAVED).await.text();
        assert!(!page.contains("Night &amp; day"), "{page}");
    }
    let mut stranger = Browser::default();
    let answer = stranger.post(&yard, NEW, &save).await;
    assert!(leads(&answer).contains("sign-in"), "{}", leads(&answer));
    // Sent, it is gone.
    let look = kim.post(&yard, NEW, &written).await.text();
    let id = value(&look, "id").expect("a number");
    let release = [&written[..], &[("step", "release"), ("id", id.as_str())]].concat();
    leads(&kim.post(&yard, NEW, &release).await);
    assert_eq!(yard.size().await, before + 1);
    let page = kim.get(&yard, SAVED).await.text();
    assert!(!page.contains("Night &amp; day"), "{page}");
}

#[tokio::test]
async fn what_was_saved_is_found_from_ones_own_page_and_thrown_away_by_its_writer() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let mut lee = Browser::registered(&yard, LEE).await;
    let (form, list) = ("/en/programmes/p/propose", "/en/account/saved");
    let save = |title: &'static str| [("title", title), ("key", "k"), ("save", "1")];
    let place = leads(&kim.post(&yard, form, &save("<b>Night buses")).await).to_owned();
    leads(&lee.post(&yard, form, &save("Benches")).await);
    let own = Html::parse_document(&kim.get(&yard, "/en/account").await.text());
    assert_eq!(all(&own, &format!("main a[href='{list}']")).len(), 1);
    for (language, says) in [("en", "kept until"), ("ko", "까지 보관")] {
        let address = list.replace("/en/", &format!("/{language}/"));
        let page = kim.get(&yard, &address).await;
        check_page(&address, &page.text());
        let place = place.replace("/en/", &format!("/{language}/"));
        let shown = Html::parse_document(&page.text());
        assert_eq!(all(&shown, &format!("main a[href='{place}']")).len(), 1);
        assert!(page.text().contains("&lt;b&gt;Night buses"));
        assert!(page.text().contains(says), "{}", page.text());
        assert!(!page.text().contains("Benches"), "that is another's");
    }
    // The form that is given back has the button, and so has the list: what they send is the form's place alone.
    let buttons = async |kim: &mut Browser, address: &str| {
        let page = Html::parse_document(&kim.get(&yard, address).await.text());
        let fields = all(
            &page,
            "main form[action='/en/account/saved'] [name='place']",
        );
        let fields = fields.iter();
        fields
            .map(|field| field.attr("value").unwrap_or_default().to_owned())
            .collect::<Vec<String>>()
    };
    let at = place.trim_start_matches("/en").to_owned();
    assert_eq!(buttons(&mut kim, &place).await, [at.as_str()]);
    assert_eq!(buttons(&mut kim, list).await, [at.as_str()]);
    let fields = [("place", at.as_str())];
    // Nobody throws away what another saved, and nobody who is not signed in anything.
    let mut stranger = Browser::default();
    let answer = stranger.post(&yard, list, &fields).await;
    assert!(leads(&answer).contains("sign-in"), "{}", leads(&answer));
    assert_eq!(leads(&lee.post(&yard, list, &fields).await), list);
    assert_eq!(buttons(&mut lee, list).await.len(), 0);
    assert_eq!(buttons(&mut kim, list).await.len(), 1);
    assert_eq!(leads(&kim.post(&yard, list, &fields).await), list);
    for address in [list, place.as_str()] {
        let page = kim.get(&yard, address).await.text();
        assert!(!page.contains("Night buses"), "{page}");
    }
    // Whoever sends it twice, or something else, misses nothing.
    for fields in [&fields[..], &[("place", "/nowhere")], &[]] {
        assert_eq!(leads(&kim.post(&yard, list, fields).await), list);
    }
}

#[tokio::test]
async fn what_was_saved_is_kept_for_thirty_days() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let form = "/en/programmes/p/propose";
    let save = [("title", "Night buses"), ("key", "k"), ("save", "1")];
    let saved = leads(&kim.post(&yard, form, &save).await).to_owned();
    yard.wait(13 * DAY);
    kim.get(&yard, "/en/account").await;
    yard.wait(13 * DAY);
    let page = kim.get(&yard, &saved).await.text();
    assert!(page.contains("Night buses"), "{page}");
    yard.wait(5 * DAY);
    let mut again = Browser::registered(&yard, KIM).await;
    let page = again.get(&yard, &saved).await.text();
    assert!(!page.contains("Night buses"), "{page}");
}

#[tokio::test]
async fn what_is_too_long_to_be_saved_says_so_and_stands_there_still() {
    let yard = yard().await.listening().await;
    let mut kim = Browser::registered(&yard, KIM).await;
    let form = "/en/programmes/p/propose";
    let much = "A night bus. ".repeat(30_000);
    let much = much.trim();
    let save = [
        ("title", "Night buses"),
        ("text", much),
        ("summary", much),
        ("key", "k"),
        ("save", "1"),
    ];
    let before = yard.size().await;
    let answer = kim.post(&yard, form, &save).await;
    assert_eq!(answer.status, StatusCode::OK, "nobody did anything wrong");
    let text = answer.text();
    assert!(
        text.contains("is too long to be saved"),
        "{}",
        &text[..2_000]
    );
    assert!(text.contains(much), "what was typed stands there");
    assert_eq!(yard.size().await, before);
    let list = kim.get(&yard, "/en/account/saved").await.text();
    assert!(!list.contains("Night buses"), "{list}");
}
