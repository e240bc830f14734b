# For other scripts to source. publish PROJECT FOLDER SOURCE...: publishes a project into a folder if one of its sources has changed since, and says
# on the standard error what it does and how long it takes. It prints nothing if there is nothing to do.

publish() {
  local project=$1 folder=$2 begun=$SECONDS
  shift 2
  if [ -e "$folder/.built" ] && [ -z "$(find "$@" -newer "$folder/.built" -type f -not -path '*/bin/*' -not -path '*/obj/*' -print -quit)" ]; then return; fi
  if [ -e "$folder/.built" ]; then echo "Building ${project##*/}, because its source has changed." >&2
  else echo "Building ${project##*/}. The first time this can take a few minutes." >&2; fi
  # Which packages are needed depends on the configuration.
  stage 'Restoring packages' dotnet restore "$project" -p:Configuration=Release --nologo --verbosity quiet
  stage 'Compiling' dotnet build "$project" --no-restore --configuration Release --nologo --verbosity quiet
  stage 'Publishing' dotnet publish "$project" --no-build --configuration Release --output "$folder" --nologo --verbosity quiet
  touch "$folder/.built"
  echo "Built in $((SECONDS - begun)) s." >&2
}

# stage NAME COMMAND...: runs a command and shows for how long it has been running; what it prints is shown only if it fails.
stage() {
  local name=$1 log begun=$SECONDS clock code=0
  shift
  log=$(mktemp)
  show_time "$name" &
  clock=$!
  trap 'kill "$clock" 2>/dev/null; rm -f "$log"' EXIT
  "$@" >"$log" 2>&1 </dev/null || code=$?
  kill "$clock" 2>/dev/null
  wait "$clock" 2>/dev/null || true
  if [ -t 2 ]; then printf '\r' >&2; fi
  if [ "$code" -eq 0 ]; then echo "  $name: $((SECONDS - begun)) s   " >&2
  else
    echo "  $name failed after $((SECONDS - begun)) s:" >&2
    cat "$log" >&2
  fi
  rm -f "$log"
  trap - EXIT
  return "$code"
}

# On a terminal the time runs in place; elsewhere there is a line now and then.
show_time() {
  local begun=$SECONDS
  if [ ! -t 2 ]; then echo "  $1 …" >&2; fi
  while sleep 1 </dev/null >/dev/null 2>&1; do
    if [ -t 2 ]; then printf '\r  %s … %d s' "$1" $((SECONDS - begun)) >&2
    elif [ $(((SECONDS - begun) % 30)) -eq 0 ]; then echo "  $1 … $((SECONDS - begun)) s" >&2; fi
  done
}
