#!/usr/bin/env bash
# Builds the image where no registry can be reached: on Debian, as root, with buildah and debootstrap,
# a base from Debian's packages and a runtime linked from the JDK 25 at JAVA_HOME.
#   JAVA_HOME=… docker/build-without-registry.sh [NAME]
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-localhost/todoku}
suite=${SUITE:-bookworm}
mirror=${MIRROR:-http://deb.debian.org/debian}
java=${JAVA_HOME:?the JDK 25 to link a runtime from}
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=${STORAGE_DRIVER:-vfs}

[ -f target/todoku.jar ] || { echo "there is no target/todoku.jar: ./mvnw -DskipTests package" >&2; exit 2; }
"$java/bin/java" -version 2>&1 | grep -q 'version "25' || { echo "$java is no JDK 25" >&2; exit 2; }

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
debootstrap --variant=minbase "$suite" "$root/base" "$mirror" >/dev/null
rm -rf "$root"/base/var/cache/apt/archives/*.deb "$root"/base/var/lib/apt/lists/*

# what the application uses and what helps to look into it
"$java/bin/jlink" \
  --add-modules java.se,jdk.charsets,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.security.auth,jdk.unsupported,jdk.zipfs \
  --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$root/base/opt/java"

container=$(buildah from scratch)
buildah add --quiet "$container" "$root/base" /
buildah config --env PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  --env JAVA_HOME=/opt/java --env LANG=C.UTF-8 "$container"
buildah commit --quiet --rm "$container" localhost/todoku-base:25 >/dev/null

# health checks are Docker's, not OCI's
buildah build --layers --format docker --build-arg BASE=localhost/todoku-base:25 \
  --ignorefile docker/Dockerfile.dockerignore --file docker/Dockerfile --tag "$name" .
