//! Whole reports: they stand alone, are safe, and say what the outcome says.

mod pages;
