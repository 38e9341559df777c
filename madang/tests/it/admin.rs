//! `madang admin`: the first administrator, named at the console.

use std::fs;

use tempfile::TempDir;

use crate::common::{fails, madang};

#[test]
fn the_first_administrator_is_named_at_the_console() {
    let folder = TempDir::new().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let data = path("data");
    let invite = |address: &str| {
        let base = "https://madang.example.go.kr";
        let call = [
            "admin",
            "invite",
            address,
            "--base-url",
            base,
            "--data",
            &data,
        ];
        let output = madang(&call, "");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{errors}");
        String::from_utf8(output.stdout).expect("text")
    };
    let token = |said: &str| {
        let (_, token) = said
            .split_once("https://madang.example.go.kr/en/account/link?token=")
            .expect("a link");
        let token = token.trim().to_owned();
        assert_eq!(token.len(), 43, "{said}");
        token
    };
    let said = invite("Zebrafinch@example.org");
    assert!(
        said.contains("an administrator was named: account-"),
        "{said}"
    );
    assert!(
        said.contains("entry 1 on the record, in the name of operator/console"),
        "{said}"
    );
    let again = invite("zebrafinch@example.org");
    assert!(again.contains("nothing was recorded"), "{again}");
    assert_ne!(token(&said), token(&again));

    let end = |address: &str| madang(&["admin", "end", address, "--data", &data], "");
    let ended = String::from_utf8(end("zebrafinch@example.org").stdout).expect("text");
    assert!(
        ended.contains("the roles were ended of account-"),
        "{ended}"
    );
    assert!(ended.contains("entry 2 on the record"), "{ended}");
    let again = String::from_utf8(end("zebrafinch@example.org").stdout).expect("text");
    assert!(again.contains("holds no role"), "{again}");
    let stranger = ["admin", "end", "lee@example.org", "--data", &data];
    fails(&stranger, 1, "no account with the address lee@example.org");

    let record = path("record");
    let exported = madang(&["export", &record, "--data", &data], "");
    assert!(exported.status.success());
    let verified = madang(&["verify", &record], "");
    assert!(verified.status.success(), "{verified:?}");
    for name in ["madang.db", "madang.db-wal"] {
        let bytes = fs::read(folder.path().join("data").join(name)).unwrap_or_default();
        let found = bytes
            .windows(10)
            .any(|window| window.eq_ignore_ascii_case(b"zebrafinch"));
        assert!(!found, "the address is not in the record's {name}");
    }
    fails(
        &["admin", "invite", "kim", "--data", &data],
        1,
        "not a mail address",
    );
}
