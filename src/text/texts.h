/*
 * Numbered texts as a file has them, used where they lie: one blob, the place
 * of each text in it, and an index to find them by. Nothing is looked at before
 * it is needed, so taking them up costs nothing however many there are; a file
 * that says nonsense yields wrong texts, never a step outside.
 */
#ifndef TEXT_TEXTS_H
#define TEXT_TEXTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ctg__texts {
    size_t count;            /* text 0 is "" */
    const uint64_t *offsets; /* count + 1, into `bytes` */
    const char *bytes;       /* each text with a NUL behind it */
    size_t size;             /* of `bytes`; the last one must be NUL */
    const uint32_t *index;   /* by hash, then onwards; 0: free */
    size_t index_size;       /* a power of two, at least 1 */
} ctg__texts;

/* "" for what is no text. */
const char *ctg__texts_get(const ctg__texts *texts, size_t number);

/* Its length, from the places of texts: what ctg__texts_get has where they are
 * what they should be. */
size_t ctg__texts_length(const ctg__texts *texts, size_t number);

/* The number of these bytes, whose ctg__hash is given; 0: none has them. */
uint32_t ctg__texts_find(const ctg__texts *texts, const char *text,
                         size_t length, uint64_t hash);

/* Slots of an index for so many texts. */
size_t ctg__texts_index_size(size_t count);

/* Adds a text to an index that is being made; 0s at first. */
void ctg__texts_index(uint32_t *index, size_t index_size, uint64_t hash,
                      uint32_t number);

/*
 * Whether offsets and texts are what they should be: in order, without gaps,
 * NULs only at the ends, valid UTF-8. Looks at all of them.
 */
bool ctg__texts_fine(const ctg__texts *texts);

#endif
