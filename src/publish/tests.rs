#![expect(clippy::disallowed_methods, reason = "tests look at the file system from outside")]

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::*;

/// Publishes these files into `output`.
fn publish(output: &Path, files: &[(&str, &str)]) -> Result<Report, Diagnostic> {
    let publication = Publication::begin(output)?;
    files.par_iter().try_for_each(|(path, text)| publication.put(path, text.as_bytes()))?;
    publication.finish()
}

/// Every file of a folder with its text, and what lies beside the folder.
fn seen(output: &Path) -> Vec<(String, String)> {
    let text = |name: &str| String::from_utf8(fs::read(output.join(name)).unwrap()).unwrap();
    let files = store::whole_tree(output).unwrap();
    files
        .iter()
        .filter(|entry| entry.kind == EntryKind::File)
        .map(|entry| (entry.name.clone(), text(&entry.name)))
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_site_is_published_with_its_list() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    let files = [("index.html", "start"), ("dnr/a/index.html", "a"), ("dnr/index.html", "dnr")];
    let report = publish(&output, &files).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (4, 0, 0));
    let seen = seen(&output);
    assert_eq!(report.bytes, seen.iter().map(|(_, text)| text.len() as u64).sum::<u64>());
    let list: manifest::Manifest = serde_json::from_str(&seen[0].1).unwrap();
    assert_eq!(seen[0].0, "data/manifest.json");
    let listed: Vec<_> = list.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(listed, ["dnr/a/index.html", "dnr/index.html", "index.html"]);
    assert_eq!(names(root.path()), ["public"], "nothing stays beside the output");
}

#[test]
fn the_order_of_work_leaves_no_trace() {
    let root = tempfile::tempdir().unwrap();
    let mut files: Vec<(String, String)> =
        (0..200).map(|n| (format!("d{}/f{n}", n % 7), format!("text {n}"))).collect();
    let mut sites = Vec::new();
    for name in ["one", "two"] {
        let output = root.path().join(name);
        let as_str: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        publish(&output, &as_str).unwrap();
        sites.push(seen(&output));
        files.reverse();
    }
    assert_eq!(sites[0], sites[1]);
}

#[cfg(unix)]
#[test]
fn unchanged_files_stay_the_same_files_and_changed_ones_never_are() {
    use std::os::unix::fs::MetadataExt as _;
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    let inode = |name: &str| fs::metadata(output.join(name)).unwrap().ino();
    publish(&output, &[("a", "1"), ("b", "1"), ("c", "1")]).unwrap();
    let (a, b) = (inode("a"), inode("b"));
    let kept = fs::File::open(output.join("b")).unwrap();
    let report = publish(&output, &[("a", "1"), ("b", "2"), ("d/e", "1")]).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (3, 1, 1), "the list is written too");
    assert_eq!(inode("a"), a);
    assert_ne!(inode("b"), b);
    assert_eq!(std::io::read_to_string(kept).unwrap(), "1", "who reads the old file goes on reading it");
    assert_eq!(fs::metadata(output.join("a")).unwrap().nlink(), 1, "the old site is gone");
    assert!(!output.join("c").exists());
    let folder = fs::metadata(&output).unwrap().ino();
    let report = publish(&output, &[("a", "1"), ("b", "2"), ("d/e", "1")]).unwrap();
    assert_eq!((report.written, report.unchanged, report.removed), (0, 4, 0));
    assert_eq!(fs::metadata(&output).unwrap().ino(), folder, "nothing changed, nothing was exchanged");
}

#[test]
fn a_file_that_somebody_touched_is_written_anew() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    publish(&output, &[("a", "whole"), ("b", "whole")]).unwrap();
    fs::write(output.join("a"), "").unwrap();
    fs::remove_file(output.join("b")).unwrap();
    let report = publish(&output, &[("a", "whole"), ("b", "whole")]).unwrap();
    assert_eq!((report.written, report.unchanged), (2, 1));
    assert_eq!(fs::read_to_string(output.join("a")).unwrap(), "whole");
}

