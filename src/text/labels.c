/* Labels that differ from each other on one page. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "text/clean.h"

typedef struct label {
    const char *text;
    size_t row;
    size_t limit; /* columns; past 60 the id is appended */
} label;

static int compare_labels(const void *one, const void *other)
{
    const label *const a = one;
    const label *const b = other;
    const int order = strcmp(a->text, b->text);

    if (order)
        return order;
    return a->row < b->row ? -1 : a->row > b->row;
}

static bool make_label(label *made, const char *name, const char *id,
                       bool ascii, ctg__arena *arena)
{
    ctg__text text = {0};

    ctg__text_add_name(
        &text, name,
        made->limit > CTG__NAME_CELL ? CTG__NAME_CELL : made->limit, ascii);
    if (made->limit > CTG__NAME_CELL) {
        ctg__text_add(&text, ascii ? " - " : " \xC2\xB7 ");
        ctg__text_add_clean(&text, id, CTG__NAME_WHOLE, ascii);
    }
    made->text = ctg__text_keep(&text, arena);
    return made->text != NULL;
}

/* Lengthens the labels that equal another; false when out of memory. */
static bool lengthen_twins(label *labels, size_t count,
                           const char *const *names, const char *const *ids,
                           bool ascii, ctg__arena *arena, bool *changed)
{
    *changed = false;
    qsort(labels, count, sizeof *labels, compare_labels);
    for (size_t first = 0, last; first < count; first = last) {
        for (last = first + 1; last < count; last++)
            if (strcmp(labels[first].text, labels[last].text) != 0)
                break;
        if (last - first == 1 || labels[first].limit > CTG__NAME_CELL)
            continue;
        for (size_t i = first; i < last; i++) {
            labels[i].limit =
                labels[i].limit == CTG__NAME_CELL      ? CTG__NAME_CELL + 1
                : labels[i].limit + 6 > CTG__NAME_CELL ? CTG__NAME_CELL
                                                       : labels[i].limit + 6;
            if (!make_label(&labels[i], names[labels[i].row],
                            ids[labels[i].row], ascii, arena))
                return false;
        }
        *changed = true;
    }
    return true;
}

ctg_status ctg__clean_labels(const char *const *names, const char *const *ids,
                             size_t count, size_t limit, bool ascii,
                             ctg__arena *arena, const char ***labels,
                             ctg_error *error)
{
    label *const made = ctg__allocate_array(count + 1, sizeof *made);
    const char **texts = NULL;
    bool changed = count > 0;
    bool fine = made && TAKE(arena, texts, count + 1);

    for (size_t i = 0; fine && i < count; i++) {
        made[i] = (label){.row = i, .limit = limit ? limit : CTG__NAME_CELL};
        fine = make_label(&made[i], names[i], ids[i], ascii, arena);
    }
    while (fine && changed)
        fine = lengthen_twins(made, count, names, ids, ascii, arena, &changed);
    for (size_t i = 0; fine && i < count; i++)
        texts[made[i].row] = made[i].text;
    ctg__release(made);
    if (!fine)
        return ctg__fail_memory(error);
    *labels = texts;
    return CTG_OK;
}
