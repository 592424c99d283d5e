//! The elected, their seats, and the bodies and parties that they sit for.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::base::text;
use crate::content::Body;
use crate::model::date::Date;
use crate::model::record::Role;
use crate::site::{Meeting, Site};

use super::{Oparl, Output, object, oldest_first, output};

/// Everybody elected that the site names. Nobody but the name and the party tells two of them apart.
pub(super) struct People<'a> {
    /// Slug of the address, by name and party.
    slugs: BTreeMap<(&'a str, Option<&'a str>), String>,
    /// In the order in which they were first named, so that addresses stay.
    order: Vec<(&'a str, Option<&'a str>)>,
    /// In the order of the bodies, then of `order`.
    seats: Vec<Seat<'a>>,
    /// Parties by slug.
    parties: BTreeMap<String, &'a str>,
}

/// A seat of somebody in a body.
struct Seat<'a> {
    /// Path of its address.
    path: String,
    person: (&'a str, Option<&'a str>),
    body: &'a Body,
    role: Role,
    from: Option<Date>,
    to: Option<Date>,
}

impl<'a> People<'a> {
    pub(super) fn new(site: &'a Site) -> Self {
        let mut people =
            Self { slugs: BTreeMap::new(), order: Vec::new(), seats: Vec::new(), parties: BTreeMap::new() };
        for (_, meeting) in oldest_first(site) {
            for person in meeting.record.people.iter().filter(|person| is_elected(person.role)) {
                people.meet((&person.name, person.party.as_deref()));
            }
        }
        for member in
            site.bodies.iter().flat_map(|body| &body.members).filter(|member| is_elected(member.role))
        {
            people.meet((&member.name, member.party.as_deref()));
        }
        for body in &site.bodies {
            people.seat(site, body);
        }
        people
    }

