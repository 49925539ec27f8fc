# Wolds. `make run` sets everything up and does the main job with the sample county; `make test` sets up and passes the tests.
VENV ?= .venv
EXTRAS ?= test
OUT ?= wolds-output
PY = $(VENV)/bin/python
WOLDS = $(VENV)/bin/wolds

APP_VENV ?= .app-venv

.PHONY: app run test soak bench lint types imports wheel check screenshots docs clean

run:
	@sh tools/setup.sh $(VENV)
	@sh tools/run.sh $(VENV) $(OUT)

test:
	@sh tools/setup.sh $(VENV) $(EXTRAS)
	$(PY) -m pytest -n 2 --dist worksteal

soak:
	@sh tools/setup.sh $(VENV) $(EXTRAS)
	WOLDS_SOAK=1 $(PY) -m pytest -n 2 -m "soak or hypothesis" --timeout 7200

bench:
	@sh tools/setup.sh $(VENV) test,bench
	$(PY) tools/bench.py

lint:
	@sh tools/setup.sh $(VENV) test,lint
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types:
	@sh tools/setup.sh $(VENV) test,lint
	$(VENV)/bin/mypy

imports:
	@sh tools/setup.sh $(VENV) test,lint
	PYTHONPATH=tests $(VENV)/bin/lint-imports

wheel:
	@sh tools/setup.sh $(VENV) test,lint
	$(PY) tools/check_wheel.py

app:
	@sh tools/setup.sh $(APP_VENV) build
	$(APP_VENV)/bin/python tools/build_app.py dist
	$(APP_VENV)/bin/python tools/check_app.py dist/wolds

check: lint types imports wheel test

screenshots:
	@sh tools/setup.sh $(VENV)
	$(PY) tools/screenshots.py

clean:
	rm -rf .venv .ci-venv .app-venv .dev dist build wolds-output
