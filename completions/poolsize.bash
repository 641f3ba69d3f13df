# bash completion for poolsize; printed by the program: poolsize generate bash
# shellcheck shell=bash

_poolsize_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }
_poolsize_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); }

_poolsize() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  # Bash splits --flag=value at the sign.
  if [[ $current == = ]]; then current=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _poolsize_words 'recommend predict check explain help --help --version'
    return
  fi
  case ${COMP_WORDS[1]} in
    recommend)
      case $before in
        --rps) return ;;
        --duration) return ;;
        --dist) _poolsize_words 'exponential deterministic lognormal gamma pareto'; return ;;
        --cv) return ;;
        --p50) return ;;
        --p95) return ;;
        --p99) return ;;
        --samples) _poolsize_files; return ;;
        --workload) _poolsize_files; return ;;
        --users) return ;;
        --think-time) return ;;
        --tier) _poolsize_words 'low medium high'; return ;;
        --peak-factor) return ;;
        --arrivals-scv) return ;;
        --asyncpg-rps) return ;;
        --asyncpg-duration) return ;;
        --connect-time) return ;;
        --round-trip) return ;;
        --request-timeout) return ;;
        --app-threads) return ;;
        --checkouts-per-request) return ;;
        --asyncpg-acquire-timeout) return ;;
        --pools) _poolsize_words 'auto sqlalchemy asyncpg both'; return ;;
        --instances) return ;;
        --engines) return ;;
        --surge) return ;;
        --max-connections) return ;;
        --reserved) return ;;
        --other-connections) return ;;
        --db-cores) return ;;
        --pooler) _poolsize_words 'none pgbouncer-session pgbouncer-transaction'; return ;;
        --max-wait) return ;;
        --percentile) return ;;
        --max-timeouts) return ;;
        --method) _poolsize_words 'auto formula goal tier'; return ;;
        --headroom) return ;;
        --round-to) return ;;
        --write) _poolsize_files; return ;;
        --config) _poolsize_files; return ;;
        --env-file) _poolsize_files; return ;;
        --env-prefix) return ;;
        --format) _poolsize_words 'text json env yaml python'; return ;;
        --color) _poolsize_words 'auto always never'; return ;;
        --output | -o) _poolsize_files; return ;;
      esac
      if [[ $current == -* ]]; then _poolsize_words '--rps --duration --dist --cv --p50 --p95 --p99 --samples --workload --users --think-time --tier --peak-factor --arrivals-scv --asyncpg-rps --asyncpg-duration --connect-time --round-trip --request-timeout --app-threads --checkouts-per-request --asyncpg-acquire-timeout --pools --instances --engines --surge --max-connections --reserved --other-connections --db-cores --pooler --max-wait --percentile --max-timeouts --method --headroom --round-to --write --dry-run --config --env-file --env-prefix --format --color --output -o --quiet -q --verbose -v --help -h'; else :; fi
      ;;
    predict)
      case $before in
        --rps) return ;;
        --duration) return ;;
        --dist) _poolsize_words 'exponential deterministic lognormal gamma pareto'; return ;;
        --cv) return ;;
        --p50) return ;;
        --p95) return ;;
        --p99) return ;;
        --samples) _poolsize_files; return ;;
        --workload) _poolsize_files; return ;;
        --users) return ;;
        --think-time) return ;;
        --tier) _poolsize_words 'low medium high'; return ;;
        --peak-factor) return ;;
        --arrivals-scv) return ;;
        --asyncpg-rps) return ;;
        --asyncpg-duration) return ;;
        --pool-size) return ;;
        --max-overflow) return ;;
        --pool-timeout) return ;;
        --asyncpg-min-size) return ;;
        --asyncpg-max-size) return ;;
        --asyncpg-command-timeout) return ;;
        --connect-time) return ;;
        --round-trip) return ;;
        --request-timeout) return ;;
        --app-threads) return ;;
        --checkouts-per-request) return ;;
        --asyncpg-acquire-timeout) return ;;
        --pools) _poolsize_words 'auto sqlalchemy asyncpg both'; return ;;
        --instances) return ;;
        --engines) return ;;
        --surge) return ;;
        --max-connections) return ;;
        --reserved) return ;;
        --other-connections) return ;;
        --db-cores) return ;;
        --pooler) _poolsize_words 'none pgbouncer-session pgbouncer-transaction'; return ;;
        --max-wait) return ;;
        --percentile) return ;;
        --max-timeouts) return ;;
        --config) _poolsize_files; return ;;
        --env-file) _poolsize_files; return ;;
        --env-prefix) return ;;
        --format) _poolsize_words 'text json'; return ;;
        --color) _poolsize_words 'auto always never'; return ;;
        --output | -o) _poolsize_files; return ;;
      esac
      if [[ $current == -* ]]; then _poolsize_words '--rps --duration --dist --cv --p50 --p95 --p99 --samples --workload --users --think-time --tier --peak-factor --arrivals-scv --asyncpg-rps --asyncpg-duration --pool-size --max-overflow --pool-timeout --pre-ping --no-pre-ping --asyncpg-min-size --asyncpg-max-size --asyncpg-command-timeout --connect-time --round-trip --request-timeout --app-threads --checkouts-per-request --asyncpg-acquire-timeout --pools --instances --engines --surge --max-connections --reserved --other-connections --db-cores --pooler --max-wait --percentile --max-timeouts --config --env-file --env-prefix --format --color --output -o --quiet -q --verbose -v --help -h'; else :; fi
      ;;
    check)
      case $before in
        --rps) return ;;
        --duration) return ;;
        --dist) _poolsize_words 'exponential deterministic lognormal gamma pareto'; return ;;
        --cv) return ;;
        --p50) return ;;
        --p95) return ;;
        --p99) return ;;
        --samples) _poolsize_files; return ;;
        --workload) _poolsize_files; return ;;
        --users) return ;;
        --think-time) return ;;
        --tier) _poolsize_words 'low medium high'; return ;;
        --peak-factor) return ;;
        --arrivals-scv) return ;;
        --asyncpg-rps) return ;;
        --asyncpg-duration) return ;;
        --pool-size) return ;;
        --max-overflow) return ;;
        --pool-timeout) return ;;
        --asyncpg-min-size) return ;;
        --asyncpg-max-size) return ;;
        --asyncpg-command-timeout) return ;;
        --connect-time) return ;;
        --round-trip) return ;;
        --request-timeout) return ;;
        --app-threads) return ;;
        --checkouts-per-request) return ;;
        --asyncpg-acquire-timeout) return ;;
        --pools) _poolsize_words 'auto sqlalchemy asyncpg both'; return ;;
        --instances) return ;;
        --engines) return ;;
        --surge) return ;;
        --max-connections) return ;;
        --reserved) return ;;
        --other-connections) return ;;
        --db-cores) return ;;
        --pooler) _poolsize_words 'none pgbouncer-session pgbouncer-transaction'; return ;;
        --max-wait) return ;;
        --percentile) return ;;
        --max-timeouts) return ;;
        --method) _poolsize_words 'auto formula goal tier'; return ;;
        --headroom) return ;;
        --round-to) return ;;
        --fail-on) _poolsize_words 'error warning info never'; return ;;
        --config) _poolsize_files; return ;;
        --env-file) _poolsize_files; return ;;
        --env-prefix) return ;;
        --format) _poolsize_words 'text json'; return ;;
        --color) _poolsize_words 'auto always never'; return ;;
        --output | -o) _poolsize_files; return ;;
      esac
      if [[ $current == -* ]]; then _poolsize_words '--rps --duration --dist --cv --p50 --p95 --p99 --samples --workload --users --think-time --tier --peak-factor --arrivals-scv --asyncpg-rps --asyncpg-duration --pool-size --max-overflow --pool-timeout --pre-ping --no-pre-ping --asyncpg-min-size --asyncpg-max-size --asyncpg-command-timeout --connect-time --round-trip --request-timeout --app-threads --checkouts-per-request --asyncpg-acquire-timeout --pools --instances --engines --surge --max-connections --reserved --other-connections --db-cores --pooler --max-wait --percentile --max-timeouts --method --headroom --round-to --fail-on --config --env-file --env-prefix --format --color --output -o --quiet -q --verbose -v --help -h'; else _poolsize_files; fi
      ;;
    explain)
      case $before in
        --color) _poolsize_words 'auto always never'; return ;;
        --output | -o) _poolsize_files; return ;;
      esac
      if [[ $current == -* ]]; then _poolsize_words '--color --output -o --quiet -q --verbose -v --help -h'; else _poolsize_words 'formula tiers model checklist schema request wait capacity utilisation churn instance engine surge demand budget goal finding invalid-value unknown-variable duplicate-variable not-postgresql min-above-max unlimited-pool overflow-not-set pre-ping-off pooled-test-database environment-drift pool-timeout-short pool-timeout-long pool-timeout-above-request command-timeout-long pool-below-tier pool-above-tier pool-below-formula overloaded wait-over-goal timeouts-over-goal high-utilisation pool-oversized overflow-churn budget-exceeded rollout-exceeds-budget budget-nearly-full busy-above-cores pgbouncer-prepared-statements double-pooling pool-below-threads nested-checkout-deadlock'; fi
      ;;
    help)
      case $before in
        --color) _poolsize_words 'auto always never'; return ;;
        --output | -o) _poolsize_files; return ;;
      esac
      if [[ $current == -* ]]; then _poolsize_words '--color --output -o --quiet -q --verbose -v --help -h'; else _poolsize_words 'recommend predict check explain help'; fi
      ;;
  esac
}

complete -F _poolsize poolsize
