/* Write telemetry filters for Sluice in C.
 *
 * A filter defines `sluice_configure` and `sluice_process`, and calls the functions below. It needs no C library: compile it
 * for wasm32 together with sluice.c, as `sluice filter build` does. A filter imports what it calls, and can do only that.
 *
 * Paths are JSON Pointers (RFC 6901): "" is the whole event, "/attributes/user" a member of it. Events are numbered from 0.
 * Texts are UTF-8 and not terminated by a zero. What a function returns stays valid until the end of the run; what is
 * kept from `sluice_configure` stays valid in all runs. */
#ifndef SLUICE_H
#define SLUICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text: `size` bytes of UTF-8. */
typedef struct {
    const char *data;
    size_t size;
} sluice_text;

/* The text of a string literal. */
#define SLUICE_TEXT(literal) ((sluice_text){"" literal, sizeof(literal) - 1})

/* The text of a string that ends with a zero. */
sluice_text sluice_text_of(const char *string);
bool sluice_text_equals(sluice_text a, sluice_text b);
/* Memory for `size` bytes, which nobody has to free. The run ends as failed where there is none. */
void *sluice_allocate(size_t size);

/* What a filter defines. */

/* Once, when the filter is loaded, with its settings as JSON: `{}` where there are none. The only place to compile scanners
 * and to declare rules, counters and histograms. Returns what is wrong with the settings, or NULL. */
const char *sluice_configure(sluice_text settings);
/* Once for each batch, in a sandbox of its own that starts from the memory after `sluice_configure`. Returns why the filter
 * has failed on this batch, or NULL. None of its edits count then. */
const char *sluice_process(void);

/* Settings. Each returns false, and changes nothing, where the member is absent or of another type. */

bool sluice_setting_text(sluice_text settings, const char *name, sluice_text *value);
bool sluice_setting_bool(sluice_text settings, const char *name, bool *value);
bool sluice_setting_number(sluice_text settings, const char *name, double *value);
/* The texts of an array; at most `most` of them. */
bool sluice_setting_texts(sluice_text settings, const char *name, sluice_text *values, size_t most, size_t *count);
/* The first member that is none of `names`, which end with NULL: a misspelt setting of a redaction is a leak. */
bool sluice_setting_unknown(sluice_text settings, const char *const *names, sluice_text *unknown);

/* Reading: `events`. */

typedef enum { SLUICE_NULL, SLUICE_BOOLEAN, SLUICE_INTEGER, SLUICE_NUMBER, SLUICE_STRING, SLUICE_JSON } sluice_type;

typedef struct {
    sluice_type type;
    union {
        bool boolean;
        int64_t integer;
        double number;
        /* Of SLUICE_STRING, and of SLUICE_JSON: arrays, objects, and numbers that nothing else holds, as JSON. */
        sluice_text text;
    };
} sluice_value;

typedef struct {
    sluice_text path;
    sluice_text text;
} sluice_text_at;

typedef struct {
    const sluice_text_at *items;
    size_t count;
} sluice_texts;

/* How many events the batch has, dropped ones included. */
uint32_t sluice_count(void);
/* The value at a path; false where there is none. */
bool sluice_get(uint32_t event, sluice_text path, sluice_value *value);
/* The text at a path; false where there is none, or something else. */
bool sluice_get_text(uint32_t event, sluice_text path, sluice_text *text);
/* Every text at or below a path, each with its own path. */
sluice_texts sluice_texts_below(uint32_t event, sluice_text path);

typedef struct {
    sluice_text path;
    sluice_value value;
} sluice_leaf;

typedef struct {
    const sluice_leaf *items;
    size_t count;
} sluice_leaves;

typedef struct {
    const sluice_text *items;
    size_t count;
} sluice_names;

/* Every value at or below a path that is neither an array nor an object, each with its own path. */
sluice_leaves sluice_walk(uint32_t event, sluice_text path);
/* The names of the members of the object at a path, or the numbers of the elements of the array there. */
sluice_names sluice_members(uint32_t event, sluice_text path);
/* A keyed hash of the text or number at a path: the same for the same value within one tenant, and evenly distributed. False
 * where there is neither. */
