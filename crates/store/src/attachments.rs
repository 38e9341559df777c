//! Files that came with voices. Their bytes lie in a folder beside the database, each under its hash, which is salted, so that no two
//! voices share one: whoever erases a voice erases its files. What somebody chose and has not sent yet waits there too, sealed by
//! whoever keeps it, for a day.

mod folder;

use std::io;
use std::path::Path;
use std::sync::{Arc, Weak};
use std::time::Duration;

use madang_database::{Value, values};
use madang_programme::Event;
use madang_programme::contents::TEXT;
use madang_programme::record_said;
use madang_programme::voices::{VoiceFile, VoiceWords, files_of};
use madang_record::{Hash, OpenBodyRef};

pub(crate) use folder::Folder;

use crate::Store;
use crate::error::StoreError;
use crate::projection::contents::Status;
use crate::record::stored;
use crate::shared::Shared;
use crate::words::said;

/// How often files are looked for that nothing speaks of.
const EVERY: Duration = Duration::from_secs(3600);

/// Hashes asked for in one query.
const AT_ONCE: usize = 128;

/// A file that came with a voice, as the public may have it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// No words that the public may read speak of it.
    None,
    /// Words speak of it, and its bytes are not there, or are others.
    Missing(VoiceFile),
    /// The file with its bytes.
    Found(VoiceFile, Vec<u8>),
}

impl Store {
    /// Keeps the files that come with voices in a folder, which is made where it is missing. A store that is told of none takes
    /// none. Nodes of one record need the same folder.
    ///
    /// Files of which no entry speaks, and those that were erased when the store was interrupted, are removed now and every hour.
    ///
    /// # Errors
    /// A folder that cannot be made or used, or is another record's.
    pub async fn keep_attachments_in(&self, folder: &Path) -> Result<(), StoreError> {
        let (path, origin) = (folder.to_owned(), self.origin().to_owned());
        let reads = self.queue.is_none();
        let opened = blocking(move || Folder::open(&path, &origin, reads)).await;
        let opened = opened.map_err(|source| StoreError::File {
            path: folder.to_owned(),
            source,
        })?;
        let Some(opened) = opened else {
            let place = folder.display().to_string();
            return Err(StoreError::Closed(said!(
                "store-attachments-other",
                place = place,
                origin = self.origin()
            )));
        };
        if self.shared.attachments.set(Arc::new(opened)).is_ok() && !reads {
            tokio::spawn(keep_sweeping(Arc::downgrade(&self.shared)));
        }
        Ok(())
    }

    /// Whether files can come with voices.
    pub fn takes_attachments(&self) -> bool {
        self.shared.attachments.get().is_some()
    }

    /// Keeps the bytes of a file, before the entry that speaks of it is recorded: when this returns, they are on the disk. Bytes
    /// that no entry comes to speak of go within two hours.
    ///
    /// # Errors
    /// What the system says, of a disk that is full too: nothing is kept then.
    pub async fn keep_attachment(&self, hash: Hash, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.in_folder(move |folder| folder.keep(&hash, &bytes))
            .await
    }

    /// The bytes under a hash; `None` where there are none.
    ///
    /// # Errors
    /// What the system says.
    pub async fn attachment_bytes(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        if !self.takes_attachments() {
            return Ok(None);
        }
        self.in_folder(move |folder| folder.read(&hash)).await
    }

