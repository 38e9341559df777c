//! Serves the pages over the tests' small store, which has something in every state: to look at them.
//!
//!     cargo run -p madang-portal --example look [ADDRESS]

// Of what the tests have in common, this needs the store alone.
#[allow(dead_code)]
#[path = "../tests/it/common/mod.rs"]
mod common;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:8090".to_owned());
    let portal = common::example().await;
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("http://{}/", listener.local_addr()?);
    let stop = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    madang_portal::serve(listener, portal.router.clone(), stop).await?;
    Ok(())
}
