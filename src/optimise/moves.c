#include "optimise/moves.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "compile/shock_given.h"
#include "data/graph.h"
#include "engine/direct.h"
#include "engine/shock_kind.h"
#include "engine/valuation.h"
#include "text/number.h"
#include "text/text.h"

/* --- words ------------------------------------------------------------------
 */

static ctg_status refuse(const char *words, const char *why, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_ARGUMENT, "--move '%.*s': %s",
                     ctg__message_bytes(strlen(words)), words, why);
}

static const char *copy_of(ctg__task *task, const char *text, size_t length)
{
    char *made;

    if (!TAKE(&task->arena, made, length + 1))
        return NULL;
    memcpy(made, text, length);
    return made;
}

static bool is_per_cent(const char *text)
{
    return *text && text[strlen(text) - 1] == '%';
}

/* Parts "SHOCK unit U"; U is 0 where it is not given. */
static ctg_status split_unit(ctg__task *task, const char *words,
                             const char **shock, double *unit, ctg_error *error)
{
    const char *at = NULL;
    const char *next = words;

    while ((next = strstr(next, " unit ")))
        at = next++;
    *unit = 0;
    *shock = copy_of(task, words, at ? (size_t)(at - words) : strlen(words));
    if (!*shock)
        return ctg__fail_memory(error);
    if (!at)
        return CTG_OK;
    at += strlen(" unit ");
    if (ctg__number_parse_rate(at, strlen(at), unit) || !(*unit > 0))
        return refuse(words, "its unit must be a number above 0", error);
    if (is_per_cent(at) && !is_per_cent(*shock))
        return refuse(words, "its unit is a per cent, its size is none", error);
    return CTG_OK;
}

/* What stands behind the last `=`: a change with a size. */
static ctg_status read_change(const char *words, ctg__move *move,
                              size_t *length, ctg_error *error)
{
    const char *const equals = strrchr(words, '=');
    const char *at;
    double value;

    if (!equals)
        return refuse(words, "a move without size: 'node A=-100%'", error);
    *length = (size_t)(equals - words);
    at = equals + 1;
    while (*at == ' ')
        at++;
    if (ctg__number_parse_rate(at, strlen(at), &value))
        return refuse(words, "a move without size: 'node A=-100%'", error);
    move->sign = value < 0 ? '-' : '+';
    move->percent = at[strlen(at) - 1] == '%';
    move->full = fabs(value);
    return move->full > 0 ? CTG_OK : refuse(words, "its size is 0", error);
}

static ctg_status take_part(ctg__task *task, ctg__move *move,
                            ctg__shock_list *list, const char *part,
                            const char *change, ctg_error *error)
{
    ctg__text text = {0};
    ctg_error inner = {0};
    ctg_status status;

    ctg__text_print(&text, "%s=%s", part, change);
    status = text.failed
                 ? ctg__fail_memory(error)
                 : ctg__shock_take(list, ctg__text_string(&text), &inner);
    ctg__text_clear(&text);
    if (status == CTG_NO_MEMORY)
        return ctg__fail_memory(error);
    if (status)
        return refuse(part, inner.message, error);
    (void)task;
    move->parts[move->part_count++] = part;
    return CTG_OK;
}

static ctg_status check_kind(const char *words, const ctg__shock *shock,
                             ctg_error *error)
{
    switch (shock->unit) {
    case CTG__BY_FACTOR:
    case CTG__BY_SHARE:
    case CTG__BY_MONEY:
    case CTG__BY_POINTS:
        return CTG_OK;
    default:
        return refuse(words,
                      "a move is a shock with a size: no default, run, price "
                      "or aid",
                      error);
    }
}

