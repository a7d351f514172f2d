/* The order of boxes in their columns, and how high each stands. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/layout_inside.h"

enum { ORDER_SWEEPS = 12, PLACE_SWEEPS = 24 };

#define DUMMY 5.0 /* points of a column that a passing line takes */
#define SPACE 6.5 /* between two of a column */
#define MOST_PULL 3.0

/* --- dummies and links -----------------------------------------------------
 */

/* Weights are rounded, so that sums of the same in another order have the
 * same places. */
#define PULLS 16777216.0

static void add_link(ctg__layers *l, size_t from, size_t to, double weight)
{
    l->links[l->link_count++] =
        (ctg__layer_link){from, to, fmax(1, round(weight * PULLS)) / PULLS};
}

static void add_line(ctg__layers *l, size_t line)
{
    const ctg__layer_line *const of = &l->lines[line];
    size_t before = of->tail;

    l->chain[line] = l->spot_count;
    for (size_t c = l->boxes[of->tail].column + 1;
         c < l->boxes[of->head].column; c++) {
        l->spots[l->spot_count] =
            (ctg__layer_spot){.column = c, .height = DUMMY, .dummy = true};
        add_link(l, before, l->spot_count, of->weight);
        before = l->spot_count++;
    }
    add_link(l, before, of->head, of->weight);
}

static void add_spots(ctg__layers *l)
{
    size_t at = 0;

    for (size_t i = 0; i < l->box_count; i++)
        l->spots[l->spot_count++] =
            (ctg__layer_spot){.column = l->boxes[i].column,
                              .height = l->boxes[i].height,
                              .last = l->boxes[i].last};
    for (size_t i = 0; i < l->line_count; i++)
        add_line(l, i);
    for (size_t c = 0; c < l->column_count; c++) {
        l->begin[c] = at;
        for (int last = 0; last < 2; last++)
            for (size_t i = 0; i < l->spot_count; i++)
                if (l->spots[i].column == c && l->spots[i].last == (last == 1))
                    l->order[at++] = i;
    }
    l->begin[l->column_count] = at;
}

static void note_ranks(ctg__layers *l)
{
    for (size_t c = 0; c < l->column_count; c++)
        for (size_t i = l->begin[c]; i < l->begin[c + 1]; i++)
            l->spots[l->order[i]].rank = i - l->begin[c];
}

/* --- order -----------------------------------------------------------------
 */

static double share_of_rank(const ctg__layers *l, size_t spot)
{
    const size_t c = l->spots[spot].column;

    return ((double)l->spots[spot].rank + 0.5) /
           (double)(l->begin[c + 1] - l->begin[c]);
}

/* Each where its neighbours of one side stand, on average. */
static void find_keys(ctg__layers *l, size_t column, bool from_left)
{
    for (size_t i = l->begin[column]; i < l->begin[column + 1]; i++) {
        const size_t spot = l->order[i];
        double sum = 0;
        double weight = 0;

        for (size_t k = 0; k < l->link_count; k++) {
            const ctg__layer_link *const link = &l->links[k];

            if ((from_left ? link->to : link->from) != spot)
                continue;
            sum += link->weight *
                   share_of_rank(l, from_left ? link->from : link->to);
            weight += link->weight;
        }
        l->spots[spot].key = weight > 0 ? sum / weight : share_of_rank(l, spot);
    }
}

static void sort_column(ctg__layers *l, size_t column)
{
    for (size_t i = l->begin[column] + 1; i < l->begin[column + 1]; i++) {
        const size_t spot = l->order[i];
        const ctg__layer_spot *const s = &l->spots[spot];
        size_t at = i;

        for (; at > l->begin[column]; at--) {
            const ctg__layer_spot *const above = &l->spots[l->order[at - 1]];

            if (above->last != s->last ? !above->last
                                       : s->last || above->key <= s->key)
                break;
            l->order[at] = l->order[at - 1];
        }
        l->order[at] = spot;
    }
}

static size_t count_crossings(const ctg__layers *l)
{
    size_t count = 0;

    for (size_t i = 0; i < l->link_count; i++)
        for (size_t k = i + 1; k < l->link_count; k++) {
            const ctg__layer_link *const a = &l->links[i];
            const ctg__layer_link *const b = &l->links[k];

            if (l->spots[a->from].column == l->spots[b->from].column)
                count += ((l->spots[a->from].rank < l->spots[b->from].rank &&
                           l->spots[a->to].rank > l->spots[b->to].rank) ||
                          (l->spots[a->from].rank > l->spots[b->from].rank &&
                           l->spots[a->to].rank < l->spots[b->to].rank));
        }
    return count;
}

static void sweep_order(ctg__layers *l, bool right)
{
    for (size_t step = 1; step < l->column_count; step++) {
        const size_t column = right ? step : l->column_count - 1 - step;

        find_keys(l, column, right);
        sort_column(l, column);
        note_ranks(l);
    }
}

