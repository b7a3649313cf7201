#!/bin/bash
# two_addresses.sh COMMAND... : runs it where nothing can leave the machine, in a network of its own in which this machine
# has the addresses 10.7.0.1 and 10.8.0.1 beside loopback. Needs root.
if [ "$INSIDE" != 1 ]; then
  exec env INSIDE=1 unshare -n bash "$0" "$@"
fi
set -e
ip link set lo up
for address in 10.7.0.1/24 10.8.0.1/24; do ip address add $address dev lo; done
exec env -u INSIDE "$@"
