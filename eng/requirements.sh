# The requirements of the scripts, and how to install them. Sourced by ./run, ./test and bench/run from the top folder.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
# Nothing here needs culture data. Without this the SDK does not start on a machine without ICU.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

# Libraries that the native library of OpenCvSharp needs and a minimal system lacks.
opencv_packages=(libgtk-3-0 libdrm2 libatomic1)

fail() {
  echo "$*" >&2
  exit 1
}

require_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is needed: install it, so that 'dotnet --version' answers 10.0 or later."
  require_tls
  case "$(dotnet --version 2>/dev/null)" in
    10.*|[1-9][1-9].*) ;;
    *) fail "The .NET 10 SDK is needed; 'dotnet --list-sdks' does not show one." ;;
  esac
}

# The libraries and certificates with which the SDK fetches packages and tokens are signed.
require_tls() {
  local missing=()
  [[ $(/sbin/ldconfig -p 2>/dev/null) == *libssl.so* ]] || missing+=(libssl3)
  [ -s "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" ] || missing+=(ca-certificates)
  [ ${#missing[@]} -eq 0 ] || require_packages "${missing[@]}"
}

# Whether a package of Debian or Ubuntu is installed; libgtk-3-0 has another name on newer ones.
has_package() {
  local states
  # The query fails when one of the two names is unknown, which one always is.
  states=$(dpkg-query -W -f '${Status}\n' "$1" "$1t64" 2>/dev/null || true)
  [[ $states == *'install ok installed'* ]]
}

require_packages() {
  local missing=() name
  command -v dpkg-query >/dev/null || return 0
  for name in "$@"; do
    has_package "$name" || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      sudo=(sudo)
    else
      fail "These packages are needed. Type: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
    fi
  fi
  echo "Installing ${missing[*]} …" >&2
  local log
  log=$(mktemp)
  if ! { update_packages "${sudo[@]}" && resolve_names && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    fail "apt-get could not install them. Type: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
  fi
  rm -f "$log"
}

# The package lists, fetched once.
update_packages() {
  [ -z "${packages_updated:-}" ] || return 0
  "$@" apt-get update && packages_updated=1
}

# Takes the newer name of a package where only that one exists. Uses the caller's list.
resolve_names() {
  local i
  for i in "${!missing[@]}"; do
    if ! apt-cache policy "${missing[$i]}" | grep -q 'Candidate: [^(]' && apt-cache policy "${missing[$i]}t64" | grep -q 'Candidate: [^(]'; then
      missing[$i]="${missing[$i]}t64"
    fi
  done
  return 0
}

# A stamp of every source under the given paths, so that nothing is built twice.
stamp_of() {
  find "$@" \( -name bin -o -name obj -o -name node_modules -o -name dist \) -prune -o -type f -printf '%p %T@ %s\n' | sort | sha256sum | cut -d' ' -f1
}

# build_program PROJECT OUTPUT: an optimised build, made again only when a source changed.
build_program() {
  local stamp output="$2"
  stamp=$(stamp_of src "$1" eng Directory.Build.props Directory.Packages.props global.json)
  if [ -f "$output/.stamp" ] && [ "$(cat "$output/.stamp")" = "$stamp" ]; then
    return 0
  fi
  echo "Building, about 1 minute the first time on two cores …" >&2
  local log
  log=$(mktemp)
  if ! dotnet publish "$1" -c Release -o "$output" --nologo -v quiet -p:Analyze=nothing >"$log" 2>&1; then
    cat "$log" >&2
    fail "The build failed."
  fi
  rm -f "$log"
  echo "$stamp" > "$output/.stamp"
}

# In clients: npm writes its own lock file last, so one that is older than ours, or missing, means that packages are missing.
install_page_packages() {
  [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund -w live-parking-web --include-workspace-root
}

# Builds the page when Node is there; without it the system runs and says that the page is missing.
build_page() {
  local stamp
  [ -f clients/web/package.json ] || return 0
  # Not the app: it is no part of the page.
  stamp=$(stamp_of clients/*.json clients/typescript clients/web)
  if [ -f clients/web/dist/index.html ] && [ -f clients/web/dist/.stamp ] && [ "$(cat clients/web/dist/.stamp)" = "$stamp" ]; then
    return 0
  fi
  if ! command -v npm >/dev/null; then
    echo "Node 20 is not here, so the page is not built; the API works. Install Node 20 and start again for the page." >&2
    return 0
  fi
  echo "Building the page, about 1 minute the first time …" >&2
  local log
  log=$(mktemp)
  if ! (cd clients && install_page_packages && npm run build -w live-parking-web) >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "The page could not be built."
  fi
  rm -f "$log"
  echo "$stamp" > clients/web/dist/.stamp
}
