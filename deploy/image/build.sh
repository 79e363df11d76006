#!/bin/sh
# The image as an OCI archive, with buildah: no daemon, no base image, no privileges beyond those of this user.
# The same files give the same bytes. usage: build.sh ROOTFS ARCHIVE
set -eu
root=$1
archive=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs

buildah() { command buildah --root "$work/storage" --runroot "$work/run" "$@"; }

container=$(buildah from scratch)
buildah copy --quiet "$container" "$root" / >/dev/null
buildah config --user 500:500 --port 8107 --port 9107 --entrypoint '["/usr/local/bin/sluice"]' \
    --cmd 'serve --config /etc/sluice/sluice.toml' --env SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    --label org.opencontainers.image.title=sluice "$container"
rm -f "$archive"
# Of files, layers and the image alike.
buildah commit --quiet --timestamp "${SOURCE_DATE_EPOCH:-0}" --rm "$container" "oci-archive:$work/image.tar:sluice" >/dev/null
# An archive has the times at which it was written.
mkdir "$work/oci"
tar -xf "$work/image.tar" -C "$work/oci"
tar --sort=name --mtime="@${SOURCE_DATE_EPOCH:-0}" --owner=0 --group=0 --numeric-owner -cf "$archive" -C "$work/oci" .
