"""`duende packages`: what is there, where it comes from, how good it is, and what it can do on this machine.

command.py  the list, for people and for machines
timing.py   milliseconds a step
kinds/      what each kind knows of itself
"""
