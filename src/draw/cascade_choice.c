/* Copies of nodes by column, and which of them get boxes of their own. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/cascade.h"

enum { BOXES_MOST = 24, BOXES_MOST_FORCED = 400, RESTS = 3 };

/* Of contagion. */
#define LEAST_CARRY 0.01
#define LEAST_WORTH 0.004
#define LEAST_LAST 0.02 /* of the last column, to stand alone */

/* Points of a column. */
#define BOX 40.0
#define BOX_WITH_CARRY 52.0
#define REST 48.0
#define BETWEEN 8.0

/* --- copies ----------------------------------------------------------------
 */

static size_t key_of(const ctg__cascade *c, uint32_t column, uint32_t actor)
{
    return (size_t)column * c->cast->actors.count + actor;
}

static void sum_cells(ctg__cascade *c, ctg__copy *all)
{
    for (size_t i = 0; i < c->net->cell_count; i++) {
        const ctg__fall *const cell = &c->net->cells[i];
        ctg__copy *const copy =
            &all[key_of(c, c->columns.column_of[cell->round],
                        c->cast->actors.of_node[cell->node])];

        copy->loss += fmax(0, cell->net);
        copy->net += cell->net;
        copy->carry += cell->carry;
    }
}

/* Those that lose or pass on, by column and actor. */
static void keep_copies(ctg__cascade *c, const ctg__copy *all)
{
    for (uint32_t column = 0; column < c->columns.count; column++)
        for (uint32_t actor = 0; actor < c->cast->actors.count; actor++) {
            const size_t key = key_of(c, column, actor);
            ctg__copy copy = all[key];

            c->copy_at[key] = CTG__NOWHERE;
            if (!(copy.loss > 0) && !(copy.carry > 0))
                continue;
            copy.column = column;
            copy.actor = actor;
            copy.place = CTG__NOWHERE;
            for (uint32_t earlier = 0; earlier < column; earlier++)
                copy.before += all[key_of(c, earlier, actor)].net;
            c->copy_at[key] = (uint32_t)c->copy_count;
            c->copies[c->copy_count++] = copy;
        }
}

/*
 * The column in which an actor that failed is shown to: the first up to that
 * of its failed round in which its net losses reach its equity; its last up to
 * there; its first.
 */
static void find_fallen(ctg__cascade *c, const ctg__copy *all, uint32_t actor)
{
    const uint32_t failed = c->cast->failed[actor];
    const uint32_t end = failed == CTG_NEVER ? 0
                         : failed > c->columns.top
                             ? (uint32_t)c->columns.count
                             : c->columns.column_of[failed] + 1;
    double sum = 0;

    c->fallen[actor] = CTG__NOWHERE;
    for (uint32_t column = 0; failed != CTG_NEVER && column < c->columns.count;
         column++) {
        const ctg__copy *const copy = &all[key_of(c, column, actor)];

        sum += copy->net;
        if (!(copy->loss > 0) && !(copy->carry > 0))
            continue;
        if (column >= end && c->fallen[actor] != CTG__NOWHERE)
            return;
        c->fallen[actor] = column;
        if (column >= end || sum >= c->cast->equity[actor] * (1 - 1e-9))
            return;
    }
}

static void find_worth(ctg__cascade *c, ctg__copy *copy)
{
    const uint32_t fallen = c->fallen[copy->actor];

    copy->worth = copy->carry;
    if (copy->column > 0 && (fallen == CTG__NOWHERE || copy->column <= fallen))
        copy->worth += copy->loss;
}

static void cascade_forget(ctg__cascade *c)
{
    ctg__release(c->copies);
    ctg__release(c->copy_at);
    ctg__release(c->fallen);
    ctg__release(c->places);
    ctg__release(c->shock_place);
    ctg__release(c->streams);
    c->copies = NULL;
    c->copy_at = NULL;
    c->fallen = NULL;
    c->places = NULL;
    c->shock_place = NULL;
    c->streams = NULL;
    c->copy_count = c->place_count = c->place_room = 0;
    c->stream_count = c->stream_room = 0;
}

ctg_status ctg__cascade_find_copies(ctg__cascade *c, ctg_error *error)
{
    const size_t actors = c->cast->actors.count;
    const size_t keys = c->columns.count * actors;
    ctg__copy *const all = ctg__allocate_zeroed((keys + 1) * sizeof *all);
    size_t count = 0;

    cascade_forget(c);
    c->copy_at = ctg__allocate_array(keys + 1, sizeof *c->copy_at);
    c->fallen = ctg__allocate_array(actors + 1, sizeof *c->fallen);
    if (all && c->facts->falls && !ctg__cascade_find_falls(c)) {
        ctg__release(all);
        return ctg__fail_memory(error);
    }
    if (all)
        sum_cells(c, all);
    if (all && c->facts->falls)
        ctg__cascade_add_falls(c, all);
    for (size_t i = 0; all && i < keys; i++)
        count += all[i].loss > 0 || all[i].carry > 0;
    c->copies = ctg__allocate_array(count + 1, sizeof *c->copies);
    if (all && c->copy_at && c->fallen && c->copies) {
        keep_copies(c, all);
        for (uint32_t actor = 0; actor < actors; actor++)
            find_fallen(c, all, actor);
        for (size_t i = 0; i < c->copy_count; i++)
            find_worth(c, &c->copies[i]);
    }
    ctg__release(all);
    if (!all || !c->copy_at || !c->fallen || !c->copies)
        return ctg__fail_memory(error);
    return CTG_OK;
}

