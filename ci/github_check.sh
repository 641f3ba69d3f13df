#!/usr/bin/env bash
# The step of action.yml: annotations on standard output, a job summary, the number of findings, and poolsize's exit
# code. What it is given comes through the environment, so that no input is ever read as shell.
set -uo pipefail

program=$POOLSIZE
command -v "$program" >/dev/null || program=$ACTION_PATH/build/release/poolsize

# A line is a word: patterns of files are expanded, options are taken as they are.
files=() arguments=()
shopt -s nullglob globstar
IFS=
while read -r line; do
  [[ -n ${line// /} ]] || continue
  # shellcheck disable=SC2206
  expanded=($line)
  if ((${#expanded[@]})); then files+=("${expanded[@]}"); else files+=("$line"); fi
done <<<"${FILES?}"
while read -r line; do
  [[ -z ${line// /} ]] || arguments+=("$line")
done <<<"${ARGUMENTS?}"

report=$(mktemp -d)
trap 'rm -rf -- "$report"' EXIT
outputs=(--format github --format "text=$report/text" --format "json=$report/json")
[[ -z $SARIF ]] || outputs+=(--format "sarif=$SARIF")
[[ -z $BASELINE ]] || arguments+=(--baseline "$BASELINE")

code=0
"$program" check "${outputs[@]}" --fail-on "$FAIL_ON" ${arguments[@]+"${arguments[@]}"} -- ${files[@]+"${files[@]}"} || code=$?
((code <= 1)) || exit "$code"

found=$(grep -c '^      "severity": ' "$report/json")
echo "findings=$found" >>"${GITHUB_OUTPUT:-/dev/null}"
# Four spaces make it code, whatever backticks or tags are in it.
{
  echo '### poolsize check'
  echo
  sed 's/^/    /' "$report/text"
} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$code"
