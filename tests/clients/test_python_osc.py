"""python-osc's own client and server classes, as its manual shows them."""

import threading
import time

from peers.waiting import until
from pythonosc.dispatcher import Dispatcher
from pythonosc.osc_server import ThreadingOSCUDPServer
from pythonosc.tcp_client import SimpleTCPClient
from pythonosc.udp_client import SimpleUDPClient


def test_a_client_and_a_server_of_python_osc(duende, client):
    heard = []
    dispatcher = Dispatcher()
    dispatcher.map("/music/out/note", lambda address, *args: heard.append(args))
    with ThreadingOSCUDPServer(("127.0.0.1", 0), dispatcher) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sender = SimpleUDPClient("127.0.0.1", duende.osc)
        sender.send_message("/hello", server.server_address[1])
        for pitch in (60, 64, 67):
            sender.send_message("/music/note", [pitch, 90])
            time.sleep(0.05)
            sender.send_message("/music/note", [pitch, 0])
        until(lambda: any(velocity for _, velocity, _ in heard), "no answer")
        sender.send_message("/bye", [])
        sender._sock.close()
        server.shutdown()


def test_a_tcp_client_of_python_osc(duende, client):
    with SimpleTCPClient("127.0.0.1", duende.osc, mode="1.1") as sender:
        sender.send_message("/music/temperature", [])
        assert [(m.address, m.params) for m in sender.get_messages(2)] == [("/music/temperature", [1.0])]
