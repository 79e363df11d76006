/* The calls of sluice.h in the canonical ABI of components
 * (https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md), and the exports of a filter. */
#include "sluice.h"

#define IMPORT(interface, name) \
    __attribute__((import_module("sluice:filter/" interface "@1.0.0"), import_name(name))) extern
#define EXPORT(name) __attribute__((export_name(name)))

/* The first address that the linker leaves free. */
extern unsigned char __heap_base;

static uintptr_t heap_next;
/* Memory that is touched before the snapshot, so that no run has to grow it. */
static const size_t ROOM = 128 * 1024;

static void *allocate(size_t size, size_t alignment) {
    const uintptr_t page = 65536;
    if (heap_next == 0) heap_next = (uintptr_t)&__heap_base;
    uintptr_t start = (heap_next + alignment - 1) & ~(uintptr_t)(alignment - 1);
    uintptr_t end = start + size;
    uintptr_t has = __builtin_wasm_memory_size(0) * page;
    if (end < start) __builtin_trap();
    if (end > has && __builtin_wasm_memory_grow(0, (end - has + page - 1) / page) == (size_t)-1) __builtin_trap();
    heap_next = end;
    return (void *)start;
}

void *sluice_allocate(size_t size) { return allocate(size, 16); }

EXPORT("cabi_realloc") void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size) {
    unsigned char *new = allocate(size, alignment);
    for (size_t at = 0; at < old_size && at < size; at++) new[at] = ((unsigned char *)old)[at];
    return new;
}

/* The compiler calls these by itself. */
__attribute__((no_builtin)) void *memcpy(void *to, const void *from, size_t size) {
    for (size_t at = 0; at < size; at++) ((unsigned char *)to)[at] = ((const unsigned char *)from)[at];
    return to;
}

__attribute__((no_builtin)) void *memset(void *to, int byte, size_t size) {
    for (size_t at = 0; at < size; at++) ((unsigned char *)to)[at] = (unsigned char)byte;
    return to;
}

__attribute__((no_builtin)) int memcmp(const void *a, const void *b, size_t size) {
    for (size_t at = 0; at < size; at++) {
        int difference = ((const unsigned char *)a)[at] - ((const unsigned char *)b)[at];
        if (difference != 0) return difference;
    }
    return 0;
}

sluice_text sluice_text_of(const char *string) {
    size_t size = 0;
    while (string[size] != 0) size++;
    return (sluice_text){string, size};
}

bool sluice_text_equals(sluice_text a, sluice_text b) {
    return a.size == b.size && memcmp(a.data, b.data, a.size) == 0;
}

/* Results of the host, as it writes them to memory. */

typedef struct {
    uint8_t is_error;
    union {
        uint32_t number;
        sluice_text error;
    };
} numbered;

typedef struct {
    uint8_t is_some;
    sluice_text text;
} optional_text;

static const char *terminated(sluice_text text) {
    char *string = allocate(text.size + 1, 1);
    memcpy(string, text.data, text.size);
    string[text.size] = 0;
    return string;
}

static const char *take_number(const numbered *result, uint32_t *number) {
    if (result->is_error) return terminated(result->error);
    *number = result->number;
    return NULL;
}

static bool take_text(const optional_text *result, sluice_text *text) {
    if (result->is_some) *text = result->text;
    return result->is_some;
}

/* events */

typedef struct {
    __attribute__((aligned(8))) uint8_t type;
    __attribute__((aligned(8))) union {
        uint8_t boolean;
        int64_t integer;
        double number;
        sluice_text text;
    };
} host_value;

typedef struct {
    uint8_t is_some;
    host_value value;
} optional_value;

typedef struct {
    sluice_text path;
    host_value value;
} host_leaf;

typedef struct {
    const host_leaf *items;
    size_t count;
} host_leaves;

typedef struct {
    uint8_t is_some;
    uint64_t hash;
} optional_hash;

