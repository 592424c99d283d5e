//! Swedish for the lunr pipeline: elasticlunr-rs's Snowball stemmer with an analysis that keeps digits.

use std::cell::RefCell;

use elasticlunr::Language;
use elasticlunr::pipeline::{Pipeline, PipelineFn};

use crate::search::lookup::Texts;
use crate::search::words::{Mode, Scan};

/// Our `Language`: elasticlunr's own Swedish trims every digit away, so only its stemmer is used.
#[derive(Debug, Default, Clone, Copy)]
pub struct Swedish;

impl Language for Swedish {
    fn name(&self) -> String {
        "Swedish".into()
    }

    fn code(&self) -> String {
        "sv".into()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        let mut scan = Scan::default();
        scan.fill(text);
        let mut words = Vec::new();
        scan.tokens(Mode::Text, |token| words.push(token.text.to_owned()));
        words
    }

    fn make_pipeline(&self) -> Pipeline {
        // The last function of elasticlunr's pipeline is its stemmer; trimmer and stop words are left out.
        let mut theirs = elasticlunr::lang::Swedish::new().make_pipeline();
        let stemmer =
            theirs.queue.pop().map(|snowball| Box::new(Definite { snowball }) as Box<dyn PipelineFn>);
        Pipeline { queue: stemmer.into_iter().collect() }
    }
}

/// Snowball's stemmer, and what it leaves: `beslutet`, `skolan` and `programmet` are `beslut`, `skola` and `program`.
struct Definite {
    snowball: Box<dyn PipelineFn>,
}

impl PipelineFn for Definite {
    fn name(&self) -> String {
        "stemmer-sv-definite".into()
    }

    fn filter(&self, word: String) -> Option<String> {
        let stem = self.snowball.filter(word.clone())?;
        let letters = stem.chars().count();
        let neuter =
            stem.ends_with("et") && ["et", "ets", "eten", "etar"].iter().any(|ending| word.ends_with(ending));
        if letters >= 6 && neuter && !KEPT.iter().any(|ending| stem.ends_with(ending)) {
            return self.filter(stem[..stem.len() - 2].to_owned());
        }
        let unchanged = stem == word || word.strip_suffix('s') == Some(stem.as_str());
        if letters >= 5 && unchanged && stem.ends_with("an") {
            return self.snowball.filter(stem[..stem.len() - 1].to_owned());
        }
        // An `m` at the end of a word is doubled before an ending.
        if stem.ends_with("mm") {
            return Some(stem[..stem.len() - 1].to_owned());
        }
        Some(stem)
    }
}

/// `universitet`, `verksamhet` and `arbete` end so without being definite.
const KEPT: [&str; 3] = ["itet", "het", "arbet"];

/// Stems that a thread remembers before it forgets them all.
const REMEMBERED: usize = 1 << 17;

thread_local! {
    /// Pipelines cannot cross threads, and making one costs a regular expression.
    static PIPELINE: Pipeline = Swedish.make_pipeline();
    /// Most words of a meeting stood in the one before.
    static STEMS: RefCell<Texts<Box<[u8]>, Box<str>>> = RefCell::default();
}

/// The stem of a word that `words` has folded, for those who remember it themselves.
#[must_use]
pub(crate) fn stem_anew(word: &str) -> String {
    let stem = PIPELINE.with(|pipeline| pipeline.run(vec![word.to_owned()]).pop());
    stem.unwrap_or_else(|| word.to_owned())
}

/// The stem of a word that `words` has folded.
#[must_use]
pub fn stem(word: &str) -> String {
    STEMS.with_borrow_mut(|stems| {
        if let Some(stem) = stems.get(word.as_bytes()) {
            return stem.to_string();
        }
        let stem = stem_anew(word);
        if stems.len() >= REMEMBERED {
            *stems = Texts::default();
        }
        stems.insert(word.as_bytes(), stem.as_str().into());
        stem
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem_and_digits_survive() {
        assert_eq!(stem("elvägen"), stem("elvägar"));
        for (definite, bare) in [
            ("beslutet", "beslut"),
            ("projektets", "projekt"),
            ("skolan", "skola"),
            ("universitetet", "universitet"),
            ("budgeten", "budget"),
            ("samarbetet", "samarbete"),
            ("programmets", "program"),
            ("rummen", "rum"),
        ] {
            assert_eq!(stem(definite), stem(bare), "{definite}");
        }
        assert_eq!(Swedish.tokenize("§ 12 KS 2020/123").first().map(String::as_str), Some("§12"));
        assert_eq!(Swedish.make_pipeline().queue.len(), 1);
    }
}
