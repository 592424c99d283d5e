//! XML into memory.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes: names and values, values not yet escaped.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document while it is written. Writing to memory cannot fail, so no method does.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document with its declaration and nothing else.
    pub(super) fn new() -> Self {
        let mut xml = Self(Writer::new_with_indent(Vec::with_capacity(8 << 10), b' ', 1));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml
    }

    /// `<name …>`
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        let start = start(name, attributes);
        self.event(Event::Start(start));
    }

    /// `</name>`
    pub(super) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// `<name …/>`
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        let start = start(name, attributes);
        self.event(Event::Empty(start));
    }

    /// `<name …>text</name>`
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(&allowed(text))));
        self.close(name);
    }

    /// The document, with a line break at its end.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn event(&mut self, event: Event<'_>) {
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_str()));
    }
    start
}

/// The text without what XML 1.0 cannot hold in any form (2.2, Char).
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"<&>'\u{1}")]);
        xml.text("c", &[], "]]> </c> <d> & \u{c}");
        xml.close("a");
        let text = String::from_utf8(xml.finish()).unwrap();
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"&quot;&lt;&amp;&gt;&apos;\">\n <c>]]&gt; &lt;/c&gt; &lt;d&gt; &amp; </c>\n</a>\n"
        );
    }
}
