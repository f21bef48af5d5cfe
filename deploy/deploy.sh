#!/usr/bin/env bash
# Puts the commit of this checkout into operation under PM2. `deploy/deploy.sh --help` says how.
set -Eeuo pipefail

SOURCE="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)"
readonly SOURCE
readonly KEEP_RELEASES=3
readonly NEEDED_MEGABYTES=3000
readonly READY_SECONDS=90

live="${HELPEJO_LIVE:-$HOME/helpejo-live}"
as_root=no
dry_run=no

help() {
  cat <<HELP
Puts the commit of this checkout into operation, or leaves everything as it was.

  deploy/deploy.sh [--to FOLDER] [--dry-run] [--as-root]

  --to FOLDER  where it lives (default: ~/helpejo-live, or HELPEJO_LIVE):
                 .env       the settings; made at the first deployment, mode 0600
                 data/      files, secret and embedded database (DATA_DIR in .env)
                 releases/  the last $KEEP_RELEASES releases; current points to the one that runs
                 pm2        PM2 for this deployment: FOLDER/pm2 status, logs, restart helpejo
  --dry-run    only checks, and says what it would do
  --as-root    run it as root all the same; better is a user of its own

Each step says what it does. The new release is built and tried out beside the running one, which goes on until the last
step. If the new one should not answer then, the one before is started again. Migrations stay: they only ever add, so the release before
works with them. Ends with 0 when the new release runs, 1 when it does not, 2 for a wrong option.

Settings come from FOLDER/.env alone; those in your shell are ignored. With SMOKE_EMAIL and SMOKE_PASSWORD of somebody who may sign in,
the new release also has to show that live events arrive (a ticket is filed and closed again): tried out beside the running one, and
then each process; or the release before is started again.
HELP
}

say() { printf '\n== %s\n' "$*"; }
tell() { printf '   %s\n' "$*"; }
stop() {
  printf '\n%s\n' "$*" >&2
  exit 1
}

while (($# > 0)); do
  case "$1" in
    --to)
      [[ -n "${2:-}" ]] || { echo "--to needs a folder" >&2; exit 2; }
      live="$2"
      shift
      ;;
    --dry-run) dry_run=yes ;;
    --as-root) as_root=yes ;;
    -h | --help) help; exit 0 ;;
    *) printf 'There is no option %s. Try --help.\n' "$1" >&2; exit 2 ;;
  esac
  shift
done
live="$(realpath -m -- "$live")"

release=""
previous=""
switched=no
migrated=""
trial=""

