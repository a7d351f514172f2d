/* The leverage matrix: what each node is owed over its equity. */
#include <math.h>

#include "base/threads.h"
#include "data/matrix.h"

/* Fewer exposures are not worth a second thread. */
enum { SHARED_FROM = 20000 };

double ctg__first_face(const ctg_network *network, size_t entry)
{
    const ctg__exposures *const exposures = &network->exposures;

    if (!exposures->asset || exposures->asset[entry] == CTG_NONE)
        return exposures->amount[entry];
    return exposures->amount[entry] *
           network->assets.price[exposures->asset[entry]];
}

double ctg__loss_measure(const ctg_network *network, size_t node)
{
    return fmax(0, network->nodes.pass_through[node]
                       ? network->nodes.liabilities[node]
                       : network->nodes.equity[node]);
}

/* A share so large that sums of it would overflow stays a number. */
static double share_of(double face, double measure)
{
    return measure > 0 ? fmin(face / measure, 1e150) : 0;
}

static bool leverage_matrix(const ctg_network *network, bool transposed,
                            ctg__arena *arena, ctg__matrix *matrix)
{
    const ctg__exposures *const exposures = &network->exposures;
    const size_t *const start =
        transposed ? exposures->debtor_start : exposures->start;
    double *value;

    if (!TAKE(arena, value, exposures->count))
        return false;
    for (size_t i = 0; i < network->nodes.count; i++)
        for (size_t k = start[i]; k < start[i + 1]; k++)
            value[k] =
                share_of(ctg__first_face(
                             network, transposed ? exposures->by_debtor[k] : k),
                         ctg__loss_measure(network, i));
    *matrix = (ctg__matrix){.count = network->nodes.count,
                            .start = start,
                            .column = transposed ? exposures->debtor_creditor
                                                 : exposures->debtor,
                            .value = value};
    return true;
}

ctg_status ctg__leverage_radius(const ctg_network *network, bool transposed,
                                double tolerance, ctg__asking *asking,
                                ctg__radius *radius, ctg_error *error)
{
    ctg__arena arena = {0};
    ctg__matrix matrix;
    const ctg_status status =
        leverage_matrix(network, transposed, &arena, &matrix)
            ? ctg__spectral_radius(&matrix, tolerance, asking, radius, error)
            : ctg__fail_memory(error);

    ctg__arena_clear(&arena);
    return status;
}

/* What node i is owed, each claim times x of its debtor. */
static double owed_times(const ctg_network *network, size_t i, const double *x)
{
    const ctg__exposures *const exposures = &network->exposures;
    const size_t end = exposures->start[i + 1];
    double sum = 0;

    if (!exposures->asset)
        for (size_t k = exposures->start[i]; k < end; k++)
            sum += exposures->amount[k] * x[exposures->debtor[k]];
    else
        for (size_t k = exposures->start[i]; k < end; k++)
            sum += ctg__first_face(network, k) * x[exposures->debtor[k]];
    return sum;
}

/*
 * max (A x)_i / x_i, an upper bound for every positive x; x moves on. `growth`
 * is what the product makes of the sum of x.
 */
static double bound_once(const ctg_network *network, double *x, double *y,
                         double *growth)
{
    const ctg__exposures *const exposures = &network->exposures;
    const ptrdiff_t count = (ptrdiff_t)network->nodes.count;
    double most = 0;
    double largest = 0;
    double before = 0;
    double after = 0;

#pragma omp parallel for if (exposures->count >= SHARED_FROM) schedule(static) \
    num_threads(ctg__thread_count()) reduction(max                             \
                                               : most)
    for (ptrdiff_t i = 0; i < count; i++) {
        double ratio;

        y[i] = share_of(owed_times(network, (size_t)i, x),
                        ctg__loss_measure(network, (size_t)i));
        ratio = y[i] / x[i];
        most = ratio > most ? ratio : most;
    }
    for (size_t i = 0; i < network->nodes.count; i++) {
        before += x[i];
        after += y[i];
        x[i] = y[i] + x[i] / 2;
        largest = x[i] > largest ? x[i] : largest;
    }
    for (size_t i = 0; i < network->nodes.count; i++) {
        const double scaled = x[i] / largest;

        x[i] = scaled > 1e-290 ? scaled : 1e-290;
    }
    *growth = after / before;
    return most;
}

/*
 * Whether a few products over all nodes prove the radius to be at most
 * `bound`: as long as their bound falls, and x does not grow so fast that it is
 * in vain.
 */
static bool is_below(const ctg_network *network, double bound,
                     ctg__asking *asking, double *x, double *y)
{
    enum { ROUNDS_MOST = 40, GROWTH_MOST = 2 };
    double most = HUGE_VAL;
    double growth;

    for (size_t i = 0; i < network->nodes.count; i++)
        x[i] = 1;
    for (size_t round = 0; round < ROUNDS_MOST; round++) {
        double now;

        /* Who is not waited for is told by what comes then. */
        if (asking && !ctg__ask_after(asking, network->exposures.count))
            return false;
        now = bound_once(network, x, y, &growth);
        if (now <= bound)
            return true;
        if (round && growth > GROWTH_MOST * bound)
            return false;
        if (round > 4 && now > most * 0.995)
            return false;
        most = now;
    }
    return false;
}

ctg_status ctg__leverage_above(const ctg_network *network, double bound,
                               ctg__asking *asking, double *radius,
                               ctg_error *error)
{
    ctg__arena arena = {0};
    ctg__radius found = {.value = bound};
    ctg__matrix matrix;
    ctg_status status = CTG_OK;
    double *x;
    double *y;

    if (!TAKE(&arena, x, network->nodes.count) ||
        !TAKE(&arena, y, network->nodes.count))
        status = ctg__fail_memory(error);
    if (!status && !is_below(network, bound, asking, x, y))
        status = leverage_matrix(network, false, &arena, &matrix)
                     ? ctg__spectral_radius_above(&matrix, bound, 1e-4, asking,
                                                  &found, error)
                     : ctg__fail_memory(error);
    ctg__arena_clear(&arena);
    if (!status)
        *radius = found.value;
    return status;
}
