//! The published records: Meeting, Item, Document, Clause and what they are made of.
//!
//! One set of types serves `diariet import --json`, the `index.json` beside every page and the collections
//! under `/data/`; their JSON Schemas are generated from these definitions. Names of fields and of enumerated
//! words are the contract's and never change; fields may be added. What the source does not say is `None` or
//! empty, never a guess.

mod case;
mod document;
mod item;
mod meeting;

pub use case::{Amount, Case, CaseDocument, Event, EventKind, Latest, Mention, Origin, Stage};
pub use document::{Cell, Document, DocumentKind, Published, Table, Version};
pub use item::{
    Attachment, Ballot, Clause, Decision, Earlier, Item, ItemKind, Outcome, Point, Proposal, Said, Section,
    Vote, VoteName,
};
pub use meeting::{
    Finding, FindingSeverity, Meeting, Notice, Organ, Person, Role, Source, SourceKind, SourceState,
};

/// Defines an enumeration whose values are words of the contract, with the list of all values.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order of the definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it stands in content, records and pages.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value written as `word`, exactly; `None` for any other text.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

use words;
