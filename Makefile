# Every target sets up .venv by itself; nothing has to be installed by hand but Python 3.11 or newer (and, for `pages`, LibreOffice).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
DISTRICT := examples/long-thanh
DOSSIER := examples/khu-pho-4.yaml

# Compiled modules are kept even where the machine says otherwise: tests start the program hundreds of times.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test test-pythons bench fuzz mutate windows lint format axe examples pages system-packages clean

demo: $(STAMP)
	@# The example district holds planted faults, so status 1 is what is expected of it.
	$(BIN)/dantin validate $(DISTRICT) --as-of 2024-12-20 || test $$? -eq 1
	$(BIN)/dantin tally $(DOSSIER)
	$(BIN)/dantin render $(DOSSIER) --as-of 2024-12-20

test: lint
	$(BIN)/pytest -n auto

# The suite on every Python from 3.11 to 3.14 that this machine has, the system's own among them, each in its .venv-... beside this one:
# make test-pythons PYTHONS=system TESTS="tests/test_papers.py". `system` alone is the one that came with the machine.
PYTHONS := all
TESTS :=
test-pythons: $(STAMP)
	$(BIN)/python -m tests.pythons --only $(PYTHONS) $(TESTS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# One table of ratios against named peers, which have a .venv-peers of their own: make bench BENCH="--json out/bench.json --only readers,rows"
PEERS := .venv-peers
BENCH :=
bench: $(STAMP) $(PEERS)/.ready
	$(BIN)/python -m tests.benchmarks --peers $(PEERS)/bin/python $(BENCH)

$(PEERS)/.ready: tests/benchmarks/peers.txt
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install -q --disable-pip-version-check -r tests/benchmarks/peers.txt
	touch $@

# Searches further than `make test`, which is the same every time: draws other and more examples for the property tests, then damages
# files at random and reads them, and renders random dossiers, each SECONDS long: make fuzz SECONDS=600. What is found among the files is
# kept in tests/files; all print what makes it again.
SECONDS := 60
fuzz: $(STAMP)
	$(BIN)/pytest -q -n auto -m hypothesis --hypothesis-profile=search
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)
	$(BIN)/python -m tests.fuzz.papers --seconds $(SECONDS)

# Changes the rules and the law one small thing at a time; some test has to notice: make mutate MODULES="dantin/law.py dantin/chain.py:120"
MODULES :=
JOBS := 1
mutate: $(STAMP)
	$(BIN)/python -m tests.mutation --jobs $(JOBS) $(MODULES)

# dist/dantin-windows.zip: the wheels of dantin and of all it needs for 64-bit Windows, an installer, files to drop a dossier on. Brings
# nothing but wheels; the embeddable Python of python.org goes in where it is handed over: make windows PYTHON_ZIP=python-3.13...-embed-amd64.zip
PYTHON_ZIP :=
windows: $(STAMP)
	$(BIN)/python -m tests.windows $(if $(PYTHON_ZIP),--python-zip "$(PYTHON_ZIP)")

# What the accessibility checker axe finds on the page of `report`: nothing. By hand, since it needs npm and (from `make system-packages`)
# Chromium; without them the suite leaves this test out.
axe: $(STAMP)
	npm install --no-save --silent --prefix .axe axe-core@4.14.1
	$(BIN)/pytest -q -k axe tests/test_report_page.py

# Rewrites every example file and every template from their generators, byte for byte the same.
examples: $(STAMP)
	$(BIN)/python examples/generate.py
	$(BIN)/python templates/build.py

# Turns the papers in out/ into pages to look at, and takes the README's two pictures (needs `make system-packages` once).
pages: demo
	mkdir -p out/pages examples/hinh
	rm -f out/pages/ap-8.xlsx
	$(BIN)/dantin new out/pages/ap-8.xlsx --ten "Ấp 8" --xa "xã An Phước" --tinh "tỉnh Đồng Nai" --ngay-bau 10/11/2024
	libreoffice --headless --convert-to pdf --outdir out/pages out/pages/ap-8.xlsx $$(find out -name '*.docx')
	for paper in out/pages/*.pdf; do pdftoppm -png -r 75 "$$paper" "$${paper%.pdf}"; done
	pdftoppm -png -r 55 -singlefile out/pages/ap-8.pdf examples/hinh/kiem-phieu
	pdftoppm -png -r 55 -singlefile out/pages/bien-ban-kiem-phieu-truong-ap.pdf examples/hinh/bien-ban

# Debian packages with which papers are turned into pages, and the page of `report` is opened in a browser by its tests; nothing else needs
# them, and where they are not installed those tests are left out.
system-packages:
	apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-writer libreoffice-calc poppler-utils fonts-liberation2 chromium

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) .venv-* .axe out dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
