/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting values into the templates' model. */
#pragma once

#include <stdbool.h>

#include <jansson.h>

/* Cleaned; NULL becomes "". */
void put_text(json_t *object, const char *key, const char *text);
/* Words of ours: their apostrophes become those of print. */
void put_words(json_t *object, const char *key, const char *words);
void put_flag(json_t *object, const char *key, bool flag);
void put_count(json_t *object, const char *key, size_t count);
/* The list (taken over), its items numbered: "first", "last", "odd", "index";
 * beside it "has_KEY" and "n_KEY". */
void put_list(json_t *object, const char *key, json_t *list);
