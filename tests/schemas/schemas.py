"""What the tests of the schemas share: the schemas, what is wrong with a document, and which members it has."""

import json
import pathlib

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
VALIDATORS = {}
for file in sorted((ROOT / "schemas").glob("*.schema.json")):
    schema = json.loads(file.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    VALIDATORS[file.name.removesuffix(".schema.json")] = jsonschema.Draft202012Validator(schema)


def name_of(document):
    """`check` of poolsize.check/v1."""
    return document["schema"].removeprefix("poolsize.").removesuffix("/v1")


def complaints(name, document):
    """What is wrong with a document, a line each."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(document)]


NOT_THERE = object()


def members(name, document=NOT_THERE):
    """The members that a schema names (`wait.p50_s` of the definition wait), or those of them that a document has."""
    schema = VALIDATORS[name].schema
    followed = set()

    def walk(part, value, way):
        if "$ref" in part:
            way = part["$ref"].removeprefix("#/$defs/")
            if document is NOT_THERE and way in followed:
                return
            followed.add(way)
            part = schema["$defs"][way]
        for choice in part.get("anyOf", []):
            yield from walk(choice, value, way)
        for member, inner in part.get("properties", {}).items():
            if document is NOT_THERE or isinstance(value, dict) and member in value:
                inside = NOT_THERE if document is NOT_THERE else value[member]
                yield f"{way}.{member}"
                yield from walk(inner, inside, f"{way}.{member}")
        if "items" in part:
            for element in value if isinstance(value, list) else [NOT_THERE]:
                yield from walk(part["items"], element, f"{way}[]")

    return set(walk(schema, document, name))
