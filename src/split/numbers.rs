//! Diarienummer in the places where split meets them. Which texts are numbers, the model's scanner says.

use std::sync::LazyLock;

use regex::Regex;

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:\d{2}[A-ZÅÄÖ]{2,4}\d{1,6}|[A-ZÅÄÖ]{1,8}[A-Za-zåäö]{0,7}[ /-]?\d{1,5}[/:-]\d{1,6}(?:[/:-]\w+)?|(?:19|20)\d\d[-/:]\d{2,6})\b").ok()
});

pub(crate) fn labelled(value: &str) -> Vec<String> {
    in_text(value)
}

pub(crate) fn in_title(title: &str) -> Vec<String> {
    let _ = title;
    Vec::new()
}

pub(crate) fn in_text(text: &str) -> Vec<String> {
    NUMBER.as_ref().map(|r| r.find_iter(text).map(|m| m.as_str().to_owned()).collect()).unwrap_or_default()
}

pub(crate) fn same(a: &str, b: &str) -> bool {
    a == b
}
