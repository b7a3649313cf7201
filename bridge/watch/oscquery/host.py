"""HOST_INFO: who we are, where OSC and WebSocket are reached, what of the proposal is served."""

import ipaddress
from typing import Any

# The optional attributes and commands of the proposal.
EXTENSIONS = {
    "ACCESS": True, "VALUE": True, "RANGE": True, "DESCRIPTION": True, "TAGS": True, "EXTENDED_TYPE": True, "UNIT": True,
    "CRITICAL": True, "CLIPMODE": True, "OVERLOADS": True, "HTML": True, "LISTEN": True, "IGNORE": True,
    "PATH_CHANGED": True, "PATH_ADDED": True, "PATH_REMOVED": True,
    "PATH_RENAMED": False,  # nothing is renamed while a show runs
    "OSC_STREAMING": False,  # libossia's own; /hello does that
    "DEFAULT": True,  # ours
    "TIME": True,  # ours: {"COMMAND": "TIME", "DATA": x} is answered [x, our Unix seconds]
}  # fmt: skip


def host_info(name: str, local: str, osc_port: int, http_port: int) -> dict[str, Any]:
    """`local` is the address of ours that was called: what this client reaches us at. Ports that are 0 are left out."""
    told: dict[str, Any] = {"NAME": name, "EXTENSIONS": EXTENSIONS, "OSC_TRANSPORT": "UDP"}
    if address := _plain(local):
        told |= {"OSC_IP": address, "WS_IP": address}
    return told | {key: port for key, port in (("OSC_PORT", osc_port), ("WS_PORT", http_port)) if port}


def _plain(local: str) -> str:
    """Without a zone (`%eth0`), an IPv4 address that came by an IPv6 door as itself; nothing for what is no address."""
    try:
        address = ipaddress.ip_address(local.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
