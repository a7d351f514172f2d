/*
 * Random numbers against numpy's. Draws of three days on real lending
 * positions: simulate against a sweep over the same shocks, against what one
 * writes in numpy for a single round of liquidations, by one, two and three
 * threads, and a calibration against as many simulations. How much memory
 * draws take.
 *
 *     benchmarks/simulate [DRAWS]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "bars.h"
#include "risk/normal_many.h"
#include "risk/random_slots.h"

enum { DRAWS = 4000, REPEATS = 3, NORMALS = 1000000 };

typedef struct subject {
    ctg_graph *graph;
    ctg_network *network;
    ctg_scenario *scenario;
    ctg_risk *risk;
    ctg_problems *problems;
    size_t draws;
    ctg_scenario **drawn;
    ctg_summary *summaries;
    const char *python;
} subject;

static ctg_error error;

static void must(ctg_status status)
{
    if (status)
        bars_die(error.message);
}

static ctg_simulation *simulation_of(const subject *s, unsigned threads)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_simulation *made;

    options.threads = threads;
    options.folder = COMPOUND;
    must(ctg_simulation_new(s->network, s->scenario, s->risk, &options,
                            s->problems, &made, &error));
    return made;
}

static void open_subject(subject *s, const char *draws)
{
    ctg_simulation *first;

    *s = (subject){.draws = strtoul(draws, NULL, 10),
                   .scenario = ctg_scenario_new(),
                   .risk = ctg_risk_new(),
                   .problems = ctg_problems_new()};
    if (!s->scenario || !s->risk || !s->problems)
        bars_die("out of memory");
    must(ctg_graph_read(COMPOUND, NULL, &s->graph, NULL, &error));
    must(ctg_network_new(s->graph, &s->network, NULL, &error));
    must(ctg_risk_read(s->risk, COMPOUND "/risk.json", &error));
    must(ctg_risk_set(s->risk, "draws", draws, &error));
    s->drawn = bars_room(s->draws, sizeof(ctg_scenario *));
    s->summaries = bars_room(s->draws, sizeof *s->summaries);
    first = simulation_of(s, 1);
    for (size_t k = 0; k < s->draws; k++)
        must(ctg_simulation_draw(first, k + 1, &s->drawn[k], &error));
    ctg_simulation_free(first);
}

static void close_subject(subject *s)
{
    for (size_t k = 0; k < s->draws; k++)
        ctg_scenario_free(s->drawn[k]);
    free(s->drawn);
    free(s->summaries);
    ctg_problems_free(s->problems);
    ctg_risk_free(s->risk);
    ctg_scenario_free(s->scenario);
    ctg_network_free(s->network);
    ctg_graph_free(s->graph);
}

static double simulate(void *context)
{
    ctg_simulation *const made = simulation_of(context, 1);
    const double start = bars_cpu();

    must(ctg_simulation_run(made, &error));
    ctg_simulation_free(made);
    return bars_cpu() - start;
}

static double sweep(void *context)
{
    const subject *const s = context;
    const ctg_sweep_options options = {.threads = 1};
    size_t failed;
    const double start = bars_cpu();

    must(ctg_sweep_run(s->network, (const ctg_scenario *const *)s->drawn,
                       s->draws, &options, s->summaries, &failed, &error));
    return bars_cpu() - start;
}

/* What the script takes for so many draws. */
static double numpy(void *context)
{
    const subject *const s = context;
    char command[2300];

    snprintf(command, sizeof command,
             "OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 %s '%s' '%s' %zu "
             "2>/dev/null",
             s->python, LIQUIDATION_PY, COMPOUND, s->draws);
    return bars_told(command, 2);
}

/* --- random numbers ------------------------------------------------------ */

static double numpy_normals(void *context)
{
    const subject *const s = context;
    char command[400];

    snprintf(command, sizeof command,
             "%s -c 'import time, numpy; "
             "g = numpy.random.Generator(numpy.random.Philox(1)); "
             "s = time.process_time(); g.standard_normal(%d); "
             "print(1, time.process_time() - s)' 2>/dev/null",
             s->python, (int)NORMALS);
    return bars_told(command, 2);
}

/* A draw's at a time, as many as it may need. */
static double normals(void *context)
{
    enum { A_DRAW = 1000 };
    static double made[A_DRAW];
    const ctg__normal_kernels *const kernels = ctg__normal_kernels_best();
    const double start = bars_cpu();

    (void)context;
    for (uint64_t draw = 1; draw <= NORMALS / A_DRAW; draw++) {
        ctg__slot_units(1, draw, CTG__SLOT_ROWS, A_DRAW, made);
        ctg__normal_quantiles(kernels, made, A_DRAW, made);
    }
    return bars_cpu() - start;
}

