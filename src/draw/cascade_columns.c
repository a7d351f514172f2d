#include "draw/cascade_columns.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "draw/cascade_sources.h"

/* More rounds than this are taken together some by some. */
enum { MOST_BLOCKS = 400 };

/* Of contagion: sales of less are no hubs. */
#define SOLD 0.02
#define TIE 1e-9

/* --- what passes from round to round ---------------------------------------
 */

static uint32_t block_of_node(const void *context, ctg_node node,
                              uint32_t column)
{
    (void)context;
    (void)node;
    return column;
}

static uint32_t no_block(const void *context, ctg_actor origin)
{
    (void)context;
    (void)origin;
    return 0; /* with what is direct: it is in no column's inside */
}

/* Adds the x of a column's entries to where they came from. */
static bool add_flows(ctg__spans *c, ctg__sources *sources, const ctg__net *net,
                      size_t first, size_t end, double *passed)
{
    const ctg__causes *const causes = sources->map.causes;
    ctg__split split = {0};

    for (size_t e = first; e < end; e++) {
        const ctg_entry *const entry = &causes->entries[e];

        if (!ctg__causes_ask(causes, e))
            return false;
        if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE ||
            !(entry->amount > 0))
            continue;
        ctg__net_split(causes, e, &split);
        for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++) {
            const double x =
                ctg__net_part(net, entry, e, code, split.share[code]);
            const ctg__source *list;
            size_t count;

            if (!(x > 0) || ctg__code_column(entry, code) == 0)
                continue;
            if (code == CTG__FS)
                c->sold[entry->round] += x;
            list = ctg__sources_of(sources, e, code, &count);
            for (size_t i = 0; i < count; i++)
                passed[list[i].place] += x * list[i].share;
        }
    }
    return true;
}

/* From what came from each block to the last: what runs of blocks hide. */
static void add_hides(ctg__spans *c, const double *passed, uint32_t to)
{
    const size_t n = c->blocks + 1;
    double sum = 0;

    for (uint32_t from = to + 1; from-- > 1;) {
        sum += passed[from];
        c->hides[from * n + to] =
            (from < to ? c->hides[from * n + to - 1] : 0) + sum;
    }
}

static bool measure(ctg__spans *c, const ctg__causes *causes,
                    const ctg__net *net, ctg__sources *sources, double *passed)
{
    size_t first = 0;
    bool made = true;

    while (first < causes->entry_count && causes->entries[first].round == 0)
        first++;
    for (uint32_t b = 1; made && b <= c->blocks; b++) {
        const uint32_t last = b * c->block;
        size_t end = first;

        while (end < causes->entry_count && causes->entries[end].round <= last)
            end++;
        memset(passed, 0, ((size_t)c->blocks + 1) * sizeof *passed);
        made = ctg__sources_make(sources, b, first, end) &&
               add_flows(c, sources, net, first, end, passed);
        add_hides(c, passed, b);
        first = end;
    }
    return made;
}

static void add_passed(void *context, uint32_t round, uint32_t from,
                       double amount)
{
    const ctg__spans *const c = context;

    /* Where nothing is hidden yet: rounds are blocks. */
    c->hides[from * ((size_t)c->blocks + 1) + round] += amount;
}

static bool measure_rounds(ctg__spans *c, const ctg__drawn_falls *falls,
                           double *passed)
{
    const size_t n = (size_t)c->blocks + 1;

    if (!ctg__drawn_falls_passed(falls, c->column_of, add_passed, c))
        return false;
    for (uint32_t b = 1; b <= c->blocks; b++) {
        for (size_t from = 0; from < n; from++)
            passed[from] = c->hides[from * n + b];
        add_hides(c, passed, b);
    }
    return true;
}

typedef struct from_blocks {
    const ctg__spans *c;
    double *passed;
} from_blocks;

static void add_source(void *context, ctg_node node, uint32_t round,
                       const double *amounts)
{
    const from_blocks *const made = context;

    (void)node;
    made->passed[made->c->column_of[round]] += amounts[0];
}

