#include "bridge/xml.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include "text/text.h"

enum {
    MOST_ATTRIBUTES = 256, /* of one element */
    PIECE = 1 << 20        /* bytes between two calls of progress */
};

typedef struct parsing {
    const ctg__xml_events *events;
    void *context;
    ctg__xml_fault *fault;
    ctg_error *error;
    ctg_status status;
    xmlParserCtxt *parser;
    ctg__text values; /* of the attributes, each with its NUL */
    ctg__xml_attribute attributes[MOST_ATTRIBUTES];
} parsing;

static size_t line_of(const parsing *p)
{
    const int line = xmlSAX2GetLineNumber(p->parser);

    return line > 0 ? (size_t)line : 1;
}

static bool stopped(const parsing *p)
{
    return p->status || p->fault->line;
}

static void refuse(parsing *p, size_t line, const char *message)
{
    if (stopped(p))
        return;
    p->fault->line = line;
    snprintf(p->fault->message, sizeof p->fault->message, "%s", message);
    p->fault->message[strcspn(p->fault->message, "\n")] = '\0';
    xmlStopParser(p->parser);
}

static void keep(parsing *p, ctg_status status)
{
    if (!status)
        return;
    p->status = status;
    if (p->parser)
        xmlStopParser(p->parser);
}

/*
 * With entities left alone, as they must be, libxml2 hands an ampersand of an
 * attribute over as "&#38;", and no other one.
 */
static void add_value(ctg__text *text, const char *value, const char *end)
{
    while (value < end) {
        const char *const ampersand = memchr(value, '&', (size_t)(end - value));

        if (!ampersand) {
            ctg__text_add_bytes(text, value, (size_t)(end - value));
            return;
        }
        ctg__text_add_bytes(text, value, (size_t)(ampersand - value) + 1);
        value = ampersand + 1;
        if (end - value >= 4 && memcmp(value, "#38;", 4) == 0)
            value += 4;
    }
}

static void start(void *context, const xmlChar *name, const xmlChar *prefix,
                  const xmlChar *uri, int namespace_count,
                  const xmlChar **namespaces, int attribute_count,
                  int default_count, const xmlChar **attributes)
{
    parsing *const p = context;
    const size_t count = (size_t)attribute_count;
    size_t at = 0;

    (void)prefix;
    (void)uri;
    (void)namespace_count;
    (void)namespaces;
    (void)default_count;
    if (stopped(p))
        return;
    if (count > MOST_ATTRIBUTES) {
        refuse(p, line_of(p), "an element with more than 256 attributes");
        return;
    }
    p->values.length = 0;
    for (size_t i = 0; i < count; i++) {
        add_value(&p->values, (const char *)attributes[5 * i + 3],
                  (const char *)attributes[5 * i + 4]);
        ctg__text_add_char(&p->values, '\0');
    }
    if (p->values.failed) {
        keep(p, ctg__fail_memory(p->error));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        p->attributes[i] = (ctg__xml_attribute){(const char *)attributes[5 * i],
                                                p->values.bytes + at,
                                                attributes[5 * i + 1] != NULL};
        at += strlen(p->values.bytes + at) + 1;
    }
    keep(p, p->events->start(p->context, (const char *)name, p->attributes,
                             count, line_of(p), p->error));
}

static void text(void *context, const xmlChar *bytes, int length)
{
    parsing *const p = context;

    if (!stopped(p))
        keep(p, p->events->text(p->context, (const char *)bytes, (size_t)length,
                                p->error));
}

static void end(void *context, const xmlChar *name, const xmlChar *prefix,
                const xmlChar *uri)
{
    parsing *const p = context;

    (void)prefix;
    (void)uri;
    if (!stopped(p))
        keep(p, p->events->end(p->context, (const char *)name, line_of(p),
                               p->error));
}

static void document_type(void *context, const xmlChar *name,
                          const xmlChar *external, const xmlChar *system)
{
    parsing *const p = context;

    (void)name;
    (void)external;
    (void)system;
    refuse(p, line_of(p), "a document type is not taken");
}

static void reference(void *context, const xmlChar *name)
{
    parsing *const p = context;

    (void)name;
    refuse(p, line_of(p), "an entity that XML does not define");
}

static void take_error(void *context, xmlError *found)
{
    parsing *const p = context;

    /* Namespaces do not matter here, and warnings are none of ours. */
    if (found->level < XML_ERR_ERROR || found->domain == XML_FROM_NAMESPACE)
        return;
    if (found->code == XML_ERR_NO_MEMORY)
        keep(p, ctg__fail_memory(p->error));
    else
        refuse(p, found->line > 0 ? (size_t)found->line : 1,
               found->message ? found->message : "not well-formed");
}

/* A text of bytes or of units of two bytes, whose ASCII is all that counts. */
typedef struct scan {
    const char *bytes;
    size_t length; /* in units */
    size_t width;
    size_t high; /* where in a unit the other byte is */
} scan;

static char unit(const scan *s, size_t at)
{
    if (at >= s->length)
        return '\0';
    if (s->width == 1)
        return s->bytes[at];
    return s->bytes[2 * at + s->high] ? '\x7F' : s->bytes[2 * at + 1 - s->high];
}

