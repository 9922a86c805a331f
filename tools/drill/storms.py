"""Storms of connections, clients that never read, bodies that never end."""

import asyncio
import socket
import time

from ground import Result, connections, memory, peak, wait_until
from school import School

CONNECTIONS = 2_000
SILENT = 200
# the longest that a silent client may be kept: it stalls for 30 s, or is idle for 75 s once the kernel
# has taken all of its answers
CUT = 120


def request(path, bearer, more=""):
    return (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {bearer}\r\n{more}\r\n").encode()


async def one_of_many(port, asked, opened, over):
    """A connection that asks once, reads, and stays."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    opened[0] += 1
    writer.write(asked)
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 60)
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    await asyncio.wait_for(reader.readexactly(length), 60)
    await over.wait()
    writer.close()
    return int(head.split()[1])


async def storm_of(port, asked, hold):
    opened, over = [0], asyncio.Event()
    tasks = [asyncio.ensure_future(one_of_many(port, asked, opened, over)) for _ in range(CONNECTIONS)]
    asyncio.get_running_loop().call_later(hold, over.set)
    return await asyncio.gather(*tasks, return_exceptions=True)


def storm(ground):
    result = Result(f"storm of {CONNECTIONS} connections", ground.kind)
    server = ground.server("storm")
    try:
        server.start()
        school = School(server, 200, 10)
        server.call("GET", f"{school.path}/mentors?limit=100", school.admin)
        before = memory(server)
        asked = request(f"{school.path}/mentors?limit=20", school.admin)
        begun = time.monotonic()
        statuses = asyncio.run(storm_of(server.port, asked, 10))
        for status in statuses:
            result.expect(status in (200, 503), f"a connection ended with {status!r}")
        most = peak(server)
        closed = wait_until(lambda: connections(server) <= 5, 30)
        result.expect(closed is not None, f"{connections(server)} connections are still open")
        # memory goes back with the next requests
        for _ in range(50):
            server.call("GET", f"{school.path}/mentors?limit=20", school.admin)
            time.sleep(0.2)
        after = memory(server)
        result.expect(after < before + 60, f"{after:.0f} MB after it, {before:.0f} before")
        result.note(f"{statuses.count(200)} × 200, {statuses.count(503)} × 503 in {time.monotonic() - begun - 20:.0f} s; "
                    f"{before:.0f} MB before, {most:.0f} at most, {after:.0f} ten seconds later")
    finally:
        server.stop()
    return result


def silent(ground, name, sent):
    """Many connections that send something and then neither read nor write."""
    result = Result(name, ground.kind)
    server = ground.server("silent")
    clients = []
    try:
        server.start()
        school = School(server, 200, 10)
        before = memory(server)
        content = sent(school)
        for _ in range(SILENT):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.settimeout(2)
            connection.connect(("127.0.0.1", server.port))
            clients.append(connection)
            try:
                connection.sendall(content)
            except OSError:
                pass  # it takes no more: that is fine
        cut = wait_until(lambda: connections(server) <= 1, CUT, 0.5)
        most, held = peak(server), connections(server)
        result.tried += SILENT
        if cut is None:
            result.wrong += ["a connection is kept"] * held
        answer = server.afresh().call("GET", "/v1/me", school.admin).status
        result.expect(answer == 200, f"another's call beside them: {answer}")
        for connection in clients:
            connection.close()
        time.sleep(5)
        after = memory(server)
        result.expect(after < before + 60, f"{after:.0f} MB after it, {before:.0f} before")
        told = f"{held} kept after {CUT} s" if cut is None else f"all cut after {cut:.0f} s"
        result.note(f"{SILENT} connections, {told}; {before:.0f} MB before, {most:.0f} at most, {after:.0f} after")
    finally:
        for connection in clients:
            connection.close()
        server.stop()
    return result


def never_read(school):
    return request(f"{school.path}/mentors?limit=100", school.admin) * 30


def never_end(school):
    head = request(f"{school.path}/mentors/import", school.admin,
                   "Content-Type: application/json\r\nContent-Length: 9000000\r\n")
    return head.replace(b"GET ", b"POST ", 1) + b'{"rows": [' + b" " * 1_500_000


def storms(ground):
    yield storm(ground)
    yield silent(ground, "clients that never read", never_read)
    yield silent(ground, "bodies that never end", never_end)
