#include "mpi/ranks.h"

#include <mpi.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/heap.h"
#include "cli/interrupt.h"
#include "cli/say.h"
#include "mpi/dealing.h"

enum { ASK = 1, WORK, RESULTS, INPUTS, VERDICT, END, BYE };
enum { WORDS_ROOM = 1024, AHEAD = 2, BATCHES = 2 };

/* --- messages ------------------------------------------------------------ */

/* What MPI itself waits for it asks for again and again: whoever waits here
 * sleeps between two questions, longer each time. */
static const struct timespec first_nap = {.tv_nsec = 50000};

static void sleep_on(struct timespec *nap)
{
    nanosleep(nap, NULL);
    if (nap->tv_nsec < 3000000)
        nap->tv_nsec *= 2;
}

static MPI_Status wait_for(int from, int tag)
{
    struct timespec nap = first_nap;
    MPI_Status status;
    int came = 0;

    for (;;) {
        MPI_Iprobe(from, tag, MPI_COMM_WORLD, &came, &status);
        if (came)
            return status;
        sleep_on(&nap);
    }
}

/* Long messages pass when both sides ask for them. */
static void complete(MPI_Request *request)
{
    struct timespec nap = first_nap;
    int done = 0;

    for (;;) {
        MPI_Test(request, &done, MPI_STATUS_IGNORE);
        if (done)
            return;
        sleep_on(&nap);
    }
}

static void *receive(const MPI_Status *status, size_t *length)
{
    MPI_Request request;
    int size;
    char *bytes;

    MPI_Get_count(status, MPI_BYTE, &size);
    bytes = heap_take((size_t)size + 1);
    MPI_Irecv(bytes, size, MPI_BYTE, status->MPI_SOURCE, status->MPI_TAG,
              MPI_COMM_WORLD, &request);
    complete(&request);
    *length = (size_t)size;
    return bytes;
}

static void send(int to, int tag, const void *bytes, size_t length)
{
    MPI_Request request;

    MPI_Isend(bytes, (int)length, MPI_BYTE, to, tag, MPI_COMM_WORLD, &request);
    complete(&request);
}

static _Noreturn void abort_all(int rank, const char *words)
{
    static const char own[] = "contagraph: ";
    char *const line = heap_copy(words);
    const size_t skip = strncmp(line, own, sizeof own - 1) ? 0 : sizeof own - 1;

    line[strcspn(line, "\n")] = '\0';
    say("rank %d: %s", rank, *line ? line + skip : "ended before its work did");
    MPI_Abort(MPI_COMM_WORLD, EXIT_FAILED);
    exit(EXIT_FAILED);
}

/* --- rows ---------------------------------------------------------------- */

static void make_rows(const ctg_share_job *job, chunk *of)
{
    size_t *const which = heap_take((of->count + 1) * sizeof *which);
    ctg_error *const errors = heap_take((of->count + 1) * sizeof *errors);
    const double start = MPI_Wtime();
    size_t first;

    for (size_t k = 0; k < of->count; k++)
        which[k] = of->first + k;
    ctg_share_rows(job, which, of->count, errors);
    of->seconds = MPI_Wtime() - start;
    of->failed = (size_t)-1;
    of->error.status = CTG_OK;
    first = ctg_share_first_failed(errors, of->count);
    if (first < of->count) {
        of->failed = of->first + first;
        of->error = errors[first];
    }
    free(errors);
    free(which);
}

static char *place_of(const ctg_share_job *job, const chunk *of)
{
    return (char *)job->results + of->first * job->size;
}

/* A rank but the first: makes what it is given, a chunk waiting meanwhile. */
static void work(const ctg_share_job *job)
{
    int over = 0;

    for (int k = 0; k < AHEAD; k++)
        send(0, ASK, NULL, 0);
    while (over < AHEAD) {
        const MPI_Status status = wait_for(0, MPI_ANY_TAG);
        size_t length;
        chunk *const given = receive(&status, &length);
        char *made;

        if (status.MPI_TAG != WORK) { /* rank 0 has ended, and says why */
            MPI_Finalize();
            exit(EXIT_DONE);
        }
        if (!given->count) {
            over++;
            free(given);
            continue;
        }
        make_rows(job, given);
        length = given->count * job->size;
        made = heap_take(sizeof *given + length);
        memcpy(made, given, sizeof *given);
        memcpy(made + sizeof *given, place_of(job, given), length);
        send(0, ASK, made, sizeof *given + length);
        free(made);
        free(given);
    }
}

static void answer(dealing *d, const MPI_Status *status)
{
    size_t length;
    char *const bytes = receive(status, &length);
    chunk given = {0};

    if (status->MPI_TAG != ASK)
        abort_all(status->MPI_SOURCE, bytes);
    if (length) {
        chunk of;

        memcpy(&of, bytes, sizeof of);
        memcpy(place_of(d->job, &of), bytes + sizeof of,
               of.count * d->job->size);
        dealing_take(d, &of);
    }
    free(bytes);
    if (d->next < d->job->count)
        given = dealing_cut(d);
    else
        d->over++;
    send(status->MPI_SOURCE, WORK, &given, sizeof given);
}

/* Rank 0: gives out rows, and makes some while nobody asks. */
static void deal(dealing *d)
{
    while (d->next < d->job->count || d->missing ||
           d->over < AHEAD * (d->ranks - 1)) {
        MPI_Status status;
        int came;

        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &came, &status);
        if (!came && d->next < d->job->count) {
            chunk own = dealing_cut(d);

            make_rows(d->job, &own);
            dealing_take(d, &own);
            continue;
        }
        if (!came)
            status = wait_for(MPI_ANY_SOURCE, MPI_ANY_TAG);
        answer(d, &status);
    }
}

