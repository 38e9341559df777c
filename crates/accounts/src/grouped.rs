//! Small writes of many people at once, in one transaction: a disk is waited for once for all of them. Whoever comes first writes for
//! everybody who has come by then; whoever comes while that one writes waits for the next turn.

use std::sync::{Mutex, PoisonError};

use tokio::sync::oneshot::{self, error::TryRecvError};

/// What people want written, with the way back to each.
type Waiting<T, R> = Vec<(T, oneshot::Sender<R>)>;

/// Writes of one kind: what each wants written, and what each is answered.
pub(crate) struct Grouped<T, R> {
    waiting: Mutex<Waiting<T, R>>,
    turn: tokio::sync::Mutex<()>,
}

impl<T, R> Default for Grouped<T, R> {
    fn default() -> Grouped<T, R> {
        Grouped {
            waiting: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }
}

impl<T: Clone, R> Grouped<T, R> {
    /// Has `one` written by `all`, which writes whatever waits and gives an answer to each in the same order.
    ///
    /// # Errors
    /// What `all` says. Those whose writes were in the same hands try again, each for themselves.
    pub(crate) async fn write<E, F>(&self, one: T, all: impl Fn(Vec<T>) -> F) -> Result<R, E>
    where
        F: Future<Output = Result<Vec<R>, E>>,
    {
        loop {
            let (reply, mut done) = oneshot::channel();
            self.waiting().push((one.clone(), reply));
            let _turn = self.turn.lock().await;
            match done.try_recv() {
                Ok(answer) => return Ok(answer),
                // Whoever had it in hand failed or left.
                Err(TryRecvError::Closed) => continue,
                Err(TryRecvError::Empty) => {}
            }
            let (ones, replies): (Vec<T>, Vec<_>) =
                std::mem::take(&mut *self.waiting()).into_iter().unzip();
            for (reply, answer) in replies.into_iter().zip(all(ones).await?) {
                // Who has left needs no answer.
                let _ = reply.send(answer);
            }
            if let Ok(answer) = done.try_recv() {
                return Ok(answer);
            }
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting<T, R>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::Grouped;

    #[tokio::test]
    async fn who_comes_while_another_writes_is_written_with_the_next_and_gets_their_own_answer() {
        let grouped: Arc<Grouped<usize, usize>> = Arc::default();
        let turns = Arc::new(AtomicUsize::new(0));
        let mut all = tokio::task::JoinSet::new();
        for one in 0..100 {
            let (grouped, turns) = (Arc::clone(&grouped), Arc::clone(&turns));
            all.spawn(async move {
                let write = async |ones: Vec<usize>| {
                    turns.fetch_add(1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Ok::<_, ()>(ones.into_iter().map(|one| one * 2).collect())
                };
                (one, grouped.write(one, write).await)
            });
        }
        while let Some(done) = all.join_next().await {
            let (one, answer) = done.expect("it does not panic");
            assert_eq!(answer, Ok(one * 2));
        }
        assert!(turns.load(Ordering::SeqCst) <= 2, "{turns:?}");
    }

    #[tokio::test]
    async fn who_was_in_the_hands_of_one_that_failed_tries_again() {
        let grouped: Arc<Grouped<usize, usize>> = Arc::default();
        let turns = Arc::new(AtomicUsize::new(0));
        let mut all = tokio::task::JoinSet::new();
        for one in 0..5 {
            let (grouped, turns) = (Arc::clone(&grouped), Arc::clone(&turns));
            all.spawn(async move {
                let write = async |ones: Vec<usize>| {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    match turns.fetch_add(1, Ordering::SeqCst) {
                        0 => Err("the disk"),
                        _ => Ok(ones),
                    }
                };
                grouped.write(one, write).await
            });
        }
        let answers = all.join_all().await;
        let failed = answers.iter().filter(|answer| answer.is_err()).count();
        assert_eq!((failed, answers.len()), (1, 5));
    }
}
