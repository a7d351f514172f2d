/* The staircase of two parameters: in JSON, as a table, on the page. */
#include <math.h>
#include <string.h>

#include "report/calibrate.h"
#include "text/json.h"

/* --- in words ------------------------------------------------------------ */

/* A stair: how far the second parameter goes beside a step of the first, and
 * where it fails, rounded likewise; the limits that are broken there. */
static void stair_words(const ctg__calibrating *of,
                        const ctg_calibration_stair *stair,
                        char value[CTG__FORMAT_ROOM],
                        char fails[CTG__FORMAT_ROOM])
{
    ctg_calibrated second = *ctg_calibration_parameter_at(of->from, 1);

    second.value = stair->second;
    second.fails_at = stair->fails_at;
    ctg__calibrated_words(&second, value, fails);
}

static void stair_binding(const ctg__calibrating *of,
                          const ctg_calibration_stair *stair, ctg__text *text)
{
    bool first = true;

    for (size_t l = 0; l < of->summary->limits; l++)
        if (stair->binds[l]) {
            ctg__text_print(text, "%s%s", first ? "" : "; ",
                            ctg_calibration_limit_at(of->from, l)->words);
            first = false;
        }
}

/* Whether a stair is the answer. */
static bool stair_is_proposed(const ctg__calibrating *of,
                              const ctg_calibration_stair *stair)
{
    return of->summary->has_value &&
           stair->first == ctg_calibration_parameter_at(of->from, 0)->value;
}

/* "For each value of A as far as B holds:" */
static void stairs_head(const ctg__calibrating *of, ctg__text *text)
{
    ctg__text_print(text, "Beside each %s as far as %s holds:",
                    ctg_calibration_parameter_at(of->from, 0)->name,
                    ctg_calibration_parameter_at(of->from, 1)->name);
}

/* --- JSON ---------------------------------------------------------------- */

void ctg__stairs_json(const ctg__calibrating *of, ctg__text *text)
{
    ctg__json_nest list = ctg__json_open(text, '[', 2, 1);
    const ctg_calibration_stair *stair;

    for (size_t k = 0; (stair = ctg_calibration_stair_at(of->from, k)); k++) {
        const double numbers[] = {stair->first, stair->second, stair->fails_at};
        ctg__json_nest nest;

        ctg__json_next(&list, NULL);
        nest = ctg__json_open(text, '[', -1, -1);
        for (size_t n = 0; n < 3; n++) {
            ctg__json_next(&nest, NULL);
            ctg__json_add_number(text, numbers[n]);
        }
        ctg__json_close(&nest);
    }
    ctg__json_close(&list);
}

/* --- Markdown ------------------------------------------------------------ */

static ctg__value binding_of(const ctg__calibrating *of,
                             const ctg_calibration_stair *stair)
{
    ctg__text text = {0};
    const char *kept;

    stair_binding(of, stair, &text);
    kept = ctg__report_print(of->made, "%s", ctg__text_string(&text));
    of->made->failed = of->made->failed || text.failed;
    ctg__text_clear(&text);
    return ctg__value_text(kept);
}

static ctg__value stair_at(void *context, size_t row, size_t column)
{
    ctg__calibrating *const of = context;
    const ctg_calibration_stair *const stair =
        ctg_calibration_stair_at(of->from, row);
    char value[CTG__FORMAT_ROOM];
    char fails[CTG__FORMAT_ROOM];

    stair_words(of, stair, value, fails);
    switch (column) {
    case 0:
        return ctg__value_text(ctg__calibrated_number(of->text, stair->first));
    case 1:
        return ctg__value_text(strcpy(of->text, value));
    case 2:
        return ctg__value_text(strcpy(of->text, fails));
    case 3:
        return binding_of(of, stair);
    default:
        return ctg__value_text(stair_is_proposed(of, stair) ? "proposed" : "");
    }
}

void ctg__stairs_md(ctg__calibrating *of)
{
    ctg__head *const heads = ctg__report_take(of->made, 5, sizeof *heads);
    ctg__text head = {0};

    if (!heads || !of->summary->stairs)
        return;
    stairs_head(of, &head);
    ctg__report_note(
        of->made, CTG__FOR_MD,
        ctg__report_print(of->made, "%s", ctg__text_string(&head)));
    of->made->failed = of->made->failed || head.failed;
    ctg__text_clear(&head);
    for (size_t p = 0; p < 2; p++)
        heads[p] =
            (ctg__head){.key = ctg_calibration_parameter_at(of->from, p)->name,
                        .right = true};
    heads[2] = (ctg__head){.key = "fails at", .right = true};
    heads[3] = (ctg__head){.key = "binding"};
    heads[4] = (ctg__head){.key = ""};
    ctg__report_table(of->made, CTG__FOR_MD,
                      (ctg__table){.heads = heads,
                                   .head_count = of->summary->has_value ? 5 : 4,
                                   .row_count = of->summary->stairs,
                                   .at = stair_at,
                                   .context = of});
}

/* --- the page ------------------------------------------------------------ */

/* Three columns of numbers, the limits behind them. */
enum { NUMBER = 12, BINDING = 3 * NUMBER + 3 };

static void add_heads(ctg__sheet *sheet)
{
    ctg__sheet_add_right(sheet, "the first", NUMBER);
    ctg__sheet_add_right(sheet, "the second", 2 * NUMBER);
    ctg__sheet_add_right(sheet, "fails at", 3 * NUMBER);
    ctg__sheet_go_to(sheet, BINDING);
    ctg__sheet_add(sheet, "binding");
    ctg__sheet_end(sheet);
}

static void add_stair(const ctg__calibrating *of, ctg__sheet *sheet,
                      const ctg_calibration_stair *stair)
{
    const bool proposed = stair_is_proposed(of, stair);
    char first[CTG__FORMAT_ROOM];
    char value[CTG__FORMAT_ROOM];
    char fails[CTG__FORMAT_ROOM];
    ctg__text binding = {0};

    stair_words(of, stair, value, fails);
    ctg__calibrated_number(first, stair->first);
    ctg__sheet_add_right(sheet, first, NUMBER);
    ctg__sheet_add_right(sheet, value, 2 * NUMBER);
    ctg__sheet_add_right(sheet, fails, 3 * NUMBER);
    if (proposed)
        ctg__text_add(&binding, "proposed");
    if (proposed && !isnan(stair->fails_at))
        ctg__text_add(&binding, "; ");
    stair_binding(of, stair, &binding);
    ctg__sheet_go_to(sheet, BINDING);
    ctg__sheet_wrap(sheet, ctg__text_string(&binding), BINDING);
    sheet->line.failed |= binding.failed;
    ctg__text_clear(&binding);
}

void ctg__stairs_page(const ctg__calibrating *of, ctg__sheet *sheet)
{
    const ctg_calibration_stair *stair;
    ctg__text head = {0};

    if (!of->summary->stairs)
        return;
    stairs_head(of, &head);
    ctg__sheet_gap(sheet);
    ctg__sheet_wrap(sheet, ctg__text_string(&head), 2);
    sheet->line.failed |= head.failed;
    ctg__text_clear(&head);
    add_heads(sheet);
    for (size_t k = 0; (stair = ctg_calibration_stair_at(of->from, k)); k++)
        add_stair(of, sheet, stair);
}
