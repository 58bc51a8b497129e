#include "zhenggai/intake.h"

/* schema/reports/zhangguanying-2024.txt, compiled in by schema/meson.build. */
extern const char founding_report[];

const char *
intake_founding_report(void)
{
    return founding_report;
}
