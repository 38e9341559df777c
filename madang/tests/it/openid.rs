//! What `madang serve` says of a provider that cannot be used as it was named. A provider that can is not asked.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use tempfile::TempDir;

use crate::common::{fails, file, madang_in};

fn with<'a>(named: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [named, more].concat()
}

#[test]
fn what_is_missing_or_wrong_is_said() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let secret = file(&folder, "secret", "ff00ff00\n");
    let shared = file(&folder, "shared", "ff00ff00\n");
    let allow = |file: &str, mode| std::fs::set_permissions(file, Permissions::from_mode(mode));
    allow(&secret, 0o600).expect("a file of one's own");
    allow(&shared, 0o644).expect("a file of everybody's");
    let begun = ["serve", "--data", &data, "--listen", "127.0.0.1:0"];
    let mail = [
        "--mail-server",
        "smtp://localhost",
        "--mail-from",
        "m@example.org",
    ];
    let serve = |more: &[&str], words: &str| fails(&[&begun, &mail[..], more].concat(), 1, words);
    let issuer = ["--openid-issuer", "https://id.example.go.kr"];
    let client = ["--openid-client", "madang"];
    let names = [
        "--openid-name-ko",
        "보기 신분증",
        "--openid-name-en",
        "Example ID",
    ];
    let by_file = ["--openid-secret-file", secret.as_str()];
    serve(&client, "--openid-client is given, and no provider");
    serve(&issuer, "lacks --openid-client or MADANG_OPENID_CLIENT");
    serve(&[issuer, client].concat(), "lacks --openid-name-ko");
    let named = [&issuer[..], &client, &names].concat();
    serve(&named, "lacks --openid-secret-file or MADANG_OPENID_SECRET");
    serve(&with(&named, &["--openid-secret-file", &shared]), "0644");
    serve(
        &with(&named, &["--openid-secret-file", "/nowhere/secret"]),
        "is not there",
    );
    serve(&with(&named, &["--openid-secret", " "]), "secret is empty");
    let clear = ["--openid-issuer", "http://id.example.go.kr"];
    let clear = [&clear[..], &client, &names, &by_file].concat();
    serve(&clear, "cannot be used");
    let hosts = [
        &by_file[..],
        &["--openid-hosts", "keys.example.com,https://x"],
    ]
    .concat();
    serve(&with(&named, &hosts), "\"https://x\" is not a host");
    let without_mail = [&begun[..], &with(&named, &by_file)].concat();
    fails(&without_mail, 1, "need a mail server");
    let korean = madang_in("ko_KR.UTF-8", &without_mail, "");
    let said = String::from_utf8_lossy(&korean.stderr).into_owned();
    assert!(said.contains("메일 서버가 있어야 합니다"), "{said}");
    let help = madang_in("ko_KR.UTF-8", &["serve", "--help"], "");
    let said = String::from_utf8_lossy(&help.stdout).into_owned();
    assert!(
        said.contains("MADANG_OPENID_SECRET") && said.contains("client_secret"),
        "{said}"
    );
}
