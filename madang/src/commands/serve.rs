//! `madang serve`: the portal.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use madang_accounts::Accounts;
use madang_accounts::mail::{MailServer, keep_sending};
use madang_portal::{
    Limits, Operator, PortalOptions, Proxies, RowSecrets, Running, Telling, admin_router,
    keep_closing, router, serve_within,
};
use madang_store::Store;
use tokio::net::TcpListener;

use crate::addresses::{self, PublicAddress};
use crate::commands::mail::MailArguments;
use crate::commands::openid::OpenIdArguments;
use crate::commands::operator;
use crate::data::{Accepted, DataArguments, DataDirectory};
use crate::secrets::Secret;
use crate::selecting;
use crate::{descriptors, words};

/// Where and how the portal is served.
#[derive(Debug, clap::Args)]
pub struct ServeArguments {
    /// Address to listen on
    #[arg(
        long,
        value_name = "HOST:PORT",
        default_value = "127.0.0.1:8080",
        env = "MADANG_LISTEN",
        value_parser = addresses::listen_address
    )]
    listen: String,
    #[command(flatten)]
    portal: PublicAddress,
    /// Who runs the portal, shown as long as the record does not say it (`madang operator set FILE` puts it there), as JSON: name and official by language, licence with its name by language and its url,
    /// email, phone, contact, privacy, accessibility, source, key_published, security, and posts. `{"name": {"ko": "행정안전부"},
    /// "licence": {"name": {"ko": "공공누리 제1유형"}, "url": "https://www.kogl.or.kr/info/license.do"}}`
    #[arg(long, value_name = "FILE", env = "MADANG_OPERATOR")]
    operator: Option<PathBuf>,
    /// Address for whoever runs the server, with /metrics and a /healthz that gives reasons; `off` for none. The usual one is
    /// left out where something else listens there
    #[arg(long, value_name = "HOST:PORT", env = "MADANG_ADMIN_LISTEN", value_parser = admin_address)]
    admin_listen: Option<String>,
    /// Connections at once; one more closes the one that has been idle longest
    #[arg(
        long,
        value_name = "COUNT",
        default_value_t = 1024,
        env = "MADANG_MAX_CONNECTIONS"
    )]
    max_connections: usize,
    /// Seconds that the header of a request may take, and that a connection waits for its next request
    #[arg(long, value_name = "SECONDS", default_value_t = 15, env = "MADANG_HEADER_TIMEOUT",
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    header_timeout: u64,
    /// Seconds that a connection may go without a byte in either direction
    #[arg(long, value_name = "SECONDS", default_value_t = 60, env = "MADANG_IDLE_TIMEOUT",
          value_parser = clap::value_parser!(u64).range(1..=3600))]
    idle_timeout: u64,
    /// Seconds that requests under way are waited for when the server is told to stop
    #[arg(long, value_name = "SECONDS", default_value_t = 10, env = "MADANG_DRAIN_TIMEOUT",
          value_parser = clap::value_parser!(u64).range(0..=3600))]
    drain_timeout: u64,
    /// Proxies that are believed when they say for whom they ask (X-Forwarded-For): networks and addresses, with commas between them;
    /// those on this machine where none is named
    #[arg(long, value_name = "NETWORKS", env = "MADANG_TRUSTED_PROXIES", value_parser = proxies)]
    trusted_proxies: Option<Proxies>,
    #[command(flatten)]
    mail: MailArguments,
    #[command(flatten)]
    openid: OpenIdArguments,
}

/// Accounts, and the server that their mail goes out through.
pub struct WithMail {
    accounts: Accounts,
    server: MailServer,
    /// By which rows of tables are known again, as at the console.
    rows: RowSecrets,
}

/// Where `/metrics` and the full `/healthz` are, unless another address is given.
const ADMIN: &str = "127.0.0.1:8081";

fn admin_address(text: &str) -> Result<String, String> {
    match text {
        "off" => Ok(text.to_owned()),
        text => addresses::listen_address(text),
    }
}