static bool find_order(ctg__layers *l)
{
    size_t *const best = ctg__allocate_array(l->spot_count + 1, sizeof *best);
    size_t least;

    if (!best)
        return false;
    note_ranks(l);
    least = count_crossings(l);
    memcpy(best, l->order, l->spot_count * sizeof *best);
    for (int sweep = 0; sweep < ORDER_SWEEPS && least; sweep++) {
        size_t count;

        sweep_order(l, sweep % 2 == 0);
        count = count_crossings(l);
        if (count < least) {
            least = count;
            memcpy(best, l->order, l->spot_count * sizeof *best);
        }
    }
    memcpy(l->order, best, l->spot_count * sizeof *best);
    ctg__release(best);
    note_ranks(l);
    return true;
}

/* --- places ----------------------------------------------------------------
 */

/* Those that moved together because they would overlap otherwise. */
typedef struct block {
    double sum; /* of what they want, weighted */
    double weight;
    size_t count;
} block;

typedef struct placing {
    ctg__layers *layers;
    double *want;
    double *weight;
    double *offset; /* of its middle in a column without gaps */
    block *blocks;
} placing;

static double height_of(const ctg__layers *l, size_t column)
{
    double sum = 0;

    for (size_t i = l->begin[column]; i < l->begin[column + 1]; i++)
        sum +=
            l->spots[l->order[i]].height + (i > l->begin[column] ? SPACE : 0);
    return sum;
}

static void wish(placing *p, size_t spot, double *want, double *weight)
{
    const ctg__layers *const l = p->layers;
    double sum = 0;
    double pull = 0;

    for (size_t k = 0; k < l->link_count; k++) {
        const ctg__layer_link *const link = &l->links[k];

        if (link->to != spot && link->from != spot)
            continue;
        sum +=
            link->weight * l->spots[link->to == spot ? link->from : link->to].y;
        pull += link->weight;
    }
    if (l->spots[spot].last) {
        *want = l->height;
        *weight = 0.3;
    } else if (pull > 0) {
        *want = sum / pull;
        *weight =
            (l->spots[spot].dummy ? 8 : 1) * (0.2 + fmin(MOST_PULL, pull));
    } else {
        *want = l->spots[spot].y;
        *weight = 0.05;
    }
}

/* Least squares of places in a given order: pool adjacent violators. */
static size_t pool(placing *p, size_t count)
{
    size_t blocks = 0;

    for (size_t i = 0; i < count; i++) {
        p->blocks[blocks++] = (block){
            (p->want[i] - p->offset[i]) * p->weight[i], p->weight[i], 1};
        while (blocks > 1 &&
               p->blocks[blocks - 2].sum / p->blocks[blocks - 2].weight >
                   p->blocks[blocks - 1].sum / p->blocks[blocks - 1].weight) {
            p->blocks[blocks - 2].sum += p->blocks[blocks - 1].sum;
            p->blocks[blocks - 2].weight += p->blocks[blocks - 1].weight;
            p->blocks[blocks - 2].count += p->blocks[blocks - 1].count;
            blocks--;
        }
    }
    return blocks;
}

static void place_column(placing *p, size_t column)
{
    ctg__layers *const l = p->layers;
    const size_t begin = l->begin[column];
    const size_t count = l->begin[column + 1] - begin;
    const double slack = fmax(0, l->height - height_of(l, column));
    double at = 0;
    size_t done = 0;

    for (size_t i = 0; i < count; i++) {
        const size_t spot = l->order[begin + i];

        p->offset[i] = at + l->spots[spot].height / 2;
        at += l->spots[spot].height + SPACE;
        wish(p, spot, &p->want[i], &p->weight[i]);
    }
    for (size_t b = 0, blocks = pool(p, count); b < blocks; b++) {
        const double y = p->blocks[b].sum / p->blocks[b].weight;

        for (size_t i = 0; i < p->blocks[b].count; i++, done++)
            l->spots[l->order[begin + done]].y =
                p->offset[done] + fmin(fmax(y, 0), slack);
    }
}

/* Each column in the middle of the picture's height. */
static void place_first(ctg__layers *l)
{
    for (size_t c = 0; c < l->column_count; c++)
        l->height = fmax(l->height, height_of(l, c));
    for (size_t c = 0; c < l->column_count; c++) {
        double at = (l->height - height_of(l, c)) / 2;

        for (size_t i = l->begin[c]; i < l->begin[c + 1]; i++) {
            ctg__layer_spot *const spot = &l->spots[l->order[i]];

            spot->y = at + spot->height / 2;
            at += spot->height + SPACE;
        }
    }
}

static void place_all(placing *p)
{
    const size_t columns = p->layers->column_count;

    place_first(p->layers);
    for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++)
        for (size_t step = 0; step < columns; step++)
            place_column(p, sweep % 2 ? step : columns - 1 - step);
}

bool ctg__layers_arrange(ctg__layers *l)
{
    placing p = {.layers = l};
    bool made;

    add_spots(l);
    p.want = ctg__allocate_array(l->spot_count + 1, sizeof *p.want);
    p.weight = ctg__allocate_array(l->spot_count + 1, sizeof *p.weight);
    p.offset = ctg__allocate_array(l->spot_count + 1, sizeof *p.offset);
    p.blocks = ctg__allocate_array(l->spot_count + 1, sizeof *p.blocks);
    made = p.want && p.weight && p.offset && p.blocks && find_order(l);
    if (made)
        place_all(&p);
    ctg__release(p.want);
    ctg__release(p.weight);
    ctg__release(p.offset);
    ctg__release(p.blocks);
    return made;
}
