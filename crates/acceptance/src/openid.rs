//! A real OpenID Connect provider, PyPI's oidc-provider-mock, which asks on a page who somebody is and believes it.

use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::program::{free_address, repository};

/// A provider; ended when dropped.
pub struct OpenId {
    child: Child,
    port: u16,
}

impl Drop for OpenId {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl OpenId {
    /// Starts one on a free port, which knows one person with these claims: `sub` among them.
    ///
    /// # Errors
    /// Where it cannot be installed, or does not start.
    pub async fn start(person: &Value) -> Result<OpenId> {
        let script = repository().join("scripts/openid-provider.sh");
        let installed = Command::new(script).output()?;
        let said = String::from_utf8_lossy(&installed.stderr);
        ensure!(
            installed.status.success(),
            "oidc-provider-mock is not installed: {said}"
        );
        let program = String::from_utf8(installed.stdout)?;
        let port = free_address()?.port();
        let child = Command::new(program.trim())
            .args(["--port", &port.to_string()])
            .args(["--user-claims", &person.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start oidc-provider-mock")?;
        let provider = OpenId { child, port };
        for _ in 0..400 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(provider);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("oidc-provider-mock does not answer")
    }

    /// How it names itself.
    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What `madang serve` is told of it.
    pub fn arguments(&self) -> Vec<String> {
        let issuer = self.issuer();
        let pairs = [
            ("--openid-issuer", issuer.as_str()),
            ("--openid-client", "madang"),
            ("--openid-secret", "not-much-of-a-secret"),
            ("--openid-name-ko", "보기 신분증"),
            ("--openid-name-en", "Example ID"),
        ];
        let words = pairs
            .into_iter()
            .flat_map(|(option, value)| [option, value]);
        words.map(str::to_owned).collect()
    }
}

/// What the provider says of somebody with an address of theirs.
pub fn person(subject: &str, address: &str) -> Value {
    json!({"sub": subject, "email": address, "email_verified": true})
}
