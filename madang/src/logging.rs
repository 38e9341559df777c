//! What the program says of its work: to standard error, and what matters to security to a file of its own as well.

use std::fs::OpenOptions;
use std::io::IsTerminal as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use tracing::Level;
use tracing_subscriber::filter::{Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Layer as _, fmt};

/// The target of events that matter to security: refused tokens, keys, guard file, clock, what a person accepted.
pub const SECURITY: &str = "security";

/// Begins to log. `MADANG_LOG` says what goes to standard error (`warn,security=info` where it does not: a level, or levels by
/// module); `security_log` gets every event of the target
/// [`SECURITY`], whatever that says, and is made readable by its owner alone.
///
/// # Errors
/// A file that cannot be written.
pub fn begin(security_log: Option<&Path>) -> Result<()> {
    let asked = std::env::var("MADANG_LOG").ok();
    let filter: Targets = asked
        .and_then(|asked| asked.parse().ok())
        .unwrap_or_else(|| Targets::from_iter([(SECURITY, Level::INFO)]).with_default(Level::WARN));
    let security = match security_log {
        Some(path) => {
            let file = OpenOptions::new()
                .append(true)
                .create(true)
                .mode(0o600)
                .open(path)
                .with_context(|| t!("data-security-log", file = path))?;
            let layer = fmt::layer().with_ansi(false).with_writer(Arc::new(file));
            Some(layer.with_filter(filter_fn(|about| about.target() == SECURITY)))
        }
        None => None,
    };
    let shown = fmt::layer()
        // Colours are for a person who looks on, not for a file.
        .with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
        .with_writer(std::io::stderr);
    tracing_subscriber::registry()
        .with(shown.with_filter(filter))
        .with(security)
        .init();
    Ok(())
}