bool sluice_hash(uint32_t event, sluice_text path, uint64_t *hash);

/* Taking away: `redact`. */

typedef uint32_t sluice_rule;
typedef uint32_t sluice_scanner;

typedef struct {
    uint32_t start;
    uint32_t end;
} sluice_span;

/* Declares a rule; only in `sluice_configure`. Returns what is wrong with it, or NULL. */
const char *sluice_declare_rule(sluice_text name, sluice_rule *rule);
/* The event is not written. */
void sluice_drop(uint32_t event);
/* Removes a member or an element; false where there is none. */
bool sluice_remove(uint32_t event, sluice_text path, sluice_rule rule);
/* Replaces bytes `start` up to but not including `end` of a text by `[redacted:RULE]`; the whole value where there are no
 * spans. */
bool sluice_mask(uint32_t event, sluice_text path, const sluice_span *spans, size_t count, sluice_rule rule);
/* Replaces a text or a number by `[RULE:…]`, a keyed hash that is the same for the same value within one tenant. */
bool sluice_pseudonymise(uint32_t event, sluice_text path, sluice_rule rule);
/* Replaces every match in the texts and numbers at or below a path; how many there were. */
uint32_t sluice_scan(sluice_scanner scanner, uint32_t event, sluice_text path);
/* The same on every event, in one call. */
uint32_t sluice_scan_batch(sluice_scanner scanner, sluice_text path);
/* Replaces every match in the names of the members below a path. */
uint32_t sluice_scan_names(sluice_scanner scanner, uint32_t event, sluice_text path);
/* The same on every event, in one call. */
uint32_t sluice_scan_names_batch(sluice_scanner scanner, sluice_text path);
/* Removes from every event what is in none of the places that a scanner keeps, but its time and kind. */
uint32_t sluice_remove_others_batch(sluice_scanner scanner, sluice_rule rule);

/* Finding: `scanners`. */

/* What the host knows how to find. */
typedef enum {
    SLUICE_EMAIL,
    SLUICE_PHONE,
    SLUICE_CARD,
    SLUICE_IBAN,
    SLUICE_IPV4,
    SLUICE_IPV6,
    SLUICE_JWT,
    SLUICE_BEARER,
    SLUICE_URL_CREDENTIALS,
    SLUICE_SSN,
    SLUICE_SECRET,
    SLUICE_PERSON,
    SLUICE_NATIONAL_ID,
    SLUICE_PASSPORT,
    SLUICE_BANK_ACCOUNT,
    SLUICE_CRYPTO_WALLET,
    SLUICE_MAC_ADDRESS,
    SLUICE_DEVICE_ID,
    SLUICE_VEHICLE_ID,
    SLUICE_BIRTH_DATE,
    SLUICE_COORDINATES,
    SLUICE_USER_PATH,
} sluice_kind;

/* Kinds that belong together: how somebody is reached, accounts and what pays, what lets somebody in, machines, who somebody is,
 * and where. Each kind is in one group. */
typedef enum {
    SLUICE_CONTACT,
    SLUICE_FINANCIAL,
    SLUICE_CREDENTIALS,
    SLUICE_NETWORK,
    SLUICE_IDENTITY,
    SLUICE_LOCATION,
} sluice_group;

typedef struct {
    const sluice_kind *items;
    size_t count;
} sluice_kinds;

typedef enum { SLUICE_MASK, SLUICE_PSEUDONYM } sluice_replacement;

/* What else can take the place of a match. In the ids that lines are joined by, a pseudonym does at any rate. */
typedef enum {
    /* Nothing: the whole value that has a match in it is removed. In the name of a member, a mask. */
    SLUICE_REMOVAL,
    /* `[RULE:*1234]`, for phone, card, iban, bank-account, device-id and regular expressions. A mask where fewer than five digits
     * would be hidden, or where the number is written with escapes. */
    SLUICE_LAST_FOUR,
    /* `[RULE:411111*1234]`, for card. SLUICE_LAST_FOUR where fewer than five digits would be hidden. */
    SLUICE_BIN_AND_LAST_FOUR,
    /* A text: 1 to 64 bytes of characters that are shown, in which no scanner finds anything, not of digits and separators alone,
     * and without the characters that begin escapes: percent sign, ampersand and backslash. */
    SLUICE_OWN_TEXT,
} sluice_substitute;

