#include "read/json_parse.h"

#include <stdio.h>
#include <string.h>

#include "text/utf8.h"

ctg_status ctg__json_read(const char *bytes, size_t length, const char *shown,
                          ctg__asking *asking, json_t **value,
                          ctg_problems *problems, ctg_error *error)
{
    ctg__json_fault fault;
    char place[512];
    const ctg_status status =
        ctg__json_parse_asking(bytes, length, asking, value, &fault, error);

    if (status != CTG_BAD_INPUT)
        return status;
    snprintf(place, sizeof place, "%s:%zu:%zu", shown, fault.line,
             fault.column);
    ctg__problem_add(problems, CTG_REJECTED, place, "%s", fault.text);
    return CTG_OK;
}

void ctg__json_pointer(char *text, size_t size, const char *name, size_t length)
{
    size_t used = 0;

    if (size < 4)
        return;
    text[used++] = '/';
    for (size_t i = 0; i < length && used + 3 < size; i++) {
        if (name[i] == '~' || name[i] == '/') {
            text[used++] = '~';
            text[used++] = name[i] == '~' ? '0' : '1';
        } else {
            text[used++] = name[i];
        }
    }
    text[used] = '\0';
}

const char *ctg__json_type(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a string";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
        return "true";
    case JSON_FALSE:
        return "false";
    case JSON_NULL:
        break;
    }
    return "null";
}

bool ctg__json_looks(const char *bytes, size_t length)
{
    const char *const end = bytes + length;

    bytes += ctg__utf8_mark(bytes, length);
    while (bytes < end && (*bytes == ' ' || *bytes == '\t' || *bytes == '\n' ||
                           *bytes == '\r'))
        bytes++;
    return bytes < end && *bytes == '{';
}
