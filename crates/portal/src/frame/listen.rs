//! Connections, each within bounds: how many there are, how long a header may take and how large it may be, how long nothing
//! may happen, how long those under way are waited for when the server stops. A proxy in front may be stricter; without one
//! nobody holds the server by doing nothing.

#[cfg(test)]
#[path = "listen_tests.rs"]
mod tests;

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_TYPE, HOST};
use axum::http::{HeaderValue, Request, Response, StatusCode, Version};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::frame::person::Peer;

/// The largest header of a request, in bytes.
const HEADER_BYTES: usize = 32 * 1024;

/// How many lines it may have.
const HEADER_LINES: usize = 64;

/// Requests under way at once on one HTTP/2 connection.
const STREAMS: u32 = 64;

/// How long a new connection waits for a place before it is closed, where all are taken by others that are busy.
const WAIT: Duration = Duration::from_secs(2);

/// When the server stops, a connection on which nothing happens is closed after this time.
const STOPPING_IDLE: Duration = Duration::from_secs(1);

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many there are at once. One more makes room by closing the one that has been idle longest.
    pub connections: usize,
    /// How long the header of a request may take, and how long a connection waits for its next request.
    pub header: Duration,
    /// How long a connection may go without a byte in either direction.
    pub idle: Duration,
    /// How long requests under way are waited for when the server stops.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 1024,
            header: Duration::from_secs(15),
            idle: Duration::from_secs(60),
            drain: Duration::from_secs(10),
        }
    }
}

/// Serves until `shutdown` is done, within limits. Requests under way are answered first, as long as `limits.drain`.
///
/// # Errors
/// None at present: a listener that fails is tried again.
pub async fn serve_within(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(limits.connections.max(1)));
    let all = Arc::new(Connections::default());
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut shutdown => break,
        };
        // What has ended is forgotten.
        while tasks.try_join_next().is_some() {}
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let place = match Arc::clone(&places).try_acquire_owned() {
            Ok(place) => place,
            Err(_) => {
                all.close_the_idlest();
                let place = Arc::clone(&places).acquire_owned();
                match tokio::time::timeout(WAIT, place).await {
                    Ok(Ok(place)) => place,
                    // Nobody was idle: the stream is closed.
                    _ => continue,
                }
            }
        };
        let (router, tracked, stopped) = (router.clone(), all.add(), stopped.clone());
        tasks.spawn(async move {
            let _place = place;
            connection(stream, router, limits, &tracked, stopped).await;
        });
    }
    drop(listener);
    let _ = stop.send(true);
    let ended = async { while tasks.join_next().await.is_some() {} };
    if tokio::time::timeout(limits.drain, ended).await.is_err() {
        tracing::warn!(
            connections = tasks.len(),
            seconds = limits.drain.as_secs(),
            "connections were closed that had not ended in time"
        );
        tasks.shutdown().await;
    }
    Ok(())
}

/// Serves one connection until it ends, or has to.
async fn connection(
    stream: TcpStream,
    router: Router,
    limits: Limits,
    tracked: &Arc<Tracked>,
    mut stopped: watch::Receiver<bool>,
) {
    let peer = stream.peer_addr().ok().map(|peer| Peer(peer.ip()));
    // Small answers go out at once; where the system does not do that they come all the same.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header)
        .max_buf_size(HEADER_BYTES)
        .max_headers(HEADER_LINES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEADER_BYTES as u32);
    let watched = Watched {
        stream,
        tracked: Arc::clone(tracked),
    };
    let service = service_fn(|mut request: Request<Incoming>| {
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        let (router, busy) = (router.clone(), Busy::new(tracked));
        async move {
            let response = answer(router, request).await;
            drop(busy);
            response
        }
    });
    let mut connection = std::pin::pin!(builder.serve_connection(TokioIo::new(watched), service));
    let mut stopping = false;
    loop {
        let most = if stopping { STOPPING_IDLE } else { limits.idle };
        let left = most.saturating_sub(tracked.idle());
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(error, "a connection ended");
                }
                return;
            }
            () = tracked.close.notified() => return,
            _ = stopped.changed(), if !stopping => {
                stopping = true;
                connection.as_mut().graceful_shutdown();
            }
            () = tokio::time::sleep(left.max(Duration::from_millis(10))) => {
                let waited_for = stopping && tracked.busy.load(Ordering::Relaxed) > 0;
                if tracked.idle() >= most && !waited_for {
                    return;
                }
            }
        }
    }
}

/// Answers a request; one that does not say whom it is for (RFC 9112, 3.2) is refused.
async fn answer(router: Router, request: Request<Incoming>) -> Result<Response<Body>, Infallible> {
    let hosts = request.headers().get_all(HOST).iter().count();
    if hosts > 1 || (request.version() == Version::HTTP_11 && hosts == 0) {
        let mut response = Response::new(Body::from("the request needs one header Host\n"));
        *response.status_mut() = StatusCode::BAD_REQUEST;
        let headers = response.headers_mut();
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
        let text = HeaderValue::from_static("text/plain; charset=utf-8");
        headers.insert(CONTENT_TYPE, text);
        return Ok(response);
    }
    router.oneshot(request).await
}

/// The connections there are.
#[derive(Default)]
struct Connections(Mutex<Vec<Arc<Tracked>>>);

impl Connections {
    fn add(&self) -> Arc<Tracked> {
        let tracked = Arc::new(Tracked {
            begun: Instant::now(),
            last: AtomicU64::new(0),
            busy: AtomicUsize::new(0),
            close: Notify::new(),
        });
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Those that nobody else holds have ended.
        all.retain(|one| Arc::strong_count(one) > 1);
        all.push(Arc::clone(&tracked));
        tracked
    }

    /// Closes the connection that has waited longest for a request.
    fn close_the_idlest(&self) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let idlest = all
            .iter()
            .filter(|one| Arc::strong_count(one) > 1 && one.busy.load(Ordering::Relaxed) == 0)
            .max_by_key(|one| one.idle());
        if let Some(idlest) = idlest {
            idlest.close.notify_one();
        }
    }
}

/// What is known of a connection.
struct Tracked {
    begun: Instant,
    /// When a byte came or went last, in milliseconds since it began.
    last: AtomicU64,
    /// Requests that are being answered.
    busy: AtomicUsize,
    close: Notify,
}

impl Tracked {
    fn since_begun(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn active(&self) {
        self.last.store(self.since_begun(), Ordering::Relaxed);
    }

    fn idle(&self) -> Duration {
        Duration::from_millis(
            self.since_begun()
                .saturating_sub(self.last.load(Ordering::Relaxed)),
        )
    }
}

/// A request is being answered while this is there.
struct Busy(Arc<Tracked>);

impl Busy {
    fn new(tracked: &Arc<Tracked>) -> Busy {
        tracked.busy.fetch_add(1, Ordering::Relaxed);
        Busy(Arc::clone(tracked))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A stream that notes when something happens on it.
struct Watched {
    stream: TcpStream,
    tracked: Arc<Tracked>,
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if read.is_ready() {
            self.tracked.active();
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        if written.is_ready() {
            self.tracked.active();
        }
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        if written.is_ready() {
            self.tracked.active();
        }
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
