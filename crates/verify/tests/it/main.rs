//! What a stranger sees of the verifier: whole records checked from their files.

mod ballots;
mod dates;
mod forked;
mod hidden;
mod hostile;
mod kept;
mod later;
mod lies;
mod memory;
mod receipts;
mod shapes;
mod signed;
mod support;
mod work;
