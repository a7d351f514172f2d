#!/bin/sh
# The pages of report in a browser: pages.sh CONTAGRAPH [FOLDER]. Skips (77)
# where there is no chromium, or where npm does not install what looks at them
# (puppeteer-core, axe-core, html-validate) in FOLDER.
set -eu
program=$1
folder=${2:-browser}
here=$(cd "$(dirname "$0")" && pwd)
graphs=$here/../../graphs

chromium=$(command -v chromium || command -v chromium-browser ||
    command -v google-chrome || true)
if [ -z "$chromium" ] || ! command -v npm >/dev/null; then
    echo "no chromium, or no npm: skipped"
    exit 77
fi
mkdir -p "$folder"
cd "$folder"
[ -f package.json ] || npm init -y >/dev/null
if [ ! -d node_modules/html-validate ] &&
    ! PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-audit --no-fund \
        puppeteer-core axe-core html-validate >npm.log 2>&1; then
    echo "npm does not install: skipped"
    exit 77
fi

status=0
for graph in defi-25 compound-2023 banks-145 textbook-f1 perps-300; do
    "$program" report "$graphs/$graph" --rank-draws 10 -q \
        --scenario "$graphs/$graph/scenario.json" -o "$graph.html" || status=1
done
"$program" report "$graphs/defi-25" --rank-draws 0 -q \
    --scenario "$graphs/defi-25/scenario.json" \
    --edit 'markets lendora/rvETH maintenance=0.12' -o remedy.html || status=1
"$program" report "$here/../optimise/RV-bailout" -q --aid 8 \
    --scenario "$here/../optimise/RV-bailout/scenario.json" \
    --move 'node 0=-100%' --move 'node 1=-100%' --target 'equity_lost >= 90%' \
    -o answers.html || status=1
"$program" report "$here/../totals/RA1" -q --reconstruct gibbs --draws 20 \
    --shock 'node A=-50%' -o unknown.html || status=1
sed 's/"draws": *[0-9]*/"draws": 500/' "$graphs/banks-145/risk.json" >risk.json
"$program" report "$graphs/banks-145" -q --without systemic,before \
    --scenario "$graphs/banks-145/scenario.json" --risk risk.json \
    -o risk.html || status=1
mkdir -p hostile
printf 'id,name,equity,other_assets\n%s\n%s\n' \
    'a,<img src=x onerror=alert(1)></script><script>alert(2)</script>,10,20' \
    'b,"x"" onload=""alert(3)"" ‮\N",5,9' >hostile/nodes.csv
printf 'debtor,creditor,amount\na,b,8\n' >hostile/exposures.csv
"$program" report hostile --shock 'node a=default' -q -o hostile.html || status=1
for page in *.html; do
    case $page in
    banks-145.html | compound-2023.html | defi-25.html) sheets=9 ;;
    perps-300.html) sheets=8 ;;
    *) sheets= ;;
    esac
    NODE_PATH=$PWD/node_modules node "$here/pages.js" "$chromium" \
        "$PWD/$page" $sheets || status=1
    node_modules/.bin/html-validate --preset standard "$page" || status=1
done
# A table that goes on has its head again.
if command -v pdftotext >/dev/null; then
    pdftotext -layout compound-2023.html.pdf sheets.txt
    if [ "$(grep -c 'of its equity *equity left *outcome' sheets.txt)" -lt 2 ]; then
        echo "compound-2023.html.pdf: a table goes on without its head"
        status=1
    fi
fi
exit "$status"
