#include "cli/progress.h"

#include <contagraph/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/interrupt.h"

enum { BAR_COLUMNS = 40 };

static const double PATIENCE = 0.5;  /* seconds before a bar appears */
static const double BAR_EVERY = 0.1; /* seconds between two of them */
static const double LINE_EVERY = 10; /* the same for plain lines */

static enum { HIDDEN, BAR, LINES } mode;
static bool plain_characters;
static bool on_screen;

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

void progress_set(const char *how, bool ascii)
{
    const char *const terminal = getenv("TERM");

    plain_characters = ascii;
    if (how && strcmp(how, "plain") == 0)
        mode = LINES;
    else if ((!how || strcmp(how, "auto") == 0) && isatty(STDERR_FILENO) &&
             (!terminal || strcmp(terminal, "dumb") != 0))
        mode = BAR;
    else
        mode = HIDDEN;
}

void progress_silence(void)
{
    mode = HIDDEN;
}

void progress_erase(void)
{
    if (!on_screen)
        return;
    fputs("\r\033[K", stderr);
    on_screen = false;
}

static void print_bar(double share)
{
    const int full = (int)(share * BAR_COLUMNS);

    for (int i = 0; i < BAR_COLUMNS; i++)
        fputs(i < full           ? plain_characters ? "#" : "━"
              : i > full         ? plain_characters ? "-" : " "
              : plain_characters ? "-"
                                 : "╸",
              stderr);
}

static void print(const progress *of, double time, double done, double total)
{
    const double share = total > 0 ? done / total : 0;
    const double passed = time - of->begun;
    char counts[2][CTG_TEXT_ROOM];

    if (mode == BAR)
        fputs("\r\033[K", stderr);
    fprintf(stderr, "%s ", of->doing);
    ctg_text_count(counts[0], (unsigned long long)done);
    ctg_text_count(counts[1], (unsigned long long)total);
    if (!(total > 0)) {
        fprintf(stderr, "%s", counts[0]);
    } else {
        if (mode == BAR)
            print_bar(share);
        fprintf(stderr, " %.0f%%  %s/%s", 100 * share, counts[0], counts[1]);
        if (share > 0.02)
            fprintf(stderr, "  %.0f s left", passed * (1 - share) / share);
    }
    if (mode == LINES)
        fputc('\n', stderr);
    else
        on_screen = true;
    fflush(stderr);
}

int progress_step(void *context, double done, double total)
{
    progress *const of = context;
    double time;

    if (interrupt_came())
        return 0;
    if (mode == HIDDEN || of->silent)
        return 1;
    time = now();
    if (of->begun == 0)
        of->begun = of->shown = time;
    if (mode == BAR
            ? time - of->begun >= PATIENCE && time - of->shown >= BAR_EVERY
            : time - of->shown >= LINE_EVERY) {
        of->shown = time;
        print(of, time, done, total);
    }
    return 1;
}
