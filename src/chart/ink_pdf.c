/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PDF 1.5 of one page, the size of the figure; fonts embedded by cairo, all
 * metadata from the provenance, dates too (cairo would take the clock).
 */
#include <cairo-pdf.h>
#include <math.h>

#include "chart/ink.h"

static cairo_status_t append(void *data, const unsigned char *bytes,
                             unsigned int n)
{
    g_byte_array_append(data, bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static void set_date(cairo_surface_t *surface, int64_t date_s)
{
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(date_s);

    if (!date)
        return;
    g_autofree char *text = g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   text);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, text);
}

static void set_metadata(cairo_surface_t *surface, const Frame *frame,
                         const struct chart_provenance *from)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   frame->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT,
                                   frame->alt);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
                                   from->version);
    if (from->digest) {
        g_autofree char *keywords =
            g_strdup_printf("cotejo-results-sha256=%s", from->digest);
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS,
                                       keywords);
    }
    set_date(surface, from->date_s);
}

GByteArray *frame_to_pdf(const Frame *frame,
                         const struct chart_provenance *from, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        append, bytes, frame->width_mm / MM_PER_PT,
        frame->height_mm / MM_PER_PT);

    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    set_metadata(surface, frame, from);
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, 1 / MM_PER_PT, 1 / MM_PER_PT);
    ink_paint(frame, cr, 0);
    cairo_show_page(cr);
    cairo_status_t status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        cotejo_fail(error, COTEJO_ERROR_WRITE, "figure '%s' as PDF: %s",
                    frame->name, cairo_status_to_string(status));
        return NULL;
    }
    return g_steal_pointer(&bytes);
}
