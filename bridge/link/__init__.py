"""Ableton Link: an optional part (`pip install 'duende[link]'`), in a process of its own that is started only when wanted.

    peer     the process: it alone imports `aalink`, which is under the GPL; it speaks to core by messages
    remote   core's side: starts it, hears it, replaces it
"""
