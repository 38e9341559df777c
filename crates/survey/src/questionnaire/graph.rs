//! Who asks for whom among the items of a questionnaire.

use super::expressions::Expression;
use super::model::{Item, Questionnaire};

/// For each item the items whose answers it needs, with the column that says so.
pub(super) fn edges(form: &Questionnaire) -> Vec<Vec<(usize, &'static str)>> {
    let items = form.items.iter().enumerate();
    items
        .map(|(place, item)| {
            let mut needs: Vec<(usize, &'static str)> = Vec::new();
            for (column, names) in references(form, item) {
                let places = names.iter().filter_map(|name| form.place(name));
                // A constraint may ask for the answer that it is about, and what is said of an answer may repeat it.
                let own = column == "constraint" || column.ends_with("_message");
                needs.extend(
                    places
                        .filter(|to| !own || *to != place)
                        .map(|to| (to, column)),
                );
            }
            needs
        })
        .collect()
}

/// Items that need each other in a circle, or themselves, each circle in the questionnaire's order.
///
/// The condition of an item is a node of its own, after those of all items: what is in a group needs the group's condition, and not its words.
pub(super) fn circles(
    form: &Questionnaire,
    edges: &[Vec<(usize, &'static str)>],
) -> Vec<Vec<usize>> {
    let items = edges.len();
    let mut nodes = vec![Vec::new(); 2 * items];
    for (item, needs) in edges.iter().enumerate() {
        for (to, column) in needs {
            let from = if *column == "relevant" {
                items + item
            } else {
                item
            };
            nodes[from].push(*to);
        }
        nodes[item].push(items + item);
        nodes[items + item].extend(form.items[item].group.map(|group| items + group));
    }
    let mut found = cycles(&nodes);
    for members in &mut found {
        members.iter_mut().for_each(|node| *node %= items);
        members.sort_unstable();
        members.dedup();
    }
    found.sort();
    found
}

/// The names that an item asks for, by column.
pub(super) fn references(form: &Questionnaire, item: &Item) -> Vec<(&'static str, Vec<String>)> {
    let of = |expression: &Option<Expression>| {
        let names = expression
            .as_ref()
            .map(Expression::answers)
            .unwrap_or_default();
        names.into_iter().map(str::to_owned).collect()
    };
    vec![
        ("relevant", of(&item.show_if)),
        ("constraint", of(&item.constraint)),
        ("calculation", of(&item.calculation)),
        ("choice_filter", of(&item.choice_filter)),
        ("label", piped(form, item)),
        (
            "constraint_message",
            named(item.constraint_messages.values()),
        ),
        ("required_message", named(item.required_messages.values())),
        ("parameters", named([&item.parameters])),
        ("default", named([&item.default])),
    ]
}

/// The names in the words of a question and its choices, `${name}`.
pub(super) fn piped(form: &Questionnaire, item: &Item) -> Vec<String> {
    let choices = item.kind.list().and_then(|list| form.lists.get(list));
    let choices = choices.into_iter().flatten();
    let choices = choices.flat_map(|choice| choice.labels.values());
    named(
        item.labels
            .values()
            .chain(item.hints.values())
            .chain(choices),
    )
}

fn named<'a>(texts: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for words in texts {
        let inside = words
            .split("${")
            .skip(1)
            .filter_map(|rest| rest.split_once('}'));
        for (name, _) in inside {
            if !names.iter().any(|known| known == name.trim()) {
                names.push(name.trim().to_owned());
            }
        }
    }
    names
}

/// Strongly connected components of more than one node, and nodes that need themselves (Tarjan 1972).
fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Search {
        edges,
        number: vec![None; edges.len()],
        low: vec![0; edges.len()],
        waiting: Vec::new(),
        inside: vec![false; edges.len()],
        next: 0,
        found: Vec::new(),
    };
    for item in 0..edges.len() {
        if search.number[item].is_none() {
            search.from(item);
        }
    }
    let mut found = search.found;
    found.retain(|members| members.len() > 1 || edges[members[0]].contains(&members[0]));
    found
}

struct Search<'a> {
    edges: &'a [Vec<usize>],
    number: Vec<Option<usize>>,
    low: Vec<usize>,
    waiting: Vec<usize>,
    inside: Vec<bool>,
    next: usize,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Without recursion: a form may chain more items than a stack holds.
    fn from(&mut self, start: usize) {
        let mut path = vec![(start, 0)];
        self.meet(start);
        while let Some((item, place)) = path.last_mut() {
            let item = *item;
            if let Some(&to) = self.edges[item].get(*place) {
                *place += 1;
                match self.number[to] {
                    None => {
                        self.meet(to);
                        path.push((to, 0));
                    }
                    Some(number) if self.inside[to] => self.low[item] = self.low[item].min(number),
                    Some(_) => {}
                }
                continue;
            }
            path.pop();
            if let Some((above, _)) = path.last() {
                self.low[*above] = self.low[*above].min(self.low[item]);
            }
            if self.number[item] == Some(self.low[item]) {
                let mut members = Vec::new();
                while let Some(member) = self.waiting.pop() {
                    self.inside[member] = false;
                    members.push(member);
                    if member == item {
                        break;
                    }
                }
                self.found.push(members);
            }
        }
    }

    fn meet(&mut self, item: usize) {
        self.number[item] = Some(self.next);
        self.low[item] = self.next;
        self.next += 1;
        self.waiting.push(item);
        self.inside[item] = true;
    }
}
