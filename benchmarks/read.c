/*
 * Reading a million exposures: ours to the finished network, a bare loop over
 * the same bytes, and pandas where it is installed.
 *
 *     benchmarks/read [EXPOSURES [NODES]]
 *
 * CPU time, interleaved, the least of seven; memory is the peak of a process
 * of its own beside what a process that does nothing has and the files.
 */
#include <config.h>

#include <fcntl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

enum { REPEATS = 7 };

static char folder[] = "/tmp/contagraph-read-XXXXXX";
static char nodes_path[64];
static char edges_path[64];
static size_t node_count = 100000;
static size_t edge_count = 1000000;

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "read: %s\n", what);
    exit(1);
}

/* SplitMix64: any stream will do, but always the same. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static unsigned id_of(size_t node)
{
    return (unsigned)(node * 7919 % 10000000);
}

static void write_files(void)
{
    uint64_t state = 237;
    FILE *file;

    if (!mkdtemp(folder))
        die("no temporary folder");
    snprintf(nodes_path, sizeof nodes_path, "%s/nodes.csv", folder);
    snprintf(edges_path, sizeof edges_path, "%s/exposures.csv", folder);
    file = fopen(nodes_path, "w");
    if (!file)
        die(nodes_path);
    fputs("id,equity\n", file);
    for (size_t i = 0; i < node_count; i++)
        fprintf(file, "B%07u,%llu.%02llu\n", id_of(i), /* sound banks */
                (unsigned long long)(next_random(&state) % 90000000 + 10000000),
                (unsigned long long)(next_random(&state) % 100));
    fclose(file);
    file = fopen(edges_path, "w");
    if (!file)
        die(edges_path);
    fputs("debtor,creditor,amount\n", file);
    for (size_t i = 0; i < edge_count; i++)
        fprintf(file, "B%07u,B%07u,%llu.%02llu\n",
                id_of(next_random(&state) % node_count),
                id_of(next_random(&state) % node_count),
                (unsigned long long)(next_random(&state) % 1000000),
                (unsigned long long)(next_random(&state) % 100));
    fclose(file);
}

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Ours, in its two steps. */
static void read_ours(double seconds[2])
{
    const double start = cpu_seconds();
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error = {0};
    double read_end;

    if (ctg_graph_read(folder, NULL, &graph, problems, &error))
        die(error.message);
    read_end = cpu_seconds();
    if (ctg_network_new(graph, &network, problems, &error))
        die(error.message);
    seconds[0] = read_end - start;
    seconds[1] = cpu_seconds() - start;
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

/* The floor: what any reader has to do, and nothing else. */
typedef struct id_slot {
    const char *text;
    uint32_t length;
    uint32_t node;
} id_slot;

typedef struct floor_state {
    id_slot *slots;
    size_t mask;
    locale_t c_locale;
} floor_state;

static id_slot *look_up(const floor_state *state, const char *text,
                        size_t length)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    size_t at;

    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    at = (size_t)(hash ^ hash >> 32) & state->mask;
    while (state->slots[at].text &&
           (state->slots[at].length != length ||
            memcmp(state->slots[at].text, text, length) != 0))
        at = (at + 1) & state->mask;
    return &state->slots[at];
}

static const char *map_file(const char *path, size_t *length)
{
    const int fd = open(path, O_RDONLY);
    struct stat status;
    const char *bytes;

    if (fd < 0 || fstat(fd, &status))
        die(path);
    *length = (size_t)status.st_size;
    bytes = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED)
        die(path);
    return bytes;
}

static const char *until(const char *c, const char *end, char what)
{
    const char *const found = memchr(c, what, (size_t)(end - c));

    if (!found)
        die("the floor met a line it cannot read");
    return found;
}

static size_t floor_nodes(floor_state *state, double *equity)
{
    size_t length;
    const char *const bytes = map_file(nodes_path, &length);
    const char *const end = bytes + length;
    const char *c = until(bytes, end, '\n') + 1;
    size_t row = 0;

    for (; c < end; row++) {
        const char *const comma = until(c, end, ',');
        id_slot *const slot = look_up(state, c, (size_t)(comma - c));

        *slot = (id_slot){c, (uint32_t)(comma - c), (uint32_t)row};
        equity[row] = strtod_l(comma + 1, NULL, state->c_locale);
        c = until(comma, end, '\n') + 1;
    }
    return row;
}

static size_t floor_edges(const floor_state *state, uint32_t *debtor,
                          uint32_t *creditor, double *amount)
{
    size_t length;
    const char *const bytes = map_file(edges_path, &length);
    const char *const end = bytes + length;
    const char *c = until(bytes, end, '\n') + 1;
    size_t row = 0;

    for (; c < end; row++) {
        const char *const first = until(c, end, ',');
        const char *const second = until(first + 1, end, ',');

        debtor[row] = look_up(state, c, (size_t)(first - c))->node;
        creditor[row] =
            look_up(state, first + 1, (size_t)(second - first - 1))->node;
        amount[row] = strtod_l(second + 1, NULL, state->c_locale);
        c = until(second, end, '\n') + 1;
    }
    munmap((void *)(uintptr_t)bytes, length);
    return row;
}

