//! Those called and those present.

use std::collections::BTreeSet;

use crate::model::record::Person;

use super::super::matching;
use super::Layer;

/// Merges a list of people. Minutes say who was there: their list stands, and those who were only called follow it,
/// with their presence unknown. An agenda never says that anybody was there.
pub(super) fn merge(old: &mut Vec<Person>, new: Vec<Person>, layer: Layer) {
    if new.is_empty() {
        return;
    }
    match layer {
        Layer::Minutes => {
            let before = std::mem::replace(old, new);
            add(old, before);
        }
        Layer::Agenda if old.iter().all(|person| person.present.is_none()) => {
            let before = std::mem::replace(old, new);
            add(old, before);
        }
        Layer::Agenda | Layer::SomeMinutes | Layer::Papers => add(old, new),
    }
}

/// Adds those whose names are not there.
fn add(people: &mut Vec<Person>, more: Vec<Person>) {
    let there: BTreeSet<String> = people.iter().map(|person| matching::plain(&person.name)).collect();
    people.extend(more.into_iter().filter(|person| !there.contains(&matching::plain(&person.name))));
}
