//! Says what is being done, with a bar for what takes longer than a second.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long something must take before a bar is shown for it.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long somebody may say nothing before that is said.
const SILENCE: Duration = Duration::from_secs(5);
/// How often a spinner turns.
const TICK: Duration = Duration::from_millis(100);

/// Progress of one step.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    /// Where something is said after a time: what ends the waiting, and who waits.
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins a step; `what` says what is being done.
    pub fn new(what: &str) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template("  {msg} [{bar:30}] {human_pos}/{human_len} {eta}");
        bar.set_style(
            style
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .progress_chars("=> "),
        );
        bar.set_message(what.to_owned());
        Progress {
            bar,
            started: Instant::now(),
            waiting: None,
        }
    }

    /// Begins a step of which nobody knows how long it takes; time passes beside it.
    pub fn spinner(what: &str) -> Progress {
        let mut progress = Progress::new(what);
        let style = ProgressStyle::with_template("  {spinner} {msg}, {elapsed}");
        progress
            .bar
            .set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        let bar = progress.bar.clone();
        let (done, ended) = mpsc::channel::<()>();
        let waiting = std::thread::spawn(move || {
            // Whoever ends the step drops the sender.
            if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                bar.enable_steady_tick(TICK);
            }
        });
        progress.waiting = Some((done, waiting));
        progress
    }

    /// The same where somebody else is waited for: when nothing has come of it after a few seconds, `silent` is said once, whether
    /// there is a terminal or not.
    pub fn waiting_for(what: &str, silent: String) -> Progress {
        let mut progress = Progress::new(what);
        let bar = progress.bar.clone();
        let (done, ended) = mpsc::channel::<()>();
        let waiting = std::thread::spawn(move || {
            let over = ended.recv_timeout(SILENCE) == Err(RecvTimeoutError::Timeout);
            if over && bar.length().is_none() {
                note!("madang: {silent}");
            }
        });
        progress.waiting = Some((done, waiting));
        progress
    }

    /// What is being done now.
    pub fn say(&self, what: &str) {
        self.bar.set_message(what.to_owned());
    }

    /// So many are done, of so many.
    pub fn set(&self, done: u64, of: u64) {
        if self.bar.is_hidden() && self.started.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_length(of);
        self.bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, waiting)) = self.waiting.take() {
            drop(done);
            // It only draws: should it have panicked, nothing is lost.
            let _ = waiting.join();
        }
        self.bar.finish_and_clear();
    }
}
