# How fish starts for complete.py.
source $COMPLETIONS/fish/poolsize.fish

function ask
    complete -C (commandline -c) >$SAID
    set -g asked 1
end

function report
    if set -q asked
        set -e asked
    else
        printf '%s\0%s' (commandline -c) (string sub -s (math (commandline -C) + 1) -- (commandline)) >$SAID
    end
    commandline ''
    printf '<%s>' said
end

function fish_prompt
    printf '<%s>' ready
end

set -g fish_greeting
bind \cxa ask
bind \cxr report
