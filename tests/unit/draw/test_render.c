/* Rendering with programs that crash, refuse, dawdle or do not exist. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "draw/sketch.h"
#include "support/cmocka.h"

static char folder[] = "/tmp/contagraph-render-XXXXXX";
static char program[128];
static char target[128];

static int begin(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(program, sizeof program, "%s/layout", folder);
    snprintf(target, sizeof target, "%s/picture.svg", folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(program);
    unlink(target);
    return rmdir(folder); /* fails if anything was left behind */
}

static void write_program(const char *lines)
{
    FILE *const file = fopen(program, "w");

    assert_non_null(file);
    fprintf(file, "#!/bin/sh\n%s\n", lines);
    fclose(file);
    assert_int_equal(chmod(program, 0755), 0);
    unlink(target);
}

static ctg_status render(ctg_problems *problems, ctg_error *error)
{
    ctg_drawing drawing = {0};
    const ctg_render_options options = {.program = program, .seconds = 1};
    ctg_status status;

    ctg__text_add(&drawing.dot, "digraph { a -> b }\n");
    ctg__text_add(&drawing.grid, "digraph { layout=nop a -> b }\n");
    status = ctg_drawing_render(&drawing, target, &options, problems, error);
    ctg__text_clear(&drawing.dot);
    ctg__text_clear(&drawing.grid);
    return status;
}

static void read_target(char *text, size_t size)
{
    FILE *const file = fopen(target, "r");

    assert_non_null(file);
    text[fread(text, 1, size - 1, file)] = '\0';
    fclose(file);
}

static void what_the_program_writes_is_the_file(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;
    char text[128];

    (void)state;
    write_program("echo \"$1\"; cat");
    assert_int_equal(render(problems, &error), CTG_OK);
    read_target(text, sizeof text);
    assert_string_equal(text, "-Tsvg\ndigraph { a -> b }\n");
    assert_int_equal(ctg_problems_count(problems, CTG_WARNING), 0);
    ctg_problems_free(problems);
}

/* To the byte, and again where there is one already. */
static void in_memory_it_is_the_file(void **state)
{
    ctg_drawing drawing = {0};
    const ctg_render_options options = {.program = program, .seconds = 1};
    const char *svg = NULL;
    ctg_error error;
    char text[512];

    (void)state;
    write_program("echo \"<svg $1>\"; cat; echo '</svg>'");
    assert_int_equal(render(NULL, &error), CTG_OK);
    read_target(text, sizeof text);
    ctg__text_add(&drawing.dot, "digraph { a -> b }\n");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(
            ctg_drawing_svg(&drawing, &options, NULL, &svg, &error), CTG_OK);
        assert_string_equal(svg, text);
    }
    write_program("exit 1");
    assert_int_equal(ctg_drawing_svg(&drawing, &options, NULL, &svg, &error),
                     CTG_NO_SOLUTION);
    assert_string_equal(svg, text);
    ctg__text_clear(&drawing.dot);
    ctg__text_clear(&drawing.svg);
}

static void a_crash_is_tried_again_with_straight_lines(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;
    char text[128];

    (void)state;
    write_program(
        "case \"$*\" in *splines=line*) echo straight; exit 0;; esac\n"
        "echo half; kill -ABRT $$");
    assert_int_equal(render(problems, &error), CTG_OK);
    read_target(text, sizeof text);
    assert_string_equal(text, "straight\n");
    assert_int_equal(ctg_problems_count(problems, CTG_WARNING), 1);
    assert_non_null(strstr(ctg_problems_at(problems, 0)->text, "crashed"));
    ctg_problems_free(problems);
}

static void the_grid_comes_last(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;
    char text[128];

    (void)state;
    write_program("grep layout=nop || { echo no such layout >&2; exit 1; }");
    assert_int_equal(render(problems, &error), CTG_OK);
    read_target(text, sizeof text);
    assert_string_equal(text, "digraph { layout=nop a -> b }\n");
    assert_int_equal(ctg_problems_count(problems, CTG_WARNING), 2);
    assert_non_null(
        strstr(ctg_problems_at(problems, 0)->text, "no such layout"));
    ctg_problems_free(problems);
}

static void a_program_that_never_ends_is_ended(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;

    (void)state;
    write_program("case \"$*\" in *splines*) echo drawn; exit 0;; esac\n"
                  "while :; do :; done");
    assert_int_equal(render(problems, &error), CTG_OK);
    assert_non_null(
        strstr(ctg_problems_at(problems, 0)->text, "took too long"));
    ctg_problems_free(problems);
}

static void failure_leaves_the_old_file_alone(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;
    char text[128];
    FILE *file;

    (void)state;
    write_program("echo garbage; exit 3");
    file = fopen(target, "w");
    assert_non_null(file);
    fputs("old", file);
    fclose(file);
    assert_int_equal(render(problems, &error), CTG_NO_SOLUTION);
    read_target(text, sizeof text);
    assert_string_equal(text, "old");
    ctg_problems_free(problems);
}

static void a_missing_program_is_said_once(void **state)
{
    ctg_problems *const problems = ctg_problems_new();
    ctg_error error;

    (void)state;
    unlink(program);
    unlink(target);
    assert_int_equal(render(problems, &error), CTG_NOT_FOUND);
    assert_non_null(strstr(error.message, "install Graphviz"));
    assert_int_equal(ctg_problems_count(problems, CTG_WARNING), 0);
    assert_int_equal(access(target, F_OK), -1);
    ctg_problems_free(problems);
}

static void other_endings_are_refused(void **state)
{
    const ctg_drawing drawing = {0};
    const ctg_render_options options = ctg_render_options_default();
    ctg_error error;

    (void)state;
    assert_int_equal(
        ctg_drawing_render(&drawing, "x.jpeg", &options, NULL, &error),
        CTG_BAD_ARGUMENT);
    assert_int_equal(
        ctg_drawing_render(&drawing, "svg", &options, NULL, &error),
        CTG_BAD_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_program_writes_is_the_file),
        cmocka_unit_test(in_memory_it_is_the_file),
        cmocka_unit_test(a_crash_is_tried_again_with_straight_lines),
        cmocka_unit_test(the_grid_comes_last),
        cmocka_unit_test(a_program_that_never_ends_is_ended),
        cmocka_unit_test(failure_leaves_the_old_file_alone),
        cmocka_unit_test(a_missing_program_is_said_once),
        cmocka_unit_test(other_endings_are_refused),
    };

    return cmocka_run_group_tests(tests, begin, end) != 0;
}
