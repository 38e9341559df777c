//! Several files as one zip archive, written while it is sent. Nothing is packed: what is sent is packed on its way.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Body, Bytes};
use futures_util::stream::{self, BoxStream, Stream, StreamExt};
use jiff::Timestamp;
use rawzip::ZipArchiveWriter;
use rawzip::time::UtcDateTime;
use tokio::sync::mpsc;

use crate::frame::turns::{LONGEST, Turn};

/// What a file holds, in pieces.
pub type Content = BoxStream<'static, Result<Bytes, BoxError>>;

/// A file of an archive: its path there, and what it holds.
pub type File = (String, Content);

/// Pieces that wait for whoever takes the archive.
const AHEAD: usize = 8;

/// A file whose content is there already.
pub fn whole(path: impl Into<String>, content: impl Into<Bytes>) -> File {
    let content = content.into();
    let pieces = stream::once(async move { Ok(content) });
    (path.into(), pieces.boxed())
}

/// The archive of some files, in their order, for as long as its turn lasts; they have the date `at`, a time of the record.
/// What goes wrong on the way breaks the connection off, so that nobody takes half an archive for a whole one.
pub fn zip(
    turn: Turn,
    at: &str,
    files: impl Stream<Item = Result<File, BoxError>> + Send + 'static,
) -> Body {
    zip_within(LONGEST, turn, at, files)
}

fn zip_within(
    longest: Duration,
    turn: Turn,
    at: &str,
    files: impl Stream<Item = Result<File, BoxError>> + Send + 'static,
) -> Body {
    let (sender, receiver) = mpsc::channel(AHEAD);
    let at = at.parse::<Timestamp>().ok();
    let at = at.map(|at| UtcDateTime::from_unix(at.as_second()));
    tokio::spawn(async move {
        let written = tokio::time::timeout(longest, write(at, files, &sender)).await;
        drop(turn);
        if let Err(error) = written.unwrap_or_else(|late| Err(late.into())) {
            tracing::error!(%error, "an archive could not be written");
            let _ = sender.send(Err(error)).await;
        }
    });
    let pieces = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    Body::from_stream(pieces)
}

/// What was written and not sent yet.
#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> Bytes {
        // A lock that is poisoned was held by one who writes bytes: they are still bytes.
        let mut written = self.0.lock().unwrap_or_else(|error| error.into_inner());
        Bytes::from(std::mem::take(&mut *written))
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(|error| error.into_inner());
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn write(
    at: Option<UtcDateTime>,
    files: impl Stream<Item = Result<File, BoxError>> + Send,
    sender: &mpsc::Sender<Result<Bytes, BoxError>>,
) -> Result<(), BoxError> {
    let buffer = Buffer::default();
    let mut archive = ZipArchiveWriter::new(buffer.clone());
    let mut files = std::pin::pin!(files);
    while let Some(file) = files.next().await {
        let (path, mut content) = file?;
        let new = archive.new_file(&path);
        let new = match at {
            Some(at) => new.last_modified(at),
            None => new,
        };
        let (mut entry, how) = new.start()?;
        let mut writer = how.wrap(&mut entry);
        while let Some(piece) = content.next().await {
            writer.write_all(&piece?)?;
            if sender.send(Ok(buffer.take())).await.is_err() {
                // Nobody takes it any more.
                return Ok(());
            }
        }
        let (_, described) = writer.finish()?;
        entry.finish(described)?;
    }
    archive.finish()?;
    let _ = sender.send(Ok(buffer.take())).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use rawzip::ZipArchive;

    use super::*;
    use crate::frame::turns::Turns;

    const AT: &str = "2026-11-23T06:54:00.123Z";

    fn turn() -> Turn {
        Turns::of_archives().begin().expect("a turn")
    }

    #[tokio::test]
    async fn an_archive_has_what_was_put_in() {
        let files = [
            whole("a.csv", "id,cost\r\n"),
            whole("folder/나.txt", vec![7u8; 100_000]),
            whole("empty", ""),
        ];
        let body = zip(turn(), AT, stream::iter(files.map(Ok)));
        let bytes = to_bytes(body, usize::MAX).await.expect("an archive");
        let archive = ZipArchive::from_slice(&bytes).expect("an archive");
        let mut found = Vec::new();
        for entry in archive.entries() {
            let entry = entry.expect("an entry");
            let at = entry.last_modified().to_string();
            assert!(at.starts_with("2026-11-23T06:54:00"), "{at}");
            let path = String::from_utf8(entry.file_path().as_ref().to_vec()).expect("a path");
            let entry = archive.get_entry(entry.wayfinder()).expect("its place");
            let mut content = Vec::new();
            let mut reader = entry.verifying_reader(entry.data());
            io::copy(&mut reader, &mut content).expect("its checksum holds");
            found.push((path, content.len()));
        }
        let expected = [("a.csv", 9), ("folder/나.txt", 100_000), ("empty", 0)];
        assert_eq!(found, expected.map(|(path, size)| (path.to_owned(), size)));
    }

    #[tokio::test]
    async fn what_goes_wrong_breaks_the_archive_off() {
        let broken: Content = stream::iter([
            Ok(Bytes::from_static(b"half")),
            Err(BoxError::from("no more")),
        ])
        .boxed();
        let body = zip(turn(), AT, stream::iter([Ok(("a".to_owned(), broken))]));
        assert!(to_bytes(body, usize::MAX).await.is_err());
    }

    #[tokio::test]
    async fn who_takes_too_long_gives_way() {
        let never: Content = stream::pending().boxed();
        let files = stream::iter([Ok(("a".to_owned(), never))]);
        let body = zip_within(Duration::from_millis(1), turn(), AT, files);
        let error = to_bytes(body, usize::MAX).await.expect_err("broken off");
        assert!(format!("{error:?}").contains("Elapsed"), "{error:?}");
    }
}
