//! `kill -9`, too little memory, two at once.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::{diariet, done, left, rename, said, site, whole_site};

const KILLS: u32 = 100;

/// The moment of one kill of many: spread over the whole run, most of them over its last third, where files change.
fn moment(kill: u32, run: Duration) -> Duration {
    let part = f64::from(kill * 61 % KILLS) / f64::from(KILLS);
    run.mul_f64(if kill.is_multiple_of(4) { part } else { 0.6 + part * 0.5 })
}

/// A notice with many matters, whose titles all name a version.
fn notice(root: &Path, version: u32) {
    let mut text = String::from(
        "Exempelby kommun\n\nKALLELSE\n\nByggnadsnämnden\n2027-03-02\n\nKl. 09.00, rådhuset\n\nÄrenden\n\n",
    );
    for n in 1..=30 {
        text.push_str(&format!("{n}. Bygglov nummer {n} i utgåva {version}    KS 2027/{}\n", n + 500));
    }
    fs::write(root.join("kallelse.txt"), text).unwrap();
}

/// The version that every item of the meeting is of; `None` before the first import.
fn whole_meeting(root: &Path) -> Option<u32> {
    let folder = root.join("content/byggnadsnamnden/2027-03-02");
    if !folder.exists() {
        return None;
    }
    let mut versions = BTreeSet::new();
    let mut items = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        if path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("index.md") {
            items += 1;
            let (_, rest) =
                text.split_once("utgåva ").unwrap_or_else(|| panic!("{}: {text}", path.display()));
            versions
                .insert(rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse::<u32>().unwrap());
        }
        assert!(!path.to_string_lossy().contains(".new"), "{} was left", path.display());
    }
    assert_eq!((items, versions.len()), (30, 1), "{versions:?}");
    versions.pop_first()
}

#[test]
fn a_hundred_killed_imports_leave_a_hundred_whole_meetings() {
    let site = site();
    let root = site.path();
    let import = ["import", "kallelse.txt"];
    notice(root, 0);
    let started = Instant::now();
    done(root, &import);
    let mut run = started.elapsed();
    assert_eq!(whole_meeting(root), Some(0));
    let mut seen = BTreeSet::from([0]);
    for kill in 1..=KILLS {
        notice(root, kill);
        let mut child = diariet(root, &import).spawn().unwrap();
        std::thread::sleep(moment(kill, run));
        child.kill().unwrap();
        child.wait().unwrap();
        let version = whole_meeting(root).unwrap();
        assert!(version == kill || seen.contains(&version), "{version} after {kill}");
        seen.insert(version);
        if kill.is_multiple_of(10) {
            // The site can be built of what is there, whatever lies about.
            done(root, &["check"]);
            let started = Instant::now();
            done(root, &import);
            run = started.elapsed();
            assert_eq!(whole_meeting(root), Some(kill), "the next run goes on");
            seen.insert(kill);
        }
    }
    assert!(seen.len() > 11, "no kill came late enough: {seen:?}");
    assert!(!root.join("content/.import").exists(), "the next run sweeps away what was left");
    done(root, &["build"]);
}

#[test]
fn too_little_memory_leaves_the_old_site_and_the_old_content() {
    let site = site();
    let root = site.path();
    rename(root, 1);
    notice(root, 1);
    done(root, &["import", "kallelse.txt"]);
    done(root, &["build"]);
    let (mut failed, mut kept) = (0, 1);
    for (n, megabytes) in (2..).zip((8..=200).step_by(12)) {
        rename(root, n);
        notice(root, u32::try_from(n).unwrap());
        for verb in ["build", "import kallelse.txt"] {
            let limited = format!(
                "ulimit -c 0; ulimit -v {}; exec {} {verb}",
                megabytes << 10,
                env!("CARGO_BIN_EXE_diariet")
            );
            let status = std::process::Command::new("sh")
                .args(["-c", &limited])
                .current_dir(root)
                .output()
                .unwrap()
                .status;
            failed += u32::from(!status.success());
            if verb == "build" {
                let seen = whole_site(root).unwrap();
                assert_eq!(seen, if status.success() { n } else { kept }, "{megabytes} MB");
                kept = seen;
            } else {
                whole_meeting(root).unwrap();
            }
        }
    }
    assert!(failed > 0, "there was memory enough for everything");
    done(root, &["build"]);
    assert!(!left(root).iter().any(|name| name.starts_with(".public")), "{:?}", left(root));
}

