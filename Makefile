# What a person types. Everything a target needs it installs first (Debian 12, make, Swift 6.1 or later).

APT := libwebsockets-dev libwebsockets-evlib-uv libuv1-dev libjson-c-dev libqrencode-dev libsqlite3-dev libssl-dev openssl pkg-config
APT_TEST := chromium espeak-ng fonts-noto-cjk libnss3-tools nodejs python3-venv
APT_BENCH := gcc g++ libc6-dev libssl-dev libsqlite3-dev redis-server util-linux python3
PORT ?= 8080
VENV := .venv

.PHONY: run build test test-swift test-web test-end-to-end screens bench lint clean apt apt-test apt-bench

run: apt ## Install what is missing, build, start the demo floor.
	swift build -c release --product floorcast
	.build/release/floorcast demo --port $(PORT)

build: apt ## Leaves .build/release/floorcast.
	swift build -c release --product floorcast

test: test-swift test-web test-end-to-end ## Every test.

test-swift: apt
	swift build --build-tests
	swift test --skip-build

test-web: apt-test
	node --test Tests/web/*.test.mjs

test-end-to-end: apt apt-test $(VENV)/ready
	swift build --product floorcast
	$(VENV)/bin/python -m pytest -q -n 2 --dist worksteal Tests/EndToEnd

screens: apt apt-test $(VENV)/ready ## A photograph of every scene and takeover, in .build/screens.
	swift build --product floorcast
	$(VENV)/bin/python Tests/EndToEnd/contact_sheet.py .build/screens

bench: apt apt-bench ## The table of ratios in the README.
	Tests/Benchmarks/run

lint:
	swift format lint --strict --recursive --configuration .swift-format Package.swift Sources Tests

clean:
	rm -rf .build $(VENV)

$(VENV)/ready: Tests/EndToEnd/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --requirement Tests/EndToEnd/requirements.txt
	touch $@

# apt only runs when a package is missing, so that a machine that has them needs no root and no network.
define install
	@missing=""; for package in $(1); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then echo "installing:$$missing"; run=$$([ $$(id -u) = 0 ] || echo sudo); run="$$run env DEBIAN_FRONTEND=noninteractive"; \
	  $$run apt-get update -qq && $$run apt-get install -y -qq --no-install-recommends $$missing; fi
endef

apt:
	$(call install,$(APT))

apt-test:
	$(call install,$(filter-out $(if $(shell command -v node),nodejs),$(APT_TEST)))

apt-bench:
	$(call install,$(APT_BENCH))
