//! What pages show of several features at once. Features import earlier ones only; here all of them may be read.

mod programmes;
pub(crate) mod shapes;
