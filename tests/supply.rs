//! The bill of materials: whole, and the same each time. `tests/validators/sbom.py` holds it against the format's own
//! schema and against what cargo builds.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

fn cargo(arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn bill() -> String {
    cargo(&["run", "--quiet", "--locked", "--example", "sbom"])
}

fn texts<'b>(bill: &'b Value, list: &str, key: &str) -> BTreeSet<&'b str> {
    bill[list].as_array().unwrap().iter().map(|entry| entry[key].as_str().unwrap()).collect()
}

#[test]
fn the_bill_of_materials_is_whole_and_the_same_each_time() {
    let first = bill();
    assert_eq!(first, bill(), "two bills of one lock file differ");
    let bill: Value = serde_json::from_str(&first).unwrap();
    let components = bill["components"].as_array().unwrap();
    assert!(components.len() > 50);
    let direct = |name: &str| components.iter().any(|one| one["name"] == name);
    assert!(direct("serde") && direct("comrak") && direct("tokio"), "linked");
    assert!(!direct("proptest") && !direct("criterion"), "for tests alone");
    for component in components {
        let sum = component["hashes"][0]["content"].as_str().unwrap();
        assert!(sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_hexdigit()), "{component}");
        assert!(component["licenses"][0]["expression"].is_string(), "{component}");
    }
    let known: BTreeSet<&str> = texts(&bill, "components", "bom-ref");
    let own = bill["metadata"]["component"]["bom-ref"].as_str().unwrap();
    for dependency in bill["dependencies"].as_array().unwrap() {
        assert!(known.contains(dependency["ref"].as_str().unwrap()) || dependency["ref"] == own);
        for on in dependency["dependsOn"].as_array().unwrap() {
            assert!(known.contains(on.as_str().unwrap()), "{on} is needed and not named");
        }
    }
}
