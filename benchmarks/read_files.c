#include <config.h>

#include "read_files.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bars.h"

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

/* In cents. */
static double next_amount(uint64_t *state, uint64_t least, uint64_t span)
{
    return (double)(100 * least + next_random(state) % (100 * span)) / 100;
}

static FILE *start(const char *path, const char *head)
{
    FILE *const file = fopen(path, "w");

    if (!file)
        bars_die(path);
    fputs(head, file);
    return file;
}

static void finish(FILE *file)
{
    if (fclose(file))
        bars_die("a file cannot be written");
}

/* One exposure. */
typedef void put_edge(FILE *file, unsigned debtor, unsigned creditor,
                      double amount);

static void put_csv(FILE *file, unsigned debtor, unsigned creditor,
                    double amount)
{
    fprintf(file, "B%07u,B%07u,%.2f\n", debtor, creditor, amount);
}

static void put_ncol(FILE *file, unsigned debtor, unsigned creditor,
                     double amount)
{
    fprintf(file, "B%07u B%07u %.2f\n", debtor, creditor, amount);
}

static void put_graphml(FILE *file, unsigned debtor, unsigned creditor,
                        double amount)
{
    fprintf(file,
            "<edge source=\"B%07u\" target=\"B%07u\"><data key=\"a\">%.2f"
            "</data></edge>\n",
            debtor, creditor, amount);
}

static void put_edges(const read_files *files, FILE *file, put_edge *put)
{
    uint64_t state = 237;

    for (size_t i = 0; i < files->edge_count; i++) {
        const uint64_t debtor = next_random(&state) % files->node_count;
        const uint64_t creditor = next_random(&state) % files->node_count;

        put(file, id_of((size_t)debtor), id_of((size_t)creditor),
            next_amount(&state, 0, 1000000));
    }
}

static void write_edges(const read_files *files, const char *path,
                        const char *head, put_edge *put)
{
    FILE *const file = start(path, head);

    put_edges(files, file, put);
    finish(file);
}

/* Equities times a share, that of every second bank another: 1 and 1 are sound
 * banks, whose network needs no look at its spectral radius. */
static void write_nodes(const read_files *files, double even, double odd)
{
    char path[96];
    FILE *file;
    uint64_t state = 5;

    snprintf(path, sizeof path, "%s/nodes.csv", files->folder);
    file = start(path, "id,equity\n");
    for (size_t i = 0; i < files->node_count; i++)
        fprintf(file, "B%07u,%.2f\n", id_of(i),
                next_amount(&state, 10000000, 90000000) * (i % 2 ? odd : even));
    finish(file);
}

void read_files_weaken(const read_files *files)
{
    write_nodes(files, 0.005, -0.005);
}

static void write_graphml(const read_files *files)
{
    FILE *const file =
        start(files->graphml, "<graphml>\n"
                              "<key id=\"a\" for=\"edge\" "
                              "attr.name=\"amount\" attr.type=\"double\"/>\n"
                              "<graph edgedefault=\"directed\">\n");

    for (size_t i = 0; i < files->node_count; i++)
        fprintf(file, "<node id=\"B%07u\"/>\n", id_of(i));
    put_edges(files, file, put_graphml);
    fputs("</graph>\n</graphml>\n", file);
    finish(file);
}

double read_files_size(const char *path)
{
    struct stat status;

    return stat(path, &status) ? 0 : (double)status.st_size;
}

void read_files_make(read_files *files, size_t edge_count, size_t node_count,
                     bool others)
{
    *files = (read_files){.edge_count = edge_count, .node_count = node_count};
    strcpy(files->folder, "/tmp/contagraph-read-XXXXXX");
    if (!mkdtemp(files->folder))
        bars_die(files->folder);
    snprintf(files->edges, sizeof files->edges, "%s/exposures.csv",
             files->folder);
    snprintf(files->ncol, sizeof files->ncol, "%s/g.ncol", files->folder);
    snprintf(files->graphml, sizeof files->graphml, "%s/g.graphml",
             files->folder);
    snprintf(files->snapshot, sizeof files->snapshot, "%s/g.ctg",
             files->folder);
    write_nodes(files, 1, 1);
    write_edges(files, files->edges, "debtor,creditor,amount\n", put_csv);
    if (!others)
        return;
    write_edges(files, files->ncol, "", put_ncol);
    write_graphml(files);
}

void read_files_remove(const read_files *files)
{
    char nodes[96];

    snprintf(nodes, sizeof nodes, "%s/nodes.csv", files->folder);
    unlink(nodes);
    unlink(files->edges);
    unlink(files->ncol);
    unlink(files->graphml);
    unlink(files->snapshot);
    rmdir(files->folder);
}
