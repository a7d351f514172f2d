/* A report as one page of HTML that needs nothing else. */
#include <string.h>

#include "report/html.h"
#include "trace/codes.h"

/* --- words -----------------------------------------------------------------
 */

static void add_words(ctg__writing *to, const ctg__note *note)
{
    if (note->rich)
        ctg__rich_html(&to->line, note->text);
    else
        ctg__html_add(&to->line, note->text);
}

static void add_command(ctg__text *line, const char *words)
{
    ctg__text_add(line, "<pre id=\"cmd\" tabindex=\"0\">");
    ctg__html_add(line, words);
    ctg__text_add(line,
                  "</pre><div class=\"js\" hidden><button type=\"button\" "
                  "class=\"copy\" data-for=\"cmd\">Copy</button></div>\n");
}

static void add_folded(ctg__text *line, const ctg__note *note)
{
    ctg__text_add(line, "<details><summary>");
    ctg__html_add(line, note->lead);
    ctg__text_add(line, "</summary><div role=\"region\" tabindex=\"0\" "
                        "aria-label=\"");
    ctg__html_add(line, note->lead);
    ctg__text_add(line, "\"><pre>");
    ctg__html_add(line, note->text);
    ctg__text_add(line, "</pre></div></details>\n");
}

static void write_note(ctg__writing *to, const ctg__note *note)
{
    static const char *const before[] = {
        [CTG__LOOK_TEXT] = "<p>",
        [CTG__LOOK_LEAD] = "<p class=\"lead\">",
        [CTG__LOOK_SMALL] = "<p class=\"note\">",
        [CTG__LOOK_PASSED] = "<li data-m=\"\xE2\x9C\x93\">",
        [CTG__LOOK_DOUBT] = "<li class=\"w\" data-m=\"!\">",
    };
    const bool point =
        note->look == CTG__LOOK_PASSED || note->look == CTG__LOOK_DOUBT;

    if (note->look == CTG__LOOK_COMMAND) {
        add_command(&to->line, note->text);
        return;
    }
    if (note->look == CTG__LOOK_FOLDED) {
        add_folded(&to->line, note);
        return;
    }
    ctg__text_add(&to->line, before[note->look]);
    add_words(to, note);
    ctg__text_add(&to->line, point ? "</li>\n" : "</p>\n");
}

/* --- facts -----------------------------------------------------------------
 */

static void add_fact(ctg__writing *to, const ctg__fact *fact, bool keys)
{
    const char *shown;

    ctg__text_add(&to->line, keys ? "<div><dt>" : "<dt>");
    ctg__html_add(&to->line, ctg__show_name(to, fact));
    ctg__text_add(&to->line, "</dt><dd>");
    if (fact->value.kind == CTG__VALUE_RICH) {
        ctg__rich_html(&to->line, fact->value.text);
    } else {
        shown = ctg__show_value(to, fact->unit, &fact->value, 0, false);
        ctg__html_add(&to->line, !*shown && fact->empty ? fact->empty : shown);
    }
    if (keys && fact->meaning && *fact->meaning) {
        ctg__text_add(&to->line, "<small>");
        ctg__html_add(&to->line, fact->meaning);
        ctg__text_add(&to->line, "</small>");
    }
    ctg__text_add(&to->line, keys ? "</dd></div>" : "</dd>\n");
}

static void write_group(ctg__writing *to, const ctg__group *group)
{
    ctg__text_add(&to->line,
                  group->keys ? "<dl class=\"key\">" : "<dl class=\"facts\">");
    for (size_t i = 0; group->facts && i < group->count; i++)
        add_fact(to, &group->facts[i], group->keys);
    ctg__text_add(&to->line, "</dl>\n");
}

/* --- figures ---------------------------------------------------------------
 */

static void add_legend(ctg__text *line, unsigned codes)
{
    ctg__text_add(line, "<ul class=\"lg\">");
    for (int c = 0; c < CTG__CODE_COUNT; c++) {
        const ctg__code_words *const about = ctg__code_about((ctg__code)c);

        if (codes & 1U << c)
            ctg__text_print(line,
                            "<li><svg viewBox=\"0 0 14 12\" "
                            "aria-hidden=\"true\"><rect width=\"14\" "
                            "height=\"12\" class=\"f-%s\"/></svg><b>%s</b>%s"
                            "</li>",
                            about->code, about->code, about->name);
    }
    ctg__text_add(line, "</ul>");
}

