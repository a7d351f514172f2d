#include "draw/head.h"

#include <config.h>

#include <math.h>
#include <string.h>

#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/clean.h"
#include "text/widths.h"

enum { TITLE = 14, WORDS = 9, GAP = 16, SOURCE_COLUMNS = 60 };

#define LEADING 1.2
#define BREAK "<BR ALIGN=\"LEFT\"/>"

static void end_line(ctg__head *head, double points, double width)
{
    ctg__text_add(&head->text, BREAK);
    head->height += points * LEADING;
    head->widest = fmax(head->widest, width);
}

/* Words up to a width; the next line begins with the one that goes beyond. */
static void wrap(ctg__head *head, const char *clean, double points, bool bold)
{
    ctg__text word = {0};
    double width = 0;

    while (*clean) {
        const size_t length = strcspn(clean, " ");
        const double blank = ctg__text_width(" ", points, bold);
        double more;

        ctg__text_restart(&word);
        ctg__text_add_bytes(&word, clean, length);
        more = ctg__text_width(ctg__text_string(&word), points, bold);
        if (width > 0 && width + blank + more > head->width) {
            end_line(head, points, width);
            width = 0;
        } else if (width > 0) {
            ctg__text_add_char(&head->text, ' ');
            width += blank;
        }
        ctg__add_html(&head->text, ctg__text_string(&word));
        width += more;
        clean += length;
        clean += *clean == ' ';
    }
    end_line(head, points, width);
    head->text.failed |= word.failed;
    ctg__text_clear(&word);
}

void ctg__head_begin(ctg__head *head, const char *clean_title, double width)
{
    *head = (ctg__head){.width = fmax(CTG__HEAD_LEAST_WIDTH, width) - 14};
    ctg__text_print(&head->text, "<FONT POINT-SIZE=\"%d\"><B>", TITLE);
    wrap(head, clean_title, TITLE, true);
    ctg__text_add(&head->text, "</B></FONT>");
}

void ctg__head_words(ctg__head *head, const char *colour, const char *clean)
{
    if (!*clean)
        return;
    ctg__text_print(&head->text, "<FONT POINT-SIZE=\"%d\" COLOR=\"%s\">", WORDS,
                    colour);
    wrap(head, clean, WORDS, false);
    ctg__text_add(&head->text, "</FONT>");
}

/* Blanks at the ends stay: each run becomes a text of its own in SVG, which
 * drops them. */
static void add_run(ctg__text *text, const char *clean)
{
    const size_t length = strlen(clean);
    const size_t first = strspn(clean, " ");
    size_t last = length;
    ctg__text middle = {0};

    while (last > first && clean[last - 1] == ' ')
        last--;
    for (size_t i = 0; i < first; i++)
        ctg__text_add(text, "\u00A0");
    ctg__text_add_bytes(&middle, clean + first, last - first);
    ctg__add_html(text, ctg__text_string(&middle));
    for (size_t i = last; i < length; i++)
        ctg__text_add(text, "\u00A0");
    text->failed |= middle.failed;
    ctg__text_clear(&middle);
}

void ctg__head_run(ctg__head *head, const char *colour, bool bold,
                   const char *clean)
{
    if (colour)
        ctg__text_print(&head->item, "<FONT COLOR=\"%s\">", colour);
    if (bold)
        ctg__text_add(&head->item, "<B>");
    add_run(&head->item, clean);
    if (bold)
        ctg__text_add(&head->item, "</B>");
    if (colour)
        ctg__text_add(&head->item, "</FONT>");
    head->item_width += ctg__text_width(clean, WORDS, bold);
}

void ctg__head_item(ctg__head *head)
{
    if (head->line > 0 && head->line + GAP + head->item_width > head->width) {
        end_line(head, WORDS, head->line);
        head->line = 0;
    } else if (head->line > 0) {
        ctg__text_add(&head->text, "    ");
        head->line += GAP;
    }
    ctg__text_print(&head->text, "<FONT POINT-SIZE=\"%d\">%s</FONT>", WORDS,
                    ctg__text_string(&head->item));
    head->line += head->item_width;
    head->item_width = 0;
    ctg__text_restart(&head->item);
}

void ctg__head_end_legend(ctg__head *head)
{
    if (head->line > 0)
        end_line(head, WORDS, head->line);
    head->line = 0;
}

void ctg__head_put(ctg__head *head, ctg__diagram *diagram)
{
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&head->text));
    diagram->failed |= head->text.failed || head->item.failed;
    ctg__text_clear(&head->text);
    ctg__text_clear(&head->item);
}

/* --- where it came from ----------------------------------------------------
 */

static void add_known(ctg__text *text, const char *before, const char *given,
                      size_t limit)
{
    if (!given || !*given)
        return;
    ctg__add_part(text);
    ctg__text_add(text, before);
    ctg__text_add_clean(text, given, limit, false);
}

/* The key's JSON without its quotes. */
static void add_rule(ctg__text *text, const ctg_scenario *scenario)
{
    const ctg_scenario_key *key;
    char buffer[64];
    const char *rule = NULL;

    for (size_t i = 0; (key = ctg_scenario_key_at(i)); i++)
        if (strcmp(key->name, "valuation") == 0)
            rule = scenario ? ctg_scenario_get(scenario, key->name, buffer)
                            : key->standard;
    if (!rule)
        return;
    ctg__add_part(text);
    ctg__text_add(text, "rule: ");
    ctg__text_add_bytes(text, rule + 1, strcspn(rule + 1, "\""));
}

const char *ctg__data_line(ctg__sketch *sketch, bool with_rule)
{
    const ctg_draw_options *const options = sketch->options;
    const ctg_network *const network =
        options->run ? ctg_run_network(options->run) : options->network;
    ctg__text text = {0};
    const char *kept;

    if (network) {
        const ctg_about *const about =
            ctg_graph_about(ctg_network_graph(network));

        add_known(&text, "", about->title, CTG__NAME_CELL);
        add_known(&text, "", about->date, CTG__NAME_CELL);
        add_known(&text, "source: ", about->source, SOURCE_COLUMNS);
        if (with_rule)
            add_rule(&text, options->scenario);
        add_known(&text, "amounts in ", about->unit, CTG__NAME_CELL);
    }
    add_known(&text, "", PACKAGE_NAME " " PACKAGE_VERSION, 0);
    if (options->input_hash) {
        ctg__text_add(&text, " · input ");
        ctg__text_add_bytes(&text, options->input_hash,
                            strnlen(options->input_hash, 8));
    }
    kept = ctg__text_keep(&text, &sketch->arena);
    sketch->failed |= !kept;
    return kept ? kept : "";
}