static bool begins(const scan *s, size_t at, const char *text)
{
    while (*text && unit(s, at) == *text) {
        text++;
        at++;
    }
    return !*text;
}

/* Behind the next `text`, or the end. */
static size_t skip_to(const scan *s, size_t at, const char *text, size_t *line)
{
    for (; at < s->length; at++) {
        if (begins(s, at, text))
            return at + strlen(text);
        *line += unit(s, at) == '\n';
    }
    return at;
}

/* Behind a tag that begins at `at`, and how many values it has. */
static size_t skip_tag(const scan *s, size_t at, size_t *line, size_t *count)
{
    for (*count = 0; at < s->length && unit(s, at) != '>'; at++) {
        const char quote[2] = {unit(s, at), '\0'};

        *line += *quote == '\n';
        if (*quote != '"' && *quote != '\'')
            continue;
        ++*count;
        at = skip_to(s, at + 1, quote, line) - 1;
    }
    return at;
}

/* Whether there is more to do. */
static bool goes_on(parsing *p, size_t at, size_t length)
{
    if (p->events->progress && !stopped(p) &&
        !p->events->progress(p->events->progress_context, (double)at,
                             (double)length))
        keep(p, ctg__fail(p->error, CTG_CANCELLED, "cancelled"));
    return !stopped(p);
}

/*
 * The line of an element with too many attributes, 0 for none: libxml2 compares
 * each with all others of its element before it hands any over.
 */
static size_t find_too_many(parsing *p, const char *bytes, size_t length)
{
    const unsigned char first = length > 1 ? (unsigned char)bytes[0] : 1;
    const unsigned char second = length > 1 ? (unsigned char)bytes[1] : 1;
    const bool big = (first == 0xFE && second == 0xFF) || !first;
    const bool wide = big || (first == 0xFF && second == 0xFE) || !second;
    const scan s = {bytes, wide ? length / 2 : length, wide ? 2 : 1, !big};
    size_t line = 1;
    size_t next = 0; /* to ask at */
    size_t count;

    for (size_t at = 0; at < s.length;) {
        if (at >= next) {
            if (!goes_on(p, at, s.length))
                return 0;
            next = at + PIECE;
        }
        if (s.width == 1 && bytes[at] != '<') {
            const char *const open = memchr(bytes + at, '<', length - at);
            const char *const stop = open ? open : bytes + length;

            for (const char *c = bytes + at;
                 (c = memchr(c, '\n', (size_t)(stop - c))) != NULL; c++)
                line++;
            at = (size_t)(stop - bytes);
        } else if (unit(&s, at) != '<') {
            line += unit(&s, at++) == '\n';
        } else if (begins(&s, at, "<!--")) {
            at = skip_to(&s, at + 4, "-->", &line);
        } else if (begins(&s, at, "<![CDATA[")) {
            at = skip_to(&s, at + 9, "]]>", &line);
        } else if (begins(&s, at, "<?")) {
            at = skip_to(&s, at + 2, "?>", &line);
        } else {
            at = skip_tag(&s, at, &line, &count);
            if (count > MOST_ATTRIBUTES)
                return line;
        }
    }
    return 0;
}

static void feed(parsing *p, const char *bytes, size_t length)
{
    for (size_t at = 0; at < length && !stopped(p);) {
        const size_t piece = length - at < PIECE ? length - at : PIECE;

        xmlParseChunk(p->parser, bytes + at, (int)piece, 0);
        at += piece;
        goes_on(p, at, length);
    }
    if (!stopped(p))
        xmlParseChunk(p->parser, NULL, 0, 1);
}

ctg_status ctg__xml_parse(const char *bytes, size_t length,
                          const ctg__xml_events *events, void *context,
                          ctg__xml_fault *fault, ctg_error *error)
{
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = start,
        .endElementNs = end,
        .characters = text,
        .cdataBlock = text,
        .ignorableWhitespace = text,
        .internalSubset = document_type,
        .reference = reference,
        .serror = (xmlStructuredErrorFunc)take_error,
    };
    parsing p = {
        .events = events, .context = context, .fault = fault, .error = error};

    size_t many;

    *fault = (ctg__xml_fault){0};
    if (!length) {
        *fault = (ctg__xml_fault){1, "nothing in it"};
        return CTG_OK;
    }
    many = find_too_many(&p, bytes, length);
    if (p.status)
        return p.status;
    if (many) {
        *fault =
            (ctg__xml_fault){many, "an element with more than 256 attributes"};
        return CTG_OK;
    }
    p.parser = xmlCreatePushParserCtxt(&handler, &p, NULL, 0, NULL);
    if (!p.parser)
        return ctg__fail_memory(error);
    xmlCtxtUseOptions(p.parser, XML_PARSE_NONET);
    feed(&p, bytes, length);
    if (p.parser->myDoc)
        xmlFreeDoc(p.parser->myDoc);
    xmlFreeParserCtxt(p.parser);
    ctg__text_clear(&p.values);
    return p.status;
}
