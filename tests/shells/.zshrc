# How zsh starts for complete.py.
setopt no_unset extended_glob

fpath=($COMPLETIONS/zsh $fpath)
autoload -Uz compinit
compinit -D -u
[[ $KIND != zsh-sourced ]] || source <(poolsize completion zsh)

# Every way to offer something ends in compadd: here it writes down what fits, and what is said of it.
captured-compadd() {
  local -a hits=() says=() messages=() described=() ignored=() prefix=()
  local i before=$argv[1,(i)(-|--)]
  if [[ " $before " == *' -'[a-zA-Z0-9]#[OAD]' '* ]]; then
    builtin compadd "$@"
    return
  fi
  zparseopts -E -a ignored J:=ignored V:=ignored M:=ignored p:=prefix x:=messages X:=messages d:=described
  (( $#messages )) && print -r -- $'\t'$messages[2] >>$SAID
  if (( $#described )); then
    if [[ $described[2] == \(* ]]; then eval "says=$described[2]"; else says=("${(@P)described[2]}"); fi
  fi
  builtin compadd -O hits -D says "$@"
  for i in {1..$#hits}; do
    (( $#hits )) || break
    local slash=
    [[ " $before " == *' -'[a-zA-Z0-9]#f' '* && -d ${~IPREFIX##*=}$hits[i] ]] && slash=/
    print -r -- "$IPREFIX${prefix[2]-}${hits[i]}$slash"$'\t'"${says[i]-}" >>$SAID
  done
  builtin compadd "$@"
}
ask() {
  : >$SAID
  functions[compadd]=$functions[captured-compadd]
  _main_complete
  unfunction compadd
  compstate[insert]= compstate[list]=
  asked=1
}
report() {
  (( asked )) || print -rn -- "$LBUFFER"$'\0'"$RBUFFER" >$SAID
  BUFFER= asked=0
  print -n '<''said>'
}
asked=0
zstyle ':completion:*:descriptions' format '%d'
zle -C ask list-choices ask
zle -N report
bindkey -e
bindkey '^Xa' ask
bindkey '^Xr' report
PS1='<ready>'
