//! Lists in a cell: an item a line, as spreadsheets show them.

/// Items, a line each. A line break and a backslash inside an item are written `\n` and `\\`.
pub(super) fn joined<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items = items.into_iter();
    let escaped = items.map(|item| item.replace('\\', "\\\\").replace('\n', "\\n"));
    escaped.collect::<Vec<_>>().join("\n")
}

/// The items of a cell; blank lines are none.
pub(super) fn items(cell: &str) -> Vec<String> {
    let lines = cell.lines().filter(|line| !line.trim().is_empty());
    lines.map(unescaped).collect()
}

fn unescaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        match (sign, signs.clone().next()) {
            ('\\', Some('n')) => {
                signs.next();
                out.push('\n');
            }
            ('\\', Some('\\')) => {
                signs.next();
                out.push('\\');
            }
            _ => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_comes_back_whatever_is_in_its_items() {
        let lists: [&[&str]; 4] = [&[], &["신청서"], &["a\nb", "c\\n", "\\"], &["=1+1", "-"]];
        for list in lists {
            assert_eq!(items(&joined(list.iter().copied())), list);
        }
        assert_eq!(items("신청서\r\n\n 통장 사본\n"), ["신청서", " 통장 사본"]);
    }
}
