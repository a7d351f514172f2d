/*
 * JSON read where it lies, without a tree: whether bytes are a document, in one
 * go, and then its values one after the other.
 *
 *     const char *at = document;
 *
 *     for (bool more = ctg__json_enter(&at); more; more = ctg__json_more(&at))
 *         ctg__json_skip(&at);
 *
 * All but ctg__json_check take bytes that it found to be JSON, at a value (or,
 * in an object, at a key) and step behind what they read. Pure; any thread.
 */
#ifndef TEXT_JSON_TOKENS_H
#define TEXT_JSON_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/asking.h"
#include "text/text.h"

typedef enum ctg__json_kind {
    CTG__JSON_NULL,
    CTG__JSON_FALSE,
    CTG__JSON_TRUE,
    CTG__JSON_NUMBER,
    CTG__JSON_TEXT,
    CTG__JSON_LIST,
    CTG__JSON_OBJECT
} ctg__json_kind;

/* A member of the document, where it is an object. */
typedef struct ctg__json_member {
    const char *key;
    const char *value;
    size_t items; /* that the value has, as a list or an object */
} ctg__json_member;

/* Starts as {0}; release `members` with ctg__release, whatever came of it. */
typedef struct ctg__json_document {
    const char *at;    /* the value */
    const char *fault; /* where it is no JSON, near enough */
    ctg__json_member *members;
    size_t member_count;
    size_t member_room;
} ctg__json_document;

/*
 * Whether bytes are one list or object of RFC 8259, as bridge/jansson.h has it:
 * valid UTF-8, no NUL, no key twice, no number too large, no deeper than 2,048
 * values. CTG_BAD_INPUT says no more than that they are none; CTG_CANCELLED,
 * CTG_NO_MEMORY. `asking` may be NULL.
 */
ctg_status ctg__json_check(const char *bytes, size_t length,
                           ctg__asking *asking, ctg__json_document *found,
                           ctg_error *error);

ctg__json_kind ctg__json_kind_at(const char *at);

/* Into a list or an object, to the first item; false, and behind it, where it
 * is empty. */
bool ctg__json_enter(const char **at);

/* From behind an item to the next; false, and behind the whole, at the end. */
bool ctg__json_more(const char **at);

/* Over any value. */
void ctg__json_skip(const char **at);

/*
 * A text, or a key with its colon: `*length` bytes of UTF-8 without a NUL among
 * them, in the document or, where something is escaped, in `room`. NULL when
 * out of memory. ctg__json_key is where a value begins, then.
 */
const char *ctg__json_text(const char **at, ctg__text *room, size_t *length);
const char *ctg__json_key(const char **at, ctg__text *room, size_t *length);

/* The character of an escape, at its backslash: 1 to 4 bytes. */
size_t ctg__json_unescape(const char **at, char bytes[4]);

double ctg__json_number(const char **at);

#endif
