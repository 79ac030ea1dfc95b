.PHONY: run test bench simulate check set-up clean
PY = .venv/bin/python

set-up:
	@sh installer/setup.sh

# Opens the program on the demo clinic; with no display it plays the demo day off screen.
run: set-up
	@$(PY) -m ui.play.run

# Every check there is, in the order in which they fail fastest.
test: set-up
	@sh installer/check.sh

bench: set-up
	@$(PY) -m tests.speed.bench build/bench.json

# make simulate DAYS=100000 SEED=1
simulate: set-up
	@$(PY) -m tests.simulation.run $(or $(DAYS),2000) $(or $(SEED),1)

clean:
	rm -rf build .venv
