#include "read/left_out.h"

#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "text/text.h"
#include "text/utf8.h"

enum {
    MOST_NAMED = 5,  /* in the note; the others are counted */
    MOST_BYTES = 40, /* of a name in it */
    LONGEST = 200    /* of a name and its reason, beyond which all are one */
};

static size_t *count_of(ctg__left_out *left, ctg_word word)
{
    while (word >= left->room) {
        size_t room = left->room;
        size_t *const grown =
            ctg__double_array(left->counts, &room, 64, sizeof *grown);

        if (!grown)
            return NULL;
        memset(grown + left->room, 0, (room - left->room) * sizeof *grown);
        left->counts = grown;
        left->room = room;
    }
    return &left->counts[word];
}

void ctg__left_out_add(ctg__left_out *left, const char *name, size_t length,
                       const char *why, size_t times)
{
    char text[LONGEST];
    const size_t tail = strlen(why);
    size_t kept = length;
    size_t *count;
    ctg_word word;

    if (left->failed || !times)
        return;
    if (!left->what)
        left->what = ctg__words_new();
    if (kept > LONGEST - tail - 1)
        kept = LONGEST - tail - 1;
    memcpy(text, name, kept);
    for (size_t i = 0; i < kept; i++)
        if (!text[i] || text[i] == '\n')
            text[i] = ' ';
    text[kept] = '\n';
    memcpy(text + kept + 1, why, tail);
    word = left->what ? ctg__words_add(left->what, text, kept + 1 + tail)
                      : CTG__NO_WORD;
    count = word == CTG__NO_WORD ? NULL : count_of(left, word);
    if (count)
        *count += times;
    else
        left->failed = true;
}

static void add_one(ctg__text *text, const char *what, size_t count)
{
    const size_t length = strcspn(what, "\n");
    const size_t shown = length > MOST_BYTES
                             ? ctg__utf8_fit(what, length, MOST_BYTES - 3)
                             : length;

    ctg__text_add_bytes(text, what, shown);
    ctg__text_print(text, "%s (%zu, %s)", shown < length ? "..." : "", count,
                    what + length + 1);
}

ctg_status ctg__left_out_say(const ctg__left_out *left, const char *shown,
                             ctg_problems *problems, ctg_error *error)
{
    ctg__text text = {0};
    const size_t count = left->what ? ctg__words_count(left->what) : 1;
    bool failed;

    if (left->failed)
        return ctg__fail_memory(error);
    if (count == 1)
        return CTG_OK;
    for (size_t word = 1; word < count && word <= MOST_NAMED; word++) {
        if (word > 1)
            ctg__text_add(&text, ", ");
        add_one(&text, ctg__words_text(left->what, (ctg_word)word),
                left->counts[word]);
    }
    if (count - 1 > MOST_NAMED)
        ctg__text_print(&text, " and %zu more", count - 1 - MOST_NAMED);
    if (!text.failed)
        ctg__problem_add(problems, CTG_NOTE, shown, "not kept: %s", text.bytes);
    failed = text.failed;
    ctg__text_clear(&text);
    return failed ? ctg__fail_memory(error) : CTG_OK;
}

void ctg__left_out_clear(ctg__left_out *left)
{
    ctg__words_free(left->what);
    ctg__release(left->counts);
    *left = (ctg__left_out){0};
}
