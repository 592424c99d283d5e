//! The one door between the content and every record: texts pass it as they are read, and leave what is personal
//! behind.
//!
//! Content files keep what they say; what is published is made of records, and records are made of texts that passed
//! here. An import reads with the door open, since it writes the texts back.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::content::fields::Reader;
use crate::content::markdown;
use crate::mask::{self, Action, Depth, Finding, Kind, Policy, Verdict};

/// What becomes of personal data in what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Personal {
    /// A marker stands in its place: for everything that is published.
    #[default]
    Masked,
    /// The same, and all that is met is told with the words around it: for the person who reviews.
    Reviewed,
    /// It is read as it stands: for those who write the files again, never for a site.
    Raw,
}

/// Personal data that was met in a content file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// The file, as diagnostics call it.
    pub file: String,
    /// The key that it stands in; `None` for the text below the front matter.
    pub key: Option<String>,
    /// Line of the file, from 1.
    pub line: usize,
    /// Page of the source, where the text says it.
    pub page: Option<u32>,
    /// What.
    pub kind: Kind,
    /// What becomes of it.
    pub verdict: Verdict,
    /// Why, one sentence without full stop.
    pub reason: &'static str,
    /// The clerk's decision that it follows, by its place among those of the policy.
    pub decision: Option<usize>,
    /// The text itself, for a review only.
    pub text: String,
    /// The words around it, for a review only.
    pub context: String,
}

/// How the texts of one file pass.
pub(crate) struct Gate<'a> {
    policy: Option<Cow<'a, Policy>>,
    personal: Personal,
    /// Whether texts are names too: they pass as they stand, and no identity may stand in them.
    refuses: bool,
    met: RefCell<Vec<Met>>,
}

impl<'a> Gate<'a> {
    /// A gate for a file that `policy` calls `file`: by its path in the meeting's folder.
    pub(crate) fn new(personal: Personal, policy: &'a Policy, file: &str) -> Self {
        let own = || {
            if policy.tells_files_apart() { Cow::Owned(policy.for_file(file)) } else { Cow::Borrowed(policy) }
        };
        let policy = (personal != Personal::Raw).then(own);
        Self { policy, personal, refuses: false, met: RefCell::default() }
    }

    /// A gate through which every text passes as it is.
    pub(crate) fn open() -> Self {
        Self { policy: None, personal: Personal::Raw, refuses: false, met: RefCell::default() }
    }

    /// A gate for what the organisation says of itself: nothing is masked, and an identity is an error.
    pub(crate) fn refusing() -> Self {
        Self { policy: Some(Cow::Owned(Policy::default())), refuses: true, ..Self::open() }
    }

    /// What was met.
    pub(crate) fn into_met(self) -> Vec<Met> {
        self.met.into_inner()
    }

    /// Values of the key `name` without what is personal. Those of a list are seen together: an address may take
    /// several of them.
    pub(crate) fn values(&self, reader: &Reader<'_>, name: &str, values: &mut [(&mut String, Range<usize>)]) {
        let Some(policy) = self.policy.as_deref() else { return };
        if self.refuses {
            values.iter().for_each(|(value, range)| self.name(reader, name, value, range));
            return;
        }
        let official = matches!(name, "place" | "kept_at").then(|| policy.official());
        let joined = match &*values {
            [(one, _)] => Cow::Borrowed(one.as_str()),
            several => Cow::Owned(several.iter().map(|(one, _)| one.as_str()).collect::<Vec<_>>().join("\n")),
        };
        let found = self.scan(&joined, official.as_ref().unwrap_or(policy));
        if found.is_empty() {
            return;
        }
        for finding in &found {
            let before = joined.get(..finding.range.start).unwrap_or_default().matches('\n').count();
            let line = line_of_value(reader.source(), values, before);
            self.tell(reader, &joined, finding, (Some(name), line, None));
        }
        if let Some(masked) = mask::without(&joined, &found) {
            let mut lines = masked.split('\n');
            for (value, _) in values {
                let own = value.matches('\n').count() + 1;
                **value = lines.by_ref().take(own).collect::<Vec<_>>().join("\n");
            }
        }
    }

    /// The text below the front matter without what is personal; it begins at byte `start` of its file.
    pub(crate) fn body<'t>(&self, reader: &Reader<'_>, text: Cow<'t, str>, start: usize) -> Cow<'t, str> {
        let Some(policy) = self.policy.as_deref() else { return text };
        let text = without_references(text);
        let found = self.scan(&text, policy);
        if found.is_empty() {
            return text;
        }
        let (mut at, mut page) = (0, None);
        let mut line = reader.source().position(start).line;
        for finding in &found {
            for passed in text.get(at..finding.range.start).unwrap_or_default().split_inclusive('\n') {
                line += usize::from(passed.ends_with('\n'));
                page = markdown::page_mark(passed).or(page);
            }
            at = finding.range.start;
            self.tell(reader, &text, finding, (None, line, page));
        }
        mask::without(&text, &found).map_or(text, Cow::Owned)
    }

