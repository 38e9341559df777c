//! Long results, a part at a time.

use madang_database::values;
use tokio::sync::mpsc;

use crate::Store;
use crate::error::StoreError;
use crate::replica::CHUNK;

/// Items that come from the database as they are taken; what is not taken yet is not read yet, but for a little.
#[derive(Debug)]
pub struct RowStream<T>(mpsc::Receiver<Result<T, StoreError>>);

impl<T: Send + 'static> RowStream<T> {
    pub(crate) fn new(items: mpsc::Receiver<Result<T, StoreError>>) -> RowStream<T> {
        RowStream(items)
    }

    /// The next item; `None` after the last, and after an error.
    pub async fn next(&mut self) -> Option<Result<T, StoreError>> {
        self.0.recv().await
    }

    /// All items.
    ///
    /// # Errors
    /// The first error on the way.
    pub async fn collect(mut self) -> Result<Vec<T>, StoreError> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl Store {
    /// The entries of a range with their index, in order. A range beyond the last entry ends there.
    pub fn entries(&self, range: std::ops::Range<u64>) -> RowStream<(u64, Vec<u8>)> {
        let (sender, receiver) = mpsc::channel(CHUNK as usize);
        let database = self.database().clone();
        tokio::spawn(async move {
            let mut from = range.start;
            while from < range.end {
                let to = range.end.min(from.saturating_add(CHUNK));
                let read = async {
                    let mut lent = database.reader().await?;
                    let text =
                        "SELECT idx, bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx";
                    let rows = lent.connection().rows(text, values![from, to]).await?;
                    rows.iter()
                        .map(|row| Ok((row.number(0)?, row.bytes(1)?)))
                        .collect::<Result<Vec<_>, StoreError>>()
                };
                match read.await {
                    Ok(rows) => {
                        let found = rows.len() as u64;
                        for row in rows {
                            if sender.send(Ok(row)).await.is_err() {
                                return;
                            }
                        }
                        if found < to - from {
                            return;
                        }
                    }
                    Err(error) => {
                        let _ = sender.send(Err(error)).await;
                        return;
                    }
                }
                from = to;
            }
        });
        RowStream::new(receiver)
    }
}