/* The results, or why there are none, from rank 0 to all. */
static void spread(const ranks *all, const ctg_share_job *job, chunk *worst)
{
    const size_t length = job->count * job->size;
    char *bytes;
    size_t came;
    MPI_Status status;

    if (all->rank) {
        status = wait_for(0, RESULTS);
        bytes = receive(&status, &came);
        memcpy(worst, bytes, sizeof *worst);
        memcpy(job->results, bytes + sizeof *worst, length);
        free(bytes);
        return;
    }
    bytes = heap_take(sizeof *worst + length);
    memcpy(bytes, worst, sizeof *worst);
    memcpy(bytes + sizeof *worst, job->results, length);
    for (int r = 1; r < all->count; r++)
        send(r, RESULTS, bytes, sizeof *worst + length);
    free(bytes);
}

static ctg_status share_rows(void *context, const ctg_share_job *job,
                             size_t *failed, ctg_error *error)
{
    const ranks *const all = context;
    dealing d = {.job = job, .ranks = all->count};

    if (all->rank)
        work(job);
    else
        deal(&d);
    spread(all, job, &d.worst);
    if (!d.worst.error.status)
        return CTG_OK;
    *failed = d.worst.failed;
    *error = d.worst.error;
    return error->status;
}

/* --- inputs -------------------------------------------------------------- */

static char *join(char **texts)
{
    char *made = heap_copy("");

    for (size_t i = 0; texts[i]; i++) {
        char *const longer = heap_print("%s%s ", made, texts[i]);

        free(made);
        made = longer;
    }
    return made;
}

/* The first hash that two ranks do not share. */
static void describe(const char *mine, const char *theirs, int rank,
                     char *verdict, size_t room)
{
    size_t at = 0; /* of the hash before which all are equal */

    for (size_t i = 0; mine[i] && mine[i] == theirs[i]; i++)
        if (mine[i] == ' ')
            at = i + 1;
    snprintf(verdict, room,
             "ranks see different inputs: %s has sha256 %.12s for rank 0 and "
             "%.12s for rank %d",
             at ? "a file beside the graph" : "the graph",
             mine[at] ? mine + at : "none", theirs[at] ? theirs + at : "none",
             rank);
}

/* Rank 0 compares, all hear what came of it. */
static void compare(const ranks *all, const char *mine, char *verdict,
                    size_t room)
{
    for (int r = 1; r < all->count; r++) {
        const MPI_Status status = wait_for(r, MPI_ANY_TAG);
        size_t length;
        char *const theirs = receive(&status, &length);

        if (status.MPI_TAG != INPUTS)
            abort_all(r, theirs);
        if (!*verdict && strcmp(mine, theirs) != 0)
            describe(mine, theirs, r, verdict, room);
        free(theirs);
    }
    for (int r = 1; r < all->count; r++)
        send(r, VERDICT, verdict, room);
}

static exit_status same(void *context, char **inputs)
{
    const ranks *const all = context;
    char *const mine = join(inputs);
    char verdict[256] = "";

    if (all->rank) {
        MPI_Status status;
        size_t length;
        char *bytes;

        send(0, INPUTS, mine, strlen(mine) + 1);
        status = wait_for(0, VERDICT);
        bytes = receive(&status, &length);
        memcpy(verdict, bytes, sizeof verdict);
        free(bytes);
    } else {
        compare(all, mine, verdict, sizeof verdict);
    }
    free(mine);
    if (!*verdict)
        return EXIT_DONE;
    say("%s", verdict);
    return EXIT_FAILED;
}

/* --- start and end ------------------------------------------------------- */

static unsigned count_here(void)
{
    MPI_Comm here;
    int count;

    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL,
                        &here);
    MPI_Comm_size(here, &count);
    MPI_Comm_free(&here);
    return (unsigned)count;
}

void ranks_start(ranks *all, int *argc, char ***argv)
{
    int given;

    MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &given);
    MPI_Comm_rank(MPI_COMM_WORLD, &all->rank);
    MPI_Comm_size(MPI_COMM_WORLD, &all->count);
    all->shared =
        (processes){.share = {.all = share_rows,
                              .context = all,
                              .together = BATCHES * (size_t)all->count},
                    .same = same,
                    .context = all,
                    .writes = !all->rank,
                    .here = count_here()};
    /* One rank tells, and hears of signals. */
    if (!all->rank) {
        interrupt_catch();
        return;
    }
    signal(SIGTERM, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    all->said = tmpfile();
    if (!freopen("/dev/null", "w", stdout) || !all->said ||
        dup2(fileno(all->said), STDERR_FILENO) < 0)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILED);
}

static void end_as_worker(ranks *all)
{
    char words[WORDS_ROOM] = "";
    MPI_Status status;
    size_t length;

    fflush(stderr);
    rewind(all->said);
    words[fread(words, 1, sizeof words - 1, all->said)] = '\0';
    send(0, END, words, strlen(words) + 1);
    status = wait_for(0, BYE);
    free(receive(&status, &length));
}

static void end_as_first(const ranks *all, exit_status status)
{
    for (int r = 1; r < all->count; r++) {
        const MPI_Status came = wait_for(r, MPI_ANY_TAG);
        size_t length;

        free(receive(&came, &length));
        /* It still waits for work: rank 0 alone met something, and said it. */
        if (came.MPI_TAG != END)
            MPI_Abort(MPI_COMM_WORLD, status ? (int)status : EXIT_FAILED);
    }
    for (int r = 1; r < all->count; r++)
        send(r, BYE, NULL, 0);
}

exit_status ranks_end(ranks *all, exit_status status)
{
    if (all->rank)
        end_as_worker(all);
    else
        end_as_first(all, status);
    MPI_Finalize();
    return all->rank ? EXIT_DONE : status;
}