/* What may be wider than the page scrolls in a box of its own. */
static void add_picture(ctg__writing *to, const ctg__figure *figure)
{
    const bool boxed = figure->sheet || figure->scrolls;

    if (boxed) {
        ctg__text_print(&to->line,
                        "<div class=\"%s%s\" role=\"region\" tabindex=\"0\" "
                        "aria-label=\"",
                        figure->sheet ? "fig" : "scroll",
                        figure->draw_on_paper ? " screen" : "");
        ctg__html_add(&to->line, figure->title);
        ctg__text_add(&to->line, "\">");
    }
    figure->draw(figure->context, ++to->figures, &to->line);
    ctg__text_add(&to->line, boxed ? "</div>" : "");
    if (figure->draw_on_paper) {
        ctg__text_add(&to->line, "<div class=\"fig paper\">");
        figure->draw_on_paper(figure->context, to->figures, &to->line);
        ctg__text_add(&to->line, "</div>");
    }
}

static void write_figure(ctg__writing *to, const ctg__figure *figure)
{
    if (figure->folded) {
        ctg__text_add(&to->line, "<details><summary>");
        ctg__html_add(&to->line, figure->title);
        ctg__text_add(&to->line, "</summary>");
    }
    ctg__text_print(&to->line, "<figure%s><figcaption><b>",
                    figure->sheet && !figure->folded ? " class=\"wide\"" : "");
    ctg__html_add(&to->line, figure->title);
    ctg__text_add(&to->line, "</b><span>");
    ctg__html_add(&to->line, figure->below);
    ctg__text_add(&to->line, "</span></figcaption>");
    if (figure->controls)
        ctg__text_add(&to->line, figure->controls);
    add_picture(to, figure);
    if (figure->codes)
        add_legend(&to->line, figure->codes);
    if (figure->note) {
        ctg__text_add(&to->line, "<p class=\"note\">");
        ctg__html_add(&to->line, figure->note);
        ctg__text_add(&to->line, "</p>");
    }
    ctg__text_add(&to->line, "</figure>");
    ctg__text_add(&to->line, figure->folded ? "</details>\n" : "\n");
}

/* --- parts -----------------------------------------------------------------
 */

static void write_section(ctg__writing *to, const ctg__section_part *section)
{
    ctg__text_print(&to->line,
                    "%s<section id=\"%s\" aria-labelledby=\"h-%s\">"
                    "<h2 id=\"h-%s\">",
                    to->in_section ? "</section>\n" : "", section->key,
                    section->key, section->key);
    ctg__html_add(&to->line, section->heading);
    ctg__text_add(&to->line, "</h2>\n");
    to->in_section = true;
}

/* Neighbours that share one box: checks in a list, halves side by side. */
static void open_for(ctg__writing *to, const ctg__part *part)
{
    const ctg__note_look look =
        part->kind == CTG__PART_NOTE ? part->as.note.look : CTG__LOOK_TEXT;
    const bool point = look == CTG__LOOK_PASSED || look == CTG__LOOK_DOUBT;
    const bool half = part->kind == CTG__PART_FIGURE && part->as.figure.half;
    const char *const wanted = point ? "</ul>\n" : half ? "</div>\n" : NULL;

    if (to->open && (!wanted || strcmp(to->open, wanted) != 0))
        ctg__text_add(&to->line, to->open);
    else if (to->open)
        return;
    to->open = wanted;
    if (wanted)
        ctg__text_add(&to->line,
                      point ? "<ul class=\"ck\">\n" : "<div class=\"two\">\n");
}

static void write_part(ctg__writing *to, const ctg__part *part)
{
    open_for(to, part);
    switch (part->kind) {
    case CTG__PART_SECTION:
        write_section(to, &part->as.section);
        break;
    case CTG__PART_NOTE:
        write_note(to, &part->as.note);
        break;
    case CTG__PART_GROUP:
        write_group(to, &part->as.group);
        break;
    case CTG__PART_FIGURE:
        write_figure(to, &part->as.figure);
        break;
    case CTG__PART_TABLE:
        ctg__html_table(to, &part->as.table);
        break;
    default:
        break;
    }
    ctg__writing_flush(to);
}

static void write_end(ctg__writing *to)
{
    if (to->open)
        ctg__text_add(&to->line, to->open);
    if (to->in_section)
        ctg__text_add(&to->line, "</section>\n");
    ctg__html_end(to);
}

const ctg__report_format ctg__format_as_html = {
    .about = {.name = "html",
              .summary = "one page for a browser, with its charts; of the "
                         "command report alone",
              .source = ""},
    .reader = CTG__FOR_HTML,
    .begin = ctg__html_begin,
    .end = write_end,
    .part = write_part,
};
