"""What may be said to whoever asks, in a second."""

from bridge.inputs.budget import BYTES_BEYOND, PER_SECOND, SOCKETS, Budget

NEAR, OTHER, FAR = ("udp", "127.0.0.1", 5000), ("udp", "127.0.0.1", 5001), ("udp", "192.168.1.9", 5000)


def told(budget, to, size=40, now=0.0, tries=20_000):
    """How many of so many replies leave."""
    left = 0
    for _ in range(tries):
        if budget.allows(to, now):
            budget.spend(to, size)
            left += 1
    return left


def test_a_socket_of_this_machine_gets_so_many_a_second():
    budget = Budget()
    assert told(budget, NEAR) == PER_SECOND and budget.withheld == 20_000 - PER_SECOND
    assert budget.allows(OTHER, 0.5)
    assert told(budget, NEAR, now=1.0) == PER_SECOND


def test_an_address_beyond_gets_so_many_bytes_whatever_its_ports():
    budget = Budget()
    ports = [("udp", FAR[1], port) for port in range(4000)]
    assert sum(told(budget, port, 1000, tries=1) for port in ports) == -(-BYTES_BEYOND // 1000)


def test_who_forges_addresses_makes_it_remember_no_more_than_so_many():
    budget = Budget()
    for number in range(3 * SOCKETS):
        told(budget, ("udp", f"10.0.{number >> 8}.{number & 255}", 9), 200, tries=1)
    assert len(budget._spent) <= SOCKETS + 1 and budget.withheld


def test_a_stream_gets_as_much_as_a_socket_and_nobody_is_not_counted():
    budget = Budget()
    assert told(budget, ("sink", 7)) == PER_SECOND and told(budget, ()) == 20_000
