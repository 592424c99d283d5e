//! Reads the old addresses of other systems: `[[redirects]]`, and the table of `redirects_file`.

use std::ops::Range;
use std::path::Path;

use crate::base::diag::{Code, Diagnostic};
use crate::base::source::Source;
use crate::content::fields::Fields;
use crate::content::{Alias, format, front};

/// The largest table of old addresses.
const LIMIT: u64 = 64 << 20;

/// Every old address that the configuration names.
pub(super) fn redirects(fields: &Fields<'_, '_, '_>, root: &Path) -> Vec<Alias> {
    let source = fields.reader().source();
    let mut found = Vec::new();
    for table in fields.tables("redirects", &format::REDIRECT) {
        if let (Some(from), Some(to)) = (table.text_at("from"), table.text("to")) {
            found.push(Alias { from: from.value, to, source: source.clone(), range: from.range });
        }
    }
    if let Some(at) = fields.text_at("redirects_file") {
        if at.value.contains(['/', '\\']) {
            fields.reader().error(
                Code::BAD_VALUE,
                format!("`{}` is not the name of a file in the site's root", at.value),
                &at.range,
                "expected a name without folders",
            );
            return found;
        }
        match front::open(&root.join(&at.value), &at.value, LIMIT) {
            Ok(table) => found.extend(rows(&table, &|diagnostic| fields.reader().report(diagnostic))),
            Err(diagnostic) => fields.reader().report(diagnostic),
        }
    }
    found
}

/// The lines of a table, `old, new`; what is not one is reported. A first line of two words is a heading.
fn rows(table: &Source, report: &dyn Fn(Diagnostic)) -> Vec<Alias> {
    let tabs = table.text().lines().next().is_some_and(|line| line.contains('\t'));
    let mut found = Vec::new();
    let mut start = 0;
    for line in table.text().split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match row(line, if tabs { '\t' } else { ',' }).as_deref() {
            Some([from, _]) if range.start == 0 && !from.contains('/') => {}
            Some([from, to]) => found.push(alias(table, range, (from, to))),
            _ => report(
                Diagnostic::error(Code::BAD_ALIAS, "a line of this table holds an old address and a new one")
                    .at(table, range, "two columns were expected")
                    .help("`/download/18.3a/protokoll.pdf,/ks/2026-03-03/`; a comma within an address stands in quotation marks"),
            ),
        }
    }
    found
}

fn alias(table: &Source, range: Range<usize>, (from, to): (&str, &str)) -> Alias {
    Alias { from: within(from).to_owned(), to: to.to_owned(), source: table.clone(), range }
}

/// An old address without the host that it stood at.
fn within(address: &str) -> &str {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.map_or(address, |rest| rest.find('/').map_or("/", |at| &rest[at..]))
}

/// The cells of a line; a cell may stand in quotation marks. `None` where one does not end.
fn row(line: &str, parting: char) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.trim_start().strip_prefix('"') {
            Some(inside) => {
                let end = inside.find('"')?;
                (&inside[..end], inside[end + 1..].trim_start())
            }
            None => rest.split_at(rest.find(parting).unwrap_or(rest.len())),
        };
        cells.push(cell.trim().to_owned());
        if after.is_empty() {
            return Some(cells);
        }
        rest = after.strip_prefix(parting)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_be_quoted_and_hosts_go() {
        assert_eq!(row("/a,/b/", ',').unwrap(), ["/a", "/b/"]);
        assert_eq!(row("\"/a,1\" , /b/", ',').unwrap(), ["/a,1", "/b/"]);
        assert_eq!(row("/a\t/b/", '\t').unwrap(), ["/a", "/b/"]);
        assert_eq!(row("\"/a,/b/", ','), None);
        assert_eq!(within("https://gamla.example/x?id=1"), "/x?id=1");
        assert_eq!(within("https://gamla.example"), "/");
    }

    #[test]
    fn a_heading_is_no_address_and_a_lone_cell_is_an_error() {
        let table = Source::new("old.csv", "gammal,ny\n/a,/b/\n\n# kommentar\n/c\n");
        let wrong = std::cell::RefCell::new(Vec::new());
        let found = rows(&table, &|diagnostic| wrong.borrow_mut().push(diagnostic));
        assert_eq!(found.iter().map(|alias| alias.from.as_str()).collect::<Vec<_>>(), ["/a"]);
        let wrong = wrong.into_inner();
        assert_eq!(wrong.len(), 1);
        assert_eq!(table.position(wrong[0].labels[0].range.start).line, 5);
    }
}
