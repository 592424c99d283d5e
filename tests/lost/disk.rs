//! A full disk, a disk that cannot be written, permissions.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{diariet, done, files, left, rename, said, site, whole_site};

/// A small disk of its own; needs the right to mount one.
struct Disk {
    place: tempfile::TempDir,
}

impl Disk {
    /// `None`, said aloud, where none can be mounted.
    fn mount(megabytes: u32) -> Option<Self> {
        let place = tempfile::tempdir().unwrap();
        let options = format!("size={megabytes}m,mode=0755");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(place.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self { place });
        }
        println!("SKIPPED: no disk can be mounted here (it takes root)");
        None
    }

    fn path(&self) -> &Path {
        self.place.path()
    }

    fn remount(&self, how: &str) {
        let done =
            Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.path()).status().unwrap();
        assert!(done.success());
    }

    /// Fills the disk up to so many kilobytes.
    fn fill(&self, left: usize) -> PathBuf {
        let filler = self.path().join("filler");
        let mut bytes = vec![0; 64 << 20];
        while fs::write(&filler, &bytes).is_err() {
            // What fits has been written: that is how much there was.
            let fits = usize::try_from(fs::metadata(&filler).unwrap().len()).unwrap();
            bytes.truncate(fits.saturating_sub(left << 10));
        }
        filler
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.place.path()).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let Some(disk) = Disk::mount(24) else { return };
    let root = disk.path().join("moten");
    fs::create_dir(&root).unwrap();
    done(&root, &["init", "."]);
    rename(&root, 1);
    done(&root, &["build"]);
    let (mut kept, mut failed) = (1, 0);
    for (n, kilobytes) in (2..).zip([4, 16, 64, 128, 200, 300, 400, 600, 900, 1400, 4000]) {
        rename(&root, n);
        let filler = disk.fill(kilobytes);
        let output = diariet(&root, &["build"]).output().unwrap();
        fs::remove_file(filler).unwrap();
        if !output.status.success() {
            failed += 1;
            assert!(said(&output).contains("No space left"), "{}", said(&output));
        }
        let seen = whole_site(&root).unwrap();
        assert_eq!(seen, if output.status.success() { n } else { kept }, "{kilobytes} KB");
        kept = seen;
    }
    assert!(failed > 2, "there was room enough");
    done(&root, &["build"]);
    assert_eq!(
        left(&root),
        [".gitattributes", ".gitignore", "content", "diariet.toml", "ledger.txt", "public"]
    );
}

#[test]
fn a_full_disk_leaves_the_old_content() {
    let Some(disk) = Disk::mount(24) else { return };
    let root = disk.path().join("moten");
    fs::create_dir(&root).unwrap();
    done(&root, &["init", "."]);
    let notice = |text: &str| {
        let body = "Ett långt stycke om ärendet som tar plats på disken. ".repeat(200);
        let papers = format!("\u{c}Tjänsteskrivelse\nDnr KS 2027/77\n\n{text}\n\n{body}\n");
        let head = "Exempelby kommun\n\nKALLELSE\n\nByggnadsnämnden\n2027-03-02\n\nÄrenden\n\n1. Bygglov    KS 2027/77\n2. Plan    KS 2027/78\n\n";
        fs::write(root.join("kallelse.txt"), format!("{head}{papers}")).unwrap();
    };
    notice("Först");
    done(&root, &["import", "kallelse.txt"]);
    let content = root.join("content");
    let mut before = files(&content);
    let mut failed = 0;
    for (n, kilobytes) in (0..).zip([0, 4, 8, 12, 16, 24, 32, 48, 64, 256]) {
        notice(&format!("Lydelse {n}"));
        let filler = disk.fill(kilobytes);
        let output = diariet(&root, &["import", "kallelse.txt"]).output().unwrap();
        fs::remove_file(filler).unwrap();
        let after = files(&content);
        if output.status.success() {
            before = after;
        } else {
            failed += 1;
            assert!(said(&output).contains("No space left"), "{}", said(&output));
            assert!(after == before, "something has changed at {kilobytes} KB");
        }
    }
    assert!(failed > 1, "there was room enough");
    done(&root, &["import", "kallelse.txt"]);
    done(&root, &["build"]);
}

#[test]
fn a_full_disk_leaves_what_was_to_be_withdrawn() {
    let Some(disk) = Disk::mount(24) else { return };
    let root = disk.path().join("moten");
    fs::create_dir(&root).unwrap();
    done(&root, &["init", "."]);
    done(&root, &["build"]);
    let withdraw = ["withdraw", "/kommunstyrelsen/2027-02-09/skolskjuts/", "--reason", "OSL 21:1"];
    let before = files(&root);
    let filler = disk.fill(0);
    let output = diariet(&root, &withdraw).output().unwrap();
    fs::remove_file(filler).unwrap();
    assert!(!output.status.success() && said(&output).contains("No space left"), "{}", said(&output));
    assert!(files(&root) == before, "something has changed");
    done(&root, &withdraw);
    done(&root, &["build"]);
    let page =
        fs::read_to_string(root.join("public/kommunstyrelsen/2027-02-09/skolskjuts/index.html")).unwrap();
    assert!(page.contains("OSL 21:1"));
}

