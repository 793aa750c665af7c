/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/pack.h"

static void separate(GString *out)
{
    if (out->len && out->str[out->len - 1] != '[')
        g_string_append_c(out, ',');
}

void pack_begin(GString *out)
{
    g_string_append_c(out, '[');
}

void pack_open(GString *out)
{
    separate(out);
    g_string_append_c(out, '[');
}

void pack_close(GString *out)
{
    g_string_append_c(out, ']');
}

static bool is_escaped(char c)
{
    return (unsigned char)c < 0x20 || c == '"' || c == '\\';
}

static void append_escaped(GString *out, char c)
{
    static const char hex[] = "0123456789abcdef";

    if (c == '"' || c == '\\') {
        g_string_append_c(out, '\\');
        g_string_append_c(out, c);
        return;
    }
    g_string_append(out, "\\u00");
    g_string_append_c(out, hex[(unsigned char)c >> 4]);
    g_string_append_c(out, hex[(unsigned char)c & 15]);
}

void pack_string(GString *out, const char *text)
{
    separate(out);
    if (!text) {
        g_string_append(out, "null");
        return;
    }
    g_string_append_c(out, '"');
    while (*text) {
        size_t plain = 0;

        while (text[plain] && !is_escaped(text[plain]))
            plain++;
        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        if (*text)
            append_escaped(out, *text++);
    }
    g_string_append_c(out, '"');
}

void pack_integer(GString *out, int64_t value)
{
    char digits[24];
    char *at = digits + sizeof(digits);
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    separate(out);
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        *--at = '-';
    g_string_append_len(out, at, digits + sizeof(digits) - at);
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
