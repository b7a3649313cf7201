# Everything here is one line that anyone could type by hand.
PYTHON ?= python3
BIN = .venv/bin
.PHONY: serve test check bench bench-peers bench-gpu

serve: .venv/ready
	$(BIN)/duende serve

# In two lanes; `.venv/bin/pytest` is the same in one.
test: .venv/ready-test
	$(BIN)/python tests/lanes.py

check: .venv/ready-test
	$(BIN)/ruff check . && $(BIN)/python tests/lanes.py

bench: .venv/ready-test
	$(BIN)/duende bench

# Beside Notochord, IMPSY, python-osc and liblo; the first time it installs the former two in a cache folder (3.3 GB).
bench-peers: .venv/ready-test
	$(BIN)/python -m tests.bench.peers

# On a machine with an NVIDIA GPU: steps beside PyTorch's and beside its memory; figures into docs/bench. DRY=1 tries it here.
bench-gpu:
	tests/bench/gpu.sh

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if v in ((3, 11), (3, 12)) else "duende needs Python 3.11 or 3.12, found %d.%d; try: make PYTHON=python3.12 serve" % v)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "this Python has no venv; cure: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/ready: pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --editable .
	$(BIN)/python -m bridge.engine.native.library && touch $@

# Training parts are tested too, with PyTorch's CPU build where the system's package index has it.
.venv/ready-test: pyproject.toml .venv/ready
	$(BIN)/pip install --quiet --editable '.[test]' && touch $@
