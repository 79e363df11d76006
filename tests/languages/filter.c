/* The small sister of redact-pii: masks the kinds that it masks by default, in texts and in names of members, or does what its
 * settings say. */
#include "sluice.h"

#define MAX_KINDS 32

static sluice_scanner scanner;
static sluice_pattern patterns[MAX_KINDS];
static size_t found;

/* Leaves something else in the place of the kinds that a setting names. */
static const char *replace(sluice_text settings, const char *name, sluice_substitute substitute, sluice_text text) {
    sluice_text kinds[MAX_KINDS];
    size_t count = 0;
    sluice_setting_texts(settings, name, kinds, MAX_KINDS, &count);
    for (size_t at = 0; at < count; at++) {
        for (uint32_t pattern = 0; pattern < found; pattern++) {
            if (!sluice_text_equals(patterns[pattern].rule, kinds[at])) continue;
            const char *error = sluice_replace_with(scanner, pattern, substitute, text);
            if (error != NULL) return error;
        }
    }
    return NULL;
}

const char *sluice_configure(sluice_text settings) {
    sluice_text names[MAX_KINDS];
    size_t count = 0;
    sluice_setting_texts(settings, "kinds", names, MAX_KINDS, &count);
    for (size_t at = 0; at < count; at++) {
        sluice_kinds kinds;
        if (!sluice_select(names[at], &kinds)) return "kinds: there is one that is no kind and no group of kinds";
        for (size_t kind = 0; kind < kinds.count && found < MAX_KINDS; kind++) {
            patterns[found++] = sluice_pattern_of(kinds.items[kind]);
        }
    }
    for (int kind = 0; count == 0 && kind <= SLUICE_PERSON; kind++) patterns[found++] = sluice_pattern_of((sluice_kind)kind);

    const char *error = sluice_compile(patterns, found, &scanner);
    if (error == NULL) error = replace(settings, "removed", SLUICE_REMOVAL, SLUICE_TEXT(""));
    if (error == NULL) error = replace(settings, "last_four", SLUICE_LAST_FOUR, SLUICE_TEXT(""));
    if (error == NULL) error = replace(settings, "hidden", SLUICE_OWN_TEXT, SLUICE_TEXT("<\"hidden\">"));
    return error;
}

const char *sluice_process(void) {
    sluice_scan_names_batch(scanner, SLUICE_TEXT(""));
    sluice_scan_batch(scanner, SLUICE_TEXT(""));
    return NULL;
}
