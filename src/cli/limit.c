#include "cli/limit.h"

#include <contagraph/results.h>
#include <contagraph/text.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/input.h"
#include "cli/say.h"

const limit_key *limit_list(const ctg_key *(*key_at)(size_t index),
                            limit_key list[LIMIT_KEYS_MOST])
{
    const ctg_key *key;
    size_t count = 0;

    while (count + 1 < LIMIT_KEYS_MOST && (key = key_at(count)))
        list[count++] = (limit_key){key->name, key->unit};
    list[count] = (limit_key){NULL, CTG_FIGURE_PLAIN};
    return list;
}

const limit_key *limit_summary_keys(void)
{
    static limit_key keys[LIMIT_KEYS_MOST];

    return limit_list(ctg_summary_key_at, keys);
}

const limit_key limit_node_keys[] = {{"loss", CTG_FIGURE_MONEY},
                                     {"distress", CTG_FIGURE_SHARE},
                                     {"equity", CTG_FIGURE_MONEY},
                                     {NULL, CTG_FIGURE_PLAIN}};

static exit_status wrong(const char *words, const char *why)
{
    char shown[128];

    heap_name(shown, sizeof shown, words, 60, false);
    say_quoting("--fail-if '%s': %s", shown, why);
    return EXIT_USAGE;
}

static const limit_key *find_key(const limit_key *keys, const char *name)
{
    for (; keys->name; keys++)
        if (strcmp(keys->name, name) == 0)
            return keys;
    return NULL;
}

static exit_status unknown_key(const char *words, const limit_key *keys,
                               const char *key)
{
    enum { MOST = 127 };
    const char *names[MOST + 1];
    const char *best;
    size_t count = 0;
    char hint[CTG_HINT_ROOM];
    char shown[80];
    char *why;
    exit_status status;

    for (; keys[count].name && count < MOST; count++)
        names[count] = keys[count].name;
    names[count] = NULL;
    best = ctg_text_nearest(key, names);
    heap_name(shown, sizeof shown, key, 40, false);
    why = heap_print("no key '%s'%s", shown,
                     best ? ctg_text_hint(hint, best) : "; it can be");
    for (size_t i = 0; !best && i < count; i++) {
        char *const longer = heap_print("%s%s %s", why, i ? "," : "", names[i]);

        free(why);
        why = longer;
    }
    status = wrong(words, why);
    free(why);
    return status;
}

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " \t");
}

/* U+2212, which reports print, is a minus too. */
static const char *with_minus(const char *number, char text[64])
{
    static const char minus[] = "\xE2\x88\x92";
    const size_t length = sizeof minus - 1;

    if (strncmp(number, minus, length) != 0)
        return number;
    snprintf(text, 64, "-%s", number + length);
    return text;
}

/* What stands behind the sign. */
static exit_status read_bound(const char *words, const char *at, limit *made)
{
    const size_t digits = strcspn(at, " \t");
    char number[64];
    char text[64];

    if (!digits || digits >= sizeof number || *skip_blanks(at + digits))
        return wrong(words, "the limit is not a number");
    snprintf(number, sizeof number, "%.*s", (int)digits, at);
    if (!ctg_text_parse(with_minus(number, text), &made->bound))
        return wrong(words, "the limit is not a number");
    made->share = strchr(number, '%') != NULL;
    return EXIT_DONE;
}

/* "failed", or "node N1 loss": the last word is the figure of a node. */
static exit_status read_figure(const char *words, char *figure,
                               const limit_key *keys, const limit_key *of_node,
                               limit *made)
{
    char *last = figure + strlen(figure);
    char *id;

    while (last > figure && (last[-1] == ' ' || last[-1] == '\t'))
        *--last = '\0';
    if (strncmp(figure, "node ", 5) != 0) {
        made->key = find_key(keys, figure);
        return made->key ? EXIT_DONE : unknown_key(words, keys, figure);
    }
    if (!of_node)
        return wrong(words, "there are no figures of single nodes here");
    while (last > figure && last[-1] != ' ' && last[-1] != '\t')
        last--;
    made->key = find_key(of_node, last);
    if (!made->key)
        return unknown_key(words, of_node, last);
    while (last > figure && (last[-1] == ' ' || last[-1] == '\t'))
        *--last = '\0';
    id = figure + strspn(figure + 4, " \t") + 4;
    if (last <= figure + 4 || !*id)
        return wrong(words, "is not 'node ID loss > NUMBER'");
    made->id = heap_copy(id);
    return EXIT_DONE;
}

/* The sign is the last one: ids may have `<` and `>` in them. */
static exit_status read_limit(const char *words, const limit_key *keys,
                              const limit_key *of_node, limit *made)
{
    const char *const begin = skip_blanks(words);
    const char *sign = begin + strlen(begin);
    const char *behind;
    char *figure;
    exit_status status;

    while (sign > begin && *sign != '<' && *sign != '>')
        sign--;
    if (sign == begin)
        return wrong(words, "is not 'KEY > NUMBER' (or <, >=, <=)");
    *made = (limit){.words = words, .above = *sign == '>', .node = CTG_NONE};
    behind = sign + 1;
    made->equal = *behind == '=';
    status = read_bound(words, skip_blanks(behind + made->equal), made);
    if (status)
        return status;
    figure = heap_print("%.*s", (int)(sign - begin), begin);
    status = read_figure(words, figure, keys, of_node, made);
    free(figure);
    return status;
}

