/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How wide LaTeX will set a text, without asking LaTeX: from the character
 * widths of Computer Modern, which is wider than Times (the other font of
 * our classes) in almost every character.
 */
#pragma once

/* In thousandths of the type size. */
double tex_width(const char *text);
