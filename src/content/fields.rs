//! Reads TOML tables field by field with their places in the file, so that every error of a file is found at once.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::base::text;
use crate::content::format::{Shape, Takes};
use crate::content::gate::Gate;
use crate::content::slips;
use crate::model::date::{Date, Time};

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) range: Range<usize>,
}

/// Collects what is wrong in one file.
pub(crate) struct Reader<'a> {
    source: &'a Source,
    base: usize,
    gate: &'a Gate<'a>,
    found: RefCell<Vec<Diagnostic>>,
    spoilt: RefCell<Spoilt>,
}

/// What of a file cannot be believed because its TOML is not in order: it has been reported, and what follows from it
/// would only hide that.
enum Spoilt {
    /// Some values; none, mostly.
    Values(Vec<Range<usize>>),
    /// Everything: nobody knows where the values end.
    All,
}

impl<'a> Reader<'a> {
    /// Reads TOML that begins at byte `base` of `source`; its texts pass `gate`.
    pub(crate) fn new(source: &'a Source, base: usize, gate: &'a Gate<'a>) -> Self {
        let spoilt = RefCell::new(Spoilt::Values(Vec::new()));
        Self { source, base, gate, found: RefCell::new(Vec::new()), spoilt }
    }

    /// What texts pass.
    pub(crate) fn gate(&self) -> &'a Gate<'a> {
        self.gate
    }

    /// Says that something is wrong, unless the place cannot be read anyway.
    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        let spoilt = match &*self.spoilt.borrow() {
            Spoilt::All => true,
            Spoilt::Values(values) => diagnostic
                .labels
                .first()
                .is_some_and(|label| values.iter().any(|value| value.contains(&label.range.start))),
        };
        if !spoilt {
            self.found.borrow_mut().push(diagnostic);
        }
    }

    /// Says that something is wrong at a place.
    pub(crate) fn error(&self, code: Code, message: impl Into<String>, range: &Range<usize>, label: &str) {
        self.report(Diagnostic::error(code, message).at(self.source, range.clone(), label));
    }

    /// The file.
    pub(crate) fn source(&self) -> &'a Source {
        self.source
    }

    /// What was found.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found.into_inner()
    }

    /// Says what is wrong with the TOML text as such, and gives the text to read: the same, but for values that are
    /// none.
    pub(crate) fn legible<'i>(&self, toml: &'i str) -> Cow<'i, str> {
        let (_, mut errors) = DeTable::parse_recoverable(toml);
        if errors.is_empty() {
            return Cow::Borrowed(toml);
        }
        let mended = slips::mended(toml, &errors);
        // One slip makes the parser stumble over what follows; more than a few messages help nobody.
        errors.sort_by_key(|error| error.span().map(|span| span.start));
        for error in errors.iter().take(if mended.is_some() { errors.len() } else { 5 }) {
            let range = error.span().map_or(self.base..self.base, |span| self.place(&span));
            let code = if slips::is_duplicate(error) { Code::DUPLICATE } else { Code::TOML_SYNTAX };
            self.error(code, format!("invalid TOML ({})", error.message()), &range, "here");
        }
        let (text, spoilt) = match mended {
            Some((text, values)) => {
                (text.into(), Spoilt::Values(values.iter().map(|value| self.place(value)).collect()))
            }
            None => (toml.into(), Spoilt::All),
        };
        self.spoilt.replace(spoilt);
        text
    }

    /// The table of a text that [`Reader::legible`] gave.
    pub(crate) fn parse<'i>(&self, toml: &'i str) -> Spanned<DeTable<'i>> {
        DeTable::parse_recoverable(toml).0
    }

    fn place(&self, span: &Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }
}

/// One table, read by the keys of its shape.
pub(crate) struct Fields<'r, 'a, 'i> {
    reader: &'r Reader<'a>,
    shape: &'static Shape,
    table: BTreeMap<&'r str, &'r Spanned<DeValue<'i>>>,
    range: Range<usize>,
}

