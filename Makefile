# Two commands on a fresh machine: `make demo` and `make test`. Each sets up .venv by itself.

PYTHON ?= python3
SESSION ?= s01_linear_regression
BIN := .venv/bin
READY := .venv/.ready
# A few more than there are cores: many tests wait for a limit to strike.
JOBS ?= 3

# One thread a process: tests and grading run in several processes side by side.
export OPENBLAS_NUM_THREADS := 1
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export PYTHONHASHSEED := 0

.DEFAULT_GOAL := help
.PHONY: help setup demo test check attacks bench lab screenshots bundle build docs docs-links lock clean

help:
	@echo "make demo    set up .venv, simulate a class, grade it in the sandbox, show the marks"
	@echo "make test    set up .venv, run every test and every notebook"
	@echo "make setup   only set up .venv, as each of the others does first"
	@echo "make check   the quick part of the tests: lint, types, unit tests"
	@echo "make attacks run the corpus of attacks against the sandbox, and print a table;"
	@echo "             with COMPARE=1 against plain nbgrader as well, which takes long"
	@echo "make bench   measure the speed of a class beside plain nbgrader's"
	@echo "make build   make the notebooks from the text in course/"
	@echo "make lab     open the course in JupyterLab, as a student has it after the last session"
	@echo "make docs    build the site in docs/_build/html; it runs the lectures, some minutes the first"
	@echo "             time; with EXECUTE=off without their figures, in half a minute"
	@echo "make docs-links"
	@echo "             try the links of the site that lead elsewhere; needs the network"
	@echo "make screenshots"
	@echo "             walk through JupyterLab in a browser, and renew docs/images"
	@echo "make bundle  pack the zip that students get with a session: make bundle N=3"
	@echo "make lock    choose new versions for requirements.lock"
	@echo "make clean   remove .venv, the demonstration class and the built site"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "The Python module venv is missing; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

build: $(READY)
	$(BIN)/autograder build

# The class lives in demo/, away from a real one. Grading leaves with 1 because
# some of its submissions need a person: that is what they are there for.
demo: $(READY)
	$(BIN)/autograder build $(SESSION)
	rm -rf demo && mkdir demo && cp -r nbgrader_config.py source release demo/
	$(BIN)/autograder simulate $(SESSION) --students 24 --seed 1 --course demo
	$(BIN)/autograder grade $(SESSION) --course demo || [ $$? -eq 1 ]
	$(BIN)/autograder feedback $(SESSION) --course demo
	$(BIN)/autograder report $(SESSION) --course demo

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n $(JOBS) -m "not notebooks and not slow"

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n $(JOBS) --durations=20 -rs

attacks: $(READY)
	$(BIN)/python -m tests.attacks $(ATTACKS) $(if $(COMPARE),--compare)

bench: $(READY)
	$(BIN)/python -m benchmarks $(BENCH)

# The bundle of the last session, unpacked: what is written there stays, the settings are renewed.
lab: $(READY)
	[ -d lab ] || $(BIN)/autograder bundle --output lab
	mkdir -p lab/settings && cp course/settings/*.py lab/settings/
	cd lab && ../$(BIN)/jupyter lab --config settings/lab.py

# All pictures of the guides, taken by the browser tests while they walk through the course.
# It fails without a browser, since CI is set: to skip would leave the old ones.
screenshots: $(READY)
	CI=1 GUIDE_IMAGES=docs/images $(BIN)/pytest -q tests/browser

# What students get with a session: make bundle N=3
bundle: $(READY)
	$(BIN)/autograder bundle $(if $(N),--session $(N))

# Nothing is fetched, by the build or by the pages. DOCS_REPOSITORY=https://…/blob/main, if set, is
# where links to files lead that are not on the site.
docs: $(READY)
	DOCS_EXECUTE=$(if $(filter off,$(EXECUTE)),off,cache) \
	    $(BIN)/sphinx-build -q -n -W --keep-going -j auto -c docs . docs/_build/html
	@echo "Open docs/_build/html/index.html"

# The links out of the site need the network; no test follows them.
docs-links: $(READY)
	DOCS_EXECUTE=off $(BIN)/sphinx-build -q -b linkcheck -c docs . docs/_build/links

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	    --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	    --custom-compile-command "make lock" --quiet --output-file requirements.lock
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-lock demo docs/_build
