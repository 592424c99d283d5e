//! Names, links, line ends: what other systems make of them.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::{diariet, done, files, said, site};

const MEETING: &str = "content/kommunstyrelsen/2027-02-09";

/// What a build that must fail says.
fn refused(root: &Path) -> String {
    let output = diariet(root, &["build"]).output().unwrap();
    assert!(!output.status.success(), "{}", said(&output));
    said(&output)
}

#[test]
fn line_ends_and_marks_of_windows_change_nothing() {
    let site = site();
    let root = site.path();
    done(root, &["build"]);
    let before = files(&root.join("public"));
    for (path, bytes) in files(root) {
        let is_text = path.extension().is_some_and(|ending| ending == "md" || ending == "toml");
        if is_text && !path.starts_with("public") {
            let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
            fs::write(root.join(path), format!("\u{feff}{text}")).unwrap();
        }
    }
    done(root, &["build"]);
    let after = files(&root.join("public"));
    let changed: Vec<_> =
        before.iter().zip(&after).filter(|(old, new)| old != new).map(|(old, _)| &old.0).collect();
    assert!(before.len() == after.len() && changed.is_empty(), "{changed:?}");
}

#[test]
fn a_packet_from_windows_is_the_same_packet() {
    let text = "Exempelby kommun\n\nKALLELSE\n\nByggnadsnämnden\n2027-03-02\n\nÄrenden\n\n1. Plan    KS 2027/78\n2. Bygglov    KS 2027/79\n";
    let record = |bytes: &[u8]| {
        let site = site();
        fs::write(site.path().join("kallelse.txt"), bytes).unwrap();
        let record = done(site.path(), &["import", "--json", "kallelse.txt"]);
        // The checksum is that of the file.
        record
            .lines()
            .filter(|line| !line.contains("\"sha256\""))
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let plain = record(text.as_bytes());
    assert!(plain.contains("KS 2027/79"), "{plain}");
    let windows = text.replace('\n', "\r\n");
    assert_eq!(record(format!("\u{feff}{windows}").as_bytes()), plain);
    let utf16: Vec<u8> = format!("\u{feff}{windows}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(record(&utf16), plain);
}

#[test]
fn links_in_the_content_are_refused_and_lead_nowhere() {
    let site = site();
    let root = site.path();
    let secret = root.join("hemligt.txt");
    fs::write(&secret, "hemligt").unwrap();
    for place in [
        format!("{MEETING}/bilaga.pdf"),
        format!("{MEETING}/arende.md"),
        "content/namnd".into(),
        format!("{MEETING}/skolskjuts"),
    ] {
        let link = root.join(&place);
        if link.exists() {
            continue;
        }
        symlink(if place.contains('.') { &secret } else { root }, &link).unwrap();
        let said = refused(root);
        assert!(said.contains("error[symlink]") && said.contains(&place), "{place}: {said}");
        fs::remove_file(&link).unwrap();
    }
    for folder in ["static", "templates"] {
        fs::create_dir_all(root.join(folder)).unwrap();
        symlink(&secret, root.join(folder).join("about.html")).unwrap();
        let output = diariet(root, &["build"]).output().unwrap();
        let public = root.join("public");
        let published = if public.exists() { files(&public) } else { Vec::new() };
        assert!(!published.iter().any(|(_, bytes)| bytes == b"hemligt"), "{folder}: {}", said(&output));
        fs::remove_dir_all(root.join(folder)).unwrap();
    }
    done(root, &["build"]);
}

#[test]
fn names_that_are_no_text_are_refused_by_name() {
    for place in [MEETING, "content/kommunstyrelsen", "content", "static"] {
        for name in [&b"bil\xe5ga.pdf"[..], b"\xff.md", b"\xc3\x28"] {
            let site = site();
            let root = site.path();
            let folder = root.join(place);
            fs::create_dir_all(&folder).unwrap();
            let path = folder.join(OsStr::from_bytes(name));
            if fs::write(&path, "text").is_err() {
                println!("SKIPPED: this file system takes names in UTF-8 only");
                return;
            }
            let output = diariet(root, &["build"]).output().unwrap();
            let said = said(&output);
            let lossy = String::from_utf8_lossy(name);
            assert!(said.contains(&*lossy) || said.contains("not UTF-8"), "{place}/{lossy}: {said}");
            assert!(!said.contains("panicked"), "{said}");
        }
    }
}

#[test]
fn a_source_whose_name_is_no_text_is_imported_or_refused() {
    let site = site();
    let root = site.path();
    let name = OsStr::from_bytes(b"kall\xe9lse.txt");
    fs::write(
        root.join(name),
        "Exempelby kommun\n\nKALLELSE\n\nByggnadsnämnden\n2027-03-02\n\nÄrenden\n\n1. Plan    KS 2027/78\n",
    )
    .unwrap();
    let output = diariet(root, &["import"]).arg(name).output().unwrap();
    assert!(!said(&output).contains("panicked"), "{}", said(&output));
    done(root, &["build"]);
}

/// One file on Windows and macOS, two here: both would be published at one address there.
#[test]
fn names_that_differ_in_case_or_form_alone_are_refused() {
    let sources = |names: [&str; 2]| {
        let of = |name: &str| format!("[[sources]]\nkind = \"kallelse\"\nfile = \"{name}\"\n");
        format!("+++\n{}{}+++\n", of(names[0]), of(names[1]))
    };
    for names in [
        ["Kallelse.pdf", "kallelse.pdf"],
        ["\u{e5}.pdf", "a\u{30a}.pdf"],
        ["stra\u{df}e.pdf", "STRA\u{1e9e}E.pdf"],
    ] {
        let site = site();
        let root = site.path();
        for name in names {
            fs::write(root.join(MEETING).join(name), name).unwrap();
        }
        fs::write(root.join(MEETING).join("index.md"), sources(names)).unwrap();
        let said = refused(root);
        assert!(said.contains("error["), "{names:?}: {said}");
    }
}
