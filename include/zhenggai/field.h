/* Fields: what the rows of fields.def say, for C.
 *
 * A field is known by its enumerator (FIELD_TASK_owner) in code and by its name ("owner") outside.
 * Nothing here allocates unless it says so; every returned `const char *` lives as long as the
 * program.
 */
#pragma once

#include <glib.h>

typedef enum {
#define ENTITY(entity, name, label) ENTITY_##entity,
#define FIELD(entity, name, type, origin, editor, sheet, label, help)
#define VALUE(type, name, label)
#include "zhenggai/fields.def"
#undef ENTITY
#undef FIELD
#undef VALUE
    ENTITY_COUNT
} LedgerEntity;

typedef enum {
#define ENTITY(entity, name, label)
#define FIELD(entity, name, type, origin, editor, sheet, label, help) FIELD_##entity##_##name,
#define VALUE(type, name, label)
#include "zhenggai/fields.def"
#undef ENTITY
#undef FIELD
#undef VALUE
    FIELD_COUNT,
    FIELD_NONE = FIELD_COUNT
} LedgerField;

typedef enum {
    TYPE_LINE,
    TYPE_WORDS,
    TYPE_NAME,
    TYPE_OFFICE,
    TYPE_DATE,
    TYPE_TIME,
    TYPE_PERCENT,
    TYPE_NUMBER,
    TYPE_YESNO,
    TYPE_KIND,
    TYPE_PROGRESS,
    TYPE_CLOSURE,
    TYPE_LEVEL,
    TYPE_PROOF,
    TYPE_DECISION,
    TYPE_SLIP
} LedgerType;

typedef enum { ORIGIN_STORED, ORIGIN_DERIVED } LedgerOrigin;

typedef enum { EDITOR_NOBODY, EDITOR_INTERNAL, EDITOR_CLERK, EDITOR_REVIEWER } LedgerEditor;

typedef struct {
    LedgerEntity entity;
    const char *name; /* in the CLI, JSON, SQL and the filter language */
    LedgerType type;
    LedgerOrigin origin;
    LedgerEditor editor;
    int sheet;         /* column in the county's CSV, from 1; 0: not in it */
    const char *label; /* English msgid: translate before showing */
    const char *help;  /* English msgid, or NULL */
} LedgerFieldInfo;

typedef struct {
    LedgerType type;
    const char *name;
    const char *label; /* English msgid */
} LedgerValueInfo;

/* What fields.def says of `field`, which must be < FIELD_COUNT. */
const LedgerFieldInfo *ledger_field_info(LedgerField field);

/* The fields of an entity stand side by side: from `first` up to but not including `end`. */
void ledger_entity_fields(LedgerEntity entity, LedgerField *first, LedgerField *end);

/* The entity's name, which is its table's ("task"), and its label's msgid. */
const char *ledger_entity_name(LedgerEntity entity);
const char *ledger_entity_label(LedgerEntity entity);

/* The field of `entity` that `name` names: by its name, or by its label in either language, or by
 * the label's translation; letter case of ASCII does not count. FIELD_NONE if there is none. */
LedgerField ledger_field_find(LedgerEntity entity, const char *name);

/* The values of a type that has VALUE rows: how many there are, and the index-th, in the order of
 * fields.def (which is the order they sort in). 0 and NULL for every other type. */
guint ledger_value_count(LedgerType type);
const LedgerValueInfo *ledger_value_info(LedgerType type, guint index);

/* The value of `type` that `word` names (name, or label in either language), or NULL. */
const LedgerValueInfo *ledger_value_find(LedgerType type, const char *word);

/* A stored value in the words of the current language: 整改中 for "active", yes and no for
 * YESNO, anything else as it is. NULL stays NULL. The caller owns the string. */
char *ledger_value_display(LedgerField field, const char *stored);