    fn scan(&self, text: &str, policy: &Policy) -> Vec<Finding> {
        let depth = if self.personal == Personal::Reviewed { Depth::Review } else { Depth::Gate };
        mask::scan(text, policy, depth)
    }

    fn tell(
        &self,
        reader: &Reader<'_>,
        text: &str,
        finding: &Finding,
        (key, line, page): (Option<&str>, usize, Option<u32>),
    ) {
        let is_reviewed = self.personal == Personal::Reviewed;
        self.refuse_to_keep(reader, finding, line);
        if finding.verdict == Verdict::Mask || is_reviewed {
            let words = |words: &dyn Fn() -> String| if is_reviewed { words() } else { String::new() };
            self.met.borrow_mut().push(Met {
                file: reader.source().name().to_owned(),
                key: key.map(str::to_owned),
                line,
                page,
                kind: finding.kind,
                verdict: finding.verdict,
                reason: finding.reason,
                decision: finding.decision,
                text: words(&|| text.get(finding.range.clone()).unwrap_or_default().to_owned()),
                context: words(&|| mask::context(text, &finding.range)),
            });
        }
    }

    /// A personnummer is never published, whatever the clerk has decided.
    fn refuse_to_keep(&self, reader: &Reader<'_>, finding: &Finding, line: usize) {
        let decisions = self.policy.as_deref().map_or(&[][..], Policy::decisions);
        let decision = finding.decision.and_then(|at| decisions.get(at));
        if finding.kind.is_identity() && decision.is_some_and(|decision| decision.action == Action::Keep) {
            let message = "a decision says `keep` of what is a personnummer by day and check digit";
            let source = reader.source();
            let start = source.text().split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
            let end =
                start + source.text().get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
            let diagnostic = Diagnostic::error(Code::PERSONAL_DATA, message)
                .at(source, start..end, "stands here")
                .help("take the decision away: the number is masked, as the law wants it");
            reader.report(diagnostic);
        }
    }

    /// Says that a name, which is published as it stands, holds an identity.
    pub(crate) fn name(&self, reader: &Reader<'_>, name: &str, value: &str, range: &Range<usize>) {
        if self.policy.is_some() && mask::identity_in_name(value).is_some() {
            let message = format!("`{name}` holds what is a personnummer by day and check digit");
            let diagnostic = Diagnostic::error(Code::PERSONAL_DATA, message)
                .at(reader.source(), range.clone(), "would be published as it stands")
                .help("take it out, and rename the file where it stands in a file's name");
            reader.report(diagnostic);
        }
    }
}

/// The line of the file on which the line `nth` of joined values stands.
fn line_of_value(source: &Source, values: &[(&mut String, Range<usize>)], nth: usize) -> usize {
    let mut left = nth;
    for (value, range) in values {
        let own = value.matches('\n').count() + 1;
        if left < own {
            // A text of several lines begins on the line below its quotation marks.
            let below =
                ["\"\"\"\n", "'''\n"].iter().any(|marks| source.slice(range.clone()).starts_with(marks));
            return source.position(range.start).line + left + usize::from(below);
        }
        left -= own;
    }
    0
}

/// The text with its character references to letters, digits and signs of addresses resolved: `&#48;` is read as `0`
/// by whoever renders it, so it must be one before anybody looks for a number.
fn without_references(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains("&#") && !text.contains("&commat;") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.find(';').filter(|end| *end <= 10);
        let plain = end.and_then(|end| from.get(1..end)).and_then(referred);
        match (plain, end) {
            (Some(c), Some(end)) => {
                out.push(c);
                rest = from.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that `#48`, `#x30` or `commat` stands for, where it cannot change how Markdown is read.
fn referred(name: &str) -> Option<char> {
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
        None => (name == "commat").then_some('@')?,
    };
    (c.is_alphanumeric() || matches!(c, '@' | '.' | '/') || c == '\u{a0}').then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_whoever_renders_them_does() {
        let plain = |text: &'static str| without_references(text.into()).into_owned();
        assert_eq!(
            plain("19&#53;0101, a&commat;b, &#x41;, &amp; &#60;b&#62; & &#;"),
            "1950101, a@b, A, &amp; &#60;b&#62; & &#;"
        );
        assert_eq!(plain("KS & BUN"), "KS & BUN");
    }
}
