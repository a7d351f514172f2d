#include "bridge/igraph.h"

#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/threads.h"
#include "bridge/lock.h"
#include "bridge/version.h"

/* Randomised algorithms start here each time: same input, same answer. */
enum { SEED = 20090611 };

/* igraph passes its handlers no context, so what they need waits here, under
 * the bridge's lock. */
static struct {
    char reason[200];
    size_t warnings;
    ctg_progress *progress;
    void *progress_context;
    bool stopped; /* it was asked, and said no */
} now;

static void keep_reason(const char *reason, const char *file, int line,
                        igraph_error_t code)
{
    (void)file;
    (void)line;
    (void)code;
    /* One call for each level of its stack: the first knows most. */
    if (!*now.reason && reason)
        snprintf(now.reason, sizeof now.reason, "%s", reason);
    IGRAPH_FINALLY_FREE();
}

static void count_warning(const char *reason, const char *file, int line)
{
    (void)reason;
    (void)file;
    (void)line;
    now.warnings++;
}

static bool must_stop(void)
{
    now.stopped =
        now.progress && !now.progress(now.progress_context, 0, 0);
    return now.stopped;
}

#if IGRAPH_VERSION_MAJOR >= 1

static igraph_bool_t interrupt(void)
{
    return must_stop();
}

#else

static igraph_error_t interrupt(void *data)
{
    (void)data;
    if (!must_stop())
        return IGRAPH_SUCCESS;
    IGRAPH_FINALLY_FREE();
    return IGRAPH_INTERRUPTED;
}

#endif

static ctg_status fail_with(igraph_error_t code, ctg_error *error)
{
    const char *const reason = *now.reason ? now.reason : igraph_strerror(code);

    /* ARPACK has a code of its own for a product that failed. */
    switch (now.stopped ? IGRAPH_INTERRUPTED : code) {
    case IGRAPH_ENOMEM:
        return ctg__fail_memory(error);
    case IGRAPH_INTERRUPTED:
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    case IGRAPH_PARSEERROR:
        return ctg__fail(error, CTG_BAD_INPUT, "%s", reason);
    case IGRAPH_EFILE:
        return ctg__fail(error, CTG_IO_ERROR, "%s", reason);
    case IGRAPH_DIVERGED:
        return ctg__fail(error, CTG_NO_SOLUTION, "igraph: %s", reason);
    default:
        return ctg__fail(error, CTG_INTERNAL, "igraph: %s", reason);
    }
}

static ctg_status igraph_work(ctg__igraph_function *work, void *context,
                              const ctg__igraph_options *options,
                              ctg_error *error)
{
    igraph_error_handler_t *errors;
    igraph_warning_handler_t *warnings;
    igraph_interruption_handler_t *interruptions;
    ctg_status status = CTG_OK;
    igraph_error_t code;
    int threads;

    ctg__bridge_enter();
    threads = ctg__threads_limit();
    *now.reason = '\0';
    now.warnings = 0;
    now.stopped = false;
    now.progress = options ? options->progress : NULL;
    now.progress_context = options ? options->progress_context : NULL;
    errors = igraph_set_error_handler(keep_reason);
    warnings = igraph_set_warning_handler(count_warning);
    interruptions = igraph_set_interruption_handler(interrupt);

    code = igraph_rng_seed(igraph_rng_default(), SEED);
    if (!code)
        code = work(context);
    if (code)
        status = fail_with(code, error);
    if (options && options->warnings)
        *options->warnings = now.warnings;

    igraph_set_error_handler(errors);
    igraph_set_warning_handler(warnings);
    igraph_set_interruption_handler(interruptions);
    ctg__threads_restore(threads);
    ctg__bridge_leave();
    return status;
}

typedef struct scoring {
    const ctg__edges *edges;
    ctg__igraph_measure *measure;
    void *context;
    igraph_integer_t *ends;
    double *scores;
} scoring;

static igraph_error_t score_graph(const scoring *s, const igraph_t *graph)
{
    igraph_vector_t weights;
    igraph_vector_t scores;
    igraph_error_t code;

    /* Not a view: there is none of nothing. */
    code = igraph_vector_init_array(&weights, s->edges->weight,
                                    (igraph_integer_t)s->edges->count);
    if (code)
        return code;
    code = igraph_vector_init(&scores, 0);
    if (!code) {
        code = s->measure(graph, &weights, s->context, &scores);
        if (!code &&
            (size_t)igraph_vector_size(&scores) != s->edges->node_count)
            code = IGRAPH_FAILURE;
        if (!code)
            igraph_vector_copy_to(&scores, s->scores);
        igraph_vector_destroy(&scores);
    }
    igraph_vector_destroy(&weights);
    return code;
}

