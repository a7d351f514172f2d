/* The sections in their order, and those that are left out. */
#include <stdio.h>
#include <string.h>

#include "page/section.h"
#include "text/nearest.h"

typedef struct listed {
    ctg_variant about;
    const ctg__section_row *row;
} listed;

static const listed all[] = {
#define CTG__SECTION(word, words)                                              \
    {{.name = #word, .summary = words, .source = ""}, &ctg__section_##word},
#include "page/sections.def"
#undef CTG__SECTION
};

enum { COUNT = sizeof all / sizeof *all };

_Static_assert(sizeof all / sizeof *all <= (size_t)CTG__SECTIONS_MOST,
               "room for every section");

const ctg_variant *ctg_section_at(size_t index)
{
    return index < COUNT ? &all[index].about : NULL;
}

static ctg_status leave_out(const char *name, size_t length,
                            bool without[CTG__SECTIONS_MOST], ctg_error *error)
{
    char word[32];
    char hint[96];
    ctg__nearest nearest;

    snprintf(word, sizeof word, "%.*s", (int)(length < 31 ? length : 31), name);
    nearest = ctg__nearest_start(word);
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(all[i].about.name, word) == 0) {
            without[i] = true;
            return CTG_OK;
        }
        ctg__nearest_try(&nearest, all[i].about.name);
    }
    return ctg__fail(error, CTG_BAD_ARGUMENT, "a page has no section '%s'%s",
                     word, ctg__nearest_hint(&nearest, hint));
}

ctg_status ctg__sections_without(const char *names,
                                 bool without[CTG__SECTIONS_MOST],
                                 ctg_error *error)
{
    ctg_status status = CTG_OK;

    while (!status && names) {
        const size_t length = strcspn(names, ",");

        status = leave_out(names, length, without, error);
        names = names[length] ? names + length + 1 : NULL;
    }
    return status;
}

void ctg__sections_add(const ctg_findings *found, ctg_report *made)
{
    const bool calm = ctg__is_calm(found);

    for (size_t i = 0; i < COUNT; i++) {
        const ctg__section_row *const row = all[i].row;

        if (found->without[i] || (calm && !row->calm) || !row->applies(found))
            continue;
        ctg__report_section(made, CTG__FOR_READERS | CTG__FOR_JSON,
                            (ctg__section_part){.key = all[i].about.name,
                                                .heading = row->heading,
                                                .contents = row->contents});
        row->add(found, made);
    }
}
