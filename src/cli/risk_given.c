#include "cli/risk_given.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/heap.h"
#include "cli/inputs.h"
#include "cli/option_key.h"
#include "cli/option_risk.h"
#include "cli/say.h"

static exit_status set_keys(const args *given, ctg_risk *risk)
{
    const ctg_risk_key *key;
    exit_status status = EXIT_DONE;

    for (size_t i = 0; !status && (key = ctg_risk_key_at(i)); i++) {
        char name[OPTION_NAME_ROOM];
        const char *value;
        ctg_error error;

        if (option_risk_is_list(key->name) ||
            !args_given(given, option_key_name(key->name, name)))
            continue;
        value = args_value(given, name);
        status = say_wrong(
            ctg_risk_set(risk, key->name, value ? value : "true", &error),
            &error);
    }
    return status;
}

/* Options that may be there several times, and the rates. */
static exit_status set_lists(const args *given, ctg_risk *risk)
{
    static const char *const names[] = {"event", "track", "hike", "withdrawn"};
    exit_status status = EXIT_DONE;

    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        const char *value;
        ctg_error error;

        for (size_t i = 0; !status && (value = args_next(given, names[n], &i));)
            status =
                say_wrong(ctg_risk_set(risk, names[n], value, &error), &error);
    }
    return status;
}

exit_status risk_make(const args *given, ctg_risk **made)
{
    const char *const path = args_value(given, "risk");
    ctg_risk *const risk = ctg_risk_new();
    exit_status status = EXIT_DONE;
    ctg_error error;

    if (!risk)
        heap_fail();
    if (path) {
        inputs_note(path);
        status = say_error(ctg_risk_read(risk, path, &error), &error);
    }
    if (!status)
        status = set_keys(given, risk);
    if (!status)
        status = set_lists(given, risk);
    if (status)
        ctg_risk_free(risk);
    else
        *made = risk;
    return status;
}

char *risk_folder(const char *graph)
{
    struct stat found;
    char *const folder = heap_copy(graph);
    char *slash;

    if (stat(graph, &found) == 0 && S_ISDIR(found.st_mode))
        return folder;
    slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    else
        *folder = '\0';
    return folder;
}