typedef struct {
    /* In lines and receipts: the kind's name, such as "email", for a built-in kind. */
    sluice_text rule;
    /* An expression in the syntax of https://docs.rs/regex; its `data` is NULL for a built-in kind. */
    sluice_text regex;
    sluice_kind kind;
    sluice_replacement replacement;
} sluice_pattern;

typedef struct {
    uint32_t start;
    uint32_t end;
    /* Index of the pattern that matched. */
    uint32_t pattern;
} sluice_match;

typedef struct {
    const sluice_match *items;
    size_t count;
} sluice_matches;

/* The kind of that name, such as "email". */
bool sluice_kind_of(sluice_text name, sluice_kind *kind);
/* The group of that name, such as "contact". */
bool sluice_group_of(sluice_text name, sluice_group *group);
/* The kinds of a group. */
sluice_kinds sluice_kinds_of(sluice_group group);
/* The kinds that a name in settings stands for: those of the group of that name, or the kind. False where it is neither. */
bool sluice_select(sluice_text name, sluice_kinds *kinds);
/* A pattern that masks a built-in kind, under the kind's own name. */
sluice_pattern sluice_pattern_of(sluice_kind kind);
/* Compiles patterns; only in `sluice_configure`. Returns what is wrong with them, or NULL. */
const char *sluice_compile(const sluice_pattern *patterns, size_t count, sluice_scanner *scanner);
/* Passes over places, such as "/attributes/order/" with a "*" for any step, in each scan; only in `sluice_configure`. Returns
 * what is wrong with them, or NULL. */
const char *sluice_keep(sluice_scanner scanner, const sluice_text *places, size_t count);
/* Leaves something else in the place of what the pattern of that index matches; only in `sluice_configure`. `text` is for
 * SLUICE_OWN_TEXT. Returns what is wrong with it, or NULL. */
const char *sluice_replace_with(sluice_scanner scanner, uint32_t pattern, sluice_substitute substitute, sluice_text text);
/* Where the patterns match in a text. To find and replace, `sluice_scan` is far cheaper. */
sluice_matches sluice_find(sluice_scanner scanner, sluice_text text);

/* Adding: `enrich`. Each returns why the event is as it was, or NULL. */

const char *sluice_set(uint32_t event, sluice_text path, sluice_value value);
/* The same on every event, in one call. */
const char *sluice_set_batch(sluice_text path, sluice_value value);
/* On every event that has nothing at the path, in one call. */
const char *sluice_set_missing_batch(sluice_text path, sluice_value value);
const char *sluice_set_text(uint32_t event, sluice_text path, sluice_text text);

/* The request: `context`, and `personal`, which is granted by name only. Each returns false where it is not known. */

bool sluice_tenant(sluice_text *id, sluice_text *name);
bool sluice_app(sluice_text *app);
bool sluice_user_agent(sluice_text *user_agent);
bool sluice_origin(sluice_text *origin);
/* RFC 3339, UTC, milliseconds. */
sluice_text sluice_received_at(void);
sluice_text sluice_request_id(void);
bool sluice_user(sluice_text *user);
bool sluice_client_address(sluice_text *address);

/* What the author and the operator see: `diagnostics`. Content of events does not belong there. */

typedef enum { SLUICE_DEBUG, SLUICE_INFO, SLUICE_WARN, SLUICE_ERROR } sluice_level;
typedef uint32_t sluice_counter;
typedef uint32_t sluice_histogram;

void sluice_log(sluice_level level, sluice_text message);
/* Declare a counter or a histogram; only in `sluice_configure`. Return what is wrong with the name, or NULL. */
const char *sluice_declare_counter(sluice_text name, sluice_counter *counter);
const char *sluice_declare_histogram(sluice_text name, sluice_histogram *histogram);
void sluice_add(sluice_counter counter, uint64_t amount);
void sluice_observe(sluice_histogram histogram, double value);

#endif
