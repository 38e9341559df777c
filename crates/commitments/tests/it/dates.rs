//! Dates in every form that the two bases have, and in others that plans are written with.

use madang_commitments::Absent;
use madang_commitments::dates::{DateReading, ends_before_it_starts, read};

/// What is read, in one line: days, `a or b`, or the name of what it is.
fn said(text: &str) -> String {
    match read(text) {
        DateReading::Interval(days) => days.to_string(),
        DateReading::Ambiguous(possible) => {
            let possible: Vec<String> = possible.iter().map(ToString::to_string).collect();
            possible.join(" or ")
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn what_the_bases_have_is_read() {
    for (text, expected) in [
        ("07/01/2014", "2014-01-07 or 2014-07-01"),
        ("01/07/2014", "2014-01-07 or 2014-07-01"),
        ("1/1/2018", "2018-01-01"),
        ("28/5/2014", "2014-05-28"),
        ("2/29/2014", "Unknown"),
        ("12/31/2020", "2020-12-31"),
        ("9/1/18", "2018-01-09 or 2018-09-01"),
        ("12/31/19", "2019-12-31"),
        ("2012", "2012-01-01/2012-12-31"),
        ("2012-2013", "2012-01-01/2013-12-31"),
        ("July 2014", "2014-07-01/2014-07-31"),
        ("Quarter 1 2014", "2014-01-01/2014-03-31"),
        ("Quarter 4 2016", "2016-10-01/2016-12-31"),
        ("End of 2014", "2014-10-01/2014-12-31"),
        ("September/December 2011", "2011-09-01/2011-12-31"),
        (
            "Spring 2016",
            "2016-03-01/2016-05-31 or 2016-09-01/2016-11-30",
        ),
        (
            "Fall 2014",
            "2014-03-01/2014-05-31 or 2014-09-01/2014-11-30",
        ),
        (
            "Summer 2014",
            "2013-12-01/2014-02-28 or 2014-06-01/2014-08-31 or 2014-12-01/2015-02-28",
        ),
        ("Not Specified", "NotSpecified"),
        ("Ongoing", "OpenEnded"),
        ("Continuous", "OpenEnded"),
        ("Permanent activity", "OpenEnded"),
        ("7/16/1905", "Serial(2024)"),
        ("7/19/1905", "Serial(2027)"),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
    for absent in Absent::ALL {
        assert_eq!(read(absent.label()), DateReading::Absent(absent));
    }
}

#[test]
fn other_forms_of_plans_are_read() {
    for (text, expected) in [
        (
            "Ongoing / 1 July 2016 ~ 30 June 2018",
            "2016-07-01/2018-06-30",
        ),
        ("Q1–Q2 2021", "2021-01-01/2021-06-30"),
        ("Q3 2021", "2021-07-01/2021-09-30"),
        ("1Q 2022", "2022-01-01/2022-03-31"),
        ("first quarter of 2015", "2015-01-01/2015-03-31"),
        ("second half of 2015", "2015-07-01/2015-12-31"),
        ("H1 2015", "2015-01-01/2015-06-30"),
        ("2014-07-01", "2014-07-01"),
        ("2014-07-01T00:00:00", "2014-07-01"),
        ("2014-07", "2014-07-01/2014-07-31"),
        ("1 July 2014", "2014-07-01"),
        ("July 1, 2014", "2014-07-01"),
        ("1st of July 2014", "2014-07-01"),
        ("Sept. 2015", "2015-09-01/2015-09-30"),
        ("Jul-14", "2014-07-01/2014-07-31"),
        ("31.12.2015", "2015-12-31"),
        ("01.07.2014", "2014-01-07 or 2014-07-01"),
        ("July – December 2014", "2014-07-01/2014-12-31"),
        ("January 2014 to June 2016", "2014-01-01/2016-06-30"),
        ("from May 2014 until 31 May 2015", "2014-05-01/2015-05-31"),
        ("2014/2016", "2014-01-01/2016-12-31"),
        ("2012-13", "2012-01-01/2013-12-31"),
        ("mid-2014", "2014-04-01/2014-09-30"),
        ("early 2015", "2015-01-01/2015-03-31"),
        ("end of June 2015", "2015-06-01/2015-06-30"),
        ("by December 2015", "2015-12-01/2015-12-31"),
        ("2014년 7월 1일", "2014-07-01"),
        ("2014. 7. 1.", "2014-07-01"),
        ("2014년 7월", "2014-07-01/2014-07-31"),
        ("2014년 하반기", "2014-07-01/2014-12-31"),
        ("2014년 1분기", "2014-01-01/2014-03-31"),
        ("상시", "OpenEnded"),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_date_is_not_guessed() {
    for text in [
        "soon",
        "32/13/2014",
        "13/13/2014",
        "0",
        "12",
        "July",
        "2014-13-01",
        "June 2015 to June 2014",
        "Q5 2014",
        "=1+1",
        "12/12",
        "1/1/1776",
        "9999",
        "the 4th meeting",
        "2014-02-30",
        "//",
        "-",
        "2014 2015 2016",
    ] {
        assert_eq!(read(text), DateReading::Unknown, "{text}");
    }
}

#[test]
fn an_end_stands_before_its_start_only_where_no_reading_allows_it() {
    let before = |start, end| ends_before_it_starts(&read(start), &read(end));
    assert!(before("2016-07-01", "2014-06-30"));
    assert!(before("2016", "July 2015"));
    assert!(!before("2016", "July 2016"), "it may start in July");
    assert!(
        !before("07/01/2014", "03/01/2014"),
        "7 January to 3 January or 1 March"
    );
    assert!(before("07/01/2014", "12/31/2013"));
    assert!(!before("2016", "Not Specified"));
    assert!(!before("ND", "2014"));
}
