#!/bin/bash
# own_network.sh COMMAND... : runs it where nothing can leave the machine, in a network of its own whose loopback carries
# multicast, with dbus and avahi-daemon inside (NDI finds nothing without). Needs root.
if [ "$INSIDE" != 1 ]; then
  exec env INSIDE=1 unshare -n -m bash "$0" "$@"
fi
set -e
ip link set lo up
ip link set lo multicast on
ip route add 224.0.0.0/4 dev lo
for folder in /run/dbus /run/avahi-daemon; do
  mkdir -p $folder
  mount -t tmpfs tmpfs $folder
done
dbus-daemon --system --nofork >/dev/null 2>&1 & bus=$!
for _ in $(seq 50); do [ -S /run/dbus/system_bus_socket ] && break; sleep 0.1; done
avahi-daemon --no-drop-root --no-rlimits --no-chroot >/dev/null 2>&1 & avahi=$!
for _ in $(seq 50); do [ -S /run/avahi-daemon/socket ] && break; sleep 0.1; done
trap 'kill $avahi $bus 2>/dev/null' EXIT
env -u INSIDE "$@"
