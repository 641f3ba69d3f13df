# fish completion for poolsize, printed by `poolsize completion fish`

# Looks at the line once for all the conditions: the command, and the flags that it was given.
function __poolsize_look
    set -l line (commandline -cp)
    test "$line" = "$__poolsize_line"; and return
    set -l words (commandline -opc)
    set -g __poolsize_line $line
    set -g __poolsize_command $words[2]
    set -g __poolsize_given $words[3..]
    # The last word may be the very flag whose value is being typed.
    string match -q -- '*=*' "$words[-1]"; or set -e __poolsize_given[-1]
    set __poolsize_given (string replace -r '=.*' '' -- $__poolsize_given | string replace -r -- '^--no-' --)
    for i in (seq 1 2 (count $__poolsize_letters))
        contains -- $__poolsize_letters[$i] $__poolsize_given; and set -a __poolsize_given $__poolsize_letters[(math $i + 1)]
    end
end

# Whether the command is one of those given.
function __poolsize_in
    __poolsize_look
    contains -- "$__poolsize_command" $argv
end

# Whether the first may still be given to the command, which is one of the others.
function __poolsize_lets
    __poolsize_look
    contains -- "$__poolsize_command" $argv[2..]; and not contains -- $argv[1] $__poolsize_given
end

# Whether the command is the first one given, and the words behind it are the others.
function __poolsize_said
    set -l words (commandline -opc)
    set -q words[2]; and test $words[2] = $argv[1]; or return 1
    set -l said
    set -l value 0
    set -l ended 0
    for word in $words[3..]
        if test $value = 1
            set value 0
        else if test $ended = 0; and test $word = --
            set ended 1
        else if test $ended = 0; and string match -q -- '-?*' $word
            contains -- $word $__poolsize_valued; and set value 1
        else
            set -a said $word
        end
    end
    test "$said" = "$argv[2..]"
end

# The value that is being typed.
function __poolsize_typed
    set -l word (commandline -ct)
    string replace -r '^--[a-z0-9-]+=' '' -- "$word"
end

# The units that may follow a number, with what they mean: pairs of words.
function __poolsize_units
    set -l number (string match -r '^[0-9.]+' -- (__poolsize_typed))
    test -n "$number"; or return
    for i in (seq 1 2 (count $argv))
        printf '%s%s\t%s\n' $number $argv[$i] $argv[(math $i + 1)]
    end
end

# Files with one of these endings, and folders; all files where there are neither.
function __poolsize_files
    set -l typed (__poolsize_typed)
    set -l all (complete -C "__poolsize_no_such_command $typed")
    set -l endings (string join '|' -- $argv)
    set -l fit (string match -r -- "^(?:.*\.(?:$endings)|(?:.*/)?\.(?:$endings)\..*|.*/)\$" $all)
    set -q fit[1]; and printf '%s\n' $fit; or printf '%s\n' $all
end

# Words, and behind one of them = and a file.
function __poolsize_outputs
    set -l typed (__poolsize_typed)
    set -l word (string match -r '^[^=]*=' -- "$typed")
    if test -n "$word"
        set -l file (string replace -- "$word" '' "$typed")
        printf '%s\n' $word(complete -C "__poolsize_no_such_command $file")
    else
        printf '%s\n' $argv
    end
end

# key=value pairs between commas: keys and what they mean, pairs of words.
function __poolsize_settings
    set -l typed (__poolsize_typed)
    set -l before (string match -r '^.*,' -- "$typed")
    for i in (seq 1 2 (count $argv))
        printf '%s%s=\t%s\n' "$before" $argv[$i] $argv[(math $i + 1)]
    end
end