fn proxies(text: &str) -> Result<Proxies, String> {
    text.parse()
        .map_err(|wrong: String| t!("serve-no-network", network = wrong))
}

impl ServeArguments {
    /// Listens for whoever runs the server; `None` where nobody is to.
    async fn admin_listener(&self) -> Result<Option<TcpListener>> {
        match self.admin_listen.as_deref() {
            Some("off") => Ok(None),
            Some(address) => {
                let listener = TcpListener::bind(address).await;
                let problem = || t!("serve-cannot-listen-admin", address = address);
                listener.map(Some).with_context(problem)
            }
            None => Ok(TcpListener::bind(ADMIN)
                .await
                .inspect_err(
                    |error| tracing::info!(%error, "nothing listens on {ADMIN} for the operator"),
                )
                .ok()),
        }
    }

    /// What the file says of who runs the portal; nothing without one.
    fn operator(&self) -> Result<Operator> {
        let file = self.operator.as_deref();
        file.map_or_else(|| Ok(Operator::default()), operator::read)
    }

    /// Says where the words of who runs the portal come from: a file is shown only as long as the record says nothing.
    async fn say_operator(&self, store: &Store, file: &Operator) -> Result<()> {
        let Some(path) = self.operator.as_deref().map(std::path::Path::display) else {
            return Ok(());
        };
        match Running::on_record(store).await? {
            None => say!("madang: {}", t!("serve-operator-file", file = path)),
            Some(running) if running.operator != *file => {
                let entry = running.statement.map(|statement| statement.entry);
                let entry = entry.unwrap_or_default();
                say!(
                    "madang: {}",
                    t!("serve-operator-record", entry = entry, file = path)
                );
            }
            Some(_) => {}
        }
        Ok(())
    }

    /// The accounts, with the server that their mail goes out through; without one there are none, since nobody could show that an
    /// address is theirs, and nobody be told of what is changed about how they sign in.
    pub async fn accounts(&self, directory: &DataDirectory) -> Result<Option<WithMail>> {
        let provider = self.openid.provider()?;
        let Some(server) = self.mail.server()? else {
            return match provider {
                Some(_) => refuse!("openid-no-mail"),
                None => Ok(None),
            };
        };
        let accounts = directory.accounts().await?.with_provider(provider);
        let directory = directory.clone();
        let rows = move |programme: &str| {
            let secret = Secret::Rows.read_or_make(&directory, programme, "");
            secret
                .inspect_err(|error| tracing::error!(%error, "a secret could not be read"))
                .ok()
        };
        Ok(Some(WithMail {
            accounts,
            server,
            rows: Arc::new(rows),
        }))
    }

    /// Listens where it is to be served.
    ///
    /// # Errors
    /// An address that cannot be listened on.
    pub async fn listener(&self) -> Result<TcpListener> {
        TcpListener::bind(&self.listen)
            .await
            .with_context(|| t!("serve-cannot-listen", address = self.listen))
    }

    fn limits(&self) -> Limits {
        Limits {
            connections: descriptors::connections(self.max_connections),
            header: Duration::from_secs(self.header_timeout),
            idle: Duration::from_secs(self.idle_timeout),
            drain: Duration::from_secs(self.drain_timeout),
        }
    }
}

/// Serve the portal
#[derive(Debug, clap::Args)]
pub struct ServeCommand {
    #[command(flatten)]
    serve: ServeArguments,
    /// Go on with a database that is behind the last signed checkpoint (a restored backup), or whose guard file is missing,
    /// stale or damaged, for this reason, which goes on the record where entries are known to be lost
    #[arg(long, value_name = "REASON")]
    accept_older_database: Option<String>,
    #[command(flatten)]
    pub data: DataArguments,
}