exit_status limits_read(const args *given, const limit_key *keys,
                        const limit_key *of_node, limits *made)
{
    const char *words;

    for (size_t i = 0; (words = args_next(given, "fail-if", &i));) {
        limit one = {0};
        const exit_status status = read_limit(words, keys, of_node, &one);

        if (status) {
            free(one.id);
            return status;
        }
        made->list =
            heap_grow(made->list, (made->count + 1) * sizeof *made->list);
        made->list[made->count++] = one;
    }
    return EXIT_DONE;
}

exit_status limits_find(limits *made, const ctg_graph *graph)
{
    for (size_t i = 0; i < made->count; i++) {
        limit *const each = &made->list[i];

        if (each->id &&
            input_find_node(graph, "--fail-if", each->id, &each->node))
            return EXIT_USAGE;
    }
    return EXIT_DONE;
}

void limits_clear(limits *made)
{
    for (size_t i = 0; i < made->count; i++)
        free(made->list[i].id);
    free(made->list);
    *made = (limits){0};
}

bool limits_look_at(const limits *made, const char *key)
{
    for (size_t i = 0; i < made->count; i++)
        if (!made->list[i].id && strcmp(made->list[i].key->name, key) == 0)
            return true;
    return false;
}

static bool is_passed(const limit *of, double number, double bound)
{
    if (of->equal && number == bound)
        return true;
    return of->above ? number > bound : number < bound;
}

static void print_figure(char text[CTG_TEXT_ROOM], double number,
                         ctg_figure_unit kind, const char *unit)
{
    if (kind == CTG_FIGURE_MONEY)
        ctg_text_amount(text, number, unit, false);
    else if (kind == CTG_FIGURE_SHARE)
        ctg_text_share(text, number, false);
    else
        snprintf(text, CTG_TEXT_ROOM, "%.4g", number);
}

/* Both figures rounded; in full where rounding would make them equal. */
static void say_passed(const limit *of, double number, double bound,
                       const limit_values *values)
{
    static const char *const signs[2][2] = {{"below", "at or below"},
                                            {"above", "at or above"}};
    const char *const id = !of->id ? ""
                           : values->graph
                               ? ctg_graph_node_id(values->graph, of->node)
                               : of->id;
    char texts[2][CTG_TEXT_ROOM];
    char share[CTG_TEXT_ROOM];
    char shown[128];
    char more[2 * CTG_TEXT_ROOM] = "";

    print_figure(texts[0], number, of->key->unit, values->unit);
    print_figure(texts[1], bound, of->key->unit, values->unit);
    if (strcmp(texts[0], texts[1]) == 0) {
        ctg_text_number(texts[0], number);
        ctg_text_number(texts[1], bound);
    }
    if (of->share && of->key->unit == CTG_FIGURE_MONEY)
        snprintf(more, sizeof more, " (%s of %s initial equity)",
                 ctg_text_share(share, of->bound, false),
                 of->id && !values->system_only ? "its" : "the");
    if (*id)
        heap_name(shown, sizeof shown, id, 40, false);
    else
        *shown = '\0';
    say("limit passed: %s%s%s%s %s %s, %s %s%s", of->id ? "node " : "", shown,
        of->id ? " " : "", of->key->name, values->verb ? values->verb : "is",
        texts[0], signs[of->above][of->equal], texts[1], more);
}

exit_status limits_judge(const limits *made, const limit_values *values)
{
    exit_status status = EXIT_DONE;

    for (size_t i = 0; i < made->count; i++) {
        const limit *const each = &made->list[i];
        const bool of_equity =
            each->share && each->key->unit == CTG_FIGURE_MONEY;
        const double number =
            each->id ? values->of_node(values->context, each)
                     : values->whole(values->context, each->key->name);
        double bound = each->bound;

        if (of_equity)
            bound *= each->id ? values->node_equity(values->context, each)
                              : values->initial_equity;
        if (isnan(number) || isnan(bound)) {
            say_warning("--fail-if: %s is undefined, so it passes no limit",
                        each->key->name);
            continue;
        }
        if (!is_passed(each, number, bound))
            continue;
        say_passed(each, number, bound, values);
        status = EXIT_LIMIT;
    }
    return status;
}

static double key_of(const void *context, const char *key)
{
    return ctg_summary_figure(ctg_run_summary(context), key);
}

static double node_of(const void *context, const limit *of)
{
    const double before = ctg_run_initial_equity(context)[of->node];
    const double after = ctg_run_equity(context)[of->node];

    if (of->key == &limit_node_keys[0])
        return before - after;
    return of->key == &limit_node_keys[1] ? ctg_run_distress(context)[of->node]
                                          : after;
}

static double equity_of(const void *context, const limit *of)
{
    return fmax(0, ctg_run_initial_equity(context)[of->node]);
}

exit_status limits_judge_run(const limits *made, const ctg_run *run,
                             const ctg_graph *graph)
{
    const limit_values values = {.context = run,
                                 .whole = key_of,
                                 .of_node = node_of,
                                 .initial_equity =
                                     ctg_run_summary(run)->initial_equity,
                                 .node_equity = equity_of,
                                 .graph = graph,
                                 .unit = ctg_graph_about(graph)->unit};

    return limits_judge(made, &values);
}

bool limits_passed(const limits *made, const ctg_summary *summary)
{
    for (size_t i = 0; i < made->count; i++) {
        const limit *const each = &made->list[i];
        const double number = ctg_summary_figure(summary, each->key->name);
        double bound = each->bound;

        if (each->share && each->key->unit == CTG_FIGURE_MONEY)
            bound *= summary->initial_equity;
        if (is_passed(each, number, bound))
            return true;
    }
    return false;
}
