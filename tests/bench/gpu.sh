#!/usr/bin/env bash
# Everything that is measured on a GPU, by one command on a machine that has one (Linux, NVIDIA's driver, Python 3.11 or 3.12):
#
#     tests/bench/gpu.sh                      installs into .venv-gpu from pip's index, measures, writes docs/bench/gpu.{json,md}
#     WHEELS=/media/wheels tests/bench/gpu.sh the same from a folder of wheels, without a network
#     tests/bench/gpu.sh --only image         words go to `python -m tests.bench.gpu`; --help says which there are
#     DRY=1 tests/bench/gpu.sh                on the CPU, with what is installed: tries the script and writes nothing
#
# A folder of wheels is filled where there is a network by: pip download --dest wheels '.[train,cuda]' hatchling editables
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -n "${DRY:-}" ]; then
  exec "${PYTHON:-.venv/bin/python}" -m tests.bench.gpu --place cpu --rounds 1 "$@"
fi
command -v nvidia-smi >/dev/null || { echo "no nvidia-smi here: no GPU, nothing is measured (DRY=1 tries the script)"; exit 0; }
if [ ! -x .venv-gpu/bin/python ]; then
  "${PYTHON:-python3}" -m venv .venv-gpu
fi
from=()
if [ -n "${WHEELS:-}" ]; then
  from=(--no-index --find-links "$WHEELS")
fi
.venv-gpu/bin/pip install --quiet "${from[@]}" --editable '.[train,cuda]'
.venv-gpu/bin/python -m tests.bench.gpu --compiled --json docs/bench/gpu.json --table docs/bench/gpu.md "$@"
