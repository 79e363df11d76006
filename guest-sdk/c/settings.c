/* Reads the members of the settings, a JSON object that the host has checked. */
#include "sluice.h"

typedef struct {
    const char *at;
    const char *end;
} reader;

static void skip_blanks(reader *json) {
    while (json->at < json->end && (*json->at == ' ' || *json->at == '\t' || *json->at == '\n' || *json->at == '\r')) {
        json->at++;
    }
}

static bool take(reader *json, char expected) {
    skip_blanks(json);
    if (json->at >= json->end || *json->at != expected) return false;
    json->at++;
    return true;
}

static unsigned hexadecimal(char digit) {
    if (digit >= '0' && digit <= '9') return (unsigned)(digit - '0');
    return (unsigned)((digit | 32) - 'a') + 10;
}

static unsigned unit(reader *json) {
    unsigned code = 0;
    for (int digit = 0; digit < 4 && json->at < json->end; digit++) code = code * 16 + hexadecimal(*json->at++);
    return code;
}

static char *put_utf8(char *to, unsigned code) {
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xc0 | code >> 6);
        *to++ = (char)(0x80 | (code & 63));
    } else if (code < 0x10000) {
        *to++ = (char)(0xe0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 63));
        *to++ = (char)(0x80 | (code & 63));
    } else {
        *to++ = (char)(0xf0 | code >> 18);
        *to++ = (char)(0x80 | (code >> 12 & 63));
        *to++ = (char)(0x80 | (code >> 6 & 63));
        *to++ = (char)(0x80 | (code & 63));
    }
    return to;
}

static char *put_escaped(reader *json, char *to) {
    char escaped = json->at < json->end ? *json->at++ : '"';
    switch (escaped) {
    case 'b': *to++ = '\b'; return to;
    case 'f': *to++ = '\f'; return to;
    case 'n': *to++ = '\n'; return to;
    case 'r': *to++ = '\r'; return to;
    case 't': *to++ = '\t'; return to;
    case 'u': break;
    default: *to++ = escaped; return to;
    }
    unsigned code = unit(json);
    bool is_pair = code >= 0xd800 && code < 0xdc00 && json->end - json->at >= 6 && json->at[0] == '\\';
    if (is_pair) {
        json->at += 2;
        code = 0x10000 + ((code - 0xd800) << 10) + (unit(json) - 0xdc00);
    }
    return put_utf8(to, code);
}

static bool read_text(reader *json, sluice_text *text) {
    if (!take(json, '"')) return false;
    char *start = sluice_allocate((size_t)(json->end - json->at));
    char *to = start;
    while (json->at < json->end && *json->at != '"') {
        char next = *json->at++;
        if (next == '\\') to = put_escaped(json, to);
        else *to++ = next;
    }
    *text = (sluice_text){start, (size_t)(to - start)};
    return take(json, '"');
}

/* Passes over a value of any kind. */
static void skip_value(reader *json) {
    int depth = 0;
    do {
        skip_blanks(json);
        if (json->at >= json->end) return;
        sluice_text text;
        char next = *json->at;
        if (next == '"') {
            read_text(json, &text);
        } else {
            json->at++;
            if (next == '{' || next == '[') depth++;
            else if (next == '}' || next == ']') depth--;
            else if (next != ',' && next != ':') {
                while (json->at < json->end && *json->at > ' ' && *json->at != ',' && *json->at != '}' && *json->at != ']') {
                    json->at++;
                }
            }
        }
    } while (depth > 0);
}

/* Moves to the value of a member. */
static bool find(sluice_text settings, const char *name, reader *json) {
    *json = (reader){settings.data, settings.data + settings.size};
    if (!take(json, '{')) return false;
    sluice_text member;
    while (read_text(json, &member) && take(json, ':')) {
        skip_blanks(json);
        if (sluice_text_equals(member, sluice_text_of(name))) return true;
        skip_value(json);
        if (!take(json, ',')) return false;
    }
    return false;
}

bool sluice_setting_text(sluice_text settings, const char *name, sluice_text *value) {
    reader json;
    return find(settings, name, &json) && read_text(&json, value);
}

bool sluice_setting_bool(sluice_text settings, const char *name, bool *value) {
    reader json;
    if (!find(settings, name, &json) || json.at >= json.end || (*json.at != 't' && *json.at != 'f')) return false;
    *value = *json.at == 't';
    return true;
}

bool sluice_setting_number(sluice_text settings, const char *name, double *value) {
    reader json;
    if (!find(settings, name, &json) || json.at >= json.end) return false;
    bool negative = *json.at == '-';
    if (negative) json.at++;
    if (json.at >= json.end || *json.at < '0' || *json.at > '9') return false;
    double number = 0, place = 1;
    bool fraction = false;
    for (; json.at < json.end && ((*json.at >= '0' && *json.at <= '9') || *json.at == '.'); json.at++) {
        if (*json.at == '.') {
            fraction = true;
            continue;
        }
        number = number * 10 + (*json.at - '0');
        if (fraction) place *= 10;
    }
    if (json.at < json.end && (*json.at | 32) == 'e') return false;
    *value = (negative ? -number : number) / place;
    return true;
}

bool sluice_setting_texts(sluice_text settings, const char *name, sluice_text *values, size_t most, size_t *count) {
    reader json;
    if (!find(settings, name, &json) || !take(&json, '[')) return false;
    size_t found = 0;
    while (found < most && read_text(&json, &values[found])) {
        found++;
        if (!take(&json, ',')) break;
    }
    if (!take(&json, ']')) return false;
    *count = found;
    return true;
}

bool sluice_setting_unknown(sluice_text settings, const char *const *names, sluice_text *unknown) {
    reader json = {settings.data, settings.data + settings.size};
    sluice_text member;
    if (!take(&json, '{')) return false;
    while (read_text(&json, &member) && take(&json, ':')) {
        const char *const *name = names;
        while (*name != NULL && !sluice_text_equals(member, sluice_text_of(*name))) name++;
        if (*name == NULL) {
            *unknown = member;
            return true;
        }
        skip_value(&json);
        if (!take(&json, ',')) return false;
    }
    return false;
}
