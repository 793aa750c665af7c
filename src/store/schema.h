/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schema.sql as a string; the build makes schema.c of it. */
#pragma once

extern const char store_schema[];
