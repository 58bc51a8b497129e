#include "catalogue.h"

#include "zhenggai/text.h"

#include <string.h>

extern const char catalogue_zh[];
extern const size_t catalogue_zh_size;

static TextLanguage current_language = TEXT_ENGLISH;

/* ── GNU .mo ──────────────────────────────────────────────────────────────────────────────── */

#define MO_MAGIC 0x950412deu
enum { MO_HEADER_SIZE = 28, MO_ENTRY_SIZE = 8 };

typedef struct {
    const char *bytes;
    gsize size;
    gboolean swapped; /* the file was written on a machine of the other byte order */
} Catalogue;

/* The caller has checked that four bytes stand at `at`. */
static guint32
catalogue_number(const Catalogue *catalogue, gsize at)
{
    guint32 number;
    memcpy(&number, catalogue->bytes + at, sizeof number);
    return catalogue->swapped ? GUINT32_SWAP_LE_BE(number) : number;
}

/* The index-th string of the table at `table`; NULL if it is not wholly inside the file. */
static const char *
catalogue_string(const Catalogue *catalogue, gsize table, gsize index)
{
    gsize entry = table + index * MO_ENTRY_SIZE;
    if (entry + MO_ENTRY_SIZE > catalogue->size)
        return NULL;
    gsize length = catalogue_number(catalogue, entry);
    gsize start = catalogue_number(catalogue, entry + 4);
    if (start >= catalogue->size || length >= catalogue->size - start)
        return NULL;
    if (catalogue->bytes[start + length] != '\0')
        return NULL;
    return catalogue->bytes + start;
}

const char *
catalogue_find(const char *bytes, gsize size, const char *msgid)
{
    Catalogue catalogue = {.bytes = bytes, .size = size};
    if (size < MO_HEADER_SIZE)
        return NULL;
    guint32 magic = catalogue_number(&catalogue, 0);
    catalogue.swapped = magic == GUINT32_SWAP_LE_BE_CONSTANT(MO_MAGIC);
    if (magic != MO_MAGIC && !catalogue.swapped)
        return NULL;

    gsize low = 0, high = catalogue_number(&catalogue, 8);
    gsize originals = catalogue_number(&catalogue, 12);
    gsize translations = catalogue_number(&catalogue, 16);
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        const char *key = catalogue_string(&catalogue, originals, middle);
        if (key == NULL)
            return NULL;
        int order = strcmp(msgid, key);
        if (order == 0)
            return catalogue_string(&catalogue, translations, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ── Language ─────────────────────────────────────────────────────────────────────────────── */

gboolean
text_language_parse(const char *setting, TextLanguage *language)
{
    static const struct {
        const char *word;
        TextLanguage language;
    } words[] = {
        {"zh", TEXT_CHINESE},    {"chinese", TEXT_CHINESE}, {"中文", TEXT_CHINESE},
        {"en", TEXT_ENGLISH},    {"english", TEXT_ENGLISH}, {"c", TEXT_ENGLISH},
        {"posix", TEXT_ENGLISH},
    };
    /* What follows the language is its country, encoding or script. */
    gsize length = strcspn(setting, "_-.@");
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strlen(words[i].word) == length &&
            g_ascii_strncasecmp(setting, words[i].word, length) == 0) {
            *language = words[i].language;
            return TRUE;
        }
    }
    return FALSE;
}

void
text_language_set(TextLanguage language)
{
    current_language = language;
}

TextLanguage
text_language(void)
{
    return current_language;
}

const char *
text_translate_in(TextLanguage language, const char *msgid)
{
    /* The empty msgid is the catalogue's own header. */
    if (language == TEXT_ENGLISH || *msgid == '\0')
        return msgid;
    const char *translation = catalogue_find(catalogue_zh, catalogue_zh_size, msgid);
    return translation != NULL && *translation != '\0' ? translation : msgid;
}

const char *
text_translate(const char *msgid)
{
    return text_translate_in(current_language, msgid);
}

const char *
text_translate_plural(const char *one, const char *many, gulong n)
{
    const char *translation = text_translate(one);
    if (translation != one)
        return translation;
    return n == 1 ? one : many;
}
