/* Years and days as reports print them. */
#pragma once

#include "reading.h"

/* 2024年 2024年度 二〇二四年 二○二四年度 二O二四年 at `at`: its length in signs, 0 if there is
 * none. */
guint intake_year_read(const IntakeReading *reading, guint at, int *year);

/* 2024年12月20日 or 二〇二四年十二月二十日 at `at`: its length in signs, 0 if there is none; `day`
 * is then the ISO day, the caller's. */
guint intake_day_read(const IntakeReading *reading, guint at, char **day);