impl ServeCommand {
    pub async fn run(self, arguments: &DataArguments) -> Result<()> {
        if let Some((directory, reason)) = DataDirectory::readable(arguments)? {
            say!("madang: {}", t!("serve-readable", reason = reason));
            let store = directory.read_only_store().await?;
            arguments.say_other_origin(&store);
            let listener = self.serve.listener().await?;
            let token = directory.known_token()?;
            return serve(listener, store, token, None, &self.serve).await;
        }
        // Where it cannot listen, nothing is begun.
        let listener = self.serve.listener().await?;
        let directory = DataDirectory::create(arguments)?;
        let accepted = Accepted {
            older_database: self.accept_older_database,
        };
        let store = directory.store(arguments, accepted).await?;
        let accounts = self.serve.accounts(&directory).await?;
        if accounts.is_none() {
            say!("madang: {}", t!("serve-no-mail"));
        }
        let token = directory.registrar_token()?;
        // It ends with the program.
        tokio::spawn(selecting::keep_forgetting(store.clone(), directory));
        close_votes_in_time(&store, accounts.as_ref());
        serve(listener, store, Some(token), accounts, &self.serve).await
    }
}

/// Serves until the process is told to stop. Ballots are taken from whoever has the registrar's token.
///
/// # Errors
/// An operator or an address for metrics that cannot be used.
pub async fn serve(
    listener: TcpListener,
    store: Store,
    registrar_token: Option<String>,
    with_mail: Option<WithMail>,
    arguments: &ServeArguments,
) -> Result<()> {
    let address = listener.local_addr()?;
    arguments
        .trusted_proxies
        .clone()
        .unwrap_or_default()
        .trust();
    if let Some(reason) = store.read_only_reason() {
        let reason = reason.in_language(words::language());
        say!("madang: {}", t!("serve-read-only", reason = reason));
    }
    let base_url = match &arguments.portal.base_url {
        Some(base_url) => base_url.clone(),
        None => {
            let local = local_address(address);
            if address.ip().is_unspecified() {
                say!("madang: {}", t!("serve-local-only", address = local));
            }
            local
        }
    };
    let operator = arguments.operator()?;
    arguments.say_operator(&store, &operator).await?;
    let options = PortalOptions {
        store: store.clone(),
        registrar_token,
        base_url: Some(base_url),
        operator,
        accounts: with_mail.as_ref().map(|with| with.accounts.clone()),
        row_secrets: with_mail.as_ref().map(|with| with.rows.clone()),
    };
    send_mail(&options, with_mail);
    let accounts = options.accounts.clone();
    let local = local_address(address);
    say!("madang: {}", t!("serve-portal", address = local));
    if let Some(public) = arguments
        .portal
        .base_url
        .as_deref()
        .filter(|one| *one != local)
    {
        say!("madang: {}", t!("serve-public", address = public));
    }
    say!("madang: {}", t!("export-check", place = local));
    let admin = arguments.admin_listener().await?;
    if let Some(admin) = admin {
        let address = admin.local_addr()?;
        say!("madang: {}", t!("serve-metrics", address = address));
        let limits = Limits {
            connections: 32,
            ..Limits::default()
        };
        let router = admin_router(store.clone());
        // It ends with the program.
        tokio::spawn(serve_within(admin, router, limits, std::future::pending()));
    }
    serve_within(listener, router(options), arguments.limits(), stop_signal()).await?;
    store.close().await;
    if let Some(accounts) = accounts {
        accounts.close().await;
    }
    Ok(())
}

/// Closes votes at their announced end. It ends with the program.
pub fn close_votes_in_time(store: &Store, with_mail: Option<&WithMail>) {
    let accounts = with_mail.map(|with| with.accounts.clone());
    tokio::spawn(keep_closing(store.clone(), accounts));
}

/// Sends mail, and makes it of what is recorded. Both end with the program.
fn send_mail(options: &PortalOptions, with_mail: Option<WithMail>) {
    if let (Some(with), Some(telling)) = (with_mail, Telling::new(options)) {
        tokio::spawn(keep_sending(with.accounts, with.server, telling.fresh()));
        tokio::spawn(telling.keep());
    }
}

/// How this machine reaches an address that is listened on: every address is none that one could go to.
fn local_address(address: SocketAddr) -> String {
    match address.ip().is_unspecified() {
        true => format!("http://localhost:{}", address.port()),
        false => format!("http://{address}"),
    }
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
