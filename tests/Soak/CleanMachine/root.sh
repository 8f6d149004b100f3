# A minimal Debian root with nothing but the .NET SDK and Node of this machine. Sourced by tests/Soak/CleanMachine/run, which runs as
# root in a separate mount and process namespace: all mounts and processes end with it.

# The path of the checkout in the root.
readonly checkout=/root/live-parking

# make_root FOLDER: the packages that apt needs and no others.
make_root() {
  local root=$1 sources=() file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/{debian,ubuntu}.sources; do
    [ ! -s "$file" ] || sources+=("$file")
  done
  mmdebstrap --quiet --variant=apt "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" "${sources[@]}"
}

# furnish_root FOLDER: the SDK and Node of this machine, and how its package clients reach their registries.
furnish_root() {
  local root=$1 dotnet npm file
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  # The command may be a script: the SDK reports its own path.
  dotnet=$(dotnet --list-sdks | sed -nE '$ s|.*\[(.*)/sdk\]$|\1|p')
  npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
  mkdir -p "$root/usr/local/share/dotnet" "$root/usr/local/lib/node_modules/npm" "$root/root/.nuget/NuGet" "$root/usr/local/etc"
  touch "$root/usr/local/bin/node"
  mount --bind -o ro "$dotnet" "$root/usr/local/share/dotnet"
  mount --bind -o ro "$npm" "$root/usr/local/lib/node_modules/npm"
  mount --bind -o ro "$(readlink -f "$(command -v node)")" "$root/usr/local/bin/node"
  ln -s ../share/dotnet/dotnet "$root/usr/local/bin/dotnet"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/usr/local/bin/npm"

  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  for file in $(grep -ls Acquire /etc/apt/apt.conf.d/*); do cp "$file" "$root/etc/apt/apt.conf.d/"; done
  copy_if_there "$HOME/.nuget/NuGet/NuGet.Config" "$root/root/.nuget/NuGet/NuGet.Config"
  copy_if_there "$HOME/.npmrc" "$root/root/.npmrc"
  copy_if_there "$(npm prefix -g)/etc/npmrc" "$root/usr/local/etc/npmrc"
  trust_as_here "$root"
}

copy_if_there() {
  [ ! -f "$1" ] || cp "$1" "$2"
}

# The certificates that this machine trusts beyond Debian's own, in the folder that the package ca-certificates reads. Until that
# package is installed, also in a bundle.
trust_as_here() {
  local root=$1 bundle=/etc/ssl/certs/ca-certificates.crt
  [ -f "$bundle" ] || return 0
  mkdir -p "$root/usr/local/share/ca-certificates" "$root/etc/ssl/certs"
  cat /usr/share/ca-certificates/*/*.crt >"$root/tmp/debian.crt" 2>/dev/null || true
  awk -v folder="$root/usr/local/share/ca-certificates" '
    FNR == 1 { file++ }
    /BEGIN CERTIFICATE/ { text = ""; inside = 1 }
    inside { text = text $0 "\n" }
    /END CERTIFICATE/ {
      inside = 0
      if (file == 1) debian[text] = 1
      else if (!(text in debian)) printf "%s", text > (folder "/machine-" ++extra ".crt")
    }' "$root/tmp/debian.crt" "$bundle"
  rm "$root/tmp/debian.crt"
  # Without an extra certificate the scripts under test have to install the package themselves.
  [ -z "$(ls "$root/usr/local/share/ca-certificates")" ] || cp "$bundle" "$root/etc/ssl/certs/"
}

# put_checkout TOP FOLDER: the files of a fresh clone.
put_checkout() {
  mkdir -p "$2$checkout"
  tar -C "$1" -c --exclude=.git --exclude=bin --exclude=obj --exclude=node_modules --exclude=dist --exclude=TestResults \
    --exclude=./data --exclude=./artifacts . | tar -C "$2$checkout" -x
}

# in_root FOLDER COMMAND…: runs with only the variables of this shell that package clients need. It replaces the shell with the command.
in_root() {
  local root=$1 line clients=()
  shift
  while IFS= read -r line; do clients+=("$line"); done < <(
    env | grep -E '^((https?|ftp|all|no)_proxy|(HTTPS?|FTP|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|NUGET_[A-Z_]+|npm_config_[a-z_]+)=')
  exec chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb "${clients[@]}" \
    sh -c "cd $checkout && exec \"\$@\"" sh "$@"
}
