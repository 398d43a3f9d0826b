# The whole task runner. `make run` and `make test` are all the set-up there is: they make .venv when it is missing or
# out of date. ARGS goes to the command behind a target: make test ARGS='-k rank', make run ARGS='--port 0'.

.DEFAULT_GOAL := help
.PHONY: help run test check examples bench docs stubs world pictures screenshots lock clean FORCE

PYTHONS = python3.13 python3.12 python3.11 python3
BIN := .venv/bin
CODE = $(wildcard mockbancho factories tests bench tools)
PROJECTS = $(wildcard examples)

# The stamp holds the place where the environment was made: one that was moved, or lost its interpreter, is made anew.
STAMP := .venv/.made-in
STANDS := test -x $(BIN)/python && test "$$(cat $(STAMP) 2>/dev/null)" = "$(CURDIR)"
ifneq ($(shell $(STANDS) && echo yes),yes)
$(STAMP): FORCE
endif

# Sets $$python. A candidate must really run (a pyenv shim may exist and fail), be new enough, and have venv and pip.
define find_python
tried=; without_venv=; python=; \
for candidate in $(or $(PYTHON),$(PYTHONS)); do \
	tried="$$tried $$candidate"; \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	"$$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1 || { without_venv="$$candidate"; continue; }; \
	python="$$candidate"; break; \
done; \
if [ -z "$$python" ]; then \
	if [ -n "$$without_venv" ]; then \
		echo "$$without_venv cannot make virtual environments: its venv module is missing (Debian: apt install python3-venv)." >&2; \
	else \
		echo "mockbancho needs Python 3.11 or newer; tried:$$tried. Name one with: make PYTHON=/path/to/python3" >&2; \
	fi; \
	exit 1; \
fi
endef

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(STAMP) ## Serve the default world on http://127.0.0.1:8000
	@exec $(BIN)/mockbancho serve $(ARGS)

test: $(STAMP) ## Run the tests with coverage, in all processors; its floor counts only for the whole run, without ARGS
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(or $(ARGS),-n auto --dist worksteal)
	@$(BIN)/coverage combine -q
	$(BIN)/coverage report $(if $(ARGS),--fail-under=0)

check: $(STAMP) ## Lint, check formatting, types, the floors, and that generated docs, stubs and world are current
	$(BIN)/ruff format --check $(CODE) $(PROJECTS)
	$(BIN)/ruff check $(CODE) $(PROJECTS)
	$(BIN)/mypy $(CODE)
	$(BIN)/pyright $(CODE)
	$(BIN)/pytest -q tests/test_layers.py
	$(BIN)/python -m tools.reference --check
	$(BIN)/python -m tools.stubs --check
	$(BIN)/python -m tools.world --check

examples: $(STAMP) ## Run the projects in examples/ against the built wheel, each in an environment of its own
	$(BIN)/python -m tools.examples $(ARGS)

bench: $(STAMP) ## Measure the speed beside a bare Starlette route
	$(BIN)/python -m bench $(ARGS)

docs: $(STAMP) ## Write docs/reference from the code, and build the site of docs/ in site/
	$(BIN)/python -m tools.reference
	$(BIN)/zensical build --strict --clean

stubs: $(STAMP) ## Write the typed stub of `bancho.create` from the actions
	$(BIN)/python -m tools.stubs

world: $(STAMP) ## Make the default world anew, as the package ships it
	$(BIN)/python -m tools.world

pictures: $(STAMP) ## Draw docs/pictures: what a generated world holds (needs: pip install --group pictures)
	$(BIN)/python -m tools.pictures $(ARGS)

lock: PYTHONS = python3.11 python3.12 python3.13 python3
lock: ## Renew constraints.txt; by the oldest Python, since what serves it serves the newer ones
	@$(find_python); \
	rm -rf .venv-lock && "$$python" -m venv .venv-lock && \
	.venv-lock/bin/python -m pip install -q --upgrade pip && \
	.venv-lock/bin/python -m pip install -q --upgrade --group dev --group bench --group pictures -e . && \
	{ echo '# What `make` installs, exactly. Renewed by `make lock`; the bounds are in pyproject.toml.'; \
	  .venv-lock/bin/python -m pip freeze --all --exclude-editable; } > constraints.txt && \
	rm -rf .venv-lock

screenshots: $(STAMP) ## Take the pictures of the dashboard that the docs show, in Chromium
	$(BIN)/pytest -q tests/browser/test_access.py -k picture
	cp build/dashboard/dashboard-*.png docs/pictures/

clean: ## Remove the environment and everything made
	rm -rf .venv .venv-lock .coverage .coverage.* .cache site build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): pyproject.toml constraints.txt
	@$(STANDS) || { \
		$(find_python); \
		echo "Making .venv with $$("$$python" --version)"; \
		rm -rf .venv && "$$python" -m venv .venv; \
	}
	@$(BIN)/python -m pip install -q -c constraints.txt --upgrade pip
	@$(BIN)/python -m pip install -q -c constraints.txt --group dev
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install -q -c constraints.txt --no-build-isolation -e .
	@echo "$(CURDIR)" > $@
