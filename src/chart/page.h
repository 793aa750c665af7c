/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every chart's layout shares: the page with its margins, the rows
 * above the plot, the axes drawn, and the words about data.
 */
#pragma once

#include "chart/axis.h"
#include "chart/chart.h"
#include "chart/style.h"
#include "chart/words.h"

/* FIGURES section 3, in mm. */
#define MARGIN_SIDE 1.6
#define MARGIN_TOP 1.0
#define MARGIN_BOTTOM 1.2
#define ROW_LEGEND 4.0
#define ROW_HEADER 4.5
#define ROW_AXIS_TITLE 3.6
#define GAP_TITLE 0.8
#define TICK_MM 0.9
#define TICK_MINOR_MM 0.5
#define TICK_GAP 0.8 /* between a tick and its label */
#define PLOT_LEAST_WIDTH 30.0
#define PLOT_LEAST_HEIGHT 18.0

struct page {
    Frame *frame;
    const Results *results;
    const struct chart_options *options;
    const struct chart_words *words;
    double left, right; /* inside the margins */
    double y;           /* where the next row begins */
};

/* Opens a page; draws options->title if there is one. */
struct page page_open(const Results *results,
                      const struct chart_options *options, const char *name,
                      double height_mm);
/* The height of one-panel charts of this profile. */
double page_default_height(const struct chart_profile *profile);
/* Fails with the size that would be needed. */
bool page_refuse(const struct chart_options *options, const char *kind,
                 double width_mm, double height_mm, GError **error);

/* Type of the profile, in ink unless said. */
struct type type_label(const struct page *page, enum text_anchor anchor);
struct type type_tick(const struct page *page, enum text_anchor anchor);
struct type type_note(const struct page *page, enum text_anchor anchor);
/* The height of a row, given for 8 pt, at the type of the profile. */
double scaled(const struct page *page, double mm);
/* Height of a capital letter and from line to line, mm. */
double cap_height(double size_pt);
double line_height(double size_pt);
/* The baseline that centres capitals on y. */
double centred(double y, double size_pt);

/* A bottom axis with ticks and labels, and the grid up to `top`; returns the
 * y where the title's row may begin. */
double page_axis_bottom(struct page *page, const struct axis *axis, double top,
                        double bottom);
/* A left axis with ticks, labels and the grid up to `right`. */
void page_axis_left(struct page *page, const struct axis *axis, double left,
                    double right);
/* The title below a bottom axis, in two lines if one is too long; returns
 * where it ends. */
double page_title_bottom(struct page *page, const char *title, double left,
                         double right, double y);
/* The rotated title of a left axis, centred between top and bottom, in two
 * lines if it is longer than that, its first line at the page's left edge;
 * it may reach up to the limit where two lines are too few. Returns the width
 * it takes. */
double page_title_left(struct page *page, const char *title, double top,
                       double bottom, double limit);
/* Width it will take, without drawing. */
double page_title_left_width(const struct page *page, const char *title,
                             double axis, double most);

/* One key of a legend. */
enum legend_kind { LEGEND_AREA, LEGEND_MARKER, LEGEND_BAND };
struct legend_entry {
    enum legend_kind kind;
    enum marker marker;
    struct paint paint;
    const char *text;
};
/* Rows of keys from `left`, the note right-aligned in the last one if it
 * fits, else in rows of its own; entries may be none, note may be NULL. */
void legend_draw(struct page *page, const struct legend_entry entries[],
                 size_t n, const char *note, double left);
/* Height that legend_draw will take. */
double legend_height(const struct page *page,
                     const struct legend_entry entries[], size_t n,
                     const char *note, double left);

/* A bracket between two feet with its label above. */
struct bracket {
    double left, right; /* feet, mm */
    double centre;      /* of the label; set when it is drawn */
    const char *lines[2];
    size_t n_lines;
};
/* Places each bracket above all marks drawn so far between its feet and
 * above one another, its label between left and right, and draws it. Returns
 * the highest y that is touched. */
double brackets_draw(struct page *page, struct bracket brackets[], size_t n,
                     double left, double right);
/* "+26.4 %" and "p < 0.001"; in one line joined by a comma. */
void bracket_label(struct page *page, const struct result_comparison *it,
                   bool in_one_line, struct bracket *bracket);

/* Most brackets of a figure. */
enum { BRACKETS_MAX = 6 };
