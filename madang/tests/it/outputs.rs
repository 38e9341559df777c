//! Files that a command writes are never what a record rests on, nor what is read.

use std::fs;

use crate::own::{Own, PROGRAMME};

#[test]
fn nothing_is_written_over_what_a_record_rests_on() {
    let own = Own::voting();
    let data = own.path("data");
    let kept = || {
        let files = fs::read_dir(&data).expect("a folder");
        let mut files: Vec<(String, Vec<u8>)> = files
            .map(|file| file.expect("a file").path())
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
    let ballots = own.file("v.pb", b"META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;1\nVOTES\nvoter_id;vote\na;1\n");
    for name in ["log.key", "madang.db", "checkpoint", "registrar.token"] {
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
