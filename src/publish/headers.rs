//! The headers that the site is made for: one list, sent by `diariet serve` and written as ready files for servers.

use std::fmt::Write as _;

/// What a page may load: its own files and nothing else, no inline script or style, in nobody's frame.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every answer.
pub const EVERYWHERE: &[(&str, &str)] = &[
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// How long answers may be kept: pages are asked for again each time (a cheap 304), so that what is withdrawn is gone.
pub const CACHE_CONTROL: &str = "no-cache";

/// File types by ending, as published. Text is UTF-8.
pub const TYPES: &[(&str, &str)] = &[
    ("atom", "application/atom+xml; charset=utf-8"),
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("gif", "image/gif"),
    ("html", "text/html; charset=utf-8"),
    ("ico", "image/vnd.microsoft.icon"),
    ("ics", "text/calendar; charset=utf-8"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("jsonld", "application/ld+json; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("ndjson", "application/x-ndjson; charset=utf-8"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("rdf", "application/rdf+xml; charset=utf-8"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("sqlite", "application/vnd.sqlite3"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("ttl", "text/turtle; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("webp", "image/webp"),
    ("xml", "application/xml; charset=utf-8"),
    ("zip", "application/zip"),
];

/// The type of a file by the ending of its name; unknown ones are bytes to be saved, never to be shown.
#[must_use]
pub fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(ending))
        .map_or("application/octet-stream", |(_, content_type)| content_type)
}

/// A `_headers` file, read by hosts of static sites.
#[must_use]
pub fn for_static_hosts() -> String {
    let mut out = String::from("/*\n");
    for (name, value) in all() {
        let _ = writeln!(out, "  {name}: {value}");
    }
    out
}

/// Lines for a `server` block of nginx.
#[must_use]
pub fn for_nginx() -> String {
    let mut out = String::from("error_page 404 /404.html;\ncharset utf-8;\n");
    for (name, value) in all() {
        let _ = writeln!(out, "add_header {name} \"{value}\" always;");
    }
    out.push_str("types {\n");
    for (ending, content_type) in TYPES {
        let plain = content_type.split(';').next().unwrap_or(content_type);
        let _ = writeln!(out, "    {plain} {ending};");
    }
    out.push_str("}\n");
    out
}

/// An `.htaccess` for Apache.
#[must_use]
pub fn for_apache() -> String {
    let mut out = String::from("ErrorDocument 404 /404.html\nOptions -Indexes\nDirectorySlash On\n");
    for (name, value) in all() {
        let _ = writeln!(out, "Header always set {name} \"{value}\"");
    }
    for (ending, content_type) in TYPES {
        let _ = writeln!(out, "AddType \"{content_type}\" .{ending}");
    }
    out
}

fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    EVERYWHERE.iter().copied().chain([("Cache-Control", CACHE_CONTROL)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_go_by_ending_and_text_says_that_it_is_utf8() {
        assert_eq!(content_type("ks/2026-03-04/mote.ics"), "text/calendar; charset=utf-8");
        assert_eq!(content_type("data/arenden.CSV"), "text/csv; charset=utf-8");
        assert_eq!(content_type("data/changes.ndjson"), "application/x-ndjson; charset=utf-8");
        for path in ["LICENSE", "a.b/c", "x.exe", ".html.", ""] {
            assert_eq!(content_type(path), "application/octet-stream", "{path}");
        }
        for (ending, content_type) in TYPES {
            let is_text = content_type.starts_with("text/")
                || content_type.contains("xml")
                || content_type.contains("json");
            assert_eq!(is_text, content_type.ends_with("; charset=utf-8"), "{ending}");
        }
        assert!(TYPES.is_sorted());
    }

    #[test]
    fn every_server_file_says_all_of_it() {
        for text in [for_static_hosts(), for_nginx(), for_apache()] {
            for (name, value) in all() {
                assert!(text.contains(name) && text.contains(value), "{name} in {text}");
                assert!(!value.contains('"'), "a quotation mark would end the value in a server file");
            }
        }
    }

    #[test]
    fn the_policy_allows_nothing_inline_and_nobody_else() {
        for part in ["unsafe", "http:", "https:", "data:", "*"] {
            assert!(!CONTENT_SECURITY_POLICY.contains(part), "{part}");
        }
    }
}
