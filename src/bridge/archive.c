#include <config.h>

#include "bridge/archive.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/memory.h"

/* Filters: what files begin with, and how their names end. */
static const struct {
    const char *name;
    const char *ending;
    const char *magic;
    size_t magic_length;
} kinds[] = {
    {"gzip", ".gz", "\x1f\x8b", 2},
    {"zstd", ".zst", "\x28\xb5\x2f\xfd", 4},
    {"lz4", ".lz4", "\x04\x22\x4d\x18", 4},
    {"xz", ".xz",
     "\xfd"
     "7zXZ",
     6}, /* with its NUL */
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *ctg__packed_kind(const char *bytes, size_t length)
{
    for (size_t i = 0; i < KINDS; i++)
        if (length >= kinds[i].magic_length &&
            memcmp(bytes, kinds[i].magic, kinds[i].magic_length) == 0)
            return kinds[i].name;
    return NULL;
}

bool ctg__packed_begins(char first)
{
    for (size_t i = 0; i < KINDS; i++)
        if (first == *kinds[i].magic)
            return true;
    return false;
}

bool ctg__packed_is_zip(const char *bytes, size_t length)
{
    return length >= 4 &&
           (memcmp(bytes, "PK\3\4", 4) == 0 || memcmp(bytes, "PK\5\6", 4) == 0);
}

const char *ctg__packed_ending(size_t index)
{
    return index < KINDS ? kinds[index].ending : NULL;
}

/* KINDS: it ends like none of them. */
static size_t kind_of_name(const char *path)
{
    const size_t length = strlen(path);

    for (size_t i = 0; i < KINDS; i++) {
        const size_t ending = strlen(kinds[i].ending);

        if (length > ending &&
            strcasecmp(path + length - ending, kinds[i].ending) == 0)
            return i;
    }
    return KINDS;
}

const char *ctg__packed_kind_of_name(const char *path)
{
    const size_t kind = kind_of_name(path);

    return kind < KINDS ? kinds[kind].name : NULL;
}

size_t ctg__packed_name_length(const char *path)
{
    const size_t kind = kind_of_name(path);

    return strlen(path) - (kind < KINDS ? strlen(kinds[kind].ending) : 0);
}

#ifdef HAVE_ARCHIVE
#include <archive.h>
#include <archive_entry.h>

enum {
    ALWAYS = 16 << 20, /* a bomb of this size does no harm */
    MOST_TIMES = 200,
    PIECE = 1 << 20 /* between two looks at the limit and the caller */
};

static const size_t most_bytes = (size_t)64 << 30;

typedef struct unpacking {
    const ctg__packed *packed;
    struct archive *archive;
    size_t before; /* unpacked of other files */
    char *bytes;
    size_t length;
    size_t room;
} unpacking;

/* libarchive's words, without a full stop. */
static ctg_status fail_archive(const unpacking *of, ctg_error *error)
{
    const char *const said = archive_error_string(of->archive);
    size_t length = said ? strlen(said) : 0;

    while (length && said[length - 1] == '.')
        length--;
    if (!length)
        return ctg__fail(error, CTG_BAD_INPUT, "%s: cannot be unpacked",
                         of->packed->shown);
    return ctg__fail(error, CTG_BAD_INPUT,
                     "%s: damaged or cut off: %.*s, after %zu bytes unpacked",
                     of->packed->shown, (int)length, said,
                     of->before + of->length);
}

static ctg_status check_size(const unpacking *of, ctg_error *error)
{
    const ctg__packed *const packed = of->packed;
    const size_t length = of->before + of->length;

    if (packed->most && length > packed->most)
        return ctg__fail(error, CTG_IO_ERROR, "%.400s: longer than %s",
                         packed->shown, packed->beyond);
    if (length > most_bytes)
        return ctg__fail(error, CTG_BAD_INPUT, "%s: unpacks to more than 64 GB",
                         packed->shown);
    if (length > ALWAYS && length / MOST_TIMES >= packed->length)
        return ctg__fail(error, CTG_BAD_INPUT,
                         "%s: unpacks to more than %d times its %zu bytes, as "
                         "no table does; unpack it first if it is right",
                         packed->shown, MOST_TIMES, packed->length);
    if (packed->progress &&
        !packed->progress(packed->context, (double)length, 0))
        return ctg__fail(error, CTG_CANCELLED, "cancelled while reading %s",
                         packed->shown);
    return CTG_OK;
}

static ctg_status make_room(unpacking *of, ctg_error *error)
{
    const size_t room = of->room ? 2 * of->room : 64 * 1024;
    char *grown;

    if (of->room - of->length > 1)
        return CTG_OK;
    grown = ctg__reallocate(of->bytes, room);
    if (!grown)
        return ctg__fail_memory(error);
    of->bytes = grown;
    of->room = room;
    return CTG_OK;
}

/* All of the file that the archive stands at. */
static ctg_status unpack_file(unpacking *of, ctg_error *error)
{
    size_t looked = 0;
    ctg_status status = CTG_OK;

    for (;;) {
        size_t some;
        la_ssize_t got;

        status = make_room(of, error);
        if (!status && of->length - looked >= PIECE) {
            looked = of->length;
            status = check_size(of, error);
        }
        if (status)
            return status;
        some = of->room - of->length - 1;
        got = archive_read_data(of->archive, of->bytes + of->length,
                                some < PIECE ? some : PIECE);
        if (got == ARCHIVE_RETRY)
            continue;
        if (got < 0)
            return fail_archive(of, error);
        if (!got)
            break;
        of->length += (size_t)got;
    }
    of->bytes[of->length] = '\0';
    return check_size(of, error);
}

/* What is compressed is empty. */
static ctg_status unpack_nothing(unpacking *of, ctg_error *error)
{
    const ctg_status status = make_room(of, error);

    if (!status)
        of->bytes[0] = '\0';
    return status;
}

static ctg_status open_archive(unpacking *of, ctg_error *error)
{
    if (archive_read_open_memory(of->archive, of->packed->bytes,
                                 of->packed->length) != ARCHIVE_OK)
        return fail_archive(of, error);
    return CTG_OK;
}

ctg_status ctg__packed_unpack(const ctg__packed *packed, char **bytes,
                              size_t *length, ctg_error *error)
{
    unpacking of = {.packed = packed, .archive = archive_read_new()};
    struct archive_entry *entry;
    ctg_status status;
    int found;

    if (!of.archive)
        return ctg__fail_memory(error);
    archive_read_support_filter_gzip(of.archive);
    archive_read_support_filter_xz(of.archive);
    archive_read_support_filter_lz4(of.archive);
    archive_read_support_filter_zstd(of.archive);
    archive_read_support_format_raw(of.archive);
    archive_read_support_format_empty(of.archive);
    status = open_archive(&of, error);
    if (!status) {
        found = archive_read_next_header(of.archive, &entry);
        if (found == ARCHIVE_OK)
            status = unpack_file(&of, error);
        else if (found == ARCHIVE_EOF)
            status = unpack_nothing(&of, error);
        else
            status = fail_archive(&of, error);
    }
    archive_read_free(of.archive);
    if (status) {
        ctg__release(of.bytes);
        return status;
    }
    *bytes = of.bytes;
    *length = of.length;
    return CTG_OK;
}

/* Hands one file over; what it held is the taker's. */
static ctg_status hand_over(unpacking *of, const ctg__packed_files *files,
                            const char *name, ctg_error *error)
{
    ctg_status status = unpack_file(of, error);

    if (!status)
        status =
            files->take(files->context, name, of->bytes, of->length, error);
    else
        ctg__release(of->bytes);
    of->before += of->length;
    of->bytes = NULL;
    of->length = 0;
    of->room = 0;
    return status;
}

static ctg_status each_file(unpacking *of, const ctg__packed_files *files,
                            ctg_error *error)
{
    struct archive_entry *entry;
    ctg_status status = CTG_OK;

    while (!status) {
        const int found = archive_read_next_header(of->archive, &entry);
        const char *name;

        if (found == ARCHIVE_EOF)
            return CTG_OK;
        if (found < ARCHIVE_WARN)
            return fail_archive(of, error);
        if (archive_entry_filetype(entry) != AE_IFREG)
            continue;
        name = archive_entry_pathname(entry);
        if (!name)
            name = "?";
        if (files->want(files->context, name))
            status = hand_over(of, files, name, error);
    }
    return status;
}

ctg_status ctg__packed_each(const ctg__packed *packed,
                            const ctg__packed_files *files, ctg_error *error)
{
    unpacking of = {.packed = packed, .archive = archive_read_new()};
    ctg_status status;

    if (!of.archive)
        return ctg__fail_memory(error);
    archive_read_support_format_zip_seekable(of.archive);
    status = open_archive(&of, error);
    if (!status)
        status = each_file(&of, files, error);
    archive_read_free(of.archive);
    return status;
}

/* 0, or what is wrong. */
static int failure_of(struct archive *archive, int code)
{
    if (code >= ARCHIVE_WARN)
        return 0;
    return archive_errno(archive) > 0 ? archive_errno(archive) : EIO;
}

/* Without the program of that name to help: a filter of libarchive's own. */
static bool add_filter(struct archive *archive, const char *kind)
{
    return archive_write_add_filter_by_name(archive, kind) == ARCHIVE_OK;
}

bool ctg__pack_works(const char *kind)
{
    struct archive *const archive = archive_write_new();
    const bool works = !archive || add_filter(archive, kind);

    archive_write_free(archive);
    return works; /* that memory ran out is said when it is written */
}

static int copy_all(struct archive *archive, int from, ctg_progress *progress,
                    void *context)
{
    char piece[65536];
    off_t at = 0;
    int code = 0;

    while (!code) {
        const ssize_t got = pread(from, piece, sizeof piece, at);

        if (got < 0)
            return errno;
        if (!got)
            return 0;
        at += got;
        if (progress && !progress(context, (double)at, 0))
            return ECANCELED;
        if (archive_write_data(archive, piece, (size_t)got) != got)
            code = failure_of(archive, ARCHIVE_FATAL);
    }
    return code;
}

static int begin_packing(struct archive *archive, const char *kind, int to)
{
    struct archive_entry *const entry = archive_entry_new();
    int code;

    if (!entry)
        return ENOMEM;
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_pathname(entry, "data");
    if (!add_filter(archive, kind) ||
        archive_write_set_format_raw(archive) != ARCHIVE_OK) {
        archive_entry_free(entry);
        return ENOTSUP;
    }
    /* gzip alone has a time in it. */
    archive_write_set_filter_option(archive, "gzip", "timestamp", NULL);
    archive_write_set_bytes_in_last_block(archive, 1);
    code = failure_of(archive, archive_write_open_fd(archive, to));
    if (!code)
        code = failure_of(archive, archive_write_header(archive, entry));
    archive_entry_free(entry);
    return code;
}

int ctg__pack_file(const char *kind, int from, int to, ctg_progress *progress,
                   void *context)
{
    struct archive *const archive = archive_write_new();
    int code;

    if (!archive)
        return ENOMEM;
    code = begin_packing(archive, kind, to);
    if (!code)
        code = copy_all(archive, from, progress, context);
    if (!code)
        code = failure_of(archive, archive_write_close(archive));
    archive_write_free(archive);
    return code;
}
#else
bool ctg__pack_works(const char *kind)
{
    (void)kind;
    return false;
}

int ctg__pack_file(const char *kind, int from, int to, ctg_progress *progress,
                   void *context)
{
    (void)progress;
    (void)context;
    (void)kind;
    (void)from;
    (void)to;
    return ENOTSUP;
}

static ctg_status refuse(const ctg__packed *packed, ctg_error *error)
{
    const char *const kind = ctg__packed_kind(packed->bytes, packed->length);

    return ctg__fail(error, CTG_BAD_INPUT,
                     "%s: packed by %s, and this program was built without "
                     "libarchive; unpack it first",
                     packed->shown, kind ? kind : "zip");
}

ctg_status ctg__packed_unpack(const ctg__packed *packed, char **bytes,
                              size_t *length, ctg_error *error)
{
    (void)bytes;
    (void)length;
    return refuse(packed, error);
}

ctg_status ctg__packed_each(const ctg__packed *packed,
                            const ctg__packed_files *files, ctg_error *error)
{
    (void)files;
    return refuse(packed, error);
}
#endif
