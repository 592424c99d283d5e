//! Lists of objects, in pages.

use rayon::prelude::*;
use serde_json::{Value, json};

use super::{Oparl, Output, bytes};

/// Objects on a page; OParl advises pages above a hundred.
const PER_PAGE: usize = 100;

impl Oparl<'_> {
    /// The full address of a list's first page.
    pub(super) fn list_url(&self, name: &str) -> String {
        self.page_url(name, 1)
    }

    fn page_url(&self, name: &str, page: usize) -> String {
        let number = if page > 1 { format!("-{page}") } else { String::new() };
        self.place.url(&format!("/oparl/list/{name}{number}.json"))
    }

    /// Publishes the list of the objects that `object` makes of `members`, page by page, several at once, so that no
    /// more than a page a thread is in memory.
    pub(super) fn put_list<T: Sync>(
        &self,
        name: &str,
        members: &[T],
        object: &(dyn Fn(&T) -> Value + Sync),
        put: &(dyn Fn(Output) + Sync),
    ) {
        let pages = members.len().div_ceil(PER_PAGE).max(1);
        (1..=pages).into_par_iter().for_each(|page| {
            let first = (page - 1) * PER_PAGE;
            let end = members.len().min(first + PER_PAGE);
            let data: Vec<Value> = members.get(first..end).unwrap_or_default().iter().map(object).collect();
            let neighbour = |number: usize| self.page_url(name, number);
            let mut links = serde_json::Map::new();
            links.insert("first".into(), neighbour(1).into());
            if page > 1 {
                links.insert("prev".into(), neighbour(page - 1).into());
            }
            links.insert("self".into(), neighbour(page).into());
            if page < pages {
                links.insert("next".into(), neighbour(page + 1).into());
            }
            links.insert("last".into(), neighbour(pages).into());
            let whole = json!({
                "data": data,
                "pagination": {
                    "totalElements": members.len(),
                    "elementsPerPage": PER_PAGE,
                    "currentPage": page,
                    "totalPages": pages,
                },
                "links": links,
            });
            let url = self.page_url(name, page);
            let path = url.strip_prefix(&self.place.url("/")).unwrap_or(&url).to_owned();
            put(Output { path, bytes: bytes(&whole) });
        });
    }
}
