/*
 * How soon commands end that are told to: SIGTERM and SIGINT a second after
 * they began, by a clock on the wall.
 *
 *     benchmarks/stop [PROGRAM [NODES]]
 *
 * PROGRAM is ./contagraph. Two threads at most; what ended by itself before the
 * signal came is not judged.
 */
#include <config.h>

#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <contagraph/contagraph.h>

#include "bars.h"

enum { DEGREE = 10, WORDS = 10, REPEATS = 2 };

static char folder[] = "/tmp/contagraph-stop-XXXXXX";
static char graph_path[64];
static char json_path[64];
static char made_path[64];
static char shock[64];
static char size[64];

/* GRAPH, JSON and OUT stand for files, in a folder that is removed, SHOCK and
 * SIZE for shocks of a node. */
static const char *const commands[][WORDS] = {
    {"rank", "GRAPH", "--by", "shapley"},
    {"rank", "GRAPH", "--by", "impact"},
    {"rank", "GRAPH", "--by", "vulnerability"},
    {"run", "GRAPH", "--shock", "SHOCK", "--ledger", "/dev/null"},
    {"run", "GRAPH", "--shock", "SHOCK", "--format", "json", "-o", "OUT"},
    {"paths", "GRAPH", "--shock", "SHOCK"},
    {"curve", "GRAPH", "--shock", "SIZE", "--steps", "1000"},
    {"draw", "cascade", "GRAPH", "--shock", "SHOCK", "-o", "OUT"},
    {"info", "GRAPH"},
    {"convert", "GRAPH", "-o", "OUT", "--to", "graphml"},
    {"check", "JSON"},
};

static const char *word_of(const char *word)
{
    return strcmp(word, "GRAPH") == 0   ? graph_path
           : strcmp(word, "JSON") == 0  ? json_path
           : strcmp(word, "OUT") == 0   ? made_path
           : strcmp(word, "SHOCK") == 0 ? shock
           : strcmp(word, "SIZE") == 0  ? size
                                        : word;
}

static pid_t start(const char *program, const char *const *command)
{
    const char *words[WORDS + 2] = {program};
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child)
        return child;
    for (size_t w = 0; w < WORDS && command[w]; w++)
        words[w + 1] = word_of(command[w]);
    if (!freopen("/dev/null", "w", stdout) ||
        !freopen("/dev/null", "w", stderr))
        _exit(1);
    execv(program, (char *const *)(uintptr_t)words);
    _exit(127);
}

static void wait_for(double seconds)
{
    const struct timespec time = {(time_t)seconds,
                                  (long)(1e9 * fmod(seconds, 1))};

    nanosleep(&time, NULL);
}

/* Seconds from the signal to the end; NaN: it had ended before. */
static double answer(const char *program, const char *const *command,
                     int number)
{
    const pid_t child = start(program, command);
    double sent;
    int status;

    if (child < 0)
        bars_die("no process");
    wait_for(1);
    if (waitpid(child, &status, WNOHANG) == child) {
        if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
            bars_die(program);
        return (double)NAN;
    }
    sent = bars_wall();
    kill(child, number);
    waitpid(child, &status, 0);
    return bars_wall() - sent;
}

/* "run --ledger stops": what it does, without its files. */
static void name(const char *const *command, char *what, size_t room)
{
    size_t used = (size_t)snprintf(what, room, "%s", command[0]);

    for (size_t w = 1; w < WORDS && command[w] && used < room; w++)
        if (word_of(command[w]) == command[w] && *command[w] != '/' &&
            strcmp(command[w], "--shock") != 0 && strcmp(command[w], "-o") != 0)
            used +=
                (size_t)snprintf(what + used, room - used, " %s", command[w]);
}

static void judge(const char *program, const char *const *command)
{
    double most = 0;
    char what[120];

    for (int r = 0; r < REPEATS; r++) {
        const double taken = answer(program, command, r % 2 ? SIGINT : SIGTERM);

        most = isnan(taken) || isnan(most) ? (double)NAN : fmax(most, taken);
    }
    name(command, what, sizeof what);
    if (isnan(most))
        bars_not_judged("25", what, "ends within a second");
    else
        bars_at_most("25", what, 0.5, most, "s");
}

static void make(size_t nodes)
{
    const ctg_generate_options options = {
        .nodes = nodes, .degree = DEGREE, .seed = 237};
    ctg_error error;
    ctg_graph *graph;

    if (!mkdtemp(folder))
        bars_die(folder);
    snprintf(graph_path, sizeof graph_path, "%s/graph.ctg", folder);
    snprintf(json_path, sizeof json_path, "%s/graph.json", folder);
    snprintf(made_path, sizeof made_path, "%s/made", folder);
    if (ctg_graph_generate("er", &options, &graph, &error) ||
        ctg_graph_write(graph, graph_path, NULL, NULL, &error) ||
        ctg_graph_write(graph, json_path, NULL, NULL, &error))
        bars_die(error.message);
    snprintf(shock, sizeof shock, "node %s=default",
             ctg_graph_node_id(graph, 1));
    snprintf(size, sizeof size, "node %s=-X", ctg_graph_node_id(graph, 1));
    ctg_graph_free(graph);
}

static void forget(void)
{
    unlink(graph_path);
    unlink(json_path);
    unlink(made_path);
    rmdir(folder);
}

int main(int argc, char **argv)
{
    const char *const program = argc > 1 ? argv[1] : "./contagraph";
    const size_t nodes = argc > 2 ? strtoul(argv[2], NULL, 10) : 100000;

    if (nodes < 1000)
        bars_die("NODES is at least 1000");
    bars_head("Signals a second after the start");
    if (access(program, X_OK)) {
        bars_not_judged("25", "SIGTERM and SIGINT answered", "no program");
        return 0;
    }
    make(nodes);
    for (size_t c = 0; c < sizeof commands / sizeof *commands; c++)
        judge(program, commands[c]);
    forget();
    return 0;
}
