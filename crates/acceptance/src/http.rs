//! A plain HTTP/1.1 client for loopback: one connection, one request at a time, bodies as they come over the wire.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::HOST;
use hyper::{HeaderMap, Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// The longest that anything may take here, where nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(60);

/// An answer, with its body as it came (still compressed, where it was).
#[derive(Debug)]
pub struct Response {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl Response {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Errors
    /// Where it is none.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body)
            .with_context(|| format!("{} is no JSON: {}", self.status, self.text()))
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// A connection that is kept open.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    longest: Duration,
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// Where nobody listens.
    pub async fn open(address: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect(address)
            .await
            .with_context(|| format!("nobody listens on {address}"))?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Connection {
            sender,
            host: address.to_string(),
            longest: TIMEOUT,
        })
    }

    /// The same that waits so long for an answer.
    #[must_use]
    pub fn waiting(self, longest: Duration) -> Connection {
        Connection { longest, ..self }
    }

    /// Sends a request and waits for all of its answer.
    ///
    /// # Errors
    /// Where the connection is lost or nothing comes in time.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<Response> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(body.into()))?;
        let exchange = async {
            self.sender.ready().await?;
            let (parts, body) = self.sender.send_request(request).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            anyhow::Ok(Response {
                status: parts.status,
                headers: parts.headers,
                body,
            })
        };
        tokio::time::timeout(self.longest, exchange)
            .await
            .with_context(|| format!("{path}: no answer in time"))?
    }

    /// `GET`s a path.
    ///
    /// # Errors
    /// As [`Connection::send`].
    pub async fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Result<Response> {
        self.send(Method::GET, path, headers, Bytes::new()).await
    }
}

/// `GET`s a path on a connection of its own.
///
/// # Errors
/// As [`Connection::send`].
pub async fn get(address: SocketAddr, path: &str) -> Result<Response> {
    Connection::open(address).await?.get(path, &[]).await
}

/// `POST`s JSON on a connection of its own.
///
/// # Errors
/// As [`Connection::send`].
pub async fn post(
    address: SocketAddr,
    path: &str,
    headers: &[(&str, &str)],
    body: &Value,
) -> Result<Response> {
    let mut headers = headers.to_vec();
    headers.push(("content-type", "application/json"));
    Connection::open(address)
        .await?
        .send(Method::POST, path, &headers, body.to_string())
        .await
}