IMPORT("events", "count") uint32_t events_count(void);
IMPORT("events", "get") void events_get(uint32_t event, const char *path, size_t size, optional_value *result);
IMPORT("events", "texts") void events_texts(uint32_t event, const char *path, size_t size, sluice_texts *result);
IMPORT("events", "leaves") void events_leaves(uint32_t event, const char *path, size_t size, host_leaves *result);
IMPORT("events", "members") void events_members(uint32_t event, const char *path, size_t size, sluice_names *result);
IMPORT("events", "hash") void events_hash(uint32_t event, const char *path, size_t size, optional_hash *result);

uint32_t sluice_count(void) { return events_count(); }

static sluice_value take_value(const host_value *found) {
    sluice_value value = {.type = (sluice_type)found->type};
    switch (value.type) {
    case SLUICE_BOOLEAN: value.boolean = found->boolean; break;
    case SLUICE_INTEGER: value.integer = found->integer; break;
    case SLUICE_NUMBER: value.number = found->number; break;
    default: value.text = found->text; break;
    }
    return value;
}

bool sluice_get(uint32_t event, sluice_text path, sluice_value *value) {
    optional_value found;
    events_get(event, path.data, path.size, &found);
    if (found.is_some) *value = take_value(&found.value);
    return found.is_some;
}

bool sluice_get_text(uint32_t event, sluice_text path, sluice_text *text) {
    sluice_value value;
    if (!sluice_get(event, path, &value) || value.type != SLUICE_STRING) return false;
    *text = value.text;
    return true;
}

sluice_texts sluice_texts_below(uint32_t event, sluice_text path) {
    sluice_texts found;
    events_texts(event, path.data, path.size, &found);
    return found;
}

sluice_leaves sluice_walk(uint32_t event, sluice_text path) {
    host_leaves found;
    events_leaves(event, path.data, path.size, &found);
    sluice_leaf *leaves = allocate(found.count * sizeof *leaves, _Alignof(sluice_leaf));
    for (size_t at = 0; at < found.count; at++)
        leaves[at] = (sluice_leaf){found.items[at].path, take_value(&found.items[at].value)};
    return (sluice_leaves){leaves, found.count};
}

sluice_names sluice_members(uint32_t event, sluice_text path) {
    sluice_names found;
    events_members(event, path.data, path.size, &found);
    return found;
}

bool sluice_hash(uint32_t event, sluice_text path, uint64_t *hash) {
    optional_hash found;
    events_hash(event, path.data, path.size, &found);
    if (found.is_some) *hash = found.hash;
    return found.is_some;
}

/* redact */

IMPORT("redact", "declare-rule") void redact_declare_rule(const char *name, size_t size, numbered *result);
IMPORT("redact", "drop") void redact_drop(uint32_t event);
IMPORT("redact", "remove") uint32_t redact_remove(uint32_t event, const char *path, size_t size, uint32_t rule);
IMPORT("redact", "mask")
uint32_t redact_mask(uint32_t event, const char *path, size_t size, const sluice_span *spans, size_t count, uint32_t rule);
IMPORT("redact", "pseudonymise")
uint32_t redact_pseudonymise(uint32_t event, const char *path, size_t size, uint32_t rule);
IMPORT("redact", "scan") uint32_t redact_scan(uint32_t scanner, uint32_t event, const char *path, size_t size);
IMPORT("redact", "scan-batch") uint32_t redact_scan_batch(uint32_t scanner, const char *path, size_t size);
IMPORT("redact", "scan-names") uint32_t redact_scan_names(uint32_t scanner, uint32_t event, const char *path, size_t size);
IMPORT("redact", "scan-names-batch") uint32_t redact_scan_names_batch(uint32_t scanner, const char *path, size_t size);

const char *sluice_declare_rule(sluice_text name, sluice_rule *rule) {
    numbered result;
    redact_declare_rule(name.data, name.size, &result);
    return take_number(&result, rule);
}

void sluice_drop(uint32_t event) { redact_drop(event); }

bool sluice_remove(uint32_t event, sluice_text path, sluice_rule rule) {
    return redact_remove(event, path.data, path.size, rule);
}

bool sluice_mask(uint32_t event, sluice_text path, const sluice_span *spans, size_t count, sluice_rule rule) {
    return redact_mask(event, path.data, path.size, spans, count, rule);
}

bool sluice_pseudonymise(uint32_t event, sluice_text path, sluice_rule rule) {
    return redact_pseudonymise(event, path.data, path.size, rule);
}

