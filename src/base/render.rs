//! Draws diagnostics for people (as rustc does) and as JSON for machines. The only file that knows annotate-snippets.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use crate::base::diag::{Diagnostic, Severity};

/// Whether colour may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// ANSI colours.
    Ansi,
    /// Plain text.
    Plain,
}

/// The picture of one diagnostic: message, place with its line, advice. Ends in a line break.
#[must_use]
pub fn human(diagnostic: &Diagnostic, colour: Colour) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    for (at, label) in diagnostic.labels.iter().enumerate() {
        let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let text = label.source.text();
        let end = label.range.end.min(text.len());
        let annotation = kind
            .span(label.range.start.min(end)..end)
            .label((!label.text.is_empty()).then_some(label.text.as_str()));
        group =
            group.element(Snippet::source(text).path(label.source.name()).fold(true).annotation(annotation));
    }
    if let (true, Some(path)) = (diagnostic.labels.is_empty(), &diagnostic.path) {
        group = group.element(annotate_snippets::Origin::path(path.as_str()));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = match colour {
        Colour::Ansi => Renderer::styled(),
        Colour::Plain => Renderer::plain(),
    };
    let mut out = renderer.render(&[group]);
    out.push('\n');
    out
}

/// One diagnostic as data: code, severity, message, file, line, column (from 1), help.
#[must_use]
pub fn machine(diagnostic: &Diagnostic) -> Value {
    let label = diagnostic.labels.first();
    let position = label.map(|label| label.source.position(label.range.start));
    let file = label.map(|label| label.source.name().to_owned()).or_else(|| diagnostic.path.clone());
    json!({
        "code": diagnostic.code.name(),
        "severity": diagnostic.severity.to_string(),
        "message": diagnostic.message,
        "file": file,
        "line": position.map(|position| position.line),
        "column": position.map(|position| position.column),
        "help": diagnostic.help,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::Code;
    use crate::base::source::Source;

    #[test]
    fn the_picture_shows_file_line_and_column() {
        let source = Source::new("content/namnd/index.md", "+++\ntitle = 1\nböddy = \"x\"\n+++\n");
        let start = source.text().find("böddy").unwrap();
        let diagnostic = Diagnostic::error(Code::UNKNOWN_KEY, "unknown key `böddy`")
            .at(&source, start..start + "böddy".len(), "no such key")
            .help("did you mean `body`?");
        let picture = human(&diagnostic, Colour::Plain);
        assert!(picture.contains("error[unknown-key]: unknown key `böddy`"), "{picture}");
        assert!(picture.contains("content/namnd/index.md:3:1"), "{picture}");
        assert!(picture.contains("^^^^^ no such key"), "{picture}");
        assert!(picture.contains("did you mean `body`?"), "{picture}");
        assert_eq!(machine(&diagnostic)["line"], 3);
    }
}
