"""What programs that we did not write say of the feeds, calendars, catalogue, linked data, site map and OParl of a
built site.

Usage: check.py [--oparl-schemas SCHEMAS] FOLDER. Prints a count of files for each, and every fault; ends with 1 where
there is one. SCHEMAS is the folder `schema/` of https://github.com/OParl/spec: with it, OParl is held against the
published schemas too, and not against our own table alone.
"""

import argparse
import json
import re
import sys
import urllib.robotparser
from datetime import date, datetime
from pathlib import Path

import feedparser
import icalendar
import jsonschema
import pyshacl
import rdflib
import xmlschema
from rdflib.namespace import DCAT, DCTERMS, RDF, SH

import oparl
from published import Published
from references import References, kind_of

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


HERE = Path(__file__).parent
SHAPES = rdflib.Graph().parse(HERE / "shapes.ttl")


def check_shapes(path, graph, kinds):
    """What SHACL says; and that there is something of each kind to say it of."""
    for kind in kinds:
        if (None, RDF.type, kind) not in graph:
            fault(path, f"no {kind}")
    _, report, _ = pyshacl.validate(graph, shacl_graph=SHAPES, advanced=False, inference="none")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, at = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        fault(path, f"{node} {at}: {report.value(result, SH.resultMessage)}")


def check_catalogue(path):
    graph = rdflib.Graph().parse(path, format="xml")
    own = {str(thing) for thing in graph.subjects(RDF.type, None)}
    for _, _, value in graph:
        if isinstance(value, rdflib.URIRef) and "dcat.rdf#" in value and str(value) not in own:
            fault(path, f"{value} is named and not described")
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        languages = {title.language for title in graph.objects(dataset, DCTERMS.title)}
        if languages != {"sv", "en"}:
            fault(path, f"{dataset} has titles in {languages}")
    check_shapes(path, graph, (DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, DCAT.DataService))


LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
SCHEMA = rdflib.Namespace("https://schema.org/")
# The context that schema.org serves, as far as it changes what our pages say; nothing is fetched.
CONTEXT = {"@vocab": str(SCHEMA), **{name: {"@type": "@id"} for name in ("url", "license", "eventStatus")}}
everything = rdflib.Graph()


def check_linked(path):
    for text in LINKED.findall(path.read_text(encoding="utf-8")):
        data = json.loads(text)
        if data["@context"] != "https://schema.org" or not data.get("@type") or not data.get("name"):
            fault(path, "linked data without context, type or name")
        data["@context"] = CONTEXT
        everything.parse(data=json.dumps(data), format="json-ld")


def check_all_linked(folder):
    """All pages at once, so that two that speak of one thing must agree."""
    kinds = (SCHEMA.WebSite, SCHEMA.Event, SCHEMA.CreativeWork, SCHEMA.DigitalDocument, SCHEMA.GovernmentOrganization)
    check_shapes(folder, everything, kinds)
    print(f"linked data: {len(everything)} statements")


def check_sitemap(path):
    for error in xmlschema.XMLSchema(HERE / "sitemap.xsd").iter_errors(path):
        fault(path, error.reason)


def check_robots(path):
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(path.read_text(encoding="utf-8").splitlines())
    if not robots.site_maps():
        fault(path, "names no site map")
    for page in ("/", "/sok/", "/data/dcat.rdf"):
        if not robots.can_fetch("*", page):
            fault(path, f"closes {page}")


VALIDATORS = {
    name: jsonschema.Draft202012Validator(
        oparl.schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for name in oparl.OBJECTS
}
LISTING = jsonschema.Draft202012Validator(oparl.listing())
oparl_files = {}


def check_oparl(path):
    data = json.loads(path.read_text(encoding="utf-8"))
    is_list = "oparl/list/" in path.as_posix()
    if is_list:
        for error in LISTING.iter_errors(data):
            fault(path, f"{error.json_path}: {error.message}")
    for thing in data["data"] if is_list else [data]:
        for error in VALIDATORS[kind_of(thing)].iter_errors(thing):
            fault(path, f"{thing['id']} {error.json_path}: {error.message}")
    oparl_files[path] = data


def check_all_oparl(folder, schemas):
    system = json.loads((Path(folder) / "oparl/system.json").read_text(encoding="utf-8"))
    base = system["id"].removesuffix("oparl/system.json")
    all_oparl = References({base + path.relative_to(folder).as_posix(): data for path, data in oparl_files.items()})
    for address, text in all_oparl.faults():
        fault(address, text)
    kinds = [kind_of(things[0]) for things in all_oparl.objects.values()]
    for kind in oparl.OBJECTS:
        if kind not in kinds:
            fault(folder, f"no {kind} in OParl")
    print(f"OParl: {len(kinds)} objects of {len(set(kinds))} types")
    if schemas:
        check_published(all_oparl.objects, Published(schemas))


def check_published(objects, published):
    for text in published.differences():
        fault("oparl.py", text)
    for address, things in objects.items():
        for thing in things:
            for error in published.errors(thing):
                fault(address, f"{error.json_path}: {error.message}")
    for address, text in published.not_led_back(objects):
        fault(address, text)
    count = sum(len(things) for things in objects.values())
    print(f"OParl by its published schemas: {count} objects by {len(published.schemas)} schemas")


def main(folder, schemas):
    checks = {
        "atom.xml": check_feed,
        "*.ics": check_calendar,
        "dcat.rdf": check_catalogue,
        "index.html": check_linked,
        "sitemap*.xml": check_sitemap,
        "robots.txt": check_robots,
        "oparl/**/*.json": check_oparl,
    }
    for pattern, check in checks.items():
        paths = sorted(Path(folder).rglob(pattern))
        if not paths:
            fault(folder, f"no {pattern}")
        for path in paths:
            check(path)
        print(f"{pattern}: {len(paths)} files")
    check_all_linked(folder)
    check_all_oparl(folder, schemas)
    for text in faults:
        print(text, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--oparl-schemas", metavar="SCHEMAS")
    options.add_argument("folder", metavar="FOLDER")
    chosen = options.parse_args()
    sys.exit(main(chosen.folder, chosen.oparl_schemas))
