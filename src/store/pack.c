/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/pack.h"

#include <string.h>

/* Room for n more bytes and a NUL; they are written there, then counted by
 * put_end. A run has some hundred small pieces, and a call of GLib's for each
 * took longer than all else. */
static char *put_begin(GString *out, size_t n)
{
    size_t len = out->len;

    if (len + n >= out->allocated_len) {
        g_string_set_size(out, len + n);
        out->len = len;
    }
    return out->str + len;
}

static void put_end(GString *out, const char *end)
{
    out->len = (size_t)(end - out->str);
    out->str[out->len] = '\0';
}

static char *separate(const GString *out, char *at)
{
    if (out->len && at[-1] != '[')
        *at++ = ',';
    return at;
}

void pack_begin(GString *out)
{
    char *at = put_begin(out, 1);

    *at++ = '[';
    put_end(out, at);
}

void pack_open(GString *out)
{
    char *at = separate(out, put_begin(out, 2));

    *at++ = '[';
    put_end(out, at);
}

void pack_close(GString *out)
{
    char *at = put_begin(out, 1);

    *at++ = ']';
    put_end(out, at);
}

static bool is_escaped(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static char *put_escaped(char *at, char c)
{
    static const char hex[] = "0123456789abcdef";

    *at++ = '\\';
    if (c == '"' || c == '\\') {
        *at++ = c;
        return at;
    }
    memcpy(at, "u00", 3);
    at[3] = hex[(unsigned char)c >> 4];
    at[4] = hex[(unsigned char)c & 15];
    return at + 5;
}

/* In at most PER_CHARACTER bytes each, and the quotes. */
enum { PER_CHARACTER = 6 };

static char *put_quoted(char *at, const char *text)
{
    *at++ = '"';
    for (; *text; text++) {
        if (is_escaped(*text))
            at = put_escaped(at, *text);
        else
            *at++ = *text;
    }
    *at++ = '"';
    return at;
}

void pack_string(GString *out, const char *text)
{
    size_t len = text ? strlen(text) : 0;
    char *at = separate(out, put_begin(out, PER_CHARACTER * len + 5));

    if (text) {
        at = put_quoted(at, text);
    } else {
        memcpy(at, "null", 4);
        at += 4;
    }
    put_end(out, at);
}

void pack_pair(GString *out, const char *name, const char *value)
{
    size_t len = strlen(name) + strlen(value);
    char *at = separate(out, put_begin(out, PER_CHARACTER * len + 8));

    *at++ = '[';
    at = put_quoted(at, name);
    *at++ = ',';
    at = put_quoted(at, value);
    *at++ = ']';
    put_end(out, at);
}

enum { INTEGER_MAX = 20 }; /* bytes: "-9223372036854775808" */

static char *put_integer(char *at, int64_t value)
{
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    unsigned n = 1;
    char *end;

    if (value < 0)
        *at++ = '-';
    for (uint64_t left = rest; left >= 10; left /= 10)
        n++;
    end = at + n;
    for (at = end; n; n--) {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    }
    return end;
}

void pack_integer(GString *out, int64_t value)
{
    char *at = separate(out, put_begin(out, INTEGER_MAX + 1));

    put_end(out, put_integer(at, value));
}

static bool fail(struct pack *pack)
{
    pack->is_bad = true;
    return false;
}

/* The comma before an element that is not the first of its array. */
static void skip_comma(struct pack *pack)
{
    if (*pack->at == ',')
        pack->at++;
}

bool pack_enter(struct pack *pack)
{
    skip_comma(pack);
    if (pack->is_bad || *pack->at != '[')
        return fail(pack);
    pack->at++;
    return true;
}

bool pack_more(struct pack *pack)
{
    if (pack->is_bad)
        return false;
    if (*pack->at != ']')
        return *pack->at ? true : fail(pack);
    pack->at++;
    return false;
}

static int hex_digit(char c)
{
    return g_ascii_isxdigit(c) ? g_ascii_xdigit_value(c) : -1;
}

/* One escape, behind its backslash; only those pack_string writes. */
static bool take_escape(struct pack *pack)
{
    const char *at = pack->at;

    if (*at == '"' || *at == '\\') {
        g_string_append_c(pack->decode, *at);
        pack->at++;
        return true;
    }
    if (strncmp(at, "u00", 3) || hex_digit(at[3]) < 0 || hex_digit(at[4]) < 0)
        return fail(pack);
    g_string_append_c(pack->decode,
                      (char)(hex_digit(at[3]) << 4 | hex_digit(at[4])));
    pack->at += 5;
    return true;
}

static struct slice take_escaped(struct pack *pack)
{
    while (*pack->at && *pack->at != '"') {
        size_t plain = strcspn(pack->at, "\"\\");

        g_string_append_len(pack->decode, pack->at, (gssize)plain);
        pack->at += plain;
        if (*pack->at == '\\') {
            pack->at++;
            if (!take_escape(pack))
                return SLICE("");
        }
    }
    if (*pack->at != '"')
        fail(pack);
    else
        pack->at++;
    return (struct slice){pack->decode->str, pack->decode->len};
}

struct slice pack_take_string(struct pack *pack)
{
    struct slice text = SLICE("");
    size_t plain;

    skip_comma(pack);
    if (!pack->is_bad && !strncmp(pack->at, "null", 4)) {
        pack->at += 4;
        return (struct slice){NULL, 0};
    }
    if (pack->is_bad || *pack->at != '"') {
        fail(pack);
        return text;
    }
    pack->at++;
    plain = strcspn(pack->at, "\"\\");
    text = (struct slice){pack->at, plain};
    if (pack->at[plain] == '"') {
        pack->at += plain + 1;
        return text;
    }
    g_string_truncate(pack->decode, 0);
    return take_escaped(pack);
}

int64_t pack_take_integer(struct pack *pack)
{
    bool is_negative;
    int64_t value = 0;

    skip_comma(pack);
    is_negative = *pack->at == '-';
    pack->at += is_negative;
    if (pack->is_bad || !g_ascii_isdigit(*pack->at))
        return fail(pack);
    /* Counted downwards, because the least number has no counterpart. */
    for (; g_ascii_isdigit(*pack->at); pack->at++)
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, *pack->at - '0', &value))
            return fail(pack);
    if (!is_negative && value == INT64_MIN)
        return fail(pack);
    return is_negative ? value : -value;
}

bool pack_done(const struct pack *pack)
{
    return !pack->is_bad && !*pack->at;
}
