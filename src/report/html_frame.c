/* What stands around the parts of a page: its head, contents and foot. */
#include <contagraph/version.h>

#include <string.h>

#include "bridge/sha256.h"
#include "report/html.h"

static void add_base64(ctg__text *text, const unsigned char *bytes,
                       size_t length)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < length; i += 3) {
        const size_t left = length - i;
        const unsigned long word =
            (unsigned long)bytes[i] << 16 |
            (left > 1 ? (unsigned long)bytes[i + 1] << 8 : 0) |
            (left > 2 ? bytes[i + 2] : 0);

        ctg__text_add_char(text, digits[word >> 18 & 63]);
        ctg__text_add_char(text, digits[word >> 12 & 63]);
        ctg__text_add_char(text, left > 1 ? digits[word >> 6 & 63] : '=');
        ctg__text_add_char(text, left > 2 ? digits[word & 63] : '=');
    }
}

static unsigned digit(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* "'sha256-...'", of the pieces together; the failure is the text's. */
static void html_hash(ctg__text *text, const char *const *pieces)
{
    ctg__sha256 *hash = NULL;
    unsigned char bytes[32];
    char words[65];
    ctg_error error;

    if (ctg__sha256_new(&hash, &error)) {
        text->failed = true;
        return;
    }
    for (size_t i = 0; pieces[i]; i++)
        ctg__sha256_add(hash, pieces[i], strlen(pieces[i]));
    ctg__sha256_end(hash, words);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] =
            (unsigned char)(digit(words[2 * i]) << 4 | digit(words[2 * i + 1]));
    ctg__text_add(text, "'sha256-");
    add_base64(text, bytes, sizeof bytes);
    ctg__text_add(text, "'");
}

static void add_pieces(ctg__text *text, const char *const *pieces)
{
    for (size_t i = 0; pieces[i]; i++)
        ctg__text_add(text, pieces[i]);
}

/* The page may run its own script and style, and load nothing at all. */
static void add_policy(ctg__text *text)
{
    ctg__text_add(text,
                  "<meta http-equiv=\"Content-Security-Policy\" content=\""
                  "default-src 'none'; style-src ");
    html_hash(text, ctg__html_style);
    ctg__text_add(text, "; script-src ");
    html_hash(text, ctg__html_script);
    ctg__text_add(text, "; img-src data:; base-uri 'none'; "
                        "form-action 'none'\">\n");
}

static void add_head(ctg__text *text, const char *title)
{
    ctg__text_add(text, "<!DOCTYPE html>\n<html lang=\"en\"><head>"
                        "<meta charset=\"utf-8\">");
    add_policy(text);
    ctg__text_add(text,
                  "<meta name=\"viewport\" content=\"width=device-width, "
                  "initial-scale=1\">"
                  "<meta name=\"color-scheme\" content=\"light dark\">"
                  "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    ctg__html_add(text, title);
    ctg__text_add(text, "</title><link rel=\"icon\" href=\"data:,\">\n<style>");
    add_pieces(text, ctg__html_style);
    ctg__text_add(text, "</style></head>\n");
}

static void add_title(ctg__text *text, const ctg__front *front)
{
    ctg__text_add(
        text, "<body><a class=\"skip\" href=\"#main\">Skip to the answer</a>\n"
              "<header><div class=\"wrap\"><div class=\"tools js\" hidden>"
              "<button type=\"button\" id=\"theme\">Other theme</button>"
              "<button type=\"button\" id=\"print\">Print</button></div>"
              "<p class=\"eye\">");
    ctg__html_add(text, front->above);
    ctg__text_add(text, "</p><h1>");
    ctg__html_add(text, front->title);
    ctg__text_add(text, "</h1><p class=\"meta\">");
    for (size_t i = 0; i < front->fact_count; i++) {
        ctg__text_add(text, "<span>");
        ctg__html_add(text, front->facts[i]);
        ctg__text_add(text, "</span>");
    }
    ctg__text_add(text, "</p></div></header>\n");
}

static void add_contents(ctg__text *text, const ctg_report *report)
{
    ctg__text_add(text, "<div class=\"wrap body\">"
                        "<nav aria-label=\"Contents\"><ol>");
    for (size_t i = 0; i < report->part_count; i++) {
        const ctg__part *const part = &report->parts[i];
        const ctg__section_part *const section = &part->as.section;

        if (part->kind != CTG__PART_SECTION || !(part->readers & CTG__FOR_HTML))
            continue;
        ctg__text_print(text, "<li><a href=\"#%s\">", section->key);
        ctg__html_add(text,
                      section->contents ? section->contents : section->heading);
        ctg__text_add(text, "</a></li>");
    }
    ctg__text_add(text, "</ol></nav>\n<main id=\"main\" tabindex=\"-1\">\n");
}

void ctg__html_begin(ctg__writing *to)
{
    static const ctg__front nothing = {.above = "", .title = "contagraph"};
    const ctg__front *const front =
        to->report->front ? to->report->front : &nothing;

    add_head(&to->line, front->title);
    add_title(&to->line, front);
    add_contents(&to->line, to->report);
    ctg__writing_flush(to);
}

void ctg__html_end(ctg__writing *to)
{
    ctg_version part;

    ctg__text_add(&to->line,
                  "</main></div>\n<footer><div class=\"wrap\"><p>Written by ");
    if (ctg_version_at(0, &part))
        ctg__text_print(&to->line, "%s %s", part.name, part.version);
    ctg__text_add(&to->line,
                  ". This file is complete in itself: it loads nothing and "
                  "sends nothing.</p></div></footer>\n"
                  "<p id=\"live\" class=\"skip\" role=\"status\" "
                  "aria-live=\"polite\"></p>\n<script>");
    add_pieces(&to->line, ctg__html_script);
    ctg__text_add(&to->line, "</script></body></html>\n");
}
