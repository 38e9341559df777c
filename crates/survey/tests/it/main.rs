//! The engine on the data sets of the specification, against what R `survey` and other programs gave.

mod association;
mod calibrated;
mod checks;
mod common;
mod designs;
mod differences;
mod disclosure;
mod domains;
mod estimates;
mod exchange;
mod forms;
mod intervals;
mod pathological;
mod quantiles;
mod questionnaire;
mod rates;
mod reach;
mod replicates;
mod same_bits;
mod weights;
