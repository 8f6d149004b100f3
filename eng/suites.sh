# Which suites and soak proofs there are, and how one is run. Sourced by ./test after requirements.sh, from the top folder.
#
# A suite is a test project in tests/, the page's own tests (Page) or the page in a browser (Browser). A soak proof is a class of tests
# with [Trait("Category", "Soak")] in any test project, or a folder of tests/Soak with a script 'run' that ends with 'N passed, N failed'.

passed=0 failed=0 skipped=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

test_projects() {
  local project name
  for project in tests/*/; do
    name=$(basename "$project")
    ! grep -q IsTestProject "$project$name.csproj" 2>/dev/null || echo "$name"
  done
}

# The real processes come last.
suites() {
  test_projects | grep -vx SystemTests
  echo Page
  echo Browser
  echo SystemTests
}

# Lines of PROJECT CLASS.
soak_classes() {
  local file path
  grep -rlF --include='*.cs' --exclude-dir=obj --exclude-dir=bin '[Trait("Category", "Soak")]' tests | sort | while read -r file; do
    path=${file#tests/}
    echo "${path%%/*} $(basename "$file" | cut -d. -f1)"
  done
}

soak_scripts() {
  local script
  for script in tests/Soak/*/run; do
    [ ! -x "$script" ] || basename "$(dirname "$script")"
  done
}

soak_suites() {
  soak_classes | cut -d' ' -f2
  soak_scripts
}

suites_have() { [[ $'\n'$(suites)$'\n' == *$'\n'"$1"$'\n'* ]]; }
soaks_have() { [[ $'\n'$(soak_suites)$'\n' == *$'\n'"$1"$'\n'* ]]; }

# Builds what the chosen suites are made of; the whole solution where that is most of it.
build_suites() {
  local name project projects=() page=
  for name in "${chosen[@]}"; do
    case "$kind $name" in
      'suite Page') continue ;;
      'suite Browser') project=src/Standalone ;;
      suite*) project=tests/$name ;;
      soak*) project=$(project_of_soak "$name") && project=${project:+tests/$project} ;;
    esac
    [ -z "$project" ] || projects+=("$project")
    [[ $project != src/Standalone && $project != tests/SystemTests ]] || page=1
  done
  # Where the page can't be built the suites that need it say so.
  [ -z "$page" ] || (build_page) || true
  [ "${#projects[@]}" -le 3 ] || projects=(LiveParking.sln)
  [ "${#projects[@]}" -eq 0 ] || for name in $(printf '%s\n' "${projects[@]}" | sort -u); do
    dotnet build "$name" --nologo -v quiet || return 1
  done
}

project_of_soak() { soak_classes | awk -v name="$1" '$2 == name { project = $1 } END { print project }'; }

# run_suite NAME
run_suite() {
  case "$1" in
    Page) measure Page page_suite ;;
    Browser) measure Browser tests/Browser/run ;;
    *)
      measure "$1" dotnet_suite "$1"
      name_slow_tests "artifacts/test-results/$1.trx"
      ;;
  esac
}

dotnet_suite() {
  dotnet test "tests/$1" --no-build --nologo --filter 'Category!=Soak' --logger "trx;LogFileName=$1.trx" --results-directory artifacts/test-results
}

# run_suites NAME…: one after the other. GatewayTests mostly wait for what takes its time by design: when many suites are chosen they run beside the
# others. The browser and the real processes, which use both cores, come last and by themselves. SystemTests beside the others as well was tried: it
# took as long, and tests waited for the processor.
waiting_suites='GatewayTests'
last_suites='Browser SystemTests'

run_suites() {
  local name
  if [ $# -le 4 ]; then
    for name in "$@"; do run_suite "$name"; done
    return
  fi
  for name in "$@"; do
    ! is_waiting "$name" || start_beside "$name"
  done
  for name in "$@"; do
    is_waiting "$name" || is_last "$name" || run_suite "$name"
  done
  for name in "$@"; do
    ! is_waiting "$name" || finish_beside "$name"
  done
  for name in "$@"; do
    ! is_last "$name" || run_suite "$name"
  done
}

is_waiting() { [[ " $waiting_suites " == *" $1 "* ]]; }
is_last() { [[ " $last_suites " == *" $1 "* ]]; }

declare -A beside

start_beside() {
  echo "== $1 begins, beside the suites that follow"
  dotnet_suite "$1" </dev/null >"$logs/$1" 2>&1 &
  beside[$1]=$!
}

# Waits for a suite that runs beside the others, and counts it.
finish_beside() {
  local status
  wait "${beside[$1]}"
  status=$?
  measure "$1" show_beside "$1" "$status"
  name_slow_tests "artifacts/test-results/$1.trx"
}

show_beside() {
  cat "$logs/$1"
  return "$2"
}

# name_slow_tests TRX: a test that takes longer than 60 s is a soak proof and belongs there, with a short form here.
name_slow_tests() {
  [ ! -f "$1" ] || sed -nE 's/.*<UnitTestResult .*testName="([^"]*)".* duration="([0-9]+):([0-9]+):([0-9]+).*/\2 \3 \4 \1/p' "$1" |
    awk '{ seconds = $1 * 3600 + $2 * 60 + $3; if (seconds > 60) print "== longer than 60 s:", seconds, "s,", $4 }'
}

# run_soak NAME
run_soak() {
  local project
  project=$(project_of_soak "$1")
  if [ -n "$project" ]; then
    measure "$1" dotnet test "tests/$project" --no-build --nologo --filter "Category=Soak&FullyQualifiedName~.$1." \
      --logger 'console;verbosity=detailed'
  else
    measure "$1" "tests/Soak/$1/run"
  fi
}

page_suite() {
  build_page && cd clients || return 1
  # The page is built without what only the tests need.
  [ -d node_modules/hermes-engine-cli ] || npm ci --no-audit --no-fund --silent || return 1
  npm test --silent
}

# add PASSED FAILED SKIPPED
add() {
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# measure NAME COMMAND…: runs a suite, counts its tests and says how long it took. A command whose failure it does not report itself counts
# as one failed test.
measure() {
  local name=$1 log="$logs/log" status started=$SECONDS
  shift
  echo "== $name"
  "$@" </dev/null 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  local before=$failed counted=$((passed + failed))
  while read -r p f s; do add "$p" "$f" "$s"; done < <(count_tests "$log")
  # A suite that broke, or that reported no test, has failed.
  [ "$status" -eq 0 ] || [ "$failed" -gt "$before" ] || add 0 1 0
  [ $((passed + failed)) -gt "$counted" ] || add 0 1 0
  echo "== $name took $((SECONDS - started)) s"
}

# count_tests LOG: lines of PASSED FAILED SKIPPED, from what 'dotnet test' and our own scripts print at their end.
count_tests() {
  sed -nE 's/^[A-Z][a-z]+! +- Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\2 \1 \3/p; s/^([0-9]+) passed, ([0-9]+) failed$/\1 \2 0/p' "$1"
  # The detailed logger of 'dotnet test'.
  awk '/^ *Passed: +[0-9]+$/ { p = $2 } /^ *Failed: +[0-9]+$/ { f = $2 } /^ *Skipped: +[0-9]+$/ { s = $2 }
    END { if (p != "" || f != "" || s != "") print p + 0, f + 0, s + 0 }' "$1"
}
