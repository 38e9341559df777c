//! How the time for reading and for equal shares grows with ballots and with projects:
//! `cargo bench -p madang-selection --bench scaling -- FOLDER` writes `scaling.csv` and draws it as
//! `scaling.svg` into the folder. `--draw` only draws the data that are there.
//!
//! Synthetic elections ([`source`]): eight projects on each ballot, popularity and costs as in the
//! bench `large`. Reading is from Pabulib text in memory to grouped ballots; equal shares (cost utility)
//! selects 50 projects. Each the least of three runs.

mod source;

use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use madang_selection::pabulib::{ReadOptions, read};
use madang_selection::{Decimal, Rule, SelectOptions, SelectionRule, Trace, Utility, select_with};
use source::Source;

const BALLOTS: [u64; 6] = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000];
const PROJECTS: [u64; 5] = [100, 300, 1000, 2500, 5000];
/// What is held while the other changes.
const HELD_BALLOTS: u64 = 300_000;
const HELD_PROJECTS: u64 = 500;

struct Point {
    axis: String,
    ballots: f64,
    projects: f64,
    reading: f64,
    selecting: f64,
}

fn least(runs: usize, mut run: impl FnMut()) -> f64 {
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

fn measure(axis: &str, ballots: u64, projects: u64) -> Point {
    let mut text = Vec::new();
    let made = Source::new(ballots, projects).read_to_end(&mut text);
    made.expect("the generator never fails");
    let mut election = None;
    let reading = least(3, || {
        election = Some(read(&text[..], &ReadOptions::for_selection()).expect("good text"));
    });
    let election = election.expect("it was read");
    election.input_digest();
    let rule = SelectionRule::new(Rule::EqualShares {}, Utility::Cost {})
        .with_budget(Decimal::from(20_000_000_000u64))
        .with_number(50);
    let options = SelectOptions::default().with_trace(Trace::Outcome);
    let selecting = least(3, || {
        let outcome = select_with(&election, &rule, options).expect("an outcome");
        assert_eq!(outcome.selected.len(), 50);
    });
    Point {
        axis: axis.to_owned(),
        ballots: ballots as f64,
        projects: projects as f64,
        reading,
        selecting,
    }
}

fn parse(csv: &str) -> Vec<Point> {
    let rows = csv.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let axis = cells.next().unwrap_or_default().to_owned();
        let mut number = || {
            let text = cells.next().unwrap_or_default();
            text.parse()
                .unwrap_or_else(|_| panic!("{line}: {text} is no number"))
        };
        Point {
            axis,
            ballots: number(),
            projects: number(),
            reading: number(),
            selecting: number(),
        }
    });
    rows.collect()
}

/// Width and height of one panel's plot, and its offset.
const PANEL: (f64, f64) = (330.0, 250.0);
const TOP: f64 = 72.0;

fn short(value: f64) -> String {
    if value >= 1e6 {
        format!("{} M", value / 1e6)
    } else if value >= 1e3 {
        format!("{} k", value / 1e3)
    } else {
        format!("{value}")
    }
}

fn seconds(power: i32) -> String {
    match power {
        -3 => "1 ms".to_owned(),
        -2 => "10 ms".to_owned(),
        -1 => "100 ms".to_owned(),
        power if power >= 0 => format!("{} s", 10u32.pow(power as u32)),
        _ => format!("{} µs", 10u32.pow((power + 6) as u32)),
    }
}

