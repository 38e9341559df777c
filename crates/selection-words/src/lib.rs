#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod words;

pub use words::{said, treatment};
