#!/bin/sh
# The root file system of the container: the stripped service, the libraries that it is linked with, the authorities that
# it trusts, the filters, also compiled, and the reference configuration. No shell and no package manager.
# usage: rootfs.sh DIRECTORY SERVICE FILTER...
set -eu
root=$1
service=$2
shift 2
here=$(dirname "$0")

rm -rf "$root"
install -d "$root/usr/local/bin" "$root/usr/share/sluice/filters" "$root/etc/sluice" "$root/etc/ssl/certs" \
    "$root/srv/sluice/filters" "$root/srv/sluice/tenants" "$root/run/secrets/sluice"
# The service makes its store below this directory, as whichever user it runs.
install -d -m 1777 "$root/var/lib/sluice"

# Debug information lies beside the image: gdb, perf and addr2line find it by the link.
objcopy --strip-all "$service" "$root/usr/local/bin/sluice"
objcopy --only-keep-debug --compress-debug-sections "$service" "$root.debug"
objcopy --add-gnu-debuglink="$root.debug" "$root/usr/local/bin/sluice"

ldd "$service" | grep -o '/[^ ]*' | while read -r library; do
    install -D -m 0755 "$library" "$root$library"
done
install -m 0644 /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
echo 'sluice:x:500:500::/:/sbin/nologin' >"$root/etc/passwd"
echo 'sluice:x:500:' >"$root/etc/group"

install -m 0644 -t "$root/usr/share/sluice/filters" "$@"
# Filters come compiled for every processor of the architecture, with the settings of this file, also for a small
# container, and with the chart's.
compiled=$root/usr/share/sluice/compiled
sed -e 's|"\.\./target/filters/|"../../usr/share/sluice/filters/|' -e 's|^cpu = "native"|cpu = "baseline"|' \
    -e 's|^# prebuilt_directory = |prebuilt_directory = |' "$here/../sluice.toml" >"$root/etc/sluice/sluice.toml"
install -d -m 0700 "$compiled"
for configuration in "$root/etc/sluice/sluice.toml" "$here/chart.toml" "$here/small.toml"; do
    "$service" compile "$configuration" --output "$compiled" >/dev/null
done
chmod 0755 "$compiled"
chmod 0444 "$compiled"/*
