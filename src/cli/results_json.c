/* A run as JSON: summary.json, run.json and the whole. */
#include <contagraph/version.h>

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "cli/results.h"
#include "cli/stamp.h"
#include "text/json.h"

const char *const results_keys[] = {
    "rounds",      "converged", "last_change",  "initial_equity",
    "equity_lost", "failed",    "outside_loss", "bonus_outside",
    "baseline",    "debtrank",  "spiral",       "unhealthy",
    "liquidated",  NULL};

bool results_key(const ctg_summary *summary, const char *key, double *number)
{
    const double values[] = {
        summary->by_rounds ? summary->rounds : (double)NAN,
        summary->converged,
        summary->by_rounds ? summary->last_change : (double)NAN,
        summary->initial_equity,
        summary->equity_lost,
        (double)summary->failed,
        summary->outside_loss,
        summary->bonus_outside,
        summary->baseline,
        summary->debtrank,
        summary->spiral_defined ? summary->spiral : (double)NAN,
        (double)summary->unhealthy,
        (double)summary->liquidated,
    };

    for (size_t i = 0; results_keys[i]; i++)
        if (strcmp(results_keys[i], key) == 0) {
            *number = values[i];
            return true;
        }
    return false;
}

static void write_summary(const ctg_summary *summary, FILE *file, int indent)
{
    for (size_t i = 0; results_keys[i]; i++) {
        double number = 0;

        fprintf(file, "%s\n%*s\"%s\": ", i ? "," : "{", indent + 1, "",
                results_keys[i]);
        results_key(summary, results_keys[i], &number);
        if (strcmp(results_keys[i], "converged") == 0)
            fputs(summary->converged ? "true" : "false", file);
        else
            ctg__json_write_number(file, number);
    }
    fprintf(file, "\n%*s}", indent, "");
}

void results_write_summary(const job *of, FILE *file, int indent)
{
    write_summary(ctg_run_summary(of->run), file, indent);
}

/* All but the closing brace. */
static void write_head(const job *of, FILE *file)
{
    ctg_version part;

    fputs("{\n \"versions\": {", file);
    for (size_t i = 0; ctg_version_at(i, &part); i++) {
        fputs(i ? ", " : "", file);
        ctg__json_write_text(file, part.name);
        fputs(": ", file);
        ctg__json_write_text(file, part.version);
    }
    fprintf(file, "},\n \"input\": {\"sha256\": \"%s\"},\n \"scenario\": ",
            of->from.hash);
    ctg_scenario_write(of->scenario, file, 1);
    stamp_write_edits(&of->from, file);
    fputs(",\n \"summary\": ", file);
    results_write_summary(of, file, 1);
    if (of->greatest) {
        fputs(",\n \"greatest\": ", file);
        write_summary(ctg_run_summary(of->greatest), file, 1);
    }
}

void results_write_run(const job *of, FILE *file)
{
    write_head(of, file);
    fputs("\n}\n", file);
}

static void write_part(const char *name, table_view part, FILE *file)
{
    fprintf(file, ",\n \"%s\": ", name);
    table_write_json(&part, file, 1);
}

void results_write_whole(results *read, FILE *file)
{
    write_head(read->of, file);
    write_part("nodes", results_nodes(read), file);
    write_part("prices", results_prices(read), file);
    write_part("claims", results_claims(read), file);
    write_part("ledger", results_ledger(read), file);
    if (read->of->trace) {
        write_part("origins", results_origins(read), file);
        write_part("paths", results_paths(read), file);
    }
    fputs("\n}\n", file);
}
