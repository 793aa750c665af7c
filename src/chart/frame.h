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

enum item_kind {
    ITEM_RECT,
    ITEM_LINE,
    ITEM_POLYLINE,
    ITEM_POLYGON,
    ITEM_CIRCLE,
    ITEM_TEXT,
};
enum item_hatch {
    HATCH_NONE,
    HATCH_SLASH,
    HATCH_BACKSLASH,
    HATCH_DOTS,
    HATCH_HORIZONTAL,
    HATCH_CROSSED,
    HATCH_VERTICAL,
    HATCH_FINE, /* the denser slash of components (sys beside usr) */
};
enum text_anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

/* Colours are 0xRRGGBB; COLOUR_NONE paints nothing. */
#define COLOUR_NONE UINT32_MAX

#define MM_PER_PT (25.4 / 72.0)

struct point_mm {
    double x, y;
};

/* Room for a pattern of lengths on, off, ..., ended by 0. */
#define DASH_LENGTH 8

struct frame_item {
    enum item_kind kind;
    int z;            /* painting order, then order of adding */
    const char *role; /* static: "bar", "whisker", "grid", ... */
    uint32_t fill, stroke;
    double line_pt;              /* stroke width */
    enum item_hatch hatch;       /* rect only */
    double dash_mm[DASH_LENGTH]; /* 0-terminated; [0] = 0 is solid */
    double halo_mm;              /* white under-stroke or text halo each side */
    struct point_mm at;      /* rect: top left; circle: centre; text: baseline
                                at the anchor */
    double width, height;    /* rect, and the measured box of text */
    double radius;           /* circle */
    struct point_mm *points; /* line, polyline, polygon */
    size_t n_points;
    const char *text; /* UTF-8, cleaned */
    double size_pt;
    bool is_bold, is_rotated; /* rotated 90 degrees counter-clockwise */
    enum text_anchor anchor;
    size_t block;           /* lines of one text share a number; 0: alone */
    double ascent, descent; /* ink of the measured text, mm; width is its
                               advance */
    double datum;           /* the value it stands for; NaN if none */
};

typedef struct frame Frame;
struct frame {
    double width_mm, height_mm;
    double dpi;    /* of its PNG, as the profile wants it */
    GArray *items; /* struct frame_item */
    /* The plot areas, so that a test can see that data lie inside. */
    GArray *plots;       /* struct frame_plot */
    const char *name;    /* slug: file name and prefix of ids */
    const char *title;   /* for metadata */
    const char *caption; /* plain text, escaped by whoever writes it out */
    const char *alt;     /* at most 600 characters */
    GString *csv;        /* exactly the plotted numbers */
    GStringChunk *strings;
    GPtrArray *owned; /* the points of items */
    size_t n_blocks;
    /* The systems it compares; SIZE_MAX: several, or none. */
    size_t reference, subject;
};
struct frame_plot {
    double x, y, width, height; /* mm */
};

void frame_free(Frame *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Frame, frame_free)
/* The list as JSON, for --dump-layout and tests. */
void frame_dump(const Frame *frame, GString *json);

/* What follows is for layout. */

/* Painting order: what stands behind comes first. */
enum {
    Z_ZEBRA,
    Z_BAND,
    Z_GRID,
    Z_HALO,
    Z_AREA,
    Z_AXIS,
    Z_WHISKER,
    Z_MARK,
    Z_BRACKET,
    Z_TEXT,
};

/* How an item is painted. Fields not named in a literal would be black and
 * solid, so begin with PAINT_FILL or PAINT_LINE. */
struct paint {
    uint32_t fill, stroke;
    double line_pt;
    enum item_hatch hatch;
    double halo_mm;
    const double *dash_mm; /* 0-terminated; NULL: solid */
};
#define PAINT_FILL(colour)                                                     \
    ((struct paint){.fill = (colour), .stroke = COLOUR_NONE})
#define PAINT_LINE(colour, width_pt)                                           \
    ((struct paint){                                                           \
        .fill = COLOUR_NONE, .stroke = (colour), .line_pt = (width_pt)})

struct type {
    double size_pt;
    uint32_t colour;
    bool is_bold, is_rotated;
    enum text_anchor anchor;
    double halo_mm;
};

Frame *frame_new(const char *name, double width_mm, double height_mm);
/* The item stays valid until the next one is added. */
struct frame_item *frame_rect(Frame *frame, int z, const char *role, double x,
                              double y, double width, double height,
                              struct paint paint);
struct frame_item *frame_line(Frame *frame, int z, const char *role, double x1,
                              double y1, double x2, double y2,
                              struct paint paint);
struct frame_item *frame_circle(Frame *frame, int z, const char *role, double x,
                                double y, double radius, struct paint paint);
/* Copies the points. */
struct frame_item *frame_polyline(Frame *frame, int z, const char *role,
                                  const struct point_mm points[], size_t n,
                                  struct paint paint);
struct frame_item *frame_polygon(Frame *frame, int z, const char *role,
                                 const struct point_mm points[], size_t n,
                                 struct paint paint);
/* Cleans and measures the text; (x, y) is its baseline at the anchor. With a
 * halo, a white rectangle that much larger than the ink hides the grid. */
struct frame_item *frame_text(Frame *frame, const char *role, double x,
                              double y, const char *text, struct type type);
/* Joins the last `lines` texts that were added to one block. */
void frame_join(Frame *frame, size_t lines);
void frame_plot_area(Frame *frame, double x, double y, double width,
                     double height);
/* A copy that lives as long as the frame. */
const char *frame_string(Frame *frame, const char *text);
const char *frame_printf(Frame *frame, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* The box that an item covers, strokes included, without its halo. */
struct box_mm {
    double left, top, right, bottom;
};
struct box_mm item_box(const struct frame_item *item);
bool box_meets(struct box_mm a, struct box_mm b, double gap_mm);
