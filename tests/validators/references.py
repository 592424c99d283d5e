"""Whether what stands in an object of OParl for another one leads to that one.

Every address of an object must be that of an object that is published; a list must hold objects of its type, and go
on until it has as many as it says. Where an object is published at its own address, it must be the same as where it is
listed or embedded, but for what leads back to what it is embedded in.
"""

import oparl


def within(thing):
    """An object and every object in it."""
    yield thing
    for value in thing.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "type" in one and "id" in one:
                yield from within(one)


def kind_of(thing):
    return thing["type"].rsplit("/", 1)[1]


def texts(value):
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


class References:
    """All objects of a site, by their address, with whatever wants to be held against them."""

    def __init__(self, files):
        """`files` are the JSON files under /oparl/, by address."""
        self.files = files
        self.objects = {}
        for data in files.values():
            for whole in data["data"] if "pagination" in data else [data]:
                for thing in within(whole):
                    self.objects.setdefault(thing["id"], []).append(thing)

    def faults(self):
        for address, things in self.objects.items():
            for thing in things:
                yield from ((address, text) for text in self.faults_of(thing))
            yield from ((address, text) for text in self.at_home(address, things))

    def faults_of(self, thing):
        for name, holds in oparl.properties(kind_of(thing)).items():
            one = holds.get("items", holds)
            for address in texts(thing.get(name, [])):
                if "refers" in one and not self.is_a(address, one["refers"]):
                    yield f"{name}: {address} is no {one['refers']} of this site"
                if "lists" in one:
                    yield from (f"{name}: {text}" for text in self.list_faults(address, one["lists"]))

    def is_a(self, address, kind):
        return any(kind_of(thing) == kind for thing in self.objects.get(address, []))

    def list_faults(self, address, kind):
        count, seen, total = 0, set(), None
        while address is not None:
            page = self.files.get(address)
            if page is None or address in seen:
                yield f"{address} is no page of a list, or leads in a circle"
                return
            seen.add(address)
            count += len(page["data"])
            total = page["pagination"]["totalElements"]
            for thing in page["data"]:
                if kind_of(thing) != kind:
                    yield f"{thing['id']} is no {kind}"
            address = page["links"].get("next")
        if count != total:
            yield f"holds {count} of {total}"

    def at_home(self, address, things):
        """An address without an anchor is that of a file, which holds the object and nothing less."""
        if "#" in address:
            return
        home = self.files.get(address)
        if home is None:
            yield "is published nowhere by itself"
            return
        for thing in things:
            for name, value in thing.items():
                if home.get(name) != value:
                    yield f"{name} is another one where the object stands by itself"
