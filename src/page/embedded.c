#include "page/embedded.h"

#include <contagraph/text.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge/xml.h"
#include "report/rich.h"
#include "text/number.h"

enum { DEPTH = 64, WORDS = 256 };

/* What becomes of an element that is open. */
typedef enum fate {
    KEPT,
    UNWRAPPED, /* what is in it, without it */
    DROPPED,   /* with all that is in it */
    TITLED     /* the title of a group: told by attributes */
} fate;

/* A group whose first line waits until its title and tip are known. */
typedef struct waiting {
    bool any;
    char id[WORDS];
    char class[WORDS];
    char transform[WORDS];
} waiting;

typedef struct rewriting {
    ctg__embedded *made;
    char letter;
    const char *label;
    fate fates[DEPTH];
    size_t depth;
    size_t dropped; /* depth of the outermost element that is dropped; 0 */
    waiting group;
    ctg__text title; /* of that group */
    ctg__text tip;
    bool in_header;   /* of a column */
    size_t said;      /* pieces of its words */
    size_t said_from; /* where they begin */
    bool fresh;       /* what comes is another piece */
    size_t group_depth;
} rewriting;

static const char *value_of(const ctg__xml_attribute *attributes, size_t count,
                            const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(attributes[i].name, name) == 0)
            return attributes[i].value;
    return "";
}

