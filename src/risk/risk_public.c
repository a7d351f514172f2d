/* A risk file as callers have it. */
#include "base/error.h"
#include "base/memory.h"
#include "bridge/unpacked.h"
#include "risk/simulation.h"

ctg_risk *ctg_risk_new(void)
{
    ctg_risk *const risk = ctg__allocate(sizeof *risk);
    ctg_error error;

    if (!risk)
        return NULL;
    risk->arena = (ctg__arena){0};
    if (ctg__risk_init(&risk->risk, &risk->arena, &error)) {
        ctg_risk_free(risk);
        return NULL;
    }
    return risk;
}

void ctg_risk_free(ctg_risk *risk)
{
    if (!risk)
        return;
    ctg__arena_clear(&risk->arena);
    ctg__release(risk);
}

ctg_status ctg_risk_set(ctg_risk *risk, const char *key, const char *value,
                        ctg_error *error)
{
    return ctg__risk_set(&risk->risk, key, value, error);
}

/* No risk file is this long; what is, may never end. */
enum { MOST_BYTES = 64 * 1024 * 1024 };

ctg_status ctg_risk_read(ctg_risk *risk, const char *path, ctg_error *error)
{
    ctg__text text = {0};
    ctg_status status = ctg__unpacked_text(&text, path, MOST_BYTES,
                                           "64 MB, no risk file", error);

    if (!status)
        status = ctg__risk_parse(&risk->risk, ctg__text_string(&text),
                                 text.length, path, error);
    ctg__text_clear(&text);
    return status;
}
