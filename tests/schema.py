"""Checks JSON documents against the schemas of schema/: schema.py FOLDER FILE...

A document says its schema itself; in JSON lines the first line does, and the
others are rows ($defs/row). Knows what our schemas use of JSON Schema, and
refuses to pass over anything else.
"""
import json
import os
import re
import sys

KNOWN = {'$schema', '$id', '$defs', '$ref', 'title', 'description', 'type',
         'properties', 'required', 'additionalProperties', 'items', 'enum',
         'const', 'anyOf', 'minimum', 'pattern'}
TYPES = {'object': dict, 'array': list, 'string': str, 'boolean': bool,
         'null': type(None)}
loaded = {}


def load(name):
    if name not in loaded:
        with open(os.path.join(sys.argv[1], name)) as file:
            loaded[name] = json.load(file)
        if loaded[name]['$id'] != name:
            raise SystemExit(f'{name}: calls itself {loaded[name]["$id"]}')
    return loaded[name]


def resolve(reference, base):
    name, _, path = reference.partition('#')
    name = name or base
    at = load(name)
    for key in path.split('/')[1:]:
        at = at[key]
    return at, name


def is_type(value, kind):
    if kind in ('number', 'integer'):
        return isinstance(value, (int, float)) and \
            not isinstance(value, bool) and \
            (kind == 'number' or value == int(value))
    return isinstance(value, TYPES[kind])


def check(value, schema, base, place):
    """Yields what is wrong."""
    for key in schema:
        if key not in KNOWN:
            raise SystemExit(f'{base}: {key} is not known to this test')
    if '$ref' in schema:
        yield from check(value, *resolve(schema['$ref'], base), place)
    kinds = schema.get('type', [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_type(value, kind) for kind in kinds):
        yield f'{place}: {value!r:.60} is no {" or ".join(kinds)}'
        return
    if 'const' in schema and value != schema['const']:
        yield f'{place}: {value!r:.60} is not {schema["const"]}'
    if 'enum' in schema and value not in schema['enum']:
        yield f'{place}: {value!r:.60} is none of {schema["enum"]}'
    if 'minimum' in schema and value < schema['minimum']:
        yield f'{place}: {value} is below {schema["minimum"]}'
    if 'pattern' in schema and isinstance(value, str) and \
            not re.search(schema['pattern'], value):
        yield f'{place}: {value!r:.60} does not fit {schema["pattern"]}'
    if 'anyOf' in schema:
        every = [list(check(value, each, base, place))
                 for each in schema['anyOf']]
        if all(every):
            yield from min(every, key=len)
    if isinstance(value, dict):
        yield from check_object(value, schema, base, place)
    if isinstance(value, list) and 'items' in schema:
        for i, each in enumerate(value):
            yield from check(each, schema['items'], base, f'{place}/{i}')


def check_object(value, schema, base, place):
    known = schema.get('properties', {})
    others = schema.get('additionalProperties', True)
    for key in schema.get('required', []):
        if key not in value:
            yield f'{place}: has no {key}'
    for key, each in value.items():
        if key in known:
            yield from check(each, known[key], base, f'{place}/{key}')
        elif others is False:
            yield f'{place}: {key} is not in the schema'
        elif others is not True:
            yield from check(each, others, base, f'{place}/{key}')


def refuse(name):
    raise ValueError(f'{name} is no number')


def parse(text):
    return json.loads(text, parse_constant=refuse)


def check_file(path):
    with open(path, encoding='utf-8') as file:
        text = file.read()
    first = text.split('\n', 1)[0]
    if first.endswith('}') and first.startswith('{"schema"'):
        head, rows = parse(first), text.splitlines()[1:]
    else:
        head, rows = parse(text), []
    keys = list(head)[:6]
    if keys != ['schema', 'version', 'input', 'scenario', 'edits', 'warnings']:
        yield f'begins with {keys}'
        return
    name = head['schema'] + '.json'
    yield from check(head, load(name), name, '')
    for number, row in enumerate(rows, 2):
        yield from check(parse(row), *resolve('#/$defs/row', name),
                         f'line {number}')


def main():
    failed = False
    for path in sys.argv[2:]:
        for fault in check_file(path):
            print(f'{path}: {fault}', file=sys.stderr)
            failed = True
    return failed


sys.exit(main())
