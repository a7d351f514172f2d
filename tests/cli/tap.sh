# What the scripts of this folder share. Each runs in a folder of its own with
# `graphs` in it, and ends with `finish`.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
ln -s "$top_srcdir/graphs" graphs
count=0

# ok WHAT: the last command must have succeeded
ok()
{
    if [ $? -eq 0 ]; then
        ok_is=ok
    else
        ok_is="not ok"
    fi
    count=$((count + 1))
    echo "$ok_is $count - $1"
    if [ "$ok_is" = "not ok" ]; then
        for ok_file in out err; do
            [ ! -s $ok_file ] || sed "s/^/# $ok_file: /" $ok_file | head -20
        done
    fi
}

# try STATUS ARGUMENT...: runs contagraph into the files out and err
try()
{
    try_wanted=$1
    shift
    "$CONTAGRAPH" "$@" >out 2>err </dev/null
    try_status=$?
    [ $try_status -eq "$try_wanted" ] && return 0
    echo "# exit status $try_status, not $try_wanted: $*"
    return 1
}

# says STATUS TEXT ARGUMENT...: the same, with one line of stderr that has TEXT
# in it, and nothing on stdout
says()
{
    says_status=$1
    says_text=$2
    shift 2
    try "$says_status" "$@" && grep -qF -e "contagraph: $says_text" err &&
        [ "$(wc -l <err)" -eq 1 ] && [ ! -s out ]
}

skip()
{
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}

finish()
{
    echo "1..$count"
    exit 0
}
