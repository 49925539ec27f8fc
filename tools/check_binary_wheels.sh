#!/bin/sh
# Every dependency must have a binary wheel for Windows, macOS and Linux: a dry resolution for each, nothing downloaded twice.
set -eu
venv=$1
requirements=$(mktemp)
"$venv/bin/python" - >"$requirements" <<'PY'
import tomllib
from pathlib import Path

print("\n".join(tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]))
PY
for platform in win_amd64 macosx_14_0_arm64 manylinux_2_28_x86_64; do
    extra=""
    case $platform in
        manylinux_2_28_x86_64) extra="--platform manylinux2014_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux_2_27_x86_64" ;;
        macosx_14_0_arm64) extra="--platform macosx_13_0_arm64 --platform macosx_12_0_arm64 --platform macosx_11_0_arm64 --platform macosx_13_0_universal2 --platform macosx_11_0_universal2 --platform macosx_10_9_universal2" ;;
    esac
    # shellcheck disable=SC2086
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --dry-run --ignore-installed --only-binary=:all: \
        --python-version 3.12 --implementation cp --target "$(mktemp -d)" --platform "$platform" $extra -r "$requirements"
    echo "binary wheels: $platform resolves"
done