static igraph_error_t score(void *context)
{
    const scoring *const s = context;
    igraph_vector_int_t ends;
    igraph_error_t code;
    igraph_t graph;

    code = igraph_vector_int_init_array(
        &ends, s->ends, (igraph_integer_t)(2 * s->edges->count));
    if (code)
        return code;
    code = igraph_create(&graph, &ends, (igraph_integer_t)s->edges->node_count,
                         IGRAPH_DIRECTED);
    igraph_vector_int_destroy(&ends);
    if (code)
        return code;
    code = score_graph(s, &graph);
    igraph_destroy(&graph);
    return code;
}

ctg_status ctg__igraph_score(const ctg__edges *edges,
                             ctg__igraph_measure *measure, void *context,
                             const ctg__igraph_options *options, double *scores,
                             ctg_error *error)
{
    scoring s = {edges, measure, context, NULL, scores};
    ctg__arena arena = {0};
    ctg_status status;

    /* igraph takes an infinite weight without a word. */
    for (size_t k = 0; k < edges->count; k++)
        if (!(edges->weight[k] > 0 && edges->weight[k] < HUGE_VAL))
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "the weight of an edge is %g", edges->weight[k]);
    if (!TAKE(&arena, s.ends, 2 * edges->count + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < edges->count; k++) {
        s.ends[2 * k] = (igraph_integer_t)edges->from[k];
        s.ends[2 * k + 1] = (igraph_integer_t)edges->to[k];
    }
    status = igraph_work(score, &s, options, error);
    ctg__arena_clear(&arena);
    return status;
}

/* --- eigenvectors ----------------------------------------------------------
 */

typedef struct solving {
    const ctg__edges *edges;
    double *vector;
} solving;

static igraph_error_t multiply(igraph_real_t *to, const igraph_real_t *from,
                               int count, void *context)
{
    const ctg__edges *const edges = ((const solving *)context)->edges;

    for (int i = 0; i < count; i++)
        to[i] = 0;
    for (size_t k = 0; k < edges->count; k++)
        to[edges->to[k]] += edges->weight[k] * from[edges->from[k]];
    return must_stop() ? IGRAPH_INTERRUPTED : IGRAPH_SUCCESS;
}

/* What the matrix makes of ones, and a bit: nothing is orthogonal to all. */
static void guess(const ctg__edges *edges, double *vector)
{
    for (size_t k = 0; k < edges->count; k++)
        vector[edges->to[k]] += edges->weight[k];
    for (size_t i = 0; i < edges->node_count; i++)
        if (vector[i] > 0)
            vector[i] += igraph_rng_get_unif(igraph_rng_default(), 0, 1e-4);
}

static void take_vector(const solving *s, double value, const double *found)
{
    double largest = 0;

    for (size_t i = 0; value > 0 && i < s->edges->node_count; i++)
        if (fabs(found[i]) > fabs(largest))
            largest = found[i];
    for (size_t i = 0; i < s->edges->node_count; i++)
        s->vector[i] = largest != 0 ? fmax(found[i] * (1 / largest), 0) : 0;
}

static igraph_error_t solve(void *context)
{
    solving *const s = context;
    igraph_arpack_options_t options;
    igraph_matrix_t values;
    igraph_matrix_t vectors;
    igraph_error_t code;

    igraph_arpack_options_init(&options);
    options.n = (int)s->edges->node_count;
    options.nev = 1;
    options.ncv = 0;   /* ARPACK's own choice */
    options.start = 1; /* from the guess */
    /* Not the largest magnitude: -1 may be an eigenvalue where 1 is. */
    options.which[0] = 'L';
    options.which[1] = 'R';
    code = igraph_matrix_init(&values, 0, 0);
    if (code)
        return code;
    code = igraph_matrix_init(&vectors, options.n, 1);
    if (!code) {
        guess(s->edges, &MATRIX(vectors, 0, 0));
        code = igraph_arpack_rnsolve(multiply, s, &options, NULL, &values,
                                     &vectors);
        if (!code)
            take_vector(s, MATRIX(values, 0, 0), &MATRIX(vectors, 0, 0));
        igraph_matrix_destroy(&vectors);
    }
    igraph_matrix_destroy(&values);
    return code;
}

ctg_status ctg__igraph_eigenvector(const ctg__edges *edges,
                                   const ctg__igraph_options *options,
                                   double *vector, ctg_error *error)
{
    solving s = {edges, vector};

    return igraph_work(solve, &s, options, error);
}

const char *ctg__igraph_version(void)
{
    const char *text;

    igraph_version(&text, NULL, NULL, NULL);
    return text;
}
