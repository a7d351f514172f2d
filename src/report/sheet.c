#include "report/sheet.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

enum { LEAST_WIDTH = 60, MOST_WIDTH = 200 };

/* Columns of a unit: at most, and to stand beside every amount. */
enum { MOST_UNIT = 24, BESIDE = 4 };

ctg_page_options ctg_page_options_default(void)
{
    return (ctg_page_options){.width = 80, .top = 8, .depth = 3};
}

void ctg__sheet_init(ctg__sheet *sheet, FILE *file,
                     const ctg_page_options *options, const ctg_graph *graph)
{
    const char *const unit = graph ? ctg_graph_about(graph)->unit : NULL;
    ctg__text clean = {0};

    *sheet = (ctg__sheet){.file = file,
                          .graph = graph,
                          .width = options->width,
                          .ascii = options->ascii,
                          .colour = options->colour};
    if (sheet->width < LEAST_WIDTH)
        sheet->width = LEAST_WIDTH;
    if (sheet->width > MOST_WIDTH)
        sheet->width = MOST_WIDTH;
    if (!unit || !*unit)
        return;
    ctg__text_add_clean(&clean, unit, MOST_UNIT, options->ascii);
    if (clean.failed)
        sheet->line.failed = true;
    else if (ctg__columns(clean.bytes) <= BESIDE)
        snprintf(sheet->unit, sizeof sheet->unit, "%s", clean.bytes);
    else
        snprintf(sheet->in_unit, sizeof sheet->in_unit, "%s", clean.bytes);
    ctg__text_clear(&clean);
}

bool ctg__unit_is_short(const char *unit)
{
    return ctg__columns(unit) <= BESIDE;
}

void ctg__sheet_note_unit(ctg__sheet *sheet)
{
    if (!sheet->in_unit[0])
        return;
    ctg__sheet_add(sheet, "  amounts in ");
    ctg__sheet_add(sheet, sheet->in_unit);
    ctg__sheet_end(sheet);
}

void ctg__sheet_baseline(ctg__sheet *sheet, const ctg_summary *summary,
                         size_t column)
{
    char text[CTG__FORMAT_ROOM];

    if (!(summary->baseline > 0))
        return;
    ctg__sheet_go_to(sheet, column);
    ctg__sheet_add(sheet, "without the shock: ");
    ctg__sheet_add(sheet, ctg__sheet_amount(sheet, text, summary->baseline));
    ctg__sheet_end(sheet);
}

ctg_status ctg__sheet_clear(ctg__sheet *sheet, ctg_error *error)
{
    const bool failed = sheet->line.failed;

    ctg__text_clear(&sheet->line);
    return failed ? ctg__fail_memory(error) : CTG_OK;
}

void ctg__sheet_add(ctg__sheet *sheet, const char *text)
{
    ctg__text_add(&sheet->line, text);
    sheet->columns += ctg__columns(text);
}

void ctg__sheet_print(ctg__sheet *sheet, const char *format, ...)
{
    char text[257];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    ctg__sheet_add(sheet, text);
}

void ctg__sheet_add_name(ctg__sheet *sheet, const char *name, size_t columns)
{
    ctg__text text = {0};

    ctg__text_add_clean(&text, name, columns, sheet->ascii);
    sheet->line.failed |= text.failed;
    ctg__sheet_add(sheet, ctg__text_string(&text));
    ctg__text_clear(&text);
}

void ctg__sheet_go_to(ctg__sheet *sheet, size_t column)
{
    for (; sheet->columns < column; sheet->columns++)
        ctg__text_add_char(&sheet->line, ' ');
}

void ctg__sheet_add_right(ctg__sheet *sheet, const char *text, size_t column)
{
    const size_t columns = ctg__columns(text);

    if (column > columns)
        ctg__sheet_go_to(sheet, column - columns);
    ctg__sheet_add(sheet, text);
}

void ctg__sheet_add_coloured(ctg__sheet *sheet, ctg__code code,
                             const char *text)
{
    /* Bold, red, blue, yellow, magenta, green, cyan, faint. */
    static const char *const starts[CTG__CODE_COUNT] = {
        "\x1b[1m",  "\x1b[31m", "\x1b[34m", "\x1b[33m",
        "\x1b[35m", "\x1b[32m", "\x1b[36m", "\x1b[2m"};

    if (!sheet->colour || code >= CTG__CODE_COUNT) {
        ctg__sheet_add(sheet, text);
        return;
    }
    ctg__text_add(&sheet->line, starts[code]);
    ctg__sheet_add(sheet, text);
    ctg__text_add(&sheet->line, "\x1b[0m");
}

void ctg__sheet_add_strong(ctg__sheet *sheet, const char *text, bool strong)
{
    if (!strong || !sheet->colour || !*text) {
        ctg__sheet_add(sheet, text);
        return;
    }
    ctg__text_add(&sheet->line, "\x1b[1m");
    ctg__sheet_add(sheet, text);
    ctg__text_add(&sheet->line, "\x1b[0m");
}

