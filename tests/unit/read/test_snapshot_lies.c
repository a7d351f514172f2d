/* Snapshots whose checksum is right and whose claims are not. */
#include "support/snapshot.h"

/* Makes the checksum right again, whatever was changed. */
static void seal(char *bytes, size_t length, ctg__snapshot_header now)
{
    ctg__checksum sum = {{0}, 0};

    now.checksum = 0;
    ctg__checksum_add(&sum, &now, sizeof now);
    ctg__checksum_add(&sum, bytes + sizeof now, length - sizeof now);
    now.checksum = ctg__checksum_value(&sum);
    memcpy(bytes, &now, sizeof now);
}

static void lies_under_a_right_checksum_are_refused(void **state)
{
    static char bytes[16384];
    ctg_graph *const graph = full_graph();
    const size_t length = snapshot_of(graph, bytes, sizeof bytes, false);
    ctg__snapshot_header header;

    (void)state;
    memcpy(&header, bytes, sizeof header);
    for (size_t at = 16; at + 8 <= length; at += 8) {
        static const uint64_t lies[] = {0, 1, 0xffffffff, UINT64_MAX,
                                        UINT64_C(0x7ff0000000000000)};
        uint64_t kept;

        if (at == offsetof(ctg__snapshot_header, checksum))
            continue;
        memcpy(&kept, bytes + at, 8);
        for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
            ctg__snapshot_header now;
            ctg_graph *made = NULL;
            ctg_error error;

            memcpy(bytes + at, &lies[i], 8);
            memcpy(&now, bytes, sizeof now);
            seal(bytes, length, now);
            /* Refused, or a graph all of whose cells can be looked at. */
            if (!graph_try("snapshot", bytes, length,
                           ctg_read_options_default(), &made, NULL, &error))
                same_graphs(made, made);
            ctg_graph_free(made);
        }
        memcpy(bytes + at, &kept, 8);
        memcpy(bytes, &header, sizeof header);
    }
    ctg_graph_free(graph);
}

/* Takes the entry of a column out of the directory. */
static void forget_column(char *bytes, size_t length, ctg_table table,
                          const char *name)
{
    ctg__snapshot_header header;
    ctg__snapshot_column *columns;
    uint64_t kept = 0;

    memcpy(&header, bytes, sizeof header);
    columns = (void *)(bytes + header.directory);
    for (uint64_t i = 0; i < header.column_count; i++) {
        uint64_t at;

        memcpy(&at, bytes + header.offsets + 8 * columns[i].name, 8);
        if (columns[i].table != (uint32_t)table ||
            strcmp(bytes + header.texts + at, name) != 0)
            columns[kept++] = columns[i];
    }
    assert_int_equal(kept, header.column_count - 1);
    header.column_count = kept;
    seal(bytes, length, header);
}

static void rows_without_a_needed_column_are_refused(void **state)
{
    static const struct {
        ctg_table table;
        const char *column;
        const char *fault; /* NULL: it may be left out */
    } each[] = {
        {CTG_NODES, "id", "3 rows of nodes and no column id"},
        {CTG_EXPOSURES, "debtor", "2 rows of exposures and no column debtor"},
        {CTG_EXPOSURES, "creditor",
         "2 rows of exposures and no column creditor"},
        {CTG_EXPOSURES, "amount", "2 rows of exposures and no column amount"},
        {CTG_ASSETS, "id", "2 rows of assets and no column id"},
        {CTG_HOLDINGS, "node", "1 rows of holdings and no column node"},
        {CTG_HOLDINGS, "quantity", "1 rows of holdings and no column quantity"},
        {CTG_VENUES, "node", "1 rows of venues and no column node"},
        {CTG_MARKETS, "venue", "1 rows of markets and no column venue"},
        {CTG_POSITIONS, "quantity",
         "2 rows of positions and no column quantity"},
        {CTG_NODES, "colour", NULL},
        {CTG_EXPOSURES, "kind", NULL},
        {CTG_ASSETS, "price", NULL},
    };
    _Alignas(64) static char whole[16384];
    _Alignas(64) static char bytes[16384];
    ctg_graph *const graph = full_graph();
    const size_t length = snapshot_of(graph, whole, sizeof whole, false);

    (void)state;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++)
        for (int checked = 0; checked < 2; checked++) {
            ctg_graph *made = NULL;
            ctg_error error = {0};
            ctg_status status;

            memcpy(bytes, whole, length);
            forget_column(bytes, length, each[i].table, each[i].column);
            status = graph_try("snapshot", bytes, length,
                               checked ? ctg_read_options_default() : unchecked,
                               &made, NULL, &error);
            assert_int_equal(status, each[i].fault ? CTG_BAD_INPUT : CTG_OK);
            if (each[i].fault && !strstr(error.message, each[i].fault))
                fail_msg("%s: %s", each[i].column, error.message);
            ctg_graph_free(made);
        }
    ctg_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lies_under_a_right_checksum_are_refused),
        cmocka_unit_test(rows_without_a_needed_column_are_refused),
    };

    return RUN_TESTS(tests);
}
