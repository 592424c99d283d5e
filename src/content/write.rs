//! Writes records as content files: the same keys in the same order, whoever writes them.
//!
//! What is written here reads back as the record that it was written from.

use std::fmt::Write as _;

use crate::base::text;
use crate::content::read::BALLOTS;
use crate::model::record::{
    Cell, Clause, Decision, Document, Item, Meeting, Person, Proposal, Published, Said, Source, Table, Vote,
    VoteName,
};
use crate::split::{Block, money};

/// Front matter in the making.
#[derive(Default)]
struct Front(String);

impl Front {
    fn raw(&mut self, key: &str, value: &str) {
        let _ = writeln!(self.0, "{key} = {value}");
    }

    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.raw(key, &quoted(value));
        }
    }

    fn option(&mut self, key: &str, value: Option<&str>) {
        self.text(key, value.unwrap_or_default());
    }

    fn shown(&mut self, key: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.raw(key, &value.to_string());
        }
    }

    fn clock(&mut self, key: &str, value: Option<impl ToString>) {
        self.option(key, value.map(|value| value.to_string()).as_deref());
    }

    fn range(&mut self, key: &str, value: Option<(u32, u32)>) {
        self.shown(key, value.map(|(first, last)| format!("[{first}, {last}]")));
    }

    fn texts(&mut self, key: &str, values: &[String]) {
        self.list(key, &values.iter().map(|value| quoted(value)).collect::<Vec<_>>());
    }

    /// A list on one line where it is short, else a line for each member.
    fn list(&mut self, key: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        let length: usize = values.iter().map(|value| value.chars().count() + 2).sum();
        if length <= 80 && !values.iter().any(|value| value.contains('\n')) {
            self.raw(key, &format!("[{}]", values.join(", ")));
        } else {
            self.raw(key, &format!("[\n    {},\n]", values.join(",\n    ")));
        }
    }

    fn header(&mut self, name: &str) {
        let _ = writeln!(self.0, "\n{name}");
    }

    fn finish(self, body: &str) -> String {
        let body = body.trim();
        let gap = if body.is_empty() { "" } else { "\n" };
        let end = if body.is_empty() { "" } else { "\n" };
        format!("+++\n{}+++\n{gap}{body}{end}", self.0)
    }
}

/// A TOML string.
pub(crate) fn quoted(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}

/// The file `_index.md` of a body that an import met for the first time.
#[must_use]
pub fn body(name: &str) -> String {
    let mut front = Front::default();
    front.text("name", name);
    front.finish("")
}

/// The file `index.md` of a meeting. `text` is the Markdown below its front matter.
#[must_use]
pub fn meeting(meeting: &Meeting, text: &str) -> String {
    let mut front = Front::default();
    front.clock("start", meeting.start);
    front.clock("end", meeting.end);
    front.option("place", meeting.place.as_deref());
    front.option("chair", meeting.chair.as_deref());
    front.option("secretary", meeting.secretary.as_deref());
    front.texts("adjusters", &meeting.adjusters);
    front.shown("withdrawn", meeting.withdrawn);
    front.option("reason", meeting.reason.as_deref());
    for source in &meeting.sources {
        front.header("[[sources]]");
        source_keys(&mut front, source);
    }
    for person in &meeting.people {
        front.header("[[people]]");
        person_keys(&mut front, person);
    }
    for finding in &meeting.findings {
        front.header("[[findings]]");
        front.text("code", &finding.code);
        front.text("severity", finding.severity.word());
        front.text("message", &finding.message);
        front.shown("page", finding.page);
        front.shown("line", finding.line);
    }
    front.finish(text)
}

fn source_keys(front: &mut Front, source: &Source) {
    front.text("kind", source.kind.word());
    front.text("file", &source.file);
    front.text("sha256", &source.sha256);
    front.shown("pages", source.pages);
    front.option("paragraphs", source.paragraphs.as_deref());
    front.option("state", source.state.map(|state| state.word()));
    let Some(notice) = &source.notice else { return };
    front.shown("adjusted", notice.adjusted);
    front.shown("posted", notice.posted);
    front.shown("taken_down", notice.taken_down);
    // A computed day is computed anew by whoever reads the file.
    front.shown("appeal_last", notice.appeal_last.filter(|_| !notice.appeal_computed));
    front.option("kept_at", notice.kept_at.as_deref());
}

