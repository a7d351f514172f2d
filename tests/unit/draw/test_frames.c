/* Maps with frames around groups: everybody in one, none on another. */
#include <contagraph/draw.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/graph.h"

typedef struct rectangle {
    double left;
    double low;
    double right;
    double high;
} rectangle;

static double number_behind(const char *at, const char *name)
{
    const char *const found = strstr(at, name);

    assert_non_null(found);
    return strtod(found + strlen(name), NULL);
}

static bool apart(const rectangle *a, const rectangle *b)
{
    return a->right < b->left || b->right < a->left || a->high < b->low ||
           b->high < a->low;
}

/* The frame at `at`, which holds all of its nodes; how many they are. */
static size_t frame_at(const char *at, rectangle *frame)
{
    const char *const end = strstr(at, "\n  }");
    const char *node = strstr(at, "\n    n_");
    const char *const bb = strstr(at, "bb=\"");
    size_t count = 0;

    assert_non_null(bb);
    assert_int_equal(sscanf(bb, "bb=\"%lf,%lf,%lf,%lf\"", &frame->left,
                            &frame->low, &frame->right, &frame->high),
                     4);
    for (; node && node < end; node = strstr(node + 1, "\n    n_"), count++) {
        const double wide = number_behind(node, "width=\"") * 36;
        const double high = number_behind(node, "height=\"") * 36;
        const char *const pos = strstr(node, "pos=\"") + 5;
        const double x = strtod(pos, NULL);
        const double y = strtod(strchr(pos, ',') + 1, NULL);

        assert_true(x - wide > frame->left && x + wide < frame->right);
        assert_true(y - high > frame->low && y + high < frame->high);
    }
    return count;
}

/* Each node in its group's, which says how many there are; none on another. */
static void groups_stand_in_frames(void **state)
{
    enum { GROUPS = 4 };

    ctg_draw_options options = ctg_draw_options_default();
    ctg_problems *const problems = ctg_problems_new();
    ctg_graph *graph;
    ctg_network *network;
    ctg_drawing *drawing;
    const char *dot;
    rectangle frames[GROUPS];
    size_t count = 0;
    size_t nodes = 0;
    const char *at;
    ctg_error error;

    (void)state;
    graph = graph_of("nodes",
                     "id,group,equity\na,x,9\nb,x,9\nc,y,9\nd,z,9\n"
                     "e,y,9\nf,y,9\ng,,9\n",
                     "exposures",
                     "debtor,creditor,amount\na,b,9\nb,c,8\nc,d,7\n"
                     "d,e,6\ne,f,5\nf,a,4\na,g,3\n",
                     "unit", "$", NULL);
    if (ctg_network_new(graph, &network, problems, &error))
        fail_msg("%s", error.message);
    options.network = network;
    options.cluster = true;
    assert_int_equal(ctg_draw("map", &options, &drawing, &error), CTG_OK);
    dot = ctg_drawing_dot(drawing);
    at = strstr(dot, "subgraph cluster_");
    for (; at && count < GROUPS; at = strstr(at + 1, "subgraph cluster_")) {
        nodes += frame_at(at, &frames[count]);
        for (size_t i = 0; i < count; i++)
            assert_true(apart(&frames[i], &frames[count]));
        count++;
    }
    assert_int_equal(count, GROUPS);
    assert_int_equal(nodes, 7);
    assert_non_null(strstr(dot, ">3 nodes<"));
    assert_non_null(strstr(dot, ">1 node<"));
    assert_non_null(strstr(dot, "(no group)"));
    ctg_drawing_free(drawing);
    ctg_network_free(network);
    ctg_graph_free(graph);
    ctg_problems_free(problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_stand_in_frames),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
