//! The same content gives the same bytes; what has not changed is not written.

use std::fs;
use std::process::Command;

use diariet::build::{self, Options};

use crate::{DEMO, built, copy_demo, files, repository, say, small};

#[test]
fn the_same_content_gives_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    copy_demo(place.path());
    let again = built(place.path());
    assert_eq!(DEMO.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
    for (path, bytes) in DEMO.iter() {
        assert!(again[path] == *bytes, "{path} differs");
    }
}

/// Neither the language, the clock's zone, the umask nor the number of threads of a machine shows in what it builds.
#[cfg(unix)]
#[test]
fn every_machine_builds_the_same_bytes() {
    let machines = [
        [("LC_ALL", "C"), ("TZ", "UTC"), ("RAYON_NUM_THREADS", "1"), ("UMASK", "000")],
        [
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "Pacific/Kiritimati"),
            ("RAYON_NUM_THREADS", "4"),
            ("UMASK", "077"),
        ],
    ];
    for machine in machines {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("public");
        let build = "umask $UMASK; exec \"$0\" build --quiet --root \"$1\" --output \"$2\"";
        let ran = Command::new("sh")
            .args(["-c", build, env!("CARGO_BIN_EXE_diariet")])
            .args([repository(), output.clone()])
            .current_dir(place.path())
            .envs(machine)
            .output()
            .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let again = files(&output);
        assert!(DEMO.keys().eq(again.keys()), "{machine:?}");
        for (path, bytes) in DEMO.iter() {
            assert!(again[path] == *bytes, "{path} differs on {machine:?}");
        }
    }
}

#[test]
fn a_second_build_writes_nothing_and_a_change_little() {
    let item = |title: &str| {
        format!("+++\ntitle = \"{title}\"\nkind = \"beslut\"\ndiarienummer = [\"KS 2026/12\"]\n+++\n")
            .into_bytes()
    };
    let site = small(&[
        ("content/ks/2026-03-03/bro.md", &item("Bron")),
        ("content/ks/2026-02-03/index.md", b"+++\n+++\n"),
    ]);
    let options = Options::new(site.path());
    let (first, found) = build::build(&options);
    let first = first.unwrap_or_else(|| panic!("{}", say(&found))).files;
    let second = build::build(&options).0.unwrap().files;
    assert_eq!((second.written, second.removed), (0, 0));
    fs::write(site.path().join("content/ks/2026-03-03/bro.md"), item("Bron över ån")).unwrap();
    let third = build::build(&options).0.unwrap().files;
    assert!(third.written > 0 && third.unchanged > 10, "{third:?} after {first:?}");
    let page = fs::read_to_string(site.path().join("public/ks/2026-03-03/bro/index.html")).unwrap();
    assert!(page.contains("Bron över ån"));
}

#[test]
fn a_failed_build_leaves_the_published_site() {
    let site = small(&[]);
    let options = Options::new(site.path());
    assert!(build::build(&options).0.is_some());
    let before = files(&options.output);
    fs::write(site.path().join("content/ks/2026-03-03/bro.md"), "+++\ntitel = \"Bron\"\n+++\n").unwrap();
    let (built, found) = build::build(&options);
    assert!(built.is_none() && found.len() >= 2, "{}", say(&found));
    assert!(files(&options.output) == before);
    let left: Vec<_> = fs::read_dir(site.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".new")), "{left:?}");
}