#[cfg(unix)]
#[test]
fn everybody_may_read_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    let source = root.path().join("secretive.pdf");
    fs::write(&source, "x").unwrap();
    fs::set_permissions(&source, fs::Permissions::from_mode(0o700)).unwrap();
    let mode = |name: &str| fs::metadata(output.join(name)).unwrap().permissions().mode() & 0o7777;
    let publication = Publication::begin(&output).unwrap();
    publication.put("a/b/c", b"x").unwrap();
    publication.put_file("a/d.pdf", &source).unwrap();
    fs::set_permissions(publication.staging.join("a"), fs::Permissions::from_mode(0o700)).unwrap();
    publication.finish().unwrap();
    assert_eq!([mode(""), mode("a"), mode("a/b"), mode("data")], [0o755; 4]);
    assert_eq!([mode("a/b/c"), mode("a/d.pdf"), mode("data/manifest.json")], [0o644; 3]);
    fs::set_permissions(output.join("a/b/c"), fs::Permissions::from_mode(0o600)).unwrap();
    let publication = Publication::begin(&output).unwrap();
    publication.put("a/b/c", b"x").unwrap();
    publication.finish().unwrap();
    assert_eq!(mode("a/b/c"), 0o644);
}

#[test]
fn a_large_file_is_copied_once_and_then_kept() {
    let root = tempfile::tempdir().unwrap();
    let (output, source) = (root.path().join("public"), root.path().join("kallelse.pdf"));
    let bytes: Vec<u8> = (0..PIECE * 3 + 17).map(|n| u8::try_from(n % 251).unwrap()).collect();
    fs::write(&source, &bytes).unwrap();
    let put = || {
        let publication = Publication::begin(&output).unwrap();
        publication.put_file("ks/kallelse.pdf", &source).unwrap();
        publication.finish().unwrap()
    };
    assert_eq!(put().written, 2);
    assert_eq!(fs::read(output.join("ks/kallelse.pdf")).unwrap(), bytes);
    assert_eq!(put().written, 0);
    let mut other = bytes.clone();
    other[PIECE] ^= 1;
    fs::write(&source, &other).unwrap();
    assert_eq!(put().written, 2, "the same size, other bytes");
    assert_eq!(fs::read(output.join("ks/kallelse.pdf")).unwrap(), other);
}

#[cfg(unix)]
#[test]
fn a_link_is_never_published() {
    let root = tempfile::tempdir().unwrap();
    let link = root.path().join("passwd.pdf");
    std::os::unix::fs::symlink("/etc/passwd", &link).unwrap();
    let publication = Publication::begin(&root.path().join("public")).unwrap();
    assert_eq!(publication.put_file("x.pdf", &link).unwrap_err().code, Code::MISSING_FILE);
    assert_eq!(publication.put_file("y.pdf", root.path()).unwrap_err().code, Code::MISSING_FILE);
}

#[test]
fn dropped_before_the_end_it_leaves_no_trace() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    publish(&output, &[("a", "1")]).unwrap();
    let before = seen(&output);
    let publication = Publication::begin(&output).unwrap();
    publication.put("a", b"2").unwrap();
    publication.put("b", b"2").unwrap();
    assert_eq!(publication.put("B", b"3").unwrap_err().code, Code::ADDRESS_TAKEN);
    assert_eq!(publication.put("../x", b"3").unwrap_err().code, Code::BAD_NAME);
    drop(publication);
    assert_eq!(seen(&output), before);
    assert_eq!(names(root.path()), ["public"]);
}

#[test]
fn two_at_once_do_not_mix() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    let first = Publication::begin(&output).unwrap();
    first.put("a", b"1").unwrap();
    let refused = Publication::begin(&output).unwrap_err();
    assert!(refused.message.contains("another `diariet` is at work"), "{}", refused.message);
    first.finish().unwrap();
    assert_eq!(publish(&output, &[("a", "1")]).unwrap().written, 0);
}

