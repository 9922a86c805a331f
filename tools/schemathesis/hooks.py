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
    key = (case.headers or {}).get("Idempotency-Key")
    if isinstance(key, str) and re.fullmatch(r"[!-~]{1,255}", key):
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
        # else the whole case is judged anew, and a header that was left out on purpose is forgotten
        case._record_starting_state()