#[test]
fn builds_at_once_do_not_mix() {
    let site = site();
    let root = site.path();
    rename(root, 1);
    done(root, &["build"]);
    rename(root, 2);
    let children: Vec<_> = (0..4).map(|_| diariet(root, &["build"]).spawn().unwrap()).collect();
    let outputs: Vec<_> = children.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    assert!(outputs.iter().any(|output| output.status.success()));
    for output in outputs.iter().filter(|output| !output.status.success()) {
        assert!(said(output).contains("another `diariet` is at work here"), "{}", said(output));
    }
    assert_eq!(whole_site(root), Some(2));
    assert!(!left(root).iter().any(|name| name.starts_with(".public")), "{:?}", left(root));
}

#[test]
fn imports_at_once_do_not_mix() {
    let site = site();
    let root = site.path();
    notice(root, 0);
    done(root, &["import", "kallelse.txt"]);
    for round in 1..=5 {
        let children: Vec<_> = (0..4)
            .map(|n| {
                notice(root, round * 10 + n);
                let name = format!("kallelse-{n}.txt");
                fs::rename(root.join("kallelse.txt"), root.join(&name)).unwrap();
                diariet(root, &["import", &name]).spawn().unwrap()
            })
            .collect();
        let outputs: Vec<_> = children.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
        assert!(outputs.iter().any(|output| output.status.success()));
        for output in outputs.iter().filter(|output| !output.status.success()) {
            assert!(said(output).contains("another `diariet` is at work here"), "{}", said(output));
        }
        assert!(whole_meeting(root).unwrap() >= round * 10);
    }
    assert!(!root.join("content/.import").exists());
}

/// A build that begins while an import changes what it reads sees the meeting of before or of after, or says so.
#[test]
fn a_build_during_an_import_mixes_nothing() {
    let site = site();
    let root = site.path();
    notice(root, 0);
    done(root, &["import", "kallelse.txt"]);
    done(root, &["build"]);
    for version in 1..=10 {
        notice(root, version);
        let mut import = diariet(root, &["import", "kallelse.txt"]).spawn().unwrap();
        while import.try_wait().unwrap().is_none() {
            let output = diariet(root, &["build"]).output().unwrap();
            let versions = published(root);
            assert_eq!(versions.len(), 1, "{versions:?}: {}", said(&output));
        }
    }
    done(root, &["build"]);
    assert_eq!(published(root), BTreeSet::from([10]));
}

/// The versions that the published items of the meeting are of.
fn published(root: &Path) -> BTreeSet<u32> {
    let folder = root.join("public/byggnadsnamnden/2027-03-02");
    crate::files(&folder)
        .into_iter()
        .filter(|(path, _)| path.ends_with("index.html"))
        .flat_map(|(_, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            let versions = text.match_indices("utgåva ").map(|(at, mark)| &text[at + mark.len()..]);
            versions
                .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_killed_withdrawal_is_whole_and_is_ended_by_doing_it_again() {
    let site = site();
    let root = site.path();
    done(root, &["build"]);
    let item = root.join("content/kommunstyrelsen/2027-02-09/skolskjuts.md");
    let ledger = root.join("ledger.txt");
    let state = || (fs::read_to_string(&item).unwrap(), fs::read_to_string(&ledger).unwrap());
    let withdraw = ["withdraw", "/kommunstyrelsen/2027-02-09/skolskjuts/", "--reason", "OSL 21:1"];
    let before = state();
    let started = Instant::now();
    done(root, &withdraw);
    let run = started.elapsed();
    let after = state();
    assert!(before.0 != after.0 && after.0.contains("withdrawn = "));
    let names = left(root);
    let mut seen = BTreeSet::new();
    for kill in 1..=KILLS / 2 {
        fs::write(&item, &before.0).unwrap();
        fs::write(&ledger, &before.1).unwrap();
        let mut child = diariet(root, &withdraw).spawn().unwrap();
        std::thread::sleep(moment(kill * 2, run));
        child.kill().unwrap();
        child.wait().unwrap();
        let (text, facts) = state();
        assert!(text == before.0 || text == after.0, "{text}");
        assert!(facts == before.1 || facts == after.1, "{facts}");
        seen.insert(text == after.0);
        done(root, &withdraw);
        assert_eq!(state(), after, "doing it again ends it");
    }
    assert_eq!(seen.len(), 2, "every kill came at one side of the change");
    done(root, &["build"]);
    assert_eq!(left(root), names);
    let page =
        fs::read_to_string(root.join("public/kommunstyrelsen/2027-02-09/skolskjuts/index.html")).unwrap();
    assert!(page.contains("OSL 21:1") && page.contains("Borttaget"));
}
