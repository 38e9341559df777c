//! Lists of voices: filters, search, counts, and what became of one.

use madang_fixtures::{AUDIENCE, GROUP, INSTITUTION};
use madang_programme::content::{ContentErased, Ground};
use madang_programme::voices::{
    Channel, QUESTION, REASON, TransferGround, VoiceQuestion, VoiceReceived, VoiceSupplementAsked,
    VoiceSupplemented, VoiceText, VoiceTransferReason, VoiceTransferred, VoiceWithdrawn,
};
use madang_programme::{Actor, Command, Role};
use madang_store::model::{VoiceAct, VoiceFacet, VoiceFilter, VoiceStanding};
use madang_store::{Store, Submission};
use madang_words::{Language, Text};

use crate::support::*;

on_both_databases!(
    voices_are_filtered_counted_and_paged,
    what_was_said_is_found,
    what_was_added_to_a_voice_is_found_under_it,
    what_becomes_of_a_voice_is_told,
    similar_ones_are_found,
    what_everybody_says_is_found,
);

pub fn voice(facts: VoiceReceived, words: &str) -> Submission {
    by(official(), P.receive(facts, Text::new(Language::Ko, words)))
}

pub fn from(channel: Channel, region: Option<&str>) -> VoiceReceived {
    VoiceReceived {
        channel,
        region: region.map(str::to_owned),
        ..P.said("")
    }
}

pub async fn listening(fixture: &Fixture) -> Store {
    let store = fixture.open().await;
    let mut all = programme(0);
    all.push(by(official(), P.institution(INSTITUTION, "Interior")));
    all.push(by(official(), P.institution("transport", "Transport")));
    store.submit_all(all).await.unwrap();
    store
}

fn withdraw(id: &str) -> Submission {
    by(
        official(),
        Command::plain(VoiceWithdrawn {
            programme: PROGRAMME.to_owned(),
            voice: id.to_owned(),
        }),
    )
}

pub async fn found(store: &Store, filter: VoiceFilter) -> (Vec<String>, u64) {
    let filter = VoiceFilter {
        limit: 100,
        ..filter
    };
    let page = store.voices(PROGRAMME, &filter).await.unwrap();
    assert!(!page.more_than_total);
    let ids = page.items.into_iter().map(|voice| voice.facts.id);
    (ids.collect(), page.total)
}

async fn voices_are_filtered_counted_and_paged(fixture: Fixture) {
    let store = listening(&fixture).await;
    let mut said = Vec::new();
    for number in 0..12 {
        let (channel, region) = match number % 3 {
            0 => (Channel::Petition, Some("KR-11")),
            1 => (Channel::Media, Some("KR-26")),
            _ => (Channel::Petition, None),
        };
        let mut facts = from(channel, region);
        if number < 2 {
            facts.group = Some(GROUP.to_owned());
            facts.audience = Some(AUDIENCE.to_owned());
        }
        said.push(voice(facts, "버스"));
    }
    store.submit_all(said).await.unwrap();
    store.submit(withdraw("3")).await.unwrap();
    let by_facets = |facets: &[(VoiceFacet, &str)]| VoiceFilter {
        facets: facets
            .iter()
            .map(|(facet, value)| (*facet, (*value).to_owned()))
            .collect(),
        ..VoiceFilter::default()
    };
    let ids = |ids: &[u64]| ids.iter().map(u64::to_string).collect::<Vec<_>>();
    let newest = ids(&[12, 11, 10, 9, 8, 7, 6, 5, 4, 2, 1]);
    assert_eq!(found(&store, VoiceFilter::default()).await, (newest, 11));
    let petition = (VoiceFacet::Channel, "petition");
    let seoul = (VoiceFacet::Region, "KR-11");
    for (facets, expected) in [
        (&[petition][..], &[12, 10, 9, 7, 6, 4, 1][..]),
        (&[seoul], &[10, 7, 4, 1]),
        (&[petition, seoul], &[10, 7, 4, 1]),
        (&[(VoiceFacet::Channel, "media"), seoul], &[]),
        (&[(VoiceFacet::Group, GROUP), petition], &[1]),
        (&[(VoiceFacet::Audience, AUDIENCE)], &[2, 1]),
        (&[(VoiceFacet::Institution, "transport")], &[]),
        (&[(VoiceFacet::Month, "1999-01")], &[]),
    ] {
        let got = found(&store, by_facets(facets)).await;
        assert_eq!(got, (ids(expected), expected.len() as u64), "{facets:?}");
    }
    let withdrawn = VoiceFilter {
        standing: Some(VoiceStanding::Withdrawn),
        ..by_facets(&[petition])
    };
    assert_eq!(found(&store, withdrawn).await, (ids(&[3]), 1));
    let second = VoiceFilter {
        oldest_first: true,
        offset: 4,
        limit: 3,
        ..VoiceFilter::default()
    };
    let page = store.voices(PROGRAMME, &second).await.unwrap();
    let got: Vec<_> = page
        .items
        .iter()
        .map(|voice| voice.facts.id.as_str())
        .collect();
    assert_eq!((got, page.total), (vec!["6", "7", "8"], 11));
    counted_as_listed(&store).await;
}

