//! What somebody has chosen so far, carried from page to page of the form: nothing of it is kept anywhere before it is cast.

use madang_programme::votes::{BallotContent, BallotType};
use maud::{Markup, html};

use crate::frame::form::Field;
use crate::frame::query::Query;

/// What was chosen on earlier pages, unseen: the points and the identifier.
pub const MINE: Field = Field::new("mine", "voting-own-mine");

/// What is chosen on this page.
pub const CHOOSE: Field = Field::new("choose", "voting-own-choose");

/// What is to be taken off again.
pub const DROP: Field = Field::new("drop", "voting-own-drop");

/// The most points that can be typed for one.
const MOST_POINTS: u64 = 1_000_000;

/// The field in which the points of one are typed.
pub fn points_of(id: &str) -> String {
    format!("points-{id}")
}

/// The field in which the place of one is typed.
pub fn place_of(id: &str) -> String {
    format!("place-{id}")
}

/// Whether ballots give points.
pub fn gives_points(ballot_type: BallotType) -> bool {
    matches!(ballot_type, BallotType::Cumulative | BallotType::Scoring)
}

/// Choices in their order, each with its points; 0 where ballots have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mine {
    /// Identifiers and points.
    pub choices: Vec<(String, u64)>,
}

impl Mine {
    /// Reads what a page of the form sends; numbers that are none are noted.
    pub fn read(query: &mut Query, ballot_type: BallotType) -> Mine {
        let carried: Vec<(String, u64)> = query
            .all(MINE.name)
            .filter_map(|one| {
                let (points, id) = one.split_once(' ')?;
                Some((id.to_owned(), points.parse().ok()?))
            })
            .collect();
        let dropped = query.ticked(DROP);
        let mut choices: Vec<(String, u64)> = Vec::new();
        for (id, points) in carried {
            let known = choices.iter().any(|(other, _)| *other == id);
            if !known && !dropped.contains(&id) {
                choices.push((id, points));
            }
        }
        let mut mine = Mine { choices };
        match ballot_type {
            BallotType::Cumulative | BallotType::Scoring => mine.read_points(query),
            BallotType::Ordinal => {
                mine.read_places(query);
                mine.add(query.ticked(CHOOSE));
            }
            BallotType::Approval => mine.add(query.ticked(CHOOSE)),
        }
        mine
    }

    fn add(&mut self, chosen: Vec<String>) {
        for id in chosen {
            if !self.has(&id) {
                self.choices.push((id, 0));
            }
        }
    }

    /// Points as they were typed: none take a choice off.
    fn read_points(&mut self, query: &mut Query) {
        let typed = numbers(query, &points_of(""), MOST_POINTS);
        for (id, points) in typed {
            match self.choices.iter_mut().find(|(known, _)| *known == id) {
                Some((_, known)) => *known = points,
                None => self.choices.push((id, points)),
            }
        }
        self.choices.retain(|(_, points)| *points > 0);
    }

    /// Puts the choices into the order of the places that were typed. Of two at one place whoever was moved there comes first.
    fn read_places(&mut self, query: &mut Query) {
        let typed = numbers(query, &place_of(""), MOST_POINTS);
        let place = |at: usize, id: &str| {
            let typed = typed.iter().find(|(of, _)| of == id);
            let place = typed.map_or(at as u64 + 1, |(_, place)| *place);
            (place, place == at as u64 + 1)
        };
        let choices = self.choices.iter().enumerate();
        let mut placed: Vec<_> = choices
            .map(|(at, choice)| (place(at, &choice.0), choice.clone()))
            .collect();
        placed.sort_by_key(|(place, _)| *place);
        self.choices = placed.into_iter().map(|(_, choice)| choice).collect();
    }

    /// Whether one is chosen.
    pub fn has(&self, id: &str) -> bool {
        self.choices.iter().any(|(known, _)| known == id)
    }

    /// All points together.
    pub fn points(&self) -> u64 {
        let points = self.choices.iter().map(|(_, points)| *points);
        points.fold(0, u64::saturating_add)
    }

    /// The ballot that it is.
    pub fn ballot(&self, ballot_type: BallotType) -> BallotContent {
        let points = || self.choices.iter().map(|(_, points)| *points).collect();
        BallotContent {
            choices: self.choices.iter().map(|(id, _)| id.clone()).collect(),
            points: gives_points(ballot_type).then(points),
        }
    }

    /// What goes on to the next page.
    pub fn carried(&self) -> Markup {
        html! {
            @for (id, points) in &self.choices {
                input type="hidden" name=(MINE.name) value={ (points) " " (id) };
            }
        }
    }
}

/// The numbers that were typed into the fields whose names begin so, with the rest of the name; what is none is noted.
fn numbers(query: &mut Query, begins: &str, most: u64) -> Vec<(String, u64)> {
    let (mut numbers, mut wrong) = (Vec::new(), Vec::new());
    for (name, value) in query.carried(&[]) {
        let Some(id) = name.strip_prefix(begins) else {
            continue;
        };
        match value.trim().parse::<u64>() {
            Ok(number) if number <= most => numbers.push((id.to_owned(), number)),
            _ => wrong.push(value.to_owned()),
        }
    }
    for value in wrong {
        query.refuse(MINE, "error-number", &value, format!("0–{most}"));
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str, ballot_type: BallotType) -> (Mine, usize) {
        let mut query = Query::parse(form);
        let mine = Mine::read(&mut query, ballot_type);
        (mine, query.errors.len())
    }

    fn ids(mine: &Mine) -> Vec<&str> {
        mine.choices.iter().map(|(id, _)| id.as_str()).collect()
    }

    #[test]
    fn choices_go_on_from_page_to_page_each_once() {
        let (mine, _) = read(
            "mine=0+4&mine=0+4&mine=0+7&drop=7&choose=9&choose=4",
            BallotType::Approval,
        );
        assert_eq!(ids(&mine), ["4", "9"]);
        assert_eq!(mine.ballot(BallotType::Approval).points, None);
        let (mine, _) = read("mine=four&mine=&choose=+", BallotType::Approval);
        assert!(mine.choices.is_empty());
    }

    #[test]
    fn points_that_are_none_take_a_choice_off_and_what_is_no_number_is_told() {
        let (mine, wrong) = read(
            "mine=3+4&mine=2+7&points-7=0&points-9=5&points-8=",
            BallotType::Cumulative,
        );
        assert_eq!(mine.choices, [("4".to_owned(), 3), ("9".to_owned(), 5)]);
        assert_eq!((mine.points(), wrong), (8, 0));
        for bad in ["-1", "2.5", "many", "1000001"] {
            let (_, wrong) = read(&format!("points-9={bad}"), BallotType::Scoring);
            assert_eq!(wrong, 1, "{bad}");
        }
    }

    #[test]
    fn who_is_moved_to_a_place_comes_before_whoever_had_it() {
        let mine = "mine=0+a&mine=0+b&mine=0+c&place-a=1&place-b=2";
        let (mine, _) = read(&format!("{mine}&place-c=1&choose=d"), BallotType::Ordinal);
        assert_eq!(ids(&mine), ["c", "a", "b", "d"]);
    }
}
