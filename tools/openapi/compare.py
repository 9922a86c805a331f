"""Compares the OpenAPI document with the last released one.

  compare.py RELEASED CURRENT CHANGELOG   fails on what would break a client that was written
                                          against RELEASED, and on what the changelog keeps quiet
  compare.py strip CURRENT                prints the document without texts and examples, as it is
                                          kept as RELEASED

A change that breaks passes only with a new major version (before 1.0: a new minor one).
"""

import sys
from functools import partial
from pathlib import Path

import yaml

METHODS = ("get", "put", "post", "delete", "patch")
WORDS = ("description", "summary", "example", "examples", "externalDocs", "tags")
LOWERED = ("maxLength", "maximum", "maxItems", "maxProperties")
RAISED = ("minLength", "minimum", "minItems", "minProperties")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(path):
    return yaml.load(Path(path).read_text(encoding="utf-8"), Loader=LOADER)


class Side:
    """One of the two documents."""

    def __init__(self, document):
        self.document = document
        self.version = tuple(int(part) for part in document["info"]["version"].split(".")[:3])
        self.operations = {
            (path, method): operation
            for path, item in document["paths"].items()
            for method, operation in item.items()
            if method in METHODS
        }

    def resolve(self, value):
        while isinstance(value, dict) and "$ref" in value:
            found = self.document
            for part in value["$ref"].removeprefix("#/").split("/"):
                found = found[part.replace("~1", "/").replace("~0", "~")]
            value = found
        return value or {}


class Comparison:
    """What was found, in sentences."""

    def __init__(self, old, new):
        self.old, self.new = Side(old), Side(new)
        self.breaking, self.gained, self.came_and_went = [], [], []
        self.seen = set()

    def run(self):
        for key, old in self.old.operations.items():
            new = self.new.operations.get(key)
            name = old["operationId"]
            if new is None:
                self.came_and_went.append(name)
                self.breaking.append(f"{name}: {key[1].upper()} {key[0]} is gone")
                continue
            if new["operationId"] != name:
                self.came_and_went += [name, new["operationId"]]
                self.breaking.append(f"{name}: is called {new['operationId']} now")
            self.operation(name, old, new)
        for key in self.new.operations.keys() - self.old.operations.keys():
            self.came_and_went.append(self.new.operations[key]["operationId"])

    def operation(self, name, old, new):
        self.parameters(name, old, new)
        self.body(name, old.get("requestBody"), new.get("requestBody"))
        self.answers(name, old["responses"], new["responses"])
        free = {} in old.get("security", [])
        if free and {} not in new.get("security", []):
            self.breaking.append(f"{name}: needs a token now")

    def parameters(self, name, old, new):
        def by_name(side, operation):
            all_ = map(side.resolve, operation.get("parameters", []))
            return {(one["in"], one["name"]): one for one in all_}

        before, after = by_name(self.old, old), by_name(self.new, new)
        for key, parameter in before.items():
            where = f"{name}: parameter {key[1]}"
            if key not in after:
                self.breaking.append(f"{where} is gone")
                continue
            if after[key].get("required") and not parameter.get("required"):
                self.breaking.append(f"{where} is required now")
            self.schema(where, parameter.get("schema"), after[key].get("schema"), "request")
        for key in after.keys() - before.keys():
            if after[key].get("required"):
                self.breaking.append(f"{name}: parameter {key[1]} is new and required")

    def body(self, name, old, new):
        old, new = self.old.resolve(old), self.new.resolve(new)
        if new.get("required") and not old.get("required"):
            self.breaking.append(f"{name}: the body is required now")
        if old and not new:
            self.breaking.append(f"{name}: takes no body any more")
            return
        self.contents(f"{name}: body", old, new, "request")

    def answers(self, name, old, new):
        for status in filter(lambda status: str(status).startswith("2"), old):
            if status not in new:
                self.breaking.append(f"{name}: doesn't answer {status} any more")
                continue
            before, after = self.old.resolve(old[status]), self.new.resolve(new[status])
            for header in before.get("headers", {}).keys() - after.get("headers", {}).keys():
                self.breaking.append(f"{name}: {status} lacks the header {header}")
            self.contents(f"{name}: answer", before, after, "answer")

    def contents(self, where, old, new, direction):
        for kind, content in old.get("content", {}).items():
            other = new.get("content", {}).get(kind)
            if other is None:
                self.breaking.append(f"{where} is not {kind} any more")
            else:
                self.schema(where, content.get("schema"), other.get("schema"), direction)

    def schema(self, where, old, new, direction):
        names = [(value or {}).get("$ref", "").split("/")[-1] for value in (old, new)]
        if names[0]:
            if (names[0], names[1], direction) in self.seen:
                return
            self.seen.add((names[0], names[1], direction))
            where = f"{where} ({names[0]})"
        old, new = self.old.resolve(old), self.new.resolve(new)
        self.types(where, old, new, direction)
        self.limits(where, old, new, direction)
        self.properties(where, old, new, direction)
        for member in ("items", "additionalProperties"):
            if isinstance(old.get(member), dict) and isinstance(new.get(member), dict):
                self.schema(f"{where}/*", old[member], new[member], direction)
        for member in ("oneOf", "anyOf", "allOf"):
            self.variants(where, old.get(member), new.get(member), direction)

    def types(self, where, old, new, direction):
        before, after = types(old), types(new)
        lost, won = before - after, after - before
        if before and after and (lost if direction == "request" else won):
            self.breaking.append(f"{where}: {spoken(before)} has become {spoken(after)}")
        before, after = words(old), words(new)
        if before and after:
            if direction == "request":
                for value in set(before) - set(after):
                    self.breaking.append(f"{where}: the value {value} is not taken any more")
            else:
                self.gained += [(where, value) for value in after if value not in before]
        elif after and direction == "request" or before and direction == "answer":
            self.breaking.append(f"{where}: the list of values has {'come' if after else 'gone'}")

    def limits(self, where, old, new, direction):
        if old.get("format") != new.get("format") and not (words(old) and words(new)):
            self.breaking.append(f"{where}: the format {old.get('format')} is {new.get('format')} now")
        if direction == "answer":
            return
        for limit in LOWERED + RAISED:
            before, after = old.get(limit), new.get(limit)
            tighter = after is not None and (
                before is None or (after < before if limit in LOWERED else after > before)
            )
            if tighter:
                self.breaking.append(f"{where}: {limit} {before} is {after} now")
        if new.get("pattern") not in (None, old.get("pattern")):
            self.breaking.append(f"{where}: the pattern is {new['pattern']} now")

    def properties(self, where, old, new, direction):
        before, after = old.get("properties", {}), new.get("properties", {})
        required = set(old.get("required", [])), set(new.get("required", []))
        for name, property_ in before.items():
            if name in after:
                self.schema(f"{where}/{name}", property_, after[name], direction)
            else:
                self.breaking.append(f"{where}/{name} is gone")
        if direction == "request":
            for name in required[1] - required[0]:
                self.breaking.append(f"{where}/{name} is required now")
        else:
            for name in (required[0] - required[1]) & after.keys():
                self.breaking.append(f"{where}/{name} may be absent now")

    def variants(self, where, old, new, direction):
        if not old and not new:
            return
        before, after = keyed(old), keyed(new)
        lost, won = before.keys() - after.keys(), after.keys() - before.keys()
        for name in sorted(lost if direction == "request" else won):
            self.breaking.append(f"{where}: the variant {name} has {'gone' if name in lost else 'come'}")
        for name in before.keys() & after.keys():
            self.schema(where, before[name], after[name], direction)


