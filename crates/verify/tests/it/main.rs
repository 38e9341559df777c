//! What a stranger sees of the verifier: whole records checked from their files.

mod hidden;
mod hostile;
mod kept;
mod lies;
mod receipts;
mod support;
