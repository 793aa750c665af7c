/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Brackets between two marks with the result of their comparison, after
 * FIGURES section 7.2: the narrow ones first, each on the lowest place above
 * the ink between its feet where neither it nor its label touches anything.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/font.h"
#include "chart/page.h"

#define BASE_GAP 1.4 /* above the ink */
#define FOOT 0.9
#define LABEL_GAP 0.6 /* above the line */
#define SIDE_GAP 1.0
#define CLEAR 0.62 /* between a label and anything else */

static int compare_brackets(const void *a, const void *b)
{
    const struct bracket *x = a, *y = b;
    double spans = (x->right - x->left) - (y->right - y->left);

    if (fabs(spans) > 1e-6)
        return spans < 0 ? -1 : 1;
    return (x->left > y->left) - (x->left < y->left);
}

/* What a bracket must stand above. */
static bool is_obstacle(const struct frame_item *item)
{
    static const char *const roles[] = {"bar",     "whisker",      "cap",
                                        "point",   "box",          "value",
                                        "bracket", "bracket-label"};

    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
        if (!strcmp(item->role, roles[i]))
            return true;
    return false;
}

static GArray *collect_obstacles(const Frame *frame)
{
    GArray *boxes = g_array_new(FALSE, FALSE, sizeof(struct box_mm));

    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item =
            &g_array_index(frame->items, struct frame_item, i);
        struct box_mm box = item_box(item);
        if (is_obstacle(item))
            g_array_append_val(boxes, box);
    }
    return boxes;
}

static double label_width(const struct bracket *bracket, double size_pt)
{
    double width = 0;

    for (size_t i = 0; i < bracket->n_lines; i++)
        width =
            fmax(width, font_measure(bracket->lines[i], size_pt, false).width);
    return width;
}

/* The two boxes of a bracket whose line is at y. */
static void boxes_at(const struct bracket *bracket, double y, double width,
                     double size_pt, struct box_mm *line, struct box_mm *label)
{
    double centre = bracket->centre;
    double height = (double)(bracket->n_lines - 1) * line_height(size_pt) +
                    cap_height(size_pt) + 0.2 * size_pt * MM_PER_PT;

    *line = (struct box_mm){bracket->left, y, bracket->right, y + FOOT};
    *label = (struct box_mm){centre - width / 2, y - LABEL_GAP - height,
                             centre + width / 2, y - LABEL_GAP};
}

/* The lowest y of the line that clears everything. */
static double find_place(const struct bracket *bracket, const GArray *boxes,
                         double size_pt)
{
    double y = INFINITY, width = label_width(bracket, size_pt);

    for (guint i = 0; i < boxes->len; i++) {
        const struct box_mm *box = &g_array_index(boxes, struct box_mm, i);
        if (box->left < bracket->right && box->right > bracket->left)
            y = fmin(y, box->top - BASE_GAP - FOOT);
    }
    if (isinf(y))
        return y;
    for (guint i = 0; i < boxes->len;) {
        const struct box_mm *box = &g_array_index(boxes, struct box_mm, i++);
        struct box_mm line, label;
        double above = y;
        boxes_at(bracket, y, width, size_pt, &line, &label);
        struct box_mm wide = {line.left - SIDE_GAP, line.top,
                              line.right + SIDE_GAP, line.bottom};
        if (box_meets(wide, *box, CLEAR))
            above = fmin(above, box->top - CLEAR - FOOT - 0.01);
        if (box_meets(label, *box, CLEAR))
            above = fmin(above, box->top - CLEAR + LABEL_GAP - 0.01);
        if (above < y) { /* moved: look at all of them again */
            y = above;
            i = 0;
        }
    }
    return y;
}

static void draw_one(struct page *page, const struct bracket *bracket, double y)
{
    struct type type = type_note(page, ANCHOR_MIDDLE);
    double centre = bracket->centre;
    struct point_mm points[] = {{bracket->left, y + FOOT},
                                {bracket->left, y},
                                {bracket->right, y},
                                {bracket->right, y + FOOT}};

    type.colour = COLOUR_INK;
    type.halo_mm = TEXT_HALO_MM;
    frame_polyline(page->frame, Z_BRACKET, "bracket", points, 4,
                   PAINT_LINE(COLOUR_INK, LINE_BRACKET));
    for (size_t i = 0; i < bracket->n_lines; i++) {
        double up = (double)(bracket->n_lines - 1 - i);
        /* The descender of "p" stands on the gap. */
        frame_text(page->frame, "bracket-label", centre,
                   y - LABEL_GAP - 0.2 * type.size_pt * MM_PER_PT -
                       up * line_height(type.size_pt),
                   bracket->lines[i], type);
    }
    frame_join(page->frame, bracket->n_lines);
}

/* The label stands over the middle as far as the plot's sides allow. */
static double label_centre(const struct bracket *bracket, double size_pt,
                           double left, double right)
{
    double half = label_width(bracket, size_pt) / 2;
    double centre = (bracket->left + bracket->right) / 2;

    return fmax(fmin(centre, right - half), left + half + CLEAR);
}

double brackets_draw(struct page *page, struct bracket brackets[], size_t n,
                     double left, double right)
{
    g_autoptr(GArray) boxes = collect_obstacles(page->frame);
    double size_pt = page->options->profile.note_pt, highest = INFINITY;

    qsort(brackets, n, sizeof *brackets, compare_brackets);
    for (size_t i = 0; i < n; i++) {
        brackets[i].centre = label_centre(&brackets[i], size_pt, left, right);
        double y = find_place(&brackets[i], boxes, size_pt);
        struct box_mm line, label;
        if (isinf(y))
            continue;
        boxes_at(&brackets[i], y, label_width(&brackets[i], size_pt), size_pt,
                 &line, &label);
        draw_one(page, &brackets[i], y);
        g_array_append_val(boxes, line);
        g_array_append_val(boxes, label);
        highest = fmin(highest, label.top);
    }
    return highest;
}

static const char *p_words(struct page *page,
                           const struct result_comparison *it)
{
    const char *p = it->text.p_adjusted;
    bool is_bound = *p == '<' || *p == '>';

    return chart_words_fill(
        page->frame, is_bound ? page->words->p_less : page->words->p_equal, p,
        NULL, NULL);
}

static const char *result_words(struct page *page,
                                const struct result_comparison *it)
{
    const struct chart_words *words = page->words;

    if (it->withheld)
        return chart_words_fill(page->frame, words->withheld, it->withheld,
                                NULL, NULL);
    if (!isfinite(it->p_adjusted.p))
        return words->not_tested;
    const char *p = p_words(page, it);
    if (it->code == EQUIVALENT)
        return chart_words_fill(page->frame, words->equivalent_short, p, NULL,
                                NULL);
    if (it->code == INCONCLUSIVE)
        return chart_words_fill(page->frame, words->not_significant, p, NULL,
                                NULL);
    return p;
}

void bracket_label(struct page *page, const struct result_comparison *it,
                   bool in_one_line, struct bracket *bracket)
{
    const char *result = result_words(page, it);

    bracket->n_lines = 1;
    if (!isfinite(it->ratio.ratio)) {
        bracket->lines[0] = result;
    } else if (in_one_line) {
        bracket->lines[0] =
            frame_printf(page->frame, "%s, %s", it->text.percent, result);
    } else {
        bracket->lines[0] = it->text.percent;
        bracket->lines[1] = result;
        bracket->n_lines = 2;
    }
}
