/* Attributes of tags of an SVG: within the tag, and the same in each locale. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "draw/svg_centre.h"
#include "draw/svg_finish.h"
#include "draw/svg_tag.h"
#include "support/cmocka.h"

static void values_stand_behind_their_names(void **state)
{
    static const char tag[] = "<text xx=\"1\" x=\"2\">\n<a y=\"3\"";
    const size_t line = (size_t)(strchr(tag, '\n') - tag) + 1;

    (void)state;
    assert_ptr_equal(ctg__tag_value(tag, line, " x=\""), strchr(tag, '2'));
    assert_ptr_equal(ctg__tag_value(tag, line, ">\n"), tag + line);
    assert_null(ctg__tag_value(tag, line, " y=\""));
    assert_null(ctg__tag_value(tag, line, ">\n<"));
    assert_null(ctg__tag_value(tag, 3, "<text"));
    assert_null(ctg__tag_value(tag, 0, "<"));
}

/* The text ends where memory does: to look behind it is to fall. */
static void nothing_behind_a_tag_is_looked_at(void **state)
{
    static const char tag[] = "<g id=\"a\" x=\"12.5";
    const size_t length = sizeof tag - 1;
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *const room = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *const last = room + page - length;
    const char *at;
    double value = 0;

    (void)state;
    assert_true(room != MAP_FAILED);
    memcpy(last, tag, length);
    assert_int_equal(mprotect(room + page, page, PROT_NONE), 0);
    assert_null(ctg__tag_value(last, length, " class=\""));
    assert_null(ctg__tag_value(last, length, "5\""));
    at = ctg__tag_value(last, length, " x=\"");
    assert_ptr_equal(at, last + length - 4);
    assert_true(ctg__tag_number(&at, last + length, &value));
    assert_near(value, 12.5);
    assert_ptr_equal(at, last + length);
    munmap(room, 2 * page);
}

static void numbers_end_where_something_else_begins(void **state)
{
    static const char points[] = "M-1.5,+2C.25,12345678901234567890 z";
    static const double expected[] = {-1.5, 2, 0.25, 12345678901234567890.0};
    const char *const end = points + sizeof points - 1;
    const char *at = points;
    double value = 7;

    (void)state;
    assert_false(ctg__tag_number(&at, end, &value));
    assert_ptr_equal(at, points);
    assert_near(value, 7);
    for (size_t i = 0; i < 4; i++) {
        at++;
        assert_true(ctg__tag_number(&at, end, &value));
        assert_near(value, expected[i]);
    }
    assert_string_equal(at, " z");
    assert_false(ctg__tag_number(&at, at, &value));
}

/* A locale that writes 0,5, made here where the system has none. */
static bool write_commas(char folder[])
{
    char command[200];

    if (setlocale(LC_ALL, "de_DE.UTF-8"))
        return true;
    if (!mkdtemp(folder))
        return false;
    snprintf(command, sizeof command,
             "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 >%s/said 2>&1", folder,
             folder);
    return system(command) >= 0 && setenv("LOCPATH", folder, 1) == 0 &&
           setlocale(LC_ALL, "de_DE.UTF-8");
}

static void write_points(const char *folder)
{
    char command[100];

    setlocale(LC_ALL, "C");
    unsetenv("LOCPATH");
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

/* A box of 124.5, in it words of 55.6; and the tag around it. */
static const char picture[] =
    "<svg width=\"200.75pt\" height=\"100.25pt\"\n viewBox=\"0 0 1 1\">\n"
    "<g id=\"a\" class=\"node cp\">\n"
    "<polygon fill=\"none\" stroke=\"#1f2933\" "
    "points=\"124.5,-50.5 0.25,-50.5 0.25,0.5 124.5,0.5\"/>\n"
    "<text text-anchor=\"start\" x=\"36.25\" y=\"-30.5\" font-family=\"F\" "
    "font-size=\"10.00\">0000000000</text>\n</g>\n</svg>\n";

static void make(ctg__text *made)
{
    const ctg__svg_words words = {.title = "t"};
    ctg__text centred = {0};

    ctg__svg_centre(picture, &centred);
    ctg__svg_finish(ctg__text_string(&centred), &words, made);
    ctg__text_clear(&centred);
}

static void a_picture_is_the_same_in_each_locale(void **state)
{
    char folder[] = "/tmp/svg_tag.XXXXXX";
    ctg__text points = {0};
    ctg__text commas = {0};
    const bool others = write_commas(folder);

    (void)state;
    if (others)
        make(&commas);
    write_points(folder);
    make(&points);
    assert_non_null(strstr(ctg__text_string(&points), " x=\"34.58\""));
    assert_non_null(strstr(ctg__text_string(&points),
                           "<svg width=\"201pt\" height=\"100pt\""));
    if (others)
        assert_string_equal(ctg__text_string(&commas),
                            ctg__text_string(&points));
    ctg__text_clear(&points);
    ctg__text_clear(&commas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_stand_behind_their_names),
        cmocka_unit_test(nothing_behind_a_tag_is_looked_at),
        cmocka_unit_test(numbers_end_where_something_else_begins),
        cmocka_unit_test(a_picture_is_the_same_in_each_locale),
    };

    return RUN_TESTS(tests);
}
