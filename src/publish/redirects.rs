//! Old addresses as servers and hosts of static sites understand them.
//!
//! The site answers at old addresses by itself, with a page that leads on; these files let a server say so before any
//! page is sent, and they alone can tell addresses apart that differ in their query.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::ledger::{Ledger, Live, Moves, Pattern, Piece, Whither};

use super::headers;
use super::path::decoded;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// One address.
    One {
        /// The old one.
        from: String,
        /// Where it leads.
        to: String,
    },
    /// Everything below an address.
    Below {
        /// The old one, with a slash at its end.
        from: String,
        /// What stands in its place.
        to: String,
    },
    /// What differs in its query.
    Query {
        /// The address before the question mark.
        path: String,
        /// The query.
        query: String,
        /// Where it leads.
        to: String,
    },
    /// What a pattern matches, as a regular expression and a replacement with `$1`, `$2`.
    Like {
        /// The expression, anchored at both ends.
        from: String,
        /// The query that the address must have; an expression too.
        query: Option<String>,
        /// Where it leads.
        to: String,
    },
}

/// The files that servers read, for a site whose addresses begin with `base`: path within the site, and text.
#[must_use]
pub fn server_files(
    base: &str,
    rules: &[Rule],
    moved: &BTreeMap<String, String>,
) -> Vec<(&'static str, String)> {
    let mut files: Vec<_> = headers::files(base)
        .into_iter()
        .map(|(path, text)| match path {
            ".htaccess" => (path, text + &for_apache(rules)),
            "server/Caddyfile" => (path, text + &for_caddy(rules)),
            _ => (path, text),
        })
        .collect();
    files.push(("_redirects", for_static_hosts(rules, moved, base.trim_end_matches('/'))));
    files.push(("server/nginx-redirects.conf", for_nginx(rules)));
    files
}

/// The rules of these moves, the most special first. `folder` is where the site stands on its host: empty, or
/// `/moten`.
#[must_use]
pub fn rules(moves: &Moves, (live, ledger): (&Live, &Ledger), folder: &str) -> Vec<Rule> {
    let place = |address: &str| format!("{folder}{address}");
    let end = |alias: &str| match moves.follow(alias.split('#').next().unwrap_or(alias), live, ledger) {
        Whither::There(there) if !alias.contains('#') => place(&there),
        _ => place(alias),
    };
    let mut rules = Vec::new();
    for (path, queries) in &moves.queries {
        for query in queries {
            let to = end(&query.alias.to);
            rules.push(Rule::Query { path: place(path), query: query.query.clone(), to });
        }
    }
    let by_length = |from: &&String| std::cmp::Reverse(from.len());
    let mut old: Vec<&String> = moves.exact.keys().collect();
    old.sort_by_key(by_length);
    for from in &old {
        rules.push(Rule::One { from: place(from), to: end(&moves.exact[*from].to) });
    }
    for from in old {
        let to = &moves.exact[from].to;
        if from.ends_with('/') && to.ends_with('/') && to != "/" {
            rules.push(Rule::Below { from: place(from), to: end(to) });
        }
    }
    rules.extend(moves.patterns.iter().map(|(from, to, _)| like(from, to, folder)));
    rules
}

fn like(from: &Pattern, to: &Pattern, folder: &str) -> Rule {
    let mut names: Vec<&str> = Vec::new();
    let mut expression = format!("^{}", escaped(folder));
    for piece in from.pieces() {
        match piece {
            Piece::Text(text) => expression.push_str(&escaped(text)),
            Piece::Name(name) => match names.iter().position(|known| known == name) {
                Some(at) => {
                    let _ = write!(expression, "\\{}", at + 1);
                }
                None => {
                    names.push(name);
                    let date = "([0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9](?:-[0-9]+)?)";
                    expression.push_str(if name == "date" { date } else { "([^/?&]+)" });
                }
            },
        }
    }
    let mut to_address = folder.to_owned();
    for piece in to.pieces() {
        match piece {
            Piece::Text(text) => to_address.push_str(text),
            Piece::Name(name) => {
                let at = names.iter().position(|known| known == name).unwrap_or_default();
                let _ = write!(to_address, "${}", at + 1);
            }
        }
    }
    match expression.split_once("\\?") {
        Some((path, query)) => {
            Rule::Like { from: format!("{path}$"), query: Some(format!("^{query}$")), to: to_address }
        }
        None if expression.ends_with('/') => {
            Rule::Like { from: format!("{expression}?$"), query: None, to: to_address }
        }
        None => Rule::Like { from: format!("{expression}/?$"), query: None, to: to_address },
    }
}

/// A text as a regular expression of itself.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if !c.is_ascii_alphanumeric()
            && !matches!(c, '/' | '-' | '_' | '%' | '=' | '&' | '~' | ',' | ':' | '@')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A `_redirects` file, read by hosts of static sites. Such files know no expressions: what a pattern leads to is told
/// by the pages at the old addresses, `moved`.
#[must_use]
pub fn for_static_hosts(rules: &[Rule], moved: &BTreeMap<String, String>, folder: &str) -> String {
    let mut out = String::new();
    for (from, to) in moved {
        let _ = writeln!(out, "{folder}{from} {folder}{to} 301");
    }
    for rule in rules {
        if let Rule::Below { from, to } = rule {
            let _ = writeln!(out, "{from}* {to}:splat 301");
        }
    }
    out
}

