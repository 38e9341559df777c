//! A real Chromium, driven through ChromeDriver by the WebDriver protocol, with the few commands of the DevTools protocol
//! that WebDriver has no word for (colour scheme, narrow screens, no JavaScript).

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use hyper::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::http::Connection;

mod element;

pub use element::{ENTER, Element, TAB};

/// How Chromium is started: as root, without a graphics card, and without looking for its maker's servers.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
];

/// A browser with one window; closed when dropped.
pub struct Browser {
    driver: Child,
    address: SocketAddr,
    session: String,
    _profile: TempDir,
}

impl Browser {
    /// Starts ChromeDriver on a free port and a browser with a new profile; once more where Chromium does not come up, as
    /// it does now and then on a machine that is busy.
    ///
    /// # Errors
    /// Where Chromium or its driver is not installed or does not start.
    pub async fn start() -> Result<Browser> {
        match Browser::start_once().await {
            Ok(browser) => Ok(browser),
            Err(_) => Browser::start_once().await,
        }
    }

    async fn start_once() -> Result<Browser> {
        let mut driver = Command::new("chromedriver")
            .process_group(0)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start chromedriver: apt-get install chromium chromium-driver")?;
        let output = driver.stdout.take().context("chromedriver has no output")?;
        let port = tokio::task::spawn_blocking(move || {
            let mut lines = BufReader::new(output).lines();
            let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
                line.split("started successfully on port ")
                    .nth(1)?
                    .trim_end_matches('.')
                    .parse::<u16>()
                    .ok()
            });
            // The rest is read and dropped, so that the driver never waits for a full pipe.
            std::thread::spawn(move || lines.for_each(drop));
            port
        });
        let port = port.await?;
        let profile = tempfile::tempdir()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)));
        let mut browser = Browser {
            driver,
            address,
            session: String::new(),
            _profile: profile,
        };
        if port.is_none() {
            bail!("chromedriver did not say which port it listens on");
        }
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!(
            "--user-data-dir={}",
            browser._profile.path().display()
        ));
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": flags },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        } } });
        let session = browser
            .call(Method::POST, "/session", &capabilities)
            .await?;
        browser.session = session["sessionId"]
            .as_str()
            .context("no session")?
            .to_owned();
        Ok(browser)
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> Result<Value> {
        let body = if method == Method::POST {
            body.to_string()
        } else {
            String::new()
        };
        let mut connection = Connection::open(self.address).await?;
        let headers = [("content-type", "application/json")];
        let response = connection.send(method, path, &headers, body).await?;
        let value = response.json()?["value"].take();
        if !response.status.is_success() {
            let error = value["error"].as_str().unwrap_or("error").to_owned();
            let message = value["message"]
                .as_str()
                .unwrap_or_default()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            bail!("the browser: {error}: {message}");
        }
        Ok(value)
    }

    async fn post(&self, command: &str, body: &Value) -> Result<Value> {
        self.call(
            Method::POST,
            &format!("/session/{}/{command}", self.session),
            body,
        )
        .await
    }

    async fn ask(&self, question: &str) -> Result<Value> {
        self.call(
            Method::GET,
            &format!("/session/{}/{question}", self.session),
            &Value::Null,
        )
        .await
    }

    /// Goes to an address and waits until the page is loaded.
    ///
    /// # Errors
    /// Where it does not load.
    pub async fn goto(&self, url: &str) -> Result<()> {
        self.post("url", &json!({ "url": url }))
            .await
            .map(drop)
            .with_context(|| format!("going to {url}"))
    }

    /// The address of the page.
    ///
    /// # Errors
    /// Where the browser does not answer.
    pub async fn url(&self) -> Result<String> {
        Ok(self
            .ask("url")
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// The title of the page.
    ///
    /// # Errors
    /// Where the browser does not answer.
    pub async fn title(&self) -> Result<String> {
        Ok(self
            .ask("title")
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Runs the body of a function in the page and gives what it returns.
    ///
    /// # Errors
    /// What the script throws.
    pub async fn run(&self, script: &str) -> Result<Value> {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
            .await
    }

    /// Runs the body of a function in the page; its last argument is the function that takes the result.
    ///
    /// # Errors
    /// What the script throws.
    pub async fn run_async(&self, script: &str) -> Result<Value> {
        self.post("execute/async", &json!({ "script": script, "args": [] }))
            .await
    }

    /// Gives a command of the DevTools protocol.
    ///
    /// # Errors
    /// Where the browser does not know it.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.post(
            "goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
        .await
    }

    /// The page on paper, a PDF in base64: `paper` is what `Page.printToPDF` takes. Asked once more where the printing
    /// fails, as Chromium's own process for it does on a machine that is busy.
    ///
    /// # Errors
    /// Where the browser cannot print it.
    pub async fn print(&self, paper: &Value) -> Result<String> {
        let mut printed = self.devtools("Page.printToPDF", paper.clone()).await;
        if printed.is_err() {
            printed = self.devtools("Page.printToPDF", paper.clone()).await;
        }
        let printed = printed?["data"].as_str().map(str::to_owned);
        printed.context("nothing was printed")
    }

    /// Runs a script in every page that is loaded from now on, before the page's own, whatever the page's policy forbids.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn on_every_page(&self, script: &str) -> Result<()> {
        let parameters = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await
            .map(drop)
    }

    /// Sets the size of the page in CSS pixels.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn set_size(&self, width: u32, height: u32) -> Result<()> {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .map(drop)
    }

    /// Prefers `light` or `dark`, as the visitor's system does.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn prefer_colour_scheme(&self, scheme: &str) -> Result<()> {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", media)
            .await
            .map(drop)
    }

    /// Shows pages as on a `screen`, or as they come out in `print`.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn show_as(&self, media: &str) -> Result<()> {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media }))
            .await
            .map(drop)
    }

    /// Prefers languages, as the visitor's browser does: sets `Accept-Language`.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn prefer_languages(&self, languages: &str) -> Result<()> {
        self.devtools("Network.enable", json!({})).await?;
        let agent = self.run("return navigator.userAgent").await?;
        let parameters = json!({ "userAgent": agent, "acceptLanguage": languages });
        self.devtools("Network.setUserAgentOverride", parameters)
            .await
            .map(drop)
    }

    /// Switches the page's own JavaScript off or on.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn set_scripts(&self, on: bool) -> Result<()> {
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": !on }),
        )
        .await
        .map(drop)
    }

    /// Gives the browser a device for passkeys, whose owner is there and consents to everything.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn add_authenticator(&self) -> Result<()> {
        let device = json!({
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true, "isUserConsenting": true,
        });
        self.post("webauthn/authenticator", &device).await.map(drop)
    }

    /// What was written to the console since the last call: errors of scripts, refused resources, broken rules of the
    /// content security policy.
    ///
    /// # Errors
    /// Where the browser does not answer.
    pub async fn console(&self) -> Result<Vec<String>> {
        let lines = self.post("se/log", &json!({ "type": "browser" })).await?;
        let lines = lines.as_array().cloned().unwrap_or_default();
        let say = |line: &Value| {
            format!(
                "{}: {}",
                line["level"].as_str().unwrap_or_default(),
                line["message"].as_str().unwrap_or_default()
            )
        };
        Ok(lines.iter().map(say).collect())
    }

    /// Waits until `condition`, an expression in the page, is true.
    ///
    /// # Errors
    /// Where it is not within thirty seconds or more.
    pub async fn wait_for(&self, condition: &str) -> Result<()> {
        for _ in 0..600 {
            if self
                .run(&format!("return Boolean({condition})"))
                .await
                .is_ok_and(|value| value == true)
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("{} did not become true on {}", condition, self.url().await?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // ChromeDriver leaves its browsers running when it goes: they are in its process group, and go with it.
        let group = format!("-{}", self.driver.id());
        for signal in ["-TERM", "-KILL"] {
            let _ = Command::new("kill").args([signal, "--", &group]).status();
            for _ in 0..50 {
                if matches!(self.driver.try_wait(), Ok(Some(_))) {
                    break;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let _ = self.driver.wait();
    }
}
