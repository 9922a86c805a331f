"""What a schema can't say of a request: a cursor is one that the service gave. Well-formed ones are
left out; malformed ones stay as they are."""

import re

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    query = case.query or {}
    cursor = query.get("cursor")
    if isinstance(cursor, str) and re.fullmatch(r"[!-~]+", cursor):
        del query["cursor"]
