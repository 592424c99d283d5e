"""What programs that we did not write say of the feeds, calendars and catalogue of a built site.

Usage: check.py FOLDER. Prints a count of files for each, and every fault; ends with 1 where there is one.
"""

import json
import re
import sys
from datetime import date, datetime
from pathlib import Path

import feedparser
import icalendar
import rdflib
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

faults = []


def fault(path, text):
    faults.append(f"{path}: {text}")


def check_feed(path):
    feed = feedparser.parse(path.read_bytes())
    if feed.bozo:
        fault(path, feed.bozo_exception)
    if feed.version != "atom10" or not feed.feed.get("updated_parsed"):
        fault(path, "is no Atom feed with a day")
    for entry in feed.entries:
        if not (entry.get("id") and entry.get("title") and entry.get("link") and entry.get("updated_parsed")):
            fault(path, f"an entry lacks id, title, link or day: {entry.get('id')}")
        if not entry.get("content") or not entry.content[0].value.strip():
            fault(path, f"an entry without text: {entry.get('id')}")


def check_calendar(path):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    for component in calendar.walk():
        for error in component.errors:
            fault(path, error)
    for event in calendar.walk("VEVENT"):
        for key in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "STATUS"):
            if key not in event:
                fault(path, f"an event lacks {key}")
        start = event.start
        if not isinstance(start, date):
            fault(path, f"an event begins at {start}")
        if isinstance(start, datetime):
            winter = start.month in (1, 2, 11, 12)
            hours = start.utcoffset().total_seconds() / 3600
            if hours not in ((1,) if winter else (1, 2)):
                fault(path, f"{start} is not Swedish time")


def check_catalogue(path):
    graph = rdflib.Graph().parse(path, format="xml")
    demanded = {
        DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
        DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.distribution, DCAT.contactPoint),
        DCAT.Distribution: (DCAT.accessURL, DCTERMS.license),
        DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
        FOAF.Agent: (FOAF.name,),
    }
    for kind, properties in demanded.items():
        things = list(graph.subjects(RDF.type, kind))
        if not things:
            fault(path, f"no {kind}")
        for thing in things:
            for wanted in properties:
                if (thing, wanted, None) not in graph:
                    fault(path, f"{thing} lacks {wanted}")
    own = {str(thing) for thing in graph.subjects(RDF.type, None)}
    for _, _, value in graph:
        if isinstance(value, rdflib.URIRef) and "dcat.rdf#" in value and str(value) not in own:
            fault(path, f"{value} is named and not described")
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        languages = {title.language for title in graph.objects(dataset, DCTERMS.title)}
        if languages != {"sv", "en"}:
            fault(path, f"{dataset} has titles in {languages}")


LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def check_linked(path):
    for text in LINKED.findall(path.read_text(encoding="utf-8")):
        data = json.loads(text)
        if data["@context"] != "https://schema.org" or not data.get("@type") or not data.get("name"):
            fault(path, "linked data without context, type or name")


def main(folder):
    checks = {
        "atom.xml": check_feed,
        "*.ics": check_calendar,
        "dcat.rdf": check_catalogue,
        "index.html": check_linked,
    }
    for pattern, check in checks.items():
        paths = sorted(Path(folder).rglob(pattern))
        if not paths:
            fault(folder, f"no {pattern}")
        for path in paths:
            check(path)
        print(f"{pattern}: {len(paths)} files")
    for text in faults:
        print(text, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
