//! System, Body and the terms of office.

use serde_json::{Value, json};

use crate::model::date::Date;

use super::{Oparl, Output, SYSTEM, object, output};

impl Oparl<'_> {
    /// Publishes the system, its one body and the terms.
    pub(super) fn put_system(&self, put: &(dyn Fn(Output) + Sync)) {
        put(output(&self.place, &self.system()));
        put(output(&self.place, &self.body()));
        self.put_list("body", &[()], &|()| self.body(), put);
        self.put_list("legislativeterm", &self.terms(), &Value::clone, put);
    }

    /// First and last day of the meetings.
    pub(super) fn days(&self) -> Option<(Date, Date)> {
        let days = || self.site.meetings.iter().filter_map(|meeting| meeting.record.date);
        days().min().zip(days().max())
    }

    /// The last day of which a meeting tells, or on which one to come was told of.
    fn last(&self) -> Option<Date> {
        let meetings = self.site.meetings.iter();
        meetings.filter_map(|meeting| self.told(&meeting.record.url, meeting.record.date)).max()
    }

    fn system(&self) -> Value {
        let config = &self.site.config;
        let fields = json!({
            "oparlVersion": "https://schema.oparl.org/1.1/",
            "name": config.title,
            "body": self.list_url("body"),
            "license": config.licence.url,
            "contactName": config.contact.name,
            "contactEmail": config.contact.email,
            "website": self.place.url("/"),
            "web": self.place.url("/oppna-data/"),
        });
        object("System", &self.place.url(SYSTEM), self.last(), fields)
    }

    fn body(&self) -> Value {
        let config = &self.site.config;
        let fields = json!({
            "system": self.place.url(SYSTEM),
            "name": config.organisation,
            "website": self.place.url("/"),
            "license": config.licence.url,
            "contactName": config.contact.name,
            "contactEmail": config.contact.email,
            "organization": self.list_url("organization"),
            "person": self.list_url("person"),
            "meeting": self.list_url("meeting"),
            "paper": self.list_url("paper"),
            "agendaItem": self.list_url("agendaitem"),
            "consultation": self.list_url("consultation"),
            "file": self.list_url("file"),
            "locationList": self.list_url("location"),
            "membership": self.list_url("membership"),
            "legislativeTermList": self.list_url("legislativeterm"),
            "web": self.place.url("/"),
        });
        let mut body = object("Body", &self.body_id(), self.last(), fields);
        // Demanded also where it is empty.
        body["legislativeTerm"] = self.terms().into();
        body
    }

    /// The terms of office that the meetings fall in: four years from 15 October of an election year (Kommunallagen
    /// 5:9). Older law had other days, so no term before 2014 is told of.
    fn terms(&self) -> Vec<Value> {
        let Some((first, last)) = self.days() else { return Vec::new() };
        let starts = (2014..=last.year()).step_by(4).filter_map(|year| Date::new(year, 10, 15));
        starts
            .filter_map(|start| Some((start, Date::new(start.year() + 4, 10, 14)?)))
            .filter(|(start, end)| *start <= last && *end >= first)
            .map(|(start, end)| {
                let id = format!("{}#{}", self.body_id(), start.year());
                let name = format!("{}–{}", start.year(), end.year());
                let fields =
                    json!({ "body": self.body_id(), "name": name, "startDate": start, "endDate": end });
                object("LegislativeTerm", &id, Some(start), fields)
            })
            .collect()
    }
}
