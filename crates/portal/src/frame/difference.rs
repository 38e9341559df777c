//! What two versions of a text have and have not, word by word. A Korean word is what stands between two blanks, with its particle.

use std::time::Duration;

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

/// How long is looked for the shortest difference; after that a longer one will do.
const MOST_TIME: Duration = Duration::from_millis(100);

/// The text as it was, with what went marked; and as it is, with what came marked.
pub fn marked(before: &str, after: &str) -> (Markup, Markup) {
    let difference = TextDiff::configure()
        .timeout(MOST_TIME)
        .diff_words(before, after);
    let side = |tag: ChangeTag| {
        let mut parts: Vec<(bool, String)> = Vec::new();
        for change in difference.iter_all_changes() {
            let own = change.tag() == tag;
            if !own && change.tag() != ChangeTag::Equal {
                continue;
            }
            match parts.last_mut() {
                Some((last, text)) if *last == own => text.push_str(change.value()),
                _ => parts.push((own, change.value().to_owned())),
            }
        }
        parts
    };
    let (was, is) = (side(ChangeTag::Delete), side(ChangeTag::Insert));
    (
        html! { @for (own, text) in &was { @if *own { del { (text) } } @else { (text) } } },
        html! { @for (own, text) in &is { @if *own { ins { (text) } } @else { (text) } } },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(before: &str, after: &str) -> (String, String) {
        let (was, is) = marked(before, after);
        (was.into_string(), is.into_string())
    }

    #[test]
    fn the_words_that_went_and_came_are_marked_and_no_others() {
        assert_eq!(
            both("The bus comes at nine", "The bus comes at ten"),
            (
                "The bus comes at <del>nine</del>".to_owned(),
                "The bus comes at <ins>ten</ins>".to_owned()
            )
        );
        assert_eq!(
            both(
                "약을 집까지 가져다 드립니다",
                "약을 집까지 하루 안에 가져다 드립니다"
            )
            .1,
            "약을 집까지 <ins>하루 안에 </ins>가져다 드립니다"
        );
        assert_eq!(both("같은 글", "같은 글").0, "같은 글");
        assert_eq!(both("", "a").0, "");
    }

    #[test]
    fn what_was_written_is_text_and_no_markup() {
        let (was, is) = both("<b>a</b>", "<script>x</script>");
        assert!(was.contains("&lt;b&gt;") && is.contains("&lt;script&gt;"));
        assert!(!is.contains("<script>"), "{is}");
    }
}