# Whatever goes wrong ends here: half a release is removed, and the one before runs (again).
finish() {
  local code=$?
  trap - EXIT
  [[ -z "$trial" ]] || kill -TERM "$trial" 2>/dev/null || true
  if ((code != 0)) && [[ -n "$release" ]]; then
    if [[ "$switched" == yes ]]; then
      go_back || true
    elif [[ -n "$previous" ]]; then
      printf '\n%s goes on running, untouched%s.\n' "$(basename -- "$previous")" "$migrated" >&2
    fi
    rm -rf -- "$release"
  fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

check_machine() {
  say "Checking this machine"
  if ((EUID == 0)) && [[ "$as_root" == no ]]; then
    stop "Helpejo needs no root: run this as a user of its own (adduser --system --group --home /srv/helpejo --shell /bin/bash helpejo), or say --as-root."
  fi
  [[ -z "${SMOKE_EMAIL:-}" || -n "${SMOKE_PASSWORD:-}" ]] ||
    stop "SMOKE_EMAIL is set, and the password of this person is not: set SMOKE_PASSWORD too, or neither."
  local program
  for program in node npm tar flock realpath; do
    command -v "$program" >/dev/null || stop "The program $program is missing. On Debian: apt-get install nodejs npm tar util-linux coreutils"
  done
  # PM2 loads ecosystem.config.js, an ES module, with require(), which Node.js can do from 20.19 on.
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' ||
    stop "This is Node.js $(node -v); PM2 needs 20.19, 22.12 or newer here."
  local folder="$live"
  while [[ ! -e "$folder" ]]; do folder="$(dirname -- "$folder")"; done
  [[ -w "$folder" ]] || stop "$(id -un) may not write in $folder. Name another place: --to FOLDER"
  case "$live/" in "$SOURCE"/*) stop "$live lies inside the checkout. Name a place outside: --to FOLDER" ;; esac
  # The sockets of PM2 have paths of at most 107 characters.
  ((${#live} < 80)) || stop "The path $live is too long for PM2's sockets. Name a shorter one: --to FOLDER"
  local free
  free="$(df -Pm -- "$folder" | awk 'NR == 2 { print $4 }')"
  ((free >= NEEDED_MEGABYTES)) || stop "$folder has $free MB free; a release needs up to $NEEDED_MEGABYTES MB while it is built."
  tell "Node.js $(node -v), $free MB free, as $(id -un), into $live"
}

name_release() {
  local commit=files
  if git -C "$SOURCE" rev-parse --verify -q HEAD >/dev/null 2>&1; then
    commit="$(git -C "$SOURCE" rev-parse --short HEAD)"
    [[ -z "$(git -C "$SOURCE" status --porcelain)" ]] || tell "The checkout has changes that are not committed: they are not deployed."
  else
    tell "git knows no commit here: the files are taken as they are."
  fi
  printf -v release_name '%(%Y%m%d-%H%M%S)T-%s' -1 "$commit"
  [[ -L "$live/current" && -e "$live/current" ]] && previous="$(realpath -- "$live/current")"
  tell "Release $release_name; running now: $([[ -n "$previous" ]] && basename -- "$previous" || echo none)"
}

# What stands in this shell must not decide what runs: after a reboot it would be gone.
forget_shell_settings() {
  local name ignored=()
  while read -r name; do
    if [[ -n "${!name:-}" ]]; then ignored+=("$name"); fi
    unset "$name"
  done < <(sed -nE 's/^#?([A-Z][A-Z0-9_]*)=.*/\1/p' "$SOURCE/.env.example")
  unset NODE_APP_INSTANCE NODE_ENV
  ((${#ignored[@]} == 0)) || tell "Ignored from your shell (settings belong in $live/.env): ${ignored[*]}"
}

make_places() {
  local mode=0700
  # As root the embedded database runs as another user, who must get through to its folder.
  ((EUID != 0)) || mode=0711
  [[ -d "$live" ]] || { mkdir -p -- "$(dirname -- "$live")" && mkdir -m "$mode" -- "$live"; }
  mkdir -p -- "$live/releases"
  exec 9>"$live/.deploying"
  flock -n 9 || stop "Another deployment into $live is under way."
  if [[ ! -e "$live/.env" ]]; then
    (umask 077 && printf '%s\n' "# Settings of this deployment; all of them: $SOURCE/.env.example" "DATA_DIR=$live/data" "DEMO=0" >"$live/.env")
    tell "Made $live/.env: set NEXTAUTH_URL there to the address that people will type."
  fi
  chmod go-rwx -- "$live/.env"
  mkdir -p -m 0700 -- "$live/.pm2"
}

fetch_sources() {
  say "Copying the sources"
  release="$live/releases/$release_name"
  mkdir -- "$release"
  if [[ "$release_name" == *-files ]]; then
    tar -C "$SOURCE" --exclude=./node_modules --exclude=./.next --exclude=./dist --exclude=./.data --exclude='./.env*' --exclude=./.git -cf - . | tar -C "$release" -xf -
    cp -- "$SOURCE/.env.example" "$release/"
  else
    git -C "$SOURCE" archive HEAD | tar -C "$release" -xf -
  fi
  ln -s -- ../../.env "$release/.env"
  # Packages of the same lock file need not be fetched again.
  if [[ -n "$previous" ]] && cmp -s "$previous/package-lock.json" "$release/package-lock.json"; then
    cp -al -- "$previous/node_modules" "$release/"
  elif [[ -d "$SOURCE/node_modules" ]] && cmp -s "$SOURCE/package-lock.json" "$release/package-lock.json"; then
    cp -a --reflink=auto -- "$SOURCE/node_modules" "$release/"
  fi
}

in_release() { (cd -- "$release" && "$@" 9>&-); }

install_release() {
  say "Installing packages and bundling the server"
  in_release node src/commands/generate.mjs
  local version
  version="$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")).dependencies.pm2' "$release/package.json")"
  # PM2 goes on running while releases come and go, so it lies beside them.
  if [[ ! -e "$live/tools/node_modules/pm2/bin/pm2" ]]; then
    npm install --prefix "$live/tools" --ignore-scripts --no-audit --no-fund --update-notifier=false --loglevel=error "pm2@$version" 9>&-
  fi
  cat >"$live/pm2" <<WRAPPER
#!/bin/sh
# PM2 of this deployment. Its processes get their settings from .env, never from the shell that starts them.
exec env -i HOME="\$HOME" PATH="\$PATH" USER="\${USER:-}" TERM="\${TERM:-dumb}" LANG="\${LANG:-C.UTF-8}" \\
  PM2_HOME="$live/.pm2" PM2_CONCURRENT_ACTIONS=1 HELPEJO_ROOT="$live/current" \\
  node "$live/tools/node_modules/pm2/bin/pm2" "\$@"
WRAPPER
  chmod 0755 "$live/pm2"
}

our_processes() { "$live/pm2" pid helpejo 9>&- 2>/dev/null | grep -E '^[1-9][0-9]*$' || true; }

check_settings() {
  say "Checking settings, database and port"
  local answer
  # shellcheck disable=SC2046
  answer="$(node --enable-source-maps "$1/dist/deploy-check.js" $(our_processes) 9>&-)"
  read -r host port instances public <<<"$answer"
  tell "$instances process(es) from port $port on, at $host"
}

# The new release beside the running one, on a private port: a release that cannot start fails here, while
# people still work on the old one.
try_release() {
  local spare log="$release/trial.log"
  spare="$(node -e 'const s = require("net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
  (cd -- "$release" && NODE_ENV=production HOST=127.0.0.1 PORT="$spare" INSTANCES=1 exec node --enable-source-maps dist/server.js >"$log" 2>&1 9>&-) &
  trial=$!
  if ! node "$release/deploy/smoke.mjs" --url "http://127.0.0.1:$spare" --wait "$READY_SECONDS" --pid "$trial"; then
    printf '\nIts last words:\n' >&2
    tail -n 15 "$log" >&2
    return 1
  fi
  check_socket "$release" "http://127.0.0.1:$spare" || return 1
  kill -TERM "$trial"
  wait "$trial" || stop "The new release works, but does not stop as it should: see $log"
  trial=""
  rm -f -- "$log"
}

# Whether live events arrive there; only with an account to check with.
check_socket() {
  # A release from before it had this check can be gone back to as well.
  [[ -n "${SMOKE_EMAIL:-}" && -f "$1/dist/check-socket.js" ]] || return 0
  node "$1/dist/check-socket.js" --url "$2" --email "$SMOKE_EMAIL" 9>&-
}

run_release() {
  local count
  ln -sfn -- "releases/$(basename -- "$1")" "$live/current.new"
  mv -T -- "$live/current.new" "$live/current"
  count="$(our_processes | wc -l)"
  # Restarted one after the other, unless there are more or fewer than there should be (one may be failing to start).
  if ((count != instances)); then
    "$live/pm2" delete helpejo 9>&- >/dev/null 2>&1 || true
  fi
  "$live/pm2" startOrRestart "$live/current/ecosystem.config.js" 9>&- >/dev/null
}

smoke() {
  local index
  for ((index = 0; index < instances; index += 1)); do
    node "$live/current/deploy/smoke.mjs" --url "http://$host:$((port + index))" --wait "$READY_SECONDS" 9>&- || return 1
    check_socket "$live/current" "http://$host:$((port + index))" || return 1
  done
}

go_back() {
  printf '\nThe new release does not work. Its last words:\n' >&2
  tail -n 15 "$live"/.pm2/logs/helpejo-*.log >&2 2>/dev/null || true
  if [[ -z "$previous" ]]; then
    "$live/pm2" delete helpejo 9>&- >/dev/null 2>&1 || true
    rm -f -- "$live/current"
    printf '\nIt was stopped. There is no release before it to go back to.\n' >&2
    return
  fi
  say "Going back to $(basename -- "$previous")"
  "$live/pm2" delete helpejo 9>&- >/dev/null 2>&1 || true
  run_release "$previous"
  if smoke; then
    printf '\n%s runs again. Nothing was lost; only the migrations stay.\n' "$(basename -- "$previous")" >&2
  else
    printf '\n%s does not answer either. Look at: %s/pm2 logs helpejo\n' "$(basename -- "$previous")" "$live" >&2
  fi
}

remove_old() {
  local old
  while read -r old; do
    [[ "$old" == "$(realpath -- "$live/current")" || "$old" == "$previous" ]] || rm -rf -- "$old"
  done < <(find "$live/releases" -mindepth 1 -maxdepth 1 -type d | sort -r | tail -n "+$((KEEP_RELEASES + 1))")
}

check_machine
name_release
forget_shell_settings
if [[ "$dry_run" == yes ]]; then
  if [[ -n "$previous" ]]; then
    check_settings "$previous"
  fi
  say "Would do"
  tell "copy the commit to $live/releases/$release_name, install, check the settings, build, migrate, restart, try it out"
  exit 0
fi
make_places
fetch_sources
install_release
check_settings "$release"
say "Building the pages"
in_release node src/commands/build.mjs
say "Bringing the database up to date"
in_release node src/commands/run.mjs migrate
migrated=", on a database that has the new migrations"
say "Trying it out, on a port of its own"
try_release
say "$([[ -n "$previous" ]] && echo Restarting || echo Starting) under PM2"
switched=yes
run_release "$release"
say "Asking whether all is well"
smoke
"$live/pm2" save 9>&- >/dev/null
remove_old
say "Release $release_name runs at http://$host:$port"
tell "$live/pm2 status | logs helpejo | restart helpejo"
tell "No admin yet? The address that makes the first one stands in: $live/pm2 logs helpejo"
if [[ -n "${SMOKE_EMAIL:-}" ]]; then
  tell "Live events arrive at each process. Whether they do through the proxy, where people come from:"
else
  tell "Not tried: whether live events arrive (SMOKE_EMAIL and SMOKE_PASSWORD are not set). This does, as people come:"
fi
tell "  cd $live/current && SMOKE_PASSWORD=... npm run check:socket -- --url $public --email ${SMOKE_EMAIL:-...}"
tell "After a reboot it comes back once this was done: $live/pm2 startup"
