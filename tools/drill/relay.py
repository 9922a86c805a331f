"""A relay on loopback that holds bytes back: each for a while, or all of them."""

import asyncio
import threading


class Relay:
    """Forwards to a host and port; `delay` in seconds and either direction, `held` stops all."""

    def __init__(self, host, port):
        self.there, self.delay, self.held = (host, port), 0.0, False
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.server = self._run(asyncio.start_server(self._join, "127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.server.sockets[0].getsockname()[1]

    def _run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    async def _join(self, reader, writer):
        try:
            there = await asyncio.open_connection(*self.there)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self._carry(reader, there[1]), self._carry(there[0], writer))

    async def _carry(self, reader, writer):
        waiting = asyncio.Queue()

        async def write():
            while (item := await waiting.get()) is not None:
                due, data = item
                await asyncio.sleep(due - self.loop.time())
                while self.held:
                    await asyncio.sleep(0.05)
                writer.write(data)
                await writer.drain()
            writer.close()

        writing = asyncio.ensure_future(write())
        try:
            while data := await reader.read(1 << 16):
                waiting.put_nowait((self.loop.time() + self.delay, data))
        except OSError:
            pass
        waiting.put_nowait(None)
        try:
            await writing
        except OSError:
            pass

    def close(self):
        self.loop.call_soon_threadsafe(self.server.close)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
