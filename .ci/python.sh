#!/bin/sh
# Finds a Python for the project, wherever it hides, and installs uv beside the project when the machine has none.
#
#   sh .ci/python.sh find         prints the path of the best interpreter
#   sh .ci/python.sh install-uv   makes .tools/bin/uv
#
# The version in .python-version comes first, then any other from 3.12 on. The `python3` of the PATH may be older:
# interpreters are also looked for where pyenv, uv, asdf, mise, Homebrew and /opt keep theirs.
set -eu
cd "$(dirname "$0")/.."
wanted=$(cat .python-version)

candidates() {
    for name in "python$wanted" python3.14 python3.13 python3.12 python3 python; do
        command -v "$name" 2>/dev/null || true
    done
    for folder in "${PYENV_ROOT:-$HOME/.pyenv}/versions" "${UV_PYTHON_INSTALL_DIR:-$HOME/.local/share/uv/python}" \
        "$HOME/.asdf/installs/python" "$HOME/.local/share/mise/installs/python" /opt /opt/python; do
        ls -d "$folder"/*/bin/python3 2>/dev/null || true
    done
    ls -d /usr/local/bin/python3.1? /opt/homebrew/bin/python3.1? /usr/bin/python3.1? 2>/dev/null || true
}

# Prints "version path" of an interpreter that starts and can make environments.
describe() {
    "$1" -c 'import sys, venv; print("%d.%d" % sys.version_info[:2], sys.executable)' 2>/dev/null || true
}

find_python() {
    fallback=
    candidates >"$list"
    while read -r path; do
        set -- $(describe "$path")
        case ${1:-} in
            "$wanted") echo "$2" && return ;;
            3.1[2-9]) fallback=${fallback:-$2} ;;
        esac
    done <"$list"
    if [ -n "$fallback" ]; then
        echo "$fallback" && return
    fi
    echo "Maille needs Python 3.12 or newer and found none. One line installs it: apt-get install -y python$wanted python$wanted-venv (or: uv python install $wanted)" >&2
    exit 1
}

install_uv() {
    python=$(find_python)
    if ! "$python" -m venv .tools 2>/dev/null; then
        echo "This Python cannot make environments. One line repairs it: apt-get install -y python3-venv" >&2
        exit 1
    fi
    .tools/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
}

list=$(mktemp)
trap 'rm -f "$list"' EXIT
case ${1:-} in
    find) find_python ;;
    install-uv) install_uv ;;
    *) echo "usage: sh .ci/python.sh find | install-uv" >&2 && exit 2 ;;
esac
