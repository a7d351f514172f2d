"""Compares what deleveraging was worth with what a worked example expects:
worked_adl.py EXPECTED DOCUMENT, an adl.json and what `run --format json` wrote,
or an adl.csv and what `adl --format csv` wrote; numbers to 1e-9. Prints what
differs."""
import csv
import json
import sys


def near(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))


def is_number(x):
    return isinstance(x, (int, float)) and not isinstance(x, bool)


def differences(a, b, place):
    if isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys():
        for key in a:
            yield from differences(a[key], b[key], f'{place}/{key}')
    elif isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for i, (x, y) in enumerate(zip(a, b)):
            yield from differences(x, y, f'{place}/{i}')
    elif is_number(a) and is_number(b):
        if not near(a, b):
            yield f'{place}: {a} is {b}'
    elif a != b:
        yield f'{place}: {a!r} is {b!r}'


def rows(path):
    """Policies by name; the file's own, `*`, only where it is asked for."""
    with open(path) as file:
        return {row.pop('policy'): {k: float(v) if v else None
                                    for k, v in row.items()}
                for row in csv.DictReader(file)}


if sys.argv[1].endswith('.csv'):
    expected, actual = rows(sys.argv[1]), rows(sys.argv[2])
    actual = {k: v for k, v in actual.items() if k in expected}
else:
    with open(sys.argv[1]) as file:
        expected = json.load(file)
    with open(sys.argv[2]) as file:
        actual = json.load(file)['adl']
found = list(differences(expected, actual, ''))
print('\n'.join(found[:20]))
sys.exit(bool(found))
