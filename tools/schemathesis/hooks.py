"""What a schema can't say of a request: a cursor is one that the service gave, and an idempotency key
belongs to one request. Well-formed cursors are left out, well-formed keys are made unique; malformed
ones stay as they are."""

import re
import uuid

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    query = case.query or {}
    cursor = query.get("cursor")
    if isinstance(cursor, str) and re.fullmatch(r"[!-~]+", cursor):
        del query["cursor"]
    headers = case.headers or {}
    for name in [name for name in headers if name.lower() == "idempotency-key"]:
        if isinstance(headers[name], str) and re.fullmatch(r"[!-~]{1,255}", headers[name]):
            headers[name] = str(uuid.uuid4())
