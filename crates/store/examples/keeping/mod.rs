//! What examples share that make records to be kept: a store on a day of their own, and who asks what of it.

pub mod asked;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use madang_programme::{Actor, Command};
use madang_record::SigningKey;
use madang_record::time::parse_at;
use madang_store::{OpenOptions, Store};

use crate::support::{ORIGIN, PROGRAMME, by};

/// A folder in which a record is made, and the key that signs it.
pub struct Keeping {
    folder: PathBuf,
    seed: u8,
}

impl Keeping {
    /// Begins in the folder that the program was given: it gets `data` and `keys`.
    pub fn begin(seed: u8) -> Keeping {
        let folder = PathBuf::from(std::env::args().nth(1).expect("the folder to make"));
        for part in ["data", "keys"] {
            fs::create_dir_all(folder.join(part)).unwrap();
        }
        let keeping = Keeping { folder, seed };
        let key = format!("{}\n", keeping.key().to_skey());
        fs::write(keeping.folder.join("keys/log.key"), key).unwrap();
        keeping
    }

    fn key(&self) -> SigningKey {
        SigningKey::from_seed(ORIGIN, [self.seed; 32]).unwrap()
    }

    fn data(&self, name: &str) -> PathBuf {
        Path::new(&self.folder).join("data").join(name)
    }

    /// The store in the morning of a day in Seoul, by a clock that goes on a tenth of a second whenever somebody looks.
    pub async fn on(&self, day: &str) -> Kept {
        let begin = parse_at(&format!("{day}T00:30:00.000Z")).unwrap();
        let looked = AtomicU64::new(0);
        let clock = Arc::new(move || begin + looked.fetch_add(100, Ordering::Relaxed));
        let options = OpenOptions {
            url: format!("sqlite://{}", self.data("madang.db").display()),
            origin: ORIGIN.to_owned(),
            signing_key: self.key(),
            guard: Some(self.data("checkpoint")),
            accept_older_database: None,
            accept_clock: None,
        };
        Kept(Store::open_with_clock(options, clock).await.unwrap())
    }
}

/// The store of a day.
pub struct Kept(pub Store);

impl Kept {
    /// Has something recorded. Gives its entry.
    pub async fn ask(&self, actor: Actor, command: Command) -> u64 {
        let done = self.0.submit(by(actor, command)).await.unwrap();
        done.proof.index
    }

    /// The entry of a voice.
    pub async fn voice(&self, id: &str) -> u64 {
        let entry = self
            .0
            .with_state(|state| state.voice(PROGRAMME, id).unwrap().entry);
        entry.await.unwrap()
    }
}
