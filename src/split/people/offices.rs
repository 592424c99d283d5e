//! The words of offices that people hold, by their ends: Swedish makes them by composition ("hamnchef").

/// How the words for offices end.
const ENDS: [&str; 28] = [
    "chef",
    "chefen",
    "chefer",
    "direktör",
    "direktören",
    "sekreterare",
    "ordförande",
    "handläggare",
    "strateg",
    "samordnare",
    "controller",
    "utredare",
    "revisor",
    "ledare",
    "jurist",
    "planerare",
    "ingenjör",
    "arkitekt",
    "rektor",
    "ekonom",
    "inspektör",
    "specialist",
    "konsult",
    "utvecklare",
    "administratör",
    "ombud",
    "expert",
    "service",
];

/// Whether a word, in small letters, names an office.
pub(crate) fn is_word(lower: &str) -> bool {
    lower == "sekr." || ENDS.iter().any(|end| lower.ends_with(end))
}

/// Whether any word of a text names an office.
pub(crate) fn any(text: &str) -> bool {
    text.to_lowercase().split_whitespace().any(|word| is_word(word.trim_end_matches(',')))
}
