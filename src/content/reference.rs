//! Holds the written reference and the format together.

#[cfg(test)]
mod tests {
    use crate::content::format;

    /// `FORMAT.md` is what `format::reference` says; `UPDATE=1 cargo test` writes it anew.
    #[test]
    fn the_reference_is_up_to_date() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/content/FORMAT.md");
        let wanted = format::reference();
        #[expect(clippy::disallowed_methods, reason = "a test looks at its own repository")]
        if std::env::var("UPDATE").is_ok() {
            std::fs::write(&path, &wanted).unwrap();
        }
        #[expect(clippy::disallowed_methods, reason = "a test looks at its own repository")]
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == wanted, "src/content/FORMAT.md is out of date: UPDATE=1 cargo test");
    }
}
