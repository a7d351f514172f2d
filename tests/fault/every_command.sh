# Every command on small graphs, for the scripts that let something fail in
# them: `every WHAT ARGUMENT...`, which they define, is called for each. Beside
# the folder in which commands run, output is in the files out and err.
. "$top_srcdir/tests/cli/tap.sh"

program=$top_builddir/.libs/contagraph
[ -x "$program" ] || program=$top_builddir/contagraph
LC_ALL=C
LD_LIBRARY_PATH=$top_builddir/.libs${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
OMP_NUM_THREADS=1
export LC_ALL LD_LIBRARY_PATH OMP_NUM_THREADS

# A page in HTML whose pictures cannot be drawn is made without them and says so.
page=html

# libarchive (3.6) does not look whether there was memory for its filters.
packed=.gz

# With FAULTS=0, as `make reliability` has it, everything fails once.
faults=${FAULTS:-3}

# fault PRELOAD WHAT ARGUMENT...: a program of this folder makes them
fault()
{
    fault_by=$1
    fault_preload=$2
    fault_what=$3
    shift 3
    if [ -n "$unusable" ]; then
        skip "$fault_what" "$unusable"
        return
    fi
    : >out
    : >err
    (cd in && "$top_builddir/tests/fault/$fault_by" "$fault_preload" \
        "$faults" "$program" "$@")
    fault_status=$?
    if [ $fault_status -eq 77 ]; then
        skip "$fault_what" "not on this system"
        return
    fi
    [ $fault_status -eq 0 ]
    ok "$fault_what"
}

fill()
{
    mkdir g v
    printf 'id,equity,name,colour\nA,2.5,"Al ""x"" pha",\nB,1.2,,r\n' >g/nodes.csv
    printf 'C,3.1,Gam,\n' >>g/nodes.csv
    printf 'debtor,creditor,amount\nA,B,1.1\nB,C,0.9\nC,A,0.4\n' \
        >g/exposures.csv
    printf '{"title": "Tiny", "unit": "$"}' >g/about.json
    printf 'shocks,recovery,id\nnode A=default,0.4,"one, two"\n' >s.csv
    printf 'node B=-50%%,0.3,\n' >>s.csv
    printf '{"id": "x", "shocks": ["node A=-20%%"]}\n' >s.jsonl
    printf '{"shocks": ["node A=-20%%"], "recovery": 0.237}' >s.json
    printf '{"nodes": [{"id": "A", "equity": 1.5}, {"id": "B"}], "exposures": ' \
        >g.json
    printf '[{"debtor": "A", "creditor": "B", "amount": 12.37e-2}]}' >>g.json
    printf 'digraph { A [equity=2.5]; B [equity=1]; A -> B [amount=1.3]; }' >e.dot
    printf ',A,B\nA,0,1.5\nB,0.25,0\n' >m.csv
    printf '*Vertices 2\n1 "A"\n2 "B"\n*Arcs\n1 2 0.3\n' >e.net
    # An exchange whose long is short of 100 at -20 %.
    printf 'id,equity\nV,1000\nA,500\nB,500\n' >v/nodes.csv
    printf 'id,price,volatility\nX,100,0.9\n' >v/assets.csv
    printf 'node,type\nV,margin\n' >v/venues.csv
    printf 'venue,asset,maintenance,above\nV,X,0.01,\nV,X,0.05,500\n' \
        >v/markets.csv
    printf 'account,owner,venue,asset,quantity,entry_price\na,A,V,X,10,100\n' \
        >v/positions.csv
    printf 'a,A,V,,-900,\nb,B,V,X,-10,120\nb,B,V,,1500,\n' >>v/positions.csv
    printf 'venue,order,kind,rule\nV,1,adl,pro-rata\n' >v/layers.csv
}

# What takes a program to make it.
fill_more()
{
    "$program" run g --shock A=default --outputs was -q >/dev/null &&
        for fill_to in graphml gml sqlite ctg; do
            "$program" convert g -o e.$fill_to --lossy -q || return
        done
}

other_options()
{
    every "run with every file" run g --shock A=default --shock B=-20% -q \
        --ledger l.csv --origins-out r.csv --summary-out u.json --paths-out p.csv \
        -o o.md --format md
    every "run to a compressed ledger" run g --shock A=default --ledger l.csv$packed -q
    every "run to a database" run v --shock X=-20% --format sqlite -o o.db -q
    every "sweep to a database" sweep g s.csv --format sqlite -o o.db -q
    every "run by clearing" run g --shock A=-150% --valuation clearing \
        --recovery 0.3 --format csv
    every "check as JSON" check g.json --format json
    every "info as Markdown" info e.net --format md
    every "paths as JSON" paths g --shock A=default --format json -o o.json -q
    every "adl by two rules" adl v --shock X=-20% --rules pro-rata,binance \
        --format md
    every "cliffs" curve g --shock 'node A=-X' --cliff=10% --format json
    for by in vulnerability pagerank shapley key-set; do
        every "rank by $by" rank g --by $by --format csv -q
    done
    for view in groups matrix importance paths; do
        every "draw $view" draw $view g -o o.dot -q
    done
    every "draw a difference" draw diff g --shock A=default --against g.json -q
    every "draw a bullseye" draw importance g --bullseye -o o.dot -q
    every "sweep to JSON lines" sweep g s.csv --format json -o o.jsonl -q
    every "sweep of ends" sweep g s.csv --end-state --format csv -o o.csv
    every "a part of a sweep" sweep g s.csv --part 1/2 -o o.jsonl
    every "simulate with words" simulate v --draws 40 -q --event \
        'crash 20%: asset X=-35%' --event 'slide 4/year: asset X=-5%; node A=-1%' \
        --levels 90,85.5 --write-draws d.csv --format json
    every "calibrate to JSON" calibrate v --draws 40 -q --format json --levels 85% \
        --set 'markets V/X maintenance=0.01..0.2' --limit 'bad_debt mean <= 1%'
    every "reconstruct by ras" reconstruct ras g --forget --marginals t.csv \
        --format json -q
    every "reconstruct by fitness" reconstruct fitness g --forget --marginals \
        t.csv --draws 2 --density 0.6 --format csv -q
    every "bounds" reconstruct bounds g --forget --marginals t.csv -q
    every "worst shock" optimise worst-shock g --move 'node A=-100%' \
        --move 'node B=-50%' --radius 1 --norm box --format json -q
    every "key set" optimise key-set g -k 1 -q
    every "frontier" optimise frontier g --move 'node A=-100%' --format csv \
        --move 'node B=-100%' --target 'loss >= 10%' -q
    every "report as JSON" report g --shock A=default --format json -o o.json -q
    every "compare to JSON" compare g g.json --format json -o o.json
    every "convert without names" convert g -o o.json --anonymise
    every "read GraphML" convert e.graphml -o o.csv --lossy
    every "read DOT" check e.dot
    every "read GML" check e.gml
    every "read SQLite" check e.sqlite
    every "read a snapshot" run e.ctg --shock A=default --format json
    every "read a matrix" check m.csv --from matrix --rows debtor
    every "generate defi" generate defi --nodes 12 --seed 3 -o o/
    every "list rules" list rules --format json
}

every_command()
{
    mkdir in
    (cd in && fill && fill_more) || exit 99
    every "check" check g
    every "info" info g
    every "info of one node as JSON" info g --node B --format json
    every "run" run g --shock A=default
    every "run to files" run g --scenario s.json --outputs o -q
    every "run as JSON" run g.json --shock A=default --format json -o o.json -q
    every "run to a picture" run g --scenario s.json --dot o.dot -q
    every "run of an exchange" run v --shock X=-20% --outputs o -q
    every "paths" paths g --shock A=default --count 2
    every "book" book v --format csv
    every "adl" adl v --shock X=-20% --winners o.csv -o o.json --format json -q
    every "curve" curve g --shock 'node A=-X' --steps 3 --format csv
    every "rank" rank g --format json -q
    every "draw a map" draw map g -o o.dot -q
    every "draw a cascade" draw cascade g --shock A=default --keep 0.7
    every "draw as SVG" draw map g -o o.svg -q
    every "sweep" sweep g s.csv -o o.csv
    every "sweep of JSON lines" sweep g.json s.jsonl
    every "simulate" simulate v --draws 40 --levels 90% --outputs o -q
    every "calibrate" calibrate v --draws 60 --levels 90% -q \
        --set 'layers V/1 severity=0..1' --limit 'equity_lost mean <= 1000'
    every "compare" compare g g.json --format csv
    every "compare runs" compare was was
    every "generate" generate er --nodes 5 --degree 2 -o o.json
    every "list a preset" list presets aave-v3.3
    every "help" help run
    every "read Pajek" convert e.net -o o.json --lossy
    for to in json ctg sqlite graphml csv; do
        every "convert to $to" convert g -o o.$to --lossy
    done
    every "convert to a folder" convert g.json -o o/
    every "report" report g --shock A=default -o o.$page -q
    printf 'A,2,3\nB,3,1.5\nC,1,1.5\n' | sed '1s/^/id,claims,debts\n/' >in/t.csv
    every "networks from totals" reconstruct gibbs g --forget --marginals t.csv \
        --draws 3 --burn 5 -o o.jsonl -q
    every "a network as a graph" reconstruct min-density g --forget \
        --marginals t.csv -o o -q
    every "a page" report g --shock A=-50% --rank-draws 1 -o o.md -q
    every "a compressed graph" optimise compress g -o o --scenario-out o.json -q
    every "networks against a known one" reconstruct min-density g --forget \
        --marginals t.csv --against g --shock A=-20% --format json -o o.json -q
    (cd in && "$program" reconstruct gibbs g --forget --marginals t.csv \
        --draws 3 --burn 5 -o e.jsonl -q)
    every "a run over an ensemble" run g --ensemble e.jsonl --shock A=-50% \
        --format csv -o o.csv -q
    every "a ranking over an ensemble" rank g --ensemble e.jsonl --by impact \
        --format json --anonymise -q
    every "a sweep over an ensemble" sweep g s.csv --ensemble e.jsonl -o o.csv -q
    every "one network of an ensemble" run g --ensemble e.jsonl --draw 2 -q \
        --shock A=-50%
    every "bailout" optimise bailout g --valuation threshold --recovery 0.25 \
        --shock A=-150% --max-failures 1 --format json -o o.json -q
    every "a stress test with new names" optimise reverse g \
        --valuation threshold --move 'node A=-100%' \
        --move 'node B=-100% unit 50%' --anonymise -q \
        --target 'failures >= 2' --gap 0.2
    every "compression" optimise compress g --format json
    other_options
    finish
}
