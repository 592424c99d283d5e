"""The objects of OParl 1.1 as JSON Schemas, for a validator that we did not write.

The facts (which properties an object has, what they hold, what they point at) are those of the specification,
https://dev.oparl.org/spezifikation and the folder `schema/` of https://github.com/OParl/spec; the form is ours, and
`published.py` holds the table against that folder. What must be there is more than the folder demands: the text of
the specification has `created`, `modified` and the lists of a body for obligatory, and an object without a name helps
nobody.
What is not listed is refused, so that a misspelt property is found.
"""

MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}
URL = {"type": "string", "format": "uri", "pattern": "^https?://"}
TEXT = {"type": "string", "minLength": 1}
YES = {"type": "boolean"}
WHOLE = {"type": "integer", "minimum": 0}


def many(of):
    return {"type": "array", "items": of, "uniqueItems": True}


def inner(name):
    """An object within another."""
    return {"$ref": f"#/$defs/{name}"}


def to(name):
    """The address of an object of this type. JSON Schema passes over `refers`; `references.py` does not."""
    return {**URL, "refers": name}


def listed(name):
    """The address of the first page of a list of objects of this type."""
    return {**URL, "lists": name}


# Every object has these.
COMMON = {
    "id": URL,
    "type": TEXT,
    "license": URL,
    "keyword": many(TEXT),
    "web": URL,
    "created": MOMENT,
    "modified": MOMENT,
    "deleted": YES,
}
MUST = ["id", "type", "created", "modified"]

