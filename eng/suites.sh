# The list of suites and soak proofs, and how to run one. Sourced by ./test after requirements.sh, from the top folder.
#
# A suite is a test project in tests/, the page's own tests (Page), the page in a browser (Browser), its usability there (Quality), or the mobile app (App).
# A soak proof is a class of tests with [Trait("Category", "Soak")] in any test project, or a folder of tests/Soak with a script 'run' that ends with
# 'N passed, N failed'.

passed=0 failed=0 skipped=0
logs=$(mktemp -d)

# Every process of this run has this in its environment, so that all of them are found when the run ends, in whatever way it ends.
export TEST_RUN="live-parking-$$-$(date +%s)"

# Processes of suites run for seconds: most of their processor time was compiling. These settings halve it, and change no result: memory for code is not mapped
# twice, and threads neither spin nor collect garbage beside the program. Soak proofs measure, so they run as programs do.
save_compile_time() {
  export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0
  export DOTNET_gcServer=0 DOTNET_gcConcurrent=0 DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
}

# compiled_once COMMAND…: its processes compile code once, and not again when it is used often. For suites of many short processes: a suite that runs for
# minutes in one process gains from the second time.
compiled_once() { DOTNET_TC_CallCounting=0 DOTNET_TC_OnStackReplacement=0 "$@"; }

# The processes of this run except this shell, whose environment is older. Without TEST_RUN, so that grep does not find itself.
run_processes() {
  env -u TEST_RUN grep -lzsx "TEST_RUN=$TEST_RUN" /proc/[0-9]*/environ | cut -d/ -f3
}

# Ends all processes of this run.
end_processes() {
  local pids
  mapfile -t pids < <(run_processes)
  [ "${#pids[@]}" -gt 0 ] || return 0
  kill -TERM "${pids[@]}" 2>/dev/null
  for _ in $(seq 50); do
    mapfile -t pids < <(run_processes)
    [ "${#pids[@]}" -gt 0 ] || return 0
    sleep 0.1
  done
  kill -KILL "${pids[@]}" 2>/dev/null
  return 0
}

trap 'end_processes; rm -rf "$logs"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# interruptible COMMAND…: waits for a command and returns its exit code. The shell handles a signal while it waits, but not while a command is in the foreground.
interruptible() {
  "$@" </dev/null &
  wait $!
}

