//! What each kind of page shows: view structs that templates read, borrowed from the site where they can be.
//!
//! Comes in: a [`Site`](crate::site::Site), or one meeting with the text of one document. Goes out: values that
//! serialise; each holds a [`Frame`] under the name `page`.
//! Invariant: a proposal and a decision are different types here, never one with a mark; and nothing says that a case
//! is under way or closed, because the documents do not. Absent on purpose: HTML, templates, files, and the day of
//! today, which is an argument where it matters.

pub mod about;
pub mod accessibility;
pub mod body;
pub mod case;
pub mod change;
pub mod cite;
pub mod clauses;
pub mod complete;
pub mod directory;
pub mod document;
pub mod frame;
pub mod item;
pub mod meeting;
pub mod money;
pub mod moved;
pub mod not_found;
pub mod notices;
pub mod open_data;
pub mod register;
pub mod search;
pub mod start;

pub use directory::Directory;
pub use frame::{Crumb, Frame};