fn person_keys(front: &mut Front, person: &Person) {
    front.text("name", &person.name);
    front.option("party", person.party.as_deref());
    front.text("role", person.role.word());
    front.shown("present", person.present);
    front.option("scope", person.scope.as_deref());
}

/// The file of an item. `order` is its place in the meeting, from 1; `text` the Markdown below its front matter
/// ([`sections`] makes it of the record's own).
#[must_use]
pub fn item(item: &Item, order: u32, text: &str) -> String {
    let mut front = Front::default();
    front.text("title", &item.title);
    front.shown("order", Some(order));
    front.option("number", item.number.as_deref());
    front.option("paragraph", item.paragraph.as_deref());
    front.texts("diarienummer", &item.diarienummer);
    front.text("kind", item.kind.word());
    front.option("reason", item.reason.as_deref());
    front.texts("presenters", &item.presenters);
    front.option("handler", item.handler.as_deref());
    front.option("summary", item.summary.as_deref());
    front.texts("sent_to", &item.sent_to);
    front.range("pages", item.pages);
    front.range("lines", item.lines);
    front.shown("withdrawn", item.withdrawn);
    if let Some(proposal) = &item.proposal {
        proposal_table(&mut front, proposal);
    }
    if let Some(decision) = &item.decision {
        decision_table(&mut front, decision);
    }
    for point in &item.points {
        front.header("[[points]]");
        front.text("text", &point.text);
        front.texts("diarienummer", &point.diarienummer);
        front.texts("people", &point.people);
    }
    for attachment in &item.attachments {
        front.header("[[attachments]]");
        front.text("title", &attachment.title);
        front.option("document", attachment.document.as_deref());
    }
    for earlier in &item.earlier {
        front.header("[[earlier]]");
        front.option("organ", earlier.organ.as_deref());
        front.shown("date", earlier.date);
        front.option("paragraph", earlier.paragraph.as_deref());
    }
    front.finish(text)
}

fn proposal_table(front: &mut Front, proposal: &Proposal) {
    front.header("[proposal]");
    front.option("organ", proposal.organ.as_deref());
    clauses(front, &proposal.clauses);
    front.texts("conditions", &proposal.conditions);
}

fn clauses(front: &mut Front, clauses: &[Clause]) {
    let values: Vec<String> = clauses.iter().map(clause).collect();
    front.list("clauses", &values);
}

fn clause(clause: &Clause) -> String {
    let mut parts = Vec::new();
    if clause.amounts != money::amounts(&clause.text) {
        let amounts: Vec<String> = clause.amounts.iter().map(u64::to_string).collect();
        parts.push(format!("amounts = [{}]", amounts.join(", ")));
    }
    if clause.percent != money::percent(&clause.text)
        && let Some(percent) = clause.percent
    {
        parts.push(format!("percent = {percent:?}"));
    }
    if let Some(decides) = &clause.decides {
        parts.push(format!("decides = {}", quoted(decides)));
    }
    let text = quoted(&clause.text);
    if parts.is_empty() { text } else { format!("{{ text = {text}, {} }}", parts.join(", ")) }
}

fn decision_table(front: &mut Front, decision: &Decision) {
    front.header("[decision]");
    front.option("organ", decision.organ.as_deref());
    clauses(front, &decision.clauses);
    let outcomes: Vec<String> = decision.outcomes.iter().map(|outcome| outcome.word().to_owned()).collect();
    front.texts("outcomes", &outcomes);
    if decision.immediate {
        front.raw("immediate", "true");
    }
    front.texts("conditions", &decision.conditions);
    front.texts("recused", &decision.recused);
    front.option("procedure", decision.procedure.as_deref());
    front.option("applicant", decision.applicant.as_deref());
    front.option("period", decision.period.as_deref());
    said(front, "motions", &decision.motions);
    for vote in &decision.votes {
        front.header("[[decision.votes]]");
        vote_keys(front, vote);
    }
    said(front, "reservations", &decision.reservations);
    said(front, "statements", &decision.statements);
}