static bool has_class(const char *classes, const char *class)
{
    const size_t length = strlen(class);

    for (const char *at = strstr(classes, class); at;
         at = strstr(at + 1, class))
        if ((at == classes || at[-1] == ' ') &&
            (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static void add_attribute(ctg__text *svg, const char *name, const char *value)
{
    ctg__text_print(svg, " %s=\"", name);
    ctg__html_add(svg, strcmp(value, "transparent") == 0 ? "none" : value);
    ctg__text_add_char(svg, '"');
}

/* --- groups ----------------------------------------------------------------
 */

/* "a:e->b:w" joins a and b; ports are no part of their names. */
static void add_ends(ctg__text *svg, const char *title)
{
    const char *const arrow = strstr(title, "->");
    char end[WORDS];

    if (!arrow) {
        add_attribute(svg, "data-n", title);
        return;
    }
    snprintf(end, sizeof end, "%.*s", (int)(arrow - title), title);
    end[strcspn(end, ":")] = '\0';
    add_attribute(svg, "data-s", end);
    snprintf(end, sizeof end, "%s", arrow + 2);
    end[strcspn(end, ":")] = '\0';
    add_attribute(svg, "data-d", end);
}

/* A tip has lines; a label is one. */
static void add_label(ctg__text *svg, const char *tip)
{
    ctg__text_add(svg, " aria-label=\"");
    for (const char *at = tip; *at; at++)
        if (*at == '\n') {
            ctg__text_add(svg, "; ");
        } else {
            const char one[2] = {*at, '\0'};

            ctg__html_add(svg, one);
        }
    ctg__text_add_char(svg, '"');
}

static void end_waiting(rewriting *of)
{
    ctg__text *const svg = &of->made->svg;
    const char *const tip = ctg__text_string(&of->tip);
    const bool reached =
        has_class(of->group.class, "cp") || has_class(of->group.class, "nd");

    if (!of->group.any)
        return;
    of->group.any = false;
    ctg__text_print(svg, "<g id=\"%c", of->letter);
    ctg__html_add(svg, of->group.id);
    ctg__text_add_char(svg, '"');
    add_attribute(svg, "class", of->group.class);
    if (*of->group.transform)
        add_attribute(svg, "transform", of->group.transform);
    if (of->title.length && !has_class(of->group.class, "graph"))
        add_ends(svg, ctg__text_string(&of->title));
    if (reached && *tip) {
        ctg__text_add(svg, " tabindex=\"-1\" role=\"img\"");
        add_label(svg, tip);
    }
    ctg__text_add_char(svg, '>');
    if (*tip) {
        ctg__text_add(svg, "<title>");
        ctg__html_add(svg, tip);
        ctg__text_add(svg, "</title>");
    }
    ctg__text_add_char(svg, '\n');
}

static void begin_group(rewriting *of, const ctg__xml_attribute *attributes,
                        size_t count)
{
    end_waiting(of);
    of->group.any = true;
    snprintf(of->group.id, WORDS, "%s", value_of(attributes, count, "id"));
    snprintf(of->group.class, WORDS, "%s",
             value_of(attributes, count, "class"));
    snprintf(of->group.transform, WORDS, "%s",
             value_of(attributes, count, "transform"));
    ctg__text_reset(&of->title);
    ctg__text_reset(&of->tip);
    of->in_header = has_class(of->group.class, "hdr");
    of->said = 0;
    of->said_from = of->made->columns.length;
    of->group_depth = of->depth;
}

/* --- shapes and words ------------------------------------------------------
 */

static void add_element(rewriting *of, const char *name,
                        const ctg__xml_attribute *attributes, size_t count)
{
    static const char *const kept[] = {"points",
                                       "d",
                                       "cx",
                                       "cy",
                                       "rx",
                                       "ry",
                                       "x",
                                       "y",
                                       "width",
                                       "height",
                                       "fill",
                                       "stroke",
                                       "stroke-width",
                                       "stroke-dasharray",
                                       "fill-opacity",
                                       "stroke-opacity",
                                       "opacity",
                                       "text-anchor",
                                       "font-size",
                                       "font-weight",
                                       "font-style",
                                       "transform"};
    ctg__text *const svg = &of->made->svg;

    ctg__text_print(svg, "<%s", name);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
            if (strcmp(attributes[i].name, kept[k]) == 0)
                add_attribute(svg, kept[k], attributes[i].value);
    ctg__text_add_char(svg, '>');
}

/* Pictures between these are as wide as the page; others keep their size, as
 * words would come out too small, or as large as headings. Points. */
#define NARROW 600
#define WIDE 900

/* "0.00 0.00 780.00 530.00" */
static void begin_picture(rewriting *of, const char *box)
{
    ctg__text *const svg = &of->made->svg;
    double numbers[4] = {0, 0, 0, 0};

    for (int i = 0; i < 4; i++) {
        char number[32];

        snprintf(number, sizeof number, "%.*s", (int)strcspn(box, " "), box);
        ctg_text_parse(number, &numbers[i]);
        box += strcspn(box, " ");
        box += strspn(box, " ");
    }
    of->made->width = numbers[2];
    of->made->height = numbers[3];
    ctg__text_print(
        svg, "<svg class=\"gv%s\" id=\"%cgv\" viewBox=\"0 0 ",
        of->made->width > WIDE || of->made->width < NARROW ? " natural" : "",
        of->letter);
    ctg__text_add_number(svg, numbers[2]);
    ctg__text_add_char(svg, ' ');
    ctg__text_add_number(svg, numbers[3]);
    ctg__text_add(svg, "\" width=\"");
    ctg__text_print(svg, "%.0f\" height=\"%.0f", numbers[2] * 1.16,
                    numbers[3] * 1.16);
    ctg__text_add(svg, "\" role=\"group\" aria-label=\"");
    ctg__html_add(svg, of->label);
    ctg__text_add(svg, "\">");
}

/* --- events ----------------------------------------------------------------
 */

static bool is_shape(const char *name)
{
    static const char *const names[] = {"polygon", "path",     "ellipse",
                                        "rect",    "polyline", "text"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static fate take(rewriting *of, const char *name,
                 const ctg__xml_attribute *attributes, size_t count)
{
    if (strcmp(name, "svg") == 0 && of->depth == 0) {
        begin_picture(of, value_of(attributes, count, "viewBox"));
        return KEPT;
    }
    if (strcmp(name, "title") == 0)
        return of->group.any ? TITLED : DROPPED;
    if (strcmp(name, "a") == 0) {
        ctg__text_reset(&of->tip);
        ctg__text_add(&of->tip, value_of(attributes, count, "title"));
        return UNWRAPPED;
    }
    if (strcmp(name, "g") == 0) {
        if (strncmp(value_of(attributes, count, "id"), "a_", 2) == 0)
            return UNWRAPPED;
        begin_group(of, attributes, count);
        return KEPT;
    }
    if (!is_shape(name))
        return DROPPED;
    end_waiting(of);
    add_element(of, name, attributes, count);
    of->fresh = true;
    return KEPT;
}

static ctg_status on_start(void *context, const char *name,
                           const ctg__xml_attribute *attributes, size_t count,
                           size_t line, ctg_error *error)
{
    rewriting *const of = context;
    fate now = DROPPED;

    (void)line;
    if (of->depth == DEPTH)
        return ctg__fail(error, CTG_INTERNAL, "a diagram nests too deep");
    if (!of->dropped)
        now = take(of, name, attributes, count);
    of->fates[of->depth++] = now;
    if (now == DROPPED && !of->dropped)
        of->dropped = of->depth;
    return CTG_OK;
}

static ctg_status on_text(void *context, const char *bytes, size_t length,
                          ctg_error *error)
{
    rewriting *const of = context;
    ctg__text words = {0};

    (void)error;
    if (of->dropped || !of->depth)
        return CTG_OK;
    if (of->fates[of->depth - 1] == TITLED) {
        ctg__text_add_bytes(&of->title, bytes, length);
        return CTG_OK;
    }
    ctg__text_add_bytes(&words, bytes, length);
    if (strspn(ctg__text_string(&words), " \n\r\t") < length) {
        ctg__html_add(&of->made->svg, ctg__text_string(&words));
        if (of->in_header) {
            ctg__text_add(&of->made->columns,
                          of->fresh && of->said ? ": " : "");
            of->said += of->fresh;
            of->fresh = false;
            ctg__text_add(&of->made->columns, ctg__text_string(&words));
        }
    }
    of->made->svg.failed |= words.failed;
    ctg__text_clear(&words);
    return CTG_OK;
}

/* A name and a figure stand above a column; above orders there is one word. */
static void end_header(rewriting *of)
{
    ctg__text *const columns = &of->made->columns;

    of->in_header = false;
    if (of->said > 1) {
        ctg__text_add_char(columns, '\n');
        of->made->column_count++;
    } else if (columns->bytes) {
        columns->length = of->said_from;
        columns->bytes[columns->length] = '\0';
    }
}

static ctg_status on_end(void *context, const char *name, size_t line,
                         ctg_error *error)
{
    rewriting *const of = context;
    const fate then = of->fates[--of->depth];

    (void)line;
    (void)error;
    if (of->dropped && of->depth + 1 > of->dropped)
        return CTG_OK;
    of->dropped = 0;
    if (then != KEPT)
        return CTG_OK;
    end_waiting(of);
    if (of->in_header && of->depth == of->group_depth)
        end_header(of);
    ctg__text_print(&of->made->svg, "</%s>\n", name);
    return CTG_OK;
}

ctg_status ctg__embedded_init(ctg__embedded *made, const char *svg,
                              size_t length, char letter, const char *label,
                              ctg_error *error)
{
    const ctg__xml_events events = {
        .start = on_start, .text = on_text, .end = on_end};
    const char *const start = strstr(svg, "<svg");
    rewriting of = {.made = made, .letter = letter, .label = label};
    ctg__xml_fault fault = {.line = 0};
    ctg_status status;

    *made = (ctg__embedded){.width = 0};
    if (!start)
        return ctg__fail(error, CTG_INTERNAL, "the renderer wrote no SVG");
    status = ctg__xml_parse(start, length - (size_t)(start - svg), &events, &of,
                            &fault, error);
    if (!status && fault.line)
        status = ctg__fail(error, CTG_INTERNAL,
                           "the renderer's SVG, line %zu: "
                           "%s",
                           fault.line, fault.message);
    if (!status && (made->svg.failed || made->columns.failed ||
                    of.title.failed || of.tip.failed))
        status = ctg__fail_memory(error);
    ctg__text_clear(&of.title);
    ctg__text_clear(&of.tip);
    return status;
}

void ctg__embedded_clear(ctg__embedded *made)
{
    ctg__text_clear(&made->svg);
    ctg__text_clear(&made->columns);
}