    /// The full addresses of those who were there.
    pub(super) fn present(&self, oparl: &Oparl<'_>, meeting: &Meeting) -> Vec<String> {
        let there = meeting.record.people.iter().filter(|person| person.present == Some(true));
        let slugs = there.filter_map(|person| self.slugs.get(&(&*person.name, person.party.as_deref())));
        let mut ids: Vec<String> = slugs.map(|slug| oparl.id("person", slug)).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    fn meet(&mut self, person: (&'a str, Option<&'a str>)) {
        if self.slugs.contains_key(&person) {
            return;
        }
        let party = person.1.map(text::slug).filter(|slug| !slug.is_empty());
        let base =
            [Some(text::slug(person.0)), party.clone()].into_iter().flatten().collect::<Vec<_>>().join("-");
        let taken = |slug: &String| self.slugs.values().any(|known| known == slug);
        let slug = std::iter::once(base.clone())
            .chain((2..).map(|number| format!("{base}-{number}")))
            .find(|slug| !taken(slug))
            .unwrap_or(base);
        if let (Some(slug), Some(name)) = (party, person.1) {
            self.parties.entry(slug).or_insert(name);
        }
        self.slugs.insert(person, slug);
        self.order.push(person);
    }

    /// The seats in a body: those that its file lists, and those that only minutes tell of.
    fn seat(&mut self, site: &'a Site, body: &'a Body) {
        let mut seats: Vec<Seat<'a>> = Vec::new();
        for member in body.members.iter().filter(|member| is_elected(member.role)) {
            seats.push(Seat {
                path: String::new(),
                person: (&member.name, member.party.as_deref()),
                body,
                role: member.role,
                from: member.from,
                to: member.to,
            });
        }
        let listed = seats.len();
        let own = oldest_first(site)
            .filter(|(_, meeting)| meeting.record.organ.slug.as_deref() == Some(&body.slug));
        for person in
            own.flat_map(|(_, meeting)| &meeting.record.people).filter(|person| is_elected(person.role))
        {
            let who = (person.name.as_str(), person.party.as_deref());
            let role = seat_of(person.role);
            let known =
                |(at, seat): (usize, &Seat<'_>)| seat.person == who && (at < listed || seat.role == role);
            if !seats.iter().enumerate().any(known) {
                seats.push(Seat { path: String::new(), person: who, body, role, from: None, to: None });
            }
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for mut seat in seats {
            let slug = self.slugs.get(&seat.person).map_or("", String::as_str);
            let path = format!("{}/{slug}-{}", body.slug, text::slug(seat.role.word()));
            let count = counts.entry(path.clone()).or_default();
            *count += 1;
            seat.path = if *count > 1 { format!("{path}-{count}") } else { path };
            self.seats.push(seat);
        }
    }
}

impl Oparl<'_> {
    /// Publishes people, seats, bodies and parties, and the lists of them.
    pub(super) fn put_people(&self, put: &(dyn Fn(Output) + Sync)) {
        let people = &self.people;
        let day = self.days().map(|(first, _)| first);
        let mut groups: Vec<Value> = self.site.bodies.iter().map(|body| self.organization(body)).collect();
        groups.extend(people.parties.iter().map(|(slug, name)| {
            let fields = json!({ "body": self.body_id(), "name": name, "organizationType": "Partei" });
            object("Organization", &self.party_id(slug), day, fields)
        }));
        groups.par_iter().for_each(|group| put(output(&self.place, group)));
        people.order.par_iter().for_each(|person| put(output(&self.place, &self.person(*person))));
        people.seats.par_iter().for_each(|seat| put(output(&self.place, &self.membership(seat))));
        self.put_list("organization", &groups, &Value::clone, put);
        self.put_list("person", &people.order, &|person| self.person(*person), put);
        self.put_list("membership", &people.seats, &|seat| self.membership(seat), put);
    }

    fn party_id(&self, slug: &str) -> String {
        self.id("organization", &format!("parti/{slug}"))
    }

    fn organization(&self, body: &Body) -> Value {
        let seats = self.people.seats.iter().filter(|seat| seat.body.slug == body.slug);
        let own =
            self.site.meetings.iter().filter(|one| one.record.organ.slug.as_deref() == Some(&body.slug));
        let day = own.filter_map(|meeting| meeting.record.date).min().or(self.days().map(|(first, _)| first));
        let council = text::folded(&body.name).contains("fullmaktige");
        let fields = json!({
            "body": self.body_id(),
            "name": body.name,
            "shortName": body.short,
            "organizationType": "Gremium",
            // OParl's word for the highest democratic body.
            "classification": council.then_some("Parlament"),
            "subOrganizationOf": body.parent.as_ref().map(|slug| self.id("organization", slug)),
            "endDate": body.dissolved,
            "membership": seats.map(|seat| self.id("membership", &seat.path)).collect::<Vec<_>>(),
            "web": self.place.url(&body.url),
        });
        object("Organization", &self.id("organization", &body.slug), day, fields)
    }

    fn person(&self, person: (&str, Option<&str>)) -> Value {
        let slug = self.people.slugs.get(&person).map_or("", String::as_str);
        let seats = self.people.seats.iter().filter(|seat| seat.person == person);
        let fields = json!({
            "body": self.body_id(),
            "name": person.0,
            "membership": seats.map(|seat| self.membership(seat)).collect::<Vec<_>>(),
        });
        object("Person", &self.id("person", slug), self.days().map(|(first, _)| first), fields)
    }

    fn membership(&self, seat: &Seat<'_>) -> Value {
        let slug = self.people.slugs.get(&seat.person).map_or("", String::as_str);
        let party = seat.person.1.map(text::slug).filter(|slug| !slug.is_empty());
        let votes = !matches!(seat.role, Role::Ersattare);
        let fields = json!({
            "person": self.id("person", slug),
            "organization": self.id("organization", &seat.body.slug),
            "role": seat.role.word(),
            "votingRight": votes.then_some(true),
            "startDate": seat.from,
            "endDate": seat.to,
            "onBehalfOf": party.map(|slug| self.party_id(&slug)),
        });
        let day = seat.from.or(self.days().map(|(first, _)| first));
        object("Membership", &self.id("membership", &seat.path), day, fields)
    }
}

/// Whether it is a part that one is elected to.
fn is_elected(role: Role) -> bool {
    !matches!(role, Role::Sekreterare | Role::Ovrig)
}

/// The seat that somebody who has this part at a meeting holds: whoever serves for another is a substitute.
fn seat_of(role: Role) -> Role {
    if role == Role::TjanstgorandeErsattare { Role::Ersattare } else { role }
}
