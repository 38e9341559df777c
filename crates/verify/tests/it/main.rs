//! What a stranger sees of the verifier: whole records checked from their files.

mod attachments;
mod ballots;
mod beyond;
mod brought;
mod dates;
mod evaded;
mod forked;
mod hidden;
mod hostile;
mod kept;
mod later;
mod lies;
mod memory;
mod named;
mod openness;
mod receipts;
mod shapes;
mod signed;
mod statements;
mod support;
mod things;
mod traced;
mod weighed;
mod work;