static void compare_normals(subject *s)
{
    bars_contender contenders[] = {{.run = normals, .context = s},
                                   {.run = numpy_normals, .context = s}};
    const char *const what = "Philox to normal, against numpy's";

    bars_race(contenders, s->python ? 2 : 1, 2 * REPEATS);
    bars_note("a normal number", 1e9 * contenders[0].least / NORMALS, "ns");
    if (s->python)
        bars_at_most("R1", what, 1.2, contenders[0].least / contenders[1].least,
                     "x");
    else
        bars_not_judged("R1", what, "no numpy");
}

/* A measure of all draws; released by the caller. */
static double *values_of(const ctg_simulation *made, size_t measure)
{
    const size_t draws = (size_t)ctg_simulation_summarise(made)->draws;
    double *const values = bars_room(draws, sizeof *values);

    if (!ctg_simulation_values(made, measure, 0, draws, values))
        bars_die("no values of a measure");
    return values;
}

/* Values of every measure and draw, and sums by node. */
static bool same(const ctg_simulation *a, const ctg_simulation *b,
                 const subject *s)
{
    bool equal =
        memcmp(ctg_simulation_nodes(a), ctg_simulation_nodes(b),
               ctg_network_node_count(s->network) * sizeof(ctg_risk_node)) == 0;

    for (size_t m = 0; equal && ctg_simulation_measure_at(a, m); m++) {
        double *const first = values_of(a, m);
        double *const second = values_of(b, m);

        equal = memcmp(first, second, s->draws * sizeof(double)) == 0;
        free(first);
        free(second);
    }
    return equal;
}

static void compare_threads(const subject *s)
{
    const bool free_before = bars_two_cores();
    ctg_simulation *made[3];
    double seconds[3];
    bool equal = true;

    for (unsigned t = 0; t < 3; t++) {
        const double start = bars_wall();

        made[t] = simulation_of(s, t + 1);
        must(ctg_simulation_run(made[t], &error));
        seconds[t] = bars_wall() - start;
        equal &= t == 0 || same(made[0], made[t], s);
    }
    bars_true("R4", "1, 2 and 3 threads", "same bits", equal);
    bars_speedup("R4", "2 threads against 1", 1.6, seconds[0] / seconds[1],
                 free_before && bars_two_cores());
    for (size_t t = 0; t < 3; t++)
        ctg_simulation_free(made[t]);
}

/* --- memory -------------------------------------------------------------- */

/* The peak of a process of its own that draws so many, in bytes, if those
 * before it took less; `sparse` is what columns of venues and layers have that
 * is not 0. */
static double peak_of(const char *draws, double *columns, double *sparse)
{
    int ends[2];
    double told[2] = {0};
    struct rusage used;
    pid_t child;

    if (pipe(ends) || (child = fork()) < 0)
        bars_die("no process for a measurement");
    if (child == 0) {
        const ctg_risk_measure *m;
        ctg_simulation *made;
        subject s;

        open_subject(&s, "400");
        must(ctg_risk_set(s.risk, "draws", draws, &error));
        made = simulation_of(&s, 1);
        must(ctg_simulation_run(made, &error));
        for (size_t k = 0; (m = ctg_simulation_measure_at(made, k)); k++) {
            double value;

            if (!strchr(m->name, ' ')) {
                told[0]++;
                continue;
            }
            for (size_t d = 0; ctg_simulation_values(made, k, d, 1, &value);
                 d++)
                told[1] += value != 0;
        }
        _exit(write(ends[1], told, sizeof told) != sizeof told);
    }
    close(ends[1]);
    if (read(ends[0], told, sizeof told) != sizeof told ||
        waitpid(child, NULL, 0) < 0 || getrusage(RUSAGE_CHILDREN, &used))
        bars_die("a measurement did not end");
    close(ends[0]);
    *columns = told[0];
    *sparse = told[1];
    return 1024.0 * (double)used.ru_maxrss;
}

static void measure_memory(void)
{
    static const char many[] = "100000";
    const double draws = strtod(many, NULL);
    double columns;
    double sparse;
    const double least = peak_of("400", &columns, &sparse);
    const double most = peak_of(many, &columns, &sparse);
    const double allowed = least + 8 * (columns + 1) * draws + 16 * sparse;

    bars_note("draws for the memory", draws, "");
    bars_at_most("R6", "peak memory, to a run's and that of its columns", 1.1,
                 most / allowed, "x");
}

/* --- tilted draws -------------------------------------------------------- */

/* Variance of P(L > limit) per draw, plain over tilted; a NaN: over the VaR. */
static double gain_of(ctg_simulation *made, double limit)
{
    const size_t pairs = ctg_simulation_summarise(made)->draws / 2;
    double *const losses = values_of(made, 0);
    const double *const weights = ctg_simulation_weights(made);
    double sum = 0;
    double squares = 0;
    double p;

    if (isnan(limit))
        limit = ctg_simulation_measure_at(made, 0)->levels[0].var;
    for (size_t k = 0; k < pairs; k++) {
        const double hit =
            0.5 * ((losses[2 * k] > limit ? weights[2 * k] : 0) +
                   (losses[2 * k + 1] > limit ? weights[2 * k + 1] : 0));

        sum += hit;
        squares += hit * hit;
    }
    free(losses);
    p = sum / (double)pairs;
    return p * (1 - p) * ((double)pairs - 1) /
           (2 * (squares - (double)pairs * p * p));
}

