use madang_words::Text;
use serde_json::json;

use super::*;

const RULE: ContentRule = ContentRule::of::<Words>(TEXT);

/// A content like any: a title and what it is about.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    title: Text,
    summary: Text,
}

impl Content for Words {
    fn check(&self, _rules: u32) -> Checked {
        self.title.check("title", 100)?;
        Ok(self.summary.check("summary", 100)?)
    }
}

#[test]
fn a_content_of_an_unknown_format_is_told_from_a_malformed_one() {
    let text = |format: Value| json!({"format": format, "title": {"en": "Title"}, "summary": {"en": "Summary"}});
    assert_eq!(RULE.check(1, &text(1.into())), Ok(()));
    let unknown = RULE.check(1, &text(2.into())).expect_err("format 2");
    assert_eq!(
        unknown.to_string(),
        "text is of format 2, which this version of Madang does not know: a newer one may"
    );
    for malformed in [json!(0), json!("1"), json!(-1), json!(1.5), json!(null)] {
        let refused = RULE.check(1, &text(malformed)).expect_err("no format");
        assert!(
            refused.to_string().starts_with("format must be"),
            "{refused}"
        );
    }
    let mut other = text(2.into());
    assert!(RULE.formats(&[1, 2]).check(1, &other).is_ok());
    other["surplus"] = true.into();
    let refused = RULE.formats(&[1, 2]).check(1, &other).expect_err("surplus");
    assert!(
        refused.to_string().contains("unknown field `surplus`"),
        "{refused}"
    );
}

#[test]
fn explanations_are_compared_in_the_same_format_only() {
    let engine = RULE.numbered();
    let computed = json!({"findings": ["a", "b"]});
    let text =
        |value: &Value| String::from_utf8(to_canonical(value).expect("canonical")).expect("a text");
    let mut published = computed.clone();
    let same = |rule: ContentRule, published: &Value, computed: &Value| {
        rule.compare(&text(published), computed)
    };
    assert_eq!(same(engine, &published, &computed), Comparison::Same);
    engine.number(&mut published);
    assert_eq!(published["format"], 1);
    assert_eq!(same(engine, &published, &computed), Comparison::Same);
    assert_eq!(same(engine, &computed, &published), Comparison::Same);
    for altered in [
        json!({"format": 1, "findings": ["a"]}),
        json!({"format": 0, "findings": ["a", "b"]}),
        json!({"format": "2", "findings": ["a", "b"]}),
        json!({"format": null, "findings": ["a", "b"]}),
        json!({"format": [2]}),
        json!([]),
    ] {
        assert_eq!(same(engine, &altered, &computed), Comparison::Differs);
    }
    // The next version of the engine finds one thing more and says so by its number.
    let next = engine.formats(&[1, 2]);
    let more = json!({"findings": ["a", "b", "c"]});
    assert_eq!(same(next, &published, &more), Comparison::Older(1));
    assert_eq!(same(next, &computed, &more), Comparison::Older(1));
    let mut written = more.clone();
    next.number(&mut written);
    assert_eq!(written["format"], 2);
    assert_eq!(same(next, &written, &more), Comparison::Same);
    // And what it wrote is not held against the engine of before.
    assert_eq!(same(engine, &written, &computed), Comparison::Newer(2));
}

#[test]
fn from_rules_4_on_nothing_is_hidden_in_a_title() {
    let text = |title: &str| json!({"title": {"ko": title}, "summary": {"ko": "요\u{200b}약"}});
    for (title, now) in [
        ("마당", true),
        ("👨\u{200d}👩\u{200d}👧 가족", true),
        ("마\u{200b}당", false),
    ] {
        assert_eq!(RULE.check_under(3, &text(title)), Ok(()));
        assert_eq!(RULE.check_under(4, &text(title)).is_ok(), now, "{title:?}");
    }
}

#[test]
fn what_people_wrote_has_a_most_length_and_what_engines_wrote_has_none() {
    assert_eq!(RULE.check_length(MAX_CONTENT), Ok(()));
    let refused = RULE.check_length(MAX_CONTENT + 1).expect_err("too long");
    assert!(refused.to_string().contains("262144"), "{refused}");
    assert_eq!(RULE.lasting().check_length(MAX_CONTENT + 1), Ok(()));
    for value in [json!({"a": ["가", "\n", 12]}), json!("x")] {
        assert_eq!(
            length(&value),
            to_canonical(&value).expect("canonical").len()
        );
    }
}
