//! The numbers of a chart as a table.

use crate::words::escape;

/// A table: caption, header cells, rows of cells (markup made safe before). Columns named in `numeric` are set to the right; the first
/// cell of a row is its header. It can be scrolled by keyboard where it is wider than the screen.
pub fn table(
    caption: impl AsRef<str>,
    head: &[impl AsRef<str>],
    numeric: &[usize],
    rows: &[Vec<String>],
) -> String {
    let class = |column: usize| {
        if numeric.contains(&column) {
            " class=\"number\""
        } else {
            ""
        }
    };
    let caption = escape(caption.as_ref());
    let mut out = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table><caption>{caption}</caption><thead><tr>"
    );
    for (column, name) in head.iter().enumerate() {
        let (class, name) = (class(column), escape(name.as_ref()));
        out.push_str(&format!("<th scope=\"col\"{class}>{name}</th>"));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let (begin, end) = match column {
                0 => ("th scope=\"row\"", "th"),
                _ => ("td", "td"),
            };
            // On a narrow screen a page may show each row as a card, whose cells name their columns.
            let label = head.get(column).map_or("", |name| name.as_ref());
            let label = escape(label);
            out.push_str(&format!(
                "<{begin}{} data-label=\"{label}\">{cell}</{end}>",
                class(column)
            ));
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
    out
}

/// A chart with its table, which stands open where it has at most twelve `rows`; `summary` is the name of the table.
pub fn figure(chart: &str, summary: &str, table: &str, rows: usize) -> String {
    let (open, summary) = (if rows <= 12 { " open" } else { "" }, escape(summary));
    format!("<figure>{chart}<details{open}><summary>{summary}</summary>{table}</details></figure>")
}

/// What words of a table mean.
pub fn terms<T: AsRef<str>, M: AsRef<str>>(of: &[(T, M)]) -> String {
    let list = of.iter().map(|(term, text)| {
        let (term, text) = (escape(term.as_ref()), escape(text.as_ref()));
        format!("<dt>{term}</dt><dd>{text}</dd>")
    });
    format!(
        "<dl class=\"terms prose muted\">{}</dl>",
        list.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_cell_of_a_row_is_its_header() {
        let rows = [vec!["<b>Park</b>".to_owned(), "1".to_owned()]];
        let table = table("A & B", &["Project", "<Votes>"], &[1], &rows);
        assert!(table.contains("<th scope=\"row\" data-label=\"Project\"><b>Park</b></th><td class=\"number\" data-label=\"&lt;Votes&gt;\">1</td>"));
        assert!(table.contains("aria-label=\"A &amp; B\"><table><caption>A &amp; B</caption>"));
        assert!(table.contains("<th scope=\"col\" class=\"number\">&lt;Votes&gt;</th>"));
        assert!(figure("", "s", &table, 12).contains("<details open>"));
        assert!(!figure("", "s", &table, 13).contains("<details open>"));
        assert!(terms(&[("a<", "b")]).contains("<dt>a&lt;</dt><dd>b</dd>"));
    }
}