/// The kept numbers say what the lists do, and so do tables that are made anew.
async fn counted_as_listed(store: &Store) {
    let counts = |facet| store.voice_counts(PROGRAMME, facet);
    let of = |counts: &[(&str, u64)]| {
        counts
            .iter()
            .map(|(value, number)| ((*value).to_owned(), *number))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        counts(VoiceFacet::Channel).await.unwrap(),
        of(&[("media", 4), ("petition", 7)])
    );
    assert_eq!(
        counts(VoiceFacet::Region).await.unwrap(),
        of(&[("", 3), ("KR-11", 4), ("KR-26", 4)])
    );
    assert_eq!(
        store.voice_standings(PROGRAMME).await.unwrap(),
        [(VoiceStanding::Waiting, 11), (VoiceStanding::Withdrawn, 1)]
    );
    let programmes = store.programmes().await.unwrap();
    assert_eq!(programmes[0].voices, 11);
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}

async fn what_was_said_is_found(fixture: Fixture) {
    let store = listening(&fixture).await;
    let said = [
        (
            "복지급여를 신청할 때마다 같은 서류를 냅니다",
            Channel::Petition,
        ),
        ("복지 급여 안내가 어렵습니다", Channel::Media),
        ("막차가 너무 일찍 떠납니다", Channel::Petition),
    ];
    let said = said.map(|(words, channel)| voice(from(channel, None), words));
    store.submit_all(said.into()).await.unwrap();
    // A word of a proposal is not one of a voice.
    store
        .submit(proposal("x", 1, Text::new(Language::Ko, "복지급여 지도")))
        .await
        .unwrap();
    let search = |words: &str| VoiceFilter {
        search: words.to_owned(),
        ..VoiceFilter::default()
    };
    for (words, expected) in [
        ("복지", &["2", "1"][..]),
        ("복지급여", &["2", "1"]),
        ("급여", &["2", "1"]),
        ("막차", &["3"]),
        ("지도", &[]),
        ("복지 막차", &[]),
    ] {
        let got = found(&store, search(words)).await.0;
        assert_eq!(got, expected, "{words}");
    }
    let narrowed = VoiceFilter {
        facets: vec![(VoiceFacet::Channel, "media".to_owned())],
        ..search("복지")
    };
    assert_eq!(found(&store, narrowed).await.0, ["2"]);
    // In a list that is longer than what is read through.
    let many = (0..1_200).map(|_| voice(from(Channel::Survey, None), "그 밖의 말"));
    store.submit_all(many.collect()).await.unwrap();
    assert_eq!(found(&store, search("복지급여")).await.0, ["2", "1"]);
    let entry = store.voice(PROGRAMME, "1").await.unwrap().unwrap().entry;
    let erased = ContentErased {
        entry,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    store.erase(official(), erased).await.unwrap();
    assert_eq!(found(&store, search("복지")).await.0, ["2"]);
    let erased = store.voice(PROGRAMME, "1").await.unwrap().unwrap();
    assert_eq!(
        erased.text, None,
        "what is erased is gone; that it was said stays"
    );
    assert_eq!(found(&store, VoiceFilter::default()).await.1, 1_203);
}

async fn what_was_added_to_a_voice_is_found_under_it(fixture: Fixture) {
    let store = listening(&fixture).await;
    let said = ["막차가 일찍 떠납니다", "벤치가 없습니다", "학교 앞 벤치"];
    let said = said.map(|words| voice(from(Channel::Petition, None), words));
    store.submit_all(said.into()).await.unwrap();
    let until = madang_programme::days::day_in("Asia/Seoul", &last_at(&store).await).unwrap();
    let mut entries = Vec::new();
    for (id, words) in [
        ("1", "학교 앞 정류장입니다"),
        ("3", "벤치는 정류장에 있었으면"),
    ] {
        let (programme, voice) = (PROGRAMME.to_owned(), id.to_owned());
        let ask = VoiceSupplementAsked {
            programme: programme.clone(),
            voice: voice.clone(),
            until: until.to_string(),
        };
        let question = VoiceQuestion {
            question: text("Which stop?"),
        };
        let ask = Command::said(QUESTION, ask, question);
        store.submit(by(official(), ask)).await.unwrap();
        let given = VoiceSupplemented { programme, voice };
        let more = VoiceText {
            text: Text::new(Language::Ko, words),
        };
        let given = by(official(), Command::worded(given, more));
        entries.push(store.submit(given).await.unwrap().proof.index);
    }
    let search = |words: &str, limit: u64| VoiceFilter {
        search: words.to_owned(),
        limit,
        ..VoiceFilter::default()
    };
    for (words, expected) in [
        ("정류장", &["3", "1"][..]),
        // Those whose own words answer come first, and each once.
        ("학교", &["3", "1"]),
        ("벤치", &["3", "2"]),
        ("없는 말", &[]),
    ] {
        let (got, total) = found(&store, search(words, 10)).await;
        assert_eq!(got, expected, "{words}");
        assert_eq!(total, expected.len() as u64, "{words}");
    }
    for (offset, expected) in [(0, "3"), (1, "1")] {
        let part = VoiceFilter {
            offset,
            ..search("학교", 1)
        };
        let page = store.voices(PROGRAMME, &part).await.unwrap();
        let ids: Vec<String> = page.items.into_iter().map(|one| one.facts.id).collect();
        assert_eq!((ids, page.total), (vec![expected.to_owned()], 2));
    }
    // With its words it is gone.
    let erased = ContentErased {
        entry: entries[0],
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    store.erase(official(), erased).await.unwrap();
    assert_eq!(found(&store, search("정류장", 10)).await.0, ["3"]);
}

async fn what_becomes_of_a_voice_is_told(fixture: Fixture) {
    let store = listening(&fixture).await;
    store
        .submit(voice(from(Channel::Petition, None), "버스"))
        .await
        .unwrap();
    let of = || (PROGRAMME.to_owned(), "1".to_owned());
    let (programme, voice) = of();
    let until = madang_programme::days::day_in("Asia/Seoul", &last_at(&store).await).unwrap();
    let ask = VoiceSupplementAsked {
        programme,
        voice,
        until: until.to_string(),
    };
    let question = VoiceQuestion {
        question: text("Which stop?"),
    };
    store
        .submit(by(official(), Command::said(QUESTION, ask, question)))
        .await
        .unwrap();
    let standing =
        |store: Store| async move { store.voice(PROGRAMME, "1").await.unwrap().unwrap().standing };
    assert_eq!(standing(store.clone()).await, VoiceStanding::Asked);
    let (programme, voice) = of();
    let more = VoiceText {
        text: text("The one at the school"),
    };
    let given = VoiceSupplemented { programme, voice };
    store
        .submit(by(official(), Command::worded(given, more)))
        .await
        .unwrap();
    let (programme, voice) = of();
    let moved = VoiceTransferred {
        programme,
        voice,
        to: "transport".to_owned(),
        ground: TransferGround::Competence,
    };
    let reason = VoiceTransferReason {
        reason: text("Its task"),
    };
    store
        .submit(by(official(), Command::said(REASON, moved, reason)))
        .await
        .unwrap();
    store.submit(withdraw("1")).await.unwrap();
    let detail = store.voice(PROGRAMME, "1").await.unwrap().unwrap();
    assert_eq!(
        (detail.institution.as_str(), detail.standing),
        ("transport", VoiceStanding::Withdrawn)
    );
    assert_eq!(detail.actor, "official/demo");
    let steps = store.voice_steps(detail.entry).await.unwrap();
    let told: Vec<&VoiceAct> = steps.iter().map(|step| &step.what).collect();
    assert!(
        matches!(&told[..], [
            VoiceAct::SupplementAsked { question: Some(question), .. },
            VoiceAct::Supplemented { text: Some(_) },
            VoiceAct::Transferred { to, ground: TransferGround::Competence, reason: Some(_) },
            VoiceAct::Withdrawn,
        ] if *question == text("Which stop?") && to == "transport"),
        "{told:?}"
    );
    let named = store.institutions(PROGRAMME).await.unwrap();
    let named: Vec<_> = named.iter().map(|one| one.facts.id.as_str()).collect();
    assert_eq!(named, [INSTITUTION, "transport"]);
    let dump = store.dump_read_tables().await.unwrap();
    store.rebuild(&|_, _| ()).await.unwrap();
    assert_eq!(store.dump_read_tables().await.unwrap(), dump);
}

pub async fn last_at(store: &Store) -> String {
    store
        .with_state(|state| state.last_at.clone())
        .await
        .unwrap()
}

/// The similar ones by their numbers.
async fn like(store: &Store, typed: &str, but: Option<&str>) -> Vec<String> {
    let found = store.similar_voices(PROGRAMME, typed, but).await.unwrap();
    found.into_iter().map(|voice| voice.facts.id).collect()
}

async fn what_everybody_says_is_found(fixture: Fixture) {
    let store = listening(&fixture).await;
    let same = (0..30).map(|_| voice(from(Channel::Petition, None), "버스가 늘 늦어요"));
    store.submit_all(same.collect()).await.unwrap();
    let found = like(&store, "버스가 늘 늦어요!", None).await;
    assert_eq!(
        found,
        ["30", "29", "28", "27", "26"],
        "none of its pairs is rare"
    );
    assert_eq!(like(&store, "놀이터를 지어 주세요", None).await, [""; 0]);
}

async fn similar_ones_are_found(fixture: Fixture) {
    let store = listening(&fixture).await;
    let participant = Actor::new(Role::Participant, "kim").unwrap();
    let own = Submission {
        actor: participant,
        ..voice(
            from(Channel::Portal, None),
            "막차가 일찍 끊겨서 집에 못 갑니다",
        )
    };
    store.submit(own).await.unwrap();
    let said = [
        "밤에 막차가 너무 일찍 끊깁니다",
        "도서관이 주말에 문을 닫습니다",
        "막차 시간을 늦춰 주세요",
        "복지 급여를 신청할 때마다 같은 서류를 냅니다",
    ];
    let said = said.map(|words| voice(from(Channel::Petition, None), words));
    store.submit_all(said.into()).await.unwrap();
    let typed = "막차가 너무 일찍 끊깁니다";
    assert_eq!(like(&store, typed, None).await, ["2", "1"]);
    assert_eq!(like(&store, typed, Some("participant/kim")).await, ["2"]);
    assert_eq!(
        like(&store, "복지급여 신청에 같은 서류를", None).await,
        ["5"],
        "spaces are no difference"
    );
    for nothing in ["", "가", "…!", "놀이터를 지어 주세요", "%' OR \"1\""] {
        assert_eq!(like(&store, nothing, None).await, [""; 0], "{nothing}");
    }
    assert_eq!(
        store
            .similar_voices("nowhere", typed, None)
            .await
            .unwrap()
            .len(),
        0
    );
    let entry = store.voice(PROGRAMME, "2").await.unwrap().unwrap().entry;
    let erased = ContentErased {
        entry,
        name: "text".to_owned(),
        ground: Ground::ErasureRequest,
    };
    store.erase(official(), erased).await.unwrap();
    assert_eq!(
        like(&store, typed, None).await,
        ["1"],
        "what is erased is gone"
    );
    store.submit(withdraw("4")).await.unwrap();
    assert_eq!(like(&store, "막차 시간을 늦춰 주세요", None).await, [""; 0]);
    // Among many of other words, five at most, the most similar first.
    let many =
        (0..300).map(|number| voice(from(Channel::Survey, None), &format!("그 밖의 말 {number}")));
    store.submit_all(many.collect()).await.unwrap();
    let same = (0..7).map(|number| {
        voice(
            from(Channel::Survey, None),
            &format!("골목 가로등이 어둡습니다 {number}"),
        )
    });
    store.submit_all(same.collect()).await.unwrap();
    let found = like(&store, "골목 가로등이 어둡습니다 3", None).await;
    assert_eq!((found.len(), found[0].as_str()), (5, "309"));
}
