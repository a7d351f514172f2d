/* Which streams of a cascade are lines, and integers that add up. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "draw/apportion.h"
#include "draw/cascade.h"
#include "draw/direct_shocks.h"

/* A picture's total in units: amounts keep twelve digits, and sums of any
 * subset stay far below 2^63. */
#define WHOLE (INT64_C(1) << 40)

enum { MOST_PALE = 4, MOST_MORE = 4, MOST_FIRST = 3 };

/* Of contagion. */
#define LEAST_PALE 0.02
#define LEAST_MORE 0.006
#define LEAST_FIRST 0.0005

static bool is_rest(const ctg__cascade *c, uint32_t place)
{
    return c->places[place].kind == CTG__REST;
}

static double out_of_shock(const ctg__cascade *c, uint32_t place)
{
    double sum = 0;

    for (size_t i = 0; i < c->stream_count; i++)
        if (c->streams[i].tail == place)
            sum += c->streams[i].amount;
    return sum;
}

/* The streams into a head, the largest first. */
static void choose_into(ctg__cascade *c, ctg__stream *into, size_t count)
{
    size_t named = 0;

    for (size_t i = 0; i < count; i++) {
        ctg__stream *const stream = &into[i];
        const ctg__place *const tail = &c->places[stream->tail];

        stream->pale = is_rest(c, stream->tail) || is_rest(c, stream->head);
        if (tail->kind == CTG__SHOCK_PLACE)
            stream->drawn = c->several_shocks &&
                            c->places[stream->head].column == 0 &&
                            out_of_shock(c, stream->tail) >
                                CTG__LEAST_SHOCK * c->net->in_direct;
        else if (stream->pale)
            stream->drawn =
                i < MOST_PALE && stream->amount >= LEAST_PALE * c->contagion;
        else
            stream->drawn =
                (named == 0 && stream->amount >= LEAST_FIRST * c->contagion) ||
                (named <= MOST_MORE &&
                 stream->amount >= LEAST_MORE * c->contagion);
        named +=
            stream->drawn && !stream->pale && tail->kind != CTG__SHOCK_PLACE;
    }
}

/* A hub stands between lines of both sides, else it is not there. */
static void drop_hubs(ctg__cascade *c)
{
    for (uint32_t place = 0; place < c->place_count; place++) {
        bool in = false;
        bool out = false;

        if (c->places[place].kind != CTG__HUB)
            continue;
        for (size_t i = 0; i < c->stream_count; i++) {
            in |= c->streams[i].drawn && c->streams[i].head == place;
            out |= c->streams[i].drawn && c->streams[i].tail == place;
        }
        for (size_t i = 0; i < c->stream_count && !(in && out); i++)
            if (c->streams[i].head == place || c->streams[i].tail == place)
                c->streams[i].drawn = false;
    }
}

/* Where contagion begins small and grows, no line of a node that the shock hits
 * is large: it has some all the same, or nobody sees where it begins. */
static void begin_at_shock(ctg__cascade *c)
{
    for (uint32_t place = 0; place < c->place_count; place++) {
        ctg__stream *largest[MOST_FIRST] = {NULL};
        bool any =
            c->places[place].kind != CTG__BOX || c->places[place].column != 0;

        for (size_t i = 0; i < c->stream_count && !any; i++) {
            ctg__stream *stream = &c->streams[i];

            if (stream->tail != place)
                continue;
            any = stream->drawn && !stream->pale;
            if (c->places[stream->head].kind != CTG__BOX)
                continue;
            for (int k = 0; k < MOST_FIRST && stream; k++)
                if (!largest[k] || stream->amount > largest[k]->amount) {
                    ctg__stream *const smaller = largest[k];

                    largest[k] = stream;
                    stream = smaller;
                }
        }
        for (int k = 0; k < MOST_FIRST && !any && largest[k]; k++)
            largest[k]->drawn = true;
    }
}