/// A withdrawal writes a content file and then the ledger; what there is room for is the first and not the second.
#[test]
fn a_disk_that_fills_within_a_withdrawal_leaves_all_as_it_was() {
    let Some(disk) = Disk::mount(24) else { return };
    let root = disk.path().join("moten");
    fs::create_dir(&root).unwrap();
    done(&root, &["init", "."]);
    // What alone names a case takes that case along, which the ledger says.
    let letter = root.join("content/kommunstyrelsen/2027-02-09/skolskjuts/brev.md");
    fs::create_dir_all(letter.parent().unwrap()).unwrap();
    fs::write(letter, "+++\ntitle = \"Brev\"\nkind = \"brev\"\n+++\n\nEtt brev som rör KS 2027/99.\n")
        .unwrap();
    done(&root, &["build"]);
    // A ledger of a few years: far larger than the content file.
    let ledger = root.join("ledger.txt");
    let mut long = fs::read_to_string(&ledger).unwrap();
    let line = long.lines().find(|line| line.contains("/dnr/")).unwrap().to_owned();
    for n in 0..2_000 {
        long.push_str(&format!("{line}\n").replace("/dnr/", &format!("/arkiv/{n}/")));
    }
    long.push_str("/arkiv/ 2027-03-01 gone Flyttat till arkivet\n");
    fs::write(&ledger, long).unwrap();
    done(&root, &["build"]);
    let withdraw = ["withdraw", "/kommunstyrelsen/2027-02-09/skolskjuts/brev/", "--reason", "OSL 21:1"];
    let before = files(&root);
    let mut stopped = 0;
    for kilobytes in [0, 4, 8, 12, 16, 24, 32] {
        let filler = disk.fill(kilobytes);
        let output = diariet(&root, &withdraw).output().unwrap();
        fs::remove_file(filler).unwrap();
        assert!(!output.status.success(), "there was room enough with {kilobytes} KB: {}", said(&output));
        stopped += usize::from(said(&output).contains("ledger.txt"));
        assert!(files(&root) == before, "something has changed at {kilobytes} KB: {}", said(&output));
    }
    assert!(stopped > 1, "no disk was full at the ledger");
    let said = done(&root, &withdraw);
    assert!(said.contains("brev.md") && said.contains("`/dnr/ks-2027-99/`"), "{said}");
    done(&root, &["build"]);
}

#[test]
fn where_nothing_can_be_written_nothing_changes() {
    let Some(disk) = Disk::mount(24) else { return };
    let root = disk.path().join("moten");
    fs::create_dir(&root).unwrap();
    done(&root, &["init", "."]);
    rename(&root, 1);
    done(&root, &["build"]);
    rename(&root, 2);
    fs::write(
        root.join("kallelse.txt"),
        "Exempelby kommun\n\nKALLELSE\n\nByggnadsnämnden\n2027-03-02\n\nÄrenden\n\n1. Plan    KS 2027/78\n",
    )
    .unwrap();
    let before = files(&root);
    disk.remount("ro");
    for verb in [&["build"][..], &["import", "kallelse.txt"]] {
        let output = diariet(&root, verb).output().unwrap();
        let said = said(&output);
        assert!(
            !output.status.success() && said.contains("error[io]") && said.contains("Read-only"),
            "{said}"
        );
    }
    // Content that cannot be written is content all the same.
    done(&root, &["check"]);
    let elsewhere = tempfile::tempdir().unwrap();
    done(&root, &["build", "--output", elsewhere.path().join("public").to_str().unwrap()]);
    disk.remount("rw");
    assert!(files(&root) == before);
    assert_eq!(whole_site(&root), Some(1));
}

/// A web server under another name reads what is published, whatever the clerk's umask; content stays as private as
/// the umask says.
#[test]
fn everybody_may_read_what_is_published() {
    let site = site();
    let root = site.path();
    let run = |verb: &str| {
        let masked = format!("umask 077; exec {} {verb}", env!("CARGO_BIN_EXE_diariet"));
        let output = Command::new("sh").args(["-c", &masked]).current_dir(root).output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    };
    fs::write(
        root.join("kallelse.txt"),
        "Exempelby kommun\n\nKALLELSE\n\nByggnadsnämnden\n2027-03-02\n\nÄrenden\n\n1. Plan    KS 2027/78\n",
    )
    .unwrap();
    run("import kallelse.txt");
    run("build");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let public = root.join("public");
    assert_eq!(mode(&public), 0o755);
    for (path, _) in files(&public) {
        let path = public.join(path);
        assert_eq!(mode(&path), 0o644, "{}", path.display());
        for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(&public)) {
            assert_eq!(mode(folder), 0o755, "{}", folder.display());
        }
    }
    assert_eq!(mode(&root.join("content/byggnadsnamnden/2027-03-02/index.md")) & 0o077, 0);
}
