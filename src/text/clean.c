#include "text/clean.h"

#include <string.h>

#include "base/memory.h"
#include "text/utf8.h"

enum {
    REPLACEMENT = 0xFFFD,
    ELLIPSIS = 0x2026,
    /* What scripts put on a letter: Hebrew and Tibetan four, nobody more, and
     * two of them on one side. */
    MOST_MARKS = 4,
    MOST_ON_A_SIDE = 2
};

/* Where the next character stands. */
typedef struct so_far {
    bool blank_due; /* before it: there are no blanks at the ends */
    bool marked;    /* the character before it is a mark */
    bool bare;      /* its marks are dropped */
} so_far;

size_t ctg__columns(const char *text)
{
    const char *const end = text + strlen(text);
    size_t columns = 0;

    while (text < end)
        columns += ctg__utf8_columns(ctg__utf8_next(&text, end));
    return columns;
}

/* Whether the marks from `at` on are more than any script has: a stack of them
 * would run through the lines above and below. */
static bool is_stack(const char *at, const char *end)
{
    unsigned count = 0;
    unsigned above = 0;
    unsigned below = 0;

    while (at < end) {
        const uint32_t point = ctg__utf8_next(&at, end);

        switch (ctg__utf8_mark_of(point)) {
        case CTG__UTF8_ABOVE:
            above++;
            break;
        case CTG__UTF8_BELOW:
            below++;
            break;
        case CTG__UTF8_ELSEWHERE:
            break;
        case CTG__UTF8_JOINER:
            continue;
        case CTG__UTF8_NO_MARK:
            return false;
        }
        if (++count > MOST_MARKS || above > MOST_ON_A_SIDE ||
            below > MOST_ON_A_SIDE)
            return true;
    }
    return false;
}

/* What the next character shows as, 0: as nothing. */
static uint32_t next_point(const char **name, const char *end, bool ascii,
                           so_far *before)
{
    const char *const at = *name;
    uint32_t point = ctg__utf8_next(name, end);

    if (point == CTG__UTF8_BAD)
        point = REPLACEMENT;
    switch (ctg__utf8_kind_of(point)) {
    case CTG__UTF8_HIDDEN:
        return 0;
    case CTG__UTF8_BLANK:
        before->blank_due = true;
        before->marked = false;
        return 0;
    case CTG__UTF8_SHOWN:
        break;
    }
    switch (ctg__utf8_mark_of(point)) {
    case CTG__UTF8_NO_MARK:
        before->marked = false;
        break;
    case CTG__UTF8_JOINER:
        break;
    default:
        if (!before->marked)
            before->bare = is_stack(at, end);
        before->marked = true;
        if (before->bare)
            return 0;
    }
    return ascii && point >= 0x80 ? '?' : point;
}

/* The whole name, clean; returns its columns. */
static size_t add_whole(ctg__text *text, const char *name, bool ascii)
{
    const char *const end = name + strlen(name);
    const size_t start = text->length;
    so_far before = {0};
    size_t columns = 0;

    while (name < end) {
        const uint32_t point = next_point(&name, end, ascii, &before);
        char bytes[4];

        if (!point)
            continue;
        if (before.blank_due && text->length > start) {
            ctg__text_add_char(text, ' ');
            columns++;
        }
        before.blank_due = false;
        ctg__text_add_bytes(text, bytes, ctg__utf8_put(bytes, point));
        columns += ctg__utf8_columns(point);
    }
    return columns;
}

void ctg__clean_into(char *room, size_t size, const char *name, bool ascii)
{
    const char *const end = name + strlen(name);
    so_far before = {0};
    size_t length = 0;

    while (name < end) {
        const uint32_t point = next_point(&name, end, ascii, &before);
        const bool blank = before.blank_due && length > 0;
        char bytes[4];
        size_t count;

        if (!point)
            continue;
        count = ctg__utf8_put(bytes, point);
        if (length + blank + count >= size)
            break;
        if (blank)
            room[length++] = ' ';
        before.blank_due = false;
        memcpy(room + length, bytes, count);
        length += count;
    }
    room[length] = '\0';
}

