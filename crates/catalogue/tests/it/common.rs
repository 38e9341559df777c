//! The data that tests read, where it lies, and validators that others wrote.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// The folder of the services' data; `None` where `MADANG_SHARED` does not say where it is.
pub fn folder() -> Option<PathBuf> {
    Some(PathBuf::from(std::env::var_os("MADANG_SHARED")?).join("data/services"))
}

/// A file of the services' data.
pub fn shared(name: &str) -> Option<String> {
    let path = folder()?.join(name);
    Some(
        std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    )
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The Python with the validators: `scripts/validators.sh` installs them and prints it.
static PYTHON: LazyLock<String> = LazyLock::new(|| {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/validators.sh");
    let installed = Command::new(script)
        .stderr(Stdio::inherit())
        .output()
        .expect("bash");
    assert!(
        installed.status.success(),
        "the validators cannot be installed"
    );
    String::from_utf8(installed.stdout)
        .expect("UTF-8")
        .trim()
        .to_owned()
});

/// What a script in Python prints, given a document on its standard input; it has the validators at hand.
pub fn python(script: &str, arguments: &[&str], input: &str) -> String {
    use std::io::Write as _;
    let mut child = Command::new(&*PYTHON)
        .args(["-c", script])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(input.as_bytes()).expect("read");
    drop(stdin);
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "the script failed");
    String::from_utf8(output.stdout)
        .expect("UTF-8")
        .trim()
        .to_owned()
}
