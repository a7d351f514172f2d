/* The door to pictures: a view by name, its DOT file. */
#include <config.h>

#include <contagraph/draw.h>

#include <string.h>

#include "base/memory.h"
#include "draw/dot_write.h"
#include "draw/grid.h"
#include "draw/sketch.h"
#include "text/clean.h"

typedef struct view {
    ctg_view about;
    ctg__view_draw *draw;
} view;

static const view views[] = {
#define VIEW(name, function, needs_run, folded, chains, summary)               \
    {{name, summary, needs_run, folded, chains}, function},
#include "draw/views.def"
#undef VIEW
};

enum { VIEW_COUNT = sizeof views / sizeof *views };

const ctg_view *ctg_view_at(size_t index)
{
    return index < VIEW_COUNT ? &views[index].about : NULL;
}

ctg_draw_options ctg_draw_options_default(void)
{
    return (ctg_draw_options){0};
}

/* What made the file; no date, so that the same input gives the same bytes. */
static void write_head(const ctg_draw_options *options, ctg__text *text)
{
    ctg__text_add(text, "// " PACKAGE_NAME " " PACKAGE_VERSION "\n");
    if (options->input_hash) {
        ctg__text_add(text, "// input sha256 ");
        ctg__text_add_clean(text, options->input_hash, CTG__NAME_WHOLE, false);
        ctg__text_add(text, "\n");
    }
    for (size_t i = 0; i < options->edit_count; i++) {
        ctg__text_add(text, "// edit ");
        ctg__text_add_clean(text, options->edits[i], CTG__NAME_WHOLE, false);
        ctg__text_add(text, "\n");
    }
    if (options->command) {
        ctg__text_add(text, "// command ");
        ctg__text_add_clean(text, options->command, CTG__NAME_WHOLE, false);
        /* A line that ends in a backslash would go on. */
        if (text->length && text->bytes[text->length - 1] == '\\')
            ctg__text_add(text, " ");
        ctg__text_add(text, "\n");
    }
}

static ctg_status keep_notes(ctg_drawing *drawing, const ctg__sketch *sketch)
{
    for (size_t i = 0; i < sketch->note_count; i++) {
        const char *const note = sketch->notes[i];

        drawing->notes[i] = ctg__copy_text(note, strlen(note));
        if (!drawing->notes[i])
            return CTG_NO_MEMORY;
        drawing->note_count++;
    }
    return CTG_OK;
}

static ctg_status check_options(const view *chosen,
                                const ctg_draw_options *options,
                                ctg_error *error)
{
    const char *const link = options->url_template;

    if (chosen->about.needs_run && !options->run)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s needs a run",
                         chosen->about.name);
    if (!options->network && !options->run)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "%s needs a network",
                         chosen->about.name);
    if (!(options->keep >= 0 && options->keep <= 1))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "keep is %g, not a share from 0 to 1", options->keep);
    if (options->page && !ctg__draw_page_of(options->page))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "no page '%s'",
                         options->page);
    if (link && strncmp(link, "http://", 7) != 0 &&
        strncmp(link, "https://", 8) != 0)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "the link '%s' is neither http nor https", link);
    return CTG_OK;
}

static ctg_status draw(const view *chosen, const ctg_draw_options *options,
                       ctg_drawing *drawing, ctg_error *error)
{
    ctg__sketch sketch = {.options = options,
                          .asking = {.progress = options->progress,
                                     .context = options->progress_context}};
    ctg_status status = chosen->draw(&sketch, error);

    /* Who goes through a ledger may end early and leave it to be said here. */
    if (!status && atomic_load(&sketch.asking.stopped))
        status = ctg__sketch_fail(&sketch, error);
    sketch.diagram.progress = options->progress;
    sketch.diagram.progress_context = options->progress_context;
    if (!status && sketch.failed)
        status = ctg__fail_memory(error);
    if (!status) {
        write_head(options, &drawing->dot);
        status = ctg__dot_write(&sketch.diagram, &drawing->dot, error);
    }
    if (!status) {
        ctg__place_in_grid(&sketch.diagram);
        status = ctg__dot_write(&sketch.diagram, &drawing->grid, error);
    }
    drawing->csv = sketch.csv;
    if (!status && drawing->csv.failed)
        status = ctg__fail_memory(error);
    if (!status) {
        ctg__text_add(&drawing->title, sketch.diagram.name);
        if (sketch.figures)
            ctg__text_add(&drawing->figures, sketch.figures);
        drawing->page = sketch.page;
        drawing->dark = !options->no_dark;
        if (drawing->title.failed || drawing->figures.failed)
            status = ctg__fail_memory(error);
    }
    if (!status && keep_notes(drawing, &sketch))
        status = ctg__fail_memory(error);
    ctg__diagram_clear(&sketch.diagram);
    ctg__arena_clear(&sketch.arena);
    return status;
}

ctg_status ctg_draw(const char *name, const ctg_draw_options *options,
                    ctg_drawing **drawing, ctg_error *error)
{
    const view *chosen = NULL;
    ctg_drawing *made;
    ctg_status status;

    for (size_t i = 0; i < VIEW_COUNT; i++)
        if (strcmp(views[i].about.name, name) == 0)
            chosen = &views[i];
    if (!chosen)
        return ctg__fail(error, CTG_NOT_FOUND, "no view '%s'", name);
    status = check_options(chosen, options, error);
    if (status)
        return status;
    made = ctg__allocate(sizeof *made);
    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_drawing){0};
    status = draw(chosen, options, made, error);
    if (status) {
        ctg_drawing_free(made);
        return status;
    }
    *drawing = made;
    return CTG_OK;
}

void ctg_drawing_free(ctg_drawing *drawing)
{
    if (!drawing)
        return;
    ctg__text_clear(&drawing->dot);
    ctg__text_clear(&drawing->grid);
    ctg__text_clear(&drawing->csv);
    ctg__text_clear(&drawing->svg);
    ctg__text_clear(&drawing->title);
    ctg__text_clear(&drawing->figures);
    for (size_t i = 0; i < drawing->note_count; i++)
        ctg__release(drawing->notes[i]);
    ctg__release(drawing);
}

const char *ctg_drawing_dot(const ctg_drawing *drawing)
{
    return ctg__text_string(&drawing->dot);
}

const char *ctg_drawing_csv(const ctg_drawing *drawing)
{
    return drawing->csv.length ? ctg__text_string(&drawing->csv) : NULL;
}

const char *ctg_drawing_note(const ctg_drawing *drawing, size_t index)
{
    return index < drawing->note_count ? drawing->notes[index] : NULL;
}
