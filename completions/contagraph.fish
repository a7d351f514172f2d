# fish completion for contagraph. What --help lists is all it knows, so it
# needs no change when an option is added.

function __contagraph_words
    commandline -opc
end

function __contagraph_command
    set -l words (__contagraph_words)
    test (count $words) -ge 2; and echo $words[2]
end

function __contagraph_commands
    contagraph --help 2>/dev/null | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) [^ ]*\( [^ ]*\)\{0,2\}  *\(.*\)/\1\t\3/p'
end

function __contagraph_options
    contagraph (__contagraph_command) --help=all 2>/dev/null |
        sed -n -e '/^  \(-[a-z], \|    \)--[^ ]*\( [^ ]*\)\{0,1\}$/N' \
            -e 's/\n */  /' \
            -e 's/^  \(-[a-z], \|    \)\(--[A-Za-z-]*\)[^ ]*\( [^ ]*\)\{0,1\}  *\(.*\)/\2\t\4/p'
end

function __contagraph_list
    contagraph list $argv --format csv 2>/dev/null | sed '1d; s/"//g; s/,/\t/'
end

# The values of the option before the cursor, where they are few or listed.
function __contagraph_values
    set -l words (__contagraph_words)
    set -l previous $words[-1]
    switch $previous
        case --model
            __contagraph_list models
        case --valuation
            __contagraph_list rules
        case --by
            __contagraph_list measures
        case --from
            __contagraph_list formats
        case --to
            test "$words[2]" = convert; and __contagraph_list formats
        case '--*'
            contagraph $words[2] --help=all 2>/dev/null |
                sed -n "s/^  .*$previous \([a-z-]*|[a-z|-]*\).*/\1/p" | tr '|' '\n'
    end
end

function __contagraph_operands
    set -l words (__contagraph_words)
    switch "$words[2]"
        case draw
            test (count $words) -eq 2; and contagraph draw --help 2>/dev/null |
                sed -n '/^Views:/,/^$/s/^  \([a-z][a-z]*\)  *\(.*\)/\1\t\2/p'
        case generate
            test (count $words) -eq 2; and contagraph generate --help 2>/dev/null |
                sed -n '/^Kinds:/,/^$/s/^  \([a-z][a-z-]*\) *\(.*\)/\1\t\2/p'
        case reconstruct
            test (count $words) -eq 2; and contagraph reconstruct --help 2>/dev/null |
                sed -n '/^Methods:/,/^$/s/^  \([a-z][a-z-]*\) *\(.*\)/\1\t\2/p'
        case list
            if test (count $words) -eq 2
                __contagraph_list
            else if test (count $words) -eq 3
                __contagraph_list $words[3]
            end
    end
end

complete -c contagraph -n 'test (count (__contagraph_words)) -eq 1' -f -a '(__contagraph_commands)'
complete -c contagraph -n 'test (count (__contagraph_words)) -eq 1' -f -a 'help --help --version'
# Where there are words to choose from, files are no choice.
complete -c contagraph -n 'count (__contagraph_values) >/dev/null' -f -a '(__contagraph_values)'
complete -c contagraph -n 'count (__contagraph_operands) >/dev/null' -f -a '(__contagraph_operands)'
complete -c contagraph -n 'test (count (__contagraph_words)) -eq 2; and test (__contagraph_command) = help' -f -a '(__contagraph_commands)'
complete -c contagraph -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__contagraph_options)'
