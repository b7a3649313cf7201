"""`python osc_echo.py blocking|threading|asyncio`: python-osc's own servers, used as its documentation shows.

`/music/temperature f` is kept and counted; `/music/temperature` without a value is answered with it; `/count` with how many
values have come. Prints its port.
"""

import asyncio
import sys

from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import AsyncIOOSCUDPServer, BlockingOSCUDPServer, ThreadingOSCUDPServer

HERE = ("127.0.0.1", 0)
kept = {"value": 0.0, "count": 0}


def temperature(address, *args):
    if not args:
        return address, kept["value"]  # what a handler returns is sent to whoever asked
    kept["value"] = args[0]
    kept["count"] += 1
    return None


def count(address, *args):
    return address, kept["count"]


async def serve_asyncio(dispatcher):
    server = AsyncIOOSCUDPServer(HERE, dispatcher, asyncio.get_running_loop())
    transport, _ = await server.create_serve_endpoint()
    print(transport.get_extra_info("sockname")[1], flush=True)
    await asyncio.Event().wait()


def main(kind):
    dispatcher = Dispatcher()
    dispatcher.map("/music/temperature", temperature)
    dispatcher.map("/count", count)
    if kind == "asyncio":
        asyncio.run(serve_asyncio(dispatcher))
    server = {"blocking": BlockingOSCUDPServer, "threading": ThreadingOSCUDPServer}[kind](HERE, dispatcher)
    print(server.server_address[1], flush=True)
    server.serve_forever()


main(sys.argv[1])