test_projects() {
  local project name
  for project in tests/*/; do
    name=$(basename "$project")
    ! grep -q IsTestProject "$project$name.csproj" 2>/dev/null || echo "$name"
  done
}

# The suites with real processes come last.
suites() {
  test_projects | grep -vx SystemTests
  echo Page
  echo App
  echo Browser
  echo Quality
  echo SystemTests
}

# Prints lines of PROJECT CLASS.
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

# Builds the chosen suites; the whole solution where that is most of it.
build_suites() {
  local name project projects=() page= app=
  for name in "${chosen[@]}"; do
    case "$kind $name" in
      'suite Page') continue ;;
      'suite Quality') project=src/Standalone ;;
      # They sign in at an authority.
      'suite Browser') project=src/Standalone && projects+=(tests/SignInServer) ;;
      'suite App') project=src/Standalone app=1 && projects+=(tests/SignInServer) ;;
      suite*) project=tests/$name ;;
      soak*) project=$(project_of_soak "$name") && project=${project:+tests/$project} ;;
    esac
    [ -z "$project" ] || projects+=("$project")
    [[ $project != src/Standalone && $project != tests/SystemTests ]] || page=1
  done
  # Packages and the page are downloaded while the programs are compiled. Where the page can't be built the suites that need it report that.
  [ -z "$page" ] || (page_packages && build_page && { [ -z "$app" ] || app_packages; }) </dev/null &
  [ "${#projects[@]}" -le 3 ] || projects=(LiveParking.sln)
  for name in $([ "${#projects[@]}" -eq 0 ] || printf '%s\n' "${projects[@]}" | sort -u); do
    # One compiler server for all projects, instead of a new compiler for each. It is started for this build and ends with it.
    interruptible dotnet build "$name" --nologo -v quiet -p:Analyze=src -p:UseSharedCompilation=true -p:SharedCompilationId="$TEST_RUN" || return 1
  done
  wait
  end_processes
}

project_of_soak() { soak_classes | awk -v name="$1" '$2 == name { project = $1 } END { print project }'; }

# About how many seconds the build takes on two cores, and each suite alone.
build_seconds=90
declare -A suite_seconds=(
  [App]=270 [BenchTests]=40 [Browser]=170 [ClusterTests]=90 [GatewayTests]=240 [Media]=70 [Page]=40 [Quality]=190 [StoreTests]=60 [SystemTests]=400 [UnitTests]=20
)

# expected NAME: the text about a suite before it runs.
expected() { [ -z "${suite_seconds[$1]:-}" ] || echo ", takes about ${suite_seconds[$1]} s"; }

# announce_suites NAME…: the suites to run, and about how long all of them take on two cores.
announce_suites() {
  local name seconds=$build_seconds
  for name in "$@"; do
    # Where many suites are chosen, suites that run beside others add little time.
    [ $# -gt 4 ] && is_waiting "$name" || seconds=$((seconds + ${suite_seconds[$name]:-0}))
  done
  echo "Runs $*: about $(((seconds + 59) / 60)) minutes on two cores, with the build."
}

# run_suite NAME
run_suite() {
  echo "== $1$(expected "$1")"
  measure "$1" suite "$1"
  name_slow_tests "artifacts/test-results/$1.trx"
}

# suite NAME: the suite itself.
suite() {
  case "$1" in
    Page) page_suite ;;
    App) compiled_once tests/App/run ;;
    Browser) compiled_once tests/Browser/run ;;
    SystemTests) compiled_once dotnet_suite "$1" ;;
    Quality) compiled_once node clients/web/e2e/quality/quality.e2e.mjs ;;
    *) dotnet_suite "$1" ;;
  esac
}

dotnet_suite() {
  dotnet test "tests/$1/bin/Debug/net10.0/LiveParking.$1.dll" --nologo --filter 'Category!=Soak' --logger "trx;LogFileName=$1.trx" \
    --blame-hang-timeout 6m --blame-hang-dump-type none --results-directory artifacts/test-results
}

# Where many suites are chosen, each line of these runs beside the others, its suites one after the other: suites that mostly wait, for timeouts or for one
# process. Half of the processor time of all is in them. With more lines, tests of slow links find no time for their pictures.
waiting_lines=('GatewayTests' 'Browser Quality')
# The suite with real processes comes last and alone: beside others its tests waited for the processor.
last_suites='SystemTests'

# run_suites NAME…
run_suites() {
  local name line chosen_line beside=() jobs=()
  if [ $# -le 4 ]; then
    for name in "$@"; do run_suite "$name"; done
    return
  fi
  for line in "${waiting_lines[@]}"; do
    mapfile -t chosen_line < <(chosen_of "$line" "$@")
    start_beside "${chosen_line[@]}"
    beside+=("${chosen_line[@]}")
  done
  for name in "$@"; do
    is_waiting "$name" || is_last "$name" || run_suite "$name"
  done
  show_all_beside "${beside[@]}"
  for name in "$@"; do
    ! is_last "$name" || run_suite "$name"
  done
}

is_waiting() { [[ " ${waiting_lines[*]} " == *" $1 "* ]]; }
is_last() { [[ " $last_suites " == *" $1 "* ]]; }

# chosen_of LINE NAME…: prints the suites of a line that are among the names.
chosen_of() {
  local name line=$1
  shift
  for name in $line; do
    [[ " $* " != *" $name "* ]] || echo "$name"
  done
}

# start_beside NAME…: starts suites, one after the other, beside others. Adds to jobs.
start_beside() {
  local name
  [ $# -gt 0 ] || return 0
  for name in "$@"; do
    echo "== $name runs beside others$(expected "$name")"
  done
  run_beside "$@" </dev/null &
  jobs+=($!)
}

# show_all_beside NAME…: waits for the suites that were started, and shows and counts them.
show_all_beside() {
  local name
  [ ${#jobs[@]} -eq 0 ] || wait "${jobs[@]}"
  jobs=()
  for name in "$@"; do
    echo "== $name, which ran beside others"
    measure "$name" show_beside "$name"
    name_slow_tests "artifacts/test-results/$name.trx"
  done
}

# Runs a line of suites; keeps the output, exit code, seconds and processor seconds of each for show_beside.
run_beside() {
  local name started busy status me=$BASHPID
  for name in "$@"; do
    started=$SECONDS
    busy=$(busy_seconds "$me")
    suite "$name" >"$logs/$name" 2>&1
    status=$?
    echo "$status $((SECONDS - started)) $(($(busy_seconds "$me") - busy))" >"$logs/$name.end"
  done
}

# busy_seconds PID: the processor seconds of all processes that a shell has waited for.
busy_seconds() {
  awk '{ sub(/.*\) /, ""); split($0, field, " "); print int((field[14] + field[15]) / 100) }' "/proc/$1/stat"
}

show_beside() {
  local status=1 rest
  cat "$logs/$1"
  read -r status rest <"$logs/$1.end"
  return "$status"
}

# name_slow_tests TRX: a test that takes longer than 60 s is a soak proof and belongs there, with a short form here.
name_slow_tests() {
  [ ! -f "$1" ] || sed -nE 's/.*<UnitTestResult .*testName="([^"]*)".* duration="([0-9]+):([0-9]+):([0-9]+).*/\2 \3 \4 \1/p' "$1" |
    awk '{ seconds = $1 * 3600 + $2 * 60 + $3; if (seconds > 60) print "== longer than 60 s:", seconds, "s,", $4 }'
}