static double read_floor(void)
{
    const double start = cpu_seconds();
    floor_state state = {.mask = 1};
    double *const equity = malloc(node_count * sizeof *equity);
    uint32_t *const debtor = malloc(edge_count * sizeof *debtor);
    uint32_t *const creditor = malloc(edge_count * sizeof *creditor);
    double *const amount = malloc(edge_count * sizeof *amount);
    double seconds;

    while (state.mask < 2 * node_count)
        state.mask *= 2;
    state.slots = calloc(state.mask, sizeof *state.slots);
    state.mask--;
    state.c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!equity || !debtor || !creditor || !amount || !state.slots)
        die("out of memory");
    if (floor_nodes(&state, equity) != node_count ||
        floor_edges(&state, debtor, creditor, amount) != edge_count)
        die("the floor missed a line");
    seconds = cpu_seconds() - start;
    free(equity);
    free(debtor);
    free(creditor);
    free(amount);
    free(state.slots);
    freelocale(state.c_locale);
    return seconds;
}

/* 0 where there is no pandas. */
static double read_pandas(const char *python)
{
    char command[1024];
    double seconds = 0;
    FILE *pipe;

    snprintf(command, sizeof command,
             "%s -c 'import time, pandas as p\n"
             "s = time.process_time()\n"
             "n = p.read_csv(\"%s\")\n"
             "e = p.read_csv(\"%s\")\n"
             "i = p.Index(n.id)\n"
             "d = i.get_indexer(e.debtor)\n"
             "c = i.get_indexer(e.creditor)\n"
             "print(time.process_time() - s)' 2>/dev/null",
             python, nodes_path, edges_path);
    pipe = popen(command, "r");
    if (!pipe)
        return 0;
    if (fscanf(pipe, "%lf", &seconds) != 1)
        seconds = 0;
    pclose(pipe);
    return seconds;
}

static const char *find_python(void)
{
    static const char *const names[] = {"python3", "/usr/bin/python3"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (read_pandas(names[i]) > 0)
            return names[i];
    return NULL;
}

/* Peak memory of a child, in bytes; it reads or does nothing. */
static double peak_of_child(bool reads)
{
    struct rusage usage;
    int status;
    const pid_t child = fork();

    if (child == 0) {
        double seconds[2];

        if (reads)
            read_ours(seconds);
        _exit(0);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status)
        die("a child failed");
    return 1024.0 * (double)usage.ru_maxrss;
}

static double file_size(const char *path)
{
    struct stat status;

    return stat(path, &status) ? 0 : (double)status.st_size;
}

static void least(double *best, double seconds)
{
    if (*best <= 0 || seconds < *best)
        *best = seconds;
}

static void show(const char *what, double seconds, double floor)
{
    printf("%-34s %8.1f ms  %6.0f ns/exposure  %5.2f x floor\n", what,
           1e3 * seconds, 1e9 * seconds / (double)edge_count, seconds / floor);
}

int main(int argc, char **argv)
{
    double floor = 0;
    double graph = 0;
    double network = 0;
    double pandas = 0;
    double peak;
    const char *python;

    if (argc > 1)
        edge_count = strtoul(argv[1], NULL, 10);
    if (argc > 2)
        node_count = strtoul(argv[2], NULL, 10);
    if (!edge_count || !node_count)
        die("EXPOSURES and NODES are counts");
    write_files();
    peak = peak_of_child(true) - peak_of_child(false) - file_size(nodes_path) -
           file_size(edges_path);
    python = find_python();
    for (int i = 0; i < REPEATS; i++) {
        double ours[2];

        read_ours(ours);
        least(&graph, ours[0]);
        least(&network, ours[1]);
        least(&floor, read_floor());
        if (python)
            least(&pandas, read_pandas(python));
    }
    printf("%zu exposures, %zu nodes, %.1f MB, one thread, least of %d\n",
           edge_count, node_count,
           1e-6 * (file_size(nodes_path) + file_size(edges_path)), REPEATS);
    show("floor: memchr, strtod_l, look-up", floor, floor);
    show("ctg_graph_read", graph, floor);
    show("ctg_graph_read, ctg_network_new", network, floor);
    if (python)
        show("pandas, to indices", pandas, floor);
    printf("bar: 2 x floor         %s\n",
           network <= 2 * floor ? "held" : "NOT held");
    printf("bar: 150 B/exposure    %s (%.0f beside the files)\n",
           peak <= 150 * (double)edge_count ? "held" : "NOT held",
           peak / (double)edge_count);
    unlink(nodes_path);
    unlink(edges_path);
    rmdir(folder);
    return 0;
}
