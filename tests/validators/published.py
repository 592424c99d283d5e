"""The schemas of OParl 1.1 as its makers publish them: the folder `schema/` of https://github.com/OParl/spec.

They are JSON Schemas but for a few words of their own. `"schema": "File.json"` at an object is what `$ref` is
elsewhere, and the format `url` what elsewhere is `uri`. `references` and `backreference` say what an address leads to
and what leads back, and `externalList` that it is a list. Properties that no schema knows are refused unless they have
a maker's prefix (`diariet:…`), as the text of the specification has it.
"""

import json
from pathlib import Path

import jsonschema
from referencing import Registry
from referencing.jsonschema import DRAFT7

import oparl
from references import kind_of, texts

BASE = "https://schema.oparl.org/1.1/"


def adapted(node):
    """A part of a published schema in the words of JSON Schema."""
    if isinstance(node, list):
        return [adapted(one) for one in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "object" and isinstance(node.get("schema"), str):
        return {"$ref": BASE + node["schema"].removesuffix(".json")}
    result = {key: adapted(value) for key, value in node.items()}
    if node.get("format") == "url":
        result["format"] = "uri"
    return result


def shape(node):
    """What a property holds, in a word: of the published schemas and of our table alike."""
    if "schema" in node and node["type"] == "object":
        return node["schema"].removesuffix(".json")
    if "$ref" in node:
        return node["$ref"].rsplit("/", 1)[1]
    if node.get("references") == "externalList":
        return f"list of {shape(node['items'])}"
    if "lists" in node:
        return f"list of {node['lists']}"
    if node.get("type") == "array":
        one = node["items"]
        # Some schemas have the type of what is referred to at the list, others at its members.
        return f"many {shape({**one, **{key: node[key] for key in ('references',) if key in node}})}"
    if name := node.get("references", node.get("refers")):
        return f"address of {name}"
    return {"url": "uri"}.get(node.get("format"), node.get("format", node.get("type", "string")))


class Published:
    def __init__(self, folder):
        self.schemas = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in Path(folder).glob("*.json")}
        whole = {
            name: {**adapted(schema), "additionalProperties": False, "patternProperties": {":": {}}}
            for name, schema in self.schemas.items()
        }
        registry = Registry().with_resources((BASE + name, DRAFT7.create_resource(one)) for name, one in whole.items())
        self.validators = {
            name: jsonschema.Draft7Validator(
                one, registry=registry, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
            )
            for name, one in whole.items()
        }

    def differences(self):
        """Where our table says something else than the published schemas."""
        if set(self.schemas) != set(oparl.OBJECTS):
            yield f"the types are {sorted(self.schemas)}"
            return
        for kind, schema in self.schemas.items():
            theirs, ours = schema["properties"], oparl.properties(kind)
            for name in sorted(set(theirs) ^ set(ours)):
                yield f"{kind}.{name} is {'not in our table' if name in theirs else 'ours alone'}"
            for name in set(theirs) & set(ours):
                said, own = shape(theirs[name]), shape(ours[name])
                # Ours may be narrower: the text of the specification has an address for every licence.
                if said != own and (said, own) != ("string", "uri"):
                    yield f"{kind}.{name} is `{said}`, in our table `{own}`"
            for name in sorted(set(schema["required"]) - set(oparl.MUST + oparl.OBJECTS[kind][0])):
                yield f"{kind}.{name} must be there, in our table it need not"

    def errors(self, thing):
        return self.validators[kind_of(thing)].iter_errors(thing)

    def not_led_back(self, objects):
        """Objects that lead to one that should lead back and does not, where it can: an address is back where it is
        one of a list, or the only one on both sides."""
        for address, things in objects.items():
            properties = self.schemas[kind_of(things[0])]["properties"]
            for name, holds in properties.items():
                back, wanted = holds.get("backreference"), holds.get("references")
                if wanted not in self.schemas:
                    continue
                there = self.schemas[wanted]["properties"].get(back, {})
                many = there.get("type") == "array" or holds.get("cardinality", "n:1")[0] == "1"
                if not many or there.get("references") != kind_of(things[0]):
                    continue
                for led in {one for thing in things for one in texts(thing.get(name, []))}:
                    if not any(address in texts(other.get(back, [])) for other in objects.get(led, [])):
                        yield address, f"{name} leads to {led}, whose {back} does not lead back"
