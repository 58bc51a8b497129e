#include "zhenggai/field.h"

#include <string.h>

#include "zhenggai/text.h"

static const LedgerFieldInfo fields[FIELD_COUNT] = {
#define ENTITY(entity, name, label)
#define FIELD(entity, name, type, origin, editor, sheet, label, help)                              \
    [FIELD_##entity##_##name] = {ENTITY_##entity, #name, TYPE_##type, ORIGIN_##origin,             \
                                 EDITOR_##editor, sheet, label,       help},
#define VALUE(type, name, label)
#include "zhenggai/fields.def"
#undef ENTITY
#undef FIELD
#undef VALUE
};

static const struct {
    const char *name, *label;
} entities[ENTITY_COUNT] = {
#define ENTITY(entity, name, label) [ENTITY_##entity] = {#name, label},
#define FIELD(entity, name, type, origin, editor, sheet, label, help)
#define VALUE(type, name, label)
#include "zhenggai/fields.def"
#undef ENTITY
#undef FIELD
#undef VALUE
};

static const LedgerValueInfo values[] = {
#define ENTITY(entity, name, label)
#define FIELD(entity, name, type, origin, editor, sheet, label, help)
#define VALUE(type, name, label) {TYPE_##type, #name, label},
#include "zhenggai/fields.def"
#undef ENTITY
#undef FIELD
#undef VALUE
};

const LedgerFieldInfo *
ledger_field_info(LedgerField field)
{
    g_assert(field < FIELD_COUNT);
    return &fields[field];
}

void
ledger_entity_fields(LedgerEntity entity, LedgerField *first, LedgerField *end)
{
    LedgerField field = 0;
    while (fields[field].entity != entity)
        field++;
    *first = field;
    while (field < FIELD_COUNT && fields[field].entity == entity)
        field++;
    *end = field;
}

const char *
ledger_entity_name(LedgerEntity entity)
{
    return entities[entity].name;
}

const char *
ledger_entity_label(LedgerEntity entity)
{
    return entities[entity].label;
}

/* A name, or the label in any language that the program speaks. */
static gboolean
field_answers_to(const char *name, const char *label, const char *word)
{
    return g_ascii_strcasecmp(name, word) == 0 || g_ascii_strcasecmp(label, word) == 0 ||
           strcmp(text_translate_in(TEXT_CHINESE, label), word) == 0;
}

LedgerField
ledger_field_find(LedgerEntity entity, const char *name)
{
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    /* Names come before labels: "problem" is a field's name and another one's label. */
    for (LedgerField field = first; field < end; field++)
        if (fields[field].editor != EDITOR_INTERNAL &&
            g_ascii_strcasecmp(fields[field].name, name) == 0)
            return field;
    for (LedgerField field = first; field < end; field++)
        if (fields[field].editor != EDITOR_INTERNAL &&
            field_answers_to(fields[field].name, fields[field].label, name))
            return field;
    return FIELD_NONE;
}

guint
ledger_value_count(LedgerType type)
{
    guint count = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        count += values[i].type == type;
    return count;
}

const LedgerValueInfo *
ledger_value_info(LedgerType type, guint index)
{
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        if (values[i].type == type && index-- == 0)
            return &values[i];
    return NULL;
}

const LedgerValueInfo *
ledger_value_find(LedgerType type, const char *word)
{
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        if (values[i].type == type && field_answers_to(values[i].name, values[i].label, word))
            return &values[i];
    return NULL;
}

char *
ledger_value_display(LedgerField field, const char *stored)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    if (stored == NULL)
        return NULL;
    if (info->type == TYPE_YESNO)
        return g_strdup(strcmp(stored, "0") == 0 ? _("no") : _("yes"));
    if (info->type == TYPE_PERCENT)
        return g_strconcat(stored, "%", NULL);
    const LedgerValueInfo *value = ledger_value_find(info->type, stored);
    return g_strdup(value == NULL ? stored : _(value->label));
}
