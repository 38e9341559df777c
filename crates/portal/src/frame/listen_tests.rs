//! Connections that do nothing, and a server that is to stop.

use axum::routing::{get, post};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::oneshot;

use super::*;

struct Server {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<io::Result<()>>,
}

async fn serve(limits: Limits) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        "slow"
    };
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/slow", get(slow))
        .route("/echo", post(|body: String| async move { body }));
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve_within(listener, router, limits, async {
        let _ = stopped.await;
    }));
    Server {
        address,
        stop,
        task,
    }
}

async fn open(server: &Server, bytes: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address)
        .await
        .expect("a connection");
    stream
        .write_all(bytes.as_bytes())
        .await
        .expect("it is taken");
    stream
}

async fn rest(mut stream: TcpStream) -> String {
    let mut text = String::new();
    // A connection that is closed under somebody may be reset.
    let _ = stream.read_to_string(&mut text).await;
    text
}

const CLOSE: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn a_half_sent_header_and_an_idle_connection_end_in_time() {
    let limits = Limits {
        header: Duration::from_millis(300),
        idle: Duration::from_millis(600),
        ..Limits::default()
    };
    let server = serve(limits).await;
    let since = Instant::now();
    for bytes in [
        "GET / HTTP/1.1\r\nHost: a\r\nX-Half",
        "",
        "PRI",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        rest(open(&server, bytes).await).await;
    }
    assert!(
        since.elapsed() < Duration::from_secs(8),
        "{:?}",
        since.elapsed()
    );
    assert!(rest(open(&server, CLOSE).await).await.ends_with("here"));
}

#[tokio::test]
async fn idle_connections_make_room_for_others() {
    let limits = Limits {
        connections: 8,
        ..Limits::default()
    };
    let server = serve(limits).await;
    let mut held = Vec::new();
    for _ in 0..40 {
        held.push(open(&server, "GET / HTTP/1.1\r\nHost: a\r\nX-Half").await);
    }
    for _ in 0..20 {
        let answer = tokio::time::timeout(Duration::from_secs(5), async {
            rest(open(&server, CLOSE).await).await
        });
        assert!(answer.await.expect("in time").ends_with("here"));
    }
    drop(held);
}

#[tokio::test]
async fn stopping_answers_what_is_under_way_and_waits_for_nobody_else() {
    let server = serve(Limits::default()).await;
    let slow = open(&server, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let _half = open(&server, "GET / HTTP/1.1\r\nHo").await;
    let _idle = open(&server, "").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let since = Instant::now();
    server.stop.send(()).expect("it runs");
    assert!(rest(slow).await.ends_with("slow"), "it is answered");
    server.task.await.expect("no panic").expect("it stops");
    assert!(
        since.elapsed() < Duration::from_secs(5),
        "{:?}",
        since.elapsed()
    );
}

#[tokio::test]
async fn stopping_has_an_end_whoever_is_under_way() {
    let limits = Limits {
        drain: Duration::from_millis(200),
        ..Limits::default()
    };
    let server = serve(limits).await;
    let _slow = open(&server, "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let since = Instant::now();
    server.stop.send(()).expect("it runs");
    server.task.await.expect("no panic").expect("it stops");
    assert!(
        since.elapsed() < Duration::from_millis(290),
        "{:?}",
        since.elapsed()
    );
}

#[tokio::test]
async fn a_request_names_one_host_and_its_header_is_small() {
    let server = serve(Limits::default()).await;
    let large = format!(
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Large: {}\r\n\r\n",
        "a".repeat(2 * HEADER_BYTES)
    );
    let many = format!(
        "GET / HTTP/1.1\r\nHost: a\r\n{}\r\n",
        "X-A: b\r\n".repeat(100)
    );
    for (request, status) in [
        (CLOSE, "200"),
        ("GET / HTTP/1.1\r\nConnection: close\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"),
        ("GET / HTTP/1.0\r\n\r\n", "200"),
        (&large, "431"),
        (&many, "431"),
    ] {
        let answer = rest(open(&server, request).await).await;
        let line = answer.lines().next().unwrap_or_default();
        assert!(line.contains(status), "{line:?}: {status}");
    }
}

/// What comes back for bytes on one connection, however it ends; a connection that stays open ends after a while.
async fn answers(server: &Server, bytes: &str) -> String {
    let stream = open(server, bytes).await;
    let answer = tokio::time::timeout(Duration::from_secs(5), rest(stream));
    answer.await.expect("the connection is closed")
}

#[tokio::test]
async fn a_request_of_two_lengths_hides_no_second_one() {
    let server = serve(Limits::default()).await;
    let hidden = "GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let post = |version: &str, lengths: &[&str], body: &str| {
        let lengths: String = lengths.iter().map(|line| format!("{line}\r\n")).collect();
        format!("POST /echo HTTP/{version}\r\nHost: a\r\n{lengths}\r\n{body}{hidden}")
    };
    // One length, and a second request behind it: both are answered.
    for (lengths, body) in [
        ("Content-Length: 4", "text"),
        ("Transfer-Encoding: chunked", "4\r\ntext\r\n0\r\n\r\n"),
    ] {
        let answer = answers(&server, &post("1.1", &[lengths], body)).await;
        assert_eq!(answer.matches("HTTP/1.1 200").count(), 2, "{answer}");
        assert!(answer.contains("text") && answer.ends_with("slow"));
    }
    // Two that contradict each other: a proxy in front may have believed the other one, and taken for a body what is a request.
    let end = "0\r\n\r\n";
    let over_all = format!("Content-Length: {}", end.len() + hidden.len());
    let chunked = "Transfer-Encoding: chunked";
    let cases: [(&str, &[&str]); 14] = [
        ("1.1", &[&over_all, chunked]),
        ("1.1", &[chunked, &over_all]),
        ("1.1", &["Content-Length: 0", chunked]),
        ("1.1", &["Content-Length: 5", &over_all]),
        ("1.1", &["Content-Length: 5, 6"]),
        ("1.1", &["Content-Length: +5"]),
        ("1.1", &["Content-Length: 0x5"]),
        ("1.1", &["Content-Length : 5", chunked]),
        ("1.1", &["Transfer-Encoding : chunked", "Content-Length: 5"]),
        ("1.1", &["Transfer-Encoding: xchunked", "Content-Length: 5"]),
        (
            "1.1",
            &["Transfer-Encoding: chunked, identity", "Content-Length: 5"],
        ),
        (
            "1.1",
            &[chunked, "Transfer-Encoding: identity", "Content-Length: 5"],
        ),
        (
            "1.1",
            &[
                "X: a\n Transfer-Encoding: chunked",
                "Content-Length: 5",
                &over_all,
            ],
        ),
        ("1.0", &[chunked, "Content-Length: 5"]),
    ];
    for (version, lengths) in cases {
        let answer = answers(&server, &post(version, lengths, end)).await;
        assert_eq!(
            answer.matches("HTTP/1.").count(),
            1,
            "{lengths:?}: {answer}"
        );
        assert!(!answer.contains("slow"), "{lengths:?}: {answer}");
    }
}