    /// The files that the public contents of a bundle speak of, each with its entry: what is published beside them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn attachments(&self, bundle: u64) -> Result<Vec<(u64, VoiceFile)>, StoreError> {
        let lines = self.body_bundle(bundle).await?;
        let mut found = Vec::new();
        for line in lines.split(|byte| *byte == b'\n') {
            // Most lines speak of none, and are not read.
            let line = std::str::from_utf8(line).unwrap_or_default();
            if !line.contains("\"files\":[") {
                continue;
            }
            let line = OpenBodyRef::parse(line);
            let line = line.map_err(|error| StoreError::damaged(record_said(&error)))?;
            let files = files_of(line.content.get()).into_iter();
            found.extend(files.map(|file| (line.entry, file)));
        }
        Ok(found)
    }

    /// A file of the voice of an entry, or of what it added to one, for everybody.
    ///
    /// # Errors
    /// What the database or the system says.
    pub async fn attachment(&self, entry: u64, hash: Hash) -> Result<Attachment, StoreError> {
        let file = {
            let mut lent = self.database().reader().await?;
            let connection = &mut lent.connection();
            let found = stored::several(connection, &[entry]).await?.remove(&entry);
            let event = found.map(|stored| stored.event);
            if !matches!(&event, Some(Event::Voices(event)) if event.has_files()) {
                return Ok(Attachment::None);
            }
            let mut words = stored::texts::<VoiceWords>(connection, TEXT, &[entry]).await?;
            let files = words.remove(&entry).map(|words| words.files);
            let mut files = files.unwrap_or_default().into_iter();
            files.find(|file| file.hash == hash)
        };
        let Some(file) = file else {
            return Ok(Attachment::None);
        };
        match self.attachment_bytes(hash).await? {
            Some(bytes) if file.check_bytes(&bytes).is_ok() => Ok(Attachment::Found(file, bytes)),
            Some(_) | None => Ok(Attachment::Missing(file)),
        }
    }

    /// Keeps something sealed for whoever has not sent it yet, for a day, under a name of hexadecimal digits. Gives whether there
    /// was room for it.
    ///
    /// # Errors
    /// What the system says.
    pub async fn keep_waiting(&self, name: String, sealed: Vec<u8>) -> Result<bool, StoreError> {
        self.in_folder(move |folder| folder.keep_waiting(&name, &sealed))
            .await
    }

    /// What waits under a name; `None` where nothing does.
    ///
    /// # Errors
    /// What the system says.
    pub async fn waiting(&self, name: String) -> Result<Option<Vec<u8>>, StoreError> {
        if !self.takes_attachments() {
            return Ok(None);
        }
        self.in_folder(move |folder| folder.waiting(&name)).await
    }

    /// Removes what waits under a name.
    ///
    /// # Errors
    /// What the system says.
    pub async fn wait_no_more(&self, name: String) -> Result<(), StoreError> {
        self.in_folder(move |folder| folder.wait_no_more(&name))
            .await
    }

    async fn in_folder<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Folder) -> io::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let folder = self.shared.attachments.get().cloned();
        let folder = folder.ok_or_else(|| StoreError::Closed(said!("store-attachments-none")))?;
        run(folder, work).await
    }
}

async fn run<T: Send + 'static>(
    folder: Arc<Folder>,
    work: impl FnOnce(&Folder) -> io::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let path = folder.path().to_owned();
    let done = blocking(move || work(&folder)).await;
    done.map_err(|source| StoreError::File { path, source })
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // The program ends, and nobody waits for it any more.
        Err(error) if error.is_cancelled() => std::future::pending().await,
        Err(error) => Err(io::Error::other(error)),
    }
}

/// Removes the files of voices whose words are erased.
pub(crate) async fn remove_erased(shared: &Shared) -> Result<(), StoreError> {
    let Some(folder) = shared.attachments.get() else {
        return Ok(());
    };
    let erased = {
        let mut lent = shared.database.reader().await?;
        let text = "SELECT a.entry, a.hash FROM attachment a \
                    JOIN content c ON c.entry = a.entry AND c.name = $1 AND c.status = $2";
        let values = values![TEXT, Status::Erased.name()];
        let rows = lent.connection().rows(text, values).await?;
        let rows = rows.iter().map(|row| Ok((row.number(0)?, row.text(1)?)));
        rows.collect::<Result<Vec<(u64, String)>, StoreError>>()?
    };
    if erased.is_empty() {
        return Ok(());
    }
    for (_, hash) in &erased {
        if let Ok(hash) = hash.parse::<Hash>() {
            run(Arc::clone(folder), move |folder| folder.remove(&hash)).await?;
        }
    }
    let mut changes = shared.database.begin().await?;
    for (entry, hash) in erased {
        let text = "DELETE FROM attachment WHERE entry = $1 AND hash = $2";
        let connection = &mut changes.connection();
        connection.execute(text, values![entry, hash]).await?;
    }
    Ok(changes.commit().await?)
}

/// Removes what nothing speaks of, now and every hour, while the store is there and records.
async fn keep_sweeping(shared: Weak<Shared>) {
    loop {
        match shared.upgrade() {
            None => return,
            // What a record in doubt speaks of is not known.
            Some(shared) if shared.read_only_reason().is_some() => {}
            Some(shared) => {
                if let Err(error) = sweep(&shared).await {
                    tracing::warn!(%error, "files that nothing speaks of are left for now");
                }
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn sweep(shared: &Shared) -> Result<(), StoreError> {
    let Some(folder) = shared.attachments.get() else {
        return Ok(());
    };
    remove_erased(shared).await?;
    let old = run(Arc::clone(folder), Folder::sweep).await?;
    for some in old.chunks(AT_ONCE) {
        let known = {
            let mut lent = shared.database.reader().await?;
            let text = format!(
                "SELECT hash FROM attachment WHERE hash IN ({})",
                stored::placeholders(some.len())
            );
            let hashes: Vec<Value> = some.iter().map(|hash| hash.to_hex().into()).collect();
            let rows = lent.connection().rows(&text, hashes).await?;
            let rows = rows.iter().map(|row| Ok(row.text(0)?));
            rows.collect::<Result<Vec<String>, StoreError>>()?
        };
        for hash in some {
            let hash = *hash;
            if !known.contains(&hash.to_hex()) {
                run(Arc::clone(folder), move |folder| folder.remove(&hash)).await?;
            }
        }
    }
    Ok(())
}
