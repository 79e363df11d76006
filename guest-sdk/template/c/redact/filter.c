/* {{name}}: masks what is personal, and drops what nobody reads. */
#include "sluice.h"

#define MAX_KINDS 32

static sluice_scanner scanner;
static sluice_text drop_level;

const char *sluice_configure(sluice_text settings) {
    static const char *const known[] = {"kinds", "drop_level", NULL};
    sluice_text unknown;
    if (sluice_setting_unknown(settings, known, &unknown)) return "there is a setting that is none of: kinds, drop_level";

    sluice_text kinds[MAX_KINDS] = {SLUICE_TEXT("email"), SLUICE_TEXT("card")};
    size_t count = 2;
    sluice_setting_texts(settings, "kinds", kinds, MAX_KINDS, &count);
    drop_level = SLUICE_TEXT("debug");
    sluice_setting_text(settings, "drop_level", &drop_level);

    sluice_pattern patterns[MAX_KINDS];
    size_t found = 0;
    for (size_t at = 0; at < count; at++) {
        sluice_kinds selected;
        if (!sluice_select(kinds[at], &selected)) return "kinds: there is one that is no kind and no group of kinds";
        for (size_t kind = 0; kind < selected.count; kind++) {
            if (found == MAX_KINDS) return "kinds: some are there more than once";
            patterns[found++] = sluice_pattern_of(selected.items[kind]);
        }
    }
    return sluice_compile(patterns, found, &scanner);
}

const char *sluice_process(void) {
    for (uint32_t event = 0, count = sluice_count(); event < count; event++) {
        sluice_text level;
        bool has_level = sluice_get_text(event, SLUICE_TEXT("/level"), &level);
        if (has_level && sluice_text_equals(level, drop_level)) sluice_drop(event);
    }
    sluice_scan_batch(scanner, SLUICE_TEXT(""));
    return NULL;
}
