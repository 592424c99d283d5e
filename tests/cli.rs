//! The command line as a shell sees it: exit statuses, streams, and what a failed command leaves.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "tests look at the file system")]

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn diariet(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_diariet"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn wrong_usage_is_2_and_says_what_is_right() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &[][..],
        &["chekc"],
        &["check", "--rot", "x"],
        &["init"],
        &["check", "-q", "-v"],
        &["explain", "x"],
        &["build", "--base-url", "moten.example"],
        &["build", "--base-url", "https://"],
        &["build", "--today", "igår"],
        &["withdraw", "/ks/"],
    ] {
        let output = diariet(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    assert!(text(&diariet(folder.path(), &["chekc"]).stderr).contains("check"));
}

#[test]
fn help_and_version_are_results() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["--help"][..], &["-h"], &["--version"], &["init", "--help"]] {
        let output = diariet(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_new_site_passes_its_check_and_a_spoilt_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let made = diariet(folder.path(), &["init", "moten"]);
    assert_eq!((made.status.code(), text(&made.stdout)), (Some(0), String::new()), "{}", text(&made.stderr));
    assert_eq!(diariet(folder.path(), &["check", "--root", "moten"]).status.code(), Some(0));
    let again = diariet(folder.path(), &["init", "moten"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("is not empty"));

    let config = folder.path().join("moten/diariet.toml");
    fs::write(&config, format!("titel = \"x\"\n{}", fs::read_to_string(&config).unwrap())).unwrap();
    let spoilt = diariet(folder.path(), &["check", "--root", "moten"]);
    assert_eq!((spoilt.status.code(), text(&spoilt.stdout)), (Some(1), String::new()));
    let said = text(&spoilt.stderr);
    assert!(said.contains("error[unknown-key]") && said.contains("diariet.toml:1:1"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colour where no terminal is");
    assert!(said.trim_end().ends_with("1 error"), "{said}");

    let json = diariet(folder.path(), &["check", "--root", "moten", "--json"]);
    assert_eq!((json.status.code(), text(&json.stderr)), (Some(1), String::new()));
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(report["errors"], 1);
    assert_eq!(report["diagnostics"][0]["code"], "unknown-key");
    assert_eq!(report["diagnostics"][0]["line"], 1);

    let colour = diariet(folder.path(), &["check", "--root", "moten", "--color", "always"]);
    assert!(text(&colour.stderr).contains('\u{1b}'));
}

#[test]
fn quiet_says_errors_alone() {
    let folder = tempfile::tempdir().unwrap();
    let made = diariet(folder.path(), &["init", "moten", "--quiet"]);
    assert_eq!((text(&made.stdout), text(&made.stderr)), (String::new(), String::new()));
    let refused = diariet(folder.path(), &["init", "moten", "--quiet"]);
    assert!(text(&refused.stderr).contains("is not empty"));
}

#[test]
fn every_code_is_explained() {
    let folder = tempfile::tempdir().unwrap();
    let list = text(&diariet(folder.path(), &["explain"]).stdout);
    let codes: Vec<&str> = list.lines().filter(|line| !line.starts_with(' ')).collect();
    assert!(codes.len() > 10);
    for code in codes {
        let output = diariet(folder.path(), &["explain", code]);
        assert_eq!(output.status.code(), Some(0), "{code}");
        assert!(text(&output.stdout).len() > 20, "{code}");
    }
    let reference = text(&diariet(folder.path(), &["explain", "format"]).stdout);
    assert!(reference.starts_with("# The content format"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path(), &["explain", "format"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn a_new_site_is_built_and_a_failed_build_leaves_it_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    diariet(folder.path(), &["init", "."]);
    let built = diariet(folder.path(), &["build"]);
    assert_eq!(
        (built.status.code(), text(&built.stdout)),
        (Some(0), String::new()),
        "{}",
        text(&built.stderr)
    );
    let list = fs::read(folder.path().join("public/data/manifest.json")).unwrap();
    let again = diariet(folder.path(), &["build", "--verbose"]);
    assert!(text(&again.stderr).contains("0 files written,"), "{}", text(&again.stderr));
    let item = folder.path().join("content/kommunstyrelsen/2027-02-09/skolskjuts.md");
    fs::write(item, "+++\ntitle = 1\n+++\n").unwrap();
    let failed = diariet(folder.path(), &["build"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stderr).contains("skolskjuts.md:2:9"), "{}", text(&failed.stderr));
    assert_eq!(fs::read(folder.path().join("public/data/manifest.json")).unwrap(), list);
}

#[test]
fn what_was_cited_is_verified_and_what_is_withdrawn_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    diariet(folder.path(), &["init", "."]);
    let address = "/kommunstyrelsen/2027-02-09/gang-och-cykelvag/tjansteskrivelse/";
    let looked = diariet(folder.path(), &["build", "--preview"]);
    assert_eq!(looked.status.code(), Some(0));
    assert!(!folder.path().join("ledger.txt").exists(), "a look at a site writes no ledger");
    let built = diariet(folder.path(), &["build", "--today", "2027-02-01"]);
    assert!(text(&built.stderr).contains("`ledger.txt` has"), "{}", text(&built.stderr));
    let record = folder.path().join(format!("public{address}index.json"));
    let record: serde_json::Value = serde_json::from_slice(&fs::read(record).unwrap()).unwrap();
    let sum = record["sha256"].as_str().unwrap();
    let right = diariet(folder.path(), &["verify", address, sum]);
    assert_eq!(right.status.code(), Some(0), "{}", text(&right.stderr));
    assert!(text(&right.stdout).starts_with("2027-02-01 – now"), "{}", text(&right.stdout));
    assert_eq!(diariet(folder.path(), &["verify", address, &"0".repeat(64)]).status.code(), Some(1));
    assert_eq!(diariet(folder.path(), &["verify", "/ingen/", sum]).status.code(), Some(1));

    let withdraw = |reason: &str| {
        diariet(folder.path(), &["withdraw", address, "--reason", reason, "--today", "2027-02-03"])
    };
    for refused in [" ", "rör 811228-9874"] {
        assert_eq!(withdraw(refused).status.code(), Some(1), "{refused}");
    }
    let done = withdraw("fel bilaga");
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    let built = diariet(folder.path(), &["build", "--today", "2027-02-03"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    let page = fs::read_to_string(folder.path().join(format!("public{address}index.html"))).unwrap();
    assert!(page.contains("fel bilaga") && page.contains("2027-02-03"), "{page}");
    let replaced = diariet(folder.path(), &["verify", address, sum]);
    assert_eq!(replaced.status.code(), Some(1));
    assert!(text(&replaced.stdout).starts_with("2027-02-01 – 2027-02-03"), "{}", text(&replaced.stdout));
}

#[test]
fn a_build_replaces_no_folder_of_somebody_else() {
    let folder = tempfile::tempdir().unwrap();
    diariet(folder.path(), &["init", "moten"]);
    fs::create_dir(folder.path().join("home")).unwrap();
    fs::write(folder.path().join("home/thesis.txt"), "years of work").unwrap();
    for output in ["home", "moten", "moten/content", "/"] {
        let refused = diariet(folder.path(), &["build", "--root", "moten", "--output", output]);
        assert_eq!(refused.status.code(), Some(1), "{output}");
        assert!(text(&refused.stderr).contains("is not replaced"), "{output}: {}", text(&refused.stderr));
    }
    assert_eq!(fs::read_to_string(folder.path().join("home/thesis.txt")).unwrap(), "years of work");
    assert_eq!(diariet(folder.path(), &["check", "--root", "moten"]).status.code(), Some(0));
}

#[test]
fn the_built_index_is_searched() {
    let folder = tempfile::tempdir().unwrap();
    diariet(folder.path(), &["init", "."]);
    let unbuilt = diariet(folder.path(), &["search", "cykelväg"]);
    assert_eq!(unbuilt.status.code(), Some(1));
    assert!(text(&unbuilt.stderr).contains("diariet build"), "{}", text(&unbuilt.stderr));
    diariet(folder.path(), &["build"]);
    let output = diariet(folder.path(), &["search", "KS", "2026/0118", "--json", "--limit", "3"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["hits"][0]["url"], "/dnr/ks-2026-0118/");
    assert!(answer["total"].as_u64().unwrap() >= 3);
    for field in ["url", "title", "kind", "diarienummer", "organ", "date", "page", "snippet", "score"] {
        assert!(answer["hits"][1].get(field).is_some(), "{field}");
    }
    let narrowed = diariet(folder.path(), &["search", "badplatsen", "--kind", "handling"]);
    assert!(
        text(&narrowed.stdout).contains("/gang-och-cykelvag/tjansteskrivelse/"),
        "{}",
        text(&narrowed.stdout)
    );
    assert!(!text(&narrowed.stdout).contains("/dnr/"));
    let total = |arguments: &[&str]| {
        let output = diariet(folder.path(), &[&["search", "--json", "cykelväg"], arguments].concat());
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        answer["total"].as_u64().unwrap()
    };
    let approved = total(&["--outcome", "bifall"]);
    assert!(approved > 0 && approved < total(&[]), "{approved}");
    let wrong = diariet(folder.path(), &["search", "x", "--kind", "motion", "--outcome", "ja"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("`motion`") && text(&wrong.stderr).contains("`ja`"));
    assert_eq!(diariet(folder.path(), &["search", "obefintligtord"]).status.code(), Some(0));
}

/// The agenda of a made-up meeting.
const AGENDA: &str = "Storköpings kommun\nKommunstyrelsen\n\nKALLELSE\n\nSammanträdesdatum 2027-03-09\nTid: kl. 13.00\n\
    Plats: Sessionssalen\n\nÄrenden\n\n1. Ny brygga vid Norrsjön (KS 2027/0021)\n\n\
    Förslag till beslut\nKommunstyrelsen beslutar\natt anvisa 300 000 kr till en ny brygga.\n";

#[test]
fn papers_become_content_and_only_when_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    diariet(folder.path(), &["init", "."]);
    fs::write(folder.path().join("kallelse.txt"), AGENDA).unwrap();
    let meeting = folder.path().join("content/kommunstyrelsen/2027-03-09");
    let json = diariet(folder.path(), &["import", "kallelse.txt", "--json"]);
    assert_eq!(json.status.code(), Some(0), "{}", text(&json.stderr));
    let record: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        (&record["date"], &record["organ"]["name"]),
        (&"2027-03-09".into(), &"Kommunstyrelsen".into())
    );
    let rehearsal = diariet(folder.path(), &["import", "kallelse.txt", "--dry-run"]);
    assert_eq!(rehearsal.status.code(), Some(0));
    assert!(!meeting.exists(), "neither writes");
    let imported = diariet(folder.path(), &["import", "kallelse.txt"]);
    assert_eq!(imported.status.code(), Some(0), "{}", text(&imported.stderr));
    assert!(text(&imported.stdout).contains("2027-03-09"));
    assert!(meeting.join("index.md").exists());
    let checked = diariet(folder.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
    let missing = diariet(folder.path(), &["import", "nej.pdf"]);
    assert_eq!((missing.status.code(), text(&missing.stdout)), (Some(1), String::new()));
    assert!(text(&missing.stderr).contains("nej.pdf"));
}

#[test]
fn review_says_what_is_masked_where_and_why() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(diariet(folder.path(), &["init", "."]).status.code(), Some(0));
    let meeting = folder.path().join("content/prov/2031-01-02");
    let write = |file: &str, text: &str| fs::write(meeting.join(file), text).unwrap();
    fs::create_dir_all(meeting.join("bron")).unwrap();
    fs::write(folder.path().join("content/prov/_index.md"), "+++\nname = \"Provnämnden\"\n+++\n").unwrap();
    write("index.md", "+++\n[[sources]]\nkind = \"kallelse\"\nfile = \"kallelse.txt\"\n+++\n");
    write("kallelse.txt", "Ring 070-123 45 67.");
    write("bron.md", "+++\ntitle = \"Bron\"\nkind = \"beslut\"\nsummary = \"Om 121212-1212.\"\n+++\n");
    let letter = "+++\ntitle = \"Brev\"\nkind = \"brev\"\nsource = \"kallelse.txt\"\n+++\n\n<!-- sida 4 -->\n\nRing 070-123 45 67.\n\n\
        Karin Holm är sjukskriven.\n\nSkriv till kommun@exempelby.se.\n";
    write("bron/brev.md", letter);
    let reviewed = diariet(folder.path(), &["review"]);
    assert_eq!(reviewed.status.code(), Some(0));
    let said = text(&reviewed.stdout);
    for line in [
        "/bron.md\n  mask: line 4, `summary`: personnummer: day and check digit agree\n      Om 121212-1212.",
        "/bron/brev.md\n  mask: line 9, page 4: phone: ",
        "  look: line 11, page 4: sensitive-word: ",
        "/kallelse.txt\n  is not published as a file",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    assert!(!said.contains("kommun@exempelby.se\n"));
    write(
        "review.toml",
        "[[decisions]]\ndo = \"keep\"\ntext = \"070-123 45 67\"\nreason = \"Jouren.\"\n\n[[decisions]]\ndo = \"mask\"\ntext = \"Inte här\"\nreason = \"x\"\n",
    );
    let json: serde_json::Value =
        serde_json::from_slice(&diariet(folder.path(), &["review", "--json"]).stdout).unwrap();
    let found = json["found"].as_array().unwrap();
    let phone = found.iter().find(|one| one["kind"] == "phone").unwrap();
    assert_eq!(
        (phone["verdict"].as_str(), phone["decision"]["reason"].as_str()),
        (Some("keep"), Some("Jouren."))
    );
    assert!(found.iter().any(|one| one["kind"] == "email" && one["verdict"] == "keep"));
    assert_eq!(json["idle"][0]["decision"]["text"], "Inte här");
    // The personnummer may be of any source.
    assert_eq!(json["kept_back"].as_array().map(Vec::len), Some(1));
}

/// A PDF of one page on which this line stands.
fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let start = file.len();
    file.push_str("xref\n0 6\n0000000000 65535 f \n");
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    file.push_str(&format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    file.into_bytes()
}

#[test]
fn a_file_is_looked_into_before_it_is_published() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(diariet(folder.path(), &["init", "."]).status.code(), Some(0));
    let meeting = folder.path().join("content/prov/2031-01-02");
    fs::create_dir_all(&meeting).unwrap();
    fs::write(folder.path().join("content/prov/_index.md"), "+++\nname = \"Provnämnden\"\n+++\n").unwrap();
    let mut index = "+++\n".to_owned();
    // The content says nothing of what stands in them.
    let sources = [
        ("clean", pdf("Beslut om bron")),
        ("held", pdf("Ring 070-123 45 67")),
        ("broken", b"%PDF-1.7".to_vec()),
    ];
    for (name, bytes) in &sources {
        index.push_str(&format!("[[sources]]\nkind = \"kallelse\"\nfile = \"{name}.pdf\"\n"));
        fs::write(meeting.join(format!("{name}.pdf")), bytes).unwrap();
    }
    fs::write(meeting.join("index.md"), index + "+++\n").unwrap();
    let published = || {
        let entries = fs::read_dir(folder.path().join("public/prov/2031-01-02")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".pdf")).collect();
        names.sort();
        names
    };
    for _ in 0..2 {
        let built = diariet(folder.path(), &["build"]);
        assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
        assert_eq!(published(), ["clean.pdf"]);
    }
    let seen = fs::read_to_string(folder.path().join(".public.looked")).unwrap();
    assert_eq!(seen.lines().filter(|line| line.ends_with(" personal")).count(), 1, "{seen}");
    let json: serde_json::Value =
        serde_json::from_slice(&diariet(folder.path(), &["review", "--json"]).stdout).unwrap();
    assert_eq!(json["kept_back"].as_array().map(Vec::len), Some(2), "{json:#}");

    // A copy that is not clean stops the build; a clean one, or a clerk's word for what cannot be read, does not.
    let review = "[[files]]\nfile = \"held.pdf\"\ncleaned = \"copy.pdf\"\n[[files]]\nfile = \"broken.pdf\"\ncleaned = \"broken.pdf\"\n";
    fs::write(meeting.join("review.toml"), review).unwrap();
    fs::write(meeting.join("copy.pdf"), pdf("Ring 073-123 45 67")).unwrap();
    let refused = diariet(folder.path(), &["build"]);
    let said = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said.contains(
            "error[personal-data]: the cleaned copy `copy.pdf` still holds what is masked (phone, page 1)"
        ),
        "{said}"
    );
    fs::write(meeting.join("copy.pdf"), pdf("Ring")).unwrap();
    assert_eq!(diariet(folder.path(), &["build"]).status.code(), Some(0));
    assert_eq!(published(), ["broken.pdf", "clean.pdf", "copy.pdf"]);
}