/* A move of these parts, each "node A" or the like. */
static ctg_status add_move(ctg__moves *of, const char *words,
                           const char *const *parts, size_t count,
                           const ctg__move *like, ctg_error *error)
{
    ctg__task *const task = of->task;
    ctg__shock_list list = {.network = task->plan->network,
                            .arena = &task->arena,
                            .number = task->plan->listed_count};
    ctg__move *const made = &of->moves[of->count];
    const char *const change = strrchr(words, '=') + 1;
    ctg_status status = CTG_OK;

    *made = *like;
    made->words = words;
    if (!TAKE(&task->arena, made->parts, count + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; !status && k < count; k++)
        status = take_part(task, made, &list, parts[k], change, error);
    if (status)
        return status;
    made->shocks = list.shocks;
    made->shock_count = list.count;
    of->count++;
    return check_kind(words, &made->shocks[0], error);
}

static ctg_status part_of(ctg__task *task, const char *kind, const char *id,
                          const char **part, ctg_error *error)
{
    char *made;
    const size_t room = strlen(kind) + strlen(id) + 2;

    if (!TAKE(&task->arena, made, room))
        return ctg__fail_memory(error);
    snprintf(made, room, "%s %s", kind, id);
    *part = made;
    return CTG_OK;
}

/* "node *", "asset *": a move for each. */
static ctg_status add_each(ctg__moves *of, const char *kind, const char *change,
                           const ctg__move *like, ctg_error *error)
{
    ctg__task *const task = of->task;
    const ctg_network *const network = task->network;
    const bool nodes = strcmp(kind, "node") == 0;
    const size_t count = nodes ? network->nodes.count : network->assets.count;
    ctg_status status = CTG_OK;

    if (!count)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "--move '%s *': the graph has none", kind);
    if (of->count + count > CTG__MOST_MOVES)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "--move: more than %d moves",
                         CTG__MOST_MOVES);
    for (uint32_t i = 0; !status && i < count; i++) {
        const char *const id = nodes ? ctg_graph_node_id(network->graph, i)
                                     : ctg_graph_asset_id(network->graph, i);
        const char *part;
        const char *words;

        status = part_of(task, kind, id, &part, error);
        if (status)
            return status;
        words = ctg__answer_print(task->answer, "%s=%s", part, change);
        status = words ? add_move(of, words, &part, 1, like, error)
                       : ctg__fail_memory(error);
    }
    return status;
}

/* "node @GROUP": one move for all of them. */
static ctg_status add_group(ctg__moves *of, const char *words,
                            const char *group, const ctg__move *like,
                            ctg_error *error)
{
    ctg__task *const task = of->task;
    const ctg_graph *const graph = task->network->graph;
    const char **parts;
    size_t count = 0;
    ctg_status status = CTG_OK;

    if (!TAKE(&task->arena, parts, task->network->nodes.count + 1))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; !status && i < task->network->nodes.count; i++)
        if (strcmp(ctg_graph_node_group(graph, i), group) == 0)
            status = part_of(task, "node", ctg_graph_node_id(graph, i),
                             &parts[count++], error);
    if (!status && !count)
        return refuse(words, "no node has this group", error);
    return status ? status : add_move(of, words, parts, count, like, error);
}

/* `alone`: `*` and `@` are part of an id, as there is room for one move. */
static ctg_status read_one(ctg__moves *of, const char *given, bool alone,
                           ctg_error *error)
{
    ctg__task *const task = of->task;
    ctg__move like = {0};
    const char *words;
    const char *part;
    const char *change;
    size_t length = 0;
    ctg_status status = split_unit(task, given, &words, &like.unit, error);

    if (!status)
        status = read_change(words, &like, &length, error);
    if (status)
        return status;
    if (!(like.unit > 0))
        like.unit = like.full;
    part = copy_of(task, words, length);
    if (!part)
        return ctg__fail_memory(error);
    change = words + length + 1;
    if (alone)
        return add_move(of, words, &part, 1, &like, error);
    if (strcmp(part, "node *") == 0)
        return add_each(of, "node", change, &like, error);
    if (strcmp(part, "asset *") == 0)
        return add_each(of, "asset", change, &like, error);
    if (strncmp(part, "node @", 6) == 0 &&
        ctg_graph_find_node(task->network->graph, part + 5) == CTG_NONE)
        return add_group(of, words, part + 6, &like, error);
    if (of->count == CTG__MOST_MOVES)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "--move: more than %d moves",
                         CTG__MOST_MOVES);
    return add_move(of, words, &part, 1, &like, error);
}

static ctg_status make_plan(ctg__moves *of, ctg_error *error)
{
    const ctg_plan *const plan = of->task->plan;
    size_t room = plan->shock_count;

    for (size_t k = 0; k < of->count; k++)
        room += of->moves[k].shock_count;
    of->own = plan->shock_count;
    if (!TAKE(&of->task->arena, of->plan, 1))
        return ctg__fail_memory(error);
    *of->plan = *plan;
    if (!TAKE(&of->task->arena, of->plan->shocks, room + 1))
        return ctg__fail_memory(error);
    if (of->own)
        memcpy(of->plan->shocks, plan->shocks, of->own * sizeof *plan->shocks);
    return CTG_OK;
}

ctg_status ctg__moves_of(ctg__task *task, const char *words, ctg__moves *made,
                         ctg_error *error)
{
    ctg_status status;

    *made = (ctg__moves){.task = task};
    if (!TAKE(&task->arena, made->moves, 1))
        return ctg__fail_memory(error);
    status = read_one(made, words, true, error);
    return status ? status : make_plan(made, error);
}

ctg_status ctg__moves_read(ctg__task *task, ctg__moves *made, ctg_error *error)
{
    const char *given;
    ctg_status status = CTG_OK;

    *made = (ctg__moves){.task = task};
    if (!TAKE(&task->arena, made->moves, CTG__MOST_MOVES))
        return ctg__fail_memory(error);
    for (size_t i = 0;
         !status && (given = ctg__setting_next(task, "move", &i));)
        status = read_one(made, given, false, error);
    if (!status && !made->count)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "no --move: 'node A=-100%%', 'asset *=-50%%', ...");
    return status ? status : make_plan(made, error);
}

