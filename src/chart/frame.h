/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The display list between layout and ink: plain numbers in mm from the
 * top-left corner of the page, which tests read and every back end paints.
 * Layout measures text on the very font that is used (font.h) before it
 * gives space out; painting decides nothing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <glib.h>

enum item_kind { ITEM_RECT, ITEM_LINE, ITEM_POLYLINE, ITEM_POLYGON, ITEM_CIRCLE, ITEM_TEXT };
enum item_hatch { HATCH_NONE, HATCH_SLASH, HATCH_BACKSLASH, HATCH_DOTS, HATCH_HORIZONTAL,
                  HATCH_CROSSED, HATCH_VERTICAL };
enum text_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

/* Colours are 0xRRGGBB; COLOUR_NONE paints nothing. */
#define COLOUR_NONE UINT32_MAX

struct point_mm {
    double x, y;
};

struct frame_item {
    enum item_kind kind;
    int z;                     /* painting order, then order of adding */
    const char *role;          /* static: "bar", "whisker", "grid", "label", ... */
    uint32_t fill, stroke;
    double line_pt;            /* stroke width */
    enum item_hatch hatch;
    double dash_mm[6];         /* 0-terminated; [0] = 0 is solid */
    double halo_mm;            /* white under-stroke or text halo each side */
    struct point_mm at;        /* rect: top left; circle: centre; text: baseline
                                  at the anchor */
    double width, height;      /* rect, and the measured box of text */
    double radius;             /* circle */
    struct point_mm *points;   /* line, polyline, polygon */
    size_t n_points;
    const char *text;          /* UTF-8, cleaned */
    double size_pt;
    bool is_bold, is_rotated;  /* rotated 90 degrees counter-clockwise */
    enum text_anchor anchor;
    double ascent, descent;    /* of the measured text, mm */
    double datum;              /* the value it stands for; NaN if none */
};

typedef struct frame Frame;
struct frame {
    double width_mm, height_mm;
    GArray *items; /* struct frame_item */
    /* The plot areas, so that a test can see that data lie inside. */
    GArray *plots; /* struct frame_plot */
    const char *name;    /* slug: file name and prefix of ids */
    const char *title;   /* for metadata */
    const char *caption; /* plain text, escaped by whoever writes it out */
    const char *alt;     /* at most 600 characters */
    GString *csv;        /* exactly the plotted numbers */
    GStringChunk *strings;
};
struct frame_plot {
    double x, y, width, height; /* mm */
};

void frame_free(Frame *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Frame, frame_free)
/* The list as JSON, for --dump-layout and tests. */
void frame_dump(const Frame *frame, GString *json);
