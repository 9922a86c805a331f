"""The database floor: the statements of one request, read from PostgreSQL's log, as a pgbench script."""

import os
import re
import subprocess
import time


class Postgres:
    """The server under test; `programs` holds psql and pgbench."""

    def __init__(self, url, programs, folder):
        self.url, self.programs = url, programs
        self.log_path = os.path.join(folder, "log")
        with open(os.path.join(folder, "data", "postmaster.pid"), encoding="utf-8") as file:
            self.pid = int(file.readline())

    def psql(self, *statements):
        commands = [part for statement in statements for part in ("-c", statement)]
        return subprocess.run(
            [os.path.join(self.programs, "psql"), "-qAtX", *commands, self.url],
            check=True, capture_output=True, text=True).stdout

    def statements_of(self, request, marker):
        """What `request()` asked of the database, on all its connections. Reads run outside of transactions;
        of those that begin one it is the connection that `marker` shows: the others are the workers'."""
        self.psql("ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()")
        time.sleep(0.5)
        begin = os.path.getsize(self.log_path)
        request()
        time.sleep(0.2)
        end = os.path.getsize(self.log_path)
        self.psql("ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()")
        with open(self.log_path, "rb") as file:
            file.seek(begin)
            text = file.read(end - begin).decode()
        by_connection = {}
        for pid, entry in entries(text):
            by_connection.setdefault(pid, []).append(entry)
        asked = []
        for statements in by_connection.values():
            sql = executed(statements)
            if "BEGIN" not in sql or any(marker in one for one in sql):
                asked += sql
        if not any(marker in one for one in asked):
            raise SystemExit(f"no statement with {marker!r} in PostgreSQL's log:\n{text[-3000:]}")
        return asked

    def pgbench(self, statements, connections, seconds, folder):
        """Transactions a second of a script, and the database CPU that each takes is the caller's sum."""
        path = os.path.join(folder, "pgbench.sql")
        with open(path, "w", encoding="utf-8") as file:
            for statement in statements:
                file.write(re.sub(r"\s+", " ", statement).rstrip("; ") + ";\n")
        out = subprocess.run(
            [os.path.join(self.programs, "pgbench"), "-n", "-c", str(connections), "-j", "2", "-T", str(seconds),
             "-M", "prepared", "-f", path, self.url],
            capture_output=True, text=True, check=False)
        found = re.search(r"tps = ([0-9.]+)", out.stdout)
        count = re.search(r"actually processed: (\d+)", out.stdout)
        if out.returncode != 0 or not found:
            raise SystemExit("pgbench: " + out.stderr[-2000:] + out.stdout[-500:])
        return float(found[1]), int(count[1])


def entries(text):
    """`(pid, entry)` of the log, continuation lines joined."""
    head = re.compile(r"^\S+ \S+ \S+ \[(\d+)\] ", re.MULTILINE)
    starts = list(head.finditer(text))
    for found, following in zip(starts, starts[1:] + [None]):
        yield found[1], text[found.end():following.start() if following else len(text)].strip()


def executed(log):
    """The SQL of one connection's log entries, with the parameters put in."""
    out = []
    for entry in log:
        found = re.match(r"LOG:\s+(?:execute [^:]*|statement): (.*)", entry, re.DOTALL)
        if found:
            out.append(found[1])
            continue
        found = re.match(r"DETAIL:\s+[pP]arameters: (.*)", entry, re.DOTALL)
        if found and out:
            values = re.findall(r"\$(\d+) = (NULL|'(?:[^']|'')*')", found[1])
            for number, value in sorted(values, key=lambda pair: -int(pair[0])):
                out[-1] = re.sub(rf"\${number}\b", lambda _, value=value: literal(value), out[-1])
    return out


def literal(value):
    """The parameter as SQL in which pgbench sees no variable of its own (`:name`)."""
    if value == "NULL" or ":" not in value:
        return value
    escaped = value.replace("\\", "\\\\").replace(":", "\\003A")
    return f" U&{escaped}"
