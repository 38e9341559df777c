//! `madang serve`: the portal.

use std::net::SocketAddr;

use anyhow::{Context, Result};
use madang_portal::{PortalOptions, router};
use madang_store::Store;
use tokio::net::TcpListener;

use crate::addresses;
use crate::data::{DataArguments, DataDirectory};

/// Where and how the portal is served.
#[derive(Debug, clap::Args)]
pub struct ServeArguments {
    /// Address to listen on
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080",
        env = "MADANG_LISTEN"
    )]
    listen: SocketAddr,
    /// Public address of the portal, for feeds and instructions: https://madang.example.go.kr
    #[arg(
        long,
        value_name = "URL",
        env = "MADANG_BASE_URL",
        value_parser = addresses::public_address
    )]
    base_url: Option<String>,
}

/// Serve the portal
#[derive(Debug, clap::Args)]
pub struct ServeCommand {
    #[command(flatten)]
    serve: ServeArguments,
    /// Go on with a database that is behind the last signed checkpoint (a restored backup), for this reason, which goes
    /// on the record
    #[arg(long, value_name = "REASON")]
    accept_older_database: Option<String>,
}

impl ServeCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        let directory = DataDirectory::create(arguments)?;
        let store = directory
            .store(arguments, self.accept_older_database)
            .await?;
        serve(store, &directory, &self.serve).await
    }
}

/// Serves until the process is told to stop.
///
/// # Errors
/// An address that cannot be listened on.
pub async fn serve(
    store: Store,
    directory: &DataDirectory,
    arguments: &ServeArguments,
) -> Result<()> {
    let listener = TcpListener::bind(arguments.listen).await.with_context(|| {
        format!(
            "cannot listen on {}; --listen names another address",
            arguments.listen
        )
    })?;
    let address = listener.local_addr()?;
    if let Some(reason) = store.read_only_reason() {
        say!("madang: READ-ONLY: {reason}");
    }
    let base_url = arguments
        .base_url
        .clone()
        .unwrap_or_else(|| format!("http://{address}"));
    let options = PortalOptions {
        store: store.clone(),
        registrar_token: Some(directory.registrar_token()?),
        base_url: Some(base_url),
    };
    say!("madang: portal on http://{address}/   record on http://{address}/checkpoint");
    say!("madang: check it with: madang verify http://{address}");
    madang_portal::serve(listener, router(options), stop_signal()).await?;
    store.close().await;
    Ok(())
}

async fn stop_signal() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