uint32_t sluice_scan(sluice_scanner scanner, uint32_t event, sluice_text path) {
    return redact_scan(scanner, event, path.data, path.size);
}

uint32_t sluice_scan_batch(sluice_scanner scanner, sluice_text path) {
    return redact_scan_batch(scanner, path.data, path.size);
}

uint32_t sluice_scan_names(sluice_scanner scanner, uint32_t event, sluice_text path) {
    return redact_scan_names(scanner, event, path.data, path.size);
}

uint32_t sluice_scan_names_batch(sluice_scanner scanner, sluice_text path) {
    return redact_scan_names_batch(scanner, path.data, path.size);
}

IMPORT("redact", "remove-others-batch") uint32_t redact_remove_others_batch(uint32_t scanner, uint32_t rule);

uint32_t sluice_remove_others_batch(sluice_scanner scanner, sluice_rule rule) {
    return redact_remove_others_batch(scanner, rule);
}

/* scanners */

typedef struct {
    sluice_text rule;
    uint8_t is_regex;
    union {
        uint8_t kind;
        sluice_text regex;
    };
    uint8_t replacement;
} pattern;

IMPORT("scanners", "compile") void scanners_compile(const pattern *patterns, size_t count, numbered *result);
IMPORT("scanners", "keep")
void scanners_keep(uint32_t scanner, const sluice_text *places, size_t count, numbered *result);
IMPORT("scanners", "replace-with")
void scanners_replace_with(uint32_t scanner, uint32_t pattern, uint32_t substitute, const char *text, size_t size, numbered *result);
IMPORT("scanners", "find") void scanners_find(uint32_t scanner, const char *text, size_t size, sluice_matches *result);

static const char *const KINDS[] = {
    "email",       "phone",    "card",         "iban",          "ipv4",        "ipv6",      "jwt",        "bearer",
    "url-credentials", "ssn",  "secret",       "person",        "national-id", "passport",  "bank-account", "crypto-wallet",
    "mac-address", "device-id", "vehicle-id",  "birth-date",    "coordinates", "user-path",
};

bool sluice_kind_of(sluice_text name, sluice_kind *kind) {
    for (size_t at = 0; at < sizeof KINDS / sizeof *KINDS; at++) {
        if (!sluice_text_equals(name, sluice_text_of(KINDS[at]))) continue;
        *kind = (sluice_kind)at;
        return true;
    }
    return false;
}

static const char *const GROUPS[] = {"contact", "financial", "credentials", "network", "identity", "location"};

bool sluice_group_of(sluice_text name, sluice_group *group) {
    for (size_t at = 0; at < sizeof GROUPS / sizeof *GROUPS; at++) {
        if (!sluice_text_equals(name, sluice_text_of(GROUPS[at]))) continue;
        *group = (sluice_group)at;
        return true;
    }
    return false;
}

sluice_kinds sluice_kinds_of(sluice_group group) {
    static const sluice_kind contact[] = {SLUICE_EMAIL, SLUICE_PHONE};
    static const sluice_kind financial[] = {SLUICE_CARD, SLUICE_IBAN, SLUICE_BANK_ACCOUNT, SLUICE_CRYPTO_WALLET};
    static const sluice_kind credentials[] = {SLUICE_JWT, SLUICE_BEARER, SLUICE_URL_CREDENTIALS, SLUICE_SECRET};
    static const sluice_kind network[] = {SLUICE_IPV4, SLUICE_IPV6, SLUICE_MAC_ADDRESS, SLUICE_DEVICE_ID};
    static const sluice_kind identity[] = {
        SLUICE_SSN,        SLUICE_PERSON,     SLUICE_NATIONAL_ID, SLUICE_PASSPORT,
        SLUICE_VEHICLE_ID, SLUICE_BIRTH_DATE, SLUICE_USER_PATH,
    };
    static const sluice_kind location[] = {SLUICE_COORDINATES};
#define OF(kinds) ((sluice_kinds){kinds, sizeof kinds / sizeof *kinds})
    switch (group) {
    case SLUICE_CONTACT: return OF(contact);
    case SLUICE_FINANCIAL: return OF(financial);
    case SLUICE_CREDENTIALS: return OF(credentials);
    case SLUICE_NETWORK: return OF(network);
    case SLUICE_IDENTITY: return OF(identity);
    case SLUICE_LOCATION: return OF(location);
    }
#undef OF
    return (sluice_kinds){NULL, 0};
}

