# Everything a person does with this project. It needs make, and Python 3.11 or newer with venv; the rest it installs
# into .venv, as the locks say. The browser tests and Lighthouse also need Chromium and Node.js 18.19 or newer with npm.

export PYTHON ?= python3
PY := .venv/bin/python

.PHONY: help run setup test test-faults admin load dump audit geo bench lighthouse sbom lock clean

help:
	@echo 'make run    set up, load the profile and serve it at http://127.0.0.1:8000/ (PORT=… for another port)'
	@echo 'make admin  make an account for the curators'"'"' pages, /admin/'
	@echo 'make load   bring the database to what fixtures/ says; make dump: the other way round'
	@echo 'make audit  check what must always be true of what is in the database'
	@echo 'make geo    build the maps (fixtures/geo/map.json) from the geometry and the windows of site.yaml'
	@echo 'make test   check everything (ONLY="lint sqlite": these alone)'
	@echo 'make test-faults  ask the site 10,000 times for what nobody would write by hand (make test: 300 times);'
	@echo '            kill loads midway, edit, kill a worker and reload while readers read, on both databases'
	@echo 'make bench  measure speed, growth and commands (ONLY="speed cold": these alone; benchmarks/README.md)'
	@echo 'make lighthouse  measure the main pages in Lighthouse (needs Chromium and npm)'
	@echo 'make sbom   list what the site is made of (var/sbom.cdx.json, CycloneDX), its licences and known vulnerabilities'
	@echo 'make setup  install what the site needs, and no more'
	@echo 'make lock   choose the newest versions that pyproject.toml allows, and lock them'
	@echo 'make clean  remove .venv, node_modules, caches and collected static files; never the database'
	@echo
	@echo 'PYTHON=python3.13 names another Python. jnimref/settings.py lists what the environment may set.'

run: setup
	@exec $(PY) -m jnimref.launch

setup: .venv/runtime

test: .venv/dev
	@$(PY) -m tests.run $(ONLY)

test-faults: .venv/dev
	@FAULT_EXAMPLES=10000 $(PY) -m pytest -q tests/test_faults.py
	@FAULT_KILLS=20 $(PY) -m pytest -q tests/faults
	@FAULT_KILLS=20 $(PY) -m pytest -q -p tests.postgresql tests/faults

admin: setup
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py createsuperuser

load: setup
	@$(PY) manage.py migrate --verbosity 0
	@$(PY) manage.py load

dump audit: setup
	@$(PY) manage.py $@

geo: .venv/dev
	@$(PY) manage.py build_map

bench: .venv/dev
	@$(PY) -m benchmarks $(ONLY)

lighthouse: setup
	@$(PY) -m benchmarks.lighthouse

sbom: .venv/dev
	@$(PY) -m dependencies.sbom

# --universal: one lock for every Python from 3.11 on and every platform. uv names no address of a mirror
# unless it is asked to, and tests/test_makefile.py holds that. The second lock holds the first and the development tools, so the two can't disagree.
LOCK = $(PY) -m uv pip compile pyproject.toml --upgrade --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header

lock: .venv/dev
	@$(LOCK) --output-file requirements.txt
	@$(LOCK) --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf .venv benchmarks/node_modules tests/browser/node_modules var/static .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Two stamps say what .venv holds. Each is written last, so an interrupted installation is done again; and as the second
# lock holds the first, installing it writes both.
.venv/runtime: requirements.txt
	@$(CHECK_PYTHON)
	@$(MAKE_VENV)
	@$(call INSTALL,requirements.txt)
	@touch $@

.venv/dev: requirements.txt requirements-dev.txt
	@$(CHECK_PYTHON)
	@$(MAKE_VENV)
	@$(call INSTALL,requirements-dev.txt)
	@touch .venv/runtime $@

# A .venv whose Python is gone (the system was upgraded, the directory was moved) is made anew.
ifneq ($(wildcard .venv/runtime .venv/dev),)
  ifneq ($(shell $(PY) -c 'print("works")' 2>/dev/null),works)
    $(shell rm -f .venv/runtime .venv/dev)
  endif
endif

define CHECK_PYTHON
command -v "$$PYTHON" >/dev/null 2>&1 || \
	{ echo "There is no $$PYTHON here: install Python 3.11 or newer, or name one, as in make PYTHON=/path/to/python3" >&2; exit 1; }; \
"$$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "$$PYTHON is older than Python 3.11: name a newer one, as in make PYTHON=python3.12" >&2; exit 1; }; \
"$$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo "$$PYTHON can't make virtual environments: install its venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }
endef

# .venv/installing stands from the first step to the last: where it is found, what is there is half a .venv.
define MAKE_VENV
if [ -e .venv/installing ] || ! $(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	rm -rf .venv && mkdir .venv && touch .venv/installing && "$$PYTHON" -m venv .venv || \
		{ echo "$$PYTHON could not make .venv: is the disk full, or this directory not yours to write in?" >&2; exit 1; }; \
fi
endef

define INSTALL
echo "Installing $(1) into .venv; this takes a minute, once."; \
touch .venv/installing; \
$(PY) -m pip install --disable-pip-version-check --require-hashes --requirement $(1) >.venv/install.log 2>&1 || \
	{ echo "Installing $(1) failed: is there a network? What pip said is in .venv/install.log" >&2; exit 1; }; \
rm .venv/installing
endef
