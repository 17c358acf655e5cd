# Sourced by the scripts beside it: where we are, how we speak, what is tried again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PWD/.venv/bin:$PATH" PIP_DISABLE_PIP_VERSION_CHECK=1 COREPACK_ENABLE_DOWNLOAD_PROMPT=0 NO_UPDATE_NOTIFIER=1

say() { if [ -t 1 ]; then printf '\033[1m» %s\033[0m\n' "$*"; else printf '» %s\n' "$*"; fi; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Package registries have bad moments: try a command three times.
retry() {
    local try
    for try in 1 2 3; do
        "$@" && return 0
        [ "$try" = 3 ] || { printf 'failed (try %s of 3), once more: %s\n' "$try" "$*" >&2; sleep $((try * 5)); }
    done
    return 1
}

# environment FOLDER REQUIREMENT…: an environment of its own with these packages; nothing to do where they are there.
environment() {
    local folder=$1
    shift
    if scripts/changed "$folder/.made" "$(.venv/bin/python --version)" "$@"; then
        say "installing $* into $folder"
        .venv/bin/python -m venv --clear "$folder"
        retry "$folder/bin/python" -m pip install --quiet "$@" || return 1
        scripts/changed --mark "$folder/.made" "$(.venv/bin/python --version)" "$@"
    fi
}
