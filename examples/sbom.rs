//! Writes what the program is made of as a bill of materials, CycloneDX 1.6 in JSON:
//! `cargo run --locked --example sbom > sbom.cdx.json`.
//!
//! Made from `cargo tree`, `cargo metadata` and `Cargo.lock` alone, for the machine that it runs on and the usual
//! features: what is linked into the program or runs while it is built, and nothing that only tests use. No clock and no
//! random number, so the same lock file gives the same bytes.
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

/// Name and version.
type Package = (String, String);

/// What each package is built with.
type Tree = BTreeMap<Package, BTreeSet<Package>>;

/// Why there is no bill.
type Failure = Box<dyn std::error::Error>;

fn sbom(root: &Path) -> Result<Value, Failure> {
    let host = host(root)?;
    let (own, tree) = tree(root, &host)?;
    let metadata: Value = serde_json::from_str(&run(
        root,
        "cargo",
        &["metadata", "--locked", "--format-version", "1", "--filter-platform", &host],
    )?)?;
    let packages: BTreeMap<Package, &Value> =
        list(&metadata["packages"]).map(|package| (key(package), package)).collect();
    let sums = checksums(&String::from_utf8(store::read(&root.join("Cargo.lock"), LIMIT)?)?)?;
    let of = |package: &Package| packages.get(package).copied().ok_or_else(|| format!("no {package:?}"));
    let mut components = Vec::new();
    for package in tree.keys().filter(|package| **package != own) {
        components.push(component(of(package)?, sums.get(package)));
    }
    let dependencies: Vec<Value> = tree
        .iter()
        .map(|(package, on)| json!({ "ref": purl(package), "dependsOn": on.iter().map(purl).collect::<Vec<_>>() }))
        .collect();
    let itself = of(&own)?;
    Ok(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": purl(&own),
            "name": own.0,
            "version": own.1,
            "description": itself["description"],
            "licenses": licences(itself),
            "purl": purl(&own),
        } },
        "components": components,
        "dependencies": dependencies,
    }))
}

/// The machine that the program is built for.
fn host(root: &Path) -> Result<String, Failure> {
    let version = run(root, "rustc", &["-vV"])?;
    Ok(version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?.to_owned())
}

fn run(root: &Path, program: &str, arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new(program).args(arguments).current_dir(root).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The package itself, and what each package is built with. Not from `cargo metadata`, which adds what the features
/// bring that tests alone ask for.
fn tree(root: &Path, host: &str) -> Result<(Package, Tree), Failure> {
    let edges = ["tree", "--locked", "--target", host, "--edges", "normal,build"];
    let text = run(root, "cargo", &[&edges[..], &["--prefix", "depth", "--format", " {p}"]].concat())?;
    let mut tree: Tree = BTreeMap::new();
    let mut above: Vec<Package> = Vec::new();
    // `2 serde v1.0.0 (proc-macro) (*)`
    for line in text.lines() {
        let mut words = line.split(' ');
        let (Some(depth), Some(name), Some(version)) = (words.next(), words.next(), words.next()) else {
            return Err(format!("cargo tree says `{line}`").into());
        };
        let package = (name.to_owned(), version.trim_start_matches('v').to_owned());
        above.truncate(depth.parse()?);
        if let Some(parent) = above.last() {
            tree.entry(parent.clone()).or_default().insert(package.clone());
        }
        tree.entry(package.clone()).or_default();
        above.push(package);
    }
    let own = above.into_iter().next().ok_or("cargo names no package of its own")?;
    Ok((own, tree))
}

fn key(package: &Value) -> Package {
    (text(&package["name"]).to_owned(), text(&package["version"]).to_owned())
}

/// SHA-256 by name and version.
fn checksums(lock: &str) -> Result<BTreeMap<Package, String>, toml::de::Error> {
    let lock: toml::Table = lock.parse()?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let entry = |package: &toml::Value| {
        let key = |key: &str| package.get(key).and_then(toml::Value::as_str).map(str::to_owned);
        Some(((key("name")?, key("version")?), key("checksum")?))
    };
    Ok(packages.into_iter().flatten().filter_map(entry).collect())
}

fn component(package: &Value, sum: Option<&String>) -> Value {
    let key = key(package);
    let mut component = json!({
        "type": "library",
        "bom-ref": purl(&key),
        "name": key.0,
        "version": key.1,
        "licenses": licences(package),
        "purl": purl(&key),
    });
    if let Some(sum) = sum {
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

fn purl((name, version): &Package) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