fn said(front: &mut Front, key: &str, said: &[Said]) {
    for one in said {
        front.header(&format!("[[decision.{key}]]"));
        front.texts("by", &one.by);
        front.text("text", &one.text);
    }
}

fn vote_keys(front: &mut Front, vote: &Vote) {
    front.option("yes_means", vote.yes_means.as_deref());
    front.option("no_means", vote.no_means.as_deref());
    front.shown("yes", vote.yes);
    front.shown("no", vote.no);
    front.shown("abstain", vote.abstain);
    for (key, ballot) in BALLOTS {
        let names: Vec<String> = vote.names.iter().filter(|name| name.vote == ballot).map(voter).collect();
        front.texts(key, &names);
    }
}

fn voter(voter: &VoteName) -> String {
    match &voter.party {
        Some(party) => format!("{} ({party})", voter.name),
        None => voter.name.clone(),
    }
}

/// The file of a document. `order` is its place among the item's documents, from 1; `text` its Markdown
/// ([`blocks`] makes it of recognised blocks).
#[must_use]
pub fn document(document: &Document, order: u32, text: &str) -> String {
    let mut front = Front::default();
    front.text("title", &document.title);
    front.text("kind", document.kind.word());
    front.shown("order", Some(order));
    front.texts("diarienummer", &document.diarienummer);
    front.option("sender", document.sender.as_deref());
    front.option("rights_holder", document.rights_holder.as_deref());
    front.shown("date", document.date);
    front.option("language", document.language.as_deref());
    front.option("source", document.source.as_deref());
    front.range("pages", document.pages);
    front.range("lines", document.lines);
    front.option("duplicate_of", document.duplicate_of.as_deref());
    // The work of others is not published unless this says so.
    if document.published != Published::Text || document.rights_holder.is_some() {
        front.text("published", document.published.word());
    }
    front.option("reason", document.reason.as_deref());
    front.shown("withdrawn", document.withdrawn);
    if let Some(decision) = &document.decision {
        decision_table(&mut front, decision);
    }
    for version in &document.versions {
        front.header("[[versions]]");
        front.shown("replaced", Some(version.replaced));
        front.option("sha256", version.sha256.as_deref());
        front.text("reason", &version.reason);
    }
    front.finish(text)
}

/// An item's sections as Markdown.
#[must_use]
pub fn sections(item: &Item) -> String {
    let mut out = String::new();
    for section in &item.sections {
        if !section.heading.is_empty() {
            let _ = write!(out, "## {}\n\n", escaped(&section.heading));
        }
        for paragraph in section.text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            let _ = write!(out, "{}\n\n", escaped(paragraph));
        }
    }
    out
}

/// Recognised blocks as Markdown that renders as the text that was printed.
#[must_use]
pub fn blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Page(page) => {
                let _ = write!(out, "<!-- sida {page} -->\n\n");
            }
            Block::Heading { level, text } => {
                let _ =
                    write!(out, "{} {}\n\n", "#".repeat(usize::from((*level).clamp(1, 6))), escaped(text));
            }
            Block::Paragraph(text) => {
                let _ = write!(out, "{}\n\n", escaped(text));
            }
            Block::List { start, items } => list(&mut out, *start, items),
            Block::Table(recovered) => table(&mut out, recovered),
            Block::Verbatim(lines) => verbatim(&mut out, lines),
        }
    }
    out
}

fn list(out: &mut String, start: Option<u32>, items: &[String]) {
    for (at, item) in items.iter().enumerate() {
        let _ = match start {
            Some(start) => {
                writeln!(out, "{}. {}", start.saturating_add(u32::try_from(at).unwrap_or(0)), escaped(item))
            }
            None => writeln!(out, "- {}", escaped(item)),
        };
    }
    // Two lists in a row would become one; a comment parts them and is not shown.
    out.push_str("\n<!-- -->\n\n");
}

