"""`duende serve` at every address of a network of its own, and who reaches it from where: told as JSON on standard output.

`python -m peers.beyond FOLDER [WORDS…]` in a network where this machine is 10.7.0.1, which the show allows, and 10.8.0.1,
which it does not. Nothing of it leaves the machine.
"""

import http.client
import json
import shutil
import socket
import sys
from pathlib import Path

from .browser import PROGRAM, Browser
from .osc import packet, read
from .server import NO_MIDI, Duende
from .waiting import until
from .websocket import Refused, WebSocket

TOKEN = "open-sesame-1001"
LISTED, OTHER, SELF = "10.7.0.1", "10.8.0.1", "127.0.0.1"
SHOW = f'[server]\nhost = "0.0.0.0"\ntoken = "{TOKEN}"\nallow = ["10.7.0.0/24"]\n'
SILENCE_S = 1.0


def get(server: Duende, address: str, path: str, **headers: str) -> tuple[int, str]:
    """Asked from an address of this machine to the same one; status 0 when the connection is ended without an answer."""
    connection = http.client.HTTPConnection(address, server.http, timeout=10, source_address=(address, 0))
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("latin-1")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def websocket(server: Duende, address: str, target: str) -> int:
    """The status of the handshake."""
    try:
        with WebSocket(server.http, target, host=f"{address}:{server.http}", address=address):
            return 101
    except Refused as refused:
        return int(str(refused))


def hello(server: Duende, address: str) -> list[str]:
    """The addresses of what comes back by UDP."""
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.bind((address, 0))
        sock.settimeout(SILENCE_S)
        sock.sendto(packet("/hello"), (address, server.osc))
        try:
            return [got.address for got in read(sock.recv(65536), 0.0)]
        except TimeoutError:
            return []


def stream_answers(server: Duende, address: str) -> bool:
    """Is OSC over TCP answered?"""
    data = packet("/clock/tempo")
    try:
        with socket.create_connection((address, server.osc), 5, (address, 0)) as sock:
            sock.sendall(len(data).to_bytes(4, "big") + data)
            return bool(sock.recv(100))
    except OSError:
        return False


def page(server: Duende) -> str | None:
    """What a browser on another machine sees of the page, opened with the token: how many players stand there, and whether
    the line is open. None where there is no browser."""
    if shutil.which(PROGRAM) is None:
        return None
    with Browser() as browser:
        browser.go(f"http://{LISTED}:{server.http}/?token={TOKEN}")
        ready = "window.duende?.panels.size > 0 && !document.body.classList.contains('away')"
        until(lambda: browser.value(ready), lambda: browser.value("document.body.innerText"), 30.0)
        return browser.value("`${duende.panels.size} ${document.body.classList.contains('away') ? 'away' : 'here'}`")


def status(server: Duende) -> dict:
    return json.loads(get(server, SELF, "/api/status")[1])


def command_lines(server: Duende) -> str:
    pids = [server.pid, *server.children().values()]
    return " ".join(Path(f"/proc/{pid}/cmdline").read_bytes().decode("latin-1") for pid in pids)


def tell(server: Duende) -> dict:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    told = {
        "plain": get(server, LISTED, "/api/status")[0],
        "wrong": get(server, LISTED, "/api/status?token=wrong-wrong")[0],
        "token": get(server, LISTED, f"/api/status?token={TOKEN}")[0],
        "bearer": get(server, LISTED, "/api/status", **bearer)[0],
        "node": get(server, LISTED, f"/clock/tempo?VALUE&token={TOKEN}"),
        "forged": get(server, LISTED, f"/api/status?token={TOKEN}", Host="evil.example")[0],
        "foreign": get(server, LISTED, f"/api/status?token={TOKEN}", Origin="http://evil.example")[0],
        "self": get(server, SELF, "/api/status")[0],
        "unlisted": get(server, OTHER, f"/api/status?token={TOKEN}")[0],
        "socket": websocket(server, LISTED, "/"),
        "socket_token": websocket(server, LISTED, f"/?token={TOKEN}"),
        "socket_self": websocket(server, SELF, "/"),
        "udp": {address: hello(server, address) for address in (LISTED, OTHER, SELF)},
        "tcp": {address: stream_answers(server, address) for address in (LISTED, OTHER, SELF)},
    }
    told["page"] = page(server)
    told["lost"] = get(server, LISTED, f"/nope?token={TOKEN}")
    until(lambda: status(server)["not_allowed"] == 2, "what was refused is not counted")
    told["status"] = status(server)
    told["metrics"] = get(server, SELF, "/metrics")[1]
    told["command_lines"] = command_lines(server)
    return told


def main(folder: Path, *words: str) -> None:
    (folder / "show.toml").write_text(SHOW)
    server = Duende(folder, str(folder / "show.toml"), *words, *NO_MIDI)
    try:
        told = tell(server)
        told["ended"] = server.end()
    finally:
        server.clean_up()
    told["said"] = server.said
    told["recorded"] = [p.read_bytes().decode("latin-1") for p in server.journal.rglob("*") if p.is_file()]
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
