//! What a stranger sees of the verifier: whole records checked from their files.

mod kept;