/* Draws by these keys and values on the graph of a file. */
static void tilt(const subject *s, const char *what, const char *path,
                 const char *const *keys, double limit, double least)
{
    ctg_simulate_options options = ctg_simulate_options_default();
    ctg_risk *const risk = ctg_risk_new();
    ctg_simulation *made;
    ctg_network *network;
    ctg_graph *graph;

    if (!risk)
        bars_die("out of memory");
    must(ctg_graph_read(path, NULL, &graph, NULL, &error));
    must(ctg_network_new(graph, &network, NULL, &error));
    for (size_t k = 0; keys[k]; k += 2)
        must(ctg_risk_set(risk, keys[k], keys[k + 1], &error));
    options.threads = 1;
    must(ctg_simulation_new(network, s->scenario, risk, &options, s->problems,
                            &made, &error));
    must(ctg_simulation_run(made, &error));
    bars_at_least("R5", what, least, gain_of(made, limit), "x");
    ctg_simulation_free(made);
    ctg_risk_free(risk);
    ctg_network_free(network);
    ctg_graph_free(graph);
}

static void compare_tilts(const subject *s)
{
    static const char *const debtors[] = {
        "days",   "365",  "correlation", "0.2",   "tilt", "true",
        "levels", "99.9", "draws",       "20000", NULL};
    static const char *const gaussian[] = {"correlation", "0.5",    "tilt",
                                           "true",        "levels", "99.9",
                                           "draws",       "20000",  NULL};
    static const char *const student[] = {
        "correlation", "0.5",   "tilt", "true", "levels", "99.9",
        "draws",       "20000", "df",   "4",    NULL};

    tilt(s, "tilted, 99.9 %, fifty debtors", RISK_FOLDER "/R14-tilt", debtors,
         130, 40);
    tilt(s, "tilted, 99.9 %, two assets", PAIR_JSON, gaussian, (double)NAN, 60);
    tilt(s, "tilted, 99.9 %, two assets, t of 4 df", PAIR_JSON, student,
         (double)NAN, 13);
}

/* --- a calibration ------------------------------------------------------- */

/* CPU seconds of a point. */
static double calibrate(void *context)
{
    static const char *const sets[] = {"supply compound/ETH=0.5..1.5"};
    static const char *const limits[] = {"liquidated_value mean <= 200"};
    const subject *const s = context;
    ctg_calibrate_options options = ctg_calibrate_options_default();
    ctg_calibration *made;
    const double start = bars_cpu();
    double seconds;

    options.sets = sets;
    options.set_count = 1;
    options.limits = limits;
    options.limit_count = 1;
    options.folder = COMPOUND;
    options.threads = 1;
    must(ctg_calibrate(s->network, s->scenario, s->risk, &options, s->problems,
                       &made, &error));
    seconds =
        (bars_cpu() - start) / (double)ctg_calibration_summarise(made)->points;
    ctg_calibration_free(made);
    return seconds;
}

static void compare_calibration(subject *s)
{
    bars_contender contenders[] = {{.run = calibrate, .context = s},
                                   {.run = simulate, .context = s}};

    must(ctg_risk_set(s->risk, "draws", "400", &error));
    bars_race(contenders, 2, REPEATS);
    bars_at_most("R7", "32 points of a calibration, to a simulation", 32.5,
                 32 * contenders[0].least / contenders[1].least, "x");
}

int main(int argc, char **argv)
{
    char draws[24];
    subject s;
    bars_contender contenders[] = {{.run = simulate, .context = &s},
                                   {.run = sweep, .context = &s},
                                   {.run = numpy, .context = &s}};
    char title[80];

    snprintf(draws, sizeof draws, "%lu",
             argc > 1 ? strtoul(argv[1], NULL, 10) : (unsigned long)DRAWS);
    if (strtoul(draws, NULL, 10) < 400)
        return 2;
    bars_threads(1);
    snprintf(title, sizeof title, "%s draws of compound-2023 over 3 days",
             draws);
    bars_head(title);
    measure_memory();
    open_subject(&s, draws);
    s.python = bars_python("numpy");
    compare_normals(&s);
    bars_race(contenders, s.python ? 3 : 2, REPEATS);
    bars_note("a draw, causes of the tail included",
              1e6 * contenders[0].least / (double)s.draws, "us");
    bars_at_most("R2", "against a sweep of the same shocks", 1,
                 contenders[0].least / contenders[1].least, "x");
    if (s.python)
        bars_at_most("", "against one round of liquidations in numpy", 1,
                     contenders[0].least / contenders[2].least, "x");
    else
        bars_not_judged("", "against one round of liquidations in numpy",
                        "no numpy");
    compare_threads(&s);
    compare_calibration(&s);
    compare_tilts(&s);
    close_subject(&s);
    return 0;
}
