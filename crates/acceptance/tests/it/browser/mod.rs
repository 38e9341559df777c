//! Every page in a real browser: accessible (axe-core), in both languages, light and dark, wide and narrow, by keyboard
//! alone and without JavaScript.

use std::sync::{Arc, Weak};

use anyhow::Result;
use madang_acceptance::data::Data;
use madang_acceptance::program::Server;
use tempfile::TempDir;
use tokio::sync::Mutex;

mod addresses;
mod grid;
mod letters;
mod pages;
mod provider;
mod signing;
mod taking_part;
mod typing;
mod walk;

struct Portal {
    _folder: TempDir,
    server: Server,
}

impl Portal {
    /// The demo, served: one for all tests that look at it at a time, since none of them changes anything.
    async fn start() -> Result<Arc<Portal>> {
        static SERVED: Mutex<Weak<Portal>> = Mutex::const_new(Weak::new());
        let mut served = SERVED.lock().await;
        if let Some(portal) = served.upgrade() {
            return Ok(portal);
        }
        let folder = tempfile::tempdir()?;
        let data = Data::new(folder.path().join("data"), None);
        data.demo(None)?;
        // With accounts; no page that is looked at has mail sent.
        let server = data
            .serve_with(&[
                "--mail-server",
                "smtp://localhost",
                "--mail-from",
                "m@example.org",
            ])
            .await?;
        let portal = Arc::new(Portal {
            _folder: folder,
            server,
        });
        *served = Arc::downgrade(&portal);
        Ok(portal)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.url())
    }
}
