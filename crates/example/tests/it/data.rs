//! The JSON files under `examples/kr0018`: complete, consistent and in both languages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use madang_example::{commitments, cost, programme, proposals};
use madang_exchange::programmes::Programme;
use madang_programme::commitments::ReviewStage;
use madang_words::{Language, Text};
use serde_json::Value;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// Every file under `examples/`, with its text.
pub fn shipped() -> Vec<(PathBuf, String)> {
    let mut folders = vec![examples()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder under examples") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                // A picture has no text; whose it is and what it shows, `madang_example::notice` says.
                if path.extension().is_some_and(|ending| ending == "png") {
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("a UTF-8 file");
                files.push((path, text));
            }
        }
    }
    assert!(files.len() >= 5, "{} files under examples", files.len());
    files
}

/// Calls `check` on every language map in `value`, with the way to it.
fn language_maps(
    value: &Value,
    way: &str,
    check: &mut dyn FnMut(&str, &serde_json::Map<String, Value>),
) {
    match value {
        Value::Object(map) if map.contains_key("en") || map.contains_key("ko") => check(way, map),
        Value::Object(map) => {
            for (key, inner) in map {
                language_maps(inner, &format!("{way}.{key}"), check);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                language_maps(inner, &format!("{way}[{index}]"), check);
            }
        }
        _ => {}
    }
}

fn has_hangul(text: &str) -> bool {
    text.chars()
        .any(|letter| ('\u{ac00}'..='\u{d7a3}').contains(&letter))
}

fn read(name: &str) -> Value {
    let text =
        std::fs::read_to_string(examples().join("kr0018").join(name)).expect("an example file");
    serde_json::from_str(&text).expect("JSON")
}

fn both(text: &Text) -> bool {
    text.0.keys().eq([&Language::Ko, &Language::En])
}

#[test]
fn every_text_is_in_english_and_korean_where_promised() {
    let mut maps = 0;
    for name in ["commitments.json", "programme.json", "proposals.json"] {
        let value = read(name);
        language_maps(&value, name, &mut |way, map| {
            maps += 1;
            let english = map["en"].as_str().unwrap_or_default();
            assert!(
                !english.trim().is_empty() && english.trim() == english,
                "{way}: {english:?}"
            );
            let Some(korean) = map.get("ko") else {
                // Quoted as published, or a title without a certain translation.
                let quoted = way.ends_with(".description_as_published");
                let title =
                    way.starts_with("commitments.json.commitments[") && way.ends_with(".title");
                assert!(quoted || title, "{way} has no Korean");
                return;
            };
            let korean = korean.as_str().unwrap_or_default();
            assert!(
                has_hangul(korean) && korean.trim() == korean,
                "{way}: {korean:?}"
            );
            assert_eq!(map.len(), 2, "{way}");
        });
    }
    assert!(maps > 350, "{maps} texts");
    let untranslated: Vec<String> = commitments()
        .commitments
        .into_iter()
        .filter(|one| {
            one.title
                .as_ref()
                .is_some_and(|title| !title.0.contains_key(&Language::Ko))
        })
        .map(|one| one.value.id)
        .collect();
    assert_eq!(untranslated, ["KR0032", "KR0048"]);
}

#[test]
fn all_48_commitments_are_there_in_their_plans() {
    let data = commitments();
    let ids: Vec<String> = data.commitments.iter().map(|one| one.id.clone()).collect();
    let expected: Vec<String> = (1..=48).map(|number| format!("KR{number:04}")).collect();
    assert_eq!(ids, expected);

    let cycles: BTreeMap<&str, u32> = data
        .action_plans
        .iter()
        .map(|plan| (plan.id.as_str(), plan.cycle))
        .collect();
    assert_eq!(
        cycles,
        BTreeMap::from([
            ("KR-1", 2012),
            ("KR-2", 2014),
            ("KR-3", 2016),
            ("KR-4", 2018)
        ])
    );
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for one in &data.commitments {
        let plan = one
            .action_plan
            .as_deref()
            .expect("every cycle has its plan");
        assert_eq!(cycles.get(plan).copied(), one.cycle, "{}", one.id);
        *sizes.entry(one.cycle.unwrap_or_default()).or_default() += 1;
        let url = one.url.as_deref().unwrap_or_default();
        assert!(url.ends_with(&format!("/{}/", one.id)), "{url}");
    }
    assert_eq!(
        sizes,
        BTreeMap::from([(2012, 16), (2014, 5), (2016, 14), (2018, 13)])
    );

    let untitled: Vec<&str> = data
        .commitments
        .iter()
        .filter(|one| one.title.is_none())
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(untitled, ["KR0042"]);
    let untagged: Vec<&str> = data
        .commitments
        .iter()
        .filter(|one| one.policy_areas.is_empty())
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(untagged, ["KR0008"]);
}

