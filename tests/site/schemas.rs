//! What the site publishes as JSON is what its schemas say.

use serde_json::Value;

use crate::DEMO;

fn parsed(path: &str) -> Value {
    serde_json::from_slice(&DEMO[path]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The schema of a published file, by its path.
fn schema_of(path: &str, record: &Value) -> Option<&'static str> {
    if let Some(name) = path.strip_prefix("data/").and_then(|rest| rest.strip_suffix(".json")) {
        let names = ["arenden", "moten", "beslut", "handlingar", "belopp", "personer", "manifest"];
        return names.into_iter().find(|known| *known == name);
    }
    if !path.ends_with("/index.json") {
        return None;
    }
    Some(match record {
        record if record.get("events").is_some() => "case",
        record if record.get("sources").is_some() => "meeting",
        record if record.get("attachments").is_some() => "item",
        _ => "document",
    })
}

#[test]
fn every_json_file_is_valid_against_its_schema() {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for path in DEMO.keys().filter(|path| {
        // Files under `oparl/` have the schemas of that specification; `feeds.rs` holds them to what it demands.
        let other = ["data/schema/", "search/", "oparl/"];
        path.ends_with(".json") && !other.iter().any(|folder| path.starts_with(folder))
    }) {
        let record = parsed(path);
        let Some(name) = schema_of(path, &record) else { panic!("{path} has no schema") };
        let schema = parsed(&format!("data/schema/{name}.json"));
        let validator = jsonschema::draft202012::options().build(&schema).unwrap();
        wrong.extend(
            validator
                .iter_errors(&record)
                .take(3)
                .map(|error| format!("{path} at {}", error.instance_path())),
        );
        checked += 1;
    }
    assert!(checked > 100, "only {checked} files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_line_of_changes_is_valid_against_its_schema() {
    let schema = parsed("data/schema/changes.json");
    let validator = jsonschema::draft202012::options().build(&schema).unwrap();
    let text = std::str::from_utf8(&DEMO["data/changes.ndjson"]).unwrap();
    for line in text.lines() {
        let change: Value = serde_json::from_str(line).unwrap();
        assert!(validator.is_valid(&change), "{line}");
    }
    assert!(text.lines().count() > 100, "{}", text.lines().count());
}

/// The fields of the contract, written down here because the schemas are made from the same types as the data.
#[test]
fn records_have_the_fields_of_the_contract() {
    let contract = [
        (
            "meeting",
            "organisation organ date start end place sources chair secretary adjusters adjusted posted taken_down appeal_last kept_at people items documents findings",
        ),
        (
            "item",
            "id url number paragraph title diarienummer presenters handler kind summary sections points proposal decision attachments sent_to earlier pages lines",
        ),
        (
            "document",
            "id url title kind item diarienummer sender date pages lines duplicate_of published reason sha256 words decision tables",
        ),
        (
            "case",
            "diarienummer written_forms slug url title origin collecting latest events documents mentions related amounts",
        ),
    ];
    for (name, fields) in contract {
        let schema = parsed(&format!("data/schema/{name}.json"));
        for field in fields.split_whitespace() {
            assert!(schema["properties"].get(field).is_some(), "{name} lacks {field}");
        }
    }
}

#[test]
fn tables_open_in_a_swedish_spreadsheet() {
    for (path, bytes) in DEMO.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(text.starts_with('\u{feff}'), "{path} has no byte order mark");
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let width = reader.headers().unwrap().len();
        let mut rows = 0;
        for row in reader.records() {
            let row = row.unwrap();
            assert_eq!(row.len(), width, "{path}");
            assert!(!row.iter().any(|cell| cell.starts_with(['=', '+', '@'])), "{path}: {row:?}");
            rows += 1;
        }
        assert!(rows > 0, "{path} is empty");
    }
}