void ctg__sheet_end(ctg__sheet *sheet)
{
    ctg__text *const line = &sheet->line;

    while (line->length && line->bytes[line->length - 1] == ' ')
        line->length--;
    fwrite(line->length ? line->bytes : "", 1, line->length, sheet->file);
    fputc('\n', sheet->file);
    line->length = 0;
    sheet->columns = 0;
    sheet->started = true;
}

void ctg__sheet_gap(ctg__sheet *sheet)
{
    if (sheet->started)
        ctg__sheet_end(sheet);
}

void ctg__sheet_line(ctg__sheet *sheet, const char *text)
{
    ctg__sheet_add(sheet, text);
    ctg__sheet_end(sheet);
}

void ctg__sheet_bar(ctg__sheet *sheet, double share, size_t room)
{
    /* One to seven eighths of a column: U+258F down to U+2589. */
    static const char *const eighths[] = {"",
                                          "\xE2\x96\x8F",
                                          "\xE2\x96\x8E",
                                          "\xE2\x96\x8D",
                                          "\xE2\x96\x8C",
                                          "\xE2\x96\x8B",
                                          "\xE2\x96\x8A",
                                          "\xE2\x96\x89"};
    const size_t parts = sheet->ascii ? 1 : 8;
    size_t length;

    if (!(share > 0) || !room)
        return;
    length = (size_t)lround(fmin(1, share) * (double)(room * parts));
    if (!length)
        length = 1;
    for (size_t i = 0; i < length / parts; i++)
        ctg__sheet_add(sheet, sheet->ascii ? "#" : "\xE2\x96\x88");
    if (!sheet->ascii)
        ctg__sheet_add(sheet, eighths[length % 8]);
}

void ctg__sheet_letters(ctg__sheet *sheet,
                        const double amounts[CTG__CODE_COUNT], double most,
                        size_t room)
{
    size_t counts[CTG__CODE_COUNT];
    double rests[CTG__CODE_COUNT];
    double sum = 0;
    size_t length;
    size_t given = 0;

    for (int code = 0; code < CTG__CODE_COUNT; code++)
        sum += amounts[code];
    if (!(sum > 0 && most > 0))
        return;
    length = (size_t)lround(fmin(1, sum / most) * (double)room);
    if (!length)
        length = 1;
    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        const double exact = amounts[code] / sum * (double)length;

        counts[code] = (size_t)exact;
        rests[code] = exact - (double)counts[code];
        given += counts[code];
    }
    for (; given < length; given++) {
        int largest = 0;

        for (int code = 1; code < CTG__CODE_COUNT; code++)
            if (rests[code] > rests[largest])
                largest = code;
        counts[largest]++;
        rests[largest] = -1;
    }
    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        char letters[MOST_WIDTH + 1];

        if (!counts[code])
            continue;
        memset(letters, ctg__code_about((ctg__code)code)->letter, counts[code]);
        letters[counts[code]] = '\0';
        ctg__sheet_add_coloured(sheet, (ctg__code)code, letters);
    }
}

/* Adds all but the last line of a word that no line has room for; returns
 * that. */
static const char *add_torn(ctg__sheet *sheet, const char *word, size_t indent)
{
    while (sheet->columns + ctg__columns(word) > sheet->width) {
        const size_t bytes =
            ctg__columns_fit(word, sheet->width - sheet->columns);
        ctg__text line = {0};

        if (!bytes)
            break;
        ctg__text_add_bytes(&line, word, bytes);
        sheet->line.failed |= line.failed;
        ctg__sheet_add(sheet, ctg__text_string(&line));
        ctg__text_clear(&line);
        ctg__sheet_end(sheet);
        ctg__sheet_go_to(sheet, indent);
        word += bytes;
    }
    return word;
}

/* Adds one word of a text that is wrapped. */
static void wrap_word(ctg__sheet *sheet, const char *word, size_t length,
                      size_t indent)
{
    ctg__text kept = {0};

    const char *left;

    ctg__text_add_bytes(&kept, word, length);
    sheet->line.failed |= kept.failed;
    left = ctg__text_string(&kept);
    if (sheet->columns > indent) {
        if (sheet->columns + 1 + ctg__columns(left) > sheet->width)
            ctg__sheet_end(sheet);
        else
            ctg__sheet_add(sheet, " ");
    }
    ctg__sheet_go_to(sheet, indent);
    left = add_torn(sheet, left, indent);
    ctg__sheet_add(sheet, left);
    ctg__text_clear(&kept);
}

void ctg__sheet_wrap(ctg__sheet *sheet, const char *words, size_t indent)
{
    while (*words) {
        const size_t length = strcspn(words, " ");

        if (length)
            wrap_word(sheet, words, length, indent);
        words += length;
        words += strspn(words, " ");
    }
    ctg__sheet_end(sheet);
}
