//! Writes the example vote to standard output:
//! `cargo run -p madang-example --example write_vote > examples/kr0018/vote.pb`.

use std::io::Write;

fn main() -> std::io::Result<()> {
    std::io::stdout()
        .lock()
        .write_all(madang_example::vote().as_bytes())
}
