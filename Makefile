# The verbs: `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo dev test walks fault bench accessibility lighthouse security check messages format clean

# uv from the path when it works (a shim may not), else one of our own in .uv
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .uv/bin/uv)
PYTHON := .venv/bin/python
MOTCUA := .venv/bin/motcua
READY := .venv/.ready

# An office network may put its own certificate authority in between; the system knows it, uv's own list does not.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= true
export UV_NATIVE_TLS ?= true
endif

help:
	@echo "make demo      start everything with sample data: http://127.0.0.1:8000/ (PORT=…, CATALOGUE=file, AGENCIES=file)"
	@echo "make dev       the same data, reloading on change, with technical error pages"
	@echo "make test      all tests (TESTS=tests/unit for some)"
	@echo "make walks     random walks of a dossier through every road of the law (WALKS=10000)"
	@echo "make clock     a hundred thousand random histories against a slow model of the law (HISTORIES=…, HISTORIES_SEED=…)"
	@echo "make fault     kill -9 everything at random under load, then look whether anything was lost (KILLS=200, SEED=…)"
	@echo "make bench     speed beside the floor of the same PostgreSQL, written to docs/benchmarks.md (SIZES=…, CATALOGUE=file)"
	@echo "make accessibility   every page of every role, each three times of its kind; keyboard journeys"
	@echo "make lighthouse      Lighthouse over the portal (fetches it with npm)"
	@echo "make security  other people's tools against a running demonstration, on the loopback address (STEPS=…, LIMIT=60)"
	@echo "make check     style, types, floors, sizes, dependencies"
	@echo "make messages  collect texts to translate"
	@echo "make format    let the tools tidy up"
	@echo "make clean     remove what was built; the data in var stay"

$(READY): pyproject.toml uv.lock
	@if [ "$(UV)" = .uv/bin/uv ] && [ ! -x .uv/bin/uv ]; then \
	  echo "Fetching uv …"; python3 -m venv .uv && .uv/bin/pip install --quiet --retries 5 uv; fi
	@for attempt in 1 2 3; do $(UV) sync --frozen --quiet && break; \
	  [ $$attempt = 3 ] && exit 1; echo "uv sync failed (attempt $$attempt)"; sleep 5; done
	@touch $@

demo: $(READY)
	@exec $(MOTCUA) demo $(if $(CATALOGUE),--catalogue "$(CATALOGUE)") $(if $(AGENCIES),--agencies "$(AGENCIES)")

dev: $(READY)
	@$(MOTCUA) database start >/dev/null
	@$(MOTCUA) manage migrate --verbosity 0
	@$(MOTCUA) worker & worker=$$!; trap "kill $$worker" EXIT; \
	  MOTCUA_DEBUG=1 $(MOTCUA) manage runserver "$${PORT:-8000}"

test: $(READY)
	@tools/debian-packages
	@$(PYTHON) -m pytest -n 2 --dist loadgroup -rs $(TESTS)

walks: $(READY)
	@MOTCUA_WALKS=$(or $(WALKS),10000) $(PYTHON) -m pytest -q -s -p no:randomly tests/integration/dossiers/test_whole_life.py

clock: $(READY)
	@MOTCUA_HISTORIES=$(or $(HISTORIES),100000) $(if $(HISTORIES_SEED),MOTCUA_HISTORIES_SEED=$(HISTORIES_SEED)) \
	  $(PYTHON) -m pytest -q -p no:randomly tests/unit/deadlines/test_slow_model.py

fault: $(READY)
	@$(PYTHON) -m tests.fault.storm --kills $(or $(KILLS),200) $(if $(SEED),--seed $(SEED)) $(if $(REPORT),--report "$(REPORT)")
	@MOTCUA_RACES=$(or $(RACES),1000) $(PYTHON) -m pytest -q -p no:randomly tests/fault/test_races.py

bench: $(READY)
	@tools/debian-packages wrk
	@$(PYTHON) -m tools.bench $(if $(SIZES),--sizes "$(SIZES)") $(if $(CATALOGUE),--catalogue "$(CATALOGUE)") $(if $(REPORT),--report "$(REPORT)")

accessibility: $(READY)
	@tools/debian-packages
	@MOTCUA_THOROUGH=1 $(PYTHON) -m pytest -q -p no:randomly tests/journeys/test_everyone.py tests/journeys/test_keyboard.py

lighthouse: $(READY)
	@tools/debian-packages
	@$(PYTHON) tools/lighthouse.py

# Programs that are run and never imported (wapiti is GPL) live beside the product's environment.
TOOLS := .cache/security
$(TOOLS)/.ready: tools/security/requirements.txt $(READY)
	@$(UV) venv --quiet --allow-existing --python .venv/bin/python $(TOOLS)
	@$(UV) pip install --quiet --python $(TOOLS) --requirement $<
	@touch $@

security: $(READY) $(TOOLS)/.ready
	@$(PYTHON) -m tools.security --tools $(TOOLS)/bin --uv $(UV) $(if $(STEPS),--steps "$(STEPS)") $(if $(LIMIT),--seconds $(LIMIT)) $(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(SEED),--seed $(SEED))

check: $(READY)
	.venv/bin/ruff check --quiet .
	.venv/bin/ruff format --check --quiet . || { .venv/bin/ruff format --check .; exit 1; }
	.venv/bin/lint-imports --no-cache >/tmp/lint.$$$$ || { cat /tmp/lint.$$$$; exit 1; }; rm /tmp/lint.$$$$
	.venv/bin/mypy
	.venv/bin/deptry . 2>&1 | tail -n 20
	.venv/bin/codespell
	git ls-files -z '*.py' | xargs -0 .venv/bin/django-upgrade --target-version 5.2 --check
	$(PYTHON) -m pytest --quiet -p no:randomly -n 2 tests/architecture
	$(PYTHON) tools/audit.py $(UV)

messages: $(READY)
	$(PYTHON) tools/messages.py extract

format: $(READY)
	.venv/bin/ruff check --fix-only --quiet .
	.venv/bin/ruff format --quiet .

clean:
	rm -rf .venv .uv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
	find motcua tests -name __pycache__ -prune -exec rm -rf {} +
	find motcua -name '*.mo' -delete