/* Some rounds at a time. */
static bool measure_blocks(ctg__spans *c, const ctg__drawn_falls *falls,
                           double *passed)
{
    from_blocks made = {c, passed};
    uint32_t *const lane_of =
        ctg__allocate_zeroed((falls->flow.node_count + 1) * sizeof *lane_of);
    bool fine = lane_of;

    for (uint32_t b = 1; fine && b <= c->blocks; b++) {
        const ctg__fall_lanes of = {.first = (b - 1) * c->block + 1,
                                    .last = b * c->block,
                                    .column_of = c->column_of,
                                    .lanes = 1,
                                    .lane_of = lane_of};

        memset(passed, 0, ((size_t)c->blocks + 1) * sizeof *passed);
        fine = ctg__drawn_falls_sources(falls, &of, add_source, &made);
        add_hides(c, passed, b);
    }
    ctg__release(lane_of);
    return fine;
}

static bool measure_falls(ctg__spans *c, const ctg__drawn_falls *falls,
                          double *passed)
{
    return c->block == 1 ? measure_rounds(c, falls, passed)
                         : measure_blocks(c, falls, passed);
}

static bool take_room(ctg__spans *c, double **passed)
{
    const size_t n = (size_t)c->blocks + 1;

    c->column_of =
        ctg__allocate_array((size_t)c->top + 2, sizeof *c->column_of);
    c->sold = ctg__allocate_zeroed(((size_t)c->top + 2) * sizeof *c->sold);
    c->hides = ctg__allocate_zeroed(n * n * sizeof *c->hides);
    *passed = ctg__allocate_array(n, sizeof **passed);
    return c->column_of && c->sold && c->hides && *passed;
}

ctg_status ctg__spans_init(ctg__spans *columns, const ctg__causes *causes,
                           const ctg__net *net, const ctg__drawn_falls *falls,
                           ctg_error *error)
{
    ctg__spans *const c = columns;
    ctg__sources sources = {0};
    double *passed = NULL;
    ctg_status status = CTG_OK;

    *c = (ctg__spans){.top = net->rounds, .rounds = falls ? falls->last : 0};
    for (size_t i = 0; i < net->cell_count; i++)
        if (net->cells[i].net > 0 && net->cells[i].round > c->rounds)
            c->rounds = net->cells[i].round;
    if (causes->entry_count &&
        causes->entries[causes->entry_count - 1].round > c->top)
        c->top = causes->entries[causes->entry_count - 1].round;
    c->block = 1 + c->rounds / MOST_BLOCKS;
    c->blocks = (c->rounds + c->block - 1) / c->block;
    if (!take_room(c, &passed))
        status = ctg__fail_memory(error);
    for (uint32_t r = 0; !status && r <= c->top; r++)
        c->column_of[r] =
            (uint32_t)fmin((r + c->block - 1) / c->block, c->blocks);
    if (!status) {
        sources.map = (ctg__source_map){.causes = causes,
                                        .column_of = c->column_of,
                                        .place_count = (size_t)c->blocks + 1,
                                        .node = block_of_node,
                                        .origin = no_block};
        status = ctg__sources_init(&sources, error);
    }
    if (!status && !(falls ? measure_falls(c, falls, passed)
                           : measure(c, causes, net, &sources, passed)))
        status = ctg__causes_fail(causes, error);
    ctg__sources_clear(&sources);
    ctg__release(passed);
    if (status)
        ctg__spans_clear(c);
    return status;
}

void ctg__spans_clear(ctg__spans *columns)
{
    ctg__release(columns->column_of);
    ctg__release(columns->sold);
    ctg__release(columns->hides);
    *columns = (ctg__spans){0};
}

/* --- cuts ------------------------------------------------------------------
 */

typedef struct cut {
    double hidden;
    uint32_t first; /* block of the last run; 0: there is no such cut */
} cut;