bool sluice_select(sluice_text name, sluice_kinds *kinds) {
    sluice_group group;
    if (sluice_group_of(name, &group)) {
        *kinds = sluice_kinds_of(group);
        return true;
    }
    sluice_kind kind;
    if (!sluice_kind_of(name, &kind)) return false;
    sluice_kind *one = allocate(sizeof *one, _Alignof(sluice_kind));
    *one = kind;
    *kinds = (sluice_kinds){one, 1};
    return true;
}

sluice_pattern sluice_pattern_of(sluice_kind kind) {
    return (sluice_pattern){.rule = sluice_text_of(KINDS[kind]), .kind = kind};
}

const char *sluice_compile(const sluice_pattern *patterns, size_t count, sluice_scanner *scanner) {
    pattern *list = allocate(count * sizeof *list, _Alignof(pattern));
    for (size_t at = 0; at < count; at++) {
        const sluice_pattern *from = &patterns[at];
        list[at] = (pattern){.rule = from->rule, .is_regex = from->regex.data != NULL, .replacement = from->replacement};
        if (from->regex.data != NULL) list[at].regex = from->regex;
        else list[at].kind = from->kind;
    }
    numbered result;
    scanners_compile(list, count, &result);
    return take_number(&result, scanner);
}

const char *sluice_keep(sluice_scanner scanner, const sluice_text *places, size_t count) {
    numbered result;
    scanners_keep(scanner, places, count, &result);
    return result.is_error ? terminated(result.error) : NULL;
}

const char *sluice_replace_with(sluice_scanner scanner, uint32_t pattern, sluice_substitute substitute, sluice_text text) {
    if (substitute != SLUICE_OWN_TEXT) text = (sluice_text){NULL, 0};
    numbered result;
    scanners_replace_with(scanner, pattern, substitute, text.data, text.size, &result);
    return result.is_error ? terminated(result.error) : NULL;
}

sluice_matches sluice_find(sluice_scanner scanner, sluice_text text) {
    sluice_matches found;
    scanners_find(scanner, text.data, text.size, &found);
    return found;
}

/* enrich */

typedef struct {
    uint8_t is_error;
    uint8_t error;
} edited;

IMPORT("enrich", "set")
void enrich_set(uint32_t event, const char *path, size_t size, uint32_t type, int64_t value, size_t value_size, edited *result);
IMPORT("enrich", "set-batch")
void enrich_set_batch(const char *path, size_t size, uint32_t type, int64_t value, size_t value_size, edited *result);
IMPORT("enrich", "set-missing-batch")
void enrich_set_missing_batch(const char *path, size_t size, uint32_t type, int64_t value, size_t value_size, edited *result);

static const char *take_edit(const edited *result) {
    static const char *const ERRORS[] = {
        "no such event",
        "not a json pointer, or it leads through something that is not an object",
        "the place belongs to the host, or asks for another type",
        "not json",
        "the limit on growth or edits is reached",
    };
    return result->is_error ? ERRORS[result->error] : NULL;
}

/* The first of the two numbers that a value is passed as. */
static int64_t first_of(const sluice_value *value) {
    int64_t bits = 0;
    switch (value->type) {
    case SLUICE_NULL: return 0;
    case SLUICE_BOOLEAN: return value->boolean;
    case SLUICE_INTEGER: return value->integer;
    case SLUICE_NUMBER: memcpy(&bits, &value->number, sizeof bits); return bits;
    default: return (int64_t)(uintptr_t)value->text.data;
    }
}

static size_t second_of(const sluice_value *value) { return value->type >= SLUICE_STRING ? value->text.size : 0; }

const char *sluice_set(uint32_t event, sluice_text path, sluice_value value) {
    edited result;
    enrich_set(event, path.data, path.size, value.type, first_of(&value), second_of(&value), &result);
    return take_edit(&result);
}

