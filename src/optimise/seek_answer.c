/* What was found of moves, as an answer. */
#include <math.h>
#include <string.h>

#include "optimise/seek.h"
#include "text/json.h"
#include "text/text.h"

static const double apart = 0.1; /* of y: what makes another answer */

static const ctg_key move_heads[] = {
    {"move", CTG_FIGURE_PLAIN, ""},
    {"size", CTG_FIGURE_SHORT, "in the move's own unit"},
    {"y", CTG_FIGURE_SHORT, "size over its unit"},
};
static const ctg_key answer_heads[] = {
    {"rank", CTG_FIGURE_PLAIN, ""},
    {"norm", CTG_FIGURE_SHORT, ""},
    {"measure", CTG_FIGURE_PLAIN, ""},
    {"moves", CTG_FIGURE_PLAIN, ""},
};
static const ctg_key row_heads[] = {
    {"rank", CTG_FIGURE_PLAIN, ""},    {"norm", CTG_FIGURE_SHORT, ""},
    {"measure", CTG_FIGURE_PLAIN, ""}, {"scenario", CTG_FIGURE_PLAIN, ""},
    {"move", CTG_FIGURE_PLAIN, ""},    {"size", CTG_FIGURE_SHORT, ""},
    {"y", CTG_FIGURE_SHORT, ""},
};

enum { ROW_HEADS = sizeof row_heads / sizeof *row_heads };

static double size_of(const ctg__seek *of, const ctg__found_point *point,
                      size_t k)
{
    return fmin(point->y[k] * of->moves.moves[k].unit, of->moves.moves[k].full);
}

/* Those that differ, best first. */
static size_t choose(const ctg__seek *of, size_t most,
                     const ctg__found_point **chosen)
{
    size_t count = 0;

    for (size_t p = 0; p < of->point_count && count < most; p++) {
        bool differs = true;

        for (size_t c = 0; c < count && differs; c++) {
            double distance = 0;

            for (size_t k = 0; k < of->moves.count; k++)
                distance =
                    fmax(distance, fabs(of->points[p].y[k] - chosen[c]->y[k]));
            differs = distance > apart;
        }
        if (differs)
            chosen[count++] = &of->points[p];
    }
    return count;
}

static ctg_status fill_moves(ctg__seek *of, const ctg__found_point *best,
                             ctg_error *error)
{
    ctg_answer_table *table;
    ctg_cell *cells = ctg__answer_table(of->task->answer, "moves", move_heads,
                                        3, of->moves.count, &table);

    if (!cells)
        return ctg__fail_memory(error);
    table->for_people = true;
    for (size_t k = 0; k < of->moves.count; k++, cells += 3) {
        cells[0] = ctg__cell_text(ctg__answer_print(of->task->answer, "%s",
                                                    of->moves.moves[k].words));
        cells[1] = ctg__cell_number(size_of(of, best, k));
        cells[2] = ctg__cell_number(best->y[k]);
    }
    return CTG_OK;
}

static const char *moves_json(const ctg__seek *of,
                              const ctg__found_point *point)
{
    ctg__text text = {0};
    ctg__json_nest list = ctg__json_open(&text, '[', -1, -1);
    const char *made = NULL;

    for (size_t k = 0; k < of->moves.count; k++) {
        ctg__json_nest move;

        ctg__json_next(&list, NULL);
        move = ctg__json_open(&text, '{', -1, -1);
        ctg__json_next(&move, "move");
        ctg__json_add_text(&text, of->moves.moves[k].words);
        ctg__json_next(&move, "size");
        ctg__json_add_number(&text, size_of(of, point, k));
        ctg__json_next(&move, "y");
        ctg__json_add_number(&text, point->y[k]);
        ctg__json_close(&move);
    }
    ctg__json_close(&list);
    if (!text.failed)
        made =
            ctg__answer_print(of->task->answer, "%s", ctg__text_string(&text));
    ctg__text_clear(&text);
    return made;
}