/* --- boxes of their own ----------------------------------------------------
 */

uint32_t ctg__cascade_add_place(ctg__cascade *c, ctg__place place)
{
    ctg__place *const grown = ctg__grow_array(
        c->places, c->place_count, &c->place_room, 64, sizeof *grown);

    if (!grown) {
        c->failed = true;
        return CTG__NOWHERE;
    }
    c->places = grown;
    place.box = SIZE_MAX;
    c->places[c->place_count] = place;
    return (uint32_t)c->place_count++;
}

/* Of all losses: what rows in another order may change a sum by is less. */
#define GRADES 1e10

static int compare_worth(const void *one, const void *other)
{
    const ctg__copy *const a = *(const ctg__copy *const *)one;
    const ctg__copy *const b = *(const ctg__copy *const *)other;

    if (a->grade != b->grade)
        return a->grade > b->grade ? -1 : 1;
    return a->actor < b->actor ? -1 : a->actor > b->actor;
}

/* As high as it will be: ctg__cascade_size. */
static double height_of(const ctg__cascade *c, const ctg__copy *copy)
{
    return (copy->carry >= LEAST_CARRY * c->contagion ? BOX_WITH_CARRY : BOX) +
           (c->fallen[copy->actor] == copy->column ? BETWEEN : 0);
}

static void give_boxes(ctg__cascade *c, ctg__copy **column, size_t count)
{
    const bool first = count && column[0]->column == 0;
    const size_t most = c->force ? BOXES_MOST_FORCED : BOXES_MOST;
    const double least =
        c->force ? 0 : (first ? LEAST_CARRY : LEAST_WORTH) * c->contagion;
    double room = c->room - (first ? RESTS * REST : REST);
    double worth = 0;
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        worth += column[i]->worth;
    for (size_t i = 0; i < count && i < most; i++) {
        const double height = height_of(c, column[i]) + BETWEEN;

        if (room < height || sum >= c->keep * worth || column[i]->worth < least)
            return;
        column[i]->place = ctg__cascade_add_place(
            c, (ctg__place){.kind = CTG__BOX,
                            .column = column[i]->column,
                            .index = (uint32_t)(column[i] - c->copies)});
        sum += column[i]->worth;
        room -= height;
    }
}

/* --- the rest --------------------------------------------------------------
 */

typedef struct part {
    const char *name;
    double loss;
} part;

static int compare_parts(const void *one, const void *other)
{
    const part *const a = one;
    const part *const b = other;

    if (a->loss != b->loss)
        return a->loss > b->loss ? -1 : 1;
    return strcmp(a->name, b->name);
}