# Name: the properties that must be there beside the common ones, and what every property holds.
OBJECTS = {
    "System": (
        ["oparlVersion", "body"],
        {
            "oparlVersion": {"const": "https://schema.oparl.org/1.1/"},
            "otherOparlVersions": many(to("System")),
            "body": listed("Body"),
            "name": TEXT,
            "contactEmail": TEXT,
            "contactName": TEXT,
            "website": URL,
            "vendor": URL,
            "product": URL,
        },
    ),
    "Body": (
        [
            "name",
            "organization",
            "person",
            "meeting",
            "paper",
            "agendaItem",
            "consultation",
            "file",
            "membership",
            "legislativeTerm",
            "legislativeTermList",
            "locationList",
        ],
        {
            "system": to("System"),
            "shortName": TEXT,
            "name": TEXT,
            "website": URL,
            "licenseValidSince": MOMENT,
            "oparlSince": MOMENT,
            "equivalent": many(URL),
            "contactEmail": TEXT,
            "contactName": TEXT,
            "classification": TEXT,
            "ags": TEXT,
            "rgs": TEXT,
            "location": inner("Location"),
            "mainOrganization": to("Organization"),
            "legislativeTerm": many(inner("LegislativeTerm")),
            "organization": listed("Organization"),
            "person": listed("Person"),
            "meeting": listed("Meeting"),
            "paper": listed("Paper"),
            "agendaItem": listed("AgendaItem"),
            "consultation": listed("Consultation"),
            "file": listed("File"),
            "membership": listed("Membership"),
            "legislativeTermList": listed("LegislativeTerm"),
            "locationList": listed("Location"),
        },
    ),
    "LegislativeTerm": ([], {"body": to("Body"), "name": TEXT, "startDate": DAY, "endDate": DAY}),
    "Organization": (
        ["body", "name"],
        {
            "body": to("Body"),
            "name": TEXT,
            "membership": many(to("Membership")),
            "meeting": listed("Meeting"),
            "consultation": listed("Consultation"),
            "shortName": TEXT,
            "post": many(TEXT),
            "subOrganizationOf": to("Organization"),
            "organizationType": {
                "enum": [
                    "Gremium",
                    "Partei",
                    "Fraktion",
                    "Verwaltungsbereich",
                    "externes Gremium",
                    "Institution",
                    "Sonstiges",
                ]
            },
            "classification": TEXT,
            "startDate": DAY,
            "endDate": DAY,
            "website": URL,
            "location": inner("Location"),
            "externalBody": to("Body"),
            "memberCount": WHOLE,
            "votingMemberCount": WHOLE,
        },
    ),
    "Person": (
        ["body", "name"],
        {
            "body": to("Body"),
            "name": TEXT,
            "familyName": TEXT,
            "givenName": TEXT,
            "formOfAddress": TEXT,
            "affix": TEXT,
            "title": many(TEXT),
            "gender": TEXT,
            "phone": many(TEXT),
            "email": many(TEXT),
            "location": to("Location"),
            "locationObject": inner("Location"),
            "status": many(TEXT),
            "membership": many(inner("Membership")),
            "image": inner("File"),
            "life": TEXT,
            "lifeSource": TEXT,
        },
    ),
    "Membership": (
        ["person", "organization"],
        {
            "person": to("Person"),
            "organization": to("Organization"),
            "role": TEXT,
            "votingRight": YES,
            "startDate": DAY,
            "endDate": DAY,
            "onBehalfOf": to("Organization"),
        },
    ),
    "Meeting": (
        ["name", "organization"],
        {
            "name": TEXT,
            "meetingState": {"enum": ["terminiert", "eingeladen", "durchgeführt"]},
            "cancelled": YES,
            "start": MOMENT,
            "end": MOMENT,
            "location": inner("Location"),
            "organization": many(to("Organization")),
            "participant": many(to("Person")),
            "invitation": inner("File"),
            "resultsProtocol": inner("File"),
            "verbatimProtocol": inner("File"),
            "auxiliaryFile": many(inner("File")),
            "agendaItem": many(inner("AgendaItem")),
        },
    ),
    "AgendaItem": (
        ["name", "order"],
        {
            "meeting": to("Meeting"),
            "number": TEXT,
            "order": WHOLE,
            "name": TEXT,
            "public": YES,
            "consultation": to("Consultation"),
            "result": TEXT,
            "resolutionText": TEXT,
            "resolutionFile": inner("File"),
            "auxiliaryFile": many(inner("File")),
            "start": MOMENT,
            "end": MOMENT,
        },
    ),
    "Paper": (
        ["body", "name", "reference"],
        {
            "body": to("Body"),
            "name": TEXT,
            "reference": TEXT,
            "date": DAY,
            "paperType": TEXT,
            "relatedPaper": many(to("Paper")),
            "superordinatedPaper": many(to("Paper")),
            "subordinatedPaper": many(to("Paper")),
            "mainFile": inner("File"),
            "auxiliaryFile": many(inner("File")),
            "location": many(inner("Location")),
            "originatorPerson": many(to("Person")),
            "underDirectionOf": many(to("Organization")),
            "originatorOrganization": many(to("Organization")),
            "consultation": many(inner("Consultation")),
        },
    ),
    "Consultation": (
        [],
        {
            "paper": to("Paper"),
            "agendaItem": to("AgendaItem"),
            "meeting": to("Meeting"),
            "organization": many(to("Organization")),
            "authoritative": YES,
            "role": TEXT,
        },
    ),
    "File": (
        ["accessUrl"],
        {
            "name": TEXT,
            "fileName": TEXT,
            "mimeType": {"type": "string", "pattern": "^[a-z]+/[a-zA-Z0-9.+-]+$"},
            "date": DAY,
            "size": WHOLE,
            "sha1Checksum": {"type": "string", "pattern": "^[0-9a-f]{40}$"},
            "sha512Checksum": {"type": "string", "pattern": "^[0-9a-f]{128}$"},
            "text": TEXT,
            "accessUrl": URL,
            "downloadUrl": URL,
            "externalServiceUrl": URL,
            "masterFile": to("File"),
            "derivativeFile": many(to("File")),
            "fileLicense": URL,
            "meeting": many(to("Meeting")),
            "agendaItem": many(to("AgendaItem")),
            "person": to("Person"),
            "paper": many(to("Paper")),
        },
    ),
    "Location": (
        [],
        {
            "description": TEXT,
            "geojson": {"type": "object"},
            "streetAddress": TEXT,
            "room": TEXT,
            "postalCode": TEXT,
            "subLocality": TEXT,
            "locality": TEXT,
            "bodies": many(to("Body")),
            "organizations": many(to("Organization")),
            "persons": many(to("Person")),
            "meetings": many(to("Meeting")),
            "papers": many(to("Paper")),
        },
    ),
}


def properties(kind):
    """What an object of this type may have."""
    # A system alone has no key words.
    common = {name: holds for name, holds in COMMON.items() if (kind, name) != ("System", "keyword")}
    return {**common, **OBJECTS[kind][1], "type": {"const": f"https://schema.oparl.org/1.1/{kind}"}}


def schema(name):
    """The schema of one type of object, with those of the others for what it embeds."""
    defs = {
        kind: {
            "type": "object",
            "required": MUST + must,
            "properties": properties(kind),
            "additionalProperties": False,
        }
        for kind, (must, _) in OBJECTS.items()
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": f"#/$defs/{name}", "$defs": defs}


def listing():
    """The schema of a list of objects."""
    return {
        "type": "object",
        "required": ["data", "pagination", "links"],
        "properties": {
            "data": {"type": "array", "items": {"type": "object", "required": ["id", "type"]}},
            "pagination": {
                "type": "object",
                "properties": {
                    name: WHOLE for name in ("totalElements", "elementsPerPage", "currentPage", "totalPages")
                },
            },
            "links": {"type": "object", "additionalProperties": URL},
        },
        "additionalProperties": False,
    }