/* Behind what is read as one character at `at`; adds its columns. */
static const char *next_cluster(const char *at, const char *end,
                                size_t *columns)
{
    uint32_t before = ctg__utf8_next(&at, end);
    int32_t state = 0;

    *columns += ctg__utf8_columns(before);
    while (at < end) {
        const char *next = at;
        const uint32_t point = ctg__utf8_next(&next, end);

        if (ctg__utf8_breaks(before, point, &state))
            break;
        *columns += ctg__utf8_columns(point);
        before = point;
        at = next;
    }
    return at;
}

size_t ctg__columns_fit(const char *text, size_t limit)
{
    const char *const end = text + strlen(text);
    const char *at = text;
    size_t columns = 0;

    while (at < end) {
        const char *const next = next_cluster(at, end, &columns);

        if (columns > limit)
            break;
        at = next;
    }
    return (size_t)(at - text);
}

/* Where the longest end of `text` within `limit` columns starts. */
static const char *tail_start(const char *text, size_t limit)
{
    const char *const end = text + strlen(text);
    const size_t columns = ctg__columns(text);
    size_t passed = 0;

    while (columns - passed > limit)
        text = next_cluster(text, end, &passed);
    return text;
}

size_t ctg__words_head(const char *text, size_t cut)
{
    size_t blank = cut;

    if (text[cut] == ' ' || text[cut] == '\0')
        return cut;
    while (blank > 0 && text[blank] != ' ')
        blank--;
    return 2 * blank >= cut ? blank : cut;
}

size_t ctg__words_tail(const char *text, size_t start)
{
    const size_t end = strlen(text);
    size_t blank = start;

    if (text[start] == ' ')
        return start + 1;
    if (start == 0 || start == end || text[start - 1] == ' ')
        return start;
    blank += strcspn(text + start, " ");
    return 2 * (blank - start) <= end - start ? blank + 1 : end;
}

static size_t columns_between(const char *text, size_t from, size_t to)
{
    return ctg__columns(text + from) - ctg__columns(text + to);
}

/* Head, ellipsis, tail. */
static void add_cut(ctg__text *text, const char *whole, size_t limit,
                    bool words, bool ascii)
{
    const size_t room = limit - (ascii ? 3 : 1);
    const size_t length = strlen(whole);
    size_t head = ctg__columns_fit(whole, room - room / 3);
    size_t tail = (size_t)(tail_start(whole, room / 3) - whole);
    bool apart = false;

    if (words && whole[ctg__words_head(whole, head)] == ' ') {
        head = ctg__words_head(whole, head);
        tail = ctg__words_tail(whole, tail);
        if (tail == length)
            head = ctg__words_head(whole, ctg__columns_fit(whole, room));
        else /* blanks around it, where there is room */
            apart =
                ctg__columns(whole) - columns_between(whole, head, tail) + 2 <=
                room;
    }
    ctg__text_add_bytes(text, whole, head);
    ctg__text_add(text, apart ? " " : "");
    ctg__text_add(text, ascii ? "..." : "\xE2\x80\xA6");
    ctg__text_add(text, apart ? " " : "");
    ctg__text_add(text, whole + tail);
}

static void add_name(ctg__text *text, const char *name, size_t limit,
                     bool words, bool ascii)
{
    ctg__text whole = {0};
    const size_t mark = ascii ? 3 : 1; /* columns of the ellipsis */
    const size_t columns = add_whole(&whole, name, ascii);

    if (whole.failed)
        text->failed = true;
    else if (!columns)
        ctg__text_add(text, "(unnamed)");
    else if (!limit || columns <= limit || limit <= mark)
        ctg__text_add_bytes(text, whole.bytes, whole.length);
    else
        add_cut(text, whole.bytes, limit, words, ascii);
    ctg__text_clear(&whole);
}

void ctg__text_add_clean(ctg__text *text, const char *name, size_t limit,
                         bool ascii)
{
    add_name(text, name, limit, false, ascii);
}

void ctg__text_add_name(ctg__text *text, const char *name, size_t limit,
                        bool ascii)
{
    add_name(text, name, limit, true, ascii);
}