complete -c poolsize -f
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -s h -l help -d 'list the commands'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -l version -d 'show the version'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a recommend -d 'settings for a workload, with the reason for each number'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a predict -d 'what given settings will do to a given workload'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a simulate -d 'the same question, played request by request'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a measure -d 'the workload of a recording, and how well it is known'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a check -d 'validate settings; made for CI'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a explain -d 'a rule, the formula, the tiers or a word'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a completion -d 'the completion script of a shell'
complete -c poolsize -n 'test (count (commandline -opc)) = 1' -a help -d 'the manual page of a command'
complete -c poolsize -n '__poolsize_in simulate' -a '(__poolsize_files env)'
complete -c poolsize -n '__poolsize_in measure' -a '(__poolsize_files log csv json)'
complete -c poolsize -n '__poolsize_in check' -a '(__poolsize_files env yaml yml json toml py)'
complete -c poolsize -n '__poolsize_said explain' -a 'formula\\t\'where the numbers come from, and the erratum of the published formula\' tiers\\t\'settings by the number of concurrent users\' model\\t\'how waits are predicted, and how far off that is\' accuracy\\t\'how far off real pools are, on a real PostgreSQL\' checklist\\t\'before a pool goes into production\' schema\\t\'the JSON Schemas of what poolsize reads and writes\' request\\t\'A unit of work that takes one connection from a pool, holds it, and gives it back\' arrival\\t\'λ, --rps: requests per second that come to one pool, or to all instances together where the text says so\' hold\\t\'From the moment a request has its connection until it is back in the pool\' wait\\t\'From asking the pool for a connection until having it: the queue, and for the request that opens a connection the connect too\' offered\\t\'a = λ × mean hold time, in erlangs: the mean number of busy connections if nobody gives up (Little\\\'s law)\' capacity\\t\'c: the most connections a pool may hold\' utilisation\\t\'ρ = a / c\' churn\\t\'Connections opened (and closed) per second because demand moves across pool_size: SQLAlchemy closes a returned connection when pool_size are idle already, and must open one again at the next peak\' instance\\t\'A process with its own pools: replicas × worker processes\' engine\\t\'A SQLAlchemy engine: one for each database that a process talks to, each with a pool of its own\' surge\\t\'Instances that run beside the old ones while a rollout is under way\' demand\\t\'What the server may be asked for: the sum over all pools of capacity × engines × (instances + surge)\' budget\\t\'What the server can give: max_connections − superuser_reserved_connections − reserved_connections − other clients\' goal\\t\'What must hold: at the chosen percentile the wait is at most --max-wait (p99 ≤ 100 ms by default), and at most --max-timeouts of the requests time out (0.1 % by default)\' finding\\t\'One thing wrong or doubtful: rule, severity, place, message, cure\' invalid-value\\t\'a setting is not a number of the right kind, out of range, or empty\' unknown-variable\\t\'a name nearly that of a pool setting, which the application ignores in silence\' duplicate-variable\\t\'a variable is set twice in one file\' not-postgresql\\t\'a database URL of another kind than PostgreSQL\' min-above-max\\t\'asyncpg\\\'s min_size is above its max_size\' unlimited-pool\\t\'pool_size is 0 or max_overflow is -1: the pool has no limit\' overflow-not-set\\t\'pool_size is set and max_overflow is left at its default\' pre-ping-off\\t\'health checks at checkout are off\' pooled-test-database\\t\'the URL contains "test": NullPool is used and pool settings do nothing\' environment-drift\\t\'pool settings differ between the files given\' pool-timeout-short\\t\'pool_timeout is below 1 s, or so short that too many requests will time out\' pool-timeout-long\\t\'pool_timeout is above 60 s\' pool-timeout-above-request\\t\'pool_timeout is not below --request-timeout\' command-timeout-long\\t\'asyncpg\\\'s command_timeout is above 300 s\' pool-below-tier\\t\'a size is below the row of the tier\' pool-above-tier\\t\'a size is above twice the row of the tier\' pool-below-formula\\t\'pool_size is below the formula\\\'s\' overloaded\\t\'the offered load is at or above the capacity\' wait-over-goal\\t\'the predicted wait misses the goal\' timeouts-over-goal\\t\'the predicted time-outs miss the goal\' high-utilisation\\t\'utilisation is above 80 %\' pool-oversized\\t\'the capacity is above four times the smallest that meets the goal\' overflow-churn\\t\'more than 5 % of the checkouts open a connection\' budget-exceeded\\t\'the pools may ask for more connections than the server has\' rollout-exceeds-budget\\t\'the pools of a rollout may ask for more connections than the server has\' budget-nearly-full\\t\'the pools may ask for more than 90 % of the server\\\'s connections\' busy-above-cores\\t\'more connections are busy on average than 2 × cores + 1\' pgbouncer-prepared-statements\\t\'transaction pooling with a driver that caches prepared statements\' double-pooling\\t\'an application pool stands in front of a pooler\' pool-below-threads\\t\'the capacity is below --app-threads, which may each hold a connection\' nested-checkout-deadlock\\t\'the capacity is below threads × (checkouts per request − 1) + 1\''
complete -c poolsize -n '__poolsize_said explain arrival' -a 'rate\\t\'λ, --rps: requests per second that come to one pool, or to all instances together where the text says so\''
complete -c poolsize -n '__poolsize_said explain hold' -a 'time\\t\'From the moment a request has its connection until it is back in the pool\''
complete -c poolsize -n '__poolsize_said explain offered' -a 'load\\t\'a = λ × mean hold time, in erlangs: the mean number of busy connections if nobody gives up (Little\\\'s law)\''
complete -c poolsize -n '__poolsize_said explain schema' -a 'baseline\\t\'what check --write-baseline writes and --baseline reads\' check\\t\'what check prints with --format json\' config\\t\'poolsize.json, what a repository says of its workload, deployment, server, goal and rules\' prediction\\t\'what predict prints with --format json\' recommendation\\t\'what recommend prints with --format json\' rules\\t\'what check --list-rules prints with --format json\' simulation\\t\'what simulate prints with --format json\' timeline\\t\'what simulate --timeline prints with --format json\' workload\\t\'what measure writes and --workload reads\''
complete -c poolsize -n '__poolsize_said completion' -a 'bash zsh fish'
complete -c poolsize -n '__poolsize_said help' -a 'recommend\\t\'settings for a workload, with the reason for each number\' predict\\t\'what given settings will do to a given workload\' simulate\\t\'the same question, played request by request\' measure\\t\'the workload of a recording, and how well it is known\' check\\t\'validate settings; made for CI\' explain\\t\'a rule, the formula, the tiers or a word\' completion\\t\'the completion script of a shell\' help\\t\'the manual page of a command\''
complete -c poolsize -n '__poolsize_lets --rps recommend predict simulate check' -l rps -x -a '(__poolsize_units /s \'per second\' /min \'per minute\' k \'thousand per second\')' -d 'requests per second that all instances together receive, such as 100'
complete -c poolsize -n '__poolsize_lets --duration recommend predict simulate check' -l duration -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'mean time that a request holds its connection, such as 100ms'
complete -c poolsize -n '__poolsize_lets --dist recommend predict simulate check' -l dist -x -a 'exponential deterministic lognormal gamma pareto' -d 'distribution of the hold times'
complete -c poolsize -n '__poolsize_lets --cv recommend predict simulate check' -l cv -x -d 'coefficient of variation of the hold times, such as 1.5'
complete -c poolsize -n '__poolsize_lets --p50 recommend predict simulate check' -l p50 -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'median hold time, such as 100ms'
complete -c poolsize -n '__poolsize_lets --p95 recommend predict simulate check' -l p95 -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d '95th percentile of the hold times, such as 100ms'
complete -c poolsize -n '__poolsize_lets --p99 recommend predict simulate check' -l p99 -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d '99th percentile of the hold times, such as 100ms'
complete -c poolsize -n '__poolsize_lets --mix recommend predict simulate check' -l mix -x -d 'kinds of requests, each with its share and its mean hold time'
complete -c poolsize -n '__poolsize_lets --samples recommend predict simulate check' -l samples -x -a '(__poolsize_files csv txt)' -d 'measured hold times, one after the other'
complete -c poolsize -n '__poolsize_lets --workload recommend predict simulate check' -l workload -x -a '(__poolsize_files json)' -d 'a workload as JSON (poolsize.workload/v1)'
complete -c poolsize -n '__poolsize_lets --users recommend predict simulate check' -l users -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'concurrent users, such as 10'
complete -c poolsize -n '__poolsize_lets --think-time recommend predict simulate check' -l think-time -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'time between a user\'s requests, such as 100ms'
complete -c poolsize -n '__poolsize_lets --tier recommend predict simulate check' -l tier -x -a 'low medium high' -d 'the tier to use'
complete -c poolsize -n '__poolsize_lets --peak-factor recommend predict simulate check' -l peak-factor -x -d 'how much the busiest moment exceeds --rps, such as 1.5'
complete -c poolsize -n '__poolsize_lets --arrivals-scv recommend predict simulate check' -l arrivals-scv -x -d 'squared coefficient of variation of the gaps between requests, such as 1.5'
complete -c poolsize -n '__poolsize_lets --asyncpg-rps recommend predict simulate check' -l asyncpg-rps -x -a '(__poolsize_units /s \'per second\' /min \'per minute\' k \'thousand per second\')' -d 'requests per second to asyncpg\'s pool, such as 100'
complete -c poolsize -n '__poolsize_lets --asyncpg-duration recommend predict simulate check' -l asyncpg-duration -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'mean hold time in asyncpg\'s pool, such as 100ms'
complete -c poolsize -n '__poolsize_lets --pool-size predict simulate check' -l pool-size -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'connections that SQLAlchemy\'s pool keeps open, such as 10'
complete -c poolsize -n '__poolsize_lets --max-overflow predict simulate check' -l max-overflow -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'connections that it opens beyond pool_size, such as 10'
complete -c poolsize -n '__poolsize_lets --pool-timeout predict simulate check' -l pool-timeout -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'longest wait for a connection before TimeoutError, such as 100ms'
complete -c poolsize -n '__poolsize_lets --pre-ping predict simulate check' -l pre-ping -d 'health check at every checkout'
complete -c poolsize -n '__poolsize_lets --pre-ping predict simulate check' -l no-pre-ping -d 'no health check at every checkout'
complete -c poolsize -n '__poolsize_lets --asyncpg-min-size predict simulate check' -l asyncpg-min-size -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'connections opened when asyncpg\'s pool starts, such as 10'
complete -c poolsize -n '__poolsize_lets --asyncpg-max-size predict simulate check' -l asyncpg-max-size -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'most connections of asyncpg\'s pool, such as 10'
complete -c poolsize -n '__poolsize_lets --asyncpg-command-timeout predict simulate check' -l asyncpg-command-timeout -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'longest time that one command may take, such as 100ms'
complete -c poolsize -n '__poolsize_lets --connect-time recommend predict simulate check' -l connect-time -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'time to open a connection, such as 100ms'
complete -c poolsize -n '__poolsize_lets --connect-shared recommend predict simulate check' -l connect-shared -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'part of --connect-time that connects take from each other, such as 100ms'
complete -c poolsize -n '__poolsize_lets --connect-processors recommend predict simulate check' -l connect-processors -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'processors that connects share, such as 10'
complete -c poolsize -n '__poolsize_lets --connect-cv recommend predict simulate check' -l connect-cv -x -d 'coefficient of variation of the connect times, such as 1.5'
complete -c poolsize -n '__poolsize_lets --round-trip recommend predict simulate check' -l round-trip -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'time of one round trip to the server, such as 100ms'
complete -c poolsize -n '__poolsize_lets --request-timeout recommend predict simulate check' -l request-timeout -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'when the client of the service gives up, such as 100ms'
complete -c poolsize -n '__poolsize_lets --app-threads recommend predict simulate check' -l app-threads -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'threads or tasks that may each hold a connection, such as 10'
complete -c poolsize -n '__poolsize_lets --checkouts-per-request recommend predict simulate check' -l checkouts-per-request -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'connections that one request holds at once, such as 10'
complete -c poolsize -n '__poolsize_lets --asyncpg-acquire-timeout recommend predict simulate check' -l asyncpg-acquire-timeout -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'longest wait in asyncpg\'s acquire(), such as 100ms'
complete -c poolsize -n '__poolsize_lets --pools recommend predict simulate check' -l pools -x -a 'auto sqlalchemy asyncpg both' -d 'which pools a process has'
complete -c poolsize -n '__poolsize_lets --instances recommend predict simulate check' -l instances -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'processes with their own pools: replicas × worker processes, such as 10'
complete -c poolsize -n '__poolsize_lets --engines recommend predict simulate check' -l engines -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'databases that each process has an engine for, such as 10'
complete -c poolsize -n '__poolsize_lets --surge recommend predict simulate check' -l surge -x -d 'instances that run beside the old ones during a rollout'
complete -c poolsize -n '__poolsize_lets --max-connections recommend predict simulate check' -l max-connections -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'PostgreSQL\'s max_connections, such as 10'
complete -c poolsize -n '__poolsize_lets --reserved recommend predict simulate check' -l reserved -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'superuser_reserved_connections + reserved_connections, such as 10'
complete -c poolsize -n '__poolsize_lets --other-connections recommend predict simulate check' -l other-connections -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'connections of everybody else, such as 10'
complete -c poolsize -n '__poolsize_lets --db-cores recommend predict simulate check' -l db-cores -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'processor cores of the database server, such as 10'
complete -c poolsize -n '__poolsize_lets --pooler recommend predict simulate check' -l pooler -x -a 'none pgbouncer-session pgbouncer-transaction' -d 'what stands between the pools and PostgreSQL'
complete -c poolsize -n '__poolsize_lets --max-wait recommend predict simulate check' -l max-wait -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'longest wait that is acceptable at the percentile, such as 100ms'
complete -c poolsize -n '__poolsize_lets --percentile recommend predict simulate check' -l percentile -x -a 'p50 p90 p95 p99 p99.9' -d 'share of the requests that must get a connection in time, such as p99'
complete -c poolsize -n '__poolsize_lets --max-timeouts recommend predict simulate check' -l max-timeouts -x -a '(__poolsize_units % \'per cent\')' -d 'share of the requests that may time out, such as 0.1%'
complete -c poolsize -n '__poolsize_lets --method recommend check' -l method -x -a 'auto formula goal tier' -d 'how to choose'
complete -c poolsize -n '__poolsize_lets --headroom recommend check' -l headroom -x -d 'factor of the formula, such as 1.5'
complete -c poolsize -n '__poolsize_lets --round-to recommend check' -l round-to -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'the formula rounds pool_size up to a multiple of this, such as 10'
complete -c poolsize -n '__poolsize_lets --trace simulate measure' -l trace -x -a '(__poolsize_files csv)' -d 'recorded requests, one a line'
complete -c poolsize -n '__poolsize_lets --profile simulate' -l profile -x -a '(__poolsize_files csv)' -d 'a rate that changes, in place of --rps'
complete -c poolsize -n '__poolsize_lets --on-off simulate' -l on-off -x -d 'bursts: mean time with requests and without'
complete -c poolsize -n '__poolsize_lets --requests simulate' -l requests -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'requests to play, over all runs together, such as 10'
complete -c poolsize -n '__poolsize_lets --replications simulate' -l replications -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'independent runs, which the intervals come from, such as 10'
complete -c poolsize -n '__poolsize_lets --precision simulate' -l precision -x -a '(__poolsize_units % \'per cent\')' -d 'go on until the mean wait and p99 are known so well, such as 0.1%'
complete -c poolsize -n '__poolsize_lets --warmup simulate' -l warmup -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'requests left out at the start of each run, such as 10'
complete -c poolsize -n '__poolsize_lets --seed simulate' -l seed -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'another seed plays other requests, such as 10'
complete -c poolsize -n '__poolsize_lets --threads simulate' -l threads -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'runs played at once, such as 10'
complete -c poolsize -n '__poolsize_lets --close-time simulate' -l close-time -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'time until a closed connection\'s place is free, such as 100ms'
complete -c poolsize -n '__poolsize_lets --loop-turn simulate' -l loop-turn -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'time of one turn of the event loop, such as 100ms'
complete -c poolsize -n '__poolsize_lets --balancer simulate' -l balancer -x -a 'random round-robin' -d 'who gets the next request'
complete -c poolsize -n '__poolsize_lets --lifo simulate' -l lifo -d 'pool_use_lifo: the connection that came back last goes first'
complete -c poolsize -n '__poolsize_lets --recycle simulate' -l recycle -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'pool_recycle: replace older connections at checkout, such as 100ms'
complete -c poolsize -n '__poolsize_lets --asyncpg-max-queries simulate' -l asyncpg-max-queries -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'max_queries: close a connection that has run so many, such as 10'
complete -c poolsize -n '__poolsize_lets --asyncpg-max-inactive simulate' -l asyncpg-max-inactive -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'max_inactive_connection_lifetime: close what is idle for as long, such as 100ms'
complete -c poolsize -n '__poolsize_lets --queries-per-request simulate' -l queries-per-request -x -a '(__poolsize_units k \'thousand\' M \'million\' G \'billion\')' -d 'queries that a request runs on its connection, such as 10'
complete -c poolsize -n '__poolsize_in simulate' -l settings -x -a '(__poolsize_settings pool_size \'connections that SQLAlchemy\\\'s pool keeps open\' max_overflow \'connections that it opens beyond pool_size\' pool_timeout \'longest wait for a connection before TimeoutError\' pool_pre_ping \'health check at every checkout\' min_size \'connections opened when asyncpg\\\'s pool starts\' max_size \'most connections of asyncpg\\\'s pool\' command_timeout \'longest time that one command may take\')' -d 'settings to compare, such as pool_size=10,max_overflow=20'
complete -c poolsize -n '__poolsize_lets --sweep simulate' -l sweep -x -d 'play each capacity of a range, such as 5..60'
complete -c poolsize -n '__poolsize_lets --timeline simulate' -l timeline -d 'show queue, busy and open connections over time, of one run'
complete -c poolsize -n '__poolsize_in measure' -l postgres-log -x -a '(__poolsize_files log csv json)' -d 'the log of a PostgreSQL server, or several'
complete -c poolsize -n '__poolsize_lets --log-line-prefix measure' -l log-line-prefix -x -d 'what stands in front of each line of the log'
complete -c poolsize -n '__poolsize_lets --application measure' -l application -x -d 'only statements of this application_name'
complete -c poolsize -n '__poolsize_lets --database measure' -l database -x -d 'only statements in this database'
complete -c poolsize -n '__poolsize_lets --user measure' -l user -x -d 'only statements of this user'
complete -c poolsize -n '__poolsize_lets --step measure' -l step -x -a '(__poolsize_units us \'microseconds\' ms \'milliseconds\' s \'seconds\' m \'minutes\' h \'hours\')' -d 'measure the rate of each step of this length too, such as 100ms'
complete -c poolsize -n '__poolsize_lets --write-workload measure' -l write-workload -x -a '(__poolsize_files json)' -d 'write the workload as JSON to this file'
complete -c poolsize -n '__poolsize_lets --write recommend' -l write -x -a '(__poolsize_files env)' -d 'change the values in this env file, in place'
complete -c poolsize -n '__poolsize_lets --dry-run recommend' -l dry-run -d 'with --write: show the change and leave the file alone'
complete -c poolsize -n '__poolsize_lets --fail-on check' -l fail-on -x -a 'error warning info never' -d 'lowest severity that makes the exit code 1'
complete -c poolsize -n '__poolsize_lets --baseline check' -l baseline -x -a '(__poolsize_files json)' -d 'leave out the findings that this file knows'
complete -c poolsize -n '__poolsize_lets --write-baseline check' -l write-baseline -x -a '(__poolsize_files json)' -d 'write all findings to this file, as known from now on'
complete -c poolsize -n '__poolsize_lets --fix check' -l fix -d 'make the cures that need no decision, in env files'
complete -c poolsize -n '__poolsize_lets --diff check' -l diff -d 'show what --fix would change, and change nothing'
complete -c poolsize -n '__poolsize_lets --list-rules check' -l list-rules -d 'list the rules, as text or JSON'
complete -c poolsize -n '__poolsize_lets --recursive check' -s r -l recursive -d 'check the files in the folders given, or in this one'
complete -c poolsize -n '__poolsize_lets --config recommend predict simulate check' -l config -x -a '(__poolsize_files json)' -d 'read this instead of the nearest poolsize.json upward'
complete -c poolsize -n '__poolsize_in recommend predict simulate check' -l env-file -x -a '(__poolsize_files env)' -d 'read pool settings from this env file, not from the environment'
complete -c poolsize -n '__poolsize_lets --env-prefix recommend predict simulate check' -l env-prefix -x -d 'what the names of the variables begin with'
complete -c poolsize -n '__poolsize_in check' -l format -x -a '(__poolsize_outputs text json sarif github junit gitlab checkstyle)' -d 'what to print'
complete -c poolsize -n '__poolsize_lets --format simulate' -l format -x -a 'text json csv' -d 'what to print'
complete -c poolsize -n '__poolsize_lets --format recommend' -l format -x -a 'text json env yaml python' -d 'what to print'
complete -c poolsize -n '__poolsize_lets --format predict measure' -l format -x -a 'text json' -d 'what to print'
complete -c poolsize -n '__poolsize_lets --color recommend predict simulate measure check explain completion help' -l color -x -a 'auto always never' -d 'when to use colour'
complete -c poolsize -n '__poolsize_lets --output recommend predict simulate measure check explain completion help' -s o -l output -r -F -d 'write to this file instead of standard output'
complete -c poolsize -n '__poolsize_lets --quiet recommend predict simulate measure check explain completion help' -s q -l quiet -d 'no notes on standard error'
complete -c poolsize -n '__poolsize_lets --verbose recommend predict simulate measure check explain completion help' -s v -l verbose -d 'say on standard error where each input came from'
complete -c poolsize -n '__poolsize_lets --help recommend predict simulate measure check explain completion help' -s h -l help -d 'show help: -h in short, --help in full'

set -g __poolsize_valued --rps --duration --dist --cv --p50 --p95 --p99 --mix --samples --workload --users --think-time --tier --peak-factor --arrivals-scv --asyncpg-rps --asyncpg-duration --pool-size --max-overflow --pool-timeout --asyncpg-min-size --asyncpg-max-size --asyncpg-command-timeout --connect-time --connect-shared --connect-processors --connect-cv --round-trip --request-timeout --app-threads --checkouts-per-request --asyncpg-acquire-timeout --pools --instances --engines --surge --max-connections --reserved --other-connections --db-cores --pooler --max-wait --percentile --max-timeouts --method --headroom --round-to --trace --profile --on-off --requests --replications --precision --warmup --seed --threads --close-time --loop-turn --balancer --recycle --asyncpg-max-queries --asyncpg-max-inactive --queries-per-request --settings --sweep --postgres-log --log-line-prefix --application --database --user --step --write-workload --write --fail-on --baseline --write-baseline --config --env-file --env-prefix --format --color -o --output
set -g __poolsize_letters -r --recursive -o --output -q --quiet -v --verbose -h --help
