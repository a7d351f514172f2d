/* Character references as GML has them: &#252; &#xfc; &uuml; &amp; */
#ifndef READ_REFERENCES_H
#define READ_REFERENCES_H

#include "text/text.h"

/*
 * Adds the text with its references decoded: decimal and hexadecimal ones of
 * characters that exist, the names of the 96 characters of ISO 8859-1 beyond
 * ASCII, and quot, amp, lt, gt, apos. Any other ampersand stands for itself.
 */
void ctg__text_add_decoded(ctg__text *text, const char *bytes, size_t length);

#endif
