/* The small sister of redact-pii: masks the kinds that it masks by default, in texts and in names of members. */
#include "sluice.h"

#define KINDS (SLUICE_PERSON + 1)

static sluice_scanner scanner;

const char *sluice_configure(sluice_text settings) {
    (void)settings;
    sluice_pattern patterns[KINDS];
    for (int kind = 0; kind < KINDS; kind++) patterns[kind] = sluice_pattern_of((sluice_kind)kind);
    return sluice_compile(patterns, KINDS, &scanner);
}

const char *sluice_process(void) {
    sluice_scan_names_batch(scanner, SLUICE_TEXT(""));
    sluice_scan_batch(scanner, SLUICE_TEXT(""));
    return NULL;
}
