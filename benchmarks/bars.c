#include <config.h>

#include "bars.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#ifdef _OPENMP
#include <omp.h>
#endif

enum { SPINS = 20000000, SPIN_TRIES = 5 };

static double read_clock(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double bars_cpu(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

double bars_wall(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

void bars_threads(int count)
{
#ifdef _OPENMP
    omp_set_num_threads(count);
#else
    (void)count;
#endif
}

/* As the program does: see heap_keep. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

void bars_race(bars_contender *contenders, size_t count, int repeats)
{
    keep_memory();
    for (size_t c = 0; c < count; c++)
        contenders[c].least = HUGE_VAL;
    for (int r = 0; r < repeats; r++)
        for (size_t c = 0; c < count; c++)
            contenders[c].least = fmin(
                contenders[c].least, contenders[c].run(contenders[c].context));
}

static int ascending(const void *one, const void *other)
{
    const double a = *(const double *)one;
    const double b = *(const double *)other;

    return (a > b) - (a < b);
}

double bars_paired(bars_contender contenders[2], int pairs)
{
    double *const ratios = bars_room((size_t)pairs, sizeof *ratios);
    double median;

    keep_memory();
    for (int r = 0; r < pairs; r++) {
        double used[2];

        for (int c = 0; c < 2; c++)
            used[c] = contenders[c].run(contenders[c].context);
        ratios[r] = used[1] / used[0];
    }
    qsort(ratios, (size_t)pairs, sizeof *ratios, ascending);
    median = ratios[pairs / 2];
    free(ratios);
    return median;
}

/* Threads that each turn the same wheel: by the wall, and CPU time over it. */
static double spin(int threads, double *busy)
{
    const double start = bars_wall();
    const double cpu = bars_cpu();
    double wall;

#pragma omp parallel for num_threads(threads) schedule(static, 1)
    for (int t = 0; t < threads; t++) {
        volatile double wheel = 0;

        for (int k = 0; k < SPINS; k++)
            wheel += k;
    }
    wall = bars_wall() - start;
    *busy = (bars_cpu() - cpu) / wall;
    return wall;
}

bool bars_two_cores(void)
{
    double one = HUGE_VAL;

    for (int t = 0; t < SPIN_TRIES; t++) {
        double busy;

        one = fmin(one, spin(1, &busy));
        if (spin(2, &busy) < 1.15 * one && busy > 1.9)
            return true;
    }
    return false;
}

void bars_head(const char *title)
{
    double load[1] = {NAN};

    keep_memory();

    if (getloadavg(load, 1) < 1)
        load[0] = NAN;
    printf("\n%s\nload average %.2f, two cores free: %s\n\n", title, load[0],
           bars_two_cores() ? "yes" : "no");
    printf("%-3s  %-48s %14s %14s  %s\n", "bar", "what", "required", "measured",
           "");
}

static void print_row(const char *bar, const char *what, const char *sign,
                      double required, double measured, const char *unit,
                      const char *verdict)
{
    char limit[40];
    char number[40];

    snprintf(limit, sizeof limit, "%s %.4g %s", sign, required, unit);
    snprintf(number, sizeof number, "%.4g %s", measured, unit);
    printf("%-3s  %-48s %14s %14s  %s\n", bar, what, limit, number, verdict);
    fflush(stdout);
}

void bars_at_least(const char *bar, const char *what, double required,
                   double measured, const char *unit)
{
    print_row(bar, what, ">=", required, measured, unit,
              measured >= required ? "held" : "NOT HELD");
}

void bars_at_most(const char *bar, const char *what, double required,
                  double measured, const char *unit)
{
    print_row(bar, what, "<=", required, measured, unit,
              measured <= required ? "held" : "NOT HELD");
}

void bars_true(const char *bar, const char *what, const char *required,
               bool held)
{
    printf("%-3s  %-48s %14s %14s  %s\n", bar, what, required,
           held ? "yes" : "no", held ? "held" : "NOT HELD");
    fflush(stdout);
}

void bars_not_judged(const char *bar, const char *what, const char *why)
{
    printf("%-3s  %-48s %29s  not judged\n", bar, what, why);
    fflush(stdout);
}

void bars_note(const char *what, double measured, const char *unit)
{
    char number[40];

    snprintf(number, sizeof number, "%.4g %s", measured, unit);
    printf("%-3s  %-48s %14s %14s\n", "", what, "", number);
    fflush(stdout);
}

void bars_speedup(const char *bar, const char *what, double required,
                  double measured, bool free)
{
    print_row(bar, what, ">=", required, measured, "x",
              measured >= required ? "held"
              : free               ? "NOT HELD"
                                   : "not judged");
}

void bars_apart(bars_measurement *run, void *context, double *numbers,
                size_t count)
{
    const ssize_t size = (ssize_t)(count * sizeof *numbers);
    int ends[2];
    int status = 1;
    pid_t child;
    bool whole;

    fflush(stdout);
    if (pipe(ends))
        bars_die("no pipe");
    child = fork();
    if (child == 0) {
        run(context, numbers);
        _exit(write(ends[1], numbers, (size_t)size) != size);
    }
    close(ends[1]);
    whole = child > 0 && read(ends[0], numbers, (size_t)size) == size;
    close(ends[0]);
    if (child < 0 || waitpid(child, &status, 0) != child || status || !whole)
        bars_die("a child failed");
}

double bars_peak(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return 1024.0 * (double)usage.ru_maxrss;
}

const char *bars_python(const char *module)
{
    static const char *const names[] = {"python3", "/usr/bin/python3"};
    char command[80];

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(command, sizeof command, "%s -c 'import %s' 2>/dev/null",
                 names[i], module);
        if (system(command) == 0)
            return names[i];
    }
    return NULL;
}

_Noreturn void bars_die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

void *bars_room(size_t count, size_t size)
{
    void *const made = calloc(count ? count : 1, size);

    if (!made)
        bars_die("out of memory");
    return made;
}

double bars_told(const char *command, int place)
{
    double number = HUGE_VAL;
    FILE *const pipe = popen(command, "r");

    for (int i = 0; pipe && i < place; i++)
        if (fscanf(pipe, "%lf", &number) != 1) {
            number = HUGE_VAL;
            break;
        }
    if (pipe)
        pclose(pipe);
    return number;
}

double bars_gather(const double *value, const uint32_t *of, size_t count)
{
    static volatile double sink;
    const double begin = bars_cpu();
    double sums[4] = {0};

    for (size_t k = 0; k + 4 <= count; k += 4)
        for (size_t u = 0; u < 4; u++)
            sums[u] += value[of[k + u]];
    sink = sums[0] + sums[1] + sums[2] + sums[3];
    (void)sink;
    return bars_cpu() - begin;
}
