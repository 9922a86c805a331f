"""Each kind of change, done to a small document: what breaks a client is found, the rest passes."""

import copy
import unittest

from compare import Comparison, may_break, strip

DOCUMENT = {
    "info": {"version": "1.2.0"},
    "paths": {
        "/notes": {
            "post": {
                "operationId": "write_note",
                "parameters": [{"name": "draft", "in": "query", "schema": {"type": "boolean"}}],
                "requestBody": {"content": {"json": {"schema": {"$ref": "#/components/schemas/NoteCreate"}}}},
                "responses": {
                    "201": {
                        "headers": {"Location": {}},
                        "content": {"json": {"schema": {"$ref": "#/components/schemas/Note"}}},
                    },
                    "409": {},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "NoteCreate": {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "maxLength": 200},
                    "kind": {"$ref": "#/components/schemas/Kind"},
                },
            },
            "Note": {
                "type": "object",
                "required": ["id", "text"],
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "text": {"type": "string", "description": "What it says."},
                    "state": {"type": "string", "enum": ["draft", "sent"]},
                    "form": {"type": "string", "enum": ["note"]},
                },
            },
            "Kind": {"type": "string", "enum": ["private", "shared"]},
        }
    },
}


def changed(change):
    new = copy.deepcopy(DOCUMENT)
    schemas = new["components"]["schemas"]
    change(new["paths"]["/notes"]["post"], schemas["NoteCreate"], schemas["Note"], schemas)
    comparison = Comparison(DOCUMENT, new)
    comparison.run()
    return comparison


class WhatBreaks(unittest.TestCase):
    def breaks(self, change, word):
        self.assertIn(word, "\n".join(changed(change).breaking))

    def test_an_operation_that_is_called_otherwise(self):
        self.breaks(lambda op, *_: op.update(operationId="add_note"), "is called add_note")

    def test_a_parameter_that_is_gone_or_required(self):
        self.breaks(lambda op, *_: op["parameters"].clear(), "draft is gone")
        self.breaks(lambda op, *_: op["parameters"][0].update(required=True), "draft is required")

    def test_a_success_with_another_status_or_without_its_header(self):
        self.breaks(lambda op, *_: op["responses"].update({"200": op["responses"].pop("201")}), "201")
        self.breaks(lambda op, *_: op["responses"]["201"]["headers"].clear(), "Location")

    def test_a_request_that_takes_less(self):
        self.breaks(lambda _, create, *__: create["properties"].pop("text"), "/text is gone")
        self.breaks(lambda _, create, *__: create.update(required=["text"]), "/text is required")
        self.breaks(lambda _, create, *__: create["properties"]["text"].update(maxLength=20), "maxLength")
        self.breaks(lambda _, create, *__: create["properties"]["text"].update(minLength=1), "minLength")
        self.breaks(lambda _, create, *__: create["properties"]["text"].update(type="integer"), "integer")
        self.breaks(lambda *all_: all_[3]["Kind"]["enum"].remove("shared"), "shared")

    def test_an_answer_that_says_less_or_otherwise(self):
        self.breaks(lambda _, __, note, ___: note["properties"].pop("text"), "/text is gone")
        self.breaks(lambda _, __, note, ___: note["required"].remove("text"), "/text may be absent")
        self.breaks(lambda _, __, note, ___: note["properties"]["text"].update(type=["string", "null"]), "null")
        self.breaks(lambda _, __, note, ___: note["properties"]["id"].pop("format"), "format")

    def test_an_operation_that_is_gone(self):
        comparison = Comparison(DOCUMENT, {**DOCUMENT, "paths": {}})
        comparison.run()
        self.assertEqual(comparison.came_and_went, ["write_note"])
        self.assertEqual(len(comparison.breaking), 1)


class WhatPasses(unittest.TestCase):
    def passes(self, change):
        comparison = changed(change)
        self.assertEqual((comparison.breaking, comparison.gained), ([], []))

    def test_more_of_everything(self):
        self.passes(lambda _, create, *__: create["properties"].update(more={"type": "string"}))
        self.passes(lambda _, create, *__: create["properties"]["text"].update(maxLength=400))
        self.passes(lambda _, __, note, ___: note["properties"].update(more={"type": "string"}))
        self.passes(lambda *all_: all_[3]["Kind"]["enum"].append("public"))

    def test_other_words(self):
        self.passes(lambda op, *_: op.update(description="Else.", summary="Else"))

    def test_a_lone_value_written_as_a_constant(self):
        constant = lambda value: {"type": "string", "const": value}
        self.passes(lambda _, __, note, ___: note["properties"].update(form=constant("note")))
        comparison = changed(lambda _, __, note, ___: note["properties"].update(form=constant("page")))
        self.assertEqual([value for _, value in comparison.gained], ["page"])

    def test_a_value_gained_by_an_answer_is_told(self):
        comparison = changed(lambda _, __, note, ___: note["properties"]["state"]["enum"].append("read"))
        self.assertEqual(comparison.breaking, [])
        self.assertEqual([value for _, value in comparison.gained], ["read"])

    def test_a_version_that_may_break(self):
        self.assertTrue(may_break((1, 2, 0), (2, 0, 0)))
        self.assertTrue(may_break((0, 1, 0), (0, 2, 0)))
        self.assertFalse(may_break((1, 2, 0), (1, 3, 0)))

    def test_the_kept_document_is_the_whole_contract(self):
        comparison = Comparison(strip(DOCUMENT), DOCUMENT)
        comparison.run()
        self.assertEqual((comparison.breaking, comparison.gained), ([], []))
        self.assertNotIn("What it says.", str(strip(DOCUMENT)))


if __name__ == "__main__":
    unittest.main()