const char *sluice_set_batch(sluice_text path, sluice_value value) {
    edited result;
    enrich_set_batch(path.data, path.size, value.type, first_of(&value), second_of(&value), &result);
    return take_edit(&result);
}

const char *sluice_set_missing_batch(sluice_text path, sluice_value value) {
    edited result;
    enrich_set_missing_batch(path.data, path.size, value.type, first_of(&value), second_of(&value), &result);
    return take_edit(&result);
}

const char *sluice_set_text(uint32_t event, sluice_text path, sluice_text text) {
    return sluice_set(event, path, (sluice_value){.type = SLUICE_STRING, .text = text});
}

/* context and personal */

typedef struct {
    uint8_t is_some;
    sluice_text id;
    sluice_text name;
} optional_tenant;

IMPORT("context", "tenant") void context_tenant(optional_tenant *result);
IMPORT("context", "app") void context_app(optional_text *result);
IMPORT("context", "user-agent") void context_user_agent(optional_text *result);
IMPORT("context", "origin") void context_origin(optional_text *result);
IMPORT("context", "received-at") void context_received_at(sluice_text *result);
IMPORT("context", "request-id") void context_request_id(sluice_text *result);
IMPORT("personal", "user") void personal_user(optional_text *result);
IMPORT("personal", "client-address") void personal_client_address(optional_text *result);

bool sluice_tenant(sluice_text *id, sluice_text *name) {
    optional_tenant found;
    context_tenant(&found);
    if (found.is_some) *id = found.id, *name = found.name;
    return found.is_some;
}

#define OPTIONAL(name, import)            \
    bool name(sluice_text *text) {        \
        optional_text found;              \
        import(&found);                   \
        return take_text(&found, text);   \
    }

OPTIONAL(sluice_app, context_app)
OPTIONAL(sluice_user_agent, context_user_agent)
OPTIONAL(sluice_origin, context_origin)
OPTIONAL(sluice_user, personal_user)
OPTIONAL(sluice_client_address, personal_client_address)

sluice_text sluice_received_at(void) {
    sluice_text text;
    context_received_at(&text);
    return text;
}

sluice_text sluice_request_id(void) {
    sluice_text text;
    context_request_id(&text);
    return text;
}

/* diagnostics */

IMPORT("diagnostics", "log") void diagnostics_log(uint32_t level, const char *message, size_t size);
IMPORT("diagnostics", "declare-counter") void diagnostics_declare_counter(const char *name, size_t size, numbered *result);
IMPORT("diagnostics", "declare-histogram") void diagnostics_declare_histogram(const char *name, size_t size, numbered *result);
IMPORT("diagnostics", "count") void diagnostics_count(uint32_t counter, uint64_t amount);
IMPORT("diagnostics", "observe") void diagnostics_observe(uint32_t histogram, double value);

void sluice_log(sluice_level level, sluice_text message) { diagnostics_log(level, message.data, message.size); }

const char *sluice_declare_counter(sluice_text name, sluice_counter *counter) {
    numbered result;
    diagnostics_declare_counter(name.data, name.size, &result);
    return take_number(&result, counter);
}

const char *sluice_declare_histogram(sluice_text name, sluice_histogram *histogram) {
    numbered result;
    diagnostics_declare_histogram(name.data, name.size, &result);
    return take_number(&result, histogram);
}

void sluice_add(sluice_counter counter, uint64_t amount) { diagnostics_count(counter, amount); }

void sluice_observe(sluice_histogram histogram, double value) { diagnostics_observe(histogram, value); }

/* Exports. */

typedef struct {
    uint32_t is_error;
    sluice_text error;
} returned;

static returned *give(const char *error) {
    static returned result;
    result.is_error = error != NULL;
    if (error != NULL) result.error = sluice_text_of(error);
    return &result;
}

EXPORT("configure") returned *export_configure(char *settings, size_t size) {
    return give(sluice_configure((sluice_text){settings, size}));
}

EXPORT("warm-up") void export_warm_up(void) {
    uintptr_t before = heap_next;
    for (int run = 0; run < 3; run++) {
        sluice_process();
        heap_next = before;
    }
    allocate(ROOM, 1);
    heap_next = before;
}

EXPORT("process") returned *export_process(void) { return give(sluice_process()); }