/// One plot with both axes logarithmic.
fn panel(out: &mut String, left: f64, title: &str, points: &[(f64, f64, f64)]) {
    let (width, height) = PANEL;
    let (first, last) = (points[0].0.log10(), points[points.len() - 1].0.log10());
    let all = || points.iter().flat_map(|(_, a, b)| [*a, *b]);
    let low = all().fold(f64::INFINITY, f64::min).log10().floor();
    let high = all().fold(0.0, f64::max).log10().ceil();
    let x = |value: f64| left + 12.0 + (value.log10() - first) / (last - first) * (width - 24.0);
    let y = |value: f64| TOP + height - (value.log10() - low) / (high - low) * height;
    let _ = write!(
        out,
        "<text x=\"{left}\" y=\"{}\" font-weight=\"600\">{title}</text>",
        TOP - 14.0
    );
    for power in low as i32..=high as i32 {
        let at = y(10f64.powi(power));
        let _ = write!(
            out,
            "<line x1=\"{left}\" y1=\"{at:.1}\" x2=\"{:.1}\" y2=\"{at:.1}\" stroke=\"#d7d3ca\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#5c574d\" font-size=\"12\">{}</text>",
            left + width,
            left - 8.0,
            at + 4.0,
            seconds(power)
        );
    }
    for (value, ..) in points {
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#5c574d\" font-size=\"12\">{}</text>",
            x(*value),
            TOP + height + 18.0,
            short(*value)
        );
    }
    let line = |of: &dyn Fn(&(f64, f64, f64)) -> f64| -> String {
        let at = points
            .iter()
            .map(|point| format!("{:.1},{:.1}", x(point.0), y(of(point))));
        at.collect::<Vec<_>>().join(" ")
    };
    let _ = write!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#1f6b52\" stroke-width=\"2.5\"/>\
         <polyline points=\"{}\" fill=\"none\" stroke=\"#9e6a00\" stroke-width=\"2.5\" stroke-dasharray=\"7 4\"/>",
        line(&|point| point.1),
        line(&|point| point.2)
    );
    for (value, reading, selecting) in points {
        let _ = write!(
            out,
            "<circle cx=\"{0:.1}\" cy=\"{1:.1}\" r=\"4.5\" fill=\"#1f6b52\"/>\
             <rect x=\"{2:.1}\" y=\"{3:.1}\" width=\"8\" height=\"8\" fill=\"#9e6a00\"/>",
            x(*value),
            y(*reading),
            x(*value) - 4.0,
            y(*selecting) - 4.0
        );
    }
}

fn draw(points: &[Point]) -> String {
    let of = |axis: &str, value: &dyn Fn(&Point) -> f64| -> Vec<(f64, f64, f64)> {
        let own = points.iter().filter(|point| point.axis == axis);
        own.map(|point| (value(point), point.reading, point.selecting))
            .collect()
    };
    let mut out = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 372\" role=\"img\" \
         font-family=\"system-ui,sans-serif\" font-size=\"14\" fill=\"#26231d\">\
         <title>Time for reading and for equal shares against ballots and against projects</title>\
         <desc>Two plots with logarithmic axes. The numbers are in scaling.csv.</desc>\
         <rect width=\"860\" height=\"372\" fill=\"#fdfcf9\"/>\
         <circle cx=\"76\" cy=\"23\" r=\"4.5\" fill=\"#1f6b52\"/>\
         <text x=\"88\" y=\"28\">reading Pabulib text</text>\
         <rect x=\"264\" y=\"19\" width=\"8\" height=\"8\" fill=\"#9e6a00\"/>\
         <text x=\"280\" y=\"28\">equal shares, 50 projects selected</text>",
    );
    let title = format!("by ballots, {HELD_PROJECTS} projects");
    panel(
        &mut out,
        72.0,
        &title,
        &of("ballots", &|point| point.ballots),
    );
    let title = format!("by projects, {} ballots", short(HELD_BALLOTS as f64));
    panel(
        &mut out,
        500.0,
        &title,
        &of("projects", &|point| point.projects),
    );
    out.push_str("</svg>\n");
    out
}

fn main() {
    let mut only_draw = false;
    let mut folder = None;
    for argument in std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
    {
        match argument.as_str() {
            "--draw" => only_draw = true,
            _ => folder = Some(argument),
        }
    }
    let Some(folder) = folder else {
        eprintln!("name the folder for scaling.csv and scaling.svg");
        std::process::exit(2);
    };
    let path = Path::new(&folder).join("scaling.csv");
    if !only_draw {
        let by_ballots = BALLOTS.map(|ballots| ("ballots", ballots, HELD_PROJECTS));
        let by_projects = PROJECTS.map(|projects| ("projects", HELD_BALLOTS, projects));
        let mut csv = String::from("axis,ballots,projects,reading_seconds,equal_shares_seconds\n");
        for (axis, ballots, projects) in by_ballots.into_iter().chain(by_projects) {
            let point = measure(axis, ballots, projects);
            let line = format!(
                "{axis},{ballots},{projects},{:.6},{:.6}",
                point.reading, point.selecting
            );
            println!("{line}");
            csv.push_str(&line);
            csv.push('\n');
        }
        std::fs::write(&path, csv).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let csv = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let svg = path.with_extension("svg");
    std::fs::write(&svg, draw(&parse(&csv)))
        .unwrap_or_else(|error| panic!("{}: {error}", svg.display()));
}
