#include "report/rich.h"

#include <string.h>

#include "text/json.h"

/* No control character gets through, whoever let it in. */
static void add_character(ctg__text *text, char c)
{
    if ((unsigned char)c >= ' ' || c == '\n')
        ctg__text_add_markup(text, c);
}

void ctg__html_add(ctg__text *text, const char *words)
{
    for (; *words; words++)
        add_character(text, *words);
}

static bool is_channel(const char *at)
{
    return *at == *CTG__CHANNEL && at[1] && at[2];
}

void ctg__rich_html(ctg__text *text, const char *words)
{
    for (; *words; words++) {
        if (*words == *CTG__BOLD) {
            ctg__text_add(text, "<b>");
        } else if (*words == *CTG__PLAIN) {
            ctg__text_add(text, "</b>");
        } else if (is_channel(words)) {
            ctg__text_print(text, "<b class=\"chip t-%.2s\">%.2s</b>",
                            words + 1, words + 1);
            words += 2;
        } else {
            add_character(text, *words);
        }
    }
}

void ctg__rich_md(ctg__text *text, const char *words)
{
    for (; *words; words++) {
        if (*words == *CTG__BOLD || *words == *CTG__PLAIN) {
            ctg__text_add(text, "**");
        } else if (is_channel(words)) {
            ctg__text_print(text, "%.2s ", words + 1);
            words += 2;
        } else {
            if (strchr("|\\`*_<>[]#&", *words))
                ctg__text_add_char(text, '\\');
            ctg__text_add_char(text, *words);
        }
    }
}

void ctg__rich_plain(ctg__text *text, const char *words)
{
    for (; *words; words++) {
        if (*words == *CTG__BOLD || *words == *CTG__PLAIN)
            continue;
        if (is_channel(words)) {
            ctg__text_print(text, "%.2s ", words + 1);
            words += 2;
        } else {
            ctg__text_add_char(text, *words);
        }
    }
}

void ctg__rich_json(ctg__text *text, const char *words)
{
    ctg__text plain = {0};

    ctg__rich_plain(&plain, words);
    ctg__json_add_text(text, ctg__text_string(&plain));
    text->failed |= plain.failed;
    ctg__text_clear(&plain);
}