static size_t find_part(const part *parts, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(parts[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

/* A group's, or a kind's, of the nodes of an actor; the last for groups. */
static const char *word_of(const ctg__cascade *c, const char *const *words,
                           const uint32_t *node_of, uint32_t actor)
{
    return c->cast->grouped ? "" : words[node_of[actor]];
}

enum { PARTS_MOST = 64 };

/* The words of the rest of column 0; 0 when there are too many. */
static size_t list_parts(const ctg__cascade *c, const char *const *words,
                         const uint32_t *node_of, part *parts)
{
    size_t count = 0;

    for (size_t i = 0; i < c->copy_count && c->copies[i].column == 0; i++) {
        const char *const word = word_of(c, words, node_of, c->copies[i].actor);
        size_t at;

        if (c->copies[i].place != CTG__NOWHERE)
            continue;
        at = find_part(parts, count, word);
        if (at == SIZE_MAX) {
            if (count == PARTS_MOST)
                return 0;
            at = count++;
            parts[at] = (part){word, 0};
        }
        parts[at].loss += c->copies[i].loss;
    }
    qsort(parts, count, sizeof *parts, compare_parts);
    return count;
}

/* The largest two words get boxes, and the others one, where there are more
 * than three. */
static void add_parts(ctg__cascade *c, const char *const *words,
                      const uint32_t *node_of, const part *parts, size_t count)
{
    const size_t own = count > RESTS ? RESTS - 1 : count;
    uint32_t places[RESTS];

    for (size_t i = 0; i < own + (count > own) && !c->failed; i++)
        places[i] = ctg__cascade_add_place(
            c,
            (ctg__place){.kind = CTG__REST,
                         .index = (uint32_t)i,
                         .label = i < own && count > 1 ? parts[i].name : NULL});
    for (size_t i = 0;
         i < c->copy_count && c->copies[i].column == 0 && !c->failed; i++) {
        size_t at;

        if (c->copies[i].place != CTG__NOWHERE)
            continue;
        at = find_part(parts, count,
                       word_of(c, words, node_of, c->copies[i].actor));
        c->copies[i].place = places[at < own ? at : own];
    }
}

static bool add_first_rest(ctg__cascade *c)
{
    const ctg__facts *const facts = c->facts;
    uint32_t *const node_of =
        ctg__allocate_array(c->cast->actors.count + 1, sizeof *node_of);
    part parts[PARTS_MOST];
    const char *const *words = facts->node_groups;
    size_t count;

    if (!node_of)
        return false;
    for (size_t i = 0; i < facts->node_count; i++)
        node_of[c->cast->actors.of_node[i]] = (uint32_t)i;
    count = list_parts(c, words, node_of, parts);
    if (count < 2) {
        words = facts->node_kinds;
        count = list_parts(c, words, node_of, parts);
    }
    if (count)
        add_parts(c, words, node_of, parts, count);
    ctg__release(node_of);
    return true;
}

static void add_rests(ctg__cascade *c)
{
    uint32_t place = CTG__NOWHERE;

    for (size_t i = 0; i < c->copy_count && !c->failed; i++) {
        ctg__copy *const copy = &c->copies[i];

        if (i == 0 || c->copies[i - 1].column != copy->column)
            place = CTG__NOWHERE;
        if (copy->place != CTG__NOWHERE)
            continue;
        if (place == CTG__NOWHERE)
            place = ctg__cascade_add_place(
                c, (ctg__place){.kind = CTG__REST, .column = copy->column});
        copy->place = place;
    }
}

static void sum_places(ctg__cascade *c)
{
    for (size_t i = 0; i < c->copy_count; i++) {
        const ctg__copy *const copy = &c->copies[i];
        ctg__place *const place = &c->places[copy->place];

        place->amount += copy->loss;
        place->carry += copy->carry;
        place->count++;
        place->defaults += c->fallen[copy->actor] == copy->column;
    }
}

ctg_status ctg__cascade_choose(ctg__cascade *c, ctg_error *error)
{
    ctg__copy **const sorted =
        ctg__allocate_array(c->copy_count + 1, sizeof *sorted);

    if (!sorted)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < c->copy_count; i++) {
        sorted[i] = &c->copies[i];
        sorted[i]->grade =
            c->net->total > 0 ? round(sorted[i]->worth / c->net->total * GRADES)
                              : 0;
    }
    for (size_t first = 0, end; first < c->copy_count; first = end) {
        end = first + 1;
        while (end < c->copy_count &&
               c->copies[end].column == c->copies[first].column)
            end++;
        qsort(sorted + first, end - first, sizeof *sorted, compare_worth);
        give_boxes(c, sorted + first, end - first);
    }
    ctg__release(sorted);
    if (!add_first_rest(c))
        return ctg__fail_memory(error);
    add_rests(c);
    if (c->failed)
        return ctg__fail_memory(error);
    sum_places(c);
    return CTG_OK;
}

/* --- columns that show nothing ---------------------------------------------
 */

static bool has_box(const ctg__cascade *c, size_t column)
{
    for (size_t i = 0; i < c->place_count; i++)
        if (c->places[i].kind == CTG__BOX && c->places[i].column == column)
            return true;
    return false;
}

double ctg__cascade_column_loss(const ctg__cascade *c, size_t column)
{
    double sum = 0;

    for (size_t i = 0; i < c->copy_count; i++)
        if (c->copies[i].column == column)
            sum += c->copies[i].loss;
    return sum;
}

size_t ctg__cascade_column_losers(const ctg__cascade *c, size_t column)
{
    size_t count = 0;

    for (size_t i = 0; i < c->copy_count; i++)
        count += c->copies[i].column == column && c->copies[i].loss > 0;
    return count;
}

bool ctg__cascade_join_columns(ctg__cascade *c)
{
    const size_t last = c->columns.count - 1;

    if (last < 2)
        return false;
    for (size_t i = last; i >= 2; i--)
        if (!has_box(c, i) && !has_box(c, i - 1)) {
            ctg__spans_join(&c->columns, i);
            return true;
        }
    if (has_box(c, last) ||
        ctg__cascade_column_loss(c, last) >= LEAST_LAST * c->contagion)
        return false;
    ctg__spans_join(&c->columns, last);
    return true;
}

void ctg__cascade_drop(ctg__cascade *c)
{
    cascade_forget(c);
    ctg__spans_clear(&c->columns);
    ctg__release(c->fallen_loss);
    ctg__release(c->fallen_carry);
    c->fallen_loss = c->fallen_carry = NULL;
}