static void choose_lines(ctg__cascade *c)
{
    for (size_t first = 0, end; first < c->stream_count; first = end) {
        end = first + 1;
        while (end < c->stream_count &&
               c->streams[end].head == c->streams[first].head)
            end++;
        choose_into(c, c->streams + first, end - first);
    }
    drop_hubs(c);
    begin_at_shock(c);
    for (size_t i = 0; i < c->stream_count; i++) {
        c->places[c->streams[i].head].drawn_lines += c->streams[i].drawn;
        c->places[c->streams[i].tail].lines_out += c->streams[i].drawn;
    }
    for (size_t i = 0; i < c->stream_count; i++)
        if (c->places[c->streams[i].tail].kind == CTG__HUB)
            c->places[c->streams[i].tail].amount += c->streams[i].amount;
}

/* --- integers --------------------------------------------------------------
 */

/* What one level is split into. */
typedef struct splitting {
    double *weights;
    int64_t *parts;
    size_t *items;
    size_t count;
} splitting;

static void add_item(splitting *s, size_t item, double weight)
{
    s->items[s->count] = item;
    s->weights[s->count++] = weight;
}

static bool split(splitting *s, int64_t whole)
{
    return ctg__apportion(s->weights, s->count, whole, s->parts);
}

static bool split_column(ctg__cascade *c, splitting *s, size_t column,
                         int64_t units)
{
    s->count = 0;
    for (size_t i = 0; i < c->place_count; i++)
        if ((c->places[i].kind == CTG__BOX || c->places[i].kind == CTG__REST) &&
            c->places[i].column == column)
            add_item(s, i, c->places[i].amount);
    if (!split(s, units))
        return false;
    for (size_t i = 0; i < s->count; i++)
        c->places[s->items[i]].units = s->parts[i];
    return true;
}

static bool split_columns(ctg__cascade *c, splitting *s)
{
    int64_t units[CTG__COLUMNS_MOST];

    s->count = 0;
    for (size_t i = 0; i < c->columns.count; i++)
        add_item(s, i, ctg__cascade_column_loss(c, i));
    if (!split(s, WHOLE))
        return false;
    for (size_t i = 0; i < s->count; i++)
        units[i] = s->parts[i];
    for (size_t i = 0; i < c->columns.count; i++)
        if (!split_column(c, s, i, units[i]))
            return false;
    return true;
}

static bool split_place(ctg__cascade *c, splitting *s, uint32_t place)
{
    s->count = 0;
    for (size_t i = 0; i < c->stream_count; i++)
        if (c->streams[i].head == place)
            add_item(s, i, c->streams[i].amount);
    if (!s->count)
        return true;
    if (!split(s, c->places[place].units))
        return false;
    for (size_t i = 0; i < s->count; i++)
        c->streams[s->items[i]].units = s->parts[i];
    return true;
}

/* Places first, then what flows into them; hubs by what flows out of them. */
static bool split_all(ctg__cascade *c, splitting *s)
{
    if (!split_columns(c, s))
        return false;
    for (int hubs = 0; hubs < 2; hubs++) {
        for (uint32_t i = 0; i < c->place_count; i++)
            if ((c->places[i].kind == CTG__HUB) == (hubs == 1) &&
                !split_place(c, s, i))
                return false;
        for (size_t i = 0; i < c->stream_count && !hubs; i++)
            if (c->places[c->streams[i].tail].kind == CTG__HUB)
                c->places[c->streams[i].tail].units += c->streams[i].units;
    }
    return true;
}

ctg_status ctg__cascade_round(ctg__cascade *c, ctg_error *error)
{
    const size_t most = c->stream_count + c->place_count + CTG__COLUMNS_MOST;
    splitting s = {
        .weights = ctg__allocate_array(most, sizeof *s.weights),
        .parts = ctg__allocate_array(most, sizeof *s.parts),
        .items = ctg__allocate_array(most, sizeof *s.items),
    };
    bool made = s.weights && s.parts && s.items;

    if (made) {
        choose_lines(c);
        made = split_all(c, &s);
    }
    ctg__release(s.weights);
    ctg__release(s.parts);
    ctg__release(s.items);
    return made ? CTG_OK : ctg__fail_memory(error);
}