/* --- runs ------------------------------------------------------------------
 */

static double value_at(const ctg__move *move, const ctg__shock *shock,
                       double size)
{
    const double change = move->sign == '-' ? -size : size;

    switch (shock->unit) {
    case CTG__BY_FACTOR:
        return 1 + change;
    case CTG__BY_POINTS:
        return change;
    default:
        return size;
    }
}

ctg_status ctg__moves_run(ctg__moves *of, const double *y, ctg__measures *found,
                          ctg_error *error)
{
    ctg_plan *const plan = of->plan;

    plan->shock_count = of->own;
    for (size_t k = 0; k < of->count; k++) {
        const ctg__move *const move = &of->moves[k];
        const double size = fmin(y[k] * move->unit, move->full);

        if (!(size > 0))
            continue;
        for (size_t s = 0; s < move->shock_count; s++) {
            ctg__shock *const shock = &plan->shocks[plan->shock_count++];

            *shock = move->shocks[s];
            shock->value = value_at(move, shock, size);
        }
    }
    return ctg__judge(of->task, plan, found, error);
}

/* "0.0023" of "2.3e-05", by which a reader gets the same number; "1e-28" of
 * "1e-30". */
static void print_small_percent(const char *digits, char text[64])
{
    static const char zeros[] = "000000000000000000000000";
    const int length = (int)strcspn(digits, "e");
    const int exponent = atoi(digits + length + 1) + 2;

    if (exponent < 0 && exponent >= -(int)sizeof zeros)
        snprintf(text, 64, "0.%.*s%c%.*s", -exponent - 1, zeros, *digits,
                 length > 2 ? length - 2 : 0, digits + 2);
    else
        snprintf(text, 64, "%.*se%d", length, digits, exponent);
}

/* "40.00000000000001819" of 0.4000000000000001819: the digits are the same. */
static void print_percent(double size, char text[64])
{
    char digits[32];
    char *point;
    size_t length;

    ctg__number_format(digits, size);
    if (strchr(digits, 'e')) {
        print_small_percent(digits, text);
        return;
    }
    point = strchr(digits, '.');
    length = point ? (size_t)(point - digits) : strlen(digits);
    snprintf(text, 64, "%.*s%c%c%s%s", (int)length, digits,
             point && point[1] ? point[1] : '0',
             point && point[1] && point[2] ? point[2] : '0',
             point && point[1] && point[2] && point[3] ? "." : "",
             point && point[1] && point[2] && point[3] ? point + 3 : "");
    for (length = 0; text[length] == '0' && text[length + 1] >= '0' &&
                     text[length + 1] <= '9';
         length++)
        ;
    memmove(text, text + length, strlen(text + length) + 1);
}

static ctg_status words_of(const ctg__move *move, size_t part, double size,
                           ctg__text *text, ctg_error *error)
{
    char number[64];

    if (move->percent)
        print_percent(size, number);
    else
        ctg__number_format(number, size);
    ctg__text_reset(text);
    ctg__text_print(text, "%s=%c%s%s", move->parts[part], move->sign, number,
                    move->percent ? "%" : "");
    return text->failed ? ctg__fail_memory(error) : CTG_OK;
}

ctg_status ctg__moves_add(const ctg__moves *of, const double *y,
                          ctg_scenario *scenario, ctg_error *error)
{
    ctg__text text = {0};
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < of->count; k++) {
        const ctg__move *const move = &of->moves[k];
        const double size = fmin(y[k] * move->unit, move->full);

        for (size_t p = 0; !status && size > 0 && p < move->part_count; p++) {
            status = words_of(move, p, size, &text, error);
            if (!status)
                status = ctg_scenario_add_shock(scenario,
                                                ctg__text_string(&text), error);
        }
    }
    ctg__text_clear(&text);
    return status;
}

const char *ctg__moves_words(const ctg__moves *of, const double *y)
{
    const char *all = "";
    ctg__text text = {0};

    for (size_t k = 0; all && k < of->count; k++) {
        const ctg__move *const move = &of->moves[k];
        const double size = fmin(y[k] * move->unit, move->full);

        for (size_t p = 0; all && size > 0 && p < move->part_count; p++)
            all = words_of(move, p, size, &text, NULL)
                      ? NULL
                      : ctg__answer_print(of->task->answer, "%s%s%s", all,
                                          *all ? ";" : "",
                                          ctg__text_string(&text));
    }
    ctg__text_clear(&text);
    of->task->answer->starved |= !all;
    return all;
}
