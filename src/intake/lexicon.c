#include "lexicon.h"

typedef struct {
    const gunichar2 *word;
    guint16 length;
    guint16 next; /* the next word with the same first sign, + 1 */
} Word;

struct _IntakeLexicon {
    guint16 first[0x10000]; /* the longest word that begins with a sign, + 1 */
    Word words[];
};

IntakeLexicon *
intake_lexicon_new(const gunichar2 *const *words, guint count, gsize stride)
{
    IntakeLexicon *lexicon = g_malloc0(sizeof *lexicon + count * sizeof(Word));
    for (guint i = 0; i < count; i++) {
        Word *word = &lexicon->words[i];
        word->word = *(const gunichar2 *const *)((const char *)words + i * stride);
        while (word->word[word->length] != 0) {
            word->length++;
        }
        guint16 *link = &lexicon->first[word->word[0]];
        while (*link != 0 && lexicon->words[*link - 1].length >= word->length) {
            link = &lexicon->words[*link - 1].next;
        }
        word->next = *link;
        *link = (guint16)(i + 1);
    }
    return lexicon;
}

void
intake_lexicon_free(IntakeLexicon *lexicon)
{
    g_free(lexicon);
}

int
intake_lexicon_find(const IntakeLexicon *lexicon, const IntakeReading *reading, guint at, guint end,
                    guint *length)
{
    for (guint i = lexicon->first[reading->signs[at]]; i != 0; i = lexicon->words[i - 1].next) {
        const Word *word = &lexicon->words[i - 1];
        if (at + word->length <= end && intake_reading_match(reading, at, word->word) > 0) {
            *length = word->length;
            return (int)i - 1;
        }
    }
    return -1;
}

gboolean
intake_lexicon_begins(const IntakeLexicon *lexicon, gunichar2 sign)
{
    return lexicon->first[sign] != 0;
}
