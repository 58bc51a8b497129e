/* The main function of every unit test: runs one suite and speaks TAP to Meson. */
#pragma once

#include <check.h>
#include <stdlib.h>

#define ZHENGGAI_TESTS(suite)                                                                      \
    int main(void)                                                                                 \
    {                                                                                              \
        SRunner *runner = srunner_create(suite);                                                   \
        srunner_set_tap(runner, "-");                                                              \
        srunner_run_all(runner, CK_SILENT);                                                        \
        int failed = srunner_ntests_failed(runner);                                                \
        srunner_free(runner);                                                                      \
        return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;                                           \
    }
