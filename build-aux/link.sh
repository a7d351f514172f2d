#!/bin/sh
# link.sh COMPILER WORD...: links a program that stays in the build folder with
# libtool's convenience libraries as they lie. libtool's own way takes eight
# times as long, which two hundred test programs feel.
set -eu

# An installed library that libtool knows by a file, as a compiler knows it.
known() {
    case $1 in
    *.la)
        name=${1##*/lib}
        printf '%s' "-L${1%/*} -l${name%.la}"
        ;;
    *) printf '%s' "$1" ;;
    esac
}

command=
for word in "$@"; do
    case $word in
    *.la)
        old_library= dependency_libs=
        case $word in */*) ;; *) word=./$word ;; esac
        . "$word"
        command="$command ${word%/*}/.libs/$old_library"
        for needed in $dependency_libs; do
            command="$command $(known "$needed")"
        done
        ;;
    *) command="$command $word" ;;
    esac
done
exec $command
