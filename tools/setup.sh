#!/bin/sh
# Makes a virtual environment with Wolds in it, and brings in the Qt system libraries where that is allowed.
# usage: tools/setup.sh VENV [EXTRAS]        (EXTRAS such as test,lint)
set -eu
venv=$1
extras=${2:-}
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

say() { printf 'wolds set-up: %s\n' "$*" >&2; }

# Debian/Ubuntu only: install packages where we may, else name them and stop or go on as the caller says.
need_packages() { # need_packages WHY PACKAGE...
    why=$1; shift
    if command -v apt-get >/dev/null 2>&1; then
        if [ "$(id -u)" = 0 ]; then as_root=""
        elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root="sudo -n"
        else say "$why. Please run: sudo apt-get install $*"; return 1; fi
        say "$why: installing $*"
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 || true
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || {
            say "$why. The packages could not be installed: $*"; return 1; }
    else
        say "$why. Install what your system calls: $*"; return 1
    fi
}

find_python() {
    for candidate in ${WOLDS_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"; return 0
        fi
    done
    return 1
}

python=$(find_python) || { need_packages "Python 3.11 or later is needed" python3 python3-venv && python=$(find_python); } || {
    say "no Python 3.11 or later was found (set WOLDS_PYTHON to one)"; exit 1; }

stamp_of() { cat pyproject.toml constraints.txt hatch_build.py | cksum | tr ' ' '-'; }
stamp="$venv/.wolds-$(stamp_of)-$(printf '%s' "$extras" | tr ',' '-')"

if [ ! -f "$stamp" ]; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        need_packages "Python's venv module is needed" "python$version-venv" || need_packages "Python's venv module is needed" python3-venv
    fi
    say "making the environment $venv (once; a minute or two)"
    [ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
    spec="."; [ -z "$extras" ] || spec=".[$extras]"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --prefer-binary -c constraints.txt -e "$spec"
    rm -f "$venv"/.wolds-*
    touch "$stamp"
fi

case ",$extras," in *,build,*)
    if [ "$(uname -s)" = Linux ] && ! command -v objcopy >/dev/null 2>&1; then
        need_packages "The stand-alone folder is made with binutils" binutils || exit 1
    fi ;;
esac

# Qt loads these from the system; the wheel brings the rest.
if [ "$(uname -s)" = Linux ] && ! QT_QPA_PLATFORM=offscreen "$venv/bin/python" -c 'import PySide6.QtWidgets' 2>/dev/null; then
    need_packages "Qt needs system libraries" libgl1 libegl1 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0 || exit 1
fi
if [ "$(uname -s)" = Linux ] && ! "$venv/bin/python" -c 'import PySide6.QtNetwork' 2>/dev/null; then
    need_packages "Getting the current register needs a library" libgssapi-krb5-2 || say "going on without it"
fi
if [ "$(uname -s)" = Linux ] && [ -n "${DISPLAY:-}" ] && ! ldconfig -p 2>/dev/null | grep -q libxcb-cursor; then
    need_packages "A window on X11 needs libraries" libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 \
        libxcb-image0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 || say "going on without them"
fi
