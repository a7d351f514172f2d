/* GraphML: how it is told. */
#include <string.h>

#include "read/elements.h"
#include "read/graphml.h"
#include "text/utf8.h"

/* A root called graphml, with or without a prefix, within the first few
 * kilobytes. */
static bool sniff(const ctg__input *input)
{
    const char *at = input->content.bytes;
    const size_t length =
        input->content.length < 4096 ? input->content.length : 4096;
    const char *const stop = at + length;

    at += ctg__utf8_mark(at, length);
    while (at < stop && strchr(" \t\r\n", *at) && *at)
        at++;
    if (at == stop || *at != '<')
        return false;
    while ((at = memchr(at, '<', (size_t)(stop - at))) != NULL) {
        const char *name = ++at;

        while (at < stop && *at && !strchr(" \t\r\n/><", *at))
            if (*at++ == ':')
                name = at;
        if (at - name == 7 && memcmp(name, "graphml", 7) == 0)
            return true;
    }
    return false;
}

const ctg__format ctg__format_graphml = {
    .about = {.name = "graphml",
              .summary = "GraphML: nodes and exposures with all their columns",
              .source = "http://graphml.graphdrawing.org"},
    .endings = ".graphml .xml",
    .takes = CTG__TAKES_NODES | CTG__TAKES_EDGES,
    .sniff = sniff,
    .read = ctg__graphml_read,
    .write = ctg__graphml_write,
    .can_hold = ctg__elements_can_hold,
    .check = ctg__graphml_check,
};
