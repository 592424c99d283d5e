//! Swedish for the lunr pipeline: elasticlunr-rs's Snowball stemmer with an analysis that keeps digits.

use elasticlunr::Language;
use elasticlunr::pipeline::Pipeline;

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
        let stemmer = theirs.queue.pop();
        Pipeline { queue: stemmer.into_iter().collect() }
    }
}

thread_local! {
    /// Pipelines cannot cross threads, and making one costs a regular expression.
    static PIPELINE: Pipeline = Swedish.make_pipeline();
}

/// The stem of a word that `words` has folded.
#[must_use]
pub fn stem(word: &str) -> String {
    PIPELINE.with(|pipeline| pipeline.run(vec![word.to_owned()]).pop()).unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem_and_digits_survive() {
        assert_eq!(stem("elvägen"), stem("elvägar"));
        assert_eq!(Swedish.tokenize("§ 12 KS 2020/123").first().map(String::as_str), Some("§12"));
        assert_eq!(Swedish.make_pipeline().queue.len(), 1);
    }
}