static ctg_status fill_answers(ctg__seek *of,
                               const ctg__found_point *const *chosen,
                               size_t count, ctg_error *error)
{
    ctg_answer_table *table;
    ctg_cell *cells = ctg__answer_table(of->task->answer, "answers",
                                        answer_heads, 4, count, &table);

    if (!cells)
        return ctg__fail_memory(error);
    for (size_t c = 0; c < count; c++, cells += 4) {
        cells[0] = ctg__cell_count(c + 1);
        cells[1] = ctg__cell_number(chosen[c]->norm);
        cells[2] = ctg__cell_number(chosen[c]->measure);
        cells[3] = (ctg_cell){.kind = CTG_CELL_JSON,
                              .text = moves_json(of, chosen[c])};
        if (!cells[3].text)
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

/* A row for each move of each answer: CSV, and for people where there are
 * several answers. */
static ctg_status fill_rows(ctg__seek *of,
                            const ctg__found_point *const *chosen, size_t count,
                            ctg_error *error)
{
    ctg_answer_table *table;
    ctg_cell *cells =
        ctg__answer_table(of->task->answer, "rows", row_heads, ROW_HEADS,
                          count * of->moves.count, &table);

    if (!cells)
        return ctg__fail_memory(error);
    table->for_json = false;
    table->flat = true;
    for (size_t c = 0; c < count; c++)
        for (size_t k = 0; k < of->moves.count; k++, cells += ROW_HEADS) {
            cells[0] = ctg__cell_count(c + 1);
            cells[1] = ctg__cell_number(chosen[c]->norm);
            cells[2] = ctg__cell_number(chosen[c]->measure);
            cells[3] =
                ctg__cell_text(ctg__moves_words(&of->moves, chosen[c]->y));
            cells[4] = ctg__cell_text(ctg__answer_print(
                of->task->answer, "%s", of->moves.moves[k].words));
            cells[5] = ctg__cell_number(size_of(of, chosen[c], k));
            cells[6] = ctg__cell_number(chosen[c]->y[k]);
        }
    return CTG_OK;
}

static void note_others(ctg__seek *of, const ctg__found_point *const *chosen,
                        size_t count)
{
    for (size_t c = 1; c < count; c++)
        ctg__answer_note(
            of->task->answer,
            ctg__answer_print(of->task->answer,
                              "another one: %s (norm %.6g, %s "
                              "%.6g)",
                              ctg__moves_words(&of->moves, chosen[c]->y),
                              chosen[c]->norm, ctg__measure_name(of->measure),
                              chosen[c]->measure));
}

ctg_status ctg__seek_answer(ctg__seek *of, ctg_error *error)
{
    ctg__task *const task = of->task;
    ctg_optimisation *const answer = task->answer;
    const ctg__found_point **chosen;
    size_t count = 3;
    ctg_status status =
        ctg__setting_count(task, "answers", 1, 100, &count, error);

    if (!status && !TAKE(&task->arena, chosen, count + 1))
        status = ctg__fail_memory(error);
    if (status)
        return status;
    count = choose(of, count, chosen);
    status = ctg__moves_add(&of->moves, chosen[0]->y, answer->scenario, error);
    if (!status)
        status = ctg__task_confirm(task, NULL, error);
    answer->goal = of->reverse ? "norm" : ctg__measure_name(of->measure);
    answer->method = of->method;
    answer->value =
        of->reverse ? chosen[0]->norm : answer->after.value[of->measure];
    answer->bound = of->bound;
    ctg__answer_settle(answer, task->gap);
    ctg__answer_fact(answer, "norm", CTG_FIGURE_SHORT,
                     ctg__cell_number(chosen[0]->norm));
    if (!status)
        status = fill_moves(of, chosen[0], error);
    if (!status)
        status = fill_answers(of, chosen, count, error);
    if (!status)
        status = fill_rows(of, chosen, count, error);
    note_others(of, chosen, count);
    return status;
}
