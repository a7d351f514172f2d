#include "cli/swept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"

/* What is between two marks of a line of ours; NULL: it has not got them. No
 * text in it can hold a mark: quotes in texts are escaped. */
static char *cut_out(const char *line, const char *from, const char *to)
{
    const char *const start = strstr(line, from);
    const char *const end = start ? strstr(start, to) : NULL;

    return end ? heap_print("%.*s", (int)(end - start), start) : NULL;
}

static bool same_part(const char *one, const char *other, const char *from,
                      const char *to)
{
    char *const a = cut_out(one, from, to);
    char *const b = cut_out(other, from, to);
    const bool same = a && b && strcmp(a, b) == 0;

    free(a);
    free(b);
    return same;
}

/* The first line that this sweep would write. To be freed. */
static char *print_stamp(ctg_report *report)
{
    heap_text made;
    ctg_error error;

    heap_text_begin(&made);
    if (ctg_report_start(report, "json", made.file, &error) ||
        ctg_report_end(report, &error))
        heap_fail();
    heap_text_end(&made);
    return made.text;
}

exit_status swept_fits(const char *path, ctg_report *report)
{
    static const char begin[] = "{\"schema\": \"contagraph-sweep-";
    char *const had = heap_read(path);
    char *stamp;
    exit_status status = EXIT_DONE;

    if (!had || strncmp(had, begin, strlen(begin)) != 0) {
        free(had);
        return EXIT_DONE; /* CSV, or nothing */
    }
    had[strcspn(had, "\n")] = '\0';
    stamp = print_stamp(report);
    if (!same_part(had, stamp, "\"sha256\": ", ","))
        status = EXIT_FAILED;
    if (status)
        say("%s: has results of another graph", path);
    else if (!same_part(had, stamp, "\"scenario\": ", ", \"warnings\": ")) {
        say("%s: has results of another scenario, or of other edits", path);
        status = EXIT_FAILED;
    }
    free(stamp);
    free(had);
    return status;
}
