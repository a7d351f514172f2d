#include "read/column_name.h"

#include <stdint.h>
#include <string.h>

#include "base/message.h"
#include "text/nearest.h"

/* Names longer than this are nearly nothing. */
enum { ROOM = 80, TWO_FROM = 8 };

/* Words that label rows of anything: attributes wherever they are no column. */
static const char *const labels[] = {"id", "name", "kind", "group", "type"};

/* Of pictures, as Graphviz writes for every node: no slip of `weight`. */
static const char height[] = "height";

static bool is_filler(char c)
{
    return c == ' ' || c == '\t' || c == '_' || c == '-';
}

/* What is left of a name that matters; its length, or ROOM for too long. */
static size_t essence(const char *name, size_t length, char text[ROOM])
{
    size_t kept = 0;

    for (size_t i = 0; i < length; i++) {
        if (is_filler(name[i]))
            continue;
        if (kept + 1 == ROOM)
            return ROOM;
        text[kept++] = ctg__lower(name[i]);
    }
    text[kept] = '\0';
    return kept;
}

/* The next character that matters, small; -1 at the end. */
static int next(const char **at, const char *end)
{
    while (*at < end && is_filler(**at))
        ++*at;
    return *at < end ? (unsigned char)ctg__lower(*(*at)++) : -1;
}

bool ctg__name_same(const char *one, size_t one_length, const char *other,
                    size_t other_length)
{
    const char *const one_end = one + one_length;
    const char *const other_end = other + other_length;
    int c;

    do {
        c = next(&one, one_end);
        if (c != next(&other, other_end))
            return false;
    } while (c >= 0);
    return true;
}

bool ctg__name_is(const char *name, size_t length, const char *known)
{
    return ctg__name_same(name, length, known, strlen(known));
}

size_t ctg__column_find(ctg_table table, const char *name, size_t length)
{
    size_t count;
    const ctg__column_spec *const specs = ctg__column_specs(table, &count);

    for (size_t i = 0; i < count; i++)
        if (ctg__name_is(name, length, specs[i].name))
            return i;
    return SIZE_MAX;
}

static bool is_label(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (ctg__name_is(name, length, labels[i]))
            return true;
    return false;
}

/* A column of the table that the name misses by a letter, or by two of eight.
 */
static const char *find_near(ctg_table table, const char *name, size_t length)
{
    size_t count;
    const ctg__column_spec *const specs = ctg__column_specs(table, &count);
    char one[ROOM];
    char other[ROOM];
    const size_t kept = essence(name, length, one);
    const char *best = NULL;
    size_t least = SIZE_MAX;

    if (!kept || kept == ROOM || strcmp(one, height) == 0)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const size_t known =
            essence(specs[i].name, strlen(specs[i].name), other);
        const size_t longer = known > kept ? known : kept;
        const size_t most = longer >= TWO_FROM ? 2 : 1;
        size_t apart;

        if (known + most < kept || kept + most < known)
            continue;
        apart = ctg__nearest_distance(one, other);
        if (apart <= most && apart < least) {
            best = specs[i].name;
            least = apart;
        }
    }
    return best;
}

/* Another table's column of this name, and which table. */
static const char *find_elsewhere(ctg_table table, const char *name,
                                  size_t length, ctg_table *other)
{
    size_t count;

    for (int t = 0; t < CTG_TABLE_COUNT; t++) {
        const size_t known = ctg__column_find((ctg_table)t, name, length);

        if (t != (int)table && known != SIZE_MAX) {
            *other = (ctg_table)t;
            return ctg__column_specs((ctg_table)t, &count)[known].name;
        }
    }
    return NULL;
}

bool ctg__column_doubt(ctg_table table, const char *name, size_t length,
                       bool here_alone, char hint[CTG__DOUBT_ROOM])
{
    const char *const near = find_near(table, name, length);
    ctg_table other = CTG_NODES;
    const char *elsewhere = NULL;

    if (!near && !here_alone && !is_label(name, length))
        elsewhere = find_elsewhere(table, name, length, &other);
    if (!near && !elsewhere)
        return false;
    ctg__hint(hint, CTG__DOUBT_ROOM, near ? near : elsewhere,
              near ? NULL : ctg_table_name(other));
    return true;
}

ctg_status ctg__column_judge(ctg_table in, const char *old, size_t old_length,
                             const char *name, size_t length, bool mapped,
                             ctg_error *fault)
{
    const char *const table = ctg_table_name(in);
    char hint[CTG__DOUBT_ROOM];

    /* --map x=x: as it is. */
    if (mapped && ctg__name_same(old, old_length, name, length))
        return CTG_OK;
    if (!ctg__column_doubt(in, name, length, mapped, hint))
        return CTG_OK;
    if (mapped)
        return ctg__fail(fault, CTG_BAD_INPUT,
                         "--map makes '%.*s' of a column, which is none of "
                         "%s%s",
                         ctg__message_bytes(length), name, table, hint);
    return ctg__fail(fault, CTG_BAD_INPUT,
                     "'%.*s' is no column of %s%s (--map kept=%.*s keeps it as "
                     "an attribute)",
                     ctg__message_bytes(length), name, table, hint,
                     ctg__message_bytes(old_length), old);
}