#[test]
fn kr0018_has_its_facts() {
    let data = commitments();
    let commitment = data
        .commitments
        .iter()
        .find(|one| one.id == "KR0018")
        .expect("KR0018");
    assert_eq!(commitment.number.as_deref(), Some("1b"));
    assert_eq!(commitment.status.as_deref(), Some("Inactive"));
    assert!(commitment.title.as_ref().is_some_and(both));
    assert_eq!(commitment.policy_areas.len(), 3);
    assert_eq!(
        commitment.policy_areas_newer,
        ["Inclusion", "Public Participation", "Youth"]
    );
    assert_eq!(commitment.targets[0].value, Some(50));
    assert_eq!(commitment.instruments.len(), 5);
    let examples: Vec<usize> = commitment
        .service_groups
        .iter()
        .map(|group| group.examples.len())
        .collect();
    assert_eq!(examples, [1, 4, 3, 3]);
    let corrected = commitment
        .description_corrected
        .as_ref()
        .expect("the corrected text");
    assert!(corrected.0[&Language::En].contains("50 flagship service projects"));

    let codes: Vec<(&str, Option<u32>)> = data
        .milestones
        .iter()
        .map(|milestone| (milestone.code.as_str(), milestone.due))
        .collect();
    assert_eq!(
        codes,
        [
            ("1.b.1", Some(2014)),
            ("1.b.2", Some(2015)),
            ("1.b.3", None)
        ]
    );
}

#[test]
fn kr0018_has_its_reviews() {
    let data = commitments();
    let completion = |stage: ReviewStage, milestone: Option<&str>| -> Vec<&str> {
        data.reviews
            .iter()
            .filter(|review| review.commitment == "KR0018" && review.stage == stage)
            .flat_map(|review| &review.values)
            .filter(|value| value.field == "completion" && value.milestone.as_deref() == milestone)
            .map(|value| value.value.as_str())
            .collect()
    };
    assert_eq!(completion(ReviewStage::Midterm, None), ["Limited"]);
    assert_eq!(completion(ReviewStage::EndOfTerm, None), ["Substantial"]);
    for (code, midterm, end) in [
        ("1.b.1", "Limited", "Complete"),
        ("1.b.2", "blank", "Substantial"),
        ("1.b.3", "Limited", "Substantial"),
    ] {
        assert_eq!(
            completion(ReviewStage::Midterm, Some(code)),
            [midterm],
            "{code}"
        );
        assert_eq!(
            completion(ReviewStage::EndOfTerm, Some(code)),
            [end],
            "{code}"
        );
    }
    let end = data
        .reviews
        .iter()
        .find(|review| review.report == "KR-EOT-2014-2016")
        .expect("the end-of-term review");
    assert_eq!(
        end.notes.iter().map(|note| note.number).collect::<Vec<_>>(),
        [18, 19, 20, 21, 22, 23]
    );
    assert_eq!(
        (
            end.evidence_gaps.len(),
            end.recommendations.len(),
            end.events.len()
        ),
        (7, 2, 6)
    );
}

