//! What other programs follow and harvest: feeds, calendars, site map, catalogue, OParl, and the linked data in pages.
//!
//! Comes in: a [`Site`](crate::site::Site). Goes out: files as paths and bytes, and what pages say in their heads.
//! Invariant: days come from the content, never from a clock; ids are made of the addresses under which pages were first published, and never change; a proposal
//! is called a proposal in every format; the text of what is not published in full stands nowhere.
//! Absent on purpose: HTML pages, where bytes go, and the collections of the contract, which `data` writes.

pub mod atom;
pub mod calendar;
pub mod dcat;
mod html;
mod json;
pub mod linked;
pub mod links;
mod moment;
mod news;
pub mod oparl;
mod place;
pub mod sitemap;
mod xml;

use rayon::prelude::*;

use crate::model::record::Item;
use crate::site::Site;

pub use crate::data::Output;
pub use news::News;
pub use place::Place;

/// What an item is called: one whose content is secret may have no title.
fn title_of(item: &Item) -> String {
    match (item.title.trim(), &item.paragraph) {
        ("", Some(paragraph)) => format!("§ {paragraph} publiceras inte"),
        ("", None) => "Paragrafen publiceras inte".to_owned(),
        (title, _) => title.to_owned(),
    }
}

/// Shows every feed, calendar and other view of a site for programs to `put`, several at once, and lets each go when it is put.
pub fn each(site: &Site, place: &Place, put: impl Fn(Output) + Sync) {
    let news = News::new(site, place);
    put(news.of_site());
    put(news.of_decisions());
    put(calendar::of_site(site, place));
    put(dcat::catalogue(site));
    site.bodies.par_iter().for_each(|body| {
        put(news.of_body(body));
        put(calendar::of_body(site, place, body));
    });
    site.cases.par_iter().for_each(|file| put(news.of_case(file)));
    oparl::each(site, place, &put);
}

#[cfg(test)]
mod tests;
