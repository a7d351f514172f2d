#include "read/map.h"

#include <string.h>

#include "read/column_name.h"

typedef struct pair {
    const char *new_name;
    size_t new_length;
    const char *old_name;
    size_t old_length;
} pair;

/* The pair that starts at *at, which moves on; false at the end. */
static bool next_pair(const char **at, pair *found)
{
    const char *const start = *at;
    const size_t length = strcspn(start, ",");
    const char *const equals = memchr(start, '=', length);

    if (!*start)
        return false;
    *at = start + length + (start[length] == ',');
    *found = (pair){start, length, start + length, 0};
    if (equals) {
        found->new_length = (size_t)(equals - start);
        found->old_name = equals + 1;
        found->old_length = length - found->new_length - 1;
    }
    return true;
}

static bool same(const char *a, size_t a_length, const char *b, size_t b_length)
{
    return a_length == b_length && memcmp(a, b, a_length) == 0;
}

ctg_status ctg__map_init(ctg__map *map, const char *text, ctg_error *error)
{
    const char *at = text ? text : "";
    pair found;
    size_t count = 0;

    *map = (ctg__map){0};
    for (; next_pair(&at, &found); count++) {
        const char *before = text;
        pair other;

        if (!found.new_length || !found.old_length)
            return ctg__fail(error, CTG_BAD_ARGUMENT,
                             "map '%s' is not NEW=OLD,NEW=OLD,...", text);
        while (next_pair(&before, &other) && other.new_name != found.new_name)
            if (same(other.new_name, other.new_length, found.new_name,
                     found.new_length) ||
                same(other.old_name, other.old_length, found.old_name,
                     found.old_length))
                return ctg__fail(error, CTG_BAD_ARGUMENT,
                                 "map '%s' has a name twice", text);
    }
    if (count > CTG__MAP_MOST)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a map of %zu columns, more than %d", count,
                         CTG__MAP_MOST);
    map->text = count ? text : NULL;
    return CTG_OK;
}

const char *ctg__map_name(ctg__map *map, const char *name, size_t length,
                          size_t *new_length)
{
    const char *at;
    pair found;

    /* As written, else as all names are compared. */
    for (int like = 0; like < 2; like++) {
        at = map->text ? map->text : "";
        for (size_t i = 0; next_pair(&at, &found); i++)
            if (like ? ctg__name_same(found.old_name, found.old_length, name,
                                      length)
                     : same(found.old_name, found.old_length, name, length)) {
                map->used |= UINT64_C(1) << i;
                *new_length = found.new_length;
                return found.new_name;
            }
    }
    *new_length = length;
    return name;
}

ctg_status ctg__attribute_name(ctg__map *map, ctg_table table, const char *own,
                               size_t own_length, const char **name,
                               size_t *length, ctg_error *fault)
{
    static const char weight[] = "weight";
    size_t known;
    size_t count;

    *name = ctg__map_name(map, own, own_length, length);
    known = ctg__column_find(table, *name, *length);
    if (known != SIZE_MAX)
        *name = ctg__column_specs(table, &count)[known].name;
    else if (table == CTG_EXPOSURES && ctg__name_is(*name, *length, weight))
        *name = weight;
    else
        return ctg__column_judge(table, own, own_length, *name, *length,
                                 *name != own, fault);
    *length = strlen(*name);
    return CTG_OK;
}

const char *ctg__map_old_name(const char *text, const char *name,
                              size_t *old_length)
{
    const char *at = text ? text : "";
    const size_t length = strlen(name);
    pair found;

    while (next_pair(&at, &found))
        if (same(found.new_name, found.new_length, name, length)) {
            *old_length = found.old_length;
            return found.old_name;
        }
    *old_length = length;
    return name;
}

void ctg__map_finish(const ctg__map *map, const char *shown,
                     ctg_problems *problems)
{
    const char *at = map->text ? map->text : "";
    pair found;

    for (size_t i = 0; next_pair(&at, &found); i++)
        if (!(map->used >> i & 1))
            ctg__problem_add(problems, CTG_REJECTED, shown,
                             "no column '%.*s' to map to '%.*s'",
                             (int)found.old_length, found.old_name,
                             (int)found.new_length, found.new_name);
}
