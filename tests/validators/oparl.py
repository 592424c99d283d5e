"""The objects of OParl 1.1 as JSON Schemas, for a validator that we did not write.

The facts (which properties an object has, what they hold, which must be there) are those of the specification,
https://dev.oparl.org/spezifikation and the folder `schema/` of https://github.com/OParl/spec; the form is ours.
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
    return {"$ref": f"#/$defs/{name}"}


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
            "otherOparlVersions": many(URL),
            "body": URL,
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
            "system": URL,
            "shortName": TEXT,
            "name": TEXT,
            "website": URL,
            "licenseValidSince": MOMENT,
            "oparlSince": MOMENT,
            "equivalent": many(URL),
            "contactEmail": TEXT,
            "contactName": TEXT,
            "classification": TEXT,
            "location": inner("Location"),
            "legislativeTerm": many(inner("LegislativeTerm")),
            **{
                name: URL
                for name in (
                    "organization",
                    "person",
                    "meeting",
                    "paper",
                    "agendaItem",
                    "consultation",
                    "file",
                    "membership",
                    "legislativeTermList",
                    "locationList",
                )
            },
        },
    ),
    "LegislativeTerm": ([], {"body": URL, "name": TEXT, "startDate": DAY, "endDate": DAY}),
    "Organization": (
        ["body", "name"],
        {
            "body": URL,
            "name": TEXT,
            "membership": many(URL),
            "meeting": URL,
            "consultation": URL,
            "shortName": TEXT,
            "post": many(TEXT),
            "subOrganizationOf": URL,
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
            "externalBody": URL,
        },
    ),
    "Person": (
        ["body", "name"],
        {
            "body": URL,
            "name": TEXT,
            "familyName": TEXT,
            "givenName": TEXT,
            "formOfAddress": TEXT,
            "affix": TEXT,
            "title": many(TEXT),
            "gender": TEXT,
            "phone": many(TEXT),
            "email": many(TEXT),
            "location": URL,
            "locationObject": inner("Location"),
            "status": many(TEXT),
            "membership": many(inner("Membership")),
            "life": TEXT,
            "lifeSource": TEXT,
        },
    ),
    "Membership": (
        ["person", "organization"],
        {
            "person": URL,
            "organization": URL,
            "role": TEXT,
            "votingRight": YES,
            "startDate": DAY,
            "endDate": DAY,
            "onBehalfOf": URL,
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
            "organization": many(URL),
            "participant": many(URL),
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
            "meeting": URL,
            "number": TEXT,
            "order": WHOLE,
            "name": TEXT,
            "public": YES,
            "consultation": URL,
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
            "body": URL,
            "name": TEXT,
            "reference": TEXT,
            "date": DAY,
            "paperType": TEXT,
            "relatedPaper": many(URL),
            "superordinatedPaper": many(URL),
            "subordinatedPaper": many(URL),
            "mainFile": inner("File"),
            "auxiliaryFile": many(inner("File")),
            "location": many(inner("Location")),
            "originatorPerson": many(URL),
            "underDirectionOf": many(URL),
            "originatorOrganization": many(URL),
            "consultation": many(inner("Consultation")),
        },
    ),
    "Consultation": (
        [],
        {
            "paper": URL,
            "agendaItem": URL,
            "meeting": URL,
            "organization": many(URL),
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
            "masterFile": URL,
            "derivativeFile": many(URL),
            "fileLicense": URL,
            "meeting": many(URL),
            "agendaItem": many(URL),
            "person": URL,
            "paper": many(URL),
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
            "bodies": many(URL),
            "organizations": many(URL),
            "persons": many(URL),
            "meetings": many(URL),
            "papers": many(URL),
        },
    ),
}


def schema(name):
    """The schema of one type of object, with those of the others for what it embeds."""
    defs = {
        kind: {
            "type": "object",
            "required": MUST + must,
            "properties": {**COMMON, **holds, "type": {"const": f"https://schema.oparl.org/1.1/{kind}"}},
            "additionalProperties": False,
        }
        for kind, (must, holds) in OBJECTS.items()
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
