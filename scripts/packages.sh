#!/usr/bin/env bash
# Installs the Debian packages that a make target needs and that are missing.
# Says which and why. Does nothing, and needs no network, if all are there.
#
# Example: scripts/packages.sh test
set -euo pipefail

build=(gcc libc6-dev pkg-config libpcsclite-dev)
demo=(pcscd vsmartcard-vpcd)
test=(opensc softhsm2 openssl tmux libxml2-utils librsvg2-bin fonts-dejavu-core poppler-utils)
crash=(strace)

case "${1:-}" in
build) want=("${build[@]}") why="to build with smart card support" ;;
demo) want=("${build[@]}" "${demo[@]}") why="to build, and for the demo's own card service and virtual card" ;;
test) want=("${build[@]}" "${demo[@]}" "${test[@]}") why="to build, and for the tests' real card service, terminal and outside judges" ;;
crash) want=("${build[@]}" "${crash[@]}") why="to build, and to let system calls fail" ;;
*)
	echo "usage: scripts/packages.sh build|demo|test|crash" >&2
	exit 2
	;;
esac

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "This is neither Debian nor Ubuntu. What these packages contain is needed: ${want[*]}." >&2
	if [ "$1" = build ]; then
		exit 0 # the compiler will say what is missing
	fi
	exit 1
fi

missing=()
for package in "${want[@]}"; do
	dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done

# A private pcscd of an ordinary user needs /run/pcscd, which only root can make,
# unless the user may mount a private /run (internal/card/pcscd). Containers often
# forbid that.
folder=
if [[ "$1" = demo || "$1" = test ]] && [ "$(id -u)" -ne 0 ] && [ ! -d /run/pcscd ] &&
	! unshare --user --map-root-user --mount mount -t tmpfs tmpfs /run 2>/dev/null; then
	folder=/run/pcscd
fi
if [ ${#missing[@]} -eq 0 ] && [ -z "$folder" ]; then
	exit 0
fi

commands=()
if [ ${#missing[@]} -ne 0 ]; then
	echo "Missing system packages: ${missing[*]} ($why)."
	commands+=("apt-get -qq update" "env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends ${missing[*]}")
fi
if [ -n "$folder" ]; then
	echo "Missing folder: $folder (the card service keeps its process id there)."
	commands+=("mkdir -p $folder")
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "There is no sudo here. Do this as root, then run make again:" >&2
		printf '  %s\n' "${commands[@]}" >&2
		exit 1
	fi
	echo "Doing that with sudo, which may ask for your password."
	sudo=sudo
fi
for command in "${commands[@]}"; do
	# shellcheck disable=SC2086 # words on purpose
	$sudo $command
done
