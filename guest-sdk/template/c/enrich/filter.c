/* {{name}}: says of each event which site it came from. */
#include "sluice.h"

static sluice_text site;

const char *sluice_configure(sluice_text settings) {
    static const char *const known[] = {"site", NULL};
    sluice_text unknown;
    if (sluice_setting_unknown(settings, known, &unknown)) return "there is a setting that is none of: site";
    site = SLUICE_TEXT("main");
    sluice_setting_text(settings, "site", &site);
    return NULL;
}

const char *sluice_process(void) {
    for (uint32_t event = 0, count = sluice_count(); event < count; event++) {
        sluice_value found;
        if (sluice_get(event, SLUICE_TEXT("/attributes/site"), &found)) continue;
        const char *error = sluice_set_text(event, SLUICE_TEXT("/attributes/site"), site);
        if (error != NULL) return error;
    }
    return NULL;
}
