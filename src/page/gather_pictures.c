/* The diagrams of a page, drawn and made fit to stand in it. */
#include <string.h>

#include "base/error.h"
#include "draw/rendered.h"
#include "draw/sketch.h"
#include "page/findings.h"

/* What a page has room for. */
enum {
    BYTES_MOST = 300000,
    NODES_MOST = 60, /* on a map; of more it shows groups, or a core */
    MAP_MOST = 100000,
    BULLSEYE_MOST = 200
};

static ctg_draw_options draw_options(ctg_findings *found, ctg__steps *steps)
{
    ctg_draw_options options = ctg_draw_options_default();

    options.network = found->network;
    options.run = found->run;
    options.scenario = found->scenario;
    options.page = found->how.page;
    options.progress = ctg__step;
    options.progress_context = steps;
    return options;
}

/* Some say in their own words what they show. */
static bool has_words(const ctg_findings *found, const char *view)
{
    return strcmp(view, "importance") == 0 ||
           (strcmp(view, "map") == 0 && found->node_count > NODES_MOST);
}

/* The page has its own title and legend: a picture's are left out. */
static void drop_label(ctg__text *dot)
{
    static const char begin[] = " label=<";
    static const char end[] = ">> labeljust=";
    char *const first = dot->bytes ? strstr(dot->bytes, "  graph [") : NULL;
    char *const line = first ? strchr(first, '\n') : NULL;
    char *const from = first ? strstr(first, begin) : NULL;
    char *to = from ? strstr(from, end) : NULL;

    if (!to || !line || to > line)
        return;
    to += 2;
    memmove(from, to, dot->length - (size_t)(to - dot->bytes) + 1);
    dot->length -= (size_t)(to - from);
}

static ctg_status render(ctg_findings *found, const ctg_drawing *drawing,
                         char letter, const char *label, ctg__steps *steps,
                         ctg__embedded *into, ctg_error *error)
{
    ctg_render_options options = ctg_render_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg__text svg = {0};
    ctg_status status;

    if (!problems)
        return ctg__fail_memory(error);
    options.program = found->how.program;
    options.progress = ctg__step;
    options.progress_context = steps;
    status = ctg__drawing_svg(drawing, &options, problems, &svg, error);
    if (!status)
        status = ctg__embedded_init(into, ctg__text_string(&svg), svg.length,
                                    letter, label, error);
    if (!status && into->svg.length > BYTES_MOST) {
        ctg__embedded_clear(into);
        ctg__findings_note(found,
                           "the diagram '%s' is left out: it is too "
                           "large for a page",
                           label);
    }
    ctg__text_clear(&svg);
    ctg_problems_free(problems);
    return status;
}

/* A picture that cannot be made is missing, and that is said; the page is
 * made all the same. */
static ctg_status forgive(ctg_findings *found, ctg_status status,
                          ctg__embedded *into, ctg_error *error)
{
    if (status != CTG_NOT_FOUND && status != CTG_NO_SOLUTION &&
        status != CTG_BAD_ARGUMENT && status != CTG_IO_ERROR)
        return status;
    ctg__embedded_clear(into);
    if (!found->picture_fault) {
        ctg__findings_note(found, "diagrams are left out: %s", error->message);
        found->picture_fault = true;
    }
    return CTG_OK;
}

static ctg_status draw(ctg_findings *found, const char *view,
                       const ctg_draw_options *options, char letter,
                       const char *label, ctg__steps *steps,
                       ctg__embedded *into, ctg_error *error)
{
    ctg_drawing *drawing = NULL;
    ctg_status status;

    if (found->picture_fault)
        return CTG_OK;
    status = ctg_draw(view, options, &drawing, error);
    if (!status && !has_words(found, view)) {
        drop_label(&drawing->dot);
        drop_label(&drawing->grid);
    }
    if (!status)
        status = render(found, drawing, letter, label, steps, into, error);
    ctg_drawing_free(drawing);
    return forgive(found, status, into, error);
}

static ctg_status draw_bullseye(ctg_findings *found, ctg_draw_options options,
                                ctg__steps *steps, ctg_error *error)
{
    const ctg_scores *const impact =
        found->ranking ? ctg_ranking_scores(found->ranking, 0) : NULL;
    const ctg_scores *const vulnerability =
        found->ranking ? ctg_ranking_scores(found->ranking, 1) : NULL;
    double *shares;

    if (!impact || !impact->defined || found->node_count > BULLSEYE_MOST ||
        !(found->summary->initial_equity > 0))
        return CTG_OK;
    if (!TAKE(&found->arena, shares, found->node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < found->node_count; i++)
        shares[i] = impact->score[i] / found->summary->initial_equity;
    options.impact = shares;
    if (vulnerability->defined)
        options.vulnerability = vulnerability->score;
    options.bullseye = true;
    return draw(found, "importance", &options, 'd',
                "Systemic importance: nodes near the centre cost others most",
                steps, &found->bullseye, error);
}

/* A picture that fills a screen is too small to be read on a sheet. */
static ctg_status draw_for_paper(ctg_findings *found, const char *view,
                                 const ctg_draw_options *options, char letter,
                                 const char *label, ctg__steps *steps,
                                 const ctg__embedded *screen,
                                 ctg__embedded *into, ctg_error *error)
{
    ctg_draw_options lying = *options;
    const size_t notes = found->note_count;
    const bool fault = found->picture_fault;
    ctg_status status;

    if (!screen->svg.length ||
        (options->page && strcmp(options->page, "screen") != 0))
        return CTG_OK;
    lying.page = "a4-landscape";
    status = draw(found, view, &lying, letter, label, steps, into, error);
    /* Without it the sheet has the screen's: nothing is left out. */
    found->note_count = notes;
    found->picture_fault = fault;
    return status;
}

bool ctg__is_mapped(const ctg_findings *found)
{
    return found->node_count <= MAP_MOST &&
           ctg_network_exposure_count(found->network) > 0;
}

ctg_status ctg__gather_pictures(ctg_findings *found, ctg__steps *steps,
                                ctg_error *error)
{
    const ctg_draw_options options = draw_options(found, steps);
    ctg_status status = CTG_OK;

    if (found->how.without_diagrams)
        return CTG_OK;
    if (found->trace && ctg__is_contagious(&found->booked))
        status = draw(found, "cascade", &options, 'a',
                      "The cascade; arrow keys move between boxes", steps,
                      &found->cascade, error);
    if (!status)
        status = draw_for_paper(found, "cascade", &options, 'p', "The cascade",
                                steps, &found->cascade,
                                &found->cascade_on_paper, error);
    if (!status && ctg__is_mapped(found))
        status = draw(found, "map", &options, 'm', "Exposure map", steps,
                      &found->map, error);
    if (!status)
        status =
            draw_for_paper(found, "map", &options, 'q', "Exposure map", steps,
                           &found->map, &found->map_on_paper, error);
    if (!status)
        status = draw_bullseye(found, options, steps, error);
    return status;
}
