"""OSCQuery 1.0 (github.com/Vidvox/OSCQueryProposal): the address table and what core says of its players, as the JSON
that other programs browse. Pure: no sockets, no time.

    attributes   one row of the table at a real address → what OSCQuery says of it
    namespace    all of them as a tree: found by path, told with or without what hangs below
    changes      what of one tree is another in the next: PATH_ADDED, PATH_REMOVED, PATH_CHANGED
    host         HOST_INFO: where OSC and WebSocket are, and which attributes are served

`bridge/watch/web/address_space.py` serves it over HTTP, `bridge/watch/web/visitor.py` over WebSocket.
"""

from .attributes import ATTRIBUTES
from .changes import changes
from .host import EXTENSIONS, host_info
from .namespace import Namespace, Node

__all__ = ["ATTRIBUTES", "EXTENSIONS", "Namespace", "Node", "changes", "host_info"]
