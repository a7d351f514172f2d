/* The page of a calibration: parameters, limits. */
#include <math.h>
#include <string.h>

#include "report/calibrate.h"

/* Three columns of numbers behind the names, and what is behind these. */
enum { NUMBER = 11, NUMBERS = 3 * NUMBER, BEHIND = 7 };

static size_t names_to(const ctg__sheet *sheet)
{
    return sheet->width - NUMBERS - BEHIND;
}

/* Made fit to print, on lines of its own as far as they go. */
static void add_wrapped(ctg__sheet *sheet, const char *name, size_t indent)
{
    ctg__text text = {0};

    ctg__text_add_clean(&text, name, 0, sheet->ascii);
    ctg__sheet_go_to(sheet, indent);
    ctg__sheet_wrap(sheet, ctg__text_string(&text), indent);
    sheet->line.failed |= text.failed;
    ctg__text_clear(&text);
}

/* A name that is too long for its column has a line of its own. */
static void add_name(ctg__sheet *sheet, const char *name)
{
    if (2 + ctg__columns(name) > names_to(sheet)) {
        add_wrapped(sheet, name, 2);
        return;
    }
    ctg__sheet_go_to(sheet, 2);
    ctg__sheet_add_name(sheet, name, 0);
}

static void add_number(ctg__sheet *sheet, const char *text, size_t column)
{
    ctg__sheet_add_right(sheet, text, names_to(sheet) + (column + 1) * NUMBER);
}

static void add_heads(ctg__sheet *sheet, const char *name,
                      const char *const heads[3])
{
    ctg__sheet_gap(sheet);
    ctg__sheet_print(sheet, "  %s", name);
    for (size_t k = 0; k < 3; k++)
        add_number(sheet, heads[k], k);
    ctg__sheet_end(sheet);
}

static void add_units(const ctg__calibrating *of, ctg__sheet *sheet,
                      const ctg_calibrated *parameter)
{
    char units[3 * CTG__FORMAT_ROOM];

    ctg__calibrated_units(of, parameter, units, sizeof units);
    if (!*units)
        return;
    add_wrapped(sheet, units, 4);
}

/* Where there are stairs alone: its range. */
static void add_parameter(const ctg__calibrating *of, ctg__sheet *sheet,
                          const ctg_calibrated *parameter)
{
    char now[CTG__FORMAT_ROOM];
    char value[CTG__FORMAT_ROOM];
    char fails[CTG__FORMAT_ROOM];

    if (of->summary->has_value) {
        ctg__calibrated_words(parameter, value, fails);
    } else {
        ctg__calibrated_number(value, parameter->safe);
        ctg__calibrated_number(fails, parameter->bold);
    }
    add_name(sheet, parameter->name);
    add_number(sheet, ctg__calibrated_number(now, parameter->now), 0);
    add_number(sheet, value, 1);
    add_number(sheet, fails, 2);
    ctg__sheet_end(sheet);
    add_units(of, sheet, parameter);
}

static void add_limit(const ctg__calibrating *of, ctg__sheet *sheet,
                      const char *words, const ctg_calibration_limit *limit)
{
    char text[CTG__FORMAT_ROOM];

    add_name(sheet, words);
    add_number(sheet, ctg__limit_figure(of, limit, text, limit->now), 0);
    if (of->summary->has_value)
        add_number(sheet, ctg__limit_figure(of, limit, text, limit->estimate),
                   1);
    add_number(sheet,
               ctg__limit_figure(of, limit, text,
                                 of->summary->has_value ? limit->upper
                                                        : limit->now_upper),
               of->summary->has_value ? 2 : 1);
    if (limit->binds)
        ctg__sheet_add(sheet, "  binds");
    ctg__sheet_end(sheet);
}

static const char *const parameter_heads[] = {"now", "proposed", "fails at"};
static const char *const limit_heads[] = {"now", "proposed", "(bound)"};
/* Where there is no answer but stairs. */
static const char *const range_heads[] = {"now", "from", "to"};
static const char *const today_heads[] = {"now", "(bound)", ""};

void ctg__calibrating_page(const void *context, ctg__sheet *sheet)
{
    const ctg__calibrating *const of = context;
    const ctg_calibrated *parameter;
    const ctg_calibration_limit *limit;
    ctg__text head = {0};

    ctg__calibrating_head(of, &head);
    ctg__sheet_wrap(sheet, ctg__text_string(&head), 0);
    sheet->line.failed |= head.failed;
    ctg__text_clear(&head);
    add_heads(sheet, "parameter",
              of->summary->has_value ? parameter_heads : range_heads);
    for (size_t p = 0; (parameter = ctg_calibration_parameter_at(of->from, p));
         p++)
        add_parameter(of, sheet, parameter);
    add_heads(sheet, "limit",
              of->summary->has_value ? limit_heads : today_heads);
    for (size_t l = 0; (limit = ctg_calibration_limit_at(of->from, l)); l++)
        add_limit(of, sheet, of->limits[l], limit);
    ctg__stairs_page(of, sheet);
}
