/*
 * CPU time of a sweep by ranks of MPI beside that of one process, all of what
 * mpirun starts together: 4,000 rows of graphs/banks-145, which differ.
 *
 *     benchmarks/ranks [PROGRAM [MPI_PROGRAM]]
 *
 * PROGRAM is ./contagraph, MPI_PROGRAM ./contagraph-mpi. What MPI itself takes
 * to start and end as many ranks is measured by ranks that do nothing, and told
 * apart. One thread each; the least of the repeats.
 */
#include <config.h>

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bars.h"

enum { ROWS = 4000, REPEATS = 6, WORDS = 24, BYTES = 1 << 16 };

static char rows_path[] = "/tmp/contagraph-ranks-XXXXXX";
static char one_path[64];
static char many_path[64];

static void write_rows(void)
{
    FILE *const file = fdopen(mkstemp(rows_path), "w");

    if (!file)
        bars_die(rows_path);
    fputs("id,shocks\n", file);
    for (int i = 0; i < ROWS; i++)
        fprintf(file, "r%d,node %d=-%d.7%%;node %d=default\n", i, i % 145,
                5 + i % 90, (i * 7 + 3) % 145);
    if (fclose(file))
        bars_die(rows_path);
    snprintf(one_path, sizeof one_path, "%s.one", rows_path);
    snprintf(many_path, sizeof many_path, "%s.many", rows_path);
}

/* More ranks than processors, for root in a container, too; mpirun's own
 * waiting is as anybody has it. */
static void set_environment(void)
{
    setenv("OMPI_ALLOW_RUN_AS_ROOT", "1", 1);
    setenv("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1", 1);
    setenv("OMPI_MCA_rmaps_base_oversubscribe", "1", 1);
    setenv("OMP_NUM_THREADS", "1", 1);
}

static double children_cpu(void)
{
    struct rusage used;

    getrusage(RUSAGE_CHILDREN, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           1e-6 * (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/* Of a command and all that it starts; infinite where it fails. */
static double cpu_of(const char *const *words)
{
    const double before = children_cpu();
    int status = 1;
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child == 0) {
        const int null = open("/dev/null", O_RDWR);

        dup2(null, 0);
        dup2(null, 1);
        dup2(null, 2);
        execvp(words[0], (char *const *)(uintptr_t)words);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        bars_die("no process");
    return status ? (double)INFINITY : children_cpu() - before;
}

/* The words of a sweep, behind `count` others. */
static void add_sweep(const char **words, size_t count, const char *output)
{
    const char *const sweep[] = {"sweep",     BANKS, rows_path, "--format",
                                 "csv",       "-q",  "-o",      output,
                                 "--threads", "1",   NULL};

    memcpy(words + count, sweep, sizeof sweep);
}

static bool same_files(void)
{
    static char one[BYTES];
    static char many[BYTES];
    FILE *const a = fopen(one_path, "r");
    FILE *const b = fopen(many_path, "r");
    bool same = a && b;
    size_t length = 1;

    while (same && length) {
        length = fread(one, 1, sizeof one, a);
        same = fread(many, 1, sizeof many, b) == length &&
               memcmp(one, many, length) == 0;
    }
    if (a)
        fclose(a);
    if (b)
        fclose(b);
    return same;
}

typedef struct costs {
    double one;   /* one process */
    double alone; /* that does nothing */
    double many;  /* all ranks, and mpirun */
    double start; /* of ranks that do nothing */
} costs;

static costs measure(const char *program, const char *mpi_program)
{
    const char *one[WORDS] = {program};
    const char *const alone[] = {program, "--version", NULL};
    const char *many[WORDS] = {"mpirun", "--bind-to", "none",
                               "-n",     "4",         mpi_program};
    const char *const start[] = {"mpirun", "--bind-to", "none",      "-n",
                                 "4",      mpi_program, "--version", NULL};
    costs least = {(double)INFINITY, (double)INFINITY, (double)INFINITY,
                   (double)INFINITY};

    add_sweep(one, 1, one_path);
    add_sweep(many, 6, many_path);
    for (int r = 0; r < REPEATS; r++) {
        least.one = fmin(least.one, cpu_of(one));
        least.alone = fmin(least.alone, cpu_of(alone));
        least.many = fmin(least.many, cpu_of(many));
        least.start = fmin(least.start, cpu_of(start));
    }
    return least;
}

int main(int argc, char **argv)
{
    static const char what[] =
        "CPU of 4 ranks, their start apart, of one process";
    const char *const program = argc > 1 ? argv[1] : "./contagraph";
    const char *const mpi_program = argc > 2 ? argv[2] : "./contagraph-mpi";
    costs found;

    set_environment();
    bars_head("A sweep of 4,000 rows by ranks");
    if (access(mpi_program, X_OK)) {
        bars_not_judged("", what, "contagraph-mpi was not built");
        return 0;
    }
    write_rows();
    found = measure(program, mpi_program);
    if (isinf(found.many) || isinf(found.one)) {
        bars_not_judged("", what, "no mpirun that starts it");
    } else {
        bars_at_most("", what, 1.05,
                     (found.many - found.start) / (found.one - found.alone),
                     "x");
        bars_true("", "  bytes of its file", "the same", same_files());
        bars_note("  one process", 1e3 * found.one, "ms");
        bars_note("  4 ranks and mpirun", 1e3 * found.many, "ms");
        bars_note("  of it to start and end them", 1e3 * found.start, "ms");
    }
    unlink(rows_path);
    unlink(one_path);
    unlink(many_path);
    return 0;
}
