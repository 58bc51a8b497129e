/* A month's days, each with how many deadlines it holds, and the tasks of the selected one. */
#pragma once

#include "canvas.h"
#include "zhenggai/query.h"

typedef struct Calendar Calendar;

/* Begins with the ledger's today. */
Calendar *calendar_new(Ledger *ledger);
void calendar_free(Calendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Calendar, calendar_free)

/* Reads anew at the next drawing. */
void calendar_refresh(Calendar *calendar, LedgerScope scope);
/* The selected day, ISO. Borrowed. */
const char *calendar_day(const Calendar *calendar);
void calendar_move_days(Calendar *calendar, int days);
void calendar_move_months(Calendar *calendar, int months);
/* Goes to today. */
void calendar_move_to_today(Calendar *calendar);
/* Selects the day that is drawn there; FALSE if none is. */
gboolean calendar_select_at(Calendar *calendar, CanvasArea area, int row, int column);
void calendar_draw(Calendar *calendar, Canvas *canvas, CanvasArea area);
