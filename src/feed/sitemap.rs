//! The site map (sitemaps.org 0.9) and `robots.txt`.

use super::xml::Xml;
use super::{Output, Place};

/// The protocol's limit of addresses in one file.
const LIMIT: usize = 50_000;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// `sitemap.xml` of these addresses within the site, in their order; above 50,000 an index of `sitemap-1.xml` and so
/// on. No `lastmod`: the content does not say when a page was changed, and a wrong day is worse than none.
#[must_use]
pub fn sitemap(place: &Place, urls: &[String]) -> Vec<Output> {
    split(place, urls, LIMIT)
}

/// `robots.txt`: everything may be read. Pages that should not be found say so themselves, and could not if they
/// were closed here.
#[must_use]
pub fn robots(place: &Place) -> Output {
    let text = format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", place.url("/sitemap.xml"));
    Output { path: "robots.txt".into(), bytes: text.into_bytes() }
}

fn split(place: &Place, urls: &[String], limit: usize) -> Vec<Output> {
    if urls.len() <= limit {
        return vec![Output { path: "sitemap.xml".into(), bytes: list("urlset", "url", urls, place) }];
    }
    let parts: Vec<&[String]> = urls.chunks(limit).collect();
    let names: Vec<String> = (1..=parts.len()).map(|number| format!("/sitemap-{number}.xml")).collect();
    let mut out =
        vec![Output { path: "sitemap.xml".into(), bytes: list("sitemapindex", "sitemap", &names, place) }];
    out.extend(names.iter().zip(parts).map(|(name, part)| Output {
        path: name.trim_start_matches('/').to_owned(),
        bytes: list("urlset", "url", part, place),
    }));
    out
}

fn list(root: &str, member: &str, urls: &[String], place: &Place) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(root, &[NAMESPACE]);
    for url in urls {
        xml.open(member, &[]);
        xml.text("loc", &[], &place.url(url));
        xml.close(member);
    }
    xml.close(root);
    xml.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_site_has_an_index() {
        let config = crate::feed::tests::site().config;
        let place = Place::new(&config);
        let urls: Vec<String> = (0..5).map(|n| format!("/ks/{n}/")).collect();
        let whole = split(&place, &urls, 5);
        assert_eq!(whole.len(), 1);
        let parts = split(&place, &urls, 2);
        let names: Vec<&str> = parts.iter().map(|part| part.path.as_str()).collect();
        assert_eq!(names, ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]);
        let index = String::from_utf8(parts[0].bytes.clone()).unwrap();
        assert!(index.contains("<loc>https://moten.exempelby.example/sitemap-3.xml</loc>"), "{index}");
        let last = String::from_utf8(parts[3].bytes.clone()).unwrap();
        assert!(last.contains("/ks/4/</loc>") && !last.contains("/ks/3/"), "{last}");
    }
}
