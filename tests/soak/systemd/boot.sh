#!/bin/sh
# Boots systemd with the units of deploy/systemd, in a namespace of mounts where this machine is under a layer that is thrown away.
# boot.sh DIRECTORY SLUICE FILTERS CONFIGURATION UNITS EVENTS METRICS: the last two are addresses of the ports.
set -eu
directory=$1 sluice=$2 filters=$3 configuration=$4 units=$5 events=$6 metrics=$7

mount --make-rprivate /
mount -t tmpfs tmpfs "$directory"
mkdir "$directory/upper" "$directory/work" "$directory/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$directory/upper,workdir=$directory/work" "$directory/root"
cd "$directory/root"
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp

# Only what these units ask for is started.
rm -rf etc/systemd/system/*.wants var/lib/sluice var/lib/private var/log/sluice
mkdir -p usr/share/sluice etc/sluice etc/systemd/system/sluice.socket.d etc/tmpfiles.d old
cp "$sluice" usr/local/bin/sluice
cp -r "$filters" usr/share/sluice/filters
cp "$configuration" etc/sluice/sluice.toml
cp "$units/sluice.service" "$units/sluice.socket" etc/systemd/system
cp "$units/sluice.tmpfiles" etc/tmpfiles.d/sluice.conf
printf '[Socket]\nListenStream=\nListenStream=%s\nListenStream=%s\n' "$events" "$metrics" \
    >etc/systemd/system/sluice.socket.d/ports.conf

pivot_root . old
cd /
umount -l /old
exec env -i container=sluice PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    /lib/systemd/systemd --system --unit=basic.target --show-status=no
