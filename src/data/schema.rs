//! JSON Schemas (draft 2020-12) of everything that is published as JSON, made from the types themselves.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::model::record;

use super::{Output, json, rows};

/// The schema of one kind of file.
fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}

/// Every schema, at `/data/schema/<name>.json`: `meeting`, `item`, `document` and `case` of the records beside the
/// pages, and one for each collection under `/data/`, named
/// like it. That of the manifest is made by [`schema_of`], because its type belongs to a later room.
#[must_use]
pub fn schemas() -> Vec<Output> {
    let all = [
        ("meeting", schema::<record::Meeting>()),
        ("item", schema::<record::Item>()),
        ("document", schema::<record::Document>()),
        ("case", schema::<record::Case>()),
        ("arenden", schema::<Vec<rows::CaseRow>>()),
        ("moten", schema::<Vec<rows::MeetingRow>>()),
        ("beslut", schema::<Vec<rows::DecisionRow>>()),
        ("handlingar", schema::<Vec<rows::DocumentRow>>()),
        ("belopp", schema::<Vec<rows::AmountRow>>()),
        ("personer", schema::<Vec<rows::PersonRow>>()),
    ];
    all.iter().map(|(name, schema)| output(name, schema)).collect()
}

/// The schema of a type of another room, at `/data/schema/<name>.json`.
#[must_use]
pub fn schema_of<T: JsonSchema>(name: &str) -> Output {
    output(name, &schema::<T>())
}

fn output(name: &str, schema: &Schema) -> Output {
    Output { path: format!("data/schema/{name}.json"), bytes: json(schema) }
}