/// A file for the `http` block of nginx: plain addresses, which it looks up at once, then expressions; and queries,
/// which go before both.
#[must_use]
pub fn for_nginx(rules: &[Rule]) -> String {
    let (mut plain, mut like, mut queries) = (BTreeMap::new(), String::new(), String::new());
    for rule in rules {
        let _ = match rule {
            Rule::One { from, to } => {
                // The server has decoded what it looks up.
                let from = decoded(from).unwrap_or_else(|| from.clone());
                if let Some(bare) = from.strip_suffix('/') {
                    plain.entry(bare.to_owned()).or_insert(to);
                }
                plain.entry(from).or_insert(to);
                Ok(())
            }
            Rule::Below { from, to } => writeln!(like, "    \"~^{}(?<rest>.*)$\" {to}$rest;", escaped(from)),
            Rule::Query { path, query, to } => {
                writeln!(queries, "    \"~*^{}\\?{}$\" {to};", escaped(path), escaped(query))
            }
            Rule::Like { from, query: None, to } => writeln!(like, "    \"~{from}\" {to};"),
            Rule::Like { from, query: Some(query), to } => {
                let (from, query) = (from.trim_end_matches('$'), query.trim_start_matches('^'));
                writeln!(queries, "    \"~*{from}\\?{query}\" {to};")
            }
        };
    }
    let mut out = String::from(
        "# In the `http` block: include /path/to/this/file;\n\
         # In the `server` block: if ($diariet_moved) { return 301 $diariet_moved; }\n\
         map_hash_bucket_size 512;\nmap_hash_max_size 65536;\n\
         map $uri $diariet_moved_path {\n    default \"\";\n",
    );
    for (from, to) in plain {
        let _ = writeln!(out, "    \"{from}\" {to};");
    }
    let _ = write!(
        out,
        "{like}}}\nmap $request_uri $diariet_moved {{\n    default $diariet_moved_path;\n{queries}}}\n"
    );
    out
}

/// Lines for an `.htaccess` of Apache.
#[must_use]
pub fn for_apache(rules: &[Rule]) -> String {
    if rules.is_empty() {
        return String::new();
    }
    let mut out = String::from("<IfModule mod_rewrite.c>\nRewriteEngine On\n");
    // The server has decoded what it compares, so that there may be spaces; a query of the old address is dropped.
    let expression = |address: &str| escaped(&decoded(address).unwrap_or_else(|| address.to_owned()));
    let rule = |out: &mut String, from: &str, to: &str| {
        let _ = writeln!(out, "RewriteCond %{{REQUEST_URI}} \"{from}\"\nRewriteRule ^ {to} [R=301,L,NE,QSD]");
    };
    // `%1` is what the condition above has caught.
    let caught = |to: &str| to.replace('$', "%");
    for one in rules {
        match one {
            Rule::One { from, to } => match from.strip_suffix('/') {
                Some(bare) => rule(&mut out, &format!("^{}/?$", expression(bare)), to),
                None => rule(&mut out, &format!("^{}$", expression(from)), to),
            },
            Rule::Below { from, to } => {
                rule(&mut out, &format!("^{}(.*)$", expression(from)), &format!("{to}%1"));
            }
            Rule::Query { path, query, to } => {
                let _ = writeln!(out, "RewriteCond %{{QUERY_STRING}} \"^{}$\" [NC]", escaped(query));
                rule(&mut out, &format!("(?i)^{}$", expression(path)), to);
            }
            Rule::Like { from, query: None, to } => rule(&mut out, from, &caught(to)),
            Rule::Like { from, query: Some(query), to } => {
                // What is caught is caught by the condition that stands last.
                let _ = writeln!(out, "RewriteCond %{{REQUEST_URI}} \"(?i){from}\"");
                let _ = writeln!(out, "RewriteCond %{{QUERY_STRING}} \"{query}\" [NC]");
                let _ = writeln!(out, "RewriteRule ^ {} [R=301,L,NE,QSD]", caught(to));
            }
        }
    }
    out.push_str("</IfModule>\n");
    out
}

/// Lines for a site in a Caddyfile.
#[must_use]
pub fn for_caddy(rules: &[Rule]) -> String {
    let mut out = String::new();
    for (at, rule) in rules.iter().enumerate() {
        let name = format!("moved{}", at + 1);
        // What the expression has caught.
        let caught = |to: &str| {
            (1..=9).fold(to.to_owned(), |to, nth| {
                to.replace(&format!("${nth}"), &format!("{{re.{name}.{nth}}}"))
            })
        };
        let matcher = match rule {
            Rule::One { from, .. } => match from.strip_suffix('/') {
                Some(_) => format!("path {} {}", quoted(from.trim_end_matches('/')), quoted(from)),
                None => format!("path {}", quoted(from)),
            },
            Rule::Below { from, .. } => {
                let from = escaped(&decoded(from).unwrap_or_else(|| from.clone()));
                format!("path_regexp {name} \"^{from}(.*)$\"")
            }
            Rule::Query { path, query, .. } => {
                let mut out = format!("path {}", quoted(path));
                query.split('&').for_each(|part| {
                    let _ = write!(out, "\n\tquery {part}");
                });
                out
            }
            Rule::Like { from, query: None, .. } => format!("path_regexp {name} {from}"),
            Rule::Like { from, query: Some(query), .. } => {
                let (from, query) = (from.trim_end_matches('$'), query.trim_start_matches('^'));
                format!("vars_regexp {name} {{uri}} {from}\\?{query}")
            }
        };
        let to = match rule {
            Rule::Below { to, .. } => format!("{to}{{re.{name}.1}}"),
            Rule::One { to, .. } | Rule::Query { to, .. } => to.clone(),
            Rule::Like { to, .. } => caught(to),
        };
        let _ = writeln!(out, "@{name} {{\n\t{matcher}\n}}\nredir @{name} {to} 301");
    }
    out
}

/// An address as a Caddyfile has it: decoded, as the server compares it.
fn quoted(address: &str) -> String {
    format!("\"{}\"", decoded(address).unwrap_or_else(|| address.to_owned()))
}
