//! JSON without what is not known.

use serde_json::Value;

/// The value without its keys that hold `null` or an empty list, at every depth.
pub(super) fn known(value: Value) -> Value {
    let says = |value: &Value| !value.is_null() && value.as_array().is_none_or(|members| !members.is_empty());
    match value {
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(key, value)| (key, known(value)))
                .filter(|(_, value)| says(value))
                .collect(),
        ),
        Value::Array(members) => Value::Array(members.into_iter().map(known).collect()),
        value => value,
    }
}
