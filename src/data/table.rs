//! Writes rows as JSON and as CSV that a Swedish Excel opens right: byte order mark, semicolons, CRLF.

use serde::Serialize;
use serde_json::Value;

use super::{Output, json};

/// `/data/<name>.json` and `/data/<name>.csv`.
pub(super) fn both<T: Serialize>(name: &str, rows: &[T], out: &mut Vec<Output>) {
    out.push(Output { path: format!("data/{name}.json"), bytes: json(&rows) });
    out.push(Output { path: format!("data/{name}.csv"), bytes: csv(rows) });
}

/// The rows as CSV; the names of the columns are the keys of the JSON.
fn csv<T: Serialize>(rows: &[T]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let mut head = false;
    for row in rows {
        let Ok(Value::Object(cells)) = serde_json::to_value(row) else { continue };
        if !head {
            let _ = writer.write_record(cells.keys());
            head = true;
        }
        // Writing to memory cannot fail.
        let _ = writer.write_record(cells.values().map(cell));
    }
    writer.into_inner().unwrap_or_default()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "ja".to_owned(),
        Value::Bool(false) => "nej".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => harmless(text),
        Value::Array(members) => harmless(
            &members
                .iter()
                .map(|member| match member {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                })
                .collect::<Vec<_>>()
                .join(" | "),
        ),
        Value::Object(_) => value.to_string(),
    }
}

/// A spreadsheet runs text that begins with one of these as a formula; an apostrophe tells it not to
/// (OWASP, CSV injection), and not to make a day of what is none. Some pass by white space and marks without width first, and some know the wide forms.
fn harmless(text: &str) -> String {
    let first = text.trim_start_matches(|c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    });
    let is_formula = first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || text.starts_with(['\t', '\r', '\n']);
    if is_formula || is_like_a_day(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a spreadsheet takes the text for a day: "§ 12/24" is twelve and no Christmas Eve. Days as we write them begin
/// with the year, and are meant to be taken for days.
fn is_like_a_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let is_number =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(is_number) && parts[0].len() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Row {
        text: &'static str,
        kronor: i64,
        list: Vec<&'static str>,
    }

    #[test]
    fn no_text_is_a_formula() {
        for text in [
            "=1",
            "+46",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u{a0}=1",
            "\u{feff}=1",
            "＝1",
            "\u{200b}@x",
        ] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["12/24", "1-3", "7/22", "1/2/24"] {
            assert_eq!(harmless(text), format!("'{text}"), "is no day");
        }
        for text in ["1=1", "a-b", "§ 12", "", "'=1", "2026-03-03", "632/2024", "KS 2026/12", "12", "1-2-3-4"]
        {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn a_swedish_spreadsheet_reads_it() {
        let bytes = csv(&[Row { text: "=SUMMA(A1)", kronor: -5, list: vec!["å", "b;c"] }]);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{feff}text;kronor;list\r\n'=SUMMA(A1);-5;\"å | b;c\"\r\n"
        );
    }
}
