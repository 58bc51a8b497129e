/* What people call columns and values, and how they write days. */
#include <string.h>

#include "sheet_private.h"
#include "zhenggai/date.h"

typedef struct {
    LedgerField field;
    const char *word;
} HeaderWord;

typedef struct {
    LedgerType type;
    const char *value, *word;
} ValueWord;

static const HeaderWord headers[] = {
#define HEADER(field, word) {FIELD_TASK_##field, word},
#define WORD(type, value, word)
#include "synonyms.def"
#undef HEADER
#undef WORD
};

static const ValueWord values[] = {
#define HEADER(field, word)
#define WORD(type, value, word) {TYPE_##type, #value, word},
#include "synonyms.def"
#undef HEADER
#undef WORD
};

/* Days that a spreadsheet counts from: its day 1 is 1 January 1900, and it believes that 1900 had a
 * 29 February. What is outside these years is a number and no day. */
#define SERIAL_DAY_ZERO "1899-12-30"
enum { SERIAL_LEAST = 20000, SERIAL_MOST = 80000 };

static gboolean
opens_bracket(gunichar character)
{
    return character == '(' || character == '[' || character == 0x3010 || character == 0x3014;
}

static gboolean
closes_bracket(gunichar character)
{
    return character == ')' || character == ']' || character == 0x3011 || character == 0x3015;
}

char *
sheet_word_key(const char *word)
{
    g_autofree char *narrow = g_utf8_normalize(word, -1, G_NORMALIZE_ALL_COMPOSE);
    GString *key = g_string_new(NULL);
    int depth = 0;
    for (const char *at = narrow == NULL ? "" : narrow; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (opens_bracket(character))
            depth++;
        else if (closes_bracket(character) && depth > 0)
            depth--;
        else if (depth == 0 && (g_unichar_isalnum(character) || character == '%'))
            g_string_append_unichar(key, g_unichar_tolower(character));
    }
    return g_string_free(key, FALSE);
}

/* ── Columns ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_column(LedgerField field)
{
    return field != FIELD_NONE && ledger_field_info(field)->editor != EDITOR_INTERNAL;
}

static LedgerField
profile_field(const ExchangeProfile *profile, const char *key)
{
    for (guint i = 0; profile != NULL && i < profile->columns->len; i++) {
        const ProfileColumn *column = &g_array_index(profile->columns, ProfileColumn, i);
        g_autofree char *own = sheet_word_key(column->header);
        if (column->field != FIELD_NONE && strcmp(own, key) == 0)
            return column->field;
    }
    return FIELD_NONE;
}

/* Every cell of the first rows is looked up: the words are translated once, not for each. */
struct SheetHeaders {
    const ExchangeProfile *profile;
    GHashTable *exact;    /* name or label in small letters → its field */
    GHashTable *synonyms; /* key → the HeaderWord */
};

static void
headers_add(SheetHeaders *words, const char *word, LedgerField field)
{
    g_autofree char *small = g_ascii_strdown(word, -1);
    if (!g_hash_table_contains(words->exact, small))
        g_hash_table_insert(words->exact, g_steal_pointer(&small), GUINT_TO_POINTER(field));
}

/* Names come before labels: "problem" is a field's name and another one's label. */
SheetHeaders *
sheet_headers_new(const ExchangeProfile *profile)
{
    SheetHeaders *words = g_new0(SheetHeaders, 1);
    LedgerField first, end;
    words->profile = profile;
    words->exact = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    words->synonyms = g_hash_table_new(g_str_hash, g_str_equal);
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field < end; field++)
        if (is_column(field))
            headers_add(words, ledger_field_info(field)->name, field);
    for (LedgerField field = first; field < end; field++) {
        const char *label = ledger_field_info(field)->label;
        if (!is_column(field))
            continue;
        headers_add(words, label, field);
        headers_add(words, text_translate_in(TEXT_CHINESE, label), field);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(headers); i++)
        g_hash_table_insert(words->synonyms, (char *)headers[i].word, (gpointer)&headers[i]);
    return words;
}

void
sheet_headers_free(SheetHeaders *words)
{
    g_hash_table_destroy(words->exact);
    g_hash_table_destroy(words->synonyms);
    g_free(words);
}

LedgerField
sheet_header_exact(const SheetHeaders *words, const char *header)
{
    gpointer field;
    g_autofree char *key = sheet_word_key(header);
    g_autofree char *small = g_ascii_strdown(header, -1);
    LedgerField own = *key == '\0' ? FIELD_NONE : profile_field(words->profile, key);
    if (own != FIELD_NONE)
        return own;
    return g_hash_table_lookup_extended(words->exact, small, NULL, &field) ||
                   g_hash_table_lookup_extended(words->exact, key, NULL, &field)
               ? (LedgerField)GPOINTER_TO_UINT(field)
               : FIELD_NONE;
}

