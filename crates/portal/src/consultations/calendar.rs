//! Consultations as a calendar (iCalendar, RFC 5545): every time in UTC, one identifier for good, another version with each change, and
//! what was called off as such.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response};

use crate::consultations::{labels, links};
use crate::frame::ui::Ui;
use crate::model::{ConsultationDetail, ConsultationStanding};

/// The most bytes of a line; what is longer goes on in the next.
const MOST_LINE: usize = 75;

/// The calendar as an answer.
pub fn answer(ui: &Ui, name: &str, consultations: &[ConsultationDetail]) -> Response<Body> {
    let mut response = Response::new(Body::from(document(ui, name, consultations)));
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/calendar; charset=utf-8"),
    );
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    );
    response
}

/// The document.
fn document(ui: &Ui, name: &str, consultations: &[ConsultationDetail]) -> String {
    let mut calendar = Lines::default();
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", "-//Madang//Consultations//EN");
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.text("NAME", name);
    calendar.text("X-WR-CALNAME", name);
    for consultation in consultations {
        event(ui, consultation, &mut calendar);
    }
    calendar.line("END", "VCALENDAR");
    calendar.0
}

fn event(ui: &Ui, consultation: &ConsultationDetail, calendar: &mut Lines) {
    let plan = &consultation.plan;
    let page = links::one(&consultation.programme, &consultation.id);
    let address = format!("{}{}", ui.site.base(), ui.href(&page));
    let cancelled = consultation.standing == ConsultationStanding::Cancelled;
    // That it is called off is another version too.
    let version = consultation.changes + u64::from(cancelled);
    let uid = format!(
        "consultation-{}@{}",
        consultation.entry,
        host(ui.site.base())
    );
    calendar.line("BEGIN", "VEVENT");
    calendar.text("UID", &uid);
    calendar.line("SEQUENCE", &version.to_string());
    calendar.line("DTSTAMP", &utc(&consultation.at));
    calendar.line("DTSTART", &utc(&plan.opens_at));
    calendar.line("DTEND", &utc(&plan.closes_at));
    calendar.text("SUMMARY", &labels::plain_title(ui, consultation));
    calendar.text("DESCRIPTION", &ui.plain(&plan.question));
    match (&plan.place, &plan.url) {
        (Some(place), _) => calendar.text("LOCATION", &ui.plain(place)),
        (None, Some(url)) => calendar.text("LOCATION", url),
        (None, None) => {}
    }
    calendar.line("URL", &address);
    calendar.line(
        "STATUS",
        match cancelled {
            true => "CANCELLED",
            false => "CONFIRMED",
        },
    );
    calendar.line("END", "VEVENT");
}

/// The host of an address, which identifiers end with.
fn host(base: &str) -> &str {
    let host = base.split_once("//").map_or(base, |(_, host)| host);
    host.split('/').next().unwrap_or_default()
}

/// A time of the record as calendars write it: `20261201T000000Z`.
fn utc(at: &str) -> String {
    let seconds = at.split('.').next().unwrap_or_default();
    let digits = seconds.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = digits.collect();
    format!("{}Z", plain.trim_end_matches('Z'))
}

/// Lines of a calendar, each ended and folded as RFC 5545 asks (3.1).
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property with words, in which what would end them is written otherwise (3.3.11).
    fn text(&mut self, name: &str, words: &str) {
        let mut escaped = String::with_capacity(words.len());
        for character in words.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                other if other.is_control() => {}
                other => escaped.push(other),
            }
        }
        self.line(name, &escaped);
    }

    /// A property with a value that is written as it is.
    fn line(&mut self, name: &str, value: &str) {
        let mut bytes = 0;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if bytes + character.len_utf8() > MOST_LINE {
                self.0.push_str("\r\n ");
                bytes = 1;
            }
            self.0.push(character);
            bytes += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_utc_to_the_second() {
        assert_eq!(utc("2026-12-01T09:30:00.000Z"), "20261201T093000Z");
        assert_eq!(utc("2026-12-01T09:30:00Z"), "20261201T093000Z");
        assert_eq!(host("https://madang.example.org"), "madang.example.org");
        assert_eq!(host("http://127.0.0.1:8080/x"), "127.0.0.1:8080");
    }

    #[test]
    fn lines_are_folded_between_characters_and_nothing_breaks_out_of_words() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a;b,c\\d\r\nEND:VEVENT");
        assert_eq!(lines.0, "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\r\n");
        let words = "밤".repeat(60);
        let mut lines = Lines::default();
        lines.text("SUMMARY", &words);
        for line in lines.0.trim_end().split("\r\n") {
            assert!(line.len() <= MOST_LINE, "{}", line.len());
        }
        let unfolded = lines.0.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{words}\r\n"));
    }
}
