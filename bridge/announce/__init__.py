"""Found by name: a process of its own (`python -m bridge.announce`) says by mDNS that this server is here.

    services    which names, ports and addresses are said, and on which interfaces
    responder   how: make sure of a name, announce, goodbye
    remote      core's side: starts the process, replaces it, ends it
"""