#[test]
fn what_is_not_ours_is_not_replaced() {
    let root = tempfile::tempdir().unwrap();
    let refused = |output: &Path| {
        let before = store::whole_tree(root.path()).unwrap();
        let refused = Publication::begin(output).unwrap_err();
        assert!(refused.message.contains("is not replaced"), "{}", refused.message);
        assert!(!refused.help.is_empty());
        assert_eq!(store::whole_tree(root.path()).unwrap(), before);
        refused.message
    };
    let folder = root.path().join("home");
    fs::create_dir_all(folder.join("docs")).unwrap();
    fs::write(folder.join("docs/thesis.txt"), "years of work").unwrap();
    assert!(refused(&folder).contains("docs/thesis.txt"));
    fs::create_dir(folder.join("data")).unwrap();
    fs::write(folder.join("data/manifest.json"), "{\"name\": \"my app\"}").unwrap();
    assert!(refused(&folder).contains("manifest.json"));
    assert!(refused(&folder.join("docs/thesis.txt")).contains("it is a file"));
    let ours = root.path().join("public");
    publish(&ours, &[("a", "1")]).unwrap();
    fs::write(ours.join(".DS_Store"), "").unwrap();
    publish(&ours, &[("a", "2")]).unwrap();
    fs::create_dir(ours.join(".git")).unwrap();
    fs::write(ours.join(".git/HEAD"), "").unwrap();
    assert!(refused(&ours).contains(".git/HEAD"));
    let empty = root.path().join("empty");
    fs::create_dir(&empty).unwrap();
    publish(&empty, &[("a", "1")]).unwrap();
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_is_replaced_where_it_leads() {
    let root = tempfile::tempdir().unwrap();
    let (link, real) = (root.path().join("public"), root.path().join("www/site"));
    fs::create_dir_all(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    publish(&link, &[("a", "1")]).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(real.join("a")).unwrap(), "1");
}

#[test]
fn what_a_killed_run_left_is_swept_away() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    publish(&output, &[("a", "1")]).unwrap();
    fs::create_dir_all(root.path().join(".public.new/dnr")).unwrap();
    fs::write(root.path().join(".public.new/a"), "half").unwrap();
    fs::write(root.path().join(".public.lock"), "").unwrap();
    publish(&output, &[("a", "2")]).unwrap();
    assert_eq!(names(root.path()), ["public"]);
    // Where folders cannot be exchanged, a kill between the two moves leaves the old site under another name.
    fs::rename(&output, root.path().join(".public.old")).unwrap();
    drop(Publication::begin(&output).unwrap());
    assert_eq!(names(root.path()), ["public"]);
    assert_eq!(fs::read_to_string(output.join("a")).unwrap(), "2");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_staging_folder_leads_nowhere() {
    let root = tempfile::tempdir().unwrap();
    let (output, elsewhere) = (root.path().join("public"), root.path().join("home"));
    fs::create_dir_all(elsewhere.join("a/b")).unwrap();
    fs::write(elsewhere.join("a/b/c"), "precious").unwrap();
    std::os::unix::fs::symlink(&elsewhere, root.path().join(".public.new")).unwrap();
    publish(&output, &[("a", "1")]).unwrap();
    assert_eq!(fs::read_to_string(elsewhere.join("a/b/c")).unwrap(), "precious");
    assert_eq!(names(root.path()), ["home", "public"]);
}

#[test]
fn where_nothing_can_be_written_the_path_is_named() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("file"), "").unwrap();
    let refused = Publication::begin(&root.path().join("file/public")).unwrap_err();
    assert!(refused.message.contains("file"), "{}", refused.message);
    // The process file system cannot be written even by root.
    if cfg!(target_os = "linux") {
        let refused = Publication::begin(Path::new("/proc/public")).unwrap_err();
        assert!(refused.message.contains("/proc/"), "{}", refused.message);
    }
}

#[test]
fn changes_tell_what_was_added_changed_and_withdrawn() {
    let root = tempfile::tempdir().unwrap();
    let output = root.path().join("public");
    publish(&output, &[("a", "1"), ("b", "1"), ("c", "1")]).unwrap();
    let publication = Publication::begin(&output).unwrap();
    for (path, text) in [("a", "1"), ("b", "2"), ("d", "1")] {
        publication.put(path, text.as_bytes()).unwrap();
    }
    let changes = publication.changes();
    let kinds: Vec<_> = changes
        .iter()
        .map(|change| (change.path.as_str(), change.before.is_some(), change.after.is_some()))
        .collect();
    assert_eq!(kinds, [("b", true, true), ("c", true, false), ("d", false, true)]);
    assert_ne!(changes[0].before, changes[0].after);
    assert_eq!(publication.previous("c").as_deref(), Some(&b"1"[..]));
    assert_eq!(publication.previous("d"), None);
}
