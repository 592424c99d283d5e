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
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
];

/// Header of every answer of a published site: what is public, programs on pages of others may read too, as OParl
/// demands. `diariet serve` does not send it: what lies on a clerk's own machine is for nobody else's pages.
pub const SHARED: (&str, &str) = ("Access-Control-Allow-Origin", "*");

/// How long answers may be kept: they are asked for again each time (a cheap 304), so that what is withdrawn is gone.
pub const CACHE_CONTROL: &str = "no-cache";

/// For files whose address changes with their content: for ever, but in the reader's own browser only, for nobody can
/// take them out of a cache that stands between.
pub const CACHE_CONTROL_FOR_EVER: &str = "private, max-age=31536000, immutable";

/// The folder of such files. The search index has such names too, but holds words of documents: it is asked for again.
pub const FOR_EVER: &str = "static/";

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

/// The server files of a site whose addresses begin with `base` (`/`, `/moten/`): path within the site, and text.
#[must_use]
pub fn files(base: &str) -> [(&'static str, String); 4] {
    [
        ("_headers", for_static_hosts(base)),
        (".htaccess", for_apache(base)),
        ("server/nginx.conf", for_nginx(base)),
        ("server/Caddyfile", for_caddy(base)),
    ]
}

/// A `_headers` file, read by hosts of static sites. They add the values of all patterns that fit, and ask for pages
/// anew by themselves; so the time to keep them stands only where it is another.
fn for_static_hosts(base: &str) -> String {
    let mut out = format!("{base}*\n");
    for (name, value) in EVERYWHERE.iter().chain([&SHARED]) {
        let _ = writeln!(out, "  {name}: {value}");
    }
    let _ = write!(out, "\n{base}{FOR_EVER}*\n  Cache-Control: {CACHE_CONTROL_FOR_EVER}\n");
    out
}

/// Lines for a `server` block of nginx.
fn for_nginx(base: &str) -> String {
    let mut out = format!(
        "# In a `server` block that has a `root`: include /path/to/this/file;\n\
         # Old addresses stand in nginx-redirects.conf.\n\
         index index.html;\nerror_page 404 {base}404.html;\ndefault_type application/octet-stream;\n"
    );
    let mut with_charset: Vec<&str> =
        TYPES.iter().filter_map(|(_, whole)| whole.split_once(';')).map(|(plain, _)| plain).collect();
    with_charset.retain(|plain| *plain != "text/html");
    with_charset.sort_unstable();
    with_charset.dedup();
    let _ = writeln!(out, "charset utf-8;\ncharset_types {};", with_charset.join(" "));
    out.push_str("types {\n");
    for (ending, content_type) in TYPES {
        let plain = content_type.split(';').next().unwrap_or(content_type);
        let _ = writeln!(out, "    {plain} {ending};");
    }
    out.push_str("}\n");
    for (name, value) in everywhere(CACHE_CONTROL) {
        let _ = writeln!(out, "add_header {name} \"{value}\" always;");
    }
    // A location with headers of its own has none of those outside.
    let _ = writeln!(out, "location ^~ {base}{FOR_EVER} {{");
    for (name, value) in everywhere(CACHE_CONTROL_FOR_EVER) {
        let _ = writeln!(out, "    add_header {name} \"{value}\" always;");
    }
    out.push_str("}\nlocation ~ /\\.(?!well-known/) {\n    return 404;\n}\n");
    out
}

/// An `.htaccess` for Apache.
fn for_apache(base: &str) -> String {
    let mut out = format!("DirectoryIndex index.html\nErrorDocument 404 {base}404.html\n");
    for (ending, content_type) in TYPES {
        let _ = writeln!(out, "AddType \"{content_type}\" .{ending}");
    }
    out.push_str("<IfModule mod_headers.c>\n");
    for (name, value) in everywhere(CACHE_CONTROL) {
        let _ = writeln!(out, "    Header always set {name} \"{value}\"");
    }
    let _ = writeln!(
        out,
        "    <If \"%{{REQUEST_URI}} =~ m#^{base}{FOR_EVER}#\">\n        \
         Header always set Cache-Control \"{CACHE_CONTROL_FOR_EVER}\"\n    </If>\n</IfModule>"
    );
    out
}

/// Lines for a site's block of Caddy.
fn for_caddy(base: &str) -> String {
    let mut out = String::from(
        "# In a site's block that has a `root` and a `file_server`: import /path/to/this/file\nheader {\n",
    );
    for (name, value) in EVERYWHERE.iter().chain([&SHARED]) {
        let _ = writeln!(out, "    {name} \"{value}\"");
    }
    let _ = write!(
        out,
        "}}\n@kept path {base}{FOR_EVER}*\nheader @kept Cache-Control \"{CACHE_CONTROL_FOR_EVER}\"\n\
         @asked not path {base}{FOR_EVER}*\nheader @asked Cache-Control \"{CACHE_CONTROL}\"\n"
    );
    for (ending, content_type) in TYPES.iter().filter(|(ending, _)| *ending != "html") {
        let _ = writeln!(out, "@{ending} path *.{ending}\nheader @{ending} Content-Type \"{content_type}\"");
    }
    let _ = write!(
        out,
        "@hidden path_regexp /\\.[^w]\nrespond @hidden 404\n\
         handle_errors {{\n    @missing expression {{err.status_code}} == 404\n    rewrite @missing {base}404.html\n    file_server\n}}\n"
    );
    out
}

fn everywhere(cache: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    EVERYWHERE.iter().copied().chain([SHARED, ("Cache-Control", cache)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::path;

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
        for (path, text) in files("/moten/") {
            for (name, value) in everywhere(CACHE_CONTROL_FOR_EVER) {
                assert!(text.contains(name) && text.contains(value), "{name} in {path}: {text}");
                assert!(!value.contains('"'), "a quotation mark would end the value in a server file");
            }
            assert!(text.contains("/moten/static/"), "{path}: {text}");
            assert!(
                path == "_headers" || text.contains("/moten/404.html") && text.contains("\"no-cache\""),
                "{path}: {text}"
            );
            assert!(path::fault(path).is_none(), "{path}");
        }
    }

    #[test]
    fn the_policy_allows_nothing_inline_and_nobody_else() {
        for part in ["unsafe", "http:", "https:", "data:", "*"] {
            assert!(!CONTENT_SECURITY_POLICY.contains(part), "{part}");
        }
    }
}
