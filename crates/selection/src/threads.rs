//! Work shared by two threads. What is shared how depends on the work alone, never on the machine, so
//! that every machine comes to the same.

use std::sync::Mutex;

/// Runs `second` on a thread of its own beside `first`, or after it where the system gives no thread; a
/// panic in it goes on here.
pub(crate) fn both<A, B: Send>(
    first: impl FnOnce() -> A,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    let second = Mutex::new(Some(second));
    let run = || {
        let taken = second.lock().map(|mut second| second.take());
        taken.ok().flatten().map(|second| second())
    };
    let (first, other) = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, run);
        let first = first();
        let other = thread.ok().and_then(|thread| match thread.join() {
            Ok(other) => other,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        (first, other)
    });
    let other = other.or_else(run);
    (
        first,
        other.unwrap_or_else(|| unreachable!("it runs on the thread or here")),
    )
}