def types(schema):
    kinds = schema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    return kinds | ({"integer"} if "number" in kinds else set())


def words(schema):
    return [schema["const"]] if "const" in schema else schema.get("enum")


def spoken(kinds):
    return " or ".join(sorted(kinds))


def keyed(variants):
    def key(variant):
        return variant.get("$ref", "").split("/")[-1] or spoken(types(variant)) or "unnamed"

    return {key(variant): variant for variant in variants or []}


def may_break(old, new):
    return new[0] > old[0] or (new[0] == old[0] == 0 and new[1] > old[1])


def unreleased(path):
    text = Path(path).read_text(encoding="utf-8")
    return text.partition("## [Unreleased]")[2].partition("\n## ")[0]


def report(title, lines):
    if lines:
        print(f"{title}:", *(f"  {line}" for line in lines), sep="\n")
    return bool(lines)


def strip(value, name=""):
    """Without words: they break nobody. A property that is called like one of them stays."""
    if isinstance(value, dict):
        kept = value if name in ("properties", "schemas") else {
            key: part for key, part in value.items() if key not in WORDS
        }
        return {key: strip(part, key if name != "properties" else "") for key, part in kept.items()}
    return [strip(part) for part in value] if isinstance(value, list) else value


def main(arguments):
    if arguments[:1] == ["strip"]:
        print(yaml.safe_dump(strip(load(arguments[1])), sort_keys=False, allow_unicode=True), end="")
        return 0
    comparison = Comparison(load(arguments[0]), load(arguments[1]))
    comparison.run()
    told = unreleased(arguments[2])
    is_told = partial(lambda text, word: f"`{word}`" in text, told)
    quiet = [name for name in comparison.came_and_went if not is_told(name)]
    gained = [f"{where}: {value}" for where, value in comparison.gained if not is_told(value)]
    failed = report("comes or goes without a word in the changelog's Unreleased section", quiet)
    failed |= report("values of answers that the changelog doesn't tell", gained)
    if not may_break(comparison.old.version, comparison.new.version):
        failed |= report("breaks clients of the released document", comparison.breaking)
    if not failed:
        print("nothing breaks, and the changelog tells what comes and goes")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
