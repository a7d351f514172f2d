/* libxml2's push parser: the elements of an XML file, one after the other. */
#ifndef BRIDGE_XML_H
#define BRIDGE_XML_H

#include <stdbool.h>
#include <stddef.h>

#include <contagraph/status.h>

#include "base/error.h"

typedef struct ctg__xml_attribute {
    const char *name; /* without its prefix */
    const char *value;
    bool prefixed; /* it had one: of another vocabulary */
} ctg__xml_attribute;

/*
 * What happens, in the file's order; everything is valid during the call only.
 * Names are without their prefixes, lines count from 1. A failure stops the
 * parser and is passed on.
 */
typedef struct ctg__xml_events {
    ctg_status (*start)(void *context, const char *name,
                        const ctg__xml_attribute *attributes, size_t count,
                        size_t line, ctg_error *error);
    ctg_status (*text)(void *context, const char *bytes, size_t length,
                       ctg_error *error);
    ctg_status (*end)(void *context, const char *name, size_t line,
                      ctg_error *error);
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
} ctg__xml_events;

/* Where and why a file is no XML that we take; line 0: it is. */
typedef struct ctg__xml_fault {
    size_t line;
    char message[160];
} ctg__xml_fault;

/*
 * Parses `length` bytes. What is not well-formed, a document type (so no
 * entities but the five of XML) and elements with more than 256 attributes end
 * in `fault`; the call succeeds then. How deep elements may lie in each other
 * is for whoever listens to say. Nothing outside the bytes is ever read.
 */
ctg_status ctg__xml_parse(const char *bytes, size_t length,
                          const ctg__xml_events *events, void *context,
                          ctg__xml_fault *fault, ctg_error *error);

#endif
