//! The small HTML that stands in feeds: paragraphs, lists, links.

/// HTML while it is written.
#[derive(Default)]
pub(super) struct Html(String);

impl Html {
    /// A paragraph of plain text; nothing where there is none.
    pub(super) fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.0.push_str("<p>");
            self.escaped(text);
            self.0.push_str("</p>");
        }
    }

    /// The paragraphs of a plain text, which blank lines part.
    pub(super) fn paragraphs(&mut self, text: &str) {
        for part in text.replace("\r\n", "\n").split("\n\n") {
            self.paragraph(part.trim());
        }
    }

    /// A numbered list of plain texts.
    pub(super) fn numbered<'t>(&mut self, members: impl IntoIterator<Item = &'t str>) {
        self.list("ol", members.into_iter().map(|text| (text, None)));
    }

    /// A list of plain texts, each with the address that it leads to where it has one.
    pub(super) fn links(&mut self, members: &[(String, Option<String>)]) {
        self.list("ul", members.iter().map(|(text, url)| (text.as_str(), url.as_deref())));
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn list<'t>(&mut self, name: &str, members: impl Iterator<Item = (&'t str, Option<&'t str>)>) {
        let mut members = members.peekable();
        if members.peek().is_none() {
            return;
        }
        self.0.push_str(&format!("<{name}>"));
        for (text, url) in members {
            self.0.push_str("<li>");
            match url {
                Some(url) => {
                    self.0.push_str("<a href=\"");
                    self.escaped(url);
                    self.0.push_str("\">");
                    self.escaped(text);
                    self.0.push_str("</a>");
                }
                None => self.escaped(text),
            }
            self.0.push_str("</li>");
        }
        self.0.push_str(&format!("</{name}>"));
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                c => self.0.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut html = Html::default();
        html.paragraphs("Ett <b>\n\n\n\nTvå & tre");
        html.numbered(["bifalla \"motionen\""]);
        html.numbered([]);
        html.links(&[("Karta".into(), Some("https://a.example/?b=1&c".into()))]);
        assert_eq!(
            html.finish(),
            "<p>Ett &lt;b&gt;</p><p>Två &amp; tre</p><ol><li>bifalla &quot;motionen&quot;</li></ol>\
             <ul><li><a href=\"https://a.example/?b=1&amp;c\">Karta</a></li></ul>"
        );
    }
}
