//! Diariet turns Swedish meeting packets into a static website.

pub mod base;
pub mod build;
pub mod content;
pub mod data;
pub mod model;
pub mod packet;
pub mod publish;
pub mod site;
pub mod split;
