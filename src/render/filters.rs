//! The filters that templates have beside tera's own.
//!
//! | filter | takes | gives |
//! |---|---|---|
//! | `markdown(level=2)` | Markdown | HTML; the highest heading gets that level |
//! | `markdown_pages(level=2)` | list of maps with `text` | list of HTML, ids and levels kept right across them |
//! | `paragraphs` | plain text | `<p>` for each part between blank lines, numbers linked |
//! | `linked` | plain text | the same on one line, numbers linked |
//! | `date` | `2026-03-03` | "3 mars 2026" |
//! | `weekday` | `2026-03-03` | "tisdag" |
//! | `number` | whole number | "2 000 000" with no-break spaces |
//! | `href` | address within the site | the same with the folder that the site stands in |
//! | `absolute` | address within the site | the full address |
//! | `fill(name=…)` | text with `{name}` | the text with the values |
//! | `embedded` | JSON | the same, so that it can stand in a script element |
//! | `counted(count=…)` | list of two texts, for one and for several | the right one with the count |

use std::fmt::Write as _;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::model::date::Date;
use crate::render::markdown::Markdown;
use crate::render::numbers::NumberLinks;

/// What the filters share.
#[derive(Debug)]
pub struct Shared {
    base_url: String,
    prefix: String,
    months: Vec<String>,
    weekdays: Vec<String>,
    numbers: NumberLinks,
}

impl Shared {
    /// For a site that stands at `base_url`, in the language of `words`.
    #[must_use]
    pub fn new(base_url: &str, words: &toml::Table, numbers: NumberLinks) -> Arc<Self> {
        let list = |key: &str| {
            let values =
                words.get(key).and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
            values.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect()
        };
        let base_url = base_url.trim_end_matches('/').to_owned();
        let host = base_url.find("://").map_or(0, |at| at + 3);
        let prefix = base_url[host..].find('/').map_or(String::new(), |at| base_url[host + at..].to_owned());
        Arc::new(Self { base_url, prefix, months: list("months"), weekdays: list("weekdays"), numbers })
    }

    fn href(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.prefix) } else { url.to_owned() }
    }

    fn date(&self, day: &str) -> TeraResult<String> {
        let date = parse(day)?;
        let month =
            usize::try_from(date.month()).ok().and_then(|month| self.months.get(month.checked_sub(1)?));
        let month =
            month.ok_or_else(|| Error::message("the theme's strings name fewer than twelve `months`"))?;
        Ok(format!("{} {month} {}", date.day(), date.year()))
    }

    fn weekday(&self, day: &str) -> TeraResult<String> {
        let name = parse(day)?.weekday();
        let at = crate::model::date::WEEKDAYS.iter().position(|known| *known == name);
        at.and_then(|at| self.weekdays.get(at))
            .cloned()
            .ok_or_else(|| Error::message("the theme's strings name fewer than seven `weekdays`"))
    }

    fn linked(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        for (piece, url) in self.numbers.parts(text) {
            match url {
                None => escape(piece, &mut out),
                Some(url) => {
                    out.push_str("<a href=\"");
                    escape(&self.href(&url), &mut out);
                    out.push_str("\">");
                    escape(piece, &mut out);
                    out.push_str("</a>");
                }
            }
        }
        out
    }

    fn paragraphs(&self, text: &str) -> String {
        let mut out = String::new();
        for paragraph in
            text.replace("\r\n", "\n").split("\n\n").map(str::trim).filter(|part| !part.is_empty())
        {
            let _ = write!(out, "<p>{}</p>", self.linked(paragraph));
        }
        out
    }

    fn markdown(&self, level: u8) -> Markdown<'_> {
        Markdown::new(&self.numbers, &self.prefix, level)
    }
}

fn parse(day: &str) -> TeraResult<Date> {
    Date::parse(day).ok_or_else(|| Error::message(format!("`{day}` is not a day")))
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// "2 000 000": digits in threes, parted by no-break spaces, as Swedish is written.
#[must_use]
pub fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "−" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// The text with `{name}` replaced by the argument of that name.
fn fill(text: &str, arguments: &Kwargs) -> String {
    let mut out = text.to_owned();
    for (key, value) in arguments.iter() {
        out = out.replace(&format!("{{{key}}}"), &value.to_string());
    }
    out
}

/// Registers the filters.
pub fn register(tera: &mut Tera, shared: &Arc<Shared>) {
    register_text(tera, shared);
    let it = Arc::clone(shared);
    tera.register_filter("date", move |day: &str, _: Kwargs, _: &State| it.date(day));
    let it = Arc::clone(shared);
    tera.register_filter("weekday", move |day: &str, _: Kwargs, _: &State| it.weekday(day));
    tera.register_filter("number", |number: i128, _: Kwargs, _: &State| grouped(number));
    let it = Arc::clone(shared);
    tera.register_filter("href", move |url: &str, _: Kwargs, _: &State| it.href(url));
    let it = Arc::clone(shared);
    tera.register_filter("absolute", move |url: &str, _: Kwargs, _: &State| format!("{}{url}", it.base_url));
    tera.register_filter(
        "counted",
        |words: Vec<String>, arguments: Kwargs, _: &State| -> TeraResult<String> {
            let count: Value = arguments.must_get("count")?;
            let word = if count.to_string() == "1" { words.first() } else { words.get(1) };
            let word = word.ok_or_else(|| Error::message("expected two texts, for one and for several"))?;
            Ok(word.replace("{count}", &count.to_string()))
        },
    );
    tera.register_filter("fill", |text: &str, arguments: Kwargs, _: &State| fill(text, &arguments));
}

/// JSON in which no text can end the script element that it stands in.
fn embedded(json: &str) -> String {
    json.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e")
}

/// Those that give out markup.
fn register_text(tera: &mut Tera, shared: &Arc<Shared>) {
    tera.register_filter("embedded", |json: &str, _: Kwargs, _: &State| Value::safe_string(&embedded(json)));
    let it = Arc::clone(shared);
    tera.register_filter("linked", move |text: &str, _: Kwargs, _: &State| {
        Value::safe_string(&it.linked(text))
    });
    let it = Arc::clone(shared);
    tera.register_filter("paragraphs", move |text: &str, _: Kwargs, _: &State| {
        Value::safe_string(&it.paragraphs(text))
    });
    let it = Arc::clone(shared);
    tera.register_filter("markdown", move |text: &str, arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let level = arguments.get("level")?.unwrap_or(2);
        Ok(Value::safe_string(&it.markdown(level).text(text)))
    });
    let it = Arc::clone(shared);
    tera.register_filter("markdown_pages", move |pages: &[Value], arguments: Kwargs, _: &State| {
        let level = arguments.get("level")?.unwrap_or(2);
        let text = |page| Value::get_from_path(page, "text").and_then(Value::as_str).unwrap_or_default();
        let texts: Vec<&str> = pages.iter().map(text).collect();
        let pages = it.markdown(level).pages(&texts);
        Ok::<_, Error>(Value::from(pages.iter().map(|page| Value::safe_string(page)).collect::<Vec<_>>()))
    });
}
