/* Layout profiles. */
#include "zhenggai/profile.h"

void
profile_free(ExchangeProfile *profile)
{
    if (profile == NULL)
        return;
    g_free(profile->name);
    g_clear_pointer(&profile->columns, g_array_unref);
    g_clear_pointer(&profile->words, g_array_unref);
    g_free(profile);
}