# run_soak NAME
run_soak() {
  local project
  echo "== $1"
  project=$(project_of_soak "$1")
  if [ -n "$project" ]; then
    measure "$1" dotnet test "tests/$project" --no-build --nologo --filter "Category=Soak&FullyQualifiedName~.$1." \
      --logger 'console;verbosity=detailed'
  else
    measure "$1" "tests/Soak/$1/run"
  fi
}

page_suite() {
  page_packages && build_page && cd clients && npm test --silent
}

# The page is built without the parts that only the tests need. Before suites run: the browser's suite uses the same folder.
page_packages() {
  command -v npm >/dev/null || return 0
  # npm writes its lock file last, so an install that was interrupted is done again. Only the tests need that package.
  (cd clients && { [ node_modules/.package-lock.json -nt package-lock.json ] && grep -qs '"node_modules/hermes-engine-cli"' node_modules/.package-lock.json; } || npm ci --no-audit --no-fund --silent)
}

# Expo's thousand packages, for the suite App only: the app has a lockfile of its own.
app_packages() {
  command -v npm >/dev/null || return 0
  [ clients/app/node_modules/.package-lock.json -nt clients/app/package-lock.json ] || (cd clients/app && npm ci --no-audit --no-fund --silent)
}

# add PASSED FAILED SKIPPED
add() {
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# measure NAME COMMAND…: runs a suite, counts its tests and prints how long it took. A command that fails without reporting a failed test counts
# as one failed test.
measure() {
  local name=$1 log="$logs/log" status started=$SECONDS busy
  shift
  interruptible logged "$log" "$@"
  status=$?
  local before=$failed counted=$((passed + failed))
  while read -r p f s; do add "$p" "$f" "$s"; done < <(count_tests "$log")
  # A suite that broke, or that reported no test, has failed.
  [ "$status" -eq 0 ] || [ "$failed" -gt "$before" ] || add 0 1 0
  [ $((passed + failed)) -gt "$counted" ] || add 0 1 0
  local seconds=$((SECONDS - started)) rest
  busy=$(cat "$log.busy")
  # A suite that ran beside others has recorded its time.
  [ ! -f "$logs/$name.end" ] || read -r rest seconds busy <"$logs/$name.end"
  echo "== $name took $seconds s, $busy s of processor time"
}

# logged LOG COMMAND…: prints and keeps the output of a command, and returns its exit code. Runs in a shell of its own, whose processor seconds it keeps too.
logged() {
  local log=$1 status me=$BASHPID
  shift
  "$@" 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  busy_seconds "$me" >"$log.busy"
  return "$status"
}

# count_tests LOG: lines of PASSED FAILED SKIPPED, from the final output of 'dotnet test' and of our own scripts.
count_tests() {
  sed -nE 's/^[A-Z][a-z]+! +- Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\2 \1 \3/p; s/^([0-9]+) passed, ([0-9]+) failed$/\1 \2 0/p' "$1"
  # The detailed logger of 'dotnet test'.
  awk '/^ *Passed: +[0-9]+$/ { p = $2 } /^ *Failed: +[0-9]+$/ { f = $2 } /^ *Skipped: +[0-9]+$/ { s = $2 }
    END { if (p != "" || f != "" || s != "") print p + 0, f + 0, s + 0 }' "$1"
}
