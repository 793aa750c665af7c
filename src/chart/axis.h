/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Axes: where the ticks stand (FIGURES section 6) and where a value lies on
 * the page. axis_to_page is the only place where a value becomes a position.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { AXIS_TICKS = 64, AXIS_MINOR = 400 };

struct axis {
    bool is_log;
    double low, high;           /* values at the ends */
    double page_low, page_high; /* where the ends lie, mm */
    size_t n_ticks, n_minor;
    double ticks[AXIS_TICKS]; /* labelled */
    double minor[AXIS_MINOR]; /* logarithmic only */
    int decimals;             /* of the labels */
    bool is_signed;           /* labels show "+" */
    double unit;              /* labels count in these; 0 is 1 */
};

struct axis_wish {
    double low, high; /* data, interval ends included */
    double length_mm;
    double ideal_mm, least_mm;  /* gap of ticks; horizontal: beyond the label */
    bool from_zero;             /* zero is compulsory */
    bool is_integer;            /* only whole steps */
    bool close_low, close_high; /* end at a tick outside the data */
    bool is_horizontal;         /* the gaps grow by the widest label */
    bool is_signed;
    double unit;     /* 1000 prints 5000 as 5; a power of ten; 0 is 1 */
    double label_pt; /* horizontal: size of the labels */
};

/* Ticks of equal steps. Data that are not finite count as 0 to 1. */
void axis_linear(const struct axis_wish *wish, struct axis *axis);
/* Ticks of a logarithmic scale; low and high are above 0. */
void axis_log(const struct axis_wish *wish, struct axis *axis);
/* Lays the axis on the page, from its low end to its high end. */
void axis_place(struct axis *axis, double page_low, double page_high);
double axis_to_page(const struct axis *axis, double value);
/* The label of a tick. Free with g_free. */
char *axis_label(const struct axis *axis, double tick);
/* The widest label, mm. */
double axis_label_width(const struct axis *axis, double size_pt);
