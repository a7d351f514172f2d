#include "draw/sketch.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "text/clean.h"

void ctg__sketch_note(ctg__sketch *sketch, const char *format, ...)
{
    char line[256];
    char *kept;
    va_list args;

    if (sketch->note_count == CTG__NOTES)
        return;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    kept = ctg__arena_take(&sketch->arena, strlen(line) + 1, 1);
    if (!kept) {
        sketch->failed = true;
        return;
    }
    memcpy(kept, line, strlen(line) + 1);
    sketch->notes[sketch->note_count++] = kept;
}

/* " · edited: nodes A equity=50", for every edit; nothing for none. */
static void sketch_add_edits(ctg__text *text, const ctg_draw_options *options)
{
    for (size_t i = 0; i < options->edit_count; i++) {
        ctg__text_add(text, i ? ", " : " · edited: ");
        ctg__text_add_clean(text, options->edits[i], 60, false);
    }
}

const char *ctg__sketch_title(ctg__sketch *sketch, const ctg__facts *facts,
                              const char *words)
{
    ctg__text text = {0};
    const char *kept;

    if (sketch->options->title) {
        ctg__text_add_clean(&text, sketch->options->title, 100, false);
    } else {
        ctg__text_add(&text, words);
        ctg__text_add(&text, facts->shock_count ? "after " : "without a shock");
        if (facts->shock_count)
            ctg__add_shocks(&text, facts);
        sketch_add_edits(&text, sketch->options);
    }
    kept = ctg__text_keep(&text, &sketch->arena);
    sketch->failed |= !kept;
    return kept ? kept : "";
}

const char *ctg__sketch_headline(ctg__sketch *sketch, const char *words)
{
    ctg__text text = {0};
    const char *kept;

    if (!sketch->options->title)
        return words;
    ctg__text_add_clean(&text, sketch->options->title, 100, false);
    kept = ctg__text_keep(&text, &sketch->arena);
    sketch->failed |= !kept;
    return kept ? kept : "";
}

const ctg__draw_page *ctg__sketch_page(const ctg__sketch *sketch)
{
    const char *const name = sketch->options->page;

    return ctg__draw_page_of(name ? name : "screen");
}

ctg_status ctg__sketch_ask(const ctg__sketch *sketch, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;

    return !atomic_load(&sketch->asking.stopped) &&
                   (!options->progress ||
                    options->progress(options->progress_context, 0, 0))
               ? CTG_OK
               : ctg__fail(error, CTG_CANCELLED, "cancelled");
}

ctg_status ctg__sketch_fail(const ctg__sketch *sketch, ctg_error *error)
{
    return atomic_load(&sketch->asking.stopped)
               ? ctg__fail(error, CTG_CANCELLED, "cancelled")
               : ctg__fail_memory(error);
}

void ctg__draw_sentence(ctg__diagram *diagram, const char *clean_title,
                        const char *clean_sentence)
{
    static const char *const graph[] = {
        "id",       "none", "bgcolor",   "transparent",
        "pad",      ".15",  "fontname",  "Helvetica,Arial,sans-serif",
        "fontsize", "10",   "fontcolor", CTG__INK,
        "labelloc", "t",    "labeljust", "l",
        NULL};
    static const char *const node[] = {
        "id",        "sentence", "shape",
        "plaintext", "fontname", "Helvetica,Arial,sans-serif",
        "fontsize",  "12",       NULL};
    ctg__text text = {0};

    ctg__diagram_graph(diagram);
    ctg__diagram_put_all(diagram, graph);
    ctg__label_begin(&text, clean_title);
    ctg__label_end(&text);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&text));
    ctg__text_restart(&text);
    ctg__add_label(&text, clean_sentence);
    ctg__diagram_add_node(diagram, SIZE_MAX, "sentence");
    ctg__diagram_put_all(diagram, node);
    ctg__diagram_put(diagram, "label", ctg__text_string(&text));
    ctg__diagram_put(diagram, "tooltip", clean_title);
    diagram->failed |= text.failed;
    ctg__text_clear(&text);
}
