//! Files that a command writes are never what a record rests on, nor what is read.

use std::fs;

use crate::own::{Own, PROGRAMME};

#[test]
fn an_export_follows_no_link_below_its_directory() {
    let own = Own::voting();
    let elsewhere = own.path("elsewhere");
    for (linked, path) in [
        ("tile", "tile"),
        ("entries", "tile/entries"),
        ("body", "body"),
    ] {
        let export = own.path(&format!("export-{linked}"));
        let link = format!("{export}/{path}");
        fs::create_dir_all(&elsewhere).expect("a folder");
        fs::create_dir_all(std::path::Path::new(&link).parent().expect("a folder"))
            .expect("a folder");
        std::os::unix::fs::symlink(&elsewhere, &link).expect("a link");
        own.refused(&["export", &export], &[&link, "is a link"]);
        let there = fs::read_dir(&elsewhere).expect("a folder").count();
        assert_eq!(there, 0, "{path} was written through");
    }
    // The directory itself may be one: whoever names it means where it leads.
    let export = own.path("export");
    std::os::unix::fs::symlink(&elsewhere, &export).expect("a link");
    own.act(&["export", &export]);
    // A file that is a link is replaced, and what it leads to is left.
    let kept = own.file("kept", b"kept");
    fs::remove_file(format!("{elsewhere}/log.vkey")).expect("a file");
    std::os::unix::fs::symlink(&kept, format!("{elsewhere}/log.vkey")).expect("a link");
    own.act(&["export", &export]);
    assert_eq!(own.read("kept"), "kept");
}

#[test]
fn refused_acts_are_in_the_security_log() {
    use std::os::unix::fs::PermissionsExt as _;
    let own = Own::voting();
    let log = own.path("security.log");
    let logged = ["--security-log", &log];
    let select = ["select", "--programme", PROGRAMME];
    let vote = ["vote", "cancel", PROGRAMME, "nowhere"];
    let refused: [(&[&str], &[&str]); 4] = [
        (
            &["content", "erase", "9999", "text", "--ground", "order"],
            &["command=\"content\"", "there is no entry 9999"],
        ),
        (
            &[&select[..], &["--vote", "nowhere"]].concat(),
            &["command=\"select\"", "there is no vote"],
        ),
        (
            &[&vote[..], &["--reason", "en=No."]].concat(),
            // Once as a command, and once with whose it was.
            &[
                "command=\"vote\"",
                "actor=\"official/console\" asked=\"cancel_vote\"",
            ],
        ),
        (&["key", "rotate"], &["command=\"key\"", "chmod 600"]),
    ];
    for (arguments, says) in refused {
        let key = own.path("data/log.key");
        let mode = |mode| {
            let open = fs::Permissions::from_mode(mode);
            fs::set_permissions(&key, open).expect("a mode");
        };
        if arguments[0] == "key" {
            mode(0o644);
        }
        own.refused(&[arguments, &logged].concat(), &[]);
        mode(0o600);
        let said = own.read("security.log");
        fs::remove_file(&log).expect("a log");
        for words in says {
            assert!(said.contains(words), "{words:?} is not in: {said}");
        }
        assert!(said.contains("refused"), "{said}");
    }
}

/// A vote of one project and one voter.
const PB: &[u8] = b"META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;1\nVOTES\nvoter_id;vote\na;1\n";

#[test]
fn nothing_is_written_over_what_a_record_rests_on() {
    let own = Own::voting();
    let data = own.path("data");
    let kept = || {
        let files = fs::read_dir(&data).expect("a folder");
        let mut files: Vec<(String, Vec<u8>)> = files
            .map(|file| file.expect("a file").path())
            .filter(|path| path.is_file())
            .map(|path| (path.display().to_string(), fs::read(path).expect("a file")))
            .filter(|(name, _)| !name.ends_with("-shm") && !name.ends_with("-wal"))
            .collect();
        files.sort();
        files
    };
    let before = kept();
    own.refused(
        &["export", &data],
        &["is a data directory", "Nothing was written"],
    );
    let guarded = own.path("guarded");
    fs::create_dir(&guarded).expect("a folder");
    let guard = own.path("guarded/checkpoint");
    fs::copy(own.path("data/checkpoint"), &guard).expect("a copy");
    own.refused(
        &["export", &guarded, "--guard", &guard],
        &["is where the guard file"],
    );
    let ballots = own.file("v.pb", PB);
    for name in [
        "log.key",
        "madang.db",
        "madang.accounts.db",
        "lock",
        "attachments/00ff",
        "checkpoint",
        "registrar.token",
    ] {
        let target = format!("{data}/{name}");
        for arguments in [
            vec!["select", &ballots, "--rule", "greedy", "--html", &target],
            vec!["compare", &ballots, "--html", &target],
        ] {
            let (code, _, errors) = own.run(&arguments);
            assert_eq!(code, Some(1), "{arguments:?}: {errors}");
            assert!(
                errors.contains("name another file"),
                "{arguments:?}: {errors}"
            );
        }
        let import = ["import", &ballots, "--programme", PROGRAMME];
        own.refused(
            &[&import[..], &["--security-log", &target]].concat(),
            &["--security-log", "name another file"],
        );
    }
    let link = own.path("out.json");
    std::os::unix::fs::symlink(own.path("data/log.key"), &link).expect("a link");
    let (code, _, errors) = own.run(&["convert", &ballots, &link]);
    assert_eq!(code, Some(1), "{errors}");
    assert!(errors.contains("is a key"), "{errors}");
    let import = ["import", &ballots, "--programme", PROGRAMME];
    for option in ["--security-log", "--guard"] {
        own.refused(
            &[&import[..], &[option, &ballots]].concat(),
            &[option, "which is read"],
        );
    }
    assert_eq!(kept(), before);
}

#[test]
fn no_command_writes_to_its_input() {
    let own = Own::voting();
    let data = own.path("data");
    let ballots = own.file("v.pb", PB);
    let text = own.file("input.json", b"{}");
    for arguments in [
        vec!["operator", "set", &text],
        vec!["proposal", "amend", PROGRAMME, &text],
        vec!["commitment", "correct", &text],
        vec!["serve", "--listen", "127.0.0.1:0", "--operator", &text],
        vec!["select", &ballots, "--rule-file", &text],
        vec![
            "import",
            &ballots,
            "--programme",
            PROGRAMME,
            "--rule-file",
            &text,
        ],
    ] {
        for option in ["--security-log", "--guard"] {
            let all = [&arguments[..], &[option, &text]].concat();
            let (code, _, errors) = own.run(&[&all[..], &["--data", &data]].concat());
            assert_eq!(code, Some(1), "{all:?}: {errors}");
            // Another mistake in the call itself would be told first.
            if !errors.contains("Usage") {
                let says = errors.contains(option) && errors.contains("which is read");
                assert!(says, "{all:?}: {errors}");
            }
            assert_eq!(own.read("input.json"), "{}", "{all:?}");
        }
    }
}
