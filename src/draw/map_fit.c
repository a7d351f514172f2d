/* How much of an exposure map there is room for on its page. */
#include <math.h>
#include <stdint.h>

#include "base/ranked.h"
#include "draw/exposure_map.h"

enum { TRIES = 24, LEAST_SPOTS = 6, MOST_FRAMED = 60, MOST_LINES = 120 };

/* What is to be shown at most. */
typedef struct budget {
    size_t spots;
    size_t lines;
} budget;

/* The largest by assets. */
static ctg_status show_spots(ctg__exposure_map *m, size_t most,
                             ctg_error *error)
{
    ctg__arena *const arena = &m->sketch->arena;
    ctg__ranked *order;

    if (!TAKE(arena, m->shown, m->spot_count + 1) ||
        !TAKE(arena, order, m->spot_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < m->spot_count; i++)
        order[i] = (ctg__ranked){m->assets[i], i};
    ctg__rank_amounts(order, m->spot_count);
    m->shown_actors = m->shown_assets = 0;
    for (size_t k = 0; k < m->spot_count && k < most; k++) {
        const size_t i = order[k].index;

        m->shown[i] = true;
        ++*(i < m->cast.actors.count ? &m->shown_actors : &m->shown_assets);
    }
    return CTG_OK;
}

/* Ties between shown spots, the widest first. */
static ctg_status rank_ties(ctg__exposure_map *m, ctg_error *error)
{
    ctg__ranked *order;

    if (!TAKE(&m->sketch->arena, order, m->ties.count + 1) ||
        !TAKE(&m->sketch->arena, m->tie_of, m->ties.count + 1))
        return ctg__fail_memory(error);
    m->line_count = 0;
    for (size_t i = 0; i < m->ties.count; i++) {
        const ctg__tie *const tie = &m->ties.ties[i];

        if (m->kept[i] && m->shown[tie->from] && m->shown[tie->to])
            order[m->line_count++] = (ctg__ranked){tie->amount, i};
    }
    ctg__rank_amounts(order, m->line_count);
    for (size_t i = 0; i < m->line_count; i++)
        m->tie_of[i] = order[i].index;
    return CTG_OK;
}

/* The widest lines, and the widest of each spot. */
static ctg_status show_lines(ctg__exposure_map *m, size_t most,
                             ctg_error *error)
{
    bool *met;
    size_t count = 0;
    const ctg_status status = rank_ties(m, error);

    if (status)
        return status;
    if (!TAKE(&m->sketch->arena, met, m->spot_count + 1))
        return ctg__fail_memory(error);
    m->drawn_count = m->drawn_holdings = 0;
    m->drawn_amount = m->drawn_held = 0;
    for (size_t i = 0; i < m->line_count; i++) {
        const ctg__tie *const tie = &m->ties.ties[m->tie_of[i]];
        const bool holding = tie->code == CTG__FS;

        if (count >= most && met[tie->from] && met[tie->to])
            continue;
        met[tie->from] = met[tie->to] = true;
        m->tie_of[count++] = m->tie_of[i];
        ++*(holding ? &m->drawn_holdings : &m->drawn_count);
        *(holding ? &m->drawn_held : &m->drawn_amount) += tie->amount;
    }
    m->line_count = count;
    return CTG_OK;
}

static void scale(ctg__exposure_map *m)
{
    m->widest = m->most_assets = 0;
    m->smallest_count = 0;
    if (m->line_count)
        m->widest = m->ties.ties[m->tie_of[0]].amount;
    for (size_t i = 0; i < m->spot_count; i++)
        if (m->shown[i])
            m->most_assets = fmax(m->most_assets, m->assets[i]);
    for (size_t i = 0; i < m->spot_count; i++)
        m->smallest_count +=
            m->shown[i] && CTG__MAP_LARGEST * m->assets[i] <=
                               CTG__MAP_SMALLEST * m->most_assets;
}

static size_t fewer(size_t count)
{
    return count - (count / 8 ? count / 8 : 1);
}

/* Fewer spots until the page can be read, fewer lines until none of them runs
 * through words; half of the lines stay in any case. false: it is good. */
static bool lessen(const ctg__exposure_map *m, bool readable, size_t all,
                   budget *most)
{
    if (!readable && most->spots > LEAST_SPOTS) {
        most->spots = fewer(most->spots);
        return true;
    }
    if (m->scatter.crossed && m->line_count > 1 && 2 * most->lines > all) {
        most->lines =
            fewer(m->line_count < most->lines ? m->line_count : most->lines);
        return true;
    }
    return false;
}

ctg_status ctg__map_fit(ctg__exposure_map *m, ctg_error *error)
{
    const ctg__draw_page *const page = ctg__sketch_page(m->sketch);
    budget most = {m->spot_count, m->ties.count};
    size_t all = SIZE_MAX;
    ctg_status status = CTG_OK;

    if (m->clustered && !m->sketch->options->force) {
        most.spots = most.spots < MOST_FRAMED ? most.spots : MOST_FRAMED;
        most.lines = most.lines < MOST_LINES ? most.lines : MOST_LINES;
    }
    for (int i = 0; i < TRIES && !status; i++) {
        double width = 0;
        double height = 0;

        status = show_spots(m, most.spots, error);
        if (!status)
            status = show_lines(m, most.lines, error);
        if (status)
            return status;
        scale(m);
        status = ctg__map_draw(m, &width, &height, error);
        if (all == SIZE_MAX)
            all = m->line_count;
        if (status || m->sketch->options->force || !m->placed ||
            !lessen(m, ctg__page_fits(page, width, height), all, &most))
            break;
    }
    if (m->placed && !m->sketch->options->force)
        m->sketch->page = page;
    return status;
}
