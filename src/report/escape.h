/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names from logs are hostile: one function for each language we write, and
 * no other way to put a string there.
 *
 * 1. First the cleaning: control characters (C0, C1, DEL), bidirectional
 *    controls, byte order marks inside, line separators and invalid UTF-8
 *    become U+FFFD. JSON alone keeps names exactly, by its own escapes.
 * 2. Then the target's escapes. What is appended is inert text there,
 *    whatever the string holds, at any place where text may stand.
 */
#pragma once

#include <glib.h>

typedef void escape_fn(GString *out, const char *text);

/* The cleaning alone, for the terminal and plain text. */
void escape_plain(GString *out, const char *text);
/* The same, as a string; free with g_free. */
char *clean_text(const char *text);
/* Cleaned and at most `limit` characters, shortened in the middle. */
char *clean_shortened(const char *text, size_t limit);

/* LaTeX running text. What pdflatex has no letter for (tex_letter.h) becomes
 * its code, "U+4E00", and a bad byte "?". */
escape_fn escape_latex;
/* The same for names, which may break after each part and, where one is wider
 * than a narrow column, inside it. */
escape_fn escape_latex_name;
/* HTML, SVG and XML: text and quoted attributes. */
escape_fn escape_html;
escape_fn escape_markdown;
/* A code span, fences included; "|" escaped for tables. */
escape_fn escape_markdown_code;
/* A CSV field: a leading = + - @ ' tab or CR gets a "'" before it (CWE-1236),
 * then the quoting of RFC 4180. */
escape_fn escape_csv;
/* A JSON string with its quotes. Keeps every character of valid UTF-8;
 * controls, DEL, C1 and bidirectional controls as \u escapes. */
escape_fn escape_json;
/* The same inside <script>: "<" as \u003c. */
escape_fn escape_json_in_html;
