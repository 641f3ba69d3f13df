# shellcheck shell=bash
# How bash starts for complete.py: with what KIND says, keys for all candidates and for the line.
set -u

if [[ $KIND == bash ]]; then
  # bash-completion looks for the script itself, at the first TAB.
  set +u
  # shellcheck source=/dev/null
  source /usr/share/bash-completion/bash_completion
  set -u
  mkdir -p "$XDG_DATA_HOME/bash-completion/completions"
  cp -- "$COMPLETIONS/bash/poolsize" "$XDG_DATA_HOME/bash-completion/completions"
else
  [[ $KIND != bash-breaks ]] || COMP_WORDBREAKS=${COMP_WORDBREAKS//[=:]/}
  # shellcheck source=/dev/null
  source <(poolsize completion bash)
fi

# The line, and NUL where the cursor is.
report() {
  printf '%s\0%s' "${READLINE_LINE:0:READLINE_POINT}" "${READLINE_LINE:READLINE_POINT}" >"$SAID"
  READLINE_LINE='' READLINE_POINT=0
  printf '<%s>' said
}

bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind '"\C-xa": insert-completions'
bind -x '"\C-xr": report'
PS1='<ready>'
