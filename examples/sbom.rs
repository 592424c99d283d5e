//! Writes what the program is made of as a bill of materials, CycloneDX 1.6 in JSON:
//! `cargo run --locked --example sbom > sbom.cdx.json`.
//!
//! Made from `cargo metadata` and `Cargo.lock` alone, for the machine that it runs on and the usual features: what is
//! linked into the program or runs while it is built, and nothing that only tests use. No clock and no random number,
//! so the same lock file gives the same bytes.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a program")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, ExitCode};

use diariet::base::store;
use serde_json::{Value, json};

/// The largest lock file that is read.
const LIMIT: u64 = 64 << 20;

fn main() -> ExitCode {
    match sbom(Path::new(env!("CARGO_MANIFEST_DIR"))) {
        Ok(sbom) => {
            println!("{sbom:#}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn sbom(root: &Path) -> Result<Value, Box<dyn std::error::Error>> {
    let metadata = metadata(root)?;
    let sums = checksums(&String::from_utf8(store::read(&root.join("Cargo.lock"), LIMIT)?)?)?;
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<&str, BTreeSet<&str>> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), used(node))).collect();
    let own = text(&metadata["resolve"]["root"]);
    let mut reached = BTreeSet::from([own]);
    let mut open = vec![own];
    while let Some(id) = open.pop() {
        open.extend(nodes.get(id).into_iter().flatten().filter(|id| reached.insert(id)));
    }
    let purl = |id: &&str| packages.get(id).map(|package| purl(package)).unwrap_or_default();
    let mut components: Vec<Value> = Vec::new();
    for id in reached.iter().filter(|id| **id != own) {
        components.extend(packages.get(id).map(|package| component(package, &sums)));
    }
    components.sort_by_key(|component| text(&component["bom-ref"]).to_owned());
    let mut dependencies: Vec<Value> = reached
        .iter()
        .map(|id| {
            let on: BTreeSet<String> = nodes.get(id).into_iter().flatten().map(purl).collect();
            json!({ "ref": purl(id), "dependsOn": on })
        })
        .collect();
    dependencies.sort_by_key(|dependency| text(&dependency["ref"]).to_owned());
    let own = packages.get(own).ok_or("cargo names no package of its own")?;
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": purl(&text(&own["id"])),
            "name": own["name"],
            "version": own["version"],
            "description": own["description"],
            "licenses": licences(own),
            "purl": purl(&text(&own["id"])),
        } },
        "components": components,
        "dependencies": dependencies,
    }))
}

/// What cargo resolves for this machine, as the lock file says.
fn metadata(root: &Path) -> Result<Value, Box<dyn std::error::Error>> {
    let version = Command::new("rustc").arg("-vV").output()?;
    let version = String::from_utf8(version.stdout)?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?;
    let output = Command::new("cargo")
        .args(["metadata", "--locked", "--format-version", "1", "--filter-platform", host])
        .current_dir(root)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The packages that one is built with: not those for its tests alone.
fn used(node: &Value) -> BTreeSet<&str> {
    let is_used =
        |dependency: &&Value| list(&dependency["dep_kinds"]).any(|kind| text(&kind["kind"]) != "dev");
    list(&node["deps"]).filter(is_used).map(|dependency| text(&dependency["pkg"])).collect()
}

/// SHA-256 by name and version.
fn checksums(lock: &str) -> Result<BTreeMap<(String, String), String>, toml::de::Error> {
    let lock: toml::Table = lock.parse()?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let entry = |package: &toml::Value| {
        let key = |key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        Some(((key("name")?, key("version")?), key("checksum")?))
    };
    Ok(packages.into_iter().flatten().filter_map(entry).collect())
}

fn component(package: &Value, sums: &BTreeMap<(String, String), String>) -> Value {
    let (name, version) = (text(&package["name"]).to_owned(), text(&package["version"]).to_owned());
    let mut component = json!({
        "type": "library",
        "bom-ref": purl(package),
        "name": name,
        "version": version,
        "licenses": licences(package),
        "purl": purl(package),
    });
    if let Some(sum) = sums.get(&(name, version)) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    let address = text(&package["repository"]);
    if address.starts_with("https://") {
        component["externalReferences"] = json!([{ "type": "vcs", "url": address }]);
    }
    component
}

/// Old manifests part alternatives by a slash, which SPDX does not know.
fn licences(package: &Value) -> Value {
    match text(&package["license"]) {
        "" => json!([]),
        terms => json!([{ "expression": terms.replace('/', " OR ").replace("  ", " ") }]),
    }
}

fn purl(package: &Value) -> String {
    let version = text(&package["version"]).replace('+', "%2B");
    format!("pkg:cargo/{}@{version}", text(&package["name"]))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