LedgerField
sheet_header_field(const SheetHeaders *words, const char *header)
{
    LedgerField field = sheet_header_exact(words, header);
    if (field != FIELD_NONE)
        return field;
    g_autofree char *key = sheet_word_key(header);
    const HeaderWord *synonym = g_hash_table_lookup(words->synonyms, key);
    return synonym == NULL ? FIELD_NONE : synonym->field;
}

/* ── Values ───────────────────────────────────────────────────────────────────────────────── */

const char *
sheet_word_value(LedgerType type, const char *word, const ExchangeProfile *profile)
{
    g_autofree char *key = sheet_word_key(word);
    for (guint i = 0; profile != NULL && i < profile->words->len; i++) {
        const ProfileWord *own = &g_array_index(profile->words, ProfileWord, i);
        g_autofree char *other = sheet_word_key(own->word);
        if (own->type == type && strcmp(other, key) == 0)
            return own->stored;
    }
    const LedgerValueInfo *known = ledger_value_find(type, word);
    if (known == NULL)
        known = ledger_value_find(type, key);
    for (gsize i = 0; known == NULL && i < G_N_ELEMENTS(values); i++)
        if (values[i].type == type && strcmp(values[i].word, key) == 0)
            return values[i].value;
    return known == NULL ? NULL : known->name;
}

/* ── Days ─────────────────────────────────────────────────────────────────────────────────── */

/* Takes digits off the front of *at; −1 where there are none, or more than `most`. */
static int
take_number(const char **at, int most)
{
    int number = 0, digits = 0;
    for (; g_ascii_isdigit(**at); (*at)++, digits++)
        number = digits < 8 ? number * 10 + (**at - '0') : number;
    return digits == 0 || digits > most ? -1 : number;
}

static gboolean
take_word(const char **at, const char *word)
{
    gsize length = strlen(word);
    if (strncmp(*at, word, length) != 0)
        return FALSE;
    *at += length;
    return TRUE;
}

static gboolean
take_mark(const char **at, const char *chinese)
{
    return take_word(at, chinese) || take_word(at, "/") || take_word(at, "-") || take_word(at, ".");
}

/* A time of day says nothing about the day; spreadsheets put midnight there. */
static gboolean
is_time(const char *at)
{
    if (*at == '\0')
        return TRUE;
    if (*at != ' ' && *at != 'T')
        return FALSE;
    return strspn(at + 1, "0123456789:. Zz+") == strlen(at + 1);
}

static char *
day_by_parts(const char *text)
{
    const char *at = text;
    int year = take_number(&at, 4), month = -1, day = -1;
    if (year < 1000 || !take_mark(&at, "年") || (month = take_number(&at, 2)) < 0 ||
        !take_mark(&at, "月") || (day = take_number(&at, 2)) < 0)
        return NULL;
    if (!take_word(&at, "日"))
        take_word(&at, "号");
    return is_time(at) ? g_strdup_printf("%04d-%02d-%02d", year, month, day) : NULL;
}

static char *
day_by_number(const char *text)
{
    gsize digits = strspn(text, "0123456789");
    const char *rest = text + digits;
    if (digits == 8 && *rest == '\0')
        return g_strdup_printf("%.4s-%.2s-%.2s", text, text + 4, text + 6);
    if (digits != 5 ||
        (*rest != '\0' && (*rest != '.' || strspn(rest + 1, "0123456789") != strlen(rest + 1))))
        return NULL;
    int number = (int)g_ascii_strtoll(text, NULL, 10);
    return number < SERIAL_LEAST || number > SERIAL_MOST
               ? NULL
               : ledger_date_add_days(SERIAL_DAY_ZERO, number);
}

/* 2025年6月底前 is a day too; what hangs on today's date (月底, 12月20日) is none in a sheet that
 * was written some other day. */
static char *
day_by_words(const char *text)
{
    const char *at = text;
    int year = take_number(&at, 4);
    return year < 1000 || !take_word(&at, "年") ? NULL
                                                : ledger_date_parse(text, "2000-01-01", NULL);
}

char *
sheet_day(const char *cell)
{
    g_autofree char *narrow = g_utf8_normalize(cell, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *day = NULL;
    if (narrow == NULL)
        return NULL;
    g_strstrip(narrow);
    day = day_by_parts(narrow);
    if (day == NULL)
        day = day_by_number(narrow);
    if (day == NULL)
        day = day_by_words(narrow);
    return day != NULL && ledger_date_is_iso(day) ? g_steal_pointer(&day) : NULL;
}