/* The best cuts of blocks 1 .. b into k runs, for all b and k. */
static void find_cuts(const ctg__spans *c, cut *best, size_t most, double tie)
{
    const size_t n = c->blocks + 1;

    for (size_t k = 1; k <= most; k++)
        for (uint32_t b = 1; b <= c->blocks; b++) {
            cut *const at = &best[k * n + b];

            *at = (cut){0, 0};
            for (uint32_t a = 1; a <= b; a++) {
                const cut *const before = &best[(k - 1) * n + a - 1];
                double hidden;

                if (k == 1 ? a != 1 : !before->first)
                    continue;
                hidden = (k == 1 ? 0 : before->hidden) + c->hides[a * n + b];
                if (!at->first || hidden < at->hidden - tie)
                    *at = (cut){hidden, a};
            }
        }
}

static void note_columns(ctg__spans *c)
{
    for (size_t i = 0; i < c->count; i++)
        for (uint32_t r = c->spans[i].first; r <= c->spans[i].last; r++)
            c->column_of[r] = (uint32_t)i;
    for (uint32_t r = c->rounds + 1; r <= c->top; r++)
        c->column_of[r] = (uint32_t)c->count - 1;
}

static void take_cuts(ctg__spans *c, const cut *best, size_t runs)
{
    const size_t n = c->blocks + 1;
    uint32_t last = c->blocks;

    c->count = runs + 1;
    c->spans[0] = (ctg__span){0, 0};
    for (size_t k = runs; k > 0; k--) {
        const uint32_t first = best[k * n + last].first;

        c->spans[k].first = (first - 1) * c->block + 1;
        c->spans[k].last = last == c->blocks ? c->rounds : last * c->block;
        last = first - 1;
    }
    note_columns(c);
}

static double width_of(const ctg__spans *c, double contagion, double beside)
{
    double width = beside - CTG__COLUMN_GAP + 20;

    for (size_t i = 0; i < c->count; i++)
        width +=
            CTG__BOX_WIDTH + CTG__COLUMN_GAP +
            (ctg__spans_sold(c, i, contagion) ? CTG__HUB_WIDTH + CTG__COLUMN_GAP
                                              : 0);
    return width;
}

ctg_status ctg__spans_fit(ctg__spans *columns, const ctg__net *net,
                          const ctg__draw_page *page, double beside,
                          ctg_error *error)
{
    ctg__spans *const c = columns;
    const size_t most =
        c->blocks < CTG__COLUMNS_MOST - 1 ? c->blocks : CTG__COLUMNS_MOST - 1;
    const double contagion = net->total - net->in_direct;
    cut *const best =
        ctg__allocate_array((most + 1) * ((size_t)c->blocks + 1), sizeof *best);

    if (!best)
        return ctg__fail_memory(error);
    memset(best, 0, (most + 1) * ((size_t)c->blocks + 1) * sizeof *best);
    find_cuts(c, best, most, TIE * contagion);
    take_cuts(c, best, most);
    for (size_t k = most;
         k > 1 && width_of(c, contagion, beside) > ctg__page_most_width(page);)
        take_cuts(c, best, --k);
    ctg__release(best);
    return CTG_OK;
}

void ctg__spans_join(ctg__spans *columns, size_t column)
{
    columns->spans[column - 1].last = columns->spans[column].last;
    for (size_t i = column; i + 1 < columns->count; i++)
        columns->spans[i] = columns->spans[i + 1];
    columns->count--;
    note_columns(columns);
}

double ctg__spans_hidden(const ctg__spans *columns)
{
    const size_t n = columns->blocks + 1;
    double sum = 0;

    for (size_t i = 1; i < columns->count; i++) {
        const uint32_t a =
            (columns->spans[i].first + columns->block - 1) / columns->block;
        const uint32_t b =
            (columns->spans[i].last + columns->block - 1) / columns->block;

        sum += columns->hides[a * n + b];
    }
    return sum;
}

bool ctg__spans_sold(const ctg__spans *columns, size_t column, double contagion)
{
    double sum = 0;

    for (uint32_t r = columns->spans[column].first;
         column > 0 && r <= columns->spans[column].last; r++)
        sum += columns->sold[r];
    return sum > SOLD * contagion;
}