#[test]
fn reviews_name_known_commitments_and_milestones() {
    let data = commitments();
    let ids: BTreeSet<&str> = data.commitments.iter().map(|one| one.id.as_str()).collect();
    let plans: BTreeSet<&str> = data
        .action_plans
        .iter()
        .map(|plan| plan.id.as_str())
        .collect();
    assert!(
        data.process
            .iter()
            .all(|process| plans.contains(process.action_plan.as_str()))
    );
    let milestones: BTreeSet<(&str, &str)> = data
        .milestones
        .iter()
        .map(|one| (one.commitment.as_str(), one.code.as_str()))
        .collect();
    for review in &data.reviews {
        assert!(
            ids.contains(review.commitment.as_str()),
            "{}",
            review.commitment
        );
        for value in &review.values {
            assert!(
                !value.value.is_empty() && !value.code_list.is_empty() && !value.source.is_empty(),
                "{value:?}"
            );
            if let Some(code) = &value.milestone {
                assert!(
                    milestones.contains(&(review.commitment.as_str(), code.as_str())),
                    "{value:?}"
                );
                assert!(value.fact.as_ref().is_some_and(both), "{value:?}");
            }
        }
    }
    let coded_2016: BTreeSet<&str> = data
        .reviews
        .iter()
        .filter(|review| review.report == "OGP-EXPLORER-2016")
        .map(|review| review.commitment.as_str())
        .collect();
    assert_eq!(coded_2016.len(), 21);
    assert_eq!(
        (coded_2016.first(), coded_2016.last()),
        (Some(&"KR0001"), Some(&"KR0021"))
    );
}

/// The audiences of each service group.
fn audiences(programme: &Programme) -> BTreeMap<&str, BTreeSet<&str>> {
    let groups = programme.groups.iter().map(|group| {
        let audiences = group.audiences.iter().map(|one| one.id.as_str());
        (group.id.as_str(), audiences.collect())
    });
    groups.collect()
}

#[test]
fn the_programme_refers_to_what_there_is() {
    let programme = programme();
    assert!(
        commitments()
            .commitments
            .iter()
            .any(|one| Some(&one.id) == programme.commitment.as_ref())
    );
    let audiences = audiences(&programme);
    assert_eq!(
        audiences.keys().copied().collect::<Vec<_>>(),
        ["business", "general", "target", "vulnerable"]
    );
    let all: Vec<&str> = audiences.values().flatten().copied().collect();
    assert_eq!(
        all.iter().collect::<BTreeSet<_>>().len(),
        all.len(),
        "an audience belongs to one group"
    );
    let shares: BTreeSet<&str> = madang_example::SHARES
        .iter()
        .map(|(audience, _)| *audience)
        .collect();
    assert_eq!(shares, all.iter().copied().collect());

    let members: Vec<&str> = programme
        .bodies
        .iter()
        .flat_map(|body| &body.members)
        .map(|member| member.id.as_str())
        .collect();
    assert_eq!(
        members.iter().collect::<BTreeSet<_>>().len(),
        members.len(),
        "member ids are unique"
    );
}

#[test]
fn proposals_are_complete_and_belong_to_the_programme() {
    let programme = programme();
    let audiences = audiences(&programme);
    let proposals = proposals();
    let ids: Vec<String> = proposals.iter().map(|one| one.id.clone()).collect();
    assert_eq!(
        ids,
        (1..=64)
            .map(|number| number.to_string())
            .collect::<Vec<_>>()
    );
    let titles: BTreeSet<&String> = proposals
        .iter()
        .map(|one| &one.title.0[&Language::Ko])
        .collect();
    assert_eq!(titles.len(), 64, "titles differ");
    for one in &proposals {
        let known = &audiences[one.group.as_deref().unwrap_or_default()];
        assert!(!one.audiences.is_empty(), "{}", one.id);
        assert!(
            one.audiences
                .iter()
                .all(|audience| known.contains(audience.as_str())),
            "{}",
            one.id
        );
        assert!(
            (80_000_000..=4_000_000_000).contains(&cost(one)),
            "{}: {}",
            one.id,
            cost(one)
        );
        assert!(
            both(&one.title)
                && one.summary.as_ref().is_some_and(both)
                && one
                    .proposer
                    .as_ref()
                    .and_then(|by| by.name.as_ref())
                    .is_some_and(both),
            "{}",
            one.id
        );
    }
    let served: BTreeSet<&str> = proposals
        .iter()
        .flat_map(|one| &one.audiences)
        .map(String::as_str)
        .collect();
    assert_eq!(served.len(), 11, "every audience has a proposal");
}
