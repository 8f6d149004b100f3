#!/usr/bin/env bash
# Installs a release under systemd on Debian or Ubuntu, or upgrades one. Run it as root, from the folder of the unpacked release.
#
#   ./install.sh standalone   the whole system in one process, for one site
#   ./install.sh site         the silo of a site, beside its cameras
#   ./install.sh central      a central silo of a cluster
#   ./install.sh gateway      a gateway of a cluster
#   ./install.sh --remove     stops and removes programs and units; settings and state stay
#
#   --root DIR   installs into another root, such as the one of an image; starts nothing and creates no user there that exists already
#   --no-packages   leaves the packages of Debian alone: somebody else installs them
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
  echo "$*" >&2
  exit 1
}

usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

kind='' root='' packages=yes remove=''
while [ $# -gt 0 ]; do
  case "$1" in
    standalone | site | central | gateway) kind=$1 ;;
    --root) root=${2:-} && [ -d "$root" ] || fail "--root needs a folder that exists."; shift ;;
    --no-packages) packages=no ;;
    --remove) remove=yes ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; fail "install.sh knows no '$1'." ;;
  esac
  shift
done
[ "$(id -u)" -eq 0 ] || fail "Run this as root: sudo $0 ${kind:-KIND}"
[ -n "$kind$remove" ] || { usage >&2; exit 2; }

units=(live-parking live-parking-site live-parking-central live-parking-gateway)
programs=$root/opt/live-parking
settings=$root/etc/live-parking
unit_folder=$root/etc/systemd/system
# In another root, and where no systemd runs, nothing is started.
runs_systemd() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

if [ -n "$remove" ]; then
  for unit in "${units[@]}"; do
    [ -f "$unit_folder/$unit.service" ] || continue
    ! runs_systemd || systemctl disable --now "$unit.service"
    rm -f "$unit_folder/$unit.service"
  done
  ! runs_systemd || systemctl daemon-reload
  rm -rf "$programs"
  echo "Live Parking is removed. Settings are still in /etc/live-parking, state in /var/lib/live-parking."
  exit 0
fi

[ -f "$here/VERSION" ] && [ -d "$here/bin" ] || fail "install.sh belongs to an unpacked release: there is no bin beside it."
version=$(cat "$here/VERSION")

# Runs a command in the root that is installed into.
in_root() { if [ -n "$root" ]; then chroot "$root" "$@"; else "$@"; fi; }

# One of the two names never exists, for which dpkg-query fails.
has_package() { [[ $(in_root dpkg-query -W -f '${Status}\n' "$1" "$1t64" 2>/dev/null || true) == *'install ok installed'* ]]; }

# Whether the package lists offer a package. Not with a pipe into grep -q, which ends the command before it is done.
offers() { [[ $(in_root apt-cache policy "$1") =~ Candidate:\ [^\(] ]]; }

install_packages() {
  local needed=(ca-certificates tzdata libssl3 passwd) missing=() name
  # What OpenCV links, and the program that reads rtsp://.
  [[ $kind != standalone && $kind != site ]] || needed+=(libgtk-3-0 libdrm2 libatomic1 ffmpeg)
  for name in "${needed[@]}"; do
    has_package "$name" || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "Installing ${missing[*]} …"
  in_root apt-get update -q >/dev/null
  for name in "${!missing[@]}"; do
    # Newer systems call some of them …t64.
    offers "${missing[$name]}" || ! offers "${missing[$name]}t64" || missing[name]="${missing[$name]}t64"
  done
  in_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "apt-get could not install them. Type: apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
}

[ "$packages" = no ] || install_packages

in_root getent passwd live-parking >/dev/null ||
  in_root useradd --system --user-group --home-dir /var/lib/live-parking --shell /usr/sbin/nologin live-parking
user=$(in_root id -u live-parking)
group=$(in_root id -g live-parking)

# A new version stands beside the old one until the link points to it: a start in between finds one of both, whole.
rm -rf "${programs:?}/$version.new"
install -d -m 755 "$programs" "$programs/$version.new"
cp -r "$here/bin" "$here/page" "$here/deploy" "$here/docs" "$here/VERSION" "$here/LICENSE" "$programs/$version.new/"
chown -R 0:0 "$programs/$version.new"
chmod -R u=rwX,go=rX "$programs/$version.new"
if [ -e "$programs/$version" ]; then
  # The same version again: what runs keeps its files until the new ones are in their place.
  rm -rf "${programs:?}/$version.old"
  mv -T "$programs/$version" "$programs/$version.old"
fi
mv -T "$programs/$version.new" "$programs/$version"
ln -sfn "$version" "$programs/current.new"
mv -T "$programs/current.new" "$programs/current"
rm -rf "${programs:?}/$version.old"

install -d -m 750 -o 0 -g "$group" "$settings"
install -d -m 700 -o "$user" -g "$group" "$root/var/lib/live-parking"
# example FILE TARGET OWNER: settings that exist are never touched.
example() { [ -e "$settings/$2" ] || install -m 600 -o "$3" -g "$([ "$3" = 0 ] && echo 0 || echo "$group")" "$here/deploy/systemd/$1" "$settings/$2"; }
case "$kind" in
  standalone) unit=live-parking; example cameras.none.json cameras.json "$user"; example standalone.example.env standalone.env 0 ;;
  site) unit=live-parking-site; example cameras.none.json cameras.json "$user"; example site.example.env site.env 0 ;;
  central) unit=live-parking-central; example central.example.env central.env 0 ;;
  gateway) unit=live-parking-gateway; example gateway.example.env gateway.env 0 ;;
esac
install -d "$unit_folder"
install -m 644 "$here/deploy/systemd/$unit.service" "$unit_folder/$unit.service"

# Old versions, but not the one before: a way back.
ls -1dt "$programs"/[0-9]* 2>/dev/null | tail -n +3 | xargs -r -d '\n' rm -rf --

echo "Live Parking $version is in /opt/live-parking/current, unit $unit."
env_file=''
case "$kind" in site | central | gateway) env_file=$settings/$kind.env ;; esac
if [ -n "$env_file" ] && grep -q 'PASSWORD\|redis\.example' "$env_file"; then
  echo "Next: put the address and password of your Redis and the certificate into /etc/live-parking/$kind.env, then type:"
  echo "  systemctl enable --now $unit"
elif runs_systemd; then
  systemctl daemon-reload
  systemctl enable --quiet "$unit.service"
  systemctl restart "$unit.service"
  systemctl is-active --quiet "$unit.service" || fail "It did not start: journalctl -u $unit"
  echo "It runs. Its log: journalctl -u $unit"
else
  echo "No systemd runs here. The command of the unit: $(sed -n 's/^ExecStart=//p' "$unit_folder/$unit.service")"
fi
case "$kind" in
  standalone) echo "What is missing on this machine: sudo -u live-parking /opt/live-parking/current/bin/LiveParking.Standalone doctor --data /var/lib/live-parking --cameras /etc/live-parking/cameras.json" ;;
  gateway) echo "What is missing on this machine: /opt/live-parking/current/bin/LiveParking.Gateway doctor, with the variables of /etc/live-parking/gateway.env" ;;
  *) echo "What is missing on this machine: /opt/live-parking/current/bin/LiveParking.Silo doctor --role $kind, with the variables of /etc/live-parking/$kind.env" ;;
esac