fn table(out: &mut String, table: &Table) {
    if let Some(caption) = &table.caption {
        let text = escaped(caption);
        let _ = if caption.starts_with("Tabell") {
            write!(out, "{text}\n\n")
        } else {
            write!(out, "**{text}**\n\n")
        };
    }
    let width = table.rows.iter().map(Vec::len).chain([table.columns.len()]).max().unwrap_or(0);
    let line = |out: &mut String, cells: &[String]| {
        out.push('|');
        for at in 0..width {
            let _ = write!(out, " {} |", cells.get(at).map_or("", String::as_str));
        }
        out.push('\n');
    };
    line(out, &table.columns.iter().map(|text| cell_text(text)).collect::<Vec<_>>());
    line(out, &vec!["---".to_owned(); width]);
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                Cell::Number(number) => number.to_string(),
                Cell::Text(text) => cell_text(text),
            })
            .collect();
        line(out, &cells);
    }
    out.push('\n');
}

fn cell_text(text: &str) -> String {
    escaped(text).replace('|', "\\|")
}

fn verbatim(out: &mut String, lines: &[String]) {
    let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = write!(out, "{fence}\n{}\n{fence}\n\n", lines.join("\n"));
}

/// Text as Markdown that shows exactly it, on one line, with as few marks as that takes.
#[must_use]
pub fn escaped(plain: &str) -> String {
    let plain = text::squeeze(&plain.replace('\0', "\u{fffd}"));
    let mut out = String::with_capacity(plain.len() + 8);
    let characters: Vec<char> = plain.chars().collect();
    for (at, c) in characters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| characters.get(at)).copied();
        let after = characters.get(at + 1).copied();
        if must_escape(*c, before, after) || (at == 0 && starts_block(*c)) {
            out.push('\\');
        }
        out.push(*c);
    }
    escape_number(&out)
}

fn must_escape(c: char, before: Option<char>, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        // One is enough to strike out, even within a word.
        '\\' | '*' | '`' | '[' | '<' | '~' => true,
        // Within a word an underscore means itself.
        '_' => !(letter(before) && letter(after)),
        '&' => letter(after) || after == Some('#'),
        // A closing run of these after a heading's text would vanish.
        '#' => before.is_none_or(|c| c == ' ' || c == '#'),
        _ => false,
    }
}

fn starts_block(c: char) -> bool {
    matches!(c, '#' | '-' | '+' | '>' | '=' | ':')
}

/// A number with a full stop or bracket at the start of a line would begin a list.
fn escape_number(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match text.as_bytes().get(digits) {
        Some(b'.' | b')') if (1..=9).contains(&digits) => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::markdown;

    proptest! {
        #[test]
        fn escaped_text_is_shown_as_it_was_printed(text in "[ -~åäö§–]{0,60}") {
            prop_assert_eq!(markdown::plain(&escaped(&text)), text::squeeze(&text));
        }

        #[test]
        fn table_cells_read_back(cells in proptest::collection::vec("[ -~åäö]{0,20}", 1..4)) {
            let cells: Vec<String> = cells.iter().map(|cell| text::squeeze(&format!("x{cell}"))).collect();
            let printed = Table { caption: None, columns: cells.clone(), rows: vec![cells.iter().cloned().map(Cell::Text).collect()] };
            prop_assert_eq!(markdown::tables(&blocks(&[Block::Table(printed.clone())])), vec![printed]);
        }
    }

    #[test]
    fn lists_stay_apart_and_fences_hold() {
        let text = blocks(&[
            Block::List { start: None, items: vec!["a".into(), "b".into()] },
            Block::List { start: Some(3), items: vec!["c".into()] },
            Block::Verbatim(vec!["```".into(), "  x".into()]),
        ]);
        assert_eq!(markdown::plain(&text), "a\nb\n\nc\n\n```\n  x");
    }
}
