//! Times weighting and a table by regions on an invented sample, one JSON object a line:
//! `cargo bench -p madang-survey --bench raking -- [ROWS…]` (a million rows without any).
//!
//! `cells` is putting margins on the combinations that are there, `rake` raking from there, `table` the share of yes in 17 regions with standard
//! errors after raking, 330 units in 31 strata. Seconds are the median of five runs on one thread; nothing is read from a file.

use std::hint::black_box;
use std::time::Instant;

use madang_survey::design::Design;
use madang_survey::estimates::Domain;
use madang_survey::order::Stream;
use madang_survey::table::Column;
use madang_survey::variance::{Adjustment, Linearized};
use madang_survey::weights::{Auxiliary, Margin, rake};

/// Levels of the five margins.
const LEVELS: [u64; 5] = [17, 2, 7, 5, 4];

/// A number below `bound` from a fixed stream, in a few operations: the stream that orders come from would be most of the time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound) as u32
    }
}

fn median<T>(mut run: impl FnMut() -> T) -> (f64, T) {
    let mut seconds = Vec::new();
    loop {
        let begun = Instant::now();
        let result = black_box(run());
        seconds.push(begun.elapsed().as_secs_f64());
        if seconds.len() == 5 {
            seconds.sort_by(f64::total_cmp);
            return (seconds[2], result);
        }
    }
}

fn margins(rows: usize, numbers: &mut Numbers) -> Vec<Margin> {
    let margins = LEVELS.iter().enumerate().map(|(number, &levels)| {
        let names: Vec<String> = (0..levels).map(|level| level.to_string()).collect();
        let values: Vec<&str> = (0..rows)
            .map(|_| names[numbers.below(levels) as usize].as_str())
            .collect();
        let column = Column::new(&number.to_string(), values);
        // Shares that are some way from those of the sample, and all add up to ten times its rows.
        let parts: Vec<f64> = (0..levels).map(|level| 3.0 + (level % 3) as f64).collect();
        let all: f64 = parts.iter().sum();
        let totals = names.iter().zip(&parts);
        let totals: Vec<(String, f64)> = totals
            .map(|(name, part)| (name.clone(), 10.0 * rows as f64 * part / all))
            .collect();
        Margin::of(&number.to_string(), &totals, &column, &|row| row as u64)
            .unwrap_or_else(|error| panic!("{error}"))
    });
    margins.collect()
}

fn run(rows: usize) -> Result<(), madang_survey::SurveyError> {
    let mut numbers = Numbers(Stream::new(&[1; 32], "bench", "raking").next_number() | 1);
    let margins = margins(rows, &mut numbers);
    let base: Vec<f64> = (0..rows)
        .map(|_| 1.0 + f64::from(numbers.below(100)) / 25.0)
        .collect();
    let units: Vec<u32> = (0..rows).map(|_| numbers.below(330)).collect();
    let strata: Vec<String> = units.iter().map(|unit| (unit % 31).to_string()).collect();
    let strata = Column::new("stratum", strata.iter().map(String::as_str));
    let y: Vec<f64> = (0..rows).map(|_| f64::from(numbers.below(2))).collect();
    let regions = margins[0].codes.clone();
    let (cells, auxiliary) = median(|| Auxiliary::new(margins.clone(), vec![]));
    let auxiliary = auxiliary?;
    let (raking, raked) = median(|| rake(&auxiliary, &base));
    let raked = raked?;
    let design = Design::new(rows, &[&units], Some(&strata), &[])?.with_weights(base);
    let (table, last) = median(|| -> Result<f64, madang_survey::SurveyError> {
        let linear = Linearized::new(&design, &raked.weights, Adjustment::Regression(&auxiliary))?;
        let mut last = 0.0;
        for region in 0..17 {
            let domain = Domain::new(
                &linear,
                regions.iter().map(|code| *code == region).collect(),
            );
            last = linear.mean(&y, &domain)?.se();
        }
        Ok(last)
    });
    println!(
        "{{\"rows\":{rows},\"cells\":{cells:.4},\"rake\":{raking:.4},\"table\":{table:.4},\"sweeps\":{},\"misfit\":{:e},\"last_se\":{}}}",
        raked.iterations, raked.misfit, last?
    );
    Ok(())
}

fn main() -> Result<(), madang_survey::SurveyError> {
    let rows: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    match rows.as_slice() {
        [] => run(1_000_000),
        rows => rows.iter().try_for_each(|&rows| run(rows)),
    }
}
