# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header \
      --custom-compile-command "make lock"

# Two tests at a time; then, one after the other, those that look at what else runs on this machine.
BESIDE := tests/unit tests/pages tests/hunts tests/durable tests/browser
ALONE := tests/abuse tests/contract tests/evidence tests/recipes

.DEFAULT_GOAL := help
.PHONY: help run test check format bench bench-sandbox bench-page bench-tools soak lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 16

run:  ## set up what is missing and serve the page on this computer
	@$(PYTHON) tools/setup.py app
	@$(BIN)/python -m sandbox available >/dev/null || $(PYTHON) tools/setup.py sandbox sandbox-tools
	@$(BIN)/python app.py

test:  ## install what tests need and run all of them
	@$(PYTHON) tools/setup.py app dev sandbox sandbox-tools
	@$(BIN)/python -m pytest -n 2 $(BESIDE); beside=$$?; $(BIN)/python -m pytest $(ALONE) && exit $$beside

check:  ## black, ruff and mypy, as CI runs them
	@$(PYTHON) tools/setup.py app dev
	@$(BIN)/black --check --quiet . || { $(BIN)/black --check . ; exit 1; }
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format:  ## put the code into its form
	@$(PYTHON) tools/setup.py app dev
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/black --quiet .

bench:  ## measure the sandbox and the page
	@$(PYTHON) tools/setup.py app dev sandbox sandbox-tools peers
	@$(BIN)/python -m bench

bench-sandbox:  ## measure the sandbox beside its peers, in one interleaved run of about ten minutes
	@$(PYTHON) tools/setup.py app sandbox sandbox-tools peers
	@$(BIN)/python -m bench sandbox

bench-page:  ## measure the page in a browser, in a few minutes
	@$(PYTHON) tools/setup.py app dev sandbox sandbox-tools
	@$(BIN)/python -m bench page

bench-tools:  ## measure a kept tool beside the same program under python
	@$(PYTHON) tools/setup.py app sandbox sandbox-tools
	@$(BIN)/python -m bench tools

soak:  ## run 2,000 mixed programs and see whether anything grows
	@$(PYTHON) tools/setup.py app sandbox
	@$(BIN)/python -m bench soak

lock:  ## write the hash-locked requirements anew from the .in files
	@$(PYTHON) tools/setup.py app dev
	$(UV) requirements.in -o requirements.txt
	$(UV) requirements-dev.in -o requirements-dev.txt
	$(UV) sandbox/image/requirements.in -o sandbox/image/requirements.txt
	$(UV) sandbox/image/tools.in -o sandbox/image/tools.txt
	@$(PYTHON) tools/setup.py sandbox sandbox-tools
	.venv-sandbox/bin/python -I tools/list_libraries.py sandbox/image/requirements.in > sandbox/image/libraries.json
	$(UV) bench/peers.in -o bench/peers.txt

clean:  ## remove what was installed here (your data stays)
	rm -rf .venv .venv-sandbox .venv-peers .mypy_cache .ruff_cache .pytest_cache