impl<'r, 'a, 'i> Fields<'r, 'a, 'i> {
    /// The fields of `table`; unknown and missing keys are reported here.
    pub(crate) fn new(
        reader: &'r Reader<'a>,
        shape: &'static Shape,
        table: &'r DeTable<'i>,
        range: Range<usize>,
    ) -> Self {
        let mut fields = Self { reader, shape, table: BTreeMap::new(), range };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if shape.key(name).is_some() {
                fields.table.insert(name, value);
            } else {
                fields.unknown(name, reader.place(&key.span()));
            }
        }
        for key in shape.keys.iter().filter(|key| key.required && !fields.table.contains_key(key.name)) {
            let start =
                fields.range.start..fields.range.start.max(fields.range.end.min(fields.range.start + 3));
            let diagnostic = Diagnostic::error(Code::MISSING_KEY, format!("`{}` is missing", key.name))
                .at(reader.source, start, format!("in `{}`", shape.name))
                .help(key.doc);
            reader.report(diagnostic);
        }
        fields
    }

    fn unknown(&self, name: &str, range: Range<usize>) {
        let names = || self.shape.keys.iter().map(|key| key.name);
        let diagnostic = Diagnostic::error(Code::UNKNOWN_KEY, format!("unknown key `{name}`"))
            .at(self.reader.source, range, "no such key")
            .help(match text::nearest(name, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`{}` takes {}", self.shape.name, names().collect::<Vec<_>>().join(", ")),
            });
        self.reader.report(diagnostic);
    }

    /// The reader.
    pub(crate) fn reader(&self) -> &'r Reader<'a> {
        self.reader
    }

    /// The place of the whole table.
    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The place of a key's value; of the whole table where the key is missing.
    pub(crate) fn place_of(&self, name: &str) -> Range<usize> {
        self.value(name).map_or_else(|| self.range(), |(_, range)| range)
    }

    /// Whether the key is there, whatever it holds.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// Whether the table may hold the key.
    pub(crate) fn takes(&self, name: &str) -> bool {
        self.shape.key(name).is_some()
    }

    fn value(&self, name: &str) -> Option<(&'r DeValue<'i>, Range<usize>)> {
        debug_assert!(
            self.shape.key(name).is_some(),
            "`{name}` stands in the format of `{}`",
            self.shape.name
        );
        let value = self.table.get(name)?;
        Some((value.get_ref(), self.reader.place(&value.span())))
    }

    fn wrong(&self, name: &str, value: &DeValue<'_>, range: &Range<usize>) {
        let expected =
            self.shape.key(name).map_or_else(|| "another type".to_owned(), |key| expected(key.takes));
        let diagnostic = Diagnostic::error(Code::WRONG_TYPE, format!("`{name}` takes {expected}")).at(
            self.reader.source,
            range.clone(),
            format!("this is {}", type_name(value)),
        );
        self.reader.report(diagnostic);
    }

    /// A name with its place, as it stands: of a file, a record, a number, a word. What people read is read with
    /// [`Fields::text`], through the gate.
    pub(crate) fn text_at(&self, name: &str) -> Option<At<String>> {
        let at = self.raw_at(name)?;
        self.reader.gate.name(self.reader, name, &at.value, &at.range);
        Some(at)
    }

    /// A text with its place; white space at its ends goes, nothing else.
    fn raw_at(&self, name: &str) -> Option<At<String>> {
        let (value, range) = self.value(name)?;
        let DeValue::String(text) = value else {
            self.wrong(name, value, &range);
            return None;
        };
        let text = text::nfc(text::tame(text).trim());
        if text.is_empty() {
            if self.shape.key(name).is_some_and(|key| key.required) {
                self.reader.error(Code::BAD_VALUE, format!("`{name}` is empty"), &range, "nothing here");
            }
            return None;
        }
        Some(At { value: text, range })
    }

    /// A text as it stands, for what is never published.
    pub(crate) fn raw(&self, name: &str) -> Option<String> {
        self.raw_at(name).map(|at| at.value)
    }

    /// A text, without what is personal.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let mut at = self.raw_at(name)?;
        self.reader.gate.values(self.reader, name, &mut [(&mut at.value, at.range)]);
        Some(at.value)
    }

    fn list(&self, name: &str) -> Vec<(&'r DeValue<'i>, Range<usize>)> {
        let Some((value, range)) = self.value(name) else { return Vec::new() };
        let DeValue::Array(array) = value else {
            self.wrong(name, value, &range);
            return Vec::new();
        };
        array.iter().map(|member| (member.get_ref(), self.reader.place(&member.span()))).collect()
    }

    /// A list of names with their places, as they stand; empty ones are dropped.
    pub(crate) fn texts_at(&self, name: &str) -> Vec<At<String>> {
        let names = self.raws_at(name);
        for at in &names {
            self.reader.gate.name(self.reader, name, &at.value, &at.range);
        }
        names
    }

    fn raws_at(&self, name: &str) -> Vec<At<String>> {
        let mut texts = Vec::new();
        for (value, range) in self.list(name) {
            match value {
                DeValue::String(text) if text::tame(text).trim().is_empty() => {}
                DeValue::String(text) => texts.push(At { value: text::nfc(text::tame(text).trim()), range }),
                _ => self.wrong(name, value, &range),
            }
        }
        texts
    }

    /// A list of texts, without what is personal.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        self.gated_at(name).into_iter().map(|at| at.value).collect()
    }

    /// The same with their places.
    pub(crate) fn gated_at(&self, name: &str) -> Vec<At<String>> {
        let mut texts = self.raws_at(name);
        let mut values: Vec<_> = texts.iter_mut().map(|at| (&mut at.value, at.range.clone())).collect();
        self.reader.gate.values(self.reader, name, &mut values);
        texts
    }

    /// A day, written as a TOML date or as text.
    pub(crate) fn day(&self, name: &str) -> Option<Date> {
        let (value, range) = self.value(name)?;
        let written = match value {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Datetime(day) => day.to_string(),
            _ => {
                self.wrong(name, value, &range);
                return None;
            }
        };
        let day = Date::parse(&written);
        if day.is_none() {
            self.reader.error(
                Code::BAD_VALUE,
                format!("`{written}` is not a day"),
                &range,
                "expected YYYY-MM-DD, a day that exists",
            );
        }
        day
    }

    /// A clock time.
    pub(crate) fn clock(&self, name: &str) -> Option<Time> {
        let at = match self.value(name)? {
            (DeValue::Datetime(time), range) => {
                let written = time.to_string();
                At { value: written.get(..5).unwrap_or_default().to_owned(), range }
            }
            _ => self.text_at(name)?,
        };
        let time = Time::parse(&at.value);
        if time.is_none() {
            self.reader.error(
                Code::BAD_VALUE,
                format!("`{}` is not a time of day", at.value),
                &at.range,
                "expected HH:MM",
            );
        }
        time
    }

    fn number_of(&self, name: &str, value: &DeValue<'_>, range: &Range<usize>) -> Option<u64> {
        let DeValue::Integer(integer) = value else {
            self.wrong(name, value, range);
            return None;
        };
        let number = u64::from_str_radix(integer.as_str(), integer.radix()).ok();
        if number.is_none() {
            self.reader.error(
                Code::BAD_VALUE,
                format!("`{name}` cannot be {integer}"),
                range,
                "expected a whole number from 0",
            );
        }
        number
    }

    /// A whole number.
    pub(crate) fn count(&self, name: &str) -> Option<u32> {
        let (value, range) = self.value(name)?;
        let number = self.number_of(name, value, &range)?;
        let small = u32::try_from(number).ok();
        if small.is_none() {
            self.reader.error(
                Code::BAD_VALUE,
                format!("`{name}` is too large"),
                &range,
                "at most 4294967295",
            );
        }
        small
    }

    /// A list of whole numbers; `None` where the key is not there.
    pub(crate) fn counts(&self, name: &str) -> Option<Vec<u64>> {
        self.value(name)?;
        Some(
            self.list(name)
                .into_iter()
                .filter_map(|(value, range)| self.number_of(name, value, &range))
                .collect(),
        )
    }

    /// First and last.
    pub(crate) fn range_of(&self, name: &str) -> Option<(u32, u32)> {
        let (_, place) = self.value(name)?;
        let numbers = self.counts(name)?;
        let pair: Vec<u32> = numbers.iter().filter_map(|number| u32::try_from(*number).ok()).collect();
        match pair.as_slice() {
            [first, last] if *first >= 1 && first <= last => Some((*first, *last)),
            [_, _] => {
                self.reader.error(
                    Code::INCONSISTENT,
                    format!("`{name}` runs backwards or from 0"),
                    &place,
                    "expected [first, last]",
                );
                None
            }
            _ => {
                self.reader.error(
                    Code::WRONG_TYPE,
                    format!("`{name}` takes two whole numbers"),
                    &place,
                    "expected [first, last]",
                );
                None
            }
        }
    }

    /// A number.
    pub(crate) fn number(&self, name: &str) -> Option<f64> {
        let (value, range) = self.value(name)?;
        let written = match value {
            DeValue::Integer(integer) => integer.as_str().to_owned(),
            DeValue::Float(float) => float.as_str().to_owned(),
            _ => {
                self.wrong(name, value, &range);
                return None;
            }
        };
        let number = written.parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.wrong(name, value, &range);
        }
        number
    }

    /// `true` or `false`; `None` where the key is not there.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        let (value, range) = self.value(name)?;
        if let DeValue::Boolean(flag) = value {
            return Some(*flag);
        }
        self.wrong(name, value, &range);
        None
    }

    fn word_of<T>(&self, name: &str, at: &At<String>, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let known = match self.shape.key(name).map(|key| key.takes) {
            Some(Takes::Word(words) | Takes::Words(words)) => words,
            _ => &[],
        };
        let value = parse(&at.value).filter(|_| known.contains(&at.value.as_str()));
        if value.is_none() {
            let help = match text::nearest(&at.value, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("one of {}", known.join(", ")),
            };
            let diagnostic = Diagnostic::error(Code::BAD_VALUE, format!("`{name}` cannot be `{}`", at.value))
                .at(self.reader.source, at.range.clone(), "not one of its words")
                .help(help);
            self.reader.report(diagnostic);
        }
        value
    }

    /// One of the words of the key.
    pub(crate) fn word<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let at = self.text_at(name)?;
        self.word_of(name, &at, parse)
    }

    /// Several of the words of the key, each once.
    pub(crate) fn words<T: PartialEq>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut words = Vec::new();
        for at in self.texts_at(name) {
            if let Some(word) = self.word_of(name, &at, &parse).filter(|word| !words.contains(word)) {
                words.push(word);
            }
        }
        words
    }

    /// A table.
    pub(crate) fn table(&self, name: &str, shape: &'static Shape) -> Option<Fields<'r, 'a, 'i>> {
        let (value, range) = self.value(name)?;
        if let DeValue::Table(table) = value {
            return Some(Fields::new(self.reader, shape, table, range));
        }
        self.wrong(name, value, &range);
        None
    }

    /// Several tables.
    pub(crate) fn tables(&self, name: &str, shape: &'static Shape) -> Vec<Fields<'r, 'a, 'i>> {
        let mut tables = Vec::new();
        for (value, range) in self.list(name) {
            match value {
                DeValue::Table(table) => tables.push(Fields::new(self.reader, shape, table, range)),
                _ => self.wrong(name, value, &range),
            }
        }
        tables
    }

    /// Texts, without what is personal, or tables, in order.
    pub(crate) fn texts_or_tables(
        &self,
        name: &str,
        shape: &'static Shape,
    ) -> Vec<Result<At<String>, Fields<'r, 'a, 'i>>> {
        let mut members = Vec::new();
        for (value, range) in self.list(name) {
            match value {
                DeValue::String(text) if text::tame(text).trim().is_empty() => {}
                DeValue::String(text) => {
                    members.push(Ok(At { value: text::nfc(text::tame(text).trim()), range }));
                }
                DeValue::Table(table) => members.push(Err(Fields::new(self.reader, shape, table, range))),
                _ => self.wrong(name, value, &range),
            }
        }
        let mut values: Vec<_> =
            members.iter_mut().flatten().map(|at| (&mut at.value, at.range.clone())).collect();
        self.reader.gate.values(self.reader, name, &mut values);
        members
    }
}

fn expected(takes: Takes) -> String {
    match takes {
        Takes::Text | Takes::Dnr | Takes::Word(_) => "text within quotation marks",
        Takes::Texts | Takes::Dnrs | Takes::Words(_) => "a list of texts: [\"…\", \"…\"]",
        Takes::Day => "a day: 2026-11-23",
        Takes::Clock => "a time: \"18:30\"",
        Takes::Count => "a whole number",
        Takes::Range => "two whole numbers: [first, last]",
        Takes::Counts => "a list of whole numbers",
        Takes::Number => "a number",
        Takes::Flag => "true or false",
        Takes::Table(_) => "a table",
        Takes::Tables(_) => "tables within double brackets",
        Takes::TextsOrTables(_) => "a list of texts or tables",
    }
    .to_owned()
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a day or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
