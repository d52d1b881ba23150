# The workflow of the project. `make help` lists the targets; each can be run again and is quick the second time.
PYTHON ?= python3
APP    := .venv/bin/partnerschap
SETUP  := $(PYTHON) -m tools.setup

.DEFAULT_GOAL := help
.PHONY: help start demo test format soak bench bench-quick screenshots translations system-deps lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

start: ## Prepare everything and start the app, also for phones on the same network (ARGS="--port 8080")
	@$(SETUP) app
	@$(APP) db upgrade
	@exec $(APP) serve $(ARGS)

demo: ## Start the app with the youth-square dialogue played on the projector at a human pace
	@$(SETUP) app
	@$(APP) db upgrade
	@exec $(APP) demo $(ARGS)

test: ## Run every test and check; PARTS="ruff mypy" runs only these parts
	@$(SETUP) dev
	@.venv/bin/python -m tools.check $(PARTS)

format: ## Put Python, JavaScript, CSS and JSON in the agreed form, and repair what can be repaired safely
	@$(SETUP) dev
	@.venv/bin/ruff format -q && .venv/bin/ruff check -q --fix || true
	@node_modules/.bin/biome check --write

soak: ## Run the long tests, and search much longer where make test searches a little
	@$(SETUP) dev
	@HYPOTHESIS_PROFILE=soak .venv/bin/python -m pytest -m "soak or hypothesis" $(ARGS)

bench: ## Measure beside a stock control and Hocuspocus (ARGS="--only sat --rounds 3")
	@$(SETUP) dev
	@.venv/bin/python -m benchmarks.run $(ARGS)

bench-quick: ## Only the two ratios, in about three minutes
	@$(SETUP) dev
	@.venv/bin/python -m benchmarks.run --quick

screenshots: ## Run the browser tests, which save a picture of every screen in screenshots/
	@$(SETUP) dev
	@$(PYTHON) -m tools.system_deps || true
	@.venv/bin/python -m pytest -m e2e $(ARGS)
	@echo "The pictures are in screenshots/."

translations: ## Gather the texts of the app into the catalogues, and say what still has no translation
	@$(SETUP) dev
	@.venv/bin/python -m tools.messages

system-deps: ## Install the Debian packages that the tests need (as root), or name them
	@$(PYTHON) -m tools.system_deps

lock: ## Resolve the dependencies anew and write requirements/*.txt and package-lock.json
	@$(SETUP) dev
	@.venv/bin/python -m tools.lock

clean: ## Remove everything that the set-up and the tests made; instance/ stays
	@rm -rf .venv .make node_modules partnerschap/static/built partnerschap/static/vendor partnerschap/static/fonts \
	  partnerschap/document/fonts .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
	  .coverage* htmlcov dist build screenshots
	@find partnerschap tools tests -name __pycache__ -prune -exec rm -rf {} +
	@find partnerschap/translations -name '*.mo' -delete 2>/dev/null || true
	@rm -rf partnerschap/static/js/catalogues
	@echo "Removed. Data in instance/ was kept."
