#!/bin/bash
# Runs every fuzz target for a time and says how often each was executed. A target
# that is executed no more than its own examples is blind: that fails too.
set -euo pipefail
time=${1:-20s}
failed=0
for package in $(go list ./...); do
	for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
		# Go spends a minute on making each new input smaller, and executes nothing meanwhile.
		if ! out=$(go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 10x "$package" 2>&1); then
			echo "$out"
			failed=1
		fi
		counts=$(grep -o 'execs: [0-9]*' <<<"$out" | grep -o '[0-9]*' || true)
		first=$(head -n 1 <<<"${counts:-0}")
		last=$(tail -n 1 <<<"${counts:-0}")
		echo "$package $target: $last executions"
		if ((last <= first)); then
			echo "$target was not executed any more: its time goes to something else"
			failed=1
		fi
	done
done
exit $failed
